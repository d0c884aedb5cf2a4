//! What a decision needs to know besides the record: the programmes of the plans, and what institutions have on file.

use crate::terms::{Readings, reading};
use crate::{Dated, Placement, ProgressionRules};
use guantong_model::{Date, ProgrammeId, Score, Stage, Track, words};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A programme with the cohorts it was offered to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// What a record would remember of it.
    pub placement: Placement,
    /// Programmes whose major the school has on file as similar.
    pub similar: Vec<ProgrammeId>,
    /// The cohorts offered, each with its admission score (录取成绩) where anybody was admitted.
    pub cohorts: BTreeMap<i32, Option<Score>>,
}

impl Programme {
    /// The programme's id.
    #[must_use]
    pub fn id(&self) -> &ProgrammeId {
        &self.placement.programme
    }

    /// Whether a class of this entry year exists.
    #[must_use]
    pub fn offers(&self, cohort: i32) -> bool {
        self.cohorts.contains_key(&cohort)
    }

    /// The admission score of an entry year.
    #[must_use]
    pub fn admission_score(&self, year: i32) -> Option<Score> {
        self.cohorts.get(&year).copied().flatten()
    }
}

words! {
    /// Why a programme counts as the same or similar (相同或相近专业), nearest first.
    Similarity {
        /// The same programme.
        SameProgramme = "same-programme",
        /// The same major.
        SameMajor = "same-major",
        /// The same four-digit class, with the same partner.
        SameClassSamePartner = "same-class-same-partner",
        /// The same four-digit class, with another partner.
        SameClass = "same-class",
        /// A similarity the school has on file.
        OnFile = "on-file",
        /// As it was done before the office began, though no rule counts it.
        AsTold = "as-told",
    }
}

/// A programme that is the same or similar, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'w> {
    /// The programme.
    pub programme: &'w Programme,
    /// What a record that joins it remembers: the programme as the class has it on the day.
    pub placement: Cow<'w, Placement>,
    /// Why it counts.
    pub similarity: Similarity,
}

/// Rule documents of progression assessments that can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Documents {
    /// Any non-empty text names one: case files.
    Named,
    /// Every version on file, of every issuer and year.
    OnFile(Vec<ProgressionRules>),
}

/// The programmes in the order of the plan, and what institutions have on file.
#[derive(Clone, Debug)]
pub struct World {
    programmes: Vec<Programme>,
    pub(crate) dated: Dated,
    index: BTreeMap<ProgrammeId, usize>,
    /// Rule documents of progression assessments.
    pub documents: Documents,
    /// 院校代码 by institution, where known: five digits.
    pub codes: BTreeMap<String, String>,
    /// The longest leave in years an institution has on file for stages 2 and 3 (令41 25).
    pub leave_years_on_file: BTreeMap<String, i64>,
}

impl World {
    /// Programmes in the order of the plan; of two with one id the first counts.
    #[must_use]
    pub fn new(programmes: Vec<Programme>) -> Self {
        let mut index = BTreeMap::new();
        for (place, programme) in programmes.iter().enumerate() {
            index.entry(programme.id().clone()).or_insert(place);
        }
        World {
            programmes,
            dated: Dated::default(),
            index,
            documents: Documents::Named,
            codes: BTreeMap::new(),
            leave_years_on_file: BTreeMap::new(),
        }
    }

    /// The programmes, in the order of the plan.
    #[must_use]
    pub fn programmes(&self) -> &[Programme] {
        &self.programmes
    }

    /// The facts that hold from a day on.
    #[must_use]
    pub fn dated(&self) -> &Dated {
        &self.dated
    }

    /// The same world with other admission scores of an entry year: those of programmes that are not named are as before.
    #[must_use]
    pub fn with_scores(mut self, year: i32, scores: &BTreeMap<ProgrammeId, Option<Score>>) -> Self {
        for programme in &mut self.programmes {
            let score = scores.get(programme.id()).copied();
            if let (Some(score), Some(held)) = (score, programme.cohorts.get_mut(&year)) {
                *held = score;
            }
        }
        self
    }

    /// Whether a plan of an entry year is set: any programme is offered to it.
    #[must_use]
    pub fn planned(&self, cohort: i32) -> bool {
        self.programmes.iter().any(|programme| programme.offers(cohort))
    }

    /// A programme by its id.
    #[must_use]
    pub fn programme(&self, id: &ProgrammeId) -> Option<&Programme> {
        self.programmes.get(*self.index.get(id)?)
    }

    /// The same or similar majors of the same school in a cohort as of a day, nearest first, then in the order of the
    /// plan.
    #[must_use]
    pub fn same_or_similar(
        &self,
        of: &Placement,
        stage: Stage,
        cohort: i32,
        on: Date,
        readings: &Readings,
    ) -> Vec<Match<'_>> {
        let role = Role::of(of.track, stage, readings);
        let mut matches: Vec<Match<'_>> = self
            .programmes
            .iter()
            .filter(|p| p.placement.track == of.track && p.offers(cohort))
            .map(|programme| (programme, self.placement_of(programme, cohort, on)))
            .filter(|(_, placement)| role.institution(placement) == role.institution(of))
            .filter_map(|(programme, placement)| {
                let similarity = self.similarity(of, programme, &placement, readings)?;
                Some(Match { programme, placement, similarity })
            })
            .collect();
        matches.sort_by_key(|found| found.similarity);
        matches
    }

    /// Whether the school runs any programme, of any track, in a cohort: as front institution, or as partner in
    /// the bachelor stage.
    #[must_use]
    pub fn school_runs(
        &self,
        of: &Placement,
        stage: Stage,
        cohort: i32,
        on: Date,
        readings: &Readings,
    ) -> bool {
        let role = Role::of(of.track, stage, readings);
        let mut offered = self.programmes.iter().filter(|programme| programme.offers(cohort));
        offered.any(|p| role.institution(&self.placement_of(p, cohort, on)) == role.institution(of))
    }

    /// What the programmes are, to be known by other names.
    pub(crate) fn placements_mut(&mut self) -> impl Iterator<Item = &mut Placement> {
        self.programmes.iter_mut().map(|programme| &mut programme.placement)
    }

    fn similarity(
        &self,
        of: &Placement,
        other: &Programme,
        placement: &Placement,
        readings: &Readings,
    ) -> Option<Similarity> {
        if placement.programme == of.programme {
            Some(Similarity::SameProgramme)
        } else if placement.same_major(of) {
            Some(Similarity::SameMajor)
        } else if placement.same_class(of) {
            let same_partner = placement.partner == of.partner;
            Some(if same_partner { Similarity::SameClassSamePartner } else { Similarity::SameClass })
        } else {
            self.on_file(of, other, readings).then_some(Similarity::OnFile)
        }
    }

    fn on_file(&self, of: &Placement, other: &Programme, readings: &Readings) -> bool {
        let own = self.programme(&of.programme).is_some_and(|own| own.similar.contains(other.id()));
        match readings.similarity_on_file {
            reading::SimilarityOnFile::EitherSide => own || other.similar.contains(&of.programme),
            reading::SimilarityOnFile::OwnSide => own,
        }
    }
}

/// Which institution of a programme is "this school" (本学校, 该校) to a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Front,
    Partner,
}

impl Role {
    /// Interpretation `same-school`: the school where the student sits, or the one that holds the registration.
    pub(crate) fn of(track: Track, stage: Stage, readings: &Readings) -> Role {
        match (stage, track, readings.same_school) {
            (Stage::Bachelor, ..) => Role::Partner,
            (Stage::College, Track::SecondaryBachelor, reading::SameSchool::Registration) => Role::Partner,
            _ => Role::Front,
        }
    }

    pub(crate) fn institution(self, placement: &Placement) -> &str {
        match self {
            Role::Front => &placement.school,
            Role::Partner => &placement.partner,
        }
    }
}
