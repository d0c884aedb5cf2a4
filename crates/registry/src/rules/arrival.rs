//! Arrival: registered in the first stage, or not enrolled (三（三）1、2).

use crate::decide::{Ruling, Situation, grant};
use crate::rules::{citing, naming};
use crate::{CommandName, Event};
use guantong_model::{Stage, Standing, Track};
use guantong_policy::Decision;

/// 「中职阶段注册为所在高职院校学籍」 (3.3.1), 「中职阶段注册为所在中职学校的学籍」 (3.3.2)
pub(crate) fn register(s: &Situation<'_>) -> Ruling {
    let placement = &s.state().placement;
    let registered_at = placement.registered_at(Stage::Secondary);
    let decision =
        Decision::accepted("registered", placement.registration_clause()).with("institution", registered_at);
    let decision = citing(naming(decision, placement), &["3.3.3.a", "2.b"]);
    let event = Event::Registered {
        studies_at: placement.studies_at(Stage::Secondary).to_owned(),
        registered_at: registered_at.to_owned(),
    };
    grant(one_university(decision, placement.track), vec![event])
}

/// A student who does not arrive gives up the place, by the rule book of the stage.
pub(crate) fn no_show(s: &Situation<'_>) -> Ruling {
    let decision = naming(Decision::accepted("not_enrolled", "3.3.3.a"), &s.state().placement);
    let end = Event::Ended {
        standing: Standing::NotEnrolled,
        by: CommandName::NoShow,
        article: None,
        decision: None,
    };
    grant(decision, vec![end])
}

/// 「高本贯通个别项目可由本科高校独立承担所有学段培养任务」 (2.1.d)
pub(crate) fn one_university(decision: Decision, track: Track) -> Decision {
    match track {
        Track::UniversityOnly => citing(decision, &["2.1.d"]),
        Track::CollegeBachelor | Track::SecondaryBachelor => decision,
    }
}
