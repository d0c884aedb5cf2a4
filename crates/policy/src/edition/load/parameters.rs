//! `parameters/*.toml`: dated values, each tied to a clause.

use super::fields::Fields;
use crate::edition::{Dated, Parameter, Unit};
use guantong_model::Message;

/// The parameters of a file, and whether all of them could be read.
pub(super) fn read(fields: &Fields<'_, '_>) -> (Vec<Parameter>, bool) {
    let tables = fields.tables("parameter");
    let count = tables.len();
    let parameters: Vec<_> = tables.into_iter().filter_map(parameter).collect();
    let whole = parameters.len() == count;
    (parameters, whole)
}

fn parameter(fields: Fields<'_, '_>) -> Option<Parameter> {
    let name = fields.text("name");
    // A value without a clause has no authority: said so, rather than as one more missing key.
    let clause = if fields.has("clause") {
        fields.clause("clause")
    } else {
        let message = Message::new("edition-parameter-without-clause");
        fields.source.fault(fields.line, message.with("name", name.clone().unwrap_or_default()));
        None
    };
    let unit = fields.word("unit", Unit::parse, Unit::ALL);
    // All are read, so that every fault is told; a parameter with one value unread is left out, as its days would
    // not add up.
    let values: Vec<Option<Dated>> = fields.some_tables("values").into_iter().map(dated).collect();
    let values: Option<Vec<Dated>> = values.into_iter().collect();
    let (article, source) = (fields.article_if("article"), fields.text_if("source"));
    let (note, note_en) = (fields.text_if("note"), fields.text_if("note_en"));
    let place = fields.place("name");
    fields.done();
    let mut values = values?;
    values.sort_by_key(|dated| dated.from);
    Some(Parameter {
        name: name?,
        clause: clause?,
        unit: unit?,
        values,
        article,
        source,
        note,
        note_en,
        place,
    })
}

fn dated(fields: Fields<'_, '_>) -> Option<Dated> {
    let (from, to, value) = (fields.date("from"), fields.date_if("to"), fields.value("value"));
    let line = fields.line;
    fields.done();
    Some(Dated { from: from?, to, value: value?, line })
}
