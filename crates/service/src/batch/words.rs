//! The words that sheets of batches are written with. They are read from documents and written back as they were; what
//! a person is told stands in the message files.

use guantong_registry::Part;

/// What a column of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The number of the batch.
    Batch,
    /// The number of the record.
    Student,
    /// The name, to be compared.
    Name,
    /// The programme, only to be read by people.
    Programme,
    /// What came of it.
    Result,
    /// Why a student is put off.
    Reason,
    /// A mark.
    Mark(Part),
}

/// Headings, the one that is written first.
pub(super) const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Batch, &["批次号", "batch"]),
    (Column::Student, &["档案号", "学籍档案号", "student"]),
    (Column::Name, &["姓名", "学生姓名", "name"]),
    (Column::Programme, &["项目", "专业", "programme"]),
    (Column::Mark(Part::General), &["文化素质", "general"]),
    (Column::Mark(Part::Skill), &["职业技能", "skill"]),
    (Column::Mark(Part::FirstPaper), &["专业课一", "paper-1"]),
    (Column::Mark(Part::SecondPaper), &["专业课二", "paper-2"]),
    (Column::Mark(Part::Coursework), &["平时科目成绩", "平时成绩", "coursework"]),
    (Column::Mark(Part::Ability), &["能力突出项目", "能力加分", "ability"]),
    (Column::Result, &["结果", "办理结果", "result"]),
    (Column::Reason, &["暂缓原因", "原因", "reason"]),
];

/// What came of it: the first word is written, the others are read as well.
pub(super) const RESULTS: &[(Told, &[&str])] = &[
    (Told::Yes, &["是", "已报到", "完成", "通过", "升学", "毕业", "yes"]),
    (Told::No, &["否", "未报到", "未完成", "未通过", "no"]),
    (Told::Deferred, &["暂缓", "缓办", "deferred"]),
];

/// What a sheet tells of a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Arrived, completed, passed.
    Yes,
    /// Not arrived, not completed, not passed.
    No,
    /// Put off: nothing is asked of the record.
    Deferred,
}

/// The heading of a column as it is written.
pub(super) fn heading(column: Column) -> &'static str {
    let found = HEADINGS.iter().find(|(known, _)| *known == column);
    found.and_then(|(_, words)| words.first().copied()).unwrap_or_default()
}

/// The column of a heading.
pub(super) fn column(heading: &str) -> Option<Column> {
    let lower = heading.to_lowercase();
    HEADINGS.iter().find(|(_, words)| words.contains(&lower.as_str())).map(|(column, _)| *column)
}

/// What a word in the column of results tells.
pub(super) fn told(word: &str) -> Option<Told> {
    let lower = word.to_lowercase();
    RESULTS.iter().find(|(_, words)| words.contains(&lower.as_str())).map(|(told, _)| *told)
}

/// The name of the sheet.
pub(super) const SHEET: &str = "批量办理";
