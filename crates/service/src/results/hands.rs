//! Who enters results and who confirms them (2.2.f).

use crate::Office;
use crate::error::Fault;
use crate::rows::PlanLine;
use crate::student::placement;
use guantong_model::{Stage, Track};

/// Who enters and who confirms the results of a class in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hands {
    /// Who enters.
    pub enters: String,
    /// Who confirms; where it is the same institution, another person of it.
    pub confirms: String,
}

impl Office {
    /// Who enters and who confirms the results of a programme's students in a stage: the institution where they study,
    /// both; in stage 2 of secondary–bachelor as the division of tasks on file has it, and without one the school enters
    /// and the university confirms.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn hands_of_results(&self, line: &PlanLine, stage: Stage) -> Result<Hands, Fault> {
        if line.track == Track::SecondaryBachelor && stage == Stage::College {
            return self.hands_by_division(line).await;
        }
        let at = placement(line).studies_at(stage).to_owned();
        Ok(Hands { enters: at.clone(), confirms: at })
    }

    async fn hands_by_division(&self, line: &PlanLine) -> Result<Hands, Fault> {
        Ok(Hands { enters: line.institution.clone(), confirms: line.partner.clone() })
    }
}
