//! An assessment held against the rules on file: which document holds, and what its marks come to (三（四）2, 四（二）2).
//!
//! Not here: documents that are only named, as in case files; they are taken as they are.

use crate::decide::Situation;
use crate::progression_rules::in_force;
use crate::rules::reading;
use crate::terms::reading::{AbilityPoints, ProgressionWithoutParts};
use crate::{Composition, Computed, Documents, Marks, Part, ProgressionRules, RulesIssuer};
use guantong_model::{Fact, Score, Stage};
use guantong_policy::{Citation, Decision};

/// What a command says of an assessment.
#[derive(Clone, Copy)]
pub(crate) struct Told<'c> {
    pub(crate) passed: bool,
    pub(crate) document: &'c str,
    pub(crate) general: Option<Score>,
    pub(crate) skill: Option<Score>,
    pub(crate) marks: &'c Marks,
}

impl Told<'_> {
    /// The mark given for a part.
    pub(crate) fn mark(&self, part: Part) -> Option<Score> {
        let alone = match part {
            Part::General => self.general,
            Part::Skill => self.skill,
            _ => None,
        };
        alone.or_else(|| self.marks.get(&part).copied())
    }

    /// All marks given; two for one part must be equal.
    fn marks(&self) -> Result<Marks, Box<Decision>> {
        let mut marks = self.marks.clone();
        for (part, given) in [(Part::General, self.general), (Part::Skill, self.skill)] {
            let Some(given) = given else { continue };
            match marks.insert(part, given) {
                Some(other) if other != given => {
                    let refused = Decision::refused("assessment.mark_twice", "4.2.2.c")
                        .with("part", word(part))
                        .with("mark", other)
                        .with("other", given)
                        .with("document", self.document);
                    return Err(refused.into());
                }
                _ => {}
            }
        }
        Ok(marks)
    }
}

/// Whose rules the present progression is assessed by.
fn issuer(s: &Situation<'_>) -> RulesIssuer {
    let state = s.state();
    RulesIssuer::after(state.stage, state.placement.studies_at(state.stage))
}

/// 「按照各院校制定的相关规定执行」 (3.4.2.a), 「按照市教委当年印发的……相关政策文件执行」 (3.4.2.b): the rules in force that the
/// document names; nothing where documents are only named.
pub(crate) fn named<'s>(
    s: &Situation<'s>,
    document: &str,
    clause: &'static str,
) -> Result<Option<&'s ProgressionRules>, Box<Decision>> {
    if document.trim().is_empty() {
        // Both are written out, so that each clause is seen to be one to refuse by.
        let refused = if s.state().stage == Stage::Secondary {
            Decision::refused("assessment.no_document", "3.4.2.a")
        } else {
            Decision::refused("assessment.no_document", "3.4.2.b")
        };
        return Err(refused.with("stage", s.stage_word()).into());
    }
    let Documents::OnFile(on_file) = &s.world().documents else { return Ok(None) };
    let holds = in_force(on_file, &issuer(s), s.state().stage, s.on, &s.terms.readings);
    match holds {
        Some(rules) if rules.is_named(document) => Ok(Some(rules)),
        _ => Err(not_in_force(s, on_file, holds, document, clause).into()),
    }
}

/// Why the document named is not the one that holds.
fn not_in_force(
    s: &Situation<'_>,
    on_file: &[ProgressionRules],
    holds: Option<&ProgressionRules>,
    document: &str,
    clause: &'static str,
) -> Decision {
    let issuer = issuer(s);
    let year = s.on.year();
    let named = || on_file.iter().filter(|r| r.after == s.state().stage && r.is_named(document));
    let own = || named().filter(|rules| rules.issuer == issuer);
    let of_year = own().filter(|rules| rules.year == i32::from(year)).max_by_key(|rules| rules.version);
    let refused = match (of_year, holds) {
        (Some(rules), _) if rules.from > s.on => {
            Decision::refused("assessment.document_not_yet", clause).with("from", rules.from)
        }
        (Some(rules), Some(holds)) => Decision::refused("assessment.document_replaced", clause)
            .with("version", rules.version)
            .with("from", holds.from),
        _ => match (own().max_by_key(|rules| rules.year), named().next(), holds) {
            (Some(rules), ..) => {
                let refused = Decision::refused("assessment.document_of_another_year", clause);
                reading(refused.with("rules_year", rules.year), "progression-rules-year")
            }
            (None, Some(rules), _) => Decision::refused("assessment.document_of_another", clause)
                .with("rules_issuer", rules.issuer.fact()),
            (None, None, Some(_)) => Decision::refused("assessment.document_unknown", clause),
            (None, None, None) => Decision::refused("assessment.no_rules", clause),
        },
    };
    let refused = match holds {
        Some(holds) => refused.with("holds", holds.title.as_str()).with("holds_version", holds.version),
        None => refused.with("holds", "").with("holds_version", 0),
    };
    refused
        .with("document", document)
        .with("stage", s.stage_word())
        .with("issuer", issuer.fact())
        .with("year", i32::from(year))
}

/// The result by the rules: what the marks come to must be what was told. The decision that accepts it.
pub(crate) fn computed(
    s: &Situation<'_>,
    rules: &ProgressionRules,
    told: &Told<'_>,
    clause: &'static str,
) -> Result<Decision, Box<Decision>> {
    let marks = told.marks()?;
    if marks.is_empty() {
        return without_marks(s, rules, told.passed);
    }
    complete(rules, &marks)?;
    let computed = rules.compute(&marks, &s.terms.readings);
    let two_parts = rules.composition() != Some(Composition::Papers);
    // 「“文化素质+职业技能”」: the result is computed, never only told.
    let decision = match (computed.passed == told.passed, two_parts, told.passed) {
        (true, true, true) => Decision::accepted("assessment.passed_by_parts", "3.4.1"),
        (true, true, false) => Decision::accepted("assessment.failed_by_parts", "3.4.1"),
        (true, false, true) => Decision::accepted("assessment.passed_by_papers", "3.4.1"),
        (true, false, false) => Decision::accepted("assessment.failed_by_papers", "3.4.1"),
        (false, true, _) => Decision::refused("assessment.parts_disagree", "4.2.2.c"),
        (false, false, _) => Decision::refused("assessment.papers_disagree", "4.2.2.c"),
    };
    let agrees = computed.passed == told.passed;
    let decision = decision
        .citing(Citation::clause(clause))
        .with("claimed", result(told.passed))
        .with("computed", result(computed.passed));
    let mut decision = reading(naming(decision, rules), "progression-rounding");
    if rules.component(Part::Ability).is_some() {
        decision = reading(decision, "progression-ability-points");
    }
    let decision = weighed(decision, s, rules, &marks, &computed);
    if agrees { Ok(decision) } else { Err(decision.into()) }
}

/// Interpretation `progression-without-parts`.
fn without_marks(
    s: &Situation<'_>,
    rules: &ProgressionRules,
    passed: bool,
) -> Result<Decision, Box<Decision>> {
    let decision = match (s.terms.readings.progression_without_parts, passed) {
        (ProgressionWithoutParts::Refuse, _) => Decision::refused("assessment.no_marks", "4.2.2.c"),
        (ProgressionWithoutParts::Accept, true) => Decision::accepted("assessment.passed", "3.4.1"),
        (ProgressionWithoutParts::Accept, false) => Decision::accepted("assessment.failed", "3.4.1"),
    };
    let parts: Vec<Fact> = rules.components.iter().map(|c| name(rules, c.part)).collect();
    let decision = reading(naming(decision, rules), "progression-without-parts").with("parts", parts);
    match s.terms.readings.progression_without_parts {
        ProgressionWithoutParts::Refuse => Err(decision.into()),
        ProgressionWithoutParts::Accept => Ok(decision),
    }
}

/// Every weighted part has a mark, no other part has one, none is over its full marks. Ability points not given are
/// none.
pub(crate) fn complete(rules: &ProgressionRules, marks: &Marks) -> Result<(), Box<Decision>> {
    for (part, mark) in marks {
        let Some(component) = rules.component(*part) else {
            let refused =
                Decision::refused("assessment.mark_not_in_rules", "4.2.2.c").with("part", word(*part));
            return Err(naming(refused, rules).into());
        };
        let full = Score::points(i32::try_from(component.full_marks).unwrap_or(i32::MAX));
        if *mark > full {
            let refused = Decision::refused("assessment.mark_over_full", "4.2.2.c")
                .with("part", name(rules, *part))
                .with("mark", *mark)
                .with("full_marks", full);
            return Err(naming(refused, rules).into());
        }
    }
    let weighted = rules.components.iter().filter(|c| c.part != Part::Ability);
    let missing: Vec<Fact> =
        weighted.filter(|c| !marks.contains_key(&c.part)).map(|c| name(rules, c.part)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let refused = Decision::refused("assessment.mark_missing", "4.2.2.c").with("missing", missing);
    Err(naming(refused, rules).into())
}

/// The document, with its version.
fn naming(decision: Decision, rules: &ProgressionRules) -> Decision {
    let decision = match &rules.number {
        Some(number) => decision.with("number", number.as_str()),
        None => decision,
    };
    decision
        .with("document", rules.title.as_str())
        .with("version", rules.version)
        .with("issuer", rules.issuer.fact())
        .with("rules_year", rules.year)
}

/// Each part with its weight, mark and pass mark, then the total and its pass mark.
fn weighed(
    decision: Decision,
    s: &Situation<'_>,
    rules: &ProgressionRules,
    marks: &Marks,
    computed: &Computed,
) -> Decision {
    let mut decision = decision;
    for component in &rules.components {
        let part = component.part.as_str().replace('-', "_");
        let mark = marks.get(&component.part).copied().unwrap_or_default();
        decision = decision
            .with(&part, mark)
            .with(&format!("{part}_name"), name(rules, component.part))
            .with(&format!("{part}_weight"), component.weight)
            .with(&format!("{part}_share"), share(component.weight))
            .with(&format!("{part}_full"), component.full_marks);
        if let Some(least) = component.pass_mark {
            decision = decision.with(&format!("{part}_mark"), least);
        }
    }
    let below: Vec<Fact> = computed.below.iter().map(|part| name(rules, *part)).collect();
    let counts = s.terms.readings.progression_ability_points == AbilityPoints::InTotal;
    let ability = rules.component(Part::Ability);
    decision
        .with("ability_parts", u32::from(ability.is_some()))
        .with("ability_beside", u32::from(ability.is_some() && !counts))
        .with("below_count", below.len())
        .with("below", below)
        .with("total", computed.total)
        .with("compared", computed.compared)
        .with("total_mark", rules.pass_mark)
        .with("total_full", rules.full_marks)
}

/// What the rules call a part, else its word.
fn name(rules: &ProgressionRules, part: Part) -> Fact {
    let named = rules.component(part).and_then(|component| component.name.as_deref());
    named.map_or_else(|| word(part), Fact::from)
}

fn word(part: Part) -> Fact {
    Fact::Word(format!("part.{part}"))
}

/// A weight as it is spoken of: 四成 for 40, 35% for 35.
fn share(weight: u32) -> Fact {
    if weight.is_multiple_of(10) && (10..100).contains(&weight) {
        Fact::Word(format!("share.{weight}"))
    } else {
        Fact::Text(format!("{weight}%"))
    }
}

fn result(passed: bool) -> Fact {
    let word = if passed { "passed" } else { "failed" };
    Fact::Word(format!("assessment.{word}"))
}
