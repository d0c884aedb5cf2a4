-- Records of cooperation (四（二）), each as it stands: of an institution, whose partner is empty, or of two sides.
CREATE TABLE cooperation (
    front TEXT NOT NULL,
    partner TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    record TEXT NOT NULL,
    version INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (front, partner, kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX cooperation_of_partner ON cooperation (partner, kind);
CREATE INDEX cooperation_of_kind ON cooperation (kind);
