//! `interpretations/*.toml`: questions the notice leaves open, and the answer in force.

use super::fields::{Fields, unknown_word};
use crate::edition::{Choice, Interpretation};
use guantong_model::Message;

pub(super) fn read(fields: &Fields<'_, '_>) -> Vec<Interpretation> {
    fields.tables("interpretation").into_iter().filter_map(interpretation).collect()
}

fn interpretation(fields: Fields<'_, '_>) -> Option<Interpretation> {
    let (id, clause) = (fields.text("id"), fields.clause("clause"));
    let (question, question_en) = (fields.text("question"), fields.text("question_en"));
    let choices = choices(&fields);
    let chosen = fields.text("chosen");
    if let Some(chosen) = &chosen
        && !choices.iter().any(|choice| choice.id == *chosen)
    {
        let known: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
        fields.source.fault(fields.line_of("chosen"), unknown_word("chosen", chosen, &known));
    }
    let (source, source_en) = (fields.text("source"), fields.text("source_en"));
    let (parameter, article) = (fields.parameter_if("parameter"), fields.article_if("article"));
    let place = fields.place("id");
    fields.done();
    let (id, chosen, source, source_en) = (id?, chosen?, source?, source_en?);
    let (question, question_en) = (question?, question_en?);
    Some(Interpretation {
        id,
        clause: clause?,
        question,
        question_en,
        choices,
        chosen,
        source,
        source_en,
        parameter,
        article,
        place,
    })
}

fn choices(fields: &Fields<'_, '_>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for entry in fields.some_tables("choices") {
        let line = entry.line;
        let Some(choice) = choice(entry) else { continue };
        if choices.iter().any(|earlier| earlier.id == choice.id) {
            fields.source.fault(line, Message::new("edition-choice-twice").with("name", choice.id.as_str()));
        }
        choices.push(choice);
    }
    choices
}

fn choice(fields: Fields<'_, '_>) -> Option<Choice> {
    let (id, words, words_en) = (fields.text("id"), fields.text("words"), fields.text("words_en"));
    fields.done();
    Some(Choice { id: id?, words: words?, words_en: words_en? })
}
