-- Readings of targets: what was counted, on which day, exactly. The latest by `happened_on` counts,
-- of the same day the one recorded last; one in another measure than the target's now does not.
-- `undone` is the event that took one back.

CREATE TABLE reading (
    seq         INTEGER PRIMARY KEY,
    target      INTEGER NOT NULL REFERENCES target (id),
    unit        INTEGER REFERENCES unit (id),
    day         TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    value       TEXT NOT NULL,
    measure     TEXT NOT NULL,
    undone      INTEGER
);

CREATE INDEX reading_of_target ON reading (target, happened_on, seq);
