//! `/progression`: the rules of progression assessments on file, by year and issuer with every version; one version
//! with its parts; a file checked first, then put on file (3.4.2.a, 3.4.2.b, 4.2.2.c).

mod list;
mod one;
mod upload;

use super::address::encoded;
use crate::frame::Page;
use crate::routes::Routes;
use guantong_registry::{ProgressionRules, RulesIssuer};
use guantong_service::access::Action;

/// The largest file of rules, in bytes: they are a page of text.
const FILE_MOST: usize = 64 * 1024;
/// What a form may be beside the file, which comes back as hexadecimal once it was checked.
const FORM_MOST: usize = 3 * FILE_MOST;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/progression", Action::FactsRead, list::shown)
        .upload("/progression", Action::RulesFile, upload::upload, FORM_MOST)
        .get("/progression/{issuer}/{year}/{version}", Action::FactsRead, one::shown)
        .get("/progression/{issuer}/{year}/{version}/file", Action::FactsRead, one::file)
}

/// The address of a version.
pub(crate) fn address(rules: &ProgressionRules) -> String {
    format!("/progression/{}/{}/{}", encoded(rules.issuer.as_str()), rules.year, rules.version)
}

/// An issuer as pages name it.
fn issuer(page: &Page, issuer: &RulesIssuer) -> String {
    match issuer {
        RulesIssuer::Institution(name) => page.institution(name).to_owned(),
        RulesIssuer::Commission => page.fact(&issuer.fact()),
    }
}

/// What the parts make.
fn composition(page: &Page, rules: &ProgressionRules) -> String {
    rules.composition().map(|known| page.word(format!("composition.{known}"))).unwrap_or_default()
}
