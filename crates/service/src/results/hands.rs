//! Who enters results and who confirms them (2.2.f).

use crate::Office;
use crate::error::Fault;
use crate::rows::PlanLine;
use guantong_cooperation::Side;
use guantong_model::{Date, ProgrammeId, Stage, Track};
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
        let on = self.clock.today();
        let on_file = self.division_on_file(line.track, stage, &line.programme, on).await?;
        let (division, _) = results(line.track, stage, on_file);
        let name = |party| match party {
            Party::School => line.institution.clone(),
            Party::Partner => line.partner.clone(),
        };
        Ok(Hands { enters: name(division.enters), confirms: name(division.confirms) })
    }

    /// The division of tasks that is asked for in a stage: of stage 2 of secondary–bachelor alone.
    pub(crate) async fn division_on_file(
        &self,
        track: Track,
        stage: Stage,
        programme: &ProgrammeId,
        on: Date,
    ) -> Result<Option<Division>, Fault> {
        if (track, stage) != (Track::SecondaryBachelor, Stage::College) {
            return Ok(None);
        }
        let found = self.division_of_tasks(programme, on).await?;
        let party = |side| if side == Side::School { Party::School } else { Party::Partner };
        Ok(Some(Division { enters: party(found.enters), confirms: party(found.confirms) }))
    }
}
