//! What must hold between the files: clauses and articles that exist, values that follow one another, names once.

use super::{Parts, refuse_twice};
use crate::edition::fault::{Ledger, Reference};
use crate::edition::{ArticleRef, Edition, Head, Parameter};
use guantong_model::{Date, Fact, Message};
use std::collections::BTreeSet;

pub(super) fn check(parts: &Parts, ledger: &Ledger) {
    let edition = &parts.edition;
    names_once(edition, ledger);
    references(parts, ledger);
    quotations(parts, ledger);
    if let Some(head) = &parts.head {
        for parameter in &edition.parameters {
            timeline(parameter, head, ledger);
        }
    }
}

fn names_once(edition: &Edition, ledger: &Ledger) {
    let provisions = edition.provisions.iter().map(|p| (p.id.to_string(), &p.place));
    refuse_twice(ledger, "edition-provision-twice", provisions);
    let parameters = edition.parameters.iter().map(|p| (p.name.clone(), &p.place));
    refuse_twice(ledger, "edition-parameter-twice", parameters);
    let interpretations = edition.interpretations.iter().map(|i| (i.id.clone(), &i.place));
    refuse_twice(ledger, "edition-interpretation-twice", interpretations);
    let institutions = edition.institutions.iter().flat_map(|institution| {
        let former = institution.former.iter().map(|former| &former.name);
        let names: BTreeSet<_> = [&institution.name, &institution.short].into_iter().chain(former).collect();
        names.into_iter().map(|name| (name.clone(), &institution.place))
    });
    refuse_twice(ledger, "edition-institution-twice", institutions);
    let codes = edition.institutions.iter().filter_map(|i| Some((i.code.clone()?, &i.place)));
    refuse_twice(ledger, "edition-code-twice", codes);
    let majors = edition.majors.iter().map(|m| (format!("{} ({})", m.name, m.level), &m.place));
    refuse_twice(ledger, "edition-major-twice", majors);
    let districts =
        edition.districts.iter().flat_map(|d| [(d.code.clone(), &d.place), (d.name.clone(), &d.place)]);
    refuse_twice(ledger, "edition-district-twice", districts);
}

/// A reference to what cannot be read is passed over: that file has its own fault.
fn references(parts: &Parts, ledger: &Ledger) {
    let edition = &parts.edition;
    for (place, reference) in ledger.references() {
        let message = match reference {
            Reference::Clause(clause) if parts.provisions_read && edition.provision(&clause).is_none() => {
                Message::new("edition-clause-unknown").with("clause", clause.as_str())
            }
            Reference::Article(ArticleRef { book, number })
                if parts.books_read && edition.article(book, &number).is_none() =>
            {
                let book = Fact::Word(format!("rule-book.{book}"));
                Message::new("edition-article-unknown").with("book", book).with("article", number)
            }
            Reference::Parameter(name) if parts.parameters_read && edition.parameter(&name).is_none() => {
                Message::new("edition-parameter-unknown").with("name", name)
            }
            _ => continue,
        };
        ledger.at(&place, message);
    }
}

/// A provision's full words are the notice's own, where the notice is in the folder.
fn quotations(parts: &Parts, ledger: &Ledger) {
    let Some(notice) = &parts.notice else { return };
    for provision in &parts.edition.provisions {
        if let Some(words) = &provision.words_full
            && !notice.contains(words.as_str())
        {
            ledger.at(
                &provision.place,
                Message::new("edition-quotation-differs").with("clause", provision.id.as_str()),
            );
        }
    }
}

/// The values of a parameter follow one another without a day of two or of none, from the edition's first day
/// to its last.
fn timeline(parameter: &Parameter, head: &Head, ledger: &Ledger) {
    let fault = |line: u32, message: Message| {
        ledger.add(&parameter.place.file, line, message.with("name", parameter.name.as_str()));
    };
    let gap = |from: Date, to: Date| Message::new("edition-value-gap").with("from", from).with("to", to);
    for dated in &parameter.values {
        if let Some(to) = dated.to
            && to < dated.from
        {
            fault(dated.line, Message::new("edition-dates-reversed").with("from", dated.from).with("to", to));
        }
    }
    if let Some(first) = parameter.values.first()
        && first.from > head.from
    {
        fault(first.line, gap(head.from, day_before(first.from)));
    }
    for (earlier, later) in parameter.values.iter().zip(parameter.values.iter().skip(1)) {
        match earlier.to {
            Some(to) if day_after(to) == later.from => {}
            Some(to) if to < later.from => fault(later.line, gap(day_after(to), day_before(later.from))),
            _ => fault(later.line, Message::new("edition-two-values").with("day", later.from)),
        }
    }
    let Some(last) = parameter.values.last() else { return };
    match (last.to, head.to) {
        (Some(to), Some(end)) if to < end => fault(last.line, gap(day_after(to), end)),
        (Some(to), None) => {
            fault(last.line, Message::new("edition-value-ends").with("day", day_after(to)));
        }
        _ => {}
    }
}

/// The last day of the calendar has no next: it stands for itself.
fn day_after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}
