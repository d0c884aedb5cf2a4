//! What is lent: a role to a colleague for some days, a key to a program.

use crate::accounts::{DAY, HOUR, House, MINUTE, SCHOOL, Somebody, from, kind};
use crate::office::{ANNEX, ANSWERS, YEAR, no};
use guantong_service::ServiceError;
use guantong_service::access::{Action, OrganisationKind, Role};
use guantong_service::account::{Asker, Grant, NewGrant, NewToken};
use std::sync::Arc;

async fn lend(house: &House, asker: &Asker, to: &str, days: (&str, &str)) -> Result<Grant, ServiceError> {
    house.of(asker, Action::AccountDelegate).delegate(asker, to, days.0, days.1).await
}

/// Two of one university, in different roles.
async fn two() -> (House, Somebody, Somebody) {
    let house = House::founded().await;
    let university = house.organisation(OrganisationKind::University, "北京联合大学").await;
    let li = house.staff("li.na", Role::University, &university).await;
    let bo = house.staff("bo.wen", Role::School, &university).await;
    (house, li, bo)
}

#[tokio::test]
async fn a_role_is_handed_to_a_colleague_of_the_same_organisation_alone() {
    let (house, li, bo) = two().await;
    house.teacher("elsewhere").await;
    let gone = house.made("gone", "走了", "business", "").await.account.id;
    let university = house.organisation(OrganisationKind::University, "北京联合大学").await;
    house.give(&gone, Role::School, &university).await;
    let asker = house.asker(&li.session).await;
    for nobody in ["elsewhere", "nobody", "li.na", "sys-admin", "gone", ""] {
        let lent = lend(&house, &asker, nobody, ("", "2023-09-05")).await;
        assert_eq!(no(lent), ["delegate-no-colleague"], "{nobody}");
    }
    let grant = lend(&house, &asker, " BO.wen ", ("", "2023-09-05")).await.unwrap();
    assert_eq!((grant.account.as_str(), grant.role), (bo.account.as_str(), Role::University));
    assert_eq!((grant.given_by.as_str(), &grant.organisation), (li.account.as_str(), &university));
    let id = house.act_as(&bo.session, &grant.id).await.unwrap().id;
    let viewer = house.asker(&id).await.viewer;
    let acts = (viewer.account.as_str(), viewer.role, viewer.institution());
    assert_eq!(acts, (bo.account.as_str(), Role::University, Some("北京联合大学")), "in his own name");
}

#[tokio::test]
async fn a_role_is_handed_on_until_a_day_and_for_ninety_at_most() {
    let (house, li, _) = two().await;
    let asker = house.asker(&li.session).await;
    for (days, wrong) in [
        (("", ""), "delegate-no-end"),
        (("2023-09-05", ""), "delegate-no-end"),
        (("2023-09-05", "2023-09-04"), "grant-days-reversed"),
        (("2023-08-01", "2023-08-31"), "grant-days-reversed"),
        (("", "2023-12-01"), "delegate-long"),
        (("2024-01-01", "2024-04-01"), "delegate-long"),
        (("", "soon"), "grant-no-day"),
    ] {
        assert_eq!(no(lend(&house, &asker, "bo.wen", days).await), [wrong], "{days:?}");
    }
    assert!(lend(&house, &asker, "bo.wen", ("", "2023-11-30")).await.is_ok(), "ninety days");
    assert!(lend(&house, &asker, "bo.wen", ("2024-01-01", "2024-03-31")).await.is_ok());
}

#[tokio::test]
async fn a_role_that_was_handed_on_holds_in_those_days_alone() {
    let (house, li, bo) = two().await;
    let asker = house.asker(&li.session).await;
    let grant = lend(&house, &asker, "bo.wen", ("2023-09-03", "2023-09-04")).await.unwrap();
    for (day, holds) in
        [("09-01", false), ("09-02", false), ("09-03", true), ("09-04", true), ("09-05", false)]
    {
        assert_eq!(house.today().strftime("%m-%d").to_string(), day);
        let id = house.come_in(&bo).await;
        let held = house.asker(&id).await.grants.iter().any(|held| held.id == grant.id);
        let acts = kind(&house.act_as(&id, &grant.id).await);
        assert_eq!((held, acts), (holds, if holds { "ok" } else { "not-found" }), "{day}");
        house.later(DAY);
    }
}

#[tokio::test]
async fn a_session_that_stands_in_is_its_own_person_again_when_the_days_are_over() {
    let (house, li, bo) = two().await;
    let asker = house.asker(&li.session).await;
    let grant = lend(&house, &asker, "bo.wen", ("", "2023-09-01")).await.unwrap();
    // Ten minutes before midnight, and ten after.
    house.later(15 * HOUR - 10 * MINUTE - (house.now() - 1_693_530_000_000_000));
    let id = house.come_in(&bo).await;
    let id = house.act_as(&id, &grant.id).await.unwrap().id;
    assert_eq!(house.asker(&id).await.viewer.role, Role::University);
    house.later(20 * MINUTE);
    let after = house.asker(&id).await;
    assert_eq!((after.viewer.role, after.grants.len()), (Role::School, 1));
}

#[tokio::test]
async fn what_stands_in_ends_with_what_it_stands_in_for() {
    let (house, li, bo) = two().await;
    let asker = house.asker(&li.session).await;
    let grant = lend(&house, &asker, "bo.wen", ("", "2023-09-30")).await.unwrap();
    let id = house.act_as(&bo.session, &grant.id).await.unwrap().id;
    house.security().await.take_role(&asker.grants[0].id).await.unwrap();
    let after = house.asker(&id).await;
    assert_eq!((after.viewer.role, after.grants.len()), (Role::School, 1), "his own role is left");

    // A role with a last day ends what stands in for it on that day.
    let university = house.organisation(OrganisationKind::University, "北京联合大学").await;
    let until = NewGrant {
        role: "university".to_owned(),
        organisation: university.id,
        from: String::new(),
        to: "2023-09-02".to_owned(),
    };
    let short = house.security().await.give_role(&li.account, &until).await.unwrap();
    let session = house.act_as(&house.come_in(&li).await, &short.id).await.unwrap().id;
    let lent = lend(&house, &house.asker(&session).await, "bo.wen", ("", "2023-09-30")).await.unwrap();
    for (held, day) in [(true, "2023-09-01"), (true, "2023-09-02"), (false, "2023-09-03")] {
        assert_eq!(house.today().to_string(), day);
        let grants = house.asker(&house.come_in(&bo).await).await.grants;
        assert_eq!(grants.iter().any(|grant| grant.id == lent.id), held, "{day}");
        house.later(DAY);
    }
}

#[tokio::test]
async fn a_role_that_was_handed_on_is_not_handed_on_again_and_comes_back_to_its_giver_alone() {
    let (house, li, bo) = two().await;
    let university = house.organisation(OrganisationKind::University, "北京联合大学").await;
    let cao = house.staff("cao", Role::School, &university).await;
    let asker = house.asker(&li.session).await;
    let grant = lend(&house, &asker, "bo.wen", ("", "2023-09-30")).await.unwrap();
    let standing_in = house.act_as(&bo.session, &grant.id).await.unwrap().id;
    let on = lend(&house, &house.asker(&standing_in).await, "cao", ("", "2023-09-02")).await;
    assert_eq!(no(on), ["delegate-not-on"]);
    let own = house.own_account(&asker).await.unwrap();
    assert_eq!(
        own.standing_in.iter().map(|(g, name)| (&g.id, name.as_str())).collect::<Vec<_>>(),
        [(&grant.id, "某bo.wen")]
    );
    for other in [&standing_in, &cao.session] {
        let other = house.asker(other).await;
        let office = house.of(&other, Action::AccountDelegate);
        assert_eq!(kind(&office.take_back(&other, &grant.id).await), "not-found");
    }
    let office = house.of(&asker, Action::AccountDelegate);
    let first = &asker.grants[0].id;
    assert_eq!(kind(&office.take_back(&asker, first).await), "not-found", "a role that was given stays");
    office.take_back(&asker, &grant.id).await.unwrap();
    let after = house.asker(&standing_in).await;
    assert_eq!(after.viewer.role, Role::School, "his own is left");
    assert!(after.grants.iter().all(|held| held.id != grant.id));
}

#[tokio::test]
async fn administrators_hand_nothing_on_and_have_no_keys() {
    let house = House::empty(guantong_secrets::password::Profile::Asvs).await;
    let code = house.first_run_code().await.unwrap();
    let three = house.first_run(&code, &crate::accounts::three(), &from()).await.unwrap();
    for opened in three {
        let somebody = house.open(&opened).await;
        let asker = house.asker(&somebody.session).await;
        assert_eq!(Some(asker.viewer.role), opened.role);
        assert_eq!(kind(&lend(&house, &asker, "x", ("", "2023-09-02")).await), "forbidden");
        let token = NewToken { name: "x".to_owned(), days: 1, writes: false };
        let made = house.of(&asker, Action::AccountToken).make_token(&asker, &token).await;
        assert_eq!(kind(&made), "forbidden");
    }
}

async fn key(house: &House, asker: &Asker, days: i64, writes: bool) -> Result<String, ServiceError> {
    let new = NewToken { name: "成绩系统".to_owned(), days, writes };
    house.of(asker, Action::AccountToken).make_token(asker, &new).await
}

#[tokio::test]
async fn a_key_stands_for_one_grant_until_its_last_moment() {
    let house = House::founded().await;
    let li = house.teacher("li.na").await;
    let asker = house.asker(&li.session).await;
    assert_eq!(kind(&key(&house, &asker, 2, false).await), "step-up");
    let asker = house.stepped_up(&li).await;
    for days in [0, -1, 366] {
        assert_eq!(no(key(&house, &asker, days, false).await), ["token-days-bad"]);
    }
    let nameless = NewToken { name: " ".to_owned(), days: 1, writes: false };
    let office = house.of(&asker, Action::AccountToken);
    assert_eq!(no(office.make_token(&asker, &nameless).await), ["token-name-missing"]);
    let made = key(&house, &asker, 2, false).await.unwrap();
    let viewer = house.resume_token(&made).await.unwrap().unwrap();
    assert_eq!((viewer.account.as_str(), viewer.role), (li.account.as_str(), Role::School));
    assert_eq!((viewer.institution(), viewer.reads_only), (Some(SCHOOL), true));
    assert_eq!((viewer.stepped_up, viewer.purpose.as_str()), (true, "成绩系统"), "what it was made for");
    assert_ne!(key(&house, &asker, 2, true).await.unwrap(), made);
    house.later(2 * DAY - 1);
    assert!(house.resume_token(&made).await.unwrap().is_some());
    house.later(1);
    assert!(house.resume_token(&made).await.unwrap().is_none());
    for unknown in ["", "guantong-", &li.session] {
        assert!(house.resume_token(unknown).await.unwrap().is_none(), "{unknown}");
    }
}

#[tokio::test]
async fn a_key_is_gone_when_it_its_role_or_its_account_is() {
    let house = House::founded().await;
    let (li, bo, cao) =
        (house.teacher("li.na").await, house.teacher("bo.wen").await, house.teacher("cao").await);
    let [one, two, three] = [&li, &bo, &cao].map(|who| {
        let house = &house;
        async move {
            let asker = house.stepped_up(who).await;
            (key(house, &asker, 30, true).await.unwrap(), asker)
        }
    });
    let ((one, li_asker), (two, bo_asker), (three, _)) = (one.await, two.await, three.await);
    let list = house.own_account(&li_asker).await.unwrap().tokens;
    let office = house.of(&bo_asker, Action::AccountToken);
    let others = office.end_token(&bo_asker, &list[0].public_id).await;
    assert_eq!(no(others), ["conflict-account-changed"], "another's is not there");
    let office = house.of(&li_asker, Action::AccountToken);
    office.end_token(&li_asker, &list[0].public_id).await.unwrap();
    assert_eq!(no(office.end_token(&li_asker, &list[0].public_id).await), ["conflict-account-changed"]);
    house.security().await.take_role(&bo_asker.grants[0].id).await.unwrap();
    house.system().await.disable_account(&cao.account).await.unwrap();
    for key in [one, two, three] {
        assert!(house.resume_token(&key).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_key_that_only_reads_writes_nothing() {
    let house = House::founded().await;
    let commission = house.organisation(OrganisationKind::Commission, "北京市教育委员会").await;
    let wang = house.staff("wang.fang", Role::Commission, &commission).await;
    let asker = house.stepped_up(&wang).await;
    for (writes, answer) in [(false, "forbidden"), (true, "ok")] {
        let made = key(&house, &asker, 30, writes).await.unwrap();
        let viewer = Arc::new(house.resume_token(&made).await.unwrap().unwrap());
        assert_eq!(viewer.reads_only, !writes);
        let office = house.seen_by(viewer.clone(), Action::PlanDraft);
        assert_eq!(kind(&office.upload_plan(YEAR, "annex.xlsx", ANNEX, 0, "x").await), answer);
        // What is grave no key may do, however it was made.
        let office = house.seen_by(viewer.clone(), Action::PlanSet);
        let grave = if writes { "step-up" } else { "forbidden" };
        assert_eq!(kind(&office.import_plan(YEAR, "annex.xlsx", ANNEX, ANSWERS, "x").await), grave);
        let office = house.seen_by(viewer, Action::StudentList);
        assert!(office.students(&Default::default(), 10).await.is_ok());
        assert_eq!(house.plan_draft(YEAR).await.unwrap().is_some(), writes);
    }
}
