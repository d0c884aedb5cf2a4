//! The words of the workbook of taking over: sheets, headings and the words that cells choose from. They are read from
//! documents and written into the template; what a person is told stands in the message files.

use crate::cells::{Column, Kind, SEX, YES, column};

/// The sheet of students.
pub(super) const STUDENTS: &str = "学生";
/// The sheet of programmes of earlier years.
pub(super) const PROGRAMMES: &str = "历年项目";
/// The sheet of explanations.
pub(super) const EXPLANATIONS: &str = "填表说明";
/// What follows the year in the heading of its admission scores.
pub(super) const SCORES: &str = "级录取成绩";
/// A class with nobody admitted: it was offered and has no admission score.
pub(super) const NO_SCORE: &str = "无";

const ADMISSION: &[(&str, &str)] = &[("普通", "ordinary"), ("特殊", "special")];
const STAGE: &[(&str, &str)] = &[("中职", "secondary"), ("高职", "college"), ("本科", "bachelor")];
const RESULT: &[(&str, &str)] = &[("通过", "passed"), ("未通过", "failed")];
const LEAVE: &[(&str, &str)] = &[("个人原因", "personal"), ("因病", "health"), ("应征入伍", "military")];
const OTHER: &[(&str, &str)] =
    &[("结业证书", "completion"), ("肄业证书", "incomplete-study"), ("学习证明", "study-record")];
const ENDING: &[(&str, &str)] = &[
    ("毕业", "graduated"),
    ("结业", "completed"),
    ("肄业", "incomplete"),
    ("退学", "withdrawn"),
    ("开除学籍", "expelled"),
    ("取消学籍", "cancelled"),
    ("亡故", "deceased"),
    ("未报到", "not-enrolled"),
];
const STANDING: &[(&str, &str)] = &[
    ("在读", "studying"),
    ("休学", "on-leave"),
    ("毕业", "graduated"),
    ("结业", "completed"),
    ("肄业", "incomplete"),
    ("退学", "withdrawn"),
    ("开除学籍", "expelled"),
    ("取消学籍", "cancelled"),
    ("亡故", "deceased"),
    ("未报到", "not-enrolled"),
];
const TRACK: &[(&str, &str)] = &[
    ("高本贯通", "college-bachelor"),
    ("中本贯通", "secondary-bachelor"),
    ("本科高校独立承担", "university-only"),
];

/// The columns of the sheet of students.
pub(super) const STUDENT_COLUMNS: &[Column] = &[
    column("student", "学号", Kind::Words, true),
    column("name", "姓名", Kind::Text, true),
    column("sex", "性别", Kind::Choice(SEX), false),
    column("born", "出生日期", Kind::Date, true),
    column("district", "初中所在区", Kind::Text, false),
    column("junior", "初中学校", Kind::Text, false),
    column("entry_year", "入学年份", Kind::Year, true),
    column("score", "中考成绩", Kind::Score, true),
    column("admission", "录取形式", Kind::Choice(ADMISSION), false),
    column("barred", "约定不得转专业", Kind::Choice(YES), false),
    column("programme", "录取项目编号", Kind::Words, true),
    column("now_programme", "现项目编号", Kind::Words, false),
    column("now_cohort", "现年级", Kind::Year, false),
    column("now_stage", "现学段", Kind::Choice(STAGE), false),
    column("now_standing", "现学籍状态", Kind::Choice(STANDING), false),
    column("registered", "报到日期", Kind::Date, false),
    column("s_at", "中职学籍院校", Kind::Text, false),
    column("s_done", "中职完成学业日期", Kind::Date, false),
    column("s_failed", "中职未完成学业日期", Kind::Date, false),
    column("s_assessed", "中职转段考核日期", Kind::Date, false),
    column("s_result", "中职转段考核结果", Kind::Choice(RESULT), false),
    column("s_rules", "中职转段考核依据", Kind::Text, false),
    column("s_repeat", "中职留级日期", Kind::Date, false),
    column("s_repeat_cohort", "中职留级年级", Kind::Year, false),
    column("s_repeat_to", "中职留级项目编号", Kind::Words, false),
    column("s_done2", "中职再次完成学业日期", Kind::Date, false),
    column("s_assessed2", "中职再次转段考核日期", Kind::Date, false),
    column("s_result2", "中职再次转段考核结果", Kind::Choice(RESULT), false),
    column("s_rules2", "中职再次转段考核依据", Kind::Text, false),
    column("c_up", "升入高职日期", Kind::Date, false),
    column("c_at", "高职学籍院校", Kind::Text, false),
    column("c_done", "高职完成学业日期", Kind::Date, false),
    column("c_failed", "高职未完成学业日期", Kind::Date, false),
    column("c_assessed", "高职转段考核日期", Kind::Date, false),
    column("c_result", "高职转段考核结果", Kind::Choice(RESULT), false),
    column("c_rules", "高职转段考核依据", Kind::Text, false),
    column("c_repeat", "高职留级日期", Kind::Date, false),
    column("c_repeat_cohort", "高职留级年级", Kind::Year, false),
    column("c_repeat_to", "高职留级项目编号", Kind::Words, false),
    column("c_done2", "高职再次完成学业日期", Kind::Date, false),
    column("c_assessed2", "高职再次转段考核日期", Kind::Date, false),
    column("c_result2", "高职再次转段考核结果", Kind::Choice(RESULT), false),
    column("c_rules2", "高职再次转段考核依据", Kind::Text, false),
    column("b_up", "升入本科日期", Kind::Date, false),
    column("b_at", "本科学籍院校", Kind::Text, false),
    column("b_done", "本科完成学业日期", Kind::Date, false),
    column("transfer", "转专业转学日期", Kind::Date, false),
    column("transfer_to", "转入项目编号", Kind::Words, false),
    column("leave1", "休学开始日期", Kind::Date, false),
    column("leave1_until", "休学截止日期", Kind::Date, false),
    column("leave1_kind", "休学原因", Kind::Choice(LEAVE), false),
    column("resumed1", "复学日期", Kind::Date, false),
    column("resumed1_cohort", "复学年级", Kind::Year, false),
    column("resumed1_to", "复学项目编号", Kind::Words, false),
    column("leave2", "第二次休学开始日期", Kind::Date, false),
    column("leave2_until", "第二次休学截止日期", Kind::Date, false),
    column("leave2_kind", "第二次休学原因", Kind::Choice(LEAVE), false),
    column("resumed2", "第二次复学日期", Kind::Date, false),
    column("resumed2_cohort", "第二次复学年级", Kind::Year, false),
    column("resumed2_to", "第二次复学项目编号", Kind::Words, false),
    column("s_cert", "中职毕业证书编号", Kind::Words, false),
    column("s_cert_by", "中职毕业证书发证院校", Kind::Text, false),
    column("s_cert_on", "中职毕业证书日期", Kind::Date, false),
    column("c_cert", "专科毕业证书编号", Kind::Words, false),
    column("c_cert_by", "专科毕业证书发证院校", Kind::Text, false),
    column("c_cert_on", "专科毕业证书日期", Kind::Date, false),
    column("b_cert", "本科毕业证书编号", Kind::Words, false),
    column("b_cert_by", "本科毕业证书发证院校", Kind::Text, false),
    column("b_cert_on", "本科毕业证书日期", Kind::Date, false),
    column("x_kind", "其他证书种类", Kind::Choice(OTHER), false),
    column("x_cert", "其他证书编号", Kind::Words, false),
    column("x_cert_by", "其他证书发证院校", Kind::Text, false),
    column("x_cert_on", "其他证书日期", Kind::Date, false),
    column("end", "结束方式", Kind::Choice(ENDING), false),
    column("end_on", "结束日期", Kind::Date, false),
    column("end_article", "结束依据条款", Kind::Text, false),
    column("end_decision", "结束决定文书", Kind::Text, false),
];

/// The columns of the sheet of programmes; admission scores by year stand beside them.
pub(super) const PROGRAMME_COLUMNS: &[Column] = &[
    column("p_id", "项目编号", Kind::Words, true),
    column("p_track", "项目类别", Kind::Choice(TRACK), true),
    column("p_school", "前段院校", Kind::Text, true),
    column("p_partner", "合作本科高校", Kind::Text, true),
    column("p_major", "专业", Kind::Text, true),
    column("p_code", "专业代码", Kind::Words, false),
    column("p_class", "专业类代码", Kind::Words, false),
];
