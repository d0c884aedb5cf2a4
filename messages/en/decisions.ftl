# Decisions on student records: a sentence a code; refusals and referrals have a way out (-way).

# Opening a record
decision-admitted = Score { $score }, not below the floor of { $floor }: admitted to { $major } at { $school }, class of { $cohort }. The record is open.
decision-admit-below-floor = Score { $score } is below the floor of { $floor }: nobody is admitted below it.
decision-admit-below-floor-way = If the score is wrong, have the examinations authority correct it first.
decision-admit-programme-unknown = The enrolment plan has no programme “{ $programme }”.
decision-admit-programme-unknown-way = Check the programme’s id, or have the plan adjusted first.
decision-admit-not-offered = { $school } has no places in { $major } for the class of { $cohort }.
decision-admit-not-offered-way = Check the class, or have the plan adjusted first.

# Order and standing
decision-date-goes-back = The date, { $date }, is before the last entry of this record, { $last }.
decision-date-goes-back-way = Give a date not before { $last }; where an earlier entry is wrong, correct it.
decision-record-exited = The student graduated out of the programme after the { $stage } stage on { $date }; the qualification has ended and nothing further can be done.
decision-record-exited-way = An exit cannot be taken back. If the exit itself was an error, reverse that entry by a correction.
decision-record-ended = The record ended on { $date } ({ $standing }); nothing further can be done.
decision-record-ended-way = If the ending itself was an error, reverse that entry by a correction.
decision-standing-not-registered = The student is not registered yet: “{ $command }” is not possible.
decision-standing-not-registered-way = Register the student first, or record that he did not arrive.
decision-standing-already-registered = The student is registered already: “{ $command }” is not possible.
decision-standing-already-registered-way = If the registration was an error, correct it.
decision-standing-not-on-leave = The student is not on leave: “{ $command }” is not possible.
decision-standing-not-on-leave-way = A studying student need not return; to pause, take leave first.
decision-standing-on-leave = The student has been on leave since { $from }, until { $until }: “{ $command }” is not possible meanwhile.
decision-standing-on-leave-way = Have the student return first; one who will not come back can withdraw.
decision-qualification-ended = The through-train qualification has ended: no progression, repeat or transfer is possible.
decision-qualification-ended-way = The student goes on under the rules of the { $stage } stage and graduates on completing it.

# Arrival
decision-registered = Arrived and registered at { $institution }, studying { $major } at { $school }, secondary stage.
decision-not-enrolled = The student did not arrive at { $school }; the place is given up and the record ends.

# End of a stage
decision-stage-completed = The { $stage } stage is complete with passing results. No certificate of the stage while the student goes on.
decision-stage-completed-with-certificate = The { $stage } stage is complete with passing results; { $issuer } issues: { $certificate }.
decision-stage-completed-again = The { $stage } stage is complete again with passing results; the { $certificate } was issued before and is not issued twice.
decision-stage-graduated = All studies are complete with passing results; { $issuer } issues: { $certificate }. Graduated.
decision-stage-graduated-without-qualification = The { $stage } stage is complete. The qualification had ended before: the student graduates from { $issuer }, where he is registered ({ $certificate }).
decision-stage-failed = The { $stage } stage ended without passing results; what follows is as after a failed progression.
decision-stage-already-complete = The { $stage } stage is complete already.
decision-stage-already-complete-way = What follows is the assessment, progression, or exit.
decision-stage-already-failed = The { $stage } stage was recorded as failed already.
decision-stage-already-failed-way = The student can repeat it, or be settled by the rule book; if it was an error, correct it.

# Progression
decision-assessment-passed = The progression assessment after the { $stage } stage was passed, by “{ $document }”.
decision-assessment-failed = The progression assessment after the { $stage } stage was failed, by “{ $document }”.
decision-assessment-last-stage = The { $stage } stage is the last: there is no progression to assess.
decision-assessment-last-stage-way = Completing the stage is graduation.
decision-assessment-stage-not-complete = The { $stage } stage is not complete: the assessment comes after it.
decision-assessment-stage-not-complete-way = Record the completion of the stage first.
decision-assessment-already-taken = The assessment after the { $stage } stage was recorded on { $date }; it is taken once for each completion.
decision-assessment-already-taken-way = Who passed can progress; who failed can repeat and take it again; if it was an error, correct it.
decision-assessment-no-document = The rules of the assessment are not named.
decision-assessment-no-document-way = Name them: the institution’s own after the secondary stage, the commission’s of the year after college.
decision-examination-may-sit = In the last year of the { $stage } stage, or through it: may sit the examination.
decision-examination-other-stage = In the { $stage } stage now: not the examination after the { $after-stage } stage.
decision-examination-other-stage-way = Sit the one after the present stage.
decision-examination-stage-failed = The { $stage } stage was not passed, as is on record: no examination.
decision-examination-stage-failed-way = Who may repeat sits it with the new class the year after.
decision-examination-not-last-year = Year { $year-of-stage } of the { $stage } stage: the examination is sat in year { $years-of-stage }.
decision-examination-not-last-year-way = Wait for the last year of the stage.
decision-progressed = Progressed to the { $stage } stage, studying at { $studies-at }, registered at { $institution }, under the { $rule-book }.
decision-progress-stage-not-complete = The { $stage } stage is not complete: no progression.
decision-progress-stage-not-complete-way = Complete the stage and pass the assessment first.
decision-progress-assessment-failed = The assessment after the { $stage } stage was failed: no progression.
decision-progress-assessment-failed-way = An eligible student can repeat and take it again, or exit.
decision-progress-not-assessed = The { $stage } stage is complete but not assessed: no progression yet.
decision-progress-not-assessed-way = Record the assessment first.

# Exit
decision-exited = Graduated out of the programme after the { $stage } stage; { $issuer }, where the student is registered, issues: { $certificate } (not twice where it was issued on completion). The qualification ends.
decision-exit-last-stage = An exit is possible after the secondary or the college stage only; not in the bachelor stage.
decision-exit-last-stage-way = Completing the stage is graduation; to leave before it, withdraw.
decision-exit-stage-not-complete = The { $stage } stage is not complete: no exit.
decision-exit-stage-not-complete-way = An exit is possible once the stage is complete; to leave before it, withdraw.

# Repeat, graduation, settlement
decision-repeated = Repeats the { $stage } stage in { $major } at { $school }, class of { $cohort } ({ $similarity }).
decision-repeat-not-failed = Neither the assessment nor the { $stage } stage was failed: there is nothing to repeat.
decision-repeat-not-failed-way = Repeating is for those who failed a progression; to pause, take leave.
decision-repeat-bachelor = The notice does not provide for repeating in the bachelor stage; { $institution } decides by its own rules.
decision-repeat-bachelor-way = Once decided, record it as a settlement or withdrawal; where a repeat is allowed, have it in writing from the university.
decision-repeat-not-eligible = { $school } found that the student does not meet the conditions of repeating.
decision-repeat-not-eligible-way = The school settles the case by the stage’s rule book and names the article; with the stage complete the student may also exit.
decision-repeat-already-used = This progression was repeated { $repeats-max } time(s) already; no second repeat.
decision-repeat-already-used-way = Who failed the assessment again graduates from { $school }; with the stage not complete, the school settles the case.
decision-repeat-no-class = { $school } has no class of { $cohort } in the same or a similar major ({ $major }): no repeat.
decision-repeat-no-class-way = With the stage complete the student graduates from { $school }; otherwise the school settles the case.
decision-repeat-not-similar = “{ $to }” is not the same or a similar major of this school in the class of { $cohort }.
decision-repeat-not-similar-way = Choose one of: { $choices }.
decision-graduated-no-class = The assessment was failed and { $school } has no class of { $cohort } in the same or a similar major: graduated; { $issuer } issues: { $certificate } (not twice).
decision-graduated-repeated = The assessment was failed again after a repeat: graduated; { $issuer } issues: { $certificate } (not twice).
decision-graduated-no-class-and-repeated = The assessment was failed again after a repeat, and { $school } has no class of { $cohort } in the same or a similar major: graduated; { $issuer } issues: { $certificate } (not twice).
decision-graduate-stage-not-complete = The { $stage } stage is not complete: no graduation from the current school.
decision-graduate-stage-not-complete-way = Complete the stage first; where it was failed, the school settles the case.
decision-graduate-not-failed = The assessment after the { $stage } stage was not failed: this graduation does not apply.
decision-graduate-not-failed-way = A student who does not want to go on can exit.
decision-graduate-repeat-open = The school has the same or a similar major in the class of { $cohort } ({ $choices }) and this progression was not repeated yet: a repeat is open.
decision-graduate-repeat-open-way = A student who does not want to repeat can exit; one who is not eligible is settled by the school.
decision-settled = Settled by the { $rule-book }, { $article }: { $standing }; { $issuer } issues: { $certificate } (not twice).
decision-settle-not-failed = Neither the assessment nor the { $stage } stage was failed: there is nothing to settle.
decision-settle-not-failed-way = To leave, the student can exit or withdraw.
decision-settle-no-article = The article of the rule book is not named.
decision-settle-no-article-way = Name the article of the { $stage } stage’s rule book.
decision-settle-stage-not-complete = The { $stage } stage is not complete: it cannot be settled as graduation.
decision-settle-stage-not-complete-way = It can be settled as completion without graduating, incomplete study, or withdrawal.

# Leave and return
decision-leave-started = On leave ({ $kind }) until { $until }.
decision-leave-choose-first = The progression after the { $stage } stage failed: repeat, exit or settlement must be chosen before a leave.
decision-leave-choose-first-way = Repeat first; a leave is possible after it.
decision-leave-until-not-after = The leave would end on { $until }, not after its first day, { $date }.
decision-leave-until-not-after-way = Give a day after { $date }.
decision-leave-too-long = A leave until { $until } exceeds the limit of { $years } year(s): in the { $stage } stage at the latest { $latest } from today.
decision-leave-too-long-way = Shorten it to { $latest }; for military service choose that kind.
decision-leave-limit-not-on-file = { $institution } has no limit of leave on file; the institution decides.
decision-leave-limit-not-on-file-way = Have the institution put its limit on file, then try again.
decision-resumed = Returned to { $major } at { $school }, class of { $cohort } ({ $similarity }).
decision-resumed-assessed-again = Returned to { $major } at { $school }, class of { $cohort } ({ $similarity }). The assessment passed before the leave no longer counts and is taken again with this class.
decision-resumed-without-qualification = Returned to the class of { $cohort }, same major ({ $major }). The qualification had ended before.
decision-resumed-qualification-ended = Returned to the class of { $cohort }. { $school } runs no through-train programme in that class: the qualification ends, and the student goes on under the rules of the { $stage } stage.
decision-resumed-graduated = { $school } runs no through-train programme in the class of { $cohort }: the qualification ends; the { $stage } stage was complete, so { $issuer } issues: { $certificate } (not twice). Graduated.
decision-resume-not-fit = The school found that the conditions of returning are not met.
decision-resume-not-fit-way = Apply again once they are; at the end of the leave the rule book says what follows.
decision-resume-none-similar = { $school } runs programmes in the class of { $cohort }, but none the same as or similar to { $major }. The notice is silent on this; the commission decides with the school.
decision-resume-none-similar-way = The school can put a similarity on file and try again, or await the decision.
decision-resume-not-similar = “{ $to }” is not the same or a similar major of this school in the class of { $cohort }.
decision-resume-not-similar-way = Choose one of: { $choices }.
decision-resume-nothing-to-choose = { $school } has no through-train class of { $cohort } to join: “{ $to }” cannot be chosen.
decision-resume-nothing-to-choose-way = Return without choosing: the student joins the class of { $cohort } and no longer has the qualification.

# Transfer
decision-transfer-applied = Applied for a { $kind }: { $major } at { $school }. Score { $score }, higher than that year’s admission score of { $admission-score }. Both schools must agree and the authority audit it; until then nothing changes.
decision-transfer-used = The one chance of a transfer ({ $transfers-max }) has been used.
decision-transfer-used-way = No further application is possible; a change of major by repeating or returning is no transfer.
decision-transfer-pending = The application of { $date } ({ $to }) is under way; one at a time.
decision-transfer-pending-way = Await it, or cancel it first; the chance is not used by that.
decision-transfer-same-programme = { $major } at { $school } is the student’s present programme.
decision-transfer-same-programme-way = Choose another programme.
decision-transfer-programme-unknown = There is no programme “{ $to }”.
decision-transfer-programme-unknown-way = Choose one of the plan.
decision-transfer-barred = Specially admitted, under a state rule or a prior agreement that bars a change of major: { $major } cannot be changed to { $to }.
decision-transfer-barred-way = A change to another school with the same major is possible.
decision-transfer-no-class = { $school } has no class of { $cohort } in { $major }.
decision-transfer-no-class-way = Choose a programme with a class of { $cohort }.
decision-transfer-no-admission-score = { $major } at { $school } has no admission score of { $year } to compare with.
decision-transfer-no-admission-score-way = Choose a programme that admitted in { $year }.
decision-transfer-score-equal = The score must be higher than the admission score of { $major } at { $school } in { $year }. Both are { $score }. The chance is not used.
decision-transfer-score-equal-way = A programme with an admission score below { $score } can be applied for.
decision-transfer-score-lower = Score { $score } is below the admission score of { $admission-score } of { $major } at { $school } in { $year }. The chance is not used.
decision-transfer-score-lower-way = A programme with an admission score below { $score } can be applied for.
decision-transfer-bachelor-stage = The notice does not settle transfers in the bachelor stage; { $receiving } decides by its rules.
decision-transfer-bachelor-stage-way = Have the university decide, publicise and file it.
decision-transfer-bachelor-stage-closed = No transfer is possible in the bachelor stage.
decision-transfer-bachelor-stage-closed-way = Go on in the present major.
decision-transfer-higher-level = Registration would move from a college to { $receiving }, a higher level of institution; the commission decides.
decision-transfer-higher-level-way = Apply for another college–bachelor programme, or await the decision.
decision-transfer-higher-level-closed = In the college stage registration cannot move from a college to a university ({ $receiving }).
decision-transfer-higher-level-closed-way = Apply for another college–bachelor programme.
decision-transfer-same-city = In the college stage, to another school of the city ({ $major } at { $school }): the notice allows it, the trial version of Beijing’s rules did not; the commission decides.
decision-transfer-same-city-way = Apply for another major of the same school, or await the decision.
decision-transfer-same-city-closed = In the college stage the school cannot be changed within the city ({ $major } at { $school }).
decision-transfer-same-city-closed-way = Apply for another major of the same school.
decision-transfer-stage-not-open = The studies of the { $stage } stage have ended: no transfer.
decision-transfer-stage-not-open-way = Apply within the window after progressing or repeating.
decision-transfer-window-never = In the { $stage } stage there is no time at which this { $kind } can be applied for: the windows needed do not meet, or are closed.
decision-transfer-window-never-way = Apply for a major of the same broad class, or for another school with the same major.
decision-transfer-window-not-yet = A { $kind } cannot be applied for yet in the { $stage } stage; it can from { $opens-on }.
decision-transfer-window-not-yet-way = Apply from { $opens-on }.
decision-transfer-window-past = The window of a { $kind } in the { $stage } stage closed on { $closes-on }.
decision-transfer-window-past-way = It can be applied for within the window of the next stage; the chance is not used.
decision-transfer-none-pending = No application is under way: “{ $command }” is not possible.
decision-transfer-none-pending-way = The student applies first.
decision-consent-given = The { $side } agreed.
decision-consent-declined = The { $side } declined; the application ends, the chance is not used.
decision-consent-already-given = The { $side } has given its consent already.
decision-consent-already-given-way = The next step is the receiving school’s consent, or the audit.
decision-consent-sending-first = The sending school has not agreed yet; the receiving school comes after it.
decision-consent-sending-first-way = Have the sending school answer first.
decision-audit-agreed = Approved: { $kind } to { $major } at { $school }, class of { $cohort }, registered at { $institution }. The chance is used.
decision-audit-declined = Not approved; the application ends, the chance is not used.
decision-audit-consent-missing = The { $side } has not agreed yet: no audit.
decision-audit-consent-missing-way = Have the { $side } answer first.
decision-transfer-cancelled = The application ({ $to }) was cancelled; the chance is not used.

# Endings
decision-withdrawn = Withdrawn by the { $rule-book }, { $article }; { $issuer } issues: { $certificate }.
decision-withdraw-no-article = The article of the withdrawal is not named.
decision-withdraw-no-article-way = Name the article of the { $rule-book }.
decision-withdraw-incomplete-study-stage = No certificate of incomplete study on withdrawing in the secondary stage.
decision-withdraw-incomplete-study-stage-way = Issue a record of study.
decision-withdraw-incomplete-study-year = The { $stage } stage began on { $began-on }; without { $days-on-leave } days on leave, less than { $years } year(s) were studied: no certificate of incomplete study.
decision-withdraw-incomplete-study-year-way = Issue a record of study.
decision-expelled = Expelled by the { $rule-book }, { $article }, decision “{ $decision }”; { $issuer } issues: { $certificate }.
decision-expel-not-on-file = An expulsion needs the hearing, the written decision and the article; one is missing.
decision-expel-not-on-file-way = Give the article of the { $rule-book } and the decision.
decision-registration-cancelled = Registration cancelled by the { $rule-book }, { $article }, decision “{ $decision }”. { $voided } certificate(s) are void.
decision-cancel-registration-not-on-file = A cancellation needs the written finding of unlawful admission and the article; one is missing.
decision-cancel-registration-not-on-file-way = Give the article of the { $rule-book } and the decision.
decision-deceased = The student’s death was recorded on { $date }; the record ends.

# Correction
decision-corrected = Entry { $of } ({ $command }) is reversed: { $reason }; agreed by { $approver }. { $voided } certificate(s) are void, their numbers never used again.
decision-correct-no-reason = A correction needs a reason and the second person who agreed; one is missing.
decision-correct-no-reason-way = Give both.
decision-correct-no-such-entry = The record has no entry { $of }.
decision-correct-no-such-entry-way = Choose one of the record’s entries.
decision-correct-not-accepted = Entry { $of } was not accepted: there is nothing to reverse.
decision-correct-not-accepted-way = Choose one that was accepted.
decision-correct-reversed-before = Entry { $of } is reversed already.
decision-correct-reversed-before-way = To restore it, correct the entry that reversed it.
decision-correct-depended-on = Entry { $of } cannot be reversed: entry { $entry } of { $date } ({ $command }) depends on it; without it, it would be refused or have another effect.
decision-correct-depended-on-way = Correct entry { $entry } first.

# Commands
word-command-register = Register
word-command-no-show = No arrival
word-command-complete-stage = Complete the stage
word-command-fail-stage = Fail the stage
word-command-assess = Progression assessment
word-command-progress = Progress
word-command-exit = Exit
word-command-repeat = Repeat
word-command-graduate = Graduate from the current school
word-command-settle = Settle by the rule book
word-command-leave = Take leave
word-command-resume = Return from leave
word-command-apply-transfer = Apply for a transfer
word-command-consent = Consent of a school
word-command-audit = Audit by the authority
word-command-cancel-transfer = Cancel the application
word-command-withdraw = Withdraw
word-command-expel = Expel
word-command-cancel-registration = Cancel the registration
word-command-deceased = Deceased
word-command-correct = Correct

# Who decides
word-decider-commission = the education commission
word-decider-university = the university
word-decider-receiving-university = the receiving university

# Words
word-transfer-kind-major = change of major
word-transfer-kind-school = change of school
word-transfer-side-sending = sending school
word-transfer-side-receiving = receiving school
word-leave-personal = personal
word-leave-health = health
word-leave-military = military service
word-assessment-passed = passed
word-assessment-failed = failed
word-stage-work-open = going on
word-stage-work-complete = complete
word-stage-work-failed = failed
word-similarity-same-programme = same programme
word-similarity-same-major = same major
word-similarity-same-class-same-partner = same class, same partner
word-similarity-same-class = same class
word-similarity-on-file = similarity on file
