-- What somebody who gave the second factor again said it was for.
ALTER TABLE session ADD COLUMN purpose TEXT NOT NULL DEFAULT '';

-- Who looked at somebody is asked by the person; who did something by the account.
DROP INDEX trail_by_action;

-- Identity number and telephone of a person, sealed; and a keyed index of the number, so that one is found by it.
ALTER TABLE person ADD COLUMN identity TEXT;
ALTER TABLE person ADD COLUMN identity_index TEXT;
ALTER TABLE person ADD COLUMN phone TEXT;
CREATE INDEX person_by_identity ON person (identity_index) WHERE identity_index IS NOT NULL;
