//! `/examinations/{id}`: one examination, from who may sit to what the records are told.

use super::address;
use super::fields::Fields;
use super::shown::{CandidateShown, LineShown, RecordShown, called, grouped, organiser, state, student_href};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_registry::{Presence, Verdict};
use guantong_service::access::Action;
use guantong_service::examination::{
    Correction, Examination, ExaminationState, Listed, RecordPreview, ResultsView,
};
use std::collections::BTreeSet;

/// As many of a list as are shown; the rest stands in the file to take away.
const LISTED: usize = 300;
/// As many mistakes of a sheet.
const MISTAKES: usize = 20;

/// Who may sit, before it is settled.
struct Qualifying {
    may: Vec<CandidateShown>,
    may_not: Vec<CandidateShown>,
    count: usize,
    count_not: usize,
    digest: String,
}

/// A sheet before its results are taken.
struct Sheet {
    name: String,
    mistakes: Vec<Said>,
    count: usize,
    /// The numbers of those it does not tell of.
    missing: Vec<String>,
    lines: Vec<LineShown>,
    all: usize,
    digest: String,
    whole: bool,
}

/// The list once results are in.
struct Results {
    lines: Vec<LineShown>,
    all: usize,
    /// Each verdict with how many there are.
    counts: Vec<(String, usize)>,
    digest: String,
    spoken: String,
}

/// A correction as it is shown.
struct CorrectionShown {
    id: String,
    was: String,
    becomes: String,
    because: String,
    by: Said,
}

/// An objection as it is shown.
struct ObjectionShown {
    number: u32,
    id: String,
    what: String,
    received: Said,
    answer: Option<Said>,
}

/// Telling the records of an institution's students.
struct Recording {
    institution: String,
    name: String,
    lines: Vec<RecordShown>,
    moved: usize,
    done: usize,
    all: usize,
    digest: String,
}

/// What stood in the way of what was asked last, and what was typed.
#[derive(Default)]
pub(super) struct Trouble {
    pub(super) problem: Option<(Said, Vec<Said>)>,
    pub(super) typed: Fields,
}

#[derive(Template)]
#[template(path = "examination/one.html")]
struct OnePage {
    here: String,
    /// Where its list is public.
    public: String,
    title: Said,
    chip: Chip,
    organiser: String,
    rules_href: String,
    /// The parts: name, out of how much, pass mark.
    parts: Vec<(String, String, Said)>,
    barred: Vec<(String, Option<String>, Said, Clauses)>,
    qualifying: Option<Qualifying>,
    sheet: Option<Sheet>,
    results: Option<Results>,
    waiting: Option<CorrectionShown>,
    corrections: Vec<CorrectionShown>,
    objections: Vec<ObjectionShown>,
    recording: Vec<Recording>,
    /// Whether who asks organises it.
    organises: bool,
    trouble: Trouble,
    until: String,
    clauses: Clauses,
    found: Examination,
    page: Page,
}

pub(super) async fn one(page: Page, Path(id): Path<String>) -> Answer {
    shown(page, &id, StatusCode::OK, Trouble::default()).await
}

/// The page of an examination after what happened.
pub(super) async fn shown(page: Page, id: &str, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let found = office.examination(id).await?;
    let organises = office.organises_examination(&found);
    let mut qualifying = None;
    let mut sheet = None;
    if organises && matches!(found.state, ExaminationState::Open | ExaminationState::Listed) {
        qualifying = Some(Qualifying::of(&page, &found).await?);
        if found.state == ExaminationState::Listed {
            sheet = office.examination_sheet(&found).await?.map(|view| Sheet::of(&page, &found, view));
        }
    }
    let results = if found.results.is_empty() {
        None
    } else {
        Some(Results::of(&page, &found, office.examination_list(&found).await?))
    };
    let mut recording = Vec::new();
    if found.state == ExaminationState::Filed && page.may(Action::ExaminationRecord) {
        let schools: BTreeSet<&str> = found.sitters.iter().map(|sitter| sitter.studies_at.as_str()).collect();
        for school in schools.into_iter().filter(|school| page.acts_for(school)) {
            let preview = office.examination_record(&found, school).await?;
            recording.push(Recording::of(&page, preview));
        }
    }
    let seen = seen(&page, &found).await?;
    let correction = |one: &Correction| CorrectionShown::of(&page, &found, one);
    let shown = OnePage {
        here: address(&found.id),
        public: super::public::address(&found.id),
        title: page
            .t("examination-of")
            .with("institution", page.institution(&found.institution))
            .with("stage", page.word(format!("stage.{}", found.after)))
            .with("year", i32::from(found.on.year()).to_string()),
        chip: state(&page, &found),
        organiser: organiser(&page, &found.organiser),
        rules_href: crate::pages::progression::address(&found.rules),
        parts: parts(&page, &found),
        barred: barred(&page, &found, &seen),
        qualifying,
        sheet,
        results,
        waiting: found.correction.as_ref().filter(|one| seen.contains(&one.student)).map(correction),
        corrections: found
            .corrections
            .iter()
            .filter(|one| seen.contains(&one.student))
            .map(correction)
            .collect(),
        objections: found
            .objections
            .iter()
            .filter(|one| seen.contains(&one.student))
            .map(|one| ObjectionShown::of(&page, one))
            .collect(),
        recording,
        organises,
        trouble,
        until: page.date(office.publicity_until(office.today())?),
        clauses: Clauses::of_provisions(&page, &["3.4.1", "4.1.e"]).with_lead(&page),
        found: found.clone(),
        page: page.clone(),
    };
    show_as(status, &shown)
}

/// The students of an examination whom who asks may know.
async fn seen(page: &Page, found: &Examination) -> Result<BTreeSet<guantong_model::StudentId>, Problem> {
    Ok(page.office().examination_students_seen(found).await?)
}

/// What the rules ask of each part.
fn parts(page: &Page, found: &Examination) -> Vec<(String, String, Said)> {
    let part = |component: &guantong_registry::Component| {
        let name = called(page, component);
        let pass = match &component.pass_mark {
            Some(mark) => page.t("examination-part-pass").with("mark", mark.to_string()),
            None => page.t("examination-part-no-pass"),
        };
        (name, component.full_marks.to_string(), pass.with("weight", component.weight.to_string()))
    };
    found.rules.components.iter().map(part).collect()
}

/// Who may not sit, once it is settled.
fn barred(
    page: &Page,
    found: &Examination,
    seen: &BTreeSet<guantong_model::StudentId>,
) -> Vec<(String, Option<String>, Said, Clauses)> {
    let barred = found.barred.iter().filter(|barred| seen.contains(&barred.student));
    let shown = barred.map(|barred| {
        let clauses = Clauses::of(page, &barred.decision.citations);
        let href = student_href(page, &barred.student);
        (barred.student.to_string(), href, page.say(&barred.decision.message()), clauses)
    });
    shown.collect()
}

impl Qualifying {
    async fn of(page: &Page, found: &Examination) -> Result<Self, Problem> {
        let qualified = page.office().examination_candidates(found).await?;
        let shown = |list: &[guantong_service::examination::Candidate]| {
            list.iter().take(LISTED).map(|one| CandidateShown::of(page, one)).collect()
        };
        Ok(Qualifying {
            may: shown(&qualified.may),
            may_not: shown(&qualified.may_not),
            count: qualified.may.len(),
            count_not: qualified.may_not.len(),
            digest: qualified.digest,
        })
    }
}

impl Sheet {
    fn of(page: &Page, found: &Examination, view: ResultsView) -> Self {
        let read = &view.read;
        let said = read.mistakes.iter().take(MISTAKES).map(|(at, message)| {
            let message = page.say(message);
            page.t("batch-sheet-at").with("at", at.to_string()).with("message", message)
        });
        let unreadable = read.unreadable.iter().map(|message| page.say(message));
        Sheet {
            name: found.sheet.as_ref().map(|sheet| sheet.name.clone()).unwrap_or_default(),
            mistakes: unreadable.chain(said).collect(),
            count: read.mistakes.len(),
            missing: read.missing.iter().take(MISTAKES).map(ToString::to_string).collect(),
            lines: view.list.iter().take(LISTED).map(|line| LineShown::of(page, found, line)).collect(),
            all: view.list.len(),
            whole: read.is_whole(),
            digest: view.digest,
        }
    }
}

impl Results {
    fn of(page: &Page, found: &Examination, list: Listed) -> Self {
        let counts = Verdict::ALL.iter().filter_map(|verdict| {
            let count = list.counts.get(verdict).copied()?;
            Some((page.word(format!("examination-verdict.{verdict}")), count))
        });
        Results {
            counts: counts.collect(),
            lines: list.lines.iter().take(LISTED).map(|line| LineShown::of(page, found, line)).collect(),
            all: list.lines.len(),
            spoken: grouped(&list.digest),
            digest: list.digest,
        }
    }
}

impl CorrectionShown {
    fn of(page: &Page, found: &Examination, one: &Correction) -> Self {
        let sitting = |sitting: &guantong_registry::Sitting| {
            if sitting.presence != Presence::Sat {
                return page.word(format!("examination-presence.{}", sitting.presence));
            }
            let marks = found.rules.components.iter().filter_map(|component| {
                let mark = sitting.marks.get(&component.part)?;
                Some(format!("{} {mark}", page.word(format!("part.{}", component.part))))
            });
            page.list(marks)
        };
        let by = match &one.made_by {
            Some(made) => page.t("examination-corrected-by").with("made", made.as_str()),
            None => page.t("examination-correction-by"),
        };
        CorrectionShown {
            id: one.student.to_string(),
            was: sitting(&one.was),
            becomes: sitting(&one.sitting),
            because: one.because.clone(),
            by: by.with("asked", one.asked_by.as_str()).with("at", page.moment(one.asked_at)),
        }
    }
}

impl ObjectionShown {
    fn of(page: &Page, one: &guantong_service::examination::Objection) -> Self {
        let answer = one.answer.as_ref().map(|answer| {
            let id = if answer.upheld { "examination-answer-upheld" } else { "examination-answer-not" };
            page.t(id)
                .with("because", answer.because.as_str())
                .with("on", page.date(answer.on))
                .with("by", answer.by.as_str())
        });
        ObjectionShown {
            number: one.number,
            id: one.student.to_string(),
            what: one.what.clone(),
            received: page
                .t("examination-objection-received")
                .with("on", page.date(one.received_on))
                .with("by", one.noted_by.as_str()),
            answer,
        }
    }
}

impl Recording {
    fn of(page: &Page, preview: RecordPreview) -> Self {
        Recording {
            name: page.institution(&preview.institution).to_owned(),
            moved: preview.moved(),
            done: preview.done(),
            all: preview.lines.len(),
            lines: preview.lines.iter().take(LISTED).map(|line| RecordShown::of(page, line)).collect(),
            institution: preview.institution,
            digest: preview.digest,
        }
    }
}

impl OnePage {
    fn typed(&self, name: &str) -> &str {
        self.trouble.typed.get(name)
    }

    fn steps(&self) -> [&'static str; 6] {
        [
            "examination-step-list",
            "examination-step-results",
            "examination-step-sign",
            "examination-step-publicity",
            "examination-step-file",
            "examination-step-record",
        ]
    }

    /// The step it is at; past the last where everything is done.
    fn step(&self) -> usize {
        match self.found.state {
            ExaminationState::Open => 0,
            ExaminationState::Listed => 1,
            ExaminationState::Entered => 2,
            ExaminationState::Signed => 3,
            ExaminationState::Publicised => 4,
            ExaminationState::Filed => 5,
            ExaminationState::Cancelled => 6,
        }
    }

    fn is(&self, state: &str) -> bool {
        self.found.state.as_str() == state
    }

    /// Whether the list that was settled is the one the records give now.
    fn settled_as_now(&self) -> bool {
        let now = self.qualifying.as_ref().map(|list| &list.digest);
        self.found.list_digest.as_ref() == now && now.is_some()
    }

    /// A digest to be read aloud.
    fn spoken(&self, digest: &str) -> String {
        let _ = self;
        grouped(digest)
    }

    fn is_public(&self) -> bool {
        let today = self.page.office().today();
        self.found.publicity.as_ref().is_some_and(|days| (days.from..=days.until).contains(&today))
    }

    fn presences(&self) -> &'static [Presence] {
        Presence::ALL
    }

    /// The fields of marks: name of the field, what the part is called.
    fn mark_fields(&self) -> Vec<(String, String)> {
        let part = |component: &guantong_registry::Component| {
            let name = called(&self.page, component);
            (format!("mark-{}", component.part), name)
        };
        self.found.rules.components.iter().map(part).collect()
    }
}
