//! The vocabulary of requests.

use guantong_model::words;
use guantong_registry::CommandName;

words! {
    /// What is asked for.
    Kind {
        /// 转专业/转学 (3.3.5).
        Transfer = "transfer",
        /// 休学 (3.4.4.a).
        Leave = "leave",
        /// 复学 (3.4.4.b).
        Resume = "resume",
        /// 留级 (3.4.3.a).
        Repeat = "repeat",
        /// 毕业退出 (3.3.4).
        Exit = "exit",
        /// 退学.
        Withdraw = "withdraw",
        /// 按学籍规定处理 (3.4.3.d).
        Settle = "settle",
        /// 开除学籍, with hearing and decision.
        Expel = "expel",
        /// 取消学籍: unlawful admission.
        CancelRegistration = "cancel-registration",
        /// 更正, by a second person.
        Correct = "correct",
        /// 更正个人信息: of a person, not of the record.
        Personal = "personal",
        /// 校内申诉 (令41 60, 61).
        Appeal = "appeal",
        /// 向市教委申诉 (令41 62, 63).
        AppealAuthority = "appeal-authority",
    }
}

words! {
    /// Where a request waits for somebody.
    Desk {
        /// 监护人: consents where the student is a minor.
        Guardian = "guardian",
        /// 学生陈述申辩: is heard before an adverse decision.
        Student = "student",
        /// 学籍所在学校.
        School = "school",
        /// 转出学校.
        Sending = "sending",
        /// 转入学校.
        Receiving = "receiving",
        /// 主管部门: the commission.
        Authority = "authority",
        /// 第二人复核: another person of the same institution.
        Second = "second",
        /// 校长办公会.
        Meeting = "meeting",
        /// 学生申诉处理委员会.
        Committee = "committee",
    }
}

words! {
    /// When a request passes a desk.
    When {
        /// Always.
        Always = "always",
        /// Where the student is a minor.
        Minor = "minor",
    }
}

impl Kind {
    /// The command on the record that it asks for; an appeal asks for none, nor does putting a person's data right.
    #[must_use]
    pub fn command(self) -> Option<CommandName> {
        Some(match self {
            Kind::Transfer => CommandName::ApplyTransfer,
            Kind::Leave => CommandName::Leave,
            Kind::Resume => CommandName::Resume,
            Kind::Repeat => CommandName::Repeat,
            Kind::Exit => CommandName::Exit,
            Kind::Withdraw => CommandName::Withdraw,
            Kind::Settle => CommandName::Settle,
            Kind::Expel => CommandName::Expel,
            Kind::CancelRegistration => CommandName::CancelRegistration,
            Kind::Correct => CommandName::Correct,
            Kind::Personal | Kind::Appeal | Kind::AppealAuthority => return None,
        })
    }

    /// The kind that asks for a command on the record.
    #[must_use]
    pub fn of_command(command: CommandName) -> Option<Self> {
        Kind::ALL.iter().copied().find(|kind| kind.command() == Some(command))
    }

    /// Whether it is an appeal.
    #[must_use]
    pub fn is_appeal(self) -> bool {
        matches!(self, Kind::Appeal | Kind::AppealAuthority)
    }
}

impl Desk {
    /// Whether somebody of the family sits there, who says yes or speaks and decides nothing.
    #[must_use]
    pub fn of_family(self) -> bool {
        matches!(self, Desk::Guardian | Desk::Student)
    }
}
