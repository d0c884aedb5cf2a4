# Letters of admission, and a result with its reasons as a letter.
letter-title = Letter of admission
letter-of = Letter of admission of { $name }
letter-lead = Made from the published result and the plan. To be printed and sealed by the admitting institution; what the check shows holds.
letter-number = Number of the letter
letter-to = To { $name } (candidate { $no }):
letter-says = By the { $round } of the { $year } admission to upper secondary schools in Beijing, with { $total } points and as preference { $preference }, you are admitted to the seven-year programme “{ $major }” ({ $track }) of { $school }{ $alone ->
    [yes] {""}
   *[no] {" with "}{ $partner }
}. It has three stages: secondary, college and bachelor.
letter-years-caption = Where the seven years are spent, and who holds the registration
letter-when = Years
letter-years = Years { $from } to { $to }
letter-studies-at = Studies at
letter-arrive = Please arrive on the day that the school announces.{" "}
letter-arrival-from = ({ $document }, articles { $first } to { $last })
letter-seal = (seal)
letter-published = Result published { $on }
letter-published-on = Result published
letter-check = Scan it, or type number and code at the check, to see whether this letter is in force.
letter-clauses = What it rests on
letter-not-in-force = This admission is no longer in force: nobody arrived, or it was cancelled; the record tells which.
letter-institution = Admitting institution
letters-title = Letters of admission: { $name }
letters-lead = { $count ->
    [one] One admitted in { $year }, not cancelled. Print this page, seal it and send it.
   *[other] { $count } admitted in { $year }, not cancelled, each on a page of its own. Print this page, seal the letters and send them.
}
letters-none = There is no letter of { $year } that you can print for this programme: its result is not published, the records are not opened, or it is not your institution’s.
letters-print = Print letters of admission
explanation-title = Explanation of the result
explanation-says = You took part in the { $round } of the { $year } admission with { $total } points.
explanation-rank = Among { $of } who were eligible your rank is { $rank }.
explanation-outcome = Result: { $outcome }.
explanation-choice = Preference { $position }, { $name }:{" "}
explanation-digest = The published digest, by which everybody can check his own result:
check-letter-in-force = This letter of admission is in force.
check-letter-void = No longer in force
check-letter-says-void = This letter of admission is no longer in force: nobody arrived on it, or the admission was corrected or cancelled.
