//! The prospectus: places of study by year, fees by stage as far as a document gives them.
// case: 3.1.3.c, 3.3.3.b

use super::{SCHOOL, STAGES, edition_with};
use crate::office::{YEAR, with_plan};
use guantong_model::{Stage, Track};
use guantong_service::Office;
use guantong_service::prospectus::{Fee, Prospectus};
use std::sync::Arc;

const COLLEGE: &str = "北京财贸职业学院";

fn places<'b>(prospectus: &'b Prospectus, school: &str, stage: Stage) -> (&'b str, &'b str, i64, i64, Fee) {
    let line = prospectus.lines.iter().find(|line| line.line.institution == school).unwrap();
    let years = line.years.iter().find(|years| years.stage == stage).unwrap();
    (&years.at, &years.registered_at, years.from, years.to, years.fee)
}

#[tokio::test]
async fn every_programme_says_where_one_studies_and_is_registered_in_which_years() {
    let office = with_plan().await;
    let prospectus = office.prospectus(YEAR).await.unwrap().unwrap();
    assert_eq!(prospectus.lines.iter().map(|line| line.line.places).sum::<i64>(), 2810);
    let partner = |school: &str| {
        prospectus.lines.iter().find(|line| line.line.institution == school).unwrap().line.partner.clone()
    };
    let (of_school, of_college) = (partner(SCHOOL), partner(COLLEGE));
    for (school, stage, expected) in [
        (SCHOOL, Stage::Secondary, (SCHOOL, SCHOOL, 1, 3)),
        (SCHOOL, Stage::College, (SCHOOL, of_school.as_str(), 4, 5)),
        (SCHOOL, Stage::Bachelor, (of_school.as_str(), of_school.as_str(), 6, 7)),
        (COLLEGE, Stage::College, (COLLEGE, COLLEGE, 4, 5)),
        (COLLEGE, Stage::Bachelor, (of_college.as_str(), of_college.as_str(), 6, 7)),
    ] {
        let (at, registered_at, from, to, fee) = places(&prospectus, school, stage);
        assert_eq!((at, registered_at, from, to), expected, "{school} {stage}");
        assert_eq!(fee, Fee::Announced, "no document on file gives an amount");
    }
    assert_eq!(prospectus.fees.iter().map(|fee| fee.stage).collect::<Vec<_>>(), STAGES);
    assert!(prospectus.fees.iter().all(|fee| !fee.source.is_empty() && !fee.note_en.is_empty()));
    assert!(office.prospectus(2024).await.unwrap().is_none());
    assert_eq!(office.stage_lengths(Track::CollegeBachelor, prospectus.on), [3, 2, 2]);
}

#[tokio::test]
async fn an_amount_on_file_is_told_from_its_day_on_and_an_institutions_own_comes_first() {
    let office = with_plan().await;
    let own = "\n[[parameter]]\nname = \"fee.college.12561\"\nclause = \"3.3.3.b\"\nunit = \"yuan-a-year\"\n\
               values = [{ from = 2023-04-07, value = 7500 }]\nsource = \"test\"\n";
    let edition = edition_with("parameters/fees.toml", |text| {
        let before = "values = [{ from = 2023-04-07, value = \"by-institution\" }]";
        let after = "values = [{ from = 2023-04-07, to = 2023-08-31, value = 5000 }, { from = 2023-09-01, value = 6000 }]";
        text.replace(before, after) + own
    });
    let clock = Arc::new(super::Stopped(0, jiff::civil::date(2023, 5, 1)));
    let store = guantong_store::Database::open(&office.place()).await.unwrap();
    let changed = Office::new(store.storage(), clock, Arc::new(super::Sevens), Arc::new(edition));
    let prospectus = changed.prospectus(YEAR).await.unwrap().unwrap();
    assert_eq!(places(&prospectus, SCHOOL, Stage::Secondary).4, Fee::Yuan(6000));
    assert_eq!(places(&prospectus, COLLEGE, Stage::College).4, Fee::Yuan(7500));
    assert_eq!(places(&prospectus, COLLEGE, Stage::Secondary).4, Fee::Yuan(6000));
}
