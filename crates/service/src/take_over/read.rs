//! A row of the sheet of students as what is told of one student.

use crate::cells::Line;
use crate::person::reading;
use guantong_documents::At;
use guantong_model::{CertificateKind, Date, Message, ProgrammeId, Score, Stage, Standing};
use guantong_policy::Edition;
use guantong_registry::take_over::{About, Told, ToldCertificate, ToldFact, ToldNow, What};
use guantong_registry::{Admission, LeaveKind};

/// The person of a row, not yet given an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Somebody {
    pub(super) name: String,
    pub(super) pinyin: String,
    pub(super) initials: String,
    pub(super) sex: i64,
    pub(super) birth_on: Date,
    pub(super) district: String,
    pub(super) junior_school: String,
}

/// A row as it was understood.
pub(super) struct Understood {
    /// The school's own number of the student.
    pub(super) number: String,
    pub(super) somebody: Somebody,
    pub(super) told: Told,
    /// The column of each fact, and of the programme and class it names.
    facts: Vec<[&'static str; 3]>,
    /// The column of each certificate's number.
    certificates: Vec<&'static str>,
}

impl Understood {
    /// The column a contradiction is about.
    pub(super) fn column(&self, about: About) -> &'static str {
        let fact = |place: usize, of: usize| {
            self.facts.get(place).and_then(|keys| keys.get(of)).copied().unwrap_or("student")
        };
        match about {
            About::Programme => "programme",
            About::Fact(place) => fact(place, 0),
            About::Target(place) => fact(place, 1),
            About::Cohort(place) => fact(place, 2),
            About::Certificate(place) => self.certificates.get(place).copied().unwrap_or("student"),
            About::NowProgramme => "now_programme",
            About::NowCohort => "now_cohort",
            About::NowStage => "now_stage",
            About::NowStanding => "now_standing",
        }
    }

    /// The cell of a certificate's number.
    pub(super) fn certificate_cell(&self, line: &Line<'_>, place: usize) -> At {
        line.at(self.certificates.get(place).copied().unwrap_or("student"))
    }
}

/// Facts with the columns they came from.
#[derive(Default)]
struct Facts {
    facts: Vec<ToldFact>,
    keys: Vec<[&'static str; 3]>,
}

impl Facts {
    fn push(&mut self, on: Date, what: What, keys: [&'static str; 3]) {
        self.facts.push(ToldFact { on, what });
        self.keys.push(keys);
    }
}

/// Reads a row; nothing where it cannot be understood, what is wrong stands in the line then.
pub(super) fn read(line: &mut Line<'_>, edition: &Edition, full_marks: Option<Score>) -> Option<Understood> {
    let number = line.text("student");
    let name = line.text("name");
    let birth_on = line.date("born");
    let sex = line.choice("sex").and_then(|sex| sex.parse().ok()).unwrap_or(9);
    let district = district(line, edition);
    let junior_school = line.text("junior").unwrap_or_default();
    let entry_year = line.year("entry_year");
    let score = line.score("score", full_marks);
    let admission = line.choice("admission").and_then(Admission::parse).unwrap_or(Admission::Ordinary);
    let barred = line.choice("barred") == Some("yes");
    let programme = line.text("programme").map(ProgrammeId);
    let now = ToldNow {
        programme: line.text("now_programme").map(ProgrammeId),
        cohort: line.year("now_cohort"),
        stage: line.choice("now_stage").and_then(Stage::parse),
        standing: line.choice("now_standing").and_then(Standing::parse),
    };
    let facts = history(line);
    let certificates = certificates(line);
    if !line.wrong.is_empty() {
        return None;
    }
    let name = name?;
    let read = reading(&name);
    let (told_certificates, certificate_keys) = certificates.into_iter().unzip();
    Some(Understood {
        number: number?,
        somebody: Somebody {
            name,
            pinyin: read.pinyin,
            initials: read.initials,
            sex,
            birth_on: birth_on?,
            district,
            junior_school,
        },
        told: Told {
            programme: programme?,
            entry_year: entry_year?,
            score: score?,
            admission,
            barred_from_major_change: barred,
            facts: facts.facts,
            certificates: told_certificates,
            now,
        },
        facts: facts.keys,
        certificates: certificate_keys,
    })
}

/// A district by its name or code; empty where it is not told.
fn district(line: &mut Line<'_>, edition: &Edition) -> String {
    let Some(text) = line.text("district") else { return String::new() };
    let found = edition.districts().iter().find(|d| d.name == text || d.code == text);
    if found.is_none() {
        line.fault("district", Message::new("take-over-cell-district").with("value", text));
    }
    found.map(|district| district.code.clone()).unwrap_or_default()
}

/// What happened, in the order of a life; leaves and transfers at the end.
fn history(line: &mut Line<'_>) -> Facts {
    let mut facts = Facts::default();
    let registered_at = line.text("s_at");
    if let Some(on) = line.date("registered") {
        facts.push(on, What::Registered { registered_at }, ["registered"; 3]);
    }
    stage(line, &mut facts, Stage::Secondary, &SECONDARY);
    let registered_at = line.text("c_at");
    if let Some(on) = line.date("c_up") {
        facts.push(on, What::Progressed { stage: Stage::College, registered_at }, ["c_up"; 3]);
    }
    stage(line, &mut facts, Stage::College, &COLLEGE);
    let registered_at = line.text("b_at");
    if let Some(on) = line.date("b_up") {
        facts.push(on, What::Progressed { stage: Stage::Bachelor, registered_at }, ["b_up"; 3]);
    }
    if let Some(on) = line.date("b_done") {
        facts.push(on, What::Completed(Stage::Bachelor), ["b_done"; 3]);
    }
    end(line, &mut facts);
    let to = line.text("transfer_to");
    match (line.date("transfer"), to) {
        (Some(on), Some(to)) => {
            let what = What::Transferred { to: ProgrammeId(to) };
            facts.push(on, what, ["transfer", "transfer_to", "transfer"]);
        }
        (Some(_), None) => line.wanted("transfer_to", "transfer"),
        (None, Some(_)) => line.wanted("transfer", "transfer_to"),
        (None, None) => {}
    }
    for keys in &LEAVES {
        leave(line, &mut facts, keys);
    }
    facts
}

/// The columns of a stage: completed, failed, assessed, result, rules, repeated, class, programme, and once more.
type StageKeys = [&'static str; 12];
const SECONDARY: StageKeys = [
    "s_done",
    "s_failed",
    "s_assessed",
    "s_result",
    "s_rules",
    "s_repeat",
    "s_repeat_cohort",
    "s_repeat_to",
    "s_done2",
    "s_assessed2",
    "s_result2",
    "s_rules2",
];
const COLLEGE: StageKeys = [
    "c_done",
    "c_failed",
    "c_assessed",
    "c_result",
    "c_rules",
    "c_repeat",
    "c_repeat_cohort",
    "c_repeat_to",
    "c_done2",
    "c_assessed2",
    "c_result2",
    "c_rules2",
];

fn stage(line: &mut Line<'_>, facts: &mut Facts, stage: Stage, keys: &StageKeys) {
    let [done, failed, assessed, result, rules, repeat, cohort, to, done2, assessed2, result2, rules2] =
        *keys;
    completed(line, facts, stage, done);
    if let Some(on) = line.date(failed) {
        facts.push(on, What::Failed(stage), [failed; 3]);
    }
    assessment(line, facts, stage, [assessed, result, rules]);
    let (joined, class) = (line.text(to).map(ProgrammeId), line.year(cohort));
    if let Some(on) = line.date(repeat) {
        facts.push(on, What::Repeated { stage, cohort: class, to: joined }, [repeat, to, cohort]);
    }
    completed(line, facts, stage, done2);
    assessment(line, facts, stage, [assessed2, result2, rules2]);
}

fn completed(line: &mut Line<'_>, facts: &mut Facts, stage: Stage, key: &'static str) {
    if let Some(on) = line.date(key) {
        facts.push(on, What::Completed(stage), [key; 3]);
    }
}

fn assessment(line: &mut Line<'_>, facts: &mut Facts, stage: Stage, keys: [&'static str; 3]) {
    let [assessed, result, rules] = keys;
    let document = line.text(rules).unwrap_or_default();
    match (line.date(assessed), line.choice(result)) {
        (Some(on), Some(result)) => {
            let passed = result == "passed";
            facts.push(on, What::Assessed { stage, passed, document }, [assessed; 3]);
        }
        (Some(_), None) => line.wanted(result, assessed),
        (None, Some(_)) => line.wanted(assessed, result),
        (None, None) => {}
    }
}

const LEAVES: [[&str; 6]; 2] = [
    ["leave1", "leave1_until", "leave1_kind", "resumed1", "resumed1_cohort", "resumed1_to"],
    ["leave2", "leave2_until", "leave2_kind", "resumed2", "resumed2_cohort", "resumed2_to"],
];

fn leave(line: &mut Line<'_>, facts: &mut Facts, keys: &[&'static str; 6]) {
    let [from, until, kind, resumed, cohort, to] = *keys;
    let kind = line.choice(kind).and_then(LeaveKind::parse).unwrap_or(LeaveKind::Personal);
    match (line.date(from), line.date(until)) {
        (Some(on), Some(last)) => facts.push(on, What::Leave { until: last, kind }, [from, until, from]),
        (Some(_), None) => line.wanted(until, from),
        (None, Some(_)) => line.wanted(from, until),
        (None, None) => {}
    }
    let (joined, class) = (line.text(to).map(ProgrammeId), line.year(cohort));
    if let Some(on) = line.date(resumed) {
        facts.push(on, What::Resumed { cohort: class, to: joined }, [resumed, to, cohort]);
    }
}

fn end(line: &mut Line<'_>, facts: &mut Facts) {
    let article = line.text("end_article").unwrap_or_default();
    let decision = line.text("end_decision").unwrap_or_default();
    match (line.date("end_on"), line.choice("end").and_then(Standing::parse)) {
        (Some(on), Some(standing)) => {
            facts.push(on, What::Ended { standing, article, decision }, ["end_on"; 3]);
        }
        (Some(_), None) => line.wanted("end", "end_on"),
        (None, Some(_)) => line.wanted("end_on", "end"),
        (None, None) => {}
    }
}

/// Certificates, each with the column of its number.
fn certificates(line: &mut Line<'_>) -> Vec<(ToldCertificate, &'static str)> {
    let other = line.choice("x_kind").and_then(CertificateKind::parse);
    let columns = [
        (Some(CertificateKind::Secondary), ["s_cert", "s_cert_by", "s_cert_on"]),
        (Some(CertificateKind::College), ["c_cert", "c_cert_by", "c_cert_on"]),
        (Some(CertificateKind::Bachelor), ["b_cert", "b_cert_by", "b_cert_on"]),
        (other, ["x_cert", "x_cert_by", "x_cert_on"]),
    ];
    let mut told = Vec::new();
    for (kind, [number, by, on]) in columns {
        let (issuer, text, day) = (line.text(by), line.text(number), line.date(on));
        match (kind, text, day) {
            (Some(kind), Some(number_told), Some(issued_on)) => {
                told.push((ToldCertificate { kind, number: number_told, issuer, issued_on }, number));
            }
            (None, Some(_), _) => line.wanted("x_kind", number),
            (_, Some(_), None) => line.wanted(on, number),
            (_, None, Some(_)) => line.wanted(number, on),
            (_, None, None) => {}
        }
    }
    told
}
