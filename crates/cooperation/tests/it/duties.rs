//! What is owed on a day, how it stands, and what of it hangs on how the edition is read.

use super::{FRONT, PARTNER, both, day, record, terms};
use guantong_cooperation::{
    Class, Duty, DutyState, Holder, Kind, Offered, Owed, Pairing, Period, Record, RecordState, Semester,
    Side, Terms, division, owed,
};
use guantong_model::{ProgrammeId, Track};
use jiff::civil::date;

/// A pairing with one programme, with classes entering in these years.
fn pairing(track: Track, entries: &[i32]) -> Pairing {
    let alone = track == Track::UniversityOnly;
    Pairing {
        front: if alone { PARTNER } else { FRONT }.to_owned(),
        partner: PARTNER.to_owned(),
        programmes: vec![Offered {
            programme: ProgrammeId::from("p-1"),
            major: "专业".to_owned(),
            track,
            classes: entries.iter().map(|entry| Class { entry: *entry, until: entry + 6 }).collect(),
        }],
    }
}

fn on(terms: &Terms, today: &str, pairing: &Pairing, records: &[Record]) -> Vec<Owed> {
    owed(terms, day(today), std::slice::from_ref(pairing), records)
}

/// How duties of a kind stand, in the order of their periods.
fn states(found: &[Owed], duty: Duty) -> Vec<DutyState> {
    found.iter().filter(|one| one.duty == duty).map(|one| one.state).collect()
}

fn old() -> Pairing {
    pairing(Track::SecondaryBachelor, &[2019, 2023])
}

use DutyState::{Due, Excused, Late, Met};

#[test]
fn the_leading_group_is_headed_by_the_principal_leader() {
    // case: 4.2.1.a
    let holder = Holder::Institution(FRONT.to_owned());
    let group = |post: &str, until: &str| {
        let mut fields = vec![("head", "孙立新"), ("post", post), ("from", "2023-04-20")];
        if !until.is_empty() {
            fields.push(("until", until));
        }
        record(Kind::LeadingGroup, &holder, 1, FRONT, &fields)
    };
    for (post, until, front) in [
        ("principal", "", Met),
        ("secretary", "", Met),
        ("vice-principal", "", Late),
        ("other", "", Late),
        ("principal", "2023-09-27", Late),
        ("principal", "2023-09-28", Met),
    ] {
        let found = on(&terms(), "2023-09-28", &old(), &[group(post, until)]);
        assert_eq!(states(&found, Duty::LeadingGroup), [Late, front], "{post} {until}: partner, then front");
    }
    let strict = Terms { secretary_leads: false, ..terms() };
    let found = on(&strict, "2023-09-28", &old(), &[group("secretary", "")]);
    assert_eq!(states(&found, Duty::LeadingGroup), [Late, Late]);
    let mut taken_back = group("principal", "");
    taken_back.state = RecordState::TakenBack;
    assert_eq!(states(&on(&terms(), "2023-09-28", &old(), &[taken_back]), Duty::LeadingGroup), [Late, Late]);
}

#[test]
fn what_must_always_be_there_is_due_with_the_first_class() {
    // case: 4.2.2.a
    let new = pairing(Track::CollegeBachelor, &[2024]);
    let unit = |by: &str| {
        let number = if by == FRONT { 1 } else { 2 };
        record(Kind::LiaisonUnit, &both(), number, by, &[("unit", "办公室"), ("from", "2024-05-01")])
    };
    for (today, records, expected) in [
        ("2024-05-02", vec![], [Due, Due]),
        ("2024-09-01", vec![], [Due, Due]),
        ("2024-09-02", vec![], [Late, Late]),
        ("2024-09-02", vec![unit(FRONT)], [Met, Late]),
        ("2024-09-02", vec![unit(FRONT), unit(PARTNER)], [Met, Met]),
    ] {
        assert_eq!(states(&on(&terms(), today, &new, &records), Duty::ResponsibleUnit), expected, "{today}");
    }
    let at_once = Terms { standing_from_september: false, ..terms() };
    assert_eq!(states(&on(&at_once, "2024-05-02", &new, &[]), Duty::ResponsibleUnit), [Late, Late]);
}

#[test]
fn meetings_and_dispatches_are_owed_each_semester_from_the_notice_on() {
    // case: 4.2.2.b, 4.2.2.d
    let meeting = |number, on: &str| {
        record(Kind::PartnershipMeeting, &both(), number, FRONT, &[("on", on), ("about", "teaching")])
    };
    let records = [meeting(1, "2023-05-10"), meeting(2, "2024-02-01")];
    // Semesters 2022-2, 2023-1, 2023-2.
    let found = on(&terms(), "2024-03-01", &old(), &records);
    assert_eq!(states(&found, Duty::RegularMeeting), [Met, Late, Met]);
    assert_eq!(states(&found, Duty::TeacherDispatch), [Late, Late, Due]);
    let next = Terms { running_counts: false, ..terms() };
    assert_eq!(states(&on(&next, "2024-03-01", &old(), &records), Duty::RegularMeeting), [Late, Met]);
    let march = Terms { second: 3, ..terms() };
    assert_eq!(states(&on(&march, "2024-03-01", &old(), &records), Duty::RegularMeeting), [Met, Met, Due]);
    let by_year = Terms { meetings_by_year: true, ..terms() };
    assert_eq!(states(&on(&by_year, "2024-03-01", &old(), &records), Duty::RegularMeeting), [Met, Met]);
    let two = Terms { meetings: 2, ..terms() };
    assert_eq!(states(&on(&two, "2024-03-01", &old(), &records), Duty::RegularMeeting), [Late, Late, Due]);

    let sent = record(Kind::TeacherDispatch, &both(), 1, PARTNER, &[("semester", "2022-2")]);
    let reason = record(Kind::DispatchReason, &both(), 1, PARTNER, &[("semester", "2023-1")]);
    let found = on(&terms(), "2024-03-01", &old(), &[sent, reason]);
    assert_eq!(states(&found, Duty::TeacherDispatch), [Met, Excused, Due]);
    let excused = found.iter().find(|one| one.state == Excused).unwrap();
    assert_eq!(excused.evidence[0].kind, Kind::DispatchReason);
    assert_eq!(excused.by.iter().collect::<Vec<_>>(), [PARTNER], "the later stage's institution owes it");
    let last = found.iter().rfind(|one| one.duty == Duty::TeacherDispatch).unwrap();
    assert_eq!(
        (last.period, last.due),
        (Period::Semester(Semester { year: 2023, half: 2 }), date(2024, 8, 31))
    );
    // Who studies at the university only is sent nobody.
    let gone = pairing(Track::CollegeBachelor, &[2018]);
    assert_eq!(states(&on(&terms(), "2024-03-01", &gone, &[]), Duty::TeacherDispatch), [Late]);
    assert_eq!(states(&on(&terms(), "2024-03-01", &gone, &[]), Duty::RegularMeeting), [Late, Late, Due]);
}

#[test]
fn indicators_have_results_each_year_and_what_misses_is_followed_up() {
    // case: 4.2.2.e
    let indicator = |number, better: &str, target: &str| {
        let fields = [("indicator", "率"), ("target", target), ("better", better), ("from", "2023-05-01")];
        record(Kind::QualityIndicator, &both(), number, PARTNER, &fields)
    };
    let result = |number, of: &str, value: &str| {
        let fields = [("of-indicator", of), ("year", "2022"), ("value", value)];
        record(Kind::IndicatorResult, &both(), number, PARTNER, &fields)
    };
    let all = |records: &[Record], today: &str| on(&terms(), today, &old(), records);
    let none = all(&[], "2023-09-28");
    assert_eq!(
        (states(&none, Duty::QualityIndicators), states(&none, Duty::IndicatorResults)),
        (vec![Late], vec![])
    );
    let mut records = vec![indicator(1, "higher", "90"), indicator(2, "lower", "5")];
    assert_eq!(states(&all(&records, "2023-09-28"), Duty::IndicatorResults), [Late, Due]);
    records.push(result(1, "1", "90"));
    assert_eq!(states(&all(&records, "2023-09-28"), Duty::IndicatorResults), [Late, Due], "one of two");
    records.push(result(2, "2", "5.01"));
    let found = all(&records, "2023-09-28");
    assert_eq!(states(&found, Duty::IndicatorResults), [Met, Due]);
    let follow = found.iter().find(|one| one.duty == Duty::FollowUp).unwrap();
    assert_eq!((follow.result, follow.due, follow.state), (Some(2), date(2023, 11, 30), Due));
    assert_eq!(states(&all(&records, "2023-12-01"), Duty::FollowUp), [Late]);
    records.push(record(Kind::FollowUp, &both(), 1, PARTNER, &[("result", "2"), ("measures", "辅导")]));
    assert_eq!(states(&all(&records, "2023-12-01"), Duty::FollowUp), [Late], "begun is not done");
    records.last_mut().unwrap().fields.insert("done-on".to_owned(), "2023-11-20".to_owned());
    assert_eq!(states(&all(&records, "2023-12-01"), Duty::FollowUp), [Met]);
    let silent = Terms { follow_up_days: None, ..terms() };
    assert_eq!(states(&on(&silent, "2023-12-01", &old(), &records), Duty::FollowUp), []);
    let visit = record(Kind::SupervisionVisit, &both(), 1, PARTNER, &[("on", "2023-08-31")]);
    assert_eq!(states(&all(std::slice::from_ref(&visit), "2024-01-10"), Duty::Supervision), [Met, Due]);
    let calendar = Terms { academic_years: false, ..terms() };
    assert_eq!(states(&on(&calendar, "2024-01-10", &old(), &[visit]), Duty::Supervision), [Met, Due]);
    assert_eq!(states(&on(&calendar, "2024-01-10", &old(), &[]), Duty::Supervision), [Late, Due]);
}

#[test]
fn enterprises_have_an_agreement_in_force_and_part_in_each_programme() {
    // case: 4.2.3
    let agreement = |holder: &str, number, until: &str| {
        let holder = Holder::Institution(holder.to_owned());
        record(Kind::EnterpriseAgreement, &holder, number, FRONT, &[("from", "2022-01-01"), ("until", until)])
    };
    let told = |terms: &Terms, records: &[Record]| {
        let found = on(terms, "2023-09-28", &old(), records);
        let one = found.into_iter().find(|one| one.duty == Duty::EnterpriseAgreement).unwrap();
        (one.state, one.due)
    };
    let notice = date(2023, 4, 7).max(date(2019, 9, 1));
    assert_eq!(told(&terms(), &[]), (Late, notice));
    assert_eq!(told(&terms(), &[agreement(FRONT, 1, "2023-09-27")]), (Late, notice));
    // Ninety days before the end another is asked for.
    assert_eq!(told(&terms(), &[agreement(FRONT, 1, "2023-12-26")]), (Due, date(2023, 12, 26)));
    assert_eq!(told(&terms(), &[agreement(FRONT, 1, "2023-12-27")]).0, Met);
    let followed = [agreement(FRONT, 1, "2023-12-01"), agreement(FRONT, 2, "2025-12-01")];
    assert_eq!(told(&terms(), &followed).0, Met);
    let by_partner = [agreement(PARTNER, 1, "2025-12-31")];
    assert_eq!(told(&terms(), &by_partner).0, Met);
    assert_eq!(told(&Terms { either_agrees: false, ..terms() }, &by_partner).0, Late);

    let part = |number, part: &str, on: &str| {
        let fields = [("programme", "p-1"), ("part", part), ("on", on)];
        record(Kind::EnterpriseParticipation, &both(), number, FRONT, &fields)
    };
    let mut records = vec![part(1, "drafting", "2022-03-01"), part(2, "delivery", "2023-05-01")];
    let found = on(&terms(), "2023-09-28", &old(), &records);
    let parts = found.iter().find(|one| one.duty == Duty::EnterpriseParts).unwrap();
    assert_eq!((parts.state, parts.lacking.clone()), (Late, vec!["evaluation"]));
    records.push(part(3, "evaluation", "2023-06-30"));
    assert_eq!(states(&on(&terms(), "2023-09-28", &old(), &records), Duty::EnterpriseParts), [Met]);
    let yearly = Terms { parts_every_year: true, ..terms() };
    assert_eq!(states(&on(&yearly, "2023-09-28", &old(), &records), Duty::EnterpriseParts), [Due]);
}

#[test]
fn every_year_is_reported_on_by_both_until_the_end_of_december() {
    // case: 4.3.1.a
    let report = |state: RecordState| {
        let fields = [("year", "2023"), ("on", "2023-12-20"), ("document", "2023年度报告")];
        Record { state, ..record(Kind::AnnualReport, &both(), 1, FRONT, &fields) }
    };
    let told = |today: &str, records: &[Record]| {
        let found = on(&terms(), today, &old(), records);
        let reports = found.into_iter().filter(|one| one.duty == Duty::AnnualReport);
        reports.map(|one| (one.period, one.due, one.state)).collect::<Vec<_>>()
    };
    let of = |year, state| (Period::CalendarYear(year), date(i16::try_from(year).unwrap(), 12, 31), state);
    assert_eq!(told("2023-12-31", &[]), [of(2023, Due)]);
    assert_eq!(told("2024-01-01", &[]), [of(2023, Late), of(2024, Due)]);
    let waits = [report(RecordState::Waiting)];
    assert_eq!(told("2024-01-01", &waits), [of(2023, Late), of(2024, Due)], "the university has not signed");
    assert_eq!(told("2024-01-01", &[report(RecordState::Held)]), [of(2023, Met), of(2024, Due)]);
    // A university alone reports alone; the last year is that in which the last class leaves.
    let alone = pairing(Track::UniversityOnly, &[2017]);
    let found = on(&terms(), "2026-02-01", &alone, &[]);
    let years: Vec<_> = found.iter().filter(|one| one.duty == Duty::AnnualReport).collect();
    assert_eq!(
        years.iter().map(|one| one.period).collect::<Vec<_>>(),
        [2023, 2024].map(Period::CalendarYear)
    );
    assert!(years.iter().all(|one| one.by.len() == 1), "{years:?}");
}

#[test]
fn stage_2_is_divided_before_the_first_class_comes_to_it() {
    // case: 2.2.b, 2.2.f
    let divides = |state: RecordState| {
        let fields =
            [("programme", "p-1"), ("enters", "university"), ("confirms", "school"), ("from", "2023-05-01")];
        Record { state, ..record(Kind::TaskDivision, &both(), 1, FRONT, &fields) }
    };
    let new = pairing(Track::SecondaryBachelor, &[2023]);
    let told = |terms: &Terms, pairing: &Pairing, records: &[Record]| {
        states(&on(terms, "2023-09-28", pairing, records), Duty::TaskDivision)
    };
    assert_eq!(told(&terms(), &new, &[]), [Due]);
    assert_eq!(told(&Terms { division_before_stage_2: false, ..terms() }, &new, &[]), [Late]);
    assert_eq!(told(&terms(), &old(), &[]), [Late]);
    assert_eq!(told(&terms(), &old(), &[divides(RecordState::Waiting)]), [Late], "not confirmed");
    assert_eq!(told(&terms(), &old(), &[divides(RecordState::Held)]), [Met]);
    assert_eq!(told(&terms(), &pairing(Track::CollegeBachelor, &[2019]), &[]), []);

    let programme = ProgrammeId::from("p-1");
    for (state, on, enters) in [
        (RecordState::Held, "2023-09-28", Side::University),
        (RecordState::Held, "2023-04-30", Side::School),
        (RecordState::Waiting, "2023-09-28", Side::School),
        (RecordState::TakenBack, "2023-09-28", Side::School),
    ] {
        let found = division(&[divides(state)], &programme, day(on));
        assert_eq!(
            (found.enters, found.on_file.is_some()),
            (enters, enters == Side::University),
            "{state} {on}"
        );
        assert_ne!(found.enters, found.confirms);
    }
    assert_eq!(division(&[divides(RecordState::Held)], &"p-2".into(), day("2023-09-28")).on_file, None);
}

#[test]
fn a_university_alone_owes_no_two_sided_duty() {
    // case: 4.2.2.a, 2.1.d
    let alone = pairing(Track::UniversityOnly, &[2020, 2023]);
    let found = on(&terms(), "2023-09-28", &alone, &[]);
    assert!(!found.iter().any(|one| one.duty.two_sided()), "{found:?}");
    for duty in [Duty::LeadingGroup, Duty::QualityIndicators, Duty::EnterpriseParts] {
        assert_eq!(states(&found, duty), [Late], "{duty}");
    }
    let strict = Terms { alone_owes_all: true, ..terms() };
    let found = on(&strict, "2023-09-28", &alone, &[]);
    assert_eq!(states(&found, Duty::ResponsibleUnit), [Late], "one institution, one unit");
    assert_eq!(states(&found, Duty::RegularMeeting).len(), 2);
}

#[test]
fn a_dropped_line_owes_as_long_as_it_has_students() {
    let mut dropped = pairing(Track::CollegeBachelor, &[2019]);
    assert!(!on(&terms(), "2026-08-31", &dropped, &[]).is_empty());
    // But for the report on its last year, once they have left.
    let left = |today: &str, dropped: &Pairing| {
        let found = on(&terms(), today, dropped, &[]);
        assert!(found.iter().all(|one| one.duty == Duty::AnnualReport), "{found:?}");
        states(&found, Duty::AnnualReport)
    };
    assert_eq!(left("2026-09-01", &dropped), [Late, Late, Late, Due]);
    // Somebody repeats a year, and so it goes on; those years that had nobody else owed what they owed.
    dropped.programmes[0].classes[0].until = 2026;
    let found = on(&terms(), "2026-09-01", &dropped, &[]);
    assert_eq!(states(&found, Duty::RegularMeeting).len(), 8);
    dropped.programmes[0].classes[0].until = 2023;
    assert_eq!(left("2024-09-01", &dropped), [Late, Due]);
}

#[test]
fn what_presses_is_late_or_due_soon() {
    let found = on(&terms(), "2024-01-02", &old(), &[]);
    let meeting = found.iter().rfind(|one| one.duty == Duty::RegularMeeting).unwrap();
    assert_eq!((meeting.due, meeting.state), (date(2024, 1, 31), Due));
    assert!(meeting.presses(date(2024, 1, 2), 30) && !meeting.presses(date(2024, 1, 1), 29));
}
