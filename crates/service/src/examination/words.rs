//! The words that sheets of examinations are written with, and read by.

use crate::cells::{Column, Kind, column};
use guantong_registry::Part;

/// What a cell may say of whether somebody was there, with the word of the record.
pub(super) const PRESENCE: &[(&str, &str)] = &[("到考", "sat"), ("缺考", "absent"), ("缓考", "deferred")];

/// The columns; the first is the one a sheet is known by.
pub(super) const COLUMNS: &[Column] = &[
    column("student", "档案号", Kind::Words, true).also(&["学籍档案号"]),
    column("examination", "考试编号", Kind::Words, false),
    column("name", "姓名", Kind::Text, false).also(&["学生姓名"]),
    column("school", "就读院校", Kind::Text, false),
    column("presence", "到考情况", Kind::Choice(PRESENCE), false),
    column("general", "文化素质", Kind::Score, false),
    column("skill", "职业技能", Kind::Score, false),
    column("paper-1", "专业课一", Kind::Score, false),
    column("paper-2", "专业课二", Kind::Score, false),
    column("coursework", "平时科目成绩", Kind::Score, false).also(&["平时成绩"]),
    column("ability", "能力突出项目", Kind::Score, false).also(&["能力加分"]),
];

/// The sheet to be filled in.
pub(super) const RESULTS: &str = "成绩";
/// The sheet that explains it.
pub(super) const EXPLANATIONS: &str = "说明";

/// The heading of a column.
pub(super) fn heading(key: &str) -> &'static str {
    COLUMNS.iter().find(|column| column.key == key).map_or("", |column| column.heading)
}

/// The heading of a part.
pub(super) fn heading_of(part: Part) -> &'static str {
    heading(part.as_str())
}
