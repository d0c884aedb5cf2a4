//! A document as GB/T 9704-2012 has it, measured as LibreOffice lays it out: page, text, lines, characters, numbers.

use guantong_documents::official::{Official, Part, write_official};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Points of a millimetre.
const MM: f64 = 72.0 / 25.4;

fn official() -> Official {
    let text = "本年度双方按照通知要求，认真落实合作机制，按期研究课程衔接和转段安排。".repeat(60);
    let row = |n: usize| vec![format!("指标{n}"), "95.0%".to_owned(), "96.2%".to_owned()];
    Official {
        title: "某职业学校与某大学2023年度实施报告".to_owned(),
        parts: vec![
            Part::Heading(1, "一、基本数据".to_owned()),
            Part::Table {
                headings: ["指标", "2023年", "2022年"].map(str::to_owned).to_vec(),
                rows: (1..40).map(row).collect(),
            },
            Part::Heading(1, "二、课程设置".to_owned()),
            Part::Text(text),
            Part::Heading(2, "（一）<课程> & \"衔接\"".to_owned()),
            Part::Text("落实。\n\u{b}再落实。".to_owned()),
        ],
        signed: vec!["某职业学校".to_owned(), "某大学".to_owned()],
        on: "2023年12月20日".to_owned(),
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_same_document_is_the_same_bytes_and_what_xml_does_not_allow_is_not_in_it() {
    let bytes = write_official(&official()).unwrap();
    assert_eq!(bytes, write_official(&official()).unwrap());
    let document = part(&bytes, "word/document.xml");
    assert!(document.contains("&lt;课程&gt; &amp; &quot;衔接&quot;") && !document.contains('\u{b}'));
    assert!(document.contains("w:tblHeader") && document.contains("方正小标宋简体"));
    assert!(part(&bytes, "word/fontTable.xml").contains("<w:altName w:val=\"Noto Serif CJK SC\"/>"));
}

/// A folder of a test's own, gone with it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run(program: &str, arguments: &[&str], at: &Path) -> Vec<u8> {
    let output = Command::new(program).args(arguments).current_dir(at).env("HOME", at).output();
    let output =
        output.unwrap_or_else(|error| panic!("`{program}` is needed, run `cargo xtask test`: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A line as it is laid out: left, top, right, bottom in millimetres, and its words.
type Line = ([f64; 4], String);

/// The lines of each page.
fn pages(html: &str) -> Vec<Vec<Line>> {
    let number = |tag: &str, name: &str| -> f64 {
        let rest = tag.split(&format!("{name}=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().parse::<f64>().unwrap() / MM
    };
    let line = |text: &str| {
        let tag = text.split('>').next().unwrap();
        let words = text.split("</word>").filter_map(|word| word.rsplit('>').next());
        let sides = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(tag, name));
        (sides, words.map(str::trim).collect::<String>())
    };
    let of_page = |page: &str| page.split("<line ").skip(1).map(line).collect();
    html.split("<page ").skip(1).map(of_page).collect()
}

#[test]
fn a_page_has_the_geometry_of_the_standard_within_a_millimetre() {
    let folder = Folder(std::env::temp_dir().join(format!("guantong-official-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let at = &folder.0;
    std::fs::write(at.join("report.docx"), write_official(&official()).unwrap()).unwrap();
    run("soffice", &["--headless", "--convert-to", "pdf", "report.docx"], at);
    let html = run("pdftotext", &["-bbox-layout", "report.pdf", "-"], at);
    let html = String::from_utf8(html).unwrap();
    let size = html.split("<page width=\"").nth(1).unwrap();
    let mut size = size.split('"').step_by(2).map(|number| number.parse::<f64>().unwrap() / MM);
    let (width, height) = (size.next().unwrap(), size.next().unwrap());
    assert!((width - 210.0).abs() < 1.0 && (height - 297.0).abs() < 1.0, "A4: {width} × {height}");
    let pages = pages(&html);
    assert!(pages.len() > 4, "{}", pages.len());
    // A page of text alone: the last but one.
    let page = &pages[pages.len() - 2];
    let (numbers, lines): (Vec<&Line>, Vec<&Line>) = page.iter().partition(|(at, _)| at[1] > 263.0);
    assert_eq!(lines.len(), 22, "lines of a page");
    let full = lines.iter().filter(|(_, words)| words.chars().count() == 28).count();
    assert!(full >= 20, "28 characters a line: {full}");
    let left = lines.iter().map(|(at, _)| at[0]).fold(f64::MAX, f64::min);
    let right = lines.iter().map(|(at, _)| at[2]).fold(0.0, f64::max);
    assert!((left - 28.0).abs() < 1.0 && (right - 184.0).abs() < 1.0, "text from {left} to {right} mm");
    // 22 lines of 225 mm: from the first to the last are 21 of them.
    let top = |line: &&&Line| line.0[1];
    let (first, last) = (lines.iter().min_by(|a, b| top(a).total_cmp(&top(b))), lines.last());
    let between = last.unwrap().0[1] - first.unwrap().0[1];
    assert!((between - 225.0 * 21.0 / 22.0).abs() < 1.0, "{between}");
    assert!(lines.iter().all(|(at, _)| at[1] > 36.0 && at[3] < 263.0), "within 37 and 262 mm");
    // The number stands below the text, on odd pages at the right, on even ones at the left.
    for (at, page) in pages.iter().enumerate() {
        let (place, words) = page.iter().find(|(at, _)| at[1] > 263.0).unwrap();
        assert_eq!(words.replace(' ', ""), format!("—{}—", at + 1));
        assert_eq!(place[0] > 105.0, at % 2 == 0, "page {}", at + 1);
    }
    assert_eq!(numbers.len(), 1);
}
