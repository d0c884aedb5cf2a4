-- Facts that hold from a day on: a partner replaced for a class, an institution renamed. Each as it was entered in the
-- journal; the fact itself is JSON, with the columns beside it for order and search.
CREATE TABLE dated_fact (
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    effective_on TEXT NOT NULL,
    fact TEXT NOT NULL,
    document TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (stream, version)
) STRICT;
