-- What institutions propose for the plan of a year (3.1.3.a), as it stands after every change, and the universities that
-- it concerns.
CREATE TABLE plan_proposal (
    year INTEGER NOT NULL,
    institution TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    proposal TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (year, institution)
) STRICT, WITHOUT ROWID;
CREATE TABLE plan_proposal_partner (
    year INTEGER NOT NULL,
    institution TEXT NOT NULL,
    partner TEXT NOT NULL,
    PRIMARY KEY (year, institution, partner)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_proposal_of_partner ON plan_proposal_partner (partner, year);
