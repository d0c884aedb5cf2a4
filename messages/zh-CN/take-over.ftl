# 接续办理：办公室启用前的经历。先是决定，再是不能接续的原因。
decision-past-kept = { $done-on }的“{ $done }”按当时的办理结果沿用；按现行规定不予办理。
decision-past-kept-undecided = { $done-on }的“{ $done }”按当时的办理结果沿用；按现行规定应提请{ $decider }决定。
decision-past-registered-elsewhere = { $done-on }的“{ $done }”沿用：当时注册为{ $told }学籍，按现行规定应注册为{ $ruled }学籍。
decision-past-not-issued = { $done-on }的“{ $done }”沿用：当时没有填写{ $certificate }，按现行规定此时应由{ $issuer }颁发。
decision-past-issued-beyond = { $done-on }的“{ $done }”沿用：当时颁发了{ $certificate }（{ $number }），按现行规定此时不颁发。
decision-past-issued-elsewhere = { $done-on }的“{ $done }”沿用：{ $certificate }由{ $told }颁发，按现行规定应由{ $ruled }颁发。
decision-past-issued-early = { $done-on }的“{ $done }”沿用：{ $certificate }的日期是{ $issued-on }，早于完成的日期。
decision-past-otherwise = { $done-on }的“{ $done }”按当时的办理结果沿用；按现行规定会有另外的结果（年级、项目或去向不同）。
word-past-admission = 录取建档
word-past-ending = 结束学业
word-fact-done = 当时的办理
word-fact-done-on = 当时办理的日期
word-fact-told = 当时是
word-fact-ruled = 按现行规定
word-fact-issued-on = 证书日期
word-fact-decider = 由谁决定
word-past-any-stage = 在校期间
word-similarity-as-told = 按当时办理结果沿用
take-over-no-history = 没有填写任何经历，无法接续。至少填写报到日期；没有报到的，填写结束方式“未报到”和日期。
take-over-programme-unknown = 项目“{ $programme }”既不在招生计划中，也不在“历年项目”表中。请核对编号，或在“历年项目”表中补上这个项目。
take-over-after-today = “{ $what }”（{ $stage }）的日期{ $date }晚于今天（{ $today }）。只接续已经发生的事，请核对日期。
take-over-before-entry = “{ $what }”（{ $stage }）的日期{ $date }早于入学年份 { $entry-year }。请核对日期或入学年份。
take-over-leave-until = 休学截止日期{ $until }不晚于开始日期{ $date }。请核对两个日期。
take-over-goes-back = “{ $what }”（{ $stage }）的日期{ $date }早于它前面的“{ $before }”（{ $before-stage }）的日期{ $before-date }。请核对两个日期。
take-over-certificate-after-today = 证书日期{ $date }晚于今天（{ $today }）。请核对日期。
take-over-number-twice = 证书编号 { $number } 在同一行中出现两次。每份证书一个编号，请核对。
take-over-certificate-stage = 填写了{ $certificate }（{ $number }），但该生没有进入{ $stage }学段。请补填升学日期，或删去证书。
take-over-certificate-not-complete = 填写了{ $certificate }（{ $number }），但没有{ $stage }学段完成学业的日期。请补填完成日期，或删去证书。
take-over-certificate-not-ended = 填写了{ $certificate }（{ $number }），但没有结束方式和日期。请补填，或删去证书。
take-over-now-differs = 填写的是“{ $told }”，按经历推算应是“{ $follows }”。请核对这一格或经历。
take-over-after-end = “{ $what }”（{ $stage }）在{ $date }，但学籍已于{ $last }结束。请核对两个日期，或删去其中一项。
take-over-before-registration = “{ $what }”（{ $stage }）在{ $date }，此前没有报到注册。请补填报到日期，且不晚于这一天。
take-over-registered-twice = “{ $what }”在{ $date }，但此前已经报到注册。请删去其中一项。
take-over-other-stage = “{ $what }”属于{ $stage }学段，但{ $date }时该生在{ $present-stage }学段。请核对日期或升学日期。
take-over-stage-skipped = “{ $what }”到{ $stage }学段，但{ $date }时该生在{ $present-stage }学段，不能越过或重复学段。请核对各次升学日期。
take-over-completed-twice = “{ $what }”（{ $stage }）在{ $date }，但该学段此前已经结束，其间没有留级。请补填留级日期，或删去其中一项。
take-over-on-leave-already = 休学自{ $date }起，但此前的休学还没有复学日期。请补填前一次的复学日期。
take-over-not-on-leave = 复学在{ $date }，此前没有休学。请补填休学日期，或删去复学日期。
take-over-cohort-missing = { $date }复学后所在的年级没有填写，按现行规定也推不出。请填写复学年级。

# 表格：表、标题和单元格
take-over-no-sheet = 文件里没有“学生”表：前十行中找不到标题“学号”。请用模板填写后再上传。
take-over-headings-missing = “{ $sheet }”表缺少标题：{ $missing }。请从模板补上这些列。
take-over-heading-twice = “{ $sheet }”表的标题“{ $heading }”出现两次（{ $cell }）。请删去其中一列。
take-over-no-lines = “学生”表的标题下面没有一行学生。请填写后再上传。
take-over-cell-empty = “{ $column }”没有填写。这一格必须填写。
take-over-cell-number = “{ $column }”是数字 { $value }，不是文本：开头的零、末几位可能已经丢失，系统不替您补。请把这一格设成文本后重新填写。
take-over-cell-not-words = “{ $column }”的内容“{ $value }”不是文字。请重新填写。
take-over-cell-choice = “{ $column }”填写的“{ $value }”不在可选的词中。可选：{ $known }。
take-over-cell-date = “{ $column }”填写的“{ $value }”不是日期。请写成 2021-09-01 或 2021年9月1日，或用表格的日期格式。
take-over-cell-year = “{ $column }”填写的“{ $value }”不是 2000 至 2199 之间的年份。请写成 2021。
take-over-cell-score = “{ $column }”填写的“{ $value }”不是分数。请写成 512 或 512.5。
take-over-cell-score-over = “{ $column }”填写的 { $value } 分高于满分 { $most } 分。请核对。
take-over-cell-district = “{ $column }”填写的“{ $value }”不是北京市的区。请填区名（如“海淀区”）或六位区划代码。
take-over-cell-with = 填写了“{ $other }”，没有填写“{ $column }”。请补填，或两格都空着。
take-over-cell-digits = “{ $column }”填写的“{ $value }”应是 { $digits } 位数字。请核对专业目录。
take-over-cell-class = 录取成绩“{ $value }”不是分数。该年级没有招生的空着，招了没有录取的写“{ $none }”。
take-over-student-twice = 学号 { $value } 在第 { $row } 行已经出现过。同一学生只填一行，请核对。
take-over-student-known = 学号 { $value } 的学生已有学籍档案（{ $id }），系统不会覆盖。请先与档案核对：是同一人的，从表中删去这一行；学号与别的学校重复的，在学号前加院校代码。
take-over-number-elsewhere = 证书编号 { $number } 在第 { $row } 行已经出现过。每份证书一个编号，请核对。
take-over-number-used = 证书编号 { $number } 已被本办公室的其他档案使用。请核对编号。
take-over-programme-twice = 项目编号 { $value } 在第 { $row } 行已经出现过。一个项目只填一行，各年级的录取成绩填在同一行。
take-over-programme-differs = 项目编号 { $value } 已有登记，院校、专业或类别与这一行不同。请核对，或换一个编号。
take-over-programme-no-class = 这个项目没有一个年级的录取成绩。请在“××××级录取成绩”列填写。
take-over-class-differs = { $year }级的录取成绩与已登记的不同。请核对。

# 冲突
conflict-take-over-stale = 核对之后，招生计划、历年项目或档案有了变化，现在写入的会与您看到的不同，因此没有写入。请重新核对后再确认。
conflict-take-over-done = 这个文件已经接续过，没有再次写入。

# 模板的说明
take-over-sheet = 表
take-over-heading = 标题
take-over-needed = 必填
take-over-how = 怎样填写
take-over-needed-yes = 是
take-over-needed-no = 否
take-over-how-words = 按文本填写，开头的零要保留；这一列已经设成文本。
take-over-how-text = 文字。院校名称写全称。
take-over-how-date = 日期：2021-09-01、2021年9月1日，或表格的日期格式。
take-over-how-year = 四位年份，如 2021。
take-over-how-score = 分数，如 512 或 512.5。
take-over-how-choice = 从这些词中选一个：{ $known }。
take-over-how-class = 每个年级一列，如“2021级录取成绩”，可以照样增加年份。该年级没有招生的空着，招了没有录取的写“{ $none }”。
take-over-note-order = 列的先后可以改动，可以增加自己的列；没有用到的列可以删去（必填的除外）。
take-over-note-past = 过去的办理与现行规定不一致的，照实填写：系统沿用，并注明与哪一条不一致，不会拒绝。
take-over-note-columns = 核对后可以下载自己的表：每一行后面写明结果，有问题的格标红，沿用的标黄。
take-over-note-number = 没有填“学籍院校”和“发证院校”的，按现行规定推算。同一学生只填一行。

# 命令行
cli-help-take-over = 接续办公室启用前已在读的学生
cli-help-take-over-template = 写出待填的模板
cli-help-take-over-template-examples =
    示例：
      guantong take-over template --out 在籍学生.xlsx
cli-help-take-over-template--out = 模板写到哪里（XLSX）
cli-help-take-over-template--data = 数据文件夹
cli-help-take-over-check = 逐行核对，什么也不写入
cli-help-take-over-check-examples =
    示例：
      guantong take-over check 在籍学生.xlsx
      guantong take-over check 在籍学生.xlsx --out 在籍学生-核对结果.xlsx
    退出码：0 可以确认；1 有的行不能接续，或已接续过；2 文件有误
cli-help-take-over-check--file = 填好的表（XLSX、XLS；只有学生的也可以是 CSV）
cli-help-take-over-check--out = 原表附上核对结果写到哪里（XLSX）
cli-help-take-over-check--data = 数据文件夹
cli-help-take-over-confirm = 接续核对过的表中的全部学生
cli-help-take-over-confirm-examples =
    示例：
      guantong take-over confirm 在籍学生.xlsx --checked 核对时显示的摘要 --by 张老师
    退出码：0 已全部接续；1 与核对时不同，或已接续过，没有写入；2 文件有误，没有写入
cli-help-take-over-confirm--file = 核对过的表
cli-help-take-over-confirm--checked = 核对时显示的摘要
cli-help-take-over-confirm--by = 确认人
cli-help-take-over-confirm--data = 数据文件夹
cli-take-over-written = 已写到 { $file }
cli-take-over-faulty = 第 { $row } 行 { $name }（{ $number }）{ $cell }：
cli-take-over-kept = 第 { $row } 行 { $name }（{ $number }）沿用：
cli-take-over-programme = “历年项目”表 { $cell }：
cli-take-over-before = 这个文件已由{ $by }接续过，共 { $students } 名学生。
cli-take-over-sum = 共 { $lines } 行：符合规定 { $taken } 行，沿用 { $kept } 行，有误 { $faulty } 行。
cli-take-over-checked = 可以确认。核对摘要：{ $checked }
cli-take-over-done = 已接续 { $students } 名学生，其中 { $kept } 步按当时的办理结果沿用。

# 页面
page-nav-take-over = 在籍学生接续
page-take-over-title = 在籍学生接续
page-take-over-lead = 办公室启用前已经在读的学生，从一张表连同经历一并接续。每一步都按现行规定核对；过去的办理与规定不一致的，照实沿用并注明。
page-take-over-steps = 步骤
page-take-over-step-template = 下载模板
page-take-over-step-upload = 上传
page-take-over-step-check = 逐行核对
page-take-over-step-confirm = 确认
page-take-over-upload = 上传填好的表
page-take-over-file = 文件
page-take-over-file-hint = XLSX、XLS；只有学生的也可以是 CSV。不超过 { $mib } MB。上传后只核对，不写入档案。
page-take-over-upload-go = 上传并核对
page-take-over-template = 模板
page-take-over-template-why = “学生”表一人一行；招生计划里没有的往年项目填在“历年项目”表；第三张表说明每一列怎样填。
page-take-over-template-go = 下载模板（XLSX）
page-take-over-file-name = 在籍学生接续模板.xlsx
page-take-over-drafts = 核对中的表
page-take-over-done-list = 已接续的表
page-take-over-done-of = 接续 { $students } 名学生，沿用 { $kept } 步，{ $by }
page-take-over-wrong = 文件没有存下：
page-take-over-no-file = 没有选择文件。
page-take-over-result = 核对结果
page-take-over-taken = 符合规定
page-take-over-kept = 沿用
page-take-over-faulty = 有误
page-take-over-kept-mark = 沿用
page-take-over-told-mark = 接续
page-take-over-lines = 逐行结果
page-take-over-row = 行
page-take-over-student = 学生
page-take-over-now = 接续后
page-take-over-finding = 核对结果
page-take-over-nothing = 没有这样的行。
page-take-over-fine = 各步都符合规定，共 { $entries } 步。
page-take-over-cell = { $cell }：
page-take-over-programmes = “历年项目”表的问题
page-take-over-classes = 将登记往年的班级 { $classes } 个
page-take-over-back = 下载自己的表（附核对结果）
page-take-over-back-name = { $name }-核对结果.xlsx
page-take-over-confirm = 确认
page-take-over-confirm-why = 确认后 { $students } 名学生一次全部建档，或一个也不建。沿用的 { $kept } 行在学生页注明。
page-take-over-confirm-blocked = 还有 { $faulty } 处有误，改正后重新上传才能确认。
page-take-over-confirm-before = 这个文件已经接续过，不会再次写入。
page-take-over-by = 确认人
page-take-over-confirm-go = 确认接续
page-take-over-drop = 不接续，移走这张表
page-take-over-drop-then = 移走后档案没有任何变化；文件仍按摘要保存。
page-take-over-digest = 文件摘要
page-take-over-checked = 核对摘要
page-take-over-next = 下一页
page-take-over-conflict = 没有写入
page-record-taken-over = 启用前已在读，由学校接续
page-take-over-why = { $kept }（{ $no }）
