//! Excellent cases and support in the demonstration: those of last year published, those of this year chosen and waiting for
//! a second person; a decision that stands in the proposals for next year, one that gives priority, and a reduction on which
//! the school has not stated its view.

use super::{plans, worded};
use anyhow::{Context, Result};
use guantong_model::Track;
use guantong_service::Office;
use guantong_service::cases::{Choosing, Considered, Wish};
use guantong_service::support::{Draft, SupportId};

/// In whose names it was chosen, proposed, confirmed and decided.
const FIRST: &str = "市教委 职成处 甲";
const SECOND: &str = "市教委 职成处 乙";
/// So many of the first are chosen in a year, or passed over.
const CONSIDERED: usize = 6;
/// How many places less than this year a plan may have.
const FEWER: i64 = 5;

/// Makes them where there are none yet.
pub(super) async fn make(office: &Office) -> Result<()> {
    if !office.storage().selections().await?.is_empty() {
        return Ok(());
    }
    // A city that began with the notice has nothing to choose from.
    if office.plan(plans::NOTICE - 1).await?.is_none() {
        return Ok(());
    }
    choose(office, plans::NOTICE - 1, true).await?;
    choose(office, plans::NOTICE, false).await?;
    supports(office).await
}

/// Chooses the first of a year but the second, and the school that has accounts, which are passed over with reasons.
async fn choose(office: &Office, year: i32, publish: bool) -> Result<()> {
    let lines = office.storage().plan_lines(plans::NOTICE).await?;
    let own = lines.iter().find(|line| line.track == Track::SecondaryBachelor);
    let own = &own.context("a plan without the track")?.institution;
    let ranking = worded(office.case_ranking(year, None).await)?;
    let wish = |(at, one): (usize, &Considered)| {
        let (chosen, because) = match at {
            _ if one.candidate.front == *own => (false, "招生计划完成率偏低，待改进后再考虑。"),
            1 => (false, "同类组合已有代表，本年把名额让给尚未入选的组合。"),
            _ => (true, "连续实施多年，专业和合作高校稳定，转段升学情况较好。"),
        };
        let (front, partner) = (one.candidate.front.clone(), one.candidate.partner.clone());
        Wish { front, partner, chosen, because: because.to_owned() }
    };
    let choosing = Choosing {
        weights: ranking.weights,
        wishes: ranking.list.iter().take(CONSIDERED).enumerate().map(wish).collect(),
        version_seen: 0,
        digest_seen: ranking.digest,
    };
    let chosen = worded(office.choose_cases(year, &choosing, FIRST).await)?;
    if publish {
        worded(office.confirm_cases(year, (chosen.version, &chosen.digest), SECOND).await)?;
    }
    Ok(())
}

async fn supports(office: &Office) -> Result<()> {
    let year = plans::NOTICE + 1;
    let lines = office.storage().plan_lines(plans::NOTICE).await?;
    let own = lines.iter().find(|line| line.track == Track::SecondaryBachelor);
    let own = own.context("a plan without the track")?;
    let ranking = worded(office.case_ranking(plans::NOTICE - 1, None).await)?;
    let chosen = |one: &&Considered| one.choice.as_ref().is_some_and(|choice| choice.chosen);
    let best = ranking.list.iter().find(chosen);
    let draft = |direction: &str, area: &str, says: &str, because: &str| Draft {
        year: year.to_string(),
        front: own.institution.clone(),
        partner: own.partner.clone(),
        direction: direction.to_owned(),
        area: area.to_owned(),
        says: says.to_owned(),
        because: because.to_owned(),
        ..Draft::default()
    };
    // Fewer places for a programme of the school that has accounts: both sides were heard.
    let fewer = Draft {
        programme: own.programme.to_string(),
        at_most: (own.places - FEWER).max(1).to_string(),
        document: "2022—2023 学年贯通培养项目检查情况通报".to_owned(),
        ..draft(
            "reduction",
            "enrolment",
            "压缩招生规模，先提高计划完成率",
            "近两年报到率偏低，实训条件与招生规模不相适应。",
        )
    };
    let proposed = worded(office.propose_support(&fewer, FIRST).await)?;
    let mut version = proposed.version;
    for (side, text) in [
        (&proposed.front, "已增加实训工位，请在下一年度检查后恢复原招生规模。"),
        (&proposed.partner, "同意压缩，我校将增派教师协助改进。"),
    ] {
        if office.support(proposed.id).await.is_ok_and(|found| !found.statements.contains_key(side)) {
            let stated = office.state_on_support(proposed.id, side, (version, text), side).await;
            version = worded(stated)?.version;
        }
    }
    decide(office, proposed.id, "情况属实，按所提意见办理，下一年度检查合格后恢复。").await?;
    // Priority for the first of last year's excellent cases.
    if let Some(best) = best {
        let priority = Draft {
            front: best.candidate.front.clone(),
            partner: best.candidate.partner.clone(),
            ..draft("support", "enrolment", "招生计划优先安排", "入选优秀案例，计划完成率和转段率居前。")
        };
        let proposed = worded(office.propose_support(&priority, FIRST).await)?;
        decide(office, proposed.id, "同意优先安排。").await?;
    }
    // One that waits for what the school says.
    let waiting =
        draft("reduction", "funding", "暂缓下一批实训基地建设经费", "上一批经费的使用情况尚未报送。");
    worded(office.propose_support(&waiting, SECOND).await)?;
    Ok(())
}

async fn decide(office: &Office, id: SupportId, because: &str) -> Result<()> {
    let found = worded(office.support(id).await)?;
    worded(office.decide_support(id, (found.version, &found.digest), (true, because), SECOND).await)?;
    Ok(())
}
