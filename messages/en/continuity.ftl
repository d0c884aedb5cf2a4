# Continuity: programmes dropped or with another partner between two plans, and the students it concerns.
page-nav-continuity = Continuity

continuity-title = Continuity of plans
continuity-title-years = Continuity of plans: { $from } to { $to }
continuity-lead = Which programmes were dropped or changed their partner university between two enrolment plans, and what becomes of students on leave or able to repeat. Every result comes from the rules that decide real requests.
continuity-import = Import a plan
continuity-empty = Nothing to compare yet
continuity-empty-one = Only { $year } has an enrolment plan; comparing needs two years.
continuity-empty-none = There is no enrolment plan yet; comparing needs two years.
continuity-empty-then = Import the table of another year, check it and set the plan; programmes dropped or with another partner, and the students concerned, will then stand here.
continuity-no-year = “{ $given }” is not a year. Choose a year that has a plan from the list.
continuity-years-order = A comparison goes from the earlier year to the later; { $from } is not before { $to }. Exchange the years or choose others.

continuity-from = Earlier year
continuity-to = Later year
continuity-on = As decided on
continuity-compare = Compare
continuity-as-of = as decided on { $on }
continuity-csv = Export students as CSV
continuity-xlsx = Export students as Excel
continuity-file = continuity_{ $from }_{ $to }
continuity-sheet = Students concerned

continuity-programmes = What became of programmes
continuity-fate = Change
continuity-fate-dropped = Dropped
continuity-fate-partner-changed = Another partner
continuity-fate-new = New
continuity-fate-unchanged = Goes on
continuity-unit = programmes
continuity-places = { $places-text } places
continuity-places-of = Places
continuity-places-now = { $was } → { $now }
continuity-partner-now = now { $partner }
continuity-same = Every programme of { $from } goes on in { $to }, and none is new.

continuity-situation = Situation
continuity-situation-on-leave = On leave; would return into the class of { $cohort }
continuity-situation-failed = Failed; would repeat in the class of { $cohort }
continuity-prospect = Result
continuity-prospect-keeps = Same programme
continuity-prospect-joins-another = Joins another
continuity-prospect-loses = Place lost
continuity-prospect-referred = Referred
continuity-prospect-no-plan = No plan yet
continuity-prospect-barred = Whatever the plan
continuity-clauses = Clauses
continuity-could-join = Could join
continuity-join-none = None
continuity-choice = { $major } ({ $partner })
continuity-stage-cohort = Class of { $cohort }, { $stage }
continuity-count = { $students ->
    [one] { $students-text } student
   *[other] { $students-text } students
}

continuity-losing = Students who lose their place
continuity-losing-why = The next class offers no same or similar major, or the school no longer runs the programme.
continuity-losing-none = No student loses a place through these changes.
continuity-deciding = Students for the authority to decide
continuity-deciding-why = The notice does not say; the system does not guess.
continuity-joining = Students who join another programme
continuity-joining-why = Their programme has no next class; the same or a similar major has. Of several the first in order is joined, and another may be chosen.
continuity-joining-none = No student has to join another programme.
continuity-keeps = { $students ->
    [one] { $students-text } more student joins a class that still has the programme, and is not concerned.
   *[other] { $students-text } more students join a class that still has the programme, and are not concerned.
}
continuity-barred = { $students ->
    [one] { $students-text } more student is not touched by the plans: an earlier repeat, or a failed last stage, is for the school’s rule book.
   *[other] { $students-text } more students are not touched by the plans: an earlier repeat, or a failed last stage, is for the school’s rule book.
}
continuity-no-plan = { $students ->
    [one] For { $students-text } more student the class to be joined has no plan yet; nothing can be said until that plan is set.
   *[other] For { $students-text } more students the class to be joined has no plan yet; nothing can be said until that plan is set.
}

continuity-risk = Classes at risk
continuity-risk-count = { $classes-text } classes with { $students-text } students would lose the place on repeating or taking leave
continuity-risk-why = Classes now studying in programmes that were dropped or changed partner: what would follow for a student who failed now, or took leave for a year. Worked out for a student without an earlier repeat or leave.
continuity-untouched = { $classes-text } more classes are not concerned: the class they would join still has the programme, or no plan would change the answer.
continuity-risk-none = Nobody studies in these programmes.
continuity-studying = Studying
continuity-failing = If failed
continuity-leaving = If on leave for a year
continuity-follows-joins = class of { $cohort }: { $programme }
continuity-follows-class = on joining the class of { $cohort }
continuity-follows-no-plan = the class of { $cohort } has no plan yet
