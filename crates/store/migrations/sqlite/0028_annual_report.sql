-- Reports on years (4.3.1.a), as their steps left them.
CREATE TABLE annual_report (
    year INTEGER NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (year, front, partner)
) STRICT, WITHOUT ROWID;
