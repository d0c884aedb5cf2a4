//! Forms of a training programme: begun, judged, sent, adjusted; agreed to or returned.

use super::parts::Situation;
use super::{href, key_of, one};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, trimmed, version};
use crate::frame::Page;
use axum::extract::{Form, Path};
use guantong_model::{Message, ProgrammeId};
use guantong_service::access::Action;
use guantong_training::{Edit, Verdict};

type Pairs = Form<Vec<(String, String)>>;
pub(super) async fn draft(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let ((programme, cohort), fields) = (key_of(&programme, &cohort)?, trimmed(pairs));
    // Who may not is told so before anything typed is looked at.
    page.office().training_view(&programme, cohort).await?;
    page.office().allow_training_draft(&programme, cohort).await?;
    let back = match get(&fields, "do") {
        "begin" | "begin-earlier" | "adjust" => format!("{}/courses", href(&programme, cohort)),
        _ => href(&programme, cohort),
    };
    let done = drafted(&page, &programme, cohort, &fields).await;
    answered(page, &programme, cohort, &back, done, fields).await
}

async fn drafted(page: &Page, programme: &ProgrammeId, cohort: i32, fields: &Fields) -> Result<(), Problem> {
    let (office, seen, actor) = (page.office(), version(fields), page.actor());
    let judge = |verdict| Edit::Judge {
        courses: (get(fields, "one").to_owned(), get(fields, "other").to_owned()),
        verdict,
        because: get(fields, "because").to_owned(),
        by: actor.clone(),
    };
    let edit = |edit: Edit| office.edit_training(programme, cohort, vec![edit], seen, &actor);
    match get(fields, "do") {
        "begin" => office.begin_training(programme, cohort, false, seen, &actor).await?,
        "begin-earlier" => office.begin_training(programme, cohort, true, seen, &actor).await?,
        "adjust" => office.adjust_training(programme, cohort, get(fields, "because"), seen, &actor).await?,
        "different" => edit(judge(Verdict::Different)).await?,
        "builds" => edit(judge(Verdict::Builds)).await?,
        "send" => {
            let declared = get(fields, "declared") == "yes";
            office.send_training(programme, cohort, declared, seen, &actor).await?
        }
        _ => return Err(Problem::bad(Message::new("proposal-nothing-asked"))),
    };
    Ok(())
}

pub(super) async fn agree(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let ((programme, cohort), fields) = (key_of(&programme, &cohort)?, trimmed(pairs));
    let view = page.office().training_view(&programme, cohort).await?;
    page.office().allow_of(Action::TrainingAgree, [view.sides.partner.as_str()])?;
    let actor = page.actor_named(&get(&fields, "by").chars().take(40).collect::<String>());
    let (office, seen) = (page.office(), version(&fields));
    let done = match get(&fields, "do") {
        "agree" => {
            let declared = get(&fields, "declared") == "yes";
            office.agree_training(&programme, cohort, declared, seen, &actor).await
        }
        "return" => office.return_training(&programme, cohort, get(&fields, "because"), seen, &actor).await,
        _ => return Err(Problem::bad(Message::new("proposal-nothing-asked"))),
    };
    let back = href(&programme, cohort);
    answered(page, &programme, cohort, &back, done.map(drop).map_err(Problem::from), fields).await
}

/// On to where it goes; or the same page again, with what is wrong and what was typed.
async fn answered(
    page: Page,
    programme: &ProgrammeId,
    cohort: i32,
    back: &str,
    done: Result<(), Problem>,
    fields: Fields,
) -> Answer {
    match done {
        Ok(()) => Ok(door::to(back)),
        Err(problem) => {
            let (status, situation) = Situation::of(&page, problem, fields)?;
            one::shown(page, programme, cohort, false, status, situation).await
        }
    }
}
