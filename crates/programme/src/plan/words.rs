//! The words that plan tables are printed with. They are read from documents and written back as they were; what a
//! person is told stands in the message files.

use super::draft::Column;
use guantong_model::Track;

/// The headings of the annex, and those of our own list.
pub(super) const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Category, &["项目类型", "项目类别", "category"]),
    (Column::Scale, &["招生规模", "scale"]),
    (Column::Institution, &["招生院校", "招生学校", "institution"]),
    (Column::Special, &["专项", "special"]),
    (Column::Major, &["招生专业", "专业名称", "major"]),
    (Column::Partner, &["合作本科高校", "合作本科院校", "partner"]),
    (Column::Places, &["招生计划", "计划数", "places"]),
];

/// What the annex calls a track; a university that runs one alone stands under the first.
pub(super) const CATEGORIES: &[(&str, Track)] =
    &[("高本贯通", Track::CollegeBachelor), ("中本贯通", Track::SecondaryBachelor)];

/// The sum of a category.
pub(super) const SUB_TOTALS: &[&str] = &["小计"];
/// The sum of all.
pub(super) const TOTALS: &[&str] = &["总计", "合计"];

/// 3.3.5.d: a direction with this word is for candidates of one source.
pub(super) const DIRECTED: &str = "定向";
/// 3.3.5.d: a direction with this word has a test of its own.
pub(super) const TESTED: &str = "加试";

/// The name of the exported sheet.
pub(super) const SHEET: &str = "招生计划表";

/// The annex's brackets.
pub(super) const BRACKETS: (char, char) = ('（', '）');

/// The heading of a column as the annex prints it.
pub(super) fn heading(column: Column) -> &'static str {
    let words = HEADINGS.iter().find(|(known, _)| *known == column).map(|(_, words)| *words);
    words.and_then(|words| words.first().copied()).unwrap_or_default()
}

/// What the annex calls a track; a university that runs one alone stands under the college–bachelor ones.
#[must_use]
pub fn category(track: Track) -> &'static str {
    let called = if track == Track::UniversityOnly { Track::CollegeBachelor } else { track };
    CATEGORIES.iter().find(|(_, known)| *known == called).map(|(word, _)| *word).unwrap_or_default()
}

/// The track a category word means.
pub(super) fn track(category: &str) -> Option<Track> {
    CATEGORIES.iter().find(|(word, _)| *word == category).map(|(_, track)| *track)
}
