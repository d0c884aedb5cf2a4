//! Finding a sheet of hours, what it would be where nobody has begun it, and who is in it.

use super::class::at_block;
use super::row::{HoursId, HoursSheet, HoursState};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::rows::Student;
use guantong_model::{Message, StudentId};
use guantong_registry::work::Turn;
use std::collections::{BTreeMap, BTreeSet};

impl Office {
    /// A sheet of hours as it stands, or as it would be begun, at version 0.
    ///
    /// # Errors
    /// Not found where there is no such period or nobody was at the enterprise, or it is out of reach.
    pub async fn hours_sheet(&self, id: &HoursId) -> Result<HoursSheet, ServiceError> {
        if let Some(sheet) = self.storage.hours_sheet(id).await? {
            return Ok(sheet);
        }
        // What nobody has begun is there for the institutions alone.
        let (line, class) = self.class_at_work(&id.programme, id.cohort).await?;
        let block = class.block(id.block).filter(|block| block.turn.is_work());
        let block = block.ok_or(ServiceError::NotFound)?.clone();
        let posts = self.all_posts().await?;
        let there = at_block(&class, &block, &posts);
        let of = |institution: &str, agreement| *institution == id.institution && agreement == id.agreement;
        let post = there.iter().find(|(post, _)| of(&post.id.institution, post.agreement));
        let (post, _) = post.ok_or(ServiceError::NotFound)?;
        let (_, stage) = self.stage_of_block(&line, id.cohort, block.from).ok_or(ServiceError::NotFound)?;
        Ok(HoursSheet {
            id: id.clone(),
            enterprise: post.enterprise.clone(),
            block,
            stage,
            front: line.institution,
            partner: line.partner,
            state: HoursState::Entering,
            version: 0,
            hours: BTreeMap::new(),
            sent_by: None,
            returned: None,
            confirmed_by: None,
            confirmed_on: None,
        })
    }

    /// A sheet to be changed as who asks saw it.
    pub(super) async fn hours_at(&self, id: &HoursId, version_seen: i64) -> Result<HoursSheet, ServiceError> {
        let sheet = self.hours_sheet(id).await?;
        if sheet.version == version_seen {
            return Ok(sheet);
        }
        Err(ServiceError::conflict(Message::new("conflict-work-changed")))
    }

    /// Whether whoever asks enters the hours of a sheet.
    #[must_use]
    pub fn enters_hours(&self, sheet: &HoursSheet) -> bool {
        self.keeps_work_of([sheet.id.institution.as_str()])
    }

    /// Whether whoever asks confirms for the enterprise.
    #[must_use]
    pub fn confirms_hours(&self, sheet: &HoursSheet) -> bool {
        self.allow_enterprise(Action::WorkConfirm, &sheet.enterprise).is_ok()
    }

    /// Who was at the enterprise in the period, with the post, and whoever has hours; by record.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn hours_students(&self, sheet: &HoursSheet) -> Result<Vec<(Student, String)>, Fault> {
        let id = &sheet.id;
        let posts = self.all_posts().await?;
        let mut titles: BTreeMap<StudentId, String> =
            sheet.hours.keys().map(|student| (student.clone(), String::new())).collect();
        if let Some(class) = self.whole.work_class(&id.programme, id.cohort).await? {
            for (post, students) in at_block(&class, &sheet.block, &posts) {
                if post.id.institution == id.institution && post.agreement == id.agreement {
                    titles.extend(students.into_iter().map(|student| (student, post.title.clone())));
                }
            }
        }
        let ids: Vec<StudentId> = titles.keys().cloned().collect();
        let mut students = self.whole.students_by_id(&ids).await?;
        students.sort_by(|a, b| a.id.cmp(&b.id));
        let with_title = |student: Student| {
            let title = titles.get(&student.id).cloned().unwrap_or_default();
            (student, title)
        };
        Ok(students.into_iter().map(with_title).collect())
    }

    /// Who of a sheet is too young to work at a post in its period.
    ///
    /// # Errors
    /// Where the database fails or the edition has no such terms.
    pub async fn too_young(&self, sheet: &HoursSheet) -> Result<BTreeSet<StudentId>, Fault> {
        if sheet.block.turn != Turn::Post {
            return Ok(BTreeSet::new());
        }
        let limits = self.work_limits()?;
        let births = self.births(&sheet.id.programme, sheet.id.cohort).await?;
        let young = births.into_iter().filter(|(_, born)| !limits.is_old_enough(*born, sheet.block.from));
        Ok(young.map(|(student, _)| student).collect())
    }
}
