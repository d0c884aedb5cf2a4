-- Results by course (3.2.3): each sheet as its steps left it, with the institutions that have a part in it.
CREATE TABLE result_sheet (
    programme TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    course TEXT NOT NULL,
    attempt TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    enters TEXT NOT NULL,
    confirms TEXT NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    sheet TEXT NOT NULL,
    PRIMARY KEY (programme, cohort, course, attempt)
) STRICT, WITHOUT ROWID;
-- What institutions announce as tuition (3.3.3.b), less what was taken back.
CREATE TABLE fee_standard (
    institution TEXT NOT NULL,
    number INTEGER NOT NULL,
    stage TEXT NOT NULL,
    from_year INTEGER NOT NULL,
    standard TEXT NOT NULL,
    PRIMARY KEY (institution, number)
) STRICT, WITHOUT ROWID;
