-- Examinations of progressions (4.1.e): each as its steps left it, and the institutions that have a part in it.
CREATE TABLE examination (
    id TEXT COLLATE "C" PRIMARY KEY,
    year INTEGER NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    examination TEXT COLLATE "C" NOT NULL
);
CREATE INDEX examination_of_year ON examination (year);
CREATE TABLE examination_party (
    examination TEXT COLLATE "C" NOT NULL REFERENCES examination (id),
    institution TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (examination, institution)
);
CREATE INDEX examination_of_institution ON examination_party (institution);
