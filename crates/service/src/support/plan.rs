//! What was decided on enrolment, as the proposals for the plan of its year have it beside their lines.

use super::row::{Area, Direction, SupportState};
use crate::Office;
use crate::error::Fault;
use guantong_programme::proposal::Bound;

impl Office {
    /// The decisions on the plan of a year that concern an institution's lines.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn plan_bounds(&self, year: i32, institution: &str) -> Result<Vec<Bound>, Fault> {
        // Who reads a proposal sees what was decided about its lines.
        let all = self.whole.supports(Some(year)).await?;
        let checked = self.edition().switch("support-in-plan") != Some("shown");
        Ok(all
            .into_iter()
            .filter(|one| {
                one.state == SupportState::Agreed && one.area == Area::Enrolment && one.front == institution
            })
            .map(|one| Bound {
                decision: one.id.to_string(),
                partner: one.partner,
                programme: one.programme,
                reduces: one.direction == Direction::Reduction,
                says: one.says,
                at_most: one.at_most.filter(|_| checked),
            })
            .collect())
    }
}
