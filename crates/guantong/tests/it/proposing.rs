//! From what an institution proposes to the plan that is set, by three people in a browser: a row is dropped and sent, the
//! commission sees whom that would strand and returns it, it is mended, and somebody else approves.

use crate::browser::Browser;
use crate::people::become_one;
use crate::server::Server;
use crate::signing_in::printed;

#[test]
fn a_row_is_dropped_returned_mended_and_the_plan_set_by_another() {
    let city = Server::start(&[
        "demo",
        "--candidates",
        "200",
        "--from",
        "2023",
        "--data",
        "city",
        "--address",
        "127.0.0.1:0",
    ])
    .unwrap();
    let browser = Browser::reader();
    browser.goto(&city.url("/language/zh-CN?back=/demo/accounts"));
    become_one(&browser, &city, "zhongzhi");
    browser.goto(&city.url("/proposals"));
    assert!(browser.address().ends_with("/proposals/2024"), "{}", browser.address());
    browser.follow("main table tbody th a");
    let own = browser.address();
    browser.follow("main form button[value=begin]");
    assert!(browser.text("main").contains("填报中"), "{}", browser.text("main"));
    browser.goto(&format!("{own}/rows/1"));
    browser.fill("#drop-because", "生源不足");
    browser.follow("main form button[value=drop]");
    assert!(browser.text("main .page-head").contains("停招"), "{}", browser.text("main"));
    browser.goto(&own);
    browser.follow("main form button[value=send]");
    assert!(browser.text("main .page-head").contains("已报送"), "{}", browser.text("main"));

    become_one(&browser, &city, "jiaowei");
    browser.goto(&city.url("/proposals/2024/approval"));
    let stranded = browser.text("#stranded");
    assert!(stranded.contains("2023级"), "the class that has no next one: {stranded}");
    browser.goto(&own);
    browser.fill("#return-because", "在读学生失去下一届");
    browser.follow("main form button[value=return]");
    assert!(browser.text("main .page-head").contains("已退回"), "{}", browser.text("main"));

    become_one(&browser, &city, "zhongzhi");
    browser.goto(&format!("{own}/rows/1"));
    browser.follow("main form button[value=keep]");
    browser.goto(&own);
    browser.follow("main form button[value=send]");

    become_one(&browser, &city, "jiaowei");
    browser.goto(&city.url("/proposals/2024/approval"));
    browser.follow("main form[action='/proposals/2024'] button");
    assert!(browser.text("main").contains("您参与了"), "who drafted does not approve");

    let (_, code) = printed(&browser, &city, "jiaowei2");
    become_one(&browser, &city, "jiaowei2");
    browser.goto(&city.url("/account/step-up?next=/proposals/2024/approval"));
    browser.fill("#purpose", "批准2024年招生计划");
    browser.fill("#code", &code);
    browser.follow("main form .btn--main");
    assert!(browser.address().ends_with("/proposals/2024/approval"), "{}", browser.text("main"));
    browser.follow("main form[action='/proposals/2024/approval'] button");
    assert!(browser.address().contains("/plans/2024?set=1"), "{}", browser.text("main"));
}
