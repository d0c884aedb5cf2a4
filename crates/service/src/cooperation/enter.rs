//! Enters a record, amends one, takes one back, confirms one: each an entry, with the record as it stands after it.

use super::{COMMISSION, Noted, RecordFilter, RecordOnFile, wrong};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use guantong_cooperation::{
    Enters, Fields, Ground, Held, Holder, Kind, Pairing, Record, RecordState, Wrong, read,
};
use guantong_model::{Fact, Message, ProgrammeId};
use std::collections::{BTreeMap, BTreeSet};

/// What was typed, by the names of the fields.
pub type Typed = BTreeMap<String, String>;

/// The longest a reason may be, in characters.
const LONGEST: usize = 200;

/// A record that is to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entering {
    /// The kind.
    pub kind: Kind,
    /// For whom it is entered: an institution, or [`COMMISSION`].
    pub by: String,
    /// What was typed.
    pub typed: Typed,
}

/// Whether the programmes of a pairing are among those of a holder: of the two sides, or of an institution that is one.
pub(super) fn offers(holder: &Holder, pairing: &Pairing) -> bool {
    match holder {
        Holder::Institution(name) => pairing.holder().is_of(name),
        Holder::Partnership { .. } => pairing.holder() == *holder,
    }
}

/// A report on a year is written, signed and handed in on its own page, which puts it on record.
fn kept_here(kind: Kind) -> Result<(), ServiceError> {
    match kind {
        Kind::AnnualReport => Err(wrong(Message::new("cooperation-wrong-report-page"))),
        _ => Ok(()),
    }
}

/// The records of a holder while some are being written.
pub(super) struct Shelf {
    holder: Holder,
    programmes: Vec<ProgrammeId>,
    /// The last version of the stream.
    version: i64,
    records: Vec<RecordOnFile>,
    pub(super) batch: Batch,
}

impl Shelf {
    fn plain(&self) -> Vec<Record> {
        self.records.iter().map(|found| found.record.clone()).collect()
    }
}

impl Office {
    /// Enters a record; returns its number.
    ///
    /// # Errors
    /// Bad input: everything that is wrong with it. Not found where there is no such holder within reach; forbidden where
    /// who asks does not act for whom it is entered. A conflict where another wrote at the same moment.
    pub async fn enter_record(
        &self,
        holder: &Holder,
        entering: &Entering,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let numbers = self.enter_records(holder, std::slice::from_ref(entering), actor).await?;
        numbers.first().copied().ok_or(ServiceError::NotFound)
    }

    /// Enters several records of a holder together or none; returns their numbers.
    ///
    /// # Errors
    /// As [`Office::enter_record`].
    pub async fn enter_records(
        &self,
        holder: &Holder,
        entering: &[Entering],
        actor: &str,
    ) -> Result<Vec<i64>, ServiceError> {
        for one in entering {
            kept_here(one.kind)?;
        }
        let pairings = self.pairings().await?;
        for one in entering {
            self.allow_entering(one.kind, holder, &one.by, &pairings)?;
        }
        let mut shelf = self.shelf(holder, &pairings).await?;
        let mut numbers = Vec::new();
        for one in entering {
            let records = shelf.plain();
            let known = records.iter().filter(|record| record.kind == one.kind).map(|record| record.number);
            let number = known.max().unwrap_or(0) + 1;
            let fields = self.fields(one.kind, &one.typed, &shelf, &records, None)?;
            let record = Record {
                kind: one.kind,
                holder: holder.clone(),
                number,
                by: one.by.clone(),
                entered_on: self.clock.today(),
                fields,
                state: first_state(one.kind, holder),
                confirmed_by: None,
            };
            self.put(&mut shelf, "cooperation-entered", self.left(record, None), actor)?;
            numbers.push(number);
        }
        self.storage.append(shelf.batch, self.clock.now()).await?;
        Ok(numbers)
    }

    /// Amends a record, with why. One that the other side confirmed waits for it again.
    ///
    /// # Errors
    /// As [`Office::enter_record`]; a conflict where it was changed since `version_seen`.
    pub async fn amend_record(
        &self,
        holder: &Holder,
        number: i64,
        entering: &Entering,
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let kind = entering.kind;
        kept_here(kind)?;
        let (mut shelf, found) = self.found(holder, kind, number, &entering.by, version_seen).await?;
        let because = reason(because);
        let records = shelf.plain();
        let fields = self.fields(kind, &entering.typed, &shelf, &records, Some(number));
        let (because, fields) = match (because, fields) {
            (Ok(because), Ok(fields)) => (because, fields),
            (because, fields) => {
                let mut all = because.err().into_iter().collect::<Vec<_>>();
                match fields.err() {
                    Some(ServiceError::BadInput(more)) => all.splice(0..0, more).for_each(drop),
                    Some(other) => return Err(other),
                    None => {}
                }
                return Err(ServiceError::BadInput(all));
            }
        };
        if fields == found.record.fields {
            return Err(wrong(Message::new("cooperation-wrong-same")));
        }
        let state = first_state(kind, holder);
        let record = Record { fields, state, by: entering.by.clone(), confirmed_by: None, ..found.record };
        self.put(&mut shelf, "cooperation-amended", self.left(record, Some(because)), actor)?;
        self.storage.append(shelf.batch, self.clock.now()).await?;
        Ok(())
    }

    /// Takes a record back, with why: it counts no more, and stays to be read.
    ///
    /// # Errors
    /// As [`Office::amend_record`]; bad input where another record that counts belongs to it.
    pub async fn take_record_back(
        &self,
        holder: &Holder,
        number: i64,
        (kind, by): (Kind, &str),
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        kept_here(kind)?;
        let (mut shelf, found) = self.found(holder, kind, number, by, version_seen).await?;
        let because = reason(because).map_err(wrong)?;
        let belongs = |one: &&RecordOnFile| {
            let other = &one.record;
            let field = other.kind.declared().belongs();
            other.state != RecordState::TakenBack
                && field.is_some_and(|(field, of)| of == kind && other.number_in(field) == Some(number))
        };
        if let Some(other) = shelf.records.iter().find(belongs) {
            let message = Message::new("cooperation-wrong-belongs")
                .with("kind", Fact::Word(format!("cooperation-kind.{}", other.record.kind)))
                .with("number", other.record.number);
            return Err(wrong(message));
        }
        let record = Record { state: RecordState::TakenBack, by: by.to_owned(), ..found.record };
        self.put(&mut shelf, "cooperation-taken-back", self.left(record, Some(because)), actor)?;
        self.storage.append(shelf.batch, self.clock.now()).await?;
        Ok(())
    }

    /// Confirms a record for the other side than the one that wrote it: from then on it counts.
    ///
    /// # Errors
    /// As [`Office::amend_record`]; bad input where it does not wait, or for the side that wrote it.
    pub async fn confirm_record(
        &self,
        holder: &Holder,
        number: i64,
        (kind, by): (Kind, &str),
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let (mut shelf, found) = self.found(holder, kind, number, by, version_seen).await?;
        if found.record.state != RecordState::Waiting {
            return Err(wrong(Message::new("cooperation-wrong-not-waiting")));
        }
        if found.record.by == by {
            return Err(wrong(Message::new("cooperation-wrong-own").with("by", by)));
        }
        let confirmed_by = Some(by.to_owned());
        let record = Record { state: RecordState::Held, confirmed_by, ..found.record };
        self.put(&mut shelf, "cooperation-confirmed", self.left(record, None), actor)?;
        self.storage.append(shelf.batch, self.clock.now()).await?;
        Ok(())
    }

    /// For whom records of a kind are entered with a holder.
    #[must_use]
    pub fn enterers(&self, kind: Kind, holder: &Holder, pairings: &[Pairing]) -> BTreeSet<String> {
        let declared = kind.declared();
        let fits = matches!(
            (declared.held, holder),
            (Held::Institution, Holder::Institution(_)) | (Held::Partnership, Holder::Partnership { .. })
        );
        if !fits {
            return BTreeSet::new();
        }
        match declared.enters {
            Enters::Sides => holder.sides().map(str::to_owned).collect(),
            Enters::Partner => holder.partner().map(str::to_owned).into_iter().collect(),
            Enters::Commission => BTreeSet::from([COMMISSION.to_owned()]),
            Enters::SidesAndPartners => {
                let of = holder.front();
                let others = pairings.iter().filter_map(|one| match () {
                    () if one.front == of => Some(one.partner.clone()),
                    () if one.partner == of => Some(one.front.clone()),
                    () => None,
                });
                others.chain([of.to_owned()]).collect()
            }
        }
    }

    /// Whether who asks acts for whom a record is entered.
    #[must_use]
    pub fn enters_for(&self, by: &str) -> bool {
        match (by, self.viewer()) {
            (_, None) => true,
            (COMMISSION, Some(viewer)) => {
                self.allow(Action::CooperationEnter, &viewer.to_commission()).is_ok()
            }
            (by, Some(_)) => self.allow_of(Action::CooperationEnter, [by]).is_ok(),
        }
    }

    /// Lets only whoever acts for whom it is entered go on; what is out of reach is not there.
    fn allow_entering(
        &self,
        kind: Kind,
        holder: &Holder,
        by: &str,
        pairings: &[Pairing],
    ) -> Result<(), ServiceError> {
        let enterers = self.enterers(kind, holder, pairings);
        let reached = self.reads_cooperation_of(holder)
            || (kind.shared_with_partners() && enterers.iter().any(|one| self.enters_for(one)));
        if enterers.is_empty() || !reached || !self.is_holder(holder, pairings) {
            return Err(ServiceError::NotFound);
        }
        if enterers.contains(by) && self.enters_for(by) {
            return Ok(());
        }
        match self.viewer() {
            Some(viewer) => Err(ServiceError::Forbidden(viewer.role, Action::CooperationEnter)),
            None => Err(wrong(Message::new("cooperation-wrong-by"))),
        }
    }

    /// What writes the record that a report on a year is, in place of one that is there of the same year.
    pub(crate) async fn report_record(&self, record: Record, actor: &str) -> Result<Batch, ServiceError> {
        let mut shelf = self.shelf(&record.holder, &self.pairings().await?).await?;
        let of_kind = || shelf.records.iter().map(|one| &one.record).filter(|one| one.kind == record.kind);
        let same =
            |one: &&Record| one.state != RecordState::TakenBack && one.text("year") == record.text("year");
        let (kind, number, because) = match of_kind().find(same) {
            Some(there) => ("cooperation-amended", there.number, Some(record.text("document").to_owned())),
            None => {
                let last = of_kind().map(|one| one.number).max().unwrap_or(0);
                ("cooperation-entered", last + 1, None)
            }
        };
        let noted = self.left(Record { number, ..record }, because);
        self.put(&mut shelf, kind, noted, actor)?;
        Ok(shelf.batch)
    }

    /// The records of a holder, to be written to.
    async fn shelf(&self, holder: &Holder, pairings: &[Pairing]) -> Result<Shelf, Fault> {
        // The stream is read before the rows: who writes meanwhile takes the version that is aimed at.
        let version = self.whole.stream(&holder.stream()).await?.last().map_or(0, |entry| entry.version);
        let filter = RecordFilter { holder: Some(holder.clone()), ..RecordFilter::default() };
        let of = pairings.iter().filter(|one| offers(holder, one)).flat_map(|one| &one.programmes);
        Ok(Shelf {
            programmes: of.map(|offered| offered.programme.clone()).collect(),
            version,
            records: self.whole.cooperation_records(&filter).await?,
            batch: Batch::default(),
            holder: holder.clone(),
        })
    }

    /// A record as it stands at the version that was seen, with the shelf it stands on.
    pub(super) async fn found(
        &self,
        holder: &Holder,
        kind: Kind,
        number: i64,
        by: &str,
        version_seen: i64,
    ) -> Result<(Shelf, RecordOnFile), ServiceError> {
        let pairings = self.pairings().await?;
        self.allow_entering(kind, holder, by, &pairings)?;
        let shelf = self.shelf(holder, &pairings).await?;
        let same = |one: &&RecordOnFile| one.record.kind == kind && one.record.number == number;
        let found = shelf.records.iter().find(same).cloned().ok_or(ServiceError::NotFound)?;
        if found.version != version_seen || found.record.state == RecordState::TakenBack {
            return Err(ServiceError::conflict(Message::new("conflict-cooperation-changed")));
        }
        // Of what several write in one institution's book each has its own.
        if kind.shared_with_partners() && found.record.by != by && holder.front() != by {
            return Err(wrong(Message::new("cooperation-wrong-others").with("by", found.record.by.as_str())));
        }
        Ok((shelf, found))
    }

    fn fields(
        &self,
        kind: Kind,
        typed: &Typed,
        shelf: &Shelf,
        records: &[Record],
        number: Option<i64>,
    ) -> Result<Fields, ServiceError> {
        let today = self.clock.today();
        let ground = Ground { today, programmes: &shelf.programmes, records, number };
        read(kind, typed, &ground).map_err(|wrong: Vec<Wrong>| {
            // The field stands beside the message, so that a page shows it there.
            ServiceError::BadInput(wrong.into_iter().map(|one| one.message.with("at", one.field)).collect())
        })
    }

    /// What an entry has that leaves a record so.
    fn left(&self, record: Record, because: Option<String>) -> Noted {
        Noted { record, because, files: Vec::new(), at: self.clock.now() }
    }

    /// Puts a record on its shelf with the entry that has it.
    pub(super) fn put(
        &self,
        shelf: &mut Shelf,
        kind: &str,
        noted: Noted,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let at = noted.at;
        let body = serde_json::to_value(&noted)
            .map_err(|error| Fault::new("write a record of cooperation", error))?;
        shelf.version += 1;
        shelf.batch.entries.push(NewEntry {
            stream: shelf.holder.stream(),
            version: shelf.version,
            kind: kind.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body,
        });
        let (version, saved_by) = (shelf.version, actor.to_owned());
        let on_file = RecordOnFile { record: noted.record, version, saved_at: at, saved_by };
        let same = |one: &RecordOnFile| {
            one.record.kind == on_file.record.kind && one.record.number == on_file.record.number
        };
        shelf.records.retain(|one| !same(one));
        shelf.records.push(on_file.clone());
        shelf.batch.changes.push(Change::Cooperation(Box::new(on_file)));
        Ok(())
    }
}

/// How a record stands once it is entered: what the other side has to confirm waits, where there is another side.
fn first_state(kind: Kind, holder: &Holder) -> RecordState {
    let two = holder.partner().is_some_and(|partner| partner != holder.front());
    if kind.declared().confirmed && two { RecordState::Waiting } else { RecordState::Held }
}

/// A reason that may be kept.
pub(super) fn reason(given: &str) -> Result<String, Message> {
    let given = given.trim();
    let count = given.chars().count();
    if count == 0 || count > LONGEST {
        return Err(Message::new("cooperation-wrong-because").with("most", LONGEST));
    }
    Ok(given.to_owned())
}
