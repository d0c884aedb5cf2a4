//! One thing told: the command it is equal to, the effect it had, and what becomes of it.

use super::check::named;
use super::compare::{Deviation, deviations};
use super::{About, Contradiction, Life, ToldFact, What, keep};
use crate::certificate::{self, Certificate};
use crate::dated;
use crate::decide::Situation;
use crate::rules::{reading, window};
use crate::{
    Command, CommandName, Decided, Entry, Event, LeavingCertificate, Placement, SettleOutcome, Side,
    Similarity, StageWork, decide,
};
use guantong_model::{CertificateKind, Date, Fact, Message, ProgrammeId, Qualification, Stage, Standing};
use guantong_policy::Outcome;

/// A stage as a word.
pub(super) fn stage_word(stage: Stage) -> Fact {
    Fact::Word(format!("stage.{stage}"))
}

type Step<T> = Result<T, Contradiction>;

impl Life<'_> {
    /// Takes the next fact. `rest` is what follows it.
    pub(super) fn step(&mut self, place: usize, fact: &ToldFact, rest: &[&ToldFact]) -> Step<()> {
        if self.ended_so(fact) {
            return Ok(());
        }
        self.possible(place, fact)?;
        if let What::Transferred { to } = &fact.what {
            return self.transfer(place, fact.on, to);
        }
        let certificates = self.certificates_of(fact, rest);
        let command = self.command(fact, &certificates);
        // A partner replaced meanwhile is taken in first, as before any command.
        let before = self.record.clone();
        let (world, terms) = (self.grounds.world, self.grounds.law.on(fact.on));
        let replaced = dated::taken_in(&before.state, world, terms, fact.on, command.name());
        if let Some(replaced) = &replaced {
            self.record.state.apply_all(fact.on, std::slice::from_ref(replaced));
        }
        let decided = decide(&self.record, self.grounds, fact.on, &command);
        let ruled = Some(decided.events.as_slice()).filter(|_| decided.decision.outcome == Outcome::Accepted);
        let mut events = self.effect(place, fact, &command, ruled, &certificates, rest)?;
        let mut decision = match ruled {
            None => keep(decided.decision, fact.what.word(), fact.on),
            Some(ruled) => {
                let stage = self.record.stage();
                let found = deviations(ruled, &events, fact.on, self.record.placement(), stage);
                Deviation::explained(decided.decision, &found, fact)
            }
        };
        self.placed.extend(certificates);
        self.record = before;
        if let Some(replaced) = replaced {
            decision = reading(decision, "partner-replaced-registration");
            events.insert(0, replaced);
        }
        self.enter(fact.on, command, Decided { decision, events });
        Ok(())
    }

    fn enter(&mut self, on: Date, command: Command, decided: Decided) {
        // The opening is number 1.
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX).saturating_add(2);
        let entry = decided.entry(number, on, command);
        self.record.apply(entry.clone());
        self.entries.push(entry);
    }

    /// An ending told beside the completion that brought it.
    fn ended_so(&self, fact: &ToldFact) -> bool {
        match &fact.what {
            What::Ended { standing, .. } => {
                self.record.standing() == *standing && self.record.ended_on() == Some(fact.on)
            }
            _ => false,
        }
    }

    /// Whether the fact can follow what came before in one life, whatever a rule says of it.
    fn possible(&self, place: usize, fact: &ToldFact) -> Step<()> {
        let record = &self.record;
        let no = |id: &str| {
            let message = named(Message::new(id), fact);
            let message = message.with("present_stage", stage_word(record.stage()));
            Err(Contradiction { about: About::Fact(place), message: message.with("last", record.last_on()) })
        };
        let arrival = matches!(
            fact.what,
            What::Registered { .. } | What::Ended { standing: Standing::NotEnrolled, .. }
        );
        // Death ends a record wherever it stands.
        let anytime = matches!(fact.what, What::Ended { standing: Standing::Deceased, .. });
        if record.standing().ended() {
            return no("take-over-after-end");
        }
        match (arrival, record.standing() == Standing::Admitted) {
            (false, true) if !anytime => return no("take-over-before-registration"),
            (true, false) => return no("take-over-registered-twice"),
            _ => {}
        }
        let stage = record.stage();
        match &fact.what {
            What::Completed(of) | What::Failed(of) | What::Assessed { stage: of, .. } if *of != stage => {
                no("take-over-other-stage")
            }
            What::Repeated { stage: of, .. } if *of != stage => no("take-over-other-stage"),
            What::Progressed { stage: of, .. } if stage.next() != Some(*of) => no("take-over-stage-skipped"),
            What::Completed(_) | What::Failed(_) if record.stage_work() != StageWork::Open => {
                no("take-over-completed-twice")
            }
            What::Leave { .. } if record.standing() == Standing::OnLeave => no("take-over-on-leave-already"),
            What::Resumed { .. } if record.standing() != Standing::OnLeave => no("take-over-not-on-leave"),
            _ => Ok(()),
        }
    }

    /// The places of the certificates this fact brought.
    fn certificates_of(&self, fact: &ToldFact, rest: &[&ToldFact]) -> Vec<usize> {
        let stage = self.record.stage();
        let of_stage = certificate::of_stage(stage);
        let later: Vec<Date> = rest
            .iter()
            .filter(|fact| matches!(&fact.what, What::Completed(of) if *of == stage))
            .map(|fact| fact.on)
            .collect();
        let readings = &self.grounds.law.on(fact.on).readings;
        let due = certificate::on_completion(self.record.placement().track, stage, readings);
        // Where completing brings none, the certificate comes with an end before the next stage.
        let here = rest
            .iter()
            .take_while(|fact| !matches!(fact.what, What::Progressed { .. } | What::Repeated { .. }))
            .filter(|_| !due);
        let with_an_end = |issued_on: Date| {
            here.clone().any(|fact| match fact.what {
                What::Ended { .. } => true,
                What::Resumed { .. } => fact.on <= issued_on,
                _ => false,
            })
        };
        let told = self.told.certificates.iter().enumerate();
        let unplaced = told.filter(|(place, _)| !self.placed.contains(place));
        let brought = unplaced.filter(|(_, certificate)| match &fact.what {
            // Of a stage completed twice, the last completion before its day.
            What::Completed(_) => {
                !with_an_end(certificate.issued_on)
                    && certificate.kind == of_stage
                    && later.iter().all(|later| certificate.issued_on < *later)
            }
            // A return in which the qualification is lost with the stage complete ends in graduation (3.4.4.c).
            What::Resumed { .. } => {
                self.record.stage_complete() && rest.is_empty() && certificate.kind == of_stage
            }
            What::Ended { .. } => {
                certificate.kind == of_stage
                    || matches!(
                        certificate.kind,
                        CertificateKind::Completion
                            | CertificateKind::IncompleteStudy
                            | CertificateKind::StudyRecord
                    )
            }
            _ => false,
        });
        brought.map(|(place, _)| place).collect()
    }

    /// The command the fact is equal to.
    fn command(&self, fact: &ToldFact, certificates: &[usize]) -> Command {
        match &fact.what {
            What::Registered { .. } => Command::Register,
            What::Completed(_) => Command::CompleteStage,
            What::Failed(_) => Command::FailStage,
            What::Assessed { passed, document, .. } => Command::Assess {
                passed: *passed,
                document: document.clone(),
                general: None,
                skill: None,
                marks: crate::Marks::new(),
            },
            What::Progressed { .. } => Command::Progress,
            What::Repeated { to, .. } => Command::Repeat { eligible: true, to: to.clone() },
            What::Leave { until, kind } => Command::Leave { until: *until, kind: Some(*kind) },
            What::Resumed { to, .. } => Command::Resume { fit: true, to: to.clone() },
            What::Transferred { to } => Command::ApplyTransfer { to: to.clone() },
            What::Ended { standing, article, decision } => {
                let (article, decision) = (article.clone(), decision.clone());
                let settle = |outcome| Command::Settle { outcome, article: article.clone() };
                let incomplete = || {
                    let mut told = certificates.iter().filter_map(|place| self.told.certificates.get(*place));
                    told.any(|told| told.kind == CertificateKind::IncompleteStudy)
                        .then_some(LeavingCertificate::IncompleteStudy)
                };
                match standing {
                    Standing::Completed => settle(SettleOutcome::Completed),
                    Standing::Incomplete => settle(SettleOutcome::Incomplete),
                    Standing::Withdrawn => {
                        let certificate = incomplete();
                        Command::Withdraw { article, certificate }
                    }
                    Standing::Expelled => Command::Expel { article, decision },
                    Standing::Cancelled => Command::CancelRegistration { article, decision },
                    Standing::Deceased => Command::Deceased,
                    Standing::NotEnrolled => Command::NoShow,
                    Standing::Graduated | Standing::Admitted | Standing::Studying | Standing::OnLeave => {
                        self.graduation(fact.on, &article)
                    }
                }
            }
        }
    }

    /// How somebody graduated: at the end of the last stage, after a failed progression, or by leaving.
    fn graduation(&self, on: Date, article: &str) -> Command {
        let record = &self.record;
        let failed = record.stage_work() == StageWork::Failed
            || record.assessment().is_some_and(|assessment| !assessment.passed);
        if record.stage() == Stage::Bachelor && !failed {
            return Command::CompleteStage;
        }
        if failed && !article.trim().is_empty() {
            return Command::Settle { outcome: SettleOutcome::Graduated, article: article.to_owned() };
        }
        let would = |command: &Command| {
            decide(record, self.grounds, on, command).decision.outcome == Outcome::Accepted
        };
        // Of a failed progression where a repeat is open, leaving is the student's own choice (3.3.4.a).
        if failed && (would(&Command::Graduate) || !would(&Command::Exit)) {
            Command::Graduate
        } else {
            Command::Exit
        }
    }

    /// The effect told: what the rules say of it where they do, what is told wherever it is told.
    fn effect(
        &self,
        place: usize,
        fact: &ToldFact,
        command: &Command,
        ruled: Option<&[Event]>,
        certificates: &[usize],
        rest: &[&ToldFact],
    ) -> Step<Vec<Event>> {
        let record = &self.record;
        let placement = record.placement();
        let issued = certificates.iter().filter_map(|place| self.certificate(*place));
        let issued: Vec<Event> = issued.map(Event::CertificateIssued).collect();
        let with_issued = |first: Event| std::iter::once(first).chain(issued.iter().cloned()).collect();
        let graduated =
            |by| Event::Ended { standing: Standing::Graduated, by, article: None, decision: None };
        Ok(match &fact.what {
            What::Registered { registered_at } => vec![Event::Registered {
                studies_at: placement.studies_at(Stage::Secondary).to_owned(),
                registered_at: told_or(registered_at.as_ref(), placement.registered_at(Stage::Secondary)),
            }],
            What::Completed(stage) => {
                let mut events: Vec<Event> = with_issued(Event::StageCompleted { stage: *stage });
                let ended = record.qualification() == Qualification::Ended && !goes_on(rest);
                if *stage == Stage::Bachelor || ended {
                    events.push(graduated(CommandName::CompleteStage));
                }
                events
            }
            What::Failed(stage) => vec![Event::StageFailed { stage: *stage }],
            What::Assessed { stage, passed, document } => vec![Event::Assessed {
                stage: *stage,
                passed: *passed,
                document: document.clone(),
                general: None,
                skill: None,
            }],
            What::Progressed { stage, registered_at } => vec![Event::Progressed {
                stage: *stage,
                studies_at: placement.studies_at(*stage).to_owned(),
                registered_at: told_or(registered_at.as_ref(), placement.registered_at(*stage)),
            }],
            What::Repeated { cohort, to, .. } => {
                let (ruled_cohort, ruled_placement) = match ruled.and_then(<[Event]>::first) {
                    Some(Event::Repeated { cohort, placement, .. }) => (Some(*cohort), Some(placement)),
                    _ => (None, None),
                };
                let next = record.cohort().saturating_add(1);
                let cohort = cohort.or(ruled_cohort).unwrap_or(next);
                let joined = self.joined(place, (fact.on, cohort), to.as_ref(), ruled_placement)?;
                let similarity = self.similarity(fact.on, &joined, cohort);
                vec![Event::Repeated { cohort, placement: joined, similarity }]
            }
            What::Leave { until, kind } => vec![Event::LeaveStarted { until: *until, kind: *kind }],
            What::Resumed { cohort, to } => {
                self.resumed(place, fact, *cohort, to.as_ref(), ruled, issued, rest)?
            }
            What::Transferred { .. } => Vec::new(),
            What::Ended { standing, article, decision } => {
                let mut events = Vec::new();
                if *command == Command::CompleteStage {
                    events.push(Event::StageCompleted { stage: record.stage() });
                }
                events.extend(issued);
                events.push(ended(*standing, command, article, decision));
                events
            }
        })
    }

    #[allow(clippy::too_many_arguments, reason = "one arm of the effect, named so that it can be read alone")]
    fn resumed(
        &self,
        place: usize,
        fact: &ToldFact,
        cohort: Option<i32>,
        to: Option<&ProgrammeId>,
        ruled: Option<&[Event]>,
        issued: Vec<Event>,
        rest: &[&ToldFact],
    ) -> Step<Vec<Event>> {
        let (ruled_cohort, ruled_placement, ruled_similarity, kept) = match ruled.and_then(<[Event]>::first) {
            Some(Event::Resumed { cohort, placement, similarity, assessment_kept }) => {
                (Some(*cohort), Some(placement), Some(*similarity), *assessment_kept)
            }
            _ => (None, None, None, false),
        };
        let Some(cohort) = cohort.or(ruled_cohort) else {
            let message = named(Message::new("take-over-cohort-missing"), fact);
            return Err(Contradiction { about: About::Cohort(place), message });
        };
        let joined = self.joined(place, (fact.on, cohort), to, ruled_placement)?;
        let as_ruled = Some(cohort) == ruled_cohort && Some(&joined) == ruled_placement;
        let similarity = match ruled_similarity {
            Some(similarity) if as_ruled => similarity,
            _ => Some(self.similarity(fact.on, &joined, cohort)),
        };
        let mut events =
            vec![Event::Resumed { cohort, placement: joined, similarity, assessment_kept: kept }];
        let more = ruled.unwrap_or_default().iter().skip(1);
        if as_ruled && !goes_on(rest) {
            // Nothing told says that the student went on in the programme.
            let last = more.filter(|event| !matches!(event, Event::CertificateIssued(_))).cloned();
            events.extend(last);
            let end = events.len().saturating_sub(1);
            let at = if matches!(events.last(), Some(Event::Ended { .. })) { end } else { events.len() };
            events.splice(at..at, issued);
        }
        Ok(events)
    }

    /// The programme joined: as told, else as the rules say, else the present one.
    fn joined(
        &self,
        place: usize,
        (on, cohort): (Date, i32),
        to: Option<&ProgrammeId>,
        ruled: Option<&Placement>,
    ) -> Step<Placement> {
        match to {
            Some(to) if ruled.is_none_or(|ruled| ruled.programme != *to) => {
                self.target(place, (on, cohort), to)
            }
            _ => Ok(ruled.unwrap_or_else(|| self.record.placement()).clone()),
        }
    }

    /// A programme told, with the partner its class has on the day.
    fn target(&self, place: usize, (on, cohort): (Date, i32), to: &ProgrammeId) -> Step<Placement> {
        if *to == self.record.placement().programme {
            return Ok(self.record.placement().clone());
        }
        let world = self.grounds.world;
        let known = world.programme(to);
        known.map(|programme| world.placement_of(programme, cohort, on).into_owned()).ok_or_else(|| {
            let message = Message::new("take-over-programme-unknown").with("programme", to.as_str());
            Contradiction { about: About::Target(place), message }
        })
    }

    /// Why the programme joined counts as the same or similar; as told where no rule says so.
    fn similarity(&self, on: Date, joined: &Placement, cohort: i32) -> Similarity {
        let (of, stage) = (self.record.placement(), self.record.stage());
        if joined.programme == of.programme {
            return Similarity::SameProgramme;
        }
        let readings = &self.grounds.law.on(on).readings;
        let matches = self.grounds.world.same_or_similar(of, stage, cohort, on, readings);
        let found = matches.iter().find(|found| *found.programme.id() == joined.programme);
        found.map_or(Similarity::AsTold, |found| found.similarity)
    }

    fn certificate(&self, place: usize) -> Option<Certificate> {
        let told = self.told.certificates.get(place)?;
        let (placement, stage) = (self.record.placement(), self.record.stage());
        let by_rule = certificate::draft(placement, stage, told.kind, told.issued_on);
        let issuer = told.issuer.clone().unwrap_or_else(|| by_rule.issuer.clone());
        Some(Certificate { number: told.number.clone(), issuer, ..by_rule })
    }

    /// A transfer: application, both consents and audit on its day; one kept entry where any would not be accepted.
    fn transfer(&mut self, place: usize, on: Date, to: &ProgrammeId) -> Step<()> {
        let target = self.target(place, (on, self.record.cohort()), to)?;
        let commands = [
            Command::ApplyTransfer { to: to.clone() },
            Command::Consent { by: Side::Sending, agree: true },
            Command::Consent { by: Side::Receiving, agree: true },
            Command::Audit { agree: true },
        ];
        let mut record = self.record.clone();
        let mut entries: Vec<Entry> = Vec::new();
        let mut refused = None;
        for command in commands {
            let decided = decide(&record, self.grounds, on, &command);
            if decided.decision.code == "consent.already_given" {
                // One consent counts for both where one school is both.
                continue;
            }
            if decided.decision.outcome != Outcome::Accepted {
                refused = Some(decided.decision);
                break;
            }
            let entry = decided.entry(0, on, command);
            record.apply(entry.clone());
            entries.push(entry);
        }
        match refused {
            None => entries.into_iter().for_each(|Entry { on, command, decision, events, .. }| {
                self.enter(on, command, Decided { decision, events });
            }),
            Some(no) => {
                let situation = Situation::new(&self.record, self.grounds, on);
                let kind = window::kind(&situation.state().placement, &target);
                let stage = self.record.stage();
                let event = Event::Transferred {
                    kind,
                    studies_at: target.studies_at(stage).to_owned(),
                    registered_at: target.registered_at(stage).to_owned(),
                    placement: target,
                };
                let decision = keep(no, "command.apply-transfer", on);
                let command = Command::ApplyTransfer { to: to.clone() };
                self.enter(on, command, Decided { decision, events: vec![event] });
            }
        }
        Ok(())
    }
}

fn told_or(told: Option<&String>, ruled: &str) -> String {
    told.cloned().unwrap_or_else(|| ruled.to_owned())
}

/// Whether what follows says that the student went on in the programme.
fn goes_on(rest: &[&ToldFact]) -> bool {
    let in_the_programme = |what: &What| {
        matches!(
            what,
            What::Assessed { .. }
                | What::Progressed { .. }
                | What::Repeated { .. }
                | What::Transferred { .. }
        )
    };
    rest.iter().any(|fact| in_the_programme(&fact.what))
}

/// The end as the rules would write it, with the standing told.
fn ended(standing: Standing, command: &Command, article: &str, decision: &str) -> Event {
    let by = command.name();
    let (with_article, with_decision) = match by {
        CommandName::Settle | CommandName::Withdraw => (true, false),
        CommandName::Expel | CommandName::CancelRegistration => (true, true),
        _ => (false, false),
    };
    Event::Ended {
        standing,
        by,
        article: with_article.then(|| article.to_owned()),
        decision: with_decision.then(|| decision.to_owned()),
    }
}
