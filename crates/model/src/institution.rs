//! Kinds of institution.

use crate::words;

words! {
    /// What kind of institution one is; who may be front or partner of which track is the policy's matter.
    InstitutionKind {
        /// 中职学校, a secondary vocational school.
        SecondarySchool = "secondary-school",
        /// 高职院校, a higher vocational college.
        College = "college",
        /// 本科高校, a university.
        University = "university",
    }
}
