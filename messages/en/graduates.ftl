# Where graduates went: the pages and the categories.
graduates-title = Destinations of graduates
graduates-lead = The institution that held the registration at graduation reports where its graduates went. Further study and employment are counted from it.
graduates-sheets = Graduates by institution and year
graduates-sheets-count = { $count ->
    [one] { $count-text } sheet
   *[other] { $count-text } sheets
}
graduates-nobody = Nobody has graduated yet.
graduates-nobody-then = Once students graduate, also early, the institution that held their registration reports here where they went.
graduates-nobody-then-year = Nobody graduated in this year.
graduates-institution = Institution
graduates-year = Graduates of { $year }
graduates-of = { $institution }, graduates of { $year }
graduates-count = Graduates
graduates-state = Reported
graduates-missing = { $count ->
    [one] { $count-text } not reported
   *[other] { $count-text } not reported
}
graduates-missing-by = { $count ->
    [one] { $count-text } not reported, by { $due }
   *[other] { $count-text } not reported, by { $due }
}
graduates-complete = All reported
graduates-due = By { $due }
graduates-lead-due = Where each went is to be reported by { $due }; what changes later is reported when it does.
graduates-lead-complete = Where each went is reported; what changes later is reported when it does.
graduates-workbook = Download the sheet
graduates-grid = Graduates
graduates-grid-count = { $count ->
    [one] { $count-text } person
   *[other] { $count-text } people
}
graduates-rates = Further study { $study } ({ $study-of }), employment { $work } ({ $work-of }); those not reported are in the whole.
graduates-from = Major and stage
graduates-on = Graduated on
graduates-destination = Destination
graduates-destination-whose = Destination of { $name }
graduates-not-reported = Not reported
graduates-reported-on = reported on { $on }
graduates-save = Report destinations
graduates-save-why = Only what changed is written; who is left as not reported is not. A destination can be replaced by another; what was reported before stays in the journal.
graduates-file = By a file
graduates-file-why = Download the sheet, fill in the column of destinations and hand it in; an empty cell changes nothing. It is written only where all of it is right.
graduates-file-take = Read the file
graduates-figures = Figures:
graduates-figures-and = ,{ " " }
graduates-why = Only the category is kept, never the name of an employer or school; the institution that reports keeps the papers.
conflict-destinations-changed = Others were reported since you opened this sheet. Open it again, compare, and report.
destination-not-in-sheet = Record { $student } is not among this institution’s graduates of { $year }. Check the number, or report in the year of graduation.
destination-row-not-in-sheet = { $at }: record { $student } is not among this institution’s graduates of { $year }. Check the number, or report in the year of graduation.
destination-other-name = { $at }: the name “{ $given }” is not that of record { $student }, “{ $name }”. Check and correct it.
destination-unknown = { $at }: “{ $given }” is no destination. Write one of these: { $known }.
destination-no-choice = “{ $given }” is no destination (record { $student }). Choose one of the list.
destination-student-twice = { $at }: record { $student } stands twice with different destinations. Leave one row.
destination-heading-twice = { $at }: the heading “{ $heading }” stands twice. Leave one column.
destination-file-headings = These headings are not in the file: { $headings }. Use the sheet that this page gives.
destination-file-empty = No destination is filled in. Fill in the column of destinations and hand the file in again.

word-destination-agreement = Employment agreement
word-destination-contract = Labour contract
word-destination-other-employment = Other employment
word-destination-research-assistant = Research assistant
word-destination-military = Military service
word-destination-national-programme = National grassroots programme
word-destination-local-programme = Local grassroots programme
word-destination-self-employed = Self-employed
word-destination-freelance = Freelance
word-destination-further-study = Further study
word-destination-abroad = Abroad
word-destination-seeking = Seeking work
word-destination-preparing = Preparing for further study
word-destination-not-seeking = Not seeking work
word-settled-further-study = Further study
word-settled-employment = Employment
word-settled-not = Not settled
word-check-destinations = destinations are those that were reported
