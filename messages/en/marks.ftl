# Results by course (3.2.3).
marks-title = Course results
marks-lead = Results are entered and confirmed by class and course; comprehensive quality and vocational ability are assessed every year. A confirmed mark is changed only by two people.
marks-classes = Classes
marks-no-class = There is no class on its way that your institution has to do with.
marks-no-class-then = A class appears here once its students have arrived and are registered.
marks-column-class = Class
marks-column-sides = Institution / partner university
marks-column-students = Students
marks-column-waits = Waits for you
marks-cohort = Class of { $cohort }
marks-class = Results: { $major }, class of { $cohort }
marks-no-plan = No training plan approved by both sides is in force for this class, so there are no courses to enter results for; yearly assessments can be made.
marks-column-course = Course
marks-column-semester = Semester
marks-column-credits = Credits
marks-column-hours = Hours
marks-column-hands = Entered and confirmed by
marks-column-sheets = Sheets
marks-hours = { $hours } hours
marks-hands = { $enters } enters, { $confirms } confirms
marks-core =  core course
marks-begin = Enter: { $attempt }
marks-not-yet = Not its semester yet
marks-why = Who enters, who confirms
marks-why-hands = In the secondary stage the institution, in the bachelor stage the university enters, and another person of it confirms. In stage 2 of secondary–bachelor it follows the division of tasks on file; without one the school enters and the university confirms.
marks-quality = Comprehensive quality, year { $year }
marks-ability = Vocational ability, year { $year }
marks-absent = absent
marks-exempt = exempt
marks-sheet = { $subject }: { $attempt }
marks-workbook = Download as Excel
marks-to-class = Courses of the class
marks-returned = Sent back: { $because }
marks-grid = Marks
marks-nobody = Nobody is to have a mark here.
marks-marked = { $marked } of { $students } entered
marks-grid-why = Out of { $full }, passed from { $pass }, one decimal at most; or a word: 优秀, 良好, 中等, 合格, 不合格, 缺考 (absent), 免修 (exempt).
marks-mark = Mark
marks-paste = Paste a column
marks-column = A column copied from a table
marks-column-hint = One mark a line in the order above, { $count } lines; or two columns: record number and mark. It is filled in above first; look, then save.
marks-fill = Fill in above
marks-filled = Filled in, not saved yet. Please look, then save.
marks-save = Save
marks-submit = Save and submit
marks-submit-why = Once submitted, { $confirms } confirms; not the person who submitted.
marks-file = By Excel
marks-file-why = Download, fill in the column “成绩”, upload; a file with a mistake is not taken, and every wrong cell is named.
marks-file-choose = The filled-in file
marks-file-take = Upload
marks-digest = Digest of the marks
marks-submitted-by = Submitted by { $by }
marks-confirmed-by = Confirmed by { $by }, { $on }
marks-confirm = Confirm
marks-confirm-why = Once confirmed the marks are final and stand in the transcripts; send them back where something is wrong.
marks-confirm-go = Confirm the marks
marks-return = Send back
marks-because = Reason
marks-fails = failed
marks-becomes = Becomes
marks-correct = Correct a mark
marks-correct-why = Asked for by who enters, in force when another person of who confirms agrees; the old mark is kept.
marks-correct-go = Ask for it
marks-corrections = Corrections
marks-correction-waiting = A correction waits
marks-correction-says = { $name }: { $was } becomes { $becomes }. Reason: { $because }
marks-correction-asked = Asked for by { $by }, { $on }
marks-correction-made = (asked for by { $asked } on { $on }, agreed to by { $agreed })
marks-correction-make = Agree
marks-correction-drop = Put away
marks-summary = { $courses } courses, { $passed } passed, { $credits } credits, average { $average }
marks-nothing-asked = Nothing was asked for.
marks-mark-unknown = { $name }: “{ $given }” is no mark. Give 0 to { $full } points, or one of the words 优秀, 良好, 中等, 合格, 不合格, 缺考, 免修.
marks-mark-high = { $name }: “{ $given }” is more than the full marks, { $full }.
marks-mark-fine = { $name }: “{ $given }” has more than one decimal (full marks { $full }).
marks-no-mark = { $name }: give the mark that it becomes.
marks-same-mark = { $name } has that mark already.
marks-without-mark = { $count } students have no mark: { $names }. Whoever was absent: “缺考”.
marks-no-reason = Give a reason.
marks-long-reason = The reason has { $count } characters; at most { $most }.
marks-correction-waits = Another correction waits; it must be dealt with first.
marks-column-empty = Nothing was pasted.
marks-column-length = { $lines } lines were pasted for { $students } students. Leave a line empty where there is no mark, or paste two columns: record number and mark.
marks-file-headings = No columns “{ $student }” and “{ $mark }” were found. Please use the table that this page gives.
marks-file-empty = There is no mark in the file; nothing was changed.
conflict-marks-changed = Somebody changed this sheet meanwhile. Open the page again and repeat.
conflict-marks-state = This sheet is “{ $state }” now; that cannot be done. Open the page again.
transcript-title = Transcript
transcript-of = Transcript of { $name }
transcript-lead = Record { $id }, entered { $entry }, { $school }, { $partner }
transcript-none = There are no confirmed results yet.
transcript-none-then = Results are entered by the institution semester by semester and appear here once confirmed.
transcript-courses = Courses of the { $stage }
transcript-core = core course
transcript-assessments = Yearly assessments
transcript-says = As of { $on }, confirmed marks alone; resits are marked as such.
transcript-total = { $credits } credits over the three stages.
transcript-recognised = recognised
transcript-recognised-by = for “{ $course }” ({ $stage }), { $credits } credits
transcript-recognised-own-stage = { $credits } credits recognised besides; they count in the stage of the course that was passed, and not again
transcript-recognised-receiving-stage = { $credits } of them recognised; they count no more in the stage of the course that was passed
marks-recognised = credits recognised for “{ $course }” ({ $credits }): no mark is due
marks-nobody-due = Nobody on this sheet needs a mark; it need not be submitted.
word-sheet-state-entering = being entered
word-sheet-state-submitted = to be confirmed
word-sheet-state-confirmed = confirmed
word-attempt-first = first examination
word-attempt-resit = resit
word-attempt-retaken = course retaken
word-grade-excellent = excellent
word-grade-good = good
word-grade-fair = fair
word-grade-pass = pass
word-grade-fail = fail
word-check-results = sheets of results agree with their steps
marks-class-lead = { $school } with { $partner }, { $count } students.
marks-sheet-lead = Class of { $cohort }, { $stage }, semester { $semester }. { $same ->
    [yes] { $enters } enters; another person confirms.
   *[no] { $enters } enters, { $confirms } confirms.
  }
marks-not-in-class = { $student } is not on this sheet. Please look at the record number.
marks-other-name = Record { $student } is { $name }; the file says “{ $given }”.
marks-student-twice = { $student } stands in the file twice.
marks-heading-twice = The column “{ $heading }” stands there twice.
marks-classes-count = { $count ->
    [one] { $count } class
   *[other] { $count } classes
  }
marks-to-confirm = { $count ->
    [one] { $count } to confirm
   *[other] { $count } to confirm
  }
marks-to-enter = { $count ->
    [one] { $count } being entered
   *[other] { $count } being entered
  }
