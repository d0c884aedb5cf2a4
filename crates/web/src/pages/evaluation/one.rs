//! `/evaluation/{year}/{front}/{partner}`: a subject: its readers, scores and opinions, answers, result, and its evidence.

use super::evidence::{AllBeside, beside};
use super::shown::{apart, dimension, far, grade, points, seat, sides};
use super::{Named, expert_href, href, id_of};
use crate::answer::Answer;
use crate::frame::{Page, show_as};
use crate::parts::{Chip, Clauses};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_evaluation::{Dimension, Grade, Standing};
use guantong_service::access::Action;
use guantong_service::evaluation::{EvaluationView, Far, Opinion, RoundState, Seat, SubjectId};

/// An expert who may be chosen.
struct ChoiceShown {
    account: String,
    label: String,
}

/// A dimension with the marks of each sheet and what they come to.
struct MarksShown {
    name: String,
    marks: Vec<(String, String)>,
    mean: Option<String>,
    opinions: Vec<(String, String)>,
}

/// A year beside others.
struct YearShown {
    year: i32,
    href: String,
    total: String,
    grade: Chip,
}

#[derive(Template)]
#[template(path = "evaluation/one.html")]
struct OnePage {
    here: String,
    title: String,
    chip: Chip,
    view: EvaluationView,
    readers: Vec<(String, String, String, Option<String>)>,
    recused: Vec<(String, String, String)>,
    choices: Vec<ChoiceShown>,
    seats: Vec<(Seat, String)>,
    /// The sheets in the order of their columns: name, total, digest, opinion on the whole.
    sheets: Vec<(String, String, String, String)>,
    marks: Vec<MarksShown>,
    total: Option<String>,
    of_sheets: i64,
    gaps: Vec<String>,
    proposed: Option<Grade>,
    grades: Vec<(Grade, String)>,
    years: Vec<YearShown>,
    /// Each dimension with its mark of each year.
    compared: Vec<(String, Vec<(i32, String)>)>,
    beside: AllBeside,
    /// The institution that answers: its own, where it has not.
    answers_for: Option<(String, String)>,
    commission: bool,
    drafts: bool,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn is(&self, far: Far) -> bool {
        self.view.listed.far == far
    }

    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }

    fn delivers(&self) -> bool {
        self.commission && self.is(Far::Scored)
    }

    fn sets(&self) -> bool {
        self.commission && self.is(Far::Proposed)
    }

    fn picked(&self, grade: &Grade) -> bool {
        let typed = self.typed("grade");
        if typed.is_empty() { self.proposed == Some(*grade) } else { typed == grade.as_str() }
    }
}

pub(super) async fn one(page: Page, Path(named): Path<Named>) -> Answer {
    shown(page, &id_of(named)?, StatusCode::OK, Trouble::default()).await
}

/// The page of a subject after what happened.
pub(super) async fn shown(page: Page, id: &SubjectId, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let view = office.evaluation_view(id).await?;
    let beside = beside(&page, id, &view.round.terms).await?;
    let commission = office.allow_here(Action::EvaluationAssign).is_ok();
    let at_work = view.round.state == RoundState::Open;
    let state = view.listed.far;
    let seats: Vec<(Seat, String)> = match state {
        _ if !commission || !at_work => Vec::new(),
        Far::Assigning | Far::Scoring => vec![Seat::First, Seat::Second],
        Far::ThirdWanted | Far::ThirdScoring => vec![Seat::Third],
        _ => Vec::new(),
    }
    .into_iter()
    .map(|one| (one, seat(&page, one)))
    .collect();
    let mut choices = Vec::new();
    if !seats.is_empty() {
        let mut experts = office.readers_for(id).await?;
        experts.sort_by_key(|(expert, barred)| (barred.is_some(), expert.reads));
        for (expert, barred) in experts {
            let key = if barred.is_some() { "evaluation-choice-barred" } else { "evaluation-choice" };
            let label = page.t(key).with("name", expert.name.as_str()).count("reads", expert.reads);
            choices.push(ChoiceShown { account: expert.account, label: label.to_string() });
        }
    }
    let readers = view.listed.readers.iter().map(|reader| {
        let handed_in = reader.handed_in.map(|on| page.date(on));
        (seat(&page, reader.seat), reader.name.clone(), expert_href(&reader.expert), handed_in)
    });
    let found = match &view.standing {
        Some(Standing::Settled(found)) => Some(found.clone()),
        _ => None,
    };
    let gaps = match &view.standing {
        Some(Standing::Third(gaps)) => gaps.iter().map(|gap| apart(&page, gap)).collect(),
        _ => Vec::new(),
    };
    let sheet = |opinion: &Opinion| match &opinion.name {
        Some(name) => {
            let of = page.t("evaluation-at-seat").with("seat", seat(&page, opinion.seat));
            of.with("name", name.as_str()).to_string()
        }
        None => seat(&page, opinion.seat),
    };
    let marks = |of: &Dimension| MarksShown {
        name: dimension(&page, *of),
        marks: view
            .opinions
            .iter()
            .map(|one| (sheet(one), one.marks.get(of).map_or_else(String::new, ToString::to_string)))
            .collect(),
        mean: found.as_ref().and_then(|found| found.marks.get(of)).map(|mean| points(*mean)),
        opinions: view
            .opinions
            .iter()
            .filter_map(|one| Some((sheet(one), one.opinions.get(of)?.clone())))
            .collect(),
    };
    let dimensions: Vec<Dimension> = view.round.terms.dimensions.iter().map(|of| of.dimension).collect();
    let year = |one: &guantong_service::evaluation::ResultOf| YearShown {
        year: one.id.year,
        href: href(&one.id),
        total: points(one.total),
        grade: grade(&page, one.grade),
    };
    let own = office.viewer().and_then(|viewer| viewer.institution()).map(str::to_owned);
    let may_answer = matches!(state, Far::Delivered | Far::Answered) && view.proposed.is_none();
    let answers_for = own.filter(|own| {
        may_answer
            && office.allow_of(Action::EvaluationAnswer, [own.as_str()]).is_ok()
            && view.answers.iter().all(|answer| answer.by != *own)
    });
    let one_page = OnePage {
        here: href(id),
        title: page
            .t("evaluation-of")
            .with("sides", sides(&page, id))
            .with("year", id.year.to_string())
            .to_string(),
        chip: far(&page, state, view.listed.late),
        readers: readers.collect(),
        recused: view
            .recused
            .iter()
            .map(|one| (one.reader.name.clone(), one.because.clone(), page.date(one.on)))
            .collect(),
        choices,
        seats,
        sheets: view
            .opinions
            .iter()
            .map(|one| (sheet(one), points(one.total), one.digest.clone(), one.overall.clone()))
            .collect(),
        marks: if view.opinions.is_empty() { Vec::new() } else { dimensions.iter().map(marks).collect() },
        total: found.as_ref().map(|found| points(found.total)),
        of_sheets: found.as_ref().map_or(0, |found| found.sheets),
        proposed: found.as_ref().map(|found| view.round.terms.grade(found.total)),
        gaps,
        grades: Grade::ALL.iter().map(|it| (*it, page.word(format!("evaluation-grade.{it}")))).collect(),
        years: view.years.iter().map(year).collect(),
        compared: dimensions
            .iter()
            .map(|of| {
                let mark = |one: &guantong_service::evaluation::ResultOf| {
                    (one.id.year, one.marks.get(of).map_or_else(String::new, |mark| points(*mark)))
                };
                (dimension(&page, *of), view.years.iter().map(mark).collect())
            })
            .collect(),
        beside,
        answers_for: answers_for.map(|own| (page.institution(&own).to_owned(), own)),
        commission,
        drafts: commission && (state == Far::Answered || (state == Far::Delivered && view.listed.late)),
        view,
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.3.1.b", "4.3.1.d"]),
        page: page.clone(),
    };
    show_as(status, &one_page)
}
