//! `institutions.toml`: who runs programmes, of what kind, with which code, and on which list.

use super::fields::Fields;
use crate::edition::{Certainty, Designation, FormerName, Institution};
use guantong_model::{InstitutionKind, Message};

pub(super) fn read(fields: &Fields<'_, '_>) -> Vec<Institution> {
    fields.some_tables("institution").into_iter().filter_map(institution).collect()
}

fn institution(fields: Fields<'_, '_>) -> Option<Institution> {
    let (name, short, name_en) = (fields.text("name"), fields.text("short"), fields.text("name_en"));
    let kind = fields.word("kind", InstitutionKind::parse, InstitutionKind::ALL);
    let (front, partner) = (fields.flag("front"), fields.flag("partner"));
    let code = fields.text_if("code");
    let code_certainty = fields.word_if("code_certainty", Certainty::parse, Certainty::ALL);
    check_code(&fields, code.as_deref(), code_certainty);
    let former = fields.tables("former").into_iter().filter_map(former_name).collect();
    let mut designated: Vec<Designation> =
        fields.tables("designated").into_iter().filter_map(designation).collect();
    designated.sort_by_key(|designation| designation.from);
    check_years(&fields, &designated);
    let place = fields.place("name");
    fields.done();
    Some(Institution {
        name: name?,
        short: short?,
        name_en: name_en?,
        kind: kind?,
        front: front?,
        partner: partner?,
        code,
        code_certainty,
        former,
        designated,
        place,
    })
}

fn check_code(fields: &Fields<'_, '_>, code: Option<&str>, certainty: Option<Certainty>) {
    let Some(code) = code else { return };
    if code.len() != 5 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = Message::new("edition-institution-code-bad").with("code", code);
        fields.source.fault(fields.line_of("code"), message);
    }
    if certainty.is_none() {
        let line = fields.line_of("code");
        fields.source.fault(line, Message::new("edition-key-missing").with("key", "code_certainty"));
    }
}

/// Two statements about one year contradict or repeat each other.
fn check_years(fields: &Fields<'_, '_>, designated: &[Designation]) {
    for (earlier, later) in designated.iter().zip(designated.iter().skip(1)) {
        if earlier.to.is_some_and(|to| to >= later.from) || earlier.from == later.from {
            let message = Message::new("edition-designated-twice").with("year", later.from);
            fields.source.fault(fields.line_of("designated"), message);
        }
    }
}

fn former_name(fields: Fields<'_, '_>) -> Option<FormerName> {
    let (name, until) = (fields.text("name"), fields.date_if("until"));
    fields.done();
    Some(FormerName { name: name?, until })
}

fn designation(fields: Fields<'_, '_>) -> Option<Designation> {
    let year = |number: i64| i32::try_from(number).ok().filter(|year| (1949..=9999).contains(year));
    let (from, to) = (fields.number("from"), fields.number_if("to"));
    for (key, number) in [("from", from), ("to", to)] {
        if number.is_some_and(|number| year(number).is_none()) {
            let message = Message::new("edition-year-bad").with("year", number.unwrap_or_default());
            fields.source.fault(fields.line_of(key), message);
        }
    }
    let listed = fields.flag("listed");
    let certainty = fields.word("certainty", Certainty::parse, Certainty::ALL);
    let (source, source_en) = (fields.text("source"), fields.text("source_en"));
    fields.done();
    Some(Designation {
        from: year(from?)?,
        to: to.and_then(year),
        listed: listed?,
        certainty: certainty?,
        source: source?,
        source_en: source_en?,
    })
}
