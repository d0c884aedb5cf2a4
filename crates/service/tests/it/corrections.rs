//! Corrections after publication: everything that follows is listed first, two others sign under what they saw, and what
//! was published before stays and can be proved.
// case: 3.1.3.b, 3.1.1, 3.1.2.a, 3.1.2.b

use crate::database::served;
use crate::office::{TestOffice, YEAR, applicant, no, over, programme, publish, with_plan};
use guantong_admission::seal;
use guantong_model::{CandidateNo, Date, ProgrammeId, Score};
use guantong_policy::{Edition, edition};
use guantong_registry::Command;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::correction::{CorrectionState, CorrectionView, Decision, Facts, Proposed, Todo, What};
use guantong_service::ports::{Batch, Change, Clock, Randomness};
use guantong_service::rows::{Round, RoundState};
use guantong_service::verify::PROJECTIONS;
use guantong_service::views::OwnProof;
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Place};
use jiff::civil::date;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

const SCHOOL: &str = "北京国际职业教育学校";
const EARLY: Round = Round::Early;

fn number(n: u32) -> CandidateNo {
    CandidateNo(format!("23110800{n:04}"))
}

/// A programme of 25 places that 26 want, the last two with 510 and 500; another with places left.
async fn two_programmes(office: &Office) -> (ProgrammeId, ProgrammeId) {
    (programme(office, SCHOOL, "文物保护技术").await, programme(office, SCHOOL, "艺术设计与制作").await)
}

async fn city() -> (TestOffice, ProgrammeId, ProgrammeId) {
    let office = with_plan().await;
    let (full, other) = two_programmes(&office).await;
    let mut applicants: Vec<_> = (1..=24).map(|n| applicant(n, 560, &[&full])).collect();
    applicants.push(applicant(25, 510, &[&full]));
    let mut late = applicant(26, 500, &[&full]);
    late.0.unified = vec![other.clone()];
    applicants.push(late);
    applicants.push(applicant(27, 495, &[&other]));
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, EARLY).await;
    (office, full, other)
}

async fn facts(office: &Office, n: u32) -> Facts {
    let candidate = office.storage().candidate(YEAR, &number(n)).await.unwrap().unwrap();
    Facts::of(&candidate)
}

fn proposed(people: Vec<(u32, Facts)>) -> Proposed {
    Proposed {
        people: people.into_iter().map(|(n, facts)| (number(n), facts)).collect(),
        because: "复核发现登分有误".to_owned(),
        document: "京考复〔2023〕7号".to_owned(),
    }
}

/// Proposes that somebody's total is another.
async fn total(office: &Office, n: u32, total: i32) -> i64 {
    let right = Facts { total: Score::points(total), ..facts(office, n).await };
    office.propose_correction(YEAR, EARLY, proposed(vec![(n, right)]), "proposer").await.unwrap()
}

async fn view(office: &Office, number: i64) -> CorrectionView {
    office.correction_view(YEAR, EARLY, number).await.unwrap()
}

async fn signed(office: &Office, number: i64, actor: &str) -> Result<CorrectionState, ServiceError> {
    let digest = view(office, number).await.derived.unwrap().digest;
    office.sign_correction(YEAR, EARLY, number, &digest, actor).await.map(|one| one.state)
}

async fn made(office: &Office, number: i64) {
    assert_eq!(signed(office, number, "first").await.unwrap(), CorrectionState::Proposed);
    assert_eq!(signed(office, number, "second").await.unwrap(), CorrectionState::Made);
}

/// Who changes in a round, and how.
fn who(view: &CorrectionView, round: usize) -> Vec<(String, What, Todo)> {
    let people = &view.derived.as_ref().unwrap().rounds[round].people;
    people.iter().map(|one| (one.no.to_string(), one.what, one.todo)).collect()
}

async fn place(office: &Office, round: Round, n: u32) -> Option<ProgrammeId> {
    office.storage().result(YEAR, round, &number(n)).await.unwrap().unwrap().programme
}

fn proves(own: &OwnProof) -> bool {
    let hash = |text: &String| seal::parse_hex(text).unwrap();
    let beside = own.beside.iter().map(hash).collect();
    let path = seal::Path { leaf: own.leaf, leaves: own.leaves, beside };
    seal::verify(&seal::leaf(&hash(&own.salt), own.line.as_bytes()), &path, &hash(&own.root))
}

/// Whether everything holds, for an office that has prepared nothing.
async fn sound(office: &Office) {
    let verified = office.clone().fresh().verify().await.unwrap();
    assert_eq!(verified.findings, []);
}

async fn a_wrong_score(office: &Office, full: &ProgrammeId, database: &Database) {
    let first = office.storage().rounds(YEAR).await.unwrap().remove(0);
    let mark = office.storage().reference_mark().await.unwrap();
    let cutoff = async || office.world().await.unwrap().programme(full).unwrap().cohorts[&YEAR].unwrap();
    assert_eq!(cutoff().await, Score::points(510));

    let one = total(office, 26, 540).await;
    let seen = view(office, one).await;
    assert_eq!(
        who(&seen, 0),
        [
            (number(25).to_string(), What::Kept, Todo::Open),
            (number(26).to_string(), What::Admitted, Todo::Open)
        ]
    );
    let change = &seen.derived.as_ref().unwrap().rounds[0];
    assert!(change.again && change.stays == [number(25)]);
    let programme = &change.programmes[0];
    assert_eq!((programme.before.admitted, programme.after.admitted), (25, 26), "over the plan by one");
    assert_eq!(programme.after.cutoff, Some(Score::points(540)), "who only kept his place sets no cut-off");
    assert_eq!(no(signed(office, one, "proposer").await), ["conflict-correction-own"]);
    assert_eq!(signed(office, one, "first").await.unwrap(), CorrectionState::Proposed);
    assert_eq!(no(signed(office, one, "first").await), ["conflict-signed-already"]);
    assert_eq!(place(office, EARLY, 26).await, None, "one signature changes nothing");
    assert_eq!(signed(office, one, "second").await.unwrap(), CorrectionState::Made);
    assert_eq!(no(signed(office, one, "third").await), ["conflict-correction-over"]);

    assert_eq!(place(office, EARLY, 25).await.as_ref(), Some(full));
    assert_eq!(place(office, EARLY, 26).await.as_ref(), Some(full));
    let run = office.storage().rounds(YEAR).await.unwrap().remove(0);
    assert_eq!((run.version, run.facts, run.corrected_by, run.admitted), (2, 1, Some(one), 27));
    assert!(run.state == RoundState::Published && run.results_digest != first.results_digest);
    assert_eq!(office.storage().round_versions(YEAR, EARLY).await.unwrap(), std::slice::from_ref(&first));
    assert_ne!(office.storage().reference_mark().await.unwrap(), mark);
    assert_eq!(cutoff().await, Score::points(540));
    assert_eq!(who(&view(office, one).await, 0), who(&seen, 0), "what followed can be read afterwards");

    // Everybody can prove both digests, and is told of his own facts alone.
    let fresh = office.clone().fresh();
    for (n, own, kept) in [(25, false, true), (26, true, false), (1, false, false)] {
        let candidate = fresh.candidate(YEAR, EARLY, &number(n)).await.unwrap().unwrap();
        let roots: Vec<String> =
            candidate.told.iter().map(|told| told.proof.as_ref().unwrap().root.clone()).collect();
        assert_eq!(roots, [first.results_digest.clone(), run.results_digest.clone()]);
        assert!(candidate.told.iter().all(|told| proves(told.proof.as_ref().unwrap())), "{n}");
        let why = candidate.told[1].why.clone().unwrap();
        assert_eq!((why.own.is_some(), why.kept), (own, kept), "{n}");
        assert!(candidate.told[0].why.is_none());
    }
    let told = fresh.candidate(YEAR, EARLY, &number(26)).await.unwrap().unwrap().told;
    assert_eq!(
        (told[0].result.outcome.as_str(), told[1].result.outcome.as_str()),
        ("not-admitted", "admitted")
    );
    sound(office).await;
    let opened = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    assert_eq!(opened.len(), 27);

    // The other way: a score that was too high, of somebody who has a record by now.
    let two = total(office, 25, 480).await;
    assert_eq!(who(&view(office, two).await, 0), [(number(25).to_string(), What::Kept, Todo::Stays)]);
    made(office, two).await;
    assert_eq!(place(office, EARLY, 25).await.as_ref(), Some(full));
    let told = office.candidate(YEAR, EARLY, &number(25)).await.unwrap().unwrap().told;
    let versions: Vec<i64> = told.iter().map(|told| told.version).collect();
    assert_eq!(versions, [1, 2, 3]);
    assert!(told.iter().all(|told| proves(told.proof.as_ref().unwrap())));
    sound(office).await;

    // The journal alone makes the corrections again.
    let folder = std::env::temp_dir().join(format!("guantong-corrections-{}-{}", std::process::id(), next()));
    std::fs::create_dir_all(&folder).unwrap();
    let again = Database::create(&Place::File(folder.join("office.sqlite"))).await.unwrap();
    office.rebuild_into(&*again.storage()).await.unwrap();
    let found = database.differences(&again, PROJECTIONS, 9).await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(found, []);
}

fn next() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[tokio::test]
async fn whom_the_right_score_admits_is_admitted_and_nobody_loses_what_he_was_told() {
    let (office, full, _) = city().await;
    a_wrong_score(&office, &full, &Database::open(&office.place()).await.unwrap()).await;
}

#[tokio::test]
async fn the_same_on_postgres() {
    let (office, full, _) = city().await;
    let place = served("corrections");
    let file = Database::open(&office.place()).await.unwrap();
    file.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
    let database = Database::open(&place).await.unwrap();
    a_wrong_score(&over(database.storage()), &full, &database).await;
}

#[tokio::test]
async fn later_rounds_follow_and_an_earlier_place_goes_before_a_later_one() {
    let (office, full, other) = city().await;
    publish(&office, Round::Unified).await;
    assert_eq!(place(&office, Round::Unified, 26).await.as_ref(), Some(&other));
    let one = total(&office, 26, 540).await;
    let seen = view(&office, one).await;
    assert_eq!(
        who(&seen, 1),
        [(number(26).to_string(), What::Elsewhere, Todo::Nothing)],
        "3.1.2.b: whom the early round has takes no part in the unified one"
    );
    made(&office, one).await;
    assert_eq!(place(&office, EARLY, 26).await.as_ref(), Some(&full));
    let late = office.storage().result(YEAR, Round::Unified, &number(26)).await.unwrap().unwrap();
    assert_eq!((late.programme, late.reason.as_str()), (None, "admitted.earlier"));
    sound(&office).await;

    // Only what was given in for the unified round was wrong: the early round stays as it was published.
    let wrong = Facts { unified: Vec::new(), ..facts(&office, 25).await };
    let two =
        office.propose_correction(YEAR, Round::Unified, proposed(vec![(25, wrong)]), "p").await.unwrap();
    let digest = office.correction_view(YEAR, Round::Unified, two).await.unwrap().derived.unwrap();
    assert!(!digest.rounds[0].again && digest.rounds[1].again);
    for actor in ["first", "second"] {
        office.sign_correction(YEAR, Round::Unified, two, &digest.digest, actor).await.unwrap();
    }
    let versions: Vec<i64> =
        office.storage().rounds(YEAR).await.unwrap().iter().map(|run| run.version).collect();
    assert_eq!(versions, [2, 3]);
    sound(&office).await;
}

#[tokio::test]
async fn a_round_that_was_signed_and_not_published_is_run_and_signed_again() {
    let (office, ..) = city().await;
    office.run_round(YEAR, Round::Unified, "test").await.unwrap();
    office.sign_round(YEAR, Round::Unified, "a").await.unwrap();
    office.sign_round(YEAR, Round::Unified, "b").await.unwrap();
    let one = total(&office, 26, 540).await;
    assert_eq!(view(&office, one).await.derived.unwrap().reopened, Some(Round::Unified));
    made(&office, one).await;
    let run = office.storage().rounds(YEAR).await.unwrap().remove(1);
    assert!(run.state == RoundState::Proved && run.signatures.is_empty());
    assert_eq!(no(office.publish_round(YEAR, Round::Unified, "a").await), ["conflict-round-not-sealed"]);
    assert_eq!(no(office.sign_round(YEAR, Round::Unified, "a").await), ["conflict-round-stale"]);
    publish(&office, Round::Unified).await;
    let run = office.storage().rounds(YEAR).await.unwrap().remove(1);
    assert_eq!((run.version, run.facts), (1, 1));
    // Corrected once more, what was run after the first correction replays from the candidates of then.
    let two = total(&office, 27, 500).await;
    made(&office, two).await;
    sound(&office).await;
}

#[tokio::test]
async fn what_changes_after_it_was_seen_is_seen_again_before_it_is_signed() {
    let (office, ..) = city().await;
    office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let one = total(&office, 26, 540).await;
    let digest = view(&office, one).await.derived.unwrap().digest;
    office.sign_correction(YEAR, EARLY, one, &digest, "first").await.unwrap();
    // Whose place stays registers meanwhile: that is another thing to decide about.
    let id = office.storage().student_of(YEAR, &number(25)).await.unwrap().unwrap();
    office.command_many(&[(id, date(2023, 9, 1), Command::Register)], "school").await.unwrap();
    let late = office.sign_correction(YEAR, EARLY, one, &digest, "second").await;
    assert_eq!(no(late), ["conflict-correction-changed"]);
    assert_eq!(signed(&office, one, "second").await.unwrap(), CorrectionState::Proposed, "the first fell");
    assert_eq!(signed(&office, one, "first").await.unwrap(), CorrectionState::Made);

    // Two that concern the same candidate: the second was proposed from what is no longer on file.
    let (two, three) = (total(&office, 27, 501).await, total(&office, 27, 502).await);
    made(&office, two).await;
    let stuck = view(&office, three).await;
    assert!(stuck.derived.is_none() && stuck.stuck[0].id == "conflict-correction-facts");
    assert_eq!(
        no(office.sign_correction(YEAR, EARLY, three, "x", "first").await),
        ["conflict-correction-facts"]
    );
    let version = stuck.on_file.version;
    assert_eq!(
        no(office.give_up_correction(YEAR, EARLY, three, version + 1, "p").await),
        ["conflict-correction-changed"]
    );
    office.give_up_correction(YEAR, EARLY, three, version, "p").await.unwrap();
    assert_eq!(view(&office, three).await.on_file.correction.state, CorrectionState::GivenUp);
    sound(&office).await;
}

#[tokio::test]
async fn who_signed_what_has_changed_signs_again_and_the_proposer_never() {
    let (office, ..) = city().await;
    office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let by = |account: &str, role: Role, action: Action| {
        let organisation = Organisation {
            id: "O".to_owned(),
            name: "某机构".to_owned(),
            kind: OrganisationKind::Examination,
            district: None,
        };
        let viewer = Viewer {
            account: account.to_owned(),
            role,
            organisation: Some(organisation),
            stepped_up: true,
            ..Viewer::public()
        };
        office.seen_by(Arc::new(viewer), action)
    };
    let examiner = |account: &str, action| by(account, Role::Examination, action);
    let right = Facts { total: Score::points(540), ..facts(&office, 26).await };
    let proposer = examiner("A-1", Action::CorrectionPropose);
    let one = proposer.propose_correction(YEAR, EARLY, proposed(vec![(26, right)]), "A-1").await.unwrap();
    let seen = |account: &str| examiner(account, Action::CorrectionRead);
    assert!(view(&seen("A-1"), one).await.own && !view(&seen("A-1"), one).await.signs);
    let sign = async |account: &str| {
        let digest = view(&seen(account), one).await.derived.unwrap().digest;
        let signer = examiner(account, Action::CorrectionSign);
        signer.sign_correction(YEAR, EARLY, one, &digest, account).await.map(|one| one.state)
    };
    assert_eq!(no(sign("A-1").await), ["conflict-correction-own"]);
    sign("A-2").await.unwrap();
    assert!(!view(&seen("A-2"), one).await.signs && view(&seen("A-3"), one).await.signs);
    let id = office.storage().student_of(YEAR, &number(25)).await.unwrap().unwrap();
    office.command_many(&[(id, date(2023, 9, 1), Command::Register)], "school").await.unwrap();
    assert!(view(&seen("A-2"), one).await.signs, "his signature fell");
    sign("A-3").await.unwrap();
    // Who decides on a place does not sign; a school sees nothing of it.
    let commission = by("A-4", Role::Commission, Action::CorrectionDecide);
    assert!(view(&by("A-4", Role::Commission, Action::CorrectionRead), one).await.decides);
    let version = view(&seen("A-3"), one).await.on_file.version;
    let decision = Decision { place: EARLY, no: number(25), document: "决定9号".to_owned() };
    let begun = commission.take_place_back((YEAR, EARLY, one), decision, version, "A-4").await;
    assert_eq!(no(begun), ["correction-begun"]);
    let school = by("A-5", Role::School, Action::CorrectionRead);
    assert!(matches!(school.corrections(YEAR, EARLY).await, Err(ServiceError::Forbidden(..))));
    assert!(matches!(school.correction_view(YEAR, EARLY, one).await, Err(ServiceError::Forbidden(..))));
    assert_eq!(sign("A-2").await.unwrap(), CorrectionState::Made);
}

#[tokio::test]
async fn only_a_decision_takes_a_place_back_and_never_of_who_has_begun() {
    let (office, full, other) = city().await;
    let one = total(&office, 26, 540).await;
    let decision =
        |n: u32, document: &str| Decision { place: EARLY, no: number(n), document: document.to_owned() };
    let at = (YEAR, EARLY, one);
    signed(&office, one, "first").await.unwrap();
    let seen = view(&office, one).await.on_file.version;
    let absent = office.take_place_back(at, decision(26, "决定1号"), seen, "commission").await;
    assert!(matches!(absent, Err(ServiceError::NotFound)), "{absent:?}");
    assert_eq!(
        no(office.take_place_back(at, decision(25, " "), seen, "commission").await),
        ["correction-no-decision"]
    );
    office.take_place_back(at, decision(25, "决定1号"), seen, "commission").await.unwrap();
    let after = view(&office, one).await;
    assert!(after.on_file.correction.signatures.is_empty(), "what was signed is signed anew");
    assert_eq!(
        who(&after, 0),
        [
            (number(25).to_string(), What::Lost, Todo::Nothing),
            (number(26).to_string(), What::Admitted, Todo::Open)
        ]
    );
    office.take_place_back(at, decision(25, ""), after.on_file.version, "commission").await.unwrap();
    assert_eq!(who(&view(&office, one).await, 0)[0].1, What::Kept);
    // His record is open and he has not come: it may still be decided, and the institution ends the record.
    office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let seen = view(&office, one).await.on_file.version;
    office.take_place_back(at, decision(25, "决定1号"), seen, "commission").await.unwrap();
    assert_eq!(who(&view(&office, one).await, 0)[0], (number(25).to_string(), What::Lost, Todo::Cancel));
    made(&office, one).await;
    assert_eq!(place(&office, EARLY, 25).await, None);
    assert_eq!(place(&office, EARLY, 26).await.as_ref(), Some(&full));
    sound(&office).await;

    let id = office.storage().student_of(YEAR, &number(27)).await.unwrap().unwrap();
    office.command_many(&[(id, date(2023, 9, 1), Command::Register)], "school").await.unwrap();
    let two = total(&office, 27, 480).await;
    let seen = view(&office, two).await.on_file.version;
    let begun = office.take_place_back((YEAR, EARLY, two), decision(27, "决定2号"), seen, "commission").await;
    assert_eq!(no(begun), ["correction-begun"]);
    made(&office, two).await;
    assert_eq!(place(&office, EARLY, 27).await, Some(other));
}

/// The spring and the same clock as elsewhere, under an edition that chose otherwise.
struct Later(AtomicI64);

impl Clock for Later {
    fn now(&self) -> i64 {
        self.0.fetch_add(1_000_000, Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        date(2023, 9, 1)
    }
}

struct Nines;

impl Randomness for Nines {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(9);
    }
}

#[tokio::test]
async fn the_other_reading_gives_what_the_corrected_facts_give() {
    let (office, full, _) = city().await;
    let of = |name: &str, text: &str| match name {
        "interpretations/admission.toml" => {
            text.replacen("chosen = \"better-of-both\"", "chosen = \"strict\"", 1)
        }
        _ => text.to_owned(),
    };
    let texts: Vec<(&str, String)> =
        edition::builtin_files().iter().map(|(name, text)| (*name, of(name, text))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let database = Database::open(&office.place()).await.unwrap();
    let strict = Office::new(
        database.storage(),
        Arc::new(Later(AtomicI64::new(1_693_600_000_000_000))),
        Arc::new(Nines),
        Arc::new(Edition::load(&files).unwrap()),
    );
    let one = total(&strict, 26, 540).await;
    assert_eq!(who(&view(&strict, one).await, 0)[0].1, What::Lost);
    made(&strict, one).await;
    assert_eq!(place(&strict, EARLY, 25).await, None);
    assert_eq!(place(&strict, EARLY, 26).await, Some(full));
    // What was made is read as it was made, whatever the edition says afterwards.
    sound(&office).await;
}

#[tokio::test]
async fn what_cannot_be_is_told_before_anything_is_written() {
    let (office, full, _) = city().await;
    let right = facts(&office, 26).await;
    let with = |f: fn(&mut Facts)| {
        let mut facts = right.clone();
        f(&mut facts);
        facts
    };
    let ask = async |people: Vec<(u32, Facts)>| {
        no(office.propose_correction(YEAR, EARLY, proposed(people), "p").await)
    };
    assert_eq!(ask(vec![]).await, ["correction-nobody"]);
    assert_eq!(ask(vec![(26, right.clone())]).await, ["correction-nothing"]);
    assert_eq!(ask(vec![(99, right.clone())]).await, ["correction-no-candidate"]);
    assert_eq!(ask(vec![(26, with(|f| f.draw = 3))]).await, ["correction-draw-taken"]);
    assert_eq!(ask(vec![(26, with(|f| f.total = Score::points(661)))]).await, ["candidates-over-full-marks"]);
    assert_eq!(ask(vec![(26, with(|f| f.early = vec!["x".into()]))]).await, ["candidates-unknown-programme"]);
    let twice = with(|f| f.priority = true);
    assert_eq!(ask(vec![(26, twice.clone()), (26, twice)]).await, ["candidates-repeated"]);
    let mut long = right.clone();
    long.early = vec![full; 9];
    assert_eq!(ask(vec![(26, long)]).await, ["candidates-too-many-preferences"]);
    let mut silent = proposed(vec![(26, with(|f| f.priority = true))]);
    (silent.because, silent.document) = (" ".to_owned(), "长".repeat(101));
    let silent = office.propose_correction(YEAR, EARLY, silent, "p").await;
    assert_eq!(no(silent), ["correction-no-reason", "correction-document-long"]);
    let early = office.propose_correction(YEAR, Round::Unified, proposed(vec![]), "p").await;
    assert!(matches!(early, Err(ServiceError::NotFound)), "nothing is told of what is not published");
    assert_eq!(office.storage().corrections(YEAR).await.unwrap(), []);
}

#[tokio::test]
async fn a_run_that_was_tampered_with_is_neither_signed_nor_published() {
    let office = with_plan().await;
    let (full, other) = two_programmes(&office).await;
    let applicants = (1..=3).map(|n| applicant(n, 520, &[&full, &other])).collect();
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    office.run_round(YEAR, EARLY, "test").await.unwrap();
    let storage = office.storage();
    let results = storage.results(YEAR, EARLY).await.unwrap();
    let programmes = storage.round_programmes(YEAR, EARLY).await.unwrap();
    let run = storage.rounds(YEAR).await.unwrap().remove(0);
    let candidate = storage.candidate(YEAR, &number(2)).await.unwrap().unwrap();
    let (head, lines) = (storage.plan(YEAR).await.unwrap().unwrap(), storage.plan_lines(YEAR).await.unwrap());
    let rows = |results: &Vec<_>, programmes: &Vec<_>| Change::RoundResults {
        year: YEAR,
        round: EARLY,
        results: results.clone(),
        programmes: programmes.clone(),
    };
    let mut moved = results.clone();
    moved[1].programme = Some(other.clone());
    let mut lowered = programmes.clone();
    let at = lowered.iter().position(|one| one.programme == full).unwrap();
    lowered[at].cutoff = Some(Score::points(490));
    let mut raised = candidate.clone();
    raised.total = Score::points(560);
    let mut more = lines.clone();
    more[0].places += 1;
    let mut counted = run.clone();
    counted.admitted += 1;
    let mut redigested = run.clone();
    redigested.results_digest = "0".repeat(64);
    for signed in [false, true] {
        if signed {
            office.sign_round(YEAR, EARLY, "a").await.unwrap();
            office.sign_round(YEAR, EARLY, "b").await.unwrap();
        }
        let now = storage.rounds(YEAR).await.unwrap().remove(0);
        let as_now = |run: &guantong_service::rows::RoundRun| {
            let mut run = run.clone();
            (run.state, run.signatures) = (now.state, now.signatures.clone());
            Change::Round(run)
        };
        for (damage, mend, told) in [
            (rows(&moved, &programmes), rows(&results, &programmes), "conflict-round-results-changed"),
            (rows(&results, &lowered), rows(&results, &programmes), "conflict-round-results-changed"),
            (
                Change::CandidateCorrected(raised.clone()),
                Change::CandidateCorrected(candidate.clone()),
                "conflict-round-inputs-changed",
            ),
            (
                Change::Plan(head.clone(), more.clone()),
                Change::Plan(head.clone(), lines.clone()),
                "conflict-round-inputs-changed",
            ),
            (as_now(&counted), as_now(&run), "conflict-round-results-changed"),
            (as_now(&redigested), as_now(&run), "conflict-round-results-changed"),
        ] {
            storage.append(Batch { entries: vec![], changes: vec![damage] }, 1).await.unwrap();
            let done = if signed {
                office.publish_round(YEAR, EARLY, "a").await
            } else {
                office.sign_round(YEAR, EARLY, "a").await
            };
            assert_eq!(no(done), [told]);
            storage.append(Batch { entries: vec![], changes: vec![mend] }, 1).await.unwrap();
        }
    }
    assert_eq!(office.publish_round(YEAR, EARLY, "a").await.unwrap().state, RoundState::Published);
    sound(&office).await;
}
