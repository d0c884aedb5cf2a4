//! `/work-study/{programme}/{cohort}`: the periods of a class, who is at which post, and the sheets of hours.

use super::shown::{days, state, turn};
use super::{class_href, hours_href, year_of};
use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::pages::address::encoded;
use crate::parts::{Chip, Clauses, programme};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_cooperation::{Holder, Kind};
use guantong_model::{ProgrammeId, Standing};
use guantong_service::work::{Block, Turn};
use guantong_service::work::{Outcome, WorkClassView};

/// A period in the list.
struct BlockShown {
    number: u32,
    turn: Chip,
    days: String,
    /// How many working days it has, and so many hours at most.
    working_days: u32,
    most: Option<u32>,
    /// It follows another period of work.
    not_in_turn: bool,
    /// Enterprises with their students, where the sheet is, and how far.
    outcomes: Vec<(String, usize, String, Chip)>,
}

/// A student in the list.
struct RowShown {
    id: String,
    name: String,
    href: String,
    away: Option<Chip>,
    ticked: bool,
    /// The post, the enterprise, and since when.
    at: Option<(String, String, String)>,
}

/// An engineer college or a master studio.
struct ProjectShown {
    sort: String,
    name: String,
    institution: String,
    enterprise: String,
}

#[derive(Template)]
#[template(path = "work/class.html")]
struct ClassPage {
    here: String,
    title: String,
    lead: String,
    version: i64,
    blocks: Vec<BlockShown>,
    rows: Vec<RowShown>,
    without_post: usize,
    /// Posts that can be chosen: their ids and words.
    posts: Vec<(String, String)>,
    turns: Vec<(String, String)>,
    projects: Vec<ProjectShown>,
    /// Where posts and projects are recorded, for who may.
    enters: Vec<(String, String)>,
    keeps: bool,
    limits: Said,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl ClassPage {
    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }

    /// Students who have a post to leave.
    fn placed(&self) -> impl Iterator<Item = &RowShown> {
        self.rows.iter().filter(|row| row.at.is_some())
    }
}

pub(super) async fn class(page: Page, Path((programme, cohort)): Path<(String, String)>) -> Answer {
    shown(page, &ProgrammeId(programme), year_of(&cohort)?, StatusCode::OK, Trouble::default()).await
}

/// The page of a class after what happened.
pub(super) async fn shown(
    page: Page,
    programme: &ProgrammeId,
    cohort: i32,
    status: StatusCode,
    trouble: Trouble,
) -> Answer {
    let office = page.office();
    let view = office.work_class(programme, cohort).await?;
    let sides = [view.line.institution.as_str(), view.line.partner.as_str()];
    let keeps = office.keeps_work_of(sides);
    let title = page
        .t("work-class")
        .with("major", programme::major(&page, &view.line))
        .with("cohort", cohort)
        .to_string();
    let lead = page
        .t("marks-class-lead")
        .with("school", page.institution(&view.line.institution))
        .with("partner", page.institution(&view.line.partner))
        .with("count", view.students.len())
        .to_string();
    let rows = rows(&page, &view, &trouble);
    let class_page = ClassPage {
        here: class_href(programme, cohort),
        title,
        lead,
        version: view.class.version,
        blocks: blocks(&page, &view),
        without_post: without_post(&view),
        rows,
        posts: posts(&page, &view),
        turns: Turn::ALL
            .iter()
            .map(|turn| (turn.to_string(), page.word(format!("work-turn.{turn}"))))
            .collect(),
        projects: projects(&page, &view),
        enters: enters(&page, &view),
        keeps,
        limits: page
            .t("work-limits")
            .with("hours", i64::from(view.limits.hours_a_day))
            .with("year", i64::from(view.limits.post_from_year))
            .with("age", i64::from(view.limits.post_from_age)),
        trouble,
        clauses: Clauses::of_provisions(&page, &["3.2.4"]),
        page: page.clone(),
    };
    show_as(status, &class_page)
}

fn blocks(page: &Page, view: &WorkClassView) -> Vec<BlockShown> {
    let mut sorted: Vec<&Block> = view.class.blocks.iter().collect();
    sorted.sort_by_key(|block| block.from);
    let today = page.office().today();
    let outcome = |one: &Outcome| {
        let over = view.class.block(one.id.block).is_none_or(|block| block.until <= today);
        let chip = match &one.sheet {
            Some(sheet) => state(page, sheet.state),
            None if over => Chip::new("bad", page.t("work-not-begun")),
            None => Chip::new("wait", page.t("work-not-over")),
        };
        (one.enterprise.clone(), one.students, hours_href(&one.id), chip)
    };
    let shown = |block: &&Block| BlockShown {
        number: block.number,
        turn: turn(page, block.turn),
        days: days(page, block),
        working_days: block.working_days(),
        most: block.turn.is_work().then(|| block.most_hours(&view.limits)),
        not_in_turn: view.not_in_turn.contains(&block.number),
        outcomes: view.outcomes.get(&block.number).into_iter().flatten().map(outcome).collect(),
    };
    sorted.iter().map(shown).collect()
}

fn without_post(view: &WorkClassView) -> usize {
    let studies = |one: &&guantong_service::work::InClass| one.student.standing == Standing::Studying;
    view.students.iter().filter(studies).filter(|one| one.at.is_none()).count()
}

fn rows(page: &Page, view: &WorkClassView, trouble: &Trouble) -> Vec<RowShown> {
    let row = |one: &guantong_service::work::InClass| {
        let student = &one.student;
        let at = one.at.as_ref().map(|at| {
            let (post, enterprise) = match &at.post {
                Some(post) => (post.title.clone(), post.enterprise.clone()),
                None => (page.t("work-post-gone").to_string(), String::new()),
            };
            let from = page.date(at.placement.from);
            let since = match at.placement.until {
                Some(until) => {
                    page.t("work-days").with("from", from).with("until", page.date(until)).to_string()
                }
                None => page.t("work-since").with("from", from).to_string(),
            };
            (post, enterprise, since)
        });
        RowShown {
            id: student.id.to_string(),
            name: student.name.clone(),
            href: format!("/students/{}/work", encoded(student.id.as_str())),
            away: (student.standing == Standing::OnLeave).then(|| Chip::standing(page, student.standing)),
            ticked: trouble.ticked.contains(&student.id.0),
            at,
        }
    };
    view.students.iter().map(row).collect()
}

fn posts(page: &Page, view: &WorkClassView) -> Vec<(String, String)> {
    let own = view.posts.iter().filter(|post| page.office().keeps_work_of([post.id.institution.as_str()]));
    own.map(|post| {
        let taken = view.taken.get(&post.id).copied().unwrap_or(0);
        let words = page
            .t("work-post-choice")
            .with("post", &post.title)
            .with("enterprise", &post.enterprise)
            .with("taken", taken)
            .with("places", i64::from(post.places));
        (post.id.to_string(), words.to_string())
    })
    .collect()
}

fn projects(page: &Page, view: &WorkClassView) -> Vec<ProjectShown> {
    let shown = |record: &guantong_cooperation::Record| ProjectShown {
        sort: page.word(format!("cooperation-choice.project.{}", record.text("project"))),
        name: record.text("name").to_owned(),
        institution: page.short(record.holder.front()).to_owned(),
        enterprise: record.text("enterprise").to_owned(),
    };
    view.projects.iter().map(shown).collect()
}

/// Where an institution records posts and projects.
fn enters(page: &Page, view: &WorkClassView) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for side in [&view.line.institution, &view.line.partner] {
        let holder = Holder::Institution(side.clone());
        if !page.office().enters_for(side) || found.iter().any(|(_, href): &(_, String)| href.contains(side))
        {
            continue;
        }
        for kind in [Kind::EnterpriseAgreement, Kind::EnterprisePost, Kind::SpecialProject] {
            let words =
                page.t("cooperation-enter-of").with("kind", page.word(format!("cooperation-kind.{kind}")));
            found.push((words.to_string(), crate::pages::cooperation::new_of(kind, &holder)));
        }
        if view.line.institution == view.line.partner {
            break;
        }
    }
    found
}
