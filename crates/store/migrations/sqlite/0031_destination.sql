-- 毕业去向 as institutions reported them: what was known of a graduate from a day on.
CREATE TABLE destination (
    student TEXT NOT NULL,
    reported_on TEXT NOT NULL,
    destination TEXT NOT NULL,
    year INTEGER NOT NULL,
    institution TEXT NOT NULL,
    PRIMARY KEY (student, reported_on)
) STRICT, WITHOUT ROWID;

CREATE INDEX destination_sheet ON destination (year, institution);
