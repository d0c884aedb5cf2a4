//! What is asked of passwords, by profile.

use crate::accounts::{DAY, House, MINUTE, PASSWORD, Somebody, from, kind};
use crate::office::no;
use guantong_secrets::password::Profile;
use guantong_service::access::Role;

/// Seven good ones, none like another.
const NEW: [&str; 6] = [
    "Kiesel-11-im-Bachbett",
    "Hafer-22-am-Waldrand",
    "Ziegel-33-auf-dem-Dach",
    "Nebel-44-vor-der-Stadt",
    "Birke-55-hinterm-Zaun",
    "Kupfer-66-in-der-Erde",
];

async fn li(profile: Profile) -> (House, Somebody) {
    let house = House::founded_under(profile).await;
    let li = house.teacher("li.na").await;
    (house, li)
}

/// Changes the password in the session in which the account was opened.
async fn change(house: &House, li: &Somebody, old: &str, new: &str) -> Vec<String> {
    house.later(MINUTE);
    let asker = house.asker(&li.session).await;
    match house.change_password(&asker, old, new, new).await {
        Ok(()) => Vec::new(),
        refused => no(refused),
    }
}

#[tokio::test]
async fn item_4_kinds_are_asked_by_mlps3_alone() {
    for (profile, expected) in [(Profile::Mlps3, vec!["password-kinds"]), (Profile::Asvs, vec![])] {
        let (house, li) = li(profile).await;
        assert_eq!(change(&house, &li, PASSWORD, "kieselimbachbett").await, expected);
    }
}

#[tokio::test]
async fn item_4_mlps3_asks_for_a_new_password_after_ninety_days() {
    let (house, li) = li(Profile::Mlps3).await;
    let set_at = house.now();
    let account = house.asker(&li.session).await.account;
    assert_eq!(house.password_days(&account), Some(90));
    house.later(90 * DAY - 2 * MINUTE);
    let id = house.come_in(&li).await;
    assert_eq!((house.now() - set_at, house.asker(&id).await.must_change), (90 * DAY - MINUTE, false));
    house.later(2 * MINUTE);
    let asker = house.asker(&id).await;
    assert!(asker.must_change);
    assert_eq!(asker.viewer.role, Role::School, "who it is does not change");
    house.change_password(&asker, PASSWORD, NEW[0], NEW[0]).await.unwrap();
    assert!(!house.asker(&id).await.must_change);
}

#[tokio::test]
async fn item_4_mlps3_takes_none_of_the_last_five() {
    let (house, li) = li(Profile::Mlps3).await;
    let mut old = PASSWORD;
    for new in &NEW[..4] {
        assert_eq!(change(&house, &li, old, new).await, Vec::<String>::new());
        old = new;
    }
    assert_eq!(change(&house, &li, old, PASSWORD).await, ["password-used-before"], "the fifth back");
    assert_eq!(change(&house, &li, old, NEW[4]).await, Vec::<String>::new());
    assert_eq!(change(&house, &li, NEW[4], PASSWORD).await, Vec::<String>::new(), "the sixth back");
}

#[tokio::test]
async fn item_4_asvs_asks_no_change_and_remembers_nothing() {
    let (house, li) = li(Profile::Asvs).await;
    assert_eq!(change(&house, &li, PASSWORD, NEW[0]).await, Vec::<String>::new());
    assert_eq!(change(&house, &li, NEW[0], PASSWORD).await, Vec::<String>::new());
    assert_eq!(change(&house, &li, PASSWORD, PASSWORD).await, ["password-same"]);
    house.later(1_000 * DAY);
    let id = house.come_in(&li).await;
    let asker = house.asker(&id).await;
    assert!(!asker.must_change);
    assert_eq!(house.password_days(&asker.account), None);
    assert_eq!(house.own_account(&asker).await.unwrap().password_days, None);
}

#[tokio::test]
async fn a_change_asks_for_the_old_password_and_closes_after_five_failures() {
    let (house, li) = li(Profile::Asvs).await;
    for _ in 0..5 {
        assert_eq!(change(&house, &li, "Nicht-das-alte-1", NEW[0]).await, ["password-old-wrong"]);
    }
    assert_eq!(change(&house, &li, PASSWORD, NEW[0]).await, ["sign-in-closed"]);
    house.later(15 * MINUTE);
    assert_eq!(change(&house, &li, PASSWORD, NEW[0]).await, Vec::<String>::new());
    assert_eq!(kind(&house.sign_in("li.na", NEW[0], &from()).await), "ok");
}

#[tokio::test]
async fn who_gives_the_right_old_password_is_not_closed_out_by_weak_new_ones() {
    let (house, li) = li(Profile::Asvs).await;
    for _ in 0..6 {
        assert_eq!(change(&house, &li, PASSWORD, "short").await, ["password-short"]);
    }
    assert_eq!(change(&house, &li, PASSWORD, NEW[0]).await, Vec::<String>::new());
}
