//! Coming in and going out, as a browser does it: by the code of the first run, by an invitation, by login, password and
//! code; and what is refused at the door.

use crate::house::{FORM, Front, Guest, HERE, House, MINUTE, choice, codes, encoded};
use crate::town::{empty, town};
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_secrets::totp::TotpKey;

/// Words of a page that says that nobody is in.
const SIGN_IN_FIRST: &str = "请先登录";

/// Opens an account with a code, as its person does: a password, an authenticator, the recovery codes noted. Gives the
/// key and where it leads.
async fn opens(house: &House, guest: &mut Guest, code: &str, password: &str) -> (TotpKey, String) {
    guest.page("/open").await;
    let weak = guest.refused("/open", &[("code", code), ("password", "1234"), ("again", "12345")]).await;
    for why in ["密码有 4 个字，至少要 8 个", "这是常见密码", "两次输入的新密码不一样"]
    {
        assert!(weak.has(why), "{why}: {}", weak.shown());
    }
    assert!(weak.has(&format!("value=\"{code}\"")), "the code typed is kept");
    assert!(!weak.has("value=\"1234"), "a password is never sent back");
    assert_eq!(guest.session(), None);

    let to = guest.goes("/open", &[("code", code), ("password", password), ("again", password)]).await;
    assert_eq!(to, "/sign-in/enrol?next=%2F");
    let with_password = guest.session().unwrap().to_owned();
    let enrolling = guest.page(&to).await;
    let key = TotpKey::parse(&codes(&enrolling.text)[0]).expect("a key to be typed");
    assert!(enrolling.has("<svg"), "a picture of it");

    let wrong = guest.refused("/sign-in/enrol", &[("code", "000000")]).await;
    assert!(wrong.has("动态码不对") && codes(&wrong.text) == codes(&enrolling.text), "the key stays");
    let seen = guest.send("/sign-in/enrol", &[("code", &house.code_of(&key))]).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.shown());
    seen.must_be_well_made("/sign-in/enrol");
    assert_eq!(codes(&seen.text).len(), 10, "recovery codes");
    assert_ne!(guest.session(), Some(with_password.as_str()), "another cookie");

    let onward = seen.elements("a").find(|a| a.contains("btn--main")).unwrap();
    let onward = onward.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let landed = guest.get(&onward).await;
    assert_eq!(landed.status, StatusCode::SEE_OTHER);
    (key, landed.header("location").to_owned())
}

/// Whether the cookie of somebody opens nothing any more.
async fn is_nobody(guest: &mut Guest) -> bool {
    let seen = guest.get("/account").await;
    seen.status == StatusCode::FORBIDDEN && seen.has(SIGN_IN_FIRST)
}

#[tokio::test]
async fn from_the_first_run_to_somebody_who_works() {
    let house = House::over(town(40).await, Profile::Asvs);
    let first = house.office.first_run_code().await.unwrap();

    // Three people are named, once.
    let mut guest = house.guest();
    assert!(guest.page("/sign-in").await.has("href=\"/first-run\""));
    guest.page("/first-run").await;
    let mut three = vec![
        ("code", "AAAA-AAAA"),
        ("office", "运行中心"),
        ("system_name", "方伟"),
        ("system_login", "xitong"),
        ("security_name", "江可欣"),
        ("security_login", "xitong"),
        ("audit_name", "白明"),
        ("audit_login", "Shen Ji"),
    ];
    let wrong = guest.refused("/first-run", &three).await;
    assert!(wrong.has("启用码不对") && wrong.has("value=\"方伟\""), "{}", wrong.shown());
    three[0].1 = &first;
    let wrong = guest.refused("/first-run", &three).await;
    for why in ["必须是三个不同的账号", "账号“shen ji”不能用"] {
        assert!(wrong.has(why), "{why}: {}", wrong.shown());
    }
    assert!(wrong.has(&format!("value=\"{first}\"")), "the code typed is kept");
    three[5].1 = "anquan";
    three[7].1 = "shenji";
    let named = guest.send("/first-run", &three).await;
    assert_eq!(named.status, StatusCode::OK, "{}", named.shown());
    named.must_be_well_made("/first-run");
    let invited = codes(&named.text);
    assert_eq!(invited.len(), 3);
    assert_eq!(guest.get("/first-run").await.status, StatusCode::NOT_FOUND);
    let again = guest.post("/first-run", FORM, &format!("code={first}")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(!guest.page("/sign-in").await.has("href=\"/first-run\""));

    // The system administrator lands at accounts, and makes organisations and two people.
    let mut system = house.guest();
    let (_, landed) = opens(&house, &mut system, &invited[0], "Liuhe-qiao 27 deng").await;
    assert_eq!(landed, "/accounts");
    let people = made_by(&mut system).await;
    let mut used = house.guest();
    used.page("/open").await;
    let fields =
        [("code", invited[0].as_str()), ("password", "Yanqi-hu 88 qiu"), ("again", "Yanqi-hu 88 qiu")];
    assert!(used.refused("/open", &fields).await.has("启用码不对、已用过或已过期"), "a code opens once");

    // The security administrator gives them roles, the audit administrator lands at the trail.
    let mut security = house.guest();
    let (_, landed) = opens(&house, &mut security, &invited[1], "Hongluo-si 19 zhu").await;
    assert_eq!(landed, "/accounts");
    for (login, place, role) in
        [("jiaowei", "市教委", "市教委"), ("jiaowei", "教科院", "教科院"), ("jiaowei2", "市教委", "市教委")]
    {
        gives(&mut security, login, place, role).await;
        // One acts at first in the role that was given first.
        house.clock.forward(MINUTE);
    }
    let mut audit = house.guest();
    let (_, landed) = opens(&house, &mut audit, &invited[2], "Baihua-shan 35 cai").await;
    assert_eq!(landed, "/trail");
    assert!(audit.page("/trail").await.has("授予岗位"));

    // The person opens his account and is at work.
    let mut person = house.guest();
    let (key, landed) = opens(&house, &mut person, &people[0], "Yanqi-hu 88 qiu").await;
    assert_eq!(landed, "/");
    let home = person.page("/").await;
    assert!(home.has("郑知行") && home.has("市教委 · 市教委"), "{}", home.shown());
    assert!(person.page("/students").await.has("/students/2023-"));
    let mut colleague = house.guest();
    opens(&house, &mut colleague, &people[1], "Wanshou-lu 41 song").await;

    as_another(&mut person).await;
    lets_stand_in(&mut person, &mut colleague).await;
    signs_in_out(&house, &mut person, &key).await;
}

/// Organisations and people, made by the system administrator; the codes of the people.
async fn made_by(system: &mut Guest) -> Vec<String> {
    system.page("/organisations").await;
    let wrong = system.refused("/organisations", &[("kind", "district"), ("name", " ")]).await;
    assert!(wrong.has("请填写单位名称") && wrong.has("区教委须选择所属区"), "{}", wrong.shown());
    for (kind, name) in [("commission", "市教委"), ("academy", "教科院")] {
        system.page("/organisations").await;
        let to = system.goes("/organisations", &[("kind", kind), ("name", name), ("district", "")]).await;
        assert_eq!(to, "/organisations");
    }
    assert!(system.page("/organisations").await.has(">市教委<"));
    let twice = system.refused("/organisations", &[("kind", "commission"), ("name", "市教委")]).await;
    assert!(twice.has("已有同类同名的单位"));

    let mut made = Vec::new();
    for (login, name) in [("jiaowei", "郑知行"), ("jiaowei2", "许安然")] {
        system.page("/accounts").await;
        let fields = [("login", login), ("name", name), ("family", "business"), ("students", "")];
        let seen = system.send("/accounts", &fields).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.shown());
        seen.must_be_well_made("/accounts");
        made.extend(codes(&seen.text));
    }
    assert_eq!(made.len(), 2);
    made
}

/// A role given by the security administrator, on the page of the account.
async fn gives(security: &mut Guest, login: &str, place: &str, role: &str) {
    let list = security.page(&format!("/accounts?search={login}")).await;
    let row = list.text.split("<tr ").find(|row| row.contains(&format!("<small>{login}</small>"))).unwrap();
    let here = row.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = security.page(&here).await;
    let (place, role) = (choice(&page.text, &format!(">{place}")), role_choice(&page.text, role));
    let action = format!("{here}/roles");
    let to =
        security.goes(&action, &[("organisation", &place), ("role", &role), ("from", ""), ("to", "")]).await;
    assert_eq!(to, here);
    assert!(security.page(&here).await.has("有效"));
}

fn role_choice(html: &str, words: &str) -> String {
    let select = html.split("<select id=\"role\"").nth(1).unwrap().split("</select>").next().unwrap();
    choice(select, &format!(">{words}"))
}

/// The other role, and back: another cookie each time, and only what the role may.
async fn as_another(person: &mut Guest) {
    let before = person.session().unwrap().to_owned();
    let own = person.page("/account").await;
    assert!(own.has("正以此身份办理") && own.text.matches("action=\"/account/role\"").count() == 1);
    assert_eq!(person.goes("/account/role", &[]).await, "/");
    assert_ne!(person.session(), Some(before.as_str()));
    let home = person.page("/").await;
    assert!(home.has("教科院 · 教科院") && !home.has("href=\"/students\""));
    assert_eq!(person.get("/students").await.status, StatusCode::FORBIDDEN);
    person.page("/account").await;
    person.goes("/account/role", &[]).await;
    person.page("/students").await;
}

/// A colleague stands in, in his own name; and no longer once it was taken back.
async fn lets_stand_in(person: &mut Guest, colleague: &mut Guest) {
    person.page("/account").await;
    for (login, to, why) in [
        ("jiaowei2", "", "请填写最后一天"),
        ("xitong", "2023-10-31", "不是本单位在岗的同事"),
        ("jiaowei", "2023-10-31", "不是本单位在岗的同事"),
        ("jiaowei2", "2024-10-31", "委托最长 90 天"),
        ("jiaowei2", "10月底", "“10月底”不是日期"),
    ] {
        let wrong =
            person.refused("/account/delegations", &[("login", login), ("from", ""), ("to", to)]).await;
        assert!(wrong.has(why), "{why}: {}", wrong.shown());
        assert!(wrong.has(&format!("value=\"{login}\"")), "what was typed is kept");
    }
    let fields = [("login", "jiaowei2"), ("from", ""), ("to", "2023-10-31")];
    assert_eq!(person.goes("/account/delegations", &fields).await, "/account");
    assert!(person.page("/account").await.has("许安然"));

    let own = colleague.page("/account").await;
    assert!(own.has(" · 代办") && own.has("2023年10月31日"), "{}", own.shown());
    colleague.goes("/account/role", &[]).await;
    assert!(!colleague.page("/account").await.has("/account/delegations"), "who stands in hands nothing on");

    person.page("/account").await;
    person.goes("/account/delegations/end", &[]).await;
    assert!(!colleague.page("/account").await.has(" · 代办"), "at once, and in his own role again");
}

/// Signs in again with password and code, and out: the cookie is gone, and what it was is nobody.
async fn signs_in_out(house: &House, person: &mut Guest, key: &TotpKey) {
    let mut elsewhere = house.guest();
    elsewhere.page("/sign-in").await;
    let to = elsewhere.goes("/sign-in", &[("login", " JiaoWei "), ("password", "Yanqi-hu 88 qiu")]).await;
    elsewhere.page(&to).await;
    elsewhere.goes("/sign-in/code", &[("code", &house.code_of(key))]).await;
    elsewhere.page("/students").await;

    person.page("/account").await;
    let cookies = person.cookies.clone();
    let out = person.send("/sign-out", &[]).await;
    assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(person.cookies.is_empty(), "{:?}", person.cookies);
    person.cookies = cookies;
    assert!(is_nobody(person).await);
    elsewhere.page("/students").await;
}

#[tokio::test]
async fn item_5_after_five_wrong_passwords_the_right_one_opens_nothing_known_or_unknown() {
    let house = House::over(empty().await, Profile::Asvs).with(&["zhongzhi", "anquan"]).await;
    let right = house.shown("zhongzhi").await.password;
    let mut answers = Vec::new();
    for login in ["zhongzhi", "nobody1"] {
        let mut guest = house.guest();
        guest.page("/sign-in").await;
        let mut of_login = Vec::new();
        for attempt in 1..=6 {
            let password = if attempt == 6 { right.as_str() } else { "Wrong-37 deng" };
            let seen = guest.refused("/sign-in", &[("login", login), ("password", password)]).await;
            let told = if attempt == 6 { "15 分钟内不能再试" } else { "账号或密码不对" };
            assert!(seen.has(told), "{login} {attempt}: {}", seen.shown());
            of_login.push((seen.status, seen.text.replace(login, "LOGIN")));
            assert_eq!(guest.session(), None);
        }
        answers.push(of_login);
    }
    assert_eq!(answers[0], answers[1], "nothing tells whether there is such an account");

    // The security administrator lets him in before the time is over.
    let mut security = house.entered("anquan").await;
    let id = house.shown("zhongzhi").await.account.id;
    security.page(&format!("/accounts/{id}")).await;
    security.goes(&format!("/accounts/{id}/unlock"), &[]).await;
    assert_eq!(house.guest().signs_in(&house, "zhongzhi").await, "/");
    // And who is unknown is closed out no longer than a quarter of an hour.
    house.clock.forward(15 * MINUTE);
    let mut guest = house.guest();
    guest.page("/sign-in").await;
    let seen = guest.refused("/sign-in", &[("login", "nobody1"), ("password", "Wrong-37 deng")]).await;
    assert!(seen.has("账号或密码不对"), "{}", seen.shown());
}

#[tokio::test]
async fn five_wrong_codes_close_the_second_factor() {
    let house = House::over(empty().await, Profile::Asvs).with(&["zhongzhi"]).await;
    let shown = house.shown("zhongzhi").await;
    let mut guest = house.guest();
    guest.page("/sign-in").await;
    let to = guest.goes("/sign-in", &[("login", "zhongzhi"), ("password", &shown.password)]).await;
    assert_eq!(
        guest.get("/students").await.status,
        StatusCode::FORBIDDEN,
        "the password alone opens nothing"
    );
    guest.page(&to).await;
    for _ in 0..5 {
        let seen = guest.refused("/sign-in/code", &[("code", "123123")]).await;
        assert!(seen.has("动态码不对"), "{}", seen.shown());
    }
    let code = house.code("zhongzhi").await;
    assert!(guest.refused("/sign-in/code", &[("code", &code)]).await.has("15 分钟内不能再试"));
    house.clock.forward(16 * MINUTE);
    let code = house.code("zhongzhi").await;
    guest.goes("/sign-in/code", &[("code", &code)]).await;
    guest.page("/account").await;
}

#[tokio::test]
async fn item_7_every_step_gives_another_cookie_and_ends_the_one_before() {
    let house = House::over(empty().await, Profile::Asvs).with(&["daxue"]).await;
    // A second role at the same place.
    let machine = house.office.organisations().await.unwrap();
    let new = guantong_service::account::NewGrant {
        role: "school".to_owned(),
        organisation: machine[0].id.clone(),
        ..Default::default()
    };
    house.office.give_role(&house.shown("daxue").await.account.id, &new).await.unwrap();

    let mut guest = house.guest();
    let shown = house.shown("daxue").await;
    let mut cookies = vec![guest.cookies.clone()];
    guest.page("/sign-in").await;
    assert_eq!(guest.session(), None, "whoever only looks gets no cookie");
    let to = guest.goes("/sign-in", &[("login", "daxue"), ("password", &shown.password)]).await;
    cookies.push(guest.cookies.clone());
    guest.page(&to).await;
    let code = house.code("daxue").await;
    guest.goes("/sign-in/code", &[("code", &code)]).await;
    cookies.push(guest.cookies.clone());
    guest.steps_up(&house, "daxue", "核对名单", "/account").await;
    cookies.push(guest.cookies.clone());
    guest.page("/account").await;
    guest.goes("/account/role", &[]).await;
    cookies.push(guest.cookies.clone());
    guest.page("/account").await;

    let now = cookies.pop().unwrap();
    for (step, old) in cookies.into_iter().enumerate() {
        assert_ne!(old, now);
        guest.cookies = old;
        assert!(is_nobody(&mut guest).await, "step {step}");
        assert_eq!(guest.get("/sign-in/code").await.status, StatusCode::NOT_FOUND, "step {step}");
    }
    guest.cookies = now;
    guest.page("/account").await;
    // Whoever signs in anew in the same browser leaves no session behind.
    let before = guest.cookies.clone();
    guest.page("/account").await;
    let fields = format!("form-token={}&login=daxue&password={}", guest.token(), shown.password);
    let seen = guest.post("/sign-in", FORM, &fields).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    guest.cookies = before;
    assert!(is_nobody(&mut guest).await);
}

#[tokio::test]
async fn item_8_after_half_an_hour_unused_one_signs_in_and_comes_back_to_where_one_was() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["jiaowei", "xitong"]).await;
    let mut person = house.entered("jiaowei").await;
    house.clock.forward(29 * MINUTE);
    let where_one_was = "/students?search=沈&standing=studying".replace('沈', "%E6%B2%88");
    person.page(&where_one_was).await;
    house.clock.forward(31 * MINUTE);
    let over = person.get(&where_one_was).await;
    assert_eq!(over.status, StatusCode::FORBIDDEN);
    over.must_be_well_made(&where_one_was);
    assert!(over.has(SIGN_IN_FIRST) && !over.has("/students/2023-"), "{}", over.shown());
    let link = format!("/sign-in?next={}", encoded(&where_one_was));
    assert!(over.values("href").contains(&link.as_str()), "{:?}", over.values("href"));

    // Through both steps back to the list.
    person.page(&link).await;
    let password = house.shown("jiaowei").await.password;
    let to = person.goes("/sign-in", &[("login", "jiaowei"), ("password", &password)]).await;
    person.page(&to).await;
    let code = house.code("jiaowei").await;
    let to = person.goes("/sign-in/code", &[("code", &code)]).await;
    let back = person.get(&to).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, where_one_was.as_str()));
    assert!(person.page(&where_one_was).await.has("/students/2023-"));

    // What was typed into a form in the meantime is not taken, and not lost without a word.
    let mut system = house.entered("xitong").await;
    let form = system.page("/organisations").await.text;
    house.clock.forward(31 * MINUTE);
    let seen = system.send("/organisations", &[("kind", "academy"), ("name", "教科院")]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(seen.has(SIGN_IN_FIRST) && seen.has("30 分钟"), "{}", seen.shown());
    assert!(seen.values("href").contains(&"/sign-in?next=%2Forganisations"), "{:?}", seen.values("href"));
    assert_eq!(house.office.organisations().await.unwrap().len(), 2);
    // Who is in again meanwhile, in another window, is told that the form is of before.
    let mut again = house.entered("xitong").await;
    again.html.clone_from(&form);
    let seen = again.send("/organisations", &[("kind", "academy"), ("name", "教科院")]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(seen.has("什么也没有改动"), "{}", seen.shown());
    assert_eq!(house.office.organisations().await.unwrap().len(), 2);
    // After eight hours it is over, however busy one was.
    for _ in 0..24 {
        again.page("/organisations").await;
        house.clock.forward(20 * MINUTE);
    }
    again.page("/organisations").await;
    house.clock.forward(MINUTE);
    assert!(is_nobody(&mut again).await);
}

#[tokio::test]
async fn item_11_the_cookie_is_for_the_server_alone_and_no_open_line() {
    let house = House::over(empty().await, Profile::Asvs).with(&["xuesheng"]).await;
    let password = house.shown("xuesheng").await.password;
    let beyond = Front { local: false, secure: true, ..HERE };
    for (front, begins, has, has_not) in [
        (beyond, "__Host-guantong=", "Path=/; Secure; HttpOnly; SameSite=Lax", "Domain"),
        (HERE, "guantong-local=", "Path=/; HttpOnly; SameSite=Lax", "Secure"),
    ] {
        let mut guest = house.guest_at(front);
        guest.page("/sign-in").await;
        let seen = guest.send("/sign-in", &[("login", "xuesheng"), ("password", &password)]).await;
        let cookie = seen.header("set-cookie");
        assert!(cookie.starts_with(begins) && cookie.contains(has), "{cookie}");
        assert!(!cookie.contains(has_not) && !cookie.contains("Max-Age"), "{cookie}");
        assert!(guest.session().unwrap().len() >= 32, "{cookie}");
        guest.page("/account").await;
    }
    // Beyond this machine nobody signs in over a line that anybody can read.
    let mut open_line = house.guest_at(Front { local: false, secure: false, ..HERE });
    let fields = format!("login=xuesheng&password={password}");
    for (address, fields) in [
        ("/sign-in", fields.as_str()),
        ("/open", "code=AAAA&password=Yanqi-hu+88&again=Yanqi-hu+88"),
        ("/first-run", "code=AAAA"),
    ] {
        let seen = open_line.post(address, FORM, fields).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(seen.has("这条线路没有加密"), "{address}: {}", seen.shown());
        assert_eq!(open_line.session(), None);
    }
}

#[tokio::test]
async fn a_student_comes_in_by_the_password_alone_and_lands_at_the_own_record() {
    let house = House::over(crate::lives::lives(jiff::civil::date(2027, 11, 22)).await, Profile::Asvs);
    let house = house.with(&["xuesheng"]).await;
    let mut guest = house.guest().english();
    let record = format!("/students/{}", crate::lives::RESUMED);
    assert_eq!(guest.signs_in(&house, "xuesheng").await, record);
    let seen = guest.page(&record).await;
    assert!(seen.has(&format!("{record}/looks")));
    assert_eq!(guest.get("/students").await.status, StatusCode::FORBIDDEN);
    assert_eq!(guest.get(&format!("/students/{}", crate::lives::FRESH)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn item_35_a_fault_at_the_door_shows_a_number_and_no_cause() {
    let city = town(40).await;
    let store = city.store.clone();
    let house = House::over(city, Profile::Asvs).with(&["jiaowei"]).await;
    let mut person = house.entered("jiaowei").await;
    person.page("/account").await;
    store.close().await;
    let mut stranger = house.guest();
    for (known, address) in [(true, "/account"), (true, "/editions/beijing-2023"), (false, "/sign-in")] {
        let guest = if known { &mut person } else { &mut stranger };
        let seen = guest.get(address).await;
        assert_eq!(seen.status, StatusCode::INTERNAL_SERVER_ERROR, "{address}");
        seen.must_be_well_made(address);
        let (number, what) = house.reports.lock().unwrap().last().unwrap().clone();
        assert!(seen.has(&number), "{address}: {number}");
        assert!(what.starts_with(&format!("{} ", address.replace("beijing-2023", "{edition}"))), "{what}");
        for inside in ["sqlite", "pool", "database", "find out", "郑知行"] {
            assert!(!seen.text.to_lowercase().contains(inside), "{address}: {inside}");
        }
    }
}

#[tokio::test]
async fn the_accounts_of_a_demonstration_are_there_in_a_demonstration_only() {
    let house = House::over(town(40).await, Profile::Asvs).with(&["jiaowei", "xitong"]).await;
    let mut real = house.guest();
    assert_eq!(real.get("/demo/accounts").await.status, StatusCode::NOT_FOUND);
    let seen = real.post("/demo/accounts", FORM, "login=jiaowei").await;
    assert_eq!((seen.status, real.session()), (StatusCode::NOT_FOUND, None));
    assert!(!real.page("/").await.has("/demo/accounts"));
    let password = house.shown("jiaowei").await.password;

    let mut guest = house.guest_at(Front { demo: true, ..HERE });
    assert!(guest.page("/").await.has("href=\"/demo/accounts\""));
    let list = guest.page("/demo/accounts").await;
    assert!(codes(&list.text).contains(&password) && codes(&list.text).contains(&"xitong".to_owned()));
    assert_eq!(guest.goes("/demo/accounts", &[("login", "jiaowei")]).await, "/");
    guest.page("/students").await;
    let before = guest.cookies.clone();
    assert!(guest.page("/demo/accounts").await.has("就是您"));
    assert_eq!(guest.goes("/demo/accounts", &[("login", "xitong")]).await, "/accounts");
    let seen = guest.send("/demo/accounts", &[("login", "nobody1")]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "the form of before");
    guest.page("/demo/accounts").await;
    let mut left = house.guest();
    left.cookies = before;
    assert!(is_nobody(&mut left).await, "one is one person at a time");
    assert_eq!(guest.goes("/sign-out", &[]).await, "/demo/accounts");
}
