# The page of an assessment: the marks of each part, by the rules on file.
assess-document = { $title } (version { $version }, from { $from })
assess-part = { $has-pass-mark ->
    [0] { $name } (full marks { $full-marks }, weight { $weight }%)
   *[other] { $name } (full marks { $full-marks }, weight { $weight }%, pass mark { $pass-mark })
}
assess-ability = { $name } (added, at most { $full-marks })
assess-compute = As the marks come to
