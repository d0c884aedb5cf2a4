//! A document as GB/T 9704-2012 has it: its measures, its fonts, and what may stand in it.

use guantong_documents::official::{Official, Part, write_official};
use std::io::{Cursor, Read};

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
