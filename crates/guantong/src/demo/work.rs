//! Work and study in turn in the demonstration: posts under the agreements that are in force, everybody on the way at one,
//! a first period of work whose hours are confirmed; but for what is planted here, so that there is something to be found.

use super::accounts::ENTERPRISE;
use super::{plans, worded};
use anyhow::Result;
use guantong_cooperation::{Holder, Kind, Record};
use guantong_model::{Date, Track, academic_year};
use guantong_registry::work::Turn;
use guantong_service::Office;
use guantong_service::cooperation::{Entering, RecordFilter, Typed};
use guantong_service::work::{HoursState, PostId, Taken};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

/// In whose names it was arranged and confirmed.
const SCHOOL: &str = "院校 实习管理办公室";
const ENTERPRISE_HAND: &str = "企业 人力资源部";
/// Majors of an institution for which no post is on record: their students have none.
pub(super) const WITHOUT_POSTS: [(&str, &str); 2] =
    [(plans::COMMERCE, "电子商务"), (plans::TRANSPORT, "城市轨道交通运营管理")];
#[cfg(test)]
/// Whose agreement has ended, so that none of its students has a post that holds.
pub(super) const WITHOUT_AGREEMENT: &str = plans::AGRICULTURE;
/// Whose hours nobody has filled in.
const NOT_FILLED_IN: &str = plans::FENGTAI;
/// Students of a post at most.
const PLACES: &str = "300";

/// Makes what is not there yet: once, and for every class that came since.
pub(super) async fn make(office: &Office) -> Result<()> {
    posts(office).await?;
    let today = office.clock().today();
    let known: BTreeSet<_> = office
        .storage()
        .work_classes(None)
        .await?
        .into_iter()
        .map(|class| (class.programme, class.cohort))
        .collect();
    let by_programme = on_record(office, Kind::EnterprisePost).await?;
    let mut taken = Vec::new();
    for class in worded(office.work_classes().await)? {
        let programme = &class.line.programme;
        if known.contains(&(programme.clone(), class.cohort)) {
            continue;
        }
        let of_it = |post: &&Record| post.text("programme") == programme.as_str() && post.holds_on(today);
        let Some(post) = by_programme.iter().find(of_it) else { continue };
        let front = post.holder.front().to_owned();
        let state = match front.as_str() {
            NOT_FILLED_IN => None,
            _ if post.text("mentor") == MENTOR => Some(HoursState::Sent),
            _ => Some(HoursState::Confirmed),
        };
        let begins = first_day(today);
        taken.push(Taken {
            programme: programme.clone(),
            cohort: class.cohort,
            post: PostId { institution: front, number: post.number },
            from: begins,
            periods: periods(academic_year(today), class.cohort),
            hours: state,
            arranged_by: SCHOOL.to_owned(),
            confirmed_by: ENTERPRISE_HAND.to_owned(),
        });
    }
    worded(office.take_work_over(&taken).await)?;
    Ok(())
}

/// The mentor at the posts of the enterprise that has an account.
const MENTOR: &str = "丁毅";

/// The first day of the school year that a day falls into.
fn first_day(today: Date) -> Date {
    i16::try_from(academic_year(today)).map_or(today, |year| date(year, 9, 4))
}

/// The periods of a school year: in the first a week of visits, later three weeks at the post and two months in spring.
fn periods(year: i32, cohort: i32) -> Vec<(Turn, Date, Date)> {
    let Ok(year) = i16::try_from(year) else { return Vec::new() };
    let (autumn, spring) = (|month, day| date(year, month, day), |month, day| date(year + 1, month, day));
    if i32::from(year) == cohort {
        return vec![
            (Turn::Teaching, autumn(9, 4), autumn(9, 15)),
            (Turn::Visit, autumn(9, 18), autumn(9, 22)),
            (Turn::Teaching, autumn(9, 25), spring(1, 12)),
            (Turn::Teaching, spring(2, 26), spring(6, 28)),
        ];
    }
    vec![
        (Turn::Post, autumn(9, 4), autumn(9, 22)),
        (Turn::Teaching, autumn(9, 25), spring(1, 12)),
        (Turn::Post, spring(2, 26), spring(4, 26)),
        (Turn::Teaching, spring(4, 29), spring(6, 28)),
    ]
}

async fn on_record(office: &Office, kind: Kind) -> Result<Vec<Record>> {
    let filter = RecordFilter { kinds: vec![kind], ..RecordFilter::default() };
    let found = worded(office.cooperation_records(&filter).await)?.into_iter().map(|found| found.record);
    Ok(found.filter(Record::counts).collect())
}

/// A post for each programme under the agreement of its front institution, and an engineer college here and there.
async fn posts(office: &Office) -> Result<()> {
    let today = office.clock().today();
    let there: BTreeSet<(String, String)> = on_record(office, Kind::EnterprisePost)
        .await?
        .iter()
        .map(|post| (post.holder.front().to_owned(), post.text("programme").to_owned()))
        .collect();
    let known: BTreeSet<String> = there.iter().map(|(front, _)| front.clone()).collect();
    let lines = office.storage().plan_lines(plans::NOTICE).await?;
    let school = lines.iter().find(|line| line.track == Track::SecondaryBachelor);
    let school = school.map(|line| line.institution.clone()).unwrap_or_default();
    let mut agreements: BTreeMap<String, Record> = BTreeMap::new();
    for agreement in on_record(office, Kind::EnterpriseAgreement).await? {
        if agreement.holds_on(today) {
            agreements.insert(agreement.holder.front().to_owned(), agreement);
        }
    }
    let mut by: BTreeMap<String, Vec<Entering>> = BTreeMap::new();
    for pairing in worded(office.own_pairings().await)? {
        let front = pairing.front.clone();
        let Some(agreement) = agreements.get(&front) else { continue };
        let mut number = agreement.number;
        if front == school && !known.contains(&front) && !by.contains_key(&front) {
            // The enterprise that has an account has an agreement with the school that has one.
            number = own_agreement(office, &front).await?;
        } else if front == school {
            number = on_record(office, Kind::EnterpriseAgreement)
                .await?
                .iter()
                .find(|one| one.holder.front() == front && one.text("enterprise") == ENTERPRISE)
                .map_or(number, |one| one.number);
        }
        let entering = by.entry(front.clone()).or_default();
        for (place, offered) in pairing.programmes.iter().enumerate() {
            let programme = offered.programme.as_str();
            let planted = WITHOUT_POSTS.contains(&(front.as_str(), offered.major.as_str()));
            if planted || there.contains(&(front.clone(), programme.to_owned())) {
                continue;
            }
            let mentor = if front == school { MENTOR } else { "企业导师" };
            entering.push(of(
                Kind::EnterprisePost,
                &front,
                &[
                    ("agreement", &number.to_string()),
                    ("programme", programme),
                    ("post-title", &format!("{}学徒岗", offered.major)),
                    ("places", PLACES),
                    ("post-work", "在企业导师指导下熟悉岗位，完成生产性实训任务。"),
                    ("mentor", mentor),
                    ("from", "2023-09-01"),
                ],
            ));
            if place == 0 && !known.contains(&front) {
                entering.push(of(
                    Kind::SpecialProject,
                    &front,
                    &[
                        ("project", "engineer-college"),
                        ("name", &format!("{}工程师学院", offered.major)),
                        ("programme", programme),
                        ("enterprise", agreement.text("enterprise")),
                        ("from", "2023-09-01"),
                    ],
                ));
            }
        }
    }
    for (front, entering) in by {
        if !entering.is_empty() {
            worded(office.enter_records(&Holder::Institution(front), &entering, SCHOOL).await)?;
        }
    }
    Ok(())
}

async fn own_agreement(office: &Office, front: &str) -> Result<i64> {
    let agreement = of(
        Kind::EnterpriseAgreement,
        front,
        &[
            ("enterprise", ENTERPRISE),
            ("document", "校企合作协议（2023）实习专项"),
            ("content", "为学生提供学徒岗位和企业导师，按期确认实习工时。"),
            ("from", "2023-04-20"),
            ("until", "2030-08-31"),
        ],
    );
    worded(office.enter_record(&Holder::Institution(front.to_owned()), &agreement, SCHOOL).await)
}

fn of(kind: Kind, by: &str, fields: &[(&str, &str)]) -> Entering {
    let typed: Typed = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Entering { kind, by: by.to_owned(), typed }
}
