//! Requests of the demonstration: some at every desk, so that whoever comes in finds something to do.

use super::worded;
use anyhow::{Context, Result};
use guantong_model::{RuleBook, Standing, StudentId, Track};
use guantong_registry::{Command, CommandName, LeaveKind};
use guantong_requests::{Kind, Verdict};
use guantong_service::Office;
use guantong_service::access::Role;
use guantong_service::ports::StudentFilter;
use guantong_service::request::{Answer, NewRequest, Opening, Word};
use jiff::civil::{Date, date};

/// The day until which those on leave will be away.
const UNTIL: Date = date(2024, 8, 31);
/// In whose name what happened before one comes in is written.
const ACTOR: &str = "演示";
/// How many ask for leave, and how many for a transfer.
const LEAVES: usize = 12;
const TRANSFERS: usize = 3;

/// Why they ask, in turn.
const REASONS: [&str; 4] = [
    "近期身体不适，医院建议休养一段时间，病愈后再返校学习。",
    "家中有事需要照料，暂时不能按时到校，申请休学一年。",
    "膝关节手术后需要康复训练，医生建议半年内避免久站和上下楼。",
    "随父母暂居外地，预计明年八月返京，申请保留学籍。",
];

/// Makes the requests where there are none yet, and an office can seal what is written in them.
pub(super) async fn make(office: &Office) -> Result<()> {
    if office.storage().request_count(i32::from(office.today().year())).await? > 0 {
        return Ok(());
    }
    let lines = office.storage().plan_lines(super::plans::NOTICE).await?;
    let line = lines.iter().find(|line| line.track == Track::SecondaryBachelor);
    let school = line.context("a plan without the track")?.institution.clone();
    let there = StudentFilter {
        institution: Some(school.clone()),
        standings: vec![Standing::Studying],
        ..StudentFilter::default()
    };
    let own = own(office).await?;
    let mut students: Vec<StudentId> =
        office.storage().students(&there, 200).await?.into_iter().map(|student| student.id).collect();
    students.retain(|id| !own.contains(id));
    let (mut leaves, mut transfers) = (0, 0);
    for id in students {
        if leaves == LEAVES && transfers == TRANSFERS {
            break;
        }
        if transfers < TRANSFERS && transfer(office, &id, transfers).await? {
            transfers += 1;
        } else if leaves < LEAVES {
            let reason = REASONS.get(leaves % REASONS.len()).copied().unwrap_or_default();
            leaves += usize::from(leave(office, &id, reason, 1).await?.is_some());
        }
    }
    // The others with an account ask for what they want themselves.
    if let Some(own) = own.into_iter().next() {
        let book = office.request_book()?;
        let article = book.article(Kind::Withdraw, RuleBook::Secondary).unwrap_or_default().to_owned();
        let withdraw = Command::Withdraw { article, certificate: None };
        let why = "想先出去工作，家里已经联系好单位。";
        if let Some(request) = open(office, &own, Kind::Withdraw, withdraw, why).await? {
            agree(office, &request).await?;
            let why = "没有附单位和家庭说明，也没有和班主任谈过，不同意退学。可以补充材料重新申请。";
            decide(office, &request, Verdict::Refuse, why).await?;
        }
        leave(office, &own, "体检发现需要住院治疗，预计休养到明年八月，附诊断说明。", 0).await?;
    }
    Ok(())
}

/// The records of the students who have an account, the first one's first.
async fn own(office: &Office) -> Result<Vec<StudentId>> {
    let mut accounts = worded(office.demo_accounts().await)?;
    accounts.retain(|shown| shown.grant.role == Role::Student);
    accounts.sort_by(|one, other| one.account.login.cmp(&other.account.login));
    let mut own = Vec::new();
    for shown in accounts {
        own.extend(office.storage().own_students(&shown.account.id).await?);
    }
    Ok(own)
}

/// A student asks for leave; the first desks agree, so many of them. Nothing where the rules do not let him.
async fn leave(office: &Office, id: &StudentId, reason: &str, desks: usize) -> Result<Option<String>> {
    let command = Command::Leave { until: UNTIL, kind: Some(LeaveKind::Health) };
    let Some(request) = open(office, id, Kind::Leave, command, reason).await? else { return Ok(None) };
    for _ in 0..desks {
        agree(office, &request).await?;
    }
    Ok(Some(request))
}

/// A student asks to be transferred where the rules leave a place open; the first at the sending school, the second at the
/// receiving one, the third with the authority.
async fn transfer(office: &Office, id: &StudentId, desks: usize) -> Result<bool> {
    let Some(view) = office.student(id).await? else { return Ok(false) };
    let ways =
        view.options.open(CommandName::ApplyTransfer).map(|open| open.ways.clone()).unwrap_or_default();
    let Some(way) = ways.into_iter().next_back() else { return Ok(false) };
    let reason = "入学后更喜欢拟转入专业的方向，参加过相关社团和比赛，希望今后从事这一行。";
    let Some(request) = open(office, id, Kind::Transfer, way.command, reason).await? else {
        return Ok(false);
    };
    for _ in 0..=desks {
        agree(office, &request).await?;
    }
    Ok(true)
}

async fn open(
    office: &Office,
    id: &StudentId,
    kind: Kind,
    command: Command,
    statement: &str,
) -> Result<Option<String>> {
    let new = NewRequest {
        student: id.clone(),
        kind,
        command: Some(command),
        about: None,
        statement: statement.to_owned(),
        files: Vec::new(),
    };
    Ok(match worded(office.open_request(new, ACTOR).await)? {
        Opening::Opened(row) => Some(row.id),
        Opening::Refused(_) => None,
    })
}

async fn agree(office: &Office, request: &str) -> Result<()> {
    decide(office, request, Verdict::Agree, "").await
}

async fn decide(office: &Office, request: &str, verdict: Verdict, reason: &str) -> Result<()> {
    let Some(row) = office.storage().request(request).await? else { return Ok(()) };
    // In a small city a request may pass fewer desks than are meant: then it is decided.
    if row.stop().is_none() {
        return Ok(());
    }
    let word = Word { verdict, reason: reason.to_owned(), number: String::new() };
    match worded(office.decide_request(request, row.version, &word, ACTOR).await)? {
        Answer::Done(_) | Answer::NotAccepted(_) => Ok(()),
    }
}
