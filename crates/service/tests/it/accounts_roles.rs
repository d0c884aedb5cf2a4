//! Roles: the three administrators exclude one another, nobody helps himself, and what is grave is asked twice.

use crate::accounts::{House, MINUTE, PASSWORD, SCHOOL, from, kind, own};
use crate::accounts_trail::with_a_student;
use crate::office::{ANNEX, ANSWERS, YEAR, applicant, no, programme};
use guantong_model::Stage;
use guantong_registry::Command;
use guantong_service::access::{Action, Family, OrganisationKind, Role};
use guantong_service::account::{
    AccountChange, AccountState, Asker, Grant, NewAccount, NewGrant, NewOrganisation, NewToken, SessionState,
};
use guantong_service::batch::{BatchKind, NewBatch};
use guantong_service::plan::{SET, read_answers, stream};
use guantong_service::ports::{AppendError, StudentFilter};
use guantong_service::rows::{Round, RoundState};
use guantong_service::student::Moment;
use jiff::civil::date;

const PURPOSE: &str = "按会议纪要设定计划";

#[tokio::test]
async fn item_10_a_plan_is_set_only_with_the_second_factor_given_again() {
    let house = House::founded().await;
    let commission = house.organisation(OrganisationKind::Commission, "北京市教育委员会").await;
    let wang = house.staff("wang.fang", Role::Commission, &commission).await;
    let set = |session: String| {
        let house = &house;
        async move {
            let asker = house.asker(&session).await;
            let office = house.of(&asker, Action::PlanSet);
            office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, &asker.account.id).await
        }
    };
    assert_eq!(kind(&set(wang.session.clone()).await), "step-up");
    assert!(house.plan(YEAR).await.unwrap().is_none());
    house.later(MINUTE);
    let id = house.step_up(&wang.session, &house.code(&wang.key), PURPOSE, &from()).await.unwrap().id;
    house.later(5 * MINUTE + 1);
    assert_eq!(kind(&set(id.clone()).await), "step-up", "five minutes are over");
    let id = house.step_up(&id, &house.code(&wang.key), PURPOSE, &from()).await.unwrap().id;
    assert_eq!(kind(&set(id).await), "ok");
    let trail = house.whole_trail().await;
    let of = |action: &'static str| {
        trail.iter().filter(move |e| e.note.action == action).map(|e| e.note.purpose.as_str())
    };
    assert_eq!(of("step-up").collect::<Vec<_>>(), [PURPOSE, PURPOSE]);
    let set: Vec<&str> = of("plan.set").collect();
    assert!(!set.is_empty() && set.iter().all(|purpose| *purpose == PURPOSE), "{set:?}");
}

#[tokio::test]
async fn item_10_a_batch_is_signed_only_with_the_second_factor_given_again() {
    let house = House::founded().await;
    with_a_student(&house).await;
    let (li, bo) = (house.teacher("li.na").await, house.teacher("bo.wen").await);
    let new = NewBatch {
        kind: BatchKind::Complete,
        institution: SCHOOL.to_owned(),
        partner: None,
        cohort: YEAR,
        stage: Stage::Secondary,
        programme: None,
        on: date(2026, 6, 20),
    };
    let asker = house.asker(&bo.session).await;
    let batch = house.of(&asker, Action::BatchOpen).open_batch(new, &bo.account).await.unwrap();
    let sign = |session: String| {
        let (house, batch, actor) = (&house, &batch, &li.account);
        async move {
            let office = house.of(&house.asker(&session).await, Action::BatchSign);
            let seen = office.preview_batch(batch).await.unwrap();
            office.sign_batch(&batch.id, batch.version, SCHOOL, &seen.digest, actor).await
        }
    };
    assert_eq!(kind(&sign(li.session.clone()).await), "step-up");
    house.later(MINUTE);
    let id = house.step_up(&li.session, &house.code(&li.key), "签批结业", &from()).await.unwrap().id;
    // item_17: whoever opened it does not sign it, however well he proves to be there.
    let own = house.step_up(&bo.session, &house.code(&bo.key), "签批结业", &from()).await.unwrap().id;
    assert_eq!(no(sign(own).await), ["conflict-same-hand"]);
    assert_eq!(sign(id).await.unwrap().closed.unwrap().moved, 1);
}

#[tokio::test]
async fn item_17_who_drafts_a_plan_does_not_set_it() {
    let house = House::founded().await;
    let commission = house.organisation(OrganisationKind::Commission, "北京市教育委员会").await;
    let (wang, zhou) = (
        house.staff("wang.fang", Role::Commission, &commission).await,
        house.staff("zhou.min", Role::Commission, &commission).await,
    );
    let office = |asker: &Asker| house.of(asker, Action::PlanSet);
    let (wang, zhou) = (house.stepped_up(&wang).await, house.stepped_up(&zhou).await);
    let answers = read_answers(ANSWERS).unwrap().answers;
    let answers: Vec<_> = answers.into_iter().collect();
    office(&wang).upload_plan(YEAR, "annex.xlsx", ANNEX, 0, "x").await.unwrap();
    office(&wang).answer_plan(YEAR, answers.clone(), 1, "x").await.unwrap();
    assert!(office(&wang).had_a_hand(&stream(YEAR), SET).await.unwrap());
    assert_eq!(no(office(&wang).set_plan(YEAR, 2, "x").await), ["conflict-same-hand"]);
    assert!(house.plan(YEAR).await.unwrap().is_none(), "nothing of it was written");
    // Whoever answers a finding has drafted too.
    office(&zhou).answer_plan(YEAR, answers.clone(), 2, "x").await.unwrap();
    assert_eq!(no(office(&zhou).set_plan(YEAR, 3, "x").await), ["conflict-same-hand"]);
    // Another table is another thing, of which only its drafter had a hand.
    office(&wang).upload_plan(YEAR, "annex.xlsx", ANNEX, 3, "x").await.unwrap();
    office(&wang).answer_plan(YEAR, answers, 4, "x").await.unwrap();
    office(&zhou).set_plan(YEAR, 5, "x").await.unwrap();
    assert!(house.plan(YEAR).await.unwrap().is_some());
}

#[tokio::test]
async fn item_17_who_runs_a_round_does_not_sign_it_and_two_people_do() {
    let house = House::founded().await;
    house.import_plan(YEAR, "annex.xlsx", ANNEX, ANSWERS, "x").await.unwrap();
    let id = programme(&house, SCHOOL, "航空服务").await;
    house.enter_candidates(YEAR, vec![applicant(1, 510, &[&id])], "x").await.unwrap();
    let authority = house.organisation(OrganisationKind::Examination, "北京教育考试院").await;
    let mut people = Vec::new();
    for login in ["tang.qi", "luo.yu", "he.jing"] {
        let who = house.staff(login, Role::Examination, &authority).await;
        people.push(house.asker(&who.session).await);
    }
    let office = |n: usize| house.of(&people[n], Action::RoundPrepare);
    let sign = async |n: usize| office(n).sign_round(YEAR, Round::Early, &people[n].account.id).await;
    office(0).run_round(YEAR, Round::Early, "x").await.unwrap();
    assert_eq!(no(sign(0).await), ["conflict-same-hand"]);
    sign(1).await.unwrap();
    // The name under which somebody signs is his own to choose; his hand is not.
    let again = office(1).sign_round(YEAR, Round::Early, "another name").await;
    assert_eq!(no(again), ["conflict-same-hand"]);
    assert_eq!(sign(2).await.unwrap().state, RoundState::Sealed);
}

/// One account of each family, not opened, and a place for every role.
async fn families(house: &House) -> Vec<(String, Family)> {
    let mut made = Vec::new();
    for (n, family) in Family::ALL.iter().enumerate() {
        let opened = house.made(&format!("one.{n}"), "某人", family.as_str(), "").await;
        made.push((opened.account.id, *family));
    }
    made
}

fn grant(account: &str, role: Role, at: &guantong_service::access::Organisation, by: &str) -> Grant {
    Grant {
        id: format!("G-{account}-{role}-{by}"),
        account: account.to_owned(),
        role,
        organisation: at.clone(),
        from_on: date(2023, 9, 1),
        to_on: None,
        stands_in: None,
        given_at: 1,
        given_by: by.to_owned(),
        ended_at: None,
    }
}

#[tokio::test]
async fn item_19_no_account_has_roles_of_two_families() {
    let house = House::founded().await;
    let office = house.of_administrators().await;
    let commission = house.organisation(OrganisationKind::Commission, "北京市教育委员会").await;
    let roles = [Role::Commission, Role::System, Role::Security, Role::Audit];
    for (account, family) in families(&house).await {
        for role in roles {
            let at = if role == Role::Commission { &commission } else { &office };
            let before = house.whole_trail().await;
            let straight = AccountChange::Grant(grant(&account, role, at, "somebody"));
            let new = NewGrant {
                role: role.as_str().to_owned(),
                organisation: at.id.clone(),
                ..Default::default()
            };
            let given = house.security().await.give_role(&account, &new).await;
            let kept = house.storage().keep(vec![straight], Vec::new(), 1).await;
            if role.family() == family {
                assert!(given.is_ok() && kept.is_ok(), "{family} {role}");
                continue;
            }
            assert_eq!(no(given), ["grant-other-family"], "{family} {role}");
            assert!(matches!(kept, Err(AppendError::Fault(_))), "{family} {role}: {kept:?}");
            assert_eq!(house.whole_trail().await, before);
        }
        let held = house.storage().grants(std::slice::from_ref(&account)).await.unwrap();
        assert!(held.iter().all(|grant| grant.role.family() == family) && held.len() == 2);
    }
}

#[tokio::test]
async fn item_19_nobody_gives_a_role_to_himself() {
    let house = House::founded().await;
    let office = house.of_administrators().await;
    let id = house.id_of("sec-admin").await;
    let new = NewGrant { role: "security".to_owned(), organisation: office.id.clone(), ..Default::default() };
    assert_eq!(no(house.security().await.give_role(&id, &new).await), ["account-not-own"]);
    let own = house.storage().grants(std::slice::from_ref(&id)).await.unwrap();
    assert_eq!(no(house.security().await.take_role(&own[0].id).await), ["account-not-own"]);
    let straight = AccountChange::Grant(grant(&id, Role::Security, &office, &id));
    let kept = house.storage().keep(vec![straight], Vec::new(), 1).await;
    assert!(matches!(kept, Err(AppendError::Fault(_))), "{kept:?}");
    assert_eq!(house.storage().grants(&[id]).await.unwrap(), own);
}

#[tokio::test]
async fn item_19_each_administrator_keeps_to_his_own() {
    let house = House::founded().await;
    let opened = house.made("li.na", "李娜", "business", "").await;
    let id = &opened.account.id;
    let school = house.organisation(OrganisationKind::SecondarySchool, SCHOOL).await;
    let held = house.give(id, Role::School, &school).await;
    let other =
        NewOrganisation { kind: "panel".to_owned(), name: "专家组".to_owned(), ..Default::default() };
    let account = NewAccount {
        login: "x.y".to_owned(),
        name: "某".to_owned(),
        family: "business".to_owned(),
        ..Default::default()
    };
    let role = NewGrant { role: "school".to_owned(), organisation: school.id, ..Default::default() };
    let before = house.whole_trail().await;
    for office in [house.security().await, house.audit().await] {
        assert_eq!(kind(&office.make_organisation(&other).await), "forbidden");
        assert_eq!(kind(&office.make_account(&account).await), "forbidden");
        assert_eq!(kind(&office.reopen_account(id).await), "forbidden");
        assert_eq!(kind(&office.disable_account(id).await), "forbidden");
    }
    for office in [house.system().await, house.audit().await] {
        assert_eq!(kind(&office.give_role(id, &role).await), "forbidden");
        assert_eq!(kind(&office.take_role(&held.id).await), "forbidden");
        assert_eq!(kind(&office.unlock(id).await), "forbidden");
    }
    for office in [house.system().await, house.security().await] {
        assert_eq!(kind(&office.trail(&Default::default(), 10).await), "forbidden");
        assert_eq!(kind(&office.prove_trail().await), "forbidden");
        assert_eq!(kind(&office.accounts("", "", 10).await), "ok");
    }
    let audit = house.audit().await;
    assert_eq!(kind(&audit.accounts("", "", 10).await), "forbidden");
    assert_eq!(kind(&audit.account(id).await), "forbidden");
    assert_eq!(kind(&audit.organisations().await), "forbidden");
    assert_eq!(house.whole_trail().await, before, "nothing was changed");
}

#[tokio::test]
async fn item_19_no_administrator_finds_or_does_any_business() {
    let house = House::founded().await;
    with_a_student(&house).await;
    let head = house.storage().head().await.unwrap();
    for (login, role) in
        [("sys-admin", Role::System), ("sec-admin", Role::Security), ("aud-admin", Role::Audit)]
    {
        let office = house.by(login, role, Action::StudentList).await;
        let found = office.students(&StudentFilter::default(), 50).await.unwrap();
        assert_eq!((found.rows.len(), found.found), (0, 0), "{role}");
        let office = house.by(login, role, Action::StudentRead).await;
        assert!(office.student(&own()).await.unwrap().is_none(), "{role}");
        assert!(office.student_at(&own(), Moment::default()).await.unwrap().is_none());
        let counted = office.home(YEAR).await.unwrap().unwrap().counts;
        assert_eq!(counted, Default::default(), "{role}: not even counted");
        assert!(office.storage().candidates(YEAR).await.unwrap().is_empty());
        assert!(office.storage().stream("student/2023-00001").await.unwrap().is_empty());
        assert!(office.storage().person(&"P-1".into()).await.unwrap().is_none());
        let on = date(2026, 6, 20);
        let office = house.by(login, role, Action::StudentStudy).await;
        let command = office.command(&own(), 2, on, Command::CompleteStage, "x").await;
        assert_eq!(kind(&command), "not-found");
        let office = house.by(login, role, Action::PlanSet).await;
        assert_eq!(kind(&office.import_plan(YEAR, "a.xlsx", ANNEX, ANSWERS, "x").await), "forbidden");
    }
    assert_eq!(house.storage().head().await.unwrap(), head);
    assert!(house.whole_trail().await.iter().all(|entry| entry.note.object != "student/2023-00001"));
}

#[tokio::test]
async fn who_opens_an_account_anew_for_another_gets_nothing_of_what_it_could_do() {
    let house = House::founded().await;
    let (li, bo) = (house.teacher("li.na").await, house.teacher("bo.wen").await);
    let asker = house.stepped_up(&li).await;
    let token = NewToken { name: "成绩系统".to_owned(), days: 30, writes: false };
    let office = house.of(&asker, Action::AccountToken);
    let key = office.make_token(&asker, &token).await.unwrap();
    house.of(&asker, Action::AccountDelegate).delegate(&asker, "bo.wen", "", "2023-09-09").await.unwrap();
    assert_eq!(house.asker(&bo.session).await.grants.len(), 2);

    house.later(MINUTE);
    let opened = house.system().await.reopen_account(&li.account).await.unwrap();
    let account = house.storage().account(&li.account).await.unwrap().unwrap();
    assert_eq!(account.state, AccountState::Invited);
    assert_eq!((&account.password, &account.totp, account.has_second_factor()), (&None, &None, false));
    assert_eq!(house.storage().recovery_codes_left(&li.account).await.unwrap(), 0);
    assert!(!house.is_in(&li.session).await);
    assert!(house.resume_token(&key).await.unwrap().is_none());
    assert_eq!(house.asker(&bo.session).await.grants.len(), 1, "what stood in for it is gone too");
    assert_eq!(no(house.sign_in("li.na", PASSWORD, &from()).await), ["sign-in-refused"]);

    // Whoever has the code, the system administrator himself, comes in and is nobody.
    let thief = house.open(&opened).await;
    let asker = house.asker(&thief.session).await;
    assert_eq!((asker.account.id.as_str(), asker.grants.len()), (li.account.as_str(), 0));
    assert_eq!((asker.viewer.role, asker.session.state), (Role::Public, SessionState::Open));
    let office = house.of(&asker, Action::AccountDelegate);
    assert_eq!(kind(&office.delegate(&asker, "bo.wen", "", "2023-09-09").await), "not-found");
    assert_eq!(kind(&office.make_token(&asker, &token).await), "not-found");
    assert!(house.resume_token(&key).await.unwrap().is_none());
    let grants = house.storage().grants(std::slice::from_ref(&li.account)).await.unwrap();
    assert!(grants.iter().all(|grant| grant.ended_at.is_some()));
}

#[tokio::test]
async fn nobody_reopens_or_closes_his_own_account() {
    let house = House::founded().await;
    let id = house.id_of("sys-admin").await;
    assert_eq!(no(house.system().await.reopen_account(&id).await), ["account-not-own"]);
    assert_eq!(no(house.system().await.disable_account(&id).await), ["account-not-own"]);
    assert_eq!(kind(&house.system().await.disable_account("A-none").await), "not-found");
}

#[tokio::test]
async fn what_cannot_be_a_role_an_account_or_an_organisation_is_refused_by_name() {
    let house = House::founded().await;
    let school = house.organisation(OrganisationKind::SecondarySchool, SCHOOL).await;
    let id = house.made("li.na", "李娜", "business", "").await.account.id;
    let give = |role: &str, at: &str, from: &str, to: &str| {
        let [role, organisation, from, to] = [role, at, from, to].map(str::to_owned);
        let (house, id) = (&house, &id);
        async move { house.security().await.give_role(id, &NewGrant { role, organisation, from, to }).await }
    };
    assert_eq!(no(give("commission", &school.id, "", "").await), ["grant-role-elsewhere"]);
    assert_eq!(no(give("king", &school.id, "", "").await), ["grant-role-elsewhere"]);
    assert_eq!(no(give("school", "O-none", "", "").await), ["grant-no-organisation"]);
    assert_eq!(no(give("school", &school.id, "soon", "").await), ["grant-no-day"]);
    let reversed = give("school", &school.id, "2023-09-02", "2023-09-01").await;
    assert_eq!(no(reversed), ["grant-days-reversed"]);
    let account = |login: &str, name: &str, family: &str, students: &str| {
        let [login, name, family, students] = [login, name, family, students].map(str::to_owned);
        let house = &house;
        async move { no(house.system().await.make_account(&NewAccount { login, name, family, students }).await) }
    };
    assert_eq!(account("LI.NA", "另一人", "business", "").await, ["conflict-login-taken"]);
    let all = ["account-login-bad", "account-name-bad", "account-family-bad", "account-student-absent"];
    assert_eq!(account("李", "", "king", "2023-09999").await, all);
    let organisation = |kind: &str, name: &str, district: &str| {
        let [kind, name, district] = [kind, name, district].map(str::to_owned);
        let house = &house;
        async move { no(house.system().await.make_organisation(&NewOrganisation { kind, name, district }).await) }
    };
    assert_eq!(organisation("secondary-school", SCHOOL, "").await, ["conflict-organisation-twice"]);
    assert_eq!(organisation("castle", "城堡", "").await, ["organisation-kind-bad"]);
    let both = ["organisation-name-missing", "organisation-district-bad"];
    assert_eq!(organisation("district", " ", "999999").await, both);
}
