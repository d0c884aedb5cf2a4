//! 工学交替: which hours count by either reading, and that nobody is at two posts on a day.
// case: 3.2.4

use crate::office::{TestOffice, YEAR, applicant, by, publish, reading, with_plan};
use guantong_cooperation::{Holder, Kind};
use guantong_model::{ProgrammeId, Stage, StudentId};
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_service::cooperation::Entering;
use guantong_service::rows::Round;
use guantong_service::work::{HoursState, PostId, Taken, Turn};
use guantong_store::Database;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

const SCHOOL: &str = "北京市昌平职业学校";

struct Class {
    office: TestOffice,
    programme: ProgrammeId,
    student: StudentId,
    /// Two posts under one agreement.
    posts: [PostId; 2],
}

impl Class {
    /// A student of the school, and an enterprise with two posts.
    async fn new() -> Self {
        let office = with_plan().await;
        let lines = office.storage().plan_lines(YEAR).await.unwrap();
        let programme = lines.into_iter().find(|line| line.institution == SCHOOL).unwrap().programme;
        office.enter_candidates(YEAR, vec![applicant(1, 600, &[&programme])], "test").await.unwrap();
        publish(&office, Round::Early).await;
        let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
        let register = (ids[0].clone(), date(2023, 9, 1), Command::Register);
        assert_eq!(office.command_many(&[register], "test").await.unwrap()[0].outcome, Outcome::Accepted);
        let holder = Holder::Institution(SCHOOL.to_owned());
        let enter = |kind: Kind, fields: &[(&str, &str)]| Entering {
            kind,
            by: SCHOOL.to_owned(),
            typed: fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
        };
        let agreement = [
            ("enterprise", "某企业"),
            ("document", "协议"),
            ("content", "岗位"),
            ("from", "2023-05-01"),
            ("until", "2028-05-01"),
        ];
        let agreement = enter(Kind::EnterpriseAgreement, &agreement);
        let number = office.enter_record(&holder, &agreement, "test").await.unwrap().to_string();
        let mut posts = Vec::new();
        for title in ["装配", "检测"] {
            let post = [
                ("agreement", number.as_str()),
                ("programme", programme.as_str()),
                ("post-title", title),
                ("places", "1"),
                ("post-work", "学徒"),
                ("from", "2023-09-01"),
            ];
            let post = enter(Kind::EnterprisePost, &post);
            let number = office.enter_record(&holder, &post, "test").await.unwrap();
            posts.push(PostId { institution: SCHOOL.to_owned(), number });
        }
        let [one, other] = [0, 1].map(|n: usize| posts[n].clone());
        Class { office, programme, student: ids[0].clone(), posts: [one, other] }
    }

    async fn placed(&self, post: &PostId, from: Date) {
        let class = self.office.work_class(&self.programme, YEAR).await.unwrap().class;
        let students = std::slice::from_ref(&self.student);
        let placed = (post, students, from);
        self.office.place_at_post((&self.programme, YEAR), placed, class.version, "甲").await.unwrap();
    }

    /// From when until when the student is at a post, in the order of being placed.
    async fn days(&self) -> Vec<(Date, Option<Date>)> {
        let class = self.office.work_class(&self.programme, YEAR).await.unwrap().class;
        class.placements.iter().map(|one| (one.from, one.until)).collect()
    }
}

#[tokio::test]
async fn hours_count_once_the_enterprise_confirmed_them_or_by_the_other_reading_at_once() {
    let class = Class::new().await;
    let taken = Taken {
        programme: class.programme.clone(),
        cohort: YEAR,
        post: class.posts[0].clone(),
        from: date(2023, 9, 1),
        periods: vec![(Turn::Visit, date(2023, 9, 1), date(2023, 9, 1))],
        hours: Some(HoursState::Sent),
        arranged_by: "甲".to_owned(),
        confirmed_by: "乙".to_owned(),
    };
    assert_eq!(class.office.take_work_over(std::slice::from_ref(&taken)).await.unwrap(), 1);
    assert_eq!(class.office.take_work_over(&[taken]).await.unwrap(), 0, "what is on file stays as it is");
    let work = class.office.work_of(&class.student).await.unwrap().unwrap();
    assert_eq!((work.hours, work.sheets.len()), (BTreeMap::new(), 1));
    let file = "interpretations/cooperation.toml";
    let other = reading(file, "chosen = \"confirmed\"", "chosen = \"entered\"");
    let store = Database::open(&class.office.place()).await.unwrap();
    let other = by(store.storage(), other);
    let work = other.work_of(&class.student).await.unwrap().unwrap();
    assert_eq!(work.hours, BTreeMap::from([(Stage::Secondary, 8)]));
    let sheet = class.office.storage().hours_sheets(None).await.unwrap().remove(0);
    let digest = class.office.hours_digest(&sheet).unwrap();
    class.office.confirm_hours(&sheet.id, sheet.version, &digest, "丙").await.unwrap();
    let work = class.office.work_of(&class.student).await.unwrap().unwrap();
    assert_eq!(work.hours, BTreeMap::from([(Stage::Secondary, 8)]));
    assert_eq!(class.office.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn nobody_is_at_two_posts_on_a_day() {
    let class = Class::new().await;
    class.placed(&class.posts[0], date(2023, 9, 4)).await;
    // He is to leave in November, and begins elsewhere before that.
    let version = class.office.work_class(&class.programme, YEAR).await.unwrap().class.version;
    let leaves = (&class.student, date(2023, 11, 30));
    let of = (&class.programme, YEAR);
    class.office.leave_post(of, leaves, "调整", version, "甲").await.unwrap();
    class.placed(&class.posts[1], date(2023, 10, 9)).await;
    assert_eq!(class.days().await, [(date(2023, 9, 4), Some(date(2023, 10, 8))), (date(2023, 10, 9), None)]);
    let work = class.office.work_of(&class.student).await.unwrap().unwrap();
    let titles: Vec<_> = work.posts.iter().map(|(_, post)| post.as_ref().unwrap().title.as_str()).collect();
    assert_eq!(titles, ["检测", "装配"], "the latest first");
    assert_eq!(class.office.verify().await.unwrap().findings, []);
}
