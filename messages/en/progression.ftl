# Progression assessments: rules on file, marks, results.

# Which document holds
decision-assessment-document-unknown = “{ $document }” is not on file as rules of { $issuer } of { $year } after the { $stage } stage.
decision-assessment-document-unknown-way = “{ $holds }” (version { $holds-version }) is on file and in force; to use another, put it on file first.
decision-assessment-document-of-another = “{ $document }” is a document of { $rules-issuer }; after the { $stage } stage the rules of { $issuer } of { $year } hold.
decision-assessment-document-of-another-way = { $holds-version ->
    [0] Put the rules of { $issuer } of { $year } on file first.
   *[other] “{ $holds }” (version { $holds-version }) is on file and in force.
}
decision-assessment-document-of-another-year = “{ $document }” is for { $rules-year }; the assessment is of { $year }.
decision-assessment-document-of-another-year-way = { $holds-version ->
    [0] Put the rules of { $issuer } of { $year } on file first.
   *[other] “{ $holds }” (version { $holds-version }) is on file and in force.
}
decision-assessment-document-not-yet = “{ $document }” holds from { $from }, after the day of the assessment.
decision-assessment-document-not-yet-way = { $holds-version ->
    [0] Assess from { $from } on, or put rules on file that hold on the day.
   *[other] On the day “{ $holds }” (version { $holds-version }) holds.
}
decision-assessment-document-replaced = “{ $document }” (version { $version }) was replaced by “{ $holds }” (version { $holds-version }) from { $from }.
decision-assessment-document-replaced-way = Assess by “{ $holds }”; what was decided before { $from } stands.
decision-assessment-no-rules = { $issuer } has no rules of { $year } on file for the progression after the { $stage } stage: no result can be recorded.
decision-assessment-no-rules-way = Put them on file first: the institution’s own after the secondary stage, the commission’s of the year after college.

# Marks
decision-assessment-no-marks = “{ $document }” (version { $version }) has parts ({ $parts }); no marks were given, so the result cannot be computed.
decision-assessment-no-marks-way = Give the marks of the parts; the result is computed by the rules.
decision-assessment-mark-twice = Two marks were given for { $part }: { $mark } and { $other }.
decision-assessment-mark-twice-way = Keep one.
decision-assessment-mark-not-in-rules = “{ $document }” (version { $version }) has no part { $part }.
decision-assessment-mark-not-in-rules-way = Take the mark out, or check the document named.
decision-assessment-mark-over-full = { $part } { $mark } is over the full marks of { $full-marks } by “{ $document }” (version { $version }).
decision-assessment-mark-over-full-way = Check the mark.
decision-assessment-mark-missing = By “{ $document }” (version { $version }) the marks of { $missing } are missing.
decision-assessment-mark-missing-way = Give them; whoever was absent has 0.

# Results
decision-assessment-passed-by-parts = The progression assessment after the { $stage } stage was passed, by “{ $document }”, version { $version }: { $general-name } { $general } ({ $general-share }), { $skill-name } { $skill } ({ $skill-share }){ $ability-parts ->
    [0] {""}
   *[other] , { $ability-name } + { $ability }
}, together { $total }; pass mark { $total-mark }, of the parts { $general-mark } and { $skill-mark }.
decision-assessment-failed-by-parts = The progression assessment after the { $stage } stage was failed, by “{ $document }”, version { $version }: { $general-name } { $general } ({ $general-share }), { $skill-name } { $skill } ({ $skill-share }){ $ability-parts ->
    [0] {""}
   *[other] , { $ability-name } + { $ability }
}, together { $total }{ $ability-beside ->
    [0] {""}
   *[other] {" "}({ $compared } without the points added)
}; pass mark { $total-mark }, of the parts { $general-mark } and { $skill-mark }{ $below-count ->
    [0] {""}
   *[other] ; below its own: { $below }
}.
decision-assessment-parts-disagree = The result was given as “{ $claimed }”; by “{ $document }”, version { $version }, it is “{ $computed }”: { $general-name } { $general } ({ $general-share }), { $skill-name } { $skill } ({ $skill-share }){ $ability-parts ->
    [0] {""}
   *[other] , { $ability-name } + { $ability }
}, together { $total }{ $ability-beside ->
    [0] {""}
   *[other] {" "}({ $compared } without the points added)
}; pass mark { $total-mark }, of the parts { $general-mark } and { $skill-mark }{ $below-count ->
    [0] {""}
   *[other] ; below its own: { $below }
}.
decision-assessment-parts-disagree-way = Check the marks and the result.
decision-assessment-passed-by-papers = The progression assessment after the { $stage } stage was passed, by “{ $document }”, version { $version }: { $paper-1-name } { $paper-1 } ({ $paper-1-share }), { $paper-2-name } { $paper-2 } ({ $paper-2-share }), { $coursework-name } { $coursework } ({ $coursework-share }){ $ability-parts ->
    [0] {""}
   *[other] , { $ability-name } + { $ability }
}, together { $total }; pass mark { $total-mark }.
decision-assessment-failed-by-papers = The progression assessment after the { $stage } stage was failed, by “{ $document }”, version { $version }: { $paper-1-name } { $paper-1 } ({ $paper-1-share }), { $paper-2-name } { $paper-2 } ({ $paper-2-share }), { $coursework-name } { $coursework } ({ $coursework-share }){ $ability-parts ->
    [0] {""}
   *[other] , { $ability-name } + { $ability }
}, together { $total }{ $ability-beside ->
    [0] {""}
   *[other] {" "}({ $compared } without the points added)
}; pass mark { $total-mark }{ $below-count ->
    [0] {""}
   *[other] ; below its own: { $below }
}.
decision-assessment-papers-disagree = The result was given as “{ $claimed }”; by “{ $document }”, version { $version }, it is “{ $computed }”: { $paper-1-name } { $paper-1 } ({ $paper-1-share }), { $paper-2-name } { $paper-2 } ({ $paper-2-share }), { $coursework-name } { $coursework } ({ $coursework-share }){ $ability-parts ->
    [0] {""}
   *[other] , { $ability-name } + { $ability }
}, together { $total }{ $ability-beside ->
    [0] {""}
   *[other] {" "}({ $compared } without the points added)
}; pass mark { $total-mark }{ $below-count ->
    [0] {""}
   *[other] ; below its own: { $below }
}.
decision-assessment-papers-disagree-way = Check the marks and the result.

# Putting rules on file
decision-progression-rules-filed = The rules of { $issuer } of { $year } for the progression after the { $stage } stage are on file: “{ $document }”, version { $version }, from { $from }, { $composition }, pass mark { $pass-mark }.
progression-rules-weights = { $file } line { $line }, { $key }: The weights add up to { $sum }%, not { $whole }% ({ $clause }).
progression-rules-composition = { $file } line { $line }, { $key }: The parts ({ $parts }) make no known composition: general knowledge and vocational skill, or two papers and coursework; either with ability points beside ({ $clause }).
progression-rules-part-twice = { $file } line { $line }, { $key }: { $part } stands more than once ({ $clause }).
progression-rules-no-weight = { $file } line { $line }, { $key }: { $part } has no weight ({ $clause }).
progression-rules-part-no-pass-mark = { $file } line { $line }, { $key }: { $part } has no pass mark: each of the two parts needs one, and so does the total ({ $clause }).
progression-rules-part-pass-mark = { $file } line { $line }, { $key }: The pass mark { $pass-mark } of { $part } must be over 0 and no more than its full marks, { $full-marks } ({ $clause }).
progression-rules-part-full-marks = { $file } line { $line }, { $key }: The full marks { $full-marks } of { $part } must lie between 1 and { $full-marks-max } ({ $clause }).
progression-rules-coursework = { $file } line { $line }, { $key }: { $part } has a weight of { $weight }%; at least { $least }% is needed ({ $clause }).
progression-rules-paper-no-name = { $file } line { $line }, { $key }: { $part } has no name: which subject is it? ({ $clause }).
progression-rules-ability-weight = { $file } line { $line }, { $key }: { $part }: points that are added have no weight, not { $weight }% ({ $clause }).
progression-rules-ability-pass-mark = { $file } line { $line }, { $key }: { $part }: points that are added have no pass mark ({ $clause }).
progression-rules-full-marks = { $file } line { $line }, { $key }: The full marks of the total are given as { $full-marks } and should be { $sum }: { $whole } of the weighted parts and at most { $ability } added ({ $clause }).
progression-rules-pass-mark = { $file } line { $line }, { $key }: The pass mark { $pass-mark } of the total must be over 0 and no more than { $most }: added points do not stand in for the weighted parts ({ $clause }).
progression-rules-from-too-late = { $file } line { $line }, { $key }: They hold from { $from }, after the year they are for ({ $year }): they would never be used.
progression-rules-last-stage = { $file } line { $line }, { $key }: The bachelor stage is the last: there is no progression after it and no rules of one ({ $clause }).
progression-rules-not-the-commission = { $file } line { $line }, { $key }: After the { $stage } stage the commission’s document of the year holds; { $institution } cannot file rules for it ({ $clause }).
progression-rules-not-an-institution = { $file } line { $line }, { $key }: After the { $stage } stage each institution’s own rules hold; a document of the commission cannot stand in for them ({ $clause }).
progression-rules-not-front = { $file } line { $line }, { $key }: “{ $institution }” is no front institution; write its full name ({ $clause }).
progression-rules-before-earlier = { $file } line { $line }, { $key }: Version { $version } holds from { $from }, before version { $earlier } does ({ $earlier-from }).
progression-rules-version-taken = { $file } line { $line }, { $key }: Version { $latest } of { $issuer } of { $year } is on file; a new one must be version { $next } or later, not { $version }.
conflict-progression-rules-twice = Somebody else filed this version meanwhile. Look at what is on file before you go on.

# The file
progression-file-syntax = { $file } line { $line }, { $key }: this line cannot be read: { $detail }.
progression-file-missing = { $file } line { $line }, { $key }: is missing.
progression-file-unknown-key = { $file } line { $line }, { $key }: is not known; known are { $known }.
progression-file-empty = { $file } line { $line }, { $key }: says nothing.
progression-file-wants-text = { $file } line { $line }, { $key }: should be a text, such as "…".
progression-file-wants-number = { $file } line { $line }, { $key }: should be a whole number from { $least } to { $most }.
progression-file-wants-decimal = { $file } line { $line }, { $key }: should be a number with at most six decimals, such as 60 or 60.5.
progression-file-wants-date = { $file } line { $line }, { $key }: should be a date, such as 2026-05-01.
progression-file-wants-components = { $file } line { $line }, { $key }: should be one [[component]] or more.
progression-file-word-unknown = { $file } line { $line }, { $key }: “{ $word }” is not known; known are { $known }.
progression-file-three-papers = { $file } line { $line }, { $key }: There are at most two papers.

# Command line
cli-help-progression = Rules of progression assessments
cli-help-progression-file = Puts rules of a progression assessment on file
cli-help-progression-file-examples =
    Examples:
      guantong progression file rules-2026.toml --check
      guantong progression file rules-2026.toml --by "Li"
    Exit codes: 0 on file, or unchanged; 2 the file is wrong, nothing was written
cli-help-progression-file--file = The rules (TOML)
cli-help-progression-file--check = Only checks
cli-help-progression-file--by = Who files them
cli-help-progression-file--data = The office's data directory
cli-help-progression-list = Lists the rules on file, every version
cli-help-progression-list--data = The office's data directory
cli-help-progression-show = Shows the parts of rules with weights and pass marks
cli-help-progression-show-examples =
    Examples:
      guantong progression show 北京市昌平职业学校 --year 2026
      guantong progression show commission --year 2028 --version 1 --text
cli-help-progression-show--issuer = An institution's full name, or commission
cli-help-progression-show--year = The year
cli-help-progression-show--version = The version; the newest where it is not said
cli-help-progression-show--text = Prints the file as it was filed
cli-help-progression-show--data = The office's data directory
cli-progression-filed = On file: { $issuer } { $year }, “{ $title }”, version { $version }, from { $from }
cli-progression-unchanged = Unchanged: { $issuer } { $year }, “{ $title }”, version { $version } is on file already; nothing was written
cli-progression-checked = Can be filed: { $issuer } { $year }, “{ $title }”, version { $version }. Checked only, nothing was written.
cli-progression-none = There are no rules of a progression on file in { $directory }.
cli-progression-not-found = No rules of “{ $issuer }” of { $year } are on file.
cli-progression-line = { $issuer }  { $year }  after { $stage }  version { $version }  from { $from }  “{ $title }”  { $composition }, pass mark { $pass-mark }
cli-progression-component = { $name }: weight { $weight }%, full marks { $full-marks }, { $has-pass-mark ->
    [0] no pass mark of its own
   *[other] pass mark { $pass-mark }
}
cli-progression-component-ability = { $name }: added, at most { $full-marks }
cli-progression-total = Total: full marks { $full-marks }, pass mark { $pass-mark }
cli-progression-source = File { $name }, digest { $digest }; filed by { $by }

# Words
word-part-general = general knowledge
word-part-skill = vocational skill
word-part-paper-1 = first paper
word-part-paper-2 = second paper
word-part-coursework = coursework
word-part-ability = ability points
word-composition-two-parts = general knowledge and vocational skill
word-composition-papers = two papers and coursework
word-rules-issuer-commission = the commission
word-share-10 = 10%
word-share-20 = 20%
word-share-30 = 30%
word-share-40 = 40%
word-share-50 = 50%
word-share-60 = 60%
word-share-70 = 70%
word-share-80 = 80%
word-share-90 = 90%
