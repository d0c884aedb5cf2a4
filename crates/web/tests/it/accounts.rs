//! What the system administrator keeps and the security administrator grants; neither does the other's work.

use crate::house::{FORM, House, codes};
use crate::town::{empty, town};
use axum::http::StatusCode;
use guantong_secrets::password::Profile;

const THREE: [&str; 3] = ["xitong", "anquan", "shenji"];

#[tokio::test]
async fn accounts_are_made_with_every_mistake_said_and_nothing_typed_lost() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["xitong", "jiaowei"]).await;
    let mut system = house.entered("xitong").await;
    system.page("/accounts").await;
    let fields = [
        ("login", "A B"),
        ("name", " "),
        ("family", "none"),
        ("students", "2023-00001、2023-99999 2023-88888"),
    ];
    let wrong = system.refused("/accounts", &fields).await;
    for why in [
        "账号“a b”不能用",
        "姓名须为 1 到 60 个字，现在是 0 个",
        "没有“none”这个类别",
        "没有学号为 2023-99999 的学籍档案",
        "没有学号为 2023-88888 的学籍档案",
    ] {
        assert!(wrong.has(why), "{why}: {}", wrong.shown());
    }
    assert!(wrong.has("value=\"A B\"") && wrong.has("2023-99999 2023-88888"));
    let fields = [("login", "jiaowei"), ("name", "郑知行"), ("family", "business"), ("students", "")];
    assert!(system.refused("/accounts", &fields).await.has("这个账号已有人用"));

    // What people type is shown as it is and never run.
    let name = "<b>O\"Brien' & 子";
    let fields = [("login", "obrien"), ("name", name), ("family", "business"), ("students", "2023-00001")];
    let made = system.send("/accounts", &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.shown());
    made.must_be_well_made("/accounts");
    assert!(made.has("&#60;b&#62;O&#34;Brien"), "{}", made.text);
    assert_eq!(codes(&made.text).len(), 1);
    assert_eq!(made.header("cache-control"), "no-store", "a code is kept nowhere");

    let list = system.page("/accounts?search=obrien").await;
    assert!(list.has("待启用"), "{}", list.shown());
    assert!(!list.has("郑知行"), "a search finds what it asks for");
    assert!(system.page("/accounts?search=%E9%83%91").await.has("郑知行"));
    assert!(system.page("/accounts?search=none").await.has("没有找到账号"));
}

#[tokio::test]
async fn a_long_list_of_accounts_goes_on() {
    let house = House::over(empty().await, Profile::Asvs).with(&["xitong"]).await;
    for n in 0..60 {
        let new = guantong_service::account::NewAccount {
            login: format!("person{n:02}"),
            name: format!("人{n:02}"),
            family: "business".to_owned(),
            students: String::new(),
        };
        house.office.make_account(&new).await.unwrap();
    }
    let mut system = house.entered("xitong").await;
    let mut found = Vec::new();
    let mut address = "/accounts?search=person".to_owned();
    for pages in 1.. {
        let page = system.page(&address).await;
        let logins = page.text.split("<small>person").skip(1);
        found.extend(logins.map(|rest| rest.split('<').next().unwrap().to_owned()));
        let Some(next) = page.elements("a").find(|a| a.contains("rel=\"next\"")) else {
            assert_eq!(pages, 2);
            break;
        };
        address = next.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    }
    assert_eq!(found, (0..60).map(|n| format!("{n:02}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_account_is_opened_anew_or_closed_and_all_it_had_ends() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["xitong", "jiaowei"]).await;
    let mut system = house.entered("xitong").await;
    let mut person = house.entered("jiaowei").await;
    let password = house.shown("jiaowei").await.password;
    let here = format!("/accounts/{}", house.shown("jiaowei").await.account.id);
    person.page("/students").await;

    assert!(system.page(&here).await.has("有效"));
    let reopened = system.send(&format!("{here}/reopen"), &[]).await;
    assert_eq!(reopened.status, StatusCode::OK, "{}", reopened.shown());
    let code = codes(&reopened.text)[0].clone();
    assert_eq!(person.get("/students").await.status, StatusCode::FORBIDDEN);
    assert!(system.page(&here).await.has("已收回"), "roles are given again by another");
    let mut guest = house.guest();
    guest.page("/sign-in").await;
    guest.refused("/sign-in", &[("login", "jiaowei"), ("password", &password)]).await;
    // Opened again he is in, but without a role.
    guest.page("/open").await;
    let fields = [("code", code.as_str()), ("password", "Yanqi-hu 88 qiu"), ("again", "Yanqi-hu 88 qiu")];
    let to = guest.goes("/open", &fields).await;
    let enrolling = guest.page(&to).await;
    let key = guantong_secrets::totp::TotpKey::parse(&codes(&enrolling.text)[0]).unwrap();
    guest.send("/sign-in/enrol", &[("code", &house.code_of(&key))]).await;
    assert!(guest.page("/sign-in").await.has("您已登录，但还没有岗位"));
    assert_eq!(guest.get("/students").await.status, StatusCode::FORBIDDEN);

    system.page(&here).await;
    assert_eq!(system.goes(&format!("{here}/disable"), &[]).await, here);
    assert!(system.page(&here).await.has("已停用"));
    guest.cookies.clear();
    guest.page("/sign-in").await;
    let fields = [("login", "jiaowei"), ("password", "Yanqi-hu 88 qiu")];
    assert!(guest.refused("/sign-in", &fields).await.has("账号或密码不对，或账号未启用"));

    // Not one's own, and not where there is none.
    let own = format!("/accounts/{}", house.shown("xitong").await.account.id);
    system.page(&own).await;
    for what in ["reopen", "disable"] {
        assert!(system.refused(&format!("{own}/{what}"), &[]).await.has("不能办理自己的账号"));
    }
    assert_eq!(system.get("/accounts/A-none").await.status, StatusCode::NOT_FOUND);
    let fields = format!("form-token={}", system.token());
    assert_eq!(system.post("/accounts/A-none/disable", FORM, &fields).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_three_administrators_do_not_do_each_others_work() {
    let house = House::over(town(40).await, Profile::Asvs).with(&THREE).await;
    let id = house.shown("xitong").await.account.id;
    let accounts = "/accounts".to_owned();
    for (login, reads, writes) in [
        ("xitong", vec![accounts.as_str(), "/organisations"], vec!["", "/reopen", "/disable"]),
        ("anquan", vec![accounts.as_str(), "/organisations"], vec!["/roles", "/roles/end", "/unlock"]),
        ("shenji", vec!["/trail"], vec![]),
    ] {
        let mut person = house.entered(login).await;
        let landed = person.page(reads[0]).await;
        let every = ["/accounts", "/organisations", "/trail", "/students", "/batches", "/cohorts"];
        for address in every {
            let seen = person.get(address).await;
            assert_eq!(seen.status == StatusCode::OK, reads.contains(&address), "{login} {address}");
            let linked = landed.values("href").contains(&address);
            assert_eq!(linked, reads.contains(&address), "{login}: a link to {address}");
        }
        person.page("/account").await;
        let token = person.token();
        for what in ["", "/reopen", "/disable", "/roles", "/roles/end", "/unlock"] {
            let address = if what.is_empty() { accounts.clone() } else { format!("/accounts/{id}{what}") };
            let seen = person.post(&address, FORM, &format!("form-token={token}")).await;
            let allowed = seen.status != StatusCode::FORBIDDEN;
            assert_eq!(allowed, writes.contains(&what), "{login} {address}: {}", seen.status);
            if what == "/unlock" && allowed {
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_role_is_given_where_it_belongs_and_taken_back_at_once() {
    let house =
        House::over(town(40).await, Profile::Asvs).with(&["jiaowei", "daxue", "xitong", "anquan"]).await;
    let mut security = house.entered("anquan").await;
    let mut person = house.entered("daxue").await;
    let here = format!("/accounts/{}", house.shown("daxue").await.account.id);
    let action = format!("{here}/roles");
    security.page(&here).await;
    let university = "O-university";
    for (organisation, role, from, to, why) in [
        ("", "university", "", "", "请选择单位"),
        (university, "commission", "", "", "没有这个岗位"),
        (university, "school", "明天", "", "“明天”不是日期"),
        (university, "school", "2023-10-02", "2023-10-01", "不能早于"),
    ] {
        let fields = [("organisation", organisation), ("role", role), ("from", from), ("to", to)];
        let wrong = security.refused(&action, &fields).await;
        assert!(wrong.has(why), "{why}: {}", wrong.shown());
    }
    // A role of the families that exclude one another, and one's own.
    let of_office = [("organisation", "O-office"), ("role", "audit"), ("from", ""), ("to", "")];
    assert!(security.refused(&action, &of_office).await.has("类别不同"));
    let own = format!("/accounts/{}", house.shown("anquan").await.account.id);
    security.page(&own).await;
    assert!(security.refused(&format!("{own}/roles"), &of_office).await.has("不能办理自己的账号"));

    security.page(&here).await;
    let later = [("organisation", university), ("role", "school"), ("from", "2023-10-08"), ("to", "")];
    security.goes(&action, &later).await;
    assert!(security.page(&here).await.has("未到或已过"));
    assert!(!person.page("/account").await.has("action=\"/account/role\""), "not before its first day");

    let grant = house.shown("daxue").await.grant.id;
    person.page("/students").await;
    security.page(&here).await;
    assert_eq!(security.goes(&format!("{here}/roles/end"), &[("grant", &grant)]).await, here);
    assert_eq!(person.get("/students").await.status, StatusCode::FORBIDDEN);
    assert!(person.page("/sign-in").await.has("您已登录，但还没有岗位"));
    let twice = format!("form-token={}&grant={grant}", security.token());
    let twice = security.post(&format!("{here}/roles/end"), FORM, &twice).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.has("刚才已有人改动"), "{}", twice.shown());
}

#[tokio::test]
async fn the_last_administrator_of_a_kind_is_neither_closed_nor_opened_anew() {
    let house = House::over(empty().await, Profile::Asvs).with(&THREE).await;
    let mut system = house.entered("xitong").await;
    for login in ["anquan", "shenji"] {
        let here = format!("/accounts/{}", house.shown(login).await.account.id);
        system.page(&here).await;
        for what in ["disable", "reopen"] {
            let wrong = system.refused(&format!("{here}/{what}"), &[]).await;
            assert!(wrong.has(&format!("{login}是这一类管理员的最后一位")), "{}", wrong.shown());
        }
        assert!(system.page(&here).await.has("在用"));
    }
}
