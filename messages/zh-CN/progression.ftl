# 转段考核：办法的备案、计分和结果。

# 哪一份办法有效
decision-assessment-document-unknown = 《{ $document }》不在{ $issuer }{ $year }年{ $stage }学段转段办法的备案中。
decision-assessment-document-unknown-way = 备案有效的是《{ $holds }》（第 { $holds-version } 版）；要用别的办法，请先备案。
decision-assessment-document-of-another = 《{ $document }》是{ $rules-issuer }的办法；{ $stage }学段的这次转段按{ $issuer } { $year }年的办法执行。
decision-assessment-document-of-another-way = { $holds-version ->
    [0] 请先备案{ $issuer } { $year }年的办法。
   *[other] 备案有效的是《{ $holds }》（第 { $holds-version } 版）。
}
decision-assessment-document-of-another-year = 《{ $document }》是{ $rules-year }年的办法，考核在{ $year }年。
decision-assessment-document-of-another-year-way = { $holds-version ->
    [0] 请先备案{ $issuer } { $year }年的办法。
   *[other] 备案有效的是《{ $holds }》（第 { $holds-version } 版）。
}
decision-assessment-document-not-yet = 《{ $document }》自 { $from } 起施行，考核之日尚未施行。
decision-assessment-document-not-yet-way = { $holds-version ->
    [0] { $from } 起再考核；或请先备案考核之日有效的办法。
   *[other] 考核之日有效的是《{ $holds }》（第 { $holds-version } 版）。
}
decision-assessment-document-replaced = 《{ $document }》（第 { $version } 版）自 { $from } 起由《{ $holds }》（第 { $holds-version } 版）代替。
decision-assessment-document-replaced-way = 请按《{ $holds }》考核；{ $from } 以前已作的决定不变。
decision-assessment-no-rules = { $issuer }没有备案{ $year }年{ $stage }学段的转段办法，不能登记考核结果。
decision-assessment-no-rules-way = 请先备案办法：中职升高职为院校的规定，高职升本科为市教委当年的文件。

# 成绩
decision-assessment-no-marks = 《{ $document }》（第 { $version } 版）分项计分（{ $parts }），没有填写成绩，结果无从计算。
decision-assessment-no-marks-way = 请填写各项成绩，结果由系统按办法算出。
decision-assessment-mark-twice = { $part }填写了两个成绩：{ $mark } 分和 { $other } 分。
decision-assessment-mark-twice-way = 请只保留一个。
decision-assessment-mark-not-in-rules = 《{ $document }》（第 { $version } 版）没有{ $part }这一项。
decision-assessment-mark-not-in-rules-way = 请去掉这一项成绩，或核对所填的办法。
decision-assessment-mark-over-full = { $part } { $mark } 分，超过《{ $document }》（第 { $version } 版）规定的满分 { $full-marks } 分。
decision-assessment-mark-over-full-way = 请核对成绩。
decision-assessment-mark-missing = 按《{ $document }》（第 { $version } 版），还缺{ $missing }的成绩。
decision-assessment-mark-missing-way = 请补填；缺考的填 0 分。

# 结果
decision-assessment-passed-by-parts = { $stage }学段转段考核通过。依据《{ $document }》第 { $version } 版。{ $general-name } { $general } 分占{ $general-share }，{ $skill-name } { $skill } 分占{ $skill-share }{ $ability-parts ->
    [0] {""}
   *[other] ，{ $ability-name }加 { $ability } 分
}，合成 { $total } 分，合格标准 { $total-mark } 分；单项合格标准为{ $general-name } { $general-mark } 分、{ $skill-name } { $skill-mark } 分。
decision-assessment-failed-by-parts = { $stage }学段转段考核未通过。依据《{ $document }》第 { $version } 版。{ $general-name } { $general } 分占{ $general-share }，{ $skill-name } { $skill } 分占{ $skill-share }{ $ability-parts ->
    [0] {""}
   *[other] ，{ $ability-name }加 { $ability } 分
}，合成 { $total } 分，合格标准 { $total-mark } 分{ $ability-beside ->
    [0] {""}
   *[other] （不含加分为 { $compared } 分）
}；单项合格标准为{ $general-name } { $general-mark } 分、{ $skill-name } { $skill-mark } 分{ $below-count ->
    [0] {""}
   *[other] ，{ $below }未达单项合格标准
}。
decision-assessment-parts-disagree = 填写的结果是“{ $claimed }”，按《{ $document }》第 { $version } 版计算是“{ $computed }”。{ $general-name } { $general } 分占{ $general-share }，{ $skill-name } { $skill } 分占{ $skill-share }{ $ability-parts ->
    [0] {""}
   *[other] ，{ $ability-name }加 { $ability } 分
}，合成 { $total } 分，合格标准 { $total-mark } 分{ $ability-beside ->
    [0] {""}
   *[other] （不含加分为 { $compared } 分）
}；单项合格标准为{ $general-name } { $general-mark } 分、{ $skill-name } { $skill-mark } 分{ $below-count ->
    [0] {""}
   *[other] ，{ $below }未达单项合格标准
}。
decision-assessment-parts-disagree-way = 请核对各项成绩和结果。
decision-assessment-passed-by-papers = { $stage }学段转段考核通过。依据《{ $document }》第 { $version } 版。{ $paper-1-name } { $paper-1 } 分占{ $paper-1-share }，{ $paper-2-name } { $paper-2 } 分占{ $paper-2-share }，{ $coursework-name } { $coursework } 分占{ $coursework-share }{ $ability-parts ->
    [0] {""}
   *[other] ，{ $ability-name }加 { $ability } 分
}，合成 { $total } 分，合格标准 { $total-mark } 分。
decision-assessment-failed-by-papers = { $stage }学段转段考核未通过。依据《{ $document }》第 { $version } 版。{ $paper-1-name } { $paper-1 } 分占{ $paper-1-share }，{ $paper-2-name } { $paper-2 } 分占{ $paper-2-share }，{ $coursework-name } { $coursework } 分占{ $coursework-share }{ $ability-parts ->
    [0] {""}
   *[other] ，{ $ability-name }加 { $ability } 分
}，合成 { $total } 分，合格标准 { $total-mark } 分{ $ability-beside ->
    [0] {""}
   *[other] （不含加分为 { $compared } 分）
}{ $below-count ->
    [0] {""}
   *[other] ；{ $below }未达单项合格标准
}。
decision-assessment-papers-disagree = 填写的结果是“{ $claimed }”，按《{ $document }》第 { $version } 版计算是“{ $computed }”。{ $paper-1-name } { $paper-1 } 分占{ $paper-1-share }，{ $paper-2-name } { $paper-2 } 分占{ $paper-2-share }，{ $coursework-name } { $coursework } 分占{ $coursework-share }{ $ability-parts ->
    [0] {""}
   *[other] ，{ $ability-name }加 { $ability } 分
}，合成 { $total } 分，合格标准 { $total-mark } 分{ $ability-beside ->
    [0] {""}
   *[other] （不含加分为 { $compared } 分）
}{ $below-count ->
    [0] {""}
   *[other] ；{ $below }未达单项合格标准
}。
decision-assessment-papers-disagree-way = 请核对各项成绩和结果。

# 备案
decision-progression-rules-filed = 已备案{ $issuer } { $year }年{ $stage }学段转段办法《{ $document }》第 { $version } 版，自 { $from } 起施行，{ $composition }，合格标准 { $pass-mark } 分。
progression-rules-weights = { $file } 第{ $line }行“{ $key }”：各项权重合计 { $sum }%，应为 { $whole }%（{ $clause }）。
progression-rules-composition = { $file } 第{ $line }行“{ $key }”：各项（{ $parts }）不成一种组成：或者文化素质和职业技能两部分，或者两门专业课、平时科目成绩；两种都可以另加能力突出项目（{ $clause }）。
progression-rules-part-twice = { $file } 第{ $line }行“{ $key }”：{ $part }写了不止一次（{ $clause }）。
progression-rules-no-weight = { $file } 第{ $line }行“{ $key }”：{ $part }没有权重（{ $clause }）。
progression-rules-part-no-pass-mark = { $file } 第{ $line }行“{ $key }”：{ $part }没有写合格标准：两部分各须有合格标准，总分也须有（{ $clause }）。
progression-rules-part-pass-mark = { $file } 第{ $line }行“{ $key }”：{ $part }的合格标准 { $pass-mark } 分，须大于 0，不超过满分 { $full-marks } 分（{ $clause }）。
progression-rules-part-full-marks = { $file } 第{ $line }行“{ $key }”：{ $part }的满分 { $full-marks } 分，须在 1 到 { $full-marks-max } 之间（{ $clause }）。
progression-rules-coursework = { $file } 第{ $line }行“{ $key }”：{ $part }权重 { $weight }%，不得少于 { $least }%（{ $clause }）。
progression-rules-paper-no-name = { $file } 第{ $line }行“{ $key }”：{ $part }没有写科目名称（{ $clause }）。
progression-rules-ability-weight = { $file } 第{ $line }行“{ $key }”：{ $part }是加分，不占权重，不能写权重 { $weight }%（{ $clause }）。
progression-rules-ability-pass-mark = { $file } 第{ $line }行“{ $key }”：{ $part }是加分，不能有合格标准（{ $clause }）。
progression-rules-full-marks = { $file } 第{ $line }行“{ $key }”：总分满分写作 { $full-marks } 分，应为 { $sum } 分：计权部分 { $whole } 分，加分最多 { $ability } 分（{ $clause }）。
progression-rules-pass-mark = { $file } 第{ $line }行“{ $key }”：总分合格标准 { $pass-mark } 分，须大于 0，不超过 { $most } 分（加分不能替代计权部分）（{ $clause }）。
progression-rules-from-too-late = { $file } 第{ $line }行“{ $key }”：施行日期 { $from } 在所属年份（{ $year }年）之后，永远用不上。
progression-rules-last-stage = { $file } 第{ $line }行“{ $key }”：本科是最后一个学段，没有转段，也没有转段办法（{ $clause }）。
progression-rules-not-the-commission = { $file } 第{ $line }行“{ $key }”：{ $stage }学段以后的转段属于“专升本”，按市教委当年的文件执行，{ $institution }不能备案（{ $clause }）。
progression-rules-not-an-institution = { $file } 第{ $line }行“{ $key }”：{ $stage }学段以后的转段按各院校制定的规定执行，市教委的文件不能代替（{ $clause }）。
progression-rules-not-front = { $file } 第{ $line }行“{ $key }”：“{ $institution }”不是承担贯通培养的前段院校，请写院校全称（{ $clause }）。
progression-rules-before-earlier = { $file } 第{ $line }行“{ $key }”：第 { $version } 版自 { $from } 起施行，早于第 { $earlier } 版的施行日期 { $earlier-from }。
progression-rules-version-taken = { $file } 第{ $line }行“{ $key }”：{ $issuer } { $year }年已经备案第 { $latest } 版，新的一版须从第 { $next } 版起，不能是第 { $version } 版。
conflict-progression-rules-twice = 您填写期间，这一版转段办法已由别人备案。请重新打开核对后再备案。

# 办法文件
progression-file-syntax = { $file } 第{ $line }行“{ $key }”：读不懂这一行：{ $detail }。
progression-file-missing = { $file } 第{ $line }行“{ $key }”：缺少这一项。
progression-file-unknown-key = { $file } 第{ $line }行“{ $key }”：没有这一项，可用：{ $known }。
progression-file-empty = { $file } 第{ $line }行“{ $key }”：没有内容。
progression-file-wants-text = { $file } 第{ $line }行“{ $key }”：应为文字，如 "…"。
progression-file-wants-number = { $file } 第{ $line }行“{ $key }”：应为 { $least } 到 { $most } 的整数。
progression-file-wants-decimal = { $file } 第{ $line }行“{ $key }”：应为不超过六位小数的数，如 60 或 60.5。
progression-file-wants-date = { $file } 第{ $line }行“{ $key }”：应为日期，如 2026-05-01。
progression-file-wants-components = { $file } 第{ $line }行“{ $key }”：应为一项或多项 [[component]]。
progression-file-word-unknown = { $file } 第{ $line }行“{ $key }”：不认识“{ $word }”，可用：{ $known }。
progression-file-three-papers = { $file } 第{ $line }行“{ $key }”：专业课最多两门。

# 命令行
cli-help-progression = 转段考核办法的备案
cli-help-progression-file = 备案一份转段考核办法
cli-help-progression-file-examples =
    示例：
      guantong progression file 转段办法2026.toml --check
      guantong progression file 转段办法2026.toml --by 李老师
    退出码：0 已备案或没有变化；2 文件有误，什么也没写
cli-help-progression-file--file = 办法文件（TOML）
cli-help-progression-file--check = 只检查，不备案
cli-help-progression-file--by = 备案人
cli-help-progression-file--data = 数据文件夹
cli-help-progression-list = 列出备案的办法，各版都列
cli-help-progression-list--data = 数据文件夹
cli-help-progression-show = 显示一份办法的各项、权重和合格标准
cli-help-progression-show-examples =
    示例：
      guantong progression show 北京市昌平职业学校 --year 2026
      guantong progression show commission --year 2028 --version 1 --text
cli-help-progression-show--issuer = 院校全称；市教委写 commission
cli-help-progression-show--year = 年份
cli-help-progression-show--version = 第几版；不写则为最新一版
cli-help-progression-show--text = 原样输出备案的文件
cli-help-progression-show--data = 数据文件夹
cli-progression-filed = 已备案：{ $issuer } { $year }年《{ $title }》第 { $version } 版，自 { $from } 起施行
cli-progression-unchanged = 没有变化：{ $issuer } { $year }年《{ $title }》第 { $version } 版早已备案，没有写入
cli-progression-checked = 可以备案：{ $issuer } { $year }年《{ $title }》第 { $version } 版。只作检查，没有写入。
cli-progression-none = { $directory } 里没有备案的转段办法。
cli-progression-not-found = 没有备案“{ $issuer }”{ $year }年的转段办法。
cli-progression-line = { $issuer }  { $year }年  { $stage }学段后  第 { $version } 版  自 { $from }  《{ $title }》  { $composition }，合格标准 { $pass-mark } 分
cli-progression-component = { $name }：权重 { $weight }%，满分 { $full-marks } 分，{ $has-pass-mark ->
    [0] 不设单项合格标准
   *[other] 合格标准 { $pass-mark } 分
}
cli-progression-component-ability = { $name }：加分，最多 { $full-marks } 分
cli-progression-total = 总分：满分 { $full-marks } 分，合格标准 { $pass-mark } 分
cli-progression-source = 文件 { $name }，摘要 { $digest }；{ $by } 备案

# 词
word-part-general = 文化素质
word-part-skill = 职业技能
word-part-paper-1 = 专业课一
word-part-paper-2 = 专业课二
word-part-coursework = 平时科目成绩
word-part-ability = 能力突出项目
word-composition-two-parts = 文化素质加职业技能
word-composition-papers = 两门专业课加平时科目成绩
word-rules-issuer-commission = 市教委
word-share-10 = 一成
word-share-20 = 二成
word-share-30 = 三成
word-share-40 = 四成
word-share-50 = 五成
word-share-60 = 六成
word-share-70 = 七成
word-share-80 = 八成
word-share-90 = 九成
