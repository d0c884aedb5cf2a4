//! Every address that gives a page, opened by somebody it is for, without JavaScript: at a desk and on a telephone, in
//! both languages. What only a longer way leads to is read by the journeys.

use crate::browser::Browser;
use crate::commands::{run_in, said};
use crate::people::become_one;
use crate::scratch::Scratch;
use crate::server::Server;
use crate::signing_in::{gives_password, printed};
use guantong_documents::{At, Limits, Returned, Value, read, write_returned};
use guantong_web::routes;
use jiff::civil::date;
use std::collections::BTreeSet;

/// A small city that has lived since its beginning, so that every kind of page has something to show.
const CITY: &[&str] = &["demo", "--candidates", "300", "--data", "city", "--address", "127.0.0.1:0"];

/// How one comes to a page.
enum Way {
    /// By its address.
    At(&'static str),
    /// By the first link on another page that a selector finds.
    By(&'static str, &'static str),
    /// By doing something.
    Doing(fn(&Browser, &Server)),
}
use Way::{At as Open, By, Doing};

/// An address of the house, who opens it (nobody where empty), and how he comes to it.
type Screen = (&'static str, &'static str, Way);

/// What whoever is not signed in may see.
const OF_EVERYBODY: &[Screen] = &[
    ("/", "", Open("/")),
    ("/", "", Open("/?year=2023")),
    ("/about", "", Open("/about")),
    ("/search", "", Open("/search")),
    ("/search", "", Open("/search?score=531&district=110108")),
    ("/search", "", Open("/search?score=489")),
    ("/search", "", Open("/search?score=x")),
    ("/prospectuses/{year}", "", Open("/prospectuses/2023")),
    ("/results", "", Open("/results")),
    ("/results", "", Doing(|browser, city| looks_up(browser, city, false))),
    ("/results", "", Doing(|browser, city| looks_up(browser, city, true))),
    ("/check", "", Open("/check?number=GT2023S000001&code=ABCD-EFGH")),
    ("/check", "", Doing(checks_a_certificate)),
    ("/publicity", "", Open("/publicity")),
    ("/publicity/{name}", "", By("/publicity", "main .links a[href^='/publicity/']")),
    ("/components", "", Open("/components")),
    ("/plans/{year}", "", Open("/plans/2023")),
    ("/rounds/{year}/{round}", "", Open("/rounds/2023/early")),
    ("/rounds/{year}/{round}", "", Open("/rounds/2023/unified")),
    ("/rules/{year}", "", Open("/rules/2023")),
    ("/rules/{year}/versions", "", Open("/rules/2023/versions")),
    ("/programmes/{id}", "", By("/plans/2023", "main a[href^='/programmes/']")),
    ("/institutions/{name}", "", Doing(an_institution)),
    ("/cohorts", "", Open("/cohorts")),
    ("/cohorts/{year}", "", Open("/cohorts/2017")),
    ("/cohorts/{year}", "", Open("/cohorts/2023")),
    ("/indicators", "", Open("/indicators")),
    ("/indicators/{id}", "", Open("/indicators/plan-completion?by=programme")),
    ("/indicators/{id}", "", Open("/indicators/employment")),
    ("/picture", "", Open("/picture")),
    ("/picture/{picture}", "", Open("/picture/cut-offs")),
    ("/registrations/{year}", "", Open("/registrations/2023")),
    ("/progression", "", Open("/progression")),
    ("/examinations/publicity", "", Open("/examinations/publicity")),
    ("/fees", "", Open("/fees")),
    ("/cases", "", Open("/cases")),
    ("/cases/{year}", "", Open("/cases/2022")),
    ("/progression/{issuer}/{year}/{version}", "", By("/progression", "main a[href^='/progression/']")),
    ("/editions/{edition}", "", Open("/editions/beijing-2023")),
    ("/editions/{edition}/provisions/{clause}", "", Open("/editions/beijing-2023/provisions/3.3.1")),
    ("/editions/{edition}/parameters", "", Open("/editions/beijing-2023/parameters")),
    ("/editions/{edition}/interpretations", "", Open("/editions/beijing-2023/interpretations")),
    ("/editions/{edition}/rulebooks/{book}", "", Open("/editions/beijing-2023/rulebooks/secondary")),
    ("/editions/{edition}/institutions", "", Open("/editions/beijing-2023/institutions")),
    ("/editions/{edition}/districts", "", Open("/editions/beijing-2023/districts")),
    ("/editions/{edition}/branches", "", Open("/editions/beijing-2023/branches")),
    ("/sign-in", "", Open("/sign-in")),
    ("/sign-in", "", Doing(|browser, city| gives_password(browser, city, "zhongzhi", "Wrong-37 deng"))),
    ("/sign-in/code", "", Doing(gives_the_right_password)),
    ("/open", "", Open("/open")),
    ("/activate", "", Open("/activate")),
    ("/demo/accounts", "", Open("/demo/accounts")),
    ("/demo/clock", "", Open("/demo/clock")),
];

/// What only people who are in may see.
const OF_PEOPLE: &[Screen] = &[
    ("/", "jiaowei", Open("/")),
    ("/todo", "jiaowei", Open("/todo")),
    ("/plans/import", "jiaowei", Open("/plans/import")),
    ("/rounds/{year}/{round}/candidates", "jiaowei", Open("/rounds/2023/early/candidates")),
    ("/rounds/{year}/{round}/candidates/{no}", "jiaowei", Doing(|b, c| a_candidate(b, c, "not-admitted"))),
    ("/rounds/{year}/{round}/candidates/{no}", "jiaowei", Doing(|b, c| a_candidate(b, c, "admitted"))),
    ("/rounds/{year}/{round}/candidates/{no}/letter", "jiaowei", Doing(an_explanation)),
    ("/students/{id}/letter", "jiaowei", Doing(a_letter)),
    ("/students", "jiaowei", Open("/students")),
    ("/students", "jiaowei", Open("/students?search=none")),
    ("/students/{id}", "jiaowei", By("/students?standing=studying", A_STUDENT)),
    ("/students/{id}", "jiaowei", By("/students?standing=graduated", A_STUDENT)),
    ("/students/{id}/commands/{command}", "jiaowei", Doing(|b, c| a_command(b, c, "audit"))),
    ("/certificates/{number}", "jiaowei", Doing(a_certificate)),
    ("/programmes/{id}", "jiaowei", By("/plans/2023", "main a[href^='/programmes/']")),
    ("/institutions/{name}", "jiaowei", Doing(an_institution)),
    ("/editions/{edition}/provisions/{clause}", "jiaowei", Open("/editions/beijing-2023/provisions/3.3.1")),
    (
        "/editions/{edition}/provisions/{clause}/students",
        "jiaowei",
        Open("/editions/beijing-2023/provisions/3.3.1/students"),
    ),
    ("/registrations/{year}/{term}", "jiaowei", By("/registrations/2023", "main table tbody th a")),
    ("/progression", "jiaowei", Open("/progression")),
    ("/proposals/{year}", "jiaowei", Open("/proposals/2024")),
    ("/proposals/{year}", "jiaowei", Open("/proposals/2031")),
    ("/proposals/{year}/approval", "jiaowei", Open("/proposals/2024/approval")),
    ("/proposals/{year}/{name}", "jiaowei", By("/proposals/2024", "main table tbody th a")),
    ("/proposals/{year}/{name}/versions", "jiaowei", Doing(versions_of_a_proposal)),
    ("/proposals/{year}/{name}/rows/{row}", "jiaowei", Doing(a_row_of_a_proposal)),
    ("/training", "jiaowei", Open("/training?cohort=2023")),
    ("/training/{programme}/{cohort}", "jiaowei", By("/training?cohort=2023", "main table tbody th a")),
    ("/training/{programme}/{cohort}/versions", "jiaowei", Doing(versions_of_a_training)),
    ("/obligations", "jiaowei", Open("/obligations")),
    ("/obligations", "jiaowei", Open("/obligations?state=late")),
    ("/obligations", "jiaowei", Open("/obligations?duty=follow-up&state=excused")),
    ("/obligations/{name}", "jiaowei", By("/obligations", "main table a[href^='/obligations/']")),
    ("/partnerships/{front}/{partner}", "jiaowei", By("/obligations", "main a[href^='/partnerships/']")),
    ("/issues", "jiaowei", Open("/issues")),
    ("/picture", "jiaowei", Open("/picture")),
    ("/picture/{picture}", "jiaowei", Open("/picture/plan?by=programme")),
    ("/picture/{picture}", "jiaowei", Open("/picture/flow")),
    (
        "/picture/{picture}/records",
        "jiaowei",
        By("/picture/survival", "main a[href*='/records?'][href*='semesters']"),
    ),
    ("/picture/{picture}", "jiaowei", Open("/picture/survival")),
    ("/picture/{picture}", "jiaowei", Open("/picture/survival?by=institution")),
    ("/picture/{picture}", "jiaowei", Open("/picture/decisions")),
    ("/picture/{picture}", "jiaowei", Open("/picture/obligations")),
    ("/picture/{picture}", "jiaowei", Open("/picture/districts?measure=candidates")),
    ("/picture/{picture}", "jiaowei", Open("/picture/projection?per_teacher_college=x")),
    ("/picture/{picture}", "jiaowei", By("/picture/projection", "main tbody th a")),
    ("/indicators", "jiaowei", Open("/indicators?year=2022")),
    ("/indicators/{id}", "jiaowei", Open("/indicators/university-intake?year=2022")),
    ("/indicators/{id}", "jiaowei", Open("/indicators/obligations?year=2023")),
    ("/indicators/{id}/records", "jiaowei", By("/indicators/repeats?year=2022", "main a[href*='/records']")),
    ("/indicators/{id}/records", "jiaowei", Open("/indicators/obligations/records?year=2023")),
    ("/cooperation/{kind}", "jiaowei", Open("/cooperation/teacher-dispatch")),
    ("/cooperation/{kind}/{front}/{partner}/{number}", "jiaowei", By("/cooperation/major-issue", A_RECORD)),
    (
        "/cooperation/{kind}/{front}/{partner}/new",
        "jiaowei",
        By("/issues", "main a[href*='/issue-receipt/']"),
    ),
    ("/what-if", "jiaowei", Open("/what-if?floor=%2B10")),
    ("/what-if", "jiaowei", Doing(gives_a_draft)),
    ("/what-if", "jiaowei", Doing(gives_a_broken_draft)),
    ("/editions/{edition}/findings", "jiaowei", Open("/editions/beijing-2023/findings")),
    ("/continuity/{from}/{to}", "jiaowei", Open("/continuity/2022/2023")),
    ("/take-over", "jiaowei", Open("/take-over")),
    ("/take-over/{digest}", "jiaowei", Doing(a_sheet_to_take_over)),
    ("/account", "jiaowei", Open("/account")),
    ("/account/password", "jiaowei", Open("/account/password")),
    ("/account/mail", "jiaowei", Open("/account/mail")),
    ("/notices", "jiaowei", Open("/notices")),
    ("/account/step-up", "jiaowei", Open("/account/step-up")),
    ("/candidates/import", "kaoshiyuan", Open("/candidates/import")),
    ("/rules/{year}/draft", "kaoshiyuan", Open("/rules/2023/draft")),
    ("/rules/{year}/draft", "kaoshiyuan", Doing(drafts_rules)),
    ("/rounds/{year}/{round}/eligibility", "kaoshiyuan", Open("/rounds/2023/unified/eligibility")),
    (
        "/rounds/{year}/{round}/eligibility/{no}",
        "kaoshiyuan",
        By("/rounds/2023/unified/eligibility", "main table tbody th a"),
    ),
    ("/datasets", "jiaokeyuan", Open("/datasets")),
    ("/datasets/{set}", "jiaokeyuan", Open("/datasets/students")),
    ("/datasets/{set}", "jiaokeyuan", Open("/datasets/admissions")),
    ("/datasets/{set}/{number}", "jiaokeyuan", Open("/datasets/students/1")),
    ("/rounds/{year}/{round}/places", "jiaowei", Open("/rounds/2022/unified/places")),
    ("/rounds/{year}/{round}/places/{number}", "jiaowei", Open("/rounds/2022/unified/places/1")),
    ("/rounds/{year}/{round}/corrections", "kaoshiyuan", Open("/rounds/2023/early/corrections")),
    ("/rounds/{year}/{round}/corrections/new", "kaoshiyuan", Open("/rounds/2023/early/corrections/new")),
    ("/rounds/{year}/{round}/trials", "kaoshiyuan", Open("/rounds/2023/early/trials")),
    ("/examinations", "kaoshiyuan", Open("/examinations")),
    ("/districts", "jiaowei", Open("/districts")),
    ("/districts/{code}", "jiaowei", Open("/districts/110105?year=2023")),
    ("/districts/{code}", "haidian", Open("/districts/110108")),
    ("/publicity/{name}", "haidian", Open("/publicity/海淀区")),
    ("/rounds/{year}/{round}/candidates", "haidian", Open("/rounds/2023/early/candidates")),
    ("/", "zhongzhi", Open("/")),
    ("/todo", "zhongzhi", Open("/todo")),
    ("/requests/{id}", "zhongzhi", By("/todo", "main a[href^='/requests/']")),
    ("/students/{id}", "zhongzhi", By("/students?standing=studying", A_STUDENT)),
    ("/students/{id}/commands/{command}", "zhongzhi", Doing(|b, c| a_command(b, c, "leave"))),
    ("/students/{id}/commands/{command}", "zhongzhi", Doing(tries_a_leave)),
    ("/students/{id}/commands/{command}", "zhongzhi", Doing(|b, c| a_command(b, c, "apply-transfer"))),
    ("/fees/{name}", "zhongzhi", By("/fees", "main .actions a")),
    ("/marks", "zhongzhi", Open("/marks")),
    ("/marks/{programme}/{cohort}", "zhongzhi", By("/marks", "main table tbody th a")),
    ("/marks/{programme}/{cohort}/{course}/{attempt}", "zhongzhi", Doing(a_sheet_of_results)),
    ("/obligations/calendar", "zhongzhi", Open("/obligations/calendar")),
    ("/graduates", "jiaowei", Open("/graduates")),
    ("/graduates/{year}/{name}", "zhongzhi", By("/graduates", "main table tbody th a")),
    ("/reports", "zhongzhi", Open("/reports")),
    ("/reports/{year}/{front}/{partner}", "zhongzhi", By("/reports", "main table tbody th a")),
    ("/evaluation", "zhongzhi", Open("/evaluation")),
    ("/evaluation/{year}", "zhongzhi", By("/evaluation", "main table tbody th a")),
    ("/evaluation/{year}/{front}/{partner}", "zhongzhi", By("/evaluation/2022", "main table tbody th a")),
    ("/evaluation", "jiaowei", Open("/evaluation")),
    ("/evaluation/new", "jiaowei", Open("/evaluation/new")),
    ("/evaluation/experts", "jiaowei", Open("/evaluation/experts")),
    ("/evaluation/experts/{account}", "jiaowei", By("/evaluation/experts", "main table tbody th a")),
    ("/evaluation/{year}", "jiaowei", Open("/evaluation/2023")),
    ("/evaluation/{year}/readers", "jiaowei", Open("/evaluation/2023/readers")),
    ("/evaluation/{year}/{front}/{partner}", "jiaowei", By("/evaluation/2023", "main table tbody th a")),
    ("/evaluation", "zhuanjia", Open("/evaluation")),
    ("/evaluation/{year}/{front}/{partner}/score", "zhuanjia", Doing(a_sheet_to_score)),
    ("/cases/{year}/ranking", "jiaowei", Open("/cases/2023/ranking")),
    ("/cases/{year}/ranking", "jiaowei", Open("/cases/2021/ranking?quality=100")),
    ("/cases/{year}/{front}/{partner}", "jiaowei", By("/cases/2023/ranking", "main table tbody th a")),
    ("/cases/{year}/{front}/{partner}", "zhongzhi", By("/cases/2023/ranking", "main table tbody th a")),
    ("/cases/{year}/{front}/{partner}/{measure}", "jiaowei", Doing(the_records_of_a_case)),
    ("/support", "zhongzhi", Open("/support")),
    ("/support/new", "jiaowei", Open("/support/new")),
    ("/support/{id}", "zhongzhi", By("/support", "main table tbody th a")),
    ("/support/{id}", "jiaowei", By("/support", "main table tbody th a")),
    ("/work-study", "zhongzhi", Open("/work-study")),
    (
        "/work-study/{programme}/{cohort}",
        "zhongzhi",
        By("/work-study", "main table tbody th a[href$='/2022']"),
    ),
    (
        "/work-study/{programme}/{cohort}/{block}/{institution}/{agreement}",
        "zhongzhi",
        Doing(hours_at_an_enterprise),
    ),
    ("/work-study", "qiye", Open("/work-study")),
    (
        "/work-study/{programme}/{cohort}/{block}/{institution}/{agreement}",
        "qiye",
        By("/work-study", "main table tbody th a"),
    ),
    ("/examinations", "zhongzhi", Open("/examinations")),
    ("/examinations/{id}", "zhongzhi", Doing(draws_an_examination_up)),
    ("/batches", "zhongzhi", Open("/batches")),
    ("/batches", "zhongzhi", Doing(opens_a_batch_of_nothing)),
    ("/batches/{id}", "zhongzhi", Doing(opens_a_batch)),
    ("/batches/{id}", "zhongzhi", Doing(puts_a_batch_away)),
    ("/batches", "zhongzhi", Open("/batches")),
    ("/registrations/{year}/{term}", "zhongzhi", By("/registrations/2023", "main table tbody th a")),
    ("/proposals/{year}", "zhongzhi", Open("/proposals/2024")),
    ("/proposals/{year}/{name}", "zhongzhi", Doing(begins_a_proposal)),
    ("/training/{programme}/{cohort}/courses", "zhongzhi", Doing(courses_of_a_training)),
    ("/training/{programme}/{cohort}/courses/{code}", "zhongzhi", Doing(a_course_of_a_training)),
    ("/obligations", "zhongzhi", Open("/obligations")),
    ("/cooperation/{kind}/{front}/{partner}/new", "zhongzhi", Doing(leaves_a_record_empty)),
    ("/cooperation/{kind}/{front}/{partner}/{number}", "zhongzhi", By("/cooperation/liaison-unit", A_RECORD)),
    ("/account", "zhongzhi", Open("/account")),
    ("/publicity", "zhongzhi", Open("/publicity")),
    ("/publicity/{name}", "zhongzhi", By("/publicity", "main a[href$='#enter']")),
    ("/publicity/{name}", "zhongzhi", Doing(changes_an_activity)),
    ("/students", "daxue", Open("/students")),
    ("/", "xuesheng", Open("/")),
    ("/students/{id}", "xuesheng", Doing(own_record)),
    ("/students/{id}/looks", "xuesheng", Doing(own_looks)),
    ("/students/{id}/fees", "xuesheng", By("/my", "main a[href$='/fees']")),
    ("/students/{id}/transcript", "xuesheng", By("/my", "main a[href$='/transcript']")),
    ("/students/{id}/work", "xuesheng", By("/my", "main a[href$='/work']")),
    ("/my", "xuesheng", Open("/my")),
    ("/notices", "xuesheng", Open("/notices")),
    ("/requests/{id}", "xuesheng", By("/my", "main a[href^='/requests/']")),
    ("/students/{id}/requests/new", "xuesheng", Doing(own_requests)),
    ("/students/{id}/requests/new/{kind}", "xuesheng", Doing(a_request)),
    ("/account", "xuesheng", Open("/account")),
    ("/my", "jiazhang", Open("/my")),
    ("/my/data", "jiazhang", Open("/my/data")),
    (
        "/students/{id}/requests/new/{kind}",
        "jiazhang",
        By("/my/data", "main a[href$='/requests/new/personal']"),
    ),
    ("/accounts", "xitong", Open("/accounts")),
    ("/mail", "xitong", Open("/mail")),
    ("/accounts", "xitong", Open("/accounts?search=none")),
    ("/accounts/{id}", "xitong", By("/accounts?search=zhongzhi", "main table a")),
    ("/organisations", "xitong", Open("/organisations")),
    ("/accounts", "anquan", Open("/accounts")),
    ("/accounts/{id}", "anquan", By("/accounts?search=zhongzhi", "main table a")),
    ("/organisations", "anquan", Open("/organisations")),
    ("/trail", "shenji", Open("/trail")),
    ("/trail", "shenji", Open("/trail?prove=1")),
    ("/trail", "shenji", Open("/trail?object=none")),
];

/// Pages that are not there for whoever asks, each with who does.
const REFUSED: &[(&str, &str)] =
    &[("", "/none"), ("", "/students"), ("xuesheng", "/students"), ("jiaowei", "/students/none")];

/// Pages that only a journey comes to: the first run of an office, an account that is opened, a plan or candidates that
/// are imported, a correction, a trial, and what leads to the newest year where there is one. And letters to be printed,
/// which wait for the second factor and are made of sheets like one's own.
const BY_A_JOURNEY: &[&str] = &[
    "/first-run",
    "/sign-in/enrol",
    "/plans/{year}/import",
    "/candidates/import/{id}",
    "/letters/{year}/{programme}",
    "/rounds/{year}/{round}/corrections/{number}",
    "/rounds/{year}/{round}/trials/{number}",
    "/plans",
    "/proposals",
    "/prospectuses",
    "/rounds",
    "/registrations",
    "/continuity",
];

/// What gives a file, says that the program is well, or leads elsewhere.
const NO_PAGE: &[&str] = &[
    "/health",
    "/language/{tag}",
    "/size/{size}",
    "/sign-in/elsewhere",
    "/sign-in/elsewhere/return",
    "/progression/{issuer}/{year}/{version}/file",
    "/requests/{id}/files/{digest}",
    "/cooperation/{kind}/{front}/{partner}/{number}/files/{digest}",
];

const A_RECORD: &str = "main table tbody th a[href^='/cooperation/']";
const A_STUDENT: &str = "main table tbody a[href^='/students/']";

/// Goes where the first link that a selector finds leads.
fn goes_by(browser: &Browser, city: &Server, selector: &str) {
    let href = browser.run(&format!("return document.querySelector(\"{selector}\")?.getAttribute('href')"));
    let href = href
        .as_str()
        .unwrap_or_else(|| panic!("no {selector} at {}: {}", browser.address(), browser.title()));
    browser.goto(&city.url(href));
}

/// Sends the form of a record as it is, empty.
fn leaves_a_record_empty(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/obligations"));
    goes_by(browser, city, "main a[href*='/new']");
    browser.follow("main form .btn--main");
}

fn an_institution(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/plans/2023"));
    goes_by(browser, city, "main a[href^='/programmes/']");
    goes_by(browser, city, "main a[href^='/institutions/']");
}

fn gives_the_right_password(browser: &Browser, city: &Server) {
    let (password, _) = printed(browser, city, "zhongzhi");
    gives_password(browser, city, "zhongzhi", &password);
}

/// Looks a result up: the one that the demonstration offers to be tried, or one that is not there.
fn looks_up(browser: &Browser, city: &Server, right: bool) {
    browser.goto(&city.url("/results"));
    let (no, digits) = to_try(browser);
    browser.fill("#no", &no);
    browser.fill("#digits", if right { &digits } else { "000000" });
    browser.follow("main form .btn--main");
}

/// The number and digits that the page of a demonstration offers.
pub(crate) fn to_try(browser: &Browser) -> (String, String) {
    let offered = browser.text("#example");
    let mut words = offered
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.chars().next().is_some_and(|c| c.is_ascii_digit()));
    let (no, digits) = (words.next().expect("a number"), words.find(|word| word.len() == 6));
    (no.to_owned(), digits.expect("digits").to_owned())
}

/// Checks a certificate that never was.
fn checks_a_certificate(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/check"));
    browser.fill("#number", "GT2023S000001");
    browser.fill("#code", "ABCD-EFGH");
    browser.follow("main form .btn--main");
}

fn changes_an_activity(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/publicity"));
    goes_by(browser, city, "main a[href$='#enter']");
    goes_by(browser, city, "main a[href*='edit=']");
}

fn a_candidate(browser: &Browser, city: &Server, outcome: &str) {
    browser.goto(&city.url(&format!("/rounds/2023/early/candidates?outcome={outcome}")));
    goes_by(browser, city, "main table tbody a");
}

fn an_explanation(browser: &Browser, city: &Server) {
    a_candidate(browser, city, "not-admitted");
    goes_by(browser, city, "main a[href$='/letter']");
}

fn a_letter(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/students?standing=studying&entry-year=2023"));
    goes_by(browser, city, A_STUDENT);
    goes_by(browser, city, "main a[href$='/letter']");
}

fn a_command(browser: &Browser, city: &Server, command: &str) {
    browser.goto(&city.url("/students?standing=studying"));
    goes_by(browser, city, A_STUDENT);
    browser.goto(&format!("{}/commands/{command}", browser.address()));
}

fn tries_a_leave(browser: &Browser, city: &Server) {
    a_command(browser, city, "leave");
    browser.fill("#on", "2023-10-08");
    browser.fill("#until", "2024-08-31");
    browser.follow("main form button[value=try]");
}

fn a_certificate(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/students?standing=graduated"));
    goes_by(browser, city, A_STUDENT);
    goes_by(browser, city, "main a[href^='/certificates/']");
}

fn own_record(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/my"));
    goes_by(browser, city, "#mine a[href^='/students/']");
}

fn own_requests(browser: &Browser, city: &Server) {
    own_record(browser, city);
    browser.goto(&format!("{}/requests/new", browser.address()));
}

fn a_request(browser: &Browser, city: &Server) {
    own_requests(browser, city);
    goes_by(browser, city, "main a[href*='/requests/new/']");
}

fn own_looks(browser: &Browser, city: &Server) {
    own_record(browser, city);
    browser.goto(&format!("{}/looks", browser.address()));
}

fn opens_a_batch_of_nothing(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/batches"));
    // A browser would not send what is marked as needed.
    browser.run("document.querySelectorAll('[required]').forEach(e => e.removeAttribute('required'))");
    browser.follow("main form .btn--main");
}

/// A sheet of results that can be entered, of the first class.
fn a_sheet_of_results(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/marks"));
    // Of the newest class nothing is to be entered yet.
    browser.follow("main table tbody th a[href$='/2021']");
    browser.follow("main table tbody td a");
}

/// The sheet of an expert on the first subject that he reads.
fn a_sheet_to_score(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/evaluation/2023"));
    goes_by(browser, city, "main table tbody th a");
    goes_by(browser, city, "main .actions a");
}

/// The students behind a figure of the first of a ranking.
fn the_records_of_a_case(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/cases/2023/ranking"));
    browser.follow("main table tbody th a");
    browser.follow("main table tbody td a[href$='/to-college']");
}

/// The hours of a class of the school at the enterprise.
fn hours_at_an_enterprise(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/work-study"));
    browser.follow("main table tbody th a[href$='/2022']");
    browser.follow("main table tbody td a[href^='/work-study/']");
}

/// Draws an examination up at the school by its rules of the year.
fn draws_an_examination_up(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/examinations"));
    browser.run("document.querySelector('#institution').selectedIndex = 1;");
    browser.fill("#on", "2023-06-20");
    browser.fill("#place", "本校");
    browser.fill("#document", "转段考试通知");
    browser.follow("main form .btn--main");
}

fn opens_a_batch(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/batches"));
    browser.run(
        "document.querySelector('#institution').selectedIndex = 1;\
         document.querySelector('#kind').value = 'complete-stage';",
    );
    browser.fill("#cohort", "2021");
    browser.fill("#on", "2023-09-28");
    browser.follow("main form .btn--main");
}

/// Begins a proposal where it is not begun yet, and adds a row that cannot be taken as it is.
fn begins_a_proposal(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/proposals/2024"));
    goes_by(browser, city, "main table tbody th a");
    let begins = "main form button[value=begin]";
    if browser.run(&format!("return document.querySelector('{begins}') !== null")) == true {
        browser.follow(begins);
    }
    browser.fill("#major", "软件技术");
    browser.fill("#places", "0");
    browser.follow("main form button[value=add]");
}

/// Begins a draft of the rules of a year to come, and saves a floor that cannot be.
fn drafts_rules(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/rules/2031/draft"));
    let begins = "main form button[value=begin]";
    if browser.run(&format!("return document.querySelector('{begins}') !== null")) == true {
        browser.follow(begins);
    }
    browser.fill("#score_floor", "9999");
    browser.follow("main form button[value=save]");
}

fn versions_of_a_training(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/training?cohort=2023"));
    goes_by(browser, city, "main table tbody th a");
    goes_by(browser, city, "main a[href$='/versions']");
}

/// The worst of its own comes first: a draft that is broken between two institutions.
fn courses_of_a_training(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/training?cohort=2023"));
    goes_by(browser, city, "main table tbody th a");
    goes_by(browser, city, "main a[href$='/courses']");
}

fn a_course_of_a_training(browser: &Browser, city: &Server) {
    courses_of_a_training(browser, city);
    goes_by(browser, city, "main table tbody th a");
}

fn versions_of_a_proposal(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/proposals/2024"));
    goes_by(browser, city, "main table tbody th a");
    goes_by(browser, city, "main a[href$='/versions']");
}

fn a_row_of_a_proposal(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/proposals/2024"));
    goes_by(browser, city, "main table tbody th a");
    goes_by(browser, city, "main a[href*='/rows/']");
}

fn puts_a_batch_away(browser: &Browser, city: &Server) {
    browser.goto(&city.url("/batches"));
    goes_by(browser, city, "main table tbody th a");
    browser.follow("form[action$='/cancel'] button");
}

/// A sheet with one student, of whom too little is said.
fn a_sheet_to_take_over(browser: &Browser, city: &Server) {
    let folder = Scratch::new("sheet");
    let run = |arguments: &[&str]| said(&run_in(folder.path(), "zh-CN", arguments));
    assert_eq!(run(&["init", "--data", "office"]).0, 0);
    let (code, _, err) = run(&["take-over", "template", "--out", "students.xlsx", "--data", "office"]);
    assert_eq!(code, 0, "{err}");
    let file = folder.path().join("students.xlsx");
    let mut sheets = read(&std::fs::read(&file).unwrap(), &Limits::list()).unwrap();
    for (column, words) in ["001", "王晓明"].into_iter().enumerate() {
        sheets[0].set(At::new(2, u32::try_from(column).unwrap()), Some(Value::Text(words.to_owned())));
    }
    let back: Vec<Returned<'_>> =
        sheets.iter().map(|sheet| Returned { sheet, headings: 1, marks: &[], reasons: "备注" }).collect();
    std::fs::write(&file, write_returned(&back, date(2023, 9, 28)).unwrap()).unwrap();
    browser.goto(&city.url("/take-over"));
    browser.type_into("#file", &file.display().to_string());
    browser.follow("main form .btn--main");
}

/// A draft with another floor, and with a value that contradicts another.
fn gives_a_draft(browser: &Browser, city: &Server) {
    gives(browser, city, "value = 380 }", "value = 520 }");
}

fn gives_a_broken_draft(browser: &Browser, city: &Server) {
    gives(browser, city, "clause = \"3.1.2.a\"", "clause = \"9.9.9\"");
}

/// Gives the parameters of the notice in as a draft, with a change.
fn gives(browser: &Browser, city: &Server, from: &str, to: &str) {
    let folder = Scratch::new("draft");
    let notice = include_str!("../../../../editions/beijing-2023/parameters/notice.toml");
    assert!(notice.contains(from));
    let file = folder.path().join("notice.toml");
    std::fs::write(&file, notice.replacen(from, to, 1)).unwrap();
    browser.goto(&city.url("/what-if"));
    browser.type_into("#files", &file.display().to_string());
    browser.follow("#give form .btn--main");
}

/// Whether an address is one of the house's.
fn is_at(route: &str, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (parts, given): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    parts.len() == given.len()
        && parts
            .iter()
            .zip(given)
            .all(|(part, given)| part == &given || (part.starts_with('{') && !given.is_empty()))
}

/// Looks at the page shown. Who is not in may speak either language, and hears both, each in other colours at a desk than
/// on a telephone; of what others see, the second is only laid out on a telephone.
fn looked_at(browser: &Browser, chinese: bool, wholly: bool) -> Vec<String> {
    if chinese || wholly {
        return browser.faults_at_every_width(!chinese);
    }
    browser.set_size(360, 800);
    let extra = browser.sideways_px();
    browser.set_size(1280, 800);
    if extra > 0 { vec![format!("sideways: {extra} px too wide")] } else { Vec::new() }
}

/// Opens the pages of some in a language; fails with everything that is wrong with them.
fn walk(screens: &[Screen], refused: &[(&str, &str)], language: &str, is_of: impl Fn(&str) -> bool) {
    let city = Server::start(CITY).unwrap();
    let browser = Browser::without_script();
    let mut wrong = Vec::new();
    let mut people: Vec<&str> = Vec::new();
    for (_, who, _) in screens {
        if is_of(who) && !people.contains(who) {
            people.push(who);
        }
    }
    assert!(!people.is_empty());
    let mut look = |who: &str, at: &str| {
        let faults = looked_at(&browser, language == "zh-CN", who.is_empty());
        wrong.extend(faults.into_iter().map(|fault| format!("{at} ({who}, {language}): {fault}")));
    };
    for who in &people {
        browser.goto(&city.url(&format!("/language/{language}?back=/sign-in")));
        if !who.is_empty() {
            become_one(&browser, &city, who);
        }
        for (route, _, way) in screens.iter().filter(|(_, for_whom, _)| for_whom == who) {
            match way {
                Open(at) => browser.goto(&city.url(at)),
                // What is only laid out a second time is come to by its address.
                _ if language == "en" && !who.is_empty() => continue,
                By(on, selector) => {
                    browser.goto(&city.url(on));
                    goes_by(&browser, &city, selector);
                }
                Doing(something) => something(&browser, &city),
            }
            let address = browser.address();
            let at = address.strip_prefix(&city.url("")).unwrap_or(&address);
            let problem = browser.run("return document.querySelector('.problem') !== null");
            assert!(
                is_at(route, at) && problem == false,
                "{who} comes to {at} for {route}: {}",
                browser.title()
            );
            look(who, at);
        }
        for (_, at) in refused.iter().filter(|(for_whom, _)| for_whom == who) {
            browser.goto(&city.url(at));
            browser.text(".problem");
            look(who, at);
        }
        // Whoever waits for a code is led back to it, and who is in sees other pages than who is not.
        browser.forget();
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_address_that_gives_a_page_is_opened() {
    let is_page = |path: &String| {
        let last = path.rsplit('/').next().unwrap_or_default();
        !last.contains('.') && !NO_PAGE.contains(&path.as_str())
    };
    let house: BTreeSet<String> = routes()
        .into_iter()
        .filter(|listed| listed.method.as_str() == "GET")
        .map(|listed| listed.path)
        .filter(is_page)
        .collect();
    let opened =
        OF_EVERYBODY.iter().chain(OF_PEOPLE).map(|(route, ..)| *route).chain(BY_A_JOURNEY.iter().copied());
    assert_eq!(house, opened.map(str::to_owned).collect());
}

#[test]
fn what_everybody_may_see_can_be_heard_and_read_in_chinese() {
    walk(OF_EVERYBODY, REFUSED, "zh-CN", |_| true);
}

#[test]
fn what_everybody_may_see_can_be_heard_and_read_in_english() {
    walk(OF_EVERYBODY, REFUSED, "en", |_| true);
}

#[test]
fn what_the_commission_sees_can_be_heard_and_read() {
    walk(OF_PEOPLE, REFUSED, "zh-CN", |who| who == "jiaowei");
}

#[test]
fn what_a_school_sees_can_be_heard_and_read() {
    walk(OF_PEOPLE, REFUSED, "zh-CN", |who| who == "zhongzhi");
}

#[test]
fn what_others_see_who_are_in_can_be_heard_and_read() {
    walk(OF_PEOPLE, REFUSED, "zh-CN", |who| !["jiaowei", "zhongzhi"].contains(&who));
}

#[test]
fn what_people_see_who_are_in_is_laid_out_in_english() {
    walk(OF_PEOPLE, REFUSED, "en", |_| true);
}
