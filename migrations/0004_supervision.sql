-- Supervision: waiting, extensions, promises, slips, working days.

-- What else holds of a task, in the rows of `status`. `resumed` is the day on which work went on
-- after a closure, or a request for it, was returned or reopened. While `wait` is set (the event that began
-- it), the task waits from `wait_from` to `wait_until` for the unit `waits_on`, or for a body
-- outside the programme in the words `waits_for` (SHA-256); `objection` is the event in which that
-- unit objected. `waited` has the waits that ended, as JSON: first and last day of each;
-- `waited_from` and `waited_to` are those of the last one.
-- `asked` is the event that asks for an extension to `asked_to`, not yet decided. `granted` is the
-- date that was approved: in time, unless `granted_late` is 1, and in the place of `planned`, the
-- plan's deadline then.
ALTER TABLE status ADD COLUMN resumed TEXT;
ALTER TABLE status ADD COLUMN wait INTEGER;
ALTER TABLE status ADD COLUMN waits_on INTEGER;
ALTER TABLE status ADD COLUMN waits_for TEXT;
ALTER TABLE status ADD COLUMN wait_from TEXT;
ALTER TABLE status ADD COLUMN wait_until TEXT;
ALTER TABLE status ADD COLUMN objection INTEGER;
ALTER TABLE status ADD COLUMN waited TEXT;
ALTER TABLE status ADD COLUMN waited_from TEXT;
ALTER TABLE status ADD COLUMN waited_to TEXT;
ALTER TABLE status ADD COLUMN asked INTEGER;
ALTER TABLE status ADD COLUMN asked_on TEXT;
ALTER TABLE status ADD COLUMN asked_to TEXT;
ALTER TABLE status ADD COLUMN granted TEXT;
ALTER TABLE status ADD COLUMN granted_late INTEGER;
ALTER TABLE status ADD COLUMN planned TEXT;

CREATE INDEX status_waiting ON status (waits_on) WHERE until IS NULL AND wait IS NOT NULL;
CREATE INDEX status_asked ON status (asked) WHERE until IS NULL AND asked IS NOT NULL;
CREATE INDEX status_granted ON status (granted) WHERE until IS NULL AND granted IS NOT NULL;
CREATE INDEX status_begun ON status (seq);
CREATE INDEX part_begun ON part (seq);

-- The register of slips. `unit` answers for what the slip is about; `leader` is told by steps 4
-- and 5; `copies` are identities as JSON; `because` is what was the matter that day, as JSON.
CREATE TABLE slip (
    seq      INTEGER PRIMARY KEY,
    year     INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    task     INTEGER NOT NULL REFERENCES task (id),
    unit     INTEGER NOT NULL REFERENCES unit (id),
    step     INTEGER NOT NULL CHECK (step BETWEEN 1 AND 5),
    colour   TEXT NOT NULL,
    rule     TEXT NOT NULL,
    issued   TEXT NOT NULL,
    reply_by TEXT NOT NULL,
    leader   INTEGER,
    copies   TEXT NOT NULL,
    because  TEXT NOT NULL,
    UNIQUE (year, number)
);

CREATE INDEX slip_of_task ON slip (task, unit, seq);
CREATE INDEX slip_of_unit ON slip (unit, seq);

-- What became of a slip (answered, with the promised day, or withdrawn), in rows as in `status`.
CREATE TABLE slip_end (
    slip     INTEGER NOT NULL REFERENCES slip (seq),
    seq      INTEGER NOT NULL,
    until    INTEGER,
    status   TEXT NOT NULL CHECK (status IN ('answered', 'withdrawn')),
    day      TEXT NOT NULL,
    promised TEXT,
    PRIMARY KEY (slip, seq)
);

CREATE UNIQUE INDEX slip_end_now ON slip_end (slip) WHERE until IS NULL;

-- Every promise; `undone` is the event that took it back.
CREATE TABLE promise (
    seq      INTEGER PRIMARY KEY,
    task     INTEGER NOT NULL REFERENCES task (id),
    unit     INTEGER NOT NULL REFERENCES unit (id),
    made     TEXT NOT NULL,
    due      TEXT NOT NULL,
    undone   INTEGER
);

CREATE INDEX promise_of_unit ON promise (unit, due);
CREATE INDEX promise_of_task ON promise (task, unit);

-- What was said of a promise: kept by the unit's own word on a day, or judged kept or missed by
-- the coordinator (`judged` 1); in rows as in `status`.
CREATE TABLE verdict (
    promise INTEGER NOT NULL REFERENCES promise (seq),
    seq     INTEGER NOT NULL,
    until   INTEGER,
    kept    INTEGER CHECK (kept IN (0, 1)),
    judged  INTEGER NOT NULL CHECK (judged IN (0, 1)),
    day     TEXT NOT NULL,
    PRIMARY KEY (promise, seq)
);

CREATE UNIQUE INDEX verdict_now ON verdict (promise) WHERE until IS NULL;

-- The working days of a year, a sign a day: 1 where people work. `basis` is notice (of the State
-- Council), statutory (holidays by law, for the notice is not out) or hand; rows as in `status`.
CREATE TABLE calendar (
    year  INTEGER NOT NULL,
    seq   INTEGER NOT NULL,
    until INTEGER,
    basis TEXT NOT NULL,
    days  TEXT NOT NULL,
    PRIMARY KEY (year, seq)
);

CREATE UNIQUE INDEX calendar_now ON calendar (year) WHERE until IS NULL;
