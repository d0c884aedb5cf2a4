-- Training programmes (3.2.1, 3.2.2) as they stand after every step: the version in force, which everybody may read, and
-- the draft, which is for its two sides and the commission.
CREATE TABLE training (
    programme TEXT COLLATE "C" NOT NULL,
    cohort INTEGER NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    sides TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    in_force TEXT COLLATE "C",
    draft_state TEXT COLLATE "C",
    draft TEXT COLLATE "C",
    in_force_counts TEXT COLLATE "C",
    draft_counts TEXT COLLATE "C",
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (programme, cohort)
);
CREATE INDEX training_of_cohort ON training (cohort, programme);
