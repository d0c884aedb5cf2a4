# 招生录取：批次结果、逐条志愿的说明、录取校验，以及 allocate 命令。
admission-reason-admitted = 录取
admission-reason-qualification-none = 没有当年中考升学资格，不能参加录取（三（一）1）。
admission-reason-household-none = 没有本市正式户籍，不能参加录取（三（一）1）。
admission-reason-floor-below = 总分低于最低录取分数线，不能录取（三（一）2）。
admission-reason-admitted-earlier = 前一批次已经录取，不再参加本批次（三（一）2）。
admission-reason-preferences-none = 没有填报本批次的项目。
admission-reason-additional-test-none = 填报的项目都要求加试，没有通过加试。
admission-reason-preferences-full = 填报的项目轮到时都已录满。
admission-why-unknown = 第{ $position }志愿：本批次没有这个项目，跳过。
admission-why-repeated = 第{ $position }志愿：与前面的志愿重复，以前面的为准。
admission-why-no-test = 第{ $position }志愿：这个项目要求加试，没有通过。
admission-why-admitted = 第{ $position }志愿：录取，计划{ $places }人，排在第{ $nth }名。
admission-why-full = 第{ $position }志愿：计划{ $places }人，轮到你时已录取{ $taken }人，没有名额。
admission-why-quota-full = 第{ $position }志愿：“{ $group }”限{ $places }人，轮到你时已录取{ $taken }人，没有名额。
admission-why-not-looked-at = 第{ $position }志愿：前面的志愿已经录取，不再查看。
admission-differs-score = 最后录取的考生{ $theirs }分，你{ $yours }分。
admission-differs-key = 总分相同，同分顺序第{ $key }项：最后录取的考生{ $theirs }，你{ $yours }。
admission-differs-draw = 总分和同分顺序各项都相同，比较随机号：最后录取的考生{ $theirs }，你{ $yours }，小者先录。
admission-differs-position = 总分和同分顺序各项都相同，比较志愿号：最后录取的考生是第{ $theirs }志愿，你是第{ $yours }志愿。
admission-proof-within-places = 校验：{ $violations ->
    [0] { $examined }个项目都没有超计划录取（边界同分按规则一并录取的除外）。
   *[other] { $violations }处超计划录取（共{ $examined }个项目）。
}
admission-proof-above-floor = 校验：{ $violations ->
    [0] 录取的{ $examined }人都不低于最低录取分数线。
   *[other] { $violations }人低于最低录取分数线而被录取（共{ $examined }人）。
}
admission-proof-eligible = 校验：{ $violations ->
    [0] 录取的{ $examined }人都符合条件，录取的都是本人填报的志愿。
   *[other] { $violations }人不符合条件或没有填报而被录取（共{ $examined }人）。
}
admission-proof-nobody-passed-over = 校验：{ $violations ->
    [0] 没有人的志愿录取了排在他后面的考生（查看{ $examined }个志愿）。
   *[other] { $violations }个志愿录取了排在本人后面的考生（查看{ $examined }个志愿）。
}
admission-proof-nothing-wasted = 校验：{ $violations ->
    [0] 空余名额都没有符合条件的考生填报（查看{ $examined }个志愿）。
   *[other] { $violations }个志愿有名额而没有录取（查看{ $examined }个志愿）。
}
allocate-step-read = 读取考生
allocate-step-allocate = 排序和录取
allocate-step-prove = 校验结果
allocate-step-write = 写出结果
allocate-done = 考生{ $candidates }人：录取{ $admitted }人，未录取{ $not-admitted }人，不符合条件{ $ineligible }人。
allocate-filled = 项目{ $programmes }个，计划{ $places }人，空余{ $unused }个名额。
allocate-over = 同分考生一并录取，超计划{ $over }人。
allocate-warnings = 提醒{ $count }处，列出前{ $listed }处。
allocate-written = 已写出 { $file }。
allocate-bad-input = 输入有{ $count }处错误，列出前{ $listed }处；没有写出任何结果。
allocate-refer = 总分{ $total }的{ $count }名考生各项都相同，名额不够分，规则没有选定同分办法：提请录取会议决定，没有写出任何结果。涉及项目：{ $programmes }。可在规则文件中用 equal 选定办法后重新运行。
allocate-referred = { $candidate }
allocate-unproven = 结果没有通过校验，没有写出。请保留输入文件并报告。
allocate-fault-read = 读不出 { $file }：{ $detail }。没有写出任何结果。
allocate-fault-write = 写不出 { $file }：{ $detail }。原有文件未受影响。
allocate-file-missing = { $file }：没有这个文件。
allocate-file-forbidden = { $file }：没有读取权限。
allocate-file-directory = { $file }：是目录，不是文件。
allocate-file-empty = { $file }：文件是空的，缺少表头。
allocate-file-same = { $file }：输出与输入或另一个输出是同一个文件，请另选文件名。
allocate-not-utf8 = { $file } 第{ $line }行：不是UTF-8编码，请另存为UTF-8。
allocate-unreadable = { $file } 第{ $line }行：既不是UTF-8也不是GB18030编码，请另存为其中一种。
allocate-quote-open = { $file } 第{ $line }行：引号没有结束，后面的内容无法读取。
allocate-quote-misplaced = { $file } 第{ $line }行：引号之后还有文字，请检查引号。
allocate-too-large = { $file }：超过一个批次能容纳的数量。
allocate-column-missing = { $file } 第{ $line }行：缺少“{ $column }”列，现有：{ $columns }。
allocate-column-draw = { $file } 第{ $line }行：同分按随机号（equal = "draw"），缺少“draw”列。
allocate-column-group = { $file } 第{ $line }行：计划有名额限制（quota:），缺少“group”列，现有：{ $columns }。
allocate-column-subject = { $file } 第{ $line }行：规则按科目加权，缺少“{ $column }”列，现有：{ $columns }。
allocate-column-repeated = { $file } 第{ $line }行：“{ $column }”列出现两次。
allocate-column-unknown = { $file } 第{ $line }行：“{ $column }”列不使用。
allocate-key-gap = { $file } 第{ $line }行：同分顺序应为“{ $expected }”，写的是“{ $value }”；须从key_1起连续。
allocate-key-blank = { $file } 第{ $line }行“{ $column }”：空白。同分顺序的各项，所有考生都要有。
allocate-cell-blank = { $file } 第{ $line }行“{ $column }”：空白。
allocate-candidate-repeated = { $file } 第{ $line }行“{ $column }”：“{ $value }”与第{ $first }行重复。
allocate-programme-repeated = { $file } 第{ $line }行“{ $column }”：“{ $value }”与第{ $first }行重复。
allocate-programme-bar = { $file } 第{ $line }行“{ $column }”：“{ $value }”含有“|”，志愿以“|”分隔，无法填报。
allocate-places = { $file } 第{ $line }行“{ $column }”：“{ $value }”不是人数，应为0或正整数。
allocate-total = { $file } 第{ $line }行“{ $column }”：“{ $value }”不是分数，应如520或520.5。
allocate-total-negative = { $file } 第{ $line }行“{ $column }”：“{ $value }”是负数。
allocate-total-above = { $file } 第{ $line }行“{ $column }”：“{ $value }”超过满分{ $most }。
allocate-number = { $file } 第{ $line }行“{ $column }”：“{ $value }”不是数，应如118或118.5。
allocate-draw = { $file } 第{ $line }行“{ $column }”：“{ $value }”不是随机号。同分按随机号，所有考生都要有。
allocate-draw-equal = { $file } 第{ $line }行“{ $column }”：{ $candidate }与第{ $first }行的{ $other }各项都相同，随机号也同为“{ $value }”。
allocate-number-long = { $file } 第{ $line }行“{ $column }”：“{ $value }”与本列其他数放在一起超过18位。
allocate-flag = { $file } 第{ $line }行“{ $column }”：“{ $value }”应为1（是）或0（否）。
allocate-preferences-many = { $file } 第{ $line }行“{ $column }”：填报{ $count }个志愿，最多{ $most }个：“{ $value }”。
allocate-preference-unknown = { $file } 第{ $line }行第{ $position }志愿：计划中没有“{ $value }”，跳过。
allocate-preference-repeated = { $file } 第{ $line }行第{ $position }志愿：“{ $value }”重复，以前面的为准。
allocate-preference-blank = { $file } 第{ $line }行第{ $position }志愿：空白，跳过。
allocate-group-unknown = { $file } 第{ $line }行“{ $column }”：计划没有“{ $value }”的名额限制，不受限。
allocate-toml-syntax = { $file } 第{ $line }行：读不懂“{ $value }”（{ $detail }）。
allocate-toml-missing = { $file } 第{ $line }行：缺少“{ $column }”。
allocate-toml-type = { $file } 第{ $line }行“{ $column }”：“{ $value }”不合要求，应为 { $expected }。
allocate-toml-unknown = { $file } 第{ $line }行：没有“{ $column }”这一项（值为“{ $value }”），可用：{ $known }。
allocate-weights-programme = { $file } 第{ $line }行：计划中没有“{ $value }”，不能加权。
allocate-weights-serial = { $file } 第{ $line }行：按科目加权时各项目排序不同，须用 --method deferred-acceptance。
allocate-weights-table = { $file } 第{ $line }行“{ $column }”：“{ $value }”不合要求，应为各科权重，如 math = 1.5。
allocate-weights-repeated = { $file } 第{ $line }行“{ $column }”：科目“{ $value }”出现两次。
allocate-weights-long = { $file }：“{ $value }”的加权总分超过18位。
allocate-weight = { $file } 第{ $line }行“{ $column }”：“{ $value }”不是权重，应如1或1.5。
allocate-quotas-need-draw = { $file } 第{ $line }行：既有名额限制又按科目加权时，同分须按随机号（equal = "draw"）。
allocate-row-short = { $file } 第{ $line }行：有{ $fields }列，表头有{ $expected }列，从“{ $column }”起缺少。
allocate-row-long = { $file } 第{ $line }行：有{ $fields }列，表头有{ $expected }列，多出“{ $value }”。
