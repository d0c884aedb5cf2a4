//! Folding entries into a record, and taking reversed ones out again.

use super::{Application, Assessment, Leave, Period, Record, State};
use crate::event::{Admitted, Event};
use crate::{CommandName, Entry, Side};
use guantong_model::{Date, Qualification, Stage, StageWork, Standing};
use std::collections::BTreeSet;

impl Record {
    /// A record as it is on admission.
    #[must_use]
    pub fn open(admitted: Admitted) -> Self {
        let state = State::on_admission(&admitted);
        let last_on = admitted.on;
        Record { admitted, state, history: Vec::new(), retired: BTreeSet::new(), last_on }
    }

    /// A record out of its whole history.
    #[must_use]
    pub fn fold(admitted: Admitted, entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut record = Record::open(admitted);
        for entry in entries {
            record.apply(entry);
        }
        record
    }

    /// Adds the next entry. A refused or referred one changes nothing but the history.
    pub fn apply(&mut self, entry: Entry) {
        let accepted = entry.accepted();
        let reverses = entry.reverses().is_some();
        if !accepted {
            self.history.push(entry);
            return;
        }
        let numbers: Vec<String> = self.state.certificates.iter().map(|c| c.number.clone()).collect();
        self.last_on = self.last_on.max(entry.on);
        if reverses {
            self.history.push(entry);
            let in_force = in_force(&self.history);
            self.state = self.state_of(&in_force);
        } else {
            self.state.apply_all(entry.on, &entry.events);
            self.history.push(entry);
        }
        let gone = |number: &String| !self.state.certificates.iter().any(|c| c.number == *number);
        let gone: Vec<String> = numbers.into_iter().filter(gone).collect();
        self.retired.extend(gone);
    }

    /// The record as it was at the end of a day: entries in force today that took effect by then.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Record {
        let keep: Vec<bool> = in_force(&self.history)
            .into_iter()
            .zip(&self.history)
            .map(|(in_force, entry)| in_force && entry.on <= day)
            .collect();
        let mut record = self.clone();
        record.state = self.state_of(&keep);
        record.history.retain(|entry| entry.on <= day);
        record.last_on =
            record.history.iter().filter(|e| e.accepted()).map(|e| e.on).fold(self.admitted.on, Date::max);
        record
    }

    /// The state that the marked entries add up to, certificates under their present numbers.
    pub(crate) fn state_of(&self, keep: &[bool]) -> State {
        let mut state = State::on_admission(&self.admitted);
        for (entry, keep) in self.history.iter().zip(keep) {
            if *keep && entry.reverses().is_none() {
                state.apply_all(entry.on, &entry.events);
            }
        }
        // A new number stays even where the correction that gave it was itself reversed: the old one is void.
        for event in self.history.iter().flat_map(|entry| &entry.events) {
            let Event::Corrected { renumbered, .. } = event else { continue };
            for change in renumbered {
                for certificate in &mut state.certificates {
                    if certificate.number == change.was {
                        certificate.number.clone_from(&change.now);
                    }
                }
            }
        }
        state
    }
}

/// Which entries are in force: accepted, and not reversed by a correction that is itself in force.
pub(crate) fn in_force(history: &[Entry]) -> Vec<bool> {
    in_force_without(history, None)
}

/// Which entries are in force once one more is reversed as well.
pub(crate) fn in_force_without(history: &[Entry], of: Option<u32>) -> Vec<bool> {
    let mut reversed: BTreeSet<u32> = of.into_iter().collect();
    let mut in_force: Vec<bool> = history
        .iter()
        .rev()
        .map(|entry| {
            let stands = entry.accepted() && !reversed.contains(&entry.number);
            if let (true, Some(of)) = (stands, entry.reverses()) {
                reversed.insert(of);
            }
            stands
        })
        .collect();
    in_force.reverse();
    in_force
}

impl State {
    pub(crate) fn on_admission(admitted: &Admitted) -> Self {
        State {
            standing: Standing::Admitted,
            placement: admitted.placement.clone(),
            cohort: admitted.entry_year,
            stage: Stage::Secondary,
            work: StageWork::Open,
            assessment: None,
            qualification: Qualification::Held,
            application: None,
            transfers: 0,
            repeats: 0,
            repeats_in_progression: 0,
            certificates: Vec::new(),
            leave: None,
            leaves: Vec::new(),
            stage_began_on: None,
            registrations: Vec::new(),
            studies: Vec::new(),
            exited: false,
            ended_on: None,
        }
    }

    pub(crate) fn apply_all(&mut self, on: Date, events: &[Event]) {
        for event in events {
            self.apply(on, event);
        }
    }

    /// One event. What an event ends of itself (an application under way, an assessment that no longer counts) is
    /// not an event of its own: it follows from the kind of the event alone.
    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::Registered { registered_at, .. } => {
                self.standing = Standing::Studying;
                self.enter(Stage::Secondary, registered_at, on);
            }
            Event::StageCompleted { .. } => {
                self.work = StageWork::Complete;
                self.application = None;
            }
            Event::StageFailed { .. } => {
                self.work = StageWork::Failed;
                self.application = None;
            }
            Event::Assessed { passed, document, .. } => {
                self.assessment = Some(Assessment { passed: *passed, document: document.clone(), on });
            }
            Event::Progressed { stage, registered_at, .. } => {
                self.application = None;
                self.repeats_in_progression = 0;
                self.enter(*stage, registered_at, on);
            }
            Event::Repeated { cohort, placement, .. } => {
                self.cohort = *cohort;
                self.placement.clone_from(placement);
                self.work = StageWork::Open;
                self.assessment = None;
                self.application = None;
                self.repeats = self.repeats.saturating_add(1);
                self.repeats_in_progression = self.repeats_in_progression.saturating_add(1);
                self.move_periods(on);
            }
            Event::PartnerReplaced { placement, moves } => {
                self.placement.clone_from(placement);
                if *moves {
                    self.move_periods(on);
                }
            }
            Event::LeaveStarted { until, kind } => {
                self.standing = Standing::OnLeave;
                self.leave = Some(Leave { from: on, until: *until, kind: *kind });
                self.application = None;
            }
            Event::Resumed { cohort, placement, assessment_kept, .. } => {
                self.standing = Standing::Studying;
                self.cohort = *cohort;
                self.placement.clone_from(placement);
                if !assessment_kept {
                    self.assessment = None;
                }
                self.end_leave(on);
                self.move_periods(on);
            }
            Event::QualificationEnded => self.qualification = Qualification::Ended,
            Event::CertificateIssued(certificate) => self.certificates.push(certificate.clone()),
            Event::Ended { standing, by, .. } => self.end(on, *standing, *by),
            Event::TransferApplied { .. }
            | Event::TransferConsented { .. }
            | Event::TransferEnded { .. }
            | Event::Transferred { .. } => self.apply_transfer(on, event),
            // A correction is applied to the whole history, not to a state.
            Event::Corrected { .. } => {}
        }
    }

    fn apply_transfer(&mut self, on: Date, event: &Event) {
        match event {
            Event::TransferApplied { to, kind } => {
                self.application =
                    Some(Application { to: to.clone(), kind: *kind, on, sending: false, receiving: false });
            }
            Event::TransferConsented { by } => {
                if let Some(application) = &mut self.application {
                    match by {
                        Side::Sending => application.sending = true,
                        Side::Receiving => application.receiving = true,
                    }
                }
            }
            Event::Transferred { placement, .. } => {
                self.placement.clone_from(placement);
                self.transfers = self.transfers.saturating_add(1);
                self.application = None;
                self.move_periods(on);
            }
            _ => self.application = None,
        }
    }

    fn enter(&mut self, stage: Stage, registered_at: &str, on: Date) {
        self.stage = stage;
        self.work = StageWork::Open;
        self.assessment = None;
        self.stage_began_on = Some(on);
        self.close_periods(on);
        self.open_periods(on);
        // What was taken over may have been registered elsewhere than the rules register.
        if let Some(registration) = self.registrations.last_mut() {
            registered_at.clone_into(&mut registration.institution);
        }
    }

    /// Where the programme joined places the student elsewhere, the old periods end and new ones begin.
    fn move_periods(&mut self, on: Date) {
        let stage = self.stage;
        let (registered, studies) = (self.placement.registered_at(stage), self.placement.studies_at(stage));
        let elsewhere = |periods: &[Period], institution: &str| {
            periods.last().is_none_or(|last| {
                last.institution != institution || last.programme != self.placement.programme
            })
        };
        if elsewhere(&self.registrations, registered) || elsewhere(&self.studies, studies) {
            self.close_periods(on);
            self.open_periods(on);
        }
    }

    fn open_periods(&mut self, on: Date) {
        let period = |institution: &str| Period {
            institution: institution.to_owned(),
            stage: self.stage,
            programme: self.placement.programme.clone(),
            from: on,
            to: None,
        };
        let registration = period(self.placement.registered_at(self.stage));
        let study = period(self.placement.studies_at(self.stage));
        self.registrations.push(registration);
        self.studies.push(study);
    }

    fn close_periods(&mut self, on: Date) {
        for periods in [&mut self.registrations, &mut self.studies] {
            if let Some(last) = periods.last_mut()
                && last.to.is_none()
            {
                last.to = Some(on);
            }
        }
    }

    fn end_leave(&mut self, on: Date) {
        if let Some(leave) = self.leave.take() {
            self.leaves.push((self.stage, leave.from, on));
        }
    }

    fn end(&mut self, on: Date, standing: Standing, by: CommandName) {
        self.standing = standing;
        self.qualification = Qualification::Ended;
        self.application = None;
        self.exited = by == CommandName::Exit;
        self.ended_on = Some(on);
        self.end_leave(on);
        self.close_periods(on);
        if standing == Standing::Cancelled {
            // Certificates issued on an unlawful admission are void (令41 37).
            self.certificates.clear();
        }
    }
}
