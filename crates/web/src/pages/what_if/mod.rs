//! `/what-if`: what the cohorts that were would have come to under another edition or another plan. The whole question
//! stands in the address; nothing is written. A draft given in as files is answered with such an address.

mod asked;
mod draft;
mod file;
mod page;
mod shown;

use crate::routes::Routes;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/what-if", Action::EditionWhatIf, page::page)
        .get("/what-if/table.csv", Action::EditionWhatIf, file::csv)
        .upload("/what-if", Action::EditionWhatIf, draft::give, draft::most())
}
