# 命令行。cli-help-… 是帮助，其余是输出。
cli-choice = 可选：{ $choice }

cli-help = 贯通：高端技术技能人才贯通培养，从招生计划到最后一张证书
cli-help-examples =
    示例：
      guantong demo                                  打开一座正在工作的虚构城市
      guantong plan import 附件.xlsx --year 2023     读入并核对招生计划表
      guantong allocate --plan plan.csv --candidates candidates.csv --rules rules.toml --out results.csv
      guantong case run cases                        试跑案例
cli-help-demo = 打开一座已经运行多年的虚构城市：历年计划、录取、建档、报到和学籍办理，然后开启网页
cli-help-demo-examples =
    示例：
      guantong demo
      guantong demo --fresh --address 127.0.0.1:9000
      guantong demo --today 2024-07-10
cli-help-demo--data = 演示数据所在文件夹
cli-help-demo--fresh = 先清掉原有演示数据，从头再来
cli-help-demo--address = 监听地址；只限本机
cli-help-demo--candidates = 2023 年的考生人数，其他年份按比例减少
cli-help-demo--seed = 种子；种子相同，城市相同
cli-help-demo--from = 从哪一年的招生开始推演，2017 至 2023
cli-help-demo--today = 把演示日期往后移到这一天，如 2024-07-10
cli-help-demo--prepare-only = 只准备数据，不开启网页
cli-help-init = 新建一个空的办公库
cli-help-init--data = 数据文件夹
cli-help-serve = 开启一个办公库的网页
cli-help-serve-examples =
    示例：
      guantong serve --data guantong-data
      guantong serve --address 127.0.0.1:8443 --tls-certificate chain.pem --tls-key key.pem
cli-help-serve--data = 数据文件夹
cli-help-serve--address = 监听地址；账号功能启用之前只接受本机回环地址
cli-help-plan = 招生计划
cli-help-plan-import = 读入招生计划表，逐项核对，全部理清后确定为当年计划
cli-help-plan-import-examples =
    示例：
      guantong plan import 附件.xlsx --year 2023 --check
      guantong plan import 附件.xlsx --year 2023 --write-answers 答复.toml
      guantong plan import 附件.xlsx --year 2023 --answers 答复.toml
cli-help-plan-import--file = 计划表：XLSX、XLS，或本程序导出的 CSV
cli-help-plan-import--year = 计划年份
cli-help-plan-import--answers = 对核对结果的答复
cli-help-plan-import--write-answers = 写出一份答复文件，待填的各项都在其中
cli-help-plan-import--check = 只核对、只报告，不确定计划
cli-help-plan-import--by = 确定计划的经办人
cli-help-plan-import--data = 数据文件夹
cli-help-plan-export = 导出已确定的计划
cli-help-plan-export-examples =
    示例：
      guantong plan export --year 2023 --out 计划.xlsx
      guantong plan export --year 2023 > 计划.csv
cli-help-plan-export--year = 计划年份
cli-help-plan-export--out = 写到哪里；按扩展名 .xlsx 或 .csv 决定格式。不写则以 CSV 输出到屏幕
cli-help-plan-export--data = 数据文件夹
cli-help-allocate = 按文件分配：计划与考生进，结果出，不用数据库
cli-help-allocate-examples =
    示例：
      guantong allocate --plan plan.csv --candidates candidates.csv --rules rules.toml --out results.csv --cutoffs cutoffs.csv
    退出码：0 完成；2 输入有误，什么也没写；3 同分需要开会决定，什么也没写；1 磁盘等故障
cli-help-allocate--plan = 项目与计划数
cli-help-allocate--candidates = 考生与志愿
cli-help-allocate--rules = 当年规则
cli-help-allocate--out = 结果写到哪里
cli-help-allocate--cutoffs = 各项目录取成绩写到哪里
cli-help-allocate--method = 分配方法
cli-help-edition = 政策版本
cli-help-edition-check = 检查一个版本：条款、参数、日期、口径
cli-help-edition-check--path = 版本文件夹；不写则检查内置版本
cli-help-edition-show = 显示一个版本，或其中一条
cli-help-edition-show-examples =
    示例：
      guantong edition show
      guantong edition show 3.3.5.c
      guantong edition show parameters
cli-help-edition-show--what = 条款编号（如 3.3.5.c），或 provisions、parameters、interpretations、rulebooks、institutions
cli-help-edition-show--edition = 版本文件夹；不写则用内置版本
cli-help-edition-diff = 比较两个版本
cli-help-edition-diff--old = 较早的版本文件夹
cli-help-edition-diff--new = 较新的版本文件夹
cli-help-case = 案例：写明什么情形必须得到什么结果
cli-help-case-run = 试跑案例文件和文件夹
cli-help-case-run-examples =
    退出码：0 全部符合；1 有不符；2 文件有误
cli-help-case-run--paths = 文件或文件夹
cli-help-serve--passwords = 对密码的要求：mlps3（等保三级）或 asvs
cli-help--acting = 以某账号的首个岗位、在其权限之内办理；不指定时以服务器管理者的身份办理
cli-account-without-role = 没有在用且有岗位的账号 { $login }
cli-help-account = 账号
cli-help-account-code = 还没有账号时，重新生成首次启用码
cli-help-account-code--data = 数据文件夹
cli-help-account-reopen = 重新启用一个账号，岗位保留
cli-help-account-reopen--login = 账号
cli-help-account-reopen--data = 数据文件夹
cli-account-absent = 没有账号 { $login }
cli-account-reopened = 账号 { $login } 的启用码（只显示这一次，7 天内有效）：{ $code }
cli-help-journal = 办理日志
cli-help-journal-verify = 从第一条到最后一条核对日志链
cli-help-journal-verify--data = 数据文件夹
cli-help-completion = 输出命令补全脚本
cli-help-completion--shell = 命令解释器

cli-no-office = { $directory } 里没有办公库。请先运行 guantong init --data { $directory }。
cli-office-made = 已新建空的办公库：{ $directory }
cli-office-there = 办公库已经存在，没有改动：{ $directory }
cli-serve-at = 网页地址 { $address }
cli-serve-stop = 按 Ctrl-C 停止。
cli-address-taken = 地址 { $address } 已被占用。请用 --address 换一个端口，例如 --address 127.0.0.1:0 由系统挑选。
cli-accounts-none = 还没有账号：请用首次启用码打开 /first-run，指定三位管理员。码丢失时，用 guantong account code 重新生成。
cli-first-run-code = 首次启用码（只显示这一次，7 天内有效）：{ $code }
  启动 guantong serve 后打开 /first-run，用它指定三位管理员。
cli-progress-plan = 导入招生计划
cli-progress-candidates = 生成考生
cli-progress-round = { $round }：审核资格、排位、分配、校验
cli-progress-records = 建立学籍档案
cli-progress-lives = 历年学籍办理
cli-progress-forward = 往后移日期
cli-demo-accounts = 每种身份一个账号，可在网页上直接换用：{ $address }
cli-demo-account = { $role }：账号 { $login }，密码 { $password }
cli-demo-astray = 演示里有几步的办理结果与预设不一致：{ $steps }
cli-demo-unborn = 这座城市太小，以下预设经历没有人选：{ $lives }
cli-demo-reused = 使用已有的演示数据：{ $directory }（--fresh 可从头再来）
cli-demo-unfinished = 演示数据没有做完，已清掉重来：{ $directory }
cli-demo-not-ours = { $directory } 里是一个正式的办公库，不是演示数据，没有动它。请用 --data 另选文件夹。
cli-demo-figures = { $year }年：计划 { $places } 人，录取 { $admitted } 人，报到注册 { $registered } 人，未报到 { $absent } 人
cli-journal-good = 日志完好：{ $entries } 条，末条摘要 { $hash }
cli-journal-broken = 日志不完好：{ $what }
cli-plan-set = { $year }年招生计划已确定：{ $programmes } 个项目，{ $places } 人
cli-plan-unchanged = { $year }年招生计划没有变化：0 处变更，没有写入
cli-plan-open = 还有 { $open } 项没有理清，计划没有确定。可用 --write-answers 写出答复文件，填好后以 --answers 带上再来。
cli-plan-checked = 已理清：{ $programmes } 个项目，{ $places } 人。只作核对，没有写入。
cli-plan-answers-written = 答复文件已写到 { $file }
cli-plan-none = { $directory } 里没有{ $year }年的招生计划。请先运行 guantong plan import。
cli-plan-exported = 已导出 { $file }
cli-plan-export-ending = 不认识“{ $file }”的扩展名，只能是 .xlsx 或 .csv。
cli-edition-good = 版本 { $id } 没有问题：条款 { $provisions } 条，参数 { $parameters } 个，口径 { $interpretations } 条
cli-edition-accepted = 已接受：{ $reason }
cli-edition-same = 两个版本没有差别
cli-edition-not-found = 版本里没有“{ $what }”。可以是条款编号（如 3.3.5.c），或 provisions、parameters、interpretations、rulebooks、institutions。
cli-file-unreadable = 读不了 { $file }：{ $cause }
cli-interrupted = 已中断，没有写入。
conflict-stale-version = 您办理期间，这份档案已由别人更新。请重新打开核对后再办。
conflict-sent-before = 同样的提交已经办过，没有重复办理。请重新打开查看。
conflict-candidate-twice = 有考生已经在册，这一批没有写入。
conflict-student-twice = 这名考生已经建档，没有重复建立。
conflict-draft-changed = 您填写期间，这份计划表已由别人保存过。请重新打开核对后再填。
conflict-round-over = 这一轮已经封存，不能再改。
conflict-plan-in-use = { $year }年已经按现有计划录取，计划不能再换。
conflict-round-not-proved = 这一轮还没有通过校验，不能封存。
conflict-round-stale = 这一轮运行之后又录入了考生。请重新运行，核对后再签署。
conflict-round-not-sealed = 这一轮还没有两人封存，不能公布。
conflict-signed-already = 同一个人不能签两次，须另一人签署。
conflict-earlier-round-open = 前一轮还没有公布，不能开始这一轮。
conflict-no-plan = { $year }年还没有确定招生计划。
conflict-not-published = 这一轮还没有公布，不能建档。
conflict-certificate-number = 证书号刚被别的档案用掉，没有写入。请再办一次，系统会另编号码。
student-approver-is-oneself = 更正须由另一人核准，不能由您本人（{ $approver }）核准。请填写核准人的姓名。
student-date-before-last = 办理日期{ $date }早于最近一次办理（{ $last }）。请改用当日或之后的日期。
candidates-too-many-preferences = 考生 { $candidate } 填了 { $count } 个志愿，最多 { $most } 个。
candidates-round-stopped = 这一轮没有结果：{ $cause }
candidates-repeated = 考生 { $candidate } 出现两次。
candidates-over-full-marks = 考生 { $candidate } 总分 { $total }，超过满分 { $full }。
candidates-unknown-programme = 考生 { $candidate } 的志愿“{ $programme }”不在{ $year }年计划里。
cli-plan-no-office = { $directory } 里没有办公库，所以没有写入。要确定计划，请先运行 guantong init --data { $directory }，再来一次。
plan-export-title = { $year }年北京市高端技术技能人才贯通培养招生计划表
word-plan-state-open = 待理清
word-plan-state-confirmed = 已确认
word-plan-state-answered = 已答复
word-plan-state-refused = 答复不能采用
word-plan-state-declined = 不确认

# 办公库的内容与所在。
cli-help--database = 办公库所在的 PostgreSQL 数据库，写作 postgres://用户@主机/库名；不写则用数据文件夹里的文件
cli-help--replica = 该数据库的只读副本，名单从这里读取
cli-help--evidence = 申请附件存放在哪里：folder（数据文件夹内）、database（数据库内）或 s3://存储桶/前缀；不写时，单机库放文件夹，PostgreSQL 放数据库
cli-help--evidence-endpoint = 存储桶所在服务的地址，https://…
cli-help--evidence-region = 存储桶的区域
cli-help--evidence-keys = 存储桶密钥文件：第一行写密钥名，第二行写密钥；不写则读取 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY
cli-help-state = 办公库的内容
cli-help-state-digest = 输出办公库全部内容的摘要：内容相同，放在哪种数据库里摘要都相同
cli-help-state-digest--json = 以 JSON 逐表输出
cli-help-state-digest--data = 办公库的数据文件夹
cli-help-move = 把整个办公库迁到另一个数据库，并证明全部到达；原库保持不动
cli-help-move-examples =
    示例：
      guantong move --to postgres://guantong@db.example/office
      guantong --database postgres://guantong@db.example/office move --to another-data
cli-help-move--to = 迁往何处：postgres://用户@主机/库名，或一个数据文件夹；那里必须是空的
cli-help-move--data = 办公库的数据文件夹
cli-help-evidence = 申请附件的存放
cli-help-evidence-move = 把全部附件移到另一处；中断后重新运行即可接着移，原处保持不动
cli-help-evidence-move-examples =
    示例：
      guantong evidence move --to s3://office/evidence --evidence-endpoint https://s3.example --evidence-keys s3.keys
      guantong --evidence s3://office/evidence evidence move --to folder
cli-help-evidence-move--to = 移到何处：folder、database 或 s3://存储桶/前缀
cli-help-evidence-move--data = 办公库的数据文件夹
cli-help-evidence-sweep = 清除存放超过一天、不属于任何申请或合作登记的附件；该处只能由本办公库一家使用
cli-help-evidence-sweep--data = 办公库的数据文件夹
cli-evidence-unreadable = “{ $value }”不是存放附件的地方：请写 folder、database 或 s3://存储桶/前缀
cli-evidence-no-keys = 缺少存储桶密钥：请用 --evidence-keys 指定文件（第一行密钥名，第二行密钥），或设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY
cli-evidence-without-s3 = 本程序没有编入存储桶功能：请用 --features s3 编译，或把附件放在文件夹或数据库里
cli-evidence-no-shelf = 附件都在数据库里，没有可清除的
cli-evidence-moved = 已把 { $moved } 个附件移到 { $to }，另有 { $there } 个原已在那里。今后请以 --evidence { $to } 运行；其间新交的附件，再运行一次即可移过去。
cli-evidence-swept = 清除了 { $swept } 个不属于任何申请或合作登记的附件
cli-state-digest =
    总摘要：{ $digest }
      学籍与个人信息：{ $record }
      账号与访问留痕：{ $access }
cli-moved = 办公库已迁到 { $place }，摘要一致：{ $digest }
cli-move-not-empty = { $place } 里已有内容。只能迁入空的数据库；没有写入任何内容。
cli-keys-differ = { $file } 里是别的密钥。没有原来的密钥，办公库就读不出加密的号码；请另选文件夹。
cli-help-verify = 证明办公库应当成立的一切，并证明各表与日志重建的结果一致
cli-help-verify--json = 以 JSON 输出
cli-help-verify--data = 办公库的数据文件夹
cli-help-journal-rebuild = 依日志重建全部学籍的各表，有出入的改正
cli-help-journal-rebuild--data = 办公库的数据文件夹
cli-help-backup = 在运行中备份办公库，写成一个经过证明的文件；其中不含办公库的密钥
cli-help-backup-examples =
    示例：
      guantong backup --to /srv/backup
      guantong restore /srv/backup/guantong-20260901T020000-000000.sqlite --data restored
cli-help-backup--to = 写入哪个文件夹
cli-help-backup--data = 办公库的数据文件夹
cli-help-restore = 把备份恢复到空的地方，并证明全部到达
cli-help-restore--file = 备份：以 .sqlite 结尾的文件，旁边有同名的 .json
cli-help-restore--data = 恢复到哪个数据文件夹
cli-verify-line = { $check }：查 { $examined } 项，{ $broken ->
    [0] 全部成立
   *[other] { $broken } 项不成立
  }
cli-verify-rebuild = 依日志重建各表：{ $broken ->
    [0] 一致
   *[other] { $broken } 行不一致
  }
cli-verify-finding = 不成立：{ $check }，{ $object }：{ $found }
cli-verify-good = 全部成立。
cli-verify-broken = 有不成立之处，见上。学籍以日志为准：若只是各表有出入，可用 guantong journal rebuild 改正。
cli-rebuild-too-much = { $table } { $key }：表中有，日志中没有
cli-rebuild-otherwise = { $table } { $key }：与日志不符
cli-rebuild-missing = { $table } { $key }：日志中有，表中缺
cli-rebuild-same = 各表与日志一致，没有改动。
cli-rebuild-done = 已依日志重建各表。
cli-rebuild-failed = { $tables } 未能换上；没有改动
cli-backup-done = 备份已写成并经过证明：{ $file }，{ $entries } 条，摘要 { $digest }。办公库的密钥（office.key）请另行保存。
cli-restored = 已恢复到 { $place }：{ $entries } 条，摘要 { $digest }
cli-restored-without-keys = { $directory } 里还没有 office.key。打开之前请放入原来的密钥，否则加密的号码和动态口令都读不出来。
cli-restore-altered = { $file } 已不是写成时的样子：摘要应为 { $expected }，实为 { $found }。没有恢复任何内容；请换一份备份。
cli-restore-not-empty = 恢复的地方不是空的。备份只能恢复到空的地方；没有写入任何内容。
word-check-journal = 日志链
word-check-trail = 访问留痕链
word-check-plan = 计划与下达一致
word-check-document = 文件与摘要相符
word-check-paper = 申请材料、合作登记附件与摘要相符
word-check-cooperation = 合作登记与日志末次记录一致
word-check-examination = 转段考试与各步记录一致
word-check-training = 培养方案与各步记录一致、双方同意
word-check-round = 录取轮次重算
word-check-trial = 试算记录
word-check-person = 人员与日志的承诺相符
word-check-floor = 录取分数不低于最低线
word-check-one-registration = 学籍注册只有一处
word-check-registration = 注册院校符合类别与阶段
word-check-stage = 没有跳过阶段
word-check-transfer = 转学或转专业至多一次
cli-database-unreachable = 无法打开数据库 { $place }：{ $why }。请检查数据库服务是否运行、地址和库名是否正确、用户能否在其中建表；新建空库：createdb --encoding UTF8 库名
cli-help-doctor = 检查办公库的状况；有不妥之处，说明怎么办
cli-help-doctor--backups = 存放备份的文件夹
cli-help-doctor--json = 以 JSON 输出
cli-help-doctor--data = 办公库的数据文件夹
cli-help-doctor--edition = 要检查的政策版本文件夹；不写则检查内置版本
cli-help-doctor--suppose = 假定本机的一个测量值，用来试报警：sqlite=版本 或 free=MiB 数
cli-help-health = 询问运行中的服务是否就绪，并列出不妥之处；供容器和脚本使用
cli-help-health--operations = serve --operations 所用的地址
cli-help-serve--operations = 本机上的一个地址，供运维查询是否存活（/live）、是否就绪（/ready）和运行指标（/metrics）
cli-help-serve--backup-to = 运行中把备份写入这个文件夹；每份都试恢复一次
cli-help-serve--backup-every = 两次备份相隔几小时
cli-help-serve--backup-keep = 保留几份备份
cli-serve-operations = 运维查询：{ $address }live，{ $address }ready，{ $address }metrics
cli-serve-operations-beyond = { $address } 不是本机地址。就绪情况和运行指标只在本机提供，例如 127.0.0.1:8621；采集程序请放在本机，或经隧道访问。
cli-backup-tried = 备份已写成，并已试恢复：{ $file }
cli-doctor-good = 正常：{ $check }
cli-doctor-bad = 不妥：{ $check }：{ $found }。{ $way }
cli-doctor-no-backups = 没有检查备份：请用 --backups 指明存放备份的文件夹。
cli-doctor-suppose-unreadable = 不能假定 { $value }。写法如 sqlite=3.40.1，或 free=100（剩 100 MiB）。
word-health-database = 数据库可以写入
word-health-schema = 库结构与程序相符
word-health-replica = 只读副本没有落后
word-health-disk = 磁盘有余量
word-health-clock = 时钟不早于最后一条日志
word-health-directory = 数据文件夹可以写入
word-health-permissions = 密钥和数据库只有属主可读
word-health-log = 预写日志已并入数据库
word-health-time-zone = 有北京时区数据
word-health-edition = 政策版本完整
word-health-journal = 日志链完整
word-health-trail = 访问留痕链完整
word-health-projections = 各表与日志一致
word-health-plan = 计划与下达一致
word-health-documents = 文件齐全完好
word-health-papers = 申请材料齐全完好
word-health-rounds = 录取轮次重算一致
word-health-records = 学籍合规
word-health-identities = 一个身份证件号只对一人
word-health-certificates = 证书编号没有缺号
word-health-backup = 有备份
word-health-backup-age = 最近的备份不旧
word-health-backup-tried = 近期试恢复过备份
word-health-sqlite = 内置的 SQLite 可以放心存档
word-health-files = 每个文件都有所属
word-health-shelf = 申请附件的存放处可以使用
word-health-shelf-left = 存放处的附件都有所属申请或合作登记
word-health-way-database = 请检查磁盘余量和数据库服务；其间没有写入任何内容。
word-health-way-schema = 请用与库结构相符的程序：库较新须用新程序；库较旧，打开时会自动升级。
word-health-way-replica = 请检查复制为何落后；在此之前不要使用 --replica。
word-health-way-disk = 请腾出空间，或把数据文件夹移到更大的磁盘。
word-health-way-clock = 写入任何内容之前，请先按时间服务器校准本机时钟。
word-health-way-directory = 请给运行程序的用户写入权限。
word-health-way-permissions = 请执行 chmod 600 office.key，数据库文件 chmod 640。
word-health-way-log = 请结束长期占用数据库的程序；重启服务会并入预写日志。
word-health-way-time-zone = 请安装 tzdata 软件包。
word-health-way-edition = 请运行 guantong edition check。
word-health-way-journal = 请停止服务，保留原文件，并恢复日志完整的最近一份备份。
word-health-way-trail = 请保留原文件：有人绕过程序改写过。请告知审计人员。
word-health-way-projections = 请运行 guantong journal rebuild。
word-health-way-plan = 请与日志中下达的计划核对；若有行被改动，从备份恢复。
word-health-way-documents = 请从备份恢复该文件。
word-health-way-papers = 请从备份中取出该附件，按原名放回；附件以前放在别处的，用 guantong evidence move 移过来，或以原来的 --evidence 运行。
word-health-way-rounds = 不得据此公布结果：请用备份核对考生和计划。
word-health-way-records = guantong verify 会列出每份学籍；逐一由审批人更正。
word-health-way-identities = 请查清号码属于谁，并更正另一人的号码。
word-health-way-certificates = 请先查明缺号，再颁发新证书。
word-health-way-backup = 请运行 guantong backup --to 文件夹，或以 --backup-to 启动服务。
word-health-way-backup-age = 请查明服务的备份为何停止；可先用 guantong backup 备份一次。
word-health-way-backup-tried = 请用 guantong restore 恢复到空文件夹试一次，或以 --backup-to 启动服务。
word-health-way-sqlite = 请换用内置较新 SQLite 的程序；在此之前，本程序不写入任何内容。
word-health-way-files = 被替换或撤下的草稿留下的，或有人绕过程序写入：请先查明是什么；备份之后，可以删去 document 表中的这一行。
word-health-way-shelf = 请检查文件夹能否写入，或存储桶的名称、地址和密钥是否正确；在此之前附件不能提交也不能打开，其他事项照常。
word-health-way-shelf-left = 服务在放好附件、尚未登记时中断留下的。该处若只有本办公库使用，请运行 guantong evidence sweep。
