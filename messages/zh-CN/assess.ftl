# 转段考核的办理页：依据备案的办法填写各部分分数。
assess-document = 《{ $title }》（第 { $version } 版，{ $from }起）
assess-part = { $has-pass-mark ->
    [0] { $name }（满分 { $full-marks }，占 { $weight }%）
   *[other] { $name }（满分 { $full-marks }，占 { $weight }%，合格 { $pass-mark }）
}
assess-ability = { $name }（加分，最多 { $full-marks }）
assess-compute = 按各部分分数计算
