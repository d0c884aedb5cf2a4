-- Training programmes (3.2.1, 3.2.2) as they stand after every step: the version in force, which everybody may read, and
-- the draft, which is for its two sides and the commission.
CREATE TABLE training (
    programme TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    institution TEXT NOT NULL,
    partner TEXT NOT NULL,
    sides TEXT NOT NULL,
    number INTEGER NOT NULL,
    in_force TEXT,
    draft_state TEXT,
    draft TEXT,
    in_force_counts TEXT,
    draft_counts TEXT,
    version INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (programme, cohort)
) STRICT, WITHOUT ROWID;
CREATE INDEX training_of_cohort ON training (cohort, programme);
