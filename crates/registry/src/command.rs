//! What can be asked of a record: the commands of the contract with their arguments.

use crate::Marks;
use guantong_model::{Date, ProgrammeId, Score, words};
use serde::{Deserialize, Serialize};

words! {
    /// The names of the commands, in the order of the contract.
    CommandName {
        /// 报到注册.
        Register = "register",
        /// 未报到.
        NoShow = "no-show",
        /// 完成学段学业.
        CompleteStage = "complete-stage",
        /// 未完成学业.
        FailStage = "fail-stage",
        /// 转段考核.
        Assess = "assess",
        /// 转段升学.
        Progress = "progress",
        /// 毕业退出.
        Exit = "exit",
        /// 留级.
        Repeat = "repeat",
        /// 从当前学校毕业.
        Graduate = "graduate",
        /// 按学籍规定处理.
        Settle = "settle",
        /// 休学.
        Leave = "leave",
        /// 复学.
        Resume = "resume",
        /// 申请转专业/转学.
        ApplyTransfer = "apply-transfer",
        /// 转出/转入学校意见.
        Consent = "consent",
        /// 主管部门审核.
        Audit = "audit",
        /// 撤回申请.
        CancelTransfer = "cancel-transfer",
        /// 退学.
        Withdraw = "withdraw",
        /// 开除学籍.
        Expel = "expel",
        /// 取消学籍.
        CancelRegistration = "cancel-registration",
        /// 亡故.
        Deceased = "deceased",
        /// 更正.
        Correct = "correct",
    }
}

words! {
    /// How a school settles a student who may not repeat (3.4.3.d).
    SettleOutcome {
        /// 毕业.
        Graduated = "graduated",
        /// 结业.
        Completed = "completed",
        /// 肄业.
        Incomplete = "incomplete",
        /// 退学.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Why a student is on leave (休学).
    LeaveKind {
        /// 因个人原因.
        Personal = "personal",
        /// 因病.
        Health = "health",
        /// 应征入伍.
        Military = "military",
    }
}

words! {
    /// The two schools of a transfer.
    Side {
        /// 转出学校.
        Sending = "sending",
        /// 转入学校.
        Receiving = "receiving",
    }
}

words! {
    /// What a student who withdraws is given.
    LeavingCertificate {
        /// 学习证明.
        StudyRecord = "study-record",
        /// 肄业证书.
        IncompleteStudy = "incomplete-study",
    }
}

/// A command with its arguments, as forms, files and the journal write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// 报到注册.
    Register,
    /// 未报到.
    NoShow,
    /// 完成学段学业.
    CompleteStage,
    /// 未完成学业: the stage ended without passing results.
    FailStage,
    /// 转段考核.
    Assess {
        /// Whether the conditions of progression were met.
        passed: bool,
        /// The rules used: the institution's after the secondary stage, the commission's of the year after college.
        document: String,
        /// The part 文化素质, in points.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        general: Option<Score>,
        /// The part 职业技能, in points.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skill: Option<Score>,
        /// Marks by part, in points, where the rules have other parts than these two; not in case files.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        marks: Marks,
    },
    /// 转段升学.
    Progress,
    /// 毕业退出.
    Exit,
    /// 留级.
    Repeat {
        /// The school's finding that the student meets the conditions of repeating.
        eligible: bool,
        /// Another of the same or similar majors than the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<ProgrammeId>,
    },
    /// 从当前学校毕业.
    Graduate,
    /// 按学籍规定处理.
    Settle {
        /// What comes of it.
        outcome: SettleOutcome,
        /// The article of the stage's rule book, as given.
        article: String,
    },
    /// 休学.
    Leave {
        /// The last day of the leave.
        until: Date,
        /// Why; personal where it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<LeaveKind>,
    },
    /// 复学.
    Resume {
        /// Whether the conditions of the rule book are met.
        fit: bool,
        /// Another of the same or similar majors than the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<ProgrammeId>,
    },
    /// 申请转专业/转学.
    ApplyTransfer {
        /// The programme applied for.
        to: ProgrammeId,
    },
    /// 转出/转入学校意见.
    Consent {
        /// Which school speaks.
        by: Side,
        /// Yes or no.
        agree: bool,
    },
    /// 主管部门审核.
    Audit {
        /// Yes or no.
        agree: bool,
    },
    /// 撤回申请.
    CancelTransfer,
    /// 退学.
    Withdraw {
        /// The article of the stage's rule book, as given.
        article: String,
        /// What the student is given; a study record where it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certificate: Option<LeavingCertificate>,
    },
    /// 开除学籍.
    Expel {
        /// The article of the stage's rule book, as given.
        article: String,
        /// The written decision after the hearing.
        decision: String,
    },
    /// 取消学籍.
    CancelRegistration {
        /// The article of the stage's rule book, as given.
        article: String,
        /// The written decision that admission was unlawful.
        decision: String,
    },
    /// 亡故.
    Deceased,
    /// 更正.
    Correct {
        /// The number of the entry to reverse.
        of: u32,
        /// Why.
        reason: String,
        /// The second person who agreed.
        approver: String,
    },
}

impl Command {
    /// The command's name.
    #[must_use]
    pub fn name(&self) -> CommandName {
        match self {
            Command::Register => CommandName::Register,
            Command::NoShow => CommandName::NoShow,
            Command::CompleteStage => CommandName::CompleteStage,
            Command::FailStage => CommandName::FailStage,
            Command::Assess { .. } => CommandName::Assess,
            Command::Progress => CommandName::Progress,
            Command::Exit => CommandName::Exit,
            Command::Repeat { .. } => CommandName::Repeat,
            Command::Graduate => CommandName::Graduate,
            Command::Settle { .. } => CommandName::Settle,
            Command::Leave { .. } => CommandName::Leave,
            Command::Resume { .. } => CommandName::Resume,
            Command::ApplyTransfer { .. } => CommandName::ApplyTransfer,
            Command::Consent { .. } => CommandName::Consent,
            Command::Audit { .. } => CommandName::Audit,
            Command::CancelTransfer => CommandName::CancelTransfer,
            Command::Withdraw { .. } => CommandName::Withdraw,
            Command::Expel { .. } => CommandName::Expel,
            Command::CancelRegistration { .. } => CommandName::CancelRegistration,
            Command::Deceased => CommandName::Deceased,
            Command::Correct { .. } => CommandName::Correct,
        }
    }
}
