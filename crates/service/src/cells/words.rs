//! The words that cells of any filled-in sheet are read by, and the heading of what is written beside them.

/// The heading of the reason column of a workbook that goes back.
pub(crate) const REASONS: &str = "核对结果";
/// Signs that part year, month and day.
pub(crate) const DATE_SIGNS: [char; 6] = ['年', '月', '日', '-', '/', '.'];
/// What may follow a year.
pub(crate) const YEAR_SIGNS: [char; 2] = ['级', '年'];
/// Yes and no.
pub(crate) const YES: &[(&str, &str)] = &[("是", "yes"), ("否", "no")];
/// GB/T 2261.1.
pub(crate) const SEX: &[(&str, &str)] = &[("男", "1"), ("女", "2")];
