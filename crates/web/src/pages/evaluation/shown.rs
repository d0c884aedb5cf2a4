//! States, scores and readers of evaluations in words.

use crate::answer::Problem;
use crate::frame::Page;
use crate::parts::Chip;
use guantong_evaluation::{Apart, Dimension, Grade};
use guantong_service::evaluation::{Far, Listed, Seat, SubjectId};

/// How far a subject is.
pub(super) fn far(page: &Page, far: Far, late: bool) -> Chip {
    let shape = match far {
        _ if late => "no",
        Far::Assigning | Far::ThirdWanted | Far::Scored | Far::Answered | Far::Proposed | Far::ToScore => {
            "wait"
        }
        Far::Scoring | Far::ThirdScoring | Far::Delivered | Far::Reading => "going",
        Far::Set | Far::HandedIn => "ok",
    };
    Chip::new(shape, page.word(format!("evaluation-far.{far}")))
}

/// A grade.
pub(crate) fn grade(page: &Page, grade: Grade) -> Chip {
    let shape = match grade {
        Grade::Excellent | Grade::Good => "ok",
        Grade::Fair => "going",
        Grade::Poor => "no",
    };
    Chip::new(shape, page.word(format!("evaluation-grade.{grade}")))
}

/// Hundredths as a number with two places.
pub(super) fn points(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, (hundredths % 100).abs())
}

/// Kappa, of thousandths.
pub(super) fn kappa(page: &Page, thousandths: Option<i64>) -> String {
    match thousandths {
        None => page.t("evaluation-kappa-none").to_string(),
        Some(it) => format!("{}{}.{:03}", if it < 0 { "-" } else { "" }, it.abs() / 1_000, it.abs() % 1_000),
    }
}

/// The two sides in words.
pub(super) fn sides(page: &Page, id: &SubjectId) -> String {
    if id.alone() {
        return page.institution(&id.front).to_owned();
    }
    page.t("cooperation-both")
        .with("front", page.institution(&id.front))
        .with("partner", page.institution(&id.partner))
        .to_string()
}

pub(super) fn dimension(page: &Page, dimension: Dimension) -> String {
    page.word(format!("evaluation-dimension.{dimension}"))
}

pub(super) fn seat(page: &Page, seat: Seat) -> String {
    page.word(format!("evaluation-seat.{seat}"))
}

/// Where two sheets lie too far apart.
pub(super) fn apart(page: &Page, apart: &Apart) -> String {
    match apart {
        Apart::Dimension(of, gap) => page
            .t("evaluation-apart-of")
            .with("dimension", dimension(page, *of))
            .count("gap", *gap)
            .to_string(),
        Apart::Total(gap) => page.t("evaluation-apart-total").with("gap", points(*gap)).to_string(),
    }
}

/// A result beside the plan of the years after (4.3.1.d).
pub(crate) struct ResultShown {
    pub(crate) sides: String,
    pub(crate) href: String,
    pub(crate) year: i32,
    pub(crate) total: String,
    pub(crate) grade: Chip,
}

impl ResultShown {
    /// The results of an institution of the two years before a plan's, as far as who asks may see them.
    pub(crate) async fn of(page: &Page, institution: &str, year: i32) -> Result<Vec<Self>, Problem> {
        let mut found = Vec::new();
        for before in [year - 1, year - 2] {
            let results = page.office().evaluation_results(before).await?;
            let own = results.into_iter().filter(|one| one.id.sides().contains(&institution));
            found.extend(own.map(|one| ResultShown {
                sides: sides(page, &one.id),
                href: super::href(&one.id),
                year: before,
                total: points(one.total),
                grade: grade(page, one.grade),
            }));
        }
        Ok(found)
    }
}

/// A subject in a list.
pub(super) struct RowShown {
    pub(super) sides: String,
    pub(super) href: String,
    pub(super) chip: Chip,
    pub(super) due: Option<String>,
    pub(super) late: bool,
    pub(super) total: Option<String>,
    pub(super) grade: Option<Chip>,
    pub(super) readers: Vec<String>,
}

pub(super) fn row(page: &Page, listed: &Listed) -> RowShown {
    let here = super::href(&listed.id);
    let reader = |reader: &guantong_service::evaluation::ReaderSeen| {
        let id =
            if reader.handed_in.is_some() { "evaluation-reader-done" } else { "evaluation-reader-reads" };
        page.t(id).with("name", reader.name.as_str()).to_string()
    };
    RowShown {
        sides: sides(page, &listed.id),
        href: if listed.far == Far::ToScore { format!("{here}/score") } else { here },
        chip: far(page, listed.far, listed.late),
        due: listed.due.map(|due| page.date(due)),
        late: listed.late,
        total: listed.found.as_ref().map(|found| points(found.total)),
        grade: listed.grade.map(|it| grade(page, it)),
        readers: listed.readers.iter().map(reader).collect(),
    }
}
