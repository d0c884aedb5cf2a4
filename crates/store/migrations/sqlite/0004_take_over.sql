-- Taking over students who were in the programme before the office began: workbooks being checked, workbooks that were
-- taken over, and the programmes of earlier years that stand in no plan of the office.
CREATE TABLE take_over_draft (
    digest TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL
) STRICT;

CREATE TABLE take_over (
    digest TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checked TEXT NOT NULL,
    students INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    taken_by TEXT NOT NULL
) STRICT;

-- A row for each class; the placement is JSON, as records remember it; no score where nobody was admitted.
CREATE TABLE past_programme (
    programme TEXT NOT NULL,
    year INTEGER NOT NULL,
    placement TEXT NOT NULL,
    score INTEGER,
    PRIMARY KEY (programme, year)
) STRICT;
