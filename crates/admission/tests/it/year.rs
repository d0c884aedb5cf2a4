//! The rule set of a year: the shipped one, and what its reader refuses.

use guantong_admission::year::{Bonus, Certainty, FloorBasis, RoundId, RuleSet, Shape};
use guantong_admission::{Decimal, Equal, Method};
use guantong_model::Score;

const SHIPPED: &str = include_str!("../../../../editions/beijing-2023/admission.toml");
const INTERPRETATIONS: &str =
    include_str!("../../../../editions/beijing-2023/interpretations/admission.toml");

fn shipped() -> RuleSet {
    RuleSet::from_toml("admission.toml", SHIPPED).unwrap()
}

#[test]
fn the_rules_of_2023() {
    let year = shipped();
    assert_eq!(
        (year.year, year.full_marks.value, year.score_floor.value),
        (2023, Decimal::from(Score::points(660)), Decimal::from(Score::points(490)))
    );
    assert_eq!(year.score_floor.clause.as_ref().map(|clause| clause.as_str()), Some("3.1.2.a"));
    assert_eq!(
        (year.score_floor.certainty, year.floor_basis.value),
        (Certainty::Certain, FloorBasis::TotalWithBonus)
    );
    assert_eq!((year.equal.value, year.method.value), (Equal::Draw, Method::Serial));
    assert!(!year.household_evidence_counts.value && year.quotas.value.is_empty());
    assert_eq!(year.order.value, ["priority-group", "chinese", "mathematics", "foreign-language"]);
    let rounds: Vec<_> = year.rounds.iter().map(|r| (r.id, r.preferences_max.value, r.shape.value)).collect();
    assert_eq!(rounds, [(RoundId::Early, 8, Shape::Programme), (RoundId::Unified, 24, Shape::School)]);
    let rules = year.rules(RoundId::Early).unwrap();
    assert_eq!((rules.preferences_max, rules.equal), (Some(8), Equal::Draw));
    assert_eq!(rules.score_floor, Some(Score::points(490).into()));
}

#[test]
fn one_bonus_counts_and_the_priority_group_goes_first_without() {
    let year = shipped();
    let points = |of: &[i32]| year.bonus_counted(&of.iter().map(|p| Score::points(*p)).collect::<Vec<_>>());
    for (entitled, counted) in [(&[][..], 0), (&[5, 20, 10], 20), (&[5, 5], 5), (&[7], 0)] {
        assert_eq!(points(entitled), Score::points(counted), "{entitled:?}");
    }
    assert_eq!(
        year.bonus.value,
        Bonus { points: [20, 10, 5].map(|p| Score::points(p).into()).to_vec(), counted_max: 1 }
    );
    let mark = |subject: &str| Score::points(i32::try_from(subject.len()).unwrap());
    let keys = |group, bonus| year.keys(group, Score::points(bonus), mark);
    assert_eq!(keys(true, 0), [1, 7, 11, 16].map(Score::points));
    assert_eq!((keys(true, 5)[0], keys(false, 0)[0]), (Score::default(), Score::default()));
    assert_eq!(year.measured_by_floor(Score::points(485), Score::points(5)), Score::points(490));
    let mut other = year;
    other.floor_basis.value = FloorBasis::ExaminationTotal;
    assert_eq!(other.measured_by_floor(Score::points(485), Score::points(5)), Score::points(485));
    assert_eq!(other.ranked_by(Score::points(485), Score::points(5)), Score::points(490));
}

#[test]
fn interpretations_say_what_was_chosen() {
    let table: toml::Table = INTERPRETATIONS.parse().unwrap();
    let chosen = |id: &str| {
        let entries = table["interpretation"].as_array().unwrap();
        let entry = entries.iter().find(|entry| entry["id"].as_str() == Some(id)).unwrap();
        let chosen = entry["chosen"].as_str().unwrap();
        let choices = entry["choices"].as_array().unwrap();
        assert!(choices.iter().any(|choice| choice["id"].as_str() == Some(chosen)), "{id}");
        chosen
    };
    let year = shipped();
    assert_eq!(chosen(year.equal.interpretation.as_deref().unwrap()), year.equal.value.as_str());
    assert_eq!(chosen(year.floor_basis.interpretation.as_deref().unwrap()), "total-with-bonus");
    assert_eq!(chosen(year.household_evidence_counts.interpretation.as_deref().unwrap()), "no");
}

/// The problem of the shipped rule set after one change, as line, key and message id.
fn check(from: &str, to: &str, expected: (u64, &str, &str)) {
    assert!(SHIPPED.contains(from), "{from}");
    let text = SHIPPED.replacen(from, to, 1);
    let problems = RuleSet::from_toml("admission.toml", &text).unwrap_err();
    let found: Vec<_> =
        problems.listed.iter().map(|p| (p.line, p.column.as_str(), p.message.id.as_str())).collect();
    assert!(found.contains(&expected), "{to}: {found:?}");
    assert!(problems.listed.iter().all(|problem| problem.file == "admission.toml"));
}

fn line_of(text: &str) -> u64 {
    let (before, _) = SHIPPED.split_once(text).unwrap();
    before.matches('\n').count() as u64 + 1
}

#[test]
fn nothing_unclear_is_taken() {
    let (kind, missing, unknown) = ("allocate-toml-type", "allocate-toml-missing", "allocate-toml-unknown");
    check("year = 2023", "year = \"2023\"", (line_of("year = "), "year", kind));
    check("year = 2023", "", (1, "year", missing));
    check("year = 2023", "year = 2023\nyears = 1", (line_of("year = ") + 1, "years", unknown));
    check("value = 490", "value = \"490\"", (line_of("value = 490"), "score_floor.value", kind));
    check("value = 490", "value = 700", (line_of("[score_floor]"), "score_floor", kind));
    check("value = 490", "value = 4.9e2", (line_of("value = 490"), "score_floor.value", kind));
    check(
        "value = 490",
        "value = 490\nvalue = 491",
        (line_of("value = 490") + 1, "", "allocate-toml-syntax"),
    );
    check("[equal]\nvalue = \"draw\"", "[equal]", (line_of("[equal]"), "equal.value", missing));
    check("value = \"draw\"", "value = \"lottery\"", (line_of("value = \"draw\""), "equal.value", kind));
    check("[equal]", "[equals]", (1, "equal", missing));
    check("[equal]", "[equals]", (line_of("[equal]"), "equals", unknown));
    check("clause = \"3.1.2.a\"\n", "", (line_of("[score_floor]"), "score_floor.source", missing));
    check(
        "certainty = \"certain\"",
        "certainty = \"sure\"",
        (line_of("certainty = \"certain\""), "score_floor.certainty", kind),
    );
    check("certainty = \"certain\"", "", (line_of("[score_floor]"), "score_floor.certainty", missing));
    check("value = 24", "value = 0", (line_of("value = 24"), "round.preferences_max.value", kind));
    check("id = \"unified\"", "id = \"early\"", (line_of("id = \"unified\""), "round.id", kind));
    check("value = [20, 10, 5]", "value = [5, 10, 20]", (line_of("value = [20"), "bonus.value", kind));
    check("counted_max = 1\n", "", (line_of("[bonus]"), "bonus.counted_max", missing));
    check(
        "\"chinese\", ",
        "\"chinese\", \"chinese\", ",
        (line_of("value = [\"priority"), "order.value", kind),
    );
    check("\"foreign-language\"", "\"draw\"", (line_of("value = [\"priority"), "order.value", kind));
    check("value = []", "value = [\"shoe-size\"]", (line_of("value = []"), "quotas.value", kind));
    check("value = false", "value = 0", (line_of("value = false"), "household_evidence_counts.value", kind));
    let (without_rounds, _) = SHIPPED.split_once("[[round]]").unwrap();
    let problems = RuleSet::from_toml("admission.toml", without_rounds).unwrap_err();
    assert_eq!(problems.listed[0].column, "round");
    assert!(
        RuleSet::from_toml("admission.toml", "=").is_err()
            && RuleSet::from_toml("admission.toml", "").is_err()
    );
}
