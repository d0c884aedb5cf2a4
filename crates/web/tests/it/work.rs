//! `/work-study`: periods that do not overlap, posts that are not full, hours that the enterprise confirms; and what an
//! enterprise sees of it.
// case: 3.2.4, 4.2.3

use crate::browser::{Browser, Seen};
use crate::house::House;
use crate::lives::{REPEATED, RESUMED, lives};
use crate::plan_forms::post;
use crate::town::Town;
use axum::http::StatusCode;
use guantong_cooperation::{Holder, Kind};
use guantong_model::StudentId;
use guantong_secrets::password::Profile;
use guantong_service::cooperation::Entering;
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::Person;
use guantong_service::work::HoursState;
use jiff::civil::{Date, date};

const SCHOOL: &str = "北京市昌平职业学校";
/// The enterprise that has an account in the house of tests.
const ENTERPRISE: &str = "示例精密制造有限公司";

/// The lives on a day, with an agreement and a post for two; and where the class is.
async fn town(today: Date) -> (Town, String) {
    let town = lives(today).await;
    let student = town.office.storage().student(&StudentId::from(REPEATED)).await.unwrap().unwrap();
    let programme = student.programme.as_str();
    let enter = |kind: Kind, fields: &[(&str, &str)]| Entering {
        kind,
        by: SCHOOL.to_owned(),
        typed: fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
    };
    let days = [("from", "2023-09-01"), ("until", "2028-08-31")];
    let agreement =
        [("enterprise", ENTERPRISE), ("document", "协议 1 号"), ("content", "提供岗位"), days[0], days[1]];
    let (agreement, holder) =
        (enter(Kind::EnterpriseAgreement, &agreement), Holder::Institution(SCHOOL.to_owned()));
    let number = town.office.enter_record(&holder, &agreement, "test").await.unwrap().to_string();
    let at = [
        ("agreement", number.as_str()),
        ("programme", programme),
        ("post-title", "装调学徒"),
        ("places", "2"),
        ("post-work", "装配与调试"),
        ("from", "2023-09-04"),
    ];
    town.office.enter_record(&holder, &enter(Kind::EnterprisePost, &at), "test").await.unwrap();
    let project = [
        ("project", "engineer-college"),
        ("name", "智能网联工程师学院"),
        ("programme", programme),
        ("from", "2023-09-01"),
    ];
    town.office.enter_record(&holder, &enter(Kind::SpecialProject, &project), "test").await.unwrap();
    let class = format!("/work-study/{programme}/2023");
    (town, class)
}

/// What a page hides in a field.
fn hidden(page: &Seen, name: &str) -> String {
    let rest = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1);
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

async fn does(browser: &Browser, address: &str, what: &str, more: &[(&str, &str)]) -> Seen {
    let version = hidden(&browser.page(address).await, "version");
    let pairs = [&[("do", what), ("version", version.as_str())][..], more].concat();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

fn period<'a>(turn: &'a str, from: &'a str, until: &'a str) -> [(&'a str, &'a str); 3] {
    [("turn", turn), ("from", from), ("until", until)]
}

#[tokio::test]
async fn periods_never_overlap_and_nobody_works_at_a_post_too_early() {
    let (town, class) = town(date(2026, 6, 24)).await;
    let browser = Browser::new(town.office.clone());
    let list = browser.page("/work-study").await;
    assert!(list.has(&format!("href=\"{class}\"")) && list.has("没有岗位"), "{}", list.text);
    let page = browser.page(&class).await;
    assert!(
        page.has("还没有安排") && page.has("智能网联工程师学院") && page.has("工程师学院"),
        "{}",
        page.text
    );

    let set = does(&browser, &class, "set", &period("teaching", "2026年3月2日", "2026-04-30")).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
    for (turn, from, until, says) in [
        ("post", "2026-04-30", "2026-05-29", "与已登记的在校教学（2026年3月2日至2026年4月30日）重叠"),
        ("post", "2026-05-29", "2026-05-06", "早于起始日"),
        ("post", "2024-03-04", "2024-03-29", "第 1 学年不能安排岗位实习"),
        ("visit", "2031-03-03", "2031-03-07", "不在这个班的学习年限内"),
        ("visit", "2026-05-06", "五月底", "“五月底”"),
        ("none", "2026-05-06", "2026-05-08", "请选择类别"),
    ] {
        let seen = does(&browser, &class, "set", &period(turn, from, until)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
        assert!(seen.has(says) && seen.has(&format!("value=\"{until}\"")), "{says}: {}", seen.text);
    }
    for (turn, from, until) in [("post", "2026-05-06", "2026-05-29"), ("visit", "2026-06-01", "2026-06-05")] {
        let seen = does(&browser, &class, "set", &period(turn, from, until)).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
    }
    assert!(browser.page(&class).await.has("与上一实习期之间没有教学期"));
    // In two windows: the second saw an older version.
    let old = [("do", "drop"), ("version", "1"), ("block", "3"), ("because", "x")];
    let old: Vec<_> = old.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    assert_eq!(post(&browser, &class, &old).await.status, StatusCode::CONFLICT);
    let none = does(&browser, &class, "drop", &[("block", "3"), ("because", " ")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = does(&browser, &class, "drop", &[("block", "3"), ("because", "改期")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    let page = browser.page(&class).await;
    assert!(page.has("2 段") && !page.has("认识实习</span>"), "{}", page.text);
    page.must_be_well_made(&class);
    let english = Browser::new(town.office.clone()).english().page(&class).await;
    assert!(english.has("work at a post"), "{}", english.text);
    english.must_be_well_made(&class);
}

#[tokio::test]
async fn a_post_has_so_many_places_and_is_held_by_one_at_a_time() {
    let (town, class) = town(date(2026, 6, 24)).await;
    let browser = Browser::new(town.office.clone());
    let post_id = format!("1 {SCHOOL}");
    let place = |students: &[&'static str], on: &'static str| {
        let mut pairs = vec![("post", post_id.as_str()), ("begins-on", on)];
        pairs.extend(students.iter().map(|student| ("student", *student)));
        pairs
    };
    let members =
        town.office.storage().class_members(&class.split('/').nth(2).unwrap().into(), 2023).await.unwrap();
    let there: Vec<&str> =
        members.iter().filter(|one| !one.standing.ended()).map(|one| one.id.as_str()).collect();
    assert!(there.len() > 2 && there.contains(&REPEATED), "{there:?}");
    let three: Vec<&'static str> = ["2023-00001", "2023-00003", "2023-00005", "2023-00006"]
        .into_iter()
        .filter(|id| there.contains(id))
        .collect();
    for (students, on, says) in [
        (&[][..], "2026-05-06", "没有勾选学生"),
        (&three[..], "2026-05-06", "共 2 个岗位，已有 0 人"),
        (&["2023-00002"][..], "2026-05-06", "2023-00002 不在这个班"),
        (&three[..1], "2023-09-03", "才有效"),
        (&three[..1], "2028-09-01", "已经期满"),
    ] {
        let seen = does(&browser, &class, "place", &place(students, on)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{on}");
        assert!(seen.has(says), "{says}: {}", seen.text);
    }
    let seen = does(&browser, &class, "place", &place(&three[..2], "2026-05-06")).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
    let again = does(&browser, &class, "place", &place(&three[..1], "2026-05-06")).await;
    assert!(again.has("新岗位的到岗日期须在其后"), "{}", again.text);
    let page = browser.page(&class).await;
    assert!(page.has("装调学徒") && page.has("在岗 2／2") && page.has("没有岗位"), "{}", page.text);
    let own = browser.page(&format!("/students/{}/work", three[0])).await;
    assert!(own.has("装调学徒") && own.has(ENTERPRISE) && own.has("2026年5月6日起"), "{}", own.text);
    let early = [("leaves", three[0]), ("last-day", "2026-05-01"), ("because", "转学")];
    assert!(does(&browser, &class, "leave", &early).await.has("没有可以离开的岗位"));
    let leaves = [("leaves", three[0]), ("last-day", "2026-05-20"), ("because", "转学")];
    assert_eq!(does(&browser, &class, "leave", &leaves).await.status, StatusCode::SEE_OTHER);
    let own = browser.page(&format!("/students/{}/work", three[0])).await;
    assert!(own.has("2026年5月6日至2026年5月20日"), "{}", own.text);
}

#[tokio::test]
async fn hours_are_filled_in_and_confirmed_by_the_enterprise_alone() {
    let (town, class) = town(date(2026, 6, 24)).await;
    let browser = Browser::new(town.office.clone());
    let post_id = format!("1 {SCHOOL}");
    for (from, until) in [("2026-05-06", "2026-05-29"), ("2026-06-08", "2026-06-26")] {
        does(&browser, &class, "set", &period("post", from, until)).await;
    }
    let place = [("post", post_id.as_str()), ("begins-on", "2026-05-06"), ("student", REPEATED)];
    assert_eq!(does(&browser, &class, "place", &place).await.status, StatusCode::SEE_OTHER);
    let page = browser.page(&class).await;
    let sheet = page.values("href").into_iter().find(|href| href.starts_with(&format!("{class}/1/")));
    let sheet = sheet.unwrap().to_owned();
    let field = format!("hours-{REPEATED}");
    assert!(browser.page(&sheet).await.has("本段 18 个工作日，每人最多 144 小时"));
    for (hours, says) in [("145", "最多 144 小时"), ("八", "不是工时"), ("-1", "不是工时")] {
        let seen = does(&browser, &sheet, "save", &[(&field, hours)]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.has(says) && seen.has(&format!("value=\"{hours}\"")), "{says}: {}", seen.text);
    }
    assert!(does(&browser, &sheet, "send", &[(&field, "")]).await.has("还有 1 名学生没有工时"));
    // The second period is not over.
    let later = sheet.replace("/2023/1/", "/2023/2/");
    assert!(does(&browser, &later, "send", &[(&field, "8")]).await.has("之后再送企业确认"));
    let sent = does(&browser, &sheet, "send", &[(&field, "１３６"), ("by", "教务甲")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let own = format!("/students/{REPEATED}/work");
    let before = browser.page(&own).await;
    assert!(before.has("待企业确认") && !before.has("136 小时"), "what is not confirmed counts nothing");

    // The enterprise sees what was sent to it, and nothing else.
    let house = House::over(town, Profile::Asvs).with(&["qiye", "zhongzhi", "gaozhi", "jiaowei"]).await;
    let mut enterprise = house.entered("qiye").await;
    let home = enterprise.page("/work-study").await;
    assert!(home.has("1 份待确认") && home.has("装调学徒") && home.has(&sheet), "{}", home.shown());
    for nowhere in [class.as_str(), later.as_str(), "/students", own.as_str()] {
        assert!(enterprise.get(nowhere).await.status.is_client_error(), "{nowhere}");
    }
    let page = enterprise.page(&sheet).await;
    assert!(page.has("确认工时") && !page.has("name=\"hours-"), "{}", page.shown());
    let (version, digest) = (hidden(&page, "version"), hidden(&page, "digest"));
    let confirmation = format!("{sheet}/confirmation");
    let stale = [("do", "confirm"), ("version", version.as_str()), ("digest", "0")];
    assert_eq!(enterprise.send(&confirmation, &stale).await.status, StatusCode::CONFLICT);
    let back = [("do", "return"), ("version", version.as_str()), ("because", "少了一天")];
    assert_eq!(enterprise.send(&confirmation, &back).await.status, StatusCode::SEE_OTHER);
    assert!(enterprise.get(&sheet).await.status.is_client_error(), "what was sent back is the school's");
    let mut school = house.entered("zhongzhi").await;
    let todo = school.page("/todo").await;
    assert!(todo.has("1 份待填报") && todo.values("href").contains(&"/work-study"), "{}", todo.shown());
    let page = school.page(&sheet).await;
    assert!(page.has("企业退回：少了一天"), "{}", page.shown());
    let version = hidden(&page, "version");
    let again = [("do", "send"), ("version", version.as_str()), (field.as_str(), "144")];
    assert_eq!(school.send(&sheet, &again).await.status, StatusCode::SEE_OTHER);
    let mut other = house.entered("gaozhi").await;
    assert!(
        other.get(&sheet).await.status.is_client_error() && other.get(&class).await.status.is_client_error()
    );
    let page = enterprise.page(&sheet).await;
    let good =
        [("do", "confirm"), ("version", &hidden(&page, "version")), ("digest", &hidden(&page, "digest"))];
    assert_ne!(digest, hidden(&page, "digest"));
    assert_eq!(enterprise.send(&confirmation, &good).await.status, StatusCode::SEE_OTHER);
    let own = school.page(&own).await;
    assert!(own.has("企业已确认") && own.has("144 小时"), "{}", own.shown());
    let sheets = house.office.storage().hours_sheets(None).await.unwrap();
    assert_eq!(sheets.iter().filter(|sheet| sheet.state == HoursState::Confirmed).count(), 1);
    let mut commission = house.entered("jiaowei").await;
    assert!(commission.page("/work-study").await.has("企业已确认"));
    let verified = house.office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
}

#[tokio::test]
async fn who_is_too_young_has_no_hours_at_a_post() {
    let (town, class) = town(date(2024, 12, 20)).await;
    let browser = Browser::new(town.office.clone());
    does(&browser, &class, "set", &period("post", "2024-10-14", "2024-10-25")).await;
    let post_id = format!("1 {SCHOOL}");
    let place = [("post", post_id.as_str()), ("begins-on", "2024-09-02"), ("student", RESUMED)];
    let placed = does(&browser, &class, "place", &place).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.text);
    let page = browser.page(&class).await;
    let sheet = page.values("href").into_iter().find(|href| href.starts_with(&format!("{class}/1/")));
    let sheet = sheet.unwrap().to_owned();
    let field = format!("hours-{RESUMED}");
    assert!(!browser.page(&sheet).await.has("未到岗位实习年龄"));
    // The same student, born on the day after: fifteen when the period begins.
    let student = town.office.storage().student(&StudentId::from(RESUMED)).await.unwrap().unwrap();
    let person = town.office.storage().person(&student.person).await.unwrap().unwrap();
    born(&town, Person { birth_on: date(2008, 10, 15), ..person.clone() }).await;
    assert!(browser.page(&sheet).await.has("未到岗位实习年龄"));
    let seen = does(&browser, &sheet, "save", &[(&field, "40")]).await;
    assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.has("未满 16 周岁"), "{}", seen.text);
    assert_eq!(does(&browser, &sheet, "save", &[(&field, "0")]).await.status, StatusCode::SEE_OTHER);
    // Back to what the journal committed to.
    born(&town, person).await;
}

/// Puts another day of birth on file.
async fn born(town: &Town, person: Person) {
    let changes = vec![Change::Person(person)];
    town.office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
}
