-- Selections of excellent cases (4.3.2.a) and decisions on support (4.3.2.b), as their steps left them.
CREATE TABLE case_selection (
    year INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    selection TEXT NOT NULL
) STRICT;

CREATE TABLE support (
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    support TEXT NOT NULL,
    PRIMARY KEY (year, number)
) STRICT, WITHOUT ROWID;
