//! The examination authority's year: a file of 2,810 candidates with twenty mistakes comes back with its reasons, is mended
//! and entered, without JavaScript.

use crate::browser::Browser;
use crate::people::become_one;
use crate::scratch::Scratch;
use crate::server::Server;
use guantong_documents::{
    At, Content, Limits, Look, Returned, Sheet, Table, Value, read, write_returned, write_xlsx,
};
use guantong_model::IdentityNo;
use jiff::civil::date;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// A city in the spring after the notice's year: the plan of 2024 is set, nobody has applied.
const CITY: &[&str] = &[
    "demo",
    "--candidates",
    "100",
    "--from",
    "2023",
    "--today",
    "2024-05-06",
    "--data",
    "city",
    "--address",
    "127.0.0.1:0",
];
const ROWS: u32 = 2_810;
pub(crate) const HEADINGS: [&str; 14] = [
    "报名号",
    "姓名",
    "性别",
    "身份证号",
    "毕业初中所在区",
    "录取总分",
    "语文",
    "数学",
    "外语",
    "随机号",
    "升学资格",
    "本市正式户籍",
    "提前招生志愿",
    "备注",
];

/// Asks for a file as the browser would, with its cookie: the bytes.
fn taken(browser: &Browser, address: &str) -> Vec<u8> {
    let (place, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let request = format!(
        "GET /{path} HTTP/1.1\r\nHost: {place}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        browser.cookies()
    );
    let mut stream = TcpStream::connect(place).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..end]));
    answer.split_off(end + 4)
}

/// A row without a mistake, of a candidate of the year whose last two figures are given.
pub(crate) fn row(year: u32, n: u32, programme: &str) -> [String; 14] {
    let born = 1 + n / 500;
    let identity = IdentityNo::with_check(&format!("990108200903{born:02}{:03}", n % 500 * 2 + 1)).unwrap();
    [
        &format!("{year}110801{n:05}"),
        &format!("考{}", char::from_u32(0x4e00 + n).unwrap()),
        "男",
        identity.as_str(),
        "海淀区",
        "520.5",
        "85",
        "84",
        "83",
        &n.to_string(),
        "是",
        "是",
        programme,
        "原样",
    ]
    .map(str::to_owned)
}

fn whole(programme: &str) -> Vec<u8> {
    let text = |text: &str| (Content::Text(text.to_owned()), Look::Body);
    let mut rows = vec![HEADINGS.map(text).to_vec()];
    rows.extend((1..=ROWS).map(|n| row(24, n, programme).map(|cell| text(&cell)).to_vec()));
    let table =
        Table { name: "考生".to_owned(), widths: vec![12; 14], rows, merged: Vec::new(), head_rows: 1 };
    write_xlsx(&[table], date(2024, 5, 6)).unwrap()
}

fn save(sheet: &Sheet, file: &Path) {
    let back = Returned { sheet, headings: 1, marks: &[], reasons: "核对结果" };
    std::fs::write(file, write_returned(&[back], date(2024, 5, 6)).unwrap()).unwrap();
}

fn gives(browser: &Browser, city: &Server, file: &Path) {
    browser.goto(&city.url("/candidates/import?year=2024"));
    browser.type_into("#file", &file.display().to_string());
    browser.follow("main form .btn--main");
}

#[test]
fn a_broken_file_of_2810_candidates_is_mended_and_entered() {
    let city = Server::start(CITY).unwrap();
    let browser = Browser::without_script();
    browser.goto(&city.url("/language/zh-CN?back=/demo/accounts"));
    become_one(&browser, &city, "kaoshiyuan");
    let template = taken(&browser, &city.url("/candidates/import/template.xlsx?year=2024"));
    let template = read(&template, &Limits::register()).unwrap();
    let Some(Value::Text(programme)) = template[1].get(At::new(2, 1)) else { panic!("no programme") };

    let mut sheets = read(&whole(programme), &Limits::register()).unwrap();
    let good = sheets[0].clone();
    // Twenty rows, each with a mistake of another kind or place.
    let mistakes: [(u32, &str); 10] = [
        (2, "王\u{200b}"),
        (3, "男性"),
        (4, "110108200903150011"),
        (5, "城区"),
        (6, "五百"),
        (7, "优"),
        (10, "0"),
        (11, "有"),
        (13, "XX-1"),
        (2, ""),
    ];
    for (n, (column, words)) in (0..).zip(mistakes.iter().chain(&mistakes)) {
        let at = At::new(10 + n * 130, *column);
        sheets[0].set(at, (!words.is_empty()).then(|| Value::Text((*words).to_owned())));
    }
    let folder = Scratch::new("import");
    let file = folder.path().join("考生.xlsx");
    save(&sheets[0], &file);
    gives(&browser, &city, &file);
    let page = browser.address();
    let said = browser.text("main");
    assert!(said.contains("2,810") && said.contains("共 20 处"), "{said}");
    assert_eq!(
        browser.run("return document.querySelectorAll('form[action$=\"/confirm\"] button:disabled').length"),
        1
    );
    assert_eq!(browser.sideways_px(), 0);

    // One's own file comes back: every row where it was, the last column says why.
    let back = read(&taken(&browser, &format!("{page}/returned.xlsx")), &Limits::register()).unwrap();
    assert_eq!(back[0].rows.len(), sheets[0].rows.len());
    let reasons = back[0].rows.iter().filter(|row| row.get(15).is_some()).count();
    assert_eq!(reasons, 21, "the heading and twenty rows");
    let mut mended = back[0].clone();
    for at in back[0].rows.iter().skip(1).filter(|row| row.get(15).is_some()).map(|row| row.number) {
        for column in 1..=14 {
            let place = At::new(at, column);
            mended.set(place, good.get(place).cloned());
        }
    }
    save(&mended, &file);
    gives(&browser, &city, &file);
    assert!(browser.text("main").contains("没有发现错误"), "{}", browser.text("main"));
    browser.follow("form[action$='/confirm'] button");
    assert!(browser.text("main").contains("2810 名考生已入库"), "{}", browser.text("main"));
    // The same file again is seen.
    gives(&browser, &city, &file);
    assert!(browser.text(".errors").contains("以前上传过"), "{}", browser.text("main"));
    assert!(browser.address().contains("again"));
}
