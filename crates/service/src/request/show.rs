//! A request as a page shows it: what is asked, the desks with their days, what the rules say beside it, all that happened.

use super::paper::PaperShown;
use super::personal::Personal;
use super::row::RequestRow;
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::notice::ReminderRow;
use crate::rows::{PlanLine, Student};
use guantong_model::Date;
use guantong_policy::{Citation, Decision};
use guantong_requests::{Act, Book, Desk, Event, Kind, Logged, PaperKind, Stop, Verdict};
use std::collections::BTreeMap;

/// A desk on the way of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskShown {
    /// The desk.
    pub desk: Desk,
    /// Who sits there.
    pub holder: String,
    /// Whether it is there now, was there, or will come.
    pub now: bool,
    /// What it said last, and when.
    pub said: Option<(Verdict, Date, String)>,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// In how many days it must act, and which count.
    pub days: Option<(u16, guantong_requests::Count)>,
}

/// A request.
#[derive(Clone, Debug)]
pub struct RequestView {
    /// The request.
    pub row: RequestRow,
    /// The student, where he is within reach.
    pub student: Option<Student>,
    /// The programme he is in, and the one applied for.
    pub lines: Vec<PlanLine>,
    /// The desks.
    pub desks: Vec<DeskShown>,
    /// The names of those who acted, by their accounts.
    pub actors: BTreeMap<String, String>,
    /// Everything that happened, oldest first.
    pub log: Vec<Logged>,
    /// When its desks were reminded of their last days.
    pub reminders: Vec<ReminderRow>,
    /// What was written and given in, by digest.
    pub papers: BTreeMap<String, PaperShown>,
    /// What is asked to be put right of the person.
    pub personal: Option<Personal>,
    /// Whether who looks sits at the desk and may not speak there: he decided what is appealed against.
    pub barred: bool,
    /// What the rules would say if the desk agreed.
    pub if_agreed: Option<Decision>,
    /// What who looks may do.
    pub acts: Vec<Act>,
    /// Until when an appeal against it may be made, and of which kind.
    pub appeal: Option<(Kind, Date)>,
    /// Today.
    pub today: Date,
}

impl Office {
    /// A request; that its papers were seen is noted.
    ///
    /// # Errors
    /// Not found where it is out of reach; forbidden where the table does not let who asks.
    pub async fn request(&self, id: &str) -> Result<RequestView, ServiceError> {
        let row = self.storage.request(id).await?.ok_or(ServiceError::NotFound)?;
        self.allow(Action::RequestRead, &self.request_relations(&row).await?)?;
        self.note_look(&stream(id), "seen").await?;
        let book = self.request_book()?;
        let opened = &row.request.opened;
        let student = self.request_student(&opened.student).await?;
        let mut papers = BTreeMap::new();
        for paper in self.storage.papers(id).await? {
            papers.insert(paper.digest.clone(), self.shown(&paper)?);
        }
        let personal = self.personal_asked(&papers)?;
        // What is asked to be put right is shown by itself, with its numbers hidden.
        papers.retain(|_, paper| paper.kind != PaperKind::Personal);
        let barred =
            row.stop().is_some_and(|stop| self.sits_at(stop, &opened.student)) && self.decided_it(&row);
        let log = self.log_of(id).await?;
        let mut actors = BTreeMap::new();
        for one in &log {
            if !actors.contains_key(&one.actor)
                && let Some(account) = self.whole.account(&one.actor).await?
            {
                actors.insert(one.actor.clone(), account.name);
            }
        }
        let mut lines = Vec::new();
        if let Some(student) = &student {
            lines.extend(self.programmes(student.entry_year).await?.remove(&student.programme));
        }
        let to = match &opened.command {
            Some(guantong_registry::Command::ApplyTransfer { to }) => Some(to),
            Some(
                guantong_registry::Command::Repeat { to, .. } | guantong_registry::Command::Resume { to, .. },
            ) => to.as_ref(),
            _ => None,
        };
        if let Some(to) = to {
            let reference = self.reference().await?;
            let line = reference.plans.values().flatten().find(|line| line.programme == *to);
            lines.extend(line.filter(|line| !lines.contains(line)).cloned());
        }
        let actor = self.viewer().map(|viewer| viewer.name.clone()).unwrap_or_default();
        let acts = self.request_acts(&row)?;
        let if_agreed = match acts.contains(&Act::Decide) {
            true => self.foreseen(&row, Verdict::Agree, &actor).await?,
            false => None,
        };
        let desks = desks(&row, &log, &book);
        let reminders = self.reminders_of(id).await?;
        let next = if opened.kind == Kind::Appeal { Kind::AppealAuthority } else { Kind::Appeal };
        let appeal = row.request.check(Act::Appeal, &book).ok().and_then(|()| {
            let decided_on = row.request.ended_on?;
            Some((next, book.appeal_until(next, decided_on, row.request.served_on)?))
        });
        let today = self.clock.today();
        Ok(RequestView {
            student,
            actors,
            lines,
            desks,
            log,
            reminders,
            papers,
            personal,
            barred,
            if_agreed,
            acts,
            appeal,
            today,
            row,
        })
    }
}

fn desks(row: &RequestRow, log: &[Logged], book: &Book) -> Vec<DeskShown> {
    let request = &row.request;
    let shown = |(at, stop): (usize, &Stop)| {
        let terms = book.desk(request.opened.kind, stop.desk);
        let said = log.iter().rev().find_map(|one| match &one.event {
            Event::Decided { desk, verdict, .. } if *desk == stop.desk => {
                Some((*verdict, one.on, one.actor.clone()))
            }
            _ => None,
        });
        DeskShown {
            desk: stop.desk,
            holder: stop.holder.clone(),
            now: row.stop().is_some() && at == request.at,
            // What was said before it came back to this desk is in the history.
            said: said.filter(|_| at < request.at || (at == request.at && request.stop().is_none())),
            citations: terms.map(|terms| terms.citations.clone()).unwrap_or_default(),
            days: terms.and_then(|terms| Some((terms.days?, terms.count))),
        }
    };
    request.opened.stops.iter().enumerate().map(shown).collect()
}
