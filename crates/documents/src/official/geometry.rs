//! Measures of a page by GB/T 9704-2012, in twentieths of a point, of which a millimetre has 1440 / 25.4.

/// A4.
pub(super) const PAGE: (u32, u32) = (mm(2100), mm(2970));
/// 天头 37 mm, 订口 28 mm; the rest of the page around 156 by 225 mm.
pub(super) const TOP: u32 = mm(370);
pub(super) const LEFT: u32 = mm(280);
pub(super) const RIGHT: u32 = mm(2100 - 280 - 1560);
pub(super) const BOTTOM: u32 = mm(2970 - 370 - 2250);
/// The number of a page stands 7 mm below the text: so far above the edge of the page.
pub(super) const FOOTER: u32 = BOTTOM - mm(70) - NUMBER_LINE;
/// The height of a line with a number.
pub(super) const NUMBER_LINE: u32 = 320;
/// 22 lines.
pub(super) const LINE: u32 = mm(2250) / 22;
/// 28 characters of 3号, 16 points wide each, are 2 mm wider than the text: each is set closer by a quarter of a point.
pub(super) const CLOSER: i32 = -5;

/// Heights of letters in half points: 2号, 3号, 4号.
pub(super) const TITLE: u32 = 44;
pub(super) const BODY: u32 = 32;
pub(super) const NUMBER: u32 = 28;
/// So many characters of 2号 stand on a line.
pub(super) const TITLE_LINE: usize = 20;

/// Tenths of a millimetre.
const fn mm(tenths: u32) -> u32 {
    (tenths * 1440 + 127) / 254
}
