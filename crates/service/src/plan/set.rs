//! Sets a reconciled plan. An unreconciled one cannot be set; one that candidates were admitted under cannot be
//! replaced; one that changes nothing is not written again.

use super::import::{answers_to_store, still_open};
use super::stream;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::{NewEntry, digest};
use crate::ports::{Batch, Change};
use crate::rows::{Document, PlanHead, PlanLine, Round};
use crate::views::PlanSet;
use guantong_model::Message;
use guantong_programme::plan::{Answers, Plan, PlannedProgramme, diff};

/// What is written with a plan that is set: entries and changes of what it was set from.
#[derive(Debug, Default)]
pub(crate) struct Along {
    /// The version of the draft that is done with it, where it was set from one.
    pub(crate) draft_seen: Option<i64>,
    /// Entries of the journal, after the plan's own.
    pub(crate) entries: Vec<NewEntry>,
    /// Writes to projections.
    pub(crate) changes: Vec<Change>,
}

impl Office {
    /// Sets a year's plan from a file and the answers to its findings; `along` is written with it.
    ///
    /// # Errors
    /// Bad input where the file is wrong or a finding is open; a conflict where the plan is in use or the draft
    /// was changed meanwhile.
    pub(crate) async fn set_from(
        &self,
        year: i32,
        name: &str,
        bytes: &[u8],
        answers: &Answers,
        along: Along,
        actor: &str,
    ) -> Result<PlanSet, ServiceError> {
        let reconciliation = self.reconcile_plan(year, bytes, answers)?;
        let Ok(plan) = reconciliation.plan() else { return Err(still_open(&reconciliation)) };
        // Before the plan is read that this one is held against, and the rounds that may have been run under it.
        let version = self.next_version(&stream(year)).await?;
        let mut seen = Vec::new();
        for round in Round::ALL {
            seen.push(self.as_seen(crate::round::stream(year, round)).await?);
        }
        let before = self.storage.plan(year).await?;
        let changes = self.changes(year, &plan).await?;
        let mut done: Vec<Change> =
            along.draft_seen.map(|version| Change::PlanDraftDone { year, version }).into_iter().collect();
        if along.draft_seen.is_some() {
            done.extend(self.hand_on(&stream(year), super::draft::SET));
        }
        if let Some(head) = &before
            && changes == 0
        {
            done.extend(along.changes);
            let batch = Batch { entries: along.entries, changes: done };
            self.storage.append(batch, self.clock.now()).await?;
            return Ok(PlanSet {
                version: head.version,
                changes,
                programmes: plan.programmes.len(),
                places: plan.places,
            });
        }
        if !self.storage.rounds(year).await?.is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-plan-in-use").with("year", year)));
        }
        let stream = stream(year);
        let source = digest(bytes).to_string();
        let answers = answers_to_store(answers)?;
        let body = serde_json::json!({
            "year": year,
            "edition": self.edition().id,
            "source": {"name": name, "digest": source},
            "answers_digest": digest(answers.as_bytes()).to_string(),
            "decided": plan.decided,
            "programmes": plan.programmes,
            "places": plan.places,
        });
        let head = PlanHead {
            year,
            version,
            edition: self.edition().id.clone(),
            source_name: name.to_owned(),
            source_digest: source.clone(),
            answers,
            set_at: self.clock.now(),
            set_by: actor.to_owned(),
        };
        let entry = NewEntry {
            stream,
            version,
            kind: "plan-set".to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body,
        };
        let lines = plan.programmes.iter().map(line).collect::<Vec<_>>();
        let document = Document { digest: source, name: name.to_owned(), bytes: bytes.to_vec() };
        let mut writes = vec![Change::Document(document), Change::Plan(head, lines)];
        writes.extend(done);
        writes.extend(seen);
        writes.extend(along.changes);
        let mut entries = vec![entry];
        entries.extend(along.entries);
        self.storage.append(Batch { entries, changes: writes }, self.clock.now()).await?;
        Ok(PlanSet { version, changes, programmes: plan.programmes.len(), places: plan.places })
    }

    /// How many programmes a plan adds, removes or changes against the one in force.
    async fn changes(&self, year: i32, plan: &Plan) -> Result<usize, ServiceError> {
        let before = self.storage.plan_lines(year).await?;
        let before = before.iter().map(planned).collect::<Result<Vec<_>, _>>()?;
        Ok(diff(&before, &plan.programmes).count())
    }
}

/// A programme as a line of the plan.
pub(crate) fn line(programme: &PlannedProgramme) -> PlanLine {
    PlanLine {
        programme: programme.id.clone(),
        position: i64::from(programme.order),
        track: programme.track,
        category: programme.category.clone(),
        institution: programme.key.institution.clone(),
        special: programme.key.special.clone(),
        major: programme.key.major.clone(),
        specialisation: programme.key.specialisation.clone(),
        partner: programme.key.partner.clone(),
        places: i64::from(programme.places),
        barred: programme.barred,
        code: programme.major_code.clone(),
        class: programme.major_class.clone(),
    }
}

/// A stored line as the programme it was set from, to compare with.
pub(super) fn planned(line: &PlanLine) -> Result<PlannedProgramme, Fault> {
    let whole = |number: i64| u32::try_from(number).map_err(|error| Fault::new("read a plan line", error));
    Ok(PlannedProgramme {
        id: line.programme.clone(),
        key: guantong_model::ProgrammeKey {
            institution: line.institution.clone(),
            special: line.special.clone(),
            major: line.major.clone(),
            specialisation: line.specialisation.clone(),
            partner: line.partner.clone(),
        },
        track: line.track,
        category: line.category.clone(),
        major_printed: line.major_printed(),
        places: whole(line.places)?,
        barred: line.barred,
        bar_because: None,
        order: whole(line.position)?,
        major_code: line.code.clone(),
        major_class: line.class.clone(),
    })
}
