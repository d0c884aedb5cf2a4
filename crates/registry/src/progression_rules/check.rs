//! What rules must be to be put on file: a known composition, weights that add up, pass marks that can be reached.

use super::{Component, Composition, Part, ProgressionRules, RulesIssuer};
use crate::Terms;
use crate::terms::reading::ProgressionCoursework;
use guantong_model::{Fact, Message, Score, Stage};
use std::collections::BTreeSet;

/// One thing that rules cannot be put on file with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesFault {
    /// The key of the file it is about.
    pub key: &'static str,
    /// The component it is about, from 0; the document itself where there is none.
    pub component: Option<usize>,
    /// What is wrong, with the clause among its facts.
    pub message: Message,
}

/// Full marks of a component are no more than this.
const FULL_MARKS_MAX: u32 = 1_000;

impl ProgressionRules {
    /// Everything that keeps these rules from being put on file, by the terms of their first day. `front` says whether
    /// an institution is a front institution (前段院校).
    #[must_use]
    pub fn faults(&self, terms: &Terms, front: impl Fn(&str) -> bool) -> Vec<RulesFault> {
        let mut faults = Vec::new();
        faults.extend(self.issuer_fault(front));
        if i32::from(self.from.year()) > self.year {
            let message = Message::new("progression-rules-from-too-late");
            faults.push(of("from", message.with("from", self.from).with("year", self.year)));
        }
        for (n, component) in self.components.iter().enumerate() {
            let twice = self.components.iter().take(n).any(|earlier| earlier.part == component.part);
            let found = if twice { vec![("kind", "progression-rules-part-twice")] } else { alone(component) };
            faults.extend(found.into_iter().map(|(key, id)| about(key, n, component, id)));
        }
        match self.composition() {
            Some(composition) => self.of_composition(composition, terms, &mut faults),
            None => {
                let parts = self.components.iter().map(|c| part_name(c.part)).collect::<BTreeSet<_>>();
                let parts: Vec<Fact> = parts.into_iter().map(Fact::Word).collect();
                let message = Message::new("progression-rules-composition").with("parts", parts);
                faults.push(of("component", message.with("clause", "4.2.2.c")));
            }
        }
        self.totals(&mut faults);
        faults
    }

    /// 「按照各院校制定的相关规定」, 「按照市教委当年印发的……政策文件」: whose rules lead on from which stage.
    fn issuer_fault(&self, front: impl Fn(&str) -> bool) -> Option<RulesFault> {
        let stage = Fact::Word(format!("stage.{}", self.after));
        match (&self.issuer, self.after) {
            (_, Stage::Bachelor) => {
                Some(of("after", Message::new("progression-rules-last-stage").with("clause", "3.4.1")))
            }
            (RulesIssuer::Institution(name), Stage::College) => {
                let message = Message::new("progression-rules-not-the-commission");
                let message = message.with("institution", name.as_str()).with("stage", stage);
                Some(of("issued_by", message.with("clause", "3.4.2.b")))
            }
            (RulesIssuer::Commission, Stage::Secondary) => {
                let message = Message::new("progression-rules-not-an-institution").with("stage", stage);
                Some(of("issued_by", message.with("clause", "3.4.2.a")))
            }
            (RulesIssuer::Institution(name), Stage::Secondary) if !front(name) => {
                let message = Message::new("progression-rules-not-front").with("institution", name.as_str());
                Some(of("issued_by", message.with("clause", "3.4.2.a")))
            }
            _ => None,
        }
    }

    fn of_composition(&self, composition: Composition, terms: &Terms, faults: &mut Vec<RulesFault>) {
        let least = match terms.readings.progression_coursework {
            ProgressionCoursework::AtLeast => terms.coursework_percent_min,
            ProgressionCoursework::AsTheDocumentSays => 0,
        };
        for (n, component) in self.components.iter().enumerate() {
            match composition {
                // 「“文化素质+职业技能”」: weights and pass marks for each and in total.
                Composition::TwoParts if component.part != Part::Ability && component.pass_mark.is_none() => {
                    faults.push(about("pass_mark", n, component, "progression-rules-part-no-pass-mark"));
                }
                Composition::Papers if component.part == Part::Coursework && component.weight < least => {
                    let mut fault = about("weight", n, component, "progression-rules-coursework");
                    fault.message = fault.message.with("least", least).with("clause", "3.4.2.b");
                    faults.push(fault);
                }
                _ => {}
            }
        }
    }

    /// What must hold of all parts together.
    fn totals(&self, faults: &mut Vec<RulesFault>) {
        let sum: u32 = self.components.iter().fold(0, |sum, c| sum.saturating_add(c.weight));
        if sum != Self::WHOLE {
            let message =
                Message::new("progression-rules-weights").with("sum", sum).with("whole", Self::WHOLE);
            faults.push(of("component", message.with("clause", "4.2.2.c")));
        }
        let ability = self.component(Part::Ability).map_or(0, |c| c.full_marks);
        let full = Self::WHOLE.saturating_add(ability);
        if self.full_marks != full {
            let message = Message::new("progression-rules-full-marks").with("full_marks", self.full_marks);
            let message = message.with("whole", Self::WHOLE).with("ability", ability).with("sum", full);
            faults.push(of("full_marks", message.with("clause", "4.2.2.c")));
        }
        // The total must be reached by the weighted parts: ability points are added to what was reached.
        if self.pass_mark == Score::default() || self.pass_mark > points(Self::WHOLE) {
            let message = Message::new("progression-rules-pass-mark").with("pass_mark", self.pass_mark);
            faults.push(of("pass_mark", message.with("most", Self::WHOLE).with("clause", "4.2.2.c")));
        }
    }
}

/// What is wrong with one part by itself: the key it is about, and the message.
fn alone(component: &Component) -> Vec<(&'static str, &'static str)> {
    let ability = component.part == Part::Ability;
    let mut found = Vec::new();
    if ability && component.weight > 0 {
        found.push(("weight", "progression-rules-ability-weight"));
    }
    if !ability && component.weight == 0 {
        found.push(("weight", "progression-rules-no-weight"));
    }
    if component.full_marks == 0 || component.full_marks > FULL_MARKS_MAX {
        found.push(("full_marks", "progression-rules-part-full-marks"));
    }
    match component.pass_mark {
        Some(_) if ability => found.push(("pass_mark", "progression-rules-ability-pass-mark")),
        Some(least) if least == Score::default() || least > points(component.full_marks) => {
            found.push(("pass_mark", "progression-rules-part-pass-mark"));
        }
        _ => {}
    }
    if matches!(component.part, Part::FirstPaper | Part::SecondPaper) && component.name.is_none() {
        found.push(("name", "progression-rules-paper-no-name"));
    }
    found
}

/// The word of a part, as the glossary has it.
fn part_name(part: Part) -> String {
    format!("part.{part}")
}

fn points(points: u32) -> Score {
    Score::points(i32::try_from(points).unwrap_or(i32::MAX))
}

fn of(key: &'static str, message: Message) -> RulesFault {
    RulesFault { key, component: None, message }
}

fn about(key: &'static str, n: usize, component: &Component, id: &str) -> RulesFault {
    let message = Message::new(id)
        .with("part", Fact::Word(part_name(component.part)))
        .with("weight", component.weight)
        .with("full_marks", component.full_marks)
        .with("full_marks_max", FULL_MARKS_MAX)
        .with("pass_mark", component.pass_mark.unwrap_or_default())
        .with("clause", "4.2.2.c");
    RulesFault { key, component: Some(n), message }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{component, papers, two_parts};
    use super::*;
    use crate::terms::tests::shipped;

    fn ids(rules: &ProgressionRules) -> Vec<String> {
        faults(rules, shipped()).into_iter().map(|fault| fault.message.id).collect()
    }

    fn faults(rules: &ProgressionRules, terms: Terms) -> Vec<RulesFault> {
        rules.faults(&terms, |name| name == "S")
    }

    /// What a change to good rules is refused with.
    fn check(rules: ProgressionRules, change: impl FnOnce(&mut ProgressionRules), expected: &[&str]) {
        let mut rules = rules;
        change(&mut rules);
        let expected: Vec<String> = expected.iter().map(|id| format!("progression-rules-{id}")).collect();
        assert_eq!(ids(&rules), expected, "{rules:?}");
    }

    #[test]
    fn good_rules_have_no_fault() {
        check(two_parts(), |_| {}, &[]);
        check(papers(), |_| {}, &[]);
    }

    // case: 4.2.2.c refused
    #[test]
    fn weights_and_pass_marks_must_be_there_and_agree() {
        check(two_parts(), |r| r.components[0].weight = 30, &["weights"]);
        check(two_parts(), |r| r.components[0].weight = 0, &["no-weight", "weights"]);
        check(two_parts(), |r| r.components[1].pass_mark = None, &["part-no-pass-mark"]);
        check(two_parts(), |r| r.components[1].pass_mark = Some(Score::points(101)), &["part-pass-mark"]);
        check(two_parts(), |r| r.pass_mark = Score::default(), &["pass-mark"]);
        check(two_parts(), |r| r.pass_mark = Score::parse("100.5").unwrap(), &["pass-mark"]);
        check(two_parts(), |r| r.full_marks = 110, &["full-marks"]);
        check(two_parts(), |r| r.components[0].full_marks = 0, &["part-full-marks", "part-pass-mark"]);
        check(two_parts(), |r| r.components[0].full_marks = 1001, &["part-full-marks"]);
    }

    #[test]
    fn parts_make_one_of_two_compositions() {
        check(two_parts(), |r| drop(r.components.remove(0)), &["composition", "weights"]);
        check(two_parts(), |r| r.components[0].part = Part::Coursework, &["composition"]);
        check(two_parts(), |r| r.components[0].part = Part::Skill, &["part-twice", "composition"]);
        check(papers(), |r| drop(r.components.remove(1)), &["composition", "weights"]);
        check(
            papers(),
            |r| r.components.push(component(Part::General, 1, None)),
            &["composition", "weights"],
        );
        check(two_parts(), |r| r.components.clear(), &["composition", "weights"]);
    }

    #[test]
    fn the_commissions_composition_gives_coursework_half() {
        let shift = |coursework: u32| {
            move |r: &mut ProgressionRules| {
                r.components[2].weight = coursework;
                r.components[0].weight = 80 - coursework;
            }
        };
        check(papers(), shift(50), &[]);
        check(papers(), shift(49), &["coursework"]);
        let mut less = papers();
        shift(49)(&mut less);
        let readings = shipped().readings.switched("progression-coursework", "as-the-document-says").unwrap();
        assert_eq!(faults(&less, Terms { readings, ..shipped() }), []);
        check(papers(), |r| r.components[0].name = None, &["paper-no-name"]);
        check(papers(), |r| r.components[3].pass_mark = Some(Score::points(1)), &["ability-pass-mark"]);
        check(papers(), |r| r.components[3].weight = 1, &["ability-weight", "weights"]);
        check(papers(), |r| r.components[3].full_marks = 20, &["full-marks"]);
    }

    // case: 3.4.2.a, 3.4.2.b refused
    #[test]
    fn each_stage_has_its_issuer() {
        let other = |name: &str| RulesIssuer::Institution(name.to_owned());
        check(two_parts(), |r| r.issuer = other("U"), &["not-front"]);
        check(two_parts(), |r| r.issuer = RulesIssuer::Commission, &["not-an-institution"]);
        check(papers(), |r| r.issuer = other("S"), &["not-the-commission"]);
        check(papers(), |r| r.after = Stage::Bachelor, &["last-stage"]);
        check(two_parts(), |r| r.year = 2025, &["from-too-late"]);
    }
}
