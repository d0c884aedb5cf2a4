# 计划衔接：两年计划之间停招、换合作高校的项目，以及由此受影响的学生。
page-nav-continuity = 计划衔接

continuity-title = 计划衔接
continuity-title-years = 计划衔接：{ $from }年至{ $to }年
continuity-lead = 两年招生计划之间哪些项目停招、更换了合作本科高校，休学或可以留级的学生因此会怎样。每个结果都由办理时的同一套规则算出。
continuity-import = 导入招生计划
continuity-empty = 还不能比较
continuity-empty-one = 目前只有{ $year }年一年的招生计划，比较需要两年。
continuity-empty-none = 还没有招生计划，比较需要两年。
continuity-empty-then = 请导入另一年的计划表，逐项核对后定稿；定稿之后，这里列出停招和更换合作高校的项目，以及受影响的学生。
continuity-no-year = “{ $given }”不是年份。请从列表中选择有招生计划的年份。
continuity-years-order = 比较要从较早的一年到较晚的一年，{ $from }年不早于{ $to }年。请调换或另选年份。

continuity-from = 较早年份
continuity-to = 较晚年份
continuity-on = 按哪一天办理
continuity-compare = 比较
continuity-as-of = 按{ $on }办理
continuity-csv = 导出学生 CSV
continuity-xlsx = 导出学生 Excel
continuity-file = 计划衔接_{ $from }_{ $to }
continuity-sheet = 受影响学生

continuity-programmes = 项目变化
continuity-fate = 变化
continuity-fate-dropped = 停招
continuity-fate-partner-changed = 更换合作高校
continuity-fate-new = 新增
continuity-fate-unchanged = 继续招生
continuity-unit = 个
continuity-places = 计划 { $places-text } 人
continuity-places-of = 计划人数
continuity-places-now = { $was } → { $now }
continuity-partner-now = 现为{ $partner }
continuity-same = { $from }年的项目在{ $to }年全部继续招生，也没有新增。

continuity-situation = 情形
continuity-situation-on-leave = 休学，复学进入{ $cohort }级
continuity-situation-failed = 未通过转段，留级进入{ $cohort }级
continuity-prospect = 结果
continuity-prospect-keeps = 原项目继续
continuity-prospect-joins-another = 转入其他项目
continuity-prospect-loses = 失去位置
continuity-prospect-referred = 提请决定
continuity-prospect-no-plan = 计划未定
continuity-prospect-barred = 与计划无关
continuity-clauses = 依据
continuity-could-join = 可以转入
continuity-join-none = 没有
continuity-choice = { $major }（{ $partner }）
continuity-stage-cohort = { $cohort }级，{ $stage }阶段
continuity-count = { $students-text } 人

continuity-losing = 失去位置的学生
continuity-losing-why = 下一届没有可以进入的相同或相近专业，或者学校不再承担贯通培养任务。
continuity-losing-none = 没有学生因项目变化失去位置。
continuity-deciding = 须由主管部门决定的学生
continuity-deciding-why = 通知没有规定的情形，系统不作判断。
continuity-joining = 转入其他项目的学生
continuity-joining-why = 原项目下一届没有班级，可以进入相同或相近专业；有几个时按排序进入第一个，也可以另选。
continuity-joining-none = 没有学生需要转入其他项目。
continuity-keeps = 另有 { $students-text } 人进入的一届仍开设原项目，不受影响。
continuity-barred = 另有 { $students-text } 人不因计划变化受影响：已留级一次，或者本科阶段未通过，由学校按学籍规定处理。
continuity-no-plan = 另有 { $students-text } 人要进入的年级还没有招生计划，现在不能判断；该年计划定稿后再比较。

continuity-risk = 在读班级的风险
continuity-risk-count = { $classes-text } 个班级、{ $students-text } 人一旦留级或休学就会失去位置
continuity-risk-why = 停招或更换合作高校的项目中正在就读的班级：学生现在未通过学业或休学一年，会怎样。按没有留过级、没有休过学的学生计算。
continuity-untouched = 另有 { $classes-text } 个班级，留级或休学以后要进入的一届仍开设原项目，或者与计划无关。
continuity-risk-none = 这些项目没有在读学生。
continuity-studying = 在读人数
continuity-failing = 如未通过
continuity-leaving = 如休学一年
continuity-follows-joins = { $cohort }级：{ $programme }
continuity-follows-class = 进入{ $cohort }级时
continuity-follows-no-plan = { $cohort }级还没有招生计划
