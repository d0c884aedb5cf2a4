//! Enters an activity, changes one, or takes one back.

use super::{Activity, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use guantong_model::{Date, Message};

/// The longest a place, a subject or an audience may be, in characters.
const LONGEST: usize = 100;
/// The most who may have come to one activity.
const MOST: i64 = 100_000;
/// An activity is announced no longer before, in days.
const AHEAD_DAYS: i32 = 366;

/// What is asked to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcing {
    /// The one to be changed; nothing for a new one.
    pub number: Option<i64>,
    /// The day.
    pub held_on: Date,
    /// Where.
    pub place: String,
    /// What it is about.
    pub what: String,
    /// For whom.
    pub audience: String,
    /// How many came.
    pub attended: Option<i64>,
}

impl Office {
    /// Records an activity of an institution, or a change of one; returns its number.
    ///
    /// # Errors
    /// Bad input: everything that is wrong with it. Not found where there is no such institution or activity. A conflict
    /// where another was recorded since the one asking looked: `version_seen` is how many entries there were.
    pub async fn announce(
        &self,
        institution: &str,
        announcing: &Announcing,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let known = self.own_activities(institution).await?;
        let wrong = self.wrong_with(announcing);
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        let entries = self.storage.stream(&stream(institution)).await?;
        let new = entries.iter().filter(|entry| entry.kind == "publicity-recorded").count();
        let (number, kind) = match announcing.number {
            Some(number) if known.iter().any(|one| one.number == number) => (number, "publicity-changed"),
            Some(_) => return Err(ServiceError::NotFound),
            None => (i64::try_from(new).unwrap_or(i64::MAX - 1) + 1, "publicity-recorded"),
        };
        let activity = Activity {
            institution: institution.to_owned(),
            number,
            held_on: announcing.held_on,
            place: announcing.place.trim().to_owned(),
            what: announcing.what.trim().to_owned(),
            audience: announcing.audience.trim().to_owned(),
            attended: announcing.attended,
            recorded_at: self.clock.now(),
            recorded_by: actor.to_owned(),
        };
        let body = serde_json::json!({
            "number": number,
            "held_on": activity.held_on,
            "place": activity.place,
            "what": activity.what,
            "audience": activity.audience,
            "attended": activity.attended,
        });
        self.append_activity(institution, kind, body, Change::Activity(activity), version_seen, actor)
            .await?;
        Ok(number)
    }

    /// Takes an activity back, with why: it is listed no more.
    ///
    /// # Errors
    /// As [`Office::announce`].
    pub async fn take_activity_back(
        &self,
        institution: &str,
        number: i64,
        reason: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let known = self.own_activities(institution).await?;
        if !known.iter().any(|one| one.number == number) {
            return Err(ServiceError::NotFound);
        }
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST {
            let message = Message::new("publicity-no-reason").with("most", LONGEST);
            return Err(ServiceError::BadInput(vec![message]));
        }
        let body = serde_json::json!({"number": number, "reason": reason});
        let change = Change::ActivityTakenBack { institution: institution.to_owned(), number };
        self.append_activity(institution, "publicity-taken-back", body, change, version_seen, actor).await
    }

    /// Whether activities are recorded under a name: an institution's (4.1.b), or a district's (4.1.a).
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn keeps_activities(&self, name: &str) -> Result<bool, Fault> {
        Ok(self.district_named(name).is_some() || self.institution_view(name).await?.is_some())
    }

    /// The code of the district of a name.
    #[must_use]
    pub fn district_named(&self, name: &str) -> Option<&str> {
        let found = self.edition().districts().iter().find(|district| district.name == name)?;
        Some(&found.code)
    }

    /// Lets only those go on who record the activities under a name.
    ///
    /// # Errors
    /// Forbidden otherwise.
    pub fn allow_activities_of(&self, name: &str) -> Result<(), ServiceError> {
        match self.district_named(name) {
            Some(code) => self.allow_district(Action::PublicityEnter, code),
            None => self.allow_of(Action::PublicityEnter, [name]),
        }
    }

    /// The activities of an institution, for whoever may record them.
    async fn own_activities(&self, institution: &str) -> Result<Vec<Activity>, ServiceError> {
        self.allow_activities_of(institution)?;
        if !self.keeps_activities(institution).await? {
            return Err(ServiceError::NotFound);
        }
        Ok(self.storage.activities(Some(institution), i64::from(i32::MAX)).await?)
    }

    async fn append_activity(
        &self,
        institution: &str,
        kind: &str,
        body: serde_json::Value,
        change: Change,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let version = self.activities_version(institution).await?;
        if version != version_seen {
            return Err(ServiceError::conflict(Message::new("publicity-conflict")));
        }
        let entry = NewEntry {
            stream: stream(institution),
            version: version + 1,
            kind: kind.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body,
        };
        let batch = Batch { entries: vec![entry], changes: vec![change] };
        self.storage.append(batch, self.clock.now()).await?;
        Ok(())
    }

    /// Everything that is wrong with what is to be recorded.
    fn wrong_with(&self, announcing: &Announcing) -> Vec<Message> {
        let mut wrong = Vec::new();
        let today = self.clock.today();
        let days = (announcing.held_on - today).get_days();
        let from = self.edition().head().map_or(announcing.held_on, |head| head.issued_on);
        if days > AHEAD_DAYS {
            wrong.push(
                Message::new("publicity-too-far").with("on", announcing.held_on).with("most", AHEAD_DAYS),
            );
        } else if announcing.held_on.year() < from.year() - 1 {
            wrong.push(
                Message::new("publicity-too-early")
                    .with("on", announcing.held_on)
                    .with("year", i32::from(from.year()) - 1),
            );
        }
        for (field, text) in
            [("place", &announcing.place), ("what", &announcing.what), ("audience", &announcing.audience)]
        {
            let count = text.trim().chars().count();
            if count == 0 {
                wrong.push(Message::new(&format!("publicity-no-{field}")));
            } else if count > LONGEST {
                wrong.push(
                    Message::new(&format!("publicity-long-{field}"))
                        .with("count", count)
                        .with("most", LONGEST),
                );
            }
        }
        match announcing.attended {
            Some(count) if !(0..=MOST).contains(&count) => {
                wrong.push(Message::new("publicity-many").with("count", count).with("most", MOST));
            }
            Some(count) if announcing.held_on > today => {
                wrong.push(
                    Message::new("publicity-not-yet").with("count", count).with("on", announcing.held_on),
                );
            }
            _ => {}
        }
        wrong
    }
}
