-- Corrections after publication (3.1.3.b), as each stands after every step; the versions of rounds that were published before
-- the one in force; and trial runs, which are no part of any round.
CREATE TABLE correction (
    year INTEGER NOT NULL,
    number BIGINT NOT NULL,
    round TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    correction TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, number)
);
CREATE TABLE round_version (
    year INTEGER NOT NULL,
    round TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, round, version)
);
CREATE TABLE trial (
    year INTEGER NOT NULL,
    round TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    trial TEXT COLLATE "C" NOT NULL,
    results TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, round, number)
);
