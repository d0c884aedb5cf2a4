-- Files on records of cooperation, sealed; the journal knows each by the digest of the sealed bytes. One that stands on a
-- shelf has an empty `sealed`.
CREATE TABLE cooperation_paper (
    -- The record: the stream of its holder, its kind, its number.
    record TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    media TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    sealed TEXT COLLATE "C" NOT NULL,
    given_by TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    taken_back_at BIGINT,
    PRIMARY KEY (record, digest)
);
CREATE INDEX cooperation_paper_of_front ON cooperation_paper (front, partner);
CREATE INDEX cooperation_paper_of_kind ON cooperation_paper (kind);
CREATE INDEX cooperation_paper_on_shelf ON cooperation_paper (digest) WHERE sealed = '';
