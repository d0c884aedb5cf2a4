//! The words that sheets of results are written with, and read by.

use crate::cells::{Column, Kind, column};
use guantong_registry::results::{Grade, Mark};

/// Words for a mark; the first of each is the one that is written.
const MARKS: &[(&str, Mark)] = &[
    ("优秀", Mark::Grade(Grade::Excellent)),
    ("优", Mark::Grade(Grade::Excellent)),
    ("良好", Mark::Grade(Grade::Good)),
    ("良", Mark::Grade(Grade::Good)),
    ("中等", Mark::Grade(Grade::Fair)),
    ("中", Mark::Grade(Grade::Fair)),
    ("合格", Mark::Grade(Grade::Pass)),
    ("及格", Mark::Grade(Grade::Pass)),
    ("通过", Mark::Grade(Grade::Pass)),
    ("不合格", Mark::Grade(Grade::Fail)),
    ("不及格", Mark::Grade(Grade::Fail)),
    ("未通过", Mark::Grade(Grade::Fail)),
    ("缺考", Mark::Absent),
    ("免修", Mark::Exempt),
];

/// The mark that a word stands for.
pub(super) fn mark_of(word: &str) -> Option<Mark> {
    MARKS.iter().find(|(said, _)| *said == word).map(|(_, mark)| *mark)
}

/// A mark as it is written in a field or a cell.
pub(super) fn written(mark: Mark) -> String {
    match mark {
        Mark::Score(score) => score.to_string(),
        mark => MARKS.iter().find(|(_, of)| *of == mark).map_or("", |(said, _)| said).to_owned(),
    }
}

/// The columns; the first is the one a sheet is known by.
pub(super) const COLUMNS: &[Column] = &[
    column("student", "档案号", Kind::Words, true).also(&["学籍档案号"]),
    column("name", "姓名", Kind::Text, false).also(&["学生姓名"]),
    column("mark", "成绩", Kind::Text, true).also(&["总评成绩", "综合成绩", "评定"]),
];

/// The sheet to be filled in.
pub(super) const RESULTS: &str = "成绩";
