-- The journal, and the projections made from it. Times are microseconds since 1970 UTC, dates ISO text, flags
-- 0 or 1, lists JSON text, scores millionths of a point: the same on every database.
-- Every row stands under a key of its own stream (student, plan year, round), so that it can be sharded by it.

CREATE TABLE event (
    seq INTEGER NOT NULL PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT event_stream_version UNIQUE (stream, version)
) STRICT;

-- Personal data, apart from the journal: may be corrected or erased without touching the chain.
CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    sex INTEGER NOT NULL,
    birth_on TEXT NOT NULL,
    district TEXT NOT NULL,
    junior_school TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;

CREATE TABLE document (
    digest TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE plan_draft (
    year INTEGER NOT NULL PRIMARY KEY,
    source_name TEXT NOT NULL,
    source_digest TEXT NOT NULL,
    answers TEXT NOT NULL,
    version INTEGER NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE plan (
    year INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    edition TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_digest TEXT NOT NULL,
    answers TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL
) STRICT;

CREATE TABLE plan_line (
    year INTEGER NOT NULL,
    programme TEXT NOT NULL,
    position INTEGER NOT NULL,
    track TEXT NOT NULL,
    category TEXT NOT NULL,
    institution TEXT NOT NULL,
    special TEXT,
    major TEXT NOT NULL,
    specialisation TEXT,
    partner TEXT NOT NULL,
    places INTEGER NOT NULL,
    barred INTEGER NOT NULL,
    code TEXT,
    class TEXT,
    PRIMARY KEY (year, programme)
) STRICT;

CREATE TABLE candidate (
    year INTEGER NOT NULL,
    no TEXT NOT NULL,
    person TEXT NOT NULL,
    total INTEGER NOT NULL,
    chinese INTEGER NOT NULL,
    mathematics INTEGER NOT NULL,
    foreign_language INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    draw INTEGER NOT NULL,
    qualified INTEGER NOT NULL,
    household INTEGER NOT NULL,
    tests_passed TEXT NOT NULL,
    early TEXT NOT NULL,
    unified TEXT NOT NULL,
    CONSTRAINT candidate_once PRIMARY KEY (year, no)
) STRICT;

CREATE TABLE round (
    year INTEGER NOT NULL,
    round TEXT NOT NULL,
    state TEXT NOT NULL,
    run TEXT NOT NULL,
    PRIMARY KEY (year, round)
) STRICT;

CREATE TABLE round_result (
    year INTEGER NOT NULL,
    round TEXT NOT NULL,
    no TEXT NOT NULL,
    outcome TEXT NOT NULL,
    programme TEXT,
    preference INTEGER,
    reason TEXT NOT NULL,
    place INTEGER,
    PRIMARY KEY (year, round, no)
) STRICT;
CREATE INDEX round_result_by_programme ON round_result (year, round, programme, no);
CREATE INDEX round_result_by_outcome ON round_result (year, round, outcome, no);

CREATE TABLE round_programme (
    year INTEGER NOT NULL,
    round TEXT NOT NULL,
    programme TEXT NOT NULL,
    position INTEGER NOT NULL,
    places INTEGER NOT NULL,
    admitted INTEGER NOT NULL,
    cutoff INTEGER,
    last_preference INTEGER,
    PRIMARY KEY (year, round, programme)
) STRICT;

CREATE TABLE student (
    id TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    district TEXT NOT NULL,
    candidate_no TEXT NOT NULL,
    entry_year INTEGER NOT NULL,
    cohort INTEGER NOT NULL,
    programme TEXT NOT NULL,
    institution TEXT NOT NULL,
    stage TEXT NOT NULL,
    standing TEXT NOT NULL,
    qualification TEXT NOT NULL,
    studies_at TEXT NOT NULL,
    registered_at TEXT,
    rule_book TEXT NOT NULL,
    score INTEGER NOT NULL,
    round TEXT NOT NULL,
    preference INTEGER NOT NULL,
    version INTEGER NOT NULL,
    -- One record for a candidate, whatever is tried twice.
    CONSTRAINT student_once UNIQUE (entry_year, candidate_no)
) STRICT;
CREATE INDEX student_by_name ON student (pinyin, id);
CREATE INDEX student_by_institution ON student (institution, pinyin, id);
CREATE INDEX student_by_programme ON student (programme, pinyin, id);
CREATE INDEX student_by_standing ON student (standing, pinyin, id);
CREATE INDEX student_by_district ON student (district, pinyin, id);
CREATE INDEX student_by_initials ON student (initials, pinyin, id);

-- Certificate numbers: each once in the whole office, void ones too.
CREATE TABLE certificate (
    number TEXT NOT NULL PRIMARY KEY,
    student TEXT NOT NULL,
    voided INTEGER NOT NULL
) STRICT;
CREATE INDEX certificate_by_student ON certificate (student);

-- How many decisions rest on each clause.
CREATE TABLE clause_use (
    clause TEXT NOT NULL PRIMARY KEY,
    decisions INTEGER NOT NULL
) STRICT;
