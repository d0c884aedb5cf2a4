//! How a cell looks in a workbook: the fonts of Chinese official tables, hairlines; colour only where a
//! sheet goes back to the person who sent it.

use guantong_model::sheet::Look;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// 宋体 for words and figures, 黑体 for headings and sums; by the names that office programs in any language know.
const SONG: &str = "SimSun";
const HEI: &str = "SimHei";

/// The format of a look.
pub(super) fn format(look: Look) -> Format {
    let cell = |font: &str, size: f64, align: FormatAlign| {
        Format::new()
            .set_font_name(font)
            .set_font_size(size)
            .set_align(align)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
    };
    let lined = |format: Format| format.set_border(FormatBorder::Thin);
    match look {
        Look::Title => cell(HEI, 16.0, FormatAlign::Center),
        Look::Heading | Look::HeadingOfWords => lined(cell(HEI, 11.0, FormatAlign::Center)),
        Look::Body => lined(cell(SONG, 11.0, FormatAlign::Left)),
        Look::Centre => lined(cell(SONG, 11.0, FormatAlign::Center)),
        Look::Figure => lined(cell(SONG, 11.0, FormatAlign::Right)),
        Look::Sum => lined(cell(HEI, 11.0, FormatAlign::Center)),
        Look::Faulty => lined(cell(SONG, 11.0, FormatAlign::Left)).set_background_color(FAULTY),
        Look::Noted => lined(cell(SONG, 11.0, FormatAlign::Left)).set_background_color(NOTED),
    }
}

/// The number format in which a spreadsheet leaves what is typed as it is.
pub(super) const WORDS: &str = "@";

const FAULTY: Color = Color::RGB(0x00F8_C9C4);
const NOTED: Color = Color::RGB(0x00FB_EBB5);
