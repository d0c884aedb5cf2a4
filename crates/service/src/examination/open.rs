//! An examination is drawn up, found, given up; and how each of its steps is written.

use super::fold::{Done, Step};
use super::row::{Examination, ExaminationState};
use super::{LONGEST, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::ports::{Batch, Change};
use guantong_model::{Date, Fact, Message, Stage};
use guantong_registry::reading::ExaminationPlaces;
use guantong_registry::{Organiser, ProgressionRules};
use std::collections::{BTreeMap, BTreeSet};

/// An examination to be drawn up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExamination {
    /// The stage it leads on from.
    pub after: Stage,
    /// After the secondary stage the institution where the students study; after college the university they go to.
    pub institution: String,
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// The document it is held by.
    pub document: String,
    /// How many may go on, where the document says so.
    pub places: Option<usize>,
}

impl Office {
    /// Who organises the examination after a stage, of an institution's students or of a university's future ones.
    ///
    /// # Errors
    /// Where the edition has no terms.
    pub fn examination_organiser(
        &self,
        after: Stage,
        institution: &str,
        on: Date,
    ) -> Result<Organiser, Fault> {
        Ok(Organiser::after(after, institution, &self.law()?.on(on).readings))
    }

    /// The institutions for which whoever asks may draw up an examination after a stage: those where students of the
    /// stage study, or, after college, that they go to.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn examination_institutions(&self, after: Stage) -> Result<Vec<String>, Fault> {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for line in self.programmes_of_all_plans().await?.iter() {
            names.insert(match after {
                Stage::Secondary => line.institution.clone(),
                Stage::College | Stage::Bachelor => line.partner.clone(),
            });
        }
        let today = self.clock.today();
        let mut may = Vec::new();
        for name in names {
            let organiser = self.examination_organiser(after, &name, today)?;
            if self.allow_organising(Action::ExaminationKeep, &organiser).is_ok() {
                may.push(name);
            }
        }
        Ok(may)
    }

    /// Draws an examination up.
    ///
    /// # Errors
    /// Bad input: what is missing, and rules that are not on file for the day. Forbidden to whoever does not organise it.
    pub async fn open_examination(
        &self,
        new: NewExamination,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let organiser = self.examination_organiser(new.after, &new.institution, new.on)?;
        self.allow_organising(Action::ExaminationKeep, &organiser)?;
        let rules = self.examination_rules(&new).await?;
        let year = new.on.year();
        let number = self.whole.examination_count(i32::from(year)).await? + 1;
        let now = self.clock.now();
        let examination = Examination {
            id: format!("{year}-K{number:04}"),
            after: new.after,
            institution: new.institution,
            organiser,
            on: new.on,
            place: new.place.trim().to_owned(),
            document: new.document.trim().to_owned(),
            rules,
            places: new.places,
            state: ExaminationState::Open,
            version: 1,
            opened_at: now,
            opened_by: actor.to_owned(),
            parties: BTreeSet::new(),
            list_digest: None,
            sitters: Vec::new(),
            barred: Vec::new(),
            sheet: None,
            results: BTreeMap::new(),
            entered_by: None,
            correction: None,
            corrections: Vec::new(),
            asked: 0,
            signatures: Vec::new(),
            publicity: None,
            objections: Vec::new(),
            receipt: None,
            recorded: BTreeSet::new(),
        };
        let step = Step { at: now, done: Done::Opened(Box::new(examination.clone())), source: None };
        let entry = step.entry(&examination.id, 1, self.clock.today(), actor)?;
        let changes = vec![Change::Examination(Box::new(examination.clone()))];
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(examination)
    }

    /// Everything that must be there; the rules of the progression on file for the day.
    async fn examination_rules(&self, new: &NewExamination) -> Result<ProgressionRules, ServiceError> {
        let mut wrong = Vec::new();
        if new.after == Stage::Bachelor {
            wrong.push(Message::new("examination-last-stage"));
        }
        for (text, missing) in
            [(&new.place, "examination-place-missing"), (&new.document, "examination-document-missing")]
        {
            match text.trim().chars().count() {
                0 => wrong.push(Message::new(missing)),
                count if count > LONGEST => wrong.push(too_long(count)),
                _ => {}
            }
        }
        let known = self.programmes_of_all_plans().await?.iter().any(|line| match new.after {
            Stage::Secondary => line.institution == new.institution,
            Stage::College | Stage::Bachelor => line.partner == new.institution,
        });
        if !known {
            let message = Message::new("examination-institution-unknown");
            wrong.push(message.with("institution", new.institution.as_str()));
            return Err(ServiceError::BadInput(wrong));
        }
        let rules = self.progression_rules_in_force(new.after, &new.institution, new.on).await?;
        match rules {
            Some(rules) if wrong.is_empty() => Ok(rules),
            Some(_) => Err(ServiceError::BadInput(wrong)),
            None => {
                let message = Message::new("examination-no-rules")
                    .with("institution", new.institution.as_str())
                    .with("stage", Fact::Word(format!("stage.{}", new.after)))
                    .with("on", new.on)
                    .with("year", i32::from(new.on.year()));
                wrong.push(message);
                Err(ServiceError::BadInput(wrong))
            }
        }
    }

    /// Examinations within reach, those that are not over first, then the newest.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn examinations(&self) -> Result<Vec<Examination>, Fault> {
        self.storage.examinations(200).await
    }

    /// An examination within reach.
    ///
    /// # Errors
    /// Not found where there is none.
    pub async fn examination(&self, id: &str) -> Result<Examination, ServiceError> {
        self.storage.examination(id).await?.ok_or(ServiceError::NotFound)
    }

    /// An examination that whoever asks organises.
    ///
    /// # Errors
    /// Not found where there is none within reach; forbidden to whoever does not organise it.
    pub async fn examination_to_keep(&self, id: &str) -> Result<Examination, ServiceError> {
        let found = self.examination(id).await?;
        self.allow_organising(Action::ExaminationKeep, &found.organiser)?;
        Ok(found)
    }

    /// Whether whoever asks organises an examination.
    #[must_use]
    pub fn organises_examination(&self, found: &Examination) -> bool {
        self.allow_organising(Action::ExaminationKeep, &found.organiser).is_ok()
    }

    /// Whether the document of an examination may name places, by the reading of today.
    ///
    /// # Errors
    /// Where the edition has no terms.
    pub fn examination_places(&self) -> Result<ExaminationPlaces, Fault> {
        Ok(self.law()?.on(self.clock.today()).readings.examination_places)
    }

    /// An examination to be changed by who organises it, as the asker saw it.
    pub(super) async fn examination_at(
        &self,
        id: &str,
        version_seen: i64,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_to_keep(id).await?;
        as_seen(&found, version_seen)?;
        Ok(found)
    }

    /// Gives an examination up before results are in.
    ///
    /// # Errors
    /// Not found; a conflict where it changed meanwhile, or is too far.
    pub async fn cancel_examination(
        &self,
        id: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        if !found.can_be_cancelled() {
            return Err(elsewhere(&found));
        }
        self.step(found, Done::Cancelled, None, Vec::new(), actor).await
    }

    /// Lets what an organiser does with its examination go on only where the table allows it.
    pub(super) fn allow_organising(&self, action: Action, organiser: &Organiser) -> Result<(), ServiceError> {
        match self.viewer() {
            Some(viewer) => self.allow(action, &viewer.to_organiser(organiser)),
            None => Ok(()),
        }
    }

    /// Writes the next step, and how the examination stands after it.
    pub(super) async fn step(
        &self,
        mut found: Examination,
        done: Done,
        source: Option<crate::batch::SheetOnFile>,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let now = self.clock.now();
        let step = Step { at: now, done, source };
        let entry = step.entry(&found.id, found.version + 1, self.clock.today(), actor)?;
        found.take(step, actor);
        changes.push(Change::Examination(Box::new(found.clone())));
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(found)
    }

    /// The object that hands are laid on.
    pub(super) fn examination_hand(&self, id: &str, under: &str, part: &str) -> Vec<Change> {
        self.hand_on(&format!("{}{under}", stream(id)), part).into_iter().collect()
    }
}

/// Refuses what was seen at another version than it stands at.
pub(super) fn as_seen(found: &Examination, version_seen: i64) -> Result<(), ServiceError> {
    if found.version == version_seen {
        return Ok(());
    }
    Err(ServiceError::conflict(Message::new("conflict-examination-changed").with("id", found.id.as_str())))
}

/// Refuses what does not go with how far it is.
pub(super) fn elsewhere(found: &Examination) -> ServiceError {
    let state = Fact::Word(format!("examination-state.{}", found.state));
    let message = Message::new("conflict-examination-state").with("id", found.id.as_str());
    ServiceError::conflict(message.with("state", state))
}

/// One thing that is wrong.
pub(super) fn wrong(message: Message) -> ServiceError {
    ServiceError::BadInput(vec![message])
}

/// A text that must be there and no longer than a line or two.
pub(super) fn reason(text: &str, missing: &'static str) -> Result<String, ServiceError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(wrong(Message::new(missing))),
        count if count > LONGEST => Err(wrong(too_long(count))),
        _ => Ok(text.to_owned()),
    }
}

fn too_long(count: usize) -> Message {
    Message::new("examination-text-long").with("count", count).with("most", LONGEST)
}
