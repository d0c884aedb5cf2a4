# Pages of the enrolment plan and its import.
planpage-crumb = Enrolment plan
planpage-title = Enrolment plan { $year }
planpage-table-title = { $year }年北京市高端技术技能人才贯通培养招生计划表
planpage-file-name = Enrolment plan { $year }
planpage-set = Version { $version }, set by { $by } on { $at }.
planpage-was-set = The plan is set: version { $version }, { $count ->
    [one] { $count-text } change
   *[other] { $count-text } changes
}.
planpage-same = The same as the plan in force: 0 changes, still version { $version }.
planpage-xlsx = Download XLSX
planpage-csv = Download CSV
planpage-import = Import a plan
planpage-new-version = Import a new version
planpage-to-draft = Go on checking
planpage-empty = There is no enrolment plan of { $year } yet.
planpage-empty-then = Institutions, majors, partner universities and places appear here once the published table is uploaded and checked.
planpage-figures = Main figures
planpage-places = Places
planpage-stat-programmes = Programmes
planpage-stat-barred = { $count-text } bar a change of major
planpage-stat-institutions = Institutions
planpage-stat-institutions-are = of the first five years
planpage-stat-partners-are = of the last two years
planpage-programmes = { $count ->
    [one] { $count-text } programme
   *[other] { $count-text } programmes
}
planpage-holds = { $institutions-text } institutions, { $programmes-text } programmes
planpage-lines = Plan by institution
planpage-found = { $count-text } programmes, { $places-text } places
planpage-scale = { $places-text } places
planpage-remark = Remark
planpage-code = code { $code }
planpage-barred = No change of major
planpage-not-barred = change of major allowed
planpage-sub-total = Sub-total, { $category }
planpage-total = Total
planpage-category = Category
planpage-findings = What was checked
planpage-findings-why = Everything that the print does not say and that was read, filled in or decided
planpage-findings-none = The print says everything; nothing had to be confirmed.
planpage-kind = What
planpage-subject = Where
planpage-reading = How it is read
planpage-answer = Answer
planpage-by = checked by { $by }
planpage-state-confirmed = Confirmed
planpage-state-answered = Answered
planpage-state-declined = Declined
planpage-state-refused = To be corrected
planpage-state-blocks = Table to be corrected
planpage-state-asked = To be decided
planpage-state-unconfirmed = To be confirmed
planpage-state-noted = Note
planpage-totals = Sums
planpage-printed = Printed
planpage-added-up = Added up
planpage-difference = Difference
planpage-totals-inferred = The inferred figures { $figures } are counted in.{" "}
planpage-totals-institutions = { $institutions ->
    [0] The table prints no totals of institutions.
   *[other] Of the totals of { $institutions-text } institutions { $agreeing-text } agree.
}
planpage-sum-total = Places of the institution
planpage-sum-others = { $count ->
    [one] The other line
   *[other] The other { $count-text } lines
}
planpage-sum-found = The blank should be
planpage-source = Source
planpage-file = Table as it came
planpage-digest = Digest of the table (SM3)
planpage-edition = Edition it was checked against
planpage-added = Added
planpage-changed = Changed
planpage-removed = Removed
planpage-places-of = { $places-text } places
planpage-places-from-to = { $before } to { $after } places
planpage-from-to = { $before } to { $after }

## Upload
planimport-crumb = Import
planimport-title = Import a plan
planimport-lead = Upload the published table. Every cell is read; what is not printed or had to be worked out is listed for you to confirm, and the plan is set only when all sums agree.
planimport-steps = Steps
planimport-step-upload = Upload
planimport-step-read = Read
planimport-step-check = Check
planimport-step-preview = Preview
planimport-step-set = Set
planimport-upload = Choose a table
planimport-year = Year
planimport-file = File of the table
planimport-file-hint = .xlsx, .xls or .csv, at most { $mib } MiB. Upload it as it was published: merged cells, page breaks and sub-totals are read.
planimport-replaces = A table of { $year } is being checked already; the new file will take its place.
planimport-upload-go = Upload and read
planimport-see-above = The others stand above.
planimport-more-mistakes = { $count-text } more are not listed.
planimport-file-wrong = { $count ->
    [one] Nothing was kept: { $count-text } mistake to correct
   *[other] Nothing was kept: { $count-text } mistakes to correct
}
planimport-year-wrong = “{ $year }” is not a year between 2000 and 2199. Please give four figures.
planimport-no-file = No file was chosen. Please choose the table to upload.
planimport-unnamed = unnamed table
planimport-too-large = The file is over { $most } MiB and was not kept. Please remove what does not belong to the table and upload it again.
planimport-not-a-form = What arrived is incomplete and was not kept. Please choose the file and upload it again.
planimport-other-draft = After you opened this page another table of { $year } was uploaded; it was not replaced. Please look at it first; to replace it, choose your file and upload it again.
planimport-drafts = Being checked
planimport-draft-of = Plan table of { $year }
planimport-expect = What follows
planimport-expect-1 = Institution, major, partner and places of every line are read; a blank that can be worked out is, with the sum shown.
planimport-expect-2 = You confirm what was worked out or carried on, and fill in the rest with its source.
planimport-expect-3 = Only when sub-totals and total agree and all is checked can the plan be set; until then the plan in force stays.

## Checking
planimport-heading = Checking the plan table of { $year }
planimport-heading-why = { $count ->
    [one] { $count-text } matter is open.
   *[other] { $count-text } matters are open.
} Every cell that was worked out is listed for you to confirm; what cannot be worked out is for you to fill in.
planimport-heading-done = Everything is checked; the plan can be set.
planimport-other-file = Another file
planimport-read-of = { $rows-text } rows, { $lines-text } programmes
planimport-open = { $count-text } open
planimport-changes = { $count ->
    [one] { $count-text } change against the plan in force
   *[other] { $count-text } changes against the plan in force
}
planimport-count = { $count }
planimport-saved = { $count ->
    [one] { $count-text } answer saved.
   *[other] { $count-text } answers saved.
}
planimport-saved-first = { $count-text } answers were saved first; the plan is not set yet. Please look once more, then set it.
planimport-kept = Nothing you typed is lost: it stands below. Please compare it with what was saved, then save again.
planimport-changed = After you opened this page the table was saved elsewhere.
planimport-errors = { $count ->
    [one] { $count } answer to correct; the others are saved
   *[other] { $count } answers to correct; the others are saved
}
planimport-not-set = The plan was not set
planimport-not-settled = Something is still open; see the conditions.
planimport-differs = { $subject }: saved elsewhere as “{ $saved }”, which is not what you typed.
planimport-nothing-saved = nothing
planimport-half-filled = { $subject }: only a source or reason was given, without a tick, a decision or a value; it was not saved.
planimport-needs-source = { $subject }: please say where it comes from. ({ $number })
planimport-needs-reason = { $subject }: please give the reason. ({ $number })
planimport-blocking = The table must be corrected first
planimport-blocking-why = Upload it again once corrected; the rest can be checked meanwhile
planimport-what = What is wrong
planimport-inferred = Figures worked out
planimport-inferred-open = { $count-text }, { $open-text } to confirm
planimport-inferred-done = { $count-text }, all confirmed
planimport-inferred-how = blank = places of the institution − its other lines
planimport-place = row { $row }, { $institution }
planimport-confirm-places = Confirm { $places } places
planimport-save = Save
planimport-save-hint = Saved answers can be gone on with another day, and changed until the plan is set
planimport-partners = Partner universities to fill in
planimport-partners-open = { $count-text }, { $open-text } to fill in
planimport-partners-done = { $count-text }, all filled in
planimport-partners-why = Blank in print; the cell above belongs to another institution, so nothing can be worked out
planimport-row = Row
planimport-university = Partner university
planimport-university-and-source = Partner university, source
planimport-university-hint = Choose
planimport-university-of = Partner university of { $major }
planimport-source = Source
planimport-source-of = Source for { $major }
planimport-source-hint = such as a letter, with its date
planimport-reason = Reason
planimport-source-or-reason = Basis or reason
planimport-was-inferred = worked out
planimport-fill = Fill in all picked
planimport-fill-none = Choose
planimport-fill-go = Fill in
planimport-others = Other readings
planimport-others-why = Please confirm or decide each
planimport-handling = Answer
planimport-confirm = Confirm
planimport-choose = Choose
planimport-decision = Is change of major barred
planimport-bar-yes = Bar a change of major
planimport-bar-no = No bar
planimport-figure = Places
planimport-institution = Full name
planimport-kind = Kind of institution
planimport-gate = Conditions of setting the plan
planimport-gate-open = { $count-text } missing
planimport-gate-done = all hold
planimport-in-use = Admission of { $year } has begun; its plan can no longer be changed
planimport-in-use-why = A round was run under the plan in force. A table that says the same can be compared; one with changes cannot be set.
planimport-by = Checked by
planimport-preview = { $added-text } programmes added, { $changed-text } changed, { $removed-text } removed, { $unchanged-text } unchanged. The plan in force stays until this one is set.{" "}
planimport-no-changes = The same as the plan in force: 0 changes.
planimport-changes-list = Changes programme by programme
planimport-set = Set the plan
planimport-log = Who did what
planimport-last-saved = Last saved
planimport-saving = (number { $version })
planimport-answered = Answered
planimport-answered-by = { $by }: { $count-text }
planimport-discard = Put this table away
planimport-discard-then = Answers are not kept then; the plan in force stays.
planimport-gone = No plan table of { $year } is being checked
planimport-gone-why = Nothing was uploaded, or it was set or put away in another window.
planimport-to-plan = Plan in force
planimport-typed = What you just typed
planimport-typed-why = It was not saved; it stands here to be typed again
planimport-set-by-another = You had a hand in the draft; another person has to set it.
