# Admission: results of a round, preference by preference, the proof, and the command allocate.
admission-reason-admitted = Admitted
admission-reason-qualification-none = No entrance qualification of this year: not eligible (三（一）1).
admission-reason-household-none = No formal Beijing household: not eligible (三（一）1).
admission-reason-floor-below = Total below the floor: cannot be admitted (三（一）2).
admission-reason-admitted-earlier = Admitted in an earlier round: does not take part in this one (三（一）2).
admission-reason-preferences-none = Names no programme of this round.
admission-reason-additional-test-none = Every programme named demands an additional test, which was not passed.
admission-reason-preferences-full = Every programme named was full at the candidate’s turn.
admission-why-unknown = Preference { $position }: this round has no such programme; skipped.
admission-why-repeated = Preference { $position }: named before; the first mention counts.
admission-why-no-test = Preference { $position }: this programme demands an additional test, which was not passed.
admission-why-admitted = Preference { $position }: admitted, as number { $nth } of { $places } places.
admission-why-full = Preference { $position }: { $places } places, { $taken } taken at your turn; none left.
admission-why-quota-full = Preference { $position }: at most { $places } of “{ $group }”, { $taken } taken at your turn; none left.
admission-why-not-looked-at = Preference { $position }: an earlier preference was given; not looked at.
admission-differs-score = The last admitted has { $theirs }, you have { $yours }.
admission-differs-key = Equal total; key { $key } of the order of equal scores: the last admitted { $theirs }, you { $yours }.
admission-differs-draw = Equal in total and every key; the draw decides, smaller first: the last admitted { $theirs }, you { $yours }.
admission-differs-position = Equal in total and every key; the position decides: the last admitted named it as preference { $theirs }, you as { $yours }.
admission-proof-within-places = Proof: { $violations ->
    [0] none of { $examined } programmes is over its places, beyond equals at the boundary that the rules admit together.
   *[other] over the places { $violations } times ({ $examined } programmes).
}
admission-proof-above-floor = Proof: { $violations ->
    [0] none of { $examined } admitted is below the floor.
   *[other] { $violations } of { $examined } admitted are below the floor.
}
admission-proof-eligible = Proof: { $violations ->
    [0] all { $examined } admitted are eligible, each where he asked to be.
   *[other] { $violations } of { $examined } admitted are not eligible or did not ask.
}
admission-proof-nobody-passed-over = Proof: { $violations ->
    [0] nobody prefers a programme that admitted someone ranked behind ({ $examined } preferences looked at).
   *[other] { $violations } preferences went to someone ranked behind ({ $examined } looked at).
}
admission-proof-nothing-wasted = Proof: { $violations ->
    [0] no unused place was wanted by anybody eligible ({ $examined } preferences looked at).
   *[other] { $violations } preferences were refused with a place left ({ $examined } looked at).
}
allocate-step-read = Reading candidates
allocate-step-allocate = Ranking and allocating
allocate-step-prove = Proving the result
allocate-step-write = Writing the result
allocate-done = { $candidates } candidates: { $admitted } admitted, { $not-admitted } not admitted, { $ineligible } ineligible.
allocate-filled = { $programmes } programmes with { $places } places, { $unused } unused.
allocate-over = Equal candidates admitted together: { $over } over the plan.
allocate-warnings = { $count } warnings, the first { $listed } listed.
allocate-written = Written: { $file }
allocate-bad-input = { $count } errors in the input, the first { $listed } listed; nothing was written.
allocate-refer = { $count } candidates with a total of { $total } are equal in every key, places do not go round, and the rules choose no way: for the admission meeting; nothing was written. Programmes: { $programmes }. Choose a way with equal in the rules file and run again.
allocate-referred = { $candidate }
allocate-unproven = The result fails its proof and was not written. Please keep the input files and report this.
allocate-fault-read = Cannot read { $file }: { $detail }. Nothing was written.
allocate-fault-write = Cannot write { $file }: { $detail }. What was there before is unchanged.
allocate-file-missing = { $file }: no such file.
allocate-file-forbidden = { $file }: no permission to read it.
allocate-file-directory = { $file }: is a directory, not a file.
allocate-file-empty = { $file }: the file is empty; its header is missing.
allocate-file-same = { $file }: an output would overwrite an input or the other output; choose another name.
allocate-not-utf8 = { $file } line { $line }: not UTF-8; save it as UTF-8.
allocate-unreadable = { $file } line { $line }: neither UTF-8 nor GB18030; save it as one of them.
allocate-quote-open = { $file } line { $line }: a quote is never closed; what follows cannot be read.
allocate-quote-misplaced = { $file } line { $line }: text after a closing quote; check the quotes.
allocate-too-large = { $file }: more than a round can hold.
allocate-column-missing = { $file } line { $line }: column “{ $column }” is missing; there are: { $columns }.
allocate-column-draw = { $file } line { $line }: the draw decides among equals (equal = "draw"), and column “draw” is missing.
allocate-column-group = { $file } line { $line }: the plan has quotas (quota:), and column “group” is missing; there are: { $columns }.
allocate-column-subject = { $file } line { $line }: the rules weight subjects, and column “{ $column }” is missing; there are: { $columns }.
allocate-column-repeated = { $file } line { $line }: column “{ $column }” stands twice.
allocate-column-unknown = { $file } line { $line }: column “{ $column }” is not used.
allocate-key-gap = { $file } line { $line }: expected key “{ $expected }”, found “{ $value }”; keys run from key_1 without a gap.
allocate-key-blank = { $file } line { $line }, “{ $column }”: blank. Every candidate must have every key.
allocate-cell-blank = { $file } line { $line }, “{ $column }”: blank.
allocate-candidate-repeated = { $file } line { $line }, “{ $column }”: “{ $value }” stands already at line { $first }.
allocate-programme-repeated = { $file } line { $line }, “{ $column }”: “{ $value }” stands already at line { $first }.
allocate-programme-bar = { $file } line { $line }, “{ $column }”: “{ $value }” has a “|”, which separates preferences; nobody could name it.
allocate-places = { $file } line { $line }, “{ $column }”: “{ $value }” is no number of places; write 0 or a positive whole number.
allocate-total = { $file } line { $line }, “{ $column }”: “{ $value }” is no score; write 520 or 520.5.
allocate-total-negative = { $file } line { $line }, “{ $column }”: “{ $value }” is negative.
allocate-total-above = { $file } line { $line }, “{ $column }”: “{ $value }” is above full marks, { $most }.
allocate-number = { $file } line { $line }, “{ $column }”: “{ $value }” is no number; write 118 or 118.5.
allocate-draw = { $file } line { $line }, “{ $column }”: “{ $value }” is no draw number. The draw decides among equals: every candidate must have one.
allocate-draw-equal = { $file } line { $line }, “{ $column }”: { $candidate } equals { $other } (line { $first }) in everything, the draw “{ $value }” included.
allocate-number-long = { $file } line { $line }, “{ $column }”: “{ $value }” does not fit 18 digits together with the other numbers of the column.
allocate-flag = { $file } line { $line }, “{ $column }”: “{ $value }” must be 1 (yes) or 0 (no).
allocate-preferences-many = { $file } line { $line }, “{ $column }”: { $count } preferences, at most { $most } are allowed: “{ $value }”.
allocate-preference-unknown = { $file } line { $line }, preference { $position }: the plan has no “{ $value }”; skipped.
allocate-preference-repeated = { $file } line { $line }, preference { $position }: “{ $value }” is named before; the first mention counts.
allocate-preference-blank = { $file } line { $line }, preference { $position }: blank; skipped.
allocate-group-unknown = { $file } line { $line }, “{ $column }”: the plan has no quota for “{ $value }”; it is not limited.
allocate-toml-syntax = { $file } line { $line }: cannot make sense of “{ $value }” ({ $detail }).
allocate-toml-missing = { $file } line { $line }: “{ $column }” is missing.
allocate-toml-type = { $file } line { $line }, “{ $column }”: “{ $value }” will not do; write { $expected }.
allocate-toml-unknown = { $file } line { $line }: there is no “{ $column }” (its value is “{ $value }”); known: { $known }.
allocate-weights-programme = { $file } line { $line }: the plan has no “{ $value }” to give weights to.
allocate-weights-serial = { $file } line { $line }: with weights programmes rank differently; use --method deferred-acceptance.
allocate-weights-table = { $file } line { $line }, “{ $column }”: “{ $value }” will not do; write weights by subject, such as math = 1.5.
allocate-weights-repeated = { $file } line { $line }, “{ $column }”: subject “{ $value }” stands twice.
allocate-weights-long = { $file }: the weighted totals of “{ $value }” do not fit 18 digits.
allocate-weight = { $file } line { $line }, “{ $column }”: “{ $value }” is no weight; write 1 or 1.5.
allocate-quotas-need-draw = { $file } line { $line }: with quotas and weights, the draw must decide among equals (equal = "draw").
allocate-row-short = { $file } line { $line }: { $fields } fields, the header has { $expected }; missing from “{ $column }” on.
allocate-row-long = { $file } line { $line }: { $fields } fields, the header has { $expected }; surplus: “{ $value }”.
