# Notices, mail, reminders.
notices-title = Notices
notices-lead = { $unread ->
    [one] { $unread } not read.
   *[other] { $unread } not read.
}
notices-lead-none = Nothing that you have not read.
notices-list = All notices
notices-empty = No notices yet.
notices-empty-then = When something reaches you, when what you sent is decided, or when days are nearly over, you are told here.
notices-unread = not read
notices-done = done
notices-read = Mark as read
notices-read-all = Mark all as read
notices-read-at = read { $at }
notices-as = as { $role }
notices-confirm = I have read it and confirm that I received it
notices-confirmed = It is noted that you received the decision. The time to appeal begins today.
notices-mail = You can be told by mail when there are new notices.
notices-mail-give = Give an address
notices-next = Next page
notice-desk = { $kind } { $request } reached the desk “{ $desk }” and waits for you.
notice-desk-due = { $kind } { $request } reached the desk “{ $desk }”. Please act by { $due }.
notice-consent = { $kind } { $request } needs your word as a guardian: whether you consent.
notice-hearing = { $kind } { $request }: before it is decided you may be heard, until { $due }.
notice-returned = { $kind } { $request } was returned. Please complete it and send it in again.
notice-agreed = { $kind } { $request } was agreed to.
notice-refused = { $kind } { $request } was not agreed to; the reasons stand with the request.
notice-adverse-refused = { $kind } { $request } was not agreed to. You may appeal within { $days } days of confirming that you received it; unconfirmed, until { $until } at the latest.
notice-adverse-agreed = The school decided: { $kind } ({ $request }). You may appeal within { $days } days of confirming that you received it; unconfirmed, until { $until } at the latest.
notice-upheld = { $kind } { $request } was upheld; the decision is made anew.
notice-dismissed = { $kind } { $request }: the decision stands. You may appeal to the commission within { $days } days of confirming that you received it; unconfirmed, until { $until } at the latest.
notice-dismissed-last = { $kind } { $request }: the decision stands; the reasons are with the request.
notice-served = The decision on { $kind } { $request } was served. An appeal can be made until { $until }.
notice-not-registered = You did not arrive and register ({ $on }); the place was given up. You may appeal until { $until } at the latest.
notice-record-adverse = On { $on } the school carried out “{ $command }”. You may appeal until { $until } at the latest.
notice-record-refused = “{ $command }” of { $on } was refused by the rules; the reasons are in the record. You may appeal until { $until } at the latest.
notice-examination-record = Progression examination { $id } was filed: tell the records of your students.
notice-examination-filed = Progression examination { $id } was filed.
notice-moved = “{ $batch }” was done for you, from { $on }.
notice-due-soon = { $kind } { $request } has nearly used up its days at the desk “{ $desk }”. Please act by { $due }.
notice-overdue = { $kind } { $request } is past its day at the desk “{ $desk }” ({ $due }). Please act now.
notice-overdue-asked = { $kind } { $request }, which you asked for, is past its day at the desk “{ $desk }” ({ $due }). The desk was urged.
notice-overdue-commission = { $kind } { $request } is past its day at the desk “{ $desk }” ({ $due }). Please see to it.
notice-evaluation-read = Evaluation of { $year } ({ $sides }) was assigned to you. Please hand in marks and opinions by { $due }.
notice-evaluation-answer = Evaluation of { $year } ({ $sides }): the experts’ opinions are delivered. Please answer by { $due }.
notice-evaluation-delivered = Evaluation of { $year } ({ $sides }): the experts’ opinions are delivered. You may answer by { $due }.
notice-evaluation-answered = Evaluation of { $year } ({ $sides }): { $by } has answered. A result can be drafted.
notice-evaluation-set = Evaluation of { $year } ({ $sides }): the result is set.
notice-report-due = The report on { $year } ({ $sides }) is to be handed in by { $due }; it is “{ $state }”.
notice-report-late = The report on { $year } ({ $sides }) was to be handed in by { $due }; it is “{ $state }”.
notice-report-sign = Annual report of { $year } ({ $sides }) waits for your signature.
notice-report-signed = Annual report of { $year } ({ $sides }) is signed and can be handed in.
notice-report-submitted = Annual report of { $year } ({ $sides }) was handed in and waits for you.
notice-report-returned = Annual report of { $year } ({ $sides }) was sent back by { $by } to be written again; the reasons stand with it.
notice-report-accepted = Annual report of { $year } ({ $sides }) was accepted.
notice-support-heard = Less support is proposed ({ $id }) and concerns you. Please state your view by { $due }.
notice-support-decided = It was decided on the proposal { $id } of support or less of it. Please receive the decision.
todo-soon = due soon
request-told-reminded-soon = Reminder: the desk “{ $desk }” must act by { $due }
request-told-reminded-over = Urged: the desk “{ $desk }” is past its day ({ $due })
request-by-itself = by the system

mail-notices-subject = Through-train system: new notices
mail-notices-body =
    Hello. There are new notices for you in the through-train system.
    Sign in to read them: { $link }
    Mails never say what they are about. This one was sent by a program; please do not answer it.
mail-code-subject = Through-train system: code for your address
mail-code-body =
    Hello. This address was given in an account of the through-train system.
    The code is { $code }. It is good for thirty minutes.
    The system is at { $link }
    If it was not you, ignore this mail and tell nobody the code.

own-mail-title = Address for notices
own-mail-lead = You are told by mail when there are new notices. A mail never says what they are about.
own-mail-now = The address now
own-mail-none = No address: notices are only to be seen in the system.
own-mail-none-short = none given
own-mail-to = Set
own-mail-remove = No more mail
own-mail-code-title = Enter the code
own-mail-code-lead = A code was sent to { $address } and is good for thirty minutes. If none came, look among unwanted mail, or ask for another.
own-mail-code = Code
own-mail-confirm = Confirm the address
own-mail-give = Give an address
own-mail-change = Another address
own-mail-give-lead = A code is sent to this address; it is used once you confirm it.
own-mail-address = Address
own-mail-send-code = Send me a code
own-mail-not-connected = No mail server is connected to this system, so that no address can be given.
mail-address-bad = This does not look like an address; write it like name@example.cn.
mail-code-wrong = The code is wrong or no longer good. Check it, or ask for another.
mail-not-connected = No mail server is connected to this system; no code was sent.
conflict-mail-gone = This mail is not in the outbox any more, or its reader has no address. Look again.

outbox-title = Outbox
outbox-lead = Mails that wait to be sent and mails that could not be. Neither what they say nor where they go is shown.
outbox-not-connected = This server has no mail server (--mail-server) and sends nothing.
outbox-list = Mails
outbox-empty = No mail waits, and none was given up.
outbox-empty-then = Where a mail cannot be sent, the reason stands here.
outbox-for = For
outbox-kind = About
outbox-state = State
outbox-why = Reason
outbox-do = To do
outbox-tries = tried { $tries } of { $most } times
outbox-next = again { $at }
outbox-again = Send again
outbox-drop = Put away
word-mail-kind-notices = new notices
word-mail-kind-code = code for an address
word-mail-state-waiting = waits
word-mail-state-sent = sent
word-mail-state-given-up = given up
word-action-notice-read = notices
word-action-mail-keep = outbox
word-action-mail-give = address given
word-action-mail-confirm = address confirmed
word-action-mail-remove = address removed
word-action-mail-again = mail sent again
word-action-mail-drop = mail put away

word-health-mail = mail gets away
word-health-way-mail = Look at the mail server. The system administrator finds the mails that were given up, with the reasons, in the outbox: send them again or put them away.
cli-serve-mail = New notices are told by mail through { $server }; mails lead to { $link }.
cli-serve-mail-server = The mail server { $value } cannot be used: write smtp://host:port or smtps://host:port, without a name or a secret.
cli-serve-mail-from = The sender { $value } is no address: write guantong@example.cn.
cli-serve-mail-link = The address { $value } cannot be used: write https://guantong.example with nothing behind it.
cli-serve-mail-link-needed = { $address } does not tell at which address people open the office: name it with --mail-link, or name a host with --host.
cli-serve-mail-secret = { $file } must hold one line, the secret.
cli-help-serve--mail-server = the mail server: smtp://host:port (STARTTLS) or smtps://host:port (encrypted from the first byte); with it, those who gave an address are told by mail of new notices
cli-help-serve--mail-from = the address that mails are from
cli-help-serve--mail-user = the name by which the mail server knows this office, with --mail-secret-file
cli-help-serve--mail-secret-file = the file with the secret that belongs to the name, one line; it cannot be written on the command line
cli-help-serve--mail-link = the office’s address in mails, as https://guantong.example; only where it is not what --host and --address say
