//! 待办: what waits for who asks, the most urgent first; and what became of what he asked for.

use super::row::{RequestFilter, RequestRow};
use crate::Office;
use crate::access::{Action, Role, Viewer};
use crate::error::{Fault, ServiceError};
use crate::rows::Student;
use guantong_model::{Date, StudentId};
use guantong_requests::{COMMISSION, Desk, FAMILY, Kind, State};
use std::collections::BTreeMap;

/// A request in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodoLine {
    /// The request.
    pub row: RequestRow,
    /// The student, where he is within reach.
    pub student: Option<Student>,
    /// Whether its day is over.
    pub overdue: bool,
    /// Whether it is near, so that the desk was reminded of it.
    pub soon: bool,
}

/// What waits for who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// What waits at his desks: by day due.
    pub waiting: Vec<TodoLine>,
    /// How many there are of each kind.
    pub kinds: BTreeMap<Kind, i64>,
    /// How many there are in all, and how many of them are overdue.
    pub total: i64,
    /// How many are past their day.
    pub overdue: i64,
    /// What came back to him to be completed.
    pub returned: Vec<TodoLine>,
    /// What he asked for that is under way or was decided lately.
    pub asked: Vec<TodoLine>,
    /// Today.
    pub today: Option<Date>,
}

impl Office {
    /// What waits for who asks, only of a kind where one is given, at most so many after a place.
    ///
    /// # Errors
    /// Where the database fails; forbidden where the table lets him see no request.
    pub async fn todo(&self, kind: Option<Kind>, limit: i64, offset: i64) -> Result<Todo, ServiceError> {
        let today = self.clock.today();
        let mut todo = Todo { today: Some(today), ..Todo::default() };
        let Some(viewer) = self.viewer() else { return Ok(todo) };
        if !self.may_ever(Action::RequestRead) {
            return Err(ServiceError::Forbidden(viewer.role, Action::RequestRead));
        }
        let account = viewer.account.clone();
        if let Some(mine) = mine(viewer) {
            for one in Kind::ALL {
                let count =
                    self.storage.request_total(&RequestFilter { kind: Some(*one), ..mine.clone() }).await?;
                if count > 0 {
                    todo.kinds.insert(*one, count);
                }
            }
            todo.total = todo.kinds.values().sum();
            let yesterday = today.yesterday().unwrap_or(today);
            let late = RequestFilter { due_by: Some(yesterday), ..mine.clone() };
            todo.overdue = self.storage.request_total(&late).await?;
            let filter = RequestFilter { kind, ..mine };
            todo.waiting = self.lines_of(self.storage.requests(&filter, limit, offset).await?, today).await?;
        }
        let by = RequestFilter { account: Some(account), ..RequestFilter::default() };
        let returned = RequestFilter { states: vec![State::Returned], ..by.clone() };
        todo.returned = self.lines_of(self.storage.requests(&returned, 50, 0).await?, today).await?;
        todo.asked = self.lines_of(self.storage.requests(&by, 50, 0).await?, today).await?;
        Ok(todo)
    }

    /// How many requests wait for who asks; nothing where he sees none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn todo_count(&self) -> Result<i64, Fault> {
        match self.viewer().and_then(mine).filter(|_| self.may_ever(Action::RequestRead)) {
            Some(mine) => self.storage.request_total(&mine).await,
            None => Ok(0),
        }
    }

    /// The requests on a student, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn requests_of(&self, student: &StudentId) -> Result<Vec<TodoLine>, Fault> {
        let filter = RequestFilter { student: Some(student.clone()), ..RequestFilter::default() };
        let mut found = self.storage.requests(&filter, 200, 0).await?;
        found.sort_by(|one, other| other.id.cmp(&one.id));
        self.lines_of(found, self.clock.today()).await
    }

    async fn lines_of(&self, rows: Vec<RequestRow>, today: Date) -> Result<Vec<TodoLine>, Fault> {
        let ids: Vec<StudentId> = rows.iter().map(|row| row.request.opened.student.clone()).collect();
        let students: BTreeMap<StudentId, Student> = self
            .storage
            .students_by_id(&ids)
            .await?
            .into_iter()
            .map(|student| (student.id.clone(), student))
            .collect();
        let book = self.request_book()?;
        let near = book.reminds().then(|| book.reminds_until(today));
        let line = |row: RequestRow| TodoLine {
            soon: row.due_on.zip(near).is_some_and(|(due, near)| due >= today && due <= near),
            student: students.get(&row.request.opened.student).cloned(),
            overdue: row.due_on.is_some_and(|due| due < today),
            row,
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

/// The desks of a viewer; nothing of who has none.
fn mine(viewer: &Viewer) -> Option<RequestFilter> {
    let at = |holder: &str, desks: Vec<Desk>| {
        let (holder, states) = (Some(holder.to_owned()), vec![State::AtDesk]);
        Some(RequestFilter { holder, desks, states, ..RequestFilter::default() })
    };
    match viewer.role {
        Role::Commission => at(COMMISSION, Vec::new()),
        Role::Student => at(FAMILY, vec![Desk::Student]),
        Role::Guardian => at(FAMILY, vec![Desk::Guardian, Desk::Student]),
        Role::School | Role::University => at(viewer.institution()?, Vec::new()),
        _ => None,
    }
}
