//! Coming in: failures that close, a second factor that opens once.

use crate::accounts::{House, MINUTE, PASSWORD, Somebody, from, kind, own, said};
use crate::office::no;
use guantong_model::Message;
use guantong_secrets::totp::step_at;
use guantong_service::ServiceError;
use guantong_service::access::{Action, OrganisationKind, Role};
use guantong_service::account::SessionState;

const WRONG: &str = "Nicht-das-richtige-9";

/// Signs in with a password; the sentences it was refused with, or none.
async fn tried(house: &House, login: &str, password: &str) -> Vec<Message> {
    match house.sign_in(login, password, &from()).await {
        Ok(_) => Vec::new(),
        Err(ServiceError::BadInput(messages)) => messages,
        Err(error) => panic!("{error}"),
    }
}

fn ids(said: &[Vec<Message>]) -> Vec<&str> {
    said.iter().map(|messages| messages.first().map_or("ok", |message| message.id.as_str())).collect()
}

#[tokio::test]
async fn item_5_five_failures_close_a_login_for_a_quarter_of_an_hour_known_or_not() {
    let house = House::founded().await;
    house.teacher("li.na").await;
    let began = house.now();
    let mut heard = Vec::new();
    for login in ["li.na", "nobody"] {
        let mut said = Vec::new();
        for written in [login.to_owned(), login.to_uppercase(), format!(" {login} ")] {
            said.push(tried(&house, &written, WRONG).await);
        }
        let wide: String = login.chars().map(|c| if c == 'a' { 'ａ' } else { c }).collect();
        said.push(tried(&house, &wide, WRONG).await);
        said.push(tried(&house, login, WRONG).await);
        said.push(tried(&house, login, PASSWORD).await);
        heard.push(said);
    }
    let open = ["sign-in-refused"; 5];
    assert_eq!(ids(&heard[0])[..5], open);
    assert_eq!(ids(&heard[0])[5], "sign-in-closed", "the sixth, though the password is right");
    assert_eq!(heard[0], heard[1], "nothing tells whether there is such an account");

    house.later(15 * MINUTE - 1);
    let known = tried(&house, "li.na", PASSWORD).await;
    assert_eq!(known, tried(&house, "nobody", PASSWORD).await);
    assert_eq!(known, [Message::new("sign-in-closed").with("minutes", 1)]);
    house.later(1);
    assert_eq!(house.now(), began + 15 * MINUTE);
    assert_eq!(ids(&[tried(&house, "nobody", PASSWORD).await]), ["sign-in-refused"]);
    assert_eq!(ids(&[tried(&house, "li.na", PASSWORD).await]), ["ok"]);
}

#[tokio::test]
async fn item_5_a_success_forgives_and_old_failures_do_not_count() {
    let house = House::founded().await;
    house.teacher("li.na").await;
    let four = |house: &House| {
        let office = house.office.clone();
        async move {
            for _ in 0..4 {
                assert_eq!(no(office.sign_in("li.na", WRONG, &from()).await), ["sign-in-refused"]);
            }
        }
    };
    four(&house).await;
    assert_eq!(ids(&[tried(&house, "li.na", PASSWORD).await]), ["ok"], "the fifth may be right");
    four(&house).await;
    house.later(15 * MINUTE + 1);
    four(&house).await;
    assert_eq!(ids(&[tried(&house, "li.na", PASSWORD).await]), ["ok"]);
}

#[tokio::test]
async fn item_5_accounts_that_are_not_in_use_answer_like_unknown_ones() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    house.made("wei", "未开", "business", "").await;
    house.system().await.disable_account(&li.account).await.unwrap();
    let unknown = tried(&house, "nobody", PASSWORD).await;
    for login in ["li.na", "wei"] {
        assert_eq!(tried(&house, login, PASSWORD).await, unknown, "{login}");
    }
}

/// Five codes that open nothing.
async fn five_wrong_codes(house: &House, who: &Somebody, waiting: &str) {
    let good: Vec<String> = (-1..=1).map(|away| who.key.code(step_at(house.now()) + away)).collect();
    let wrong = (0..1_000).map(|n| format!("{n:06}")).filter(|code| !good.contains(code));
    for code in wrong.take(5) {
        assert_eq!(no(house.second_factor(waiting, &code, &from()).await), ["second-factor-refused"]);
    }
}

#[tokio::test]
async fn item_5_failures_of_a_second_factor_close_it_likewise() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    house.later(MINUTE);
    let waiting = house.password(&li).await.id;
    five_wrong_codes(&house, &li, &waiting).await;
    let closed = said(house.second_factor(&waiting, &house.code(&li.key), &from()).await);
    assert_eq!(closed, [Message::new("sign-in-closed").with("minutes", 15)]);
    let again = house.password(&li).await.id;
    let by_paper = house.second_factor(&again, &li.codes[0], &from()).await;
    assert_eq!(said(by_paper), closed, "neither the password again nor a recovery code opens it");
    house.later(15 * MINUTE);
    let inside = house.second_factor(&again, &house.code(&li.key), &from()).await.unwrap();
    assert_eq!(inside.state, SessionState::Open);
}

#[tokio::test]
async fn item_5_the_security_administrator_opens_what_was_closed() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    house.later(MINUTE);
    let waiting = house.password(&li).await.id;
    five_wrong_codes(&house, &li, &waiting).await;
    for _ in 0..5 {
        assert_eq!(no(house.sign_in("li.na", WRONG, &from()).await), ["sign-in-refused"]);
    }
    assert_eq!(kind(&house.system().await.unlock(&li.account).await), "forbidden");
    house.security().await.unlock(&li.account).await.unwrap();
    assert!(!house.is_in(&li.session).await && !house.is_in(&waiting).await, "they may not be his");
    let waiting = house.password(&li).await.id;
    assert!(house.second_factor(&waiting, &house.code(&li.key), &from()).await.is_ok());
}

#[tokio::test]
async fn item_6_a_code_opens_once_and_none_before_it_after() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    house.later(5 * MINUTE);
    let now = step_at(house.now());
    let enter = |step: i64| {
        let (office, key) = (house.office.clone(), li.key.clone());
        async move {
            let waiting = office.sign_in("li.na", PASSWORD, &from()).await.unwrap();
            office.second_factor(&waiting.id, &key.code(step), &from()).await
        }
    };
    assert!(enter(now).await.is_ok());
    assert_eq!(no(enter(now).await), ["second-factor-refused"], "the same again");
    assert_eq!(no(enter(now - 1).await), ["second-factor-refused"], "one before it");
    assert_eq!(no(enter(now + 2).await), ["second-factor-refused"], "one too early");
    assert!(enter(now + 1).await.is_ok(), "the next");
}

#[tokio::test]
async fn item_6_of_two_who_give_the_same_code_at_once_one_comes_in() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    house.later(MINUTE);
    let (one, other) = (house.password(&li).await.id, house.password(&li).await.id);
    let code = house.code(&li.key);
    let from = from();
    let came =
        tokio::join!(house.second_factor(&one, &code, &from), house.second_factor(&other, &code, &from));
    let came = [came.0.is_ok(), came.1.is_ok()];
    assert_eq!(came.iter().filter(|came| **came).count(), 1);
}

#[tokio::test]
async fn item_6_the_password_alone_shows_staff_what_the_public_sees() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    let entered = house.password(&li).await;
    assert_eq!(entered.state, SessionState::SecondFactor);
    let asker = house.asker(&entered.id).await;
    assert_eq!((asker.viewer.role, &asker.viewer.organisation), (Role::Public, &None));
    assert_eq!(asker.session.grant, None);
    let held = &asker.grants[0].id;
    assert_eq!(kind(&house.act_as(&entered.id, held).await), "not-found");
    assert_eq!(kind(&house.step_up(&entered.id, &house.code(&li.key), "签批", &from()).await), "not-found");
    assert_eq!(kind(&house.enrolment(&entered.id, "贯通").await), "not-found", "nor a key of his own");
    let office = house.of(&asker, Action::AccountToken);
    let token = guantong_service::account::NewToken { name: "表".to_owned(), days: 1, writes: true };
    assert_eq!(kind(&office.make_token(&asker, &token).await), "not-found");
    assert_eq!(kind(&office.delegate(&asker, "x", "", "2023-09-09").await), "not-found");
}

/// A student's account that is opened by its password alone.
async fn student(house: &House) -> (String, String) {
    crate::accounts_trail::with_a_student(house).await;
    let opened = house.made("xue.sheng", "学生", "business", own().as_str()).await;
    let families = house.organisation(OrganisationKind::Families, "学生与监护人").await;
    house.give(&opened.account.id, Role::Student, &families).await;
    let entered = house.open_account(&opened.code, PASSWORD, PASSWORD, &from()).await.unwrap();
    assert_eq!(entered.state, SessionState::Open);
    (opened.account.id, entered.id)
}

#[tokio::test]
async fn a_student_comes_in_by_the_password_and_finds_his_own_record_alone() {
    let house = House::founded().await;
    let (_, session) = student(&house).await;
    let asker = house.asker(&session).await;
    assert_eq!((asker.viewer.role, asker.viewer.own.as_slice()), (Role::Student, &[own()][..]));
    let office = house.of(&asker, Action::StudentRead);
    assert!(office.student(&own()).await.unwrap().is_some());
    assert!(office.student(&"2023-00002".into()).await.unwrap().is_none());
}

#[tokio::test]
async fn item_6_a_session_without_a_second_factor_never_acts_in_a_role_of_staff() {
    let house = House::founded().await;
    let (account, session) = student(&house).await;
    let school = house.organisation(OrganisationKind::SecondarySchool, crate::accounts::SCHOOL).await;
    let staff = house.give(&account, Role::School, &school).await;
    assert_eq!(kind(&house.act_as(&session, &staff.id).await), "not-found");
    let entered = house.sign_in("xue.sheng", PASSWORD, &from()).await.unwrap();
    assert_eq!(entered.state, SessionState::Enrolling, "now a second factor is asked");
    let key = house.enrolment(&entered.id, "贯通").await.unwrap().key;
    let key = guantong_secrets::totp::TotpKey::parse(&key).unwrap();
    let (inside, _) = house.enrol(&entered.id, &house.code(&key), &from()).await.unwrap();
    assert!(!house.is_in(&session).await, "what the password alone had opened is over");
    assert_eq!(kind(&house.act_as(&inside.id, &staff.id).await), "ok");
}
