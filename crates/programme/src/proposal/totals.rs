//! Totals of what is proposed beside last year's: by institution, by track, by category, of the city.

/// Places and programmes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// 招生计划.
    pub places: i64,
    /// How many programmes.
    pub programmes: i64,
}

/// A name with its figures of last year and of what is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The name.
    pub name: String,
    /// Last year.
    pub before: Figure,
    /// As proposed.
    pub after: Figure,
}

impl Compared {
    /// By how many places it grows; below nothing where it shrinks.
    #[must_use]
    pub fn difference(&self) -> i64 {
        self.after.places - self.before.places
    }
}

/// Adds up rows by a name each, last year's first; names in the order in which they come.
#[must_use]
pub fn compared(
    before: impl IntoIterator<Item = (String, i64)>,
    after: impl IntoIterator<Item = (String, i64)>,
) -> Vec<Compared> {
    let mut all: Vec<Compared> = Vec::new();
    let mut add = |name: String, places: i64, later: bool| {
        let at = all.iter().position(|known| known.name == name).unwrap_or_else(|| {
            all.push(Compared { name, before: Figure::default(), after: Figure::default() });
            all.len() - 1
        });
        let Some(known) = all.get_mut(at) else { return };
        let figure = if later { &mut known.after } else { &mut known.before };
        figure.places += places;
        figure.programmes += 1;
    };
    before.into_iter().for_each(|(name, places)| add(name, places, false));
    after.into_iter().for_each(|(name, places)| add(name, places, true));
    all
}
