-- Work on the tasks: the texts that events refer to, and the state that reports and decisions add
-- up to.

-- Texts and evidence by SHA-256, part of the record. `encoding` is text or base64; a redacted one
-- has no body.
CREATE TABLE content (
    sha256   TEXT PRIMARY KEY,
    encoding TEXT NOT NULL CHECK (encoding IN ('text', 'base64')),
    body     TEXT
);

-- Whom to call. Persons stand nowhere else: not in plans, not in events. No part of the state, so
-- it does not refer to units, which are made anew.
CREATE TABLE contact (
    unit    INTEGER PRIMARY KEY,
    liaison TEXT,
    phone   TEXT
);

-- What a task's own events add up to, and did. A row holds from event `seq` on, until event
-- `until` (null: to this day). The state of today stands in `task` too, for its indexes.
CREATE TABLE status (
    task  INTEGER NOT NULL REFERENCES task (id),
    seq   INTEGER NOT NULL,
    until INTEGER,
    state TEXT NOT NULL,
    day   TEXT NOT NULL,
    PRIMARY KEY (task, seq)
);

CREATE UNIQUE INDEX status_now ON status (task) WHERE until IS NULL;

-- What one unit did on one task, and did before, in rows as in `status`. `progress` and `reported`
-- (the day it happened) are those of its report recorded last, `report` is that event;
-- `exemption` is asked or approved (不涉及); `urged` is the day of the last call since then;
-- `promised` is the event with its open promise, `promised_by` the day.
CREATE TABLE part (
    task        INTEGER NOT NULL REFERENCES task (id),
    unit        INTEGER NOT NULL REFERENCES unit (id),
    seq         INTEGER NOT NULL,
    until       INTEGER,
    progress    INTEGER,
    reported    TEXT,
    report      INTEGER,
    exemption   TEXT,
    urged       TEXT,
    promised    INTEGER,
    promised_by TEXT,
    PRIMARY KEY (task, unit, seq)
);

CREATE UNIQUE INDEX part_now ON part (task, unit) WHERE until IS NULL;
CREATE INDEX part_of_unit ON part (unit) WHERE until IS NULL;
CREATE INDEX part_exempted ON part (exemption) WHERE until IS NULL AND exemption IS NOT NULL;

-- Every report; `reached` is the title of a milestone, `undone` the event that took it back.
CREATE TABLE report (
    seq         INTEGER PRIMARY KEY,
    task        INTEGER NOT NULL REFERENCES task (id),
    unit        INTEGER NOT NULL REFERENCES unit (id),
    day         TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    reached     TEXT,
    undone      INTEGER
);

CREATE INDEX report_of_part ON report (task, unit, happened_on);

-- Texts of events that were emptied, with the event `seq` that says why.
CREATE TABLE redaction (
    event  INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (event, sha256)
);

-- Commands that were taken back, with the first event of the command that did so.
CREATE TABLE undoing (
    command TEXT PRIMARY KEY,
    seq     INTEGER NOT NULL
);

CREATE INDEX event_of_actor ON event (actor, seq);
CREATE INDEX task_in_review ON task (state) WHERE state = 'review';
