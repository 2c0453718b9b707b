-- The current state: what the events add up to. Made anew from them by a migration that needs it.

CREATE TABLE plan (
    id         TEXT PRIMARY KEY,
    tier       TEXT NOT NULL,
    position   INTEGER NOT NULL,
    title      TEXT NOT NULL,
    parent     TEXT,
    owner      INTEGER,
    leader     INTEGER,
    dropped    INTEGER NOT NULL CHECK (dropped IN (0, 1)),
    definition TEXT NOT NULL
);

CREATE TABLE unit (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    en         TEXT,
    kind       TEXT NOT NULL,
    slips      INTEGER NOT NULL CHECK (slips IN (0, 1)),
    position   INTEGER NOT NULL,
    dropped    INTEGER NOT NULL CHECK (dropped IN (0, 1)),
    successor  INTEGER,
    definition TEXT NOT NULL
);

CREATE UNIQUE INDEX unit_by_name ON unit (name) WHERE dropped = 0;

-- Every name that finds a unit; `origin` is name, alias or former.
CREATE TABLE unit_name (
    name   TEXT NOT NULL,
    unit   INTEGER NOT NULL REFERENCES unit (id),
    origin TEXT NOT NULL,
    PRIMARY KEY (name, unit)
);

CREATE INDEX unit_name_of_unit ON unit_name (unit);

-- The units that act for a group, groups inside it expanded.
CREATE TABLE member (
    team INTEGER NOT NULL REFERENCES unit (id),
    unit INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (team, unit)
);

-- `dropped` is 1 where a revision left the task out (an open one then counts as terminated); `kept`
-- is 1 where it stays by the user's word. `done` is 1 where closed or terminated; `due_order` is the deadline, 9999-12-31 where there is
-- none; `code_order` sorts codes with their numbers compared as numbers.
CREATE TABLE task (
    id                 INTEGER PRIMARY KEY,
    plan               TEXT NOT NULL REFERENCES plan (id),
    number             TEXT NOT NULL,
    code               TEXT NOT NULL,
    title              TEXT NOT NULL,
    section            TEXT,
    parent             INTEGER,
    is_group           INTEGER NOT NULL CHECK (is_group IN (0, 1)),
    start              TEXT,
    deadline           TEXT,
    original_deadline  TEXT,
    deadline_inherited INTEGER NOT NULL CHECK (deadline_inherited IN (0, 1)),
    standing           INTEGER NOT NULL CHECK (standing IN (0, 1)),
    leader             INTEGER,
    state              TEXT NOT NULL,
    kept               INTEGER NOT NULL CHECK (kept IN (0, 1)),
    dropped            INTEGER NOT NULL CHECK (dropped IN (0, 1)),
    assigned_on        TEXT NOT NULL,
    done               INTEGER NOT NULL CHECK (done IN (0, 1)),
    due_order          TEXT NOT NULL,
    code_order         TEXT NOT NULL,
    definition         TEXT NOT NULL
);

CREATE UNIQUE INDEX task_by_code ON task (code) WHERE dropped = 0;
CREATE INDEX task_dropped_by_code ON task (code) WHERE dropped = 1;
CREATE INDEX task_in_list ON task (is_group, done, due_order, code_order);
CREATE INDEX task_of_plan ON task (plan, code_order);
CREATE INDEX task_of_parent ON task (parent) WHERE parent IS NOT NULL;

-- One cell of the matrix. The last three columns repeat the task's, so that one unit's list is
-- read in its order from one index.
CREATE TABLE assignment (
    task       INTEGER NOT NULL REFERENCES task (id),
    unit       INTEGER NOT NULL REFERENCES unit (id),
    role       TEXT NOT NULL,
    rank       INTEGER NOT NULL,
    basis      TEXT NOT NULL,
    done       INTEGER NOT NULL,
    due_order  TEXT NOT NULL,
    code_order TEXT NOT NULL,
    PRIMARY KEY (task, unit)
);

CREATE INDEX assignment_in_list ON assignment (unit, done, due_order, code_order, task);

CREATE TABLE milestone (
    task     INTEGER NOT NULL REFERENCES task (id),
    position INTEGER NOT NULL,
    title    TEXT NOT NULL,
    due      TEXT NOT NULL,
    weight   TEXT NOT NULL,
    PRIMARY KEY (task, position)
);

-- `kind` is advances or after.
CREATE TABLE link (
    task  INTEGER NOT NULL REFERENCES task (id),
    kind  TEXT NOT NULL,
    other INTEGER NOT NULL REFERENCES task (id),
    PRIMARY KEY (task, kind, other)
);

CREATE INDEX link_to_other ON link (other, kind);

CREATE TABLE target (
    id         INTEGER PRIMARY KEY,
    plan       TEXT NOT NULL REFERENCES plan (id),
    task       INTEGER REFERENCES task (id),
    code       TEXT NOT NULL,
    dropped    INTEGER NOT NULL CHECK (dropped IN (0, 1)),
    definition TEXT NOT NULL
);

CREATE UNIQUE INDEX target_by_code ON target (code) WHERE dropped = 0;
CREATE INDEX target_of_task ON target (task) WHERE task IS NOT NULL;
