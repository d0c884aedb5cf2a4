//! Who enters results and who confirms them (2.2.f).

use crate::Office;
use crate::error::Fault;
use crate::rows::PlanLine;
use guantong_cooperation::Side;
use guantong_model::{Stage, Track};
use guantong_policy::result_rules::{Division, Party, results};

/// Who enters and who confirms the results of a class in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hands {
    /// Who enters.
    pub enters: String,
    /// Who confirms; where it is the same institution, another person of it.
    pub confirms: String,
}

impl Office {
    /// Who enters and who confirms the results of a programme's students in a stage: by the clause, with the division of
    /// tasks on file today in stage 2 of secondary–bachelor.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn hands_of_results(&self, line: &PlanLine, stage: Stage) -> Result<Hands, Fault> {
        let on_file = match (line.track, stage) {
            (Track::SecondaryBachelor, Stage::College) => {
                let found = self.division_of_tasks(&line.programme, self.clock.today()).await?;
                let party = |side| if side == Side::Front { Party::School } else { Party::Partner };
                Some(Division { enters: party(found.enters), confirms: party(found.confirms) })
            }
            _ => None,
        };
        let (division, _) = results(line.track, stage, on_file);
        let name = |party| match party {
            Party::School => line.institution.clone(),
            Party::Partner => line.partner.clone(),
        };
        Ok(Hands { enters: name(division.enters), confirms: name(division.confirms) })
    }
}
