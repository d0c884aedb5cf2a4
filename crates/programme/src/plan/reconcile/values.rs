//! Missing values: categories, institutions, numbers, partners. What the table leaves no choice about is worked out;
//! the rest is asked.

use super::super::draft::{Form, Origin, Printed, Traced};
use super::super::finding::{About, Finding, FindingKind, Part, Severity, Wants, Working};
use super::super::words;
use super::work::{New, Work, lines};
use guantong_model::{Message, Track};

impl Work<'_> {
    pub(super) fn values(&mut self) {
        self.categories();
        self.institutions();
        self.numbers();
        self.partners();
        self.tracks();
    }

    fn categories(&mut self) {
        for index in 0..self.draft.categories.len() {
            let blocks = &self.draft.blocks;
            let of_category = |block: usize| blocks.get(block).is_some_and(|block| block.category == index);
            let missing: Vec<usize> = (0..self.rows.len())
                .filter(|at| {
                    self.rows.get(*at).is_some_and(|row| of_category(row.block) && row.category.is_missing())
                })
                .collect();
            let Some(finding) = self.missing_name(&missing, FindingKind::Category, "category") else {
                continue;
            };
            for at in missing {
                if let (Some(value), Some(row)) = (finding.words(), self.rows.get_mut(at)) {
                    row.category = Traced { value: Some(value.to_owned()), origin: Origin::Answered };
                }
            }
        }
    }

    fn institutions(&mut self) {
        for block in 0..self.draft.blocks.len() {
            let mut missing = self.of_block(block);
            missing.retain(|at| self.rows.get(*at).is_some_and(|row| row.institution.is_missing()));
            let Some(finding) = self.missing_name(&missing, FindingKind::Institution, "institution") else {
                continue;
            };
            for at in missing {
                if let (Some(value), Some(row)) = (finding.words(), self.rows.get_mut(at)) {
                    row.institution = Traced { value: Some(value.to_owned()), origin: Origin::Answered };
                }
            }
        }
    }

    /// Asks for a name that lines share; nothing where there is no such line.
    fn missing_name(&mut self, missing: &[usize], kind: FindingKind, id: &str) -> Option<Finding> {
        let rows: Vec<_> = missing.iter().filter_map(|at| self.rows.get(*at)).collect();
        let first = rows.first()?.row;
        let (reading, wants) = match kind {
            FindingKind::Category => (Message::new("plan-reading-category"), Wants::Category),
            _ => (Message::new("plan-reading-institution"), Wants::Institution),
        };
        let finding = New {
            id: format!("{id}:row{first}"),
            kind,
            severity: Severity::NeedsAnswer,
            rows: rows.iter().map(|row| row.row).collect(),
            about: About::Rows,
            clause: "annex.a",
            subject: lines(&rows),
            reading,
            wants,
        };
        Some(self.find(finding.into()))
    }

    /// 「空格 ＝ 院校招生规模 － 同校其余各行之和」, where there is one blank and a total.
    fn numbers(&mut self) {
        for block in 0..self.draft.blocks.len() {
            let mut missing = self.of_block(block);
            missing.retain(|at| self.rows.get(*at).is_some_and(|row| row.places.is_missing()));
            self.scale(block, !missing.is_empty());
            if missing.len() > 1 {
                // Answered ones first: what they leave may be one.
                let (given, left) = missing
                    .into_iter()
                    .partition(|at| self.row_id("places", *at).is_some_and(|id| self.is_answered(&id)));
                given_each(self, given);
                missing = left;
            }
            match (missing.as_slice(), self.scales.get(block).copied().flatten()) {
                ([one], Some(scale)) if self.ground.readings.infer => self.infer(block, *one, scale),
                (several, _) => several.iter().for_each(|at| self.ask_number(*at)),
            }
        }
    }

    fn row_id(&self, kind: &str, at: usize) -> Option<String> {
        self.rows.get(at).map(|row| format!("{kind}:row{}", row.row))
    }

    fn infer(&mut self, block: usize, at: usize, scale: Printed) {
        let others = self.of_block(block);
        let parts: Vec<Part> = others
            .iter()
            .filter_map(|other| self.rows.get(*other))
            .filter_map(|row| Some(Part { row: row.row, places: row.places.value? }))
            .collect();
        let count = parts.len();
        let working = Working::new(scale.value, Some(scale.at), parts);
        let Some(row) = self.rows.get(at) else { return };
        let value = u32::try_from(working.difference).ok().filter(|value| *value > 0);
        let message = match value {
            Some(value) => Message::new("plan-reading-inferred").with("value", value),
            None => Message::new("plan-reading-inferred-none"),
        };
        let reading = message
            .with("total", working.minuend)
            .with("total_cell", scale.at.to_string())
            .with("others", count)
            .with("sum", working.subtrahend)
            .with("difference", working.difference)
            .with("cell", row.places_at.to_string());
        let mut finding = Finding::from(New {
            id: format!("inferred:row{}", row.row),
            kind: FindingKind::Inferred,
            severity: if value.is_some() { Severity::NeedsConfirmation } else { Severity::Blocks },
            rows: vec![row.row],
            about: About::Rows,
            clause: "annex.a",
            subject: lines(&[row]),
            reading,
            wants: value.map_or(Wants::Nothing, Wants::ConfirmFigure),
        });
        finding.working = Some(working);
        self.find(finding);
        if let (Some(row), Some(value)) = (self.rows.get_mut(at), value) {
            row.places = Traced { value: Some(value), origin: Origin::Inferred };
        }
    }

    fn ask_number(&mut self, at: usize) {
        let Some(row) = self.rows.get(at) else { return };
        let finding = New {
            id: format!("places:row{}", row.row),
            kind: FindingKind::Places,
            severity: Severity::NeedsAnswer,
            rows: vec![row.row],
            about: About::Rows,
            clause: "annex.a",
            subject: lines(&[row]),
            reading: match self.ground.readings.infer {
                true => Message::new("plan-reading-places"),
                false => Message::new("plan-reading-places-asked"),
            }
            .with("cell", row.places_at.to_string()),
            wants: Wants::Figure,
        };
        let finding = self.find(finding.into());
        if let (Some(row), Some(value)) = (self.rows.get_mut(at), finding.figure()) {
            row.places = Traced { value: Some(value), origin: Origin::Answered };
        }
    }

    /// An institution's total that is not printed: its lines say it, or a person.
    fn scale(&mut self, block: usize, lines_missing: bool) {
        if self.draft.form == Form::List || self.scales.get(block).copied().flatten().is_some() {
            return;
        }
        let indices = self.of_block(block);
        let rows: Vec<_> = indices.iter().filter_map(|at| self.rows.get(*at)).collect();
        let Some(first) = rows.first() else { return };
        let sum: u32 = rows.iter().filter_map(|row| row.places.value).sum();
        let (severity, reading, wants) = if lines_missing {
            (Severity::NeedsAnswer, Message::new("plan-reading-scale-unknown"), Wants::Figure)
        } else {
            let reading = Message::new("plan-reading-scale").with("value", sum);
            (Severity::NeedsConfirmation, reading, Wants::ConfirmFigure(sum))
        };
        let at = first.places_at;
        let finding = New {
            id: format!("scale:row{}", first.row),
            kind: FindingKind::Scale,
            severity,
            rows: rows.iter().map(|row| row.row).collect(),
            about: About::Institution(self.institution_of(block)),
            clause: "annex.a",
            subject: lines(&rows),
            reading,
            wants,
        };
        let finding = self.find(finding.into());
        let value = if lines_missing { finding.figure() } else { Some(sum) };
        if let (Some(slot), Some(value)) = (self.scales.get_mut(block), value) {
            *slot = Some(Printed { at, value });
        }
    }

    fn partners(&mut self) {
        for at in 0..self.rows.len() {
            let Some(row) = self.rows.get_mut(at) else { continue };
            let asked = matches!(row.partner.origin, Origin::Continued { across_page: true, .. });
            if asked && !self.ground.readings.partner_goes_on {
                row.partner = Traced::missing(None);
            }
            let Origin::Missing { region } = row.partner.origin else { continue };
            let Some(row) = self.rows.get(at) else { continue };
            let first_row = self.draft.blocks.get(row.block).map_or(0, |block| block.first_row);
            let reading = match region {
                Some(region) if region.first.row < first_row => {
                    Message::new("plan-reading-partner-crosses").with("region", region.to_string())
                }
                Some(region) => {
                    Message::new("plan-reading-partner-region").with("region", region.to_string())
                }
                None => Message::new("plan-reading-partner"),
            };
            let finding = New {
                id: format!("partner:row{}", row.row),
                kind: FindingKind::Partner,
                severity: Severity::NeedsAnswer,
                rows: vec![row.row],
                about: About::Rows,
                clause: "annex.a",
                subject: lines(&[row]),
                reading,
                wants: Wants::University,
            };
            let finding = self.find(finding.into());
            if let (Some(value), Some(row)) = (finding.words(), self.rows.get_mut(at)) {
                row.partner = Traced { value: Some(value.to_owned()), origin: Origin::Answered };
            }
        }
    }

    /// The track of each line: its category's, or a university's own (2.1.d), which the rules ask about.
    fn tracks(&mut self) {
        for row in &mut self.rows {
            let category = row.category.value.as_deref().and_then(words::track);
            let alone = self.ground.readings.university_only_by_name
                && category == Some(Track::CollegeBachelor)
                && row.partner.value.is_some()
                && row.partner.value == row.institution.value;
            row.track = if alone { Some(Track::UniversityOnly) } else { category };
            if let Some(track) = row.track {
                row.code = self.ground.major(track, &row.major).cloned().unwrap_or_default();
            }
        }
    }
}

fn given_each(work: &mut Work<'_>, given: Vec<usize>) {
    given.into_iter().for_each(|at| work.ask_number(at));
}
