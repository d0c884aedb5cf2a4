//! What happens to a request, as the journal keeps it. What people wrote stands apart, sealed, under the digests here.

use crate::{Desk, Kind};
use guantong_model::{Date, StudentId, words};
use guantong_policy::Decision;
use guantong_registry::Command;
use serde::{Deserialize, Serialize};

/// What the streams of requests in the journal begin with.
pub const STREAM: &str = "request/";
/// The holder of a desk of the family: the student himself, or the guardian.
pub const FAMILY: &str = "family";
/// The holder of a desk of the authority.
pub const COMMISSION: &str = "commission";

/// Whether a holder is no institution.
#[must_use]
pub fn is_no_institution(holder: &str) -> bool {
    matches!(holder, FAMILY | COMMISSION)
}

words! {
    /// How a decision reached the family (令41 55).
    Served {
        /// 本人阅知: it says so itself.
        Read = "read",
        /// 当面送达.
        Handed = "handed",
        /// 留置送达.
        Left = "left",
        /// 邮寄送达.
        Post = "post",
        /// 公告送达.
        Notice = "notice",
    }
}

impl Served {
    /// The ways an institution may serve it: all but the family's own word.
    pub fn of_institution() -> impl Iterator<Item = Served> {
        Served::ALL.iter().copied().filter(|way| *way != Served::Read)
    }
}

words! {
    /// What a desk says.
    Verdict {
        /// 同意; of an appeal: 申诉成立.
        Agree = "agree",
        /// 不同意; of an appeal: 维持原决定.
        Refuse = "refuse",
        /// 退回补正.
        Return = "return",
    }
}

words! {
    /// Who asks.
    Asker {
        /// 学生本人.
        Student = "student",
        /// 监护人.
        Guardian = "guardian",
        /// 院校 (front institution).
        School = "school",
        /// 本科高校.
        University = "university",
    }
}

words! {
    /// What a paper is.
    PaperKind {
        /// 申请理由, 事实与证据.
        Statement = "statement",
        /// 办理意见.
        Reason = "reason",
        /// 留言.
        Comment = "comment",
        /// 证明材料.
        File = "file",
        /// 拟更正的个人信息: what is asked to be put right of a person.
        Personal = "personal",
    }
}

/// Something written or given in, by the digest of its sealed bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// SM3 of the sealed bytes: a commitment that tells nothing of the text.
    pub digest: String,
    /// What it is.
    pub kind: PaperKind,
}

/// A desk on the way of one request, with who sits there: an institution's name, [`COMMISSION`], or [`FAMILY`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The desk.
    pub desk: Desk,
    /// Who acts.
    pub holder: String,
}

/// What an appeal is about, or the appeal that a correction follows: an entry of a stream of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// `student/…` or `request/…`.
    pub stream: String,
    /// The entry's place in it.
    pub version: i64,
}

impl About {
    /// The number of the request it is about; nothing where it is about an entry of a record.
    #[must_use]
    pub fn request(&self) -> Option<&str> {
        self.stream.strip_prefix(STREAM)
    }
}

/// How a request begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What is asked for.
    pub kind: Kind,
    /// Whose record it concerns.
    pub student: StudentId,
    /// The command asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<Command>,
    /// What an appeal is about; of what an appeal that was upheld leads to, that appeal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// Of an appeal, the accounts that decided what it is about: they do not hear it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided_by: Vec<String>,
    /// Who asks.
    pub by: Asker,
    /// The account that asks.
    pub account: String,
    /// Whether the student is a minor on the day.
    pub minor: bool,
    /// The desks in order.
    pub stops: Vec<Stop>,
    /// What was written and given in.
    pub papers: Vec<Paper>,
    /// What the rules said of it on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Decision>,
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Event {
    /// 提出.
    Opened(Box<Opened>),
    /// A desk spoke.
    Decided {
        /// The desk.
        desk: Desk,
        /// What it says.
        verdict: Verdict,
        /// Its reasons.
        papers: Vec<Paper>,
        /// The number of the written decision, where the desk gives one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        number: String,
        /// What the rules said to the command carried out with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
        /// The request that an appeal upheld with this word leads to: a correction, or what is decided anew.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leads_to: Option<String>,
    },
    /// 补正: given in again after it was returned.
    Completed {
        /// The command asked for now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        command: Option<Command>,
        /// The desks, where what is asked for now has others sit there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stops: Vec<Stop>,
        /// What was written and given in.
        papers: Vec<Paper>,
    },
    /// 留言, with files or without.
    Commented {
        /// What was written and given in.
        papers: Vec<Paper>,
    },
    /// 撤回.
    TakenBack,
    /// 延长: more time for the desk, once.
    Extended {
        /// Why.
        papers: Vec<Paper>,
    },
    /// 送达: the decision reached the family; the time to appeal begins.
    Served {
        /// How.
        how: Served,
    },
    /// An appeal against it was upheld: it is decided anew by the desk that refused.
    Reopened {
        /// The appeal.
        appeal: String,
    },
}

impl Event {
    /// The kind of its entry in the journal.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Opened(_) => "request-opened",
            Event::Decided { .. } => "request-decided",
            Event::Completed { .. } => "request-completed",
            Event::Commented { .. } => "request-commented",
            Event::TakenBack => "request-taken-back",
            Event::Extended { .. } => "request-extended",
            Event::Served { .. } => "request-served",
            Event::Reopened { .. } => "request-reopened",
        }
    }

    /// What was written and given in with it.
    #[must_use]
    pub fn papers(&self) -> &[Paper] {
        match self {
            Event::Opened(opened) => &opened.papers,
            Event::Decided { papers, .. }
            | Event::Completed { papers, .. }
            | Event::Commented { papers }
            | Event::Extended { papers } => papers,
            Event::TakenBack | Event::Served { .. } | Event::Reopened { .. } => &[],
        }
    }
}

/// Something that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// The day.
    pub on: Date,
    /// Who.
    pub actor: String,
    /// What.
    pub event: Event,
}
