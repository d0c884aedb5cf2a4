//! What is asked of a picture, and the fields it is asked by.

use super::districts::Measure;
use crate::answer::Problem;
use crate::frame::{Page, half_width};
use crate::pages::address::query;
use guantong_indicators::{Assumed, Of, Split};
use guantong_model::{Date, Message, ProgrammeId, Stage, academic_year};
use guantong_service::picture::{Family, Group, Picture};
use guantong_service::rows::PlanLine;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The address as it came.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    on: String,
    year: String,
    cohort: String,
    institution: String,
    programme: String,
    by: String,
    family: String,
    after: String,
    measure: String,
    need: String,
    boarding_secondary: String,
    boarding_college: String,
    boarding_bachelor: String,
    per_teacher_secondary: String,
    per_teacher_college: String,
    per_teacher_bachelor: String,
}

impl Asked {
    fn assumption(&self, name: &str, stage: Stage) -> &str {
        match (name, stage) {
            ("boarding", Stage::Secondary) => &self.boarding_secondary,
            ("boarding", Stage::College) => &self.boarding_college,
            ("boarding", Stage::Bachelor) => &self.boarding_bachelor,
            (_, Stage::Secondary) => &self.per_teacher_secondary,
            (_, Stage::College) => &self.per_teacher_college,
            (_, Stage::Bachelor) => &self.per_teacher_bachelor,
        }
    }
}

/// The same, read.
#[derive(Clone, Debug)]
pub(super) struct At {
    pub(super) on: Date,
    /// Every year there is to choose from, the newest first.
    pub(super) years: Vec<i32>,
    pub(super) year: i32,
    pub(super) cohort: Option<i32>,
    pub(super) institution: String,
    pub(super) programme: String,
    pub(super) by: String,
    pub(super) family: Family,
    /// After so many semesters.
    pub(super) after: usize,
    pub(super) measure: Measure,
    pub(super) assumed: BTreeMap<Stage, Assumed>,
    /// What was typed and is none; the rest is shown as it stands without it.
    pub(super) mistakes: Vec<Message>,
    asked: Asked,
}

/// Limits of what may be assumed.
const PERCENT: std::ops::RangeInclusive<i64> = 0..=100;
const PER_TEACHER: std::ops::RangeInclusive<i64> = 1..=100;
/// Half the seven years are looked at where nothing is asked: the first stage.
const FIRST_STAGE: usize = 6;

/// What is needed.
const NEEDS: [&str; 3] = ["places", "beds", "teachers"];

impl At {
    pub(super) async fn of(page: &Page, asked: &Asked) -> Result<Self, Problem> {
        let today = page.office().today();
        let on = match asked.on.trim() {
            "" => today,
            text => {
                let short: String = text.chars().take(40).collect();
                let wrong = || Problem::bad(Message::new("page-student-no-day").with("given", short));
                text.parse::<Date>().map_err(|_| wrong())?.min(today)
            }
        };
        let years = page.office().indicator_years(on).await?;
        let year = asked.year.trim().parse().ok().filter(|year| years.contains(year));
        let by = |text: &str| text.trim().to_owned();
        let mut mistakes = Vec::new();
        let mut assumed = BTreeMap::new();
        for stage in Stage::ALL {
            let mut one = page.office().assumed(*stage, on);
            let mut read = |name: &'static str, value: &mut i64, limits: std::ops::RangeInclusive<i64>| {
                let text = half_width(asked.assumption(name, *stage).trim());
                if text.is_empty() {
                    return;
                }
                match text.parse::<i64>().ok().filter(|number| limits.contains(number)) {
                    Some(number) => *value = number,
                    None => mistakes.push(
                        Message::new(&format!("picture-wrong-{name}"))
                            .with("given", text.chars().take(20).collect::<String>())
                            .with("stage", page.word(format!("stage.{stage}")))
                            .with("least", *limits.start())
                            .with("most", *limits.end()),
                    ),
                }
            };
            read("boarding", &mut one.boarding, PERCENT);
            read("per-teacher", &mut one.per_teacher, PER_TEACHER);
            assumed.insert(*stage, one);
        }
        Ok(At {
            on,
            year: year.unwrap_or_else(|| academic_year(on)),
            years,
            cohort: asked.cohort.trim().parse().ok(),
            institution: by(&asked.institution),
            programme: by(&asked.programme),
            by: by(&asked.by),
            family: Family::parse(asked.family.trim()).unwrap_or(Family::Transfers),
            after: asked.after.trim().parse().ok().filter(|n| (1..=14).contains(n)).unwrap_or(FIRST_STAGE),
            measure: Measure::parse(asked.measure.trim()).unwrap_or(Measure::Admitted),
            assumed,
            mistakes,
            asked: asked.clone(),
        })
    }

    /// Whose lives are looked at.
    pub(super) fn of_lives(&self) -> Of {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Of {
            entry_year: self.cohort,
            institution: given(&self.institution),
            university: None,
            programme: given(&self.programme).map(ProgrammeId),
        }
    }

    /// The cohort of the flow: as asked, else that in its seventh year, else the eldest there is.
    pub(super) fn flow_cohort(&self) -> i32 {
        let last = academic_year(self.on) - 6;
        self.cohort.unwrap_or_else(|| last.max(self.years.last().copied().unwrap_or(last)))
    }

    /// The same of one entry year.
    pub(super) fn of_cohort(mut self, cohort: &str) -> Self {
        cohort.clone_into(&mut self.asked.cohort);
        self
    }

    /// The split a picture of an indicator is shown by; by institution where none is asked.
    pub(super) fn split(&self) -> Split {
        match self.by.as_str() {
            "programme" => Split::Programme,
            "university" => Split::University,
            _ => Split::Institution,
        }
    }

    /// By what curves are shown.
    pub(super) fn group(&self) -> Group {
        Group::parse(&self.by).unwrap_or(Group::Cohort)
    }

    /// Which need of many institutions is listed: places where nothing is asked.
    pub(super) fn need(&self) -> &str {
        NEEDS.into_iter().find(|need| *need == self.asked.need.trim()).unwrap_or("places")
    }

    /// The projection of one institution, with all else as it was asked.
    pub(super) fn only(&self, page: &Page, host: &str) -> String {
        let mut only = self.clone();
        host.clone_into(&mut only.asked.institution);
        format!("/picture/projection{}", only.query(page, Picture::Projection))
    }

    /// The day as an address has it; empty where it is today.
    pub(super) fn day(&self, page: &Page) -> String {
        if self.on == page.office().today() { String::new() } else { self.on.to_string() }
    }

    /// Where another picture of the same day is.
    pub(super) fn link(&self, page: &Page, picture: Picture) -> String {
        format!("/picture/{picture}{}", query(&[("on", &self.day(page))]))
    }

    /// Where the records behind a figure are: as all else is asked, with what tells that figure from others.
    pub(super) fn records(&self, page: &Page, picture: Picture, figure: &[(&str, &str)]) -> String {
        let mut only = self.clone();
        if let Some((_, by)) = figure.iter().find(|(name, _)| *name == "by") {
            (*by).clone_into(&mut only.asked.by);
        }
        let asked = only.query(page, picture);
        let own: Vec<_> = figure.iter().copied().filter(|(name, _)| *name != "by").collect();
        let figure = query(&own);
        let figure = figure.replacen('?', if asked.is_empty() { "?" } else { "&" }, 1);
        format!("/picture/{picture}/records{asked}{figure}")
    }

    /// What was asked, for the files of the same picture.
    pub(super) fn query(&self, page: &Page, picture: Picture) -> String {
        let on = self.day(page);
        let asked = &self.asked;
        let all: [(&str, &str); 16] = [
            ("on", &on),
            ("year", &asked.year),
            ("cohort", &asked.cohort),
            ("institution", &asked.institution),
            ("programme", &asked.programme),
            ("by", &asked.by),
            ("family", &asked.family),
            ("after", &asked.after),
            ("measure", &asked.measure),
            ("need", &asked.need),
            ("boarding_secondary", &asked.boarding_secondary),
            ("boarding_college", &asked.boarding_college),
            ("boarding_bachelor", &asked.boarding_bachelor),
            ("per_teacher_secondary", &asked.per_teacher_secondary),
            ("per_teacher_college", &asked.per_teacher_college),
            ("per_teacher_bachelor", &asked.per_teacher_bachelor),
        ];
        let known = names(picture);
        let assumed = |name: &str| picture == Picture::Projection && name.contains('_');
        let kept: Vec<_> =
            all.into_iter().filter(|(name, _)| known.contains(name) || assumed(name)).collect();
        query(&kept)
    }
}

/// The fields of a picture, in their order.
fn names(picture: Picture) -> &'static [&'static str] {
    match picture {
        Picture::Plan => &["on", "year", "by", "institution"],
        Picture::Flow => &["on", "cohort", "institution", "programme"],
        Picture::Survival => &["on", "by", "cohort", "institution", "programme", "after"],
        Picture::CutOffs => &["on", "institution"],
        Picture::Decisions => &["on", "family", "cohort", "institution", "programme"],
        Picture::Obligations => &["on", "year"],
        Picture::Districts => &["on", "year", "measure"],
        Picture::Projection => &["on", "institution", "need"],
    }
}

/// A field of the form above a picture.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) label: String,
    /// What stands in it, where it is written into.
    pub(super) value: String,
    /// What there is to choose, with whether it is chosen; nothing where it is written into.
    pub(super) choices: Vec<(String, String, bool)>,
    /// Whether it takes a whole number.
    pub(super) number: bool,
}

/// Every institution or programme of all plans that who asks may count.
async fn lines(page: &Page) -> Result<Vec<PlanLine>, Problem> {
    let all = page.office().programmes_of_all_plans().await?;
    let own = page.office().viewer().and_then(|viewer| viewer.institution().map(str::to_owned));
    let counts =
        |line: &&PlanLine| own.as_ref().is_none_or(|own| line.institution == *own || line.partner == *own);
    Ok(all.iter().filter(counts).cloned().collect())
}

/// The form of a picture.
pub(super) async fn fields(page: &Page, picture: Picture, at: &At) -> Result<Vec<Field>, Problem> {
    let lines = lines(page).await?;
    let mut fields = Vec::new();
    for name in names(picture) {
        let all = |words: &str| (String::new(), page.t(words).to_string(), false);
        let mut value = String::new();
        let choices: Vec<(String, String, bool)> = match *name {
            "year" => {
                at.years.iter().map(|year| (year.to_string(), year.to_string(), *year == at.year)).collect()
            }
            "cohort" => {
                let chosen = if picture == Picture::Flow { Some(at.flow_cohort()) } else { at.cohort };
                let first = (picture != Picture::Flow).then(|| all("picture-all-cohorts"));
                let year = |year: &i32| {
                    let words = page.t("indicator-year-entry").with("year", year.to_string()).to_string();
                    (year.to_string(), words, Some(*year) == chosen)
                };
                first.into_iter().chain(at.years.iter().map(year)).collect()
            }
            "institution" => {
                let mut names: Vec<&String> = lines.iter().map(|line| &line.institution).collect();
                if picture == Picture::Projection {
                    names.extend(lines.iter().map(|line| &line.partner));
                }
                names.sort_unstable();
                names.dedup();
                let one = |name: &String| {
                    (name.clone(), page.institution(name).to_owned(), *name == at.institution)
                };
                let words = if picture == Picture::Projection {
                    "picture-all-hosts"
                } else {
                    "picture-all-institutions"
                };
                std::iter::once(all(words)).chain(names.into_iter().map(one)).collect()
            }
            "programme" => {
                let of = lines.iter().filter(|line| line.institution == at.institution);
                let one = |line: &PlanLine| {
                    let id = line.programme.to_string();
                    let chosen = id == at.programme;
                    (id, line.major_printed(), chosen)
                };
                let mut found: Vec<_> = of.map(one).collect();
                found.sort();
                found.dedup();
                let words = if at.institution.is_empty() {
                    "picture-programme-after"
                } else {
                    "picture-all-programmes"
                };
                std::iter::once(all(words)).chain(found).collect()
            }
            "by" if picture == Picture::Plan => ["institution", "university", "programme"]
                .map(|by| {
                    let words = page.t(format!("indicator-by-{by}")).to_string();
                    (by.to_owned(), words, by == at.split().as_str())
                })
                .into(),
            "by" => {
                let one = |by: &Group| {
                    (by.to_string(), page.t(format!("picture-by-{by}")).to_string(), *by == at.group())
                };
                Group::ALL.iter().map(one).collect()
            }
            "family" => {
                let one = |one: &Family| {
                    (one.to_string(), page.t(format!("picture-family-{one}")).to_string(), *one == at.family)
                };
                Family::ALL.iter().map(one).collect()
            }
            "after" if at.group() == Group::Cohort => continue,
            "after" => [2_usize, 4, 6, 8, 10, 12, 14]
                .map(|n| {
                    let words = page.t("picture-after-years").count("years", n / 2).to_string();
                    (n.to_string(), words, n == at.after)
                })
                .into(),
            "need" => NEEDS
                .map(|need| {
                    let words = page.t(format!("picture-need-{need}")).to_string();
                    (need.to_owned(), words, need == at.need())
                })
                .into(),
            "measure" => {
                let seen = Measure::ALL.iter().filter(|measure| measure.is_seen(page));
                let one = |one: &Measure| {
                    (
                        one.to_string(),
                        page.t(format!("picture-measure-{one}")).to_string(),
                        *one == at.measure,
                    )
                };
                seen.map(one).collect()
            }
            _ => {
                value = at.on.to_string();
                Vec::new()
            }
        };
        let label = page.t(format!("picture-field-{name}")).to_string();
        fields.push(Field { name: (*name).to_owned(), label, value, choices, number: false });
    }
    if picture == Picture::Projection {
        fields.extend(assumptions(page, at));
    }
    Ok(fields)
}

/// What may be assumed otherwise.
fn assumptions<'a>(page: &'a Page, at: &'a At) -> impl Iterator<Item = Field> + 'a {
    ["boarding", "per-teacher"].into_iter().flat_map(move |name| {
        Stage::ALL.iter().map(move |stage| {
            let used = at.assumed.get(stage).map_or(0, |one| match name {
                "boarding" => one.boarding,
                _ => one.per_teacher,
            });
            let typed = at.asked.assumption(name, *stage).trim();
            Field {
                name: format!("{}_{stage}", name.replace('-', "_")),
                label: page
                    .t(format!("picture-field-{name}"))
                    .with("stage", page.word(format!("stage.{stage}")))
                    .to_string(),
                value: if typed.is_empty() { used.to_string() } else { typed.to_owned() },
                choices: Vec::new(),
                number: true,
            }
        })
    })
}
