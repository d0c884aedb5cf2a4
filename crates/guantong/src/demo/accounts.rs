//! Accounts of the demonstration: one of every role at least, two where two people must sign.

use super::worded;
use anyhow::{Context, Result};
use guantong_model::{Standing, StudentId, Track};
use guantong_service::Office;
use guantong_service::access::{Organisation, OrganisationKind, Role};
use guantong_service::ports::StudentFilter;
use guantong_service::rows::PlanLine;

/// The year whose plan the institutions are taken from.
const YEAR: i32 = super::plans::NOTICE;
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
    if office.any_account().await? {
        return Ok(());
    }
    let lines = office.storage().plan_lines(YEAR).await?;
    let of = |track: Track| lines.iter().find(|line| line.track == track).context("a plan without the track");
    let (secondary, college) = (of(Track::SecondaryBachelor)?, of(Track::CollegeBachelor)?);
    let student = student(office, secondary).await?;
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
            id: "O-panel",
            kind: OrganisationKind::Panel,
            name: "评审专家组",
            district: None,
            people: &[("zhuanjia", "袁景山", Role::Expert)],
        },
        Staffed {
            id: "O-enterprise",
            kind: OrganisationKind::Enterprise,
            name: "示例精密制造有限公司",
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
    for staffed in &every {
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
        if staffed.kind == OrganisationKind::Families
            && let Some((id, name)) = &student
        {
            let own = std::slice::from_ref(id);
            worded(office.demo_account("xuesheng", name, Role::Student, &organisation, own).await)?;
            let parent: String = name.chars().take(1).chain("家长".chars()).collect();
            worded(office.demo_account("jiazhang", &parent, Role::Guardian, &organisation, own).await)?;
        }
    }
    Ok(())
}

/// A student of the school who studies, with the name; nobody in a very small city.
async fn student(office: &Office, line: &PlanLine) -> Result<Option<(StudentId, String)>> {
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
