-- 毕业去向 as institutions reported them: what was known of a graduate from a day on.
CREATE TABLE destination (
    student TEXT COLLATE "C" NOT NULL,
    reported_on TEXT COLLATE "C" NOT NULL,
    destination TEXT COLLATE "C" NOT NULL,
    year INTEGER NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (student, reported_on)
);

CREATE INDEX destination_sheet ON destination (year, institution);
