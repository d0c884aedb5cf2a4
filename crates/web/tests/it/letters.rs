//! Letters of admission: the family's own, those an institution prints, what the code on them tells; and a candidate's
//! result as a letter.

use crate::house::{House, well_made};
use crate::lives::{FRESH, RESUMED, lives};
use crate::round_city::all_worded;
use axum::http::StatusCode;
use guantong_model::StudentId;
use guantong_secrets::password::Profile;
use jiff::civil::date;

async fn house() -> House {
    let house = House::over(lives(date(2024, 3, 1)).await, Profile::Asvs);
    house.with(&["zhongzhi", "daxue", "xuesheng", "jiazhang", "jiaowei"]).await
}

#[tokio::test]
async fn a_family_reads_its_letter_and_anybody_checks_it_by_its_code() {
    let house = house().await;
    let at = format!("/students/{RESUMED}/letter");
    for login in ["xuesheng", "jiazhang"] {
        let mut person = house.entered(login).await;
        let record = person.page(&format!("/students/{RESUMED}")).await;
        assert!(record.has(&format!("href=\"{at}\"")), "the record leads to its letter");
        let letter = person.page(&at).await;
        all_worded(&letter);
        assert_eq!(letter.title(), "录取通知书 · 贯通");
        for words in [
            "沈知行 同学",
            "北京市昌平职业学校",
            "第 1 至 3 学年",
            "第 6 至 7 学年",
            "教职成〔2010〕7号",
            "<svg",
        ] {
            assert!(letter.has(words), "{words}: {}", letter.text);
        }
        let other = person.get(&format!("/students/{FRESH}/letter")).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "of somebody else there is none");
    }
    let letter = house.office.letter(&StudentId::from(RESUMED)).await.unwrap().unwrap();
    let mut anybody = house.guest();
    anybody.page("/check").await;
    let code = letter.code.unwrap();
    let found = anybody.send("/check", &[("number", &letter.number), ("code", &code)]).await;
    well_made(&found, "/check");
    all_worded(&found);
    assert!(found.has("这份录取通知书有效") && found.has("北京市昌平职业学校"), "{}", found.text);
    assert!(!found.has("沈知行"), "of the name only the first character");
    let mut english = house.entered("xuesheng").await.english();
    all_worded(&english.page(&at).await);
}

#[tokio::test]
async fn an_institution_prints_the_letters_of_its_own_and_finds_no_others() {
    let house = house().await;
    let letter = house.office.letter(&StudentId::from(RESUMED)).await.unwrap().unwrap();
    let theirs = house.office.letter(&StudentId::from(FRESH)).await.unwrap().unwrap();
    let [own, other] = [&letter, &theirs].map(|letter| letter.line.line.programme.as_str().to_owned());
    let mut school = house.entered("zhongzhi").await;
    let programme = school.page(&format!("/programmes/{own}")).await;
    let href =
        programme.values("href").into_iter().find(|href| href.starts_with("/letters/")).map(str::to_owned);
    let asks = href.expect("the programme leads to its letters");
    let first = school.get(&asks).await;
    assert_eq!(first.status, StatusCode::FORBIDDEN, "names leave only after the second factor");
    assert!(first.has("/account/step-up"), "{}", first.text);
    let back = school.steps_up(&house, "zhongzhi", "邮寄录取通知书", &asks).await;
    let all = school.page(&back).await;
    all_worded(&all);
    assert_eq!(all.text.matches("<article class=\"sheet letter\"").count(), 5, "{}", all.text);
    assert!(all.has(&letter.number) && !all.has(&theirs.number));
    let none = school.page(&asks.replace(&own, &other)).await;
    assert!(none.has("没有可以由你打印的录取通知书"), "{}", none.text);
    let absent = school.get("/letters/2023/none").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_result_is_told_with_its_reasons_as_a_letter() {
    let house = house().await;
    let letter = house.office.letter(&StudentId::from(RESUMED)).await.unwrap().unwrap();
    let at = format!("/rounds/2023/early/candidates/{}", letter.student.candidate_no);
    let mut family = house.entered("jiazhang").await;
    assert!(family.page(&at).await.has(&format!("href=\"{at}/letter\"")));
    let told = family.page(&format!("{at}/letter")).await;
    all_worded(&told);
    assert_eq!(told.title(), "录取结果说明 · 贯通");
    for words in ["沈知行 同学", "第 1 志愿", "提前招生", "公布的结果摘要"] {
        assert!(told.has(words), "{words}: {}", told.text);
    }
    let mut school = house.entered("zhongzhi").await;
    assert_eq!(school.get(&format!("{at}/letter")).await.status, StatusCode::FORBIDDEN);
}
