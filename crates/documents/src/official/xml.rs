//! The parts of a DOCX package as text.

use super::geometry::{
    BODY, BOTTOM, CLOSER, FOOTER, LEFT, LINE, NUMBER, NUMBER_LINE, PAGE, RIGHT, TITLE, TITLE_LINE, TOP,
};
use super::{Official, Part, title};
use std::fmt::Write;

/// A typeface of the standard, and an open one that is taken where it is not there.
struct Face {
    named: &'static str,
    open: &'static str,
}

/// 小标宋, 仿宋, 黑体, 楷体, 宋体.
const SONG_TITLE: Face =
    Face { named: "\u{65b9}\u{6b63}\u{5c0f}\u{6807}\u{5b8b}\u{7b80}\u{4f53}", open: "Noto Serif CJK SC" };
const FANGSONG: Face = Face { named: "\u{4eff}\u{5b8b}_GB2312", open: "Noto Serif CJK SC" };
const HEI: Face = Face { named: "\u{9ed1}\u{4f53}", open: "Noto Sans CJK SC" };
const KAI: Face = Face { named: "\u{6977}\u{4f53}_GB2312", open: "Noto Serif CJK SC" };
const SONG: Face = Face { named: "\u{5b8b}\u{4f53}", open: "Noto Serif CJK SC" };

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A text that may stand in XML: what it does not allow is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Letters of a face and size; each line break of the text is one.
fn run(face: &Face, size: u32, bold: bool, text: &str) -> String {
    let weight = if bold { "<w:b/>" } else { "" };
    let closer = if size == BODY { format!("<w:spacing w:val=\"{CLOSER}\"/>") } else { String::new() };
    format!(
        "<w:r><w:rPr><w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\" w:eastAsia=\"{0}\" w:cs=\"{0}\"/>{weight}{closer}\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{1}</w:t></w:r>",
        face.named,
        escaped(text).replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">")
    )
}

/// A paragraph: where it stands on the line, by how many characters it begins further in, and what is in it.
fn paragraph(align: &str, indent: u32, runs: &str) -> String {
    let first = if indent > 0 {
        format!("<w:ind w:firstLineChars=\"{}\" w:firstLine=\"{}\"/>", indent * 100, indent * BODY * 10)
    } else {
        String::new()
    };
    format!(
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{LINE}\" w:lineRule=\"exact\"/>{first}\
         <w:jc w:val=\"{align}\"/></w:pPr>{runs}</w:p>"
    )
}

/// So far from the lines of a table its words begin, in twentieths of a point. The cells themselves have no margin: a
/// table is set by its margin to the left of the text by some programs and not by others.
const WITHIN: u32 = 60;

fn table(headings: &[String], rows: &[Vec<String>]) -> String {
    let columns = headings.len().max(1);
    let width = (PAGE.0 - LEFT - RIGHT) / u32::try_from(columns).unwrap_or(1);
    let cell = |text: &str, bold: bool| {
        let size = BODY - 8;
        let line = format!(
            "<w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"40\" w:after=\"40\"/><w:ind w:left=\"{WITHIN}\" \
             w:right=\"{WITHIN}\"/><w:jc w:val=\"center\"/></w:pPr>{}</w:p>",
            run(&FANGSONG, size, bold, text)
        );
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{line}</w:tc>"
        )
    };
    let row = |texts: &[String], head: bool| {
        let property = if head { "<w:cantSplit/><w:tblHeader/>" } else { "<w:cantSplit/>" };
        let empty = String::new();
        let cells: String =
            (0..columns).map(|column| cell(texts.get(column).unwrap_or(&empty), head)).collect();
        format!("<w:tr><w:trPr>{property}</w:trPr>{cells}</w:tr>")
    };
    let border =
        |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let grid: String = (0..columns).map(|_| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let body: String = rows.iter().map(|texts| row(texts, false)).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" \
         w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{}{body}</w:tbl>",
        PAGE.0 - LEFT - RIGHT,
        row(headings, true)
    )
}

/// What is read.
pub(super) fn document(official: &Official) -> String {
    let title = title::lines(&official.title, TITLE_LINE).join("\n");
    let mut body = paragraph("center", 0, &run(&SONG_TITLE, TITLE, false, &title));
    body.push_str(&paragraph("left", 0, ""));
    if !official.to.is_empty() {
        body.push_str(&paragraph("left", 0, &run(&FANGSONG, BODY, false, &official.to)));
    }
    for part in &official.parts {
        match part {
            Part::Heading(level, text) => {
                let runs = match level {
                    1 => run(&HEI, BODY, false, text),
                    2 => run(&KAI, BODY, false, text),
                    _ => run(&FANGSONG, BODY, true, text),
                };
                body.push_str(&paragraph("both", 2, &runs));
            }
            Part::Text(text) => {
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    body.push_str(&paragraph("both", 2, &run(&FANGSONG, BODY, false, line.trim())));
                }
            }
            Part::Table { headings, rows } => {
                body.push_str(&table(headings, rows));
                body.push_str(&paragraph("left", 0, ""));
            }
        }
    }
    body.push_str(&paragraph("left", 0, ""));
    for line in official.signed.iter().chain(std::iter::once(&official.on)) {
        body.push_str(&paragraph("right", 0, &run(&FANGSONG, BODY, false, line)));
    }
    format!(
        "{DECLARED}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><w:body>{body}<w:sectPr><w:footerReference \
         w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"even\" r:id=\"rId3\"/><w:pgSz w:w=\"{}\" \
         w:h=\"{}\"/><w:pgMar w:top=\"{TOP}\" w:right=\"{RIGHT}\" w:bottom=\"{BOTTOM}\" w:left=\"{LEFT}\" w:header=\"0\" \
         w:footer=\"{FOOTER}\" w:gutter=\"0\"/><w:docGrid w:type=\"lines\" \
         w:linePitch=\"{LINE}\"/></w:sectPr></w:body></w:document>",
        PAGE.0, PAGE.1
    )
}

/// The number of a page between dashes: on odd pages at the right, on even ones at the left, a character from the edge.
pub(super) fn footer(even: bool) -> String {
    let (align, side) = if even { ("left", "left") } else { ("right", "right") };
    let dash = |text: &str| run(&SONG, NUMBER, false, text);
    let field = |kind: &str| {
        format!("<w:r><w:rPr><w:sz w:val=\"{NUMBER}\"/></w:rPr><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
    };
    let number = format!(
        "{}<w:r><w:rPr><w:sz w:val=\"{NUMBER}\"/></w:rPr><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}{}{}",
        field("begin"),
        field("separate"),
        run(&SONG, NUMBER, false, "1"),
        field("end")
    );
    format!(
        "{DECLARED}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{NUMBER_LINE}\" \
         w:lineRule=\"exact\"/><w:ind w:{side}=\"{}\"/><w:jc w:val=\"{align}\"/></w:pPr>{}{number}{}</w:p></w:ftr>",
        NUMBER * 10,
        dash("\u{2014} "),
        dash(" \u{2014}")
    )
}

/// Fonts with those that stand in for them.
pub(super) fn fonts() -> String {
    let mut all = String::new();
    for face in [SONG_TITLE, FANGSONG, HEI, KAI, SONG] {
        let _ =
            write!(all, "<w:font w:name=\"{}\"><w:altName w:val=\"{}\"/></w:font>", face.named, face.open);
    }
    format!("{DECLARED}<w:fonts xmlns:w=\"{MAIN}\">{all}</w:fonts>")
}

/// The letters that the grid is measured by. Punctuation does not hang out of a full line: what hangs is lost by some.
pub(super) fn styles() -> String {
    format!(
        "{DECLARED}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{0}\" \
         w:hAnsi=\"{0}\" w:eastAsia=\"{0}\" w:cs=\"{0}\"/><w:sz w:val=\"{BODY}\"/><w:szCs w:val=\"{BODY}\"/><w:lang \
         w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" \
         w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:pPr><w:overflowPunct \
         w:val=\"0\"/></w:pPr></w:style></w:styles>",
        FANGSONG.named
    )
}

/// Even pages have a foot of their own.
pub(super) fn settings() -> String {
    format!(
        "{DECLARED}<w:settings xmlns:w=\"{MAIN}\"><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"doNotCompress\"/></w:settings>"
    )
}

/// The types of the parts.
pub(super) fn types() -> String {
    let of = |part: &str, kind: &str| {
        format!(
            "<Override PartName=\"/word/{part}.xml\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
        )
    };
    let parts = [
        of("document", "document.main"),
        of("footer1", "footer"),
        of("footer2", "footer"),
        of("fontTable", "fontTable"),
        of("settings", "settings"),
        of("styles", "styles"),
    ];
    format!(
        "{DECLARED}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
         Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
         Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.concat()
    )
}

/// What belongs to what: by kind and place, from the first number.
pub(super) fn relations(of: &[(&str, &str)]) -> String {
    let one = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>", at + 1)
    };
    let all: String = of.iter().enumerate().map(one).collect();
    format!(
        "{DECLARED}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}
