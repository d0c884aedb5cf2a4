-- What is told to people, each of it once: by what it tells of.
CREATE TABLE notice (
    account TEXT COLLATE "C" NOT NULL,
    cause TEXT COLLATE "C" NOT NULL,
    -- As whom it concerns the person.
    role TEXT COLLATE "C" NOT NULL,
    -- Where it leads: a stream of the journal.
    object TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT,
    -- When what it asked for was done, by whomever.
    done_at BIGINT,
    -- When a mail about it was put into the outbox.
    mailed_at BIGINT,
    PRIMARY KEY (account, cause)
);
CREATE INDEX notice_by_time ON notice (account, at);
CREATE INDEX notice_unread ON notice (account) WHERE read_at IS NULL AND done_at IS NULL;
CREATE INDEX notice_open ON notice (object) WHERE done_at IS NULL;
CREATE INDEX notice_unmailed ON notice (at) WHERE read_at IS NULL AND done_at IS NULL AND mailed_at IS NULL;

-- Reminders of a desk's last day, and what was told when it was over: each once, of each last day.
CREATE TABLE request_reminder (
    request TEXT COLLATE "C" NOT NULL,
    desk TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    told_on TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (request, desk, due_on, what)
);

-- Where mail reaches an account, sealed: the address that was confirmed, and one that waits for its code.
CREATE TABLE account_mail (
    account TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    address TEXT COLLATE "C",
    waiting TEXT COLLATE "C",
    code TEXT COLLATE "C",
    code_until BIGINT,
    changed_at BIGINT NOT NULL
);

-- The outbox. Who sends a mail takes it on lease, so that nobody else does meanwhile.
CREATE TABLE mail (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    -- Both sealed; what is written is gone once the mail is.
    address TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C",
    made_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    leased_until BIGINT,
    why TEXT COLLATE "C",
    ended_at BIGINT
);
CREATE INDEX mail_by_turn ON mail (state, next_at);
CREATE INDEX mail_by_account ON mail (account, kind, state);
