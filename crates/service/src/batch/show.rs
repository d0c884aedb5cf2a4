//! A batch that was carried out, as a page shows it: everybody, and by name whoever is still held.

use super::row::{BatchKind, BatchLine, BatchRow};
use crate::Office;
use crate::error::Fault;
use crate::rows::Student;
use guantong_model::{StageWork, Standing, StudentId};

/// A student who was held, as he is now.
#[derive(Clone, Debug)]
pub struct Exception {
    /// What was decided then.
    pub line: BatchLine,
    /// The student now.
    pub student: Student,
    /// Whether the step was taken since, or the record ended.
    pub settled: bool,
}

/// A batch that was carried out.
#[derive(Clone, Debug)]
pub struct BatchView {
    /// The batch.
    pub row: BatchRow,
    /// Students who moved, a page of them, with what was decided.
    pub moved: Vec<(BatchLine, Student)>,
    /// Students who were held, the open ones first.
    pub exceptions: Vec<Exception>,
}

impl Office {
    /// A batch that was carried out, with at most so many of those who moved after a place; nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn batch_view(&self, id: &str, after: i64, limit: i64) -> Result<Option<BatchView>, Fault> {
        let Some(row) = self.storage.batch(id).await? else { return Ok(None) };
        let moved = self.storage.batch_lines(id, true, after, limit).await?;
        let held = self.storage.batch_lines(id, false, 0, i64::MAX).await?;
        let moved = self.with_students(moved).await?;
        let mut exceptions: Vec<Exception> = self
            .with_students(held)
            .await?
            .into_iter()
            .map(|(line, student)| {
                let settled = settled(&row, &student);
                Exception { line, student, settled }
            })
            .collect();
        exceptions.sort_by_key(|exception| exception.settled);
        Ok(Some(BatchView { row, moved, exceptions }))
    }

    async fn with_students(&self, lines: Vec<BatchLine>) -> Result<Vec<(BatchLine, Student)>, Fault> {
        let ids: Vec<StudentId> = lines.iter().map(|line| line.student.clone()).collect();
        let mut students: std::collections::BTreeMap<StudentId, Student> = self
            .storage
            .students_by_id(&ids)
            .await?
            .into_iter()
            .map(|student| (student.id.clone(), student))
            .collect();
        Ok(lines
            .into_iter()
            .filter_map(|line| {
                let student = students.remove(&line.student)?;
                Some((line, student))
            })
            .collect())
    }
}

/// Whether a student who was held has taken the step since, or no longer has to.
fn settled(batch: &BatchRow, student: &Student) -> bool {
    if student.standing.ended() || student.cohort != batch.cohort || student.stage > batch.stage {
        return true;
    }
    match batch.kind {
        BatchKind::Register => student.standing != Standing::Admitted,
        BatchKind::Complete | BatchKind::Graduate => student.work != StageWork::Open,
        BatchKind::Assess => student.assessed.is_some(),
        BatchKind::Progress => false,
    }
}
