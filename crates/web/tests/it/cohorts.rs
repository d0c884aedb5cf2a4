//! `/cohorts`, `/cohorts/{year}`, the filters of the list they open to, and the two charts of the overview.

use crate::browser::{Browser, Seen};
use crate::town::{NOW, Town, empty, town};
use axum::http::StatusCode;
use guantong_model::{Qualification, Stage, StageWork, Standing};
use guantong_service::ports::{Batch, Change, StudentFilter};

/// The 128 students of a thin town, seven years on.
async fn lived() -> Town {
    let town = town(20).await;
    let students = town.office.storage().students(&StudentFilter::default(), 1_000).await.unwrap();
    let mut students = students;
    students.sort_by(|a, b| a.id.cmp(&b.id));
    let mut changes = Vec::new();
    for (n, mut student) in students.into_iter().enumerate() {
        if matches!(student.standing, Standing::Admitted | Standing::NotEnrolled) {
            continue;
        }
        let (stage, work, standing) = match n % 16 {
            0 => (Stage::Secondary, StageWork::Open, Standing::Withdrawn),
            1 => (Stage::Secondary, StageWork::Complete, Standing::Graduated),
            2 => (Stage::College, StageWork::Complete, Standing::Graduated),
            3 => (Stage::College, StageWork::Open, Standing::OnLeave),
            4 => (Stage::Bachelor, StageWork::Open, Standing::Studying),
            5 => (Stage::Bachelor, StageWork::Failed, Standing::Incomplete),
            _ => (Stage::Bachelor, StageWork::Complete, Standing::Graduated),
        };
        (student.stage, student.work, student.standing) = (stage, work, standing);
        student.qualification = if standing.ended() { Qualification::Ended } else { Qualification::Held };
        changes.push(Change::Student(student));
    }
    town.office.storage().append(Batch { entries: Vec::new(), changes }, NOW).await.unwrap();
    town
}

/// Every link to the list with the figure that it stands on.
fn figures(seen: &Seen) -> Vec<(String, i64)> {
    let links = seen.text.split("<a href=\"/students?").skip(1).filter_map(|rest| {
        let (address, rest) = rest.split_once("\">")?;
        let figure = rest.split_once("</a>")?.0.replace(',', "").parse().ok()?;
        Some((format!("/students?{}", address.replace("&#38;", "&").replace("&amp;", "&")), figure))
    });
    links.collect()
}

#[tokio::test]
async fn every_figure_of_an_entry_year_opens_to_as_many_students() {
    let town = lived().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/cohorts/2023").await;
    for words in ["2023级七年去向", "报到注册", "毕业退出", "各专业保有", "录取 128 人"]
    {
        assert!(seen.has(words), "{words}");
    }
    let figures = figures(&seen);
    assert!(figures.len() > 60, "{}", figures.len());
    // Each kind of address once: the table of programmes repeats its own.
    for (address, figure) in figures.iter().take(30).chain(figures.iter().rev().take(8)) {
        let list = browser.page(address).await;
        assert!(list.has(&format!("<small>{figure} 人</small>")), "{address}: {figure}");
    }
}

#[tokio::test]
async fn the_flow_has_a_table_and_no_figure_of_its_own() {
    let town = lived().await;
    let zh = Browser::new(town.office.clone()).page("/cohorts/2023").await;
    assert_eq!(zh.text.matches("class=\"sk-node\"").count(), 6);
    assert!(zh.has("class=\"sk-exits\"") && zh.has("class=\"sk-leaves\"") && zh.has("class=\"sk-stay\""));
    assert!(zh.has("去向图较宽，窄屏请看数据表"));
    assert!(zh.has("<caption class=\"sr\">2023级七年去向</caption>"));
    let en = Browser::new(town.office.clone()).english().page("/cohorts/2023").await;
    for words in ["Seven years of those who entered in 2023", "Exited", "greatest loss first", "In bachelor"]
    {
        assert!(en.has(words), "{words}");
    }
}

#[tokio::test]
async fn programmes_that_lost_most_come_first() {
    let town = lived().await;
    let cohort = town.office.cohort(2023).await.unwrap().unwrap();
    let shares: Vec<f64> =
        cohort.programmes.iter().map(|one| one.reached[6] as f64 / one.reached[0] as f64).collect();
    assert!(shares.windows(2).all(|pair| pair[0] <= pair[1]), "{shares:?}");
    let reached: Vec<i64> = cohort.steps.iter().map(|step| step.reached).collect();
    assert!(reached.windows(2).all(|pair| pair[0] >= pair[1]), "{reached:?}");
    for (step, next) in cohort.steps.iter().zip(&cohort.steps[1..]) {
        let stay: i64 = step.stays.iter().map(|(_, students)| students).sum();
        assert_eq!(step.reached, next.reached + stay, "{}", step.milestone);
    }
}

#[tokio::test]
async fn entry_years_are_listed_and_an_empty_office_says_what_will_come() {
    let town = lived().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/cohorts").await;
    assert!(seen.values("href").contains(&"/cohorts/2023") && seen.has("在册"));
    for address in ["/cohorts/2019", "/cohorts/last"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let empty = empty().await;
    let seen = Browser::new(empty.office.clone()).page("/cohorts").await;
    assert!(seen.has("还没有学生。") && !seen.has("<table"));
}

#[tokio::test]
async fn an_entry_year_that_has_just_arrived_is_under_way() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/cohorts/2023").await;
    assert_eq!(seen.text.matches("class=\"sk-stay\"").count(), 1);
    assert!(!seen.has("class=\"sk-exits\""));
    let home = browser.page("/").await;
    assert!(!home.has("sankey"), "nothing lived, no flow");
    assert!(home.has("在册学生"));
}

#[tokio::test]
async fn the_overview_shows_the_rolls_and_the_flow_of_a_year_that_has_lived() {
    let town = lived().await;
    let seen = Browser::new(town.office.clone()).page("/").await;
    for words in ["在册学生", "其中休学", "2023级学段保有", "2023级七年去向", "数据表，可逐人查看"]
    {
        assert!(seen.has(words), "{words}");
    }
    assert_eq!(seen.text.matches("class=\"stat\"").count(), 5);
    assert!(seen.values("href").contains(&"/cohorts/2023"));
    Browser::new(town.office.clone()).english().page("/?cohort=2023").await;
}

#[tokio::test]
async fn the_list_keeps_every_filter_and_exports_what_it_found() {
    let town = lived().await;
    let browser = Browser::new(town.office.clone());
    let address = "/students?entry_year=2023&stage=college&work=complete&standing=ended&qualification=ended";
    let seen = browser.page(address).await;
    for chosen in [
        "<option value=\"2023\" selected>",
        "<option value=\"college\" selected>",
        "<option value=\"complete\" selected>",
        "<option value=\"ended\" selected>",
    ] {
        assert!(seen.has(chosen), "{chosen}");
    }
    assert!(seen.has("<details class=\"filters__more\" open>"));
    let export = seen.values("href").into_iter().find(|href| href.starts_with("/students.csv")).unwrap();
    let csv = browser.get(&export.replace("&#38;", "&")).await;
    let rows = csv.text.lines().count() - 1;
    assert!(rows > 0 && seen.has(&format!("<small>{rows} 人</small>")), "{rows}");
    let plain = browser.page("/students?entry_year=2023").await;
    assert!(plain.has("<details class=\"filters__more\">"));
    for (query, words) in
        [("entry_year=23x", "不是年份"), ("stage=x", "不是学段"), ("reached=moon", "不是七年中的一步")]
    {
        let seen = browser.get(&format!("/students?{query}")).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(seen.has(words), "{query}");
    }
}
