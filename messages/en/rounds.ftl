# Pages of rounds, candidates and rule sets.
round-place = Where you are
round-crumb = Admission
round-crumb-round = { $round } of { $year }
round-heading = admission to the through-train programme
round-heading-gap = {" – "}
round-between-sentences = {" "}
round-title = Admission, { $round } of { $year }
round-sentence = { $method }; score floor { $floor }, full marks { $full }, at most { $most } preferences each.
round-sentence-none = The rule set of this year is not on file; floor and number of preferences are in the examination authority’s documents.
round-to-rules = Rules and sources
round-export = Export cut-off scores
round-steps = Steps
round-step-candidates = Candidates
round-step-eligible = Eligibility
round-step-allocated = Ranking and allocation
round-step-proved = Proof
round-step-proved-of = { $held } of { $checks } checks hold
round-step-sealed = Seal
round-step-sealed-open = two must sign, { $signed } signed
round-step-published = Publication
round-people = { $count ->
    [one] { $count-text } person
   *[other] { $count-text } people
}
round-ineligible-people = { $count-text } not eligible
round-version = version { $version }

## Not run yet
round-empty = { $round } of { $year }: not run yet
round-empty-first = What must come first:
round-needs-plan = The enrolment plan of { $year } is set
round-needs-early = The early round is published, so that the places left are known
round-empty-then = Then candidates and preferences are imported and the round is run. Progress, proof and signatures appear here; results can be seen once they are published.

## Figures
round-figures = Figures of the round
round-places = Places
round-programmes = { $count ->
    [one] { $count-text } programme
   *[other] { $count-text } programmes
}
round-admitted = Admitted
round-completion = { $percent } of the places
round-stat-full = Programmes filled
round-stat-others = { $count-text } others have places left
round-left = Left
round-stat-to-unified = go to the unified round
round-stat-unused = of { $places-text } places
round-stat-ties = Equal scores compared
round-stat-ties-by-draw = { $count-text } decided by the draw

## Find a candidate, how it is done
round-find = Find a candidate
round-find-why = Why admitted here, or why not
round-find-by = Number, name, pinyin or initials
round-find-go = Find
round-list-all = All candidates
round-list-admitted = Admitted
round-list-not-admitted = Not admitted
round-list-ineligible = Not eligible
round-closed = Results are not shown before publication
round-closed-why = The round was run and proved. Results open to everybody at one moment, with publication.
round-closed-then = Until then no page shows how many were admitted, a cut-off score, or any candidate’s result.
round-how = How places are given out
round-how-eligible = Candidates with this year’s entrance qualification, formal Beijing household registration and at least { $floor } points are ranked.
round-how-rank = By total, highest first; equal totals by { $order }, in this order.
round-how-serial = At a candidate’s turn his preferences are looked at in their order; he gets the first programme with a place left, then comes the next.
round-how-deferred = Candidates apply one by one, and each programme keeps the best within its places, until nobody has a preference left to apply to.
round-how-left-early = Those admitted do not enter the unified round; places left go there.
round-how-left-unified = The places are those left by the early round; whom it admitted does not enter.

## Seal
round-seal = Seal
round-seal-why = Sealed results are never changed; a correction is an entry of its own
round-gate-holds = holds
round-gate-not-yet = not yet
round-gate-undecided = to be decided
round-gate-violated = does not hold
round-proof-within-places = No programme over its places
round-proof-above-floor = Nobody admitted below the floor
round-proof-above-the-floor = Nobody admitted below { $floor }
round-proof-eligible = Nobody ineligible admitted, and everybody to a preference of his own
round-proof-nobody-passed-over = Nobody’s preference was given to someone ranked behind
round-proof-nothing-wasted = Places are left only where nobody eligible wanted them
round-proof-lowest = lowest { $score }
round-proof-people = { $count-text } people checked
round-proof-preferences = { $count-text } preferences checked
round-proof-violated = { $violations-text } violations; cannot be sealed
round-signed = { $nth ->
    [1] First signature
    [2] Second signature
   *[other] Signature { $nth }
}
round-unsigned = To be signed
round-unsigned-who = two people, the same digest
round-digest-inputs = Digest of the inputs (SM3)
round-digest-rules = Digest of the rules (SM3)
round-digest-results = Digest of the results (SM3)
round-sealed-then = Both signed the same digest of results; candidates check their own result against the published one.
round-unsealed-then = The round is sealed once two people have signed the same digest; only then can it be published.

## Cut-off scores
round-cutoffs = Cut-off scores by programme
round-cutoffs-found = { $found-text } of { $all-text } programmes
round-cutoffs-use = Later transfers are measured against the score of this year
round-cutoffs-none = No programme matches.
round-clear = Clear the filter
round-all = All
round-all-institutions = All institutions
round-institution = Institution
round-category = Category
round-special = Special project
round-major = Major
round-major-hint = Name, pinyin or initials
round-only-left = Only with places left
round-filter = Filter
round-partner = Partner university
round-cutoff = Cut-off
round-last-preference = Last had it as
round-nth-preference = preference { $nth }
round-state = State
round-full = Full
round-left-over = To the unified round
round-unused = Places left
round-no-places = No places this round
round-csv-name = Cut-off scores { $year } { $round }.csv
round-programme = { $institution }, { $major }
round-major-direction = { $major } ({ $direction })
round-ruler-says = own score { $own }, last admitted { $last }
round-key-priority = priority group
round-key-chinese = Chinese
round-key-mathematics = mathematics
round-key-foreign = foreign language

## List of candidates
candidate-crumb = Candidates
candidate-list-title = Candidates, { $round } of { $year }
candidate-list-lead = In the order of their numbers. A name leads to every preference with its reason.
candidate-list-caption = Candidates and their results
candidate-list-none = No candidate matches.
candidate-list-empty = This round has no candidates.
candidate-outcome-unknown = The outcome in the address is none of “admitted”, “not admitted”, “not eligible”. Please go back to the list and filter again.
candidate-name = Name
candidate-no = Number
candidate-total = Total
candidate-rank = Rank
candidate-outcome = Outcome
candidate-programme = Admitted to
candidate-given = Admitted to, or why not
candidate-pages = Pages
candidate-on-page = { $count } on this page
candidate-first = First page
candidate-next = Next page

## One candidate
candidate-heading-admitted = Why admitted here
candidate-heading-not-admitted = Why not admitted
candidate-heading-ineligible = Why not in the round
candidate-who = { $name }, number { $no }
candidate-choices = Preference by preference
candidate-choices-order = in the order they were given
candidate-subjects = Chinese { $chinese }, mathematics { $mathematics }, foreign { $foreign }
candidate-city-rank = Rank in the city
candidate-rank-of = of { $count-text } eligible
candidate-not-ranked = not ranked
candidate-eligibility = Eligibility
candidate-eligible = Eligible
candidate-eligible-not = Not eligible
candidate-eligibility-beside = point by point under “Eligibility”
candidate-admitted = Admitted
candidate-not-admitted = Not admitted
candidate-ineligible = Not eligible
candidate-no-preferences = No preference was given for this round.
candidate-unknown = Not in the plan
candidate-unknown-why = The round has no such programme; it was skipped.
candidate-repeated = Named before
candidate-repeated-why = The same as an earlier preference; the first mention counts.
candidate-no-test = Not eligible here
candidate-no-test-why = The programme demands an additional test; none was passed, so this preference was not ranked.
candidate-admitted-why = At this candidate’s turn { $taken } of { $places } places were taken; this is number { $nth }.
candidate-last-admitted = The last admitted has { $score }.
candidate-no-places = No places
candidate-no-places-why = No place in this round; the plan was used up in the one before.
candidate-full = Full
candidate-tied = Equal total, ranked behind
candidate-quota-full = Quota full
candidate-full-why = At this candidate’s turn all { $places } places were taken by candidates ranked before.
candidate-quota-full-why = “{ $group }” is limited to { $places }; all were taken at this candidate’s turn.
candidate-differs-score = The last admitted has { $theirs }, above the candidate’s { $own }.
candidate-differs-key = The last admitted has { $total } as well. “{ $key }” tells the two apart: { $theirs } there, { $own } here.
candidate-others = { $count ->
    [one] { $count-text } more preference
   *[other] { $count-text } more preferences
}
candidate-all-preferences = { $count ->
    [one] { $count-text } preference
   *[other] All { $count-text } preferences
}
candidate-not-looked-at = Not looked at
candidate-not-looked-at-why = Admitted to preference { $position }; later ones were not looked at, which changes nothing for anybody.
candidate-no-part = Not taking part
candidate-no-part-why = The candidate is not eligible, so the preferences took no part; nobody else is affected.
candidate-ties = Equal totals compared
candidate-the-last = Last admitted
candidate-own = This candidate
candidate-draw = Draw (smaller first)
candidate-position = Preference (smaller first)
candidate-yes = yes
candidate-no-word = no
candidate-record = Record opened after admission
candidate-foot = A candidate can check this against the published digest without seeing others’ data.
candidate-result = Result of the round
candidate-sentence-admitted = Admitted to { $programme }, preference { $preference }.
candidate-is-qualified = This year’s entrance qualification
candidate-has-household = Formal Beijing household registration
candidate-reaches-floor = At least { $floor }, the score floor
candidate-not-admitted-earlier = Not admitted in the early round
candidate-otherwise = What would have to be otherwise, and what comes next
candidate-otherwise-score = Preference { $position }, { $programme }: a total above { $theirs }.
candidate-otherwise-key = Preference { $position }, { $programme }: with { $total } as well, “{ $key }” better than { $theirs }.
candidate-otherwise-floor = A total of { $floor }; it is { $own }, short by { $short }. Even where places are left nobody below is admitted.
candidate-otherwise-qualification = This year’s entrance qualification.
candidate-otherwise-household = Formal Beijing household registration; the notice names no exception.
candidate-otherwise-earlier = Admitted in the early round, and so not in the unified one; arrival is as the early round decided.
candidate-otherwise-other = The conditions of the year’s rule set.
candidate-then-correction = If a finding is wrong, a correction is entered with its reason, signed by two, and everything that follows is derived anew; the difference is shown before anybody signs.
candidate-then-admitted-early = Admitted, and so not in the unified round.
candidate-then-admitted-unified = Admitted; both rounds of the year are over with this.
candidate-then-unified = The unified round is open to this candidate; places left are under “Cut-off scores by programme”.
candidate-then-over = Early and unified round of this year are over; there is none after.
candidate-proof = Check against the published digest
candidate-proof-why = Each candidate’s result is a leaf, and the leaves are joined step by step into the published digest; a change to anybody’s result would change it.
candidate-proof-agrees = Agrees
candidate-proof-differs = Does not agree with the published digest
candidate-proof-leaf = Own leaf (SM3)
candidate-proof-place = Place
candidate-proof-place-of = leaf { $nth-text } of { $leaves-text }, joined with { $beside-text } digests
candidate-proof-root = Published digest of results (SM3)
candidate-proof-how = How to compute it
candidate-proof-how-1 = Own leaf = SM3(byte 00, own salt of 32 bytes, line of the result).
candidate-proof-how-2 = From the bottom up, joined with each digest of the file: SM3(byte 01, left, right); the place says which is left, { "n" } leaves being split at the largest power of two below { "n" }.
candidate-proof-how-3 = Published digest = SM3(byte 02, number of leaves as 8 bytes, high end first, the digest joined last).
candidate-proof-take = Download for checking (JSON)

## Rule set
ruleset-crumb = Rules and sources
ruleset-heading = Rule set of admission { $year }
ruleset-lead = The examination authority’s rules are kept as data; every value names its clause, source or interpretation, and how certain it is. Scores of different years are never compared.
ruleset-none = There is no rule set of { $year } yet.
ruleset-none-then = Floor, number of preferences, order of equal scores and the source of each value will appear here.
ruleset-values = Values
ruleset-values-why = A later version may replace this one until the first round is signed, never after
ruleset-name = What
ruleset-value = Value
ruleset-rests-on = Basis and source
ruleset-certainty = Certainty
ruleset-certain = notice
ruleset-high = of the year
ruleset-medium = second-hand
ruleset-low = assumed
ruleset-full-marks = Full marks
ruleset-points = { $points } points
ruleset-floor = Score floor
ruleset-floor-basis = What the floor measures
ruleset-floor-examination = the examination total, without bonus
ruleset-floor-with-bonus = the total with the bonus that counts
ruleset-household = Exceptions to household
ruleset-household-counts = an evidenced exception stands in for formal household
ruleset-household-not = none
ruleset-bonus = Bonus
ruleset-bonus-of = { $points } points, the highest { $counted } of several
ruleset-method = Method
ruleset-method-serial = By score first, then by preference
ruleset-method-deferred = Candidates apply, programmes keep the best
ruleset-order = Order of equal scores
ruleset-equal = Equal in everything
ruleset-equal-draw = Candidates equal in everything go by their draw, smallest first.
ruleset-equal-admit-all = Candidates equal in everything are all admitted, over the plan if need be.
ruleset-equal-position = Of candidates equal in everything those naming the programme earlier go first; the rest are all admitted.
ruleset-equal-refer = Where candidates are equal in everything and places do not suffice, the run stops and names them for the admission meeting.
ruleset-quotas = Quotas
ruleset-quotas-none = none
ruleset-quota-sex = by sex
ruleset-quota-boarding = by boarding
ruleset-quota-district = by district
ruleset-quota-test = additional test
ruleset-preferences = Preferences, { $round }
ruleset-preferences-of = at most { $most }
ruleset-shape = What a preference is, { $round }
ruleset-shape-programme = one programme each
ruleset-shape-school = a school with several majors, looked at in turn
ruleset-order-heading = How equal scores are ordered
ruleset-order-why = from the top until the two differ
ruleset-order-total = total, higher first
ruleset-equal-heading = Equal in everything: the interpretation
ruleset-chosen = chosen
ruleset-not-chosen = not chosen
