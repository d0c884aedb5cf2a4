//! Who is told of a step of an evaluation: a reader that he is to read, the sides that opinions are there and that the result
//! is set, the commission that a side has answered.
//!
//! A reader is told nothing that would tell him of another: neither his seat nor how many steps there were before.

use super::fold::SubjectDone;
use super::row::{EvaluationSubject, SubjectId};
use super::{sheet_stream, subject_stream};
use crate::Office;
use crate::error::Fault;
use crate::notice::{NewNotice, To, sides};
use crate::ports::Change;
use guantong_model::{Date, Message};

/// Asks an expert to read.
const READ: &str = "notice-evaluation-read";
/// Asks the side that leads to answer.
const ANSWER: &str = "notice-evaluation-answer";
/// Tells the other side that it may.
const DELIVERED: &str = "notice-evaluation-delivered";
/// Tells the commission that a side has.
const ANSWERED: &str = "notice-evaluation-answered";
/// Tells the sides the result.
const SET: &str = "notice-evaluation-set";

impl Office {
    /// What a step tells, and which notices ask for nothing any more; with the subject as it stood before it.
    pub(super) async fn evaluation_tells(
        &self,
        subject: &EvaluationSubject,
        done: &SubjectDone,
    ) -> Result<Vec<Change>, Fault> {
        let id = &subject.id;
        let over = |kinds| Change::NoticesDone { object: subject_stream(id), kinds };
        let tell = |to: To, message: Message| {
            NewNotice::of(to, message, &subject_stream(id), subject.version + 1, self.clock.today())
                .but(self.asking())
        };
        let side = |name: &String| To::Institution(name.clone());
        Ok(match done {
            SubjectDone::Assigned { reader } => {
                let round = self.whole.evaluation_round(id.year).await?;
                let round = round.ok_or_else(|| Fault::new("read a round", id.year.to_string()))?;
                let before = subject.reader(reader.seat).map(|before| reading_over(id, &before.expert));
                let asked = asked_to_read(id, &reader.expert, round.score_by, self.clock.today());
                before.into_iter().chain([Change::Notices(vec![asked.but(self.asking())])]).collect()
            }
            SubjectDone::Recused { expert, .. } => vec![reading_over(id, expert)],
            SubjectDone::Delivered { answer_by, .. } => {
                let mut notices = vec![tell(side(&id.front), message(ANSWER, id).with("due", *answer_by))];
                if !id.alone() {
                    notices.push(tell(side(&id.partner), message(DELIVERED, id).with("due", *answer_by)));
                }
                vec![Change::Notices(notices)]
            }
            SubjectDone::Answered { by, .. } => {
                let kinds: &[&str] = if *by == id.front { &[ANSWER] } else { &[DELIVERED] };
                let answered = message(ANSWERED, id).with("by", by.as_str());
                vec![over(kinds), Change::Notices(vec![tell(To::Commission, answered)])]
            }
            SubjectDone::Proposed { .. } => vec![over(&[ANSWER, DELIVERED, ANSWERED])],
            SubjectDone::Set => {
                let told = id.sides().map(|name| tell(side(&name.to_owned()), message(SET, id)));
                vec![Change::Notices(told.into())]
            }
            SubjectDone::Opened | SubjectDone::Returned { .. } => Vec::new(),
        })
    }
}

/// An expert is asked to read; once a day, however often the seats change.
fn asked_to_read(id: &SubjectId, expert: &str, due: Date, today: Date) -> NewNotice {
    let to = To::Account(expert.to_owned(), crate::access::Role::Expert);
    NewNotice::of(to, message(READ, id).with("due", due), &sheet_stream(id, expert), today, today)
}

/// An expert need not read any more, or has read.
pub(super) fn reading_over(id: &SubjectId, expert: &str) -> Change {
    Change::NoticesDone { object: sheet_stream(id, expert), kinds: &[READ] }
}

/// What a notice of a subject says, with the year and both sides.
fn message(kind: &str, id: &SubjectId) -> Message {
    Message::new(kind).with("year", id.year.to_string()).with("sides", sides(&id.front, &id.partner))
}
