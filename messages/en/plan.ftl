# Files: for every kind of import
document-empty = The file has no content. Check whether it is the right file. ({ $number })
document-too-large = The file has { $mib } MiB, at most { $most } MiB are read. Remove what does not belong to the table and import again. ({ $number })
document-not-a-table = By its content this file is not a table ({ $found ->
    [html] it is a web page with another file ending
    [pdf] it is a PDF
    [docx] it is a Word document
    [doc] it is a Word document
    [pptx] it is a presentation
    [zip] it is an archive
    [xml] it is an XML text
    [unknown] it cannot be told what it is
   *[other] it is { $found }
}). Open it in a spreadsheet program, save it as .xlsx and import again. ({ $number })
document-encrypted = The file needs a password to open and cannot be read. Remove the password in the spreadsheet program, save and import again. ({ $number })
document-open-document = This is an OpenDocument spreadsheet (.ods); its merged cells cannot be read. Save it as .xlsx and import again. ({ $number })
document-binary-workbook = This is a binary workbook (.xlsb), which is not read. Save it as .xlsx and import again. ({ $number })
document-document-type = The part { $part } of the file declares a document type, which no spreadsheet program writes; for safety it is not read. Open it in a spreadsheet program, save and import again. ({ $number })
document-inflates = Unpacked, the file is larger than { $most } MiB and is not read further. Remove what does not belong to the table and import again. ({ $number })
document-too-many-cells = More than { $most } cells are filled; it is not read further. Import it as several files. ({ $number })
document-too-far = Cell { $cell } is filled, outside what is read ({ $rows } rows, { $columns } columns). Clear it and import again. ({ $number })
document-too-many-regions = More than { $most } merged regions; it is not read further. Unmerge what lies outside the table and import again. ({ $number })
document-damaged = The file is damaged: reading stopped half-way. Open it in a spreadsheet program, save and import again. ({ $number })
document-encoding = The text encoding is not known (byte { $byte } is neither UTF-8 nor GB18030). Save it as CSV in UTF-8 and import again. ({ $number })

# Plan tables: where reading stops
plan-heading-none = The table has no heading row. It must have, in any order: { $headings }. Add it and import again. ({ $number })
plan-tables-several = Several sheets look like plan tables: { $sheets }. Keep one and import again. ({ $number })
plan-heading-lacks = Row { $row } is the heading, but lacks: { $headings }. Add it and import again. ({ $number })
plan-heading-twice = Row { $row }, “{ $column }” stands twice, in { $other } and { $cell }. Keep one column and import again. ({ $number })
plan-heading-differs = Row { $row } repeats the heading with its columns in another order. Make them alike and import again. ({ $number })
plan-lines-none = Not one major stands below the heading. Check whether it is the right file. ({ $number })
plan-lines-too-many = The plan has more than { $most } lines; it is not read further. Check whether it is the right file. ({ $number })
plan-places-no-number = Row { $row }, “{ $column }” ({ $cell }): “{ $value }” is no number. Enter figures only and import again. ({ $number })
plan-places-negative = Row { $row }, “{ $column }” ({ $cell }): { $value } is negative; places are whole numbers from 1. Correct it and import again. ({ $number })
plan-places-fraction = Row { $row }, “{ $column }” ({ $cell }): { $value } is no whole number; places are whole numbers from 1. Correct it and import again. ({ $number })
plan-places-zero = Row { $row }, “{ $column }” ({ $cell }): { $value } places; it must be a whole number from 1. Remove the line of a major without places. ({ $number })
plan-places-too-many = Row { $row }, “{ $column }” ({ $cell }): { $value } is too large for places, at most 400000. Correct it and import again. ({ $number })
plan-places-shared = Row { $row }, “{ $column }” ({ $cell }): { $region } is one merged cell for several lines; how many places each has cannot be told. Unmerge it, fill in each line and import again. ({ $number })
plan-cell-date = Row { $row }, “{ $column }” ({ $cell }): this is the date { $value }. Set the cell’s format to general or text, correct it and import again. ({ $number })
plan-cell-flag = Row { $row }, “{ $column }” ({ $cell }): this is true or false. Correct it and import again. ({ $number })
plan-cell-error = Row { $row }, “{ $column }” ({ $cell }): a formula fails and shows { $value }. Correct it and import again. ({ $number })
plan-cell-no-result = Row { $row }, “{ $column }” ({ $cell }): the result of a formula is not stored. Open and save it once in a spreadsheet program, then import again. ({ $number })
plan-name-too-long = Row { $row }, “{ $column }” ({ $cell }): “{ $value }…” has more than { $most } characters and is no name. Correct it and import again. ({ $number })
plan-sum-misplaced = Row { $row }: no line stands before “{ $words }” that it could be the sum of. Check the order of the table and import again. ({ $number })
plan-line-after-total = Row { $row } stands after the grand total; its category cannot be told. Move it before the total and import again. ({ $number })
plan-major-none = Row { $row }, “{ $column }” ({ $cell }): no major. Fill it in or remove the line and import again. ({ $number })
plan-category-unknown = Row { $row }, “{ $column }” ({ $cell }): “{ $value }” is no category; it should be one of { $known }. Correct it and import again. ({ $number })
plan-scale-twice = Row { $row }, “{ $column }” ({ $cell }): { $institution } has a total already ({ $other }), here is another, { $value }. Keep one and import again. ({ $number })

# Findings: kinds
plan-kind-inferred = Figure worked out
plan-kind-places = Places to be filled in
plan-kind-partner = Partner university to be filled in
plan-kind-continued = Goes on from above
plan-kind-special = Special project
plan-kind-directed = Directed enrolment
plan-kind-university-only = University alone
plan-kind-kind = Kind of institution
plan-kind-designated = Designated list
plan-kind-sum = Sums disagree
plan-kind-scale = Institution’s total not printed
plan-kind-sum-missing = Sum not printed
plan-kind-duplicate = Same programme twice
plan-kind-repeated = Institution comes again
plan-kind-institution = Institution to be filled in
plan-kind-category = Category to be filled in
plan-kind-title = Year in the title
plan-kind-hidden = Hidden line
plan-kind-ignored = Not used

# Findings: what they are about
plan-subject-lines = { $count ->
    [1] Row { $first }, { $institution }: { $major }
   *[other] Rows { $first } to { $last }, { $institution }: { $major } and others, { $count } majors
}
plan-subject-lines-unnamed = { $count ->
    [1] Row { $first }: { $major }
   *[other] Rows { $first } to { $last }: { $major } and others, { $count } majors
}
plan-subject-row = Row { $row }
plan-subject-title = Title “{ $title }”
plan-subject-institution = Total of { $institution }
plan-subject-category = Sub-total of { $category }
plan-subject-total = Grand total

# Findings: how they are read
plan-reading-inferred = total { $total } ({ $total-cell }) − { $sum } in the other { $others } lines = { $value }, taken for { $cell }
plan-reading-inferred-none = total { $total } ({ $total-cell }) − { $sum } in the other { $others } lines = { $difference }, which leaves no places for { $cell }; check the total and the lines, correct the table and import again
plan-reading-places = { $cell } is blank; it cannot be worked out, since other cells of the institution are blank too or its total is not printed
plan-reading-places-asked = { $cell } is blank; by the interpretation in force it is asked for, not worked out
plan-reading-partner = the partner university is blank and the cell above is another institution’s: it cannot be known
plan-reading-partner-region = the merged cell { $region } is blank and the cell above is another institution’s: it cannot be known
plan-reading-partner-crosses = the merged cell { $region } reaches over two institutions; the university printed in it is the upper one’s, this line’s cannot be known
plan-reading-institution = no institution is printed, and none goes on from above
plan-reading-category = no category is printed, and none goes on after a sub-total
plan-reading-continued-both = the institution goes on from row { $institution-row }, { $institution }; the partner from row { $partner-row }, { $partner }; the category of the page goes on as { $category }
plan-reading-continued-printed = the institution goes on from row { $institution-row }, { $institution }; the partner as printed, { $partner }; the category of the page goes on as { $category }
plan-reading-continued-institution = the institution goes on from row { $institution-row }, { $institution }; no partner is printed; the category of the page goes on as { $category }
plan-reading-continued-partner = the partner goes on from row { $partner-row }, { $partner }
plan-reading-continued-category = the category goes on from row { $category-row }, { $category }
plan-reading-continued-above = { $columns } blank, taken from the row above on the same page
plan-reading-special = { $count ->
    [1] the brackets name a special project, counted within the { $total } places of { $institution } and kept: { $specials }
   *[other] the brackets name { $count } special projects, counted within the { $total } places of { $institution } and kept: { $specials }
}
plan-reading-directed = the direction says “{ $word }”; a bar on change of major is proposed and needs a state rule or an agreement made before admission
plan-reading-university-only = { $institution } stands as front institution and as partner: read as a university that runs all stages alone, which the year’s prospectus must say
plan-reading-kind-unknown = “{ $institution }” is not among the institutions of { $year }; its kind is not known
plan-reading-kind-meant = “{ $institution }” is not among the institutions of { $year }; is { $meant } meant? If so, correct the table and import again; if not, say what kind it is
plan-reading-sum-institution = { $unknown ->
    [0] printed { $printed } ({ $cell }), its { $lines } lines make { $rows }, a difference of { $excess }; check, correct the table and import again
   *[other] printed { $printed } ({ $cell }), { $unknown } of its { $lines } lines have no number and the others make { $rows } already; check, correct the table and import again
}
plan-reading-sum-category = printed { $printed } ({ $cell }), its { $lines } lines make { $rows }, its institutions’ totals { $institutions }; check, correct the table and import again
plan-reading-sum-total = printed { $printed } ({ $cell }), all { $lines } lines make { $rows }, the institutions’ totals { $institutions }, the sub-totals { $categories }; check, correct the table and import again
plan-reading-sum-missing = not printed; the lines make { $value }
plan-reading-scale = not printed; its lines make { $value }
plan-reading-scale-unknown = not printed, and a number is missing among its lines
plan-reading-duplicate = rows { $row } and { $other } have the same institution, special project, major, direction and partner ({ $partner }); a programme has one number of places: join or correct them and import again
plan-reading-repeated = { $institution } comes again after another institution; read as more of the same
plan-reading-title = the title says { $title-year }, the plan is imported for { $year }
plan-reading-hidden = the table hides this line; it counts all the same
plan-reading-ignored-column = the column “{ $words }” is not known and was not used
plan-reading-ignored-words = “{ $words }” is no line of the plan and was not used

# Conditions before the plan is submitted
plan-gate-sums = Institutions’ totals, sub-totals and grand total agree ({ $parts }; { $total } in all)
plan-gate-lines = Every line has institution, major and places
plan-gate-inferred = Every figure worked out is confirmed
plan-gate-partners = Every partner university is filled in
plan-gate-directed = The bar of directed enrolment is decided
plan-gate-others = Everything else that was read in is confirmed

# What an answer must say
plan-wants-nothing = no answer can be given; the table must be corrected
plan-wants-confirm = If it is right: confirm = true. If not: confirm = false, and correct the table and import again.
plan-wants-confirm-figure = To confirm, repeat the figure { $figure }. If it is wrong: confirm = false, and correct the table and import again.
plan-wants-confirm-source = To confirm, say in source what it rests on. If it is wrong: confirm = false.
plan-wants-confirm-reason = To confirm, give the reason in reason. Otherwise: confirm = false.
plan-wants-decide = Barred from changing major: confirm = true, with the state rule or the agreement in source. Not barred: confirm = false, with the reason in reason.
plan-wants-figure = The number of places in value, where it comes from in source.
plan-wants-university = The university’s full name in value, where it comes from in source.
plan-wants-institution = The institution’s full name in value, where it comes from in source.
plan-wants-category = The category in value, where it comes from in source.
plan-wants-kind = secondary-school, college or university in value, where it comes from in source.

# Answers files
plan-template-head = Answers on the enrolment plan of { $year }. Each paragraph tells one thing; take the # away and fill it in to answer.
plan-template-by = Who answers; a paragraph may have its own by:
plan-template-blocking = To these there is no answer; the table must be corrected and imported again:
plan-template-finding = { $kind }: { $subject }. { $reading }.
plan-answers-syntax = Line { $line }: not TOML, reading stops here. Check quotation marks, equals signs and square brackets. ({ $number })
plan-answers-key-unknown = Line { $line }: “{ $key }” is not known; there may be: { $known }. ({ $number })
plan-answers-empty = Line { $line }: “{ $key }” is empty. Fill it in or remove the line. ({ $number })
plan-answers-wants-flag = Line { $line }: “{ $key }” must be true or false, without quotation marks. ({ $number })
plan-answers-wants-number = Line { $line }: “{ $key }” must be a whole number, without quotation marks. ({ $number })
plan-answers-wants-table = Line { $line }: “{ $key }” must be paragraphs that begin with [[{ $key }]]. ({ $number })
plan-answers-wants-words = Line { $line }: “{ $key }” must be words in quotation marks. ({ $number })
plan-answers-wants-number-or-words = Line { $line }: “{ $key }” must be a whole number, or words in quotation marks. ({ $number })
plan-answers-finding-none = The paragraph that begins on line { $line } has no finding: what it answers is not known. ({ $number })
plan-answers-finding-unknown = The table has no finding “{ $finding }”. Check the id, or whether the answer is for another table. ({ $number })
plan-answers-finding-unknown-on-line = The paragraph that begins on line { $line }: the table has no finding “{ $finding }”. Check the id, or whether the answer is for another table. ({ $number })
plan-answers-twice = Line { $line }: “{ $finding }” is answered twice. Keep one. ({ $number })
plan-answers-year = The answers are for { $answers }, the plan is imported for { $year }. Take those of the same year. ({ $number })
plan-answer-by-none = The answer to “{ $finding }” does not say who answers. Fill in by. ({ $number })
plan-answer-not-wanted = “{ $finding }” cannot be settled by an answer. Correct the table and import again. ({ $number })
plan-answer-confirm-none = “{ $finding }” needs confirm = true or confirm = false. ({ $number })
plan-answer-figure-differs = Row { $row }, “{ $column }”: the answer confirms { $value }, the figure worked out is { $figure } now. Check and confirm again. ({ $number })
plan-answer-figure-none = Row { $row }, “{ $column }”: repeat the figure { $figure } to confirm it. ({ $number })
plan-answer-figure-wanted = Row { $row }, “{ $column }”: “{ $value }” is no number of places, which is a whole number from 1 to 100000. ({ $number })
plan-answer-name-wanted = Row { $row }, “{ $column }”: write the name in value, in quotation marks. ({ $number })
plan-answer-university-unknown = Row { $row }, “{ $column }”: “{ $value }” is not among the universities of { $year }; choose from the list. ({ $number })
plan-answer-university-meant = Row { $row }, “{ $column }”: “{ $value }” is not among the universities of { $year }; is { $meant } meant? Choose from the list. ({ $number })
plan-answer-institution-unknown = Row { $row }, “{ $column }”: “{ $value }” is not among the institutions of { $year }; choose from the list. ({ $number })
plan-answer-institution-meant = Row { $row }, “{ $column }”: “{ $value }” is not among the institutions of { $year }; is { $meant } meant? Choose from the list. ({ $number })
plan-answer-category-unknown = Row { $row }, “{ $column }”: “{ $value }” is no category; it should be one of { $known }. ({ $number })
plan-answer-kind-unknown = “{ $finding }”: “{ $value }” is no kind of institution; it should be one of { $known }. ({ $number })
plan-answer-reason-none = The answer to “{ $finding }” must give the reason in reason. ({ $number })
plan-answer-source-none = The answer to “{ $finding }” must say in source where it comes from or what it rests on. ({ $number })
plan-answer-value-not-wanted = “{ $finding }” needs confirm only, no value (it says { $value }). ({ $number })

# Export
plan-table-title = Beijing: enrolment plan of high-end technical through-train training, { $year }
