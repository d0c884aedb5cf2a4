# Frame, overview, student list and file, provisions, errors.
page-brand = Guantong
page-brand-full = Through-train vocational education
page-skip = Skip to content
page-menu = Menu
page-menu-close = Close menu
page-other-language = 中文
page-nav = Main navigation
page-nav-overview = Overview
page-nav-home = Work at a glance
page-nav-enrolment = Enrolment
page-nav-plan = Enrolment plan
page-nav-plan-import = Plan import
page-nav-round-early = Early round
page-nav-round-unified = Unified round
page-nav-students = Students
page-nav-student-list = Student list
page-nav-basis = Basis
page-nav-provisions = Provisions
page-nav-interpretations = Interpretations
page-foot-demo = Demonstration data; people and scores are invented.
page-foot-basis = Based on the “{ $title }” ({ $document }).
page-foot-components = Components
page-moment = { $date }, { $time }
page-none = –
page-ways = What you can do

## Errors
page-problem-absent = There is no such page
page-problem-absent-why = The address may be miscopied, or this record, plan or provision is not on file.
page-problem-method = This page does not take such a request
page-problem-method-why = Please use the links and buttons of the pages.
page-problem-bad = The conditions in the address cannot be read
page-problem-bad-why = A filter or page key in the address is wrong; it may have been changed or cut off. Please go back to the list and filter again.
page-problem-large = The file is too large
page-problem-large-why = What was sent is over the limit of this page and was not kept. Please split it and send it again.
page-problem-foreign = This request comes from another site
page-problem-foreign-why = To protect the records, only what is sent from these pages is accepted. Please open the page here and try again.
page-problem-conflict = Somebody else was first
page-problem-fault = This did not work
page-problem-fault-why = Nothing was saved, and what was there is unharmed. Please try again later; if it still fails, give the number { $reference }.
page-problem-again = Open this page again, check, and go on
page-problem-home = Work at a glance
page-problem-students = Student list

## Common
page-year = Year
page-year-of = { $year }
page-look = Show
page-people = { "" }
page-places = { "" }
page-of = { $part-text }/{ $whole-text }
page-track-college-bachelor = College
page-track-secondary-bachelor = Secondary
page-track-university-only = University
page-clauses-lead = Basis
page-clauses-rest = { $count } more
page-clause-source = { $document }, { $label }. English: our rendering, without authority.
page-clause-more = The provision in full
page-article-label = { $book } art. { $number }
page-article-source = { $title } ({ $document }), in our own short words; { $certainty }
page-article-more = All articles
page-interpretation-label = Interpretation { $id }
page-interpretation-source = Source: { $source }
page-interpretation-more = All interpretations
page-round-proved = Run, not yet signed
page-round-sealed = Sealed
page-round-published = Published

## Overview
page-home-title = Through-train training in { $year }
page-home-lead = As of { $at }. { $institutions } front institutions, { $programmes-text } programmes.
page-home-figures = Main figures
page-home-stat-plan = Places planned
page-home-by-category = { $category } { $places-text }
page-home-stat-admitted = Admitted
page-home-stat-completion = { $percent } of the plan
page-home-stat-registered = Registered
page-home-stat-arrival = { $absent-text } did not arrive; { $percent } of those admitted
page-home-stat-awaited = Still to arrive
page-home-stat-awaited-of = of { $admitted-text } admitted
page-home-stat-vacancies = Places left
page-home-stat-vacancies-of = of { $places-text } planned
page-home-chart = Plan completion by institution
page-home-chart-says = Places and admissions of { $institutions-text } institutions; the figures are in the table.
page-home-chart-says-low = Places and admissions of { $institutions-text } institutions; the figures are in the table. Below nine tenths: { $low }.
page-home-low = Admitted, below { $percent }% of the plan
page-home-table = Table, with export
page-home-table-caption = Places, admissions and arrivals by institution
page-home-category = Category
page-home-institution = Institution
page-home-places = Places
page-home-admitted = Admitted
page-home-registered = Registered
page-home-vacancies = Left
page-home-completion = Completion
page-home-total = Total
page-home-export = Export CSV
page-home-csv-name = plan-completion-{ $year }.csv
page-home-rounds = Admission rounds
page-home-rounds-none = No round has been run.
page-home-rounds-none-then = Once the early or the unified round is run, its progress and results appear here.
page-home-round-candidates = { $candidates-text } candidates, { $eligible-text } eligible
page-home-round-admitted = { $admitted-text } of { $places-text } places given, { $percent }
page-home-find = Find a student
page-home-find-go = Find
page-home-empty-lead = There is no enrolment plan for { $year } yet. Import it first; all other work starts from it.
page-home-empty-import = Import the plan
page-home-empty-steps = The first three things to do
page-home-empty-1 = Import the plan
page-home-empty-1-how = Upload the table as published, answer what is open, set it
page-home-empty-2 = Run the rounds
page-home-empty-2-how = Import candidates and preferences; early round first, then unified
page-home-empty-3 = Open the records
page-home-empty-3-how = After publication, records are opened and arrivals registered
page-home-empty = No plan for { $year }.
page-home-empty-then = Once the plan is set, places, admissions and arrivals of each institution appear here.
page-home-other-years = Other years:

## Student list
page-students-title = Student list
page-students-lead = In the order of the names’ readings. A name leads to the record: every step of the seven years, every decision with its basis.
page-students-export = Export CSV
page-students-found = Students
page-students-count = { $students-text }
page-students-count-more = more than { $students-text }
page-students-clear = Clear the filter
page-students-search = Search
page-students-search-hint = Name, pinyin, initials, number
page-students-all-institutions = All institutions
page-students-all-programmes = All majors
page-students-all-districts = All
page-students-all-standings = All
page-students-filter = Filter
page-students-none = There is no student yet.
page-students-none-then = Records are opened once admission is published; they appear here.
page-students-no-match = No student fits.
page-students-shown = { $shown-text } on this page
page-students-csv-name = students.csv
page-students-two-keys = The address holds the place of the next page and of the previous one; it can hold one only.
page-students-wrong-key = The page key “{ $given }” in the address cannot be read; it may have been cut off. Please start from the first page of the list.
page-students-wrong-standing = “{ $given }” is no standing. Please choose one from the list.
page-students-too-many = More than { $cap } students fit, too many for one file. Please filter by institution or standing first.
page-pager = Pages
page-pager-first = First
page-pager-previous = Previous
page-pager-next = Next
page-cohort = { $year }
page-student-id = Record number
page-student-candidate-no = Candidate number
page-student-name = Name
page-student-entry-year = Entry year
page-student-cohort = Cohort
page-student-track = Track
page-student-institution = Institution
page-student-programme = Major
page-student-major = Major in the plan
page-student-partner = Partner university
page-student-stage = Stage
page-student-standing = Standing
page-student-qualification = Qualification
page-student-registered-at = Registered at
page-student-score = Zhongkao score
page-student-district = District

## Provisions
page-place = Where you are
page-edition-parts = Parts of the edition
page-edition-provisions = Provisions
page-edition-parameters = Parameters
page-edition-interpretations = Interpretations
page-edition-book-secondary = Secondary rule book
page-edition-book-higher = Higher rule book
page-edition-institutions = Institutions
page-edition-districts = Districts
page-edition-lead = The notice taken apart into { $count } provisions. Each leads to its words, its parameters, how it is read, and how many decisions rest on it.
page-edition-count = { $count }
page-edition-columns = Last three columns: how many parameters, interpretations, and decisions that rest on it
page-edition-words = Words
page-edition-kind = Kind
page-edition-decisions = Decisions
page-edition-value = { $value } { $unit }
page-edition-value-head = Value and days
page-edition-note = Remarks
page-edition-from = from { $from }
page-edition-from-to = { $from } to { $to }
page-edition-parameters-lead = Numbers, dates and lists of the notice and the rule books, each with its clause. A rule takes the value in force on the day of the act.
page-edition-interpretations-lead = Where the notice is silent or can be read in two ways: { $count } questions, the readings possible, the one in force, why, and where to change it.
page-provision-lead = Number { $id }, kind: { $kind }. Decisions cite it by this number.
page-provision-words = Its words
page-provision-rendering = Our rendering, without authority.
page-provision-source = { $document }, { $label }
page-provision-part = Of this, the provision takes: { $words }
page-provision-decisions = { $decisions-text }
page-provision-duty = What the system does about it
page-provision-siblings = Others under the same number
page-provision-previous = Before
page-provision-next = After
page-reading-chosen = In force
page-reading-not-chosen = Not in force
page-reading-source = Source: { $source }
page-reading-switch = Number { $id }. Switch: chosen = "{ $chosen }" in { $place }.
page-reading-parameter = Carried by the parameter { $parameter }.
page-book-lead = { $document }, in force since { $on }, cited as “{ $short }”.
page-book-lead-undated = { $document }, cited as “{ $short }”. The day it came into force was not found.
page-book-own-words = What follows is our own short rendering and does not replace the text.
page-book-number = Article
page-book-topic = Matter
page-book-certainty = How sure
page-book-article = { $number }
page-institutions-lead = Front institutions and partner universities of the enrolment plan. The designated list is that of { $year }.
page-institutions-count = { $count }
page-institutions-short = Short name
page-institutions-role = Part
page-institutions-code = Code
page-institutions-designated = Designated in { $year }
page-institutions-former = Formerly { $name }
page-districts-lead = District of the lower secondary school, with its GB/T 2260 code. A name leads to the students from there.
page-districts-count = { $count }
page-districts-code = Code

## The record
page-record-title = Student record
page-record-lead = { $major }, { $track }; record { $id }, candidate { $candidate }
page-record-as-of = As of
page-record-known-on = As known on
page-record-known-now = now
page-record-look = Show this day
page-record-past = This is the record as of { $as-of }, to be read only.
page-record-past-known = This is the record as of { $as-of }, with what had been recorded by { $known }, to be read only.
page-record-now = Back to now
page-record-stage-year = { $stage } stage, year { $year }
page-record-ended = { $standing }, { $on }
page-record-programme-year = year { $year } of the programme
page-record-programme-year-work = year { $year } of the programme; this stage: { $work }
page-record-years = Entered { $entry }, cohort { $cohort }
page-record-entry = Entry year and cohort
page-record-chosen = { $round }, preference { $preference }
page-record-studies-at = Studies at
page-record-rule-book = Rule book
page-record-decisions = Decisions
page-record-count = { $count }, newest first
page-record-admitted = Record opened on admission
page-record-number = No. { $version }, journal { $seq }
page-record-by = By { $actor }, recorded { $at }
page-record-reversed = Reversed by correction
page-record-cited = Clauses cited on this page
page-student-no-day = “{ $given }” is no date. Please write it like 2027-09-01.
page-student-not-yet = On that day this record did not exist yet. Please choose a later one.
page-month-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
page-band = The seven years: place of study above, stages and years amid, registration and certificates below
page-band-study = Studies
page-band-stage = Stage
page-band-registration = Registered
page-band-year = { $stage } { $year }
page-band-away = Away
page-band-leave-from = leave from { $from }
page-band-leave-to = back on { $on }
page-band-today = Today, { $on }
page-band-day = { $on }
page-band-not-registered = Not registered
page-band-issued = { $kind }, issued { $on }
page-band-expected = { $kind }, expected July { $year }
page-rights = Rights
page-rights-lead = Used and left
page-right = Right
page-right-total = In all
page-right-left = Left
page-right-times = { $times ->
    [one] once
    [2] twice
   *[other] { $times } times
}
page-right-points = at { $points } points
page-right-past = past
page-right-transfer = Change of major or school
page-right-repeat = Repeat, { $from } to { $to }
page-right-exit = Exit with a diploma
page-right-open = open now
page-right-opens = open from { $on }
page-options-open = What can be done now
page-options-none = There is nothing the student can ask for now.
page-options-closed = What cannot be done now, and why
page-options-acts = What institutions and authorities register
page-options-acts-show = Show { $count }
page-option-open = Open
page-option-closed = Closed
page-option-targets = { $targets } programmes to choose from.
page-joined = { $first }; { $second }
page-follows = Then: { $what }.
page-follows-standing = standing “{ $standing }”
page-follows-stage = { $stage } stage
page-follows-cohort = cohort { $cohort }
page-follows-studies = studies at { $institution }
page-follows-registered = registered at { $institution }
page-follows-certificate = { $kind } from { $issuer }
page-follows-qualification = the qualification ends
page-weigh-own = Own score
page-weigh-cutoff = Admission score of the major
page-weigh-floor = Score floor
page-weigh-demand = Demanded
page-weigh-higher = higher, not equal
page-weigh-at-least = not below
page-way-referred = To be decided by: { $decider }.
page-way-appeal = Whoever disagrees may appeal to the school, which must answer in writing.
