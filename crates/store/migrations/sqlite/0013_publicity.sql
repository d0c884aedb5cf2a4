-- What institutions did to make the programme known (4.1.b), as it stands after every change.
CREATE TABLE publicity (
    institution TEXT NOT NULL,
    number INTEGER NOT NULL,
    held_on TEXT NOT NULL,
    place TEXT NOT NULL,
    what TEXT NOT NULL,
    audience TEXT NOT NULL,
    attended INTEGER,
    recorded_at INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (institution, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX publicity_by_day ON publicity (held_on, institution, number);
