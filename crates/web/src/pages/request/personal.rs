//! 更正个人信息: what may be asked to be put right of a person, and how it is shown.

use super::fields::{Field, Typed, typed};
use crate::frame::{Page, Said};
use guantong_model::Date;
use guantong_service::request::Personal;
use guantong_service::views::StudentView;

/// The fields, in their order on the page.
const NAME: &str = "name";
const SEX: &str = "sex";
const BIRTH: &str = "birth_on";
const IDENTITY: &str = "identity";
const PHONE: &str = "phone";

/// The fields of the form; what is kept now stands beside each.
pub(super) fn fields(page: &Page, view: &StudentView, values: Typed<'_>) -> Vec<Field> {
    let person = &view.person;
    let none = || page.t("page-none").to_string();
    let (identity, phone) = view.contacts.clone();
    let now = [
        (NAME, person.name.clone()),
        (SEX, page.word(format!("sex.{}", person.sex))),
        (BIRTH, page.date(person.birth_on)),
        (IDENTITY, identity.unwrap_or_else(none)),
        (PHONE, phone.unwrap_or_else(none)),
    ];
    let field = |(name, now): (&'static str, String)| Field {
        name,
        label: page.t(format!("personal-field-{name}")),
        value: typed(values, name).to_owned(),
        choices: if name == SEX { sexes(page) } else { Vec::new() },
        hint: Some(page.t(if name == BIRTH { "personal-now-day" } else { "personal-now" }).with("now", now)),
    };
    now.into_iter().map(field).collect()
}

fn sexes(page: &Page) -> Vec<(String, String)> {
    let stays = (String::new(), page.t("personal-stays").to_string());
    let sex = |code: i64| (code.to_string(), page.word(format!("sex.{code}")));
    vec![stays, sex(1), sex(2)]
}

/// What is asked for, or what is wrong with a field.
pub(super) fn asked(page: &Page, values: Typed<'_>) -> Result<Personal, Vec<(&'static str, Said)>> {
    let text =
        |name: &'static str| Some(typed(values, name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let birth = text(BIRTH).map(|given| {
        given
            .parse::<Date>()
            .map_err(|_| vec![(BIRTH, page.t("command-no-day").with("given", given.as_str()))])
    });
    let sex = text(SEX).map(|given| {
        given.parse().map_err(|_| vec![(SEX, page.t("command-no-value").with("given", given.as_str()))])
    });
    Ok(Personal {
        name: text(NAME),
        sex: sex.transpose()?,
        birth_on: birth.transpose()?,
        identity: text(IDENTITY),
        phone: text(PHONE),
    })
}

/// The field that a mistake is about; nothing where it is about none of these.
pub(super) fn field_of(message: &str) -> Option<&'static str> {
    Some(match message {
        "personal-name" | "personal-nothing" => NAME,
        "personal-sex" => SEX,
        "personal-birth" => BIRTH,
        "phone-bad" => PHONE,
        "personal-birth-differs" => IDENTITY,
        id if id.starts_with("identity-") => IDENTITY,
        _ => return None,
    })
}

/// What is asked for, as facts of the request.
pub(super) fn facts(page: &Page, asked: &Personal, whole: bool) -> Vec<(Said, String)> {
    let identity = if whole { asked.identity.clone() } else { asked.identity_masked() };
    let facts = [
        (NAME, asked.name.clone()),
        (SEX, asked.sex.map(|sex| page.word(format!("sex.{sex}")))),
        (BIRTH, asked.birth_on.map(|birth| page.date(birth))),
        (IDENTITY, identity),
        (PHONE, asked.phone.clone()),
    ];
    let label = |name: &str| {
        page.t("personal-becomes").with("field", page.t(format!("personal-field-{name}")).to_string())
    };
    facts.into_iter().filter_map(|(name, value)| Some((label(name), value?))).collect()
}
