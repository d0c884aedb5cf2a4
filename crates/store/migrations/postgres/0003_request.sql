-- Requests as their streams make them.
CREATE TABLE request (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    student TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    -- The desk it waits at and who sits there; none of what waits at none.
    desk TEXT COLLATE "C",
    holder TEXT COLLATE "C",
    due_on TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    request TEXT COLLATE "C" NOT NULL
);
CREATE INDEX request_by_holder ON request (holder, state, due_on, id);
CREATE INDEX request_by_student ON request (student, id);
CREATE INDEX request_by_account ON request (account, id);

-- The institutions whose desk a request reached: they may look back.
CREATE TABLE request_party (
    request TEXT COLLATE "C" NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (request, institution)
);
CREATE INDEX request_party_by_institution ON request_party (institution, request);

-- What was written and given in, sealed; the journal knows it by the digest of the sealed bytes.
CREATE TABLE request_paper (
    request TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    media TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    sealed TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (request, digest)
);
