//! The command `allocate` as a library: files in, files out, no database.

mod candidates;
mod header;
mod outcome;
mod plan;
mod rows;
mod rules;
mod source;
mod write;

pub use outcome::{AllocateError, Referred, Summary};

use crate::allocate::{Allocation, Stop, allocate};
use crate::eligibility::{Reason, eligibility};
use crate::problem::{Problem, Problems};
use crate::programmes::Programmes;
use crate::proof::{Proof, prove};
use crate::rank::RankError;
use crate::rules::{Method, Rules};
use candidates::CandidatesFile;
use rules::RulesFile;
use source::{Source, SourceError};
use std::path::{Path, PathBuf};

/// What to allocate and where to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `plan.csv`.
    pub plan: PathBuf,
    /// `candidates.csv`.
    pub candidates: PathBuf,
    /// `rules.toml`; without it there is no floor, no limit of preferences, and equals are referred.
    pub rules: Option<PathBuf>,
    /// Where `results.csv` goes.
    pub out: PathBuf,
    /// Where `cutoffs.csv` goes, if it is wanted.
    pub cutoffs: Option<PathBuf>,
    /// How places are given out.
    pub method: Method,
}

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading the candidates, in bytes.
    Read,
    /// Ranking and giving out places, in candidates.
    Allocate,
    /// Checking the result, in candidates.
    Prove,
    /// Writing the result, in candidates.
    Write,
}

impl Step {
    /// The id of the words of this step.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Step::Read => "allocate-step-read",
            Step::Allocate => "allocate-step-allocate",
            Step::Prove => "allocate-step-prove",
            Step::Write => "allocate-step-write",
        }
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// How much of it is done.
    pub done: u64,
    /// How much there is.
    pub total: u64,
}

/// Reads the files, allocates, proves the result and writes it.
///
/// `progress` hears of every step at its beginning, now and then, and at its end.
///
/// # Errors
/// [`AllocateError`], with its exit code: bad input (2), equals to be referred (3), a fault (1). Nothing is written
/// then, and what was there before stays.
pub fn allocate_files(
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary, AllocateError> {
    let inputs = read(options, progress)?;
    let result = decide(&inputs, progress)?;
    write(options, &inputs, &result, progress)?;
    Ok(Summary::new(
        options,
        inputs.rules.equal,
        &inputs.programmes,
        &result.allocation,
        result.proof,
        inputs.warnings,
    ))
}

struct Inputs {
    rules: Rules,
    programmes: Programmes,
    file: CandidatesFile,
    name: String,
    warnings: Problems,
}

fn read(options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Inputs, AllocateError> {
    let mut problems = Problems::default();
    same_files(options, &mut problems);
    let rules_name = options.rules.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    let rules = match &options.rules {
        Some(path) => opened(path, &mut problems, |source| {
            source.text().map(|text| RulesFile::parse(&source.name, &text))
        })?,
        None => None,
    };
    let rules = rules.unwrap_or_default();
    problems.append(rules.problems.clone());
    let plan = opened(&options.plan, &mut problems, plan::read)?.unwrap_or_default();
    let resolved = rules.resolve(&rules_name, options.method, &plan.programmes, &mut problems);
    problems.append(plan.problems);
    let mut name = String::new();
    let file = opened(&options.candidates, &mut problems, |source| {
        name.clone_from(&source.name);
        let mut tell = |done| progress(Progress { step: Step::Read, done, total: source.length });
        tell(0);
        let file = candidates::read(source, &rules, &plan.programmes, &mut tell);
        tell(source.length);
        file
    })?;
    let mut file = file.unwrap_or_default();
    problems.append(std::mem::take(&mut file.problems));
    if !problems.is_empty() {
        return Err(AllocateError::BadInput(problems));
    }
    let mut warnings = plan.warnings;
    warnings.append(std::mem::take(&mut file.warnings));
    Ok(Inputs { rules: resolved, programmes: plan.programmes, file, name, warnings })
}

/// Opens a file and reads it; what is wrong with the file goes to `problems`, what is wrong with the disk is a fault.
fn opened<T>(
    path: &Path,
    problems: &mut Problems,
    read: impl FnOnce(&Source<'_>) -> Result<T, SourceError>,
) -> Result<Option<T>, AllocateError> {
    match Source::open(path).and_then(|source| read(&source)) {
        Ok(value) => Ok(Some(value)),
        Err(SourceError::Problem(problem)) => {
            problems.push(*problem);
            Ok(None)
        }
        Err(SourceError::Io(error)) => Err(AllocateError::fault("allocate-fault-read", path, error)),
    }
}

/// Whether a result would overwrite an input, or one result the other.
fn same_files(options: &Options, problems: &mut Problems) {
    let place = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let whole = parent.canonicalize().ok().zip(path.file_name()).map(|(parent, name)| parent.join(name));
        path.canonicalize().ok().or(whole).unwrap_or_else(|| path.to_owned())
    };
    let inputs = [Some(&options.plan), Some(&options.candidates), options.rules.as_ref()];
    let mut taken: Vec<PathBuf> = inputs.into_iter().flatten().map(|path| place(path)).collect();
    for output in [Some(&options.out), options.cutoffs.as_ref()].into_iter().flatten() {
        let places = [place(output), place(&write::beside(output))];
        if places.iter().any(|place| taken.contains(place)) {
            problems.push(Problem::of_file(&output.display().to_string(), "allocate-file-same"));
        }
        taken.extend(places);
    }
}

struct Decided {
    allocation: Allocation,
    proof: Proof,
}

fn decide(inputs: &Inputs, progress: &mut dyn FnMut(Progress)) -> Result<Decided, AllocateError> {
    let candidates = &inputs.file.candidates;
    let total = u64::from(candidates.count());
    let mut tell = |step, done: u64| progress(Progress { step, done, total });
    tell(Step::Allocate, 0);
    let ineligible = eligibility(&inputs.rules, candidates, &[]);
    let mut done = |ranked: u32| tell(Step::Allocate, u64::from(ranked));
    let allocation = allocate(&inputs.rules, &inputs.programmes, candidates, &ineligible, &mut done);
    let allocation = allocation.map_err(|stop| stopped(inputs, stop))?;
    tell(Step::Allocate, total);
    tell(Step::Prove, 0);
    let proof = prove(&inputs.rules, &inputs.programmes, candidates, &[], &allocation);
    tell(Step::Prove, total);
    if proof.holds() { Ok(Decided { allocation, proof }) } else { Err(AllocateError::Unproven(proof)) }
}

/// What a stop of the allocation means for the files it was made from.
fn stopped(inputs: &Inputs, stop: Stop) -> AllocateError {
    let (candidates, lines) = (&inputs.file.candidates, &inputs.file.lines);
    let mut problems = Problems::default();
    let number = |line: u64| i64::try_from(line).unwrap_or(i64::MAX);
    match stop {
        Stop::Refer(referral) => {
            return AllocateError::Refer(Referred::new(&referral, &inputs.programmes, candidates));
        }
        Stop::Rank(RankError::EqualDraws(equals)) => {
            for (later, first) in equals {
                problems.push_with(|| {
                    let draw = candidates.draw.as_ref().map(|draw| draw.decimal(later).to_string());
                    let draw = draw.unwrap_or_default();
                    Problem::at(&inputs.name, lines.of(later), "draw", &draw, "allocate-draw-equal")
                        .with("candidate", candidates.ids.text(later))
                        .with("other", candidates.ids.text(first))
                        .with("first", number(lines.of(first)))
                });
            }
        }
        Stop::Rank(RankError::NoDraw) => {
            problems.push(Problem::at(&inputs.name, 1, "draw", "", "allocate-column-draw"))
        }
        Stop::WeightsTooLong(programme) => {
            let code = inputs.programmes.id(programme);
            problems.push(Problem::at(&inputs.name, 0, "weights", &code, "allocate-weights-long"));
        }
        // Both are refused with the rules file already; they name the place there.
        Stop::WeightsInSerial => problems.push(Problem::of_file(&inputs.name, "allocate-weights-serial")),
        // Files have one group a candidate, so that quotas of several kinds cannot come of them.
        Stop::QuotasNeedDraw | Stop::SeveralQuotasNeedDraw | Stop::SeveralQuotasWithWeights => {
            problems.push(Problem::of_file(&inputs.name, "allocate-quotas-need-draw"));
        }
    }
    AllocateError::BadInput(problems)
}

fn write(
    options: &Options,
    inputs: &Inputs,
    result: &Decided,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), AllocateError> {
    let candidates = &inputs.file.candidates;
    let total = u64::from(candidates.count());
    let mut tell = |done: u32| progress(Progress { step: Step::Write, done: u64::from(done), total });
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |error| AllocateError::fault("allocate-fault-write", &path, error)
    };
    let mut drafts = vec![
        write::results(&options.out, &inputs.programmes, candidates, &result.allocation, &mut tell)
            .map_err(fault(&options.out))?,
    ];
    if let Some(path) = &options.cutoffs {
        drafts.push(write::cutoffs(path, &inputs.programmes, &result.allocation).map_err(fault(path))?);
    }
    write::publish(drafts).map_err(fault(&options.out))?;
    tell(candidates.count());
    Ok(())
}

/// How many candidates have each reason, in the order of [`Reason::ALL`].
fn count_reasons(allocation: &Allocation) -> Vec<(Reason, u32)> {
    let mut counts: Vec<(Reason, u32)> = Reason::ALL.map(|reason| (reason, 0)).to_vec();
    for reason in &allocation.reason {
        counts.get_mut(*reason as usize).into_iter().for_each(|(_, count)| *count += 1);
    }
    counts
}
