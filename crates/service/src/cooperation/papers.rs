//! Files on records of cooperation: scans of agreements, minutes, other evidence. Sealed beside the journal, whose entries
//! name each by its digest; one that is taken back is handed out no more, and stays to be proved.

use super::{Noted, noted, wrong};
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::Entry;
use crate::papers::{GivenFile, Taken};
use crate::ports::Change;
use guantong_cooperation::{Holder, Kind};
use guantong_documents::evidence::Media;
use guantong_model::Message;
use serde::{Deserialize, Serialize};

const SEALED_FOR: &str = "cooperation paper";
/// Kinds of entries.
const GIVEN: &str = "cooperation-files-given";
const TAKEN_BACK: &str = "cooperation-file-taken-back";

/// A file of a record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperOnFile {
    /// Whose the record is.
    pub holder: Holder,
    /// The kind of the record.
    pub kind: Kind,
    /// The record's number.
    pub number: i64,
    /// SM3 of the sealed bytes.
    pub digest: String,
    /// Its name.
    pub name: String,
    /// What kind of file, such as `pdf`.
    pub media: String,
    /// Bytes before sealing.
    pub size: i64,
    /// The file, sealed; empty in lists.
    pub sealed: String,
    /// For whom it was given in: an institution, or the commission.
    pub by: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// When it was taken back.
    pub taken_back_at: Option<i64>,
}

impl PaperOnFile {
    /// The record it belongs to, by one word.
    #[must_use]
    pub fn record(&self) -> String {
        record_key(&self.holder, self.kind, self.number)
    }

    /// Whether it is handed out.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.taken_back_at.is_none()
    }
}

/// A holder by its columns: an institution's partner is empty.
#[must_use]
pub fn holder_of(front: &str, partner: &str) -> Holder {
    match partner {
        "" => Holder::Institution(front.to_owned()),
        partner => Holder::of_both(front, partner),
    }
}

/// A record by one word.
#[must_use]
pub fn record_key(holder: &Holder, kind: Kind, number: i64) -> String {
    format!("{}/{kind}/{number}", holder.stream())
}

/// A file as an entry names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// SM3 of the sealed bytes.
    pub digest: String,
    /// Its name.
    pub name: String,
    /// What kind of file.
    pub media: String,
    /// Bytes before sealing.
    pub size: i64,
    /// For whom it was given in, or taken back.
    pub by: String,
}

impl Office {
    /// Adds files to a record.
    ///
    /// # Errors
    /// As [`Office::amend_record`]; bad input: no file, too many, or every one that cannot be taken, by name.
    pub async fn add_record_files(
        &self,
        holder: &Holder,
        number: i64,
        (kind, by): (Kind, &str),
        files: &[GivenFile],
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let (mut shelf, found) = self.found(holder, kind, number, by, version_seen).await?;
        if files.is_empty() {
            return Err(wrong(Message::new("cooperation-wrong-no-file")));
        }
        let at = self.clock.now();
        let paper = |Taken { name, media, kept }: Taken| PaperOnFile {
            holder: holder.clone(),
            kind,
            number,
            digest: kept.digest,
            name,
            media,
            size: kept.size,
            sealed: kept.sealed,
            by: by.to_owned(),
            at,
            taken_back_at: None,
        };
        let papers: Vec<PaperOnFile> = self.take_files(SEALED_FOR, files)?.into_iter().map(paper).collect();
        let files = papers.iter().map(|paper| named(paper, by)).collect();
        self.put(&mut shelf, GIVEN, Noted { record: found.record, because: None, files, at }, actor)?;
        shelf.batch.changes.extend(papers.into_iter().map(|paper| Change::CooperationPaper(Box::new(paper))));
        self.storage.append(shelf.batch, self.clock.now()).await?;
        Ok(())
    }

    /// Takes a file of a record back, with why: it is handed out no more.
    ///
    /// # Errors
    /// As [`Office::amend_record`]; not found where the record has no such file, or it was taken back.
    pub async fn take_record_file_back(
        &self,
        holder: &Holder,
        (number, digest): (i64, &str),
        (kind, by): (Kind, &str),
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let (mut shelf, found) = self.found(holder, kind, number, by, version_seen).await?;
        let all = self.whole.cooperation_papers(&super::RecordFilter::of_holder(holder)).await?;
        let record = record_key(holder, kind, number);
        let paper =
            all.into_iter().find(|one| one.digest == digest && one.record() == record && one.stands());
        let paper = paper.ok_or(ServiceError::NotFound)?;
        let because = Some(super::enter::reason(because).map_err(wrong)?);
        let (files, at) = (vec![named(&paper, by)], self.clock.now());
        self.put(&mut shelf, TAKEN_BACK, Noted { record: found.record, because, files, at }, actor)?;
        shelf.batch.changes.push(Change::CooperationPaperTakenBack { record, digest: digest.to_owned(), at });
        self.storage.append(shelf.batch, self.clock.now()).await?;
        Ok(())
    }

    /// A file of a record: its name, its kind and its bytes; that it was opened is noted.
    ///
    /// # Errors
    /// Not found where the record is out of reach, or has no such file that stands.
    pub async fn record_file(
        &self,
        holder: &Holder,
        kind: Kind,
        number: i64,
        digest: &str,
    ) -> Result<(String, Media, Vec<u8>), ServiceError> {
        self.entering_ground(kind, holder).await?;
        let record = record_key(holder, kind, number);
        let paper = self.whole.cooperation_paper(&record, digest).await?;
        let paper = paper.filter(PaperOnFile::stands).ok_or(ServiceError::NotFound)?;
        let media = Media::parse(&paper.media).ok_or(ServiceError::NotFound)?;
        self.note_look(&format!("{record}/{digest}"), "seen").await?;
        Ok((paper.name, media, self.open_for(SEALED_FOR, &paper.sealed)?))
    }
}

fn named(paper: &PaperOnFile, by: &str) -> NamedFile {
    NamedFile {
        digest: paper.digest.clone(),
        name: paper.name.clone(),
        media: paper.media.clone(),
        size: paper.size,
        by: by.to_owned(),
    }
}

/// What an entry says of files.
#[derive(Default)]
pub(crate) struct Told {
    /// Those that were given in.
    pub(crate) given: Vec<PaperOnFile>,
    /// The digests of those that were taken back, with the moment.
    pub(crate) taken_back: Vec<(String, i64)>,
}

/// What an entry says of files.
pub(crate) fn papers_of(entry: &Entry) -> Result<Told, Fault> {
    let Noted { record, files, at, .. } = noted(entry)?;
    if entry.kind == TAKEN_BACK {
        let taken_back = files.into_iter().map(|file| (file.digest, at)).collect();
        return Ok(Told { taken_back, ..Told::default() });
    }
    let paper = |file: NamedFile| PaperOnFile {
        holder: record.holder.clone(),
        kind: record.kind,
        number: record.number,
        digest: file.digest,
        name: file.name,
        media: file.media,
        size: file.size,
        sealed: String::new(),
        by: file.by,
        at,
        taken_back_at: None,
    };
    Ok(Told { given: files.into_iter().map(paper).collect(), ..Told::default() })
}
