//! Roles and kinds of organisation: who comes to the office, and for whom.

use guantong_model::words;

words! {
    /// What somebody may be here, for an organisation and a time.
    Role {
        /// 市教委.
        Commission = "commission",
        /// 区教委.
        District = "district",
        /// 考试院.
        Examination = "examination",
        /// 教科院: figures, never an identity.
        Academy = "academy",
        /// 中职学校、高职院校, and a university in so far as it is a front institution.
        School = "school",
        /// 本科高校.
        University = "university",
        /// 专家.
        Expert = "expert",
        /// 企业.
        Enterprise = "enterprise",
        /// 学生.
        Student = "student",
        /// 监护人.
        Guardian = "guardian",
        /// Whoever is not signed in.
        Public = "public",
        /// 系统管理员: keeps accounts and the running; sees no record.
        System = "system",
        /// 安全管理员: gives and takes roles; makes no account.
        Security = "security",
        /// 审计管理员: reads the trail; changes nothing.
        Audit = "audit",
    }
}

words! {
    /// The families of roles. An account belongs to one and never leaves it: the three administrators exclude one
    /// another, and none of them decides business.
    Family {
        /// Decides or reads business.
        Business = "business",
        /// 系统管理员.
        System = "system",
        /// 安全管理员.
        Security = "security",
        /// 审计管理员.
        Audit = "audit",
    }
}

words! {
    /// What an organisation is.
    OrganisationKind {
        /// 市教委.
        Commission = "commission",
        /// 区教委.
        District = "district",
        /// 考试院.
        Examination = "examination",
        /// 教科院.
        Academy = "academy",
        /// 中职学校.
        SecondarySchool = "secondary-school",
        /// 高职院校.
        College = "college",
        /// 本科高校.
        University = "university",
        /// 专家组.
        Panel = "panel",
        /// 企业.
        Enterprise = "enterprise",
        /// 学生与监护人: those without an organisation of their own.
        Families = "families",
        /// The office that runs the system: the three administrators.
        Office = "office",
    }
}

impl Role {
    /// The family of the role.
    #[must_use]
    pub fn family(self) -> Family {
        match self {
            Role::System => Family::System,
            Role::Security => Family::Security,
            Role::Audit => Family::Audit,
            _ => Family::Business,
        }
    }

    /// Whether the role is held at work, so that signing in takes a second factor.
    #[must_use]
    pub fn is_staff(self) -> bool {
        !matches!(self, Role::Student | Role::Guardian | Role::Public)
    }
}

impl OrganisationKind {
    /// The roles people of such an organisation may have.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            OrganisationKind::Commission => &[Role::Commission],
            OrganisationKind::District => &[Role::District],
            OrganisationKind::Examination => &[Role::Examination],
            OrganisationKind::Academy => &[Role::Academy],
            OrganisationKind::SecondarySchool | OrganisationKind::College => &[Role::School],
            // A university may also be a front institution (2.1.d).
            OrganisationKind::University => &[Role::University, Role::School],
            OrganisationKind::Panel => &[Role::Expert],
            OrganisationKind::Enterprise => &[Role::Enterprise],
            OrganisationKind::Families => &[Role::Student, Role::Guardian],
            OrganisationKind::Office => &[Role::System, Role::Security, Role::Audit],
        }
    }
}
