-- Lists of students by entry year, class, stage and place of registration, each in the order in which they are read.
CREATE INDEX student_by_entry_year ON student (entry_year, pinyin, id);
CREATE INDEX student_by_cohort ON student (cohort, pinyin, id);
CREATE INDEX student_by_stage ON student (stage, pinyin, id);
CREATE INDEX student_by_registration ON student (registered_at, pinyin, id);
-- An entry year through its seven years is counted from this index alone.
CREATE INDEX student_by_progress ON student (entry_year, programme, stage, standing, work, registered_at);

-- Decisions on students by the clauses they rest on, each as often as it cites one; from the journal alone.
CREATE TABLE clause_decision (
    clause TEXT NOT NULL,
    code TEXT NOT NULL,
    student TEXT NOT NULL,
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    PRIMARY KEY (clause, code, student, version)
) STRICT, WITHOUT ROWID;

-- Registrations: which institution held a record's registration, in which stage, programme and class, from when to
-- when, how it began and how it ended; from the record alone.
CREATE TABLE registration (
    student TEXT NOT NULL,
    position INTEGER NOT NULL,
    institution TEXT NOT NULL,
    stage TEXT NOT NULL,
    programme TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    came TEXT NOT NULL,
    went TEXT NOT NULL,
    PRIMARY KEY (student, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX registration_by_day ON registration (institution, stage, cohort, from_on, to_on);
CREATE INDEX registration_by_coming ON registration (came, from_on, institution);
CREATE INDEX registration_by_going ON registration (went, to_on, institution);

-- Lists of registrations that institutions filed.
CREATE TABLE registration_filing (
    year INTEGER NOT NULL,
    term TEXT NOT NULL,
    institution TEXT NOT NULL,
    version INTEGER NOT NULL,
    listed_on TEXT NOT NULL,
    filed_on TEXT NOT NULL,
    students INTEGER NOT NULL,
    digest TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    filed_by TEXT NOT NULL,
    PRIMARY KEY (year, term, institution, version)
) STRICT;
