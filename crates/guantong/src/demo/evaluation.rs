//! Evaluations of the demonstration: after the notice the two years before it are evaluated and closed; the year of the
//! notice is at work, with a subject in every state that waits for somebody.

use super::agenda::Agenda;
use super::{plans, worded};
use crate::real::SetClock;
use anyhow::{Context, Result};
use guantong_evaluation::{Dimension, Tie, TieKind};
use guantong_model::{Date, Track};
use guantong_service::Office;
use guantong_service::access::{Organisation, OrganisationKind, Role};
use guantong_service::evaluation::{EvaluationSubject, Far, Opening, Seat, SubjectId, Typed};
use jiff::civil::date;

/// Who opens and delivers, who drafts, who sets.
const CLERK: &str = "市教委 职成处";
const SETTER: &str = "市教委 处领导";
/// Experts: login and name. The first has an account that is shown first.
const EXPERTS: [(&str, &str); 6] = [
    ("zhuanjia", "袁景山"),
    ("zhuanjia2", "秦慕远"),
    ("zhuanjia3", "邵清妍"),
    ("zhuanjia4", "龚立言"),
    ("zhuanjia5", "孟怀瑾"),
    ("zhuanjia6", "傅以宁"),
];
/// As many subjects as a round of the demonstration has.
const SUBJECTS: usize = 8;

/// The organisation of the experts.
fn panel() -> Organisation {
    Organisation {
        id: "O-panel".to_owned(),
        name: "评审专家组".to_owned(),
        kind: OrganisationKind::Panel,
        district: None,
    }
}

/// A round: the year it is of, the days of its steps, and whether it is led to its end.
struct Held {
    year: i32,
    opened: Date,
    scored: Date,
    answered: Date,
    closed: Option<Date>,
}

const HELD: [Held; 3] = [
    Held {
        year: plans::NOTICE - 2,
        opened: date(2023, 4, 20),
        scored: date(2023, 5, 12),
        answered: date(2023, 5, 25),
        closed: Some(date(2023, 6, 6)),
    },
    Held {
        year: plans::NOTICE - 1,
        opened: date(2023, 6, 9),
        scored: date(2023, 6, 29),
        answered: date(2023, 7, 10),
        closed: Some(date(2023, 7, 18)),
    },
    Held {
        year: plans::NOTICE,
        opened: date(2023, 9, 4),
        scored: date(2023, 9, 14),
        answered: date(2023, 9, 19),
        closed: None,
    },
];

/// What experts write of a dimension, by how they marked it.
const WRITTEN: [&str; 5] = [
    "依据不足，与培养方案的要求差距较大，须专项整改。",
    "有基本安排，但落实不到位，记录不完整，须限期改进。",
    "基本达到要求，过程记录尚有缺项，建议完善。",
    "安排清楚，落实较好，双方衔接顺畅，个别环节可以再细化。",
    "目标明确，落实到位，记录完整，可供其他项目借鉴。",
];

/// Holds the rounds whose days lie before a day and were not held yet; the lives of students go on meanwhile.
pub(super) async fn until(
    office: &Office,
    clock: &SetClock,
    agenda: &mut Agenda,
    (after, before): (Date, Date),
) -> Result<()> {
    if !office.has_accounts() {
        return Ok(());
    }
    for held in HELD.iter().filter(|held| after < held.opened && held.opened <= before) {
        if office.storage().evaluation_round(held.year).await?.is_some() {
            continue;
        }
        let set = async |agenda: &mut Agenda, on: Date| -> Result<()> {
            agenda.until(office, clock, on).await?;
            clock.set(on.at(15, 0, 0, 0));
            Ok(())
        };
        // A city that began later has nobody to evaluate in the years before.
        if subjects(office, held.year).await?.is_empty() {
            continue;
        }
        set(agenda, held.opened).await?;
        experts(office).await?;
        let subjects = open(office, held).await?;
        set(agenda, held.scored).await?;
        score(office, held, &subjects).await?;
        set(agenda, held.answered).await?;
        answer(office, held, &subjects).await?;
        if let Some(closed) = held.closed {
            set(agenda, closed).await?;
            close(office, held, &subjects).await?;
        }
    }
    Ok(())
}

/// The accounts of the experts, with what ties them to institutions; made once.
async fn experts(office: &Office) -> Result<()> {
    if office.storage().account_by_login(EXPERTS[0].0).await?.is_some() {
        return Ok(());
    }
    worded(office.demo_organisation(&panel()).await)?;
    for (login, name) in EXPERTS {
        worded(office.demo_account(login, name, Role::Expert, &panel(), &[]).await)?;
    }
    let institutions: Vec<String> = office.evaluation_institutions().await?.into_iter().collect();
    // Every second expert worked somewhere once, or has a project with somebody.
    for (place, (login, name)) in EXPERTS.iter().enumerate().filter(|(place, _)| place % 2 == 1) {
        let account = office.storage().account_by_login(login).await?.context("an expert's account")?;
        let Some(institution) = institutions.get(place * 3) else { continue };
        let (kind, until, note) = match place {
            1 => (TieKind::Employer, Some(date(2022, 8, 31)), "曾任教务处处长"),
            3 => (TieKind::Relation, None, "合作开展课题研究"),
            _ => (TieKind::Employer, Some(date(2015, 7, 31)), "曾任专业教师"),
        };
        let tie = Tie { institution: institution.clone(), kind, until, note: note.to_owned() };
        worded(office.declare_tie(&account.id, tie, 0, name).await)?;
    }
    Ok(())
}

/// The subjects of every round: the two whose people have accounts first, so that whoever tries the pages finds something.
async fn subjects(office: &Office, year: i32) -> Result<Vec<(String, String)>> {
    let mut all = office.evaluable(year).await?;
    let lines = office.storage().plan_lines(plans::NOTICE - 1).await?;
    let of = |track: Track| {
        let line = lines.iter().find(|line| line.track == track);
        line.map(|line| (line.institution.clone(), line.partner.clone()))
    };
    let first = [of(Track::SecondaryBachelor), of(Track::CollegeBachelor)];
    let place = |one: &(String, String)| first.iter().position(|other| other.as_ref() == Some(one));
    all.sort_by_key(|one| (place(one).unwrap_or(first.len()), one.clone()));
    all.truncate(SUBJECTS);
    Ok(all)
}

async fn open(office: &Office, held: &Held) -> Result<Vec<SubjectId>> {
    let today = office.clock().today();
    let subjects = subjects(office, held.year).await?;
    let opening = Opening {
        year: held.year,
        terms: office.evaluation_terms(today)?,
        score_by: office.evaluation_score_by()?,
        subjects: subjects.clone(),
    };
    worded(office.open_evaluation(opening, CLERK).await)?;
    let proposal = worded(office.proposed_readers(held.year).await)?;
    worded(office.assign_proposed(held.year, &proposal.digest, CLERK).await)?;
    let id = |(front, partner)| SubjectId { year: held.year, front, partner };
    Ok(subjects.into_iter().map(id).collect())
}

async fn subject(office: &Office, id: &SubjectId) -> Result<EvaluationSubject> {
    office.storage().evaluation_subject(id).await?.context("a subject")
}

/// The mark of a reader: alike from year to year, a little better each year, readers a step apart here and there. The
/// third subject divides its readers.
fn mark(held: &Held, place: usize, seat: Seat, dimension: usize) -> usize {
    // The third subject divides its readers in one dimension, and is a step behind the others.
    if place == 2 && dimension == 3 {
        return match seat {
            Seat::First => 4,
            Seat::Second => 2,
            Seat::Third => 3,
        };
    }
    let year = usize::from(held.year == plans::NOTICE - 1);
    let base = 3 + (place * 7 + dimension * 2 + year) % 3 - usize::from(place % 3 == 2);
    match seat {
        Seat::Second if (place + dimension).is_multiple_of(4) => (base + 1).min(5),
        _ => base,
    }
}

/// Fills in the sheet of whoever has a seat, and hands it in.
async fn fill(office: &Office, held: &Held, place: usize, (id, seat): (&SubjectId, Seat)) -> Result<()> {
    let subject = subject(office, id).await?;
    let Some(reader) = subject.reader(seat) else { return Ok(()) };
    let mut typed = Typed {
        overall: "总体符合通知要求，建议按意见改进。".to_owned(), ..Typed::default()
    };
    for (number, dimension) in Dimension::ALL.iter().enumerate() {
        let mark = mark(held, place, seat, number);
        typed.marks.insert(*dimension, mark.to_string());
        let text = WRITTEN.get(mark - 1).copied().unwrap_or_default();
        typed.opinions.insert(*dimension, text.to_owned());
    }
    let sheet = worded(office.keep_sheet(id, &reader.expert, (&typed, 0), &reader.name).await)?;
    worded(office.hand_sheet_in(id, &reader.expert, sheet.version, &reader.name).await)?;
    Ok(())
}

/// Whether a reader of the round at work has not come to it yet: both of one subject, the second of some.
fn is_left(held: &Held, place: usize, seat: Seat) -> bool {
    held.closed.is_none() && (place == 5 || (place > 5 && seat == Seat::Second))
}

async fn score(office: &Office, held: &Held, subjects: &[SubjectId]) -> Result<()> {
    for (place, id) in subjects.iter().enumerate() {
        for seat in [Seat::First, Seat::Second] {
            if !is_left(held, place, seat) {
                fill(office, held, place, (id, seat)).await?;
            }
        }
    }
    if held.closed.is_some() {
        let proposal = worded(office.proposed_readers(held.year).await)?;
        worded(office.assign_proposed(held.year, &proposal.digest, CLERK).await)?;
        for (place, id) in subjects.iter().enumerate() {
            fill(office, held, place, (id, Seat::Third)).await?;
        }
    }
    // Of the round at work the fourth is delivered; the first two are when those are there whom it is told.
    for (place, id) in subjects.iter().enumerate() {
        let view = worded(office.evaluation_view(id).await)?;
        if view.listed.far == Far::Scored && (held.closed.is_some() || place == 3) {
            worded(office.deliver_evaluation(id, view.version, CLERK).await)?;
        }
    }
    Ok(())
}

/// Delivers the first two of the round at work, whose people have accounts by now and are told; the second answers.
pub(super) async fn today(office: &Office) -> Result<()> {
    let held = &HELD[2];
    if office.storage().evaluation_round(held.year).await?.is_none() {
        return Ok(());
    }
    let subjects = subjects(office, held.year).await?.into_iter().take(2);
    let id = |(front, partner)| SubjectId { year: held.year, front, partner };
    for (place, id) in subjects.map(id).enumerate() {
        let view = worded(office.evaluation_view(&id).await)?;
        if view.listed.far == Far::Scored {
            worded(office.deliver_evaluation(&id, view.version, CLERK).await)?;
            if place == 1 {
                answer_of(office, &id, true).await?;
            }
        }
    }
    Ok(())
}

/// The sides answer.
async fn answer(office: &Office, held: &Held, subjects: &[SubjectId]) -> Result<()> {
    for (place, id) in subjects.iter().enumerate() {
        if subject(office, id).await?.delivered.is_none() {
            continue;
        }
        answer_of(office, id, place % 3 == 1).await?;
        if held.closed.is_none() && place == 3 {
            draft(office, id).await?;
        }
    }
    Ok(())
}

/// The side that leads answers, and the other where it has something to say.
async fn answer_of(office: &Office, id: &SubjectId, both: bool) -> Result<()> {
    let found = subject(office, id).await?;
    let text = "学校已组织研究评估意见，将按意见完善培养方案和过程记录，并在年底前报送改进情况。";
    let answered = office.answer_evaluation(id, &id.front, (text, found.version), "院校 教务处").await;
    let after = worded(answered)?;
    if both && !id.alone() {
        let text = "同意学校的答复，本校将派出专业教师参与课程衔接的改进。";
        worded(office.answer_evaluation(id, &id.partner, (text, after.version), "高校 教务处").await)?;
    }
    Ok(())
}

async fn draft(office: &Office, id: &SubjectId) -> Result<()> {
    let found = subject(office, id).await?;
    let total = found.delivered.as_ref().map_or(0, |delivered| delivered.found.total);
    let round = office.storage().evaluation_round(id.year).await?.context("a round")?;
    let text = "双方合作机制健全，培养过程总体规范；请按专家意见完善课程衔接和过程记录。";
    let drafted = (round.terms.grade(total), text);
    worded(office.draft_evaluation_result(id, drafted, found.version, CLERK).await)?;
    Ok(())
}

async fn close(office: &Office, held: &Held, subjects: &[SubjectId]) -> Result<()> {
    for id in subjects {
        draft(office, id).await?;
        let found = subject(office, id).await?;
        worded(office.set_evaluation_result(id, found.version, SETTER).await)?;
    }
    let round = office.storage().evaluation_round(held.year).await?.context("a round")?;
    worded(office.close_evaluation(held.year, round.version, CLERK).await)?;
    Ok(())
}

/// What stands in the city: two rounds closed with a result of every subject, agreement told; one with something for
/// everybody to do.
#[cfg(test)]
pub(super) async fn is_as_planted(office: &Office) {
    let rounds = office.evaluations().await.unwrap();
    let years: Vec<i32> = rounds.iter().map(|view| view.round.year).collect();
    assert_eq!(years, [plans::NOTICE, plans::NOTICE - 1, plans::NOTICE - 2]);
    for view in rounds.iter().skip(1) {
        let results = office.evaluation_results(view.round.year).await.unwrap();
        assert_eq!((results.len(), view.subjects.len()), (SUBJECTS, SUBJECTS));
        assert!(view.subjects.iter().all(|one| one.far == Far::Set), "{}", view.round.year);
        let third = |one: &&guantong_service::evaluation::Listed| one.readers.len() == 3;
        assert_eq!(view.subjects.iter().filter(third).count(), 1, "one was read by a third");
        let agreement = view.agreement.as_ref().unwrap();
        assert_eq!(agreement.pairs, SUBJECTS);
        assert!(agreement.all.is_some_and(|kappa| (300..1_000).contains(&kappa)), "{agreement:?}");
    }
    let mut states: std::collections::BTreeMap<Far, usize> = std::collections::BTreeMap::new();
    for one in &rounds[0].subjects {
        *states.entry(one.far).or_default() += 1;
    }
    let expected = [
        (Far::Scoring, 3),
        (Far::ThirdWanted, 1),
        (Far::Scored, 1),
        (Far::Delivered, 1),
        (Far::Answered, 1),
        (Far::Proposed, 1),
    ];
    assert_eq!(states, expected.into_iter().collect());
    // Nobody reads what he is tied to.
    for expert in office.evaluation_experts().await.unwrap() {
        for view in &rounds {
            let own =
                view.subjects.iter().filter(|one| one.readers.iter().any(|by| by.expert == expert.account));
            for one in own {
                let ties: Vec<Tie> = expert.ties().cloned().collect();
                let on = view.round.opened_on;
                let tie =
                    guantong_evaluation::conflict(&ties, one.id.sides(), on, view.round.terms.tie_years);
                assert_eq!(tie, None, "{} {}", expert.name, one.id);
            }
        }
    }
    everybody_is_told(office).await;
    let waits = rounds[0].subjects.iter().flat_map(|one| &one.readers).filter(|by| by.handed_in.is_none());
    assert!(waits.count() >= 3, "somebody has something to score");
}

/// Each account of the demonstration that an evaluation waits for has a notice of it, unread.
#[cfg(test)]
async fn everybody_is_told(office: &Office) {
    let expected = [
        ("zhuanjia", "notice-evaluation-read"),
        ("zhongzhi", "notice-evaluation-answer"),
        ("daxue", "notice-evaluation-delivered"),
        ("jiaowei", "notice-evaluation-answered"),
    ];
    for (login, kind) in expected {
        let account = office.storage().account_by_login(login).await.unwrap().unwrap();
        let viewer = guantong_service::access::Viewer {
            account: account.id,
            role: Role::Commission,
            ..guantong_service::access::Viewer::public()
        };
        let read = guantong_service::access::Action::NoticeRead;
        let notices = office.seen_by(std::sync::Arc::new(viewer), read).notices(200, 0).await.unwrap();
        let told = notices.lines.iter().filter(|line| line.row.message.id == kind);
        assert!(told.count() > 0, "{login} {kind}: {:?}", notices.lines);
    }
}
