//! What whoever is not signed in comes for: home, what the programme is, plan search, prospectus, a result, a certificate,
//! what institutions do to make it known.

use crate::house::{FORM, Guest, House, encoded, well_made};
use crate::lives::{EXITED, lives};
use crate::round_city::{BELOW, FULL, SECOND, all_worded, proved, publish, published};
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_service::rows::Round;

async fn asks(guest: &mut Guest, no: &str, digits: &str) -> crate::browser::Seen {
    let seen = guest.send("/results", &[("no", no), ("digits", digits)]).await;
    well_made(&seen, "/results");
    seen
}

#[tokio::test]
async fn home_asks_what_one_looks_for_and_every_way_leads_to_a_page() {
    let house = House::over(published().await, Profile::Asvs);
    for mut guest in [house.guest(), house.guest().english()] {
        let home = guest.page("/").await;
        all_worded(&home);
        assert!(!home.has("<dl class=\"stats\">"), "figures are one step further");
        let ways = home.values("href").into_iter().map(str::to_owned).collect::<Vec<_>>();
        let wanted =
            ["/about", "/search", "/prospectuses/2023", "/results", "/check", "/publicity", "/?year=2023"];
        for way in wanted {
            assert!(ways.iter().any(|href| href == way), "{way}");
            let seen = guest.page(way).await;
            all_worded(&seen);
        }
        assert!(guest.page("/?year=2023").await.has("<dl class=\"stats\">"));
    }
}

#[tokio::test]
async fn every_sentence_of_what_it_is_has_its_clause_beside_it() {
    let house = House::over(published().await, Profile::Asvs);
    let about = house.guest().page("/about").await;
    let says = about.text.matches("<ul class=\"says\">").count();
    assert_eq!(says, 7, "chapters");
    for item in about
        .text
        .split("<ul class=\"says\">")
        .skip(1)
        .flat_map(|list| list.split("</ul>").next().unwrap().split("<li>").skip(1))
    {
        assert!(item.contains("/editions/beijing-2023/provisions/"), "{item}");
    }
    for words in [
        "低于它，有空余名额也不能录取",
        "490 分",
        "读满 5 年合格：由合作本科高校发专科学历证书，不是中职学校",
        "前 3 年中职",
    ] {
        assert!(about.has(words), "{words}");
    }
}

#[tokio::test]
async fn a_search_is_kept_in_its_address_and_says_what_it_does_not_know() {
    let house = House::over(published().await, Profile::Asvs);
    let mut guest = house.guest();
    let all = guest.page("/search").await;
    assert!(all.has("76 个项目中的 76 个") && all.has(FULL.1), "{}", all.shown());
    let address = format!("/search?score=528&district=110108&school={}", encoded(FULL.0));
    let seen = guest.page(&address).await;
    for words in [
        "528 分达到最低录取分数线 490 分",
        "海淀区考生与其他各区考生一样",
        "2022年没有公布录取结果，没有可比的。",
        "这里不预测录取机会",
        "2023年的录取结果已经公布",
        "value=\"528\"",
        "<option value=\"110108\" selected>",
    ] {
        assert!(seen.has(words), "{words}: {}", seen.shown());
    }
    assert!(!seen.has("<title>528"), "a score is not in the title");
    let below = guest.page("/search?score=489").await;
    assert!(below.has("489 分低于最低录取分数线 490 分") && below.has("差 1 分到最低录取分数线"));
    for (given, told) in [("abc", "“abc”不是分数"), ("661", "高于2023年满分 660 分"), ("-1", "“-1”不是分数")]
    {
        let wrong = guest.get(&format!("/search?score={given}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{given}");
        well_made(&wrong, given);
        assert!(wrong.has(told) && wrong.has(&format!("value=\"{given}\"")), "{told}");
    }
    assert!(guest.page("/search?score=&group=58").await.has("没有符合条件的项目"));
    assert!(guest.page("/search?score=５２８").await.has("528 分达到"), "full-width figures");
}

#[tokio::test]
async fn the_prospectus_has_places_of_study_by_year_and_invents_no_fee() {
    let house = House::over(published().await, Profile::Asvs);
    let mut guest = house.guest();
    let seen = guest.page("/prospectuses/2023").await;
    for words in [
        "招生计划 2,810 人，76 个项目",
        "第1–5年：北京市昌平职业学校",
        "第6–7年：",
        "由院校公布",
        "有本市正式户籍",
    ] {
        assert!(seen.has(words), "{words}");
    }
    let csv = guest.get("/prospectuses/2023/table.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<&str> = csv.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 77);
    assert_eq!(lines[0].split(',').count(), 15, "{}", lines[0]);
    let line = lines.iter().find(|line| line.contains("北京市昌平职业学校")).unwrap();
    let cells: Vec<&str> = line.split(',').collect();
    let partner = cells[4];
    assert_eq!((cells[6], cells[7], cells[8]), ("北京市昌平职业学校", "北京市昌平职业学校", "由院校公布"));
    assert_eq!((cells[9], cells[10]), ("北京市昌平职业学校", partner), "taught here, registered there");
    assert_eq!(cells[12], partner);
    assert_eq!(guest.get("/prospectuses/2019").await.status, StatusCode::NOT_FOUND);
    assert_eq!(guest.get("/prospectuses").await.header("location"), "/prospectuses/2023");
}

#[tokio::test]
async fn a_family_reads_its_result_with_every_reason_and_nobody_elses() {
    let house = House::over(published().await, Profile::Asvs);
    let mut guest = house.guest();
    guest.page("/results").await;
    let seen = asks(&mut guest, SECOND, "20080504").await;
    assert_eq!(seen.status, StatusCode::OK);
    all_worded(&seen);
    for words in [
        "2301****0901",
        "为什么录到这里",
        "末位 531 分，高于本人 528 分",
        "60 个名额已录 0 人",
        "核对一致",
        "核对用的结果行和盐",
        "&#60;＊＊",
    ] {
        assert!(seen.has(words), "{words}: {}", seen.shown());
    }
    assert!(!seen.has(SECOND) || !seen.title().contains(SECOND));
    assert!(!seen.has("知行") && !seen.has("/students/") && !seen.has("20080504"), "no more than is needed");
    guest.page("/results").await;
    assert!(asks(&mut guest, BELOW, "２００８０５０４").await.has("差 1 分") || guest.html.contains("489"));
}

#[tokio::test]
async fn item_31_an_unknown_number_wrong_digits_and_an_unpublished_result_are_one_answer() {
    let town = proved().await;
    let office = town.office.clone();
    let house = House::over(town, Profile::Asvs);
    let mut guest = house.guest();
    let mut answers = Vec::new();
    for (no, digits) in [(SECOND, "20080504"), (SECOND, "000000"), ("230100009999", "20080504")] {
        guest.page("/results").await;
        let seen = asks(&mut guest, no, digits).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        answers.push(seen.text.replace(no, "-"));
    }
    assert!(answers[0].contains("或者结果还没有公布") && answers[0].contains("现在没有可以查的结果"));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "alike to the byte");
    publish(&office, Round::Early).await;
    guest.page("/results").await;
    assert_eq!(asks(&mut guest, SECOND, "20080504").await.status, StatusCode::OK);
    // Nor does another address of the house tell.
    let own = format!("/rounds/2023/early/candidates/{SECOND}");
    assert_eq!(guest.get(&own).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn item_31_a_scan_is_stopped_with_when_it_may_go_on() {
    let house = House::over(published().await, Profile::Asvs);
    let mut guest = house.guest();
    guest.page("/results").await;
    for n in 0..20 {
        let seen = guest.post("/results", FORM, &format!("no=2399000000{n:02}&digits=123456")).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
    }
    for body in [format!("no={SECOND}&digits=20080504"), "no=239900000099&digits=123456".to_owned()] {
        let seen = guest.post("/results", FORM, &body).await;
        assert_eq!((seen.status, seen.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "900"));
        assert!(seen.has("请 15 分钟以后再试"), "{}", seen.shown());
        well_made(&seen, "/results");
    }
    house.clock.forward(15 * crate::house::MINUTE);
    let seen = guest.post("/results", FORM, &format!("no={SECOND}&digits=20080504")).await;
    assert_eq!(seen.status, StatusCode::OK);
}

#[tokio::test]
async fn a_certificate_shows_its_code_to_its_people_and_is_checked_with_it_by_anybody() {
    let house =
        House::over(lives(jiff::civil::date(2027, 10, 1)).await, Profile::Asvs).with(&["zhongzhi"]).await;
    let mut school = house.entered("zhongzhi").await;
    let record = school.page(&format!("/students/{EXITED}")).await;
    let href =
        record.values("href").into_iter().find(|href| href.starts_with("/certificates/")).unwrap().to_owned();
    let number = href.trim_start_matches("/certificates/").to_owned();
    let certificate = school.page(&href).await;
    let code =
        certificate.text.split("<p class=\"code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(certificate.has("<svg") && code.len() == 9, "{code}");
    let name = house.office.storage().student(&EXITED.into()).await.unwrap().unwrap().name;

    let mut guest = house.guest();
    let form = guest.page(&format!("/check?number={number}&code={code}")).await;
    assert!(form.has(&format!("value=\"{code}\"")) && !form.has("这份"), "opening it asks nothing");
    let seen = guest.send("/check", &[("number", &number), ("code", &code.to_lowercase())]).await;
    well_made(&seen, "/check");
    let hidden: String = name.chars().take(1).chain("＊＊".chars()).collect();
    for words in ["这份中职毕业证书有效", &hidden, "北京市昌平职业学校", "2026年7月"] {
        assert!(seen.has(words), "{words}: {}", seen.shown());
    }
    assert!(!seen.has(&name) && !seen.has(EXITED));
    let mut answers = Vec::new();
    for (number, code) in [(number.as_str(), "AAAA-AAAA"), ("GT1999S000001", "BBBB-BBBB")] {
        let seen = guest.refused("/check", &[("number", number), ("code", code)]).await;
        answers.push(seen.text.replace(number, "-").replace(code, "-"));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn an_institution_records_what_it_does_and_everybody_reads_it() {
    let house = House::over(published().await, Profile::Asvs).with(&["zhongzhi", "gaozhi"]).await;
    let own = format!("/publicity/{}", encoded("北京市昌平职业学校"));
    let mut guest = house.guest();
    let empty = guest.page("/publicity").await;
    assert!(empty.has("还没有登记活动") && !guest.page(&own).await.has("<form class=\"ask"));
    let mut school = house.entered("zhongzhi").await;
    assert!(
        school.page("/publicity").await.values("href").iter().any(|href| *href == format!("{own}#enter"))
    );
    school.page(&own).await;
    let open_day = [
        ("what", "<b>开放日"),
        ("on", "2023-05-13"),
        ("place", "实训中心"),
        ("audience", "初三学生和家长"),
        ("attended", "236"),
    ];
    let wrong = school.refused(&own, &[("what", "开放日"), ("on", "五月"), ("attended", "许多")]).await;
    assert!(wrong.has("“五月”不是日期") && wrong.has("“许多”不是人数") && wrong.has("value=\"许多\""));
    assert_eq!(school.goes(&own, &open_day).await, own);
    for address in ["/publicity", own.as_str(), &own.replace("publicity", "institutions")] {
        let seen = guest.page(address).await;
        assert!(seen.has("&#60;b&#62;开放日") && seen.has("到场 236 人"), "{address}");
    }
    // A form that was opened before is told so, and keeps what was typed.
    school.page(&own).await;
    let late = school.send(&own, &[&open_day[..], &[("version", "0")]].concat()).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.shown());
    assert!(late.has("本校已有人登记或更改了活动") && late.has("value=\"实训中心\""));
    school.page(&format!("{own}?edit=1")).await;
    let taken = [("do", "take-back"), ("reason", "写错了"), ("number", "1")];
    assert_eq!(school.goes(&own, &taken).await, own);
    assert!(guest.page("/publicity").await.has("还没有登记活动"));
    let mut another = house.entered("gaozhi").await;
    another.page(&own).await;
    assert!(!another.html.contains("<form class=\"ask"));
}
