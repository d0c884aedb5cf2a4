//! The preferences of a candidate in their order: what became of each, and how near it was.

use super::ties::{Decider, Ties};
use crate::frame::{Page, Said};
use crate::pages::round::Terms;
use crate::parts::ruler::Ruler;
use crate::parts::{Chip, programme};
use guantong_admission::explain::{Difference, Preference, Why};
use guantong_model::{ProgrammeId, Score};
use guantong_service::rows::{Candidate, PlanLine, RoundProgramme};
use std::collections::BTreeMap;

/// A preference, or several that are told together.
pub(crate) struct Choice {
    /// Which, such as `1` or `5–8`.
    pub(crate) position: String,
    /// Class of the line: admitted here, or no longer looked at.
    pub(super) class: &'static str,
    pub(crate) name: String,
    pub(super) mark: Mark,
    pub(crate) sentences: Vec<Said>,
    pub(super) ruler: Option<Ruler>,
    pub(super) ties: Option<Ties>,
}

impl Choice {
    /// How it ended, in a word.
    pub(crate) fn marked(&self, page: &Page) -> String {
        match &self.mark {
            Mark::Admitted => page.t("candidate-admitted").to_string(),
            Mark::Chip(chip) => chip.word.clone(),
        }
    }
}

/// How a preference ended.
pub(super) enum Mark {
    Admitted,
    Chip(Chip),
}

/// What is needed to tell of a candidate's preferences.
pub(super) struct Telling<'a> {
    pub(super) page: &'a Page,
    pub(super) terms: &'a Terms,
    pub(super) candidate: &'a Candidate,
    /// The list as it was given in.
    pub(super) given: &'a [ProgrammeId],
    /// The programmes that preferences name by index.
    pub(super) lines: &'a [PlanLine],
    pub(super) programmes: &'a BTreeMap<ProgrammeId, RoundProgramme>,
    /// The highest score on any ruler.
    pub(super) most: Score,
}

/// The last of so many that are told together.
struct Together<'a> {
    first: &'a Preference,
    last: u32,
}

impl Telling<'_> {
    /// All preferences in their order.
    pub(super) fn choices(&self, preferences: &[Preference]) -> Vec<Choice> {
        let hit = preferences.iter().find(|preference| matches!(preference.why, Why::Admitted { .. }));
        let mut together: Option<Together<'_>> = None;
        let mut choices = Vec::new();
        for preference in preferences {
            let past = hit.is_some_and(|hit| preference.position > hit.position);
            if past || matches!(preference.why, Why::NotEligible { .. }) {
                let first = together.take().map_or(preference, |before| before.first);
                together = Some(Together { first, last: preference.position });
            } else {
                choices.push(self.choice(preference));
            }
        }
        if let Some(together) = together {
            choices.push(self.past(&together, hit));
        }
        choices
    }

    /// Those behind the one that admitted, or all of a candidate who does not take part.
    fn past(&self, together: &Together<'_>, hit: Option<&Preference>) -> Choice {
        let page = self.page;
        let first = together.first.position;
        let count = i64::from(together.last - first + 1);
        let position =
            if together.last == first { first.to_string() } else { format!("{first}–{}", together.last) };
        let (name, chip, sentence) = match hit {
            Some(hit) => (
                page.t("candidate-others").count("count", count),
                Chip::new("end", page.t("candidate-not-looked-at")),
                page.t("candidate-not-looked-at-why").with("position", i64::from(hit.position)),
            ),
            None => (
                page.t("candidate-all-preferences").count("count", count),
                Chip::new("end", page.t("candidate-no-part")),
                page.t("candidate-no-part-why"),
            ),
        };
        Choice {
            position,
            class: "is-past",
            name: name.to_string(),
            mark: Mark::Chip(chip),
            sentences: vec![sentence],
            ruler: None,
            ties: None,
        }
    }

    fn choice(&self, preference: &Preference) -> Choice {
        let line = preference.programme.and_then(|at| self.lines.get(usize::try_from(at).ok()?));
        let (mark, sentences) = self.told(preference, line);
        let cut = self.cut(&preference.why, line);
        let difference = difference(&preference.why);
        Choice {
            position: preference.position.to_string(),
            class: if matches!(mark, Mark::Admitted) { "is-hit" } else { "" },
            name: line.map_or_else(|| self.unknown(preference), |line| programme::full_name(self.page, line)),
            mark,
            sentences,
            ruler: cut.and_then(|cut| self.ruler(cut)),
            ties: difference.and_then(|d| Ties::of(self.page, self.terms, self.candidate, d)),
        }
    }

    /// What was written where the plan has no such programme.
    fn unknown(&self, preference: &Preference) -> String {
        let at = usize::try_from(preference.position).unwrap_or(0).checked_sub(1);
        let given = at.and_then(|at| self.given.get(at));
        let named = given.and_then(|id| self.lines.iter().find(|line| line.programme == *id));
        match (named, given) {
            (Some(line), _) => programme::full_name(self.page, line),
            (None, Some(id)) => id.to_string(),
            (None, None) => self.page.t("page-none").to_string(),
        }
    }

    fn told(&self, preference: &Preference, line: Option<&PlanLine>) -> (Mark, Vec<Said>) {
        let page = self.page;
        let chip = |shape, words: &str| Mark::Chip(Chip::new(shape, page.t(words)));
        match &preference.why {
            Why::Unknown => (chip("end", "candidate-unknown"), vec![page.t("candidate-unknown-why")]),
            Why::Repeated => (chip("end", "candidate-repeated"), vec![page.t("candidate-repeated-why")]),
            Why::NoTest { .. } => (chip("no", "candidate-no-test"), vec![page.t("candidate-no-test-why")]),
            Why::Admitted { nth, places } => {
                let mut sentences = vec![
                    page.t("candidate-admitted-why")
                        .with("places", i64::from(*places))
                        .with("taken", i64::from(nth.saturating_sub(1)))
                        .with("nth", i64::from(*nth)),
                ];
                let cut = self.cut(&preference.why, line);
                sentences.extend(cut.map(|cut| page.t("candidate-last-admitted").with("score", cut)));
                (Mark::Admitted, sentences)
            }
            Why::Full { places: 0, .. } => {
                (chip("no", "candidate-no-places"), vec![page.t("candidate-no-places-why")])
            }
            Why::Full { places, difference, .. } => {
                let words = if matches!(difference, Difference::Score { .. }) {
                    "candidate-full"
                } else {
                    "candidate-tied"
                };
                let full = page.t("candidate-full-why").with("places", i64::from(*places));
                (chip("no", words), self.differing(full, difference))
            }
            Why::QuotaFull { group, places, difference, .. } => {
                let full = page
                    .t("candidate-quota-full-why")
                    .with("group", crate::pages::rules::group(page, group))
                    .with("places", i64::from(*places));
                (chip("no", "candidate-quota-full"), self.differing(full, difference))
            }
            Why::NotEligible { .. } | Why::NotLookedAt => {
                (chip("end", "candidate-not-looked-at"), Vec::new())
            }
        }
    }

    /// A sentence, then how the candidate differs from the last admitted.
    fn differing(&self, full: Said, difference: &Difference) -> Vec<Said> {
        let page = self.page;
        let how = match difference {
            Difference::Score { theirs, yours } => {
                Some(page.t("candidate-differs-score").with("theirs", theirs).with("own", yours))
            }
            other => Decider::of(page, self.terms, other).map(|decider| {
                page.t("candidate-differs-key")
                    .with("total", self.candidate.total)
                    .with("key", &decider.name)
                    .with("theirs", &decider.theirs)
                    .with("own", &decider.own)
            }),
        };
        [Some(full), how].into_iter().flatten().collect()
    }

    /// The score of the last admitted, where a ruler can show it.
    fn cut(&self, why: &Why, line: Option<&PlanLine>) -> Option<Score> {
        match why {
            Why::Admitted { .. } => self.programmes.get(&line?.programme)?.cutoff,
            _ => match difference(why)? {
                Difference::Score { theirs, .. } => Score::parse(theirs).ok(),
                _ => None,
            },
        }
    }

    fn ruler(&self, cut: Score) -> Option<Ruler> {
        Ruler::of(self.page, self.terms.floor?, self.most, self.candidate.total, cut)
    }
}

/// How a candidate differs from the last admitted of a preference that was full.
pub(super) fn difference(why: &Why) -> Option<&Difference> {
    match why {
        Why::Full { difference, .. } | Why::QuotaFull { difference, .. } => Some(difference),
        _ => None,
    }
}
