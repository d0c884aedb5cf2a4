//! `/programmes/{id}` and `/institutions/{name}`: a programme over the years, an institution's names, and the facts that
//! hold of them from a day on; entered there after a look at whom they concern.

mod form;
mod institution;
mod one;

use crate::routes::Routes;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/programmes/{id}", Action::FactsRead, one::show_one)
        .post("/programmes/{id}", Action::FactEnter, one::enter)
        .get("/institutions/{name}", Action::FactsRead, institution::show_one)
        .post("/institutions/{name}", Action::FactEnter, institution::enter)
}
