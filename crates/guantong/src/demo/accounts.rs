//! Accounts of the demonstration: one of every role at least, two where two people must sign.

use super::worded;
use anyhow::{Context, Result};
use guantong_model::{Standing, StudentId, Track};
use guantong_registry::{Command, CommandName};
use guantong_service::Office;
use guantong_service::access::{Organisation, OrganisationKind, Role};
use guantong_service::ports::StudentFilter;
use guantong_service::rows::{PlanLine, Student};

/// The enterprise that has an account.
pub(super) const ENTERPRISE: &str = "示例精密制造有限公司";

/// The year whose plan the institutions are taken from.
const YEAR: i32 = super::plans::NOTICE;
/// How many students are looked at to find one with a story.
const LOOKED_AT: i64 = 200;
/// The entry year of the student who has an account: in the third year when the demonstration wakes.
const ENTERED: i32 = 2021;

/// An organisation of the demonstration with its people: login, name, role.
struct Staffed<'a> {
    id: &'a str,
    kind: OrganisationKind,
    name: &'a str,
    district: Option<&'a str>,
    people: &'a [(&'a str, &'a str, Role)],
}

/// Makes the accounts where there are none yet.
pub(super) async fn make(office: &Office) -> Result<()> {
    if office.storage().account_by_login("jiaowei").await?.is_some() {
        return Ok(());
    }
    let lines = office.storage().plan_lines(YEAR).await?;
    let of = |track: Track| lines.iter().find(|line| line.track == track).context("a plan without the track");
    let (secondary, college) = (of(Track::SecondaryBachelor)?, of(Track::CollegeBachelor)?);
    let mut families = Vec::new();
    families.extend(student(office, secondary).await?.map(|(id, name)| (id, name, "")));
    let mover = mover(office, &secondary.institution, &families).await?;
    let receiving = mover.as_ref().map(|(_, _, school)| school.clone());
    families.extend(mover.map(|(id, name, _)| (id, name, "2")));
    families.extend(stranded(office, &college.institution).await?.map(|(id, name)| (id, name, "3")));
    let every = [
        Staffed {
            id: "O-commission",
            kind: OrganisationKind::Commission,
            name: "北京市教育委员会",
            district: None,
            people: &[("jiaowei", "郑知行", Role::Commission), ("jiaowei2", "许安然", Role::Commission)],
        },
        Staffed {
            id: "O-district",
            kind: OrganisationKind::District,
            name: "海淀区教育委员会",
            district: Some("110108"),
            people: &[("haidian", "何雅静", Role::District)],
        },
        Staffed {
            id: "O-examination",
            kind: OrganisationKind::Examination,
            name: "北京教育考试院",
            district: None,
            people: &[
                ("kaoshiyuan", "唐启航", Role::Examination),
                ("kaoshiyuan2", "罗语彤", Role::Examination),
            ],
        },
        Staffed {
            id: "O-academy",
            kind: OrganisationKind::Academy,
            name: "北京教育科学研究院",
            district: None,
            people: &[("jiaokeyuan", "沈思远", Role::Academy)],
        },
        Staffed {
            id: "O-school",
            kind: OrganisationKind::SecondarySchool,
            name: &secondary.institution,
            district: None,
            people: &[("zhongzhi", "梁嘉宁", Role::School), ("zhongzhi2", "叶书航", Role::School)],
        },
        Staffed {
            id: "O-school-2",
            kind: OrganisationKind::SecondarySchool,
            name: receiving.as_deref().unwrap_or_default(),
            district: None,
            people: &[("zhongzhi3", "程雨晴", Role::School)],
        },
        Staffed {
            id: "O-college",
            kind: OrganisationKind::College,
            name: &college.institution,
            district: None,
            people: &[("gaozhi", "韩若冰", Role::School), ("gaozhi2", "马思源", Role::School)],
        },
        Staffed {
            id: "O-university",
            kind: OrganisationKind::University,
            name: &secondary.partner,
            district: None,
            people: &[("daxue", "冯博文", Role::University), ("daxue2", "苏清朗", Role::University)],
        },
        Staffed {
            id: "O-enterprise",
            kind: OrganisationKind::Enterprise,
            name: ENTERPRISE,
            district: None,
            people: &[("qiye", "丁毅", Role::Enterprise)],
        },
        Staffed {
            id: "O-families",
            kind: OrganisationKind::Families,
            name: "学生与监护人",
            district: None,
            people: &[],
        },
        Staffed {
            id: "O-office",
            kind: OrganisationKind::Office,
            name: "运行中心",
            district: None,
            people: &[
                ("xitong", "方伟", Role::System),
                ("anquan", "江可欣", Role::Security),
                ("shenji", "白明", Role::Audit),
            ],
        },
    ];
    // In a very small city nobody can be transferred, and no school receives.
    for staffed in every.iter().filter(|staffed| !staffed.name.is_empty()) {
        let organisation = Organisation {
            id: staffed.id.to_owned(),
            name: staffed.name.to_owned(),
            kind: staffed.kind,
            district: staffed.district.map(str::to_owned),
        };
        worded(office.demo_organisation(&organisation).await)?;
        for (login, name, role) in staffed.people {
            worded(office.demo_account(login, name, *role, &organisation, &[]).await)?;
        }
        if staffed.kind != OrganisationKind::Families {
            continue;
        }
        for (id, name, number) in &families {
            let own = std::slice::from_ref(id);
            let login = format!("xuesheng{number}");
            worded(office.demo_account(&login, name, Role::Student, &organisation, own).await)?;
            let parent: String = name.chars().take(1).chain("家长".chars()).collect();
            let login = format!("jiazhang{number}");
            worded(office.demo_account(&login, &parent, Role::Guardian, &organisation, own).await)?;
        }
    }
    Ok(())
}

/// Students of an institution who entered in a year and study.
async fn studying(office: &Office, institution: &str, entered: i32) -> Result<Vec<Student>> {
    let filter = StudentFilter {
        institution: Some(institution.to_owned()),
        entry_year: Some(entered),
        standings: vec![Standing::Studying],
        ..StudentFilter::default()
    };
    Ok(office.storage().students(&filter, LOOKED_AT).await?)
}

/// A student in the second year at a school who can be transferred to another one now, with that school.
async fn mover(
    office: &Office,
    school: &str,
    others: &[(StudentId, String, &str)],
) -> Result<Option<(StudentId, String, String)>> {
    for student in studying(office, school, YEAR - 1).await? {
        if others.iter().any(|(id, ..)| *id == student.id) {
            continue;
        }
        let Some(view) = office.student(&student.id).await? else { continue };
        let open = view.options.open(CommandName::ApplyTransfer);
        let other = open.into_iter().flat_map(|open| &open.ways).find_map(|way| {
            let Command::ApplyTransfer { to } = &way.command else { return None };
            let line = view.lines.iter().find(|line| line.programme == *to)?;
            (line.institution != school).then(|| line.institution.clone())
        });
        if let Some(other) = other {
            return Ok(Some((student.id, student.name, other)));
        }
    }
    Ok(None)
}

/// A student in the second year whose programme the class below has no more.
async fn stranded(office: &Office, institution: &str) -> Result<Option<(StudentId, String)>> {
    let below = office.storage().plan_lines(YEAR).await?;
    let found = studying(office, institution, YEAR - 1).await?;
    let gone = |student: &Student| !below.iter().any(|line| line.programme == student.programme);
    Ok(found.into_iter().find(gone).map(|student| (student.id, student.name)))
}

/// A student of the school who studies, with the name; nobody in a very small city.
pub(super) async fn student(office: &Office, line: &PlanLine) -> Result<Option<(StudentId, String)>> {
    let studying = StudentFilter { standings: vec![Standing::Studying], ..StudentFilter::default() };
    let there = StudentFilter {
        institution: Some(line.institution.clone()),
        entry_year: Some(ENTERED),
        ..studying.clone()
    };
    for filter in [there, studying] {
        let found = office.storage().students(&filter, 1).await?;
        if let Some(student) = found.into_iter().next() {
            return Ok(Some((student.id, student.name)));
        }
    }
    Ok(None)
}
