-- The record: what happened, appended and never altered (contract §5).

CREATE TABLE store (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1))
);

CREATE TRIGGER store_is_not_altered BEFORE UPDATE ON store
BEGIN
    SELECT RAISE(ABORT, 'what a store is for is never altered');
END;

-- `seq` is given inside the write transaction. The identity of a unit, a task or a target is
-- the `seq` of the event that brought it in. `hash` covers this row and the hash before it.
CREATE TABLE event (
    seq         INTEGER PRIMARY KEY,
    command     TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    day         TEXT NOT NULL,
    happened_on TEXT NOT NULL CHECK (happened_on <= day),
    actor       TEXT NOT NULL,
    home        INTEGER,
    unit        INTEGER,
    kind        TEXT NOT NULL,
    task        INTEGER,
    data        TEXT NOT NULL,
    hash        TEXT NOT NULL
);

CREATE INDEX event_of_task ON event (task, seq) WHERE task IS NOT NULL;
CREATE INDEX event_of_unit ON event (unit, seq) WHERE unit IS NOT NULL;
CREATE INDEX event_of_command ON event (command);

CREATE TRIGGER event_is_next BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM event)
BEGIN
    SELECT RAISE(ABORT, 'an event takes the next number');
END;

CREATE TRIGGER event_is_not_altered BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are never altered');
END;

CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;
