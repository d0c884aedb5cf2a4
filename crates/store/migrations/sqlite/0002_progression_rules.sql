-- Rules of progression assessments: every version that was put on file. The issuer is an institution's name, or
-- `commission`; the rules are JSON, with the columns beside them for order and search.
CREATE TABLE progression_rules (
    issuer TEXT NOT NULL,
    year INTEGER NOT NULL,
    version INTEGER NOT NULL,
    stage TEXT NOT NULL,
    title TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    rules TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_digest TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    filed_by TEXT NOT NULL,
    PRIMARY KEY (issuer, year, version)
) STRICT;
