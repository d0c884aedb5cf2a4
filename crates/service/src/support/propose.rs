//! Support or its reduction is proposed, with the evidence of the day.

use super::fold::Done;
use super::row::{Area, Direction, Evidence, EvidenceKind, Support, SupportId, SupportState, Unmet};
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::report::ReportState;
use guantong_cooperation::{DutyState, Holder};
use guantong_model::{Fact, Message, ProgrammeId};
use jiff::ToSpan;

/// The part of whoever proposes.
const PROPOSED: &str = "propose";
/// The most characters of what is to be done, and of why.
const LONGEST: usize = 600;
/// The most characters of a document's name.
const LINE: usize = 200;
/// The most places a decision may name.
const PLACES: u32 = 10_000;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The year of the plan it is for.
    pub year: String,
    /// The front institution.
    pub front: String,
    /// The partner.
    pub partner: String,
    /// The programme; empty where it is about the two.
    pub programme: String,
    /// Which way.
    pub direction: String,
    /// In what.
    pub area: String,
    /// What is to be done.
    pub says: String,
    /// How many places at most; empty where it does not say so.
    pub at_most: String,
    /// Why.
    pub because: String,
    /// A document it rests on besides; empty where there is none.
    pub document: String,
}

impl Office {
    /// The year that something can be proposed for: the year after the newest plan.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn support_year(&self) -> Result<i32, Fault> {
        let newest = self.reference().await?.plans.keys().next_back().copied();
        Ok(newest.unwrap_or_else(|| i32::from(self.clock.today().year())) + 1)
    }

    /// Proposes support for two institutions, or its reduction.
    ///
    /// # Errors
    /// Forbidden to who may not propose; bad input: everything that is wrong with what was typed.
    pub async fn propose_support(&self, draft: &Draft, actor: &str) -> Result<Support, ServiceError> {
        self.allow_here(Action::SupportPropose)?;
        let today = self.clock.today();
        let mut wrongs = Vec::new();
        let newest = self.support_year().await?;
        let year = draft.year.trim().parse().ok().filter(|year| (newest - 1..=newest + 1).contains(year));
        if year.is_none() {
            let message = Message::new("support-wrong-year").with("given", draft.year.trim());
            wrongs.push(message.with("from", newest - 1).with("until", newest + 1));
        }
        let direction = Direction::parse(draft.direction.trim());
        let area = Area::parse(draft.area.trim());
        if direction.is_none() {
            wrongs.push(Message::new("support-wrong-direction"));
        }
        if area.is_none() {
            wrongs.push(Message::new("support-wrong-area"));
        }
        let says = text("support-says", &draft.says, LONGEST, &mut wrongs);
        let because = text("support-because", &draft.because, LONGEST, &mut wrongs);
        let document = match draft.document.trim() {
            "" => None,
            given => Some(text("support-document", given, LINE, &mut wrongs)),
        };
        let at_most = at_most(draft, direction, area, &mut wrongs);
        let figures = self.case_figures(i32::from(today.year())).await?;
        let is = |one: &&crate::cases::Candidate| one.front == draft.front && one.partner == draft.partner;
        let found = figures.candidates.iter().find(is).cloned();
        if found.is_none() {
            wrongs.push(Message::new("support-wrong-sides"));
        }
        let programme = match draft.programme.trim() {
            "" => None,
            given => {
                let reference = self.reference().await?;
                let mut lines = reference.plans.values().flatten();
                let theirs = lines.any(|line| {
                    line.programme.as_str() == given
                        && line.institution == draft.front
                        && line.partner == draft.partner
                });
                if !theirs {
                    wrongs.push(Message::new("support-wrong-programme"));
                }
                Some(ProgrammeId::from(given))
            }
        };
        let (Some(year), Some(direction), Some(area), Some(found)) = (year, direction, area, found) else {
            return Err(ServiceError::BadInput(wrongs));
        };
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        let days = self.edition().number("support.statement.days", today).unwrap_or(15);
        let heard =
            direction == Direction::Reduction && self.edition().switch("support-hearing") != Some("no");
        let last = self.whole.supports(Some(year)).await?.iter().map(|one| one.id.number).max();
        let id = SupportId { year, number: last.unwrap_or(0) + 1 };
        let mut support = Support {
            id,
            version: 1,
            state: SupportState::Proposed,
            figures: found.figures,
            figures_on: figures.on,
            unmet: self.unmet(&draft.front, &draft.partner).await?,
            evidence: self.support_evidence(&draft.front, &draft.partner, document).await?,
            front: found.front,
            partner: found.partner,
            programme,
            direction,
            area,
            says,
            at_most,
            because,
            digest: String::new(),
            proposed_by: actor.to_owned(),
            proposed_on: today,
            statement_due: heard.then(|| today.saturating_add(days.days())),
            statements: Default::default(),
            decided: None,
            received: Default::default(),
        };
        let told = serde_json::to_value(&support).map_err(|error| Fault::new("digest a proposal", error))?;
        support.digest = digest(canonical(&told).as_bytes()).to_string();
        let changes = self.hand_on(&stream(id), PROPOSED).into_iter().collect();
        self.support_step(None, id, Done::Proposed { support: Box::new(support) }, changes, actor).await
    }

    /// Duties of the two that are late today.
    async fn unmet(&self, front: &str, partner: &str) -> Result<Vec<Unmet>, ServiceError> {
        let both = Holder::of_both(front, partner);
        let theirs = |holder: &Holder| match holder {
            Holder::Institution(name) => *name == front || *name == partner,
            Holder::Partnership { .. } => *holder == both,
        };
        let found = self.machine().duties(Some(front)).await?;
        let late = found
            .into_iter()
            .filter(|view| view.owed.state == DutyState::Late && theirs(&view.owed.holder))
            .map(|view| Unmet { duty: view.owed.duty, holder: view.owed.holder, due: view.owed.due });
        Ok(late.collect())
    }

    /// The newest report that was handed in, every excellent case, and a document.
    async fn support_evidence(
        &self,
        front: &str,
        partner: &str,
        document: Option<String>,
    ) -> Result<Vec<Evidence>, Fault> {
        let mut evidence = Vec::new();
        let reports = self.whole.annual_reports(None).await?;
        let handed_in = reports.iter().filter(|report| {
            report.id.front == front
                && report.id.partner == partner
                && matches!(report.state, ReportState::Submitted | ReportState::Accepted)
        });
        if let Some(year) = handed_in.map(|report| report.id.year).max() {
            let reference = year.to_string();
            evidence.push(Evidence { kind: EvidenceKind::AnnualReport, reference });
        }
        for selection in self.whole.selections().await?.iter().filter(|one| one.published()) {
            if selection.choice(front, partner).is_some_and(|choice| choice.chosen) {
                let reference = selection.year.to_string();
                evidence.push(Evidence { kind: EvidenceKind::ExcellentCase, reference });
            }
        }
        let evaluated = self.whole.evaluation_subjects(None).await?;
        let of_both = evaluated.iter().filter(|one| one.id.front == front && one.id.partner == partner);
        if let Some(year) = of_both.filter(|one| one.result.is_some()).map(|one| one.id.year).max() {
            evidence.push(Evidence { kind: EvidenceKind::Evaluation, reference: year.to_string() });
        }
        evidence.extend(document.map(|reference| Evidence { kind: EvidenceKind::Document, reference }));
        Ok(evidence)
    }
}

/// A text that has to be there and no longer than so many characters.
pub(super) fn text(field: &str, typed: &str, most: usize, wrongs: &mut Vec<Message>) -> String {
    let text = typed.trim().replace("\r\n", "\n");
    let (count, field) = (text.chars().count(), Fact::Word(format!("field.{field}")));
    if count == 0 {
        wrongs.push(Message::new("support-wrong-empty").with("field", field));
    } else if count > most {
        let message = Message::new("support-wrong-long").with("field", field);
        wrongs.push(message.with("count", count).with("most", most));
    }
    text
}

fn at_most(
    draft: &Draft,
    direction: Option<Direction>,
    area: Option<Area>,
    wrongs: &mut Vec<Message>,
) -> Option<u32> {
    let given = draft.at_most.trim();
    if given.is_empty() {
        return None;
    }
    if (direction, area) != (Some(Direction::Reduction), Some(Area::Enrolment)) {
        wrongs.push(Message::new("support-wrong-most-where"));
        return None;
    }
    let found = given.parse().ok().filter(|places| *places <= PLACES);
    if found.is_none() {
        let message = Message::new("support-wrong-most").with("given", given);
        wrongs.push(message.with("most", i64::from(PLACES)));
    }
    found
}
