//! The browser itself, tried on a page small enough to know what must be seen.

use super::Browser;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

const PAGE: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>计划查询</title>\
    <link rel=\"icon\" href=\"data:,\"><h1>2023年招生计划</h1><p id=\"script\">没有脚本</p>\
    <form action=\"/found\"><label>院校 <input name=\"school\" value=\"旧\"></label><button>查询</button></form>\
    <script>document.getElementById('script').textContent = '有脚本'</script>";
const WIDE: &str = "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
    <title>宽</title><div style=\"width:900px\">宽</div>";

/// A list of ten, of which the last has nothing to read.
const LIST: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><title>名单</title><header>页首</header><nav>目录</nav>\
    <main><h1>名单</h1><ul></ul></main><script>document.querySelector('ul').innerHTML = \
    '<li><a href=\"/one\">一</a></li>'.repeat(9) + '<li><a href=\"/one\"></a></li>'</script>";

/// Serves `WIDE` at `/wide`, `LIST` at `/list`, and `PAGE` anywhere else; gives the address. It ends with the test's process.
fn serve() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // A browser opens connections in advance: one that says nothing must not hold up the others.
            std::thread::spawn(move || {
                let mut request = BufReader::new(&stream).lines().map_while(Result::ok);
                let Some(first) = request.next() else { return };
                let _ = request.find(String::is_empty);
                let page = match first.split(' ').nth(1) {
                    Some("/wide") => WIDE,
                    Some("/list") => LIST,
                    _ => PAGE,
                };
                let length = page.len();
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close";
                let _ = write!(&stream, "{head}\r\nContent-Length: {length}\r\n\r\n{page}");
            });
        }
    });
    address
}

#[test]
fn a_page_is_read_filled_and_left_by_its_form() {
    let address = serve();
    let browser = Browser::open();
    browser.goto(&format!("{address}/"));
    assert_eq!(browser.title(), "计划查询");
    assert_eq!(browser.text("h1"), "2023年招生计划");
    assert_eq!(browser.text("#script"), "有脚本");
    browser.fill("input[name=school]", "昌平");
    browser.follow("button");
    assert_eq!(browser.address(), format!("{address}/found?school=%E6%98%8C%E5%B9%B3"));
}

#[test]
fn without_script_the_page_stays_as_it_was_sent() {
    let address = serve();
    let browser = Browser::without_script();
    browser.goto(&format!("{address}/"));
    assert_eq!(browser.text("#script"), "没有脚本");
    assert_eq!(browser.sideways_px(), 0);
}

#[test]
fn a_page_too_wide_for_a_telephone_is_noticed_and_its_picture_kept() {
    let address = serve();
    let browser = Browser::open();
    browser.set_size(360, 800);
    browser.goto(&format!("{address}/"));
    assert_eq!(browser.run("return window.innerWidth"), 360);
    assert_eq!(browser.sideways_px(), 0);
    browser.goto(&format!("{address}/wide"));
    assert!(browser.sideways_px() >= 900 - 360, "{}", browser.sideways_px());
    let picture = std::fs::read(browser.screenshot("wide-360")).unwrap();
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    assert!(picture.len() > 500, "{} bytes", picture.len());
}

#[test]
fn what_is_built_otherwise_is_read_however_long_the_list_and_the_page_stays_whole() {
    let address = serve();
    let browser = Browser::open();
    browser.goto(&format!("{address}/list"));
    let wrong = browser.faults_at_every_width(false);
    assert!(wrong.iter().any(|fault| fault.contains("link-name")), "{wrong:?}");
    assert_eq!(browser.run("return document.querySelectorAll('li').length"), 10);
    assert_eq!(browser.run("return document.querySelector('li:last-child').textContent"), "");
}
