# Importing candidates: what is wrong in a file and what must be judged first, then the pages.
candidates-no-sheet = No sheet of candidates was found: none of the first ten rows has the heading “报名号”. Use the template of the year, or give the columns its headings, and upload again.
candidates-sheets = { $names } all have the headings of candidates, so that it is not known which to use. Leave one, or hide the others, and upload again.
candidates-sheet-hidden = The sheet of candidates “{ $name }” is hidden. Show it, check what is in it, and upload again.
candidates-headings-missing = The sheet of candidates lacks the headings { $missing }. Add these columns from the template, in any order.
candidates-heading-twice = The heading “{ $heading }” stands twice (the second time in { $cell }). Remove one of the columns.
candidates-no-rows = There is no row of candidates below the headings. Fill it in and upload again.
candidates-no-characters = “{ $value }” in “{ $column }” may only have digits, plain letters and hyphens, at most { $most }. Check it; make full-width digits plain ones.
candidates-name-invisible = “{ $value }” in “{ $column }” has a character that cannot be seen ({ $code }). Type the name again.
candidates-name-digit = “{ $value }” in “{ $column }” has a digit ({ $code }). Check the name.
candidates-name-space = “{ $value }” in “{ $column }” has a space ({ $code }). Remove it; middle dots in names are kept as they are.
candidates-name-lost = “{ $value }” in “{ $column }” has a character that was lost ({ $code }) when the file was written. Type it again from the identity card and save as XLSX or UTF-8.
candidates-name-character = “{ $value }” in “{ $column }” has a sign that no name has ({ $code }). Check it.
candidates-name-long = “{ $value }” in “{ $column }” has more than { $most } characters. Check whether it is in the wrong column.
candidates-name-private = The name “{ $value }” has a self-made character that other computers may show otherwise. It is kept as it is; where the national standard has the character by now, better use that.
candidates-birth-differs = “{ $column }” is not the day of birth in the identity number, { $birth }. Check both cells against the card.
candidates-sex-differs = “{ $column }” does not agree with the identity number: by its 17th place it is { $sex ->
    [male] male (男)
   *[female] female (女)
}. Check both cells against the card.
candidates-age = By the identity number born on { $birth }, { $age } in that year; candidates are usually 13 to 20. Check it; where it is right, nothing needs to change.
candidates-bonus-unknown = The { $value } points in “{ $column }” are none of the year’s bonuses. Possible: { $known }; 0 or nothing where there is none. Of several entitlements one counts.
candidates-priority-bonus = Who has “是” in “{ $column }” cannot have a bonus too: priority is for those without one. Check both cells.
candidates-total-differs = The { $value } points in “{ $column }” are not the examination total of { $culture } and the bonus of { $bonus }, which are { $sum }. Check the three cells.
candidates-parts-over = Chinese, mathematics and foreign language have { $value } points together, more than the { $whole } in “{ $column }”. Check them.
candidates-list-not-words = “{ $column }” is no text, so that the codes may have changed. Set the cell to text and fill it in again.
candidates-list-unknown = “{ $value }” in “{ $column }” is not in the enrolment plan of { $year }. Copy the codes from the sheet “招生项目” of the template.
candidates-list-long = “{ $column }” has { $value } preferences, at most { $most } are allowed. Remove those beyond.
candidates-list-twice = “{ $value }” stands twice in “{ $column }”; only the first counts.
candidates-draw-twice = “{ $column }” { $value } is also that of another candidate in row { $row }. Everybody has a draw number of his own; check it.
candidates-draw-used = “{ $column }” { $value } is the draw number of candidate { $candidate } on file. Everybody has one of his own; check it.
take-over-cell-count = “{ $value }” in “{ $column }” is no whole number from 1. Check it.
take-over-how-count = A whole number from 1.
candidates-conflict-twice = The same number or person as in row { $rows }: it must be judged which row is used.
candidates-conflict-changed = This candidate is on file, and { $headings } differ: it must be judged which is used.
candidates-conflict-other-person = This number is another candidate’s on file: it must be judged which is used.
candidates-conflict-other-number = This candidate is on file under { $numbers }: it must be judged which is used.
candidates-open = { $count ->
    [one] 1 conflict is not judged yet.
   *[other] { $count } conflicts are not judged yet.
} Choose for each, then confirm.
candidates-how-list = Codes of programmes, best first, with “|” between; the codes are on the sheet “招生项目”.
candidates-how-numbered = Or a column for each, headed “{ $heading }1”, “{ $heading }2” and so on.
candidates-how-district = Choose from the list, or give the code of six digits.
candidates-how-name = As on the identity card, without spaces; middle dots are kept as they are.
candidates-how-unused = Stays in the file and is used for nothing.
candidates-how-compared = Only held against other columns, not kept beside.
candidates-note-columns = After the check you can download your own file: each row says why, wrong cells are red, those to look at yellow. Mend it and upload it again.
candidates-note-words = The columns of numbers of people and telephones are set to text. When pasting choose “values only”, so that the spreadsheet does not turn them into figures.
conflict-candidates-stale = Since you checked the file, the enrolment plan, the candidates on file or the judgements have changed. Nothing was written. Check again, then confirm.
conflict-candidates-done = The candidates of this file are on file already; it can neither be written again nor put away.
word-action-candidate-import = Import candidates
page-nav-candidate-import = Import candidates
candimport-title = Import candidates
candimport-lead = A file of candidates is checked and then entered as a whole. Nothing is written before you confirm.
candimport-steps = Steps
candimport-year = Examination year
candimport-file-hint = XLSX, XLS or CSV, at most { $mib } MiB and { $rows } rows. ODS is not taken; save it as XLSX.
candimport-files = Files given in
candimport-no-files = No file of candidates has been given in. Files will be listed here, so that you can come back to them.
candimport-file-of = Year { $year }
candimport-list-done = { $count ->
    [one] 1 candidate was entered.
   *[other] { $count } candidates were entered.
}
candimport-list-checking = { $percent } checked.
candimport-list-by = Given in by { $by }
candimport-state-waiting = Waits to be checked
candimport-state-checking = Being checked
candimport-state-checked = Checked, to be confirmed
candimport-state-refused = Cannot be read
candimport-state-done = On file
candimport-template-why = The template offers the words to choose from and the codes of the year’s programmes; columns of numbers are set to text. A file of the examination system will do as well, where its headings are the same.
candimport-template-go = Template of { $year }
candimport-template-name = candidates-{ $year }.xlsx
candimport-expect = How a file is read
candimport-expect-columns = Columns are found by their headings, in any order; you may have columns of your own.
candimport-expect-numbers = Candidate and identity numbers must be text. What a spreadsheet turned into a figure is not repaired; it is marked for you to fill in again.
candimport-expect-names = Names are kept as they are, with their middle dots and rare characters.
candimport-expect-twice = Who stands twice, or differs from what is on file, is for you to judge; nothing is written over by itself.
candimport-expect-unused = { $headings }: stay in the file and are used for nothing.
candimport-expect-compared = { $headings }: only held against other columns.
candimport-result = Check of a file of candidates
candimport-told = Please note
candimport-again = This file was given in before; this is how it stands.
candimport-refused = This cannot be read as a file of candidates
candimport-going = Being checked
candimport-waits = The file has come and waits to be checked.
candimport-progress = { $done } of { $total } rows checked, { $percent }.
candimport-left = { $seconds ->
    [one] About 1 second left.
   *[other] About { $seconds } seconds left.
}
candimport-going-why = You may leave this page, the check goes on; after a restart of the server as well.
candimport-reload = Look again
candimport-cancel = Cancel the check
candimport-figures = What was found
candimport-stat-rows = Rows of candidates
candimport-stat-hidden = { $count ->
    [one] 1 of them is hidden and was read too
   *[other] { $count } of them are hidden and were read too
}
candimport-stat-faulty = Rows that are wrong
candimport-stat-cells = { $count ->
    [one] 1 cell
   *[other] { $count } cells
}
candimport-stat-open = To be judged
candimport-stat-conflicts = { $count ->
    [one] of 1 conflict
   *[other] of { $count } conflicts
}
candimport-stat-enter = To be entered
candimport-stat-replacing = { $count } of them replace who is on file
candimport-stat-same = As on file
candimport-stat-left = { $count ->
    [one] 1 more row is left out
   *[other] { $count } more rows are left out
}
candimport-wrong = To be mended
candimport-wrong-why = { $count ->
    [one] 1 cell.
   *[other] { $count } cells.
} Download your own file, mend the red cells by their reasons, and upload it again.
candimport-wrong-none = Nothing wrong was found.
candimport-cell = Cell
candimport-note = What to look at
candimport-next-cells = The next 100
candimport-conflicts = To be judged
candimport-conflicts-why = It is not known which of two is right; that is for you to say. Choose, then save.
candimport-conflicts-over = A round of this year was signed or sealed: candidates stay as they are, and nothing is offered here any more.
candimport-row = Row { $row }
candimport-about-twice = The same number or person as in row { $rows }.
candimport-about-changed = This candidate is on file and told otherwise here.
candimport-about-other-person = This number is another candidate’s on file.
candimport-about-other-number = This candidate is on file under { $numbers }.
candimport-kind-twice = twice in the file
candimport-kind-changed = other than on file
candimport-kind-other-person = another’s number
candimport-kind-other-number = under another number
candimport-sides = The two of row { $row } side by side
candimport-sides-none = Both are the same, or there are too many conflicts to list them. See the file to download.
candimport-there-row = The row before
candimport-there-file = On file
candimport-told-by-row = This row
candimport-keep = Keep what is there, leave this row out
candimport-take = Take this row
candimport-moot = This row is left out by what was chosen above; nothing is to be chosen here.
candimport-judge = Save
candimport-all-of = “{ $kind }”: { $count ->
    [one] 1 is not chosen yet.
   *[other] { $count } are not chosen yet.
}
candimport-all-keep = Keep what is there for the other “{ $kind }”
candimport-all-take = Take the file’s for the other “{ $kind }”
candimport-next-conflicts = The next conflicts
candimport-noted = To look at
candimport-noted-why = { $count ->
    [one] 1 cell.
   *[other] { $count } cells.
} They do not stand in the way.
candimport-confirm = Enter the candidates
candimport-confirm-over = A round of this year was signed or sealed: no candidates can be imported any more.
candimport-confirm-stale = Since the check the enrolment plan or the candidates on file have changed. Check again; judgements must be made anew.
candimport-confirm-blocked = To be confirmed once everything wrong is mended and every conflict judged.
candimport-confirm-why = { $count ->
    [one] 1 candidate is entered.
   *[other] { $count } candidates are entered, all of them or none.
}
candimport-confirm-go = Enter the candidates
candimport-check-again = Check again
candimport-done = On file
candimport-done-by = Confirmed by { $by }, { $at }.
candimport-to-round = To the round
candimport-unused = These columns stay in the file and were used for nothing: { $headings }.
candimport-kept = The file is kept encrypted, as it came.
candimport-drop = Put the file away
candimport-drop-then = The file and what was found in it are removed; no candidate is written.
