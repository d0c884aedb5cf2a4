-- Files on records of cooperation, sealed; the journal knows each by the digest of the sealed bytes. One that stands on a
-- shelf has an empty `sealed`.
CREATE TABLE cooperation_paper (
    -- The record: the stream of its holder, its kind, its number.
    record TEXT NOT NULL,
    digest TEXT NOT NULL,
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    given_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    taken_back_at INTEGER,
    PRIMARY KEY (record, digest)
) STRICT;
CREATE INDEX cooperation_paper_of_front ON cooperation_paper (front, partner);
CREATE INDEX cooperation_paper_of_kind ON cooperation_paper (kind);
CREATE INDEX cooperation_paper_on_shelf ON cooperation_paper (digest) WHERE sealed = '';
