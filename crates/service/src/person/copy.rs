//! All that is kept about a student, for himself and his guardian: to look at and to take along (个人信息保护法 45). Each
//! look and each copy is noted in the trail that he reads.

use super::Contacts;
use crate::Office;
use crate::access::Action;
use crate::correction::{Corrected, Correction};
use crate::error::ServiceError;
use crate::examination::OwnResult;
use crate::request::RequestView;
use crate::results::StageLines;
use crate::rows::{Candidate, Round, RoundResult};
use crate::trail::Looked;
use crate::views::StudentView;
use crate::work::OwnWork;
use guantong_model::StudentId;

/// All that is kept about a student.
#[derive(Clone, Debug)]
pub struct PersonalCopy {
    /// The person and the record with its decisions and certificates.
    pub view: StudentView,
    /// Identity number and telephone in full.
    pub contacts: Contacts,
    /// What was known of him before admission; nothing of who was taken over.
    pub candidate: Option<Candidate>,
    /// What came of it in the rounds that are published.
    pub results: Vec<(Round, RoundResult)>,
    /// What of his facts was corrected after publication, with the document it rests on.
    pub corrections: Vec<(String, Corrected)>,
    /// His results of progression examinations whose lists were made public.
    pub examinations: Vec<OwnResult>,
    /// His confirmed results by course, stage by stage.
    pub courses: Vec<StageLines>,
    /// His posts in enterprises and the hours there.
    pub work: OwnWork,
    /// His requests, with all that was written in them.
    pub requests: Vec<RequestView>,
    /// Who looked and who changed something, newest first.
    pub looks: Vec<Looked>,
}

impl Office {
    /// All that is kept about a student, whoever of his family asks; `taken` where it leaves as a file, which is noted
    /// beside the look.
    ///
    /// # Errors
    /// Not found where it is not his own record; forbidden where the table does not let who asks.
    pub async fn personal_copy(&self, id: &StudentId, taken: bool) -> Result<PersonalCopy, ServiceError> {
        let row = self.storage.student(id).await?.ok_or(ServiceError::NotFound)?;
        self.allow(Action::PersonalCopy, &self.relations(&row).await?)?;
        let view = self.student(id).await?.ok_or(ServiceError::NotFound)?;
        if taken {
            self.note_look(&crate::student::stream(id), "done").await?;
        }
        let contacts = self.opened(&view.person)?;
        let (year, no) = (row.entry_year, &row.candidate_no);
        let candidate = self.storage.candidate(year, no).await?;
        let mut results = Vec::new();
        for run in self.storage.rounds(year).await?.into_iter().filter(|run| run.published_at.is_some()) {
            let result = self.storage.result(year, run.round, no).await?;
            results.extend(result.map(|result| (run.round, result)));
        }
        let made = self.applied(year).await?.into_iter();
        let own = |one: Correction| one.of(no).cloned().map(|own| (one.document, own));
        let corrections = made.filter_map(own).collect();
        let mut requests = Vec::new();
        for line in self.requests_of(id).await? {
            requests.push(self.request(&line.row.id).await?);
        }
        let looks = self.looks(id).await?;
        let examinations = self.examined(id).await?;
        let courses = self.course_results(id).await?;
        let work = self.own_work(row.clone()).await?;
        Ok(PersonalCopy {
            view,
            contacts,
            candidate,
            results,
            corrections,
            examinations,
            courses,
            work,
            requests,
            looks,
        })
    }
}
