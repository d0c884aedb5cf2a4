# 转段考核的办理页：依据备案的办法填写各部分分数。
assess-document = 《{ $title }》（第 { $version } 版，{ $from }起）
assess-part = { $has-pass-mark ->
    [0] { $name }（满分 { $full-marks }，占 { $weight }%）
   *[other] { $name }（满分 { $full-marks }，占 { $weight }%，合格 { $pass-mark }）
}
assess-ability = { $name }（加分，最多 { $full-marks }）
assess-compute = 按各部分分数计算

# 转段办法的页面
page-nav-progression = 转段办法
progpage-title = 转段考核办法
progpage-lead = 院校制定的中职升高职办法和市教委当年的高职升本科文件，备案后转段考核按办法计算结果。备案的版本不改不删，有变动的备案新版本。
progpage-on-file = 已备案的办法
progpage-none = 还没有备案的办法。没有备案，转段考核无从办理。
progpage-group = { $year }年　{ $issuer }
progpage-document = 办法
progpage-version = 第 { $version } 版
progpage-after = 哪一学段之后
progpage-from = 施行
progpage-composition = 组成
progpage-pass = 合格标准
progpage-filed = 备案
progpage-in-force = 今天有效
progpage-new = 备案一份办法
progpage-file = 办法文件
progpage-file-hint = TOML 文本，写明标题、版本、制定单位、年份、学段、施行日期、各部分权重和合格标准；最大 { $most } KiB。先检查，再备案。
progpage-check = 检查，不写入
progpage-read = 检查结果：可以备案
progpage-not-filed = 只作检查，还没有备案
progpage-checked = { $issuer } { $year }年《{ $title }》第 { $version } 版，{ $stage }学段之后，自{ $from }起施行；{ $composition }。
progpage-known = 这一版早已备案，再次备案不会写入。
progpage-file-it = 备案
progpage-leave = 不备案
progpage-wrong = 文件有 { $count } 处需要更正，没有写入
progpage-no-file = 没有选择文件，或者文件里没有内容。请选择办法文件。
progpage-not-text = { $file } 不是 UTF-8 文本。请另存为 UTF-8 编码的 TOML 文件。
progpage-too-large = 文件超过 { $most } KiB。办法文件只有一页文字，请核对是否选错文件。
progpage-parts = 各部分
progpage-part = 部分
progpage-weight = 权重
progpage-weight-of = { $weight }%
progpage-added = 加分
progpage-full = 满分
progpage-total = 总分满分 { $full-marks } 分，合格标准 { $pass-mark } 分。
progpage-one-lead = { $issuer }，{ $year }年，第 { $version } 版
progpage-number = 文号
progpage-download = 下载原文件
progpage-was-filed = 已备案。
progpage-was-there = 这一版早已备案，没有写入。
progpage-source = 来源
progpage-digest = 文件摘要
