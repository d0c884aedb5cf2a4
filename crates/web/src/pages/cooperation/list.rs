//! `/cooperation/{kind}`: every record of a kind within reach, and the same as a table to take away.

use super::kind_of;
use super::shown::{RowShown, Words, by_name, kind_name};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address::query;
use crate::pages::csv;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_cooperation::{Kind, Record};
use guantong_service::cooperation::{RecordFilter, RecordOnFile};
use serde::Deserialize;

/// So many stand on a page; the table has all.
const LISTED: usize = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    institution: String,
    state: String,
}

#[derive(Template)]
#[template(path = "cooperation/list.html")]
struct ListPage {
    kind: Kind,
    name: String,
    asked: Asked,
    rows: Vec<RowShown>,
    found: usize,
    file: String,
    /// The institutions to choose from.
    names: Vec<String>,
    kinds: Vec<(String, String)>,
    clauses: Clauses,
    page: Page,
}

impl ListPage {
    fn states(&self) -> Vec<(&'static str, String)> {
        let all = guantong_cooperation::RecordState::ALL.iter();
        all.map(|state| (state.as_str(), self.page.word(format!("cooperation-state.{state}")))).collect()
    }

    fn cut(&self) -> bool {
        self.found > self.rows.len()
    }
}

/// The records asked for, with those that they name.
async fn found(
    page: &Page,
    kind: Kind,
    asked: &Asked,
) -> Result<(Vec<RecordOnFile>, Vec<Record>), crate::answer::Problem> {
    let named = kind.declared().belongs().map(|(_, of)| of);
    let mut kinds: Vec<Kind> = [Some(kind), named].into_iter().flatten().collect();
    // What is named may name another in turn.
    kinds.extend(named.and_then(|of| of.declared().belongs()).map(|(_, of)| of));
    let of = Some(asked.institution.clone()).filter(|name| !name.is_empty());
    let all = page.office().cooperation_records(&RecordFilter { holder: None, of, kinds }).await?;
    let plain = all.iter().map(|one| one.record.clone()).collect();
    let fits = |one: &RecordOnFile| {
        one.record.kind == kind && (asked.state.is_empty() || one.record.state.as_str() == asked.state)
    };
    Ok((all.into_iter().filter(fits).collect(), plain))
}

pub(super) async fn list(page: Page, Path(kind): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let kind = kind_of(&kind)?;
    let (all, plain) = found(&page, kind, &asked).await?;
    let pairings = page.office().own_pairings().await?;
    let words = Words { page: &page, pairings: &pairings, records: &plain };
    let filter = RecordFilter { kinds: vec![kind], ..RecordFilter::default() };
    let files = page.office().cooperation_paper_counts(&filter).await?;
    let row = |one: &RecordOnFile| RowShown::of(&words, one).with_files(&files, one);
    let names: std::collections::BTreeSet<&String> =
        pairings.iter().flat_map(|one| [&one.front, &one.partner]).collect();
    let pairs = [("institution", asked.institution.as_str()), ("state", asked.state.as_str())];
    show(&ListPage {
        kind,
        name: kind_name(&page, kind),
        rows: all.iter().take(LISTED).map(row).collect(),
        found: all.len(),
        file: format!("/cooperation/{kind}/table.csv{}", query(&pairs)),
        names: names.into_iter().cloned().collect(),
        kinds: super::duties::kinds(&page),
        clauses: Clauses::of_provisions(&page, &[kind.declared().clause]).with_lead(&page),
        asked,
        page: page.clone(),
    })
}

pub(super) async fn file(page: Page, Path(kind): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let kind = kind_of(&kind)?;
    let (all, plain) = found(&page, kind, &asked).await?;
    let pairings = page.office().own_pairings().await?;
    let words = Words { page: &page, pairings: &pairings, records: &plain };
    let fields = kind.declared().fields;
    let column = |name: &str| page.t(format!("cooperation-column-{name}")).to_string();
    let mut headings: Vec<String> = ["front", "partner", "number"].iter().map(|name| column(name)).collect();
    headings.extend(fields.iter().map(|field| page.word(format!("cooperation-field.{}", field.name))));
    headings.extend(["state", "entered-by", "entered-on"].iter().map(|name| column(name)));
    let rows = all.iter().map(|one| {
        let record = &one.record;
        let kept = |field: &guantong_cooperation::Field| match record.text(field.name) {
            "" => String::new(),
            // Days and figures go into a table as they are kept, so that they sort.
            text if text.starts_with(|c: char| c.is_ascii_digit())
                && text.parse::<guantong_model::Date>().is_ok() =>
            {
                text.to_owned()
            }
            text => words.value(&record.holder, field, text),
        };
        let mut row = vec![
            page.institution(record.holder.front()).to_owned(),
            record.holder.partner().map(|name| page.institution(name).to_owned()).unwrap_or_default(),
            record.number.to_string(),
        ];
        row.extend(fields.iter().map(kept));
        row.extend([
            page.word(format!("cooperation-state.{}", record.state)),
            by_name(&page, &record.by),
            record.entered_on.to_string(),
        ]);
        row
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let name =
        page.t("cooperation-file").with("kind", kind_name(&page, kind)).with("on", page.office().today());
    Ok(csv::attachment(&name.to_string(), &headings, rows))
}
