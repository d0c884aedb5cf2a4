-- Reports on years (4.3.1.a), as their steps left them.
CREATE TABLE annual_report (
    year INTEGER NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    report TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, front, partner)
);
