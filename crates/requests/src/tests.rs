use super::*;
use guantong_model::{Date, RuleBook, StudentId};
use guantong_policy::{Citation, edition};
use guantong_registry::{Command, LeaveKind, Side};
use guantong_wording::{Locale, has};
use jiff::civil::date;

fn book() -> Book {
    Book::from_edition(edition::builtin().unwrap()).unwrap()
}

fn holder(desk: Desk) -> String {
    match desk {
        Desk::Guardian | Desk::Student => FAMILY.to_owned(),
        Desk::Authority => COMMISSION.to_owned(),
        Desk::Receiving => "乙校".to_owned(),
        _ => "甲校".to_owned(),
    }
}

fn opened(kind: Kind, by: Asker, minor: bool, command: Option<Command>) -> Opened {
    let stops = book().stops(kind, by, minor, holder);
    Opened {
        kind,
        student: StudentId::from("2023-00001"),
        command,
        about: None,
        decided_by: Vec::new(),
        by,
        account: "A-1".to_owned(),
        minor,
        stops,
        papers: Vec::new(),
        outlook: None,
    }
}

fn transfer(by: Asker, minor: bool) -> Request {
    let command = Command::ApplyTransfer { to: "2023-02".into() };
    Request::open(date(2024, 3, 1), opened(Kind::Transfer, by, minor, Some(command)))
}

fn says(request: &mut Request, on: Date, verdict: Verdict) -> Vec<Command> {
    let commands = request.commands(verdict, "校复字〔2024〕1号");
    let desk = request.stop().unwrap().desk;
    let event = Event::Decided {
        desk,
        verdict,
        papers: vec![],
        number: String::new(),
        decision: None,
        leads_to: None,
    };
    request.apply(on, &event);
    commands
}

fn desks(request: &Request) -> Vec<Desk> {
    request.opened.stops.iter().map(|stop| stop.desk).collect()
}

// case: 3.3.5.b
#[test]
fn a_transfer_passes_guardian_both_schools_and_the_authority_in_this_order() {
    let mut request = transfer(Asker::Student, true);
    assert_eq!(desks(&request), [Desk::Guardian, Desk::Sending, Desk::Receiving, Desk::Authority]);
    let agree = Verdict::Agree;
    let to = Command::ApplyTransfer { to: "2023-02".into() };
    assert_eq!(says(&mut request, date(2024, 3, 2), agree), [to]);
    assert_eq!(
        says(&mut request, date(2024, 3, 5), agree),
        [Command::Consent { by: Side::Sending, agree: true }]
    );
    assert_eq!(
        says(&mut request, date(2024, 3, 8), agree),
        [Command::Consent { by: Side::Receiving, agree: true }]
    );
    assert!(!request.ended());
    assert_eq!(says(&mut request, date(2024, 3, 9), agree), [Command::Audit { agree: true }]);
    assert_eq!((request.state, request.ended_on), (State::Agreed, Some(date(2024, 3, 9))));
}

#[test]
fn a_guardian_who_asks_himself_and_an_adult_are_not_asked_again() {
    assert_eq!(desks(&transfer(Asker::Guardian, true)).first(), Some(&Desk::Sending));
    let adult = transfer(Asker::Student, false);
    assert_eq!(desks(&adult).first(), Some(&Desk::Sending));
    assert!(adult.applied, "the application is on the record when it reaches the school");
    assert!(!transfer(Asker::Student, true).applied);
}

#[test]
fn a_refusal_anywhere_ends_it_and_is_on_the_record_where_the_record_knows_of_it() {
    let mut request = transfer(Asker::Student, true);
    assert_eq!(
        says(&mut request, date(2024, 3, 2), Verdict::Refuse),
        [],
        "the guardian’s no reaches no record"
    );
    assert_eq!(request.state, State::Refused);
    let mut request = transfer(Asker::Student, false);
    let no = Command::Consent { by: Side::Sending, agree: false };
    assert_eq!(says(&mut request, date(2024, 3, 2), Verdict::Refuse), [no]);
    assert_eq!(request.check(Act::Decide, &book()).unwrap_err().0.id, "request-not-at-desk");
    assert_eq!(request.check(Act::Appeal, &book()), Ok(()));
}

#[test]
fn what_is_returned_comes_back_to_the_same_desk_with_new_days() {
    let leave = |until| Command::Leave { until, kind: Some(LeaveKind::Health) };
    let asked = opened(Kind::Leave, Asker::Student, false, Some(leave(date(2024, 9, 1))));
    let mut request = Request::open(date(2024, 3, 1), asked);
    assert_eq!(says(&mut request, date(2024, 3, 4), Verdict::Return), []);
    assert_eq!((request.state, request.stop(), request.due_on(&book())), (State::Returned, None, None));
    let again = Event::Completed { command: Some(leave(date(2024, 12, 1))), stops: vec![], papers: vec![] };
    request.apply(date(2024, 3, 11), &again);
    assert_eq!(request.due_on(&book()), Some(date(2024, 3, 25)));
    assert_eq!(says(&mut request, date(2024, 3, 12), Verdict::Agree), [leave(date(2024, 12, 1))]);
    assert_eq!(request.state, State::Agreed);
}

#[test]
fn another_school_asked_for_on_completion_sits_at_its_desk() {
    let mut request = transfer(Asker::Student, true);
    says(&mut request, date(2024, 3, 4), Verdict::Return);
    let other = |desk| if desk == Desk::Receiving { "丙校".to_owned() } else { holder(desk) };
    let stops = book().stops(Kind::Transfer, Asker::Student, true, other);
    let to = Command::ApplyTransfer { to: "2023-03".into() };
    let again = Event::Completed { command: Some(to), stops: stops.clone(), papers: vec![] };
    request.apply(date(2024, 3, 5), &again);
    assert_eq!((request.opened.stops, request.at), (stops, 0));
}

#[test]
fn what_goes_against_the_student_can_be_appealed_against_and_nothing_else() {
    let expel = Command::Expel { article: "52".to_owned(), decision: String::new() };
    let leave = Command::Leave { until: date(2024, 9, 1), kind: None };
    for (kind, command, verdict, adverse) in [
        (Kind::Expel, &expel, Verdict::Agree, true),
        (Kind::Expel, &expel, Verdict::Refuse, false),
        (Kind::Leave, &leave, Verdict::Agree, false),
        (Kind::Leave, &leave, Verdict::Refuse, true),
        (Kind::Leave, &leave, Verdict::Return, false),
    ] {
        let mut request =
            Request::open(date(2024, 3, 1), opened(kind, Asker::School, false, Some(command.clone())));
        while !request.ended() && request.state != State::Returned {
            let last = request.at_last();
            says(&mut request, date(2024, 3, 4), if last { verdict } else { Verdict::Agree });
        }
        assert_eq!(request.check(Act::Appeal, &book()).is_ok(), adverse, "{kind} {verdict}");
    }
}

#[test]
fn who_decides_fills_in_what_only_he_knows() {
    let correct = Command::Correct { of: 3, reason: "录入错误".to_owned(), approver: String::new() };
    let request = Request::open(date(2024, 3, 1), opened(Kind::Correct, Asker::School, false, Some(correct)));
    let done =
        Command::Correct { of: 3, reason: "录入错误".to_owned(), approver: "叶书航".to_owned() };
    assert_eq!(request.commands(Verdict::Agree, "叶书航"), [done]);
    let expel = Command::Expel { article: "52".to_owned(), decision: String::new() };
    let mut request = Request::open(date(2024, 3, 1), opened(Kind::Expel, Asker::School, false, Some(expel)));
    assert_eq!(desks(&request), [Desk::Student, Desk::Second, Desk::Meeting]);
    assert_eq!(says(&mut request, date(2024, 3, 4), Verdict::Agree), [], "who was heard has decided nothing");
    assert_eq!(says(&mut request, date(2024, 3, 5), Verdict::Agree), []);
    let done = Command::Expel { article: "52".to_owned(), decision: "校〔2024〕7号".to_owned() };
    assert_eq!(request.commands(Verdict::Agree, "校〔2024〕7号"), [done]);
}

#[test]
fn an_appeal_has_its_days_and_takes_more_once() {
    let book = book();
    let until = |served| book.appeal_until(Kind::Appeal, date(2026, 6, 1), served);
    assert_eq!(until(Some(date(2026, 6, 3))), Some(date(2026, 6, 13)), "ten days from when it was served");
    assert_eq!(until(None), Some(date(2026, 12, 1)), "six months where nobody was told");
    let mut appeal = Request::open(date(2026, 6, 5), opened(Kind::Appeal, Asker::Student, false, None));
    assert_eq!(appeal.due_on(&book), Some(date(2026, 6, 20)));
    assert_eq!(appeal.check(Act::Extend, &book), Ok(()));
    appeal.apply(date(2026, 6, 18), &Event::Extended { papers: vec![] });
    assert_eq!(appeal.due_on(&book), Some(date(2026, 7, 5)));
    assert_eq!(appeal.check(Act::Extend, &book).unwrap_err().0.id, "request-extended-already");
    let last = Request::open(date(2026, 9, 1), opened(Kind::AppealAuthority, Asker::Student, false, None));
    // 30 working days over 1 to 7 October, with 20 September and 10 October worked, 25 to 27 September off.
    assert_eq!(last.due_on(&book), Some(date(2026, 10, 19)));
}

#[test]
fn an_appeal_upheld_sends_the_request_back_to_the_desk_that_refused() {
    let mut request = transfer(Asker::Student, false);
    says(&mut request, date(2024, 3, 4), Verdict::Agree);
    says(&mut request, date(2024, 3, 5), Verdict::Refuse);
    request.apply(date(2024, 3, 6), &Event::Served { how: Served::Read });
    assert_eq!(request.check(Act::Serve, &book()).unwrap_err().0.id, "request-served-already");
    request.apply(date(2024, 4, 1), &Event::Reopened { appeal: "2024-Q0009".to_owned() });
    assert_eq!(request.stop().map(|stop| stop.desk), Some(Desk::Receiving));
    assert_eq!((request.state, request.served_on, request.ended_on), (State::AtDesk, None, None));
}

#[test]
fn working_days_leave_out_holidays_and_count_weekends_that_are_worked() {
    let calendar = book().calendar().clone();
    for (day, works) in [
        (date(2024, 2, 4), true),   // a Sunday worked for the Spring Festival
        (date(2024, 2, 12), false), // in the festival
        (date(2024, 3, 2), false),  // a Saturday
        (date(2024, 3, 4), true),
        (date(2031, 10, 1), true), // not published: a Wednesday
        (date(2031, 10, 4), false),
    ] {
        assert_eq!(calendar.works(day), works, "{day}");
    }
    assert_eq!(calendar.due(date(2024, 2, 2), 10, Count::Working), date(2024, 2, 21));
    assert_eq!(calendar.due(date(2024, 2, 2), 10, Count::Calendar), date(2024, 2, 12));
}

/// The edition with one choice or text another.
fn with(file: &str, from: &str, to: &str) -> Result<Book, BookError> {
    let texts: Vec<(&str, String)> = edition::builtin_files()
        .iter()
        .map(|(name, text)| {
            (*name, if *name == file { text.replacen(from, to, 1) } else { (*text).to_owned() })
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert!(texts.iter().any(|(name, text)| *name == file && text.contains(to)), "{from} stands in {file}");
    Book::from_edition(&edition::Edition::load(&files).unwrap())
}

#[test]
fn every_switch_makes_a_difference() {
    let file = "interpretations/requests.toml";
    let desks = |book: &Book, by, minor| {
        book.stops(Kind::Leave, by, minor, holder).iter().map(|stop| stop.desk).collect::<Vec<_>>()
    };
    let always = with(file, "chosen = \"minor\"", "chosen = \"always\"").unwrap();
    assert_eq!(desks(&always, Asker::Student, false), [Desk::Guardian, Desk::School]);
    let never = with(file, "chosen = \"minor\"", "chosen = \"never\"").unwrap();
    assert_eq!(desks(&never, Asker::Student, true), [Desk::School]);
    let none = with(file, "chosen = \"ten-working-days\"", "chosen = \"none\"").unwrap();
    assert_eq!(none.desk(Kind::Leave, Desk::School).unwrap().days, None);
    let waits = with(file, "chosen = \"five-working-days\"", "chosen = \"none\"").unwrap();
    assert_eq!(waits.desk(Kind::Expel, Desk::Student).unwrap().days, None);
    assert!(with(file, "chosen = \"another\"", "chosen = \"same\"").unwrap().second_may_be_the_same());
    assert!(!book().second_may_be_the_same());
    assert!(with(file, "chosen = \"others\"", "chosen = \"anybody\"").unwrap().anybody_hears());
    assert!(!book().anybody_hears());
    let not = with(file, "chosen = \"as-higher\"", "chosen = \"not\"").unwrap();
    assert!(!not.hears_appeals_of(guantong_model::Stage::Secondary));
    assert!(not.hears_appeals_of(guantong_model::Stage::College));
    let record = "interpretations/record.toml";
    let from = "chosen = \"two\"";
    let one = with(record, from, "chosen = \"one\"").unwrap();
    let same = |desk| if desk == Desk::Receiving { holder(Desk::Sending) } else { holder(desk) };
    let within = |book: &Book| book.stops(Kind::Transfer, Asker::Student, false, same).len();
    assert_eq!((within(&one), within(&book())), (2, 3), "a school that is both sides speaks once");
    assert_eq!(one.stops(Kind::Transfer, Asker::Student, false, holder).len(), 3);
    let every = with(file, "chosen = \"weekdays\"", "chosen = \"every-day\"").unwrap();
    assert!(every.calendar().works(date(2031, 10, 4)));
    assert!(!every.calendar().works(date(2024, 3, 2)), "a published year has its weekends");
}

#[test]
fn a_book_that_cites_what_is_not_there_is_refused() {
    for (file, from, to, says) in [
        ("requests.toml", "\"3.3.5.a\"", "\"3.9.9\"", "no clause 3.9.9"),
        ("requests.toml", "\"secondary 13\"", "\"secondary 999\"", "no article secondary 999"),
        ("requests.toml", "\"request-guardian\"", "\"request-nobody\"", "no interpretation request-nobody"),
        ("requests.toml", "kind = \"resume\"", "kind = \"leave\"", "leave stands twice"),
        ("calendar.toml", "2023-04-05", "2022-04-05", "does not lie in 2023"),
        ("calendar.toml", "2023-04-05", "2023-04-31", "2023-04-31"),
    ] {
        let error = with(file, from, to).unwrap_err();
        assert!(error.what.contains(says), "{error}");
        assert_eq!(error.file, file);
    }
}

#[test]
fn every_desk_says_what_it_rests_on_and_every_kind_has_one() {
    let book = book();
    for kind in Kind::ALL {
        let terms = book.kind(*kind).unwrap();
        assert!(!terms.desks.is_empty() && !terms.asked_by.is_empty(), "{kind}");
        assert_eq!(kind.is_appeal(), terms.within.is_some(), "{kind}");
        for desk in &terms.desks {
            assert!(matches!(desk.citations.first(), Some(Citation::Clause(_))), "{kind} {}", desk.desk);
        }
    }
}

#[test]
fn events_are_read_as_they_were_written() {
    let opened = opened(Kind::Transfer, Asker::Student, true, None);
    let papers = vec![Paper { digest: "ab".to_owned(), kind: PaperKind::Comment }];
    let events = [
        Event::Opened(Box::new(opened.clone())),
        Event::Decided {
            desk: Desk::Guardian,
            verdict: Verdict::Agree,
            papers: vec![],
            number: String::new(),
            decision: None,
            leads_to: None,
        },
        Event::Commented { papers },
        Event::Served { how: Served::Post },
    ];
    let log: Vec<Logged> = events
        .into_iter()
        .map(|event| Logged { on: date(2024, 3, 2), actor: "甲".to_owned(), event })
        .collect();
    let written: Vec<String> = log.iter().map(|one| serde_json::to_string(&one.event).unwrap()).collect();
    assert_eq!(written[3], r#"{"what":"served","how":"post"}"#);
    let read: Vec<Event> = written.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    assert!(log.iter().zip(&read).all(|(one, event)| one.event == *event));
    let mut request = Request::open(date(2024, 3, 2), opened);
    log[1..].iter().for_each(|one| request.apply(one.on, &one.event));
    assert_eq!(Request::fold(&log), Some(request));
    assert_eq!(Request::fold(&log[1..]), None);
    assert_eq!(Request::fold(&[]), None);
}

#[test]
fn a_request_is_as_small_after_many_words_as_after_one() {
    let mut request = transfer(Asker::Student, true);
    let size = |request: &Request| serde_json::to_string(request).unwrap().len();
    let before = size(&request);
    for _ in 0..100 {
        request.apply(date(2024, 3, 3), &Event::Commented { papers: vec![] });
    }
    assert_eq!(size(&request), before);
}

// case: 3.3.3.a
#[test]
fn one_is_of_age_on_the_birthday_that_the_edition_names() {
    let born = date(2008, 2, 29);
    for (on, minor) in
        [(date(2026, 2, 27), true), (date(2026, 2, 28), false), (date(2026, 3, 1), false), (born, true)]
    {
        assert_eq!(book().is_minor(born, on), minor, "{on}");
    }
    let twenty = with("parameters/requests.toml", "value = 18", "value = 20").unwrap();
    assert!(twenty.is_minor(born, date(2026, 3, 1)));
}

#[test]
fn what_is_adverse_and_which_article_a_withdrawal_carries_stand_in_the_edition() {
    let book = book();
    assert_eq!(book.article(Kind::Withdraw, RuleBook::Secondary), Some("18"));
    assert_eq!(book.article(Kind::Withdraw, RuleBook::Higher), Some("30"));
    assert_eq!(book.article(Kind::Expel, RuleBook::Higher), None);
    let against: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| book.goes_against(*kind)).collect();
    assert_eq!(against, [Kind::Settle, Kind::Expel, Kind::CancelRegistration]);
    assert!(book.is_adverse(guantong_registry::CommandName::Graduate));
    let fewer = with("requests.toml", "\"expel\", \"cancel", "\"cancel").unwrap();
    assert!(!fewer.goes_against(Kind::Expel));
}

#[test]
fn every_word_is_in_both_languages() {
    let words = |family: &str, words: &[&str]| -> Vec<String> {
        words.iter().map(|word| format!("word-{family}-{word}")).collect()
    };
    let all = [
        words("request-kind", &Kind::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
        words("request-state", &State::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
        words("desk", &Desk::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
        words("verdict", &Verdict::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
        words("served", &Served::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
        words("asker", &Asker::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),
    ];
    for id in all.concat() {
        for locale in [Locale::ZhCn, Locale::En] {
            assert!(has(locale, &id), "{id}");
        }
    }
}
