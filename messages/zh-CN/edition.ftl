# 政策版本：读入时的错误、版本比较、逐项列出，以及谁可以承担项目（二）。

# —— 读入时的错误；前面由显示者加上文件和行 ——
edition-file-missing = 缺少文件 { $file }，版本文件夹里必须有它。
edition-file-twice = 文件 { $file } 给了两次，只能有一份。
edition-file-unknown = 不认识文件 { $file }。请放进 parameters、interpretations 或 rulebooks 文件夹，或者移出版本文件夹。
edition-bad-toml = 这一行不是正确的 TOML：{ $detail }。
edition-bad-csv = 这一行不是正确的 CSV：{ $detail }。
edition-key-missing = 缺少“{ $key }”，请补上。
edition-key-unknown = 不认识“{ $key }”。这里可以写：{ $known }。
edition-wrong-type = “{ $key }”应当是{ $wanted }。
edition-empty = “{ $key }”是空的，请填写。
edition-word-unknown = “{ $key }”写的是“{ $word }”，只能是：{ $known }。
edition-column-missing = 缺少“{ $column }”一列，请补上。
edition-column-unknown = 不认识“{ $column }”一列。可以有的列：{ $known }。
edition-column-twice = “{ $column }”一列出现了两次，请删去一列。
edition-cells-differ = 这一行有 { $cells } 格，表头有 { $columns } 列，请补齐或删去多余的格。
edition-dates-reversed = 最后一日 { $to } 早于起效之日 { $from }，请改正其中一个。
edition-clause-unknown = 引用的条款“{ $clause }”不在 provisions.csv 中，请改为其中已有的条款。
edition-quotation-differs = 条款 { $clause } 的 words_full 与 notice.md 不一致，请照原文逐字抄录。
edition-parameter-without-clause = 参数“{ $name }”没有注明条款，请写上 clause。
edition-parameter-unknown = 口径指向的参数“{ $name }”不存在，请改正名称，或者先写这个参数。
edition-parameter-twice = 参数“{ $name }”写了两次，前一次在 { $first }。请并为一个。
edition-two-values = 参数“{ $name }”在 { $day } 有两个值同时有效。请给前一个值写上 to。
edition-value-gap = 参数“{ $name }”从 { $from } 到 { $to } 没有值，请补上，或者把相邻的值延到这里。
edition-value-ends = 参数“{ $name }”从 { $day } 起没有值，而本版仍然有效。请补上以后的值，或者删去 to。
edition-interpretation-twice = 口径“{ $name }”写了两次，前一次在 { $first }。请并为一个。
edition-choice-twice = 选项“{ $name }”在同一口径里写了两次，请改名或者删去一个。
edition-provision-twice = 条款“{ $name }”出现了两次，前一次在 { $first }。请删去一个。
edition-article-unknown = 《{ $book }》中没有第 { $article } 条，请改为 rulebooks 里已有的条。
edition-article-unreadable = “{ $article }”不是条文的写法。请写作 secondary 13 或 higher 22 这样。
edition-article-twice = 第 { $article } 条与 { $first } 处的条文重复，请改正条号。
edition-articles-reversed = 末条 { $last } 小于首条 { $number }，请改正。
edition-institution-twice = 院校名称“{ $name }”出现了两次，前一次在 { $first }。全称、简称和曾用名都不能重复。
edition-institution-code-bad = 院校代码“{ $code }”不是五位数字。不知道代码的，请删去这一项。
edition-code-twice = 院校代码“{ $name }”用了两次，前一次在 { $first }。
edition-designated-twice = { $year } 年是否入选写了两次，请保留一条。
edition-year-bad = “{ $year }”不是四位的年份。
edition-major-twice = 专业“{ $name }”出现了两次，前一次在 { $first }。请删去一行。
edition-major-code-bad = 专业代码“{ $code }”与所在层次不符：六位数字，可带 K；中职以 6 或 7 开头，高职以 4 或 5 开头。不知道代码的，请留空。
edition-major-class-bad = 专业类“{ $class }”不是四位数字。
edition-major-class-differs = 专业类“{ $class }”不是代码“{ $code }”的前四位。
edition-district-code-bad = 行政区划代码“{ $code }”不是六位数字。
edition-district-twice = 区“{ $name }”出现了两次，前一次在 { $first }。请删去一行。

word-edition-type-text = 文字（加引号）
word-edition-type-number = 整数
word-edition-type-flag = true 或 false
word-edition-type-date = 日期，如 2023-04-07
word-edition-type-value = 整数、文字，或者由它们组成的数组
word-edition-type-table = 表
word-edition-type-tables = 表的数组

# —— 两版比较 ——
edition-diff-head = { $field }：{ $old } → { $new }
edition-diff-added = 新增{ $subject } { $name }：{ $words }
edition-diff-removed = 删去{ $subject } { $name }：{ $words }
edition-diff-reworded = { $subject } { $name }：{ $old } → { $new }
edition-diff-value = 参数 { $name }（{ $clause }）：{ $old } → { $new }
edition-diff-choice = 口径 { $name }：{ $old } → { $new }
edition-diff-file = 文件 { $name } 不同

word-edition-id = 版本
word-edition-title = 标题
word-edition-document = 发文字号
word-edition-issuer = 发文机关
word-edition-issued-on = 发文日期
word-edition-from = 起效之日
word-edition-to = 最后一日
word-edition-open = 一直有效
word-edition-none = 无
word-edition-provision = 条款
word-edition-parameter = 参数
word-edition-interpretation = 口径
word-edition-article = 条文
word-edition-institution = 院校
word-edition-major = 专业
word-edition-district = 区

# —— 逐项列出 ——
edition-show-heading-head = 版本
edition-show-heading-provisions = 条款（{ $count } 条）
edition-show-heading-parameters = 参数（{ $count } 项）
edition-show-heading-interpretations = 口径（{ $count } 项）
edition-show-heading-rule-books = 学籍管理规定（{ $count } 条）
edition-show-heading-institutions = 院校（{ $count } 所）
edition-show-heading-majors = 专业（{ $count } 个）
edition-show-heading-districts = 区（{ $count } 个）
edition-show-title = { $id }　{ $title }
edition-show-issued = { $document }　{ $issuer }　{ $issued-on }
edition-show-in-force = 有效：自{ $from }起，{ $to }
edition-show-in-force-to = 有效：自{ $from }起，至{ $to }止
edition-show-source = 来源 { $id }：{ $words }
edition-show-provision = { $clause }（{ $label }，{ $kind }）{ $words }
edition-show-parameter = { $name } = { $values }　{ $unit }　（{ $clause }）
edition-show-interpretation = { $id }（{ $clause }）{ $question }
edition-show-chosen = 　▸ { $id }：{ $words }
edition-show-choice = 　　{ $id }：{ $words }
edition-show-interpretation-source = 　　依据：{ $source }
edition-show-rule-book = 《{ $title }》（{ $document }）
edition-show-article = 第 { $number } 条　{ $topic }　{ $words }（{ $certainty }）
edition-show-institution = { $name }　{ $kind }　{ $role }　代码 { $code }　{ $designated }
edition-show-major = { $name }　{ $level }　代码 { $code }　专业类 { $class }
edition-show-district = { $code }　{ $name }

word-edition-kind-principle = 宗旨
word-edition-kind-parameter = 参数
word-edition-kind-rule = 规则
word-edition-kind-right = 权利
word-edition-kind-record = 记录
word-edition-kind-report = 报告
word-edition-role-front = 前段院校
word-edition-role-partner = 合作本科高校
word-edition-role-both = 前段院校和合作本科高校
word-edition-designated-listed = 入选特高校
word-edition-designated-assumed = 按附件视为入选特高校
word-edition-designated-not-listed = 未入选特高校
word-edition-designated-unknown = 是否入选特高校不详
word-certainty-text = 据原文
word-certainty-corroborated = 有旁证
word-certainty-memory = 凭记忆，待核对
word-certainty-assumed = 推定

# —— 谁可以承担项目（二） ——
decision-programme-may-run = { $front }与{ $partner }可以联合承担这个项目。
decision-programme-may-run-alone = { $front }可以独立承担这个项目的所有学段，当年招生简章载明。
decision-programme-runs-with-reason = { $front }未在特高校名单上，已说明理由：{ $reason }。可以与{ $partner }联合承担。
decision-programme-front-not-college = 高本贯通的前段院校须是高职院校，{ $front }是{ $front-kind }。请改选院校，或者改报项目类别。
decision-programme-front-not-secondary = 中本贯通的前段院校须是中职学校，{ $front }是{ $front-kind }。请改选院校，或者改报项目类别。
decision-programme-front-not-university = 独立承担所有学段的须是本科高校，{ $front }是{ $front-kind }。请改选院校，或者改报项目类别。
decision-programme-partner-not-university = 合作高校须是本科高校，{ $partner }是{ $partner-kind }。请改选合作高校。
decision-programme-partner-differs = 独立承担所有学段的项目，前段与后段是同一所高校；这里写的是{ $front }和{ $partner }。请改为同一所，或者改报项目类别。
decision-programme-not-designated = { $front }不在当年“北京市特色高水平职业院校”名单上，不能承担高本贯通项目。名单有误的，请先更正名单。
decision-programme-designation-unknown = 不知道{ $front }是否在当年“北京市特色高水平职业院校”名单上，系统不作判断，由市教委确认后再报。
decision-programme-reason-needed = { $front }没有列在当年“北京市特色高水平职业院校”名单上。中本贯通“原则上”由入选学校承担，请说明理由，由市教委决定。
decision-programme-not-in-prospectus = 当年招生简章没有载明{ $front }独立承担所有学段，不能这样承担。简章有变动的，请先更新简章。
