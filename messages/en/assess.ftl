# The page of an assessment: the marks of each part, by the rules on file.
assess-document = { $title } (version { $version }, from { $from })
assess-part = { $has-pass-mark ->
    [0] { $name } (full marks { $full-marks }, weight { $weight }%)
   *[other] { $name } (full marks { $full-marks }, weight { $weight }%, pass mark { $pass-mark })
}
assess-ability = { $name } (added, at most { $full-marks })
assess-compute = As the marks come to

# Pages of the rules of progression
page-nav-progression = Rules of progression
progpage-title = Rules of progression assessments
progpage-lead = The institutions’ rules from secondary to college and the commission’s document of the year from college to bachelor. Once on file, results are computed by them. What is on file is neither changed nor taken out; a change is a new version.
progpage-on-file = On file
progpage-none = Nothing is on file yet. Without rules on file no assessment can be entered.
progpage-group = { $year }  { $issuer }
progpage-document = Document
progpage-version = Version { $version }
progpage-after = After stage
progpage-from = In force from
progpage-composition = Made of
progpage-pass = Pass mark
progpage-filed = Filed
progpage-in-force = in force today
progpage-new = Put rules on file
progpage-file = The file
progpage-file-hint = A TOML text with title, version, issuer, year, stage, first day, and the weight and pass mark of each part; { $most } KiB at most. Checked first, then filed.
progpage-check = Check, write nothing
progpage-read = Checked: can be put on file
progpage-not-filed = Only checked, not yet on file
progpage-checked = { $issuer }, { $year }: { $title }, version { $version }, after the stage { $stage }, in force from { $from }; { $composition }.
progpage-known = This version is on file already; filing it again writes nothing.
progpage-file-it = Put on file
progpage-leave = Leave it
progpage-wrong = { $count ->
    [one] One thing to correct in the file; nothing was written
   *[other] { $count-text } things to correct in the file; nothing was written
}
progpage-no-file = No file was chosen, or it is empty. Choose the file of the rules.
progpage-not-text = { $file } is not UTF-8 text. Save it as a TOML file in UTF-8.
progpage-too-large = The file is larger than { $most } KiB. Rules are a page of text: check whether it is the right file.
progpage-parts = Parts
progpage-part = Part
progpage-weight = Weight
progpage-weight-of = { $weight }%
progpage-added = added
progpage-full = Full marks
progpage-total = Full marks { $full-marks }, pass mark { $pass-mark }.
progpage-one-lead = { $issuer }, { $year }, version { $version }
progpage-number = Number
progpage-download = Download the file
progpage-was-filed = Put on file.
progpage-was-there = This version was on file already; nothing was written.
progpage-source = Source
progpage-digest = Digest of the file
