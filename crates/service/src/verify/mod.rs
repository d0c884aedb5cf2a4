//! Proving an office: what must hold of all it keeps, from the journal and the rows alone.

mod rebuild;
mod record;
mod rounds;

pub use rebuild::PROJECTIONS;

use crate::Office;
use crate::cooperation::{PaperOnFile, RecordFilter, RecordOnFile, Told};
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, Verifier, digest};
use crate::request::PEOPLE;
use crate::trail::TrailVerifier;
use guantong_cooperation::Kind;
use guantong_model::{StudentId, words};
use record::Proof;
use std::collections::{BTreeMap, BTreeSet};

/// Entries read at once.
const AT_ONCE: i64 = 2_000;

words! {
    /// What is proved.
    Check {
        /// The journal's chain: no entry changed, removed or moved, no version of a stream left out.
        Journal = "journal",
        /// The chain of who looked and who changed what.
        Trail = "trail",
        /// Every plan is what its last entry set, line by line, and its places add up (annex.b).
        Plan = "plan",
        /// Every file is what its digest says.
        Document = "document",
        /// Every paper of a request and file of a record of cooperation is there and is what its digest says.
        Paper = "paper",
        /// The standards of fees are those that were announced and not taken back.
        Fees = "fees",
        /// Where graduates went is what institutions reported.
        Destinations = "destinations",
        /// Every sheet of results is what its steps come to.
        Results = "results",
        /// The work of every class and every sheet of hours is what its steps come to.
        Work = "work",
        /// Every report on a year is what its steps come to.
        Reports = "reports",
        /// Rounds of evaluation, their subjects, sheets and experts are what their steps come to.
        Evaluations = "evaluations",
        /// Every selection of excellent cases and every decision on support is what its steps come to.
        Support = "support",
        /// Every examination is what its steps come to.
        Examination = "examination",
        /// Every training programme is what its steps come to, and both sides made what is in force (3.2.1.b).
        Training = "training",
        /// Every record of cooperation is what its last entry left, and has the files that entries name.
        Cooperation = "cooperation",
        /// Every round, run again, gives what was recorded.
        Round = "round",
        /// Every version of a year's rules is what its digest says and can be read; who drafted it did not set it.
        Rules = "rules",
        /// Evidence in place of a household counts only where another confirmed what one proposed (3.1.1).
        Evidence = "evidence",
        /// The results of every trial are what its entry says.
        Trial = "trial",
        /// Everybody is who the journal committed to.
        Person = "person",
        /// Nobody was admitted below the floor (3.1.2.a).
        Floor = "floor",
        /// Nobody has two registrations open at once.
        OneRegistration = "one-registration",
        /// Every registration is where track and stage say (3.3.1, 3.3.2).
        Registration = "registration",
        /// Nobody skipped a stage (2.a).
        Stage = "stage",
        /// Nobody was transferred twice (3.3.5).
        Transfer = "transfer",
    }
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was being proved.
    pub check: Check,
    /// Where: a stream or an entry of the journal, a file.
    pub object: String,
    /// What was found there, in figures and words of the data.
    pub found: String,
}

/// What was proved, and what does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How much was looked at, by check.
    pub examined: BTreeMap<Check, i64>,
    /// What does not hold; nothing where all does.
    pub findings: Vec<Finding>,
}

impl Verified {
    /// Notes that something was looked at, and whether it holds.
    fn note(&mut self, check: Check, object: &str, found: Option<String>) {
        *self.examined.entry(check).or_default() += 1;
        if let Some(found) = found {
            self.findings.push(Finding { check, object: object.to_owned(), found });
        }
    }
}

/// What one reading of the journal leaves to be looked at.
#[derive(Default)]
struct Seen {
    students: BTreeSet<StudentId>,
    /// The last entry that set a plan, by year.
    plans: BTreeMap<i32, Entry>,
    /// The entries of trials.
    trials: Vec<Entry>,
    /// What the journal committed to of whoever was put right, by person: the last of it.
    people: BTreeMap<String, String>,
    /// The files that entries name by digest.
    sources: BTreeSet<String>,
    /// Institutions that announced fees.
    fees: BTreeSet<String>,
    /// The sheets of graduates.
    destinations: BTreeSet<crate::destination::SheetId>,
    /// The sheets of results.
    results: BTreeSet<crate::results::SheetId>,
    /// The reports on years.
    reports: BTreeSet<crate::report::ReportId>,
    /// Rounds of evaluation, subjects, sheets, experts.
    evaluations: BTreeSet<crate::evaluation::At>,
    /// The years of selections of excellent cases.
    selections: BTreeSet<i32>,
    /// The decisions on support.
    supports: BTreeSet<crate::support::SupportId>,
    /// The classes whose work is arranged.
    work: BTreeSet<(guantong_model::ProgrammeId, i32)>,
    /// The sheets of hours.
    hours: BTreeSet<crate::work::HoursId>,
    /// The examinations.
    examinations: BTreeSet<String>,
    /// The training programmes, by programme and class.
    trainings: BTreeSet<(guantong_model::ProgrammeId, i32)>,
    /// The records of cooperation as their last entries left them, by stream, kind and number.
    cooperation: BTreeMap<(String, Kind, i64), RecordOnFile>,
    /// The files of those records, all but the file, by record and digest.
    papers: BTreeMap<(String, String), PaperOnFile>,
    /// The sealed files of candidates, by import, with the digest of what is sealed.
    imports: BTreeMap<String, String>,
    /// Versions of years' rules.
    rules: Vec<Entry>,
    /// Steps of evidence in place of households.
    evidence: Vec<Entry>,
    /// Steps of places that were added to plans.
    added: Vec<Entry>,
}

impl Seen {
    /// Notes the files that an entry of cooperation names.
    fn note_papers(&mut self, entry: &Entry) {
        let Ok(Told { given, taken_back }) = crate::cooperation::papers_of(entry) else { return };
        self.papers.extend(given.into_iter().map(|paper| ((paper.record(), paper.digest.clone()), paper)));
        for (digest, at) in taken_back {
            let of = self.papers.values_mut().filter(|paper| paper.digest == digest);
            of.for_each(|paper| paper.taken_back_at = Some(at));
        }
    }

    fn note(&mut self, entry: &Entry) {
        if let Some(id) = entry.stream.strip_prefix("student/") {
            self.students.insert(StudentId::from(id));
        }
        if let Some(source) = entry.body.pointer("/source/digest").and_then(|digest| digest.as_str()) {
            self.sources.insert(source.to_owned());
        }
        let of = |pointer: &str| entry.body.pointer(pointer).and_then(|value| value.as_str());
        if let (Some(import), Some(sealed)) = (of("/file/import"), of("/file/sealed")) {
            self.imports.insert(import.to_owned(), sealed.to_owned());
        }
        self.fees.extend(entry.stream.strip_prefix(crate::fees::STREAM).map(str::to_owned));
        self.destinations.extend(crate::destination::id_of(&entry.stream));
        self.results.extend(crate::results::id_of(&entry.stream));
        self.reports.extend(crate::report::id_of(&entry.stream));
        self.evaluations.extend(crate::evaluation::at(&entry.stream));
        self.selections.extend(crate::cases::id_of(&entry.stream));
        self.supports.extend(crate::support::id_of(&entry.stream));
        self.work.extend(crate::work::class_of(&entry.stream));
        self.hours.extend(crate::work::hours_of(&entry.stream));
        self.trainings.extend(crate::training::of_stream(&entry.stream));
        if entry.stream.starts_with(crate::cooperation::STREAMS)
            && let Ok(left) = crate::cooperation::on_file(entry)
        {
            let at = (entry.stream.clone(), left.record.kind, left.record.number);
            self.cooperation.insert(at, left);
            self.note_papers(entry);
        }
        self.examinations.extend(crate::examination::id_of(&entry.stream).map(str::to_owned));
        let committed = entry.body.pointer("/commitment").and_then(|committed| committed.as_str());
        if let (Some(person), Some(committed)) = (entry.stream.strip_prefix(PEOPLE), committed) {
            self.people.insert(person.to_owned(), committed.to_owned());
        }
        if entry.kind == crate::year_rules::SET {
            self.rules.push(entry.clone());
        }
        if entry.stream.starts_with(crate::round::EVIDENCE) {
            self.evidence.push(entry.clone());
        }
        if entry.stream.starts_with(crate::round::ADDED) {
            self.added.push(entry.clone());
        }
        if entry.kind == crate::trial::RUN {
            self.trials.push(entry.clone());
        }
        let year = entry.stream.strip_prefix("plan/").and_then(|year| year.parse().ok());
        if let Some(year) = year.filter(|_| entry.kind == "plan-set") {
            self.plans.insert(year, entry.clone());
        }
    }
}

impl Office {
    /// Proves all that must hold of the whole office. It reads much and writes nothing.
    ///
    /// # Errors
    /// Where the database fails; what does not hold is no error but a finding.
    pub async fn verify(&self) -> Result<Verified, ServiceError> {
        let mut verified = Verified::default();
        let seen = self.verify_journal(&mut verified).await?;
        self.verify_trail(&mut verified).await?;
        self.verify_documents(&seen, &mut verified).await?;
        for (year, entry) in &seen.plans {
            self.verify_plan(*year, entry, &mut verified).await?;
        }
        for entry in &seen.rules {
            verified.note(Check::Rules, &entry.stream, crate::year_rules::broken(entry));
        }
        for entry in &seen.added {
            verified.note(Check::Plan, &entry.stream, crate::round::broken_places(entry));
        }
        for entry in &seen.evidence {
            verified.note(Check::Evidence, &entry.stream, crate::round::broken_evidence(entry));
        }
        self.verify_fees(&seen, &mut verified).await?;
        self.verify_destinations(&seen, &mut verified).await?;
        self.verify_results(&seen, &mut verified).await?;
        self.verify_work(&seen, &mut verified).await?;
        self.verify_reports(&seen, &mut verified).await?;
        self.verify_evaluations(&seen, &mut verified).await?;
        self.verify_support(&seen, &mut verified).await?;
        self.verify_examinations(&seen, &mut verified).await?;
        for (programme, cohort) in &seen.trainings {
            let found = self.broken_training(programme, *cohort).await?;
            verified.note(Check::Training, &crate::training::stream(programme, *cohort), found);
        }
        self.verify_cooperation(&seen, &mut verified).await?;
        self.verify_rounds(&mut verified).await?;
        self.verify_trials(&seen.trials, &mut verified).await?;
        let proof = Proof::new(self.law()?, seen.people);
        let students: Vec<StudentId> = seen.students.into_iter().collect();
        for some in students.chunks(500) {
            for one in self.streams_of(some).await? {
                proof.check(&one, &mut verified);
            }
        }
        Ok(verified)
    }

    /// Follows the chain to its end, or to where it breaks.
    async fn verify_journal(&self, verified: &mut Verified) -> Result<Seen, Fault> {
        let (mut verifier, mut seen) = (Verifier::default(), Seen::default());
        let mut after = 0;
        loop {
            let entries = self.whole.entries(after, AT_ONCE).await?;
            let Some(last) = entries.last() else { return Ok(seen) };
            after = last.seq;
            for entry in &entries {
                // After a break nothing more can be proved of the chain; the records still can.
                if !verified.findings.iter().any(|finding| finding.check == Check::Journal) {
                    let broken = verifier.check(entry).err().map(|broken| broken.to_string());
                    verified.note(Check::Journal, &entry.stream, broken);
                }
                seen.note(entry);
            }
        }
    }

    async fn verify_trail(&self, verified: &mut Verified) -> Result<(), Fault> {
        let mut verifier = TrailVerifier::default();
        loop {
            let entries = self.whole.trail_after(verifier.head().0, AT_ONCE).await?;
            if entries.is_empty() {
                return Ok(());
            }
            for entry in &entries {
                let broken = verifier.check(entry).err();
                verified.note(Check::Trail, &entry.note.object, broken.map(|seq| seq.to_string()));
                if broken.is_some() {
                    return Ok(());
                }
            }
        }
    }

    async fn verify_documents(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for source in &seen.sources {
            let document = self.whole.document(source).await?;
            let found = match document {
                None => Some("-".to_owned()),
                Some(document) => {
                    let found = digest(&document.bytes).to_string();
                    (found != *source).then_some(found)
                }
            };
            verified.note(Check::Document, source, found);
        }
        for (import, expected) in &seen.imports {
            let found = self.whole.import_file(import).await?;
            let found = found.map_or("-".to_owned(), |sealed| digest(sealed.as_bytes()).to_string());
            verified.note(Check::Document, import, (found != *expected).then_some(found));
        }
        Ok(())
    }

    /// The rows of a plan against the entry that set it.
    async fn verify_plan(&self, year: i32, entry: &Entry, verified: &mut Verified) -> Result<(), Fault> {
        let lines = self.whole.plan_lines(year).await?;
        let head = self.whole.plan(year).await?;
        let added = self.added_sums(year).await?;
        let places_of =
            |line: &crate::rows::PlanLine| line.places - added.get(&line.programme).copied().unwrap_or(0);
        let found = {
            let places: i64 = lines.iter().map(places_of).sum();
            let told = |path: &str| entry.body.pointer(path).cloned().unwrap_or_default();
            let rows = |lines: &[crate::rows::PlanLine]| {
                let row = |line: &crate::rows::PlanLine| (line.programme.to_string(), places_of(line));
                lines.iter().map(row).collect::<Vec<_>>()
            };
            let programmes = told("/programmes");
            let programmes: Vec<(String, i64)> = programmes
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|one| Some((one.get("id")?.as_str()?.to_owned(), one.get("places")?.as_i64()?)))
                .collect();
            let version = head.map_or(0, |head| head.version);
            if version != entry.version {
                Some(format!("version {version} ≠ {}", entry.version))
            } else if Some(places) != told("/places").as_i64() {
                Some(format!("places {places} ≠ {}", told("/places")))
            } else if rows(&lines) != programmes {
                Some(format!("lines {} ≠ {}", lines.len(), programmes.len()))
            } else {
                None
            }
        };
        verified.note(Check::Plan, &entry.stream, found);
        Ok(())
    }

    /// The standards of fees against what was announced and taken back.
    async fn verify_fees(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for institution in &seen.fees {
            let object = crate::fees::stream(institution);
            let mut told = crate::fees::fold(&self.whole.stream(&object).await?)?;
            let mut rows = self.whole.fee_standards(Some(institution)).await?;
            told.sort_by_key(|standard| standard.number);
            rows.sort_by_key(|standard| standard.number);
            let found = (told != rows).then(|| format!("{} ≠ {}", rows.len(), told.len()));
            verified.note(Check::Fees, &object, found);
        }
        Ok(())
    }

    /// Where graduates went against what was reported.
    async fn verify_destinations(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for id in &seen.destinations {
            let object = crate::destination::stream(id);
            let told = crate::destination::fold(id, &self.whole.stream(&object).await?)?;
            let rows = self.whole.destinations_told(id).await?;
            let found = (told != rows).then(|| format!("{} ≠ {}", rows.len(), told.len()));
            verified.note(Check::Destinations, &object, found);
        }
        Ok(())
    }

    /// Every sheet of results against the steps in its stream.
    async fn verify_results(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for id in &seen.results {
            let object = crate::results::stream(id);
            let told = crate::results::fold(&self.whole.stream(&object).await?)?;
            let row = self.whole.result_sheet(id).await?;
            let version =
                |found: Option<&crate::results::ResultSheet>| found.map_or(0, |found| found.version);
            let found = (told != row)
                .then(|| format!("version {} ≠ {}", version(row.as_ref()), version(told.as_ref())));
            verified.note(Check::Results, &object, found);
        }
        Ok(())
    }

    /// Every report on a year against the steps in its stream.
    async fn verify_reports(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for id in &seen.reports {
            let object = crate::report::stream(id);
            let told = crate::report::fold(id, &self.whole.stream(&object).await?)?;
            let row = self.whole.annual_report(id).await?;
            let version =
                |found: Option<&crate::report::AnnualReport>| found.map_or(0, |found| found.version);
            let found = (told != row)
                .then(|| format!("version {} ≠ {}", version(row.as_ref()), version(told.as_ref())));
            verified.note(Check::Reports, &object, found);
        }
        Ok(())
    }

    /// Rounds of evaluation, subjects, sheets and experts against the steps in their streams.
    async fn verify_evaluations(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for at in &seen.evaluations {
            let (object, holds) = self.evaluation_holds(at).await?;
            verified.note(Check::Evaluations, &object, (!holds).then(|| object.clone()));
        }
        Ok(())
    }

    /// Every selection of excellent cases and every decision on support against the steps in its stream.
    async fn verify_support(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        let differ = |row: Option<i64>, told: Option<i64>| {
            format!("version {} ≠ {}", row.unwrap_or(0), told.unwrap_or(0))
        };
        for year in &seen.selections {
            let object = crate::cases::stream(*year);
            let told = crate::cases::fold(*year, &self.whole.stream(&object).await?)?;
            let row = self.whole.selection(*year).await?;
            let versions = (row.as_ref().map(|row| row.version), told.as_ref().map(|told| told.version));
            let found = (told != row).then(|| differ(versions.0, versions.1));
            verified.note(Check::Support, &object, found);
        }
        for id in &seen.supports {
            let object = crate::support::stream(*id);
            let told = crate::support::fold(&self.whole.stream(&object).await?)?;
            let row = self.whole.support(*id).await?;
            let versions = (row.as_ref().map(|row| row.version), told.as_ref().map(|told| told.version));
            let found = (told != row).then(|| differ(versions.0, versions.1));
            verified.note(Check::Support, &object, found);
        }
        Ok(())
    }

    /// The work of every class and every sheet of hours against the steps in its stream.
    async fn verify_work(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for (programme, cohort) in &seen.work {
            let object = crate::work::class_stream(programme, *cohort);
            let told = crate::work::fold(&self.whole.stream(&object).await?)?;
            let row = self.whole.work_class(programme, *cohort).await?;
            let version = |found: Option<&crate::work::WorkClass>| found.map_or(0, |found| found.version);
            let found = (told != row)
                .then(|| format!("version {} ≠ {}", version(row.as_ref()), version(told.as_ref())));
            verified.note(Check::Work, &object, found);
        }
        for id in &seen.hours {
            let object = crate::work::hours_stream(id);
            let told = crate::work::fold_hours(&self.whole.stream(&object).await?)?;
            let row = self.whole.hours_sheet(id).await?;
            let version = |found: Option<&crate::work::HoursSheet>| found.map_or(0, |found| found.version);
            let found = (told != row)
                .then(|| format!("version {} ≠ {}", version(row.as_ref()), version(told.as_ref())));
            verified.note(Check::Work, &object, found);
        }
        Ok(())
    }

    /// Every record of cooperation against its last entry and every file of one against the entries that name it; no row
    /// without one.
    async fn verify_cooperation(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        let rows = self.whole.cooperation_records(&RecordFilter::default()).await?;
        let key = |row: &RecordOnFile| (row.record.holder.stream(), row.record.kind, row.record.number);
        let rows: BTreeMap<_, _> = rows.into_iter().map(|row| (key(&row), row)).collect();
        for at in seen.cooperation.keys().chain(rows.keys().filter(|at| !seen.cooperation.contains_key(at))) {
            let (told, row) = (seen.cooperation.get(at), rows.get(at));
            let version = |found: Option<&RecordOnFile>| found.map_or(0, |found| found.version);
            let found = (told != row).then(|| format!("version {} ≠ {}", version(row), version(told)));
            verified.note(Check::Cooperation, &format!("{} {} {}", at.0, at.1, at.2), found);
        }
        let rows = self.whole.cooperation_papers(&RecordFilter::default()).await?.into_iter();
        let rows: BTreeMap<_, _> = rows.map(|row| ((row.record(), row.digest.clone()), row)).collect();
        for at in seen.papers.keys().chain(rows.keys().filter(|at| !seen.papers.contains_key(at))) {
            let (told, row) = (seen.papers.get(at), rows.get(at));
            let name = |found: Option<&PaperOnFile>| found.map_or("-".to_owned(), |paper| paper.name.clone());
            let found = (told != row).then(|| format!("{} {} ≠ {}", at.1, name(row), name(told)));
            verified.note(Check::Cooperation, &at.0, found);
        }
        Ok(())
    }

    /// Every examination against the steps in its stream.
    async fn verify_examinations(&self, seen: &Seen, verified: &mut Verified) -> Result<(), Fault> {
        for id in &seen.examinations {
            let object = crate::examination::stream(id);
            let told = crate::examination::fold(&self.whole.stream(&object).await?)?;
            let row = self.whole.examination(id).await?;
            let version = |found: Option<&crate::examination::Examination>| found.map_or(0, |f| f.version);
            let found = (told != row)
                .then(|| format!("version {} ≠ {}", version(row.as_ref()), version(told.as_ref())));
            verified.note(Check::Examination, &object, found);
        }
        Ok(())
    }
}
