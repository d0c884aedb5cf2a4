//! Files that are given in: told by their content, without what an image says besides, sealed, and known by the digest of
//! what is sealed.

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::digest;
use guantong_documents::evidence;
use guantong_model::Message;

/// A file that is given in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Something sealed.
pub(crate) struct Sealed {
    /// SM3 of the sealed bytes.
    pub(crate) digest: String,
    /// Bytes before sealing.
    pub(crate) size: i64,
    /// The sealed bytes.
    pub(crate) sealed: String,
}

/// A file that was taken in.
pub(crate) struct Taken {
    /// Its name.
    pub(crate) name: String,
    /// What kind of file, such as `pdf`.
    pub(crate) media: String,
    /// What is kept of it.
    pub(crate) kept: Sealed,
}

impl Office {
    /// Reads and seals files for a purpose; their kind is told by their content, and what an image says besides the
    /// picture is left out.
    ///
    /// # Errors
    /// Bad input: too many files, or every file that cannot be taken, by name.
    pub(crate) fn take_files(&self, purpose: &str, files: &[GivenFile]) -> Result<Vec<Taken>, ServiceError> {
        if files.len() > evidence::FILES_MOST {
            let message = Message::new("request-files-too-many").with("given", files.len());
            return Err(ServiceError::BadInput(vec![message.with("most", evidence::FILES_MOST)]));
        }
        let (mut taken, mut wrong) = (Vec::new(), Vec::new());
        for file in files {
            let name: String = file.name.chars().filter(|c| !c.is_control()).take(120).collect();
            match evidence::taken(&file.bytes) {
                Ok((media, bytes)) => {
                    let media = media.as_str().to_owned();
                    taken.push(Taken { name, media, kept: self.seal_paper(purpose, &bytes)? });
                }
                Err(message) => wrong.push(message.with("file", name)),
            }
        }
        if wrong.is_empty() { Ok(taken) } else { Err(ServiceError::BadInput(wrong)) }
    }

    /// Seals bytes for a purpose, under their digest.
    pub(crate) fn seal_paper(&self, purpose: &str, bytes: &[u8]) -> Result<Sealed, Fault> {
        let sealed = self.seal_for(purpose, bytes)?;
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        Ok(Sealed { digest: digest(sealed.as_bytes()).to_string(), size, sealed })
    }

    /// Seals bytes for a purpose.
    pub(crate) fn seal_for(&self, purpose: &str, bytes: &[u8]) -> Result<String, Fault> {
        let sealed = self.locks()?.keys.seal(purpose, bytes, &self.draw());
        sealed.map_err(|error| Fault::new("seal a paper", error))
    }

    /// Opens what was sealed for a purpose.
    pub(crate) fn open_for(&self, purpose: &str, sealed: &str) -> Result<Vec<u8>, Fault> {
        self.locks()?.keys.open(purpose, sealed).map_err(|error| Fault::new("open a paper", error))
    }
}
