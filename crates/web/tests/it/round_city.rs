//! A city with the real annex as its plan and candidates made so that every reason occurs.

use crate::browser::Seen;
use crate::town::{NOW, Town, empty};
use guantong_model::{CandidateNo, PersonId, ProgrammeId, Score};
use guantong_service::Office;
use guantong_service::person::reading;
use guantong_service::rows::{Candidate, Person, PlanLine, Round};

pub(crate) const ANNEX: &[u8] = include_bytes!("../../../../editions/beijing-2023/annex-2023.xlsx");
const ANSWERS: &str = include_str!("../../../../demo/plan-answers-2023.toml");

/// 25 places: filled by candidates above 531, the last of them with 531.
pub(crate) const FULL: (&str, &str) = ("北京国际职业教育学校", "文物保护技术");
/// 60 places: some are left.
pub(crate) const OPEN: (&str, &str) = ("北京电子科技职业学院", "机电一体化技术");

/// Short by score at the first preference, admitted to the second, two more not looked at.
pub(crate) const SECOND: &str = "230100000901";
/// The same total as the last admitted, Chinese 2 points less.
pub(crate) const TIED: &str = "230100000902";
/// Equal in everything, a larger draw.
pub(crate) const DRAWN: &str = "230100000903";
/// 489 points, a place left.
pub(crate) const BELOW: &str = "230100000904";
pub(crate) const NO_HOUSEHOLD: &str = "230100000905";
pub(crate) const UNQUALIFIED: &str = "230100000906";
/// Eligible, without a list.
pub(crate) const WITHOUT: &str = "230100000907";

/// A name that a page must show as it is and never run.
pub(crate) const HOSTILE: &str = "<b onload=x>沈&\"知行";

pub(crate) async fn planned() -> Town {
    let town = empty().await;
    town.office.import_plan(2023, "annex-2023.xlsx", ANNEX, ANSWERS, "甲").await.unwrap();
    town
}

/// A city whose early round was run; nobody signed.
pub(crate) async fn proved() -> Town {
    let town = planned().await;
    let lines = town.office.storage().plan_lines(2023).await.unwrap();
    town.office.enter_candidates(2023, applicants(&lines), "乙").await.unwrap();
    town.office.run_round(2023, Round::Early, "乙").await.unwrap();
    town
}

/// A city whose early round is published.
pub(crate) async fn published() -> Town {
    let town = proved().await;
    publish(&town.office, Round::Early).await;
    town
}

pub(crate) async fn publish(office: &Office, round: Round) {
    office.sign_round(2023, round, "录取管理甲").await.unwrap();
    office.sign_round(2023, round, "录取管理乙").await.unwrap();
    office.publish_round(2023, round, "乙").await.unwrap();
}

pub(crate) fn programme(lines: &[PlanLine], (school, major): (&str, &str)) -> ProgrammeId {
    let line = lines.iter().find(|line| line.institution == school && line.major == major);
    line.unwrap().programme.clone()
}

fn applicants(lines: &[PlanLine]) -> Vec<(Candidate, Person)> {
    let (full, open) = (programme(lines, FULL), programme(lines, OPEN));
    let mut all: Vec<(Candidate, Person)> = (1..=24)
        .map(|n| {
            one(
                &format!("{}", 230_100_000_000_i64 + n),
                "王静",
                [600 - i32::try_from(n).unwrap(), 90, 90, 90],
                n,
                vec![full.clone()],
            )
        })
        .collect();
    all.push(one("230100000025", "李浩然", [531, 88, 80, 90], 25, vec![full.clone()]));
    all.extend((26..=60).map(|n| {
        one(&format!("{}", 230_100_000_000_i64 + n), "张雨桐", [500, 80, 80, 80], n, vec![open.clone()])
    }));
    let others: Vec<ProgrammeId> = lines.iter().take(4).skip(2).map(|line| line.programme.clone()).collect();
    let mut wide = vec![full.clone(), open.clone()];
    wide.extend(others);
    all.push(one(SECOND, HOSTILE, [528, 86, 83, 91], 901, wide));
    all.push(one(TIED, "曾一诺", [531, 86, 83, 91], 902, vec![full.clone()]));
    all.push(one(DRAWN, "单明", [531, 88, 80, 90], 903, vec![full]));
    all.push(one(BELOW, "赵思远", [489, 70, 70, 70], 904, vec![open.clone()]));
    let (mut no_household, person) = one(NO_HOUSEHOLD, "周佳怡", [540, 80, 80, 80], 905, vec![open.clone()]);
    no_household.household = false;
    all.push((no_household, person));
    let (mut unqualified, person) = one(UNQUALIFIED, "吴博文", [540, 80, 80, 80], 906, vec![open]);
    unqualified.qualified = false;
    all.push((unqualified, person));
    all.push(one(WITHOUT, "黄若溪", [540, 80, 80, 80], 907, Vec::new()));
    all
}

fn one(no: &str, name: &str, scores: [i32; 4], draw: i64, early: Vec<ProgrammeId>) -> (Candidate, Person) {
    let [total, chinese, mathematics, foreign_language] = scores.map(Score::points);
    let read = reading(name);
    let id = PersonId(format!("R-{no}"));
    let person = Person {
        id: id.clone(),
        name: name.to_owned(),
        pinyin: read.pinyin,
        initials: read.initials,
        sex: 2,
        birth_on: jiff::civil::date(2008, 5, 4),
        district: "110108".to_owned(),
        junior_school: "示例中学".to_owned(),
        salt: vec![0; 16],
        sealed: Default::default(),
    };
    let candidate = Candidate {
        year: 2023,
        no: CandidateNo(no.to_owned()),
        person: id,
        total,
        chinese,
        mathematics,
        foreign_language,
        priority: false,
        draw,
        qualified: true,
        household: true,
        bonus: Score::default(),
        boards: None,
        tests_passed: Vec::new(),
        early,
        unified: Vec::new(),
    };
    (candidate, person)
}

/// No message stands without its words.
pub(crate) fn all_worded(seen: &Seen) {
    let shown = seen.shown();
    for raw in [
        "round-",
        "candidate-",
        "ruleset-",
        "planpage-",
        "planimport-",
        "plan-",
        "admission-",
        "document-",
        "conflict-",
    ] {
        let found = shown.split_whitespace().find(|word| word.starts_with(raw) && !word.contains('.'));
        assert_eq!(found, None, "a message without words");
    }
    assert_eq!(shown.find("{$"), None, "a fact without its value");
}

/// The moment of everything, as pages write it.
pub(crate) fn moment() -> &'static str {
    assert_eq!(NOW, 1_695_895_200_000_000);
    "2023年9月28日18:00"
}
