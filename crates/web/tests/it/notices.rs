//! Notices and mail on the pages: counted, read by whom they are for, confirmed; an address given; what did not go.

use crate::house::House;
use crate::lives::{RESUMED, lives};
use async_trait::async_trait;
use axum::http::StatusCode;
use guantong_model::StudentId;
use guantong_registry::{Command, LeaveKind};
use guantong_requests::{Kind, Verdict};
use guantong_secrets::password::Profile;
use guantong_service::mail::{Mailing, Outgoing, Post, Undelivered};
use guantong_service::request::{NewRequest, Opening, Word};
use jiff::civil::date;
use std::sync::Mutex;

/// A leave that is asked for; its number.
async fn asked(house: &House) -> String {
    let command = Command::Leave { until: date(2024, 9, 1), kind: Some(LeaveKind::Health) };
    let new = NewRequest {
        student: StudentId::from(RESUMED),
        kind: Kind::Leave,
        command: Some(command),
        about: None,
        statement: "需要住院治疗。".to_owned(),
        files: Vec::new(),
    };
    match house.office.open_request(new, "test").await.unwrap() {
        Opening::Opened(row) => row.id,
        Opening::Refused(decision) => panic!("{decision:?}"),
    }
}

async fn says(house: &House, id: &str, verdict: Verdict) {
    let row = house.office.storage().request(id).await.unwrap().unwrap();
    let word = Word { verdict, reason: "材料不足。".to_owned(), number: String::new() };
    house.office.decide_request(id, row.version, &word, "test").await.unwrap();
}

#[tokio::test]
async fn a_notice_is_counted_beside_the_navigation_leads_to_its_object_and_is_confirmed_by_the_family() {
    let house = House::over(lives(date(2024, 3, 11)).await, Profile::Asvs);
    let house = house.with(&["zhongzhi", "xuesheng", "jiazhang"]).await;
    let (mut parent, mut student, mut school) =
        (house.entered("jiazhang").await, house.entered("xuesheng").await, house.entered("zhongzhi").await);
    let empty = parent.page("/notices").await;
    assert!(empty.has("还没有通知。") && !empty.text.contains("class=\"count\""), "{}", empty.shown());

    let id = asked(&house).await;
    let link = format!("/requests/{id}");
    assert!(parent.page("/my").await.text.contains("<span class=\"count\">1<"), "on every page");
    let seen = parent.page("/notices").await;
    assert!(seen.has("需要您以监护人身份") && seen.has("1 条未读"), "{}", seen.shown());
    assert!(seen.values("href").contains(&link.as_str()));
    parent.page(&link).await;
    assert!(!student.page("/notices").await.has(&id), "it is for the guardian");
    parent.page("/notices").await;
    assert_eq!(parent.goes("/notices/read", &[]).await, "/notices");
    let seen = parent.page("/notices").await;
    assert!(seen.has("没有未读的通知") && seen.has("已读") && !seen.text.contains("class=\"count\""));

    says(&house, &id, Verdict::Agree).await;
    let seen = school.page("/notices").await;
    assert!(seen.has("请在 2024年3月25日前办理") || seen.has("请在2024年3月25日前办理"), "{}", seen.shown());
    assert!(seen.values("href").contains(&link.as_str()));
    let seen = school.clone().english().page("/notices").await;
    assert!(seen.has("reached the desk") && seen.has("1 not read."), "{}", seen.shown());

    says(&house, &id, Verdict::Refuse).await;
    let seen = student.page("/notices").await;
    assert!(seen.has("没有同意") && seen.has("10 日内申诉") && seen.has("确认收到"), "{}", seen.shown());
    assert_eq!(student.goes("/notices/confirm", &[]).await, "/notices?confirmed=true");
    let seen = student.page("/notices?confirmed=true").await;
    assert!(seen.has("已记下您收到了决定") && !seen.has("我已阅知"), "{}", seen.shown());
    let row = house.office.storage().request(&id).await.unwrap().unwrap();
    assert_eq!(row.request.served_on, Some(date(2024, 3, 11)));
    // The school is told nothing of what is for the family, and cannot say it for it.
    let token = school.token();
    let cause = format!("notice-adverse-refused request/{id}@{}", row.version - 1);
    let body = format!("form-token={token}&version={}&cause={}", row.version, cause.replace(' ', "+"));
    let other = school.post("/notices/confirm", "application/x-www-form-urlencoded", &body).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "{}", other.shown());
}

/// Takes codes, and refuses everything else.
#[derive(Default)]
struct Codes(Mutex<Vec<String>>);

#[async_trait]
impl Post for Codes {
    async fn send(&self, mail: &Outgoing) -> Result<(), Undelivered> {
        match &mail.what {
            Mailing::Code(code) => {
                self.0.lock().unwrap().push(code.clone());
                Ok(())
            }
            Mailing::Notices => Err(Undelivered::Refused(format!("550 <{}> unknown", mail.to.as_str()))),
        }
    }
}

#[tokio::test]
async fn an_address_is_confirmed_by_its_owner_and_what_did_not_go_is_seen_by_the_administrator_without_it() {
    let mut house = House::over(lives(date(2024, 3, 11)).await, Profile::Asvs);
    house = house.with(&["xitong", "jiazhang"]).await;
    let mut parent = house.entered("jiazhang").await;
    let seen = parent.page("/account/mail").await;
    assert!(seen.has("没有接通邮件服务器") && !seen.text.contains("name=\"address\""), "{}", seen.shown());
    house.office = house.office.clone().with_mail();
    let mut parent = house.entered("jiazhang").await;
    assert!(parent.page("/notices").await.values("href").contains(&"/account/mail"));
    let seen = parent.page("/account").await;
    assert!(seen.has("通知邮箱") && seen.has("没有填写"));
    parent.page("/account/mail").await;
    let wrong = parent.refused("/account/mail", &[("address", "a@b\r\nBcc: c@d.cn")]).await;
    assert!(wrong.has("不像一个邮箱地址"), "{}", wrong.shown());
    assert_eq!(parent.goes("/account/mail", &[("address", "Shen@Family.example")]).await, "/account/mail");
    let seen = parent.page("/account/mail").await;
    assert!(seen.has("S***@family.example") && !seen.has("Shen@"), "{}", seen.shown());
    let wrong = parent.refused("/account/mail/confirm", &[("code", "12345678")]).await;
    assert!(wrong.has("验证码不对"), "{}", wrong.shown());
    let post = Codes::default();
    house.office.post(&post).await.unwrap();
    let code = post.0.lock().unwrap().remove(0);
    parent.page("/account/mail").await;
    assert_eq!(parent.goes("/account/mail/confirm", &[("code", &code)]).await, "/account/mail");
    assert!(parent.page("/account").await.has("S***@family.example"));
    assert!(!parent.page("/notices").await.values("href").contains(&"/account/mail"));

    asked(&house).await;
    assert_eq!(house.office.post(&post).await.unwrap().given_up, 1);
    let mut keeper = house.entered("xitong").await;
    let seen = keeper.page("/mail").await;
    assert!(
        seen.has("沈家长") && seen.has("没有发成") && seen.has("550") && seen.has("unknown"),
        "{}",
        seen.shown()
    );
    assert!(!seen.text.to_lowercase().contains("shen@") && !seen.has("休学"), "{}", seen.shown());
    assert_eq!(parent.get("/mail").await.status, StatusCode::FORBIDDEN);
    assert_eq!(keeper.goes("/mail/again", &[]).await, "/mail");
    assert!(keeper.page("/mail").await.has("等着发出"));
    assert_eq!(house.office.post(&post).await.unwrap().given_up, 1);
    keeper.page("/mail").await;
    let mut other = house.entered("xitong").await;
    other.page("/mail").await;
    assert_eq!(keeper.goes("/mail/drop", &[]).await, "/mail");
    assert!(keeper.page("/mail").await.has("没有等着发出的邮件"));
    let gone = other.send("/mail/drop", &[]).await;
    assert!(gone.status == StatusCode::CONFLICT && gone.has("已经不在发件箱里"), "{}", gone.shown());

    parent.page("/account/mail").await;
    assert_eq!(parent.goes("/account/mail/remove", &[]).await, "/account/mail");
    assert!(parent.page("/account/mail").await.has("没有邮箱"));
}
