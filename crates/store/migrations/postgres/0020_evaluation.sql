-- Evaluations by experts (4.3.1.b), as their steps left them: rounds, their subjects with who reads each, the sheets of
-- readers, what ties experts to institutions.
CREATE TABLE evaluation_round (
    year INTEGER NOT NULL PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    round TEXT COLLATE "C" NOT NULL
);
CREATE TABLE evaluation_subject (
    year INTEGER NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    first TEXT COLLATE "C" NOT NULL,
    second TEXT COLLATE "C" NOT NULL,
    third TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, front, partner)
);
CREATE TABLE evaluation_sheet (
    year INTEGER NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    expert TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    sheet TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, front, partner, expert)
);
CREATE TABLE evaluation_expert (
    expert TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    profile TEXT COLLATE "C" NOT NULL
);
