-- Selections of excellent cases (4.3.2.a) and decisions on support (4.3.2.b), as their steps left them.
CREATE TABLE case_selection (
    year INTEGER PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    selection TEXT COLLATE "C" NOT NULL
);

CREATE TABLE support (
    year INTEGER NOT NULL,
    number BIGINT NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    support TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, number)
);
