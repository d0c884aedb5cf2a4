//! What is not met in the demonstration, so that there is something to be found.

use crate::demo::plans;
use guantong_cooperation::{Duty, Holder, Period};
use guantong_service::cooperation::DutyView;

/// A duty that is not met: which, front institution, partner (nothing of an institution by itself), the period or the
/// major it is of, and how it is not.
pub(in crate::demo) struct Gap {
    pub(super) duty: Duty,
    pub(super) front: &'static str,
    pub(super) partner: &'static str,
    pub(super) of: &'static str,
    /// What there is in place of what is asked for.
    pub(super) instead: Instead,
}

/// What there is where something is lacking.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Instead {
    Nothing,
    /// A leading group that a vice principal heads.
    ViceHeads,
    /// An agreement that has ended.
    Ended,
    /// All parts but the evaluation.
    NoEvaluation,
    /// A division that the university has not confirmed.
    Unconfirmed,
    /// A reason, so that it is excused.
    Reason,
}

const UNION: &str = "北京联合大学";
const MATERIALS: &str = "北京物资学院";

const fn gap(
    duty: Duty,
    front: &'static str,
    partner: &'static str,
    of: &'static str,
    instead: Instead,
) -> Gap {
    Gap { duty, front, partner, of, instead }
}

/// Every gap of the demonstration.
pub(in crate::demo) const GAPS: &[Gap] = &[
    gap(Duty::LeadingGroup, plans::COMMERCE, "", "", Instead::ViceHeads),
    gap(Duty::ResponsibleUnit, plans::FINANCE, MATERIALS, MATERIALS, Instead::Nothing),
    gap(Duty::RegularMeeting, plans::INFORMATION, "北京信息科技大学", "2022-2", Instead::Nothing),
    gap(Duty::TeacherDispatch, plans::FENGTAI, UNION, "2022-2", Instead::Nothing),
    gap(Duty::TeacherDispatch, plans::ELECTRONICS, UNION, "2022-2", Instead::Reason),
    gap(Duty::Supervision, plans::CHANGPING, UNION, "2022", Instead::Nothing),
    gap(Duty::IndicatorResults, plans::TRANSPORT, UNION, "2022", Instead::Nothing),
    gap(Duty::QualityIndicators, plans::LABOUR, plans::CITY, "", Instead::Nothing),
    gap(Duty::EnterpriseAgreement, plans::AGRICULTURE, "北京农学院", "", Instead::Ended),
    gap(Duty::EnterpriseParts, plans::INTERNATIONAL, UNION, "文物保护技术", Instead::NoEvaluation),
    gap(Duty::TaskDivision, plans::COMMERCE, MATERIALS, "电子商务", Instead::Nothing),
    gap(Duty::TaskDivision, plans::COMMERCE, MATERIALS, "金融事务", Instead::Unconfirmed),
];

impl Gap {
    /// Whether a duty is this one.
    pub(in crate::demo) fn is(&self, view: &DutyView) -> bool {
        let owed = &view.owed;
        let of = match owed.period {
            Period::Semester(semester) => semester.to_string(),
            Period::AcademicYear(year) | Period::CalendarYear(year) => year.to_string(),
            Period::Standing => match owed.duty {
                Duty::ResponsibleUnit => owed.by.iter().next().cloned().unwrap_or_default(),
                _ => view.major.clone().unwrap_or_default(),
            },
        };
        let holder = match self.partner {
            "" => Holder::Institution(self.front.to_owned()),
            partner => Holder::of_both(self.front, partner),
        };
        owed.duty == self.duty && owed.holder == holder && of == self.of
    }

    /// Whether it is late, and not excused.
    #[cfg(test)]
    pub(in crate::demo) fn is_late(&self) -> bool {
        self.instead != Instead::Reason
    }

    /// What it is, for a test to name.
    #[cfg(test)]
    pub(in crate::demo) fn name(&self) -> String {
        format!("{} {} {} {}", self.duty, self.front, self.partner, self.of)
    }
}
