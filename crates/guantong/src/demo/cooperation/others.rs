//! What is no duty: major issues, a laboratory and its booking.

use super::ACTOR;
use super::answer::typed;
use crate::demo::{plans, worded};
use anyhow::Result;
use guantong_cooperation::{Holder, Kind};
use guantong_service::Office;
use guantong_service::cooperation::{COMMISSION, Entering, Typed};
use jiff::civil::{Date, date};

/// Two issues, one of them over, and a laboratory with a booking.
pub(super) async fn make(office: &Office) -> Result<()> {
    let of = |name: &str| Holder::Institution(name.to_owned());
    let entering = |kind: Kind, by: &str, typed: Typed| Entering { kind, by: by.to_owned(), typed };
    let pairings = worded(office.own_pairings().await)?;
    let there = |name: &str| pairings.iter().any(|one| one.front == name);
    for (name, subject, on) in [
        (plans::FINANCE, "实训楼改造影响本学期实训安排", date(2023, 9, 12)),
        (plans::CHANGPING, "一名合作企业停业，实习岗位须另行安排", date(2023, 9, 20)),
    ] {
        if !there(name) {
            continue;
        }
        let issue = typed([
            ("subject", subject.to_owned()),
            ("occurred-on", on.to_string()),
            ("content", "已了解情况，提出替代安排，不影响学生学业和转段。".to_owned()),
        ]);
        let number =
            worded(office.enter_record(&of(name), &entering(Kind::MajorIssue, name, issue), ACTOR).await)?;
        let its = |on: Date| [("issue", number.to_string()), ("on", on.to_string())];
        if name != plans::FINANCE {
            continue;
        }
        let with = |on: Date, field: &str, text: &str| {
            let mut found = typed(its(on));
            found.insert(field.to_owned(), text.to_owned());
            found
        };
        let mut decision =
            with(date(2023, 9, 18), "decision", "实训调整到合作高校实训中心进行，教务处负责落实。");
        decision.insert("body".to_owned(), "presidents-office-meeting".to_owned());
        let steps = [
            entering(
                Kind::IssueReceipt,
                COMMISSION,
                with(date(2023, 9, 28), "opinion", "请学校及时安排并报告结果。"),
            ),
            entering(Kind::IssueDecision, name, decision),
            entering(
                Kind::IssueHandling,
                name,
                with(date(2023, 9, 26), "measures", "实训已在合作高校完成。"),
            ),
            entering(
                Kind::IssueClosing,
                COMMISSION,
                with(date(2023, 9, 28), "outcome", "实训按计划完成，予以办结。"),
            ),
        ];
        worded(office.enter_records(&of(name), &steps, ACTOR).await)?;
    }
    if there(plans::CHANGPING) {
        let holder = of(plans::CHANGPING);
        let resource = typed([
            ("sort", "laboratory".to_owned()),
            ("name", "智能网联汽车实验室".to_owned()),
            ("place", "实训楼三层".to_owned()),
            ("capacity", "40".to_owned()),
            ("from", "2023-09-01".to_owned()),
        ]);
        let resource = entering(Kind::SharedResource, plans::CHANGPING, resource);
        let number = worded(office.enter_record(&holder, &resource, ACTOR).await)?;
        let booking = typed([
            ("resource", number.to_string()),
            ("on", "2023-10-12".to_owned()),
            ("begins", "09:00".to_owned()),
            ("ends", "11:30".to_owned()),
            ("purpose", "核心课程实验".to_owned()),
            ("people", "36".to_owned()),
        ]);
        let booking = entering(Kind::ResourceBooking, plans::CHANGPING, booking);
        worded(office.enter_record(&holder, &booking, ACTOR).await)?;
    }
    Ok(())
}
