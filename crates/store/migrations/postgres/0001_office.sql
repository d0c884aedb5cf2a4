-- The journal, and the projections made from it. Times are microseconds since 1970 UTC, dates ISO text, lists JSON,
-- scores millionths of a point: the same on every database. Text is compared byte by byte, as SQLite does.
-- Every row stands under a key of its own stream (student, plan year, round), so that it can be sharded by it.
CREATE TABLE event (
    seq BIGINT NOT NULL PRIMARY KEY,
    stream TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    effective_on TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT event_stream_version UNIQUE (stream, version)
);

-- Personal data, apart from the journal: may be corrected or erased without touching the chain. Identity number and
-- telephone are sealed; the index of the number is keyed.
CREATE TABLE person (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    pinyin TEXT COLLATE "C" NOT NULL,
    initials TEXT COLLATE "C" NOT NULL,
    sex BIGINT NOT NULL,
    birth_on TEXT COLLATE "C" NOT NULL,
    district TEXT COLLATE "C" NOT NULL,
    junior_school TEXT COLLATE "C" NOT NULL,
    salt BYTEA NOT NULL,
    identity TEXT COLLATE "C",
    identity_index TEXT COLLATE "C",
    phone TEXT COLLATE "C"
);
CREATE INDEX person_by_identity ON person (identity_index) WHERE identity_index IS NOT NULL;

CREATE TABLE document (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    bytes BYTEA NOT NULL
);

CREATE TABLE plan_draft (
    year INTEGER NOT NULL PRIMARY KEY,
    source_name TEXT COLLATE "C" NOT NULL,
    source_digest TEXT COLLATE "C" NOT NULL,
    answers TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL
);

CREATE TABLE plan (
    year INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    edition TEXT COLLATE "C" NOT NULL,
    source_name TEXT COLLATE "C" NOT NULL,
    source_digest TEXT COLLATE "C" NOT NULL,
    answers TEXT COLLATE "C" NOT NULL,
    set_at BIGINT NOT NULL,
    set_by TEXT COLLATE "C" NOT NULL
);

CREATE TABLE plan_line (
    year INTEGER NOT NULL,
    programme TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    track TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    special TEXT COLLATE "C",
    major TEXT COLLATE "C" NOT NULL,
    specialisation TEXT COLLATE "C",
    partner TEXT COLLATE "C" NOT NULL,
    places BIGINT NOT NULL,
    barred BOOLEAN NOT NULL,
    code TEXT COLLATE "C",
    class TEXT COLLATE "C",
    PRIMARY KEY (year, programme)
);
CREATE INDEX plan_line_by_institution ON plan_line (institution, programme);

CREATE TABLE candidate (
    year INTEGER NOT NULL,
    no TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    total BIGINT NOT NULL,
    chinese BIGINT NOT NULL,
    mathematics BIGINT NOT NULL,
    foreign_language BIGINT NOT NULL,
    priority BOOLEAN NOT NULL,
    draw BIGINT NOT NULL,
    qualified BOOLEAN NOT NULL,
    household BOOLEAN NOT NULL,
    tests_passed TEXT COLLATE "C" NOT NULL,
    early TEXT COLLATE "C" NOT NULL,
    unified TEXT COLLATE "C" NOT NULL,
    CONSTRAINT candidate_once PRIMARY KEY (year, no)
);

CREATE TABLE round (
    year INTEGER NOT NULL,
    round TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, round)
);

CREATE TABLE round_result (
    year INTEGER NOT NULL,
    round TEXT COLLATE "C" NOT NULL,
    no TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    programme TEXT COLLATE "C",
    preference BIGINT,
    reason TEXT COLLATE "C" NOT NULL,
    place BIGINT,
    PRIMARY KEY (year, round, no)
);
CREATE INDEX round_result_by_programme ON round_result (year, round, programme, no);
CREATE INDEX round_result_by_outcome ON round_result (year, round, outcome, no);

CREATE TABLE round_programme (
    year INTEGER NOT NULL,
    round TEXT COLLATE "C" NOT NULL,
    programme TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    places BIGINT NOT NULL,
    admitted BIGINT NOT NULL,
    cutoff BIGINT,
    last_preference BIGINT,
    PRIMARY KEY (year, round, programme)
);

-- One record for a candidate, whatever is tried twice. `partner` and `applied_to` say whose record it is to see.
CREATE TABLE student (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    pinyin TEXT COLLATE "C" NOT NULL,
    initials TEXT COLLATE "C" NOT NULL,
    district TEXT COLLATE "C" NOT NULL,
    candidate_no TEXT COLLATE "C" NOT NULL,
    entry_year INTEGER NOT NULL,
    cohort INTEGER NOT NULL,
    programme TEXT COLLATE "C" NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    standing TEXT COLLATE "C" NOT NULL,
    qualification TEXT COLLATE "C" NOT NULL,
    studies_at TEXT COLLATE "C" NOT NULL,
    registered_at TEXT COLLATE "C",
    rule_book TEXT COLLATE "C" NOT NULL,
    score BIGINT NOT NULL,
    round TEXT COLLATE "C" NOT NULL,
    preference BIGINT NOT NULL,
    version BIGINT NOT NULL,
    work TEXT COLLATE "C" NOT NULL,
    assessed BOOLEAN,
    partner TEXT COLLATE "C" NOT NULL,
    applied_to TEXT COLLATE "C",
    CONSTRAINT student_once UNIQUE (entry_year, candidate_no)
);
CREATE INDEX student_by_name ON student (pinyin, id);
CREATE INDEX student_by_institution ON student (institution, pinyin, id);
CREATE INDEX student_by_programme ON student (programme, pinyin, id);
CREATE INDEX student_by_standing ON student (standing, pinyin, id);
CREATE INDEX student_by_district ON student (district, pinyin, id);
CREATE INDEX student_by_initials ON student (initials, pinyin, id);
CREATE INDEX student_by_class ON student (cohort, stage, standing, id);
CREATE INDEX student_by_entry_year ON student (entry_year, pinyin, id);
CREATE INDEX student_by_cohort ON student (cohort, pinyin, id);
CREATE INDEX student_by_stage ON student (stage, pinyin, id);
CREATE INDEX student_by_registration ON student (registered_at, pinyin, id);
CREATE INDEX student_by_progress ON student (entry_year, programme, stage, standing, work, registered_at);
CREATE INDEX student_by_studies ON student (studies_at, pinyin, id);
CREATE INDEX student_by_partner ON student (partner, pinyin, id);
CREATE INDEX student_by_application ON student (applied_to) WHERE applied_to IS NOT NULL;

-- Certificate numbers: each once in the whole office, void ones too; and the last of every series.
CREATE TABLE certificate (
    number TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    student TEXT COLLATE "C" NOT NULL,
    voided BOOLEAN NOT NULL
);
CREATE INDEX certificate_by_student ON certificate (student);

-- How many decisions rest on each clause.
CREATE TABLE clause_use (
    clause TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    decisions BIGINT NOT NULL
);

-- Rules of progression assessments: every version that was put on file.
CREATE TABLE progression_rules (
    issuer TEXT COLLATE "C" NOT NULL,
    year INTEGER NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    effective_on TEXT COLLATE "C" NOT NULL,
    rules TEXT COLLATE "C" NOT NULL,
    source_name TEXT COLLATE "C" NOT NULL,
    source_digest TEXT COLLATE "C" NOT NULL,
    filed_at BIGINT NOT NULL,
    filed_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (issuer, year, version)
);

CREATE TABLE certificate_series (
    series TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    last TEXT COLLATE "C" NOT NULL
);

-- Batches: many students decided together. The lines keep what was decided of everybody, moved or held.
CREATE TABLE batch (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    cohort INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    batch TEXT COLLATE "C" NOT NULL
);
CREATE INDEX batch_by_state ON batch (state, id);

CREATE TABLE batch_line (
    batch TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    student TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    line TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (batch, position)
);
CREATE INDEX batch_line_by_outcome ON batch_line (batch, outcome, position);
CREATE INDEX batch_line_by_student ON batch_line (student);

-- Taking over students who were in the programme before the office began.
CREATE TABLE take_over_draft (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL
);

CREATE TABLE take_over (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    checked TEXT COLLATE "C" NOT NULL,
    students BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    taken_by TEXT COLLATE "C" NOT NULL
);

CREATE TABLE past_programme (
    programme TEXT COLLATE "C" NOT NULL,
    year INTEGER NOT NULL,
    placement TEXT COLLATE "C" NOT NULL,
    score BIGINT,
    PRIMARY KEY (programme, year)
);

-- Facts that hold from a day on, each as it was entered in the journal.
CREATE TABLE dated_fact (
    stream TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    effective_on TEXT COLLATE "C" NOT NULL,
    fact TEXT COLLATE "C" NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (stream, version)
);

-- Decisions on students by the clauses they rest on; from the journal alone.
CREATE TABLE clause_decision (
    clause TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    student TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    effective_on TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (clause, code, student, version)
);

-- Registrations: which institution held a record's registration, from when to when; from the record alone.
CREATE TABLE registration (
    student TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    programme TEXT COLLATE "C" NOT NULL,
    cohort INTEGER NOT NULL,
    from_on TEXT COLLATE "C" NOT NULL,
    to_on TEXT COLLATE "C",
    came TEXT COLLATE "C" NOT NULL,
    went TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (student, position)
);
CREATE INDEX registration_by_day ON registration (institution, stage, cohort, from_on, to_on);
CREATE INDEX registration_by_coming ON registration (came, from_on, institution);
CREATE INDEX registration_by_going ON registration (went, to_on, institution);

-- Lists of registrations that institutions filed.
CREATE TABLE registration_filing (
    year INTEGER NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    listed_on TEXT COLLATE "C" NOT NULL,
    filed_on TEXT COLLATE "C" NOT NULL,
    students BIGINT NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    filed_at BIGINT NOT NULL,
    filed_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, term, institution, version)
);

CREATE TABLE batch_party (
    batch TEXT COLLATE "C" NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (batch, institution)
);
CREATE INDEX batch_party_by_institution ON batch_party (institution, batch);

-- Organisations and the people who act for them.
CREATE TABLE organisation (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    district TEXT COLLATE "C",
    made_at BIGINT NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    CONSTRAINT organisation_named_once UNIQUE (kind, name)
);

-- An account is of one family of roles for good: the three administrators exclude one another and all business.
CREATE TABLE account (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    login TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL CHECK (family IN ('business', 'system', 'security', 'audit')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    password TEXT COLLATE "C",
    password_set_at BIGINT,
    totp TEXT COLLATE "C",
    totp_step BIGINT,
    made_at BIGINT NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    CONSTRAINT account_login_once UNIQUE (login),
    CONSTRAINT account_family UNIQUE (id, family)
);

-- Earlier passwords, as hashes, newest last.
CREATE TABLE account_password (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    set_at BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account, set_at)
);

-- A role at an organisation for a time. The family is the role's, and must be the account's.
CREATE TABLE role_grant (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL GENERATED ALWAYS AS
        (CASE WHEN role IN ('system', 'security', 'audit') THEN role ELSE 'business' END) STORED,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    from_on TEXT COLLATE "C" NOT NULL,
    to_on TEXT COLLATE "C",
    stands_in TEXT COLLATE "C" REFERENCES role_grant (id),
    given_at BIGINT NOT NULL,
    given_by TEXT COLLATE "C" NOT NULL,
    ended_at BIGINT,
    ended_by TEXT COLLATE "C",
    CONSTRAINT grant_in_one_family FOREIGN KEY (account, family) REFERENCES account (id, family),
    CONSTRAINT grant_by_another CHECK (given_by <> account)
);
CREATE INDEX role_grant_by_account ON role_grant (account);
CREATE INDEX role_grant_by_organisation ON role_grant (organisation);

-- The records a student's or a guardian's account is for.
CREATE TABLE account_student (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    student TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account, student)
);

-- What opens an account once: an invitation, the first-run code (no account). Only digests are kept.
CREATE TABLE invitation (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account TEXT COLLATE "C" REFERENCES account (id),
    made_at BIGINT NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE recovery_code (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    digest TEXT COLLATE "C" NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account, digest)
);

-- Failures of signing in by what was tried, whether there is such an account or not.
CREATE TABLE sign_in_failure (
    subject TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    locked_until BIGINT
);

-- Sessions by the digest of their id. One that waits for its second factor has no grant yet.
CREATE TABLE session (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    public_id TEXT COLLATE "C" NOT NULL UNIQUE,
    account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    role_grant TEXT COLLATE "C" REFERENCES role_grant (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('second-factor', 'enrolling', 'open', 'ended')),
    form_key TEXT COLLATE "C" NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    stepped_up_at BIGINT,
    address TEXT COLLATE "C" NOT NULL,
    agent TEXT COLLATE "C" NOT NULL,
    ended_at BIGINT,
    ended_why TEXT COLLATE "C",
    purpose TEXT COLLATE "C" NOT NULL
);
CREATE INDEX session_by_account ON session (account, state);

-- Keys for programs: a digest, one grant, an end.
CREATE TABLE token (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    public_id TEXT COLLATE "C" NOT NULL UNIQUE,
    account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
    role_grant TEXT COLLATE "C" NOT NULL REFERENCES role_grant (id),
    name TEXT COLLATE "C" NOT NULL,
    reads_only BOOLEAN NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX token_by_account ON token (account);

-- The trail: who looked and who changed what, chained, in the transaction of what it tells of.
CREATE TABLE trail (
    seq BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    object TEXT COLLATE "C" NOT NULL,
    result TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL
);
CREATE INDEX trail_by_object ON trail (object, seq);
CREATE INDEX trail_by_account ON trail (account, seq);

-- Whose hands were laid on a thing: nobody's twice, so that who drafts does not approve.
CREATE TABLE hand (
    object TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT hand_once UNIQUE (object, account)
);

-- Who stands in has the role and the place of the one he stands in for.
CREATE FUNCTION grant_as_lent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM role_grant AS lent WHERE lent.id = NEW.stands_in AND lent.role = NEW.role
        AND lent.organisation = NEW.organisation AND lent.account = NEW.given_by) THEN
        RAISE EXCEPTION 'grant_as_lent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER grant_as_lent BEFORE INSERT ON role_grant FOR EACH ROW WHEN (NEW.stands_in IS NOT NULL)
    EXECUTE FUNCTION grant_as_lent();

-- One row that is written to see whether writing goes: by it a server says that it is ready.
CREATE TABLE probe (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    at BIGINT NOT NULL
);
