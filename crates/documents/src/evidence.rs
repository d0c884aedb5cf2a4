//! Evidence 证明材料: files that people give in. What a file is, its content tells and not its name; what an image says
//! besides the picture (where and with what it was taken, previews, comments) is left out.

use guantong_model::Message;

/// The kinds of file that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// The most a file may weigh, in bytes.
pub const FILE_MOST: usize = 5 * 1024 * 1024;
/// The most files that may be given in at once.
pub const FILES_MOST: usize = 6;

impl Media {
    /// The word it is kept under, and the ending of its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Media::Pdf => "pdf",
            Media::Jpeg => "jpeg",
            Media::Png => "png",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Media::Pdf, Media::Jpeg, Media::Png].into_iter().find(|media| media.as_str() == word)
    }

    /// The content type it is answered with.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
        }
    }
}

/// Takes a file in: its kind and the bytes to keep.
///
/// # Errors
/// A message that says why it cannot be taken: empty, too large, of another kind, or broken.
pub fn taken(bytes: &[u8]) -> Result<(Media, Vec<u8>), Message> {
    if bytes.is_empty() {
        return Err(Message::new("evidence-empty"));
    }
    if bytes.len() > FILE_MOST {
        let mib = |bytes: usize| bytes.div_ceil(1024 * 1024);
        let message = Message::new("evidence-too-large").with("given", mib(bytes.len()));
        return Err(message.with("most", mib(FILE_MOST)));
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok((Media::Pdf, bytes.to_vec()));
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return jpeg(bytes).map(|kept| (Media::Jpeg, kept)).ok_or_else(|| Message::new("evidence-broken"));
    }
    if bytes.starts_with(PNG) {
        return png(bytes).map(|kept| (Media::Png, kept)).ok_or_else(|| Message::new("evidence-broken"));
    }
    Err(Message::new("evidence-kind"))
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The parts of a PNG that make the picture.
const PICTURE: [&[u8]; 10] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"];

/// A PNG with only the parts that make the picture; nothing where it is broken.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = PNG.to_vec();
    let mut rest = bytes.get(PNG.len()..)?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let name = rest.get(4..8)?;
        let whole = usize::try_from(length).ok()?.checked_add(12)?;
        let chunk = rest.get(..whole)?;
        if PICTURE.contains(&name) {
            kept.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(kept);
        }
        rest = rest.get(whole..)?;
    }
}

/// A JPEG without what programs and people wrote into it; nothing where it is broken.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = vec![0xff, 0xd8];
    let mut rest = bytes.get(2..)?;
    loop {
        let (0xff, marker) = (*rest.first()?, *rest.get(1)?) else { return None };
        match marker {
            // A filler byte before a marker.
            0xff => rest = rest.get(1..)?,
            // The picture itself: everything from here to the end of it.
            0xda => {
                let end = rest.windows(2).rposition(|pair| pair == [0xff, 0xd9])?;
                kept.extend_from_slice(rest.get(..end + 2)?);
                return Some(kept);
            }
            _ => {
                let length = usize::from(u16::from_be_bytes(rest.get(2..4)?.try_into().ok()?));
                let segment = rest.get(..length.checked_add(2)?)?;
                // JFIF (e0) and Adobe's colours (ee) belong to the picture; other notes and comments do not.
                if !matches!(marker, 0xe1..=0xed | 0xef | 0xfe) {
                    kept.extend_from_slice(segment);
                }
                rest = rest.get(length + 2..)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, marker];
        bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        bytes.extend(body);
        bytes
    }

    fn chunk(name: &[u8], body: &[u8]) -> Vec<u8> {
        let mut bytes = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
        bytes.extend(name);
        bytes.extend(body);
        bytes.extend([0; 4]);
        bytes
    }

    fn has(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn a_photograph_keeps_the_picture_and_loses_where_it_was_taken() {
        let parts = [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0"),
            segment(0xe1, b"Exif\0\0GPS 39.9N 116.4E"),
            segment(0xfe, b"a comment"),
            segment(0xdb, b"table"),
            segment(0xda, b"scan"),
            b"picture\xff\x00more".to_vec(),
            vec![0xff, 0xd9],
            b"trailing".to_vec(),
        ];
        let (media, kept) = taken(&parts.concat()).unwrap();
        assert_eq!(media, Media::Jpeg);
        for (part, there) in [
            ("JFIF", true),
            ("table", true),
            ("picture", true),
            ("GPS", false),
            ("comment", false),
            ("trailing", false),
        ] {
            assert_eq!(has(&kept, part.as_bytes()), there, "{part}");
        }
        assert!(kept.ends_with(&[0xff, 0xd9]));
    }

    #[test]
    fn a_drawing_keeps_the_picture_and_loses_its_notes() {
        let parts = [
            PNG.to_vec(),
            chunk(b"IHDR", b"head"),
            chunk(b"tEXt", b"Author: somebody"),
            chunk(b"eXIf", b"GPS"),
            chunk(b"IDAT", b"picture"),
            chunk(b"IEND", b""),
            b"trailing".to_vec(),
        ];
        let (media, kept) = taken(&parts.concat()).unwrap();
        assert_eq!(media, Media::Png);
        assert!(has(&kept, b"picture") && !has(&kept, b"somebody") && !has(&kept, b"GPS"));
        assert!(kept.ends_with(&chunk(b"IEND", b"")));
    }

    #[test]
    fn what_is_no_evidence_is_refused_with_the_reason() {
        let says = |bytes: &[u8]| taken(bytes).unwrap_err().id;
        assert_eq!(says(b""), "evidence-empty");
        assert_eq!(says(b"MZ\x90\0 a program named paper.pdf"), "evidence-kind");
        assert_eq!(says(&[PNG, b"cut off"].concat()), "evidence-broken");
        assert_eq!(says(&[0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]), "evidence-broken");
        assert_eq!(says(&vec![b'x'; FILE_MOST + 1]), "evidence-too-large");
        assert_eq!(taken(b"%PDF-1.7 ...").unwrap().0, Media::Pdf);
    }
}
