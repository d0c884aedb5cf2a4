//! 学分互认 in transcripts and sheets of results: what counts, for whom, once, and where by either reading.
// case: 4.2.4.b, 3.2.3

use crate::office::{TestOffice, YEAR, applicant, by, no, publish, reading, with_plan};
use crate::trainings::whole;
use guantong_cooperation::{Holder, Kind};
use guantong_model::{ProgrammeId, Score, Stage, StudentId};
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_registry::results::{Attempt, Mark};
use guantong_service::Office;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::cooperation::Entering;
use guantong_service::results::{Entered, SheetId, Typed};
use guantong_service::rows::Round;
use guantong_service::training::{self, Reach};
use guantong_store::Database;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::sync::Arc;

const SCHOOL: &str = "北京市昌平职业学校";

struct Class {
    office: TestOffice,
    programme: ProgrammeId,
    holder: Holder,
    /// Who passed the first course, and who did not.
    passed: StudentId,
    failed: StudentId,
}

impl Class {
    /// Two students of the school with a training programme in force; the first course was examined.
    async fn new() -> Self {
        let office = with_plan().await;
        let lines = office.storage().plan_lines(YEAR).await.unwrap();
        let line = lines.into_iter().find(|line| line.institution == SCHOOL).unwrap();
        let applicants = vec![applicant(1, 600, &[&line.programme]), applicant(2, 590, &[&line.programme])];
        office.enter_candidates(YEAR, applicants, "test").await.unwrap();
        publish(&office, Round::Early).await;
        let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
        for id in &ids {
            let register = (id.clone(), date(2023, 9, 1), Command::Register);
            assert_eq!(office.command_many(&[register], "test").await.unwrap()[0].outcome, Outcome::Accepted);
        }
        let plan = training::Entered {
            programme: line.programme.clone(),
            cohort: YEAR,
            plan: whole(line.track),
            reach: Reach::InForce,
            on: date(2023, 8, 1),
            drafted_by: "甲".to_owned(),
            agreed_by: "乙".to_owned(),
        };
        assert_eq!(office.enter_trainings(&[plan]).await.unwrap(), 1);
        let [passed, failed] = [0, 1].map(|n: usize| ids[n].clone());
        let class = Class {
            holder: Holder::of_both(SCHOOL, &line.partner),
            programme: line.programme,
            office,
            passed,
            failed,
        };
        class.examined("G01", &[(&class.passed, 80), (&class.failed, 40)]).await;
        class
    }

    fn sheet(&self, course: &str) -> SheetId {
        let (programme, course) = (self.programme.clone(), course.to_owned());
        SheetId { programme, cohort: YEAR, course, attempt: Attempt::First }
    }

    async fn examined(&self, course: &str, marks: &[(&StudentId, i32)]) {
        let marks = marks.iter().map(|(id, points)| ((*id).clone(), Mark::Score(Score::points(*points))));
        let entered = Entered {
            id: self.sheet(course),
            marks: marks.collect::<BTreeMap<_, _>>(),
            on: date(2023, 8, 31),
            submitted_by: "甲".to_owned(),
            confirmed_by: "乙".to_owned(),
        };
        assert_eq!(self.office.take_results_over(&[entered]).await.unwrap(), 1);
    }

    /// Enters a record of recognition from and until a day, which the other side has still to confirm.
    async fn agreed(&self, from: &str, to: &str, credits: &str, until: &str) -> i64 {
        let fields = [
            ("programme", self.programme.as_str()),
            ("from-course", from),
            ("to-course", to),
            ("credits", credits),
            ("agreed", "互认协议"),
            ("from", "2023-08-01"),
            ("until", until),
        ];
        let typed = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let entering = Entering { kind: Kind::CreditRecognition, by: SCHOOL.to_owned(), typed };
        self.office.enter_record(&self.holder, &entering, "甲").await.unwrap()
    }

    async fn version(&self) -> i64 {
        self.office.storage().stream(&self.holder.stream()).await.unwrap().last().unwrap().version
    }

    async fn confirmed(&self, number: i64) {
        let partner = self.holder.partner().unwrap();
        let which = (Kind::CreditRecognition, partner);
        self.office.confirm_record(&self.holder, number, which, self.version().await, "乙").await.unwrap();
    }
}

/// What is recognised of a student: the course, what it rests on, the credits; and what counts in the first stage.
async fn recognised(office: &Office, id: &StudentId) -> (Vec<String>, Score) {
    let transcript = office.transcript(id).await.unwrap().unwrap();
    let mut found = Vec::new();
    let mut credits = Score::points(0);
    for stage in &transcript.stages {
        if stage.stage == Stage::Secondary {
            credits = stage.credits;
        }
        let says = |one: &guantong_service::results::Recognised| {
            format!("{} {} {}", one.code, one.rests_on.title, one.credits)
        };
        found.extend(stage.recognised.iter().map(says));
    }
    (found, credits)
}

#[tokio::test]
async fn a_course_that_was_passed_stands_for_another_once_both_sides_agreed() {
    let class = Class::new().await;
    let office = &class.office;
    let number = class.agreed("文甲", "ｖ02", "3.5", "").await;
    assert_eq!(recognised(office, &class.passed).await, (vec![], Score::points(10)), "not confirmed yet");
    class.confirmed(number).await;
    let one = "V02 文甲 3.5".to_owned();
    assert_eq!(recognised(office, &class.passed).await, (vec![one.clone()], Score::points(10)));
    assert_eq!(recognised(office, &class.failed).await, (vec![], Score::points(0)), "nothing passed");

    // By the other reading the credits are of the course it stands for.
    let other =
        reading("interpretations/cooperation.toml", "chosen = \"own-stage\"", "chosen = \"receiving-stage\"");
    let store = Database::open(&office.place()).await.unwrap();
    let other = by(store.storage(), other);
    let counted = recognised(&other, &class.passed).await;
    assert_eq!(counted, (vec![one.clone()], Score::parse("3.5").unwrap()));

    // A course is recognised once, and a course of the plan in place of one; a course to come is no line of a transcript.
    for (from, to) in [("G01", "P02"), ("g01", "技乙"), ("文 甲", "V12"), ("nothing", "P03")] {
        class.confirmed(class.agreed(from, to, "1", "").await).await;
        assert_eq!(recognised(office, &class.passed).await.0, std::slice::from_ref(&one), "{from} {to}");
    }
    assert_eq!(office.verify().await.unwrap().findings, []);

    // Taken back, it is recognised by the next that says so; where it has a mark of its own, not at all.
    let by = (Kind::CreditRecognition, SCHOOL);
    let version = office.storage().cooperation_records(&Default::default()).await.unwrap();
    let version = version.iter().find(|one| one.record.number == number).unwrap().version;
    office.take_record_back(&class.holder, number, by, "重签", version, "甲").await.unwrap();
    assert_eq!(recognised(office, &class.passed).await.0, ["P02 文甲 1"]);
    class.examined("P02", &[(&class.passed, 30)]).await;
    assert_eq!(recognised(office, &class.passed).await.0, ["V02 文甲 1"]);
}

#[tokio::test]
async fn what_was_passed_after_the_last_day_is_not_recognised() {
    let class = Class::new().await;
    for (from, until, found) in [("文甲", "2023-08-30", 0), ("G01", "2023-08-31", 1)] {
        class.confirmed(class.agreed(from, "技乙", "2", until).await).await;
        assert_eq!(recognised(&class.office, &class.passed).await.0.len(), found, "{until}");
    }
}

#[tokio::test]
async fn no_mark_is_due_of_whom_a_course_is_recognised() {
    let class = Class::new().await;
    let office = &class.office;
    let number = class.agreed("文甲", "技乙", "2", "").await;
    class.confirmed(number).await;
    let id = class.sheet("V02");
    let sheet = office.result_sheet(&id).await.unwrap();
    let students = office.result_students(&sheet).await.unwrap();
    assert_eq!(students.len(), 2);
    let due = office.recognised_in(&sheet, &students).await.unwrap();
    assert_eq!(due.keys().collect::<Vec<_>>(), [&class.passed]);

    let typed = |student: &StudentId, text: &str| Typed { student: student.clone(), text: text.to_owned() };
    let sheet = office.save_results(&id, 0, &[typed(&class.passed, "")], "甲").await.unwrap();
    assert_eq!(no(office.submit_results(&id, sheet.version, "甲").await), ["marks-without-mark"]);
    let marks = [typed(&class.failed, "70")];
    let sheet = office.save_results(&id, sheet.version, &marks, "甲").await.unwrap();
    let sheet = office.submit_results(&id, sheet.version, "甲").await.unwrap();
    let digest = office.results_digest(&sheet).unwrap();
    office.confirm_results(&id, sheet.version, &digest, "乙").await.unwrap();
    assert_eq!(recognised(office, &class.passed).await.0, ["V02 文甲 2"]);
}

#[tokio::test]
async fn exempt_and_recognised_are_the_same_credits() {
    let class = Class::new().await;
    let office = &class.office;
    let entered = Entered {
        id: class.sheet("V02"),
        marks: BTreeMap::from([(class.passed.clone(), Mark::Exempt)]),
        on: date(2023, 8, 31),
        submitted_by: "甲".to_owned(),
        confirmed_by: "乙".to_owned(),
    };
    office.take_results_over(&[entered]).await.unwrap();
    assert_eq!(recognised(office, &class.passed).await, (vec![], Score::points(20)));
    class.confirmed(class.agreed("文甲", "技乙", "10", "").await).await;
    let counted = recognised(office, &class.passed).await;
    assert_eq!(counted, (vec!["V02 文甲 10".to_owned()], Score::points(10)));
}

/// The class's sheets as somebody of an institution has to do with them.
fn of(office: &Office, institution: &str) -> Office {
    let organisation = Organisation {
        id: format!("O-{institution}"),
        name: institution.to_owned(),
        kind: OrganisationKind::SecondarySchool,
        district: None,
    };
    let viewer = Viewer {
        account: format!("A-{institution}"),
        name: institution.to_owned(),
        role: Role::School,
        organisation: Some(organisation),
        stepped_up: true,
        ..Viewer::public()
    };
    office.seen_by(Arc::new(viewer), Action::ResultsKeep)
}

async fn waits(office: &Office) -> Vec<(usize, usize)> {
    office.waiting_results().await.unwrap().iter().map(|one| (one.to_confirm, one.returned)).collect()
}

#[tokio::test]
async fn a_sheet_waits_for_who_confirms_and_where_it_was_sent_back_for_who_enters() {
    let class = Class::new().await;
    let school = of(&class.office, SCHOOL);
    let id = class.sheet("V01");
    let marks = [&class.passed, &class.failed]
        .map(|student| Typed { student: student.clone(), text: "70".to_owned() });
    let sheet = school.save_results(&id, 0, &marks, "甲").await.unwrap();
    assert_eq!(waits(&school).await, [], "begun and not sent back");
    let sheet = school.submit_results(&id, sheet.version, "甲").await.unwrap();
    assert_eq!(waits(&school).await, [(1, 0)]);
    assert_eq!(waits(&of(&class.office, "北京市商业学校")).await, []);
    assert_eq!(waits(&of(&class.office, class.holder.partner().unwrap())).await, []);
    assert_eq!(waits(&class.office).await, [], "whoever acts for no institution");
    school.return_results(&id, sheet.version, "请核对", "乙").await.unwrap();
    assert_eq!(waits(&school).await, [(0, 1)]);
}
