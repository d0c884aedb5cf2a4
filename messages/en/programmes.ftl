# Programmes and institutions: their years, and facts that hold from a day on (another partner, a new name).
programme-title = Programme
programme-lead = { $track }, partner university { $partner }, programme { $id }
programme-to-page = About it
programme-issued-as = { $said } (under the name { $name })
programme-students = See students
programme-years = Classes
programme-partner-today = Partner today
programme-score = Admission score
programme-by-standing = Students
programme-nobody = No students
programme-standing = { $standing }: { $count-text }
programme-names = Names on certificates
programme-names-why = A certificate bears the name of its day; a new name changes nothing of what the institution is to the rules.

institution-title = Institution
institution-lead = Certificates issued today bear the name { $name }
institution-programmes = Its programmes
institution-no-programmes = No enrolment plan has this institution yet.
institution-with = With

fact-list = Facts that hold from a day on
fact-count = { $count-text } in all
fact-partners = Partners replaced
fact-names = Names
fact-none = Nothing on file. What is entered will stand here.
fact-what = What
fact-partner = The class of { $cohort } has { $partner } as its partner university
fact-name = Renamed { $name }
fact-entered = entered by { $by }, { $at }
fact-enter-partner = Enter another partner
fact-enter-partner-why = A class that has begun is given another partner university: from its first day every decision knows the new one. Registrations open at the former partner move on entering the next stage (interpretation partner-replaced-registration).
fact-enter-name = Enter a new name
fact-enter-name-why = Certificates issued from its first day bear the new name; earlier ones stay as they are.
fact-field-partner = New partner university
fact-field-name = New name
fact-field-from = From
fact-field-document = Document
fact-field-reason = Reason
fact-try = Check
fact-apply = Enter
fact-hint = Check first: the students concerned are listed and nothing is written. What is entered cannot be deleted; another entry can replace it from a later day.
fact-errors = Please mend
fact-preview = Students it would concern
fact-preview-not-yet = not entered yet
fact-preview-nobody = It concerns no student now.
fact-partner-preview = { $major }, class of { $cohort }: from { $from } the partner university is { $partner } in place of { $before }; { $students ->
    [one] { $students-text } student is concerned.
   *[other] { $students-text } students are concerned.
} Decisions already made stay.
fact-name-preview = From { $from } { $before } is named { $name }; { $students ->
    [one] { $students-text } student is registered there.
   *[other] { $students-text } students are registered there.
} Certificates already issued stay.
fact-conflict = Somebody entered another fact while you were typing. What you typed is kept; look at the list above and send it again.

fact-no-document = Document is empty. Give the title or number of the document.
fact-no-reason = Reason is empty. Say why it was changed.
fact-long-document = Document is longer than { $most } characters. Give its title or number.
fact-long-reason = Reason is longer than { $most } characters. Shorten it.
fact-no-day = From: “{ $given }” is not a date. Write it as 2026-09-01.
fact-no-class = Class: this programme has no class of “{ $cohort }”. Choose from the list.
fact-before-class = From: { $from } is before the year in which the class of { $cohort } entered. Give a day after it entered.
fact-one-university = { $school } runs this programme alone; there is no other partner to replace.
fact-same-partner = New partner university: on that day it is { $partner } already. Choose another, or check the date.
fact-no-partner = New partner university: “{ $partner }” is not among the universities of the edition. Choose from the list.
fact-no-name = New name is empty.
fact-long-name = New name is longer than { $most } characters. Give the full name only.
fact-same-name = New name: on that day it is { $name } already. Check the name or the date.
fact-name-of-another = New name: { $name } is the name of { $owner }. Check it.
