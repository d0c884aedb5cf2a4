//! 合计核对: each printed sum beside the lines added up.

use crate::frame::{Page, Said};
use guantong_programme::plan::{FindingKind, Reconciliation, SumCheck, SumScope};

/// A line of the table of sums.
pub(super) struct Total {
    pub(super) name: String,
    /// 项目类型 as printed, of a sub-total.
    pub(super) category: Option<String>,
    /// How many institutions and programmes it holds.
    pub(super) holds: Option<Said>,
    pub(super) printed: Option<i64>,
    pub(super) added: i64,
    pub(super) difference: Option<i64>,
    pub(super) agrees: bool,
    /// Whether it is the grand total.
    pub(super) grand: bool,
}

/// Sub-totals and total, after the institutions whose sums disagree.
pub(super) struct Totals {
    pub(super) lines: Vec<Total>,
    /// How many institutions' sums were compared, and how many agree.
    pub(super) institutions: usize,
    pub(super) agreeing: usize,
    /// The figures that were inferred and are counted in.
    pub(super) inferred: Option<String>,
}

impl Totals {
    pub(super) fn of(page: &Page, reconciliation: &Reconciliation) -> Self {
        let sums = &reconciliation.sums;
        let of_institutions = || {
            sums.iter()
                .filter(|sum| matches!(sum.scope, SumScope::Institution { .. }) && sum.printed.is_some())
        };
        let wrong = of_institutions().filter(|sum| !sum.agrees());
        let above = sums.iter().filter(|sum| !matches!(sum.scope, SumScope::Institution { .. }));
        let inferred: Vec<String> = reconciliation
            .findings
            .iter()
            .filter(|finding| finding.kind == FindingKind::Inferred)
            .filter_map(|finding| Some(page.number(finding.working.as_ref()?.difference)))
            .collect();
        Totals {
            lines: wrong.chain(above).map(|sum| Total::of(page, sum)).collect(),
            institutions: of_institutions().count(),
            agreeing: of_institutions().filter(|sum| sum.agrees() && sum.unknown == 0).count(),
            inferred: (!inferred.is_empty()).then(|| page.list(inferred)),
        }
    }
}

impl Total {
    fn of(page: &Page, sum: &SumCheck) -> Self {
        let lines = sum.lines;
        let (name, holds) = match &sum.scope {
            SumScope::Institution { name, .. } => {
                (page.institution(name).to_owned(), page.t("planpage-programmes").count("count", lines))
            }
            SumScope::Category { label, .. } => {
                let holds = page
                    .t("planpage-holds")
                    .count("institutions", sum.institutions)
                    .count("programmes", lines);
                (page.category(label), holds)
            }
            SumScope::Total => {
                (page.t("planpage-total").to_string(), page.t("planpage-programmes").count("count", lines))
            }
        };
        let category = match &sum.scope {
            SumScope::Category { label, .. } => Some(label.clone()),
            SumScope::Institution { .. } | SumScope::Total => None,
        };
        Total {
            name,
            category,
            holds: (sum.scope != SumScope::Total).then_some(holds),
            printed: sum.printed.map(i64::from),
            added: i64::from(sum.by_rows),
            difference: sum.difference(),
            agrees: sum.agrees() && sum.unknown == 0,
            grand: sum.scope == SumScope::Total,
        }
    }
}
