-- The ties of an institution to its students are joined by OR: with an index for each, a list is found by them instead
-- of by reading everybody.
CREATE INDEX student_by_studies ON student (studies_at, pinyin, id);
CREATE INDEX student_by_partner ON student (partner, pinyin, id);
CREATE INDEX student_by_application ON student (applied_to) WHERE applied_to IS NOT NULL;
CREATE INDEX plan_line_by_institution ON plan_line (institution, programme);
