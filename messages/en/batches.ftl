# Batches: opening, sheets, previews, signatures, closing.
page-nav-batches = Batches
word-batch-register = Registration on arrival
word-batch-complete-stage = Completing the stage
word-batch-assess = Progression assessment
word-batch-progress = Progression
word-batch-graduate = Graduation
word-batch-state-open = open
word-batch-state-closed = carried out
word-batch-state-cancelled = cancelled
word-batch-why-deferred = put off
word-batch-why-not-told = no result in the sheet
word-batch-why-no-rules = no rules of the progression on file
word-batch-why-stays = the sheet says that the student stays
word-batch-why-earlier = the record has a later entry

# Mistakes in opening and in sheets
batch-no-such-stage = The { $stage } stage has no step “{ $kind }”. Choose another stage.
batch-nobody = Nobody of cohort { $cohort } in the { $stage } stage at { $institution } can be dealt with now. Check institution, cohort and stage.
batch-sheet-empty = No worksheet of the file has anything in it. Upload the filled sheet.
batch-sheet-no-headings = No headings found. The first row needs these columns: { $wanted }. Download the sheet of this batch and fill that.
batch-sheet-of-another = Batch number “{ $given }” is not this batch ({ $batch }). Use the sheet of this batch.
batch-sheet-no-number = This row has no record number, so it is not known who is meant. Give the number, or delete the row.
batch-sheet-number-typed = Record number “{ $given }” is a numeric cell and may have lost its leading zeros. Make the column text and type it again.
batch-sheet-not-of-class = Record number “{ $student }” is not in the list of { $institution }, cohort { $cohort }, { $stage } stage. Check it, or delete the row.
batch-sheet-other-name = The student with record number { $student } is “{ $name }”, the sheet says “{ $given }”. Check who is meant.
batch-sheet-student-twice = Record number { $student } stands in row { $row } already. Keep one row.
batch-sheet-result-unknown = Result “{ $given }” is not known. Write 是 (yes), 否 (no) or 暂缓 (deferred).
batch-sheet-no-such-part = The rules on file have no part { $part }. Empty the cell, or check which rules are meant.
batch-sheet-mark-beyond = { $part } “{ $given }” is not between 0 and { $most } points. Check the mark.
batch-sheet-mark-unreadable = { $part } “{ $given }” is no mark. Write a number from 0 to { $most }.
batch-sheet-has-mistakes = { $count ->
    [one] The sheet has one mistake
   *[other] The sheet has { $count } mistakes
} and cannot be carried out. Download the marked sheet, mend it and upload it again.
batch-nobody-moves = Nobody in this batch can be moved; { $held } are held. See the reason of each.
batch-not-a-party = { $institution } has no part in this batch. Those who sign are { $parties }.
batch-signed-before = { $institution } has signed this list already. The other side is awaited.
conflict-batch-ended = Batch { $batch } is { $state } and cannot be changed.
conflict-batch-changed = Somebody else changed batch { $batch } while you worked. Open it again and check.
conflict-preview-stale = The list of batch { $batch } has changed since you saw it (you saw { $seen }, it is { $now }); nothing was done. Check the new list below, then sign.

# Pages
batches-title = Batches
batches-lead = A class at once. See the list first: who moves, who is held, by which clause. Once signed it is carried out whole, or not at all.
batches-new = Open a batch
batches-list = Batches
batches-none = There is no batch yet.
batches-none-then = Batches you open are listed here; one left half done can be taken up at any time.
batches-kind = Step
batches-institution = Place of study
batches-partner = Partner university
batches-partner-any = any
batches-cohort = Cohort
batches-stage = Stage
batches-programme = Programme
batches-programme-all = all programmes
batches-on = Takes effect on
batches-open = Open
batches-state = State
batches-number = Number
batches-moved-held = Moved / held
batches-wrong = Something has to be corrected; the rest was kept
batches-cohort-wrong = “{ $given }” is no cohort. Give the entry year, such as 2023.
batches-on-wrong = “{ $given }” is no date. Write 2026-09-01.
batches-institution-missing = Choose the place of study.
batches-step-class = Class
batches-step-sheet = Sheet
batches-step-preview = Preview
batches-step-sign = Signatures
batches-step-done = Done
batch-scope = { $institution }, cohort { $cohort }, { $stage } stage, takes effect on { $on }
batch-only-partner = Only students of { $partner }
batch-sheet = Sheet
batch-sheet-needed = Results of an assessment come from a sheet. Download it, fill in the marks, upload it.
batch-sheet-optional = Without a sheet the whole class takes the step. Where some differ (“{ $kind }”: 否, or 暂缓), download the sheet, fill it in and upload it; nobody it does not tell of is moved.
batch-sheet-download = Download the sheet
batch-sheet-back = Download the marked sheet
batch-sheet-upload = Upload the sheet
batch-sheet-file = The filled sheet (XLSX, XLS or CSV)
batch-sheet-on-file = Sheet in use: { $name }, with { $students } students
batch-sheet-mistakes = { $count ->
    [one] One mistake in the sheet; it cannot be carried out until it is mended
   *[other] { $count } mistakes in the sheet; it cannot be carried out until they are mended
}
batch-sheet-more = { $count } more, in the marked sheet.
batch-sheet-at = { $at }: { $message }
batch-sheet-unread = This sheet cannot be read
batch-preview = Preview
batch-preview-of = { $all } in all
batch-count-moved = Moved
batch-count-held = Held
batch-people = students
batch-digest = Digest
batch-digest-hint = Both sides see the same list if the first eight characters agree.
batch-held = Students who are held
batch-held-none = Nobody is held.
batch-moved = Students who move
batch-moved-more = The first { $shown } of { $all }. All are in the export.
batch-export = Export the whole list
batch-student = Student
batch-why = Reason
batch-outcome = Outcome
batch-then-progress = registered at { $registered }, studying at { $studies }
batch-parties = Signatures
batch-parties-one = Carried out by { $party } alone
batch-parties-two = Registration or place of study is handed over: it is carried out when both have signed the same list (4.2.2)
batch-sign = Sign for { $party }
batch-close = Carry out as listed
batch-signed = signed by { $actor } at { $at }
batch-signed-stale = an older list was signed; sign again
batch-cancel = Cancel this batch
batch-cancel-hint = Cancelling changes nothing; open another batch when it is needed.
batch-done-lead = { $moved } moved, { $held } held; carried out at { $at } by { $by }.
batch-cancelled-lead = This batch was cancelled; no record was changed.
batch-exceptions = Held, followed by name
batch-exception-open = open
batch-exception-settled = settled
batch-signatures = Signatures
batch-as-decided = As decided

# The command line
cli-help-batch = A class at once
cli-help-batch-examples =
    Examples:
      guantong batch open --kind complete-stage --institution 北京市昌平职业学校 --cohort 2023 --on 2026-06-20
      guantong batch show 2026-B0001
      guantong batch sign 2026-B0001 --institution 北京市昌平职业学校 --digest <as show printed it>
    Exit codes: 0 done, 1 the list has changed or somebody was first, 2 bad input; with 1 and 2 nothing was written.
cli-help-batch-list = Lists the batches
cli-help-batch-list--data = The office's data directory
cli-help-batch-open = Opens a batch and prints its number
cli-help-batch-open--kind = What is done
cli-help-batch-open--institution = Where the class studies
cli-help-batch-open--partner = Only students of this partner
cli-help-batch-open--cohort = The class's entry year
cli-help-batch-open--stage = The stage
cli-help-batch-open--programme = Only this programme
cli-help-batch-open--on = The day it takes effect
cli-help-batch-open--by = Who opens it
cli-help-batch-open--data = The office's data directory
cli-help-batch-show = Shows who moves, who is held and why, and the digest
cli-help-batch-show--id = The batch's number
cli-help-batch-show--by = Who looks
cli-help-batch-show--data = The office's data directory
cli-help-batch-sheet = Writes the sheet that can be filled in
cli-help-batch-sheet--id = The batch's number
cli-help-batch-sheet--out = Where to
cli-help-batch-sheet--data = The office's data directory
cli-help-batch-give = Gives a filled sheet in
cli-help-batch-give--id = The batch's number
cli-help-batch-give--file = The filled sheet: XLSX, XLS or CSV
cli-help-batch-give--by = Who gives it in
cli-help-batch-give--data = The office's data directory
cli-help-batch-sign = Signs under a digest; the last signature carries it out
cli-help-batch-sign--id = The batch's number
cli-help-batch-sign--institution = The institution that signs
cli-help-batch-sign--digest = The digest that was seen
cli-help-batch-sign--by = Who signs for it
cli-help-batch-sign--data = The office's data directory
cli-help-batch-cancel = Cancels a batch; nothing is changed
cli-help-batch-cancel--id = The batch's number
cli-help-batch-cancel--by = Who cancels it
cli-help-batch-cancel--data = The office's data directory
cli-batch-none = There is no such batch. `guantong batch list` shows the numbers.
cli-batch-line = { $batch }  { $kind }  { $institution } { $cohort } { $stage }  { $on }  { $state }
cli-batch-held = held  { $student }  { $name }  { $why }
cli-batch-preview = { $moved } move, { $held } held. Digest { $digest }
cli-batch-closed = Carried out: { $moved } moved, { $held } held. Digest { $digest }
cli-batch-party = to sign: { $institution }
cli-batch-party-signed = signed: { $institution }
cli-batch-sheet-written = The sheet stands in { $file }
batch-sign-waits = Waits for the other institution
batch-sign-by-another = You opened or filled this batch; another person of your institution has to sign.
batch-sheet-mistake-hidden = Something is wrong here, for whoever gave the sheet to mend; it is about a student out of your reach
