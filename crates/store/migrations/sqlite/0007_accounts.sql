-- Whose record it is to see: the partner who will receive, and the programme applied for while a transfer is pending.
ALTER TABLE student ADD COLUMN partner TEXT NOT NULL DEFAULT '';
ALTER TABLE student ADD COLUMN applied_to TEXT;
UPDATE student SET partner = COALESCE(
    (SELECT partner FROM plan_line WHERE plan_line.programme = student.programme ORDER BY year DESC LIMIT 1), '');

-- Who takes part in a batch besides the institution of the class.
CREATE TABLE batch_party (
    batch TEXT NOT NULL,
    institution TEXT NOT NULL,
    PRIMARY KEY (batch, institution)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_party_by_institution ON batch_party (institution, batch);

-- Organisations and the people who act for them.
CREATE TABLE organisation (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    district TEXT,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT organisation_named_once UNIQUE (kind, name)
) STRICT;

-- An account is of one family of roles for good: the three administrators exclude one another and all business.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    family TEXT NOT NULL CHECK (family IN ('business', 'system', 'security', 'audit')),
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    password TEXT,
    password_set_at INTEGER,
    -- Sealed; the step last used, so that a code opens once.
    totp TEXT,
    totp_step INTEGER,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT account_login_once UNIQUE (login),
    CONSTRAINT account_family UNIQUE (id, family)
) STRICT;

-- Earlier passwords, as hashes, newest last.
CREATE TABLE account_password (
    account TEXT NOT NULL REFERENCES account (id),
    set_at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (account, set_at)
) STRICT, WITHOUT ROWID;

-- A role at an organisation for a time. The family is the role's, and must be the account's.
CREATE TABLE role_grant (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    family TEXT NOT NULL GENERATED ALWAYS AS
        (CASE WHEN role IN ('system', 'security', 'audit') THEN role ELSE 'business' END) STORED,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    from_on TEXT NOT NULL,
    to_on TEXT,
    -- The grant it stands in for, where a colleague is away.
    stands_in TEXT REFERENCES role_grant (id),
    given_at INTEGER NOT NULL,
    given_by TEXT NOT NULL,
    ended_at INTEGER,
    ended_by TEXT,
    CONSTRAINT grant_in_one_family FOREIGN KEY (account, family) REFERENCES account (id, family),
    CONSTRAINT grant_by_another CHECK (given_by <> account OR stands_in IS NOT NULL)
) STRICT;
CREATE INDEX role_grant_by_account ON role_grant (account);
CREATE INDEX role_grant_by_organisation ON role_grant (organisation);

-- The records a student's or a guardian's account is for.
CREATE TABLE account_student (
    account TEXT NOT NULL REFERENCES account (id),
    student TEXT NOT NULL,
    PRIMARY KEY (account, student)
) STRICT, WITHOUT ROWID;

-- What opens an account once: an invitation, the first-run code (no account). Only digests are kept.
CREATE TABLE invitation (
    digest TEXT NOT NULL PRIMARY KEY,
    account TEXT REFERENCES account (id),
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE recovery_code (
    account TEXT NOT NULL REFERENCES account (id),
    digest TEXT NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account, digest)
) STRICT, WITHOUT ROWID;

-- Failures of signing in by what was tried, whether there is such an account or not.
CREATE TABLE sign_in_failure (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;

-- Sessions by the digest of their id. One that waits for its second factor has no grant yet.
CREATE TABLE session (
    digest TEXT NOT NULL PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id),
    role_grant TEXT REFERENCES role_grant (id),
    state TEXT NOT NULL CHECK (state IN ('second-factor', 'enrolling', 'open', 'ended')),
    -- Against forged forms: a secret of the session that every form carries a part of.
    form_key TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    stepped_up_at INTEGER,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    ended_at INTEGER,
    ended_why TEXT
) STRICT;
CREATE INDEX session_by_account ON session (account, state);

-- Keys for programs: a digest, one grant, an end.
CREATE TABLE token (
    digest TEXT NOT NULL PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id),
    role_grant TEXT NOT NULL REFERENCES role_grant (id),
    name TEXT NOT NULL,
    reads_only INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX token_by_account ON token (account);

-- The trail: who looked and who changed what, chained, in the transaction of what it tells of.
CREATE TABLE trail (
    seq INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    result TEXT NOT NULL,
    purpose TEXT NOT NULL,
    address TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX trail_by_object ON trail (object, seq);
CREATE INDEX trail_by_account ON trail (account, seq);
CREATE INDEX trail_by_action ON trail (action, seq);

-- Whose hands were laid on a thing: nobody's twice, so that who drafts does not approve, and two signatures are two
-- people's.
CREATE TABLE hand (
    object TEXT NOT NULL,
    part TEXT NOT NULL,
    account TEXT NOT NULL,
    at INTEGER NOT NULL,
    CONSTRAINT hand_once UNIQUE (object, account)
) STRICT;
