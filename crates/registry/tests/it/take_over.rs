//! Taking over: the past is tried by the rules of the record, kept where it went otherwise, refused only where it
//! contradicts itself.

use crate::codes::inspect;
use crate::support::{Desk, programme};
use crate::walk::{STARTS, city, live, some_asks};
use guantong_model::{CertificateKind, Date, Score, Stage, Standing};
use guantong_policy::Outcome;
use guantong_registry::take_over::{
    About, Contradiction, TakenOver, Told, ToldCertificate, ToldFact, ToldNow, What, is_kept, kept_against,
    take_over,
};
use guantong_registry::{
    Admission, Command, CommandName, Event, Grounds, LeaveKind, Record, Serials, SettleOutcome, Transfer,
};
use guantong_wording::{Locale, text};
use jiff::civil::date;
use std::collections::BTreeSet;

const TODAY: Date = date(2026, 11, 1);

fn desk() -> Desk {
    Desk::new(vec![
        programme("acc", "college-bachelor", "CM", "WZ", "5303-acc", &[2017, 2018, 2019, 2020]),
        programme("fin", "college-bachelor", "CM", "WZ", "5303-fin", &[2017, 2018, 2019, 2020]),
        programme("auto", "secondary-bachelor", "CP", "LH", "7002-auto", &[2017, 2018, 2019, 2020]),
        programme("rail", "secondary-bachelor", "HG", "LH", "5001-rail", &[2017]),
    ])
}

fn fact(on: Date, what: What) -> ToldFact {
    ToldFact { on, what }
}

fn registered(on: Date) -> ToldFact {
    fact(on, What::Registered { registered_at: None })
}

fn progressed(on: Date, stage: Stage) -> ToldFact {
    fact(on, What::Progressed { stage, registered_at: None })
}

fn assessed(on: Date, stage: Stage, passed: bool) -> ToldFact {
    fact(on, What::Assessed { stage, passed, document: "校转段办法".to_owned() })
}

fn ended(on: Date, standing: Standing) -> ToldFact {
    fact(on, What::Ended { standing, article: String::new(), decision: String::new() })
}

fn certificate(kind: CertificateKind, number: &str, issued_on: Date) -> ToldCertificate {
    ToldCertificate { kind, number: number.to_owned(), issuer: None, issued_on }
}

/// The first three years of somebody who goes on.
fn first_stage() -> Vec<ToldFact> {
    vec![
        registered(date(2018, 9, 1)),
        fact(date(2021, 6, 30), What::Completed(Stage::Secondary)),
        assessed(date(2021, 7, 5), Stage::Secondary, true),
        progressed(date(2021, 9, 1), Stage::College),
    ]
}

fn told(programme: &str, facts: Vec<ToldFact>, certificates: Vec<ToldCertificate>) -> Told {
    Told {
        programme: programme.into(),
        entry_year: 2018,
        score: Score::points(520),
        admission: Admission::Ordinary,
        barred_from_major_change: false,
        facts,
        certificates,
        now: ToldNow::default(),
    }
}

fn secondary() -> ToldCertificate {
    certificate(CertificateKind::Secondary, "京职 2021-0007", date(2021, 7, 10))
}

fn try_it(desk: &Desk, told: &Told) -> Result<TakenOver, Vec<Contradiction>> {
    let grounds = Grounds { world: &desk.world, law: &desk.law, serials: &Serials::default() };
    let taken = take_over(told, &grounds, TODAY);
    match &taken {
        Ok(taken) => {
            inspect(&taken.opening);
            taken.entries.iter().for_each(|entry| inspect(&entry.decision));
            let mut number = 1;
            for entry in &taken.entries {
                number += 1;
                assert_eq!((entry.number, entry.decision.outcome), (number, Outcome::Accepted));
            }
            let folded = Record::fold(taken.admitted.clone(), taken.entries.clone());
            assert_eq!(folded, taken.record, "the entries alone are the record");
        }
        Err(wrong) => {
            assert!(!wrong.is_empty());
            for contradiction in wrong {
                for locale in [Locale::ZhCn, Locale::En] {
                    let sentence = text(locale, &contradiction.message);
                    assert!(
                        sentence != contradiction.message.id && !sentence.contains(['{', '}']),
                        "{sentence}"
                    );
                }
            }
        }
    }
    taken
}

fn taken(desk: &Desk, told: &Told) -> TakenOver {
    try_it(desk, told).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

fn kept(taken: &TakenOver) -> Vec<(&str, Option<String>)> {
    taken
        .kept()
        .map(|(_, decision)| {
            let against = kept_against(decision).map(|message| message.id);
            (decision.code.as_str(), against)
        })
        .collect()
}

// case: 3.3.2, 2.2.c
#[test]
fn a_lawful_past_is_an_ordinary_record_and_goes_on_by_the_rules() {
    let desk = desk();
    let told = told("auto", first_stage(), vec![secondary()]);
    let mut taken = taken(&desk, &told);
    assert_eq!(kept(&taken), []);
    let commands: Vec<CommandName> = taken.entries.iter().map(|entry| entry.command.name()).collect();
    assert_eq!(
        commands,
        [CommandName::Register, CommandName::CompleteStage, CommandName::Assess, CommandName::Progress]
    );
    let record = &mut taken.record;
    assert_eq!((record.stage(), record.registered_at(), record.cohort()), (Stage::College, Some("LH"), 2018));
    let issued = &record.certificates()[0];
    assert_eq!(
        (issued.number.as_str(), issued.issuer.as_str(), issued.issued_on),
        ("京职 2021-0007", "CP", date(2021, 7, 10))
    );
    desk.accept(record, date(2023, 7, 1), Command::CompleteStage);
    let numbers: Vec<&str> = record.certificates().iter().map(|c| c.number.as_str()).collect();
    assert_eq!(numbers, ["京职 2021-0007", "GT2023C000001"]);
}

// case: 3.4.3.c refused
// case: 3.3.5.a refused
#[test]
fn chances_used_before_are_used() {
    let desk = desk();
    let mut facts = first_stage();
    facts.truncate(2);
    facts.push(assessed(date(2021, 7, 5), Stage::Secondary, false));
    let repeated = What::Repeated { stage: Stage::Secondary, cohort: Some(2019), to: None };
    facts.push(fact(date(2021, 9, 1), repeated));
    facts.push(fact(date(2022, 6, 30), What::Completed(Stage::Secondary)));
    facts.push(assessed(date(2022, 7, 5), Stage::Secondary, false));
    facts.push(fact(date(2019, 3, 1), What::Transferred { to: "fin".into() }));
    let taken = taken(&desk, &told("acc", facts, Vec::new()));
    assert_eq!(kept(&taken), []);
    let record = &taken.record;
    assert_eq!((record.cohort(), record.repeats(), record.transfer()), (2019, 1, Transfer::Used));
    assert_eq!(record.placement().programme, "fin".into());
    let again = desk.decide(record, date(2022, 9, 1), &Command::Repeat { eligible: true, to: None });
    assert_eq!(again.decision.code, "repeat.already_used");
    let transfer = desk.decide(record, date(2022, 9, 1), &Command::ApplyTransfer { to: "acc".into() });
    assert_eq!(transfer.decision.code, "transfer.used");
}

/// A past that went otherwise, and how each step of it is kept.
type Deviating = (&'static str, Told, Vec<(&'static str, Option<&'static str>)>);

fn deviating() -> Vec<Deviating> {
    let with = |programme: &str, change: &dyn Fn(&mut Told)| {
        let mut told = told(programme, first_stage(), Vec::new());
        change(&mut told);
        told
    };
    let no_assessment = with("acc", &|told| {
        told.facts.remove(2);
    });
    let never_completed = with("acc", &|told| {
        told.facts.drain(1..3);
    });
    let at_the_school = with("auto", &|told| {
        told.certificates.push(secondary());
        told.facts[3].what = What::Progressed { stage: Stage::College, registered_at: Some("CP".to_owned()) };
    });
    let none_issued = with("auto", &|_| {});
    let issued_beyond = with("acc", &|told| told.certificates.push(secondary()));
    let by_the_partner = with("auto", &|told| {
        told.certificates.push(ToldCertificate { issuer: Some("LH".to_owned()), ..secondary() });
    });
    let early = with("auto", &|told| {
        told.certificates.push(ToldCertificate { issued_on: date(2021, 6, 1), ..secondary() });
    });
    let repeated_unasked = with("acc", &|told| {
        told.facts.truncate(2);
        let what = What::Repeated { stage: Stage::Secondary, cohort: Some(2019), to: Some("auto".into()) };
        told.facts.push(fact(date(2021, 9, 1), what));
    });
    let repeated_elsewhere = with("acc", &|told| {
        told.facts.truncate(2);
        told.facts.push(assessed(date(2021, 7, 5), Stage::Secondary, false));
        let what = What::Repeated { stage: Stage::Secondary, cohort: Some(2020), to: None };
        told.facts.push(fact(date(2021, 9, 1), what));
    });
    let twice = with("acc", &|told| {
        for (on, to) in [(date(2019, 3, 1), "fin"), (date(2020, 3, 1), "acc")] {
            told.facts.push(fact(on, What::Transferred { to: to.into() }));
        }
    });
    let in_the_last_stage = with("acc", &|told| {
        told.facts.push(fact(date(2023, 6, 30), What::Completed(Stage::College)));
        told.facts.push(assessed(date(2023, 7, 5), Stage::College, true));
        told.facts.push(progressed(date(2023, 9, 1), Stage::Bachelor));
        told.facts.push(fact(date(2024, 3, 1), What::Transferred { to: "fin".into() }));
        let number = "132082023060000041";
        told.certificates.push(certificate(CertificateKind::College, number, date(2023, 7, 1)));
    });
    let low = with("acc", &|told| told.score = Score::points(480));
    let away_for_long = with("acc", &|told| {
        told.facts.truncate(1);
        let leave = What::Leave { until: date(2022, 9, 1), kind: LeaveKind::Personal };
        told.facts.push(fact(date(2019, 3, 1), leave));
    });
    let no_article = with("acc", &|told| {
        told.facts.truncate(1);
        told.facts.push(ended(date(2020, 3, 1), Standing::Withdrawn));
        told.certificates.push(certificate(CertificateKind::StudyRecord, "学证 1", date(2020, 3, 1)));
    });
    let refused = |code| vec![("past.kept", Some(code))];
    vec![
        ("progressed without assessment", no_assessment, refused("decision-progress-not-assessed")),
        ("progressed without completing", never_completed, refused("decision-progress-stage-not-complete")),
        ("registered at the school", at_the_school, vec![("past.registered_elsewhere", None)]),
        ("no certificate", none_issued, vec![("past.not_issued", None)]),
        ("a certificate too many", issued_beyond, vec![("past.issued_beyond", None)]),
        ("a certificate by the partner", by_the_partner, vec![("past.issued_elsewhere", None)]),
        ("a certificate before its time", early, vec![("past.issued_early", None)]),
        ("repeated without failing", repeated_unasked, refused("decision-repeat-not-failed")),
        ("repeated two classes later", repeated_elsewhere, vec![("past.otherwise", None)]),
        ("transferred twice", twice, refused("decision-transfer-used")),
        (
            "transferred in the last stage",
            in_the_last_stage,
            vec![("past.kept_undecided", Some("decision-transfer-bachelor-stage"))],
        ),
        ("admitted below the floor", low, refused("decision-admit-below-floor")),
        ("away for longer than two years", away_for_long, refused("decision-leave-too-long")),
        ("withdrawn without an article", no_article, refused("decision-withdraw-no-article")),
    ]
}

#[test]
fn what_the_past_did_against_the_rules_is_kept_and_explained() {
    let desk = desk();
    for (name, told, wanted) in deviating() {
        let taken = taken(&desk, &told);
        let wanted: Vec<(&str, Option<String>)> =
            wanted.into_iter().map(|(code, against)| (code, against.map(str::to_owned))).collect();
        assert_eq!(kept(&taken), wanted, "{name}");
        for (_, decision) in taken.kept() {
            for message in [Some(decision.message()), kept_against(decision)].into_iter().flatten() {
                for locale in [Locale::ZhCn, Locale::En] {
                    let sentence = text(locale, &message);
                    assert!(sentence != message.id && !sentence.contains(['{', '}']), "{name}: {sentence}");
                }
            }
        }
    }
}

/// The codes of what is kept, for the test that every code is given.
pub(crate) fn codes() -> Vec<String> {
    let desk = desk();
    let kept = |told: Told| taken(&desk, &told).kept().map(|(_, d)| d.code.clone()).collect::<Vec<_>>();
    deviating().into_iter().flat_map(|(_, told, _)| kept(told)).collect()
}

#[test]
fn the_effect_told_stands() {
    let desk = desk();
    let find = |name: &str| {
        let (_, told, _) = deviating().into_iter().find(|(of, ..)| *of == name).unwrap();
        taken(&desk, &told).record
    };
    assert_eq!(find("progressed without assessment").stage(), Stage::College);
    let record = find("registered at the school");
    let registered: Vec<&str> = record.registrations().iter().map(|p| p.institution.as_str()).collect();
    assert_eq!(registered, ["CP", "CP"]);
    let record = find("transferred twice");
    assert_eq!((record.placement().programme.as_str(), record.transfer()), ("acc", Transfer::Used));
    let record = find("repeated without failing");
    assert_eq!((record.cohort(), record.placement().programme.as_str()), (2019, "auto"));
    assert_eq!(find("a certificate by the partner").certificates()[0].issuer, "LH");
    assert_eq!(find("no certificate").certificates(), []);
    let record = find("withdrawn without an article");
    assert_eq!(
        (record.standing(), record.certificates()[0].number.as_str()),
        (Standing::Withdrawn, "学证 1")
    );
}

/// A correction of what a kept step leans on is seen.
#[test]
fn what_is_kept_holds_what_it_rests_on() {
    let desk = desk();
    let (_, told, _) = deviating().remove(0);
    let record = taken(&desk, &told).record;
    let correct = |of| Command::Correct { of, reason: "录错".to_owned(), approver: "李老师".to_owned() };
    let completed = desk.decide(&record, date(2022, 1, 1), &correct(3));
    assert_eq!(completed.decision.code, "correct.depended_on");
    assert_eq!(desk.decide(&record, date(2022, 1, 1), &correct(4)).decision.code, "corrected");
}

#[test]
fn a_contradiction_is_not_taken() {
    let desk = desk();
    let with = |change: &dyn Fn(&mut Told)| {
        let mut told = told("auto", first_stage(), vec![secondary()]);
        change(&mut told);
        try_it(&desk, &told).unwrap_err()
    };
    let college = || certificate(CertificateKind::College, "1", date(2023, 7, 1));
    let one = |id: &str, about: About, wrong: Vec<Contradiction>| {
        let found: Vec<_> = wrong.iter().map(|one| (one.message.id.as_str(), one.about)).collect();
        assert_eq!(found, [(id, about)], "{wrong:?}");
    };
    one("take-over-goes-back", About::Fact(1), with(&|told| told.facts[1].on = date(2018, 8, 1)));
    one("take-over-after-today", About::Fact(3), with(&|told| told.facts[3].on = date(2027, 9, 1)));
    let before = with(&|told| told.facts[0].on = date(2017, 9, 1));
    one("take-over-before-entry", About::Fact(0), before);
    let unregistered = with(&|told| {
        told.facts.remove(0);
    });
    one("take-over-before-registration", About::Fact(0), unregistered);
    let early_leave = with(&|told| {
        let what = What::Leave { until: date(2019, 9, 1), kind: LeaveKind::Health };
        told.facts.push(fact(date(2018, 8, 15), what));
    });
    one("take-over-before-registration", About::Fact(4), early_leave);
    let skipped = with(&|told| told.facts[3] = progressed(date(2021, 9, 1), Stage::Bachelor));
    one("take-over-stage-skipped", About::Fact(3), skipped);
    let other = with(&|told| told.facts[1].what = What::Completed(Stage::College));
    one("take-over-other-stage", About::Fact(1), other);
    let twice = with(&|told| {
        told.facts.insert(2, fact(date(2021, 7, 1), What::Completed(Stage::Secondary)));
    });
    one("take-over-completed-twice", About::Fact(2), twice);
    let registered_twice = with(&|told| told.facts.insert(1, registered(date(2018, 9, 2))));
    one("take-over-registered-twice", About::Fact(1), registered_twice);
    let after_end = with(&|told| told.facts.insert(1, ended(date(2019, 9, 1), Standing::Deceased)));
    one("take-over-after-end", About::Fact(2), after_end);
    let until = with(&|told| {
        let what = What::Leave { until: date(2019, 3, 1), kind: LeaveKind::Health };
        told.facts.push(fact(date(2019, 3, 1), what));
    });
    one("take-over-leave-until", About::Fact(4), until);
    let resumed =
        with(&|told| told.facts.push(fact(date(2019, 9, 1), What::Resumed { cohort: None, to: None })));
    one("take-over-not-on-leave", About::Fact(4), resumed);
    let away_twice = with(&|told| {
        for on in [date(2019, 3, 1), date(2019, 4, 1)] {
            let what = What::Leave { until: date(2020, 3, 1), kind: LeaveKind::Health };
            told.facts.push(fact(on, what));
        }
    });
    one("take-over-on-leave-already", About::Fact(5), away_twice);
    one("take-over-certificate-stage", About::Certificate(1), {
        with(&|told| {
            told.facts.truncate(2);
            told.certificates.push(college());
        })
    });
    let incomplete = with(&|told| told.certificates.push(college()));
    one("take-over-certificate-not-complete", About::Certificate(1), incomplete);
    let not_ended = with(&|told| {
        told.certificates.push(certificate(CertificateKind::Completion, "2", date(2023, 7, 1)));
    });
    one("take-over-certificate-not-ended", About::Certificate(1), not_ended);
    let number = with(&|told| {
        told.facts.push(fact(date(2023, 6, 30), What::Completed(Stage::College)));
        told.certificates.push(ToldCertificate { number: secondary().number, ..college() });
    });
    one("take-over-number-twice", About::Certificate(1), number);
    let unknown = with(&|told| told.programme = "nowhere".into());
    one("take-over-programme-unknown", About::Programme, unknown);
    let target =
        with(&|told| told.facts.push(fact(date(2019, 3, 1), What::Transferred { to: "nowhere".into() })));
    one("take-over-programme-unknown", About::Target(4), target);
    one("take-over-no-history", About::Programme, with(&|told| told.facts.clear()));
    let now = with(&|told| {
        told.now.stage = Some(Stage::Bachelor);
    });
    one("take-over-now-differs", About::NowStage, now);
    let standing = with(&|told| told.now.standing = Some(Standing::OnLeave));
    one("take-over-now-differs", About::NowStanding, standing);
    let cohort = with(&|told| {
        told.now.cohort = Some(2019);
        told.now.programme = Some("acc".into());
    });
    let about: Vec<About> = cohort.iter().map(|one| one.about).collect();
    assert_eq!(about, [About::NowProgramme, About::NowCohort]);
}

/// What a record's own history would be told as; nothing for what a school does not tell in one word.
fn as_told(record: &Record) -> Option<Told> {
    let mut facts = Vec::new();
    let mut stage = Stage::Secondary;
    for entry in record.history().iter().filter(|entry| entry.accepted()) {
        let what = match &entry.command {
            Command::Register => What::Registered { registered_at: None },
            Command::CompleteStage => What::Completed(stage),
            Command::FailStage => What::Failed(stage),
            Command::Assess { passed, document, .. } => {
                What::Assessed { stage, passed: *passed, document: document.clone() }
            }
            Command::Progress => {
                stage = stage.next()?;
                What::Progressed { stage, registered_at: None }
            }
            Command::Repeat { .. } => {
                let Event::Repeated { cohort, placement, .. } = &entry.events[0] else { return None };
                What::Repeated { stage, cohort: Some(*cohort), to: Some(placement.programme.clone()) }
            }
            Command::Leave { until, kind } => {
                What::Leave { until: *until, kind: kind.unwrap_or(LeaveKind::Personal) }
            }
            Command::Resume { to, .. } => What::Resumed { cohort: None, to: to.clone() },
            Command::ApplyTransfer { .. } | Command::Consent { .. } | Command::Audit { .. } => return None,
            Command::CancelTransfer | Command::Correct { .. } => return None,
            // A certificate issued before an unlawful admission was found is void: it is not told.
            Command::CancelRegistration { .. } => return None,
            Command::Settle { article, outcome } if *outcome != SettleOutcome::Withdrawn => {
                What::Ended { standing: record.standing(), article: article.clone(), decision: String::new() }
            }
            Command::Settle { .. } => return None,
            Command::Withdraw { article, .. } => {
                What::Ended { standing: record.standing(), article: article.clone(), decision: String::new() }
            }
            Command::Expel { article, decision } => What::Ended {
                standing: record.standing(),
                article: article.clone(),
                decision: decision.clone(),
            },
            Command::NoShow | Command::Exit | Command::Graduate | Command::Deceased => {
                What::Ended { standing: record.standing(), article: String::new(), decision: String::new() }
            }
        };
        facts.push(ToldFact { on: entry.on, what });
    }
    let certificates = record.certificates().iter().map(|certificate| ToldCertificate {
        kind: certificate.kind,
        number: certificate.number.clone(),
        issuer: Some(certificate.issuer.clone()),
        issued_on: certificate.issued_on,
    });
    let admitted = record.admitted();
    Some(Told {
        programme: admitted.placement.programme.clone(),
        entry_year: admitted.entry_year,
        score: admitted.score,
        admission: admitted.admission,
        barred_from_major_change: admitted.barred_from_major_change,
        certificates: certificates.collect(),
        facts,
        now: ToldNow {
            programme: Some(record.placement().programme.clone()),
            cohort: Some(record.cohort()),
            stage: Some(record.stage()),
            standing: Some(record.standing()),
        },
    })
}

/// Whatever the record itself accepted is taken over as it is, and nothing of it is kept against a rule.
#[test]
fn what_the_record_accepted_is_taken_over_unmarked() {
    let desk = city();
    let (mut tried, mut seen) = (0, BTreeSet::new());
    for seed in 0..1500 {
        let record = live(&desk, STARTS[seed % STARTS.len()], &some_asks(seed), |_, _, _| {});
        let Some(told) = as_told(&record).filter(|told| !told.facts.is_empty()) else { continue };
        tried += 1;
        let grounds = Grounds { world: &desk.world, law: &desk.law, serials: &Serials::default() };
        let taken = take_over(&told, &grounds, date(2100, 1, 1))
            .unwrap_or_else(|wrong| panic!("{seed}: {wrong:?}\n{told:#?}"));
        let kept: Vec<_> = taken.kept().collect();
        assert!(kept.is_empty(), "{seed}: {kept:?}\n{told:#?}");
        let now = &taken.record;
        assert_eq!(now.certificates(), record.certificates(), "{seed}");
        assert_eq!(
            (now.standing(), now.stage(), now.stage_work(), now.cohort(), now.qualification()),
            (record.standing(), record.stage(), record.stage_work(), record.cohort(), record.qualification()),
            "{seed}"
        );
        assert_eq!(
            (now.repeats(), now.registered_at()),
            (record.repeats(), record.registered_at()),
            "{seed}"
        );
        let accepted = record.history().iter().filter(|entry| entry.accepted());
        seen.extend(accepted.map(|entry| entry.command.name()));
        assert!(!taken.entries.iter().any(|entry| is_kept(&entry.decision)));
    }
    assert!(tried > 300, "{tried}");
    for command in [CommandName::Repeat, CommandName::Resume, CommandName::Exit, CommandName::Progress] {
        assert!(seen.contains(&command), "no life with {command}");
    }
}
