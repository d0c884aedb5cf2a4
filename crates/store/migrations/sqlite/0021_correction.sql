-- Corrections after publication (3.1.3.b), as each stands after every step; the versions of rounds that were published before
-- the one in force; and trial runs, which are no part of any round.
CREATE TABLE correction (
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    round TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    correction TEXT NOT NULL,
    PRIMARY KEY (year, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE round_version (
    year INTEGER NOT NULL,
    round TEXT NOT NULL,
    version INTEGER NOT NULL,
    run TEXT NOT NULL,
    PRIMARY KEY (year, round, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial (
    year INTEGER NOT NULL,
    round TEXT NOT NULL,
    number INTEGER NOT NULL,
    trial TEXT NOT NULL,
    results TEXT NOT NULL,
    PRIMARY KEY (year, round, number)
) STRICT;
