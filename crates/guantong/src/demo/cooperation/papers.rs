//! Files on records of the demonstration: a scan of an agreement with an enterprise, the minutes of a meeting.

use super::ACTOR;
use crate::demo::{plans, worded};
use anyhow::Result;
use guantong_cooperation::{Holder, Kind};
use guantong_service::cooperation::RecordFilter;
use guantong_service::{GivenFile, Office};
use std::fmt::Write as _;

/// Which kinds have a file, each with its name and what stands on its page.
pub(super) const FILES: [(Kind, &str, &str); 2] = [
    (Kind::EnterpriseAgreement, "校企合作协议（演示）.pdf", "DEMONSTRATION - agreement with an enterprise"),
    (Kind::GroupMeeting, "领导小组会议纪要（演示）.pdf", "DEMONSTRATION - minutes of a meeting"),
];

/// Adds each to the first record of its kind.
pub(super) async fn make(office: &Office) -> Result<()> {
    let holder = Holder::Institution(plans::CHANGPING.to_owned());
    for (kind, name, words) in FILES {
        let filter = RecordFilter { holder: Some(holder.clone()), kinds: vec![kind], of: None };
        let records = worded(office.cooperation_records(&filter).await)?;
        let Some(found) = records.first() else { continue };
        let file = GivenFile { name: name.to_owned(), bytes: page(words) };
        let which = (kind, found.record.by.as_str());
        let number = found.record.number;
        worded(office.add_record_files(&holder, number, which, &[file], found.version, ACTOR).await)?;
    }
    Ok(())
}

/// A PDF of one page with one line in Latin letters.
fn page(words: &str) -> Vec<u8> {
    let line = format!("BT /F1 14 Tf 72 760 Td ({words}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{line}\nendstream", line.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut text, mut offsets) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (number, object) in (1..).zip(&objects) {
        offsets.push(text.len());
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    let table = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(text, "{offset:010} 00000 n ");
    }
    let size = objects.len() + 1;
    let _ = write!(text, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    text.into_bytes()
}
