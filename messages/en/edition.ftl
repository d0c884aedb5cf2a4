# Editions: what is wrong when one is read, differences, listings, and who may run a programme (chapter 2).

# Faults; whoever shows them puts file and line before.
edition-file-missing = File { $file } is missing; an edition cannot do without it.
edition-file-twice = File { $file } was given twice; there may be one.
edition-file-unknown = File { $file } is not known here. Put it into parameters, interpretations or rulebooks, or out of the edition’s folder.
edition-bad-toml = This line is not sound TOML: { $detail }.
edition-bad-csv = This line is not sound CSV: { $detail }.
edition-key-missing = “{ $key }” is missing; please add it.
edition-key-unknown = “{ $key }” is not known here. What may stand here: { $known }.
edition-wrong-type = “{ $key }” must be { $wanted }.
edition-empty = “{ $key }” is empty; please fill it in.
edition-word-unknown = “{ $key }” says “{ $word }”; it can only be: { $known }.
edition-column-missing = Column “{ $column }” is missing; please add it.
edition-column-unknown = Column “{ $column }” is not known. Columns that may be here: { $known }.
edition-column-twice = Column “{ $column }” stands twice; please delete one.
edition-cells-differ = This line has { $cells } cells, the header { $columns } columns; please fill up or delete cells.
edition-dates-reversed = The last day, { $to }, is before the first, { $from }; please mend one of them.
edition-clause-unknown = Clause “{ $clause }” is cited and does not stand in provisions.csv; please cite one that does.
edition-quotation-differs = The words_full of clause { $clause } differ from notice.md; please quote word for word.
edition-parameter-without-clause = Parameter “{ $name }” has no clause; please add clause.
edition-parameter-unknown = The interpretation names parameter “{ $name }”, which does not exist; please mend the name or write the parameter first.
edition-parameter-twice = Parameter “{ $name }” stands twice, first at { $first }; please make it one.
edition-two-values = Parameter “{ $name }” has two values in force on { $day }; please give the earlier one its to.
edition-value-gap = Parameter “{ $name }” has no value from { $from } to { $to }; please add one, or let the value beside it reach this far.
edition-value-ends = Parameter “{ $name }” has no value from { $day } on, while the edition is still in force; please add the value that follows, or delete to.
edition-interpretation-twice = Interpretation “{ $name }” stands twice, first at { $first }; please make it one.
edition-choice-twice = Choice “{ $name }” stands twice in one interpretation; please rename or delete one.
edition-provision-twice = Provision “{ $name }” stands twice, first at { $first }; please delete one.
edition-article-unknown = { $book }: there is no article { $article }; please cite one that stands in rulebooks.
edition-article-unreadable = “{ $article }” is no way to write an article; please write it like secondary 13 or higher 22.
edition-article-twice = Article { $article } repeats the one at { $first }; please mend the number.
edition-articles-reversed = The last article, { $last }, is before the first, { $number }; please mend one.
edition-institution-twice = The institution’s name “{ $name }” stands twice, first at { $first }; full, short and former names must all differ.
edition-institution-code-bad = The institution’s code “{ $code }” is not five digits; where it is not known, please delete it.
edition-code-twice = The institution’s code “{ $name }” stands twice, first at { $first }.
edition-designated-twice = Whether it is listed in { $year } is said twice; please keep one.
edition-year-bad = “{ $year }” is no year of four digits.
edition-major-twice = Major “{ $name }” stands twice, first at { $first }; please delete one line.
edition-major-code-bad = The major’s code “{ $code }” does not fit its level: six digits, perhaps a K; secondary codes begin with 6 or 7, college codes with 4 or 5. Where it is not known, please leave it empty.
edition-major-class-bad = The class “{ $class }” is not four digits.
edition-major-class-differs = The class “{ $class }” is not the first four digits of the code “{ $code }”.
edition-district-code-bad = The district’s code “{ $code }” is not six digits.
edition-district-twice = District “{ $name }” stands twice, first at { $first }; please delete one line.

word-edition-type-text = a text (in quotes)
word-edition-type-number = a whole number
word-edition-type-flag = true or false
word-edition-type-date = a date like 2023-04-07
word-edition-type-value = a whole number, a text, or an array of these
word-edition-type-table = a table
word-edition-type-tables = an array of tables

# Differences.
edition-diff-head = { $field }: { $old } → { $new }
edition-diff-added = New { $subject } { $name }: { $words }
edition-diff-removed = { $subject } { $name } is gone: { $words }
edition-diff-reworded = { $subject } { $name }: { $old } → { $new }
edition-diff-value = parameter { $name } ({ $clause }): { $old } → { $new }
edition-diff-choice = interpretation { $name }: { $old } → { $new }
edition-diff-file = file { $name } differs

word-edition-id = edition
word-edition-title = title
word-edition-document = document number
word-edition-issuer = issuer
word-edition-issued-on = issued on
word-edition-from = in force from
word-edition-to = in force to
word-edition-open = until further notice
word-edition-none = none
word-edition-provision = provision
word-edition-parameter = parameter
word-edition-interpretation = interpretation
word-edition-article = article
word-edition-institution = institution
word-edition-major = major
word-edition-district = district

# Listings.
edition-show-heading-head = Edition
edition-show-heading-provisions = Provisions ({ $count })
edition-show-heading-parameters = Parameters ({ $count })
edition-show-heading-interpretations = Interpretations ({ $count })
edition-show-heading-rule-books = Rule books ({ $count } articles)
edition-show-heading-institutions = Institutions ({ $count })
edition-show-heading-majors = Majors ({ $count })
edition-show-heading-districts = Districts ({ $count })
edition-show-title = { $id }  { $title-en }
edition-show-issued = { $document }, { $issuer-en }, { $issued-on }
edition-show-in-force = In force from { $from }, { $to }
edition-show-in-force-to = In force from { $from } to { $to }
edition-show-source = source { $id }: { $words-en }
edition-show-provision = { $clause } ({ $label }, { $kind }) { $words-en }
edition-show-parameter = { $name } = { $values }  { $unit }  ({ $clause })
edition-show-interpretation = { $id } ({ $clause }) { $question-en }
edition-show-chosen = {"  "}▸ { $id }: { $words-en }
edition-show-choice = {"    "}{ $id }: { $words-en }
edition-show-interpretation-source = {"    "}Source: { $source-en }
edition-show-rule-book = { $title-en } ({ $document })
edition-show-article = Article { $number }  { $topic-en }  { $words-en } ({ $certainty })
edition-show-institution = { $name-en } ({ $name })  { $kind }, { $role }, code { $code }, { $designated }
edition-show-major = { $name-en } ({ $name })  { $level }, code { $code }, class { $class }
edition-show-district = { $code }  { $name-en } ({ $name })

word-edition-kind-principle = principle
word-edition-kind-parameter = parameter
word-edition-kind-rule = rule
word-edition-kind-right = right
word-edition-kind-record = record
word-edition-kind-report = report
word-edition-role-front = front institution
word-edition-role-partner = partner university
word-edition-role-both = front institution and partner university
word-edition-designated-listed = on the designated list
word-edition-designated-assumed = taken as listed, from the annex
word-edition-designated-not-listed = not on the designated list
word-edition-designated-unknown = not known whether listed
word-certainty-text = from the text
word-certainty-corroborated = corroborated
word-certainty-memory = from memory, to be checked
word-certainty-assumed = assumed

# Who may run a programme (chapter 2).
decision-programme-may-run = { $front } and { $partner } may run this programme together.
decision-programme-may-run-alone = { $front } may run all stages of this programme alone; the year’s prospectus says so.
decision-programme-runs-with-reason = { $front } is not on the designated list; the reason is stated: { $reason }. It may run the programme with { $partner }.
decision-programme-front-not-college = The front institution of a college–bachelor programme must be a vocational college; { $front } is of kind “{ $front-kind }”. Please choose another institution or another track.
decision-programme-front-not-secondary = The front institution of a secondary–bachelor programme must be a secondary vocational school; { $front } is of kind “{ $front-kind }”. Please choose another institution or another track.
decision-programme-front-not-university = Only a university may run all stages alone; { $front } is of kind “{ $front-kind }”. Please choose another institution or another track.
decision-programme-partner-not-university = The partner must be a university; { $partner } is of kind “{ $partner-kind }”. Please choose another partner.
decision-programme-partner-differs = Where a university runs all stages alone, front institution and partner are the same; here they are { $front } and { $partner }. Please name one, or choose another track.
decision-programme-not-designated = { $front } is not on the year’s list of Beijing’s distinctive high-level vocational institutions and cannot run a college–bachelor programme. If the list is wrong, please mend the list first.
decision-programme-designation-unknown = It is not known whether { $front } is on the year’s list of Beijing’s distinctive high-level vocational institutions; the system does not judge, the commission confirms it first.
decision-programme-reason-needed = { $front } does not stand on the year’s list of Beijing’s distinctive high-level vocational institutions. Secondary–bachelor programmes are run by listed schools “in principle”: please state the reason; the commission decides.
decision-programme-not-in-prospectus = The year’s prospectus does not say that { $front } runs all stages alone, so it cannot. If the prospectus has changed, please update it first.
