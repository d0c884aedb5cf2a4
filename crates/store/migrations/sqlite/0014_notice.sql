-- What is told to people, each of it once: by what it tells of.
CREATE TABLE notice (
    account TEXT NOT NULL,
    cause TEXT NOT NULL,
    -- As whom it concerns the person.
    role TEXT NOT NULL,
    -- Where it leads: a stream of the journal.
    object TEXT NOT NULL,
    message TEXT NOT NULL,
    at INTEGER NOT NULL,
    read_at INTEGER,
    -- When what it asked for was done, by whomever.
    done_at INTEGER,
    -- When a mail about it was put into the outbox.
    mailed_at INTEGER,
    PRIMARY KEY (account, cause)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_by_time ON notice (account, at);
CREATE INDEX notice_unread ON notice (account) WHERE read_at IS NULL AND done_at IS NULL;
CREATE INDEX notice_open ON notice (object) WHERE done_at IS NULL;
CREATE INDEX notice_unmailed ON notice (at) WHERE read_at IS NULL AND done_at IS NULL AND mailed_at IS NULL;

-- Reminders of a desk's last day, and what was told when it was over: each once, of each last day.
CREATE TABLE request_reminder (
    request TEXT NOT NULL,
    desk TEXT NOT NULL,
    due_on TEXT NOT NULL,
    what TEXT NOT NULL,
    told_on TEXT NOT NULL,
    PRIMARY KEY (request, desk, due_on, what)
) STRICT, WITHOUT ROWID;

-- Where mail reaches an account, sealed: the address that was confirmed, and one that waits for its code.
CREATE TABLE account_mail (
    account TEXT NOT NULL PRIMARY KEY,
    address TEXT,
    waiting TEXT,
    code TEXT,
    code_until INTEGER,
    changed_at INTEGER NOT NULL
) STRICT;

-- The outbox. Who sends a mail takes it on lease, so that nobody else does meanwhile.
CREATE TABLE mail (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Both sealed; what is written is gone once the mail is.
    address TEXT NOT NULL,
    body TEXT,
    made_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    leased_until INTEGER,
    why TEXT,
    ended_at INTEGER
) STRICT;
CREATE INDEX mail_by_turn ON mail (state, next_at);
CREATE INDEX mail_by_account ON mail (account, kind, state);
