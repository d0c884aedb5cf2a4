//! What is changed in a draft, step by step; what cannot be taken is said and changes nothing.

use crate::course::{Course, fits, number};
use crate::law::Law;
use crate::plan::{Judgement, TrainingPlan, Verdict, Words, pair};
use guantong_model::Message;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest text of goals, specification, occupations and reasons, in characters.
pub const LONGEST_TEXT: usize = 2_000;
/// The most courses of a plan.
pub const MOST_COURSES: usize = 200;

/// A change of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// What it is for.
    Words(Words),
    /// A new course; its code must not be there.
    Add(Course),
    /// A course as it is to be, by its code before.
    Change {
        /// The code before.
        code: String,
        /// The course.
        course: Course,
    },
    /// A course taken out, also from the prerequisites of others.
    Remove {
        /// Its code.
        code: String,
    },
    /// All courses, as a sheet has them.
    Courses(Vec<Course>),
    /// What a person judges of two titles that read alike.
    Judge {
        /// The codes.
        courses: (String, String),
        /// What is judged.
        verdict: Verdict,
        /// Why.
        because: String,
        /// By whom.
        by: String,
    },
}

impl TrainingPlan {
    /// The plan after a change.
    ///
    /// # Errors
    /// Everything that cannot be taken, each with the field it stands in.
    pub fn edited(&self, edit: &Edit, law: &Law) -> Result<TrainingPlan, Vec<(&'static str, Message)>> {
        match edit {
            Edit::Words(words) => {
                let wrong = too_long(words);
                if !wrong.is_empty() {
                    return Err(wrong);
                }
            }
            Edit::Add(course) => {
                well_made(course, law)?;
                if self.course(&course.code).is_some() {
                    return Err(vec![("code", taken(&course.code))]);
                }
                if self.courses.len() >= MOST_COURSES {
                    return Err(vec![("code", too_many())]);
                }
            }
            Edit::Change { code, course } => {
                well_made(course, law)?;
                if self.course(code).is_none() {
                    return Err(vec![("code", gone(code))]);
                }
                if course.code != *code && self.course(&course.code).is_some() {
                    return Err(vec![("code", taken(&course.code))]);
                }
            }
            Edit::Remove { code } => {
                if self.course(code).is_none() {
                    return Err(vec![("code", gone(code))]);
                }
            }
            Edit::Courses(courses) => {
                if courses.len() > MOST_COURSES {
                    return Err(vec![("code", too_many())]);
                }
                let mut codes = BTreeSet::new();
                for course in courses {
                    well_made(course, law)?;
                    if !codes.insert(&course.code) {
                        return Err(vec![("code", taken(&course.code))]);
                    }
                }
            }
            Edit::Judge { courses: (one, other), because, .. } => self.can_judge(one, other, because)?,
        }
        Ok(self.applied(edit))
    }

    /// The plan after a change that was taken before, as the journal tells it: nothing is asked any more.
    #[must_use]
    pub fn applied(&self, edit: &Edit) -> TrainingPlan {
        let mut next = self.clone();
        match edit {
            Edit::Words(words) => next.words = words.clone(),
            Edit::Add(course) => next.courses.push(course.clone()),
            Edit::Change { code, course } => {
                if let Some(found) = next.courses.iter_mut().find(|found| found.code == *code) {
                    *found = course.clone();
                }
                if course.code != *code {
                    next.renamed(code, Some(&course.code));
                }
            }
            Edit::Remove { code } => {
                next.courses.retain(|course| course.code != *code);
                next.renamed(code, None);
            }
            Edit::Courses(courses) => next.courses.clone_from(courses),
            Edit::Judge { courses: (one, other), verdict, because, by } => {
                let codes = pair(one, other);
                let title = |code: &str| self.course(code).map(|course| course.title.clone());
                if let (Some(first), Some(second)) = (title(&codes.0), title(&codes.1)) {
                    next.judgements.retain(|judgement| judgement.courses != codes);
                    next.judgements.push(Judgement {
                        courses: codes,
                        titles: (first, second),
                        verdict: *verdict,
                        because: because.trim().to_owned(),
                        by: by.clone(),
                    });
                }
            }
        }
        next.settled()
    }

    /// A course's code in the prerequisites of the others, renamed or taken out.
    fn renamed(&mut self, code: &str, to: Option<&str>) {
        for course in &mut self.courses {
            if course.prerequisites.remove(code)
                && let Some(to) = to
            {
                course.prerequisites.insert(to.to_owned());
            }
        }
    }

    /// Whether two courses can be judged for a reason.
    fn can_judge(&self, one: &str, other: &str, because: &str) -> Result<(), Vec<(&'static str, Message)>> {
        let codes = pair(one, other);
        let title = |code: &str| self.course(code).map(|course| course.title.clone());
        let (Some(first), Some(second)) = (title(&codes.0), title(&codes.1)) else {
            let missing = if title(&codes.0).is_none() { &codes.0 } else { &codes.1 };
            return Err(vec![("courses", gone(missing))]);
        };
        let because = because.trim();
        if because.is_empty() {
            let message = Message::new("training-judge-no-reason").with("one", first).with("other", second);
            return Err(vec![("because", message)]);
        }
        if let Some(message) = over("training-reason-long", because) {
            return Err(vec![("because", message)]);
        }
        Ok(())
    }
}

/// Whether a course is well made, and its semester is one of its stage.
fn well_made(course: &Course, law: &Law) -> Result<(), Vec<(&'static str, Message)>> {
    let mut wrong = fits(course);
    match law.semester(course.semester) {
        None => {
            let message = Message::new("training-semester-wrong").with("given", i64::from(course.semester));
            wrong.push(("semester", message.with("most", number(law.semesters.len()))));
        }
        Some(semester) if semester.stage != course.stage => {
            let message = Message::new("training-semester-of-another")
                .with("semester", i64::from(course.semester))
                .with("stage", guantong_model::Fact::Word(format!("stage.{}", semester.stage)));
            wrong.push(("stage", message));
        }
        Some(_) => {}
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn too_long(words: &Words) -> Vec<(&'static str, Message)> {
    let fields = [
        ("goals", "training-goals-long", &words.goals),
        ("specification", "training-specification-long", &words.specification),
        ("occupations", "training-occupations-long", &words.occupations),
    ];
    fields.into_iter().filter_map(|(field, id, text)| Some((field, over(id, text)?))).collect()
}

/// What is to be said of a text that is too long.
fn over(id: &str, text: &str) -> Option<Message> {
    let length = text.chars().count();
    (length > LONGEST_TEXT)
        .then(|| Message::new(id).with("length", number(length)).with("most", number(LONGEST_TEXT)))
}

fn taken(code: &str) -> Message {
    Message::new("training-code-taken").with("code", code)
}

fn gone(code: &str) -> Message {
    Message::new("training-code-gone").with("code", code)
}

fn too_many() -> Message {
    Message::new("training-courses-many").with("most", number(MOST_COURSES))
}
