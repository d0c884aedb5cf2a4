//! One's own account: stepping up, keys for programs, sessions, the password.

use crate::house::{DAY, FORM, Guest, House, MINUTE, codes};
use crate::lives::{RESUMED, lives};
use crate::town::{empty, town};
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use jiff::civil::date;

#[tokio::test]
async fn item_10_a_list_is_taken_away_only_after_the_second_factor_again_and_for_five_minutes() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["jiaowei"]).await;
    let mut person = house.entered("jiaowei").await;
    let asks = async |person: &mut Guest| {
        let seen = person.get("/students.csv").await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        seen.must_be_well_made("/students.csv");
        assert!(seen.has("须再次验证") && !seen.has("2023-00001"), "{}", seen.shown());
        let link = "/account/step-up?next=%2Fstudents.csv";
        assert!(seen.values("href").contains(&link), "{:?}", seen.values("href"));
        link
    };
    let link = asks(&mut person).await;

    person.page(link).await;
    let code = house.code("jiaowei").await;
    let wrong = person.refused("/account/step-up", &[("code", &code), ("purpose", " ")]).await;
    assert!(wrong.has("用途须为 2 到 200 个字"), "{}", wrong.shown());
    let wrong = person.refused("/account/step-up", &[("code", "123123"), ("purpose", "报送名单")]).await;
    assert!(wrong.has("动态码不对") && wrong.has("value=\"报送名单\""), "{}", wrong.shown());
    // Where nothing was opened by it the code is still good.
    let to = person.goes("/account/step-up", &[("code", &code), ("purpose", "报送名单")]).await;
    assert_eq!(to, "/students.csv", "it leads back");
    let file = person.get(&to).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(file.has("2023-00001"));
    assert_eq!(file.header("cache-control"), "no-store");

    person.page("/account/step-up").await;
    let again = person.refused("/account/step-up", &[("code", &code), ("purpose", "报送名单")]).await;
    assert!(again.has("已用过"), "a code opens once");
    house.clock.forward(4 * MINUTE);
    assert_eq!(person.get("/students.csv").await.status, StatusCode::OK);
    house.clock.forward(2 * MINUTE);
    asks(&mut person).await;
    // It never leads out of the house.
    person.page("/account/step-up?next=%2F%2Fevil.example").await;
    let code = house.code("jiaowei").await;
    assert_eq!(person.goes("/account/step-up", &[("code", &code), ("purpose", "报送名单")]).await, "/");
}

/// A key for a program, made by somebody who stepped up.
async fn key(person: &mut Guest, name: &str, writes: bool) -> String {
    person.page("/account").await;
    let mut fields = vec![("name", name), ("days", "30")];
    if writes {
        fields.push(("writes", "on"));
    }
    let made = person.send("/account/keys", &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.shown());
    made.must_be_well_made("/account/keys");
    assert_eq!(made.header("cache-control"), "no-store");
    let key = codes(&made.text)[0].clone();
    assert!(made.has(&format!("Authorization: Bearer {key}")) && made.has("只显示这一次"));
    key
}

#[tokio::test]
async fn a_program_comes_in_by_its_key_and_does_no_more_than_it_may() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["jiaowei", "zhuanjia"]).await;
    let mut person = house.entered("jiaowei").await;
    person.page("/account").await;
    let first = person.send("/account/keys", &[("name", "数据交换"), ("days", "30")]).await;
    assert_eq!(first.status, StatusCode::FORBIDDEN);
    let link = "/account/step-up?next=%2Faccount";
    assert!(first.values("href").contains(&link), "{:?}", first.values("href"));
    assert_eq!(person.steps_up(&house, "jiaowei", "新建令牌", "/account").await, "/account");
    person.page("/account").await;
    let wrong = person.refused("/account/keys", &[("name", " "), ("days", "400")]).await;
    assert!(wrong.has("请填写用途") && wrong.has("有效天数须在 1 到 365 之间"), "{}", wrong.shown());

    let reads = key(&mut person, "数据交换", false).await;
    let writes = key(&mut person, "夜间同步", true).await;
    let own = person.page("/account").await;
    assert!(own.has("数据交换") && own.has("只读") && own.has("可办理") && own.has("未用过"));
    assert!(!own.has(&reads) && !own.has(&writes), "shown once");

    let mut program = house.guest();
    program.key = Some(reads);
    assert!(program.get("/students").await.has("/students/2023-"));
    assert!(program.get("/students.csv").await.has("2023-00001"));
    for address in ["/plans/import", "/account/keys", "/account/password", "/batches"] {
        let seen = program.post(address, FORM, "name=x&days=1").await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(program.session(), None, "a program gets no cookie");
    program.key = Some(writes);
    assert!(program.get("/students").await.has("/students/2023-"));
    let seen = program.post("/plans/import", FORM, "year=2023").await;
    assert_ne!(seen.status, StatusCode::FORBIDDEN, "{}", seen.shown());
    assert_eq!(
        program.get("/account").await.status,
        StatusCode::NOT_FOUND,
        "a program has no page of its own"
    );

    // Taken back, it opens nothing more; the other does.
    person.page("/account").await;
    let row = person.html.split("<tr ").find(|row| row.contains(">夜间同步<")).unwrap().to_owned();
    let id = row.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(person.goes("/account/keys/end", &[("key", id)]).await, "/account");
    assert!(!person.page("/account").await.has("夜间同步"));
    let seen = program.get("/students").await;
    assert!(seen.status == StatusCode::FORBIDDEN && seen.has("请先登录"));
    program.key = Some("guantong-none".to_owned());
    assert_eq!(program.get("/students").await.status, StatusCode::FORBIDDEN);

    // Roles that only read what is published have no keys.
    let mut expert = house.entered("zhuanjia").await;
    assert!(!expert.page("/account").await.has("/account/keys"));
    let fields = format!("form-token={}&name=x&days=1", expert.token());
    assert_eq!(expert.post("/account/keys", FORM, &fields).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_and_a_new_password_ends_all_others() {
    let house = House::over(empty().await, Profile::Asvs).with(&["zhongzhi", "daxue"]).await;
    let mut here = house.entered("zhongzhi").await;
    let mut others = [house.entered("zhongzhi").await, house.entered("zhongzhi").await];
    let own = here.page("/account").await;
    assert_eq!(own.text.matches("Chrome · Windows").count(), 3);
    assert_eq!(own.text.matches("就是这里").count(), 1);
    assert!(own.has("127.0.0.1") && own.has("结束其他全部"));

    // One of them by its button; another's session cannot be ended.
    let mut stranger = house.entered("daxue").await;
    let row = own.text.split("name=\"session\" value=\"").nth(1).unwrap();
    let ended = row.split('"').next().unwrap().to_owned();
    stranger.page("/account").await;
    let fields = format!("form-token={}&session={ended}", stranger.token());
    stranger.post("/account/sessions", FORM, &fields).await;
    assert_eq!(here.page("/account").await.text.matches("Chrome · Windows").count(), 3);
    assert_eq!(here.goes("/account/sessions", &[("session", &ended)]).await, "/account");
    assert_eq!(here.page("/account").await.text.matches("Chrome · Windows").count(), 2);
    let mut left = 0;
    for other in &mut others {
        left += usize::from(other.get("/account").await.status == StatusCode::OK);
    }
    assert_eq!(left, 1);

    // The password: every mistake is said, none is sent back.
    let old = house.shown("zhongzhi").await.password;
    here.page("/account/password").await;
    let good = "Yanqi-hu 88 qiu";
    for (typed, new, again, why) in [
        ("Wrong-37 deng", good, good, "现在的密码不对"),
        (old.as_str(), old.as_str(), old.as_str(), "新密码与现在的相同"),
        (old.as_str(), good, "Yanqi-hu 88", "两次输入的新密码不一样"),
        (old.as_str(), "zhongzhi 2023", "zhongzhi 2023", "密码里有“zhongzhi”"),
    ] {
        let wrong =
            here.refused("/account/password", &[("old", typed), ("password", new), ("again", again)]).await;
        assert!(wrong.has(why), "{why}: {}", wrong.shown());
        assert!(!wrong.has(new), "what was typed is not sent back");
    }
    let fields = [("old", old.as_str()), ("password", good), ("again", good)];
    assert_eq!(here.goes("/account/password", &fields).await, "/account");
    assert!(!here.page("/account").await.has("结束其他全部"), "this one is left");
    for other in &mut others {
        assert_eq!(other.get("/account").await.status, StatusCode::FORBIDDEN);
    }
    let mut anew = house.guest();
    anew.page("/sign-in").await;
    anew.refused("/sign-in", &[("login", "zhongzhi"), ("password", &old)]).await;
    assert!(
        anew.goes("/sign-in", &[("login", "zhongzhi"), ("password", good)])
            .await
            .starts_with("/sign-in/code")
    );
}

#[tokio::test]
async fn an_old_password_is_changed_before_anything_else_where_the_rules_ask_for_it() {
    let house = House::over(town(40).await, Profile::Mlps3).with(&["jiaowei"]).await;
    let old = house.shown("jiaowei").await.password;
    let mut person = house.entered("jiaowei").await;
    assert!(person.page("/account").await.has("90 天后须更换"));
    house.clock.forward(91 * DAY);
    let mut person = house.guest();
    person.page("/sign-in").await;
    let to = person.goes("/sign-in", &[("login", "jiaowei"), ("password", &old)]).await;
    person.page(&to).await;
    let code = house.code("jiaowei").await;
    let mut to = person.goes("/sign-in/code", &[("code", &code)]).await;
    for address in
        ["/", "/students", "/account", "/students.csv", "/plans/2023", "/nowhere", "/demo/accounts"]
    {
        let seen = person.get(address).await;
        assert_eq!(
            (seen.status, seen.header("location")),
            (StatusCode::SEE_OTHER, "/account/password"),
            "{address}"
        );
        to = seen.header("location").to_owned();
    }
    let seen = person.post("/batches", FORM, "").await;
    assert_eq!(seen.header("location"), "/account/password");
    assert_eq!(person.get("/health").await.status, StatusCode::OK);

    let page = person.page(&to).await;
    assert!(page.has("密码已用满 90 天"), "{}", page.shown());
    let wrong = [("old", old.as_str()), ("password", "yanqihuqiutian"), ("again", "yanqihuqiutian")];
    assert!(person.refused("/account/password", &wrong).await.has("至少三种"));
    assert_eq!(person.get("/students").await.header("location"), "/account/password");
    person.page("/account/password").await;
    let good = [("old", old.as_str()), ("password", "Yanqi-hu 88 qiu"), ("again", "Yanqi-hu 88 qiu")];
    assert_eq!(person.goes("/account/password", &good).await, "/account");
    assert!(person.page("/account").await.has("90 天后须更换"));
    person.page("/students").await;
    // One of the last five does not come again.
    let (second, third) = ("Yanqi-hu 88 qiu", "Wanshou-lu 41 song");
    person.page("/account/password").await;
    person.goes("/account/password", &[("old", second), ("password", third), ("again", third)]).await;
    person.page("/account/password").await;
    let back = [("old", third), ("password", second), ("again", second)];
    assert!(person.refused("/account/password", &back).await.has("这个密码最近用过"));
}

#[tokio::test]
async fn item_33_what_is_of_persons_is_kept_nowhere() {
    let house = House::over(lives(date(2027, 11, 22)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "xitong", "shenji"]).await;
    let record = format!("/students/{RESUMED}");
    for (login, addresses) in [
        ("jiaowei", vec!["/account", "/account/password", "/students", "/students.csv", &record, "/nowhere"]),
        ("xitong", vec!["/accounts", "/organisations"]),
        ("shenji", vec!["/trail", "/trail.csv", "/trail?prove=1"]),
    ] {
        let mut person = house.entered(login).await;
        person.steps_up(&house, login, "核对名单", "/").await;
        for address in addresses {
            let seen = person.get(address).await;
            assert_eq!(seen.status == StatusCode::OK, address != "/nowhere", "{address}: {}", seen.status);
            assert_eq!(seen.header("cache-control"), "no-store", "{address}");
        }
    }
    for address in ["/sign-in", "/open"] {
        assert_eq!(house.guest().get(address).await.header("cache-control"), "no-store", "{address}");
    }
}

#[tokio::test]
async fn a_role_that_was_lent_ends_with_its_last_day_and_ones_own_is_there_again() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["jiaowei", "jiaowei2"]).await;
    let mut person = house.entered("jiaowei").await;
    let mut colleague = house.entered("jiaowei2").await;
    person.page("/account").await;
    person.goes("/account/delegations", &[("login", "jiaowei2"), ("from", ""), ("to", "2023-09-28")]).await;
    colleague.page("/account").await;
    colleague.goes("/account/role", &[]).await;
    colleague.page("/students").await;
    // Busy until midnight.
    while house.office.clock().today() == date(2023, 9, 28) {
        assert_eq!(colleague.get("/students").await.status, StatusCode::OK);
        house.clock.forward(20 * MINUTE);
    }
    // The role is over, and the person goes on in his own.
    assert!(!colleague.page("/account").await.has(" · 代办"));
    let mut anew = house.entered("jiaowei2").await;
    assert!(!anew.page("/account").await.has(" · 代办"));
    anew.page("/students").await;
}
