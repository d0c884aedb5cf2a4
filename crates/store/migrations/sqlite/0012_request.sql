-- Requests as their streams make them.
CREATE TABLE request (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    student TEXT NOT NULL,
    state TEXT NOT NULL,
    -- The desk it waits at and who sits there; none of what waits at none.
    desk TEXT,
    holder TEXT,
    due_on TEXT,
    account TEXT NOT NULL,
    version INTEGER NOT NULL,
    request TEXT NOT NULL
) STRICT;
CREATE INDEX request_by_holder ON request (holder, state, due_on, id);
CREATE INDEX request_by_student ON request (student, id);
CREATE INDEX request_by_account ON request (account, id);

-- The institutions whose desk a request reached: they may look back.
CREATE TABLE request_party (
    request TEXT NOT NULL,
    institution TEXT NOT NULL,
    PRIMARY KEY (request, institution)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_party_by_institution ON request_party (institution, request);

-- What was written and given in, sealed; the journal knows it by the digest of the sealed bytes.
CREATE TABLE request_paper (
    request TEXT NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (request, digest)
) STRICT;
