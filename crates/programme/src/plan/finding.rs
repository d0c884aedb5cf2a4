//! 核对事项: what had to be read into the table, what it does not say, and where its sums disagree.

use super::answers::AnswerValue;
use super::{Answer, Problem};
use guantong_model::sheet::At;
use guantong_model::{InstitutionKind, Message, ProgrammeKey};
use guantong_policy::ClauseId;
use serde::{Deserialize, Serialize};

guantong_model::words! {
    /// What a finding is about.
    FindingKind {
        /// A missing number worked out from the institution's total.
        Inferred = "inferred",
        /// A missing number that cannot be worked out.
        Places = "places",
        /// A partner that is not printed in the institution's block.
        Partner = "partner",
        /// Blank cells that go on from above.
        Continued = "continued",
        /// A special project in the institution's column.
        Special = "special",
        /// 定向 or 加试: the bar on change of major is proposed.
        Directed = "directed",
        /// A university printed as its own partner.
        UniversityOnly = "university-only",
        /// An institution's kind does not fit its place, or is not known.
        Kind = "kind",
        /// An institution is not on the designated list, or that is not known.
        Designated = "designated",
        /// Sums that disagree.
        Sum = "sum",
        /// An institution's total that is not printed.
        Scale = "scale",
        /// A sub-total or the grand total that is not printed.
        SumMissing = "sum-missing",
        /// The same programme twice.
        Duplicate = "duplicate",
        /// An institution that comes again after another.
        Repeated = "repeated",
        /// An institution that is not printed.
        Institution = "institution",
        /// A category that is not printed.
        Category = "category",
        /// The title speaks of another year.
        Title = "title",
        /// A line the document hides.
        Hidden = "hidden",
        /// Something in the table that was not used.
        Ignored = "ignored",
    }
}

impl FindingKind {
    /// The name of the kind, for a list of findings.
    #[must_use]
    pub fn label(self) -> Message {
        Message::new(match self {
            FindingKind::Inferred => "plan-kind-inferred",
            FindingKind::Places => "plan-kind-places",
            FindingKind::Partner => "plan-kind-partner",
            FindingKind::Continued => "plan-kind-continued",
            FindingKind::Special => "plan-kind-special",
            FindingKind::Directed => "plan-kind-directed",
            FindingKind::UniversityOnly => "plan-kind-university-only",
            FindingKind::Kind => "plan-kind-kind",
            FindingKind::Designated => "plan-kind-designated",
            FindingKind::Sum => "plan-kind-sum",
            FindingKind::Scale => "plan-kind-scale",
            FindingKind::SumMissing => "plan-kind-sum-missing",
            FindingKind::Duplicate => "plan-kind-duplicate",
            FindingKind::Repeated => "plan-kind-repeated",
            FindingKind::Institution => "plan-kind-institution",
            FindingKind::Category => "plan-kind-category",
            FindingKind::Title => "plan-kind-title",
            FindingKind::Hidden => "plan-kind-hidden",
            FindingKind::Ignored => "plan-kind-ignored",
        })
    }
}

guantong_model::words! {
    /// What a finding keeps from happening.
    Severity {
        /// The plan cannot be set; the table has to be mended and imported again.
        Blocks = "blocks",
        /// The plan cannot be set before a person has given what is missing.
        NeedsAnswer = "needs-answer",
        /// The plan cannot be set before a person has confirmed it.
        NeedsConfirmation = "needs-confirmation",
        /// Nothing; it is said so that nobody wonders.
        Note = "note",
    }
}

guantong_model::words! {
    /// Where a finding stands.
    State {
        /// Nobody has answered.
        Open = "open",
        /// A person has confirmed it.
        Confirmed = "confirmed",
        /// A person has given what was missing, or has decided.
        Answered = "answered",
        /// A person has said that it is not so: the table has to be mended.
        Declined = "declined",
        /// The answer given cannot be taken; see [`Finding::refusal`].
        Refused = "refused",
    }
}

/// What a finding wants to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wants {
    /// Nothing can be said to it.
    Nothing,
    /// Yes or no.
    Confirm,
    /// Yes, with the figure repeated, so that a yes to one figure never holds for another.
    ConfirmFigure(u32),
    /// Yes with what it rests on, or no.
    ConfirmWithSource,
    /// Yes with a reason, or no.
    ConfirmWithReason,
    /// Yes with what it rests on, or no with a reason: both settle it.
    Decide,
    /// A whole number and where it comes from.
    Figure,
    /// A university of the year and where that comes from.
    University,
    /// An institution of the year and where that comes from.
    Institution,
    /// A category and where that comes from.
    Category,
    /// A kind of institution and where that comes from.
    Kind,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Lines of the table.
    Rows,
    /// An institution.
    Institution(String),
    /// A category.
    Category(String),
    /// A programme.
    Programme(ProgrammeKey),
    /// The whole table.
    Table,
}

/// One figure of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The row it stands in.
    pub row: u32,
    /// The figure.
    pub places: u32,
}

/// A sum shown: minuend less parts is the difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Working {
    /// The printed total.
    pub minuend: u32,
    /// The cell it is printed in.
    pub minuend_at: Option<At>,
    /// What is taken from it.
    pub parts: Vec<Part>,
    /// The parts together.
    pub subtrahend: u32,
    /// What is left; below nothing where the parts are more.
    pub difference: i64,
}

impl Working {
    pub(super) fn new(minuend: u32, minuend_at: Option<At>, parts: Vec<Part>) -> Self {
        let subtrahend = parts.iter().map(|part| part.places).sum();
        let difference = i64::from(minuend) - i64::from(subtrahend);
        Working { minuend, minuend_at, parts, subtrahend, difference }
    }
}

/// One thing to be known, confirmed, answered or mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its id, by which answers name it: `inferred:row13`, `sum:category:高本贯通`.
    pub id: String,
    /// What kind it is.
    pub kind: FindingKind,
    /// What it keeps from happening.
    pub severity: Severity,
    /// The rows it is about.
    pub rows: Vec<u32>,
    /// What it is about.
    pub about: About,
    /// The clause it rests on.
    pub clause: ClauseId,
    /// 涉及: the lines or the institution.
    pub subject: Message,
    /// 读法: what was read, what is missing, or what disagrees.
    pub reading: Message,
    /// The sum, where there is one.
    pub working: Option<Working>,
    /// What it wants to be told.
    pub wants: Wants,
    /// Where it stands.
    pub state: State,
    /// The answer that was taken.
    pub reply: Option<Answer>,
    /// Why the answer given cannot be taken.
    pub refusal: Option<Problem>,
}

impl Finding {
    /// Whether it stands in the way of setting the plan.
    #[must_use]
    pub fn in_the_way(&self) -> bool {
        match self.severity {
            Severity::Note => false,
            Severity::Blocks => true,
            Severity::NeedsAnswer | Severity::NeedsConfirmation => {
                !matches!(self.state, State::Confirmed | State::Answered)
            }
        }
    }

    /// The figure answered.
    pub(super) fn figure(&self) -> Option<u32> {
        match self.taken()? {
            AnswerValue::Number(number) => u32::try_from(*number).ok(),
            AnswerValue::Text(_) => None,
        }
    }

    /// The words answered.
    pub(super) fn words(&self) -> Option<&str> {
        match self.taken()? {
            AnswerValue::Text(words) => Some(words),
            AnswerValue::Number(_) => None,
        }
    }

    /// The kind of institution answered.
    pub(super) fn institution_kind(&self) -> Option<InstitutionKind> {
        InstitutionKind::parse(self.words()?)
    }

    fn taken(&self) -> Option<&AnswerValue> {
        let reply =
            self.reply.as_ref().filter(|_| matches!(self.state, State::Confirmed | State::Answered))?;
        reply.value.as_ref()
    }
}
