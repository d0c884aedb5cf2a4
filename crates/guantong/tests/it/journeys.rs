//! A person's ways through the pages in a real browser, without JavaScript: what is read on one page holds on the
//! next.

use crate::browser::Browser;
use crate::commands::{run_in, said};
use crate::people::{Person, become_one, first_people, leave};
use crate::screens::to_try;
use crate::server::Server;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// What has something else to say as long as there is no plan, no round and no student.
const EMPTY: [&str; 9] = [
    "/plans",
    "/rounds",
    "/students",
    "/cohorts",
    "/registrations",
    "/continuity",
    "/progression",
    "/batches",
    "/take-over",
];

/// The numbers of a page's first row of figures, without their separators.
fn figures(browser: &Browser) -> Vec<i64> {
    let texts = browser.run(
        "return [...document.querySelectorAll('.stats .stat dd:first-of-type')].map(e => e.textContent)",
    );
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    texts.as_array().unwrap().iter().map(|text| digits(text.as_str().unwrap()).parse().unwrap()).collect()
}

#[test]
fn from_the_plan_of_a_city_to_one_students_reasons() {
    let city =
        Server::start(&["demo", "--from", "2023", "--data", "city", "--address", "127.0.0.1:0"]).unwrap();
    let browser = Browser::reader();
    // Whoever is not signed in sees what is published, and no person.
    browser.goto(&city.url("/language/zh-CN?back=/students"));
    assert!(browser.text("h1").contains("请先登录"), "{}", browser.text("main"));
    become_one(&browser, &city, "jiaowei");
    browser.goto(&city.url("/"));
    let home = figures(&browser);
    assert_eq!(home[0], 2810, "places planned");
    let (admitted, registered, awaited) = (home[1], home[2], home[3]);
    assert!(admitted > 2_500 && registered <= admitted, "{home:?}");

    // The rounds agree with the overview.
    browser.goto(&city.url("/rounds/2023/early"));
    let early = figures(&browser);
    browser.goto(&city.url("/rounds/2023/unified"));
    let unified = figures(&browser);
    assert_eq!(early[0], 2810);
    assert_eq!(unified[0], early[3], "what the first round leaves goes into the second");
    assert_eq!(early[1] + unified[1], admitted);

    // The records agree with both.
    let found = |filter: &str| {
        browser.goto(&city.url(&format!("/students{filter}")));
        let text = browser.text("main h2");
        text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<i64>().unwrap()
    };
    assert_eq!(found(""), admitted);
    assert_eq!(found("?standing=studying"), registered);
    let absent = found("?standing=not-enrolled");
    assert_eq!(registered + absent + awaited, admitted);

    // Any candidate can be asked why, in two clicks from the round.
    browser.goto(&city.url("/rounds/2023/early/candidates?outcome=not-admitted"));
    browser.follow("main table tbody a");
    assert!(browser.text("main").contains("未录取"), "{}", browser.text("main"));
    browser.goto(&city.url("/rounds/2023/early/candidates?outcome=admitted"));
    browser.follow("main table tbody a");
    assert!(browser.text(".choices .is-hit").contains("录取"));
    // From the reason for the admission to the record it opened, and the clause behind its first decision.
    browser.follow("a[href^='/students/2023-']");
    let record = browser.text("main");
    assert!(record.contains("录取") && record.contains("学籍"), "{record}");
    assert!(
        !browser.title().chars().any(|c| c.is_ascii_digit()),
        "a title names nobody: {}",
        browser.title()
    );
    browser.click(".timeline details.clause summary");
    assert!(browser.text(".timeline details.clause[open] blockquote").contains("京教职成"));

    // The same in English, and back where one was.
    browser.goto(&city.url("/students?standing=studying"));
    browser.follow("a[lang=en]");
    assert!(browser.address().ends_with("/students?standing=studying"), "{}", browser.address());
    assert!(browser.text("h1").contains("Student"), "{}", browser.text("h1"));
}

#[test]
fn a_plan_is_imported_answered_and_set_on_the_page() {
    let folder = crate::scratch::Scratch::new("office");
    let office = folder.path().join("office").display().to_string();
    let (code, made, _) = said(&run_in(folder.path(), "zh-CN", &["init", "--data", &office]));
    assert_eq!(code, 0, "{made}");
    let first = made.lines().find(|line| line.contains("首次启用码")).and_then(|line| line.rsplit_once('：'));
    let first = first.expect("the code of the first run").1.trim();
    let server = Server::start(&["serve", "--data", &office, "--address", "127.0.0.1:0"]).unwrap();
    let browser = Browser::reader();
    let (_, second) = first_people(&browser, &server, first);
    // An office with nothing in it yet says what will be where.
    for path in EMPTY {
        browser.goto(&server.url(path));
        assert!(!browser.text("h1").is_empty(), "{path}");
    }
    browser.goto(&server.url("/"));
    browser.follow("main a[href='/plans/import']");
    browser.fill("#year", "2023");
    let annex = std::fs::canonicalize(format!("{ROOT}/editions/beijing-2023/annex-2023.xlsx")).unwrap();
    browser.type_into("#file", &annex.display().to_string());
    browser.follow("main form .btn--main");
    assert!(browser.address().ends_with("/plans/2023/import"), "{}", browser.text("main"));

    // The three figures with their sums, and the four partners that the print does not give.
    let sums = browser.text("#inferred");
    for figure in ["420", "60", "270", "50", "210", "30"] {
        assert!(sums.contains(figure), "{figure} in {sums}");
    }
    let partners = browser.run("return document.querySelectorAll('#partners tbody tr').length");
    assert_eq!(partners, 4);
    assert_eq!(browser.run("return document.querySelector('#gate button').disabled"), true);

    // Everything ticked and filled as a person would, then saved: the gate opens.
    browser.run(
        "document.querySelectorAll('#answers input[type=checkbox]').forEach(e => e.checked = true);\
         document.querySelectorAll('#answers input[type=radio][value=yes]').forEach(e => e.checked = true);\
         document.querySelectorAll('#answers select[name^=\"confirm:\"]').forEach(e => e.value = 'yes');\
         document.querySelectorAll('#answers input[name^=\"value:\"]').forEach(e => e.value = '北京联合大学');\
         document.querySelectorAll('#answers input[name^=\"because:\"]').forEach(e => e.value = '学校来函');",
    );
    browser.follow("#inferred button[value=save]");
    // Whoever drafted it does not set it: that is for another.
    let set = "return document.querySelector('#gate button').disabled";
    assert_eq!(browser.run(set), true, "{}", browser.text("main"));
    assert!(browser.text("#gate").contains("另一位"), "{}", browser.text("#gate"));
    leave(&browser);
    let setter = Person::opens(&browser, &server, "Baifu-quan 63 xia", &second);
    browser.goto(&server.url("/plans/2023/import"));
    assert_eq!(browser.run(set), false, "{}", browser.text("main"));
    // Setting a plan is grave: the second factor again, and what for; what was answered is kept meanwhile.
    browser.follow("#gate button");
    assert!(browser.text("h1").contains("须再次验证"), "{}", browser.text("main"));
    browser.follow("main .ways a.strong");
    setter.steps_up(&browser, "下达 2023 年招生计划");
    assert!(browser.address().contains("/plans/2023/import"), "{}", browser.address());
    browser.follow("#gate button");
    assert!(browser.address().contains("/plans/2023"), "{}", browser.address());
    browser.goto(&server.url("/plans/2023"));
    assert_eq!(figures(&browser)[0], 2810);
}

#[test]
fn a_family_finds_its_result_on_a_telephone() {
    let city =
        &["demo", "--from", "2023", "--candidates", "200", "--data", "city", "--address", "127.0.0.1:0"];
    let city = Server::start(city).unwrap();
    let browser = Browser::reader();
    browser.set_size(360, 800);
    browser.goto(&city.url("/language/zh-CN?back=/"));
    assert!(browser.text("h1").contains("您要找什么"), "{}", browser.text("main"));
    // What it is, and where one may apply with which score.
    browser.follow("main a[href='/about']");
    browser.click("#certificates details.clause summary");
    assert!(browser.text("#certificates details.clause[open] blockquote").contains("京教职成"));
    browser.goto(&city.url("/"));
    browser.follow("main a[href='/search']");
    browser.fill("#score", "531");
    browser.follow("main form .btn--main");
    assert!(browser.address().contains("score=531"), "{}", browser.address());
    assert!(browser.text("main").contains("不预测录取机会"), "{}", browser.text("main"));
    // The result, after one slip; it stands in no address and no title.
    browser.goto(&city.url("/"));
    browser.follow("main a[href='/results']");
    let (no, digits) = to_try(&browser);
    browser.fill("#no", &no);
    browser.fill("#digits", "000000");
    browser.follow("main form .btn--main");
    assert!(browser.text(".errors").contains("没有查到"), "{}", browser.text("main"));
    browser.fill("#digits", &digits);
    browser.follow("main form .btn--main");
    let result = browser.text("main");
    assert!(result.contains("为什么录到这里") && result.contains("核对一致"), "{result}");
    assert!(!browser.address().contains(&no) && !browser.title().contains(&no));
}
