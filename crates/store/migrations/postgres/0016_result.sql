-- Results by course (3.2.3): each sheet as its steps left it, with the institutions that have a part in it.
CREATE TABLE result_sheet (
    programme TEXT COLLATE "C" NOT NULL,
    cohort INTEGER NOT NULL,
    course TEXT COLLATE "C" NOT NULL,
    attempt TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    enters TEXT COLLATE "C" NOT NULL,
    confirms TEXT COLLATE "C" NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    sheet TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (programme, cohort, course, attempt)
);
-- What institutions announce as tuition (3.3.3.b), less what was taken back.
CREATE TABLE fee_standard (
    institution TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    from_year INTEGER NOT NULL,
    standard TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (institution, number)
);
