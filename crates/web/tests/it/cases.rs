//! `/cases` and `/support`: ranked by any weights, explained down to the record, chosen by one and published by another;
//! proposed, heard, decided, received, and beside the lines of the next plan.
// case: 4.3.2.a, 4.3.2.b

use crate::browser::Seen;
use crate::house::{Guest, House, encoded, well_made};
use crate::lives::lives;
use axum::http::StatusCode;
use guantong_cooperation::{Holder, Kind};
use guantong_merit::{Criterion, Measure, Weights};
use guantong_secrets::password::Profile;
use guantong_service::ServiceError;
use guantong_service::cases::{Choosing, SelectionState};
use guantong_service::cooperation::Entering;
use guantong_service::support::{SupportId, SupportState};
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";
const UNIVERSITY: &str = "北京联合大学";
const RANKING: &str = "/cases/2026/ranking";

fn one() -> String {
    format!("/cases/2026/{}/{}", encoded(SCHOOL), encoded(UNIVERSITY))
}

/// The first value of a hidden field.
fn hidden(page: &Seen, name: &str) -> String {
    let rest = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1);
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// What a form of a page sends, with its version and digest.
async fn does(guest: &mut Guest, page: &str, action: &str, fields: &[(&str, &str)]) -> Seen {
    let seen = guest.page(page).await;
    let (version, digest) = (hidden(&seen, "version"), hidden(&seen, "digest"));
    let usual = [("version", version.as_str()), ("digest", digest.as_str())];
    guest.send(action, &[&usual[..], fields].concat()).await
}

/// The school has an agreement with an enterprise in force, so that not all are equal.
async fn agreed(house: &House) {
    let fields = [
        ("enterprise", "示例精密制造有限公司"),
        ("document", "校企合作协议〔2026〕1号"),
        ("content", "共建实训基地"),
        ("from", "2026-09-01"),
        ("until", "2029-08-31"),
    ];
    let typed = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect();
    let entering = Entering { kind: Kind::EnterpriseAgreement, by: SCHOOL.to_owned(), typed };
    house.office.enter_record(&Holder::Institution(SCHOOL.to_owned()), &entering, "test").await.unwrap();
}

const EVEN: [(&str, &str); 5] =
    [("duration", "20"), ("stability", "20"), ("fill-rate", "20"), ("enterprises", "20"), ("quality", "20")];

#[tokio::test]
async fn a_ranking_is_made_by_any_weights_and_explained() {
    let house = House::over(lives(date(2026, 12, 5)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "zhongzhi", "gaozhi", "qiye"]).await;
    agreed(&house).await;
    let mut commission = house.entered("jiaowei").await;
    let seen = commission.page(RANKING).await;
    assert!(seen.has("名次范围") && seen.has("次序") && seen.has("value=\"20\""), "{}", seen.shown());
    let by_quality = commission.page(&format!("{RANKING}?quality=100")).await;
    assert!(by_quality.has("value=\"100\"") && by_quality.has("quality=100"), "{}", by_quality.shown());
    for (asked, told) in
        [("?quality=x", "“x”应为"), ("?quality=101", "“101”应为"), ("?quality=0", "至少一项")]
    {
        let wrong = commission.get(&format!("{RANKING}{asked}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
        assert!(wrong.has(told) && wrong.has("名次范围"), "{asked}: {}", wrong.shown());
    }
    let csv = commission.get(&format!("{RANKING}.csv?quality=100")).await;
    assert!(csv.has("名次,前段院校") && csv.has("（权重 100）"), "{}", csv.text);

    // Each figure is told, and opens to its records; the sums are the figure.
    let view = house.office.case_ranking(2026, None).await.unwrap();
    let own =
        view.list.iter().find(|one| one.candidate.front == SCHOOL && one.candidate.partner == UNIVERSITY);
    let own = own.unwrap();
    let explained = commission.page(&one()).await;
    for criterion in Criterion::ALL {
        assert!(explained.has(&format!("id=\"h-{criterion}\"")), "{criterion}");
    }
    for (measure, frozen) in &own.candidate.figures {
        let behind = commission.page(&format!("{}/{measure}", one())).await;
        well_made(&behind, measure.as_str());
        let id = guantong_service::cases::CaseId {
            year: 2026,
            front: SCHOOL.to_owned(),
            partner: UNIVERSITY.to_owned(),
        };
        let records = house.office.case_records(&id, *measure, (0, 500)).await.unwrap();
        let count = records.lines.len() + records.others.len() + records.students.len();
        assert_eq!(i64::try_from(count).unwrap(), frozen.records, "{measure}");
        assert!(!records.since, "{measure}: nothing has changed");
        let lines: i64 = records.lines.iter().map(|(_, _, part, _)| part).sum();
        let students = records.students.iter().filter(|(_, part)| *part).count();
        let others: i64 = records.others.iter().map(|(_, part)| part).sum();
        let sum = lines + others + if lines > 0 { 0 } else { i64::try_from(students).unwrap() };
        assert_eq!(sum, frozen.told.part, "{measure}");
    }
    assert_eq!(commission.get(&format!("{}/nothing", one())).await.status, StatusCode::NOT_FOUND);
    assert_eq!(commission.get("/cases/2035/ranking").await.status, StatusCode::NOT_FOUND);

    // A school sees its own line and its rank, and nothing of others.
    let mut school = house.entered("zhongzhi").await;
    let seen = school.page(RANKING).await;
    assert!(seen.has(SCHOOL) && !seen.has("北京财贸职业学院") && !seen.has("勾选入选"), "{}", seen.shown());
    assert!(school.page(&one()).await.has(&format!("第 {} 名，共 {} 个", own.rank, view.of)));
    let mut other = house.entered("gaozhi").await;
    assert_eq!(other.get(&one()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&format!("{}/years", one())).await.status, StatusCode::NOT_FOUND);
    assert!(house.entered("qiye").await.get(RANKING).await.status.is_client_error());
    let mut english = house.entered("jiaowei").await.english();
    for address in
        [RANKING.to_owned(), one(), format!("{}/{}", one(), Measure::ToCollege), "/cases".to_owned()]
    {
        well_made(&english.page(&address).await, &address);
    }
}

#[tokio::test]
async fn cases_are_chosen_with_reasons_and_published_by_another() {
    let house = House::over(lives(date(2026, 12, 5)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "jiaowei2", "zhongzhi"]).await;
    agreed(&house).await;
    let mut first = house.entered("jiaowei").await;
    let mut public = house.guest();
    assert_eq!(public.get("/cases/2026").await.status, StatusCode::NOT_FOUND);
    let view = house.office.case_ranking(2026, None).await.unwrap();
    let name = |at: usize| {
        let one = &view.list[at].candidate;
        format!("{}|{}", one.front, one.partner)
    };
    // The last of the first four ranks is chosen; whoever is above it needs a reason.
    let at = view.list.iter().position(|one| one.rank > 1).unwrap();
    let (chosen, above) = (name(at), name(0));
    let choose = [&EVEN[..], &[("do", "choose")]].concat();
    let none = does(&mut first, RANKING, RANKING, &choose).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.has("没有勾选"), "{}", none.shown());
    let (tick, because) = (format!("chosen:{chosen}"), format!("because:{chosen}"));
    let over = format!("because:{above}");
    let silent = [&choose[..], &[(tick.as_str(), "yes"), (because.as_str(), "办学<有>特色")]].concat();
    let silent = does(&mut first, RANKING, RANKING, &silent).await;
    assert!(
        silent.has("名次在入选者之前而未入选") && silent.has("办学&#60;有&#62;特色"),
        "{}",
        silent.shown()
    );
    let reasons: Vec<(String, String)> =
        (0..at).map(|at| (format!("because:{}", name(at)), "上年已入选".to_owned())).collect();
    let mut fields = [&choose[..], &[(tick.as_str(), "yes"), (because.as_str(), "办学有特色")]].concat();
    fields.extend(reasons.iter().map(|(name, reason)| (name.as_str(), reason.as_str())));
    let long = "长".repeat(401);
    let mut too_long = fields.clone();
    too_long.retain(|(name, _)| *name != over);
    too_long.push((over.as_str(), &long));
    let too_long = does(&mut first, RANKING, RANKING, &too_long).await;
    assert!(too_long.has("有 401 字"), "{}", too_long.shown());
    let stale = first.send(RANKING, &[&fields[..], &[("version", "0"), ("digest", "stale")]].concat()).await;
    assert!(stale.status == StatusCode::CONFLICT && stale.has("有了变化"), "{}", stale.shown());
    let done = does(&mut first, RANKING, RANKING, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.shown());

    // The same hand does not confirm; the other may send it back, or publish it.
    let waits = first.page(RANKING).await;
    assert!(waits.has("须由提出人以外的人复核") && !waits.has("复核无误，公布"), "{}", waits.shown());
    assert_eq!(public.get("/cases/2026").await.status, StatusCode::NOT_FOUND);
    assert!(
        !house.entered("zhongzhi").await.page(RANKING).await.has("上年已入选"),
        "not before it is published"
    );
    let kept = house.office.storage().selection(2026).await.unwrap().unwrap();
    let own = house.office.confirm_cases(2026, (1, &kept.digest), &kept.chosen_by).await;
    assert!(matches!(own, Err(ServiceError::Conflict(_))), "{own:?}");
    let mut second = house.entered("jiaowei2").await;
    assert!(second.page("/todo").await.has("待复核"));
    let back = does(&mut second, RANKING, RANKING, &[("do", "return"), ("because", "理由再具体些")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.shown());
    assert!(first.page(RANKING).await.has("复核退回：理由再具体些"));
    does(&mut first, RANKING, RANKING, &fields).await;
    let published = does(&mut second, RANKING, RANKING, &[("do", "confirm")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.shown());
    let list = public.page("/cases/2026").await;
    assert!(list.has("办学有特色") && list.has("2026年12月5日公布"), "{}", list.shown());
    assert!(!list.has("上年已入选") && !list.has("沈知行"), "those passed over, and students, are not told");
    assert!(public.page("/cases").await.has("/cases/2026"));

    // Published it stands, whatever is done.
    let before = house.office.storage().selection(2026).await.unwrap().unwrap();
    assert_eq!((before.state, before.choices.len()), (SelectionState::Published, at + 1));
    let choosing = Choosing {
        weights: before.weights,
        wishes: Vec::new(),
        version_seen: before.version,
        digest_seen: String::new(),
    };
    let again = house.office.choose_cases(2026, &choosing, "丙").await;
    assert!(matches!(again, Err(ServiceError::Conflict(_))), "{again:?}");
    let other = Weights::new([0, 0, 0, 0, 100]).unwrap();
    let other = house.office.case_ranking(2026, Some(other)).await.unwrap();
    assert!(other.frozen && other.figures == before.figures);
    assert_eq!(house.office.storage().selection(2026).await.unwrap().unwrap(), before);
    let verified = house.office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
}

#[tokio::test]
async fn a_reduction_is_heard_decided_and_stands_in_the_next_plan() {
    let house = House::over(lives(date(2026, 12, 5)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "jiaowei2", "zhongzhi", "daxue", "gaozhi"]).await;
    let mut first = house.entered("jiaowei").await;
    let form = first.page("/support/new").await;
    assert!(form.has(SCHOOL) && form.has("value=\"2028\""), "{}", form.shown());
    let about = format!("{SCHOOL}|{UNIVERSITY}|");
    let fields = [
        ("about", about.as_str()),
        ("year", "2028"),
        ("direction", "reduction"),
        ("area", "enrolment"),
        ("says", "压缩招生规模"),
        ("at-most", "１"),
        ("because", "计划完成率偏低"),
        ("document", "检查通报〔2026〕3号"),
    ];
    let with = |name: &str, value: &'static str| {
        let mut fields = fields;
        fields.iter_mut().filter(|(known, _)| *known == name).for_each(|field| field.1 = value);
        fields
    };
    for (name, value, told) in [
        ("about", "没有|没有|", "请从列表选择对象"),
        ("year", "2040", "“2040”应在 2027 至 2029 之间"),
        ("says", " ", "“内容”没有填写"),
        ("at-most", "x", "填了“x”"),
        ("area", "funding", "只用于招生计划方面"),
    ] {
        let wrong = first.send("/support/new", &with(name, value)).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has(told),
            "{name}: {}",
            wrong.shown()
        );
        assert!(wrong.has("计划完成率偏低"), "what was typed stays");
    }
    let proposed = first.send("/support/new", &fields).await;
    assert_eq!(proposed.header("location"), "/support/2028-1", "{}", proposed.shown());
    let address = "/support/2028-1";
    let (statement, decision) = (format!("{address}/statement"), format!("{address}/decision"));
    let seen = first.page(address).await;
    assert!(
        seen.has("听取意见") && seen.has("检查通报〔2026〕3号") && seen.has("未按期履行"),
        "{}",
        seen.shown()
    );

    // Nobody decides before the two were heard or the day is over; each side speaks for itself.
    let mut second = house.entered("jiaowei2").await;
    let id = SupportId { year: 2028, number: 1 };
    let kept = house.office.support(id).await.unwrap();
    let early = house.office.decide_support(id, (1, &kept.digest), (true, "属实"), "乙").await;
    assert!(matches!(early, Err(ServiceError::Conflict(_))), "{early:?}");
    assert!(!second.page(address).await.has("作出决定"));
    let mut other = house.entered("gaozhi").await;
    assert_eq!(other.get(address).await.status, StatusCode::NOT_FOUND);
    let mut school = house.entered("zhongzhi").await;
    assert!(school.page("/todo").await.has("待陈述意见"));
    let silent = does(&mut school, address, &statement, &[("do", "state"), ("text", "")]).await;
    assert!(silent.has("“陈述意见”没有填写"), "{}", silent.shown());
    let wrong_side = [("do", "state"), ("text", "同意"), ("institution", UNIVERSITY)];
    let wrong_side = does(&mut school, address, &statement, &wrong_side).await;
    assert_eq!(wrong_side.status, StatusCode::FORBIDDEN);
    let stated = does(&mut school, address, &statement, &[("do", "state"), ("text", "已增加工位")]).await;
    assert_eq!(stated.status, StatusCode::SEE_OTHER, "{}", stated.shown());
    let mut university = house.entered("daxue").await;
    let stated = does(&mut university, address, &statement, &[("do", "state"), ("text", "同意压缩")]).await;
    assert_eq!(stated.status, StatusCode::SEE_OTHER, "{}", stated.shown());

    // Another than who proposed it decides.
    assert!(!first.page(address).await.has("作出决定") && first.page(address).await.has("须由另一人决定"));
    let own = (true, "属实");
    let own = house.office.decide_support(id, (3, &kept.digest), own, &kept.proposed_by).await;
    assert!(matches!(own, Err(ServiceError::Conflict(_))), "{own:?}");
    let decided = does(&mut second, address, &decision, &[("do", "agree"), ("because", "情况属实")]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.shown());
    assert!(school.page("/todo").await.has("待签收"));
    let received = does(&mut school, address, &statement, &[("do", "receive")]).await;
    assert_eq!(received.status, StatusCode::SEE_OTHER, "{}", received.shown());
    let support = house.office.support(id).await.unwrap();
    assert_eq!((support.state, support.received.len()), (SupportState::Agreed, 1));

    // The next plan: shown beside the line, and more than it says is sent only with a reason.
    let proposal = format!("/proposals/2028/{}", encoded(SCHOOL));
    let begun = does(&mut school, &proposal, &proposal, &[("do", "begin")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.shown());
    let page = school.page(&proposal).await;
    assert!(page.has("2028-1：压缩招生规模（最多 1 人）") && page.has(address), "{}", page.shown());
    assert!(page.has("决定 2028-1 最多 1 人"), "{}", page.shown());
    let sent = does(&mut school, &proposal, &proposal, &[("do", "send")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.has("写明理由"), "{}", sent.shown());
    let rows = house.office.proposal_view(2028, SCHOOL).await.unwrap().on_file.proposal.rows;
    for row in rows.iter().filter(|row| row.partner == UNIVERSITY) {
        let address = format!("{proposal}/rows/{}", row.row);
        assert!(school.page(&address).await.has("有关决定"));
        let silent = does(&mut school, &address, &address, &[("do", "against"), ("because", " ")]).await;
        assert!(silent.has("请写明超出决定的理由"), "{}", silent.shown());
        let kept = [("do", "against"), ("because", "实训条件已经改善")];
        let kept = does(&mut school, &address, &address, &kept).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.shown());
    }
    let sent = does(&mut school, &proposal, &proposal, &[("do", "send")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.shown());
    assert!(first.page(&proposal).await.has("已写明理由"), "the commission sees it");
    let verified = house.office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    let mut english = house.entered("jiaowei").await.english();
    for address in ["/support", "/support/new", address] {
        well_made(&english.page(address).await, address);
    }
}

#[tokio::test]
async fn support_is_decided_at_once_and_can_be_refused() {
    let house = House::over(lives(date(2026, 12, 5)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "jiaowei2", "zhongzhi"]).await;
    let about = format!("{SCHOOL}|{UNIVERSITY}|");
    let fields = [
        ("about", about.as_str()),
        ("year", "2028"),
        ("direction", "support"),
        ("area", "honours"),
        ("says", "优先推荐"),
        ("because", "成效好"),
    ];
    let mut first = house.entered("jiaowei").await;
    first.page("/support/new").await;
    first.send("/support/new", &fields).await;
    let mut second = house.entered("jiaowei2").await;
    assert!(second.page("/todo").await.has("待决定"));
    let (address, decision) = ("/support/2028-1", "/support/2028-1/decision");
    let silent = does(&mut second, address, decision, &[("do", "reject"), ("because", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let decided = does(&mut second, address, decision, &[("do", "reject"), ("because", "依据不足")]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.shown());
    let seen = house.entered("zhongzhi").await.page(address).await;
    assert!(seen.has("未同意") && seen.has("依据不足"), "{}", seen.shown());
    let proposal = house.office.proposal_view(2028, SCHOOL).await.unwrap();
    assert!(proposal.bounds.is_empty() && proposal.checks.iter().all(|check| check.told.is_empty()));
}
