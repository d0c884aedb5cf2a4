//! Tracks, stages, rule books, and the key by which a programme is known.

use serde::{Deserialize, Serialize};

/// A fixed list of words: an enum with `ALL`, `as_str`, `parse`, `Display` and serde by the word.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word used in files, addresses and message ids.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value of a word, if it is one of these.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
words! {
    /// 项目类别: who runs which stages together (2.1, 2.2).
    Track {
        /// 高本贯通 (2.1.a): a college and a university.
        CollegeBachelor = "college-bachelor",
        /// 中本贯通 (2.2.a): a secondary school and a university.
        SecondaryBachelor = "secondary-bachelor",
        /// 本科高校独立承担 (2.1.d): one university for all stages.
        UniversityOnly = "university-only",
    }
}

words! {
    /// 学段: 3 years secondary, 2 college, 2 bachelor (2.a).
    Stage {
        /// 中职阶段.
        Secondary = "secondary",
        /// 高职阶段.
        College = "college",
        /// 本科阶段.
        Bachelor = "bachelor",
    }
}

words! {
    /// 学籍管理规定: the rule book follows the stage (3.3.3.a).
    RuleBook {
        /// 中等职业学校学生学籍管理办法.
        Secondary = "secondary",
        /// 普通高等学校学生管理规定.
        Higher = "higher",
    }
}

impl Stage {
    /// The next stage, or nothing after the last.
    #[must_use]
    pub fn next(self) -> Option<Stage> {
        match self {
            Stage::Secondary => Some(Stage::College),
            Stage::College => Some(Stage::Bachelor),
            Stage::Bachelor => None,
        }
    }
}

/// What tells one programme of a plan from another (annex.a).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProgrammeKey {
    /// The front institution's name.
    pub institution: String,
    /// The special project (专项) within the institution, if any.
    pub special: Option<String>,
    /// The major's name without its bracketed direction.
    pub major: String,
    /// 专业方向, the bracketed direction, if any.
    pub specialisation: Option<String>,
    /// The partner university's name.
    pub partner: String,
}
