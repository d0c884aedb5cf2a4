//! The office: one edition, one storage, one clock. Use cases and pages go through it, each in somebody's name.

use crate::access::{Action, Hand, Relation, Role, Scope, Table, Viewer, rounded};
use crate::account::Locks;
use crate::cases::CasesTold;
use crate::error::{Fault, ServiceError};
use crate::ports::{Clock, Randomness, Storage, StudentFilter};
use crate::proposal::Applications;
use crate::reference::{Kept, Reference};
use crate::round;
use crate::rows::{Counts, PlanDraft, PlanLine, Round};
use crate::views::{Home, InstitutionFigures, Plan, RoundView, StudentList};
use guantong_policy::Edition;
use guantong_registry::Law;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What every use case works with.
#[derive(Clone)]
pub struct Office {
    /// What the viewer may find.
    pub(crate) storage: Arc<dyn Storage>,
    /// Everything, for what is computed over the whole city: ranks, admission scores, numbers that are used once.
    pub(crate) whole: Arc<dyn Storage>,
    /// Who asks, and for what; nothing where the machine itself does.
    viewer: Option<(Arc<Viewer>, Action)>,
    access: Arc<Table>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Randomness>,
    pub(crate) edition: Arc<Edition>,
    pub(crate) rounds: round::Cache,
    /// Plans and world, put together once.
    pub(crate) kept: Kept<Reference>,
    /// Figures of excellent cases, put together once.
    pub(crate) cases: Kept<CasesTold>,
    /// Applications of a year, counted once.
    pub(crate) demand: Kept<Applications>,
    /// The names of accounts by id, under how many there are.
    pub(crate) names: Kept<BTreeMap<String, String>>,
    /// The terms of the edition, read once.
    pub(crate) law: Arc<OnceLock<Arc<Law>>>,
    /// What accounts need; nothing where the office knows none.
    pub(crate) locks: Option<Arc<Locks>>,
    /// Whether this server sends mail.
    pub(crate) sends_mail: bool,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Office").field("edition", &self.edition.id).finish_non_exhaustive()
    }
}

/// Counting in lists stops here: a filter that finds more is too wide to read anyway.
pub const COUNT_CAP: i64 = 20_000;

impl Office {
    /// An office over its parts.
    ///
    /// It acts for the machine itself, without a limit, until it is [`Office::seen_by`] somebody.
    #[must_use]
    pub fn new(
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Randomness>,
        edition: Arc<Edition>,
    ) -> Self {
        let access = Table::of_the_house();
        let whole = Arc::clone(&storage);
        Office {
            storage,
            whole,
            viewer: None,
            access,
            clock,
            random,
            edition,
            rounds: round::Cache::default(),
            kept: Kept::default(),
            cases: Kept::default(),
            demand: Kept::default(),
            names: Kept::default(),
            law: Arc::default(),
            locks: None,
            sends_mail: false,
        }
    }

    /// The same office as somebody sees it who does something: every query finds what he may find, everything
    /// written is noted in his name.
    #[must_use]
    pub fn seen_by(&self, viewer: Arc<Viewer>, action: Action) -> Self {
        let mut office = self.clone();
        office.storage = self.whole.scoped(Arc::new(Scope::of(&self.access, &viewer, action)));
        office.viewer = Some((viewer, action));
        office
    }

    /// The same office with nothing out of reach, for what is computed over the whole city.
    pub(crate) fn entire(&self) -> Self {
        let mut office = self.clone();
        office.storage = Arc::clone(&self.whole);
        office
    }

    /// The same office as the machine itself sees it, for what is computed of institutions, whoever asks.
    pub(crate) fn machine(&self) -> Self {
        let mut office = self.entire();
        office.viewer = None;
        office
    }

    /// The same office under another table of who may do what.
    #[must_use]
    pub fn under(mut self, access: Arc<Table>) -> Self {
        self.access = access;
        self
    }

    /// Who may do what.
    #[must_use]
    pub fn access(&self) -> &Table {
        &self.access
    }

    /// Who asks; nothing where the machine itself does.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.viewer.as_ref().map(|(viewer, _)| &**viewer)
    }

    /// Who acts, as the trail notes it.
    pub(crate) fn hand(&self) -> Hand {
        match &self.viewer {
            Some((viewer, action)) => Scope::of(&self.access, viewer, *action).hand,
            None => Hand {
                account: "machine".to_owned(),
                role: Role::Public,
                organisation: String::new(),
                action: Action::FactsRead,
                purpose: String::new(),
                address: None,
            },
        }
    }

    /// Whether the viewer may know figures to the last student; all others get them rounded.
    #[must_use]
    pub fn figures_are_exact(&self) -> bool {
        self.may_ever(Action::FiguresExact)
    }

    /// The viewer's hand on a part of a thing; nothing of the machine's.
    pub(crate) fn hand_on(&self, object: &str, part: &str) -> Option<crate::ports::Change> {
        let viewer = self.viewer().filter(|viewer| !viewer.account.is_empty())?;
        let (object, part) = (object.to_owned(), part.to_owned());
        Some(crate::ports::Change::Hand { object, part, account: viewer.account.clone() })
    }

    /// Whether the viewer had a hand in another part of a thing, so that this part is for somebody else.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn had_a_hand(&self, object: &str, part: &str) -> Result<bool, Fault> {
        let Some(viewer) = self.viewer() else { return Ok(false) };
        let found = self.whole.hand(object, &viewer.account).await?;
        Ok(found.is_some_and(|found| found != part))
    }

    /// Whether the viewer may do something to any object that stands to him in one of these ways.
    #[must_use]
    pub fn may(&self, action: Action, relations: &BTreeSet<Relation>) -> bool {
        self.viewer().is_none_or(|viewer| viewer.may(&self.access, action, relations))
    }

    /// Whether the viewer may ever do something.
    #[must_use]
    pub fn may_ever(&self, action: Action) -> bool {
        self.viewer().is_none_or(|viewer| self.access.ever(action, viewer.role))
    }

    /// Lets a use case go on only where the table allows it.
    ///
    /// # Errors
    /// Forbidden otherwise; step up where the second factor must be given again first.
    pub fn allow(&self, action: Action, relations: &BTreeSet<Relation>) -> Result<(), ServiceError> {
        match self.viewer() {
            Some(viewer) if !viewer.may(&self.access, action, relations) => {
                Err(ServiceError::Forbidden(viewer.role, action))
            }
            Some(viewer) if action.needs_step_up() && !viewer.stepped_up => Err(ServiceError::StepUp(action)),
            _ => Ok(()),
        }
    }

    /// Lets a use case on what belongs to no institution go on only where the table allows it.
    ///
    /// # Errors
    /// Forbidden otherwise.
    pub fn allow_here(&self, action: Action) -> Result<(), ServiceError> {
        self.allow(action, &BTreeSet::from([Relation::City]))
    }

    /// Lets a use case on what belongs to institutions go on only where the table allows it.
    ///
    /// # Errors
    /// Forbidden otherwise.
    pub fn allow_of<'a>(
        &self,
        action: Action,
        institutions: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), ServiceError> {
        match self.viewer() {
            Some(viewer) => self.allow(action, &viewer.to_institutions(institutions)),
            None => Ok(()),
        }
    }

    /// How the viewer stands to a student.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn relations(&self, student: &crate::rows::Student) -> Result<BTreeSet<Relation>, Fault> {
        let Some(viewer) = self.viewer() else { return Ok(Relation::ALL.into_iter().collect()) };
        let mut relations = viewer.to_student(student);
        if let (Some(to), Some(institution)) = (&student.applied_to, viewer.institution()) {
            let reference = self.reference().await?;
            let mut lines = reference.plans.values().flatten();
            if lines.any(|line| line.programme == *to && line.institution == institution) {
                relations.insert(Relation::Receiving);
            }
        }
        Ok(relations)
    }

    /// How the viewer stands to the student with an id; in no way where there is none within reach.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn relations_to(&self, id: &guantong_model::StudentId) -> Result<BTreeSet<Relation>, Fault> {
        match self.storage.student(id).await? {
            Some(student) => self.relations(&student).await,
            None => Ok(BTreeSet::new()),
        }
    }

    /// The same office with nothing prepared: its next explanation replays the round.
    #[must_use]
    pub fn fresh(mut self) -> Self {
        self.rounds = round::Cache::default();
        self
    }

    /// The edition in force.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The database.
    #[must_use]
    pub fn storage(&self) -> &dyn Storage {
        &*self.storage
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Years with a plan or a draft, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn years(&self) -> Result<Vec<i32>, Fault> {
        self.storage.years().await
    }

    /// The work of a year at a glance, of whoever acts for an institution that of its own programmes; nothing where no plan was
    /// set.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn home(&self, year: i32) -> Result<Option<Home>, Fault> {
        let mut lines = self.storage.plan_lines(year).await?;
        if lines.is_empty() {
            return Ok(None);
        }
        let counts = self.storage.counts(year, None).await?;
        // Beside students of one's own stand one's own places, and no others.
        lines.retain(|line| self.counts_line(line) || counts.contains_key(&line.programme));
        lines.iter_mut().filter(|line| !self.counts_line(line)).for_each(|line| line.places = 0);
        let mut places_by_category: Vec<(String, i64)> = Vec::new();
        let mut institutions: Vec<InstitutionFigures> = Vec::new();
        for line in &lines {
            match places_by_category.last_mut().filter(|(category, _)| *category == line.category) {
                Some((_, places)) => *places += line.places,
                None => places_by_category.push((line.category.clone(), line.places)),
            }
            let found = institutions.iter_mut().find(|i| i.institution == line.institution);
            let figures = match found {
                Some(figures) => figures,
                None => {
                    institutions.push(InstitutionFigures {
                        category: line.category.clone(),
                        institution: line.institution.clone(),
                        short_name: self.short_name(&line.institution).to_owned(),
                        programmes: 0,
                        places: 0,
                        counts: Counts::default(),
                    });
                    match institutions.last_mut() {
                        Some(figures) => figures,
                        None => continue,
                    }
                }
            };
            figures.programmes += 1;
            figures.places += line.places;
            if let Some(more) = counts.get(&line.programme) {
                figures.counts.add(more);
            }
        }
        let mut total = Counts::default();
        institutions.iter().for_each(|i| total.add(&i.counts));
        let home = Home {
            year,
            as_of: self.clock.now(),
            places: lines.iter().map(|line| line.places).sum(),
            places_by_category,
            programmes: i64::try_from(lines.len()).unwrap_or(i64::MAX),
            counts: total,
            institutions,
            rounds: self.storage.rounds(year).await?,
        };
        Ok(Some(if self.figures_are_exact() { home } else { home.rounded() }))
    }

    /// The short name the edition has for an institution; its name where it has none.
    #[must_use]
    pub fn short_name<'a>(&'a self, name: &'a str) -> &'a str {
        self.edition.institution(name).map_or(name, |institution| &institution.short)
    }

    /// The plan of a year.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn plan(&self, year: i32) -> Result<Option<Plan>, Fault> {
        let Some(head) = self.storage.plan(year).await? else { return Ok(None) };
        Ok(Some(Plan { head, lines: self.storage.plan_lines(year).await? }))
    }

    /// The table of a year that is being reconciled.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn plan_draft(&self, year: i32) -> Result<Option<PlanDraft>, Fault> {
        self.storage.plan_draft(year).await
    }

    /// The lines of a year's plan by programme.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn programmes(
        &self,
        year: i32,
    ) -> Result<BTreeMap<guantong_model::ProgrammeId, PlanLine>, Fault> {
        let reference = self.reference().await?;
        let lines = reference.plans.get(&year).into_iter().flatten();
        Ok(lines.map(|line| (line.programme.clone(), line.clone())).collect())
    }

    /// A round that was run.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn round(&self, year: i32, round: Round) -> Result<Option<RoundView>, Fault> {
        let Some(run) = self.storage.rounds(year).await?.into_iter().find(|run| run.round == round) else {
            return Ok(None);
        };
        let mut lines = self.programmes(year).await?;
        let programmes = self.storage.round_programmes(year, round).await?;
        let programmes =
            programmes.into_iter().filter_map(|p| Some((lines.remove(&p.programme)?, p))).collect();
        let before = self.storage.round_versions(year, round).await?;
        Ok(Some(RoundView { run, programmes, before }))
    }

    /// A page of students.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn students(&self, filter: &StudentFilter, page: usize) -> Result<StudentList, Fault> {
        let limit = i64::try_from(page).unwrap_or(i64::MAX - 1);
        // One more than the page tells whether there is more that way.
        let mut students = self.storage.students(filter, limit + 1).await?;
        let beyond = students.len() > page;
        if beyond && filter.backwards {
            students.remove(0);
        } else if beyond {
            students.truncate(page);
        }
        let found = self.storage.student_count(filter, COUNT_CAP + 1).await?;
        let mut lines = BTreeMap::new();
        for year in students.iter().map(|s| s.entry_year).collect::<BTreeSet<_>>() {
            lines.extend(self.programmes(year).await?);
        }
        let (has_previous, has_next) =
            if filter.backwards { (beyond, filter.from.is_some()) } else { (filter.from.is_some(), beyond) };
        let rows = students
            .into_iter()
            .map(|student| {
                let line = lines.get(&student.programme).cloned();
                (student, line)
            })
            .collect();
        Ok(StudentList {
            rows,
            found: found.min(COUNT_CAP),
            more_than_found: found > COUNT_CAP,
            has_previous,
            has_next,
        })
    }

    /// How many decisions rest on each clause.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn clause_uses(&self) -> Result<BTreeMap<String, i64>, Fault> {
        let mut uses = self.storage.clause_uses().await?;
        if !self.figures_are_exact() {
            uses.values_mut().for_each(|count| *count = rounded(*count));
        }
        Ok(uses)
    }
}

impl Counts {
    /// Adds another's figures to these.
    pub fn add(&mut self, other: &Counts) {
        self.admitted += other.admitted;
        self.registered += other.registered;
        self.not_arrived += other.not_arrived;
        self.awaited += other.awaited;
    }
}

impl From<crate::ports::AppendError> for ServiceError {
    fn from(error: crate::ports::AppendError) -> Self {
        match error {
            crate::ports::AppendError::Conflict(conflict) => ServiceError::Conflict(conflict),
            crate::ports::AppendError::Fault(fault) => ServiceError::Fault(fault),
        }
    }
}
