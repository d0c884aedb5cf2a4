//! The full table: standing × stage × studies × assessment × qualification × transfer × repeat × command, each cell
//! against the contract written down a second time. States that no history reaches are tried as well.

mod document;

use crate::record::{Application, Assessment, Leave, State};
use crate::{
    Admission, Admitted, Command, Grounds, LeavingCertificate, Marks, Placement, Programme, Record, Serials,
    SettleOutcome, Side, TransferKind, World, decide, options,
};
use guantong_model::{Date, Qualification, Score, Stage, StageWork, Standing, Track};
use guantong_policy::Outcome::{Accepted, Referred, Refused};
use guantong_policy::{ClauseId, Outcome};
use jiff::civil::date;

type Cell = (Outcome, &'static str);

fn placement(id: &str, track: Track, major: &str) -> Placement {
    Placement {
        programme: id.into(),
        track,
        school: "S".to_owned(),
        partner: if track == Track::UniversityOnly { "S" } else { "U" }.to_owned(),
        major: major.to_owned(),
        code: None,
        class: Some("5303".to_owned()),
    }
}

fn world(track: Track, next: bool) -> World {
    let cohorts =
        [(2023, Some(Score::points(500)))].into_iter().chain(next.then_some((2024, None))).collect();
    let own = Programme { placement: placement("own", track, "m"), similar: Vec::new(), cohorts };
    let cohorts = [(2023, Some(Score::points(500)))].into();
    let other = Programme { placement: placement("other", track, "n"), similar: Vec::new(), cohorts };
    World::new(vec![own, other])
}

/// A day on which a change of major is in its window.
fn day(stage: Stage) -> Date {
    match stage {
        Stage::Secondary => date(2023, 10, 1),
        Stage::College => date(2027, 3, 1),
        Stage::Bachelor => date(2029, 3, 1),
    }
}

fn records(track: Track) -> Vec<Record> {
    let mut records = Vec::new();
    for standing in Standing::ALL {
        for stage in Stage::ALL {
            for work in StageWork::ALL {
                for passed in [None, Some(true), Some(false)] {
                    for qualification in Qualification::ALL {
                        for (consents, transfers, repeats) in [
                            (None, 0, 0),
                            (None, 1, 0),
                            (None, 0, 1),
                            (Some(0), 0, 0),
                            (Some(1), 0, 1),
                            (Some(2), 0, 0),
                            (Some(2), 1, 0),
                        ] {
                            let cell = (*standing, *stage, *work, passed, *qualification);
                            records.push(record(track, cell, consents, transfers, repeats));
                        }
                    }
                }
            }
        }
    }
    records
}

fn record(
    track: Track,
    (standing, stage, work, passed, qualification): (Standing, Stage, StageWork, Option<bool>, Qualification),
    consents: Option<u8>,
    transfers: u32,
    repeats: u32,
) -> Record {
    let admitted = Admitted {
        on: Date::MIN,
        placement: placement("own", track, "m"),
        entry_year: 2023,
        score: Score::points(600),
        admission: Admission::Ordinary,
        barred_from_major_change: false,
        round: None,
        preference: None,
    };
    let on = day(stage);
    let mut record = Record::open(admitted);
    record.state = State {
        standing,
        stage,
        work,
        assessment: passed.map(|passed| Assessment { passed, document: "rules".to_owned(), on }),
        qualification,
        application: consents.map(|consents| Application {
            to: "other".into(),
            kind: TransferKind::Major,
            on,
            sending: consents > 0,
            receiving: consents > 1,
        }),
        transfers,
        repeats,
        repeats_in_progression: repeats,
        leave: (standing == Standing::OnLeave).then_some(Leave {
            from: on,
            until: on,
            kind: crate::LeaveKind::Personal,
        }),
        stage_began_on: Some(date(2022, 9, 1)),
        exited: standing == Standing::Graduated && repeats == 0,
        ..record.state
    };
    record
}

fn commands(stage: Stage) -> Vec<Command> {
    let until = day(stage).tomorrow().unwrap();
    let text = || "a".to_owned();
    let mut commands = vec![
        Command::Register,
        Command::NoShow,
        Command::CompleteStage,
        Command::FailStage,
        Command::Progress,
        Command::Exit,
        Command::Graduate,
        Command::CancelTransfer,
        Command::Deceased,
        Command::Leave { until, kind: None },
        Command::Leave { until: day(stage), kind: None },
        Command::ApplyTransfer { to: "other".into() },
        Command::ApplyTransfer { to: "own".into() },
        Command::ApplyTransfer { to: "nowhere".into() },
        Command::Expel { article: text(), decision: text() },
        Command::CancelRegistration { article: text(), decision: text() },
        Command::Withdraw { article: text(), certificate: None },
        Command::Withdraw { article: text(), certificate: Some(LeavingCertificate::IncompleteStudy) },
        assess(true, String::new()),
        Command::Correct { of: 1, reason: text(), approver: text() },
    ];
    for yes in [true, false] {
        commands.push(assess(yes, text()));
        commands.push(Command::Repeat { eligible: yes, to: None });
        commands.push(Command::Resume { fit: yes, to: None });
        commands.push(Command::Audit { agree: yes });
        for by in Side::ALL {
            commands.push(Command::Consent { by: *by, agree: yes });
        }
    }
    for outcome in SettleOutcome::ALL {
        commands.push(Command::Settle { outcome: *outcome, article: text() });
    }
    commands
}

fn assess(passed: bool, document: String) -> Command {
    Command::Assess { passed, document, general: None, skill: None, marks: Marks::new() }
}

/// The contract, written a second time: what a command on a state is answered, and one clause it cites.
fn contract(state: &State, command: &Command, next: bool) -> Cell {
    if matches!(command, Command::Correct { .. }) {
        return (Refused, "3.3.3.a");
    }
    if state.standing.ended() {
        return (Refused, if state.exited { "3.3.4.c" } else { "3.3.3.a" });
    }
    let around_leave = match command {
        Command::Leave { .. } | Command::Resume { .. } => true,
        _ => state.standing == Standing::OnLeave,
    };
    let fits = match command {
        Command::Deceased => true,
        Command::Register | Command::NoShow => state.standing == Standing::Admitted,
        Command::Resume { .. } => state.standing == Standing::OnLeave,
        Command::Withdraw { .. } | Command::Expel { .. } | Command::CancelRegistration { .. } => {
            state.standing != Standing::Admitted
        }
        _ => state.standing == Standing::Studying,
    };
    if !fits {
        return (Refused, if around_leave { "3.4.4.a" } else { "3.3.3.a" });
    }
    in_standing(state, command, next)
}

fn in_standing(state: &State, command: &Command, next: bool) -> Cell {
    let held = state.qualification == Qualification::Held;
    let complete = state.work == StageWork::Complete;
    let assessed = state.assessment.as_ref().map(|assessment| assessment.passed);
    let failed = assessed == Some(false) || state.work == StageWork::Failed;
    let bachelor = state.stage == Stage::Bachelor;
    let used = state.repeats_in_progression > 0;
    match command {
        Command::Register | Command::NoShow | Command::Deceased => (Accepted, "3.3.3.a"),
        Command::Expel { .. } | Command::CancelRegistration { .. } => (Accepted, "3.3.3.a"),
        Command::Withdraw { certificate, .. } => {
            let refused =
                state.stage == Stage::Secondary && *certificate == Some(LeavingCertificate::IncompleteStudy);
            (if refused { Refused } else { Accepted }, "3.3.3.a")
        }
        Command::CompleteStage | Command::FailStage => match state.work {
            StageWork::Open => (Accepted, "3.3.3.a"),
            StageWork::Complete => (Refused, "3.4.1"),
            StageWork::Failed => (Refused, "3.4.3.a"),
        },
        Command::Assess { .. } if !held => (Refused, "3.4.4.c"),
        Command::Assess { .. } if bachelor || !complete || assessed.is_some() => (Refused, "3.4.1"),
        Command::Assess { document, .. } => {
            let clause = if state.stage == Stage::Secondary { "3.4.2.a" } else { "3.4.2.b" };
            (if document.is_empty() { Refused } else { Accepted }, clause)
        }
        Command::Progress if !held => (Refused, "3.4.4.c"),
        Command::Progress if bachelor || !complete || assessed != Some(true) => (Refused, "3.4.1"),
        Command::Progress => (Accepted, "3.4.1"),
        Command::Exit if bachelor || !complete => (Refused, "3.3.4.a"),
        Command::Exit => (Accepted, "3.3.4.b"),
        Command::Repeat { .. } if !held => (Refused, "3.4.4.c"),
        Command::Repeat { .. } if !failed => (Refused, "3.4.3.a"),
        Command::Repeat { .. } if bachelor => (Referred, "3.3.3.a"),
        Command::Repeat { eligible: false, .. } => (Refused, "3.4.3.d"),
        Command::Repeat { .. } if used => (Refused, "3.4.3.c"),
        Command::Repeat { .. } if !next => (Refused, "3.4.3.b"),
        Command::Repeat { .. } => (Accepted, "3.4.3.a"),
        Command::Graduate if !complete || assessed != Some(false) => (Refused, "3.4.1"),
        Command::Graduate if next && !used => (Refused, "3.4.3.a"),
        Command::Graduate => (Accepted, if used { "3.4.3.c" } else { "3.4.3.b" }),
        Command::Settle { .. } if !failed => (Refused, "3.4.3.d"),
        Command::Settle { outcome: SettleOutcome::Graduated, .. } if !complete => (Refused, "3.4.3.d"),
        Command::Settle { .. } => (Accepted, "3.4.3.d"),
        Command::Leave { .. } if failed => (Refused, "3.4.3.a"),
        Command::Leave { until, .. } if *until <= day(state.stage) => (Refused, "3.4.4.a"),
        Command::Leave { .. } => (Accepted, "3.4.4.a"),
        Command::Resume { fit: false, .. } => (Refused, "3.4.4.a"),
        Command::Resume { .. } if !held => (Accepted, "3.4.4.a"),
        Command::Resume { .. } => (Accepted, if next { "3.4.4.b" } else { "3.4.4.c" }),
        _ => of_transfer(state, command),
    }
}

fn of_transfer(state: &State, command: &Command) -> Cell {
    let application = state.application.as_ref();
    let both = application.is_some_and(|a| a.sending && a.receiving);
    let conditions = || {
        if state.qualification == Qualification::Ended {
            (Refused, "3.4.4.c")
        } else if state.transfers > 0 {
            (Refused, "3.3.5.a")
        } else if state.stage == Stage::Bachelor {
            (Referred, "3.3.5.e")
        } else if state.work != StageWork::Open {
            (Refused, "3.3.5.e")
        } else {
            (Accepted, "3.3.5.b")
        }
    };
    match command {
        Command::ApplyTransfer { .. } if state.qualification == Qualification::Ended => (Refused, "3.4.4.c"),
        Command::ApplyTransfer { .. } if state.transfers > 0 => (Refused, "3.3.5.a"),
        Command::ApplyTransfer { .. } if application.is_some() => (Refused, "3.3.5.b"),
        Command::ApplyTransfer { to } if to.as_str() == "own" => (Refused, "3.3.5.a"),
        Command::ApplyTransfer { to } if to.as_str() == "nowhere" => (Refused, "3.3.5.c"),
        Command::ApplyTransfer { .. } => conditions(),
        Command::Consent { by, .. } => {
            let turn = match (application, by) {
                (Some(application), Side::Sending) => !application.sending,
                (Some(application), Side::Receiving) => application.sending && !application.receiving,
                (None, _) => false,
            };
            (if turn { Accepted } else { Refused }, "3.3.5.b")
        }
        Command::Audit { .. } if !both => (Refused, "3.3.5.b"),
        Command::Audit { agree: false } => (Accepted, "3.3.5.b"),
        Command::Audit { .. } => conditions(),
        Command::CancelTransfer => (if application.is_some() { Accepted } else { Refused }, "3.3.5.b"),
        other => panic!("{other:?} is no command of a transfer"),
    }
}

#[test]
fn every_cell_is_decided_as_the_contract_says() {
    let law = crate::Law::unchanging(crate::terms::tests::shipped());
    let serials = Serials::default();
    let mut cells = 0;
    for track in Track::ALL {
        for next in [true, false] {
            let world = world(*track, next);
            let grounds = Grounds { world: &world, law: &law, serials: &serials };
            for record in records(*track) {
                let on = day(record.state.stage);
                for command in commands(record.state.stage) {
                    let decision = decide(&record, &grounds, on, &command).decision;
                    let (outcome, clause) = contract(&record.state, &command, next);
                    let cited = decision.cites(&ClauseId::from(clause));
                    assert!(
                        decision.outcome == outcome && cited,
                        "{command:?} should be {outcome:?} by {clause}: {decision:?} in {:?}",
                        record.state
                    );
                    cells += 1;
                }
            }
        }
    }
    assert_eq!(cells, 3 * 2 * (11 * 3 * 3 * 3 * 2 * 7) * 36);
}

#[test]
fn whatever_the_record_options_agree_with_decisions() {
    let law = crate::Law::unchanging(crate::terms::tests::shipped());
    let serials = Serials::default();
    let world = world(Track::SecondaryBachelor, true);
    let grounds = Grounds { world: &world, law: &law, serials: &serials };
    for record in records(Track::SecondaryBachelor).into_iter().step_by(3) {
        let on = day(record.state.stage);
        let options = options(&record, &grounds, on);
        for command in commands(record.state.stage) {
            if decide(&record, &grounds, on, &command).decision.outcome == Accepted {
                assert!(
                    options.open(command.name()).is_some(),
                    "{command:?} is no option of {:?}",
                    record.state
                );
            }
        }
    }
}
