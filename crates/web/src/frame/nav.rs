//! The main navigation: only pages that are there.

use guantong_service::access::Action;

/// Where one's notices are.
const NOTICES: &str = "/notices";

/// Links that belong together.
#[derive(Clone, Debug)]
pub(crate) struct NavGroup {
    /// The id of its heading.
    pub(crate) heading: &'static str,
    /// Its links.
    pub(crate) links: Vec<NavLink>,
}

/// A link of the navigation.
#[derive(Clone, Debug)]
pub(crate) struct NavLink {
    /// The id of its words.
    pub(crate) words: &'static str,
    /// Where it leads.
    pub(crate) href: String,
    /// Whether the page shown is there, or below.
    pub(crate) current: bool,
    /// How many wait there that were not read.
    pub(crate) unread: i64,
}

/// The groups for an edition and a year, with the place of a page marked; only what may be asked at all.
pub(super) fn groups(
    edition: &str,
    year: i32,
    path: &str,
    public: bool,
    may: impl Fn(Action) -> bool,
) -> Vec<NavGroup> {
    let home = if public { "public-nav-home" } else { "page-nav-home" };
    let mut groups: Vec<NavGroup> = [
        (
            "page-nav-overview",
            vec![
                (home, Action::FactsRead, "/".to_owned()),
                ("my-title", Action::StudentPath, "/my".to_owned()),
                ("todo-title", Action::RequestRead, "/todo".to_owned()),
                ("notices-title", Action::NoticeRead, NOTICES.to_owned()),
            ],
        ),
        (
            "page-nav-public",
            vec![
                ("about-title", Action::FactsRead, "/about".to_owned()),
                ("search-title", Action::FactsRead, "/search".to_owned()),
                ("prospectus-nav", Action::FactsRead, format!("/prospectuses/{year}")),
                ("results-title", Action::ResultLookUp, "/results".to_owned()),
                ("check-title", Action::CertificateCheck, "/check".to_owned()),
                ("fee-title", Action::FactsRead, "/fees".to_owned()),
                ("publicity-title", Action::FactsRead, "/publicity".to_owned()),
                ("examination-publicity-title", Action::FactsRead, "/examinations/publicity".to_owned()),
            ],
        ),
        (
            "page-nav-enrolment",
            vec![
                ("page-nav-plan", Action::FactsRead, format!("/plans/{year}")),
                ("proposal-title", Action::ProposalRead, "/proposals".to_owned()),
                ("training-title", Action::FactsRead, "/training".to_owned()),
                ("page-nav-plan-import", Action::PlanDraft, "/plans/import".to_owned()),
                ("page-nav-candidate-import", Action::CandidateImport, "/candidates/import".to_owned()),
                ("rules-nav", Action::FactsRead, format!("/rules/{year}")),
                ("page-nav-round-early", Action::FactsRead, format!("/rounds/{year}/early")),
                ("page-nav-round-unified", Action::FactsRead, format!("/rounds/{year}/unified")),
                ("district-nav", Action::CandidateList, "/districts".to_owned()),
            ],
        ),
        (
            "page-nav-students",
            vec![
                ("page-nav-student-list", Action::StudentList, "/students".to_owned()),
                ("page-nav-cohorts", Action::FiguresRead, "/cohorts".to_owned()),
                ("graduates-title", Action::DestinationRead, "/graduates".to_owned()),
                ("indicator-title", Action::FiguresRead, "/indicators".to_owned()),
                ("dataset-title", Action::DatasetRead, "/datasets".to_owned()),
                ("picture-title", Action::FiguresRead, "/picture".to_owned()),
                ("page-nav-registrations", Action::FiguresRead, "/registrations".to_owned()),
                ("page-nav-batches", Action::BatchRead, "/batches".to_owned()),
                ("marks-title", Action::ResultsRead, "/marks".to_owned()),
                ("work-title", Action::WorkRead, "/work-study".to_owned()),
                ("examination-title", Action::ExaminationRead, "/examinations".to_owned()),
                ("page-nav-continuity", Action::ContinuityRead, "/continuity".to_owned()),
                ("page-nav-take-over", Action::TakeOver, "/take-over".to_owned()),
            ],
        ),
        (
            "page-nav-cooperation",
            vec![
                ("cooperation-duties", Action::CooperationRead, "/obligations".to_owned()),
                ("report-title", Action::ReportRead, "/reports".to_owned()),
                ("evaluation-title", Action::EvaluationRead, "/evaluation".to_owned()),
                ("case-title", Action::CasesRead, "/cases".to_owned()),
                ("support-title", Action::SupportRead, "/support".to_owned()),
                ("issue-title", Action::CooperationRead, "/issues".to_owned()),
            ],
        ),
        (
            "page-nav-basis",
            vec![
                ("page-nav-provisions", Action::FactsRead, format!("/editions/{edition}")),
                (
                    "page-nav-interpretations",
                    Action::FactsRead,
                    format!("/editions/{edition}/interpretations"),
                ),
                ("page-nav-branches", Action::FiguresRead, format!("/editions/{edition}/branches")),
                ("what-if-title", Action::EditionWhatIf, "/what-if".to_owned()),
                ("page-nav-progression", Action::FactsRead, "/progression".to_owned()),
            ],
        ),
        (
            "page-nav-administration",
            vec![
                ("accounts-title", Action::AccountRead, "/accounts".to_owned()),
                ("organisations-title", Action::AccountRead, "/organisations".to_owned()),
                ("outbox-title", Action::MailKeep, "/mail".to_owned()),
                ("trail-title", Action::AuditRead, "/trail".to_owned()),
            ],
        ),
    ]
    .into_iter()
    .map(|(heading, links)| NavGroup {
        heading,
        links: links
            .into_iter()
            .filter(|(_, action, _)| may(*action))
            .map(|(words, _, href)| NavLink { words, href, current: false, unread: 0 })
            .collect(),
    })
    .filter(|group| !group.links.is_empty())
    .collect();
    let links = groups.iter_mut().flat_map(|group| group.links.iter_mut());
    if let Some(nearest) = links.filter(|link| holds(&link.href, path)).max_by_key(|link| link.href.len()) {
        nearest.current = true;
    }
    groups
}

/// Notes at the link of one's notices how many were not read.
pub(super) fn note_unread(groups: &mut [NavGroup], unread: i64) {
    let mut links = groups.iter_mut().flat_map(|group| group.links.iter_mut());
    if let Some(link) = links.find(|link| link.href == NOTICES) {
        link.unread = unread;
    }
}

/// Whether a page is at an address or below it; everything is below `/`, so that only counts as itself.
fn holds(href: &str, path: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || (href != "/" && rest.starts_with('/')))
}

/// The year an address of a plan or a round names.
pub(super) fn year_in(path: &str) -> Option<i32> {
    let mut parts = path.split('/').skip(1);
    let year = matches!(parts.next(), Some("plans" | "rounds" | "rules" | "prospectuses"))
        .then(|| parts.next())??;
    year.parse().ok().filter(|year| (2000..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_link_is_marked() {
        for (path, marked) in [
            ("/", Some("page-nav-home")),
            ("/students", Some("page-nav-student-list")),
            ("/students/S-1", Some("page-nav-student-list")),
            ("/studentsx", None),
            ("/cohorts/2023", Some("page-nav-cohorts")),
            ("/indicators/repeats/records", Some("indicator-title")),
            ("/picture/flow", Some("picture-title")),
            ("/registrations/2023/autumn", Some("page-nav-registrations")),
            ("/editions/beijing-2023/branches", Some("page-nav-branches")),
            ("/plans/import", Some("page-nav-plan-import")),
            ("/plans/2023", Some("page-nav-plan")),
            ("/proposals/2024/x/versions", Some("proposal-title")),
            ("/prospectuses/2023", Some("prospectus-nav")),
            ("/publicity/x", Some("publicity-title")),
            ("/rounds/2023/early/candidates/1", Some("page-nav-round-early")),
            ("/editions/beijing-2023/provisions/3.3.5", Some("page-nav-provisions")),
            ("/editions/beijing-2023/interpretations", Some("page-nav-interpretations")),
            ("/progression/commission/2028/1", Some("page-nav-progression")),
            ("/obligations/x", Some("cooperation-duties")),
            ("/issues", Some("issue-title")),
            ("/components", None),
        ] {
            let groups = groups("beijing-2023", 2023, path, false, |_| true);
            let current: Vec<_> =
                groups.iter().flat_map(|g| &g.links).filter(|l| l.current).map(|l| l.words).collect();
            assert_eq!(current, marked.into_iter().collect::<Vec<_>>(), "{path}");
        }
    }

    #[test]
    fn a_year_is_read_from_plans_and_rounds_only() {
        for (path, year) in [
            ("/plans/2022", Some(2022)),
            ("/prospectuses/2022", Some(2022)),
            ("/rounds/2024/early", Some(2024)),
            ("/plans/import", None),
            ("/plans/99999", None),
            ("/students/2022", None),
            ("/", None),
        ] {
            assert_eq!(year_in(path), year, "{path}");
        }
    }
}
