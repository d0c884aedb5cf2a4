# 学籍档案的决定：每个代码一句，不予办理和提请决定的另有一句出路（-way）。

# 录取建档
decision-admitted = 中考成绩 { $score } 分，不低于最低录取分数线 { $floor } 分，录取到{ $school }{ $major }，{ $cohort }级，学籍档案已建立。
decision-admit-below-floor = 中考成绩 { $score } 分，低于最低录取分数线 { $floor } 分，不能录取。
decision-admit-below-floor-way = 成绩有误的，先向考试院核对更正。
decision-admit-programme-unknown = 招生计划中没有项目“{ $programme }”。
decision-admit-programme-unknown-way = 请核对项目编号，或先办理计划调整。
decision-admit-not-offered = { $school }{ $major }没有{ $cohort }级的招生计划。
decision-admit-not-offered-way = 请核对年级，或先办理计划调整。

# 先后次序和学籍状态
decision-date-goes-back = 办理日期{ $date }早于本档案上一次办理的日期{ $last }。
decision-date-goes-back-way = 请填写不早于{ $last }的日期；前面办错的，用“更正”。
decision-record-exited = 已于{ $date }在完成{ $stage }学段后毕业退出，不再具有贯通培养资格，不能再办理。
decision-record-exited-way = 退出不能撤回。退出本身办错的，用“更正”撤销那一次办理。
decision-record-ended = 学籍档案已于{ $date }结束（{ $standing }），不能再办理。
decision-record-ended-way = 结束本身办错的，用“更正”撤销那一次办理。
decision-standing-not-registered = 尚未报到注册，不能办理“{ $command }”。
decision-standing-not-registered-way = 先办理报到注册；不来报到的，登记未报到。
decision-standing-already-registered = 已经报到注册，不能再办理“{ $command }”。
decision-standing-already-registered-way = 报到注册办错的，用“更正”。
decision-standing-not-on-leave = 学生没有休学，不能办理“{ $command }”。
decision-standing-not-on-leave-way = 在读学生不需要复学；要停学的，先办理休学。
decision-standing-on-leave = 学生自{ $from }起休学，至{ $until }止，休学期间不能办理“{ $command }”。
decision-standing-on-leave-way = 先办理复学；不再回校的，可以办理退学。
decision-qualification-ended = 贯通培养资格已经终止，不能再转段、留级或转专业、转学。
decision-qualification-ended-way = 学生按{ $stage }学段的学籍管理规定继续学习，完成本学段即毕业。

# 报到
decision-registered = 已报到，注册为{ $institution }学籍，就读{ $school }{ $major }，中职学段。
decision-not-enrolled = 未到{ $school }报到，入学资格取消，档案结束。

# 完成学段
decision-stage-completed = { $stage }学段学业完成，成绩合格。继续升学的不发本学段毕业证书。
decision-stage-completed-with-certificate = { $stage }学段学业完成，成绩合格，由{ $issuer }颁发{ $certificate }。
decision-stage-completed-again = { $stage }学段学业再次完成，成绩合格；{ $certificate }此前已经颁发，不再重发。
decision-stage-graduated = 全部学业完成，成绩合格，由{ $issuer }颁发{ $certificate }，毕业。
decision-stage-graduated-without-qualification = { $stage }学段学业完成。贯通培养资格此前已经终止，由学籍所在学校{ $issuer }按本学段办理毕业（{ $certificate }）。
decision-stage-failed = { $stage }学段结束，学业未完成，按未能通过转段处理。
decision-stage-already-complete = { $stage }学段学业已经完成，不能再次登记。
decision-stage-already-complete-way = 下一步是转段考核、转段升学，或者毕业退出。
decision-stage-already-failed = { $stage }学段已登记为学业未完成，不能再登记完成。
decision-stage-already-failed-way = 可以留级重读，或者按学籍规定处理；登记有误的，用“更正”。

# 转段
decision-assessment-passed = { $stage }学段转段考核通过，依据《{ $document }》。
decision-assessment-failed = { $stage }学段转段考核未通过，依据《{ $document }》。
decision-assessment-last-stage = { $stage }是最后一个学段，没有转段考核。
decision-assessment-last-stage-way = 完成本学段学业即毕业。
decision-assessment-stage-not-complete = { $stage }学段学业尚未完成，不能参加转段考核。
decision-assessment-stage-not-complete-way = 先登记完成学段学业。
decision-assessment-already-taken = { $stage }学段的转段考核已于{ $date }登记，完成一次学段只考核一次。
decision-assessment-already-taken-way = 通过的办理转段升学；未通过的可以留级后再考；登记有误的，用“更正”。
decision-assessment-no-document = 没有写明转段考核依据的办法。
decision-assessment-no-document-way = 请写明办法：中职升高职为院校的规定，高职升本科为市教委当年的文件。
decision-examination-may-sit = { $stage }学段最后一年在读或者学业已完成，可以参加转段考试。
decision-examination-other-stage = 现在是{ $stage }学段，不能参加{ $after-stage }学段之后的转段考试。
decision-examination-other-stage-way = 请参加本学段之后的转段考试。
decision-examination-stage-failed = { $stage }学段学业未完成（已登记），不能参加转段考试。
decision-examination-stage-failed-way = 符合留级条件的可以留级，随新班级参加下一年的考试。
decision-examination-not-last-year = { $stage }学段现在是第 { $year-of-stage } 年，第 { $years-of-stage } 年才能参加转段考试。
decision-examination-not-last-year-way = 到学段最后一年再参加。
decision-progressed = 升入{ $stage }学段，在{ $studies-at }学习，注册为{ $institution }学籍，执行{ $rule-book }。
decision-progress-stage-not-complete = { $stage }学段学业尚未完成，不能转段升学。
decision-progress-stage-not-complete-way = 完成学段学业并通过转段考核后办理。
decision-progress-assessment-failed = { $stage }学段转段考核未通过，不能转段升学。
decision-progress-assessment-failed-way = 符合条件的可以留级后再考，或者毕业退出。
decision-progress-not-assessed = { $stage }学段学业已完成，还没有转段考核结果，不能转段升学。
decision-progress-not-assessed-way = 先登记转段考核。

# 毕业退出
decision-exited = 完成{ $stage }学段后毕业退出，由学籍所在学校{ $issuer }颁发{ $certificate }（完成学段时已发的不再重发）。此后不再具有贯通培养资格。
decision-exit-last-stage = 毕业退出只在完成中职或高职学段之后，本科学段没有退出。
decision-exit-last-stage-way = 完成本科学段即毕业；中途离开的办理退学。
decision-exit-stage-not-complete = { $stage }学段学业尚未完成，不能毕业退出。
decision-exit-stage-not-complete-way = 完成本学段后可以退出；中途离开的办理退学。

# 留级、毕业、处理
decision-repeated = 留级到{ $school }{ $cohort }级{ $major }（{ $similarity }），重读{ $stage }学段。
decision-repeat-not-failed = { $stage }学段没有未通过的转段考核，也没有登记学业未完成，不能留级。
decision-repeat-not-failed-way = 转段未能通过的才可以留级；因故停学的办理休学。
decision-repeat-bachelor = 通知没有规定本科学段的留级，系统不作判断，由{ $institution }按本校规定决定。
decision-repeat-bachelor-way = 决定后按结果办理：处理或退学；准予重读的，请该校书面告知。
decision-repeat-not-eligible = { $school }认定该生不符合留级条件。
decision-repeat-not-eligible-way = 由学校按本学段学籍管理规定处理，写明条款；学段已完成的，学生也可以毕业退出。
decision-repeat-already-used = { $stage }学段的这次转段已经留级 { $repeats-max } 次，不能再留级。
decision-repeat-already-used-way = 转段考核仍未通过的，从{ $school }毕业；学段未完成的，由学校按学籍规定处理。
decision-repeat-no-class = { $school }没有{ $cohort }级的相同或相近专业（{ $major }）班级，不能留级。
decision-repeat-no-class-way = 学段已完成的，从{ $school }毕业；未完成的，由学校按学籍规定处理。
decision-repeat-not-similar = “{ $to }”不是本校{ $cohort }级的相同或相近专业。
decision-repeat-not-similar-way = 可以选择：{ $choices }。
decision-graduated-no-class = 转段考核未通过，{ $school }没有{ $cohort }级的相同或相近专业班级，从当前学校毕业，由{ $issuer }颁发{ $certificate }（已发的不再重发）。
decision-graduated-repeated = 留级后转段考核仍未通过，从当前学校毕业，由{ $issuer }颁发{ $certificate }（已发的不再重发）。
decision-graduated-no-class-and-repeated = 留级后转段考核仍未通过，{ $school }也没有{ $cohort }级的相同或相近专业班级，从当前学校毕业，由{ $issuer }颁发{ $certificate }（已发的不再重发）。
decision-graduate-stage-not-complete = { $stage }学段学业尚未完成，不能从当前学校毕业。
decision-graduate-stage-not-complete-way = 完成学段学业后再看；未能完成的，由学校按学籍规定处理。
decision-graduate-not-failed = { $stage }学段转段考核没有不通过的结果，不适用从当前学校毕业。
decision-graduate-not-failed-way = 不愿继续的可以毕业退出。
decision-graduate-repeat-open = 本校{ $cohort }级开设相同或相近专业（{ $choices }），这次转段还没有留过级，留级的机会还在。
decision-graduate-repeat-open-way = 不愿留级的办理毕业退出；不符合留级条件的，由学校按学籍规定处理。
decision-settled = 按{ $rule-book }{ $article }处理：{ $standing }，由{ $issuer }出具{ $certificate }（已发的不再重发）。
decision-settle-not-failed = { $stage }学段没有未通过的转段考核，也没有登记学业未完成，不适用按学籍规定处理。
decision-settle-not-failed-way = 学生要离开的，可以毕业退出或退学。
decision-settle-no-article = 没有写明所依据的学籍管理规定条款。
decision-settle-no-article-way = 请写明{ $stage }学段学籍管理规定的条款。
decision-settle-stage-not-complete = { $stage }学段学业没有完成，不能作毕业处理。
decision-settle-stage-not-complete-way = 可以作结业、肄业或退学处理。

# 休学、复学
decision-leave-started = 休学（{ $kind }），至{ $until }止。
decision-leave-choose-first = { $stage }学段转段未能通过，须先选择留级、毕业退出或由学校处理，再谈休学。
decision-leave-choose-first-way = 先办理留级，留级后可以休学。
decision-leave-until-not-after = 休学截止日期{ $until }不在开始日期{ $date }之后。
decision-leave-until-not-after-way = 请填写{ $date }之后的日期。
decision-leave-too-long = 休学至{ $until }，超过 { $years } 年的上限：{ $stage }学段从今天起最晚到{ $latest }。
decision-leave-too-long-way = 请缩短到{ $latest }以内；应征入伍的，休学种类选“应征入伍”。
decision-leave-limit-not-on-file = { $institution }没有备案休学年限，系统不作判断，由该校决定。
decision-leave-limit-not-on-file-way = 请该校备案休学年限后再办理。
decision-resumed = 复学，转入{ $school }{ $cohort }级{ $major }（{ $similarity }）。
decision-resumed-assessed-again = 复学，转入{ $school }{ $cohort }级{ $major }（{ $similarity }）。休学前通过的转段考核不再计算，随本届再考。
decision-resumed-without-qualification = 复学，编入{ $cohort }级，专业（{ $major }）不变。贯通培养资格此前已经终止。
decision-resumed-qualification-ended = 复学，编入{ $cohort }级。{ $school }在{ $cohort }级不再承担贯通培养任务，贯通培养资格终止，学生按{ $stage }学段的学籍管理规定继续学习。
decision-resumed-graduated = { $school }在{ $cohort }级不再承担贯通培养任务，贯通培养资格终止；{ $stage }学段此前已完成，由{ $issuer }颁发{ $certificate }（已发的不再重发），毕业。
decision-resume-not-fit = 学校认定不符合复学条件。
decision-resume-not-fit-way = 条件具备后再申请；休学期满仍不能复学的，按学籍规定处理。
decision-resume-none-similar = { $school }在{ $cohort }级仍承担贯通培养任务，但没有与{ $major }相同或相近的专业。通知对此没有规定，系统不作判断，由市教委会同学校决定。
decision-resume-none-similar-way = 学校可以备案相近专业后再办理；也可以等待决定。
decision-resume-not-similar = “{ $to }”不是本校{ $cohort }级的相同或相近专业。
decision-resume-not-similar-way = 可以选择：{ $choices }。
decision-resume-nothing-to-choose = { $school }在{ $cohort }级没有可以转入的贯通专业，不能转入“{ $to }”。
decision-resume-nothing-to-choose-way = 不选专业直接复学：编入{ $cohort }级，贯通培养资格不再保留。

# 转专业、转学
decision-transfer-applied = 已申请{ $kind }：{ $school }{ $major }。中考成绩 { $score } 分，高于该专业当年录取成绩 { $admission-score } 分。须转出、转入学校先后同意并经主管部门审核，通过前专业不变。
decision-transfer-used = { $transfers-max } 次转专业或转学的机会已经用过。
decision-transfer-used-way = 不能再次申请；留级、复学引起的专业变动不受此限。
decision-transfer-pending = { $date }提出的申请（{ $to }）正在办理，一次只能办理一个。
decision-transfer-pending-way = 等待结果，或先撤回那次申请，机会不会用掉。
decision-transfer-same-programme = { $school }{ $major }就是学生现在的项目。
decision-transfer-same-programme-way = 请选择另一个项目。
decision-transfer-programme-unknown = 没有项目“{ $to }”。
decision-transfer-programme-unknown-way = 请从招生计划中的项目选择。
decision-transfer-barred = 以特殊招生形式录取，按国家规定或录取前的约定不得转专业，不能由{ $major }转到{ $to }。
decision-transfer-barred-way = 可以转学到开设{ $major }的其他学校。
decision-transfer-no-class = { $school }{ $major }没有{ $cohort }级的班级。
decision-transfer-no-class-way = 请选择开设{ $cohort }级的项目。
decision-transfer-no-admission-score = { $school }{ $major }在 { $year } 年没有录取成绩，无从比较。
decision-transfer-no-admission-score-way = 请选择 { $year } 年有录取的项目。
decision-transfer-score-equal = 中考成绩须高于{ $school }{ $major } { $year } 年录取成绩。两者同为 { $score } 分，不符合条件。机会没有用掉。
decision-transfer-score-equal-way = 可以申请录取成绩低于 { $score } 分的项目。
decision-transfer-score-lower = 中考成绩 { $score } 分，低于{ $school }{ $major } { $year } 年录取成绩 { $admission-score } 分，不符合条件。机会没有用掉。
decision-transfer-score-lower-way = 可以申请录取成绩低于 { $score } 分的项目。
decision-transfer-bachelor-stage = 本科学段的转专业、转学，通知没有规定，系统不作判断，由{ $receiving }按本校规定决定。
decision-transfer-bachelor-stage-way = 请该校校长办公会研究决定，并按规定公示、备案。
decision-transfer-bachelor-stage-closed = 本科学段不能转专业、转学。
decision-transfer-bachelor-stage-closed-way = 继续在现专业学习。
decision-transfer-higher-level = 转入后学籍由高职院校转到{ $receiving }，属于转入层次更高的学校，通知与学籍规定不一致，系统不作判断，由市教委决定。
decision-transfer-higher-level-way = 可以申请高本贯通的其他项目，或等待决定。
decision-transfer-higher-level-closed = 高职学段不能由高职院校转入本科高校（{ $receiving }）的学籍。
decision-transfer-higher-level-closed-way = 可以申请高本贯通的其他项目。
decision-transfer-same-city = 高职学段在本市院校之间转学（转入{ $school }{ $major }），通知允许，而北京市转学规定的试行版本曾不许同城转学，系统不作判断，由市教委决定。
decision-transfer-same-city-way = 可以申请在本校转专业，或等待决定。
decision-transfer-same-city-closed = 高职学段不能在本市院校之间转学（{ $school }{ $major }）。
decision-transfer-same-city-closed-way = 可以申请在本校转专业。
decision-transfer-stage-not-open = { $stage }学段学业已经结束，不能转专业或转学。
decision-transfer-stage-not-open-way = 升入或留级后，在规定的时限内申请。
decision-transfer-window-never = { $stage }学段没有可以申请这种{ $kind }的时间：所需的时限互不重合，或者不开放。
decision-transfer-window-never-way = 可以转到同一大类的专业，或转学到开设原专业的学校。
decision-transfer-window-not-yet = { $stage }学段现在还不能申请{ $kind }，{ $opens-on }起可以申请。
decision-transfer-window-not-yet-way = { $opens-on }起再申请。
decision-transfer-window-past = { $stage }学段申请{ $kind }的时限已于{ $closes-on }结束。
decision-transfer-window-past-way = 下一学段在规定的时限内可以申请，机会没有用掉。
decision-transfer-none-pending = 没有正在办理的转专业或转学申请，不能办理“{ $command }”。
decision-transfer-none-pending-way = 先由学生申请。
decision-consent-given = { $side }已同意。
decision-consent-declined = { $side }不同意，申请结束，机会没有用掉。
decision-consent-already-given = { $side }已经提出过意见。
decision-consent-already-given-way = 等待下一步：转入学校意见，或主管部门审核。
decision-consent-sending-first = 转出学校还没有同意，转入学校不能先提出意见。
decision-consent-sending-first-way = 先由转出学校提出意见。
decision-audit-agreed = 审核通过，{ $kind }到{ $school }{ $major }，{ $cohort }级，注册为{ $institution }学籍。1 次机会已用。
decision-audit-declined = 审核未通过，申请结束，机会没有用掉。
decision-audit-consent-missing = { $side }还没有同意，不能审核。
decision-audit-consent-missing-way = 先由{ $side }提出意见。
decision-transfer-cancelled = 已撤回申请（{ $to }），机会没有用掉。

# 退学等
decision-withdrawn = 按{ $rule-book }{ $article }退学，由{ $issuer }出具{ $certificate }。
decision-withdraw-no-article = 没有写明退学所依据的条款。
decision-withdraw-no-article-way = 请写明{ $rule-book }的条款。
decision-withdraw-incomplete-study-stage = 中职学段退学不发肄业证书。
decision-withdraw-incomplete-study-stage-way = 改为出具学习证明。
decision-withdraw-incomplete-study-year = { $stage }学段自{ $began-on }开始，扣除休学 { $days-on-leave } 天，学习未满 { $years } 年，不能发肄业证书。
decision-withdraw-incomplete-study-year-way = 改为出具学习证明。
decision-expelled = 按{ $rule-book }{ $article }开除学籍，决定书：{ $decision }，由{ $issuer }出具{ $certificate }。
decision-expel-not-on-file = 开除学籍须有听取陈述申辩后的书面决定和所依据的条款，现缺少。
decision-expel-not-on-file-way = 请补齐{ $rule-book }的条款和决定书。
decision-registration-cancelled = 按{ $rule-book }{ $article }取消学籍，决定书：{ $decision }。已发的 { $voided } 份证书作废。
decision-cancel-registration-not-on-file = 取消学籍须有认定录取违规的书面决定和所依据的条款，现缺少。
decision-cancel-registration-not-on-file-way = 请补齐{ $rule-book }的条款和决定书。
decision-deceased = { $date }登记学生亡故，档案结束。

# 更正
decision-corrected = 第 { $of } 项（{ $command }）已撤销，理由：{ $reason }；同意人：{ $approver }。作废证书 { $voided } 份，编号不再使用。
decision-correct-no-reason = 更正须写明理由和同意人，现缺少。
decision-correct-no-reason-way = 请补齐理由和同意人。
decision-correct-no-such-entry = 档案中没有第 { $of } 项。
decision-correct-no-such-entry-way = 请从档案的办理记录中选择。
decision-correct-not-accepted = 第 { $of } 项没有予以办理，没有可以撤销的。
decision-correct-not-accepted-way = 请从予以办理的各项中选择。
decision-correct-reversed-before = 第 { $of } 项已经撤销。
decision-correct-reversed-before-way = 要恢复它，更正撤销它的那一项。
decision-correct-depended-on = 第 { $of } 项不能撤销：{ $date }的第 { $entry } 项（{ $command }）以它为前提，没有它就不能办理，或者结果不同。
decision-correct-depended-on-way = 先更正第 { $entry } 项。

# 办理事项
word-command-register = 报到注册
word-command-no-show = 未报到
word-command-complete-stage = 完成学段学业
word-command-fail-stage = 未完成学业
word-command-assess = 转段考核
word-command-progress = 转段升学
word-command-exit = 毕业退出
word-command-repeat = 留级
word-command-graduate = 从当前学校毕业
word-command-settle = 按学籍规定处理
word-command-leave = 休学
word-command-resume = 复学
word-command-apply-transfer = 申请转专业/转学
word-command-consent = 转出/转入学校意见
word-command-audit = 主管部门审核
word-command-cancel-transfer = 撤回申请
word-command-withdraw = 退学
word-command-expel = 开除学籍
word-command-cancel-registration = 取消学籍
word-command-deceased = 亡故
word-command-correct = 更正

# 谁来决定
word-decider-commission = 市教委
word-decider-university = 本科高校
word-decider-receiving-university = 接收高校

# 词
word-transfer-kind-major = 转专业
word-transfer-kind-school = 转学
word-transfer-side-sending = 转出学校
word-transfer-side-receiving = 转入学校
word-leave-personal = 个人原因
word-leave-health = 因病
word-leave-military = 应征入伍
word-assessment-passed = 通过
word-assessment-failed = 未通过
word-stage-work-open = 在学
word-stage-work-complete = 已完成
word-stage-work-failed = 未完成
word-similarity-same-programme = 同一项目
word-similarity-same-major = 相同专业
word-similarity-same-class-same-partner = 同一专业类，合作高校相同
word-similarity-same-class = 同一专业类
word-similarity-on-file = 学校备案的相近专业
