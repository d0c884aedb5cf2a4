//! Who is told of a step of a decision on support: both institutions that they are heard, and that it was decided.

use super::fold::Done;
use super::row::Support;
use super::stream;
use crate::Office;
use crate::notice::{NewNotice, To};
use crate::ports::Change;
use guantong_model::Message;

/// Asks both to state their view.
const HEARD: &str = "notice-support-heard";
/// Tells both what was decided, to be received.
const DECIDED: &str = "notice-support-decided";

impl Office {
    /// What a step tells, with how it stands after it.
    pub(super) fn support_tells(&self, support: &Support, done: &Done) -> Vec<Change> {
        let object = stream(support.id);
        let message = |kind: &str| Message::new(kind).with("id", support.id.to_string());
        let (message, over): (Message, Option<&'static [&'static str]>) = match (done, support.statement_due)
        {
            (Done::Proposed { .. }, Some(due)) => (message(HEARD).with("due", due), None),
            (Done::Decided { .. }, _) => (message(DECIDED), Some(&[HEARD])),
            _ => return Vec::new(),
        };
        let notice = |name: &str| {
            let to = To::Institution(name.to_owned());
            NewNotice::of(to, message.clone(), &object, support.version, self.clock.today())
                .but(self.asking())
        };
        let notices = Change::Notices(support.sides().into_iter().map(notice).collect());
        let over = over.map(|kinds| Change::NoticesDone { object: object.clone(), kinds });
        over.into_iter().chain([notices]).collect()
    }
}
