//! Experts: whoever holds that role, with the ties they declared and those their other roles tell of.

use super::fold::ExpertDone;
use super::row::{EvaluationSubject, Expert};
use super::{OPINION, act};
use crate::Office;
use crate::access::{Action, OrganisationKind, Role};
use crate::error::{Fault, ServiceError};
use crate::ports::{Batch, Change};
use crate::reason::{reason, wrong};
use guantong_evaluation::{Tie, TieKind, conflict};
use guantong_model::{Fact, Message};
use std::collections::{BTreeMap, BTreeSet};

/// An expert with what is known of him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpertView {
    /// The account.
    pub account: String,
    /// The name.
    pub name: String,
    /// What was declared.
    pub declared: Expert,
    /// Ties that follow from roles the account has, or had, at institutions.
    pub by_role: Vec<Tie>,
    /// How many subjects of rounds at work are read.
    pub reads: usize,
    /// Whether the role of an expert is held today.
    pub active: bool,
}

impl ExpertView {
    /// Every tie.
    pub fn ties(&self) -> impl Iterator<Item = &Tie> {
        self.declared.ties.iter().chain(&self.by_role)
    }
}

impl Office {
    /// Every expert, by name.
    ///
    /// # Errors
    /// Forbidden to all but the commission.
    pub async fn evaluation_experts(&self) -> Result<Vec<ExpertView>, ServiceError> {
        self.allow_here(Action::EvaluationAssign)?;
        Ok(self.panel().await?)
    }

    /// One expert: to the commission, and to himself.
    ///
    /// # Errors
    /// Forbidden to whom ties are none of his business; not found out of reach.
    pub async fn evaluation_expert(&self, account: &str) -> Result<ExpertView, ServiceError> {
        if !self.may_ever(Action::EvaluationTie) {
            self.allow_here(Action::EvaluationTie)?;
        }
        self.allow_expert(Action::EvaluationTie, account).map_err(|_| ServiceError::NotFound)?;
        let found = self.panel().await?.into_iter().find(|one| one.account == account);
        found.ok_or(ServiceError::NotFound)
    }

    /// Declares a tie of an expert.
    ///
    /// # Errors
    /// As [`Office::evaluation_expert`]; a conflict where it changed since `version_seen`; bad input where the plans know no
    /// such institution, or it is declared already.
    pub async fn declare_tie(
        &self,
        account: &str,
        tie: Tie,
        version_seen: i64,
        actor: &str,
    ) -> Result<Expert, ServiceError> {
        let declared = self.ties_at(account, version_seen).await?;
        let note = tie.note.trim().to_owned();
        let mut wrongs = Vec::new();
        if !self.evaluation_institutions().await?.contains(&tie.institution) {
            wrongs.push(Message::new("evaluation-wrong-institution").with("name", tie.institution.as_str()));
        }
        let count = note.chars().count();
        if count > OPINION {
            wrongs.push(Message::new("evaluation-wrong-note").with("count", count).with("most", OPINION));
        }
        let until = tie.until.filter(|_| tie.kind == TieKind::Employer);
        let tie = Tie { note, until, ..tie };
        if declared.ties.contains(&tie) {
            wrongs.push(Message::new("evaluation-wrong-tie-twice").with("name", tie.institution.as_str()));
        }
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        let mut ties = declared.ties.clone();
        ties.push(tie);
        ties.sort();
        self.keep_ties(declared, ExpertDone::Ties { ties, because: None }, actor).await
    }

    /// Takes a declared tie out again, because it was wrong.
    ///
    /// # Errors
    /// As [`Office::declare_tie`]; bad input without a reason, or where there is no such tie.
    pub async fn withdraw_tie(
        &self,
        account: &str,
        place: usize,
        (version_seen, because): (i64, &str),
        actor: &str,
    ) -> Result<Expert, ServiceError> {
        let declared = self.ties_at(account, version_seen).await?;
        let because = Some(reason(because)?);
        let mut ties = declared.ties.clone();
        if place >= ties.len() {
            return Err(wrong(Message::new("evaluation-wrong-no-tie")));
        }
        ties.remove(place);
        self.keep_ties(declared, ExpertDone::Ties { ties, because }, actor).await
    }

    /// Every institution and university of the plans: who experts may be tied to.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn evaluation_institutions(&self) -> Result<BTreeSet<String>, Fault> {
        let pairings = self.pairings().await?;
        Ok(pairings.into_iter().flat_map(|pairing| [pairing.front, pairing.partner]).collect())
    }

    /// Lets an expert go on with what is his own, and the commission where the table has its letter.
    pub(super) fn allow_expert(&self, action: Action, account: &str) -> Result<(), ServiceError> {
        match self.viewer() {
            Some(viewer) => self.allow(action, &viewer.to_expert(account)),
            None => Ok(()),
        }
    }

    async fn ties_at(&self, account: &str, version_seen: i64) -> Result<Expert, ServiceError> {
        let declared = self.evaluation_expert(account).await?.declared;
        if declared.version == version_seen { Ok(declared) } else { Err(act::changed()) }
    }

    async fn keep_ties(
        &self,
        mut expert: Expert,
        done: ExpertDone,
        actor: &str,
    ) -> Result<Expert, ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let entries = vec![expert.entry(&done, (today, actor))?];
        expert.take(done);
        let changes = vec![Change::EvaluationExpert(Box::new(expert.clone()))];
        self.storage.append(Batch { entries, changes }, now).await?;
        Ok(expert)
    }

    /// Everybody with the role of an expert, whoever asks.
    pub(super) async fn panel(&self) -> Result<Vec<ExpertView>, Fault> {
        let today = self.clock.today();
        let declared = self.whole.evaluation_experts().await?;
        let mut declared: BTreeMap<String, Expert> =
            declared.into_iter().map(|expert| (expert.expert.clone(), expert)).collect();
        let mut reads: BTreeMap<String, usize> = BTreeMap::new();
        for subject in self.whole.evaluation_subjects(None).await? {
            for reader in subject.readers.iter().filter(|_| subject.result.is_none()) {
                *reads.entry(reader.expert.clone()).or_default() += 1;
            }
        }
        let mut accounts: BTreeMap<String, bool> = BTreeMap::new();
        for organisation in self.whole.organisations().await? {
            if organisation.kind != OrganisationKind::Panel {
                continue;
            }
            for grant in self.whole.grants_at(&organisation.id).await? {
                if grant.role == Role::Expert {
                    *accounts.entry(grant.account.clone()).or_default() |= grant.holds_on(today);
                }
            }
        }
        let mut found = Vec::new();
        for (id, active) in accounts {
            let Some(account) = self.whole.account(&id).await? else { continue };
            let grants = self.whole.grants(std::slice::from_ref(&id)).await?;
            let at = grants.into_iter().filter(|grant| matches!(grant.role, Role::School | Role::University));
            let by_role = at.map(|grant| Tie {
                until: grant.to_on.or_else(|| (!grant.holds_on(today)).then_some(today)),
                institution: grant.organisation.name,
                kind: TieKind::Employer,
                note: String::new(),
            });
            found.push(ExpertView {
                by_role: by_role.collect(),
                declared: declared.remove(&id).unwrap_or_else(|| Expert::begun(&id)),
                reads: reads.get(&id).copied().unwrap_or(0),
                name: account.name,
                account: id,
                active,
            });
        }
        found.sort_by(|one, other| (&one.name, &one.account).cmp(&(&other.name, &other.account)));
        Ok(found)
    }

    /// Why an expert must not read a subject; nothing where he may.
    pub(super) fn barred(
        &self,
        expert: &ExpertView,
        subject: &EvaluationSubject,
        years: i64,
    ) -> Option<Message> {
        let name = expert.name.as_str();
        if !expert.active {
            return Some(Message::new("evaluation-wrong-no-expert").with("name", name));
        }
        if subject.is_read_by(&expert.account) {
            return Some(Message::new("evaluation-wrong-reads").with("name", name));
        }
        if let Some(gone) = subject.recused.iter().find(|one| one.reader.expert == expert.account) {
            let message = Message::new("evaluation-wrong-recused").with("name", name);
            return Some(message.with("because", gone.because.as_str()));
        }
        let ties: Vec<Tie> = expert.ties().cloned().collect();
        let tie = conflict(&ties, subject.id.sides(), self.clock.today(), years)?;
        Some(tie_named(name, tie, years))
    }
}

/// The refusal that names a tie.
fn tie_named(name: &str, tie: &Tie, years: i64) -> Message {
    let kind = Fact::Word(format!("evaluation-tie.{}", tie.kind));
    let message = match tie.until {
        Some(until) => Message::new("evaluation-wrong-tie-until").with("until", until).with("years", years),
        None => Message::new("evaluation-wrong-tie"),
    };
    let note = if tie.note.is_empty() { "-" } else { tie.note.as_str() };
    message
        .with("name", name)
        .with("institution", tie.institution.as_str())
        .with("kind", kind)
        .with("note", note)
}
