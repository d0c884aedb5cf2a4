//! A document as GB/T 9704-2012 has it: its measures, its fonts, and what may stand in it.

use guantong_documents::official::{Official, Part, write_official};
use std::io::{Cursor, Read};
use std::process::{Command, Stdio};

fn official() -> Official {
    let text = "本年度双方按照通知要求，认真落实合作机制，按期研究课程衔接和转段安排。".repeat(60);
    let row = |n: usize| vec![format!("指标{n}"), "95.0%".to_owned(), "96.2%".to_owned()];
    Official {
        title: "某职业学校与某大学2023年度实施报告".to_owned(),
        to: "某市教育委员会：".to_owned(),
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

#[test]
fn the_measures_are_those_of_the_standard() {
    let document = part(&write_official(&official()).unwrap(), "word/document.xml");
    // Twentieths of a point, rounded: A4, 37 mm above, 28 mm at the binding, 156 by 225 mm of text, 22 lines.
    for measure in [
        "w:pgSz w:w=\"11906\" w:h=\"16838\"",
        "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\"",
        "w:docGrid w:type=\"lines\" w:linePitch=\"579\"",
        "<w:sz w:val=\"44\"/>",
        "<w:sz w:val=\"32\"/>",
    ] {
        assert!(document.contains(measure), "{measure}: {}", document.split("<w:sectPr>").nth(1).unwrap());
    }
    let bytes = write_official(&official()).unwrap();
    for (footer, align) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let footer = part(&bytes, footer);
        assert!(
            footer.contains(&format!("<w:jc w:val=\"{align}\"/>")) && footer.contains("<w:sz w:val=\"28\"/>")
        );
    }
}

/// Where a line of words stands on its page, in points from its upper left corner.
#[derive(Clone, Debug)]
struct Line {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    words: String,
}

const POINTS_A_MILLIMETRE: f64 = 72.0 / 25.4;

/// A document as LibreOffice lays it out, read by a tool of Poppler: what that tells of it.
fn laid_out_as(bytes: &[u8], name: &str, tool: &str, how: &[&str]) -> Vec<u8> {
    let folder = std::env::temp_dir().join(format!("guantong-official-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("report.docx"), bytes).unwrap();
    let office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .arg(folder.join("report.docx"))
        .stdin(Stdio::null())
        .output()
        .expect("LibreOffice is needed: run `cargo xtask test`, which installs it");
    assert!(office.status.success(), "{}", String::from_utf8_lossy(&office.stderr));
    let told = Command::new(tool)
        .args(how)
        .arg(folder.join("report.pdf"))
        .args(if tool == "pdftotext" { &["-"][..] } else { &[] })
        .output()
        .expect("Poppler's tools are needed: run `cargo xtask test`, which installs them");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    std::fs::remove_dir_all(&folder).unwrap();
    told.stdout
}

/// The pages of a document as they are laid out: each with its size and its lines, from above.
fn laid_out(bytes: &[u8]) -> Vec<((f64, f64), Vec<Line>)> {
    let text = String::from_utf8(laid_out_as(bytes, "lines", "pdftotext", &["-bbox-layout"])).unwrap();
    let number = |tag: &str, name: &str| -> f64 {
        tag.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    text.split("<page ")
        .skip(1)
        .map(|page| {
            let size = (number(page, "width"), number(page, "height"));
            let mut lines: Vec<Line> = Vec::new();
            for word in page.split("<word ").skip(1) {
                let (tag, rest) = word.split_once('>').unwrap();
                let line = Line {
                    left: number(tag, "xMin"),
                    right: number(tag, "xMax"),
                    top: number(tag, "yMin"),
                    bottom: number(tag, "yMax"),
                    words: rest.split("</word>").next().unwrap().to_owned(),
                };
                // Words of one height are one line, whatever stands between them.
                match lines.iter_mut().find(|known| (known.bottom - line.bottom).abs() < 4.0) {
                    Some(known) => {
                        known.left = known.left.min(line.left);
                        known.right = known.right.max(line.right);
                        known.top = known.top.min(line.top);
                        known.words.push_str(&line.words);
                    }
                    None => lines.push(line),
                }
            }
            lines.sort_by(|a, b| a.bottom.total_cmp(&b.bottom));
            (size, lines)
        })
        .collect()
}

#[test]
fn libreoffice_lays_it_out_by_the_standard_within_a_millimetre() {
    let text = "贯".repeat(28 * 22 * 3);
    let plain = Official {
        title: "报告".to_owned(),
        to: String::new(),
        parts: vec![Part::Text(text)],
        signed: vec!["某职业学校".to_owned()],
        on: "2023年12月20日".to_owned(),
    };
    let pages = laid_out(&write_official(&plain).unwrap());
    assert!(pages.len() >= 3, "{}", pages.len());
    let near = |found: f64, millimetres: f64, what: &str| {
        let found = found / POINTS_A_MILLIMETRE;
        assert!((found - millimetres).abs() <= 1.0, "{what}: {found:.2} mm, {millimetres} mm prescribed");
    };
    for ((width, height), _) in &pages {
        near(*width, 210.0, "width of the page");
        near(*height, 297.0, "height of the page");
    }
    // The second page has nothing but text.
    let (_, lines) = &pages[1];
    let (text, rest): (Vec<_>, Vec<_>) = lines.iter().cloned().partition(|line| line.words.starts_with('贯'));
    assert_eq!(text.len(), 22, "lines of a page");
    for line in &text {
        assert_eq!(line.words.chars().count(), 28, "characters of a line");
        near(line.left, 28.0, "left edge of the text");
        near(line.right - line.left, 156.0, "width of the text");
    }
    let (first, last) = (text.first().unwrap(), text.last().unwrap());
    // From the first line to the last there are 21 of 22 lines of 225 mm.
    near(last.bottom - first.bottom, 225.0 * 21.0 / 22.0, "height of the text");
    assert!(first.top / POINTS_A_MILLIMETRE >= 36.0, "37 mm above, less a millimetre");
    assert!(last.bottom / POINTS_A_MILLIMETRE <= 37.0 + 225.0 + 1.0, "the text ends within its block");
    // Numbers of pages stand below it, those of even pages left, of odd ones right.
    let number = |page: usize| {
        pages[page].1.iter().find(|line| line.words.contains(&format!("{}", page + 1))).unwrap()
    };
    assert_eq!(rest.len(), 1, "{rest:?}");
    for page in [1, 2] {
        assert!(number(page).top / POINTS_A_MILLIMETRE > 262.0, "page {}", page + 1);
    }
    assert!(number(1).right < 105.0 * POINTS_A_MILLIMETRE && number(2).left > 105.0 * POINTS_A_MILLIMETRE);
}

/// Words without what lies between them.
fn close(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_character_is_there_when_it_is_laid_out() {
    // Sentences of every length up to a line: punctuation comes to the end of a full line again and again.
    let text: String = (1..=28).map(|n| format!("{}，{}。", "课".repeat(n), "程".repeat(28 - n))).collect();
    let plain = Official {
        title: "某职业技术学院与某某信息科技大学2023年度实施报告".to_owned(),
        to: "某市教育委员会：".to_owned(),
        parts: vec![Part::Text(text.clone())],
        signed: Vec::new(),
        on: String::new(),
    };
    let told = laid_out_as(&write_official(&plain).unwrap(), "text", "pdftotext", &["-raw"]);
    let told = String::from_utf8(told).unwrap();
    // The numbers of pages stand between dashes.
    let numbers = |line: &&str| !line.trim().starts_with('—');
    let told: Vec<&str> = told.lines().filter(numbers).collect();
    assert_eq!(told[0].trim(), "某职业技术学院与", "a line of the title ends where a word does");
    assert_eq!(close(told[1]), "某某信息科技大学2023年度实施报告");
    assert_eq!(told[2].trim(), plain.to, "whom it is sent to, from the edge");
    assert_eq!(close(&told[3..].concat()), text);
    for line in &told {
        assert!(!line.trim().starts_with(['，', '。']), "no line begins with a stop: {line}");
    }
}

#[test]
fn a_table_is_as_wide_as_the_text() {
    let row = |n: usize| vec![format!("指标{n}"), "95.0%".to_owned(), "96.2%".to_owned()];
    let plain = Official {
        title: "报告".to_owned(),
        to: String::new(),
        parts: vec![Part::Table {
            headings: ["指标", "2023年", "2022年"].map(str::to_owned).to_vec(),
            rows: (1..10).map(row).collect(),
        }],
        signed: Vec::new(),
        on: String::new(),
    };
    // Grey, 254 points to the inch: ten to the millimetre. The lines of the table are the outermost that is drawn.
    let bytes = write_official(&plain).unwrap();
    let drawn = laid_out_as(&bytes, "table", "pdftoppm", &["-gray", "-r", "254", "-f", "1", "-l", "1"]);
    let mut head = drawn.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut number = || String::from_utf8(head.next().unwrap().to_vec()).unwrap();
    assert_eq!(number(), "P5");
    let (width, height): (usize, usize) = (number().parse().unwrap(), number().parse().unwrap());
    let pixels = &drawn[drawn.len() - width * height..];
    let dark = |x: usize| (0..height).filter(|y| pixels[y * width + x] < 128).count();
    // A line of the table is dark over more than four centimetres.
    let lines: Vec<usize> = (0..width).filter(|x| dark(*x) > 400).collect();
    for (found, tenths) in [(lines[0], 280.0), (lines[lines.len() - 1], 1_840.0)] {
        let found = f64::from(u32::try_from(found).unwrap());
        assert!((found - tenths).abs() <= 5.0, "{found} tenths of a millimetre, {tenths} prescribed");
    }
    let outermost: Vec<usize> = (0..width).filter(|x| dark(*x) > 0).collect();
    assert_eq!((outermost[0], outermost.last()), (lines[0], lines.last()), "nothing stands outside");
}
