-- What institutions did to make the programme known (4.1.b), as it stands after every change.
CREATE TABLE publicity (
    institution TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    held_on TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    attended BIGINT,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (institution, number)
);
CREATE INDEX publicity_by_day ON publicity (held_on, institution, number);
