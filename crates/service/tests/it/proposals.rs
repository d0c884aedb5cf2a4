//! From what institutions propose to the plan that is set, on both databases: returned, adjusted, stale windows, one hand
//! that may not do both, students named who would be stranded; and a table of 2024 that is published elsewhere.
// case: 3.1.3.a, 2.1.a, annex.b, 3.4.3.b, 3.4.4.c

use crate::database::served;
use crate::office::{TestOffice, YEAR, applicant, no, publish, with_plan};
use guantong_model::{Date, StudentId, Track};
use guantong_policy::Outcome;
use guantong_programme::plan::Answer;
use guantong_programme::proposal::{Edit, ProposalState};
use guantong_registry::Command;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::ports::{Clock, Randomness};
use guantong_service::proposal::GateKind;
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use guantong_store::Database;
use jiff::civil::date;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const NEXT: i32 = YEAR + 1;
const SCHOOL: &str = "北京市昌平职业学校";
const OTHER: &str = "北京财贸职业学院";
const PARTNER: &str = "北京信息科技大学";
const EXAMPLE: &[u8] = include_bytes!("../../../../demo/plan-2024-example.csv");

/// April 2024, a second later at every look.
struct April(AtomicI64);

impl Clock for April {
    fn now(&self) -> i64 {
        self.0.fetch_add(1_000_000, Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        date(2024, 4, 10)
    }
}

struct Sevens;

impl Randomness for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// An office in the spring of 2024: three students of the school's first major, one of whom failed and one is on leave.
async fn spring(kind: &str) -> (Office, TestOffice, Vec<StudentId>) {
    let filled = with_plan().await;
    let lines = filled.storage().plan_lines(YEAR).await.unwrap();
    let first = lines.iter().find(|line| line.institution == SCHOOL).unwrap().programme.clone();
    let applicants = (1..=3).map(|n| applicant(n, 600, &[&first])).collect();
    filled.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&filled, Round::Early).await;
    let ids = filled.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let leave = Command::Leave { until: date(2024, 8, 31), kind: None };
    let mut commands: Vec<_> =
        ids.iter().map(|id| (id.clone(), date(2023, 9, 1), Command::Register)).collect();
    commands.push((ids[0].clone(), date(2024, 3, 1), Command::FailStage));
    commands.push((ids[1].clone(), date(2024, 3, 1), leave));
    for command in commands {
        assert_eq!(filled.command_many(&[command], "test").await.unwrap()[0].outcome, Outcome::Accepted);
    }
    let place = match kind {
        "sqlite" => filled.place(),
        _ => {
            let place = served("proposals");
            let file = Database::open(&filled.place()).await.unwrap();
            file.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
            place
        }
    };
    let store = Database::open(&place).await.unwrap();
    let edition = Arc::new(guantong_policy::edition::builtin().unwrap().clone());
    let clock = April(AtomicI64::new(1_712_700_000_000_000));
    (Office::new(store.storage(), Arc::new(clock), Arc::new(Sevens), edition), filled, ids)
}

/// The office as somebody of an institution sees it.
fn by(office: &Office, account: &str, role: Role, institution: &str, action: Action) -> Office {
    let organisation = Organisation {
        id: format!("O-{institution}"),
        name: institution.to_owned(),
        kind: OrganisationKind::SecondarySchool,
        district: None,
    };
    let viewer = Viewer {
        account: account.to_owned(),
        name: account.to_owned(),
        role,
        organisation: Some(organisation),
        stepped_up: true,
        ..Viewer::public()
    };
    office.seen_by(Arc::new(viewer), action)
}

fn commission(office: &Office, account: &str, action: Action) -> Office {
    by(office, account, Role::Commission, "北京市教育委员会", action)
}

/// Every institution but the school proposes what it had.
async fn others_send(office: &Office) {
    for place in office.proposals(NEXT).await.unwrap().places {
        if place.institution != SCHOOL {
            let version = office.begin_proposal(NEXT, &place.institution, "test").await.unwrap();
            office.send_proposal(NEXT, &place.institution, version, "test").await.unwrap();
        }
    }
}

async fn from_a_proposal_to_the_plan(kind: &str) {
    let (office, filled, students) = spring(kind).await;
    others_send(&office).await;
    let school = by(&office, "A-school", Role::School, SCHOOL, Action::ProposalDraft);
    assert_eq!(school.proposals(NEXT).await.unwrap().places.len(), 1, "its own alone");
    let begun = school.begin_proposal(NEXT, SCHOOL, "A-school").await.unwrap();
    assert_eq!(begun, 1);
    assert_eq!(no(school.begin_proposal(NEXT, SCHOOL, "A-school").await), ["conflict-proposal-changed"]);
    let alien = school.proposal_view(NEXT, OTHER).await;
    assert!(matches!(alien, Err(ServiceError::NotFound)));

    // It drops its first major and adds one with a university it has not worked with.
    let rows = school.proposal_view(NEXT, SCHOOL).await.unwrap().on_file.proposal.rows;
    let edits = vec![Edit::Drop { row: 1 }];
    assert_eq!(
        no(school.edit_proposal(NEXT, SCHOOL, edits.clone(), None, 1, "A-school").await),
        ["proposal-drop-no-reason"]
    );
    let version = school.edit_proposal(NEXT, SCHOOL, edits, Some("生源不足"), 1, "A-school").await.unwrap();
    // Another window of the same institution saw the version before.
    let places = |row, places| vec![Edit::Places { row, places }];
    let stale = school.edit_proposal(NEXT, SCHOOL, places(2, 25), None, 1, "A-school").await;
    assert_eq!(no(stale), ["conflict-proposal-changed"]);
    let add = Edit::Add {
        track: Track::SecondaryBachelor,
        category: "中本贯通".to_owned(),
        major: "无人机操控与维护".to_owned(),
        specialisation: None,
        partner: PARTNER.to_owned(),
        places: 30,
    };
    let version = school.edit_proposal(NEXT, SCHOOL, vec![add], None, version, "A-school").await.unwrap();
    // A major outside the catalogue needs a reason: the row is taken out and put in again with one.
    let refused = school.send_proposal(NEXT, SCHOOL, version, "A-school").await;
    assert_eq!(no(refused), ["proposal-check-major-unknown"]);
    let new = u32::try_from(rows.len()).unwrap() + 1;
    let known = Edit::Partner { row: new, partner: PARTNER.to_owned() };
    let version = school
        .edit_proposal(NEXT, SCHOOL, vec![known], Some("目录外专业，已备案"), version, "A-school")
        .await
        .unwrap();
    let version = school.send_proposal(NEXT, SCHOOL, version, "A-school").await.unwrap();
    let late = school.edit_proposal(NEXT, SCHOOL, places(2, 25), None, version, "A-school").await;
    assert_eq!(no(late), ["conflict-proposal-sent"]);
    let adjusting = school.adjust_proposal(NEXT, SCHOOL, Edit::Keep { row: 1 }, "不", version, "x").await;
    assert!(matches!(adjusting, Err(ServiceError::Forbidden(..))));

    // The commission sees who would be stranded, by name, and returns it.
    let first = commission(&office, "A-1", Action::ProposalAdjust);
    let gates = first.proposal_gates(NEXT).await.unwrap();
    let stranded = gates.stranded.as_ref().unwrap();
    assert!(stranded.losing().contains(&students[0]), "whoever failed has no class to repeat in");
    let named: Vec<&str> =
        stranded.continuity.students.iter().map(|concerned| concerned.student.name.as_str()).collect();
    assert_eq!(named, ["考生1", "考生2"], "and whoever is on leave is named as well");
    assert_eq!(stranded.continuity.classes.iter().map(|class| class.class.students).sum::<i64>(), 2);
    assert_eq!(
        no(first.return_proposal(NEXT, SCHOOL, " ", version, "A-1").await),
        ["proposal-adjust-no-reason"]
    );
    let version = first.return_proposal(NEXT, SCHOOL, "两名学生将失去位置", version, "A-1").await.unwrap();
    let early = first.adjust_proposal(NEXT, SCHOOL, Edit::Keep { row: 1 }, "早", version, "A-1").await;
    assert_eq!(no(early), ["conflict-proposal-not-sent"]);

    // It is mended and sent again; the university confirms, the commission adjusts one row.
    let keep = vec![Edit::Keep { row: 1 }];
    let version = school.edit_proposal(NEXT, SCHOOL, keep, None, version, "A-school").await.unwrap();
    let version = school.send_proposal(NEXT, SCHOOL, version, "A-school").await.unwrap();
    let university = by(&office, "A-u", Role::University, PARTNER, Action::ProposalConfirm);
    let foreign = university.confirm_proposal(NEXT, SCHOOL, "北京农学院", version, "A-u").await;
    assert!(matches!(foreign, Err(ServiceError::Forbidden(..))));
    let version = university.confirm_proposal(NEXT, SCHOOL, PARTNER, version, "A-u").await.unwrap();
    let again = university.confirm_proposal(NEXT, SCHOOL, PARTNER, version, "A-u").await;
    assert_eq!(no(again), ["conflict-proposal-confirmed"]);
    let adjust = Edit::Places { row: 1, places: 20 };
    let version = first.adjust_proposal(NEXT, SCHOOL, adjust, "师资有限", version, "A-1").await.unwrap();
    let (on_file, versions) = first.proposal_versions(NEXT, SCHOOL).await.unwrap();
    assert_eq!((on_file.version, versions.len()), (version, usize::try_from(version).unwrap()));
    let kinds: Vec<&str> = versions.iter().map(|version| version.kind.as_str()).collect();
    assert_eq!(kinds.last(), Some(&"proposal-adjusted"));
    let last = versions.last().unwrap();
    assert_eq!((last.noted.because.as_deref(), last.actor.as_str()), (Some("师资有限"), "A-1"));

    // Put together by the one who adjusted, approved by another.
    let drafting = commission(&office, "A-1", Action::PlanDraft);
    drafting.put_together(NEXT, "表", "申报汇总.xlsx", 0, "A-1").await.unwrap();
    let desk = commission(&office, "A-2", Action::PlanSet);
    let on_desk = desk.set_plan(NEXT, 1, "A-2").await;
    assert_eq!(no(on_desk), ["proposal-set-at-approval"]);
    let mut gates = desk.proposal_gates(NEXT).await.unwrap();
    if !gates.gate(GateKind::Findings).unwrap().holds() {
        // What nobody was asked about last year is answered by whoever drafts.
        let view = drafting.plan_draft_view(NEXT).await.unwrap().unwrap();
        let open = view.reconciliation.open().map(|finding| finding.id.clone());
        let answers = open.map(|id| {
            let answer = Answer {
                source: Some("来函".to_owned()),
                reason: Some("来函".to_owned()),
                ..Answer::yes("A-1")
            };
            (id, answer)
        });
        drafting.answer_plan(NEXT, answers.collect(), 1, "A-1").await.unwrap();
        gates = desk.proposal_gates(NEXT).await.unwrap();
    }
    assert!(gates.all_hold(), "{:?}", gates.list);
    assert!(!gates.drafted && gates.losing() == 0);
    let own = commission(&office, "A-1", Action::PlanSet);
    assert!(own.proposal_gates(NEXT).await.unwrap().drafted);
    assert_eq!(no(own.approve_proposals(NEXT, gates.draft, 0, "A-1").await), ["conflict-same-hand"]);
    assert_eq!(no(desk.approve_proposals(NEXT, gates.draft, 3, "A-2").await), ["conflict-proposal-losing"]);
    assert_eq!(no(desk.approve_proposals(NEXT, 99, 0, "A-2").await), ["conflict-draft-changed"]);
    assert!(office.plan(NEXT).await.unwrap().is_none());
    let set = desk.approve_proposals(NEXT, gates.draft, 0, "A-2").await.unwrap();
    let plan = office.plan(NEXT).await.unwrap().unwrap();
    let places: i64 = plan.lines.iter().map(|line| line.places).sum();
    assert_eq!((places, i64::from(set.places)), (gates.total.after.places, gates.total.after.places));
    let before = office.plan(YEAR).await.unwrap().unwrap();
    assert_eq!(plan.lines.len(), before.lines.len() + 1);
    assert!(plan.lines.iter().any(|line| line.partner == PARTNER && line.major == "无人机操控与维护"));
    assert!(office.proposal_view(NEXT, SCHOOL).await.unwrap().adopted);
    assert!(office.proposal_gates(NEXT).await.unwrap().adopted);
    assert_eq!(office.verify().await.unwrap().findings, []);
    drop(filled);
}

#[tokio::test]
async fn a_proposal_becomes_the_plan_in_sqlite() {
    from_a_proposal_to_the_plan("sqlite").await;
}

#[tokio::test]
async fn a_proposal_becomes_the_plan_in_postgres() {
    from_a_proposal_to_the_plan("postgres").await;
}

#[tokio::test]
async fn who_approves_has_seen_whom_it_strands_and_an_adjustment_puts_it_together_anew() {
    let (office, _filled, students) = spring("sqlite").await;
    others_send(&office).await;
    let version = office.begin_proposal(NEXT, SCHOOL, "test").await.unwrap();
    let drop = vec![Edit::Drop { row: 1 }];
    let version = office.edit_proposal(NEXT, SCHOOL, drop, Some("停办"), version, "test").await.unwrap();
    let open = office.put_together(NEXT, "表", "汇总.xlsx", 0, "test").await;
    assert_eq!(no(open), ["proposal-gate-not-sent"]);
    let version = office.send_proposal(NEXT, SCHOOL, version, "test").await.unwrap();
    office.put_together(NEXT, "表", "汇总.xlsx", 0, "test").await.unwrap();
    let adjust = Edit::Places { row: 2, places: 20 };
    office.adjust_proposal(NEXT, SCHOOL, adjust, "师资有限", version, "test").await.unwrap();
    let gates = office.proposal_gates(NEXT).await.unwrap();
    assert!(!gates.gate(GateKind::Together).unwrap().holds(), "the table is not what is proposed now");
    let stale = office.approve_proposals(NEXT, gates.draft, gates.losing(), "test").await;
    assert_eq!(no(stale), ["proposal-gate-together-open"]);
    office.put_together(NEXT, "表", "汇总.xlsx", gates.draft, "test").await.unwrap();
    let gates = office.proposal_gates(NEXT).await.unwrap();
    assert!(gates.all_hold(), "{:?}", gates.list);
    let losing = gates.losing();
    assert!(losing > 0);
    assert_eq!(
        no(office.approve_proposals(NEXT, gates.draft, 0, "test").await),
        ["conflict-proposal-losing"]
    );
    office.approve_proposals(NEXT, gates.draft, losing, "test").await.unwrap();
    let entries = office.storage().stream(&guantong_service::proposal::together_stream(NEXT)).await.unwrap();
    let approved = &entries.last().unwrap().body;
    let named = approved["losing"].as_array().unwrap();
    assert!(named.iter().any(|id| id == students[0].as_str()), "{approved}");
}

#[tokio::test]
async fn what_is_not_begun_is_last_years_plan_and_a_used_plan_is_closed() {
    let (office, _filled, _) = spring("sqlite").await;
    let view = office.proposal_view(NEXT, SCHOOL).await.unwrap();
    assert_eq!((view.on_file.version, view.on_file.proposal.state), (0, ProposalState::Begun));
    assert!(view.standing.begins && !view.standing.edits);
    assert_eq!(view.total.difference(), 0);
    let first = &view.on_file.proposal.rows[0];
    let last = &view.demand.by[&first.was.as_ref().unwrap().programme];
    assert_eq!((last.first, last.any, last.admitted, last.registered), (3, 3, 3, 3));
    // 600 of the 660 of 2023: 90.9 %, whatever 2024 is marked out of.
    assert_eq!(view.demand.share(last.cutoff), Some(909));
    assert!(matches!(office.proposal_view(NEXT, "没有的学校").await, Err(ServiceError::NotFound)));
    assert_eq!(no(office.begin_proposal(YEAR, SCHOOL, "test").await), ["conflict-plan-in-use"]);
}

/// What is published elsewhere comes in as the annex did: an example of 2024, invented, in which programmes vanish.
#[tokio::test]
async fn a_table_of_2024_names_the_students_it_would_strand_and_is_set_without_a_line_of_code() {
    let (office, _filled, students) = spring("sqlite").await;
    let edition = office.edition();
    let examination = date(2024, 7, 1);
    assert_eq!(edition.number("score.full", examination), Some(670));
    assert_eq!(edition.number("score.floor", examination), Some(490));
    office.upload_plan(NEXT, "plan-2024-example.csv", EXAMPLE, 0, "test").await.unwrap();
    let view = office.plan_draft_view(NEXT).await.unwrap().unwrap();
    assert_eq!(view.reconciliation.open().count(), 1, "the university that runs all stages alone");
    let stranded = office.stranded_by_draft(&view, date(2024, 4, 10)).await.unwrap().unwrap();
    assert!(stranded.losing().contains(&students[0]));
    assert!(stranded.continuity.students.iter().any(|concerned| concerned.student.name == "考生1"));
    let open = view.reconciliation.open().next().unwrap().id.clone();
    let answer = Answer { source: Some("示例".to_owned()), ..Answer::yes("test") };
    office.answer_plan(NEXT, vec![(open, answer)], 1, "test").await.unwrap();
    let set = office.set_plan(NEXT, 2, "test").await.unwrap();
    let published = edition.number("plan.published.total", examination).unwrap();
    assert_eq!(i64::from(set.places), published, "1375, as was published");
    let schools: std::collections::BTreeSet<String> =
        office.plan(NEXT).await.unwrap().unwrap().lines.into_iter().map(|line| line.institution).collect();
    assert_eq!(schools.len(), 10);
    let found = office.continuity(YEAR, NEXT, date(2024, 4, 10)).await.unwrap().unwrap();
    assert!(found.students.iter().any(|concerned| concerned.student.id == students[0]));
}
