//! The lists of an edition: institutions, majors, districts.
//!
//! Plain values. How they are read and checked stands in `load`.

use super::{Certainty, Place};
use guantong_model::{Date, InstitutionKind, words};

words! {
    /// The part of the catalogue of majors (专业目录) a major stands in.
    MajorLevel {
        /// 中等职业教育.
        Secondary = "secondary",
        /// 高等职业教育专科.
        College = "college",
    }
}

/// 院校: one that runs programmes, as front institution, as partner, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its name as in the annex.
    pub name: String,
    /// A short name for tables.
    pub short: String,
    /// Its name in English.
    pub name_en: String,
    /// What kind it is.
    pub kind: InstitutionKind,
    /// Whether it is a front institution (前段院校) of the annex.
    pub front: bool,
    /// Whether it is a partner university (合作本科高校) of the annex.
    pub partner: bool,
    /// 院校代码, five digits, where known.
    pub code: Option<String>,
    /// How sure the code is.
    pub code_certainty: Option<Certainty>,
    /// Names it had before.
    pub former: Vec<FormerName>,
    /// What is known of the designated list (特高校), in the order of the years.
    pub designated: Vec<Designation>,
    /// Where it stands.
    pub place: Place,
}

/// A name an institution had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The last day it was borne, where known.
    pub until: Option<Date>,
}

/// Whether an institution is on the city's list of high-level vocational institutions (北京市特色高水平职业院校).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Designation {
    /// The first year this holds for.
    pub from: i32,
    /// The last year; until the next entry where absent.
    pub to: Option<i32>,
    /// On the list or not.
    pub listed: bool,
    /// How sure this is.
    pub certainty: Certainty,
    /// Where it comes from.
    pub source: String,
    /// Where it comes from, in English.
    pub source_en: String,
}

/// 专业: a major of the annex, or of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Major {
    /// Its name as in the annex, without the bracketed direction.
    pub name: String,
    /// The part of the catalogue.
    pub level: MajorLevel,
    /// The catalogue's code, where known: six digits, with `K` where the state controls it.
    pub code: Option<String>,
    /// 专业类, the first four digits of the code, where known.
    pub class: Option<String>,
    /// The catalogue's name where the annex writes it differently.
    pub catalogue_name: Option<String>,
    /// How sure the code is; absent where there is none.
    pub certainty: Option<Certainty>,
    /// The name in English.
    pub name_en: String,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands.
    pub place: Place,
}

impl Major {
    /// 专业大类, the first two digits of the class, where known.
    #[must_use]
    pub fn broad_class(&self) -> Option<&str> {
        self.class.as_deref().and_then(|class| class.get(..2))
    }
}

/// A district of the city, by its GB/T 2260 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// The code, six digits.
    pub code: String,
    /// The name.
    pub name: String,
    /// The name in English.
    pub name_en: String,
    /// Its column and row on a map where every district is a tile, from 0, where it is on one.
    pub tile: Option<(i64, i64)>,
    /// Where it stands.
    pub place: Place,
}
