//! `/picture`: every picture in both languages with its table, its definition and its files; as of a day; what was typed
//! and is none; small figures told to nobody who may not know them, in page, table and drawing alike.
// case: 1

use crate::browser::{Browser, Seen};
use crate::house::House;
use crate::lives::{EXITED, lives};
use crate::town::empty;
use axum::http::StatusCode;
use guantong_indicators::{Indicator, Of, Reached, Split, Table};
use guantong_model::Stage;
use guantong_secrets::password::Profile;
use guantong_service::picture::{Family, GOING, Group, Picture};
use jiff::civil::date;

/// Every picture, with the choices that show another.
const ADDRESSES: [&str; 14] = [
    "plan?year=2023",
    "plan?year=2023&by=programme",
    "plan?year=2023&by=university",
    "flow?cohort=2023",
    "survival",
    "survival?by=institution&after=2",
    "survival?by=programme&after=2",
    "cut-offs",
    "decisions?family=transfers",
    "decisions?family=repeats",
    "decisions?family=leaves",
    "obligations?year=2026",
    "districts?year=2023&measure=registered",
    "projection",
];

/// An address with a file's name between path and query.
fn file(address: &str, name: &str) -> String {
    match address.split_once('?') {
        Some((path, query)) => format!("/picture/{path}/{name}?{query}"),
        None => format!("/picture/{address}/{name}"),
    }
}

fn href(seen: &Seen, part: &str) -> String {
    let found = seen.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = found.map(|href| href.replace("&#38;", "&").replace("&amp;", "&"));
    found.into_iter().find(|href| href.contains(part)).unwrap_or_else(|| panic!("{part}: {}", seen.shown()))
}

#[tokio::test]
async fn every_picture_has_its_table_its_definition_and_its_files() {
    let town = lives(date(2027, 11, 22)).await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        let all = browser.page("/picture").await;
        all.must_be_well_made("/picture");
        for picture in Picture::ALL {
            assert!(all.has(&format!("href=\"/picture/{picture}\"")), "{picture}");
        }
        assert!(!all.shown().contains("picture-"), "{}", all.shown());
        for address in ADDRESSES {
            let page = format!("/picture/{address}");
            let seen = browser.page(&page).await;
            seen.must_be_well_made(&page);
            let words = seen.shown();
            assert!(!words.contains("picture-") && !words.contains("indicator-"), "{page}: {words}");
            assert!(seen.has("/editions/beijing-2023/provisions/"), "{page}: its clause");
            if address.starts_with("decisions?family=transfers") {
                assert!(!seen.has("<svg class=\"plot\""), "nobody was transferred");
                continue;
            }
            assert!(seen.has("<svg class=\"plot\"") && !seen.has("style=\""), "{page}");
            let table = browser.get(&file(address, "table.csv")).await;
            assert_eq!(
                (table.status, table.header("content-type")),
                (StatusCode::OK, "text/csv; charset=utf-8")
            );
            let svg = browser.get(&file(address, "picture.svg")).await;
            assert_eq!(svg.header("content-type"), "image/svg+xml; charset=utf-8", "{page}");
            assert!(svg.text.starts_with("<?xml") && !svg.has("<a "), "{page}");
            // The drawing of the file says what that of the page says.
            let desc = |seen: &Seen| {
                seen.text.split("<desc").nth(1).unwrap().split("</desc>").next().unwrap().to_owned()
            };
            assert_eq!(desc(&seen), desc(&svg), "{page}");
        }
    }
}

#[tokio::test]
async fn what_is_asked_is_shown_and_what_is_none_is_told() {
    let town = lives(date(2027, 11, 22)).await;
    let browser = Browser::new(town.office.clone());
    for address in ["/picture/none", "/picture/none/table.csv", "/picture/none/picture.svg"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    for address in ["/picture?on=x", "/picture/flow?on=2027-02-30"] {
        assert_eq!(browser.get(address).await.status, StatusCode::BAD_REQUEST, "{address}");
    }
    // A day that is to come is today; before anybody came there is nobody.
    assert!(browser.page("/picture?on=2099-01-01").await.has("截至2027年11月22日"));
    let before = browser.page("/picture/flow?cohort=2023&on=2023-07-01").await;
    assert!(before.has("没有可以绘制的数据"), "{}", before.shown());
    // One exited on 9 July 2026: the day before he was on the way.
    let step = "/picture/flow/table.csv?cohort=2023&on=";
    let exits = |seen: &Seen| seen.text.lines().find(|line| line.contains("毕业退出")).map(str::to_owned);
    assert_eq!(exits(&browser.get(&format!("{step}2026-07-08")).await), None);
    let line = exits(&browser.get(&format!("{step}2026-07-09")).await).unwrap();
    assert!(line.contains(",0,1,0,0,"), "{line}");
    // What was typed stands where it was typed, and is told; the figures are those without it.
    let wrong = "/picture/projection?boarding_college=120&per_teacher_secondary=abc&per_teacher_bachelor=10";
    let seen = browser.page(wrong).await;
    assert!(seen.has("高职住宿比例“120”不是 0 到 100 的整数"), "{}", seen.shown());
    assert!(seen.has("中职每名教师学生数“abc”不是 1 到 100 的整数"), "{}", seen.shown());
    for kept in ["value=\"120\"", "value=\"abc\"", "value=\"10\""] {
        assert!(seen.has(kept), "{kept}");
    }
    assert!(seen.has("本科：住宿 100%，每名教师 10 名学生（按上方填写）"), "{}", seen.shown());
    let nothing = empty().await;
    for picture in Picture::ALL {
        let seen = Browser::new(nothing.office.clone()).page(&format!("/picture/{picture}")).await;
        seen.must_be_well_made(picture.as_str());
    }
}

#[tokio::test]
async fn candidates_of_the_map_are_those_taken_in_by_the_day() {
    let town = lives(date(2027, 11, 22)).await;
    let browser = Browser::new(town.office.clone());
    let map = |on: &str| format!("/picture/districts?year=2023&measure=candidates&on={on}");
    // They were entered on 28 September 2023.
    let before = browser.page(&map("2023-09-27")).await;
    assert!(before.has("当日本年度考生还没有入库：第一份名单于2023年9月28日导入"), "{}", before.shown());
    assert!(before.has("没有可以绘制的数据"), "{}", before.shown());
    let then = browser.page(&map("2023-09-28")).await;
    assert!(then.has("最后一份于2023年9月28日导入"), "{}", then.shown());
    let count = town.office.storage().candidates(2023).await.unwrap().len();
    let sum = then.text.split("<desc").nth(1).unwrap().split("</desc>").next().unwrap();
    assert!(sum.contains(&count.to_string()), "{count}: {sum}");
}

#[tokio::test]
async fn a_figure_is_three_looks_from_the_student() {
    let town = lives(date(2027, 11, 22)).await;
    let browser = Browser::new(town.office.clone());
    let flow = browser.page("/picture/flow?cohort=2023").await;
    let exited = browser.page(&href(&flow, "beside=graduated")).await;
    exited.must_be_well_made("those who exited");
    assert!(exited.has(&format!("/students/{EXITED}")), "{}", exited.shown());
    // As of the day: the day before he was still there.
    let before = "/picture/flow/records?cohort=2023&step=registered&on=2026-07-08&beside=";
    assert!(!browser.page(&format!("{before}graduated")).await.has(EXITED));
    assert!(browser.page(&format!("{before}going")).await.has(EXITED));
    let again = browser.page(&href(&flow, "beside=repeated")).await;
    assert!(again.has("/students/2023-00003"), "{}", again.shown());
    assert!(flow.has("其中曾留级 1（三（四）3）") && flow.has("退学 1（三（三）3）"), "{}", flow.shown());
    for none in
        ["flow/records?step=x", "flow/records?beside=x", "plan/records", "survival/records?semesters=15"]
    {
        assert_eq!(browser.get(&format!("/picture/{none}")).await.status, StatusCode::NOT_FOUND, "{none}");
    }
    let came = browser.page(&href(&flow, "progression-college")).await;
    assert!(came.has("/students/2023-00001") && !came.has(&format!("/students/{EXITED}")));
    let repeats = browser.page("/picture/decisions?family=repeats").await;
    let touched = browser.page(&href(&repeats, "code=repeated")).await;
    assert!(touched.has("/students/2023-00003"), "{}", touched.shown());
    // Whoever left is named behind the share of those who stayed.
    let survival = browser.page("/picture/survival").await;
    let stayed = browser.page(&href(&survival, "semesters=6")).await;
    stayed.must_be_well_made("those behind a share");
    let row = |id: &str| stayed.text.split("<tr").find(|row| row.contains(id)).unwrap().to_owned();
    assert!(row(EXITED).contains(">否<") && row("2023-00003").contains(">是<"), "{}", stayed.shown());
    assert!(survival.has("报到注册后的学期</text>"), "the axis has its name");
    let map = browser.page("/picture/districts?year=2023").await;
    let haidian = browser.page(&href(&map, "of=110108")).await;
    assert!(haidian.has(&format!("/students/{EXITED}")), "{}", haidian.shown());
}

#[tokio::test]
async fn figures_are_those_of_the_indicators() {
    let town = lives(date(2027, 11, 22)).await;
    let office = &town.office;
    for on in [date(2024, 1, 1), date(2026, 7, 8), date(2027, 11, 22)] {
        let gathered = office.gathered(on, &[2023], Indicator::ALL).await.unwrap();
        let at = |indicator: Indicator| {
            let table = office.indicator_table(&gathered, indicator, &[2023], None);
            table.all.get(&2023).copied().unwrap_or_default()
        };
        let seven = office.seven_years(&gathered, &Of { entry_year: Some(2023), ..Of::default() });
        let reached = |step: Reached| seven.at(step).reached;
        let (arrived, admitted) =
            (at(Indicator::RegistrationRate).part, at(Indicator::RegistrationRate).whole);
        assert_eq!((reached(Reached::Registered), reached(Reached::Admitted)), (arrived, admitted), "{on}");
        assert_eq!(reached(Reached::College), at(Indicator::ToCollege).part, "{on}");
        assert_eq!(reached(Reached::Bachelor), at(Indicator::ToBachelor).part, "{on}");
        assert_eq!(reached(Reached::Graduated), at(Indicator::Graduation).part, "{on}");
        let curves = office.survival_by(&gathered, &Of::default(), Group::Cohort);
        assert_eq!(curves.get("2023").map(|curve| curve.registered), Some(arrived), "{on}");
        let by_district: Table =
            office.indicator_table(&gathered, Indicator::RegistrationRate, &[2023], Some(Split::District));
        let sum: i64 =
            by_district.rows.values().filter_map(|row| row.get(&2023)).map(|figure| figure.part).sum();
        assert_eq!(sum, arrived, "{on}: every student has one district");
    }
    let today = date(2027, 11, 22);
    let gathered = office.gathered(today, &[2026], &[Indicator::Obligations]).await.unwrap();
    let counted = office.indicator_table(&gathered, Indicator::Obligations, &[2026], None);
    let states = office.duty_states(2026, today).await.unwrap();
    let of = |state| states.values().filter_map(|states| states.get(&state)).sum::<i64>();
    use guantong_cooperation::DutyState::{Late, Met};
    let figure = counted.all.get(&2026).copied().unwrap_or_default();
    assert_eq!((of(Met), of(Met) + of(Late)), (figure.part, figure.whole));
    // Of the six one withdrew and one exited.
    let (_, projection) = office.projected(today).await.unwrap();
    let now: i64 = projection.totals.get(&2028).map_or(0, |totals| totals.before.middle);
    assert_eq!(now, 4_000, "four of six are on record");
}

/// Whole numbers that stand alone in the cells of a table of figures, but for those that are published.
fn alone(text: &str, published: &[i64]) -> Vec<i64> {
    let numbers =
        text.split(['>', '<', ',', '\n', '"', ' ', '\u{3000}']).filter_map(|part| part.trim().parse().ok());
    numbers.filter(|number: &i64| *number < 100 && !published.contains(number)).collect()
}

#[tokio::test]
async fn small_figures_are_told_to_nobody_who_may_not_know_them() {
    let house = House::over(lives(date(2027, 11, 22)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "zhongzhi", "jiaokeyuan", "xuesheng"]).await;
    // One withdrew, one exited, one repeated, one was away: each of them is told to the commission in all three.
    let told = [
        ("flow?cohort=2023", &["退学 1", "毕业退出 1", "其中曾留级 1"][..]),
        ("decisions?family=repeats", &["已生效 1"][..]),
        ("decisions?family=leaves", &["已生效 3"][..]),
    ];
    let mut commission = house.entered("jiaowei").await;
    for (address, words) in told {
        let seen = commission.page(&format!("/picture/{address}")).await;
        let svg = commission.get(&file(address, "picture.svg")).await;
        for word in words {
            assert!(seen.has(word) && svg.has(word), "{address}: {word}: {}", svg.text);
        }
    }
    for login in ["jiaokeyuan", "xuesheng"] {
        let mut person = house.entered(login).await;
        for (address, words) in told {
            for address in [format!("/picture/{address}"), file(address, "picture.svg")] {
                let seen = person.get(&address).await;
                assert!(
                    words
                        .iter()
                        .all(|word| !seen.has(&format!(">{word}")) && !seen.has(&format!("{word}（"))),
                    "{login} {address}: {}",
                    seen.text
                );
            }
        }
        for address in [
            "flow?cohort=2023",
            "survival",
            "survival?by=institution",
            "decisions?family=repeats",
            "decisions?family=leaves",
            "districts?year=2023",
        ] {
            // Six were admitted, which is published with the rounds.
            let published: &[i64] = if address.starts_with("flow") { &[6] } else { &[] };
            let page = person.get(&format!("/picture/{address}")).await;
            assert!(page.has("取整到最近的"), "{login} {address}: it says so");
            let table = page.text.split("<tbody").nth(1).unwrap_or_default();
            let csv = person.get(&file(address, "table.csv")).await;
            let svg = person.get(&file(address, "picture.svg")).await;
            // Marks of a scale are no figures.
            let texts = svg.text.split("<text").skip(1).filter(|text| !text.contains("ch-small"));
            let texts = texts.filter_map(|text| text.split('>').nth(1)?.split('<').next());
            let svg: String = texts.collect::<Vec<_>>().join("\n");
            let csv: String = csv.text.lines().skip(1).collect::<Vec<_>>().join("\n");
            // Of the table what stands between its tags.
            let table = table.split("</tbody>").next().unwrap_or_default();
            let table: Vec<&str> = table.split('>').filter_map(|text| text.split('<').next()).collect();
            for text in [table.join("\n").as_str(), csv.as_str(), svg.as_str()] {
                let found = alone(text, published);
                assert!(found.iter().all(|number| number % 5 == 0), "{login} {address}: {found:?} in {text}");
            }
        }
        let projection = person.get("/picture/projection/table.csv").await;
        for line in projection.text.lines().skip(1) {
            let now = line.split(',').nth(1).and_then(|cell| cell.parse::<i64>().ok());
            assert!(now.is_some_and(|now| now % 5 == 0), "{login}: {line}");
        }
        assert_eq!(person.get("/picture/obligations").await.status, StatusCode::NOT_FOUND, "{login}");
        assert!(!person.page("/picture").await.has("/picture/obligations"), "{login}");
    }
    // A school counts its own to the last student, and nobody else's.
    let mut school = house.entered("zhongzhi").await;
    let own = school.get("/picture/flow/table.csv?cohort=2023").await;
    assert!(own.text.lines().any(|line| line.contains(",5,5,1,0,0")), "{}", own.text);
    let map = school.page("/picture/districts?year=2023").await;
    assert!(!map.has(">考生</th>") && map.has(">录取</th>"), "candidates are the city's: {}", map.shown());
}

#[tokio::test]
async fn before_the_edition_its_first_values_hold_and_it_is_said() {
    let town = lives(date(2027, 11, 22)).await;
    for stage in Stage::ALL {
        let now = town.office.assumed(*stage, date(2027, 11, 22));
        assert!(now.per_teacher > 1, "{stage}: {now:?}");
        assert_eq!(town.office.assumed(*stage, date(2022, 1, 1)), now, "{stage}");
    }
    let browser = Browser::new(town.office.clone());
    let before = browser.page("/picture/projection?on=2022-01-01").await;
    assert!(!before.has("每名教师 1 名学生"), "{}", before.shown());
    let said = "所选日期早于本版政策";
    assert!(before.has(said) || before.has("没有可以绘制的数据"), "{}", before.shown());
    let after = browser.page("/picture/projection?on=2024-01-01").await;
    assert!(after.has("住宿") && !after.has(said), "{}", after.shown());
}

#[test]
fn every_outcome_and_every_step_has_its_few_words() {
    for language in ["zh-CN", "en"] {
        let path = format!("{}/../../messages/{language}/picture.ftl", env!("CARGO_MANIFEST_DIR"));
        let messages = std::fs::read_to_string(path).unwrap();
        for family in Family::ALL {
            for code in family.outcomes() {
                let id = if code == GOING { "going".to_owned() } else { code.replace(['.', '_'], "-") };
                let line = messages.lines().find(|line| line.starts_with(&format!("picture-case-{id} =")));
                let words = line.unwrap_or_else(|| panic!("{language} {code}")).split_once(" = ").unwrap().1;
                let wide: usize = words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
                assert!(wide <= 40 && !words.contains(['…', '{']), "{language} {code}: {words}");
            }
            for code in family.steps() {
                let id = format!("picture-step-of-{} =", code.replace(['.', '_'], "-"));
                assert!(messages.lines().any(|line| line.starts_with(&id)), "{language} {code}");
            }
        }
    }
}
