-- Files of candidates that are being imported, or were. The file and what was found in it stand apart, sealed: lists of
-- files are read often, a file seldom.
CREATE TABLE candidate_import (
    id TEXT NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    -- The check: when it began, how many rows there are, how many are checked, until when whoever checks has it.
    begun_at INTEGER,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    leased_until INTEGER,
    -- JSON: how each conflict is judged, by its key.
    judgements TEXT NOT NULL,
    version INTEGER NOT NULL,
    entered INTEGER,
    ended_at INTEGER,
    ended_by TEXT
) STRICT;
CREATE INDEX candidate_import_by_time ON candidate_import (saved_at, id);

CREATE TABLE candidate_import_file (
    id TEXT NOT NULL PRIMARY KEY,
    file TEXT NOT NULL,
    result TEXT
) STRICT;
