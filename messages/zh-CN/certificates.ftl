# 证书：由哪所院校颁发、依据哪一条、为什么不是另一所。
certificate-list = 证书
certificate-number = 证书编号
certificate-holder = 持证学生
certificate-issuer = 颁发院校
certificate-now-named = 现名{ $issuer }
certificate-on = 颁发日期
certificate-in-force = 有效
certificate-void = 已作废
certificate-void-why = 这份证书已经作废，编号不再使用。原因见学籍档案的办理记录。
certificate-whence = 为什么由这所院校颁发
certificate-by = 依据的决定
certificate-entry = 学籍档案第 { $entry } 项
certificate-why = { $stage }学段的学籍在{ $issuer }，相应学段的证书由学籍所在学校颁发。
certificate-why-not-alone = 各学段都由{ $school }一校承担，没有另一所院校。
certificate-why-not-school-last = { $school }是前段院校，本科学段的就读和学籍都在{ $partner }，所以不由{ $school }颁发。
certificate-why-not-school-teaches = { $school }是就读学校，但高职学段的学籍注册在{ $partner }，所以不由{ $school }颁发。
certificate-why-not-partner-later = { $partner }是合作本科高校，{ $stage }学段的学籍不在那里，所以不由{ $partner }颁发。
