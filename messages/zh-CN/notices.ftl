# 通知、邮件、提醒与催办。
notices-title = 通知
notices-lead = { $unread } 条未读。
notices-lead-none = 没有未读的通知。
notices-list = 全部通知
notices-empty = 还没有通知。
notices-empty-then = 有申请到了您这里、您的申请有了结果、期限快到时，会在这里告诉您。
notices-unread = 未读
notices-done = 已办
notices-read = 标为已读
notices-read-all = 全部标为已读
notices-read-at = { $at }已读
notices-as = 以{ $role }身份
notices-confirm = 我已阅知，确认收到
notices-confirmed = 已记下您收到了决定，申诉期限从今天起算。
notices-mail = 有新通知时，可以发邮件告诉您。
notices-mail-give = 填写邮箱
notices-next = 下一页
notice-desk = { $kind }申请 { $request } 到了“{ $desk }”环节，等您办理。
notice-desk-due = { $kind }申请 { $request } 到了“{ $desk }”环节，请在{ $due }前办理。
notice-consent = { $kind }申请 { $request } 需要您以监护人身份表示是否同意。
notice-hearing = { $kind } { $request }：在作出决定前，您可以陈述和申辩，请在{ $due }前提交。
notice-returned = { $kind }申请 { $request } 退回补正，请按意见补齐后重新提交。
notice-agreed = { $kind }申请 { $request } 已同意。
notice-refused = { $kind }申请 { $request } 没有同意，理由见申请页。
notice-adverse-refused = { $kind }申请 { $request } 没有同意。不服的，可以在确认收到之日起 { $days } 日内申诉；没有确认收到的，最晚到{ $until }。
notice-adverse-agreed = 学校决定：{ $kind }（{ $request }）。不服的，可以在确认收到之日起 { $days } 日内申诉；没有确认收到的，最晚到{ $until }。
notice-upheld = { $kind } { $request } 成立，原决定重新办理。
notice-dismissed = { $kind } { $request }：维持原决定。仍然不服的，可以在确认收到之日起 { $days } 日内向市教委申诉；没有确认收到的，最晚到{ $until }。
notice-dismissed-last = { $kind } { $request }：维持原决定，理由见申请页。
notice-served = { $kind } { $request } 的决定已经送达，申诉最晚在{ $until }前提出。
notice-not-registered = { $on }没有报到注册，入学资格已按未报到处理。不服的，最晚在{ $until }前申诉。
notice-record-adverse = 学校在{ $on }办理了“{ $command }”。不服的，最晚在{ $until }前申诉。
notice-record-refused = { $on }的“{ $command }”依条款没有办成，理由见学籍档案。不服的，最晚在{ $until }前申诉。
notice-examination-record = 转段考试 { $id } 已备案，请把本校学生的结果记入学籍。
notice-examination-filed = 转段考试 { $id } 已报备案。
notice-moved = { $on }起，“{ $batch }”已经为您办好。
notice-due-soon = { $kind }申请 { $request } 在“{ $desk }”环节的期限快到了，请在{ $due }前办理。
notice-overdue = { $kind }申请 { $request } 在“{ $desk }”环节已过期限（{ $due }），请尽快办理。
notice-overdue-asked = 您提出的{ $kind }申请 { $request } 在“{ $desk }”环节过了期限（{ $due }）还没有办理，已经催办。
notice-overdue-commission = { $kind }申请 { $request } 在“{ $desk }”环节过了期限（{ $due }）还没有办理，请督促。
todo-soon = 快到期限
request-told-reminded-soon = 提醒：“{ $desk }”环节应在{ $due }前办理
request-told-reminded-over = 催办：“{ $desk }”环节已过期限（{ $due }）
request-by-itself = 系统自动

mail-notices-subject = 贯通培养系统：您有新通知
mail-notices-body =
    您好。贯通培养系统里有给您的新通知。
    请登录后查看：{ $link }
    邮件里不写具体内容。这封邮件由系统自动发出，请不要回复。
mail-code-subject = 贯通培养系统：邮箱验证码
mail-code-body =
    您好。有人在贯通培养系统的账号里填写了这个邮箱。
    验证码：{ $code }，三十分钟内有效。
    系统网址：{ $link }
    如果不是您本人，请不要理会这封邮件，也不要把验证码告诉别人。

own-mail-title = 通知邮箱
own-mail-lead = 有新通知时，发邮件告诉您去看。邮件里不写具体内容。
own-mail-now = 现在的邮箱
own-mail-none = 没有邮箱，通知只在系统里看得到。
own-mail-none-short = 没有填写
own-mail-to = 设置
own-mail-remove = 不再收邮件
own-mail-code-title = 填写验证码
own-mail-code-lead = 验证码已发到 { $address }，三十分钟内有效。没有收到的，请看垃圾邮件，或者重新获取。
own-mail-code = 验证码
own-mail-confirm = 确认邮箱
own-mail-give = 填写邮箱
own-mail-change = 换一个邮箱
own-mail-give-lead = 验证码会发到这个邮箱，确认之后才开始使用。
own-mail-address = 邮箱地址
own-mail-send-code = 获取验证码
own-mail-not-connected = 本系统没有接通邮件服务器，暂时不能填写邮箱。
mail-address-bad = 这不像一个邮箱地址，写成 name@example.cn 这样。
mail-code-wrong = 验证码不对，或者已经失效。请核对，或者重新获取。
mail-not-connected = 本系统没有接通邮件服务器，没有发出验证码。
conflict-mail-gone = 这封邮件已经不在发件箱里，或者收件人没有邮箱了。请重新查看。

outbox-title = 发件箱
outbox-lead = 等着发出的和没有发成的邮件。这里看不到内容和地址。
outbox-not-connected = 这个服务没有接通邮件服务器（--mail-server），不会发出邮件。
outbox-list = 邮件
outbox-empty = 没有等着发出的邮件，也没有发不出的。
outbox-empty-then = 邮件发不出去时，会在这里写明原因。
outbox-for = 收件人
outbox-kind = 内容
outbox-state = 进展
outbox-why = 原因
outbox-do = 处理
outbox-tries = 试了 { $tries } 次，最多 { $most } 次
outbox-next = { $at }再试
outbox-again = 再发一次
outbox-drop = 不再发
word-mail-kind-notices = 有新通知
word-mail-kind-code = 邮箱验证码
word-mail-state-waiting = 等着发出
word-mail-state-sent = 已发出
word-mail-state-given-up = 没有发成
word-action-notice-read = 查看通知
word-action-mail-keep = 管理发件箱
word-action-mail-give = 填写邮箱
word-action-mail-confirm = 确认邮箱
word-action-mail-remove = 删除邮箱
word-action-mail-again = 再发邮件
word-action-mail-drop = 不再发邮件

word-health-mail = 邮件发得出去
word-health-way-mail = 请检查邮件服务器；没有发成的邮件和原因，系统管理员可在“发件箱”里看到，处理后再发或不再发。
cli-serve-mail = 有新通知时经 { $server } 发邮件，邮件里的网址是 { $link }。
cli-serve-mail-server = 邮件服务器 { $value } 不能用：写成 smtp://主机:端口 或 smtps://主机:端口，不带用户名和密码。
cli-serve-mail-from = 发件人 { $value } 不是一个邮箱地址：写成 guantong@example.cn。
cli-serve-mail-link = 网址 { $value } 不能用：写成 https://guantong.example，后面不带路径。
cli-serve-mail-link-needed = 从 { $address } 看不出人员用哪个网址打开本系统：请用 --mail-link 写明，或者用 --host 写明域名。
cli-serve-mail-secret = { $file } 里应当只有一行密码。
cli-help-serve--mail-server = 邮件服务器：smtp://主机:端口（STARTTLS 加密）或 smtps://主机:端口（直接加密）。写了它，有新通知时发邮件告诉填写了邮箱的人
cli-help-serve--mail-from = 发件人的邮箱地址
cli-help-serve--mail-user = 登录邮件服务器的用户名，与 --mail-secret-file 一起使用
cli-help-serve--mail-secret-file = 登录邮件服务器的密码所在的文件，一行。密码不能写在命令行上
cli-help-serve--mail-link = 邮件里写的本系统网址，如 https://guantong.example；与 --host、--address 推得的不同时才要写
