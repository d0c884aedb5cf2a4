//! Files that do harm, are broken, or are nearly right: each with its verdict. What is refused is refused by its own name;
//! what is taken is taken whole; nothing is repaired.

#[allow(dead_code)]
#[path = "../../../documents/tests/it/made.rs"]
mod made;

use crate::candidates_import::{HEADINGS, Town, wrong};
use crate::office::YEAR;
use guantong_documents::At;
use guantong_model::Fact;
use guantong_service::ServiceError;
use made::{archive, compound, old_number, old_workbook, record, workbook, workbook_with};

/// What comes of a file: how many rows are taken, which cells are wrong, or why it is refused.
async fn verdict(town: &Town, bytes: &[u8]) -> String {
    match town.office.upload_candidates(YEAR, "毒.xlsx", bytes, "x").await {
        Err(ServiceError::BadInput(messages)) => {
            let said = messages.iter().map(|message| match message.facts.get("number") {
                Some(Fact::Text(number)) => number.clone(),
                _ => message.id.clone(),
            });
            said.collect::<Vec<_>>().join(" ")
        }
        Err(other) => format!("{other:?}"),
        Ok((id, _)) => {
            let view = town.office.candidate_import(&id).await.unwrap();
            let said = wrong(&view);
            let found = view.found.unwrap();
            town.office.drop_candidate_import(&id).await.unwrap();
            match (said.is_empty(), found.noted_count, found.conflicts.len()) {
                (false, ..) => said.join(" "),
                (true, 0, 0) => format!("{} rows", found.rows),
                (true, noted, conflicts) => format!("{} rows {noted} noted {conflicts} to judge", found.rows),
            }
        }
    }
}

/// A cell: text, `#` before a figure a number, `<` before anything the cell as XML with `@` for its place.
fn cell(row: usize, column: usize, text: &str) -> String {
    let at = At::new(u32::try_from(row).unwrap(), u32::try_from(column).unwrap()).to_string();
    if text.starts_with('<') {
        return text.replace('@', &at);
    }
    match text.strip_prefix('#') {
        _ if text.is_empty() => String::new(),
        Some(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
        None => made::text(&at, text),
    }
}

fn xml(rows: &[Vec<String>]) -> String {
    let row = |(row, cells): (usize, &Vec<String>)| {
        let cells: String = (1..).zip(cells).map(|(column, text)| cell(row, column, text)).collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    (1..).zip(rows).map(row).collect()
}

fn headings() -> Vec<String> {
    HEADINGS.map(str::to_owned).to_vec()
}

/// Headings and two candidates, with some cells of the first set otherwise.
fn rows(town: &Town, cells: &[(usize, &str)]) -> Vec<Vec<String>> {
    let mut rows = vec![headings(), town.row(1), town.row(2)];
    for (column, text) in cells {
        rows[1][*column] = (*text).to_owned();
    }
    rows
}

fn with(town: &Town, column: usize, text: &str) -> Vec<u8> {
    workbook(&xml(&rows(town, &[(column, text)])), &[])
}

fn csv(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join(",") + "\n").collect()
}

/// A sheet with a part of another content.
fn replaced(town: &Town, part: &str, bytes: &[u8]) -> Vec<u8> {
    workbook_with(&xml(&rows(town, &[])), &[], &[(part, bytes)])
}

fn book_of(sheets: &[(&str, &str, String)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut list, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (n, (name, state, rows)) in (1..).zip(sheets) {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" {state} r:id=\"rId{n}\"/>");
        relations += &format!(
            "<Relationship Id=\"rId{n}\" Type=\"{RELATED}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
    }
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATED}\"><sheets>{list}</sheets></workbook>");
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    );
    parts.push(("xl/workbook.xml".to_owned(), book));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    workbook_with("", &[], &parts)
}

type Poison = (&'static str, Vec<u8>, &'static str);

/// What is no workbook, or one that does harm.
fn containers(town: &Town) -> Vec<Poison> {
    let good = workbook(&xml(&rows(town, &[])), &[]);
    let cut = |end: usize| good[..good.len() - end].to_vec();
    let typed = b"<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet>&a;</worksheet>";
    let laughs = b"<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>";
    let deep = format!("<worksheet>{}</worksheet>", "<a>".repeat(200_000));
    let far = format!("{}<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>", xml(&rows(town, &[])));
    let wide = format!("{}<row r=\"9\"><c r=\"AAAAA9\"><v>1</v></c></row>", xml(&rows(town, &[])));
    let bomb = vec![0_u8; 401 * 1024 * 1024];
    vec![
        ("a good one", good.clone(), "2 rows"),
        ("nothing", Vec::new(), "IMP-0101"),
        ("blank lines", b"\n\n\n".to_vec(), "IMP-0101"),
        ("a workbook without a cell", workbook("", &[]), "IMP-0101"),
        ("its end cut off", cut(30), "IMP-0112"),
        ("its half", good[..good.len() / 2].to_vec(), "IMP-0112"),
        ("four bytes of it", good[..4].to_vec(), "IMP-0112"),
        ("a bomb of zeros", workbook_with("", &[], &[("xl/media/image1.bin", &bomb)]), "IMP-0108"),
        ("an external entity", replaced(town, "xl/worksheets/sheet1.xml", typed), "IMP-0107"),
        ("entities of entities", replaced(town, "xl/sharedStrings.xml", laughs), "IMP-0107"),
        ("tags in tags without end", replaced(town, "xl/worksheets/sheet1.xml", deep.as_bytes()), "IMP-0112"),
        ("a row beyond the last", workbook(&far, &[]), "IMP-0110"),
        ("a column beyond the last", workbook(&wide, &[]), "IMP-0110"),
        ("a part outside", replaced(town, "../../evil", b"x"), "IMP-0112"),
        ("OpenDocument", archive(&[("mimetype", b"x"), ("content.xml", b"<a/>")]), "IMP-0105"),
        ("a binary workbook", archive(&[("xl/workbook.bin", b"")]), "IMP-0106"),
        ("a document of words", archive(&[("word/document.xml", b"<a/>")]), "IMP-0103"),
        ("an archive in an archive", archive(&[("inner.xlsx", &good)]), "IMP-0103"),
        ("one with macros", replaced(town, "xl/vbaProject.bin", b"\xD0\xCF\x11\xE0"), "2 rows"),
        ("an encrypted one", compound(&[("EncryptedPackage", b"")], |_| {}), "IMP-0104"),
        ("an old one with a password", old_workbook(&record(0x002F, &[1, 0, 1, 0]), &[]), "IMP-0104"),
        ("an old one without headings", old_workbook(&[], &old_number(0, 0, 1.0)), "candidates-no-sheet"),
        ("sectors in a circle", compound(&[("Workbook", &[0; 8192])], |t| t[5] = 3), "IMP-0101"),
        ("a PDF", b"%PDF-1.7\n".to_vec(), "IMP-0103"),
        ("a page of the web called a workbook", b"<html><table><tr><td>1".to_vec(), "IMP-0103"),
        ("XML called a workbook", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "IMP-0103"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0".to_vec(), "IMP-0103"),
        ("a program", b"\x7FELF\0\0\xFF".to_vec(), "IMP-0103"),
        ("styles missing", workbook_with(&xml(&rows(town, &[])), &[], &[]), "2 rows"),
        ("no such shared string", with(town, 1, "<c r=\"@\" t=\"s\"><v>99</v></c>"), "IMP-0112"),
        (
            "a cell twice",
            workbook(&(xml(&rows(town, &[])) + "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"), &[]),
            "IMP-0112",
        ),
        ("a text of two million signs", with(town, 1, &"长".repeat(700_000)), "IMP-0112"),
    ]
}

/// What is a table, and of another shape.
fn shapes(town: &Town) -> Vec<Poison> {
    let good = || xml(&rows(town, &[]));
    let mut titled = vec![vec!["2023年考生名册".to_owned(), String::new()]];
    titled.extend(rows(town, &[]));
    let mut turned = rows(town, &[]);
    turned.iter_mut().for_each(|row| row.reverse());
    let mut broken_heading = rows(town, &[]);
    broken_heading[0][3] = "身份\n证号".to_owned();
    let mut lacking = rows(town, &[]);
    lacking[0][5] = "总评".to_owned();
    let mut twice = rows(town, &[]);
    twice[0].push("姓名".to_owned());
    let mut blank = rows(town, &[]);
    blank.insert(2, vec![String::new()]);
    let two = [("一", "", good()), ("二", "", good())];
    let hidden = [("一", "", xml(&[vec!["说明".to_owned()]])), ("二", "state=\"hidden\"", good())];
    let old_copy = [("旧", "state=\"veryHidden\"", good()), ("新", "", good())];
    let hidden_row = good().replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">");
    vec![
        ("a title above", workbook(&xml(&titled), &["A1:M1"]), "2 rows"),
        ("columns in another order", workbook(&xml(&turned), &[]), "2 rows"),
        ("a heading over two lines", workbook(&xml(&broken_heading), &[]), "2 rows"),
        ("a heading merged downwards", workbook(&xml(&blank_second(town)), &["A1:A2"]), "2 rows"),
        (
            "a heading merged over all",
            workbook(&good(), &["A1:A1000"]),
            "A2 take-over-cell-empty A3 take-over-cell-empty",
        ),
        ("a required column missing", workbook(&xml(&lacking), &[]), "candidates-headings-missing"),
        ("a column twice", workbook(&xml(&twice), &[]), "candidates-heading-twice"),
        ("headings alone", workbook(&xml(&[headings()]), &[]), "candidates-no-rows"),
        ("no headings", workbook(&xml(&[town.row(1)]), &[]), "candidates-no-sheet"),
        ("a blank row between", workbook(&xml(&blank), &[]), "2 rows"),
        ("two sheets of candidates", book_of(&two), "candidates-sheets"),
        ("the only sheet hidden", book_of(&hidden), "candidates-sheet-hidden"),
        ("an old copy hidden", book_of(&old_copy), "2 rows"),
        ("a row that is hidden", workbook(&hidden_row, &[]), "2 rows"),
    ]
}

fn blank_second(town: &Town) -> Vec<Vec<String>> {
    let mut rows = rows(town, &[]);
    rows.insert(1, vec![String::new(), "（必填）".to_owned()]);
    rows
}

/// Cells that are not what they seem.
fn values(town: &Town) -> Vec<Poison> {
    let formula = "<c r=\"@\" t=\"str\"><f>HYPERLINK(\"http://x\")</f><v>王明</v></c>";
    let no_result = "<c r=\"@\"><f>1+1</f></c>";
    let error = "<c r=\"@\" t=\"e\"><v>#N/A</v></c>";
    let flag = "<c r=\"@\" t=\"b\"><v>1</v></c>";
    let day = "<c r=\"@\" t=\"d\"><v>2008-03-14</v></c>";
    let girl = guantong_model::IdentityNo::with_check("99010820080314002").unwrap();
    let old = guantong_model::IdentityNo::with_check("99010819500314001").unwrap();
    let of = |column, text: &str| with(town, column, text);
    let same = |from: usize| {
        let mut rows = rows(town, &[]);
        rows[2][from] = rows[1][from].clone();
        workbook(&xml(&rows), &[])
    };
    vec![
        ("a number as a figure", of(0, "#2311080100001"), "A2 take-over-cell-number"),
        ("an identity number as a figure", of(3, "#110108200803140010"), "D2 take-over-cell-number"),
        ("an identity number in powers of ten", of(3, "1.10108E+17"), "D2 identity-length"),
        ("one of fifteen places", of(3, "110108080314001"), "D2 identity-length"),
        ("its check wrong", of(3, "990108200803140010"), "D2 identity-check"),
        ("full-width digits in it", of(3, "９90108200803140010"), "D2 identity-letters"),
        ("sex against it", of(3, girl.as_str()), "C2 candidates-sex-differs"),
        ("somebody of seventy", of(3, old.as_str()), "2 rows 1 noted 0 to judge"),
        ("a day where a number should be", of(3, day), "D2 take-over-cell-not-words"),
        ("a name by a formula", of(1, formula), "2 rows"),
        ("a formula without a result", of(5, no_result), "F2 take-over-cell-not-words"),
        ("an error in a cell", of(5, error), "F2 take-over-cell-not-words"),
        ("true for a name", of(1, flag), "B2 take-over-cell-not-words"),
        ("a sign that cannot be seen", of(1, "王\u{200d}明"), "B2 candidates-name-invisible"),
        ("writing turned round", of(1, "明\u{202e}王"), "B2 candidates-name-invisible"),
        ("a lost character", of(1, "王?"), "B2 candidates-name-lost"),
        ("a self-made character", of(1, "王\u{e001}"), "2 rows 1 noted 0 to judge"),
        ("a name from the supplementary planes", of(1, "\u{2cd10}\u{20bb7}"), "2 rows"),
        ("a formula as words", of(1, "=cmd()"), "B2 candidates-name-character"),
        ("a score in words", of(5, "五百"), "F2 take-over-cell-score"),
        ("a negative score", of(5, "#-1"), "F2 take-over-cell-score"),
        ("a score over full marks", of(5, "#660.5"), "F2 take-over-cell-score-over"),
        ("a score beyond all figures", of(5, "#1e300"), "F2 take-over-cell-score"),
        ("parts over the whole", of(6, "400"), "F2 candidates-parts-over"),
        ("no district", of(4, "京郊"), "E2 take-over-cell-district"),
        ("a word that is not offered", of(10, "Y"), "K2 take-over-cell-choice"),
        ("half a draw", of(9, "#1.5"), "J2 take-over-cell-count"),
        ("another's draw", same(9), "J3 candidates-draw-twice"),
        ("a number twice", same(0), "2 rows 0 noted 1 to judge"),
        ("a person twice", same(3), "2 rows 0 noted 1 to judge"),
        ("an unknown programme", of(12, "no-such"), "M2 candidates-list-unknown"),
        ("a programme twice", of(12, &format!("{0}|{0}", town.programme)), "2 rows 1 noted 0 to judge"),
        ("nothing where something must be", of(1, ""), "B2 take-over-cell-empty"),
    ]
}

/// Texts in what offices write.
fn texts(town: &Town) -> Vec<Poison> {
    let good = csv(&rows(town, &[]));
    let marked = |text: &str| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    // 「报名号」 and a broken half of a character.
    let broken = b"\xB1\xA8\xC3\xFB\xBA\xC5,\xD0\xD5\xC3\xFB\n1,\xFF\xFF\n".to_vec();
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(good.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    // A line of GBK: the headings alone.
    let gbk = b"\xB1\xA8\xC3\xFB\xBA\xC5,\xD0\xD5\xC3\xFB\n23001,\xCD\xF5\xC3\xF7\n".to_vec();
    vec![
        ("UTF-8", good.clone().into_bytes(), "2 rows"),
        ("UTF-8 with a mark", marked(&good), "2 rows"),
        ("UTF-16", wide, "2 rows"),
        ("GBK without most columns", gbk, "candidates-headings-missing"),
        ("GBK broken", broken, "IMP-0113"),
        (
            "lines that end in three ways",
            good.replacen('\n', "\r\n", 1).replacen("\n2", "\r2", 1).into_bytes(),
            "2 rows",
        ),
        ("columns parted by tabs", good.replace(',', "\t").into_bytes(), "2 rows"),
        ("a null in it", good.replacen("男", "\0", 1).into_bytes(), "IMP-0103"),
        (
            "a quote that never ends",
            good.replacen("男", "\"男", 1).into_bytes(),
            "C2 take-over-cell-choice …",
        ),
        ("a thousand columns", format!("{}{}\n", good, ",".repeat(1_000) + "x").into_bytes(), "IMP-0110"),
    ]
}

#[tokio::test]
async fn every_poison_has_its_verdict() {
    let town = Town::new("poison").await;
    let (mut seen, mut others) = (0, Vec::new());
    for (name, bytes, expected) in
        [containers(&town), shapes(&town), values(&town), texts(&town)].into_iter().flatten()
    {
        let found = verdict(&town, &bytes).await;
        let fits = match expected.strip_suffix('…') {
            Some(beginning) => found.starts_with(beginning),
            None => found == expected,
        };
        if !fits {
            others.push(format!("{name}: {found}, not {expected}"));
        }
        seen += 1;
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
    assert!(seen >= 60, "{seen}");
    assert!(town.office.storage().candidates(YEAR).await.unwrap().is_empty());
}
