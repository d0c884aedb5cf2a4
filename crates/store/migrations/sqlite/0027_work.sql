-- Work and study in turn (3.2.4): each class with its periods and who is at which post, as its steps left it.
CREATE TABLE work_class (
    programme TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    version INTEGER NOT NULL,
    class TEXT NOT NULL,
    PRIMARY KEY (programme, cohort)
) STRICT, WITHOUT ROWID;
-- The hours of a period at an enterprise, with the institutions that have a part in it.
CREATE TABLE work_hours (
    programme TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    block INTEGER NOT NULL,
    institution TEXT NOT NULL,
    agreement INTEGER NOT NULL,
    enterprise TEXT NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    PRIMARY KEY (programme, cohort, block, institution, agreement)
) STRICT, WITHOUT ROWID;
