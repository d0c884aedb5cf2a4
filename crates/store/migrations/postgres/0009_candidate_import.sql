-- Files of candidates that are being imported, or were. The file and what was found in it stand apart, sealed: lists of
-- files are read often, a file seldom.
CREATE TABLE candidate_import (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL,
    -- The check: when it began, how many rows there are, how many are checked, until when whoever checks has it.
    begun_at BIGINT,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    leased_until BIGINT,
    -- JSON: how each conflict is judged, by its key.
    judgements TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    entered BIGINT,
    ended_at BIGINT,
    ended_by TEXT COLLATE "C"
);
CREATE INDEX candidate_import_by_time ON candidate_import (saved_at, id);

CREATE TABLE candidate_import_file (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    file TEXT COLLATE "C" NOT NULL,
    result TEXT COLLATE "C"
);
