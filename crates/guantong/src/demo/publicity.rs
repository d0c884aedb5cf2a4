//! What institutions of the demonstration did to make the programme known, so that families find something to go to.

use super::worded;
use anyhow::Result;
use guantong_service::Office;
use guantong_service::publicity::Announcing;
use jiff::civil::{Date, date};

/// In whose name it was recorded.
const ACTOR: &str = "院校 招生办公室";

/// An activity as it is held by one institution after another.
struct Held {
    on: Date,
    what: &'static str,
    place: &'static str,
    audience: &'static str,
    /// How many came to the first; nothing where it is still to come.
    came: Option<i64>,
}

const HELD: [Held; 4] = [
    Held {
        on: date(2023, 5, 13),
        what: "校园开放日：实训室参观和贯通培养政策解读",
        place: "本校实训中心",
        audience: "初三学生和家长",
        came: Some(236),
    },
    Held {
        on: date(2023, 6, 10),
        what: "志愿填报咨询：最低分数线、同分顺序和七年怎么走",
        place: "本校报告厅",
        audience: "已参加中考的学生和家长",
        came: Some(158),
    },
    Held {
        on: date(2023, 6, 17),
        what: "网上答疑：转段、转专业和毕业离开",
        place: "学校网站直播",
        audience: "考生和家长",
        came: Some(412),
    },
    Held {
        on: date(2023, 11, 18),
        what: "走进初中：高端技术技能人才贯通培养介绍",
        place: "各区初中学校",
        audience: "初二、初三学生和班主任",
        came: None,
    },
];

/// Records them where none are yet; each institution holds two or three, on days of its own.
pub(super) async fn make(office: &Office) -> Result<()> {
    if !office.activities(None, 1).await?.is_empty() {
        return Ok(());
    }
    let mut schools: Vec<String> = Vec::new();
    for line in office.storage().plan_lines(super::plans::NOTICE).await? {
        if !schools.contains(&line.institution) {
            schools.push(line.institution);
        }
    }
    for (place, school) in (0_i64..).zip(&schools) {
        let mut version = 0;
        for (held, nth) in HELD.iter().zip(0_i64..) {
            if (place + nth) % 3 == 2 {
                continue;
            }
            let days = i32::try_from(place % 5).unwrap_or_default();
            let announcing = Announcing {
                number: None,
                held_on: held.on.saturating_add(jiff::Span::new().days(days)),
                place: held.place.to_owned(),
                what: held.what.to_owned(),
                audience: held.audience.to_owned(),
                attended: held.came.map(|came| came - place * 9),
            };
            worded(office.announce(school, &announcing, version, ACTOR).await)?;
            version += 1;
        }
    }
    Ok(())
}
