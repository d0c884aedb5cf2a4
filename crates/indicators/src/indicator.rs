//! What indicators there are: the declared list.

use crate::figure::Split;
use guantong_model::words;

words! {
    /// An indicator.
    Indicator {
        /// 计划完成率: admitted out of places (4.3.2.a).
        PlanCompletion = "plan-completion",
        /// 报到率: registered out of admitted (3.3.1, 3.3.2).
        RegistrationRate = "registration-rate",
        /// 录取成绩 as a share of full marks (3.1.2.a).
        CutOff = "cut-off",
        /// 中职升高职 (3.4.1).
        ToCollege = "progression-college",
        /// 高职升本科, 专升本 (3.4.2.b).
        ToBachelor = "progression-bachelor",
        /// 本科毕业 (2.1.c, 2.2.e).
        Graduation = "graduation",
        /// 留级 (3.4.3.a).
        Repeats = "repeats",
        /// 休学 (3.4.4.a).
        Leaves = "leaves",
        /// 毕业退出 (3.3.4.a).
        Exits = "exits",
        /// 毕业证书 of the three stages (2.1.b and others).
        Certificates = "certificates",
        /// 派出教师 (4.2.2.d).
        TeacherDispatch = "teacher-dispatch",
        /// 定期业务沟通 (4.2.2.b).
        Meetings = "meetings",
        /// 企业全面参与 (4.2.3).
        EnterpriseParts = "enterprise-participation",
        /// Every duty of 四（二）.
        Obligations = "obligations",
        /// 本科高校招收贯通培养毕业生情况 (4.3.1.c).
        UniversityIntake = "university-intake",
        /// 升学 of graduates (1).
        FurtherStudy = "further-study",
        /// 就业 of graduates (1).
        Employment = "employment",
    }
}

words! {
    /// What indicators tell of.
    Chapter {
        /// 招生录取.
        Admission = "admission",
        /// 转段与培养质量.
        Study = "study",
        /// 合作机制.
        Cooperation = "cooperation",
        /// 本科高校.
        Universities = "universities",
        /// 去向.
        Purpose = "purpose",
    }
}

words! {
    /// How a figure is to be read.
    Measure {
        /// A part of a whole.
        Share = "share",
        /// How many; there is no whole.
        Count = "count",
        /// Marks out of full marks, the mean over programmes.
        Marks = "marks",
    }
}

words! {
    /// What a figure is counted from, and by which day something is in it.
    Basis {
        /// Lines of plans, and records opened by admission: by the day of admission.
        Plans = "plans",
        /// Published rounds: by the day of publication.
        Rounds = "rounds",
        /// Registrations: by their first day, and by the day a record ended.
        Registrations = "registrations",
        /// Decisions on records: by the day each took effect.
        Decisions = "decisions",
        /// Records of cooperation, and the duties they meet: by the day something happened or began.
        Duties = "duties",
        /// 毕业去向 as institutions reported them: by the day of the report.
        Destinations = "destinations",
    }
}

words! {
    /// What the year of a figure is the year of.
    YearOf {
        /// 入学年份: of the plan and of those who entered by it.
        Entry = "entry",
        /// 学年, by its September.
        Academic = "academic",
    }
}

/// What an indicator is. Its name, and its definition, whole and part in words, go by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it tells of.
    pub chapter: Chapter,
    /// The clauses it serves, the first its own.
    pub clauses: &'static [&'static str],
    /// How it is read.
    pub measure: Measure,
    /// What it is counted from.
    pub basis: Basis,
    /// Which year.
    pub year: YearOf,
    /// By what it may be shown, the first to begin with.
    pub splits: &'static [Split],
    /// Whether its figures count people who may be told apart where there are few.
    pub of_people: bool,
    /// Whether its whole is places of plans.
    pub of_places: bool,
    /// Whether it tells of cooperation, which not everybody may read.
    pub of_duties: bool,
    /// Years after entry before which a year of entry is still under way.
    pub after_years: i32,
}

const BY_INSTITUTION: &[Split] = &[Split::Institution, Split::University, Split::Programme];
const BY_ADMITTED: &[Split] = &[Split::Institution, Split::University, Split::Programme, Split::District];
const BY_STAGE: &[Split] = &[Split::Stage, Split::Institution, Split::University, Split::Programme];
const BY_SIDES: &[Split] = &[Split::Institution, Split::University];
const BY_DUTY: &[Split] = &[Split::Duty, Split::Institution, Split::University];
const BY_UNIVERSITY: &[Split] = &[Split::University, Split::Institution, Split::Programme];

const fn of_people(chapter: Chapter, clauses: &'static [&'static str], year: YearOf) -> Declared {
    Declared {
        chapter,
        clauses,
        measure: Measure::Share,
        basis: Basis::Registrations,
        year,
        splits: BY_INSTITUTION,
        of_people: true,
        of_places: false,
        of_duties: false,
        after_years: 0,
    }
}

const fn of_duties(clauses: &'static [&'static str], splits: &'static [Split]) -> Declared {
    Declared {
        basis: Basis::Duties,
        splits,
        of_people: false,
        of_duties: true,
        ..of_people(Chapter::Cooperation, clauses, YearOf::Academic)
    }
}

const fn decided(declared: Declared) -> Declared {
    Declared { basis: Basis::Decisions, ..declared }
}

const fn published(declared: Declared) -> Declared {
    Declared { of_people: false, ..declared }
}

const fn after(years: i32, declared: Declared) -> Declared {
    Declared { after_years: years, ..declared }
}

impl Indicator {
    /// What it is.
    #[must_use]
    pub const fn declared(self) -> Declared {
        use Chapter::{Admission, Purpose, Study, Universities};
        use YearOf::{Academic, Entry};
        match self {
            Indicator::PlanCompletion => Declared {
                basis: Basis::Plans,
                of_places: true,
                ..published(of_people(Admission, &["4.3.2.a", "3.1.3.a"], Entry))
            },
            Indicator::RegistrationRate => {
                Declared { splits: BY_ADMITTED, ..of_people(Admission, &["3.3.1", "3.3.2"], Entry) }
            }
            Indicator::CutOff => Declared {
                measure: Measure::Marks,
                basis: Basis::Rounds,
                ..published(of_people(Admission, &["3.1.2.a", "3.1.2.b"], Entry))
            },
            // Three years, then two, then two (2.a).
            Indicator::ToCollege => after(3, of_people(Study, &["3.4.1", "3.4.2.a"], Entry)),
            Indicator::ToBachelor => after(5, of_people(Study, &["3.4.1", "3.4.2.b"], Entry)),
            Indicator::Graduation => after(7, of_people(Study, &["2.1.c", "2.2.e"], Entry)),
            Indicator::Repeats => decided(of_people(Study, &["3.4.3.a"], Academic)),
            Indicator::Leaves => decided(of_people(Study, &["3.4.4.a"], Academic)),
            Indicator::Exits => decided(of_people(Study, &["3.3.4.a", "3.3.4.b"], Academic)),
            Indicator::Certificates => Declared {
                measure: Measure::Count,
                basis: Basis::Decisions,
                splits: BY_STAGE,
                ..of_people(Study, &["2.1.b", "2.1.c", "2.2.c", "2.2.d", "2.2.e", "3.3.4.b"], Academic)
            },
            Indicator::TeacherDispatch => of_duties(&["4.2.2.d"], BY_SIDES),
            Indicator::Meetings => of_duties(&["4.2.2.b"], BY_SIDES),
            Indicator::EnterpriseParts => of_duties(&["4.2.3"], BY_DUTY),
            Indicator::Obligations => {
                of_duties(&["4.2.1.a", "4.2.2.a", "4.2.2.b", "4.2.2.d", "4.2.2.e", "4.2.3", "2.2.b"], BY_DUTY)
            }
            Indicator::UniversityIntake => {
                let declared = of_people(Universities, &["4.3.1.c"], Academic);
                Declared { splits: BY_UNIVERSITY, of_places: true, ..declared }
            }
            Indicator::FurtherStudy | Indicator::Employment => Declared {
                basis: Basis::Destinations,
                splits: BY_STAGE,
                ..of_people(Purpose, &["1"], Academic)
            },
        }
    }

    /// The year of entry or academic year that a calendar year tells of: of what is reached years after entry, that of those
    /// who were to reach it; of what happens in an academic year, the one that ended in it. Who enters a university enters it in
    /// the academic year that begins.
    #[must_use]
    pub fn told_in(self, year: i32) -> i32 {
        let declared = self.declared();
        let back = match declared.year {
            YearOf::Entry => declared.after_years,
            YearOf::Academic => i32::from(self != Indicator::UniversityIntake),
        };
        year.saturating_sub(back)
    }

    /// The year to begin with where an indicator is looked at in a year: of what is reached years after entry, that of those
    /// who were to reach it.
    #[must_use]
    pub fn looked_at_in(self, year: i32) -> i32 {
        year.saturating_sub(self.declared().after_years)
    }

    /// Whether its figures of a year are still under way at the beginning of an academic year.
    #[must_use]
    pub fn under_way(self, year: i32, academic_year: i32) -> bool {
        academic_year < year.saturating_add(self.declared().after_years)
    }
}
