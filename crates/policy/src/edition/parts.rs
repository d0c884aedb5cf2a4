//! What an edition is made of: provisions, parameters, interpretations, articles.
//!
//! Plain values. How they are read and checked stands in `load`.

use crate::ClauseId;
use guantong_model::{Date, RuleBook, words};
use std::fmt;

words! {
    /// What a provision is, and so what serves it.
    ProvisionKind {
        /// A purpose.
        Principle = "principle",
        /// A number, date or list of the notice.
        Parameter = "parameter",
        /// A condition or an effect.
        Rule = "rule",
        /// Something a student may do.
        Right = "right",
        /// Something to keep on file.
        Record = "record",
        /// Something to publish or submit.
        Report = "report",
    }
}

words! {
    /// How sure the edition is of something that the notice itself does not print.
    Certainty {
        /// Read in the text.
        Text = "text",
        /// Found in a second source.
        Corroborated = "corroborated",
        /// Known, not looked up: to be checked against the text before it is relied on.
        Memory = "memory",
        /// Not known; follows from the notice's own annex.
        Assumed = "assumed",
    }
}

words! {
    /// The unit of a parameter's values. A list because each is worded in both languages.
    Unit {
        /// Points of a score.
        Points = "points",
        /// Years.
        Years = "years",
        /// Months.
        Months = "months",
        /// Calendar days.
        Days = "days",
        /// Working days.
        WorkingDays = "working-days",
        /// A month and a day of every year, as `12-31`.
        MonthDay = "month-day",
        /// Semesters of a stage, the first being 1; two of them are the first and the last.
        SemestersOfStage = "semesters-of-stage",
        /// How often something may happen.
        Times = "times",
        /// Places of a plan.
        Places = "places",
        /// Percent of the hours of a stage.
        PercentOfHours = "percent-of-hours",
        /// Hours of teaching.
        Hours = "hours",
        /// Credits.
        Credits = "credits",
        /// Hours that are one credit.
        HoursPerCredit = "hours-per-credit",
        /// Percent of likeness of two titles.
        PercentAlike = "percent-alike",
        /// Percent of a weighted total.
        PercentOfTotal = "percent-of-total",
        /// Weights, of which only the proportion counts.
        Weights = "weights",
        /// Meetings, by number or by name.
        Meetings = "meetings",
        /// Dispatches of teachers.
        Dispatches = "dispatches",
        /// Rounds of admission, in order.
        Rounds = "rounds",
        /// Stages.
        Stages = "stages",
        /// Students for each teacher.
        StudentsPerTeacher = "students-per-teacher",
        /// People counted.
        Heads = "heads",
        /// Yuan for an academic year.
        YuanAYear = "yuan-a-year",
        /// Parts of an assessment.
        Parts = "parts",
        /// Dimensions of a review.
        Dimensions = "dimensions",
        /// Criteria of a selection.
        Criteria = "criteria",
        /// Percent of a whole.
        Percent = "percent",
        /// How many of something.
        Count = "count",
    }
}

/// Where something stands in the edition's files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, relative to the edition's folder.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What the edition is, and from when it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id, such as `beijing-2023`.
    pub id: String,
    /// The notice's title.
    pub title: String,
    /// The title in English.
    pub title_en: String,
    /// 发文字号, such as 京教职成〔2023〕6号.
    pub document: String,
    /// Who issued it.
    pub issuer: String,
    /// The issuer in English.
    pub issuer_en: String,
    /// The day it was issued.
    pub issued_on: Date,
    /// The first day it is in force.
    pub from: Date,
    /// The last day it is in force; open where absent.
    pub to: Option<Date>,
    /// What the edition was made from.
    pub sources: Vec<Source>,
    /// Findings that it names as accepted, see [`super::findings`].
    pub accepted: Vec<super::findings::Accepted>,
}

/// A source the edition was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The short name by which other files cite it.
    pub id: String,
    /// What it is.
    pub words: String,
    /// What it is, in English.
    pub words_en: String,
}

/// One provision of the notice (条款).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Its id, by which code, pages and decisions cite it.
    pub id: ClauseId,
    /// The notice's own heading, such as 三（三）5.
    pub label: String,
    /// What it is.
    pub kind: ProvisionKind,
    /// Its words, as taken apart: they may join or shorten the notice's sentences.
    pub words: String,
    /// What this software must do about it, in English.
    pub duty: String,
    /// The same in Chinese.
    pub duty_zh: String,
    /// The notice's sentence in full, where one carries the provision.
    pub words_full: Option<String>,
    /// The words in English: our rendering, without authority.
    pub words_en: String,
    /// Where it stands.
    pub place: Place,
}

impl Provision {
    /// The fullest words there are: the notice's sentence, else the words as taken apart.
    #[must_use]
    pub fn quote(&self) -> &str {
        self.words_full.as_deref().unwrap_or(&self.words)
    }
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A whole number in the parameter's unit.
    Number(i64),
    /// A text.
    Text(String),
    /// Several values.
    List(Vec<Value>),
}

impl Value {
    /// The whole number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Text(_) | Value::List(_) => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Number(_) | Value::List(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => f.write_str(text),
            Value::List(values) => {
                for (position, value) in values.iter().enumerate() {
                    if position > 0 {
                        f.write_str(", ")?;
                    }
                    write!(f, "{value}")?;
                }
                Ok(())
            }
        }
    }
}

/// A value with the days it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The first day.
    pub from: Date,
    /// The last day; open where absent.
    pub to: Option<Date>,
    /// The value.
    pub value: Value,
    /// The line it stands on, in the file of its parameter.
    pub line: u32,
}

impl Dated {
    /// Whether the value is in force on a day.
    #[must_use]
    pub fn covers(&self, on: Date) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}

/// A dated number, text or list, tied to the clause it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its dotted name, such as `score.floor`.
    pub name: String,
    /// The clause.
    pub clause: ClauseId,
    /// The unit of its values.
    pub unit: Unit,
    /// Its values, in the order of their first days.
    pub values: Vec<Dated>,
    /// The article of a rule book it comes from, if any.
    pub article: Option<ArticleRef>,
    /// Where the value was found, if not in the clause itself.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The remark in English.
    pub note_en: Option<String>,
    /// Where it stands.
    pub place: Place,
}

impl Parameter {
    /// The value in force on a day.
    #[must_use]
    pub fn value(&self, on: Date) -> Option<&Value> {
        self.values.iter().find(|dated| dated.covers(on)).map(|dated| &dated.value)
    }
}

/// An article of a rule book, cited in the files as `secondary 13` or `higher 22`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleRef {
    /// The rule book.
    pub book: RuleBook,
    /// The article's number as written, without the book.
    pub number: String,
}

impl fmt::Display for ArticleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.book, self.number)
    }
}

/// 口径: our reading where the notice is silent or can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interpretation {
    /// Its id, by which decisions cite it.
    pub id: String,
    /// The clause it reads.
    pub clause: ClauseId,
    /// The question.
    pub question: String,
    /// The question in English.
    pub question_en: String,
    /// The readings that are possible.
    pub choices: Vec<Choice>,
    /// The id of the choice in force.
    pub chosen: String,
    /// Where the answer comes from: whom we asked, or why we read it so.
    pub source: String,
    /// The same in English.
    pub source_en: String,
    /// The parameter that carries the choice, if one does.
    pub parameter: Option<String>,
    /// The article of a rule book it reads, if any.
    pub article: Option<ArticleRef>,
    /// Where it stands.
    pub place: Place,
}

impl Interpretation {
    /// The choice in force.
    #[must_use]
    pub fn choice(&self) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == self.chosen)
    }
}

/// One possible reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What it says.
    pub words: String,
    /// What it says, in English.
    pub words_en: String,
}

/// 学籍管理规定: a stage's rule book, article by article in our own short rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleBookText {
    /// Which one.
    pub book: RuleBook,
    /// Its title.
    pub title: String,
    /// Its title in English.
    pub title_en: String,
    /// 发文字号.
    pub document: String,
    /// A short form for citations, such as 令41.
    pub short: String,
    /// The day it came into force, where known.
    pub in_force_on: Option<Date>,
    /// A remark on how it was come by.
    pub note: Option<String>,
    /// The remark in English.
    pub note_en: Option<String>,
    /// Its articles, in order.
    pub articles: Vec<Article>,
    /// Where it stands.
    pub place: Place,
}

impl RuleBookText {
    /// The article a citation means: `22`, `第22条`, `22(2)`, `第二十二条`.
    #[must_use]
    pub fn article(&self, citation: &str) -> Option<&Article> {
        let number = article_number(citation)?;
        self.articles.iter().find(|article| (article.number..=article.last).contains(&number))
    }
}

/// One article, or several that are rendered together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number.
    pub number: u32,
    /// The last number where several are rendered together, else the same.
    pub last: u32,
    /// What it is about.
    pub topic: String,
    /// What it is about, in English.
    pub topic_en: String,
    /// What it says, in our words.
    pub words: String,
    /// What it says, in English.
    pub words_en: String,
    /// How sure we are.
    pub certainty: Certainty,
    /// Where it was found.
    pub source: String,
    /// Where it stands.
    pub place: Place,
}

impl Article {
    /// The number as printed: `22`, or `33–38`.
    #[must_use]
    pub fn label(&self) -> String {
        if self.number == self.last {
            self.number.to_string()
        } else {
            format!("{}–{}", self.number, self.last)
        }
    }
}

/// The article number a citation begins with, in ASCII, full-width or Chinese figures below one hundred.
pub(super) fn article_number(citation: &str) -> Option<u32> {
    let text = citation.trim_start_matches(|c: char| c.is_whitespace() || c == '第');
    let digits: String = text.chars().map_while(ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let chinese: Vec<char> = text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
    let unit =
        |c: &char| "一二三四五六七八九".chars().position(|d| d == *c).and_then(|p| u32::try_from(p + 1).ok());
    match chinese.as_slice() {
        ['十'] => Some(10),
        [one] => unit(one),
        ['十', one] => Some(10 + unit(one)?),
        [tens, '十'] => Some(unit(tens)? * 10),
        [tens, '十', one] => Some(unit(tens)? * 10 + unit(one)?),
        _ => None,
    }
}

fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_however_it_is_written() {
        for (citation, number) in [
            ("22", Some(22)),
            ("第22条", Some(22)),
            ("22(2)", Some(22)),
            (" 第２２条第一款", Some(22)),
            ("第二十二条", Some(22)),
            ("第十条", Some(10)),
            ("第三十条", Some(30)),
            ("十四", Some(14)),
            ("第七条", Some(7)),
            ("", None),
            ("校规", None),
        ] {
            assert_eq!(article_number(citation), number, "{citation}");
        }
    }
}
