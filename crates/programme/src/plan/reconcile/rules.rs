//! The rules of chapter 二 on every line (2.1.a, 2.1.d, 2.2.a), and what makes two lines one programme.

use super::super::draft::Form;
use super::super::finding::{About, Finding, FindingKind, Severity, State, Wants};
use super::PlanRow;
use super::work::{New, Work, lines};
use guantong_model::{InstitutionKind, Message, ProgrammeKey, Track};
use guantong_policy::programme_rules::{Line, Side, may_run};
use guantong_policy::{Citation, Decision, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// One combination that the rules are asked about, with its lines.
struct Pair {
    track: Track,
    front: String,
    partner: Option<String>,
    rows: Vec<usize>,
}

impl Work<'_> {
    pub(super) fn rules(&mut self) {
        let kinds = self.kinds();
        for pair in self.pairs() {
            self.check(&pair, &kinds);
        }
        self.duplicates();
        self.repeated();
    }

    /// The kind of every institution named; of those that are not known, a person says it.
    fn kinds(&mut self) -> BTreeMap<String, InstitutionKind> {
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            for name in [&row.institution.value, &row.partner.value].into_iter().flatten() {
                let rows = named.entry(name.clone()).or_default();
                if rows.last() != Some(&at) {
                    rows.push(at);
                }
            }
        }
        let mut kinds = BTreeMap::new();
        for (name, rows) in named {
            if let Some(listing) = self.ground.directory.get(&name) {
                kinds.insert(name, listing.kind);
                continue;
            }
            let reading = match self.ground.directory.meant(&name) {
                Some(meant) => Message::new("plan-reading-kind-meant").with("meant", meant),
                None => Message::new("plan-reading-kind-unknown"),
            };
            let reading = reading.with("institution", name.as_str()).with("year", self.ground.year);
            let finding = self.institution_finding(&name, FindingKind::Kind, "2.1.a", &rows, reading);
            let finding =
                self.find(Finding { severity: Severity::NeedsAnswer, wants: Wants::Kind, ..finding });
            if let Some(kind) = finding.institution_kind() {
                kinds.insert(name, kind);
            }
        }
        kinds
    }

    fn institution_finding(
        &self,
        name: &str,
        kind: FindingKind,
        clause: &str,
        rows: &[usize],
        reading: Message,
    ) -> Finding {
        let of: Vec<&PlanRow> = rows.iter().filter_map(|at| self.rows.get(*at)).collect();
        New {
            id: format!("{kind}:{name}"),
            kind,
            severity: Severity::Blocks,
            rows: of.iter().map(|row| row.row).collect(),
            about: About::Institution(name.to_owned()),
            clause,
            subject: lines(&of),
            reading,
            wants: Wants::Nothing,
        }
        .into()
    }

    fn pairs(&self) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let (Some(track), Some(front)) = (row.track, row.institution.value.clone()) else { continue };
            let partner = row.partner.value.clone();
            let same =
                |pair: &&mut Pair| pair.track == track && pair.front == front && pair.partner == partner;
            match pairs.iter_mut().find(same) {
                Some(pair) => pair.rows.push(at),
                None => pairs.push(Pair { track, front, partner, rows: vec![at] }),
            }
        }
        pairs
    }

    fn check(&mut self, pair: &Pair, kinds: &BTreeMap<String, InstitutionKind>) {
        let kind_of = |name: &String| kinds.get(name).copied();
        let Some(front) = kind_of(&pair.front) else { return };
        // A partner that is still asked for is asked for as a university: only the front side is judged then.
        let (name, partner) = match &pair.partner {
            None => ("", Some(InstitutionKind::University)),
            Some(name) => (name.as_str(), kind_of(name)),
        };
        let Some(partner) = partner else { return };
        let line = Line {
            track: pair.track,
            front: Side { name: &pair.front, kind: front },
            partner: Side { name, kind: partner },
            designated: self.ground.directory.get(&pair.front).and_then(|listing| listing.designated),
            reason: None,
            in_prospectus: false,
        };
        let decision = may_run(&line);
        if decision.outcome == Outcome::Accepted {
            return;
        }
        for code in std::iter::once(&decision.code).chain(&decision.also) {
            self.judged(pair, &decision, code);
        }
    }

    /// One condition of the rules that a line does not meet, as a finding about the institution it concerns.
    fn judged(&mut self, pair: &Pair, decision: &Decision, code: &str) {
        use FindingKind::{Designated, Kind, UniversityOnly};
        use Severity::{Blocks, NeedsAnswer, NeedsConfirmation};
        let clause = match decision.citations.first() {
            Some(Citation::Clause(clause)) => clause.as_str().to_owned(),
            _ => "2.1.a".to_owned(),
        };
        let (kind, severity, wants) = match code {
            "programme.not_in_prospectus" => (UniversityOnly, NeedsConfirmation, Wants::ConfirmWithSource),
            "programme.designation_unknown" => (Designated, NeedsAnswer, Wants::ConfirmWithSource),
            "programme.reason_needed" => (Designated, NeedsAnswer, Wants::ConfirmWithReason),
            "programme.not_designated" => (Designated, Blocks, Wants::Nothing),
            _ => (Kind, Blocks, Wants::Nothing),
        };
        let about_partner = code == "programme.partner_not_university";
        let name = if about_partner { pair.partner.clone().unwrap_or_default() } else { pair.front.clone() };
        let reading = match kind {
            UniversityOnly => Message::new("plan-reading-university-only").with("institution", name.as_str()),
            _ => Decision { code: code.to_owned(), ..decision.clone() }.message(),
        };
        let id = format!("{kind}:{name}");
        if let Some(known) = self.findings.iter_mut().find(|finding| finding.id == id) {
            let rows: BTreeSet<u32> = known
                .rows
                .iter()
                .copied()
                .chain(pair.rows.iter().filter_map(|at| self.rows.get(*at)).map(|row| row.row))
                .collect();
            known.rows = rows.into_iter().collect();
            // A person said what kind it is, and that kind may not stand here.
            if severity == Blocks {
                known.severity = Blocks;
                known.reading = reading;
            }
            return;
        }
        let finding = self.institution_finding(&name, kind, &clause, &pair.rows, reading);
        self.find(Finding { severity, wants, ..finding });
    }

    /// Two lines with one key would be one programme with two numbers.
    fn duplicates(&mut self) {
        let mut first: BTreeMap<ProgrammeKey, usize> = BTreeMap::new();
        for at in 0..self.rows.len() {
            let Some(row) = self.rows.get(at) else { continue };
            let Some(key) = row.key() else { continue };
            let Some(earlier) = first.get(&key).copied().and_then(|earlier| self.rows.get(earlier)) else {
                first.insert(key, at);
                continue;
            };
            let reading = Message::new("plan-reading-duplicate")
                .with("row", row.row)
                .with("other", earlier.row)
                .with("partner", key.partner.as_str());
            let finding = New {
                id: format!("duplicate:row{}", row.row),
                kind: FindingKind::Duplicate,
                severity: Severity::Blocks,
                rows: vec![earlier.row, row.row],
                about: About::Programme(key),
                clause: "annex.a",
                subject: lines(&[row]),
                reading,
                wants: Wants::Nothing,
            };
            self.find(finding.into());
        }
    }

    /// An institution that comes again after another: perhaps a name in the wrong line.
    fn repeated(&mut self) {
        if self.draft.form == Form::List {
            return;
        }
        let blocks: Vec<(usize, usize, String)> = self
            .draft
            .blocks
            .iter()
            .enumerate()
            .map(|(index, block)| (index, block.category, self.institution_of(index)))
            .collect();
        for (position, (index, category, name)) in blocks.iter().enumerate() {
            let before = blocks.get(..position).unwrap_or_default();
            let again =
                before.iter().any(|(_, other, known)| other == category && known == name && !name.is_empty());
            let adjacent = before.last().is_some_and(|(_, _, known)| known == name);
            if !again || adjacent {
                continue;
            }
            let rows = self.of_block(*index);
            let reading = Message::new("plan-reading-repeated").with("institution", name.as_str());
            let finding = self.institution_finding(name, FindingKind::Repeated, "annex.a", &rows, reading);
            let id = format!("repeated:row{}", finding.rows.first().copied().unwrap_or_default());
            let severity = Severity::NeedsConfirmation;
            self.find(Finding { id, severity, wants: Wants::Confirm, ..finding });
        }
    }
}

/// Whether a state settles a finding that needs a person.
pub(super) fn is_settled(finding: &Finding) -> bool {
    matches!(finding.state, State::Confirmed | State::Answered)
}
