# 录取通知书和录取结果说明。
letter-title = 录取通知书
letter-of = { $name }的录取通知书
letter-lead = 按已经公布的录取结果和招生计划生成。打印后由录取院校盖章发出；内容以查验到的为准。
letter-number = 通知书编号
letter-to = { $name } 同学（报名号 { $no }）：
letter-says = 经北京市 { $year } 年高级中等学校{ $round }录取，你以录取总分 { $total } 分、第 { $preference } 志愿，被{ $school }{ $alone ->
    [yes] {""}
   *[no] {"与"}{ $partner }联合实施
}的贯通培养项目“{ $major }”专业（{ $track }）录取。项目从中职、高职到本科分三个阶段，共七年。
letter-years-caption = 七年在哪里就读，学籍在哪里
letter-when = 学年
letter-years = 第 { $from } 至 { $to } 学年
letter-studies-at = 就读院校
letter-arrive = 请在学校公布的日期到校报到。
letter-arrival-from = （{ $document }第 { $first } 至 { $last } 条）
letter-seal = （盖章）
letter-published = 录取结果公布于 { $on }
letter-published-on = 录取结果公布
letter-check = 扫码，或在“证书和通知书查验”输入编号和查验码，可以核对这份通知书。
letter-clauses = 依据
letter-not-in-force = 这份录取已经不再有效：没有报到或入学资格已取消，见学籍档案的办理记录。
letter-institution = 录取院校
letters-title = { $name }：录取通知书
letters-lead = { $year } 年录取、尚未取消的 { $count } 人，每人一页。打印本页，盖章后发出。
letters-none = { $year } 年这个专业没有可以由你打印的录取通知书：录取结果还没有公布、学籍档案还没有建立，或者不是你校录取的学生。
letters-print = 打印录取通知书
explanation-title = 录取结果说明
explanation-says = 你参加了北京市 { $year } 年贯通培养{ $round }录取，录取总分 { $total } 分。
explanation-rank = 在有资格的 { $of } 人中居第 { $rank } 位。
explanation-outcome = 结果：{ $outcome }。
explanation-choice = 第 { $position } 志愿　{ $name }：
explanation-digest = 公布的结果摘要（每人的结果都可以据此核对）：
check-letter-in-force = 这份录取通知书有效。
check-letter-void = 已失效
check-letter-says-void = 这份录取通知书已经失效：没有报到，或录取已更正、入学资格已取消。
