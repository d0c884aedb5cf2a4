//! Pictures that a telephone reads.

use guantong_service::Fault;
use qrcode::QrCode;
use qrcode::render::svg;

/// A text as a picture that a telephone's camera reads, as a drawing to stand within a page.
pub(crate) fn readable(text: &str) -> Result<String, Fault> {
    let code = QrCode::new(text.as_bytes()).map_err(|error| Fault::new("draw a code", error))?;
    let drawn = code.render::<svg::Color>().min_dimensions(200, 200).build();
    // Within a page a drawing has no head and no namespace of its own.
    let picture = drawn.split_once("?>").map_or(drawn.as_str(), |(_, picture)| picture);
    Ok(picture.replace(" xmlns=\"http://www.w3.org/2000/svg\"", ""))
}
