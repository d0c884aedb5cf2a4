//! A city's candidates: 16 districts, scores on one scale, lists that follow what is popular and what is near.
//!
//! Nobody in it exists. The same seed gives the same city to the last draw number.

use super::dice::Dice;
use super::names;
use guantong_model::{CandidateNo, IdentityNo, PersonId, Phone, ProgrammeId, Score};
use guantong_service::person::Contacts;
use guantong_service::person::reading;
use guantong_service::rows::{Candidate, Person, PlanLine, Sealed};
use jiff::civil::Date;

/// A candidate with the person.
pub(crate) type Applicant = (Candidate, Person);

/// District, and how many in a thousand of the city's candidates come from it.
const DISTRICTS: &[(&str, u32)] = &[
    ("110101", 62),
    ("110102", 88),
    ("110105", 118),
    ("110106", 84),
    ("110107", 26),
    ("110108", 168),
    ("110109", 14),
    ("110111", 66),
    ("110112", 92),
    ("110113", 56),
    ("110114", 72),
    ("110115", 78),
    ("110116", 22),
    ("110117", 20),
    ("110118", 22),
    ("110119", 12),
];

/// The city of a year.
///
/// Scores gather a little above the floor, as those of who apply do; a few have no entrance qualification or
/// household registration; lists have one to eight programmes early and up to twelve in the unified round.
///
/// They are drawn on the scale of 660 and told on that of the year's full marks.
pub(crate) fn applicants(
    year: i32,
    count: usize,
    seed: u64,
    lines: &[PlanLine],
    full: i32,
) -> Vec<Applicant> {
    let mut dice = Dice::new(seed);
    let market = market(&mut dice, lines);
    let mut draws: Vec<i64> = (1..=i64::try_from(count).unwrap_or(i64::MAX)).collect();
    dice.shuffle(&mut draws);
    let mut taken = std::collections::BTreeMap::<&str, u32>::new();
    draws
        .into_iter()
        .map(|draw| {
            let district = dice.weighted(DISTRICTS).copied().unwrap_or("110108");
            let number = taken.entry(district).or_insert(0);
            *number += 1;
            let no =
                CandidateNo(format!("{:02}{}{number:05}", year % 100, district.get(2..).unwrap_or("0000")));
            let mut applicant = applicant(&mut dice, year, no, district, draw, &market);
            applicant.0.total = Score::points(scaled(applicant.0.total, full));
            applicant
        })
        .collect()
}

/// A total drawn on the scale of 660, on another.
fn scaled(total: Score, full: i32) -> i32 {
    let on_full = total.millionths() / 1_000_000 * i64::from(full) / i64::from(DRAWN_ON);
    i32::try_from(on_full).unwrap_or(full)
}

/// Full marks on whose scale scores are drawn.
pub(super) const DRAWN_ON: i32 = 660;

/// Programmes with how much they are sought, in hundredths, and the score that most who seek them have.
struct Market {
    programmes: Vec<(ProgrammeId, u32)>,
}

fn market(dice: &mut Dice, lines: &[PlanLine]) -> Market {
    let programmes = lines
        .iter()
        .map(|line| {
            // Computing, rail and accounting draw most; a few majors draw hardly anyone.
            let major = line.major.as_str();
            let sought = if ["人工智能", "大数据", "软件", "计算机", "信息安全", "集成电路", "轨道交通"]
                .iter()
                .any(|word| {
                    major.contains(word) || line.specialisation.as_deref().is_some_and(|s| s.contains(word))
                }) {
                150
            } else if ["园林", "食品", "安全技术", "养老", "非遗", "环境", "文物", "供用电", "农业"]
                .iter()
                .any(|word| major.contains(word))
            {
                7
            } else {
                62
            };
            let spread = 60 + u32::try_from(dice.below(80)).unwrap_or(0);
            (line.programme.clone(), sought * spread / 100 * u32::try_from(line.places).unwrap_or(30) / 30)
        })
        .collect();
    Market { programmes }
}

fn applicant(
    dice: &mut Dice,
    year: i32,
    no: CandidateNo,
    district: &str,
    draw: i64,
    market: &Market,
) -> Applicant {
    let total = dice.around(487, 36).clamp(280, 640);
    // Chinese, mathematics and foreign language are 100 marks each of 660.
    let subject = |dice: &mut Dice| Score::points(dice.around(total * 100 / 660 + 1, 6).clamp(20, 100));
    let (chinese, mathematics, foreign_language) = (subject(dice), subject(dice), subject(dice));
    let sex = if dice.below(100) < 54 { 1 } else { 2 };
    let name = names::name(dice);
    let read = reading(&name);
    let person = PersonId(format!("P-{no}"));
    let mut salt = vec![0_u8; 16];
    salt.iter_mut().for_each(|byte| *byte = u8::try_from(dice.below(256)).unwrap_or(0));
    let early = preferences(dice, market, &[], 8);
    let unified = preferences(dice, market, &early, 12);
    let candidate = Candidate {
        year,
        no,
        person: person.clone(),
        total: Score::points(total),
        chinese,
        mathematics,
        foreign_language,
        priority: dice.once_in(120),
        draw,
        qualified: !dice.once_in(400),
        household: !dice.once_in(260),
        bonus: Score::default(),
        boards: None,
        tests_passed: Vec::new(),
        early,
        unified,
    };
    let person = Person {
        id: person,
        name,
        pinyin: read.pinyin,
        initials: read.initials,
        sex,
        birth_on: birth(dice, year),
        district: district.to_owned(),
        junior_school: junior_school(dice, district),
        salt,
        sealed: Sealed::default(),
    };
    (candidate, person)
}

/// Lists are short more often than long; nobody names a programme twice.
fn preferences(dice: &mut Dice, market: &Market, known: &[ProgrammeId], most: usize) -> Vec<ProgrammeId> {
    if dice.once_in(40) {
        return Vec::new();
    }
    let length = 1 + dice.below(most).min(dice.below(most));
    let mut list: Vec<ProgrammeId> = known.iter().take(length / 2).cloned().collect();
    for _ in 0..length * 3 {
        if list.len() >= length {
            break;
        }
        if let Some(programme) = dice.weighted(&market.programmes)
            && !list.contains(programme)
        {
            list.push(programme.clone());
        }
    }
    list
}

fn birth(dice: &mut Dice, year: i32) -> Date {
    let born = i16::try_from(year - 15).unwrap_or(2008);
    let month = i8::try_from(1 + dice.below(12)).unwrap_or(1);
    let day = i8::try_from(1 + dice.below(28)).unwrap_or(1);
    // Born from September on, one starts school a year later.
    let born = if month >= 9 { born - 1 } else { born };
    Date::new(born, month, day).unwrap_or(Date::constant(2008, 1, 1))
}

/// An identity number of a region that does not exist and a telephone that nobody has, from the birth and the
/// candidate's place: numbers of people who are not there.
pub(super) fn contacts(person: &Person, place: usize) -> Contacts {
    let born = person.birth_on.to_string().replace('-', "");
    // Serials of a day go to 999: whoever is beyond is of the next region, so that no two have one number.
    let (serial, region) = ((place % 500) * 2 + usize::from(person.sex == 1), place / 500 % 10_000);
    Contacts {
        identity: IdentityNo::with_check(&format!("99{region:04}{born}{serial:03}")),
        phone: Phone::parse(&format!("1990000{:04}", place % 10_000)).ok(),
    }
}

fn junior_school(dice: &mut Dice, district: &str) -> String {
    format!(
        "{}示例初级中学{}校区",
        district_name(district),
        ["东", "西", "南", "北"].get(dice.below(4)).unwrap_or(&"东")
    )
}

fn district_name(code: &str) -> &'static str {
    match code {
        "110101" => "东城",
        "110102" => "西城",
        "110105" => "朝阳",
        "110106" => "丰台",
        "110107" => "石景山",
        "110108" => "海淀",
        "110109" => "门头沟",
        "110111" => "房山",
        "110112" => "通州",
        "110113" => "顺义",
        "110114" => "昌平",
        "110115" => "大兴",
        "110116" => "怀柔",
        "110117" => "平谷",
        "110118" => "密云",
        _ => "延庆",
    }
}
