//! Annual reports of the demonstration: handed in each December, but for one that is still written and one that waits for its
//! university.

use super::worded;
use crate::real::SetClock;
use anyhow::Result;
use guantong_service::Office;
use guantong_service::report::{ReportState, Section};
use jiff::civil::date;
use std::collections::BTreeMap;

/// Who writes and who signs.
const WRITER: &str = "教务处";
const SIGNER: &str = "继续教育学院";

/// What is written in a section.
fn written(section: Section) -> &'static str {
    match section {
        Section::Goals => "按七年一体化要求修订培养目标与规格，三个学段逐级衔接，本科学段以应用能力为主。",
        Section::Occupations => "面向首都产业岗位开展调研，毕业生主要从事生产组织、技术服务和现场管理工作。",
        Section::Curriculum => {
            "双方共同审定课程设置，公共基础课与专业课贯通安排，核心课程由双方教师联合授课。"
        }
        Section::Management => "每学期召开教学协调会，统一考核标准，学生管理、教学检查和成绩核对按分工落实。",
        Section::Quality => "课程考核合格率稳定，转段考核按办法组织，未达到条件的学生依规留级或毕业。",
        Section::Cooperation => {
            "双方专门机构定期沟通，本科高校派出教师到校授课，企业参与方案制订、实施与评价。"
        }
        Section::Next => "个别专业招生计划没有完成，下一年加强招生宣传，补足双师型教师和实训条件。",
    }
}

/// Writes, sends, signs and hands in the reports on a year that nobody has begun, in its December.
pub(super) async fn make(office: &Office, clock: &SetClock, year: i16) -> Result<()> {
    clock.set(date(year, 12, 18).at(10, 0, 0, 0));
    let text: BTreeMap<Section, String> =
        Section::ALL.iter().map(|section| (*section, written(*section).to_owned())).collect();
    let listed = worded(office.annual_reports(i32::from(year)).await)?;
    for (place, one) in listed.into_iter().filter(|one| one.report.version == 0).enumerate() {
        let id = one.report.id;
        let kept = worded(office.write_report(&id, &text, 0, WRITER).await)?;
        if place == 3 {
            continue;
        }
        let sent = worded(office.send_report(&id, kept.version, WRITER).await)?;
        let digest = office.report_digest(&sent)?;
        if place == 5 && sent.state == ReportState::Sent {
            continue;
        }
        let signed = match sent.state {
            ReportState::Sent => worded(office.sign_report(&id, sent.version, &digest, SIGNER).await)?,
            _ => sent,
        };
        worded(office.submit_report(&id, signed.version, &digest, WRITER).await)?;
    }
    worded(office.remind().await)?;
    Ok(())
}
