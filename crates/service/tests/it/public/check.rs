//! A certificate or a letter of admission checked by its number and the code printed on it.

use super::{SCHOOL, locks};
use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_model::StudentId;
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_service::Office;
use guantong_service::guess::{Guessing, MISSES};
use guantong_service::letter;
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::{CertificateRow, Round};
use guantong_service::student::{CertificateAsked, Checked};
use jiff::civil::date;

async fn office() -> (TestOffice, Office, StudentId, String) {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    office.enter_candidates(YEAR, vec![applicant(1, 600, &[&id])], "test").await.unwrap();
    publish(&office, Round::Early).await;
    let student = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap().remove(0);
    for (on, command) in [(date(2023, 9, 1), Command::Register), (date(2026, 7, 1), Command::CompleteStage)] {
        let decided = office.command_many(&[(student.clone(), on, command)], "test").await.unwrap();
        assert_eq!(decided[0].outcome, Outcome::Accepted, "{decided:?}");
    }
    let record = office.record(&student).await.unwrap().unwrap().record;
    let number = record.certificates()[0].number.clone();
    let keyed = office.office.clone().with_accounts(locks());
    (office, keyed, student, number)
}

async fn ask(office: &Office, number: &str, code: &str, from: &str) -> Guessing<Checked> {
    let asked = CertificateAsked { number: number.to_owned(), code: code.to_owned(), from: from.to_owned() };
    office.check_certificate(&asked).await.unwrap()
}

#[tokio::test]
async fn whoever_holds_it_learns_whether_it_is_in_force_and_no_more_than_a_surname() {
    let (office, keyed, student, number) = office().await;
    assert_eq!(office.paper_code(&number), None, "an office without keys prints none");
    let code = keyed.paper_code(&number).unwrap();
    assert_eq!(code.len(), 9, "{code}");
    assert_ne!(keyed.paper_code("GT2026Z000009").unwrap(), code);
    let typed = code.to_lowercase().replace('-', " ");
    let right = ask(&keyed, &format!(" {number} "), &typed, "a").await;
    let Guessing::Right(Checked::Certificate(found)) = right else { panic!("right") };
    assert_eq!(
        (found.voided, found.issuer.as_str(), found.kind.as_str(), found.on, found.name.as_str()),
        (false, SCHOOL, "secondary", date(2026, 7, 1), "考")
    );
    let row = CertificateRow { number: number.clone(), student, voided: true };
    let batch = Batch { entries: Vec::new(), changes: vec![Change::Certificate(row)] };
    office.storage().append(batch, 1).await.unwrap();
    let right = ask(&keyed, &number, &code, "a").await;
    let Guessing::Right(Checked::Certificate(found)) = right else { panic!("right") };
    assert!(found.voided);
}

#[tokio::test]
async fn a_wrong_code_and_a_number_that_never_was_answer_alike_and_are_counted() {
    let (_office, keyed, _, number) = office().await;
    let code = keyed.paper_code(&number).unwrap();
    let nobodys = keyed.paper_code("GT2026Z999999").unwrap();
    for (number, code) in [(number.as_str(), "AAAA-AAAA"), ("GT2026Z999999", nobodys.as_str()), ("x", "y")] {
        assert!(matches!(ask(&keyed, number, code, "a").await, Guessing::Wrong), "{number} {code}");
    }
    for n in 0..MISSES {
        assert!(matches!(ask(&keyed, &format!("x{n}"), "y", "scan").await, Guessing::Wrong), "{n}");
    }
    assert!(matches!(ask(&keyed, &number, &code, "scan").await, Guessing::Closed(15)));
    assert!(matches!(ask(&keyed, &number, &code, "a").await, Guessing::Right(_)));
    let asked = CertificateAsked { number: " ".to_owned(), code: "x".repeat(41), from: "a".to_owned() };
    assert_eq!(no(keyed.check_certificate(&asked).await), ["check-no-number", "check-long-code"]);
}

#[tokio::test]
async fn a_letter_of_admission_holds_until_nobody_arrives_on_it() {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    office
        .enter_candidates(YEAR, vec![applicant(1, 600, &[&id]), applicant(2, 489, &[&id])], "test")
        .await
        .unwrap();
    publish(&office, Round::Early).await;
    let keyed = office.office.clone().with_accounts(locks());
    let student = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap().remove(0);
    let letter = keyed.letter(&student).await.unwrap().unwrap();
    assert_eq!((letter.line.line.programme.clone(), letter.student.preference), (id.clone(), 1));
    assert_eq!(
        letter.line.years.iter().map(|years| (years.from, years.to)).collect::<Vec<_>>().last(),
        Some(&(6, 7))
    );
    assert_eq!(
        keyed.letters(YEAR, &id).await.unwrap(),
        std::slice::from_ref(&letter),
        "whoever was not admitted has none"
    );
    let code = letter.code.clone().unwrap();
    let right = ask(&keyed, &letter.number, &code, "a").await;
    let Guessing::Right(Checked::Letter(found)) = right else { panic!("right") };
    assert_eq!((found.in_force, found.institution.as_str(), found.name.as_str()), (true, SCHOOL, "考"));

    // The other round's number of the same candidate was never given out, whatever its code.
    let other = letter::number(YEAR, Round::Unified, &letter.student.candidate_no);
    let code_of_other = keyed.paper_code(&other).unwrap();
    assert!(matches!(ask(&keyed, &other, &code_of_other, "a").await, Guessing::Wrong));

    let nobody = Command::NoShow;
    let decided = office.command_many(&[(student.clone(), date(2023, 9, 20), nobody)], "test").await.unwrap();
    assert_eq!(decided[0].outcome, Outcome::Accepted, "{decided:?}");
    let right = ask(&keyed, &letter.number, &code, "a").await;
    let Guessing::Right(Checked::Letter(found)) = right else { panic!("right") };
    assert!(!found.in_force);
    assert!(keyed.letters(YEAR, &id).await.unwrap().is_empty());
    assert!(keyed.letter(&student).await.unwrap().is_some_and(|letter| !letter.in_force));
}
