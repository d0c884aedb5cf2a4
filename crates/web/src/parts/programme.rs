//! A programme's names in the reader's language, and how a text finds it.

use crate::frame::Page;
use guantong_model::Track;
use guantong_policy::edition::MajorLevel;
use guantong_service::person::reading;
use guantong_service::rows::PlanLine;

/// The major with its direction in brackets, in English as the edition renders it.
pub(crate) fn major(page: &Page, line: &PlanLine) -> String {
    let level = match line.track {
        Track::SecondaryBachelor => MajorLevel::Secondary,
        Track::CollegeBachelor | Track::UniversityOnly => MajorLevel::College,
    };
    let found = page.edition().major(&line.major, level);
    let name = found.map_or(line.major.as_str(), |found| page.either(&line.major, &found.name_en));
    match &line.specialisation {
        Some(direction) => {
            page.t("round-major-direction").with("major", name).with("direction", direction).to_string()
        }
        None => name.to_owned(),
    }
}

/// The institution and the major, as one names a programme.
pub(crate) fn full_name(page: &Page, line: &PlanLine) -> String {
    let institution = page.institution(&line.institution);
    page.t("round-programme").with("institution", institution).with("major", major(page, line)).to_string()
}

/// Whether a major is meant by a text: part of its name in either language, of its reading, or of its initials.
pub(crate) fn is_meant(page: &Page, line: &PlanLine, text: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let wanted = plain(text);
    let printed = line.major_printed();
    let read = reading(&printed);
    [plain(&printed), plain(&major(page, line)), read.pinyin, read.initials]
        .iter()
        .any(|words| words.contains(&wanted))
}
