//! `edition.toml`: what the edition is and when it is in force.

use super::fields::Fields;
use crate::edition::findings::{Accepted, FindingKind};
use crate::edition::{Head, Source};
use guantong_model::Message;

pub(super) fn read(fields: &Fields<'_, '_>) -> Option<Head> {
    let (id, title, title_en) = (fields.text("id"), fields.text("title"), fields.text("title_en"));
    let (document, issuer, issuer_en) =
        (fields.text("document"), fields.text("issuer"), fields.text("issuer_en"));
    let (issued_on, from, to) = (fields.date("issued_on"), fields.date("from"), fields.date_if("to"));
    let mut sources = Vec::new();
    for entry in fields.some_tables("source") {
        let (id, words, words_en) = (entry.text("id"), entry.text("words"), entry.text("words_en"));
        entry.done();
        if let (Some(id), Some(words), Some(words_en)) = (id, words, words_en) {
            sources.push(Source { id, words, words_en });
        }
    }
    let accepted: Vec<Option<Accepted>> = fields.tables("accepted").into_iter().map(accepted).collect();
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let message = Message::new("edition-dates-reversed").with("from", from).with("to", to);
        fields.source.fault(fields.line_of("to"), message);
    }
    Some(Head {
        id: id?,
        title: title?,
        title_en: title_en?,
        document: document?,
        issuer: issuer?,
        issuer_en: issuer_en?,
        issued_on: issued_on?,
        from: from?,
        to,
        sources,
        accepted: accepted.into_iter().flatten().collect(),
    })
}

/// A finding that is accepted, with the reason.
fn accepted(fields: Fields<'_, '_>) -> Option<Accepted> {
    let kind = fields.word("finding", FindingKind::parse, FindingKind::ALL);
    let (name, reason, reason_en) = (fields.text("name"), fields.text("reason"), fields.text("reason_en"));
    let place = fields.place("name");
    fields.done();
    Some(Accepted { kind: kind?, name: name?, reason: reason?, reason_en: reason_en?, place })
}
