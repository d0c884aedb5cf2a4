# 文件：任何一种导入都用
document-empty = 文件里没有内容。请检查是否选错文件。（{ $number }）
document-too-large = 文件有 { $mib } MiB，最多 { $most } MiB。请删去与表格无关的内容后再导入。（{ $number }）
document-not-a-table = 这个文件按内容看不是表格（{ $found ->
    [html] 是网页，只是改了扩展名
    [pdf] 是 PDF
    [docx] 是 Word 文档
    [doc] 是 Word 文档
    [pptx] 是演示文稿
    [zip] 是压缩包
    [xml] 是 XML 文本
    [unknown] 认不出是什么
   *[other] 是 { $found }
}）。请用表格软件打开，另存为 .xlsx 后再导入。（{ $number }）
document-encrypted = 文件设有打开密码，无法读取。请在表格软件中取消密码，另存后再导入。（{ $number }）
document-open-document = 这是 OpenDocument 表格（.ods），其中的合并单元格读不出来。请另存为 .xlsx 后再导入。（{ $number }）
document-binary-workbook = 这是二进制工作簿（.xlsb），暂不读取。请另存为 .xlsx 后再导入。（{ $number }）
document-document-type = 文件的 { $part } 部分声明了文档类型，表格软件不会这样写，为安全起见不读取。请用表格软件打开，另存后再导入。（{ $number }）
document-inflates = 文件展开后超过 { $most } MiB，不再读取。请删去与表格无关的内容后再导入。（{ $number }）
document-too-many-cells = 填写的单元格超过 { $most } 个，不再读取。请分成几个文件导入。（{ $number }）
document-too-far = 单元格 { $cell } 有内容，超出可读范围（{ $rows } 行、{ $columns } 列）。请删去这一格后再导入。（{ $number }）
document-too-many-regions = 合并单元格超过 { $most } 处，不再读取。请取消表格以外的合并后再导入。（{ $number }）
document-damaged = 文件已损坏，读到一半读不下去。请用表格软件打开，另存后再导入。（{ $number }）
document-encoding = 文字编码认不出来（第 { $byte } 个字节既不是 UTF-8 也不是 GB18030）。请另存为 UTF-8 编码的 CSV 后再导入。（{ $number }）

# 计划表：读不下去的地方
plan-heading-none = 表中没有标题行。标题行须有：{ $headings }，次序不限。请补上标题行后重新导入。（{ $number }）
plan-tables-several = 有几个工作表都像计划表：{ $sheets }。请只留一个后重新导入。（{ $number }）
plan-heading-lacks = 第{ $row }行是标题行，但缺少：{ $headings }。请补上后重新导入。（{ $number }）
plan-heading-twice = 第{ $row }行“{ $column }”在 { $other } 和 { $cell } 出现了两次。请留一列后重新导入。（{ $number }）
plan-heading-differs = 第{ $row }行是重复的标题行，但各列次序与第一次不同。请改成一致后重新导入。（{ $number }）
plan-lines-none = 标题行以下没有一个专业。请检查是否选错文件。（{ $number }）
plan-lines-too-many = 计划表超过 { $most } 行，不再读取。请检查是否选错文件。（{ $number }）
plan-places-no-number = 第{ $row }行“{ $column }”（{ $cell }）：“{ $value }”不是数字。请只填数字后重新导入。（{ $number }）
plan-places-negative = 第{ $row }行“{ $column }”（{ $cell }）：{ $value } 是负数，人数须为 1 以上的整数。请更正后重新导入。（{ $number }）
plan-places-fraction = 第{ $row }行“{ $column }”（{ $cell }）：{ $value } 不是整数，人数须为 1 以上的整数。请更正后重新导入。（{ $number }）
plan-places-zero = 第{ $row }行“{ $column }”（{ $cell }）：人数为 { $value }，须为 1 以上的整数；不招生的专业请删去这一行。（{ $number }）
plan-places-too-many = 第{ $row }行“{ $column }”（{ $cell }）：{ $value } 大得不像人数，最多 400000。请更正后重新导入。（{ $number }）
plan-places-shared = 第{ $row }行“{ $column }”（{ $cell }）：{ $region } 是几行合用的合并格，分不出每行多少人。请取消合并，逐行填写后重新导入。（{ $number }）
plan-cell-date = 第{ $row }行“{ $column }”（{ $cell }）：这里是日期 { $value }。请把单元格格式改为常规或文本，更正后重新导入。（{ $number }）
plan-cell-flag = 第{ $row }行“{ $column }”（{ $cell }）：这里是逻辑值。请更正后重新导入。（{ $number }）
plan-cell-error = 第{ $row }行“{ $column }”（{ $cell }）：公式出错，显示 { $value }。请更正后重新导入。（{ $number }）
plan-cell-no-result = 第{ $row }行“{ $column }”（{ $cell }）：公式没有存下结果。请用表格软件打开并保存一次，再重新导入。（{ $number }）
plan-name-too-long = 第{ $row }行“{ $column }”（{ $cell }）：“{ $value }……”超过 { $most } 个字，不像名称。请更正后重新导入。（{ $number }）
plan-sum-misplaced = 第{ $row }行的“{ $words }”前面没有可以合计的行。请检查表格次序后重新导入。（{ $number }）
plan-line-after-total = 第{ $row }行在总计之后，不知道算在哪一类。请移到总计之前后重新导入。（{ $number }）
plan-major-none = 第{ $row }行“{ $column }”（{ $cell }）：没有专业名称。请补填或删去这一行后重新导入。（{ $number }）
plan-category-unknown = 第{ $row }行“{ $column }”（{ $cell }）：“{ $value }”不是项目类型，应为 { $known } 之一。请更正后重新导入。（{ $number }）
plan-scale-twice = 第{ $row }行“{ $column }”（{ $cell }）：{ $institution }已有招生规模（{ $other }），这里又写了 { $value }。一所学校只能有一个，请更正后重新导入。（{ $number }）

# 核对事项：情形
plan-kind-inferred = 推算得出的数字
plan-kind-places = 须补填的人数
plan-kind-partner = 须补填的合作本科高校
plan-kind-continued = 续上格
plan-kind-special = 专项名称
plan-kind-directed = 定向招生
plan-kind-university-only = 独立承担
plan-kind-kind = 院校类型
plan-kind-designated = 特高校名单
plan-kind-sum = 合计不符
plan-kind-scale = 招生规模未印
plan-kind-sum-missing = 合计未印
plan-kind-duplicate = 重复项目
plan-kind-repeated = 院校再次出现
plan-kind-institution = 须补填的招生院校
plan-kind-category = 须补填的项目类型
plan-kind-title = 表题年份
plan-kind-hidden = 隐藏的行
plan-kind-ignored = 未采用

# 核对事项：涉及
plan-subject-lines = { $count ->
    [1] 第{ $first }行　{ $institution }，{ $major }
   *[other] 第{ $first }至{ $last }行　{ $institution }，{ $major }等 { $count } 个专业
}
plan-subject-lines-unnamed = { $count ->
    [1] 第{ $first }行　{ $major }
   *[other] 第{ $first }至{ $last }行　{ $major }等 { $count } 个专业
}
plan-subject-row = 第{ $row }行
plan-subject-title = 表题“{ $title }”
plan-subject-institution = { $institution }的招生规模
plan-subject-category = { $category }的小计
plan-subject-total = 总计

# 核对事项：读法
plan-reading-inferred = 招生规模 { $total }（{ $total-cell }）－ 其余 { $others } 行合计 { $sum } ＝ { $value }，填入 { $cell }
plan-reading-inferred-none = 招生规模 { $total }（{ $total-cell }）－ 其余 { $others } 行合计 { $sum } ＝ { $difference }，{ $cell } 填不出人数。请核对招生规模和各行人数，更正后重新导入
plan-reading-places = { $cell } 空白，同校不止这一格空白或者没有招生规模，不能推算
plan-reading-places-asked = { $cell } 空白，按口径由人补填，不作推算
plan-reading-partner = 合作本科高校空白，上一格属于另一所学校，不能推算
plan-reading-partner-region = { $region } 合并格空白，上一格属于另一所学校，不能推算
plan-reading-partner-crosses = { $region } 合并格跨两所学校，所印的合作高校属于上一所学校，这一行的不能推算
plan-reading-institution = 没有印招生院校，上一格不能沿用
plan-reading-category = 没有印项目类型，小计之后不能沿用上一类
plan-reading-continued-both = 学校续为第{ $institution-row }行的{ $institution }，合作高校续为第{ $partner-row }行的{ $partner }；本页项目类型续为{ $category }
plan-reading-continued-printed = 学校续为第{ $institution-row }行的{ $institution }，合作高校照印本：{ $partner }；本页项目类型续为{ $category }
plan-reading-continued-institution = 学校续为第{ $institution-row }行的{ $institution }，合作高校没有印；本页项目类型续为{ $category }
plan-reading-continued-partner = 合作高校续为第{ $partner-row }行的{ $partner }
plan-reading-continued-category = 项目类型续为第{ $category-row }行的{ $category }
plan-reading-continued-above = { $columns }空白，续同页上一行
plan-reading-special = { $count ->
    [1] 括号内为专项，计入{ $institution } { $total } 人，专项名保留：{ $specials }
   *[other] 括号内为 { $count } 个专项，计入{ $institution } { $total } 人，专项名保留：{ $specials }
}
plan-reading-directed = 专业方向有“{ $word }”，拟标注“不得转专业”，须有国家规定或录取前约定
plan-reading-university-only = 前段院校和合作本科高校同为{ $institution }，读作本科高校独立承担所有学段，以当年招生简章为准
plan-reading-kind-unknown = “{ $institution }”不在{ $year }年院校名录中，不知道是哪一类院校
plan-reading-kind-meant = “{ $institution }”不在{ $year }年院校名录中，是否{ $meant }？是则请更正后重新导入，不是则请说明是哪一类院校
plan-reading-sum-institution = { $unknown ->
    [0] 印本 { $printed }（{ $cell }），{ $lines } 行相加 { $rows }，相差 { $excess }。请核对后更正表格，重新导入
   *[other] 印本 { $printed }（{ $cell }），{ $lines } 行中有 { $unknown } 行没有人数，其余相加已是 { $rows }。请核对后更正表格，重新导入
}
plan-reading-sum-category = 印本 { $printed }（{ $cell }），{ $lines } 行相加 { $rows }，各校招生规模相加 { $institutions }。请核对后更正表格，重新导入
plan-reading-sum-total = 印本 { $printed }（{ $cell }），{ $lines } 行相加 { $rows }，各校招生规模相加 { $institutions }，各类小计相加 { $categories }。请核对后更正表格，重新导入
plan-reading-sum-missing = 没有印，逐行相加为 { $value }
plan-reading-scale = 没有印，各行相加为 { $value }
plan-reading-scale-unknown = 没有印，行中又有人数空白，不能相加
plan-reading-duplicate = 第{ $row }行与第{ $other }行的院校、专项、专业、方向和合作高校（{ $partner }）全都相同，一个项目只能有一个人数。请合并或更正后重新导入
plan-reading-repeated = { $institution }在别的学校之后再次出现，按同一所学校的另一段读
plan-reading-title = 表题写的是{ $title-year }年，导入为{ $year }年计划
plan-reading-hidden = 这一行在表格中被隐藏，仍计入计划
plan-reading-ignored-column = 不认识的列“{ $words }”，没有采用
plan-reading-ignored-words = “{ $words }”，不是计划的一行，没有采用

# 提交审批的条件
plan-gate-sums = 招生规模、小计与总计相符（{ $parts }，总计 { $total }）
plan-gate-lines = 每一行都有院校、专业、人数
plan-gate-inferred = 推算的数字全部确认
plan-gate-partners = 合作本科高校全部补齐
plan-gate-directed = 定向招生的限制已作决定
plan-gate-others = 其他识别结果全部确认

# 需要怎样的答复
plan-wants-nothing = 不能答复，须更正表格
plan-wants-confirm = 读法正确写 confirm = true；不正确写 confirm = false，并更正表格重新导入。
plan-wants-confirm-figure = 确认时把人数 { $figure } 一并写上；不正确写 confirm = false，并更正表格重新导入。
plan-wants-confirm-source = 确认时在 source 写明依据；不正确写 confirm = false。
plan-wants-confirm-reason = 确认时在 reason 写明理由；不同意写 confirm = false。
plan-wants-decide = 不得转专业写 confirm = true，并在 source 写明国家规定或录取前约定；可以转专业写 confirm = false，并在 reason 写明理由。
plan-wants-figure = 在 value 写人数，在 source 写明来源。
plan-wants-university = 在 value 写本科高校全称，在 source 写明来源。
plan-wants-institution = 在 value 写院校全称，在 source 写明来源。
plan-wants-category = 在 value 写项目类型，在 source 写明来源。
plan-wants-kind = 在 value 写 secondary-school（中职学校）、college（高职院校）或 university（本科高校），在 source 写明来源。

# 答复文件
plan-template-head = { $year }年招生计划表的核对答复。每一段说明一处；去掉行首的 # 并填写，就是答复。
plan-template-by = 答复人，每一段也可以各写各的 by：
plan-template-blocking = 以下各处不能答复，须更正表格后重新导入：
plan-template-finding = { $kind }：{ $subject }。{ $reading }。
plan-answers-syntax = 第{ $line }行：写法不合 TOML 格式，读不下去。请检查引号、等号和方括号。（{ $number }）
plan-answers-key-unknown = 第{ $line }行：不认识“{ $key }”，可以写的是：{ $known }。（{ $number }）
plan-answers-empty = 第{ $line }行：“{ $key }”是空的。请填写，或者删去这一行。（{ $number }）
plan-answers-wants-flag = 第{ $line }行：“{ $key }”须写 true 或 false，不加引号。（{ $number }）
plan-answers-wants-number = 第{ $line }行：“{ $key }”须写整数，不加引号。（{ $number }）
plan-answers-wants-table = 第{ $line }行：“{ $key }”须分段写，每段以 [[{ $key }]] 开头。（{ $number }）
plan-answers-wants-words = 第{ $line }行：“{ $key }”须写文字，加双引号。（{ $number }）
plan-answers-wants-number-or-words = 第{ $line }行：“{ $key }”须写整数，或者加双引号的文字。（{ $number }）
plan-answers-finding-none = 第{ $line }行起的一段没有写 finding，不知道答复哪一处。（{ $number }）
plan-answers-finding-unknown = 表中没有“{ $finding }”这一处可以答复。请检查编号，或者这个答复是给另一张表的。（{ $number }）
plan-answers-finding-unknown-on-line = 第{ $line }行起的一段：表中没有“{ $finding }”这一处可以答复。请检查编号，或者这个答复是给另一张表的。（{ $number }）
plan-answers-twice = 第{ $line }行：“{ $finding }”答复了两次。请留一次。（{ $number }）
plan-answers-year = 答复文件写的是{ $answers }年，导入为{ $year }年计划。请换成同一年的。（{ $number }）
plan-answer-by-none = “{ $finding }”的答复没有写答复人。请填写 by。（{ $number }）
plan-answer-not-wanted = “{ $finding }”不能靠答复解决。请更正表格后重新导入。（{ $number }）
plan-answer-confirm-none = “{ $finding }”须写 confirm = true 或 confirm = false。（{ $number }）
plan-answer-figure-differs = 第{ $row }行“{ $column }”：答复确认的是 { $value }，现在推算得 { $figure }。请核对后重新确认。（{ $number }）
plan-answer-figure-none = 第{ $row }行“{ $column }”：确认时请把人数 { $figure } 一并写上。（{ $number }）
plan-answer-figure-wanted = 第{ $row }行“{ $column }”：“{ $value }”不是人数，须为 1 至 100000 的整数。（{ $number }）
plan-answer-name-wanted = 第{ $row }行“{ $column }”：请在 value 写名称，加双引号。（{ $number }）
plan-answer-university-unknown = 第{ $row }行“{ $column }”：“{ $value }”不在{ $year }年本科高校名录中，请从列表选择。（{ $number }）
plan-answer-university-meant = 第{ $row }行“{ $column }”：“{ $value }”不在{ $year }年本科高校名录中，是否{ $meant }？请从列表选择。（{ $number }）
plan-answer-institution-unknown = 第{ $row }行“{ $column }”：“{ $value }”不在{ $year }年院校名录中，请从列表选择。（{ $number }）
plan-answer-institution-meant = 第{ $row }行“{ $column }”：“{ $value }”不在{ $year }年院校名录中，是否{ $meant }？请从列表选择。（{ $number }）
plan-answer-category-unknown = 第{ $row }行“{ $column }”：“{ $value }”不是项目类型，应为 { $known } 之一。（{ $number }）
plan-answer-kind-unknown = “{ $finding }”：“{ $value }”不是院校类型，应为 { $known } 之一。（{ $number }）
plan-answer-reason-none = “{ $finding }”的答复须在 reason 写明理由。（{ $number }）
plan-answer-source-none = “{ $finding }”的答复须在 source 写明来源或依据。（{ $number }）
plan-answer-value-not-wanted = “{ $finding }”只要 confirm，不要 value（写的是 { $value }）。（{ $number }）

# 导出
plan-table-title = { $year }年北京市高端技术技能人才贯通培养招生计划表
