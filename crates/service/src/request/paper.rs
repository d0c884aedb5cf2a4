//! What was written and given in: sealed, under the digest by which the journal knows it.

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::papers::{GivenFile, Sealed, Taken};
use crate::ports::Change;
use guantong_documents::evidence;
use guantong_model::Message;
use guantong_requests::{Paper, PaperKind};

/// The most characters a text may have.
pub const TEXT_MOST: usize = 4_000;

const SEALED_FOR: &str = "request paper";

/// A paper as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperRow {
    /// SM3 of the sealed bytes.
    pub digest: String,
    /// The request.
    pub request: String,
    /// What it is.
    pub kind: PaperKind,
    /// The name of a file, sealed; empty of a text.
    pub name: String,
    /// What kind of file, such as `pdf`; empty of a text.
    pub media: String,
    /// Bytes before sealing.
    pub size: i64,
    /// The text or file, sealed.
    pub sealed: String,
    /// When it was given in, in microseconds since 1970 UTC.
    pub at: i64,
}

/// A paper, opened, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperShown {
    /// Its digest.
    pub digest: String,
    /// What it is.
    pub kind: PaperKind,
    /// The text, of a text.
    pub text: String,
    /// The name, of a file.
    pub name: String,
    /// What kind of file.
    pub media: String,
    /// Bytes.
    pub size: i64,
}

impl Office {
    /// Seals a text, if there is one.
    pub(super) fn text_paper(
        &self,
        request: &str,
        kind: PaperKind,
        text: &str,
    ) -> Result<Option<PaperRow>, ServiceError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let length = text.chars().count();
        if length > TEXT_MOST {
            let message =
                Message::new("request-text-too-long").with("length", length).with("most", TEXT_MOST);
            return Err(ServiceError::BadInput(vec![message]));
        }
        let kept = self.seal_paper(SEALED_FOR, text.as_bytes())?;
        Ok(Some(self.paper(request, kind, String::new(), String::new(), kept)))
    }

    /// Reads and seals files.
    ///
    /// # Errors
    /// Bad input with every file that cannot be taken, by name.
    pub(super) fn file_papers(
        &self,
        request: &str,
        files: &[GivenFile],
    ) -> Result<Vec<PaperRow>, ServiceError> {
        let taken = self.take_files(SEALED_FOR, files)?.into_iter();
        let paper = |Taken { name, media, kept }: Taken| {
            let name = self.seal_for(SEALED_FOR, name.as_bytes())?;
            Ok(self.paper(request, PaperKind::File, name, media, kept))
        };
        taken.map(paper).collect()
    }

    fn paper(&self, request: &str, kind: PaperKind, name: String, media: String, kept: Sealed) -> PaperRow {
        PaperRow {
            digest: kept.digest,
            request: request.to_owned(),
            kind,
            name,
            media,
            size: kept.size,
            sealed: kept.sealed,
            at: self.clock.now(),
        }
    }

    fn open_paper(&self, sealed: &str) -> Result<Vec<u8>, Fault> {
        self.open_for(SEALED_FOR, sealed)
    }

    /// A paper opened for a page; of a file only its name.
    pub(super) fn shown(&self, row: &PaperRow) -> Result<PaperShown, Fault> {
        let text = |sealed: &str| -> Result<String, Fault> {
            if sealed.is_empty() {
                return Ok(String::new());
            }
            String::from_utf8(self.open_paper(sealed)?).map_err(|error| Fault::new("open a paper", error))
        };
        Ok(PaperShown {
            digest: row.digest.clone(),
            kind: row.kind,
            text: if row.kind == PaperKind::File { String::new() } else { text(&row.sealed)? },
            name: text(&row.name)?,
            media: row.media.clone(),
            size: row.size,
        })
    }

    /// A file of a request: its name, its kind and its bytes; that it was opened is noted.
    ///
    /// # Errors
    /// Not found where the request is out of reach or has no such file.
    pub async fn request_file(
        &self,
        id: &str,
        digest: &str,
    ) -> Result<(String, evidence::Media, Vec<u8>), ServiceError> {
        let row = self.storage.request(id).await?.ok_or(ServiceError::NotFound)?;
        self.allow(Action::RequestRead, &self.request_relations(&row).await?)?;
        let paper = self.storage.paper(id, digest).await?.ok_or(ServiceError::NotFound)?;
        let media = evidence::Media::parse(&paper.media).ok_or(ServiceError::NotFound)?;
        self.note_look(&format!("{}/{digest}", super::stream(id)), "seen").await?;
        let name = self.shown(&paper)?.name;
        Ok((name, media, self.open_paper(&paper.sealed)?))
    }
}

/// Papers as an event names them, and as they are written.
pub(super) fn written(papers: Vec<PaperRow>) -> (Vec<Paper>, Vec<Change>) {
    let named = papers.iter().map(|row| Paper { digest: row.digest.clone(), kind: row.kind }).collect();
    (named, papers.into_iter().map(|row| Change::Paper(Box::new(row))).collect())
}
