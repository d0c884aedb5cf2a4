//! Plans of other years, derived from the annex of 2023: what began later is left out, what was given up before is put
//! in, partners are those of the time. Nothing here was ever published; the pages of the demonstration say so.
//!
//! A plan goes out through the program's own writer and comes back through the import everybody uses.

use super::names;
use crate::data;
use anyhow::{Context, Result};
use guantong_documents::write_xlsx;
use guantong_model::{Date, ProgrammeKey, Track};
use guantong_programme::plan::{Answers, FindingKind, Plan, PlannedProgramme, programme_id, table, title};
use guantong_service::plan::{read_answers, reconcile_table};
use jiff::civil::date;

/// The year of the notice and its annex.
pub(super) const NOTICE: i32 = 2023;
/// The annex as published, and the answers a person gave to its findings.
const ANNEX: &[u8] = include_bytes!("../../../../editions/beijing-2023/annex-2023.xlsx");
const ANSWERS: &str = include_str!("../../../../demo/plan-answers-2023.toml");

/// A plan as a file with answers to its findings, ready to be imported.
pub(super) struct PlanFile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) answers: String,
}

/// Institution, major and partner of a line; an empty major means every line of the institution.
type Line = (&'static str, &'static str, &'static str);

pub(super) const ELECTRONICS: &str = "北京电子科技职业学院";
pub(super) const INDUSTRY: &str = "北京工业职业技术学院";
pub(super) const FINANCE: &str = "北京财贸职业学院";
pub(super) const AGRICULTURE: &str = "北京农业职业学院";
pub(super) const INFORMATION: &str = "北京信息职业技术学院";
pub(super) const LABOUR: &str = "北京劳动保障职业学院";
pub(super) const TRANSPORT: &str = "北京交通运输职业学院";
pub(super) const CITY: &str = "北京城市学院";
pub(super) const CHANGPING: &str = "北京市昌平职业学校";
pub(super) const COMMERCE: &str = "北京市商业学校";
pub(super) const FENGTAI: &str = "北京市丰台区职业教育中心学校";
pub(super) const RAILWAY: &str = "北京铁路电气化学校";
pub(super) const INTERNATIONAL: &str = "北京国际职业教育学校";

/// Lines of the annex that began after 2017, with their first year.
const BEGAN: &[(Line, i32)] = &[
    ((ELECTRONICS, "环境工程技术", ""), 2018),
    ((ELECTRONICS, "新能源汽车技术", ""), 2019),
    ((INDUSTRY, "移动互联应用技术", ""), 2018),
    ((INDUSTRY, "汽车智能技术", ""), 2020),
    ((FINANCE, "大数据与会计", ""), 2021),
    ((FINANCE, "大数据与财务管理", ""), 2021),
    ((FINANCE, "金融科技应用", ""), 2022),
    ((INFORMATION, "大数据技术", ""), 2019),
    ((INFORMATION, "人工智能技术应用", ""), 2020),
    ((LABOUR, "智慧健康养老服务与管理", ""), 2019),
    ((TRANSPORT, "智能交通技术", ""), 2020),
    ((TRANSPORT, "智能网联汽车技术", ""), 2021),
    ((CHANGPING, "大数据技术应用", ""), 2019),
    ((CHANGPING, "智能网联汽车技术", ""), 2020),
    ((CHANGPING, "人工智能技术及应用", ""), 2021),
    ((CHANGPING, "智慧农业技术", ""), 2022),
    ((COMMERCE, "互联网IT服务", ""), 2019),
    ((COMMERCE, "音乐教育", ""), 2020),
    ((COMMERCE, "新能源汽车技术与市场营销", ""), 2021),
    ((COMMERCE, "云财务会计", ""), 2022),
    ((FENGTAI, "影像与影视技术", ""), 2018),
    ((FENGTAI, "融媒体技术应用", ""), 2020),
    ((FENGTAI, "非遗传承与设计", ""), 2021),
    // This school joins late.
    ((INTERNATIONAL, "", ""), 2019),
];

/// Schools that were not in the programme for some years: the first and the last they missed.
const AWAY: &[(&str, i32, i32)] = &[(RAILWAY, 2020, 2022)];

/// Lines that were given up before the annex: line, places, first and last year.
const GIVEN_UP: &[(Line, u32, i32, i32)] = &[
    ((ELECTRONICS, "数控技术", "北方工业大学"), 30, 2017, 2019),
    ((ELECTRONICS, "应用化工技术", "北京石油化工学院"), 30, 2017, 2020),
    ((ELECTRONICS, "电子信息工程技术", "北京信息科技大学"), 60, 2017, 2022),
    ((INDUSTRY, "矿山机电技术", "北方工业大学"), 35, 2017, 2018),
    ((FINANCE, "会计", "北京物资学院"), 60, 2017, 2020),
    ((FINANCE, "连锁经营管理", "北京物资学院"), 30, 2017, 2019),
    ((AGRICULTURE, "农产品加工与质量检测", "北京农学院"), 50, 2017, 2018),
    ((INFORMATION, "通信技术", "北京信息科技大学"), 60, 2017, 2019),
    ((INFORMATION, "计算机网络技术", "北京信息科技大学"), 60, 2017, 2021),
    ((LABOUR, "劳动与社会保障", "北京城市学院"), 40, 2017, 2018),
    ((TRANSPORT, "汽车检测与维修技术", "北京联合大学"), 36, 2017, 2020),
    ((CHANGPING, "汽车运用与维修", "北京联合大学"), 30, 2017, 2019),
    ((CHANGPING, "机电技术应用", "北京联合大学"), 30, 2017, 2020),
    ((COMMERCE, "会计事务", "北京物资学院"), 30, 2017, 2021),
    ((COMMERCE, "国际商务", "北京物资学院"), 30, 2017, 2018),
    ((FENGTAI, "服装设计与工艺", "北京联合大学"), 30, 2017, 2018),
    ((FENGTAI, "中餐烹饪", "北京联合大学"), 30, 2017, 2020),
];

/// Lines of the annex that had another partner at first: line, that partner, its last year.
const PARTNER_BEFORE: &[(Line, &str, i32)] = &[
    ((ELECTRONICS, "计算机应用技术", ""), "北京联合大学", 2018),
    ((INDUSTRY, "工程造价", ""), "北京城市学院", 2020),
    ((FINANCE, "旅游管理", ""), "北京联合大学", 2021),
    ((CHANGPING, "数字媒体技术应用", ""), "北京城市学院", 2019),
    ((COMMERCE, "幼儿保育", ""), "北京城市学院", 2020),
];

/// Lines of the annex that end after 2023: line and its last year. By 2025, 53 of its 76 lines are gone, 4 have another
/// partner, and 19 go on as they were, as it came to be; which ones is invented.
const ENDS: &[(Line, i32)] = &[
    ((AGRICULTURE, "", ""), 2023),
    ((FENGTAI, "", ""), 2023),
    ((RAILWAY, "", ""), 2023),
    ((INDUSTRY, "", ""), 2024),
    ((COMMERCE, "", ""), 2024),
    ((ELECTRONICS, "机械制造与自动化", ""), 2023),
    ((ELECTRONICS, "建筑智能化工程技术", ""), 2023),
    ((ELECTRONICS, "药品生物技术", ""), 2023),
    ((ELECTRONICS, "电子信息工程技术", ""), 2023),
    ((ELECTRONICS, "汽车制造与试验技术", ""), 2023),
    ((ELECTRONICS, "环境工程技术", ""), 2023),
    ((FINANCE, "大数据与财务管理", ""), 2023),
    ((FINANCE, "工商企业管理", ""), 2023),
    ((FINANCE, "金融服务与管理", ""), 2023),
    ((FINANCE, "视觉传达设计", ""), 2024),
    ((LABOUR, "人力资源管理", ""), 2024),
    ((LABOUR, "安全技术与管理", ""), 2023),
    ((TRANSPORT, "智能交通技术", ""), 2023),
    ((TRANSPORT, "城市轨道交通通信信号技术", ""), 2024),
    ((CITY, "小学教育", ""), 2023),
    ((CITY, "数字艺术设计", ""), 2024),
    ((CHANGPING, "数字媒体技术应用", ""), 2023),
    ((CHANGPING, "智慧农业技术", ""), 2023),
    ((CHANGPING, "航空服务", ""), 2024),
    ((INTERNATIONAL, "幼儿保育", ""), 2024),
];

/// Lines of the annex that have another partner from a year on.
const PARTNER_AFTER: &[(Line, &str, i32)] = &[
    ((ELECTRONICS, "新能源汽车技术", ""), "北京石油化工学院", 2025),
    ((FINANCE, "旅游管理", ""), "北京联合大学", 2025),
    ((TRANSPORT, "智能网联汽车技术", ""), "北京信息科技大学", 2025),
    ((CHANGPING, "大数据技术应用", ""), "北京信息科技大学", 2025),
];

/// Lines that begin after the annex: line, places, first year.
const NEW: &[(Line, u32, i32)] = &[
    ((ELECTRONICS, "集成电路技术", "北方工业大学"), 40, 2024),
    ((INFORMATION, "云计算技术应用", "北京信息科技大学"), 45, 2024),
    ((LABOUR, "现代家政服务与管理", "北京城市学院"), 45, 2025),
    ((CHANGPING, "无人机操控与维护", "北京联合大学"), 45, 2025),
];

/// The plan of a year as a file. That of the notice is its annex as it was published.
///
/// # Errors
/// Where the annex cannot be read, or a workbook not be written.
pub(super) fn file(year: i32, said_title: &dyn Fn(&guantong_model::Message) -> String) -> Result<PlanFile> {
    if year == NOTICE {
        let name = "annex-2023.xlsx".to_owned();
        return Ok(PlanFile { name, bytes: ANNEX.to_vec(), answers: ANSWERS.to_owned() });
    }
    let plan = of(year)?;
    let book = write_xlsx(&[table(&plan, &said_title(&title(&plan)))], set_on(year));
    let bytes = book.context("the workbook of a plan")?;
    let answers = answers(year, &bytes)?;
    Ok(PlanFile { name: format!("plan-{year}.xlsx"), bytes, answers })
}

/// The day a plan is set.
pub(super) fn set_on(year: i32) -> Date {
    Date::new(i16::try_from(year).unwrap_or(2023), 4, 10).unwrap_or(date(2023, 4, 10))
}

/// What a person would answer: that the institutions are on the year's list, and that one university runs all stages.
fn answers(year: i32, bytes: &[u8]) -> Result<String> {
    let edition = data::builtin()?;
    let reconciliation = super::worded(reconcile_table(&edition, year, bytes, &Answers::none()))?;
    let asked = reconciliation
        .open()
        .filter(|finding| matches!(finding.kind, FindingKind::Designated | FindingKind::UniversityOnly));
    let ids: Vec<String> = asked.map(|finding| format!("  \"{}\",", finding.id)).collect();
    let source = "演示中假定：该校当年承担贯通培养，名单和招生简章未查";
    Ok(format!(
        "year = {year}\nby = \"{}\"\n\n[[answer]]\nfinding = [\n{}\n]\nconfirm = true\nsource = \"{source}\"\nreason = \"{source}\"\n",
        names::PLANNER,
        ids.join("\n"),
    ))
}

/// The plan of a year, derived from the annex.
fn of(year: i32) -> Result<Plan> {
    let edition = data::builtin()?;
    let annex =
        super::worded(reconcile_table(&edition, NOTICE, ANNEX, &super::worded(read_answers(ANSWERS))?))?;
    let annex = annex.plan().context("the annex")?;
    let mut programmes: Vec<PlannedProgramme> = Vec::new();
    for block in annex.programmes.chunk_by(|a, b| a.key.institution == b.key.institution) {
        programmes.extend(block.iter().filter(|line| runs(line, year)).map(|line| in_year(line, year)));
        let Some(like) = block.first() else { continue };
        let added = GIVEN_UP
            .iter()
            .map(|(line, places, from, to)| (line, *places, *from..=*to))
            .chain(NEW.iter().map(|(line, places, from)| (line, *places, *from..=i32::MAX)))
            .filter(|((institution, ..), _, years)| {
                *institution == like.key.institution && years.contains(&year) && !away(institution, year)
            });
        programmes.extend(added.map(|(line, places, _)| extra(line, places, like)));
    }
    for (programme, order) in programmes.iter_mut().zip(1..) {
        programme.order = order;
    }
    let places = programmes.iter().map(|programme| programme.places).sum();
    Ok(Plan { year, programmes, categories: Vec::new(), places, decided: Vec::new() })
}

fn names_line((institution, major, partner): &Line, line: &PlannedProgramme) -> bool {
    *institution == line.key.institution
        && (major.is_empty() || *major == line.key.major)
        && (partner.is_empty() || *partner == line.key.partner)
}

fn away(institution: &str, year: i32) -> bool {
    AWAY.iter().any(|(name, from, to)| *name == institution && (*from..=*to).contains(&year))
}

fn runs(line: &PlannedProgramme, year: i32) -> bool {
    // Special projects and directed places are of the annex alone.
    let own = line.key.special.is_some() || line.barred;
    let began = BEGAN.iter().any(|(named, from)| year < *from && names_line(named, line));
    let ended = ENDS.iter().any(|(named, last)| year > *last && names_line(named, line));
    !own && !began && !ended && !away(&line.key.institution, year)
}

fn in_year(line: &PlannedProgramme, year: i32) -> PlannedProgramme {
    let mut line = line.clone();
    let before = PARTNER_BEFORE.iter().find(|(named, _, last)| year <= *last && names_line(named, &line));
    let after = PARTNER_AFTER.iter().find(|(named, _, from)| year >= *from && names_line(named, &line));
    if let Some((_, partner, _)) = before.or(after) {
        line.key.partner = (*partner).to_owned();
    }
    if year > NOTICE {
        // Fewer places in 2024; then fewer lines, with larger classes.
        line.places = match (year, line.places) {
            (2024, _) => 30,
            (_, ..36) => 35,
            _ => 40,
        };
    }
    line
}

fn extra((institution, major, partner): &Line, places: u32, like: &PlannedProgramme) -> PlannedProgramme {
    let key = ProgrammeKey {
        institution: (*institution).to_owned(),
        special: None,
        major: (*major).to_owned(),
        specialisation: None,
        partner: (*partner).to_owned(),
    };
    PlannedProgramme {
        id: programme_id(&key),
        key,
        track: if like.track == Track::SecondaryBachelor { like.track } else { Track::CollegeBachelor },
        category: like.category.clone(),
        major_printed: (*major).to_owned(),
        places,
        barred: false,
        bar_because: None,
        order: 0,
        major_code: None,
        major_class: None,
    }
}
