-- What somebody who gave the second factor again said it was for.
ALTER TABLE session ADD COLUMN purpose TEXT NOT NULL DEFAULT '';

-- Who looked at somebody is asked by the person; who did something by the account.
DROP INDEX trail_by_action;

-- Identity number and telephone of a person, sealed; and a keyed index of the number, so that one is found by it.
ALTER TABLE person ADD COLUMN identity TEXT;
ALTER TABLE person ADD COLUMN identity_index TEXT;
ALTER TABLE person ADD COLUMN phone TEXT;
CREATE INDEX person_by_identity ON person (identity_index) WHERE identity_index IS NOT NULL;

-- Nobody gives himself a role, nor stands in for himself; who stands in has the role and the place of the one he stands
-- in for.
CREATE TRIGGER grant_by_another BEFORE INSERT ON role_grant WHEN NEW.given_by = NEW.account
BEGIN SELECT RAISE(ABORT, 'grant_by_another'); END;
CREATE TRIGGER grant_as_lent BEFORE INSERT ON role_grant WHEN NEW.stands_in IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM role_grant AS lent WHERE lent.id = NEW.stands_in AND lent.role = NEW.role
     AND lent.organisation = NEW.organisation AND lent.account = NEW.given_by)
BEGIN SELECT RAISE(ABORT, 'grant_as_lent'); END;
