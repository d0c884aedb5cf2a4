-- Work and study in turn (3.2.4): each class with its periods and who is at which post, as its steps left it.
CREATE TABLE work_class (
    programme TEXT COLLATE "C" NOT NULL,
    cohort INTEGER NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    class TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (programme, cohort)
);
-- The hours of a period at an enterprise, with the institutions that have a part in it.
CREATE TABLE work_hours (
    programme TEXT COLLATE "C" NOT NULL,
    cohort INTEGER NOT NULL,
    block BIGINT NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    agreement BIGINT NOT NULL,
    enterprise TEXT COLLATE "C" NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    sheet TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (programme, cohort, block, institution, agreement)
);
