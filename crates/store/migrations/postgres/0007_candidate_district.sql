-- The district of a candidate's lower secondary school stands beside him: a district's list goes by an index instead of
-- by the person of every candidate of the city.
ALTER TABLE candidate ADD COLUMN district TEXT NOT NULL DEFAULT '';
UPDATE candidate SET district = (SELECT person.district FROM person WHERE person.id = candidate.person);
CREATE INDEX candidate_by_district ON candidate (district, year, no);
