//! What is no duty: major issues, a laboratory with its booking and use, and what two sides share.

use super::ACTOR;
use super::answer::typed;
use crate::demo::{plans, worded};
use anyhow::Result;
use guantong_cooperation::{Holder, Kind, Pairing};
use guantong_service::Office;
use guantong_service::cooperation::{COMMISSION, Entering, RecordFilter, Typed};
use jiff::civil::{Date, date};

/// Two issues, one of them over, a laboratory with a booking, and what two sides share.
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
        let used = typed([
            ("resource", number.to_string()),
            ("semester", "2022-2".to_owned()),
            ("people", "36".to_owned()),
        ]);
        let met = typed([
            ("on", "2023-09-12".to_owned()),
            ("topic", "新学期贯通培养工作安排".to_owned()),
            ("decision", "各专业按培养方案与合作高校确认本学期派出教师和课程。".to_owned()),
        ]);
        let more = [
            entering(Kind::ResourceUse, plans::CHANGPING, used),
            entering(Kind::GroupMeeting, plans::CHANGPING, met),
        ];
        worded(office.enter_records(&holder, &more, ACTOR).await)?;
    }
    let shares = pairings.iter().find(|one| one.front == plans::CHANGPING && one.partner == UNION);
    if let Some(pairing) = shares {
        share(office, pairing).await?;
    }
    Ok(())
}

const UNION: &str = "北京联合大学";

/// What two sides share: a course both may choose, credits that stand for others, teachers, and what a meeting agreed on.
async fn share(office: &Office, pairing: &Pairing) -> Result<()> {
    let holder = pairing.holder();
    let of_kind = |kind: Kind| RecordFilter { holder: Some(holder.clone()), kinds: vec![kind], of: None };
    let meetings = worded(office.cooperation_records(&of_kind(Kind::PartnershipMeeting)).await)?;
    let programme = pairing.programmes.first().map(|one| one.programme.to_string()).unwrap_or_default();
    let mut entering: Vec<(Kind, Typed)> = vec![
        (
            Kind::CrossRegistration,
            typed([
                ("semester", "2022-2".to_owned()),
                ("offered", "university".to_owned()),
                ("course", "工程伦理导论".to_owned()),
                ("credits", "2".to_owned()),
                ("people", "24".to_owned()),
            ]),
        ),
        (
            Kind::MutualAppointment,
            typed([
                ("teacher", "顾明远".to_owned()),
                ("offered", "university".to_owned()),
                ("appointed", "专业核心课程兼职教师".to_owned()),
                ("from", "2023-09-01".to_owned()),
            ]),
        ),
        (
            Kind::CreditRecognition,
            typed([
                ("programme", programme),
                ("from-course", "语文四".to_owned()),
                ("to-course", "大学语文".to_owned()),
                ("credits", "2".to_owned()),
                ("agreed", "双方学分互认协议（2023）".to_owned()),
                ("from", "2023-09-01".to_owned()),
            ]),
        ),
    ];
    if let Some(meeting) = meetings.first() {
        entering.push((
            Kind::MeetingAction,
            typed([
                ("meeting", meeting.record.number.to_string()),
                ("action", "核对转段考核科目和题型".to_owned()),
                ("owner", "双方教务处".to_owned()),
                ("due", "2023-11-30".to_owned()),
            ]),
        ));
    }
    let by = pairing.front.clone();
    let entering: Vec<Entering> =
        entering.into_iter().map(|(kind, typed)| Entering { kind, by: by.clone(), typed }).collect();
    worded(office.enter_records(&holder, &entering, ACTOR).await)?;
    for found in worded(office.cooperation_records(&of_kind(Kind::CreditRecognition)).await)? {
        let which = (found.record.kind, pairing.partner.as_str());
        worded(office.confirm_record(&holder, found.record.number, which, found.version, ACTOR).await)?;
    }
    Ok(())
}
