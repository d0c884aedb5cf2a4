//! Addresses come from one list, each with what asking it is; what is not in the list is not answered.

use crate::browser::Browser;
use crate::town::town;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use guantong_service::access::Table;
use guantong_web::routes;
use std::collections::BTreeSet;
use tower::ServiceExt;

/// Something for every variable part of an address.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{year}" | "{from}" => "2022",
        "{to}" => "2023",
        "{round}" => "early",
        "{term}" => "autumn",
        "{tag}" => "en",
        "{size}" => "large",
        "{edition}" => "beijing-2023",
        _ if part.starts_with('{') => "none",
        _ => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_address_of_the_list_is_answered_in_its_way_only() {
    let town = town(40).await;
    let browser = Browser::new(town.office.clone());
    let listed = routes();
    assert!(listed.len() > 60, "{}", listed.len());
    for method in [Method::GET, Method::POST] {
        for path in listed.iter().map(|listed| listed.path.as_str()).collect::<BTreeSet<_>>() {
            let there = listed.iter().any(|listed| listed.path == path && listed.method == method);
            let request = browser.request(method.as_str(), &filled(path));
            let request = request.body(Body::empty()).unwrap();
            let status = browser.router().oneshot(request).await.unwrap().status();
            assert_eq!(status == StatusCode::METHOD_NOT_ALLOWED, !there, "{method} {path}: {status}");
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{method} {path}");
        }
    }
}

#[test]
fn every_address_is_for_somebody() {
    let table = Table::builtin().unwrap();
    for listed in routes() {
        assert!(!table.roles(listed.action).is_empty(), "{} {}", listed.path, listed.action);
        assert!(listed.most > 0, "{}", listed.path);
    }
}

#[test]
fn item_24_what_changes_something_is_never_only_asked_for() {
    use guantong_service::access::Action;
    let changes = [
        Action::PlanDraft,
        Action::RulesFile,
        Action::CooperationEnter,
        Action::YearRulesDraft,
        Action::YearRulesSet,
        Action::HouseholdDecide,
        Action::FactEnter,
        Action::FilingFile,
        Action::BatchOpen,
        Action::FeeAnnounce,
        Action::ResultsKeep,
        Action::DestinationKeep,
        Action::WorkKeep,
        Action::ReportWrite,
        Action::DatasetRelease,
        Action::ReportSign,
        Action::ReportAccept,
        Action::EvaluationAnswer,
        Action::EvaluationSet,
        Action::CasesChoose,
        Action::SupportPropose,
        Action::SupportAnswer,
        Action::SupportDecide,
        Action::WorkConfirm,
        Action::ExaminationKeep,
        Action::ExaminationRecord,
        Action::BatchSign,
        Action::TrainingDraft,
        Action::TrainingAgree,
        Action::CorrectionPropose,
        Action::CorrectionDecide,
        Action::CorrectionSign,
        Action::TrialRun,
    ];
    // The forms of a plan that is being reconciled or approved are pages of the same action.
    let forms = [
        "/plans/import",
        "/plans/{year}/import",
        "/proposals/{year}/approval",
        "/rounds/{year}/{round}/corrections/new",
        "/rules/{year}/draft",
        "/support/new",
        "/training/{programme}/{cohort}/courses",
        "/training/{programme}/{cohort}/courses/{code}",
    ];
    for listed in routes().iter().filter(|listed| changes.contains(&listed.action)) {
        let form = forms.contains(&listed.path.as_str());
        assert!(listed.method == Method::POST || form, "{} {}", listed.method, listed.path);
    }
}
