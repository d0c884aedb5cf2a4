//! The main navigation: only pages that are there.

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
}

/// The groups for an edition and a year, with the place of a page marked.
pub(super) fn groups(edition: &str, year: i32, path: &str) -> Vec<NavGroup> {
    let mut groups: Vec<NavGroup> = [
        ("page-nav-overview", vec![("page-nav-home", "/".to_owned())]),
        (
            "page-nav-enrolment",
            vec![
                ("page-nav-plan", format!("/plans/{year}")),
                ("page-nav-plan-import", "/plans/import".to_owned()),
                ("page-nav-round-early", format!("/rounds/{year}/early")),
                ("page-nav-round-unified", format!("/rounds/{year}/unified")),
            ],
        ),
        (
            "page-nav-students",
            vec![
                ("page-nav-student-list", "/students".to_owned()),
                ("page-nav-batches", "/batches".to_owned()),
                ("page-nav-continuity", "/continuity".to_owned()),
            ],
        ),
        (
            "page-nav-basis",
            vec![
                ("page-nav-provisions", format!("/editions/{edition}")),
                ("page-nav-interpretations", format!("/editions/{edition}/interpretations")),
            ],
        ),
    ]
    .into_iter()
    .map(|(heading, links)| NavGroup {
        heading,
        links: links.into_iter().map(|(words, href)| NavLink { words, href, current: false }).collect(),
    })
    .collect();
    let links = groups.iter_mut().flat_map(|group| group.links.iter_mut());
    if let Some(nearest) = links.filter(|link| holds(&link.href, path)).max_by_key(|link| link.href.len()) {
        nearest.current = true;
    }
    groups
}

/// Whether a page is at an address or below it; everything is below `/`, so that only counts as itself.
fn holds(href: &str, path: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || (href != "/" && rest.starts_with('/')))
}

/// The year an address of a plan or a round names.
pub(super) fn year_in(path: &str) -> Option<i32> {
    let mut parts = path.split('/').skip(1);
    let year = matches!(parts.next(), Some("plans" | "rounds")).then(|| parts.next())??;
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
            ("/plans/import", Some("page-nav-plan-import")),
            ("/plans/2023", Some("page-nav-plan")),
            ("/rounds/2023/early/candidates/1", Some("page-nav-round-early")),
            ("/editions/beijing-2023/provisions/3.3.5", Some("page-nav-provisions")),
            ("/editions/beijing-2023/interpretations", Some("page-nav-interpretations")),
            ("/components", None),
        ] {
            let groups = groups("beijing-2023", 2023, path);
            let current: Vec<_> =
                groups.iter().flat_map(|g| &g.links).filter(|l| l.current).map(|l| l.words).collect();
            assert_eq!(current, marked.into_iter().collect::<Vec<_>>(), "{path}");
        }
    }

    #[test]
    fn a_year_is_read_from_plans_and_rounds_only() {
        for (path, year) in [
            ("/plans/2022", Some(2022)),
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
