-- Documents that were issued. The file itself stands in `content` under `sha256`.

-- A weekly or a monthly covers the record up to the event `upto`, from `first_day` to `last_day`;
-- the next begins there. `year` and `number` are its own, a slip's document has those of its slip.
-- `counts` (lights, closed, tasks) is JSON, for what later ones show of earlier ones.
CREATE TABLE document (
    seq       INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL CHECK (kind IN ('weekly', 'monthly', 'slip')),
    year      INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    first_day TEXT,
    last_day  TEXT,
    upto      INTEGER NOT NULL,
    day       TEXT NOT NULL,
    form      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    counts    TEXT NOT NULL
);

CREATE INDEX document_of_kind ON document (kind, year, number);
CREATE UNIQUE INDEX document_number ON document (kind, year, number) WHERE kind <> 'slip';

-- That a document was withdrawn, and on which day, in rows as in `status`.
CREATE TABLE document_end (
    document INTEGER NOT NULL REFERENCES document (seq),
    seq      INTEGER NOT NULL,
    until    INTEGER,
    day      TEXT NOT NULL,
    PRIMARY KEY (document, seq)
);

CREATE UNIQUE INDEX document_end_now ON document_end (document) WHERE until IS NULL;
