//! One's own result: told to the student and the guardians from the day the list is public, with marks and pass standard.
//! Whoever cannot see why he is not on the public list cannot object to it.

use super::row::Examination;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_model::StudentId;
use guantong_registry::Placed;

/// One's own result of an examination.
#[derive(Clone, Debug)]
pub struct OwnResult {
    /// The examination.
    pub examination: Examination,
    /// The line of the list.
    pub placed: Placed<StudentId>,
    /// Whether the list is public today, so that one can object to it.
    pub open: bool,
}

impl Office {
    /// The results of a student in examinations whose lists are or were public, the newest first.
    ///
    /// # Errors
    /// Forbidden to whom the record is not his own; where the database fails.
    pub async fn own_examinations(&self, student: &StudentId) -> Result<Vec<OwnResult>, ServiceError> {
        self.allow(Action::StudentPath, &self.relations_to(student).await?)?;
        Ok(self.examined(student).await?)
    }

    /// The results of a student, for whoever was let in to all that is kept about him.
    pub(crate) async fn examined(&self, student: &StudentId) -> Result<Vec<OwnResult>, Fault> {
        let today = self.clock.today();
        let mut own = Vec::new();
        for examination in self.whole.examinations_told(student).await? {
            let list = self.examination_ranked(&examination, &examination.results)?;
            let Some(placed) = list.into_iter().find(|placed| placed.key == *student) else { continue };
            let open = super::public::is_public(&examination, today);
            own.push(OwnResult { examination, placed, open });
        }
        Ok(own)
    }
}
