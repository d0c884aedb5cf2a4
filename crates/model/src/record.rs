//! Words of the student record (学籍档案).

use crate::words;

words! {
    /// 学籍状态: where a life in the programme stands.
    Standing {
        /// 已录取未报到.
        Admitted = "admitted",
        /// 在读.
        Studying = "studying",
        /// 休学.
        OnLeave = "on-leave",
        /// 毕业.
        Graduated = "graduated",
        /// 结业.
        Completed = "completed",
        /// 肄业.
        Incomplete = "incomplete",
        /// 退学.
        Withdrawn = "withdrawn",
        /// 开除学籍.
        Expelled = "expelled",
        /// 取消学籍.
        Cancelled = "cancelled",
        /// 亡故.
        Deceased = "deceased",
        /// 放弃或取消入学资格.
        NotEnrolled = "not-enrolled",
    }
}

impl Standing {
    /// Whether the record is ended: nothing but a correction can follow.
    #[must_use]
    pub fn ended(self) -> bool {
        !matches!(self, Standing::Admitted | Standing::Studying | Standing::OnLeave)
    }
}

words! {
    /// 贯通培养资格: the right to go on in the programme.
    Qualification {
        /// 保留.
        Held = "held",
        /// 终止.
        Ended = "ended",
    }
}

words! {
    /// How the studies of the present stage stand.
    StageWork {
        /// Going on.
        Open = "open",
        /// Completed with passing results.
        Complete = "complete",
        /// Ended without passing results.
        Failed = "failed",
    }
}

words! {
    /// Certificates a student can be given, each by the institution of registration.
    CertificateKind {
        /// 中职毕业证书.
        Secondary = "secondary",
        /// 专科学历证书.
        College = "college",
        /// 本科学历证书（专升本）.
        Bachelor = "bachelor",
        /// 结业证书.
        Completion = "completion",
        /// 肄业证书.
        IncompleteStudy = "incomplete-study",
        /// 学习证明.
        StudyRecord = "study-record",
    }
}
