# Taking over: what happened before the office began. First the decisions, then why a line cannot be taken over.
decision-past-kept = “{ $done }” of { $done-on } is kept as it was done then; today’s rules would refuse it.
decision-past-kept-undecided = “{ $done }” of { $done-on } is kept as it was done then; today’s rules would leave it to { $decider }.
decision-past-registered-elsewhere = “{ $done }” of { $done-on } is kept: it was registered at { $told }; today’s rules register at { $ruled }.
decision-past-not-issued = “{ $done }” of { $done-on } is kept: no { $certificate } is told; by today’s rules { $issuer } would have issued one.
decision-past-issued-beyond = “{ $done }” of { $done-on } is kept: a { $certificate } ({ $number }) was issued; today’s rules issue none here.
decision-past-issued-elsewhere = “{ $done }” of { $done-on } is kept: the { $certificate } was issued by { $told }; by today’s rules { $ruled } issues it.
decision-past-issued-early = “{ $done }” of { $done-on } is kept: the { $certificate } is dated { $issued-on }, before the completion.
decision-past-otherwise = “{ $done }” of { $done-on } is kept as it was done then; today’s rules would have had another effect (class, programme or end).
word-past-admission = admission
word-past-ending = end of studies
word-fact-done = done then
word-fact-done-on = day it was done
word-fact-told = then
word-fact-ruled = by today’s rules
word-fact-issued-on = date of the certificate
word-fact-decider = who decides
word-past-any-stage = while a student
word-similarity-as-told = kept as it was done
take-over-no-history = Nothing is told of the past. Give at least the day of registration; for somebody who never arrived, the ending “未报到” with its day.
take-over-programme-unknown = The programme “{ $programme }” is in no enrolment plan and not on the sheet “历年项目”. Check its id, or add it to that sheet.
take-over-after-today = “{ $what }” ({ $stage }) is dated { $date }, after today ({ $today }). Only what has happened is taken over; check the date.
take-over-before-entry = “{ $what }” ({ $stage }) is dated { $date }, before the year of entry { $entry-year }. Check the date or the year.
take-over-leave-until = The leave ends on { $until }, not after it began on { $date }. Check both dates.
take-over-goes-back = “{ $what }” ({ $stage }) is dated { $date }, before “{ $before }” ({ $before-stage }) of { $before-date }, which comes first. Check both dates.
take-over-certificate-after-today = The certificate is dated { $date }, after today ({ $today }). Check the date.
take-over-number-twice = The certificate number { $number } stands twice in this line. A number is for one certificate; check it.
take-over-certificate-stage = A { $certificate } ({ $number }) is given, but the student never entered the { $stage } stage. Give the day of progression, or remove the certificate.
take-over-certificate-not-complete = A { $certificate } ({ $number }) is given, but no day on which the { $stage } stage was completed. Give that day, or remove the certificate.
take-over-certificate-not-ended = A { $certificate } ({ $number }) is given, but no ending with its day. Give them, or remove the certificate.
take-over-now-differs = “{ $told }” is given, but “{ $follows }” follows from the history. Check this cell or the history.
take-over-after-end = “{ $what }” ({ $stage }) is dated { $date }, but the record ended on { $last }. Check both dates, or remove one.
take-over-before-registration = “{ $what }” ({ $stage }) is dated { $date }, with no registration before it. Give the day of registration, not later than this day.
take-over-registered-twice = “{ $what }” is dated { $date }, but the student was registered before. Remove one of the two.
take-over-other-stage = “{ $what }” belongs to the { $stage } stage, but on { $date } the student was in the { $present-stage } stage. Check this date or that of the progression.
take-over-stage-skipped = “{ $what }” to the { $stage } stage, but on { $date } the student was in the { $present-stage } stage; stages are neither skipped nor entered twice. Check the days of progression.
take-over-completed-twice = “{ $what }” ({ $stage }) is dated { $date }, but that stage ended before and was not repeated. Give the day of repeating, or remove one.
take-over-on-leave-already = A leave began on { $date }, but the leave before has no day of resuming. Give that day.
take-over-not-on-leave = Resumed on { $date }, with no leave before. Give the leave, or remove the day of resuming.
take-over-cohort-missing = The class joined on resuming on { $date } is not given, and does not follow from today’s rules. Give it.

# The workbook: sheets, headings and cells
take-over-no-sheet = The file has no sheet of students: no heading “学号” in its first ten rows. Use the template.
take-over-headings-missing = The sheet “{ $sheet }” lacks headings: { $missing }. Add these columns from the template.
take-over-heading-twice = The sheet “{ $sheet }” has the heading “{ $heading }” twice ({ $cell }). Remove one column.
take-over-no-lines = There is no student below the headings. Fill in the sheet first.
take-over-cell-empty = “{ $column }” is empty and must be filled in.
take-over-cell-number = “{ $column }” is the number { $value }, not words: leading zeros or last digits may be lost, and are not guessed. Format the cell as text and type it again.
take-over-cell-not-words = “{ $column }” holds “{ $value }”, which is not words. Type it again.
take-over-cell-choice = “{ $column }” says “{ $value }”, which is none of: { $known }.
take-over-cell-date = “{ $column }” says “{ $value }”, which is no date. Write 2021-09-01 or 2021年9月1日, or use a date cell.
take-over-cell-year = “{ $column }” says “{ $value }”, which is no year from 2000 to 2199. Write 2021.
take-over-cell-score = “{ $column }” says “{ $value }”, which is no score. Write 512 or 512.5.
take-over-cell-score-over = “{ $column }” says { $value }, above full marks of { $most }. Check it.
take-over-cell-district = “{ $column }” says “{ $value }”, which is no district of Beijing. Give its name (海淀区) or six-digit code.
take-over-cell-with = “{ $other }” is given without “{ $column }”. Give both or neither.
take-over-cell-digits = “{ $column }” says “{ $value }”; { $digits } digits are wanted. Check the catalogue of majors.
take-over-cell-class = The admission score “{ $value }” is no score. Leave it empty where no class was offered; write “{ $none }” where nobody was admitted.
take-over-student-twice = The student number { $value } stands in row { $row } already. One line for each student; check it.
take-over-student-known = The student { $value } has a record already ({ $id }), which is not overwritten. Compare: if it is the same person, remove this line; if another school uses the same number, put the institution’s code before it.
take-over-number-elsewhere = The certificate number { $number } stands in row { $row } already. A number is for one certificate; check it.
take-over-number-used = The certificate number { $number } is used by another record of this office. Check it.
take-over-programme-twice = The programme { $value } stands in row { $row } already. One line for each programme, all its classes in it.
take-over-programme-differs = The programme { $value } is known with other institutions, major or track. Check it, or use another id.
take-over-programme-no-class = No class of this programme has an admission score. Fill in a column “××××级录取成绩”.
take-over-class-differs = The admission score of { $year } differs from the one on file. Check it.

# Conflicts
conflict-take-over-stale = Plans, programmes or records changed after the check: what would be written is not what you saw, so nothing was written. Check again, then confirm.
conflict-take-over-done = This file was taken over before; nothing was written again.

# Explanations of the template
take-over-sheet = Sheet
take-over-heading = Heading
take-over-needed = Required
take-over-how = How to fill it in
take-over-needed-yes = yes
take-over-needed-no = no
take-over-how-words = As text, leading zeros kept; the column is formatted as text.
take-over-how-text = Words. Institutions by their full names.
take-over-how-date = A date: 2021-09-01, 2021年9月1日, or a date cell.
take-over-how-year = A year of four digits, such as 2021.
take-over-how-score = A score, such as 512 or 512.5.
take-over-how-choice = One of these words: { $known }.
take-over-how-class = A column for each class, such as “2021级录取成绩”; more years may be added. Empty where no class was offered, “{ $none }” where nobody was admitted.
take-over-note-order = Columns may stand in any order, and columns of your own may be added; unused ones may go, required ones not.
take-over-note-past = What was done otherwise than today’s rules is told as it was: it is kept, with the clause it differs from, and not refused.
take-over-note-columns = After the check your own sheet can be downloaded: each line with its result, faulty cells red, kept ones yellow.
take-over-note-number = Where no institution of registration or issuer is told, today’s rules say which. One line for each student.

# Command line
cli-help-take-over = Takes over students who were in the programme before the office began
cli-help-take-over-template = Writes the workbook to fill in
cli-help-take-over-template-examples =
    Examples:
      guantong take-over template --out students.xlsx
cli-help-take-over-template--out = Where the workbook goes (XLSX)
cli-help-take-over-template--data = The office's data directory
cli-help-take-over-check = Checks a workbook line by line; writes nothing
cli-help-take-over-check-examples =
    Examples:
      guantong take-over check students.xlsx
      guantong take-over check students.xlsx --out students-checked.xlsx
    Exit codes: 0 can be confirmed; 1 lines cannot be taken, or taken over before; 2 the file is wrong
cli-help-take-over-check--file = The workbook (XLSX, XLS; CSV for students alone)
cli-help-take-over-check--out = Where the workbook goes back to, with its reasons (XLSX)
cli-help-take-over-check--data = The office's data directory
cli-help-take-over-confirm = Takes over every student of a checked workbook
cli-help-take-over-confirm-examples =
    Examples:
      guantong take-over confirm students.xlsx --checked DIGEST --by Zhang
    Exit codes: 0 all taken over; 1 differs from what was checked, or done before, nothing written; 2 the file is
    wrong, nothing written
cli-help-take-over-confirm--file = The workbook that was checked
cli-help-take-over-confirm--checked = The digest the check printed
cli-help-take-over-confirm--by = Who confirms
cli-help-take-over-confirm--data = The office's data directory
cli-take-over-written = Written to { $file }
cli-take-over-faulty = Row { $row } { $name } ({ $number }) { $cell }:{" "}
cli-take-over-kept = Row { $row } { $name } ({ $number }) kept:{" "}
cli-take-over-programme = Sheet “历年项目” { $cell }:{" "}
cli-take-over-before = This file was taken over by { $by } before, { $students } students.
cli-take-over-sum = { $lines } lines: { $taken } by the rules, { $kept } with something kept, { $faulty } faulty.
cli-take-over-checked = Can be confirmed. Digest of the check: { $checked }
cli-take-over-done = { $students } students taken over; { $kept } steps kept as they were done.

# Pages
page-nav-take-over = Taking over
page-take-over-title = Taking over students
page-take-over-lead = Students who were in the programme before the office began come in from one sheet with their history. Each step is tried by today’s rules; what was done otherwise is kept as it was, and says so.
page-take-over-steps = Steps
page-take-over-step-template = Template
page-take-over-step-upload = Upload
page-take-over-step-check = Check line by line
page-take-over-step-confirm = Confirm
page-take-over-upload = Upload the sheet
page-take-over-file = File
page-take-over-file-hint = XLSX, XLS; CSV for students alone. At most { $mib } MB. Uploading only checks; no record is written.
page-take-over-upload-go = Upload and check
page-take-over-template = Template
page-take-over-template-why = One line for each student on “学生”; programmes of earlier years that no plan has on “历年项目”; the third sheet explains each column.
page-take-over-template-go = Download the template (XLSX)
page-take-over-file-name = take-over-template.xlsx
page-take-over-drafts = Sheets being checked
page-take-over-done-list = Sheets taken over
page-take-over-done-of = { $students } students, { $kept } steps kept, by { $by }
page-take-over-wrong = The file was not kept:
page-take-over-no-file = No file was chosen.
page-take-over-result = Result
page-take-over-taken = By the rules
page-take-over-kept = Kept
page-take-over-faulty = Faulty
page-take-over-kept-mark = kept
page-take-over-told-mark = taken over
page-take-over-lines = Line by line
page-take-over-row = Row
page-take-over-student = Student
page-take-over-now = Afterwards
page-take-over-finding = Finding
page-take-over-nothing = No such lines.
page-take-over-fine = Every step is by the rules; { $entries } steps.
page-take-over-cell = { $cell }:{" "}
page-take-over-programmes = What is wrong on “历年项目”
page-take-over-classes = { $classes } classes of earlier years will be kept
page-take-over-back = Download your sheet with the results
page-take-over-back-name = { $name }-checked.xlsx
page-take-over-confirm = Confirm
page-take-over-confirm-why = Confirming opens all { $students } records at once, or none. The { $kept } lines with something kept say so on the student’s page.
page-take-over-confirm-blocked = { $faulty } findings stand in the way. Correct the sheet and upload it again.
page-take-over-confirm-before = This file was taken over before; it is not written again.
page-take-over-by = Confirmed by
page-take-over-confirm-go = Take over
page-take-over-drop = Put this sheet away
page-take-over-drop-then = No record changes; the file stays under its digest.
page-take-over-digest = Digest of the file
page-take-over-checked = Digest of the check
page-take-over-next = Next page
page-take-over-conflict = Nothing was written
page-record-taken-over = In the programme before the office began; taken over from the school
page-take-over-why = { $kept } ({ $no })
