-- Examinations of progressions (4.1.e): each as its steps left it, and the institutions that have a part in it.
CREATE TABLE examination (
    id TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    examination TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX examination_of_year ON examination (year);
CREATE TABLE examination_party (
    examination TEXT NOT NULL REFERENCES examination (id),
    institution TEXT NOT NULL,
    PRIMARY KEY (examination, institution)
) STRICT, WITHOUT ROWID;
CREATE INDEX examination_of_institution ON examination_party (institution);
