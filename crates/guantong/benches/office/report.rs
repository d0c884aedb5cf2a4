//! What was measured of the databases, as a table to read and a picture of it.

use std::fmt::Write;
use std::path::Path;

struct Line {
    database: &'static str,
    size: u32,
    what: &'static str,
    unit: &'static str,
    value: f64,
}

/// What was measured, in order.
#[derive(Default)]
pub(crate) struct Report(Vec<Line>);

impl Report {
    pub(crate) fn add(
        &mut self,
        database: &'static str,
        size: u32,
        what: &'static str,
        unit: &'static str,
        value: f64,
    ) {
        self.0.push(Line { database, size, what, unit, value });
    }

    /// Writes `storage.md` and `storage.svg` into a folder; nothing where nothing was measured.
    pub(crate) fn write(&self, folder: &Path) {
        if self.0.is_empty() {
            return;
        }
        std::fs::create_dir_all(folder).unwrap();
        for (name, text) in [("storage.md", self.table()), ("storage.svg", self.picture())] {
            std::fs::write(folder.join(name), text).unwrap();
            println!("written: {}", folder.join(name).display());
        }
    }

    /// The columns: a database at a size.
    fn columns(&self) -> Vec<(&'static str, u32)> {
        let mut columns = Vec::new();
        for line in &self.0 {
            if !columns.contains(&(line.database, line.size)) {
                columns.push((line.database, line.size));
            }
        }
        columns
    }

    /// The rows: what was measured, in which unit.
    fn rows(&self) -> Vec<(&'static str, &'static str)> {
        let mut rows = Vec::new();
        for line in &self.0 {
            if !rows.contains(&(line.what, line.unit)) {
                rows.push((line.what, line.unit));
            }
        }
        rows
    }

    fn value(&self, row: (&str, &str), column: (&str, u32)) -> Option<f64> {
        let found = |line: &&Line| (line.what, line.unit) == row && (line.database, line.size) == column;
        self.0.iter().find(found).map(|line| line.value)
    }

    fn table(&self) -> String {
        let columns = self.columns();
        let mut text = "| measured |".to_owned();
        for (database, size) in &columns {
            let _ = write!(text, " {database}, {size} students |");
        }
        let _ = writeln!(text, "\n| --- |{}", " ---: |".repeat(columns.len()));
        for row in self.rows() {
            let _ = write!(text, "| {} ({}) |", row.0, row.1);
            for column in &columns {
                let value = self.value(row, *column).map_or_else(|| "–".to_owned(), figure);
                let _ = write!(text, " {value} |");
            }
            text.push('\n');
        }
        text
    }

    /// For each row its bars, as long as their share of the row's largest.
    fn picture(&self) -> String {
        const LEFT: u32 = 16;
        const BAR: u32 = 420;
        const LINE: u32 = 18;
        const ROW: u32 = 26;
        let (columns, rows) = (self.columns(), self.rows());
        let row_height = ROW + LINE * u32::try_from(columns.len()).unwrap() + 8;
        let height = 24 + row_height * u32::try_from(rows.len()).unwrap();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"{height}\" \
             viewBox=\"0 0 760 {height}\" font-family=\"sans-serif\" font-size=\"13\">\n\
             <title>guantong: storage</title>\n<rect width=\"760\" height=\"{height}\" fill=\"#fff\"/>\n"
        );
        for (n, row) in (0_u32..).zip(&rows) {
            let top = 24 + n * row_height;
            let _ = writeln!(
                svg,
                "<text x=\"{LEFT}\" y=\"{}\" font-weight=\"bold\">{} ({})</text>",
                top + 12,
                row.0,
                row.1
            );
            let most = columns.iter().filter_map(|column| self.value(*row, *column)).fold(0.0, f64::max);
            for (m, column) in (0_u32..).zip(&columns) {
                let Some(value) = self.value(*row, *column) else { continue };
                let y = top + ROW + m * LINE;
                let width = if most > 0.0 { f64::from(BAR) * value / most } else { 0.0 };
                let colour = if column.0 == "SQLite" { "#2f6f62" } else { "#33568f" };
                let _ = writeln!(
                    svg,
                    "<rect x=\"{LEFT}\" y=\"{}\" width=\"{width:.1}\" height=\"12\" fill=\"{colour}\"/>\
                     <text x=\"{:.1}\" y=\"{}\">{} · {}, {}</text>",
                    y - 10,
                    f64::from(LEFT) + width + 8.0,
                    y,
                    figure(value),
                    column.0,
                    column.1
                );
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// A value with as many places as tell something.
fn figure(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}
