//! 录取成绩: what came of each programme of a published round, grouped by institution; and the same as CSV.

use super::RoundPath;
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::address::query;
use crate::pages::csv::attachment;
use crate::parts::{Chip, programme};
use axum::extract::{Path, Query};
use guantong_service::rows::{PlanLine, Round, RoundProgramme, RoundState};
use guantong_service::views::RoundView;
use serde::Deserialize;

/// Which programmes are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Only of this front institution.
    #[serde(default)]
    pub(super) school: String,
    /// Only of this 项目类型.
    #[serde(default)]
    pub(super) category: String,
    /// Part of a major, its reading or initials.
    #[serde(default)]
    pub(super) major: String,
    /// Anything: only with places left.
    #[serde(default)]
    pub(super) left: String,
}

impl Asked {
    fn any(&self) -> bool {
        [&self.school, &self.category, &self.major, &self.left].iter().any(|given| !given.is_empty())
    }

    fn takes(&self, page: &Page, line: &PlanLine, programme: &RoundProgramme) -> bool {
        (self.school.is_empty() || line.institution == self.school)
            && (self.category.is_empty() || line.category == self.category)
            && (self.left.is_empty() || programme.places > programme.admitted)
            && programme::is_meant(page, line, &self.major)
    }

    fn query(&self) -> String {
        query(&[
            ("school", &self.school),
            ("category", &self.category),
            ("major", &self.major),
            ("left", &self.left),
        ])
    }
}

/// The table with its filters.
pub(super) struct Cutoffs {
    pub(super) asked: Asked,
    pub(super) schools: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) groups: Vec<Group>,
    /// How many the filter leaves, and of how many.
    pub(super) found: usize,
    pub(super) all: usize,
    /// The same table to take away.
    pub(super) csv: String,
}

/// One institution's programmes.
pub(super) struct Group {
    pub(super) institution: String,
    pub(super) category: String,
    pub(super) rows: Vec<Row>,
}

/// One programme.
pub(super) struct Row {
    pub(super) line: PlanLine,
    pub(super) major: String,
    pub(super) programme: RoundProgramme,
    pub(super) left: i64,
    pub(super) state: Chip,
    /// Those it admitted.
    pub(super) href: String,
}

impl Cutoffs {
    pub(super) fn of(page: &Page, at: RoundPath, view: &RoundView, asked: Asked) -> Self {
        let all = &view.programmes;
        let names = |name: fn(&PlanLine) -> &String| {
            let mut names: Vec<String> = Vec::new();
            for (line, _) in all {
                if !names.contains(name(line)) {
                    names.push(name(line).clone());
                }
            }
            names
        };
        let mut groups: Vec<Group> = Vec::new();
        for (line, programme) in all.iter().filter(|(line, programme)| asked.takes(page, line, programme)) {
            let row = Row::of(page, at, line, programme);
            let same =
                |group: &&mut Group| group.institution == line.institution && group.category == line.category;
            match groups.last_mut().filter(same) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group {
                    institution: line.institution.clone(),
                    category: line.category.clone(),
                    rows: vec![row],
                }),
            }
        }
        Cutoffs {
            schools: names(|line| &line.institution),
            categories: names(|line| &line.category),
            found: groups.iter().map(|group| group.rows.len()).sum(),
            all: all.len(),
            csv: format!("{}/cutoffs.csv{}", at.href(), asked.query()),
            groups,
            asked,
        }
    }

    /// Whether a filter is set.
    pub(super) fn filtered(&self) -> bool {
        self.asked.any()
    }
}

impl Row {
    fn of(page: &Page, at: RoundPath, line: &PlanLine, programme: &RoundProgramme) -> Self {
        let left = (programme.places - programme.admitted).max(0);
        let (shape, words) = match at.round {
            _ if programme.places == 0 => ("end", "round-no-places"),
            _ if left == 0 => ("ok", "round-full"),
            Round::Early => ("wait", "round-left-over"),
            Round::Unified => ("wait", "round-unused"),
        };
        let programme_id = line.programme.as_str();
        let filter = query(&[("outcome", "admitted"), ("programme", programme_id)]);
        Row {
            major: programme::major(page, line),
            left,
            state: Chip::new(shape, page.t(words)),
            href: format!("{}/candidates{filter}", at.href()),
            line: line.clone(),
            programme: programme.clone(),
        }
    }
}

/// `/rounds/{year}/{round}/cutoffs.csv`: nothing there before publication.
pub(super) async fn csv(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let view = page.office().round(at.year, at.round).await?;
    let view = view.filter(|view| view.run.state == RoundState::Published).ok_or(Problem::NotFound)?;
    let headings = [
        "round-category",
        "round-institution",
        "round-special",
        "round-major",
        "round-partner",
        "round-places",
        "round-admitted",
        "round-cutoff",
        "round-last-preference",
        "round-left",
    ]
    .map(|id| page.t(id).to_string());
    let table = Cutoffs::of(&page, at, &view, asked);
    let rows = table.groups.iter().flat_map(|group| &group.rows).map(|row| {
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        vec![
            page.category(&row.line.category),
            page.institution(&row.line.institution).to_owned(),
            row.line.special.clone().unwrap_or_default(),
            row.major.clone(),
            page.institution(&row.line.partner).to_owned(),
            row.programme.places.to_string(),
            row.programme.admitted.to_string(),
            row.programme.cutoff.map(|score| score.to_string()).unwrap_or_default(),
            number(row.programme.last_preference),
            row.left.to_string(),
        ]
    });
    let name = page.t("round-csv-name").with("year", at.year).with("round", page.word(at.word())).to_string();
    Ok(attachment(&name, &headings, rows))
}
