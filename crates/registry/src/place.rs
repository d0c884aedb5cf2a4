//! Where a student studies and where he is registered, by track and stage (2.b, 3.3.1, 3.3.2).

use guantong_model::{ProgrammeId, Stage, Track};
use serde::{Deserialize, Serialize};

/// A programme as a record remembers it: what stays true whatever becomes of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The programme.
    pub programme: ProgrammeId,
    /// 项目类别.
    pub track: Track,
    /// 前段院校.
    pub school: String,
    /// 合作本科高校; the same university where one runs all stages.
    pub partner: String,
    /// The major's name.
    pub major: String,
    /// The major's catalogue code, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The four-digit class of the catalogue, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

impl Placement {
    /// Where the student sits in a stage.
    ///
    /// 「前5年在职业院校学习，后2年在本科高校学习」 (2.b)
    #[must_use]
    pub fn studies_at(&self, stage: Stage) -> &str {
        match stage {
            Stage::Secondary | Stage::College => &self.school,
            Stage::Bachelor => &self.partner,
        }
    }

    /// The institution that holds the registration of a stage.
    #[must_use]
    pub fn registered_at(&self, stage: Stage) -> &str {
        match (self.track, stage) {
            // 「中职阶段和高职阶段注册为所在高职院校学籍，本科阶段注册为合作本科高校学籍」 (3.3.1)
            (Track::CollegeBachelor | Track::UniversityOnly, Stage::Secondary | Stage::College) => {
                &self.school
            }
            // 「中职阶段注册为所在中职学校的学籍，高职阶段和本科阶段注册为合作本科高校学籍」 (3.3.2)
            (Track::SecondaryBachelor, Stage::Secondary) => &self.school,
            (Track::SecondaryBachelor, Stage::College) | (_, Stage::Bachelor) => &self.partner,
        }
    }

    /// The clause that says where a student of this track is registered.
    #[must_use]
    pub fn registration_clause(&self) -> &'static str {
        match self.track {
            Track::CollegeBachelor | Track::UniversityOnly => "3.3.1",
            Track::SecondaryBachelor => "3.3.2",
        }
    }

    /// Whether two programmes teach the same major: by code, or by name where not both codes are known.
    #[must_use]
    pub fn same_major(&self, other: &Placement) -> bool {
        match (&self.code, &other.code) {
            (Some(a), Some(b)) => a == b,
            _ => self.major == other.major,
        }
    }

    /// The four-digit class: as given, else as the code begins.
    #[must_use]
    pub fn class(&self) -> Option<&str> {
        let of_code = || self.code.as_deref().and_then(|code| code.get(..4));
        self.class.as_deref().or_else(of_code)
    }

    /// Whether two programmes are of the same four-digit class; an unknown class is the same as none.
    #[must_use]
    pub fn same_class(&self, other: &Placement) -> bool {
        self.class().is_some() && self.class() == other.class()
    }

    /// 专业大类, the first two digits of the class, where known.
    #[must_use]
    pub fn broad_class(&self) -> Option<&str> {
        self.class().and_then(|class| class.get(..2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placement(track: Track) -> Placement {
        Placement {
            programme: "p".into(),
            track,
            school: "S".into(),
            partner: "U".into(),
            major: "m".into(),
            code: None,
            class: None,
        }
    }

    #[test]
    fn the_table_of_the_contract() {
        for (track, stage, studies, registered) in [
            (Track::CollegeBachelor, Stage::Secondary, "S", "S"),
            (Track::CollegeBachelor, Stage::College, "S", "S"),
            (Track::CollegeBachelor, Stage::Bachelor, "U", "U"),
            (Track::SecondaryBachelor, Stage::Secondary, "S", "S"),
            (Track::SecondaryBachelor, Stage::College, "S", "U"),
            (Track::SecondaryBachelor, Stage::Bachelor, "U", "U"),
        ] {
            let placement = placement(track);
            assert_eq!((placement.studies_at(stage), placement.registered_at(stage)), (studies, registered));
        }
    }

    #[test]
    fn a_major_is_its_code_or_else_its_name() {
        let with = |code: Option<&str>, major: &str| Placement {
            code: code.map(str::to_owned),
            major: major.to_owned(),
            ..placement(Track::CollegeBachelor)
        };
        assert!(with(Some("530302"), "a").same_major(&with(Some("530302"), "b")));
        assert!(!with(Some("530302"), "a").same_major(&with(Some("530301"), "a")));
        assert!(with(Some("530302"), "a").same_major(&with(None, "a")));
        assert!(with(Some("530302"), "a").same_class(&with(Some("530301"), "b")));
        assert!(!with(None, "a").same_class(&with(None, "a")), "unknown classes are not the same");
    }
}
