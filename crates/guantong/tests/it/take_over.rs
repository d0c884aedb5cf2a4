//! `guantong take-over`: from the template to the students of a school, as a person types it.

use crate::commands::{run_in, said};
use crate::scratch::Scratch;
use guantong_documents::{At, Limits, Returned, Sheet, Value, read, write_returned};
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";

/// Fills in a line of a sheet by its headings.
fn fill(sheet: &mut Sheet, row: u32, cells: &[(&str, &str)]) {
    for (heading, words) in cells {
        let found =
            sheet.rows[0].cells.iter().find(|(_, value)| *value == Value::Text((*heading).to_owned()));
        let column = found.unwrap_or_else(|| panic!("{heading}")).0;
        sheet.set(At::new(row, column), Some(Value::Text((*words).to_owned())));
    }
}

fn student<'a>(number: &'a str, certificate: &'a str, promoted_on: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("学号", number),
        ("姓名", "王晓明"),
        ("出生日期", "2003年5月6日"),
        ("入学年份", "2018"),
        ("中考成绩", "512.5"),
        ("录取项目编号", "CP-AUTO"),
        ("报到日期", "2018-09-01"),
        ("中职完成学业日期", "2021-06-30"),
        ("中职毕业证书编号", certificate),
        ("中职毕业证书日期", "2021-07-01"),
        ("升入高职日期", promoted_on),
    ]
}

fn save(sheets: &[Sheet], file: &std::path::Path) {
    let back: Vec<Returned<'_>> =
        sheets.iter().map(|sheet| Returned { sheet, headings: 1, marks: &[], reasons: "备注" }).collect();
    std::fs::write(file, write_returned(&back, date(2026, 9, 1)).unwrap()).unwrap();
}

#[test]
fn a_school_comes_in_from_its_sheet() {
    let folder = Scratch::new("take-over");
    let run = |arguments: &[&str]| said(&run_in(folder.path(), "zh-CN", arguments));
    assert_eq!(run(&["init", "--data", "office"]).0, 0);
    let (code, out, err) = run(&["take-over", "template", "--out", "students.xlsx", "--data", "office"]);
    assert!(code == 0 && out.contains("students.xlsx"), "{err}");
    let file = folder.path().join("students.xlsx");
    let mut sheets = read(&std::fs::read(&file).unwrap(), &Limits::list()).unwrap();
    let programme = [
        ("项目编号", "CP-AUTO"),
        ("项目类别", "中本贯通"),
        ("前段院校", SCHOOL),
        ("合作本科高校", "北京联合大学"),
        ("专业", "汽车运用与维修"),
        ("2018级录取成绩", "500"),
    ];
    fill(&mut sheets[1], 2, &programme);
    fill(&mut sheets[0], 2, &student("001", "京职1", "2021-09-01"));
    fill(&mut sheets[0], 3, &student("002", "京职1", "2020-09-01"));
    save(&sheets, &file);

    let check = ["take-over", "check", "students.xlsx", "--data", "office", "--out", "back.xlsx"];
    let (code, out, _) = run(&check);
    assert_eq!(code, 1, "{out}");
    for words in ["第 3 行", "京职1", "第 2 行 王晓明（001）沿用", "还没有转段考核结果", "有误 1 行"]
    {
        assert!(out.contains(words), "{words} in\n{out}");
    }
    let back = read(&std::fs::read(folder.path().join("back.xlsx")).unwrap(), &Limits::list()).unwrap();
    let reasons = |row: usize| back[0].rows[row].cells.last().unwrap().1.clone();
    assert_eq!(reasons(0), Value::Text("核对结果".to_owned()));
    assert!(matches!(reasons(2), Value::Text(text) if text.contains("已经出现过")));

    fill(&mut sheets[0], 3, &student("002", "京职2", "2021-09-01"));
    save(&sheets, &file);
    let (code, out, _) = run(&check);
    assert_eq!(code, 0, "{out}");
    let checked =
        out.lines().find_map(|line| line.strip_prefix("可以确认。核对摘要：")).unwrap().trim().to_owned();
    let confirm = |checked: &str| {
        run(&[
            "take-over",
            "confirm",
            "students.xlsx",
            "--checked",
            checked,
            "--by",
            "张老师",
            "--data",
            "office",
        ])
    };
    let (code, _, err) = confirm("0");
    assert!(code == 1 && err.contains("没有写入"), "{err}");
    let (code, out, err) = confirm(&checked);
    assert!(code == 0 && out.contains("已接续 2 名学生，其中 2 步"), "{out}{err}");
    let (code, _, err) = confirm(&checked);
    assert!(code == 1 && err.contains("已经接续过"), "{err}");
    assert_eq!(run(&["journal", "verify", "--data", "office"]).0, 0);
    std::fs::write(folder.path().join("no.xlsx"), "no workbook").unwrap();
    let (code, _, err) = run(&["take-over", "check", "no.xlsx", "--data", "office"]);
    assert!(code == 2 && err.contains("学号"), "{err}");
}
