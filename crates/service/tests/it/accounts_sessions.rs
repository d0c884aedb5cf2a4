//! Sessions: their ids change with what they may do, they end by themselves, and what is taken away is gone at once.

use crate::accounts::{DAY, HOUR, House, MINUTE, PASSWORD, SCHOOL, Somebody, from, kind};
use crate::office::no;
use guantong_service::Office;
use guantong_service::access::{Action, OrganisationKind, Role};
use guantong_service::account::STEP_UP_MINUTES;
use std::collections::BTreeSet;

const PURPOSE: &str = "签批2023级报到";

async fn li() -> (House, Somebody) {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    (house, li)
}

#[tokio::test]
async fn item_7_the_id_changes_whenever_a_session_may_do_more_and_the_old_one_opens_nothing() {
    let (house, li) = li().await;
    let university = house.organisation(OrganisationKind::University, "北京联合大学").await;
    let other = house.give(&li.account, Role::University, &university).await;
    house.later(MINUTE);
    let mut ids = vec![li.session.clone(), house.password(&li).await.id];
    let entered = house.second_factor(&ids[1], &house.code(&li.key), &from()).await.unwrap();
    ids.push(entered.id.clone());
    let first = house.asker(&entered.id).await.session;
    house.later(MINUTE);
    ids.push(house.step_up(&entered.id, &house.code(&li.key), PURPOSE, &from()).await.unwrap().id);
    ids.push(house.act_as(&ids[3], &other.id).await.unwrap().id);

    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 5);
    for id in &ids {
        let base32 = |c: char| c.is_ascii_lowercase() || ('2'..='7').contains(&c);
        assert!(id.len() == 32 && id.chars().all(base32), "160 bits: {id}");
    }
    for old in &ids[1..4] {
        assert!(!house.is_in(old).await, "{old}");
    }
    assert!(house.is_in(&ids[0]).await, "another session goes on");
    let last = house.asker(&ids[4]).await;
    assert_eq!(last.session.public_id, first.public_id);
    assert_ne!(last.session.form_key, first.form_key);
    assert_eq!((last.viewer.role, last.viewer.stepped_up), (Role::University, false));
}

#[tokio::test]
async fn item_7_the_database_knows_no_id_of_a_session() {
    let (house, li) = li().await;
    house.store.close().await;
    let file = std::fs::read(house.folder.join("office.sqlite")).unwrap();
    let stands = |text: &str| file.windows(text.len()).any(|some| some == text.as_bytes());
    assert!(stands(&li.account) && stands("li.na"), "the file is read as it is");
    assert!(!stands(&li.session));
    assert!(!stands(&li.codes[0]) && !stands(&li.key.base32()) && !stands(PASSWORD));
}

#[tokio::test]
async fn item_7_an_unknown_id_is_nobody_and_each_who_signs_in_has_his_own_secret() {
    let (house, li) = li().await;
    assert!(!house.is_in("").await && !house.is_in(&"a".repeat(32)).await);
    let again = house.come_in(&li).await;
    let (one, two) = (house.asker(&li.session).await.session, house.asker(&again).await.session);
    assert_ne!(one.form_key, two.form_key);
    assert_ne!(one.public_id, two.public_id);
    assert_eq!(one.form_key.len(), 32);
}

#[tokio::test]
async fn item_8_a_session_unused_for_half_an_hour_is_over_and_stays_over() {
    let (house, li) = li().await;
    house.later(30 * MINUTE);
    assert!(house.is_in(&li.session).await, "to the minute");
    house.later(30 * MINUTE + 1);
    assert!(!house.is_in(&li.session).await);
    house.later(-10 * MINUTE);
    assert!(!house.is_in(&li.session).await, "what has ended is not begun again");
}

#[tokio::test]
async fn item_8_no_session_goes_on_beyond_eight_hours_however_it_is_used() {
    let (house, li) = li().await;
    let mut id = house.come_in(&li).await;
    let began = house.now();
    for n in 0..24 {
        house.later(20 * MINUTE);
        assert!(house.is_in(&id).await, "after {n}");
        if n == 11 {
            id = house.step_up(&id, &house.code(&li.key), PURPOSE, &from()).await.unwrap().id;
        }
    }
    assert_eq!(house.now() - began, 8 * HOUR);
    house.later(1);
    assert!(!house.is_in(&id).await, "stepping up lengthens nothing");
}

#[tokio::test]
async fn item_8_a_clock_set_back_revives_nothing() {
    let (house, li) = li().await;
    let other = house.come_in(&li).await;
    house.later(31 * MINUTE);
    assert!(!house.is_in(&li.session).await);
    house.later(-DAY);
    for id in [&li.session, &other] {
        assert!(!house.is_in(id).await, "one ended, one not yet looked at");
    }
    house.later(DAY);
    for id in [&li.session, &other] {
        assert!(!house.is_in(id).await, "nor when the clock is right again");
    }
}

#[tokio::test]
async fn item_8_a_clock_that_goes_back_a_little_ends_nothing() {
    let (house, li) = li().await;
    house.later(-2 * MINUTE);
    assert!(house.is_in(&li.session).await);
    house.later(-1);
    assert!(!house.is_in(&li.session).await);
}

#[tokio::test]
async fn item_9_who_signs_out_is_out() {
    let (house, li) = li().await;
    let other = house.come_in(&li).await;
    house.sign_out(&li.session, &from()).await.unwrap();
    assert!(!house.is_in(&li.session).await && house.is_in(&other).await);
    house.sign_out(&li.session, &from()).await.unwrap();
    assert_eq!(kind(&house.step_up(&li.session, &house.code(&li.key), PURPOSE, &from()).await), "not-found");
}

#[tokio::test]
async fn item_9_who_is_disabled_is_out_at_once() {
    let (house, li) = li().await;
    let waiting = house.password(&li).await.id;
    house.system().await.disable_account(&li.account).await.unwrap();
    assert!(!house.is_in(&li.session).await && !house.is_in(&waiting).await);
}

#[tokio::test]
async fn item_9_a_role_taken_back_is_gone_with_the_next_request() {
    let (house, li) = li().await;
    let before = house.asker(&li.session).await;
    assert_eq!(before.viewer.role, Role::School);
    house.security().await.take_role(&before.grants[0].id).await.unwrap();
    let after = house.asker(&li.session).await;
    assert_eq!((after.viewer.role, &after.viewer.organisation), (Role::Public, &None));
    assert!(after.grants.is_empty());
    let again = house.security().await.take_role(&before.grants[0].id).await;
    assert_eq!(no(again), ["conflict-account-changed"]);
}

#[tokio::test]
async fn item_9_a_new_password_ends_every_other_session() {
    let (house, li) = li().await;
    let other = house.come_in(&li).await;
    let asker = house.asker(&other).await;
    let new = "Ein-neues-Wort-88";
    house.change_password(&asker, PASSWORD, new, new).await.unwrap();
    assert!(!house.is_in(&li.session).await && house.is_in(&other).await);
    assert_eq!(no(house.sign_in("li.na", PASSWORD, &from()).await), ["sign-in-refused"]);
    assert!(house.sign_in("li.na", new, &from()).await.is_ok());
}

#[tokio::test]
async fn item_9_sessions_are_ended_one_by_one_or_all_but_ones_own() {
    let (house, li) = li().await;
    let bo = house.teacher("bo.wen").await;
    let (two, three) = (house.come_in(&li).await, house.come_in(&li).await);
    let (first, last) = (house.asker(&li.session).await, house.asker(&three).await);
    let office: Office = house.of(&last, Action::AccountOwn);
    office.end_sessions(&li.account, Some(&first.session.public_id), None).await.unwrap();
    assert!(!house.is_in(&li.session).await && house.is_in(&two).await);
    let stranger = house.asker(&bo.session).await.session.public_id;
    office.end_sessions(&li.account, Some(&stranger), None).await.unwrap();
    assert!(house.is_in(&bo.session).await, "of one's own alone");
    office.end_sessions(&li.account, None, Some(&last.session.public_id)).await.unwrap();
    assert!(!house.is_in(&two).await && house.is_in(&three).await && house.is_in(&bo.session).await);
    let own = house.own_account(&last).await.unwrap();
    assert_eq!(own.sessions.len(), 1);
    office.end_sessions(&li.account, None, None).await.unwrap();
    assert!(!house.is_in(&three).await);
}

#[tokio::test]
async fn one_acts_under_a_grant_of_ones_own_that_holds_today() {
    let (house, li) = li().await;
    let bo = house.teacher("bo.wen").await;
    let others = house.asker(&bo.session).await.grants[0].id.clone();
    let school = house.organisation(OrganisationKind::SecondarySchool, SCHOOL).await;
    let later = guantong_service::account::NewGrant {
        role: "school".to_owned(),
        organisation: school.id,
        from: "2023-09-02".to_owned(),
        to: String::new(),
    };
    let later = house.security().await.give_role(&li.account, &later).await.unwrap();
    for grant in [others.as_str(), later.id.as_str(), "G-none"] {
        assert_eq!(kind(&house.act_as(&li.session, grant).await), "not-found", "{grant}");
    }
}

#[tokio::test]
async fn item_10_stepping_up_holds_for_five_minutes_and_says_what_for() {
    let (house, li) = li().await;
    house.later(MINUTE);
    let code = house.code(&li.key);
    for purpose in ["", "  ", "x", &"长".repeat(201)] {
        assert_eq!(no(house.step_up(&li.session, &code, purpose, &from()).await), ["step-up-purpose"]);
    }
    let id = house.step_up(&li.session, &code, &format!(" {PURPOSE} "), &from()).await.unwrap().id;
    house.later(STEP_UP_MINUTES * MINUTE);
    let viewer = house.asker(&id).await.viewer;
    assert_eq!((viewer.stepped_up, viewer.purpose.as_str()), (true, PURPOSE));
    house.later(1);
    let viewer = house.asker(&id).await.viewer;
    assert_eq!((viewer.stepped_up, viewer.purpose.as_str()), (false, ""));
    assert_eq!(no(house.step_up(&id, &code, PURPOSE, &from()).await), ["second-factor-refused"]);
}
