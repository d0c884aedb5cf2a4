//! 毕业去向: where a graduate went.

use crate::words;

words! {
    /// 毕业去向, by the categories in which graduates are reported to the ministry.
    Destination {
        /// 签就业协议形式就业.
        Agreement = "agreement",
        /// 签劳动合同形式就业.
        Contract = "contract",
        /// 其他录用形式就业.
        OtherEmployment = "other-employment",
        /// 科研助理.
        ResearchAssistant = "research-assistant",
        /// 应征义务兵.
        Military = "military",
        /// 国家基层项目.
        NationalProgramme = "national-programme",
        /// 地方基层项目.
        LocalProgramme = "local-programme",
        /// 自主创业.
        SelfEmployed = "self-employed",
        /// 自由职业.
        Freelance = "freelance",
        /// 升学.
        FurtherStudy = "further-study",
        /// 出国、出境.
        Abroad = "abroad",
        /// 待就业.
        Seeking = "seeking",
        /// 不就业拟升学.
        Preparing = "preparing",
        /// 其他暂不就业.
        NotSeeking = "not-seeking",
    }
}

words! {
    /// What a destination counts as.
    Settled {
        /// 升学.
        FurtherStudy = "further-study",
        /// 就业.
        Employment = "employment",
        /// 未落实.
        Not = "not",
    }
}

impl Destination {
    /// What it counts as.
    #[must_use]
    pub const fn settled(self) -> Settled {
        use Destination::{
            Abroad, Agreement, Contract, Freelance, FurtherStudy, LocalProgramme, Military,
            NationalProgramme, NotSeeking, OtherEmployment, Preparing, ResearchAssistant, Seeking,
            SelfEmployed,
        };
        match self {
            FurtherStudy | Abroad => Settled::FurtherStudy,
            Agreement | Contract | OtherEmployment | ResearchAssistant | Military | NationalProgramme
            | LocalProgramme | SelfEmployed | Freelance => Settled::Employment,
            Seeking | Preparing | NotSeeking => Settled::Not,
        }
    }
}
