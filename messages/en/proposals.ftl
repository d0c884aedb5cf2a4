# Proposals for the enrolment plan: institutions propose, the commission adjusts and returns, puts together, approves.
proposal-title = Plan proposals
proposal-title-year = Proposals for the { $year } plan
proposal-of = { $institution }: proposal for { $year }
proposal-lead-desk = Institutions begin from last year’s plan; the commission adjusts row by row with a reason. Once all have sent and everything holds, the proposals are put together and approved by another person.
proposal-lead-own = Begun from last year’s plan and checked before it is sent; a partner university sees the rows that concern it.
proposal-closed = Candidates were admitted under the { $year } plan: nothing is proposed any more.
proposal-to-approval = Put together and approve
proposal-to-plan = Plan of { $year }
proposal-list = Proposals
proposal-institutions = { $count ->
    [one] { $count-text } institution
   *[other] { $count-text } institutions
}
proposal-of-institutions = of { $count-text }
proposal-counted = Institutions that have not begun are not counted in this year.
proposal-places = Places
proposal-against-last = last year { $places }, { $difference }
proposal-against-last-of = { $now } places, last year { $places }, { $difference }
proposal-at-risk = besides, { $students-text } study in classes that have no next class
proposal-none = No proposal for { $year } concerns you.
proposal-none-concerned = Proposals that concern you appear here once they are begun.
proposal-none-then = Proposals begin from last year’s plan: once the plan of { $year } is set, institutions stand here.
proposal-state = State
proposal-state-none = Not begun
proposal-state-begun = Being edited
proposal-state-sent = Sent
proposal-state-returned = Returned
proposal-state-adopted = Approved
proposal-last-year = Plan { $year }
proposal-this-year = Proposed { $year }
proposal-difference = Difference
proposal-changes = Changes
proposal-changes-of = dropped { $dropped-text }, another partner { $moved-text }, new { $added-text }
proposal-failing = { $count ->
    [one] { $count-text } thing does not hold
   *[other] { $count-text } things do not hold
}
proposal-unconfirmed-count = { $count ->
    [one] { $count-text } partner has not confirmed
   *[other] { $count-text } partners have not confirmed
}
proposal-totals = Totals
proposal-stranded = Students affected by dropped rows and changed partners
proposal-would-strand = Students affected if it were dropped
proposal-stranded-why = A return and a repeat are tried as of today: who loses the place, and which classes have no next class, where this year’s plan lacks these programmes.
proposal-stranded-none = No student loses a place by it, and no class is affected.
proposal-others = Students for a person to decide, or who could join another major
proposal-others-count = { $count ->
    [one] { $count-text } more student is for a person to decide, or could join another major
   *[other] { $count-text } more students are for a person to decide, or could join another major
}
proposal-classes = Classes affected

proposal-saved = Version { $version }, saved by { $by } at { $at }.
proposal-not-begun = Not begun; below is last year’s plan.
proposal-begin = Begin
proposal-begin-why = It begins from the { $count-text } rows of the { $year } plan.
proposal-begin-go = Begin the proposal
proposal-rows = Rows
proposal-rows-why = Cut-offs are told as a share of the { $full } full marks of { $year }: scores of different years are never compared.
proposal-unpublished = Results of { $year } are not published yet; applications and admissions are told once they are.
proposal-rows-none = Last year’s plan has nothing. Add rows below.
proposal-last-places = Plan { $year }
proposal-admitted = admitted { $count-text }, filled { $rate }
proposal-admitted-of = Admitted
proposal-completion = filled { $rate }
proposal-applied = First preference
proposal-any = named by { $count-text }
proposal-cutoff = Cut-off
proposal-share = { $share } of full marks
proposal-registered = Registered
proposal-was-partner = was { $partner }
proposal-places-of = Places of { $major }
proposal-row-hint = To drop a row or change its partner, open its major; a reason is needed.
proposal-save = Save places
proposal-add = Add a row
proposal-add-why = A major outside the catalogue needs a reason.
proposal-direction = Direction (may be empty)
proposal-because = Reason
proposal-because-hint = Needed for a major outside the catalogue, and for a secondary school that is not on the list.
proposal-places-hint = 1 to { $most }
proposal-add-go = Add
proposal-checks = Checks
proposal-check-places = Every row has places
proposal-check-major = Majors are in the catalogue, or have a reason
proposal-check-partner = Partners are universities of the year
proposal-check-track = The institution may run it in this track with this university
proposal-check-twice = Every programme stands once
proposal-check-places-none = “{ $major }” has no places. Enter them, or drop the row.
proposal-check-major-unknown = “{ $major }” is not in the catalogue. Choose one of the list, or remove the row and add it again with a reason.
proposal-check-partner-unknown = “{ $partner }”, the partner of “{ $major }”, is not among the universities. Change the partner.
proposal-check-institution-unknown = “{ $institution }” is not among the institutions: it has to be entered there first.
proposal-check-twice-found = “{ $major }” with { $partner } stands twice. Drop or remove one row.
proposal-send = Send to the commission
proposal-send-then = What was sent cannot be edited; what is returned can, and is sent again.
proposal-partners = Confirmation by partners
proposal-partners-why = The notice does not ask partners to confirm: interpretation proposal-partner decides.
proposal-partners-none = Nothing is to be confirmed.
proposal-awaits = { $university } is to confirm
proposal-confirm = { $university } confirms these rows
proposal-return = Return
proposal-return-why = The institution mends it and sends it again.
proposal-return-go = Return

proposal-row-title = A row of the proposals for { $year }
proposal-row-facts = This year and last
proposal-dropped-because = Why it is dropped
proposal-adjust-places = Adjust places
proposal-adjust-go = Adjust
proposal-partner-change = Change the partner
proposal-partner-go = Change
proposal-drop = Drop
proposal-drop-why = This year’s plan will not have it: look at the students above first.
proposal-drop-go = Drop the row
proposal-keep = Take up again
proposal-keep-go = Take up again
proposal-remove = Remove the new row
proposal-remove-go = Remove
proposal-history = Changes
proposal-history-none = No changes yet. Each will stand here: by whom, when, from what to what, why.
proposal-reason = Reason: { $because }

proposal-versions = Versions
proposal-versions-of = { $institution }: versions of the proposal for { $year }
proposal-versions-lead = Every saving, sending, adjustment and return is a version; any two can be compared, and last year’s plan is version 0.
proposal-between = Differences
proposal-between-none = The two do not differ.
proposal-from = From
proposal-to = To
proposal-last-plan = Plan { $year }
proposal-version-choice = Version { $version } { $what }
proposal-places-in-all = { $count-text } places in all
proposal-entry-begun = begun
proposal-entry-edited = edited
proposal-entry-sent = sent
proposal-entry-returned = returned
proposal-entry-adjusted = adjusted by the commission
proposal-entry-confirmed = confirmed by a partner
proposal-change-added = New
proposal-change-dropped = Dropped
proposal-change-taken-up = Taken up again
proposal-change-places = places { $from } to { $to }
proposal-change-partner = partner { $from } to { $to }
proposal-edit-places = { $major }: places set to { $places }
proposal-edit-drop = { $major }: dropped
proposal-edit-keep = { $major }: taken up again
proposal-edit-partner = { $major }: partner changed to { $partner }
proposal-edit-add = { $major } with { $partner } added, { $places } places
proposal-edit-remove = row { $row } removed

proposal-approval = Put together and approve
proposal-approval-of = Plan of { $year }: put together and approve
proposal-approval-open = { $count ->
    [one] { $count-text } condition does not hold yet.
   *[other] { $count-text } conditions do not hold yet.
}
proposal-approval-ready = All conditions hold.
proposal-approval-adopted = Approved: the plan is set and published.
proposal-gate-with-clause = { $what } ({ $clauses })
proposal-gate-sent = All institutions of last year’s plan have sent
proposal-gate-checks = Every row holds before the rules
proposal-gate-confirmed = Partners that have to confirm did
proposal-gate-together = The table is the proposals as they stand
proposal-gate-findings = The findings of the table are answered
proposal-gate-sums = All sums agree
proposal-gate-unused = Nobody was admitted under the plan of the year
proposal-gate-sent-open = No institution has sent yet.
proposal-gate-checks-open = There is no proposal to check yet.
proposal-gate-confirmed-open = A partner has not confirmed yet.
proposal-gate-together-open = The table was not made from the proposals as they stand. Put them together again.
proposal-gate-findings-open = Findings of the table are not answered yet. Check the table first.
proposal-gate-sums-open = Sums of the table disagree.
proposal-gate-unused-open = Candidates were admitted under the plan of the year: it cannot be changed.
proposal-gate-not-sent = { $institution } has not sent.
proposal-gate-not-confirmed = { $institution }: { $university } is to confirm.
proposal-not-yet = Not yet
proposal-together = Put together
proposal-together-why = The proposals become one table, checked like a published one, in place of any other draft of the year.
proposal-together-go = Put the proposals together
proposal-to-findings = Check the table
proposal-file-name = proposals-{ $year }
proposal-approve = Approve
proposal-approve-why = By a person who had no part in adjusting, putting together and checking. Approval sets the plan; the prospectus is public with it.
proposal-approve-seen = { $count ->
    [one] I have looked at the { $count-text } student who loses the place
   *[other] I have looked at the { $count-text } students who lose their place
}
proposal-approve-unseen = { $count ->
    [one] { $count-text } student would lose the place. Look at the list below and tick the box first.
   *[other] { $count-text } students would lose their place. Look at the list below and tick the box first.
}
proposal-approve-go = Approve the plan of { $year }
proposal-set-at-approval = This table was put together from proposals: it is approved under “Put together and approve”, where all conditions must hold.

proposal-no-row = The proposal has no row { $row }. Open it again.
proposal-not-new = Row { $row } is of last year’s plan and cannot be removed; drop it instead.
proposal-drop-no-reason = Dropping a row needs a reason.
proposal-partner-no-reason = Changing the partner needs a reason.
proposal-no-partner = Choose a partner university.
proposal-no-major = Enter a major.
proposal-no-track = Choose a category.
proposal-name-long = The name has { $count } characters, { $most } at most.
proposal-direction-long = The direction has { $count } characters, { $most } at most.
proposal-reason-long = The reason has { $count } characters, { $most } at most.
proposal-places-wrong = Places “{ $given }” must lie between 1 and { $most }; drop the row where nobody is to be admitted.
proposal-places-no-number = Places “{ $given }” are not a whole number.
proposal-adjust-no-reason = An adjustment or return needs a reason.
proposal-adjusts-nothing = That is as it was: nothing is adjusted.
proposal-nothing-asked = It does not say what to do. Use the buttons of the page.
conflict-proposal-changed = Somebody changed this proposal while you were filling it in. Open it again and check.
conflict-proposal-sent = This proposal was sent to the commission; it can be edited once it is returned.
conflict-proposal-not-sent = This proposal was not sent, or was returned.
conflict-proposal-confirmed = That university has confirmed already.
conflict-proposal-losing = The list you saw had { $seen } students, now it has { $now }. Look again before you approve.
