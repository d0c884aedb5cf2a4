//! The words that sheets of destinations are written with, and read by.

use crate::cells::{Column, Kind, column};
use guantong_model::Destination;

/// 毕业去向 as the ministry's forms print it, each with what it means; the first of each is the one that is written.
const DESTINATIONS: &[(&str, Destination)] = &[
    ("签就业协议形式就业", Destination::Agreement),
    ("签劳动合同形式就业", Destination::Contract),
    ("其他录用形式就业", Destination::OtherEmployment),
    ("科研助理", Destination::ResearchAssistant),
    ("应征义务兵", Destination::Military),
    ("国家基层项目", Destination::NationalProgramme),
    ("地方基层项目", Destination::LocalProgramme),
    ("自主创业", Destination::SelfEmployed),
    ("自由职业", Destination::Freelance),
    ("升学", Destination::FurtherStudy),
    ("出国、出境", Destination::Abroad),
    ("出国出境", Destination::Abroad),
    ("待就业", Destination::Seeking),
    ("不就业拟升学", Destination::Preparing),
    ("其他暂不就业", Destination::NotSeeking),
];

/// The destination that a word stands for.
pub(super) fn destination_of(word: &str) -> Option<Destination> {
    DESTINATIONS.iter().find(|(said, _)| *said == word).map(|(_, destination)| *destination)
}

/// A destination as it is written in a cell.
pub(super) fn written(destination: Destination) -> &'static str {
    DESTINATIONS.iter().find(|(_, of)| *of == destination).map_or("", |(said, _)| said)
}

/// All of them, as they are written.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    Destination::ALL.iter().map(|one| written(*one))
}

/// The columns; the first is the one a sheet is known by.
pub(super) const COLUMNS: &[Column] = &[
    column("student", "档案号", Kind::Words, true).also(&["学籍档案号"]),
    column("name", "姓名", Kind::Text, false).also(&["学生姓名", "毕业生姓名"]),
    column("on", "毕业日期", Kind::Text, false),
    column("destination", "毕业去向", Kind::Text, true).also(&["去向", "毕业去向类别"]),
];

/// The sheet to be filled in.
pub(super) const GRADUATES: &str = "毕业去向";
