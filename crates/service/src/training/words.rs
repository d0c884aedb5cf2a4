//! The words that sheets of courses are written with, and read by.

use crate::cells::{Column, Kind, YES, column};
use guantong_model::Stage;
use guantong_training::CourseKind;

/// Stages.
const STAGES: &[(&str, &str)] = &[("中职", "secondary"), ("高职", "college"), ("本科", "bachelor")];
/// Kinds of courses.
const KINDS: &[(&str, &str)] = &[("公共基础课", "general"), ("专业课", "vocational"), ("实践课", "practice")];

/// The columns; the first is the one a sheet is known by.
pub(super) const COLUMNS: &[Column] = &[
    column("code", "课程代码", Kind::Words, true).also(&["代码", "课程编码"]),
    column("title", "课程名称", Kind::Text, true).also(&["课程", "名称"]),
    column("stage", "学段", Kind::Choice(STAGES), false),
    column("semester", "学期", Kind::Count, true).also(&["开课学期"]),
    column("kind", "课程类别", Kind::Choice(KINDS), true).also(&["类别", "课程性质"]),
    column("hours", "总学时", Kind::Count, true).also(&["学时"]),
    column("practice", "实践学时", Kind::Count, false).also(&["其中实践学时"]),
    column("credits", "学分", Kind::Text, true),
    column("core", "核心课程", Kind::Choice(YES), false).also(&["专业核心课", "是否核心课程"]),
    column("prerequisites", "先修课程代码", Kind::Words, false).also(&["先修课程", "先修课"]),
];

/// What parts codes within a cell.
pub(super) const PARTING: [char; 7] = ['、', '，', ',', '；', ';', ' ', '\n'];
/// What codes are joined with.
pub(super) const JOINING: &str = "、";

/// The sheet of courses.
pub(super) const COURSES: &str = "课程设置";
/// The sheet that explains it.
pub(super) const EXPLANATIONS: &str = "说明";

/// The word a cell says a stage in.
pub(super) fn stage(stage: Stage) -> &'static str {
    STAGES.iter().find(|(_, word)| *word == stage.as_str()).map_or("", |(said, _)| said)
}

/// The word a cell says a kind in.
pub(super) fn kind(kind: CourseKind) -> &'static str {
    KINDS.iter().find(|(_, word)| *word == kind.as_str()).map_or("", |(said, _)| said)
}

/// The word a cell says yes or no in.
pub(super) fn yes(yes: bool) -> &'static str {
    let word = if yes { "yes" } else { "no" };
    YES.iter().find(|(_, known)| *known == word).map_or("", |(said, _)| said)
}
