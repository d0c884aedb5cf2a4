//! The plan out and in again.

use crate::{annex, demo_answers, draft_of, ground, open, plan_2023, reconciled, sheet_of};
use guantong_documents::{write_csv, write_xlsx};
use guantong_model::sheet::Sheet;
use guantong_programme::plan::{
    self, Answers, CSV_HEADINGS, Changed, Form, Plan, Reconciliation, Severity, diff, list, table,
};

fn xlsx(plan: &Plan) -> Vec<u8> {
    let title = format!("{}年北京市高端技术技能人才贯通培养招生计划表", plan.year);
    write_xlsx(&[table(plan, &title)], "2023-04-07".parse().unwrap()).unwrap()
}

fn csv(plan: &Plan) -> Vec<u8> {
    write_csv(&CSV_HEADINGS, list(plan))
}

/// A table imported over a plan in force.
fn over(plan: &Plan, sheet: &Sheet) -> Reconciliation {
    let draft = draft_of(sheet);
    let first = plan::reconcile(&draft, &Answers::none(), &ground()).unwrap();
    plan::reconcile(&draft, &plan.answers_for(&first), &ground()).unwrap()
}

#[test]
fn the_list_has_its_heading_and_every_line() {
    let text = String::from_utf8(csv(&plan_2023())).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 77);
    assert_eq!(lines[0], "category,institution,special,major,partner,places");
    assert_eq!(lines[1], "高本贯通,北京电子科技职业学院,,机电一体化技术,北方工业大学,60");
    assert_eq!(
        lines[10],
        "高本贯通,北京电子科技职业学院,生物医药行业产教融合共同体人才培养专项,药品生物技术,北京石油化工学院,60"
    );
    assert!(lines.contains(&"高本贯通,北京城市学院,,小学教育(国际艺术学校定向招生),北京城市学院,30"));
}

#[test]
fn an_unedited_file_changes_nothing() {
    let plan = plan_2023();
    for (bytes, form) in [(xlsx(&plan), Form::Annex), (csv(&plan), Form::List)] {
        let sheet = sheet_of(&bytes);
        assert_eq!(draft_of(&sheet).form, form);
        let again = over(&plan, &sheet);
        assert_eq!(open(&again), Vec::<&str>::new(), "{form:?}");
        let again = again.plan().unwrap();
        let difference = diff(&plan.programmes, &again.programmes);
        assert_eq!((difference.count(), difference.unchanged), (0, 76), "{form:?}");
        assert_eq!(again.programmes, plan.programmes, "{form:?}");
        assert_eq!(again.categories, plan.categories);
        // What people said about it goes on, and goes on again.
        assert_eq!(diff(&plan.programmes, &over(&again, &sheet).plan().unwrap().programmes).count(), 0);
    }
}

#[test]
fn the_exported_table_has_the_shape_of_the_annex() {
    let plan = plan_2023();
    let (ours, theirs) = (draft_of(&sheet_of(&xlsx(&plan))), draft_of(&annex()));
    assert_eq!(ours.title, theirs.title);
    assert_eq!((ours.rows.len(), ours.blocks.len(), ours.categories.len()), (76, 13, 2));
    assert_eq!(ours.total.map(|total| total.value), Some(2810));
    let printed = |draft: &plan::Draft| -> Vec<_> {
        draft
            .rows
            .iter()
            .map(|row| (row.institution.value.clone(), row.special.clone(), row.major_printed.clone()))
            .collect()
    };
    assert_eq!(printed(&ours), printed(&theirs));
    assert!(ours.rows.iter().all(|row| !row.places.is_missing() && !row.partner.is_missing()));
    // One export twice is the same file.
    assert_eq!(xlsx(&plan), xlsx(&plan));
}

#[test]
fn an_edit_is_found_and_a_new_directed_programme_is_asked_about() {
    let plan = plan_2023();
    let text = String::from_utf8(csv(&plan)).unwrap();
    let edited = text
        .replace(
            "高本贯通,北京工业职业技术学院,,工程造价,北方工业大学,50\n",
            "高本贯通,北京工业职业技术学院,,工程造价,北方工业大学,55\n",
        )
        .replace("高本贯通,北京工业职业技术学院,,汽车智能技术,北方工业大学,35\n", "")
        + "中本贯通,北京国际职业教育学校,,幼儿保育（定向）,北京城市学院,20\n";
    let found = over(&plan, &sheet_of(edited.as_bytes()));
    assert_eq!(open(&found), ["directed:row77"]);
    let difference = diff(&plan.programmes, &found.preview());
    assert_eq!(difference.unchanged, 74);
    assert_eq!(
        difference.added.iter().map(|p| p.major_printed.as_str()).collect::<Vec<_>>(),
        ["幼儿保育（定向）"]
    );
    assert_eq!(difference.removed.iter().map(|p| p.key.major.as_str()).collect::<Vec<_>>(), ["汽车智能技术"]);
    assert_eq!(difference.changed.len(), 1);
    let change = &difference.changed[0];
    assert_eq!(
        (change.before.places, change.after.places, change.changed.as_slice()),
        (50, 55, [Changed::Places].as_slice())
    );
}

#[test]
fn a_list_that_names_no_partner_or_number_is_asked() {
    let text = "category,institution,special,major,partner,places\n\
                中本贯通,北京市商业学校,,幼儿保育,,30\n\
                中本贯通,北京市商业学校,,电子商务,北京物资学院,\n";
    let found = reconciled(&sheet_of(text.as_bytes()), &Answers::none());
    assert_eq!(open(&found), ["places:row3", "partner:row2"]);
    assert!(found.findings.iter().all(|finding| finding.severity != Severity::Blocks));
}

#[test]
fn lists_from_offices_are_read_in_their_encodings() {
    let plan = plan_2023();
    let text = String::from_utf8(csv(&plan)).unwrap();
    let tabs = text.replace(',', "\t");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(tabs.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = b"\xEF\xBB\xBF".iter().copied().chain(text.bytes()).collect();
    let windows = text.replace('\n', "\r\n").into_bytes();
    for (bytes, name) in [(marked, "UTF-8 with a mark"), (utf16, "UTF-16"), (windows, "CRLF")] {
        let again = over(&plan, &sheet_of(&bytes)).plan().unwrap();
        assert_eq!(diff(&plan.programmes, &again.programmes).count(), 0, "{name}");
    }
}

#[test]
fn a_plan_survives_being_stored() {
    let plan = plan_2023();
    let text = toml::to_string(&plan).unwrap();
    assert_eq!(toml::from_str::<Plan>(&text).unwrap(), plan);
    let found = reconciled(&annex(), &demo_answers());
    assert_eq!(found.plan().unwrap(), plan);
}
