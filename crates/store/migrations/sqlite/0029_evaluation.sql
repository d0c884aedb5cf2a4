-- Evaluations by experts (4.3.1.b), as their steps left them: rounds, their subjects with who reads each, the sheets of
-- readers, what ties experts to institutions.
CREATE TABLE evaluation_round (
    year INTEGER NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    round TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE evaluation_subject (
    year INTEGER NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    third TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (year, front, partner)
) STRICT, WITHOUT ROWID;
CREATE TABLE evaluation_sheet (
    year INTEGER NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    expert TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    PRIMARY KEY (year, front, partner, expert)
) STRICT, WITHOUT ROWID;
CREATE TABLE evaluation_expert (
    expert TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    profile TEXT NOT NULL
) STRICT, WITHOUT ROWID;
