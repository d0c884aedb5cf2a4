//! Hours of a period are entered by the institution, and confirmed by the enterprise.

use super::fold::HoursDone;
use super::hours_stream;
use super::row::{HoursId, HoursSheet, HoursState};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::ports::{Batch, Change};
use crate::reason::{reason, wrong};
use guantong_model::{Fact, Message, StudentId, half_width};
use serde_json::json;
use std::collections::BTreeMap;

/// Hours as they were typed; empty where there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedHours {
    /// Whose.
    pub student: StudentId,
    /// What was typed.
    pub text: String,
}

impl Office {
    /// Keeps hours as they were typed, in place of those that stood for the same students.
    ///
    /// # Errors
    /// Not found; forbidden to whoever does not enter; a conflict where the sheet changed or is not being entered; bad
    /// input: whatever is no number of hours, more than fit into the period, or of somebody who is too young or not there.
    pub async fn save_hours(
        &self,
        id: &HoursId,
        version_seen: i64,
        typed: &[TypedHours],
        actor: &str,
    ) -> Result<HoursSheet, ServiceError> {
        let sheet = self.hours_at(id, version_seen).await?;
        self.allow_of(Action::WorkKeep, [id.institution.as_str()])?;
        is_in(&sheet, HoursState::Entering)?;
        let most = sheet.block.most_hours(&self.work_limits()?);
        let students = self.hours_students(&sheet).await?;
        let names: BTreeMap<&StudentId, &str> =
            students.iter().map(|(student, _)| (&student.id, student.name.as_str())).collect();
        let young = self.too_young(&sheet).await?;
        let (mut hours, mut wrongs) = (sheet.hours.clone(), Vec::new());
        for one in typed {
            let Some(name) = names.get(&one.student) else {
                wrongs.push(Message::new("work-wrong-not-there").with("student", one.student.as_str()));
                continue;
            };
            let text = half_width(&one.text);
            let text = text.trim();
            if text.is_empty() {
                hours.remove(&one.student);
                continue;
            }
            let message = match text.parse::<u32>() {
                Err(_) => Message::new("work-wrong-hours").with("given", text).with("most", most),
                Ok(given) if given > most => {
                    let days = sheet.block.working_days();
                    Message::new("work-wrong-hours-many")
                        .with("given", given)
                        .with("most", most)
                        .with("days", days)
                }
                Ok(given) if given > 0 && young.contains(&one.student) => {
                    let least = i64::from(self.work_limits()?.post_from_age);
                    Message::new("work-wrong-young").with("least", least).with("on", sheet.block.from)
                }
                Ok(given) => {
                    hours.insert(one.student.clone(), given);
                    continue;
                }
            };
            wrongs.push(message.with("name", *name));
        }
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        if hours == sheet.hours && sheet.version > 0 {
            return Ok(sheet);
        }
        self.hours_step(sheet, HoursDone::Saved { hours }, Vec::new(), actor).await
    }

    /// Sends a sheet to the enterprise.
    ///
    /// # Errors
    /// As [`Office::save_hours`]; bad input where the period is not over or somebody has no hours.
    pub async fn send_hours(
        &self,
        id: &HoursId,
        version_seen: i64,
        actor: &str,
    ) -> Result<HoursSheet, ServiceError> {
        let sheet = self.hours_at(id, version_seen).await?;
        self.allow_of(Action::WorkKeep, [id.institution.as_str()])?;
        is_in(&sheet, HoursState::Entering)?;
        if sheet.block.until > self.clock.today() {
            return Err(wrong(Message::new("work-wrong-not-over").with("until", sheet.block.until)));
        }
        let students = self.hours_students(&sheet).await?;
        let without = students.iter().filter(|(student, _)| !sheet.hours.contains_key(&student.id));
        let without: Vec<Fact> = without.map(|(student, _)| Fact::Text(student.name.clone())).collect();
        if sheet.hours.is_empty() || !without.is_empty() {
            let message = Message::new("work-wrong-without-hours").with("count", without.len());
            return Err(wrong(message.with("names", Fact::List(without.into_iter().take(10).collect()))));
        }
        let hands = self.hand_on(&format!("{}/{}", hours_stream(id), sheet.version), "entered");
        let digest = digest_of(&sheet)?;
        self.hours_step(sheet, HoursDone::Sent { digest }, hands.into_iter().collect(), actor).await
    }

    /// The enterprise sends a sheet back, with why; one that it confirmed too, where that was a mistake.
    ///
    /// # Errors
    /// Not found; forbidden to whoever does not confirm; a conflict where the sheet changed or waits for nothing; bad input
    /// without a reason.
    pub async fn return_hours(
        &self,
        id: &HoursId,
        version_seen: i64,
        because: &str,
        actor: &str,
    ) -> Result<HoursSheet, ServiceError> {
        let sheet = self.hours_at(id, version_seen).await?;
        self.allow_enterprise(Action::WorkConfirm, &sheet.enterprise)?;
        if sheet.state == HoursState::Entering {
            return Err(in_state(&sheet));
        }
        let because = reason(because)?;
        self.hours_step(sheet, HoursDone::Returned { because }, Vec::new(), actor).await
    }

    /// The enterprise confirms the hours that were seen.
    ///
    /// # Errors
    /// As [`Office::return_hours`]; a conflict where the hours are others, or who asks sent them.
    pub async fn confirm_hours(
        &self,
        id: &HoursId,
        version_seen: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<HoursSheet, ServiceError> {
        let sheet = self.hours_at(id, version_seen).await?;
        self.allow_enterprise(Action::WorkConfirm, &sheet.enterprise)?;
        is_in(&sheet, HoursState::Sent)?;
        let digest = digest_of(&sheet)?;
        if digest != digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-work-changed")));
        }
        if sheet.sent_by.as_deref() == Some(actor) {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        let hands = self.hand_on(&format!("{}/{}", hours_stream(id), sheet.version - 1), "confirmed");
        self.hours_step(sheet, HoursDone::Confirmed { digest }, hands.into_iter().collect(), actor).await
    }

    /// The digest of the hours of a sheet: what is confirmed.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn hours_digest(&self, sheet: &HoursSheet) -> Result<String, Fault> {
        digest_of(sheet)
    }

    /// Writes a step, and how the sheet stands after it.
    async fn hours_step(
        &self,
        mut sheet: HoursSheet,
        done: HoursDone,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<HoursSheet, ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let mut entries = Vec::new();
        if sheet.version == 0 {
            let begun = HoursSheet { version: 1, ..sheet.clone() };
            entries.push(HoursDone::Begun(Box::new(begun)).entry(&sheet.id, 1, today, actor)?);
            sheet.version = 1;
        }
        entries.push(done.entry(&sheet.id, sheet.version + 1, today, actor)?);
        sheet.take(done, today, actor);
        changes.push(Change::Hours(Box::new(sheet.clone())));
        self.storage.append(Batch { entries, changes }, now).await?;
        Ok(sheet)
    }
}

/// Holds that a sheet is as far as it must be.
fn is_in(sheet: &HoursSheet, state: HoursState) -> Result<(), ServiceError> {
    if sheet.state == state { Ok(()) } else { Err(in_state(sheet)) }
}

fn in_state(sheet: &HoursSheet) -> ServiceError {
    let state = Fact::Word(format!("hours-state.{}", sheet.state));
    ServiceError::conflict(Message::new("conflict-work-state").with("state", state))
}

fn digest_of(sheet: &HoursSheet) -> Result<String, Fault> {
    let hours = serde_json::to_value(&sheet.hours).map_err(|error| Fault::new("digest hours", error))?;
    let told = json!({"sheet": sheet.id.to_string(), "enterprise": sheet.enterprise, "hours": hours});
    Ok(digest(canonical(&told).as_bytes()).to_string())
}
