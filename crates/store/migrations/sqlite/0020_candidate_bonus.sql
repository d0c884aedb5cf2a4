-- What the rules of a year may ask of a candidate besides (3.1.3.b): the bonus that is in the total, for a floor that
-- measures the examination alone, and whether he wants to board, for quotas by boarding.
ALTER TABLE candidate ADD COLUMN bonus INTEGER NOT NULL DEFAULT 0;
ALTER TABLE candidate ADD COLUMN boards INTEGER;
