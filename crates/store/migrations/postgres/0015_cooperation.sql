-- Records of cooperation (四（二）), each as it stands: of an institution, whose partner is empty, or of two sides.
CREATE TABLE cooperation (
    front TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (front, partner, kind, number)
);
CREATE INDEX cooperation_of_partner ON cooperation (partner, kind);
CREATE INDEX cooperation_of_kind ON cooperation (kind);
