//! A rule set as fields: what is read is what was written, what is wrong is named at its field, what a year leaves open
//! stays open.
// case: 3.1.3.b
// case: 3.1.2.a refused

use guantong_admission::year::fields::Read;
use guantong_admission::year::{Fields, Ground, QuotaKind, RoundId};
use guantong_admission::{Equal, Method, RuleSet};
use guantong_model::Score;
use std::collections::BTreeMap;

const SHIPPED: &str = include_str!("../../../../editions/beijing-2023/admission.toml");

fn shipped() -> Fields {
    let mut fields = RuleSet::from_toml("admission.toml", SHIPPED).unwrap().fields();
    // The file names no source for what it takes from an interpretation.
    fields.insert("floor_basis_source".to_owned(), "办法第三条".to_owned());
    fields
}

fn read(fields: &Fields) -> Read {
    let programmes = BTreeMap::from([("A".to_owned(), 30), ("B".to_owned(), 20)]);
    let districts = [("110108", "110108"), ("海淀区", "110108")];
    let districts = districts.map(|(name, code)| (name.to_owned(), code.to_owned())).into();
    let floor_least = Some(Score::points(490));
    let ground =
        Ground { year: 2023, floor_least, programmes: Some(&programmes), districts: Some(&districts) };
    RuleSet::from_fields(fields, &ground)
}

/// What is wrong or open after some fields are changed, as field and message.
fn told(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = shipped();
    for (name, value) in changes {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    let problems = read(&fields).problems.into_iter();
    problems.map(|problem| (problem.field, problem.message.id)).collect()
}

#[test]
fn what_is_written_is_what_is_read() {
    let read_back = read(&shipped());
    assert_eq!(read_back.problems, []);
    assert_eq!(read_back.fields, shipped());
    let set = read_back.set.unwrap();
    let file = RuleSet::from_toml("admission.toml", SHIPPED).unwrap();
    for id in [RoundId::Early, RoundId::Unified] {
        let (mine, its) = (set.rules(id).unwrap(), file.rules(id).unwrap());
        assert_eq!(
            (mine.score_floor, mine.preferences_max, mine.equal, mine.method),
            (its.score_floor, its.preferences_max, its.equal, its.method)
        );
    }
    assert_eq!((&set.order.value, &set.bonus.value), (&file.order.value, &file.bonus.value));
    assert_eq!(set.score_floor.clause.as_ref().map(|clause| clause.as_str()), Some("3.1.2.a"));
    assert_eq!(set.fields(), shipped(), "written again it is the same");
}

#[test]
fn full_width_and_blanks_are_read_and_kept_in_one_way() {
    let typed = [
        ("score_floor", " ４９５．５ "),
        ("bonus", "5、20，10"),
        ("quota_sex", "B\t10\t-\r\nA，12，13"),
        ("quota_boarding", "A 20 10"),
        ("quota_district", "A 海淀区 3"),
        ("quota_test", "B"),
    ];
    let mut fields = shipped();
    fields.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let read_back = read(&fields);
    assert_eq!(read_back.problems, []);
    let kept = |name: &str| read_back.fields[name].as_str();
    assert_eq!((kept("score_floor"), kept("bonus")), ("495.5", "20 10 5"));
    assert_eq!((kept("quota_sex"), kept("quota_district")), ("A 12 13\nB 10 -", "A 110108 3"));
    let set = read_back.set.unwrap();
    let kinds = [QuotaKind::Sex, QuotaKind::Boarding, QuotaKind::District, QuotaKind::AdditionalTest];
    assert_eq!((set.quotas.value.as_slice(), set.quota_places.len()), (&kinds[..], 7));
    let again = read(&set.fields());
    assert_eq!(again.set, Some(set), "the lines are read as they are written");
}

#[test]
fn what_is_wrong_is_named_at_its_field() {
    for (changes, field, message) in [
        (&[("score_floor", "489.999")][..], "score_floor", "rules-floor-low"),
        (&[("score_floor", "661")], "score_floor", "rules-floor-high"),
        (&[("score_floor", "-1")], "score_floor", "rules-no-number"),
        (&[("full_marks", "六百")], "full_marks", "rules-no-number"),
        (&[("bonus", "20 x")], "bonus", "rules-no-number"),
        (&[("bonus_counted", "0")], "bonus_counted", "rules-no-count"),
        (&[("order_2", "priority-group")], "order_2", "rules-order-twice"),
        (&[("order_6", "chinese"), ("order_2", "")], "order_6", "rules-order-gap"),
        (&[("order_4", "history")], "order_4", "rules-no-choice"),
        (&[("equal", "")], "equal", "rules-open"),
        (&[("equal", "coin")], "equal", "rules-no-choice"),
        (&[("early_max", "100")], "early_max", "rules-no-count"),
        (&[("early_held", "no"), ("unified_held", "no")], "unified_held", "rules-no-round"),
        (&[("method_source", "")], "method_source", "rules-open"),
        (&[("method_certainty", "sure")], "method_certainty", "rules-no-choice"),
        (&[("quota_sex", "C 1 1")], "quota_sex", "rules-no-programme"),
        (&[("quota_sex", "A 1")], "quota_sex", "rules-line-parts"),
        (&[("quota_sex", "A 31 1")], "quota_sex", "rules-quota-over"),
        (&[("quota_sex", "A 1 1\nA 2 2")], "quota_sex", "rules-line-twice"),
        (&[("quota_boarding", "A 1 many")], "quota_boarding", "rules-line-number"),
        (&[("quota_district", "A 天津 3")], "quota_district", "rules-no-district"),
        (&[("quota_test", "A 3")], "quota_test", "rules-line-parts"),
        (&[("weights", "A 0 0 0 0")], "weights", "rules-weights-zero"),
        (&[("weights", "A 1 1")], "weights", "rules-line-parts"),
        (&[("weights", "A 1 0 1.5 0")], "method", "rules-weights-serial"),
        (&[("weights", "A 1 0 1.5 0")], "weights_source", "rules-open"),
        (
            &[("equal", "admit-all"), ("quota_sex", "A 1 1"), ("quota_boarding", "A 1 1")],
            "equal",
            "rules-quotas-draw",
        ),
    ] {
        let told = told(changes);
        let expected = (field.to_owned(), message.to_owned());
        assert!(told.contains(&expected), "{changes:?}: {told:?}");
    }
    let long = "字".repeat(301);
    assert_eq!(told(&[("equal_source", &long)]), [("equal_source".to_owned(), "rules-long".to_owned())]);
    let several = [("method", "deferred-acceptance"), ("weights", "A 1 0 1.5 0"), ("weights_source", "办法")];
    let several = [&several[..], &[("weights_certainty", "high"), ("quota_sex", "A 9 9")]].concat();
    assert_eq!(told(&several), []);
    let crossing = [&several[..], &[("quota_boarding", "A 9 9")]].concat();
    assert_eq!(told(&crossing), [("weights".to_owned(), "rules-quotas-weights".to_owned())]);
}

#[test]
fn a_year_without_the_early_round_and_with_another_method() {
    let mut fields = shipped();
    for (name, value) in [("early_held", "no"), ("method", "deferred-acceptance"), ("equal", "refer")] {
        fields.insert(name.to_owned(), value.to_owned());
    }
    let set = read(&fields).set.unwrap();
    assert!(set.rules(RoundId::Early).is_none());
    let rules = set.rules(RoundId::Unified).unwrap();
    assert_eq!((rules.method, rules.equal), (Method::DeferredAcceptance, Equal::Refer));
}
