//! Opening an account: the invitation, the password, and for staff the second factor with its recovery codes.

use crate::accounts::{DAY, House, PASSWORD, SCHOOL, from, kind, said};
use crate::office::no;
use guantong_secrets::password::Profile;
use guantong_secrets::totp::TotpKey;
use guantong_service::access::{OrganisationKind, Role};
use guantong_service::account::SessionState;

#[tokio::test]
async fn wrong_used_old_and_replaced_invitations_are_refused_alike() {
    let house = House::founded().await;
    let made = [
        house.made("an-", "安", "business", "").await,
        house.made("bo-", "博", "business", "").await,
        house.made("cao", "曹", "business", "").await,
        house.made("den", "邓", "business", "").await,
    ]
    .map(|opened| (opened.account.id, opened.code));
    let open = |code: String| {
        let office = house.office.clone();
        async move { office.open_account(&code, PASSWORD, PASSWORD, &from()).await }
    };
    let wrong = said(open("AAAA-BBBB-CCCC".to_owned()).await);
    assert_eq!(wrong[0].id, "invitation-refused");
    let anew = house.system().await.reopen_account(&made[2].0).await.unwrap();
    house.system().await.disable_account(&made[3].0).await.unwrap();
    assert_eq!(said(open(made[2].1.clone()).await), wrong, "replaced");
    assert_eq!(said(open(made[3].1.clone()).await), wrong, "of an account that was closed");

    house.later(7 * DAY - 1);
    let typed = made[0].1.to_lowercase().replace('-', " ");
    assert_eq!(open(typed).await.unwrap().state, SessionState::Enrolling, "as people type it");
    assert_eq!(said(open(made[0].1.clone()).await), wrong, "used");
    assert_eq!(open(anew.code).await.unwrap().account, made[2].0);
    house.later(1);
    assert_eq!(said(open(made[1].1.clone()).await), wrong, "seven days are over");
    assert_eq!(said(house.invited_account(&made[1].1).await), wrong);
}

#[tokio::test]
async fn a_weak_password_is_refused_with_every_reason_and_the_invitation_stays() {
    let school = "北京市昌平职业学校";
    for (profile, kinds) in [(Profile::Asvs, false), (Profile::Mlps3, true)] {
        let house = House::founded_under(profile).await;
        let opened = house.made("li.na", "李娜", "business", "").await;
        let at = house.organisation(OrganisationKind::SecondarySchool, school).await;
        house.give(&opened.account.id, Role::School, &at).await;
        let reasons = |password: &'static str, again: &'static str| {
            let (office, code) = (house.office.clone(), opened.code.clone());
            async move { no(office.open_account(&code, password, again, &from()).await) }
        };
        let mut short = vec!["password-short", "password-context", "password-not-again"];
        if kinds {
            short.insert(1, "password-kinds");
        }
        assert_eq!(reasons("li.na", "other").await, short);
        let named = reasons("李娜昌平职业学校", "李娜昌平职业学校").await;
        let context = named.iter().filter(|id| *id == "password-context").count();
        assert!(context >= 2, "name and school: {named:?}");
        assert!(reasons("Password1!", "Password1!").await.contains(&"password-common".to_owned()));
        assert!(house.open_account(&opened.code, PASSWORD, PASSWORD, &from()).await.is_ok());
    }
}

#[tokio::test]
async fn whoever_opens_an_account_of_staff_takes_a_second_factor_before_anything_else() {
    let house = House::founded().await;
    let opened = house.made("li.na", "李娜", "business", "").await;
    let school = house.organisation(OrganisationKind::SecondarySchool, SCHOOL).await;
    let grant = house.give(&opened.account.id, Role::School, &school).await;
    let entered = house.open_account(&opened.code, PASSWORD, PASSWORD, &from()).await.unwrap();
    let id = &entered.id;
    assert_eq!(house.asker(id).await.viewer.role, Role::Public);
    assert_eq!(kind(&house.act_as(id, &grant.id).await), "not-found");
    assert_eq!(kind(&house.step_up(id, "000000", "看看", &from()).await), "not-found");
    assert_eq!(kind(&house.second_factor(id, "000000", &from()).await), "not-found");

    let first = house.enrolment(id, "贯通").await.unwrap();
    assert_eq!(house.enrolment(id, "贯通").await.unwrap(), first, "the same until it is confirmed");
    let again = house.sign_in("li.na", PASSWORD, &from()).await.unwrap();
    assert_eq!(again.state, SessionState::Enrolling);
    assert_eq!(house.enrolment(&again.id, "贯通").await.unwrap(), first, "in another session too");
    let key = TotpKey::parse(&first.key).unwrap();
    assert!(first.uri.contains(&first.key));
    let wrong = format!("{:06}", (house.code(&key).parse::<u32>().unwrap() + 1) % 1_000_000);
    assert_eq!(no(house.enrol(id, &wrong, &from()).await), ["second-factor-refused"]);
    let (inside, codes) = house.enrol(id, &house.code(&key), &from()).await.unwrap();
    assert_eq!((inside.state, codes.len()), (SessionState::Open, 10));
    assert_eq!(house.asker(&inside.id).await.viewer.role, Role::School);
    assert_eq!(kind(&house.enrolment(&inside.id, "贯通").await), "not-found", "the key is shown no more");
    let next = house.sign_in("li.na", PASSWORD, &from()).await.unwrap();
    assert_eq!(next.state, SessionState::SecondFactor);
}

#[tokio::test]
async fn each_of_ten_recovery_codes_opens_once() {
    let house = House::founded().await;
    let (li, bo) = (house.teacher("li.na").await, house.teacher("bo.wen").await);
    assert_eq!(li.codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 10);
    for (n, code) in li.codes.iter().enumerate() {
        let waiting = house.password(&li).await.id;
        let typed = if n == 0 { code.to_lowercase().replace('-', "") } else { code.clone() };
        let inside = house.second_factor(&waiting, &typed, &from()).await.unwrap();
        let own = house.own_account(&house.asker(&inside.id).await).await.unwrap();
        assert_eq!(own.recovery_codes, 9 - i64::try_from(n).unwrap());
        let waiting = house.password(&li).await.id;
        assert_eq!(no(house.second_factor(&waiting, code, &from()).await), ["second-factor-refused"]);
    }
    let waiting = house.password(&bo).await.id;
    assert_eq!(no(house.second_factor(&waiting, &li.codes[0], &from()).await), ["second-factor-refused"]);
    let stepping = house.step_up(&bo.session, &bo.codes[0], "签批", &from()).await;
    assert_eq!(no(stepping), ["second-factor-refused"], "a code on paper steps nobody up");
}
