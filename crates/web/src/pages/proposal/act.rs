//! Forms of a proposal: begun, edited, added to, sent; a row dropped or given another partner; adjusted, returned,
//! confirmed. What cannot be taken stays in the fields, and says why.

use super::one::{Typed, shown, situation};
use super::row;
use super::{href, year_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, trimmed, version};
use crate::frame::{Page, half_width};
use axum::extract::{Form, Path};
use guantong_model::{Message, Track};
use guantong_programme::plan::category;
use guantong_programme::proposal::{Edit, Proposal};
use guantong_service::access::Action;

type Pairs = Form<Vec<(String, String)>>;

fn wrong(id: &str) -> Problem {
    Problem::bad(Message::new(id))
}

/// A whole number in figures of either width.
fn whole(text: &str) -> Result<u32, Problem> {
    half_width(text.trim())
        .parse()
        .map_err(|_| Problem::bad(Message::new("proposal-places-no-number").with("given", text.trim())))
}

pub(super) async fn draft(
    page: Page,
    Path((year, name)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let (year, fields) = (year_of(&year)?, trimmed(pairs));
    // Who may not is told so before anything typed is looked at.
    let view = page.office().proposal_view(year, &name).await?;
    page.office().allow_of(Action::ProposalDraft, [name.as_str()])?;
    let done = drafted(&page, year, &name, &view.on_file.proposal, &fields).await;
    answered(page, year, &name, done, fields).await
}

async fn drafted(
    page: &Page,
    year: i32,
    name: &str,
    proposal: &Proposal,
    fields: &Fields,
) -> Result<(), Problem> {
    let (office, seen, actor) = (page.office(), version(fields), page.actor());
    match get(fields, "do") {
        "begin" => office.begin_proposal(year, name, &actor).await.map(drop)?,
        "save" => {
            let edits = places(proposal, fields)?;
            office.edit_proposal(year, name, edits, None, seen, &actor).await.map(drop)?;
        }
        "add" => {
            let (edit, because) = added(fields)?;
            office.edit_proposal(year, name, vec![edit], because.as_deref(), seen, &actor).await.map(drop)?;
        }
        "send" => office.send_proposal(year, name, seen, &actor).await.map(drop)?,
        _ => return Err(wrong("proposal-nothing-asked")),
    }
    Ok(())
}

/// The rows whose places are other than they stand.
fn places(proposal: &Proposal, fields: &Fields) -> Result<Vec<Edit>, Problem> {
    let mut edits = Vec::new();
    for row in proposal.standing() {
        let Some(given) = fields.get(&format!("places-{}", row.row)) else { continue };
        let places = whole(given)?;
        if places != row.places {
            edits.push(Edit::Places { row: row.row, places });
        }
    }
    Ok(edits)
}

/// A new row as it was typed, and its reason.
fn added(fields: &Fields) -> Result<(Edit, Option<String>), Problem> {
    let track = Track::parse(get(fields, "track")).ok_or_else(|| wrong("proposal-no-track"))?;
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let edit = Edit::Add {
        track,
        category: category(track).to_owned(),
        major: get(fields, "major").to_owned(),
        specialisation: some(get(fields, "direction")),
        partner: get(fields, "partner").to_owned(),
        places: whole(get(fields, "places"))?,
    };
    Ok((edit, some(get(fields, "because"))))
}

pub(super) async fn draft_row(
    page: Page,
    Path((year, name, number)): Path<(String, String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let (year, fields) = (year_of(&year)?, trimmed(pairs));
    page.office().proposal_view(year, &name).await?;
    page.office().allow_of(Action::ProposalDraft, [name.as_str()])?;
    let number: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    let because = get(&fields, "because").to_owned();
    let done = match edit_of(number, &fields) {
        Ok(edit) => {
            let (seen, actor) = (version(&fields), page.actor());
            let edits = vec![edit];
            let edited = page.office().edit_proposal(year, &name, edits, Some(&because), seen, &actor).await;
            edited.map(drop).map_err(Problem::from)
        }
        Err(problem) => Err(problem),
    };
    let removed = get(&fields, "do") == "remove";
    let back = if removed { href(year, &name) } else { format!("{}/rows/{number}", href(year, &name)) };
    match done {
        Ok(()) => Ok(door::to(&back)),
        Err(problem) => row::again(page, year, &name, number, problem, fields).await,
    }
}

/// What is to become of a row.
fn edit_of(row: u32, fields: &Fields) -> Result<Edit, Problem> {
    Ok(match get(fields, "do") {
        "drop" => Edit::Drop { row },
        "keep" => Edit::Keep { row },
        "remove" => Edit::Remove { row },
        "against" => Edit::Against { row },
        "partner" => Edit::Partner { row, partner: get(fields, "partner").to_owned() },
        "places" => Edit::Places { row, places: whole(get(fields, "places"))? },
        _ => return Err(wrong("proposal-nothing-asked")),
    })
}

pub(super) async fn adjust(
    page: Page,
    Path((year, name)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let (year, fields) = (year_of(&year)?, trimmed(pairs));
    let view = page.office().proposal_view(year, &name).await?;
    page.office().allow_here(Action::ProposalAdjust)?;
    if view.on_file.version == 0 {
        return Err(Problem::NotFound);
    }
    let (seen, actor) = (version(&fields), page.actor());
    let because = get(&fields, "because").to_owned();
    if get(&fields, "do") == "return" {
        let done = page.office().return_proposal(year, &name, &because, seen, &actor).await;
        return answered(page, year, &name, done.map(drop).map_err(Problem::from), fields).await;
    }
    let number: u32 = get(&fields, "row").parse().unwrap_or(0);
    let done = match edit_of(number, &fields) {
        Ok(edit) => {
            let adjusted = page.office().adjust_proposal(year, &name, edit, &because, seen, &actor).await;
            adjusted.map(drop).map_err(Problem::from)
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(door::to(&format!("{}/rows/{number}", href(year, &name)))),
        Err(problem) if view.on_file.proposal.row(number).is_some() => {
            row::again(page, year, &name, number, problem, fields).await
        }
        Err(problem) => answered(page, year, &name, Err(problem), fields).await,
    }
}

pub(super) async fn confirm(
    page: Page,
    Path((year, name)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let (year, fields) = (year_of(&year)?, trimmed(pairs));
    page.office().proposal_view(year, &name).await?;
    let (seen, actor, university) = (version(&fields), page.actor(), get(&fields, "university").to_owned());
    let done = page.office().confirm_proposal(year, &name, &university, seen, &actor).await;
    answered(page, year, &name, done.map(drop).map_err(Problem::from), fields).await
}

/// Back to the proposal; or the same page again, with what is wrong and what was typed.
async fn answered(page: Page, year: i32, name: &str, done: Result<(), Problem>, fields: Fields) -> Answer {
    match done {
        Ok(()) => Ok(door::to(&href(year, name))),
        Err(problem) => {
            let (status, situation) = situation(&page, problem, Typed { fields })?;
            shown(page, year, name, status, situation).await
        }
    }
}
