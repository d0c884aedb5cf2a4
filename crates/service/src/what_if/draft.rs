//! A draft of an edition given in as files, a packed folder or single files over the published edition: what is wrong
//! with it, what it has otherwise, and what of that can be asked as a what-if. It is read from what was sent and dropped
//! with the answer: nothing of it is kept.

use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use guantong_admission::RuleSet;
use guantong_documents::{FolderError, FolderLimits, decode, is_packed, read_folder};
use guantong_model::Message;
use guantong_policy::Edition;
use guantong_policy::edition::EditionFault;
use guantong_policy::edition::draft::{Differences, differences, inside, laid_over};
use guantong_requests::Book;

/// Bytes of all files of a draft as they are sent.
pub const DRAFT_BYTES: u64 = 4 * MIB;
/// What is read of a draft that is packed: its files, the largest of them, and all together.
pub const DRAFT: FolderLimits = FolderLimits { files: 100, file_bytes: 2 * MIB, bytes: 8 * MIB };

const MIB: u64 = 1024 * 1024;
/// What an edition is made of; other files of its folder are for who reads it.
const TEXTS: [&str; 3] = ["toml", "csv", "md"];
const RULES: &str = "admission.toml";

/// A draft that was read.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The edition as the files have it.
    pub edition: Edition,
    /// What it has otherwise than the edition in force.
    pub differences: Differences,
}

/// Why a draft is not read.
#[derive(Debug)]
pub enum NoDraft {
    /// The files cannot be taken.
    Files(Vec<Message>),
    /// They are no edition: by file and line.
    Faults(Vec<EditionFault>),
}

impl Office {
    /// Reads a draft from files by name.
    ///
    /// # Errors
    /// Forbidden to whom editions are not to try. Inside, what stands in the way of the draft.
    pub fn what_if_draft(&self, files: &[(String, Vec<u8>)]) -> Result<Result<Draft, NoDraft>, ServiceError> {
        self.allow_here(Action::EditionWhatIf)?;
        Ok(self.draft_of(files))
    }

    fn draft_of(&self, files: &[(String, Vec<u8>)]) -> Result<Draft, NoDraft> {
        let texts = laid_over(self.edition(), texts(files).map_err(NoDraft::Files)?);
        let texts: Vec<(&str, &str)> =
            texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let edition = Edition::load(&texts).map_err(NoDraft::Faults)?;
        let faults = unread_by_others(&edition);
        if !faults.is_empty() {
            return Err(NoDraft::Faults(faults));
        }
        let parameters = Office::what_if_parameters();
        let parameters: Vec<&str> = parameters.iter().map(String::as_str).collect();
        let readings: Vec<&str> = Office::what_if_readings().collect();
        let differences = differences(self.edition(), &edition, &parameters, &readings);
        Ok(Draft { edition, differences })
    }
}

/// The texts that were sent, by their names in the edition.
fn texts(files: &[(String, Vec<u8>)]) -> Result<Vec<(String, String)>, Vec<Message>> {
    if files.is_empty() {
        return Err(vec![Message::new("what-if-draft-none")]);
    }
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        match texts_of(name, bytes) {
            Ok(texts) => read.extend(texts),
            Err(messages) => wrong.extend(messages),
        }
    }
    if read.len() > DRAFT.files {
        wrong.push(Message::new("what-if-draft-many").with("files", read.len()).with("most", DRAFT.files));
    }
    let mut names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        if let [one, other] = pair
            && one == other
        {
            wrong.push(Message::new("what-if-draft-twice").with("file", *one));
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// The texts of one file that was sent: those of a packed folder, or itself.
fn texts_of(name: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, Vec<Message>> {
    let about = |id: &str| Message::new(id).with("file", name);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(vec![about("what-if-draft-empty")]);
    }
    if !is_packed(bytes) {
        if !is_text(name) {
            return Err(vec![about("what-if-draft-no-file")]);
        }
        return Ok(vec![(name.to_owned(), text(name, name, bytes)?)]);
    }
    let files = read_folder(bytes, &DRAFT).map_err(|error| vec![unread(name, &error)])?;
    let files: Vec<_> = files.into_iter().filter(|(name, _)| is_text(name)).collect();
    if files.is_empty() {
        return Err(vec![about("what-if-draft-nothing")]);
    }
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (inside, (path, bytes)) in inside(&paths).into_iter().zip(&files) {
        match text(name, path, bytes) {
            Ok(text) => read.push((inside, text)),
            Err(messages) => wrong.extend(messages),
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

fn is_text(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, kind)| TEXTS.iter().any(|text| kind.eq_ignore_ascii_case(text)))
}

/// A file's text; `path` is its name in the package that was sent under `name`.
fn text(name: &str, path: &str, bytes: &[u8]) -> Result<String, Vec<Message>> {
    let called = if name == path { path.to_owned() } else { format!("{name}: {path}") };
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > DRAFT.file_bytes {
        let message = Message::new("what-if-draft-file-large").with("file", called.as_str());
        return Err(vec![message.with("most", mib(DRAFT.file_bytes))]);
    }
    let read = decode(bytes).ok().filter(|text| !text.contains('\0'));
    let read =
        read.ok_or_else(|| vec![Message::new("what-if-draft-no-text").with("file", called.as_str())])?;
    Ok(read.strip_prefix('\u{feff}').unwrap_or(&read).to_owned())
}

fn unread(name: &str, error: &FolderError) -> Message {
    match error {
        FolderError::Damaged => Message::new("what-if-draft-damaged").with("file", name),
        FolderError::Encrypted { name: path } => {
            Message::new("what-if-draft-encrypted").with("file", name).with("path", path.as_str())
        }
        FolderError::Outside { name: path } => {
            Message::new("what-if-draft-outside").with("file", name).with("path", path.as_str())
        }
        FolderError::TooManyFiles { files, most } => {
            Message::new("what-if-draft-many").with("files", *files).with("most", *most)
        }
        FolderError::FileTooLarge { name: path, most } => Message::new("what-if-draft-file-large")
            .with("file", format!("{name}: {path}"))
            .with("most", mib(*most)),
        FolderError::TooLarge { most, .. } => {
            Message::new("what-if-draft-large").with("file", name).with("most", mib(*most))
        }
    }
}

fn mib(bytes: u64) -> i64 {
    i64::try_from(bytes / MIB).unwrap_or(i64::MAX)
}

/// What is wrong with the texts that the edition only keeps: rules of admission, kinds of requests, the calendar.
fn unread_by_others(edition: &Edition) -> Vec<EditionFault> {
    let rules = edition.file(RULES).map(|text| RuleSet::from_toml(RULES, text));
    let problems = rules.and_then(Result::err).map(|problems| problems.listed).unwrap_or_default();
    let mut faults: Vec<EditionFault> = problems
        .into_iter()
        .map(|problem| EditionFault {
            file: problem.file,
            line: u32::try_from(problem.line).unwrap_or(u32::MAX),
            message: problem.message,
        })
        .collect();
    if let Err(error) = Book::from_edition(edition) {
        let message = Message::new("what-if-draft-book").with("detail", error.what);
        faults.push(EditionFault { file: error.file.to_owned(), line: 1, message });
    }
    faults
}
