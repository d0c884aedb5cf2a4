//! A map of tiles: each place one of the same size, near those it is near to.

use crate::svg::{Svg, percent};

const HIGH: i64 = 58;
const GAP: i64 = 60;

/// A map of tiles.
#[derive(Clone, Debug, Default)]
pub struct Tiles {
    /// How many stand beside each other.
    pub columns: i64,
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// What each shade stands for, from the palest.
    pub shades: Vec<String>,
}

/// A tile.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Its column, from 0.
    pub column: i64,
    /// Its row, from 0.
    pub row: i64,
    /// The place.
    pub name: String,
    /// Its value in words.
    pub figure: String,
    /// How dark, from 0 to 3.
    pub shade: usize,
    /// Whether it stands out.
    pub ringed: bool,
    /// Where it leads; nowhere where empty.
    pub href: String,
}

impl Tiles {
    pub(crate) fn draw(&self, svg: &mut Svg) -> i64 {
        let columns = self.columns.max(1);
        let mut most = 0;
        for tile in &self.tiles {
            let (left, width) = (tile.column * 10_000 / columns, 10_000 / columns);
            let (x, y) = (percent(left), tile.row * (HIGH + 4));
            let middle = percent(left + (width - GAP) / 2);
            let shade = tile.shade.min(3);
            let (wide, on) = (percent(width - GAP), format!("ch-t ch-mid ch-on-{shade}"));
            svg.link(&tile.href, &format!("{} {}", tile.name, tile.figure), |svg| {
                svg.rect(&x, y, &wide, HIGH, &format!("ch-tile ch-tile-{shade}"));
                svg.text(&middle, y + 24, &on, &tile.name);
                svg.text(&middle, y + 44, &format!("{on} ch-fig"), &tile.figure);
            });
            if tile.ringed {
                svg.rect(&x, y, &wide, HIGH, "ch-ring");
            }
            most = most.max(y + HIGH);
        }
        let mut y = most + 6;
        for (shade, words) in self.shades.iter().enumerate() {
            y += 18;
            svg.rect("0", y - 10, "14", 10, &format!("ch-tile ch-tile-{}", shade.min(3)));
            svg.text("22", y, "ch-t", words);
        }
        y + 2
    }
}
