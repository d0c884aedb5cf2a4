//! Kinds of institution.

use serde::{Deserialize, Serialize};

/// What kind of institution one is; who may be front or partner of which track is the policy's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InstitutionKind {
    /// 中职学校, a secondary vocational school.
    SecondarySchool,
    /// 高职院校, a higher vocational college.
    College,
    /// 本科高校, a university.
    University,
}

impl InstitutionKind {
    /// The identifier used in files and message ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            InstitutionKind::SecondarySchool => "secondary-school",
            InstitutionKind::College => "college",
            InstitutionKind::University => "university",
        }
    }
}
