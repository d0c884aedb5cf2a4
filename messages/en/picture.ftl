# The picture: names, fields, definitions, words of drawings and tables.
picture-title = The picture
picture-lead = How the programme goes, drawn from the records; each picture opens to its table, its definition and what is behind it. { $whose } { $day }
picture-plan = Plan completion
picture-flow = Seven years
picture-survival = Still on record
picture-cut-offs = Cut-offs over the years
picture-decisions = Transfers, repeats, leaves by clause
picture-obligations = Duties of cooperation
picture-districts = Where students come from
picture-projection = Needed five years ahead
picture-table = The same as a table
picture-more = More, with definition and files
picture-others = Further pictures
picture-opens = A figure opens to the students, plans, decisions or duties behind it, for those who may see them.
picture-take-svg = Export SVG
picture-file-foot = { $whose } { $day }
picture-errors = Not everything that was typed can be used; the page shows the figures without it
picture-empty = There is nothing to draw for this choice.
picture-empty-then = Choose another year, day or institution above.
picture-some = Drawn are { $shown-text } of { $all-text }; the table has them all.
picture-from-to = { $from } to { $to }
picture-marks = { $score } of { $full }
picture-autumn = Autumn { $year }
picture-year-academic = { $year }–{ $next }

picture-field-on = As of
picture-field-year = Year
picture-field-cohort = Entry year
picture-field-institution = Institution
picture-field-programme = Programme
picture-field-by = Split
picture-field-family = Decisions
picture-field-after = After
picture-field-measure = Shown
picture-field-district = District
picture-field-boarding = Boarding, { $stage }, %
picture-field-per-teacher = Students for a teacher, { $stage }
picture-all-cohorts = All entry years
picture-all-institutions = All institutions
picture-all-hosts = All institutions and universities
picture-all-programmes = All programmes
picture-programme-after = Choose an institution first
picture-by-cohort = By entry year
picture-by-institution = By front institution
picture-by-programme = By programme
picture-after-years = { $years ->
    [one] { $years-text } year
   *[other] { $years-text } years
}
picture-wrong-boarding = Boarding in the { $stage }: “{ $given }” is no whole number from { $least } to { $most }. Please write a share in per cent, such as 80.
picture-wrong-per-teacher = Students for a teacher in the { $stage }: “{ $given }” is no whole number from { $least } to { $most }. Please write a number such as 18.

picture-says-whole = Population
picture-says-part = What counts
picture-says-measure = How to read it
picture-says-day = As of a day
picture-says-links = What opens
picture-says-map = The map
picture-says-range = Range
picture-says-needs = What is needed

picture-plan-desc = In { $year } { $admitted-text } were admitted to { $places-text } places, { $percent }. Each bar is those admitted, its outline the places.
picture-plan-whole = The places of the year’s plan.
picture-plan-part = Those whose admission filled one, also where they did not arrive or changed programme later. It is the indicator of plan completion.
picture-plan-day = Admitted on the day or before; the plan is the one in force for the year.

picture-flow-of = Seven years of those who entered in { $year }
picture-flow-desc = Of { $admitted-text } admitted in { $year } { $registered-text } were registered, { $college-text } came to the college stage, { $bachelor-text } to the bachelor stage, { $graduated-text } graduated.
picture-flow-whole = Those admitted in the entry year, under the programme they are in now.
picture-flow-part = Each step counts whoever came so far, also later than others. Beside it: whose record ended before the next step and how, who is still on record, and who repeated or began a leave in the stage, each once.
picture-flow-day = By the entries in force: what took effect on the day or before. A school’s split is by the programme of today.
picture-flow-links = A step opens to the records of its indicator as of the day; those who came no further open to the list of students as it is today. Registration stands there under the place that admission filled.
picture-flow-step = Step
picture-flow-reached = Came so far
picture-flow-share = Of those admitted
picture-flow-going = Still on the way
picture-flow-exits = Exit with a certificate
picture-flow-ends = Ended otherwise
picture-flow-repeated = Repeated in the stage
picture-flow-leave = Began a leave in the stage
picture-flow-leaves = { $how } { $count-text } ({ $clause })
picture-flow-going-count = Still on the way { $count-text }
picture-flow-awaited-count = Not arrived { $count-text } (3.3.1)
picture-flow-repeated-count = Repeated { $count-text } (3.4.3)
picture-flow-leave-count = On leave { $count-text } (3.4.4)
picture-step-admitted = Admitted
picture-step-registered = Secondary
picture-step-college = College
picture-step-bachelor = Bachelor
picture-step-graduated = Graduated

picture-survival-desc = Of { $registered-text } who were registered { $percent } are on record after { $years }.
picture-survival-whole = Those who were ever registered, under the programme they are in now.
picture-survival-part = Those on record at the end of a semester, on leave or repeating included. Whoever ended before graduating from the bachelor stage has left, exit with a certificate included (interpretation survival-leaving).
picture-survival-measure = After Kaplan and Meier: the product over the semesters of those who stayed out of those who were there at its beginning and whose semester is over. Graduates of the bachelor stage have stayed to the end. It is drawn up to fourteen semesters.
picture-survival-day = What took effect on the day or before, up to the last semester that is over.
picture-survival-open = Entry years that are not through count as far as they came; nothing is said of what they have before them.
picture-survival-all = All together
picture-survival-reached = How the share of all is reached, semester by semester
picture-survival-semester-no = Semester
picture-survival-there = There at its beginning, and it is over
picture-survival-left = Ended in it
picture-survival-stayed = Stayed
picture-survival-product = Still on record
picture-semester = Semester { $count-text }
picture-semesters = { $count ->
    [0] Registered
   *[other] { $count-text }
}

picture-cut-offs-desc = Cut-off scores as shares of full marks from { $first } to { $last }, of { $programmes ->
    [one] { $programmes-text } programme
   *[other] { $programmes-text } programmes
}.
picture-cut-offs-whole = The programmes with a cut-off score in the year, each with the year’s full marks.
picture-cut-offs-part = The score of the last admitted in the published rounds, the lowest of them.
picture-cut-offs-measure = As a share of full marks, because full marks change: 660 until 2023, other later. Scores of different years are not compared.
picture-cut-offs-day = Published on the day or before.
picture-cut-offs-mean = All programmes, the mean
picture-cut-offs-range = The band is from the lowest to the highest programme of each year. Choose an institution to see its programmes one by one.

picture-family-transfers = Transfers of school and of major
picture-family-repeats = Repeating
picture-family-leaves = Leave and return
picture-decisions-desc = { $family }: decisions by { $clauses ->
    [one] { $clauses-text } clause
   *[other] { $clauses-text } clauses
} and what was answered.
picture-decisions-what = Clause and decision
picture-decisions-outcome = Answer
picture-decisions-sum = In all
picture-decisions-figure = { $accepted-text } yes · { $referred-text } referred · { $refused-text } no
picture-decisions-whole = Decisions on students that are kept, refusals and referrals among them. One that rests on several clauses stands under each.
picture-decisions-part = By clause and code, by the academic year in which it took effect. A decision that was corrected later was taken all the same.
picture-decisions-day = On the day or before.

picture-obligations-desc = Academic year { $year }–{ $next }: { $met-text } duties met, { $late-text } overdue, { $due-text } still to come, { $excused-text } excused.
picture-obligations-rate = Met of those due
picture-obligations-figure = { $late-text } overdue
picture-obligations-whole = Every duty of 四（二） in the academic year.
picture-obligations-part = Those met; overdue is what is not met and past its day, excused what has a reason on file where the clause allows one.
picture-obligations-measure = The share is of those met and those overdue, as the indicator of duties has it; what is to come or excused is in no share.
picture-obligations-day = As they stood at the end of the academic year, or on the day where it is not over.

picture-measure-candidates = Candidates
picture-measure-applied = Applied
picture-measure-admitted = Admitted
picture-measure-registered = Registered
picture-districts-of = { $measure } by district, { $year }
picture-districts-desc = { $measure } of { $year } by the district of the lower secondary school: { $count-text } in all.
picture-districts-share = Admitted of those who applied
picture-districts-candidates = Candidates are those on file, whatever the day; how many were admitted and registered is as of the day.
picture-districts-whole = Admitted: those whose records were opened by admission in the year.
picture-districts-part = Registered: of them those who arrived and were registered, whatever came later.
picture-districts-day = What took effect on the day or before.
picture-districts-map = Each district is a tile of the same size near its neighbours; positions are data of the edition. The darker, the more.

picture-need-places = Places
picture-need-beds = Beds
picture-need-teachers = Teachers
picture-projection-of = Needed at { $name }
picture-projection-desc = In autumn { $year } { $places-text } places are needed, from { $low-text } to { $high-text }.
picture-projection-what = Needed
picture-projection-all = All shown
picture-projection-point = { $middle } ({ $low } to { $high })
picture-projection-whole = Whoever is on record on the day, by the year of the stage, where students sit: the front institution for the first five years, the university for the last two. On leave and repeating included.
picture-projection-part = Each autumn everybody goes on, stays where he is, or is no longer there, by the rates of the last three years together. New students are the plan’s places times the share of them that were there by the count of 1 October.
picture-projection-measure = Register × rate of going on, and those who stay, added up for each year and place. An institution with fewer than thirty heads for a rate takes that of all counted. Where nothing was observed nobody is taken to be lost.
picture-projection-range = Each rate has Wilson’s interval of 95 %. The low value takes every rate at its lower end, the high one at its upper end (interpretation projection-range). What is not in it: plans that change, and institutions that begin or end.
picture-projection-needs = Places are students, rounded up; beds are students × the share that boards; teachers are students ÷ students for a teacher, each rounded up by stage.
picture-projection-day = By what took effect on the day or before, and plans that were set by then.
picture-projection-choose = Choose an institution to see each figure with how it was reached, year by year.
picture-rates = Rates used, with their ranges
picture-rates-position = Year of study
picture-rates-whole = Of so many
picture-rates-part = On record a year later
picture-rates-rate = Rate
picture-rates-same = Of them in the same year
picture-rates-range = 95 % range
picture-rates-of = From
picture-rate-entry = New students, of the plan’s places
picture-rate-own = its own
picture-rate-all = all counted
picture-rate-none = not observed, taken as 100%
picture-position = { $stage }, year { $year }
picture-steps = How autumn { $year } was reached
picture-steps-position = Year of study
picture-steps-source = From
picture-steps-from = Were there
picture-steps-came = Came on
picture-steps-stayed = Stayed in it
picture-steps-there = Are there
picture-steps-plan = Plan of { $year }
picture-totals = Everybody, from year to year
picture-totals-year = Year
picture-totals-before = Before
picture-totals-entered = Came in
picture-totals-left = Left
picture-totals-graduated = Graduated
picture-totals-after = After
picture-assumed = { $stage }: { $boarding }% board, { $per_teacher } students for a teacher ({ $source }).
picture-assumed-here = as typed above
picture-plan-kept = No plan is set for { $years } yet: that of { $of } is kept (interpretation projection-plan).
