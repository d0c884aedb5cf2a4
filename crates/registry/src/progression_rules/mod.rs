//! Rules of a progression assessment as they are put on file: parts with weights and pass marks (三（四）2, 四（二）2).
//!
//! 「从中职到高职的转段升学工作按照各院校制定的相关规定执行。从高职到本科的……按照市教委当年印发的……相关政策文件执行」
//! (3.4.2.a, 3.4.2.b); 「完善“文化素质+职业技能”转段升学办法」 (4.2.2.c). Two compositions are known: two parts, general
//! knowledge and vocational skill; or the commission's, two papers, coursework and ability points. All arithmetic is
//! exact: marks are decimals, weights whole per cents.
//!
//! Not here: how a file of rules is read and kept, who may put one on file, and how marks are come by.

mod check;

pub use check::RulesFault;

use crate::Readings;
use crate::terms::reading::{AbilityPoints, ProgressionRounding, ProgressionYear};
use guantong_model::{Date, Fact, Score, Stage, words};
use guantong_policy::{Citation, Decision};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// A part of a progression assessment: what a mark is given for.
    Part {
        /// 文化素质.
        General = "general",
        /// 职业技能.
        Skill = "skill",
        /// The first paper of 专业课.
        FirstPaper = "paper-1",
        /// The second paper of 专业课.
        SecondPaper = "paper-2",
        /// 平时科目成绩: the results of all courses of the stage.
        Coursework = "coursework",
        /// 能力突出项目: points added to the total, bounded.
        Ability = "ability",
    }
}

words! {
    /// Which parts rules are made of.
    Composition {
        /// 文化素质 and 职业技能 (4.2.2.c).
        TwoParts = "two-parts",
        /// Two papers and coursework: the commission's.
        Papers = "papers",
    }
}

/// Marks by part, in points.
pub type Marks = BTreeMap<Part, Score>;

/// Who issues rules of a progression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulesIssuer {
    /// 市教委, for the progression after the college stage (3.4.2.b).
    Commission,
    /// An institution, for its own students' progression after the secondary stage (3.4.2.a).
    Institution(String),
}

impl RulesIssuer {
    /// Whose rules hold for the progression after a stage: those of the school where the student studies, or the
    /// commission's.
    #[must_use]
    pub fn after(stage: Stage, school: &str) -> Self {
        match stage {
            Stage::Secondary => RulesIssuer::Institution(school.to_owned()),
            Stage::College | Stage::Bachelor => RulesIssuer::Commission,
        }
    }

    /// The word for the commission in addresses and streams.
    const COMMISSION: &str = "commission";

    /// The issuer as addresses and streams have it: an institution's name, or `commission`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            RulesIssuer::Commission => Self::COMMISSION,
            RulesIssuer::Institution(name) => name,
        }
    }

    /// The issuer of such a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match text {
            Self::COMMISSION => RulesIssuer::Commission,
            name => RulesIssuer::Institution(name.to_owned()),
        }
    }

    /// The issuer as sentences name it.
    #[must_use]
    pub fn fact(&self) -> Fact {
        match self {
            RulesIssuer::Commission => Fact::Word("rules-issuer.commission".to_owned()),
            RulesIssuer::Institution(name) => Fact::from(name.as_str()),
        }
    }
}

/// One part of an assessment as its rules describe it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Which part.
    pub part: Part,
    /// What the rules call it, where they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its weight in per cent; 0 of the ability points, which are added.
    pub weight: u32,
    /// The most that can be given, in points.
    pub full_marks: u32,
    /// The least that must be reached in this part, where the rules say one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass_mark: Option<Score>,
}

/// One version of the rules of a progression assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressionRules {
    /// The title, as decisions name it.
    pub title: String,
    /// 文号, where it has one; decisions may name the rules by it as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The version, from 1; of one issuer and year the higher replaces the lower from its first day on.
    pub version: u32,
    /// Who issued them.
    pub issuer: RulesIssuer,
    /// The year they are for.
    pub year: i32,
    /// The stage they lead on from.
    pub after: Stage,
    /// The first day of this version.
    pub from: Date,
    /// The parts.
    pub components: Vec<Component>,
    /// The most the total can be, ability points included.
    pub full_marks: u32,
    /// The least the total must be.
    pub pass_mark: Score,
}

/// What marks come to under rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The weighted total with the ability points.
    pub total: Score,
    /// The total that is held against the pass mark; without the ability points where they do not count for it.
    pub compared: Score,
    /// Parts below their own pass mark.
    pub below: Vec<Part>,
    /// Whether every part and the total reach their pass marks.
    pub passed: bool,
}

impl ProgressionRules {
    /// The weights of the weighted parts, and the full marks of the weighted total.
    pub const WHOLE: u32 = 100;

    /// Which of the known compositions the parts make; none where they make neither.
    #[must_use]
    pub fn composition(&self) -> Option<Composition> {
        let mut weighted: Vec<Part> =
            self.components.iter().map(|c| c.part).filter(|part| *part != Part::Ability).collect();
        weighted.sort_unstable();
        match weighted.as_slice() {
            [Part::General, Part::Skill] => Some(Composition::TwoParts),
            [Part::FirstPaper, Part::SecondPaper, Part::Coursework] => Some(Composition::Papers),
            _ => None,
        }
    }

    /// The component of a part.
    #[must_use]
    pub fn component(&self, part: Part) -> Option<&Component> {
        self.components.iter().find(|component| component.part == part)
    }

    /// Whether a decision that names this document means these rules: by title or by number.
    #[must_use]
    pub fn is_named(&self, document: &str) -> bool {
        let document = document.trim();
        self.title == document || self.number.as_deref() == Some(document)
    }

    /// The decision that puts these rules on file; whether they may be is for [`ProgressionRules::faults`] to say.
    #[must_use]
    pub fn filed(&self) -> Decision {
        let decision = match self.after {
            Stage::Secondary => Decision::accepted("progression_rules.filed", "3.4.2.a"),
            Stage::College | Stage::Bachelor => Decision::accepted("progression_rules.filed", "3.4.2.b"),
        };
        let decision = match &self.number {
            Some(number) => decision.with("number", number.as_str()),
            None => decision,
        };
        let decision = match self.composition() {
            Some(Composition::Papers) => {
                decision.citing(Citation::Interpretation("progression-coursework".to_owned()))
            }
            _ => decision,
        };
        let composition =
            self.composition().map(|composition| Fact::Word(format!("composition.{composition}")));
        decision
            .citing(Citation::clause("4.2.2.c"))
            .with("document", self.title.as_str())
            .with("version", self.version)
            .with("issuer", self.issuer.fact())
            .with("year", self.year)
            .with("stage", Fact::Word(format!("stage.{}", self.after)))
            .with("from", self.from)
            .with("composition", composition.unwrap_or(Fact::List(Vec::new())))
            .with("pass_mark", self.pass_mark)
    }

    /// The highest marks these rules know.
    #[must_use]
    pub fn full(&self) -> Marks {
        self.components
            .iter()
            .map(|c| (c.part, Score::points(i32::try_from(c.full_marks).unwrap_or(0))))
            .collect()
    }

    /// What marks come to. A mark that is missing counts as none.
    #[must_use]
    pub fn compute(&self, marks: &Marks, readings: &Readings) -> Computed {
        let mark = |part: Part| marks.get(&part).copied().unwrap_or_default();
        let ability = self.component(Part::Ability).map_or(0, |c| mark(c.part).millionths());
        let weighted = self.weighted(&mark);
        let total = rounded(weighted.saturating_add(ability), readings);
        let compared = match readings.progression_ability_points {
            AbilityPoints::InTotal => total,
            AbilityPoints::BesideTotal => rounded(weighted, readings),
        };
        let under = |c: &&Component| c.pass_mark.is_some_and(|least| mark(c.part) < least);
        let below: Vec<Part> = self.components.iter().filter(under).map(|c| c.part).collect();
        let passed = below.is_empty() && compared >= self.pass_mark;
        Computed { total, compared, below, passed }
    }

    /// The weighted total in millionths of a point, without ability points.
    ///
    /// What lies below a millionth is cut off: pass marks have no more than six decimals, so that this never turns a
    /// total below one into one that reaches it.
    fn weighted(&self, mark: &impl Fn(Part) -> Score) -> i64 {
        let weighted = || self.components.iter().filter(|c| c.part != Part::Ability && c.full_marks > 0);
        let common: i128 = weighted().map(|c| i128::from(c.full_marks)).product();
        let sum: i128 = weighted()
            .map(|c| {
                i128::from(mark(c.part).millionths())
                    * i128::from(c.weight)
                    * (common / i128::from(c.full_marks))
            })
            .sum();
        i64::try_from(sum / common).unwrap_or(i64::MAX)
    }
}

/// A total as the reading in force rounds it.
fn rounded(millionths: i64, readings: &Readings) -> Score {
    const HUNDREDTH: i64 = 10_000;
    match readings.progression_rounding {
        ProgressionRounding::None => Score::from_millionths(millionths),
        ProgressionRounding::TwoDecimals => {
            let hundredths = millionths.saturating_add(HUNDREDTH / 2) / HUNDREDTH;
            Score::from_millionths(hundredths.saturating_mul(HUNDREDTH))
        }
    }
}

/// The rules of an issuer in force on a day for the progression after a stage; none where none are on file.
///
/// 「市教委当年印发的」: of the year of the day. Of an institution's own, the reading `progression-rules-year` says
/// whether an earlier year's go on.
#[must_use]
pub fn in_force<'r>(
    on_file: &'r [ProgressionRules],
    issuer: &RulesIssuer,
    after: Stage,
    on: Date,
    readings: &Readings,
) -> Option<&'r ProgressionRules> {
    let year = i32::from(on.year());
    let go_on = *issuer != RulesIssuer::Commission
        && readings.progression_rules_year == ProgressionYear::UntilReplaced;
    on_file
        .iter()
        .filter(|rules| rules.issuer == *issuer && rules.after == after && rules.from <= on)
        .filter(|rules| rules.year == year || (go_on && rules.year < year))
        .max_by_key(|rules| (rules.year, rules.version))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::terms::tests::shipped;
    use jiff::civil::date;

    pub(crate) fn component(part: Part, weight: u32, pass_mark: Option<i32>) -> Component {
        Component { part, name: None, weight, full_marks: 100, pass_mark: pass_mark.map(Score::points) }
    }

    /// An institution's rules: 40 % general knowledge, 60 % vocational skill.
    pub(crate) fn two_parts() -> ProgressionRules {
        ProgressionRules {
            title: "own rules".to_owned(),
            number: None,
            version: 1,
            issuer: RulesIssuer::Institution("S".to_owned()),
            year: 2026,
            after: Stage::Secondary,
            from: date(2026, 1, 1),
            components: vec![component(Part::General, 40, Some(50)), component(Part::Skill, 60, Some(60))],
            full_marks: 100,
            pass_mark: Score::points(60),
        }
    }

    /// The commission's: 20 % + 20 % + 60 % and up to 10 points.
    pub(crate) fn papers() -> ProgressionRules {
        let ability = Component { full_marks: 10, ..component(Part::Ability, 0, None) };
        let named = |name: &str, component| Component { name: Some(name.to_owned()), ..component };
        ProgressionRules {
            title: "of the commission".to_owned(),
            number: Some("京教函〔2028〕1号".to_owned()),
            issuer: RulesIssuer::Commission,
            year: 2028,
            after: Stage::College,
            from: date(2028, 1, 1),
            components: vec![
                named("first", component(Part::FirstPaper, 20, Some(40))),
                named("second", component(Part::SecondPaper, 20, None)),
                component(Part::Coursework, 60, None),
                ability,
            ],
            full_marks: 110,
            ..two_parts()
        }
    }

    fn marks(given: &[(Part, &str)]) -> Marks {
        given.iter().map(|(part, mark)| (*part, Score::parse(mark).unwrap())).collect()
    }

    #[test]
    fn totals_are_exact() {
        let readings = shipped().readings;
        for (general, skill, total, passed) in [
            ("74", "86", "81.2", true),
            ("60", "60", "60", true),
            ("50", "66.666666", "59.999999", false),
            ("50", "66.666667", "60", true),
            ("49.999999", "100", "79.999999", false),
            ("100", "59.5", "75.7", false),
            ("100", "100", "100", true),
        ] {
            let computed =
                two_parts().compute(&marks(&[(Part::General, general), (Part::Skill, skill)]), &readings);
            assert_eq!(
                (computed.total.to_string().as_str(), computed.passed),
                (total, passed),
                "{general} {skill}"
            );
        }
    }

    #[test]
    fn full_marks_of_a_part_may_differ() {
        let mut rules = papers();
        rules.components[0].full_marks = 150;
        rules.components[1].full_marks = 70;
        let given = marks(&[
            (Part::FirstPaper, "105"),
            (Part::SecondPaper, "35"),
            (Part::Coursework, "82"),
            (Part::Ability, "6"),
        ]);
        // 105 / 150 × 20 + 35 / 70 × 20 + 82 / 100 × 60 + 6
        assert_eq!(rules.compute(&given, &shipped().readings).total.to_string(), "79.2");
        assert_eq!(rules.compute(&rules.full(), &shipped().readings).total, Score::points(110));
    }

    #[test]
    fn ability_points_lift_the_total_and_no_part() {
        let readings = shipped().readings;
        let low = |first| {
            marks(&[
                (Part::FirstPaper, first),
                (Part::SecondPaper, "50"),
                (Part::Coursework, "60"),
                (Part::Ability, "10"),
            ])
        };
        let lifted = papers().compute(&low("40"), &readings);
        assert_eq!((lifted.total, lifted.passed), (Score::points(64), true));
        let part = papers().compute(&low("39.5"), &readings);
        assert_eq!((part.below, part.passed), (vec![Part::FirstPaper], false));
        let beside = readings.switched("progression-ability-points", "beside-total").unwrap();
        let held_down = papers().compute(&low("40"), &beside);
        assert_eq!((held_down.total, held_down.compared), (Score::points(64), Score::points(54)));
        assert!(!held_down.passed);
    }

    #[test]
    fn rounding_is_a_reading() {
        let near = marks(&[(Part::General, "50"), (Part::Skill, "66.66")]);
        let readings = shipped().readings;
        assert_eq!(two_parts().compute(&near, &readings).total.to_string(), "59.996");
        assert!(!two_parts().compute(&near, &readings).passed);
        let rounds = readings.switched("progression-rounding", "two-decimals").unwrap();
        assert!(two_parts().compute(&near, &rounds).passed);
        let under = marks(&[(Part::General, "50"), (Part::Skill, "66.65")]);
        assert_eq!(two_parts().compute(&under, &rounds).total.to_string(), "59.99");
    }

    #[test]
    fn the_newest_version_of_the_year_holds_from_its_day() {
        let second = ProgressionRules { version: 2, from: date(2026, 6, 1), ..two_parts() };
        let next = ProgressionRules { year: 2027, from: date(2026, 12, 1), ..two_parts() };
        let on_file = [second, two_parts(), next, papers()];
        let readings = shipped().readings;
        let own = RulesIssuer::after(Stage::Secondary, "S");
        let go_on = readings.switched("progression-rules-year", "until-replaced").unwrap();
        let found = |on, readings| {
            in_force(&on_file, &own, Stage::Secondary, on, readings).map(|rules| (rules.year, rules.version))
        };
        for (on, same_year, until_replaced) in [
            (date(2025, 12, 31), None, None),
            (date(2026, 5, 31), Some((2026, 1)), Some((2026, 1))),
            (date(2026, 6, 1), Some((2026, 2)), Some((2026, 2))),
            (date(2026, 12, 31), Some((2026, 2)), Some((2026, 2))),
            (date(2027, 1, 1), Some((2027, 1)), Some((2027, 1))),
            (date(2028, 1, 1), None, Some((2027, 1))),
        ] {
            assert_eq!(found(on, &readings), same_year, "{on}");
            assert_eq!(found(on, &go_on), until_replaced, "{on}");
        }
        let commission =
            |on| in_force(&on_file, &RulesIssuer::Commission, Stage::College, on, &go_on).is_some();
        assert!(commission(date(2028, 7, 1)) && !commission(date(2029, 7, 1)), "当年");
        assert!(
            in_force(
                &on_file,
                &RulesIssuer::after(Stage::Secondary, "T"),
                Stage::Secondary,
                date(2026, 7, 1),
                &readings
            )
            .is_none()
        );
    }
}
