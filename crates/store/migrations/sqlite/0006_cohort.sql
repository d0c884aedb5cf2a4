-- Lists of students by entry year, class, stage and place of registration, each in the order in which they are read.
CREATE INDEX student_by_entry_year ON student (entry_year, pinyin, id);
CREATE INDEX student_by_cohort ON student (cohort, pinyin, id);
CREATE INDEX student_by_stage ON student (stage, pinyin, id);
CREATE INDEX student_by_registration ON student (registered_at, pinyin, id);
-- An entry year through its seven years is counted from this index alone.
CREATE INDEX student_by_progress ON student (entry_year, programme, stage, standing, work, registered_at);
