//! `/certificates/{number}`: what a certificate certifies, which institution issued it by which clause, and why not the
//! other one of the programme.

use super::address::encoded;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::parts::{Check, Chip, Clauses, DecisionShown};
use crate::routes::Routes;
use askama::Template;
use axum::extract::Path;
use axum::http::request::Parts;
use guantong_model::{Date, Stage, Track};
use guantong_registry::{Certificate, Placement};
use guantong_service::access::Action;
use guantong_service::student::CertificateView;

pub(super) fn routes() -> Routes {
    Routes::new().get("/certificates/{number}", Action::StudentRead, one)
}

/// The address of a certificate.
pub(super) fn address(number: &str) -> String {
    format!("/certificates/{}", encoded(number))
}

#[derive(Template)]
#[template(path = "certificate/one.html")]
struct CertificatePage {
    /// The student's name and the record's id.
    holder: (String, String),
    number: String,
    issuer: String,
    /// The name the issuer bears today, where it is another.
    named_now: Option<String>,
    on: Date,
    stage: String,
    major: String,
    track: String,
    void: bool,
    entry: String,
    kind: String,
    state: Chip,
    student: String,
    why: Said,
    why_not: Said,
    clauses: Clauses,
    decision: DecisionShown,
    /// The code it is checked by, and the picture that leads to the check; nothing where the office has no keys.
    check: Option<Check>,
    page: Page,
}

async fn one(page: Page, parts: Parts, Path(number): Path<String>) -> Answer {
    let view: CertificateView = page.office().certificate(&number).await?.ok_or(Problem::NotFound)?;
    let certificate = &view.certificate;
    let kind = page.word(format!("certificate.{}", certificate.kind));
    let state = if view.voided {
        Chip::new("no", page.t("certificate-void"))
    } else {
        Chip::new("ok", page.t("certificate-in-force"))
    };
    let clauses = [view.placement.registration_clause(), "3.3.4.b"];
    show(&CertificatePage {
        student: format!("/students/{}", encoded(view.student.id.as_str())),
        why: why(&page, certificate),
        why_not: why_not(&page, certificate, &view.placement),
        clauses: Clauses::of_provisions(&page, &clauses).with_lead(&page),
        decision: DecisionShown::of(&page, kind.clone(), &view.decision),
        holder: (view.student.name.clone(), view.student.id.to_string()),
        number: certificate.number.clone(),
        issuer: page.institution(certificate.issuer_named()).to_owned(),
        named_now: certificate.issued_as.is_some().then(|| page.institution(&certificate.issuer).to_owned()),
        on: certificate.issued_on,
        stage: page.word(format!("stage.{}", certificate.stage)),
        major: view.placement.major.clone(),
        track: page.word(format!("track.{}", view.placement.track)),
        void: view.voided,
        entry: view.entry.to_string(),
        check: Check::of(&parts, &number, page.office().paper_code(&number))?,
        state,
        kind,
        page: page.clone(),
    })
}

/// Certificates come from the institution that held the registration of the stage.
fn why(page: &Page, certificate: &Certificate) -> Said {
    page.t("certificate-why")
        .with("issuer", page.institution(&certificate.issuer))
        .with("stage", page.word(format!("stage.{}", certificate.stage)))
}

/// What the other institution of the programme is in this stage.
fn why_not(page: &Page, certificate: &Certificate, placement: &Placement) -> Said {
    let (school, partner) = (page.institution(&placement.school), page.institution(&placement.partner));
    let id = match (placement.track, certificate.stage) {
        _ if placement.school == placement.partner => "certificate-why-not-alone",
        (_, Stage::Bachelor) => "certificate-why-not-school-last",
        (Track::SecondaryBachelor, Stage::College) => "certificate-why-not-school-teaches",
        _ => "certificate-why-not-partner-later",
    };
    page.t(id)
        .with("school", school)
        .with("partner", partner)
        .with("stage", page.word(format!("stage.{}", certificate.stage)))
}
