//! `/obligations`: what is owed, the worst first; by institution, with counts, and to be filtered.

use super::shown::{holder_name, kind_name, semester_name, year};
use super::{address, base, page_of};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address::{encoded, query};
use crate::pages::csv;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Query;
use guantong_cooperation::{Duty, DutyState, Enters, Held, Holder, Kind, Owed, Period};
use guantong_service::access::Action;
use guantong_service::cooperation::DutyView;
use serde::Deserialize;
use std::collections::BTreeMap;

/// So many stand on a page; the table to be taken away has all.
const LISTED: usize = 200;

/// A duty as pages show it.
pub(crate) struct DutyShown {
    pub(crate) name: String,
    pub(crate) clause: &'static str,
    pub(crate) holder: String,
    pub(crate) href: String,
    pub(crate) by: String,
    /// The programme or the result it is of, and what lacks.
    pub(crate) of: String,
    pub(crate) period: String,
    pub(crate) due: String,
    pub(crate) state: DutyState,
    pub(crate) chip: Chip,
    /// The records it rests on: names, and addresses where they may be read.
    pub(crate) evidence: Vec<(String, String)>,
    /// Where what would meet it is entered, by who may.
    pub(crate) enter: Option<String>,
}

impl DutyShown {
    pub(crate) fn of(page: &Page, view: &DutyView) -> Self {
        let owed = &view.owed;
        let evidence = owed.evidence.iter().map(|one| {
            let name = page.t("cooperation-numbered").with("kind", kind_name(page, one.kind));
            let read = page.office().reads_cooperation_of(&one.holder);
            let href = if read { address(one.kind, &one.holder, one.number) } else { String::new() };
            (name.with("number", one.number).to_string(), href)
        });
        let shape = match owed.state {
            DutyState::Late => "no",
            DutyState::Due => "due",
            DutyState::Excused => "pause",
            DutyState::Met => "ok",
        };
        DutyShown {
            name: page.word(format!("duty.{}", owed.duty)),
            clause: owed.duty.clause(),
            holder: holder_name(page, &owed.holder),
            href: page_of(&owed.holder),
            by: page.list(owed.by.iter().map(|name| page.short(name))),
            of: Self::what_of(page, view),
            period: period(page, owed.period),
            due: page.date(owed.due),
            state: owed.state,
            chip: Chip::new(shape, page.word(format!("duty-state.{}", owed.state))),
            evidence: evidence.collect(),
            enter: owed.open().then(|| enter(page, owed)).flatten(),
        }
    }

    fn what_of(page: &Page, view: &DutyView) -> String {
        let result = view.owed.result.map(|number| {
            let kind = kind_name(page, Kind::IndicatorResult);
            page.t("cooperation-numbered").with("kind", kind).with("number", number).to_string()
        });
        let lacks = (!view.owed.lacking.is_empty() && view.owed.open()).then(|| {
            let parts =
                view.owed.lacking.iter().map(|part| page.word(format!("cooperation-choice.part.{part}")));
            page.t("cooperation-lacking").with("parts", page.list(parts)).to_string()
        });
        let parts: Vec<String> = [view.major.clone(), result, lacks].into_iter().flatten().collect();
        parts.join("\u{3000}")
    }
}

/// A period in words.
fn period(page: &Page, period: Period) -> String {
    match period {
        Period::Standing => page.t("cooperation-standing").to_string(),
        Period::Semester(semester) => semester_name(page, semester),
        Period::AcademicYear(found) => year(page, "cooperation-academic-year", found),
        Period::CalendarYear(found) => year(page, "cooperation-calendar-year", found),
    }
}

/// The form in which what would meet a duty is entered, with what is known of it, for who acts for one that owes it.
fn enter(page: &Page, owed: &Owed) -> Option<String> {
    if !page.may(Action::CooperationEnter) {
        return None;
    }
    let own = owed.by.iter().find(|by| page.office().enters_for(by))?;
    let declared = owed.duty.met_by().declared();
    // An agreement is the institution's own, though two sides owe it together.
    let holder = match declared.held {
        Held::Institution => Holder::Institution(own.clone()),
        Held::Partnership => owed.holder.clone(),
    };
    if declared.enters == Enters::Commission {
        return None;
    }
    // A report on a year has a page of its own.
    if let (Duty::AnnualReport, Period::CalendarYear(year)) = (owed.duty, owed.period) {
        let partner = owed.holder.partner().unwrap_or(owed.holder.front());
        return Some(format!("/reports/{year}/{}/{}", encoded(owed.holder.front()), encoded(partner)));
    }
    let semester = match owed.period {
        Period::Semester(semester) => semester.to_string(),
        _ => String::new(),
    };
    let year = match owed.period {
        Period::AcademicYear(year) | Period::CalendarYear(year) => year.to_string(),
        _ => String::new(),
    };
    let result = owed.result.map(|number| number.to_string()).unwrap_or_default();
    let programme = owed.programme.as_ref().map(|id| id.as_str()).unwrap_or_default();
    let part = owed.lacking.first().copied().unwrap_or_default();
    let known = [
        ("programme", programme),
        ("semester", semester.as_str()),
        ("year", year.as_str()),
        ("result", result.as_str()),
        ("part", part),
    ];
    let known: Vec<_> = known.into_iter().filter(|(name, _)| declared.field(name).is_some()).collect();
    Some(format!("{}/new{}", base(owed.duty.met_by(), &holder), query(&known)))
}

/// How many duties stand in each way.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) late: usize,
    pub(super) due: usize,
    pub(super) excused: usize,
    pub(super) met: usize,
}

impl Counts {
    pub(super) fn of<'a>(states: impl IntoIterator<Item = &'a DutyView>) -> Self {
        let mut counts = Counts::default();
        for view in states {
            let count = match view.owed.state {
                DutyState::Late => &mut counts.late,
                DutyState::Due => &mut counts.due,
                DutyState::Excused => &mut counts.excused,
                DutyState::Met => &mut counts.met,
            };
            *count += 1;
        }
        counts
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    duty: String,
    /// A state; open ones where it is empty, `all` for every one.
    state: String,
    institution: String,
}

impl Asked {
    fn fits(&self, view: &DutyView) -> bool {
        let owed = &view.owed;
        let state = match self.state.as_str() {
            "" => owed.open(),
            "all" => true,
            state => owed.state.as_str() == state,
        };
        state
            && (self.duty.is_empty() || owed.duty.as_str() == self.duty)
            && (self.institution.is_empty() || owed.by.contains(&self.institution))
    }
}

#[derive(Template)]
#[template(path = "cooperation/duties.html")]
struct DutiesPage {
    asked: Asked,
    counts: Counts,
    /// Institutions with what each owes, the worst first: name, address, counts.
    institutions: Vec<(String, String, Counts)>,
    /// Every institution to choose from, by its name as the plan has it.
    names: Vec<String>,
    duties: Vec<DutyShown>,
    found: usize,
    file: String,
    kinds: Vec<(String, String)>,
    clauses: Clauses,
    page: Page,
}

impl DutiesPage {
    fn all_duties(&self) -> Vec<(&'static str, String)> {
        Duty::ALL.iter().map(|duty| (duty.as_str(), self.page.word(format!("duty.{duty}")))).collect()
    }

    fn states(&self) -> Vec<(&'static str, String)> {
        let named = DutyState::ALL.iter().map(|state| (state.as_str(), format!("duty-state.{state}")));
        named.map(|(state, id)| (state, self.page.word(id))).collect()
    }

    fn cut(&self) -> bool {
        self.found > self.duties.len()
    }
}

pub(super) async fn all(page: Page, Query(asked): Query<Asked>) -> Answer {
    let views = page.office().duties(None).await?;
    let mut by: BTreeMap<&str, Vec<&DutyView>> = BTreeMap::new();
    for view in &views {
        view.owed.by.iter().for_each(|name| by.entry(name).or_default().push(view));
    }
    // An institution sees what its partners owe together with it, but the list of institutions has only itself.
    let reads = |name: &str| page.office().reads_cooperation_of(&Holder::Institution(name.to_owned()));
    let mut institutions: Vec<_> = by
        .iter()
        .filter(|(name, _)| reads(name))
        .map(|(name, views)| (*name, Counts::of(views.iter().copied())))
        .collect();
    institutions.sort_by_key(|(name, counts)| {
        (std::cmp::Reverse(counts.late), std::cmp::Reverse(counts.due), (*name).to_owned())
    });
    let names = by.keys().map(|name| (*name).to_owned()).collect();
    let of_institution = |(name, counts): (&str, Counts)| {
        (page.institution(name).to_owned(), format!("/obligations/{}", encoded(name)), counts)
    };
    let fitting: Vec<&DutyView> = views.iter().filter(|view| asked.fits(view)).collect();
    let pairs = [
        ("duty", asked.duty.as_str()),
        ("state", asked.state.as_str()),
        ("institution", asked.institution.as_str()),
    ];
    show(&DutiesPage {
        counts: Counts::of(&views),
        institutions: institutions.into_iter().map(of_institution).collect(),
        names,
        duties: fitting.iter().take(LISTED).map(|view| DutyShown::of(&page, view)).collect(),
        found: fitting.len(),
        file: format!("/obligations/table.csv{}", query(&pairs)),
        kinds: kinds(&page),
        clauses: Clauses::of_provisions(
            &page,
            &["4.2.1.a", "4.2.2.a", "4.2.2.b", "4.2.2.d", "4.2.2.e", "4.2.3"],
        )
        .with_lead(&page),
        asked,
        page: page.clone(),
    })
}

/// Every kind of record with the address of its list.
pub(super) fn kinds(page: &Page) -> Vec<(String, String)> {
    Kind::ALL.iter().map(|kind| (kind_name(page, *kind), format!("/cooperation/{kind}"))).collect()
}

/// The same as a table to take away.
pub(super) async fn file(page: Page, Query(asked): Query<Asked>) -> Answer {
    let views = page.office().duties(None).await?;
    let headings = ["duty", "clause", "holder", "by", "of", "period", "due", "state", "evidence"];
    let headings: Vec<String> =
        headings.iter().map(|name| page.t(format!("cooperation-column-{name}")).to_string()).collect();
    let rows = views.iter().filter(|view| asked.fits(view)).map(|view| {
        let shown = DutyShown::of(&page, view);
        let evidence = page.list(shown.evidence.iter().map(|(name, _)| name));
        vec![
            shown.name,
            shown.clause.to_owned(),
            shown.holder,
            shown.by,
            shown.of,
            shown.period,
            view.owed.due.to_string(),
            page.word(format!("duty-state.{}", shown.state)),
            evidence,
        ]
    });
    let name = page.t("cooperation-file-duties").with("on", page.office().today()).to_string();
    Ok(csv::attachment(&name, &headings, rows))
}
