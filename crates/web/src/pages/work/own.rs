//! `/students/{id}/work`: the posts of a student, the periods that come, and the hours that were confirmed.

use super::shown::{days, state, turn};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::encoded;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_model::{Stage, StudentId};

/// A post as it is shown.
struct PostShown {
    title: String,
    enterprise: String,
    institution: String,
    days: String,
}

/// A period with hours.
struct SheetShown {
    enterprise: String,
    turn: Chip,
    days: String,
    stage: String,
    hours: u32,
    chip: Chip,
}

#[derive(Template)]
#[template(path = "work/own.html")]
struct OwnPage {
    name: String,
    lead: String,
    href: String,
    posts: Vec<PostShown>,
    ahead: Vec<(Chip, String)>,
    sheets: Vec<SheetShown>,
    /// Hours by stage.
    hours: Vec<(String, i64)>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn one(page: Page, Path(id): Path<String>) -> Answer {
    let work = page.office().work_of(&StudentId(id)).await?.ok_or(Problem::NotFound)?;
    let student = &work.student;
    let posts = work.posts.iter().map(|(placement, post)| {
        let from = page.date(placement.from);
        PostShown {
            title: post
                .as_ref()
                .map_or_else(|| page.t("work-post-gone").to_string(), |post| post.title.clone()),
            enterprise: post.as_ref().map(|post| post.enterprise.clone()).unwrap_or_default(),
            institution: page.short(&placement.post.institution).to_owned(),
            days: match placement.until {
                Some(until) => {
                    page.t("work-days").with("from", from).with("until", page.date(until)).to_string()
                }
                None => page.t("work-since").with("from", from).to_string(),
            },
        }
    });
    let sheets = work.sheets.iter().map(|sheet| SheetShown {
        enterprise: sheet.enterprise.clone(),
        turn: turn(&page, sheet.block.turn),
        days: days(&page, &sheet.block),
        stage: page.word(format!("stage.{}", sheet.stage)),
        hours: sheet.hours,
        chip: state(&page, sheet.state),
    });
    let hours = Stage::ALL.iter().filter_map(|stage| {
        let hours = *work.hours.get(stage)?;
        Some((page.word(format!("stage.{stage}")), i64::from(hours)))
    });
    let lead = page
        .t("transcript-lead")
        .with("id", student.id.as_str())
        .with("school", page.institution(&student.institution))
        .with("partner", page.institution(&student.partner))
        .with("entry", student.entry_year);
    show(&OwnPage {
        name: student.name.clone(),
        lead: lead.to_string(),
        href: format!("/students/{}", encoded(student.id.as_str())),
        posts: posts.collect(),
        ahead: work.ahead.iter().map(|block| (turn(&page, block.turn), days(&page, block))).collect(),
        sheets: sheets.collect(),
        hours: hours.collect(),
        clauses: Clauses::of_provisions(&page, &["3.2.4"]),
        page: page.clone(),
    })
}
