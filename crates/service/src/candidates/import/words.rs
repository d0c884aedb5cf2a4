//! The words of the examination authority's files of candidates: headings, the words that cells choose from, sheets of the
//! template. They are read from documents and written into the template; what a person is told stands in the message files.

use crate::cells::{Column, Kind, SEX, YES, column};

/// The sheet to fill in.
pub(super) const CANDIDATES: &str = "考生";
/// The sheet of the year's programmes.
pub(super) const PROGRAMMES: &str = "招生项目";
/// The sheet of explanations.
pub(super) const EXPLANATIONS: &str = "填表说明";
/// Headings of the sheet of programmes.
pub(super) const PROGRAMME_HEADINGS: [&str; 4] = ["项目代码", "学校", "专业", "合作高校"];
/// What parts the programmes of one cell.
pub(super) const BETWEEN: [char; 4] = ['|', '｜', '、', ';'];
/// The beginnings of the headings of one preference each, a number follows: of the early and of the unified round.
pub(super) const NUMBERED: [(&str, &str); 2] = [("early", "提前招生志愿"), ("unified", "统一招生志愿")];

/// The columns. What is not in the office's rows is named in [`UNUSED`]: it stays in the file.
pub(super) const COLUMNS: &[Column] = &[
    column("no", "报名号", Kind::Words, true).also(&["中考报名号", "考生号"]),
    column("ticket", "准考证号", Kind::Words, false),
    column("name", "姓名", Kind::Text, true).also(&["考生姓名"]),
    column("sex", "性别", Kind::Choice(SEX), true),
    column("identity", "身份证号", Kind::Words, true).also(&["公民身份号码", "身份证号码", "身份证件号"]),
    column("born", "出生日期", Kind::Date, false),
    column("people", "民族", Kind::Text, false),
    column("hukou", "户籍区", Kind::Text, false),
    column("district", "毕业初中所在区", Kind::Text, true).also(&["初中所在区", "毕业学校所在区", "区"]),
    column("junior", "毕业初中", Kind::Text, false).also(&["毕业初中名称", "毕业学校"]),
    column("phone", "联系电话", Kind::Words, false),
    column("culture", "文化总分", Kind::Score, false).also(&["考试总分"]),
    column("bonus", "照顾加分", Kind::Score, false).also(&["加分"]),
    column("total", "录取总分", Kind::Score, true),
    column("chinese", "语文", Kind::Score, true).also(&["语", "语文成绩"]),
    column("mathematics", "数学", Kind::Score, true).also(&["数", "数学成绩"]),
    column("foreign", "外语", Kind::Score, true).also(&["外", "英语", "外语成绩"]),
    column("priority", "优先标志", Kind::Choice(YES), false).also(&["优先"]),
    column("draw", "随机号", Kind::Count, true),
    column("qualified", "升学资格", Kind::Choice(YES), true),
    column("household", "本市正式户籍", Kind::Choice(YES), true),
    column("boards", "住宿", Kind::Choice(YES), false).also(&["是否住宿"]),
    column("tests", "加试通过项目", Kind::Text, false).also(&["加试"]),
    column("early", "提前招生志愿", Kind::Text, false).also(&["早批次志愿"]),
    column("unified", "统一招生志愿", Kind::Text, false).also(&["统招志愿"]),
];

/// Columns that are read over: they stay in the file and are used for nothing.
pub(super) const UNUSED: [&str; 3] = ["ticket", "people", "hukou"];
/// Columns that are only held against others, and then stay in the file.
pub(super) const COMPARED: [&str; 2] = ["born", "culture"];
