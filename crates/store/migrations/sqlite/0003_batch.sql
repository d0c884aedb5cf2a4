-- How far a student is within the stage, so that a list can ask for it.
ALTER TABLE student ADD COLUMN work TEXT NOT NULL DEFAULT 'open';
ALTER TABLE student ADD COLUMN assessed INTEGER;

-- The last number of every series of certificate numbers: all of a number but its last six figures.
CREATE TABLE certificate_series (
    series TEXT NOT NULL PRIMARY KEY,
    last TEXT NOT NULL
) STRICT;
INSERT INTO certificate_series (series, last)
    SELECT substr(number, 1, length(number) - 6), MAX(number) FROM certificate
    GROUP BY substr(number, 1, length(number) - 6);

-- Batches: many students decided together. The lines keep what was decided of everybody, moved or held; they are
-- written once, in the transaction that carries the batch out.
CREATE TABLE batch (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    institution TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    batch TEXT NOT NULL
) STRICT;
CREATE INDEX batch_by_state ON batch (state, id);

CREATE TABLE batch_line (
    batch TEXT NOT NULL,
    position INTEGER NOT NULL,
    student TEXT NOT NULL,
    outcome TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) STRICT;
CREATE INDEX batch_line_by_outcome ON batch_line (batch, outcome, position);
CREATE INDEX batch_line_by_student ON batch_line (student);

-- Whom a batch may concern: students of a class at an institution, in the order of their numbers.
CREATE INDEX student_by_class ON student (cohort, stage, standing, id);
