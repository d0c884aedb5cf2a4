//! The five criteria, and what each is measured by.

use guantong_model::words;

words! {
    /// A criterion of a selection, in the order of the provision.
    Criterion {
        /// 实施时间较长.
        Duration = "duration",
        /// 实施周期相对稳定.
        Stability = "stability",
        /// 招生计划完成率高.
        FillRate = "fill-rate",
        /// 校企合作紧密.
        Enterprises = "enterprises",
        /// 人才培养质量高.
        Quality = "quality",
    }
}

words! {
    /// A measure. Its name and its definition in words go by its id.
    Measure {
        /// Years in which a plan had places of the two.
        Years = "years",
        /// The unbroken years up to the last, out of those since the first.
        Unbroken = "unbroken",
        /// Lines of a plan that were in the next one too, out of all.
        Kept = "kept",
        /// 计划完成率.
        Filled = "filled",
        /// Agreements with enterprises in force.
        Agreements = "agreements",
        /// Parts that enterprises took, out of drafting, delivery and evaluation of each programme.
        Parts = "parts",
        /// Places at posts out of those who study.
        Posts = "posts",
        /// Sheets of hours confirmed by enterprises, out of those of periods that are over.
        Hours = "hours",
        /// 中职升高职.
        ToCollege = "to-college",
        /// 高职升本科.
        ToBachelor = "to-bachelor",
        /// 本科毕业.
        Graduated = "graduated",
        /// Who has a certificate of a stage, out of those who came five years before or earlier.
        Certified = "certified",
    }
}

/// How a figure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// How many: the part alone.
    Count,
    /// The part out of the whole, in per cent.
    Share,
}

impl Criterion {
    /// What it is measured by.
    #[must_use]
    pub const fn measures(self) -> &'static [Measure] {
        use Measure::{
            Agreements, Certified, Filled, Graduated, Hours, Kept, Parts, Posts, ToBachelor, ToCollege,
            Unbroken, Years,
        };
        match self {
            Criterion::Duration => &[Years],
            Criterion::Stability => &[Unbroken, Kept],
            Criterion::FillRate => &[Filled],
            Criterion::Enterprises => &[Agreements, Parts, Posts, Hours],
            Criterion::Quality => &[ToCollege, ToBachelor, Graduated, Certified],
        }
    }
}

impl Measure {
    /// How its figure is read.
    #[must_use]
    pub const fn form(self) -> Form {
        match self {
            Measure::Years | Measure::Agreements => Form::Count,
            _ => Form::Share,
        }
    }

    /// The criterion it belongs to.
    #[must_use]
    pub fn criterion(self) -> Criterion {
        let of = |one: &&Criterion| one.measures().contains(&self);
        Criterion::ALL.iter().find(of).copied().unwrap_or(Criterion::Quality)
    }
}
