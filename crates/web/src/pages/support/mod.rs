//! `/support`: 支持与减少支持 (4.3.2.b): proposed on evidence, stated on by the two sides, decided, received.

mod act;
mod list;
mod new;
mod one;
mod shown;

pub(super) use shown::href as support_href;

use crate::routes::Routes;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/support", Action::SupportRead, list::list)
        .get("/support/new", Action::SupportPropose, new::form)
        .post("/support/new", Action::SupportPropose, act::propose)
        .get("/support/{id}", Action::SupportRead, one::one)
        .post("/support/{id}/statement", Action::SupportAnswer, act::answer)
        .post("/support/{id}/decision", Action::SupportDecide, act::decide)
}
