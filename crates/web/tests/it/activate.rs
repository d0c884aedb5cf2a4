//! `/activate`: a family opens its account with the data of the admission.

use crate::house::{House, well_made};
use crate::round_city::{HOSTILE, SECOND, published};
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_service::access::{Organisation, OrganisationKind};
use jiff::civil::date;

const PASSWORD: &str = "Moos-47-unter-Lampen";

#[tokio::test]
async fn a_family_activates_and_comes_to_its_seven_years() {
    let town = published().await;
    town.office.open_records(2023, date(2023, 8, 10), "丙").await.unwrap();
    let house = House::over(town, Profile::Asvs);
    let mut guest = house.guest();
    let shut = guest.page("/activate").await;
    assert!(shut.has("现在还不能自己激活账号") && !shut.has("action=\"/activate\""), "{}", shut.shown());
    let (id, name) = ("O-families".to_owned(), "学生与监护人".to_owned());
    let families = Organisation { id, name, kind: OrganisationKind::Families, district: None };
    house.office.demo_organisation(&families).await.unwrap();

    guest.page("/results").await;
    let result = guest.send("/results", &[("no", SECOND), ("digits", "20080504")]).await;
    assert!(result.has("href=\"/activate\""), "{}", result.shown());
    assert!(guest.page("/sign-in").await.has("href=\"/activate\""));
    guest.page("/activate").await;
    let mut fields = [
        ("no", SECOND),
        ("name", "沈别人"),
        ("digits", "20080504"),
        ("who", "guardian"),
        ("own_name", "沈家长"),
        ("login", "shen.jiazhang"),
        ("password", PASSWORD),
        ("again", "other"),
    ];
    let weak = guest.refused("/activate", &fields).await;
    assert!(weak.has("两次输入的新密码不一样") && weak.has("value=\"shen.jiazhang\""), "{}", weak.shown());
    assert!(weak.has("<option value=\"guardian\" selected>"));
    assert!(!weak.has(PASSWORD) && !weak.has("20080504\""), "neither is sent back");
    fields[7].1 = PASSWORD;
    let wrong = guest.refused("/activate", &fields).await;
    assert!(wrong.has("或者账号已经激活过") && guest.session().is_none(), "{}", wrong.shown());
    fields[1].1 = HOSTILE;
    assert_eq!(guest.goes("/activate", &fields).await, "/my");
    assert!(guest.page("/my").await.has("沈家长"));
    assert_eq!(guest.get("/students").await.status, StatusCode::FORBIDDEN, "one's own alone");

    let mut student = house.guest().english();
    student.page("/activate").await;
    (fields[3].1, fields[5].1) = ("student", "shen.zhixing");
    assert_eq!(student.goes("/activate", &fields).await, "/my");
    student.page("/my").await;
    let mut second = house.guest().english();
    second.page("/activate").await;
    fields[5].1 = "shen.second";
    assert!(second.refused("/activate", &fields).await.has("the account was activated before"));
    // Two were wrong before, from the same address.
    for n in 2..20 {
        let no = format!("2399000000{n:02}");
        second.refused("/activate", &fields_of(&fields, &no)).await;
    }
    let stopped = second.send("/activate", &fields_of(&fields, SECOND)).await;
    assert_eq!((stopped.status, stopped.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "900"));
    well_made(&stopped, "/activate");
}

/// The same fields for another number.
fn fields_of<'a>(fields: &[(&'a str, &'a str); 8], no: &'a str) -> [(&'a str, &'a str); 8] {
    let mut fields = *fields;
    fields[0].1 = no;
    fields
}
