-- What institutions propose for the plan of a year (3.1.3.a), as it stands after every change, and the universities that
-- it concerns.
CREATE TABLE plan_proposal (
    year INTEGER NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    proposal TEXT COLLATE "C" NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, institution)
);
CREATE TABLE plan_proposal_partner (
    year INTEGER NOT NULL,
    institution TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (year, institution, partner)
);
CREATE INDEX plan_proposal_of_partner ON plan_proposal_partner (partner, year);
