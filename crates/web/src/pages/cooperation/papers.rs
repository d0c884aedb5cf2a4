//! `/cooperation/{kind}/{front}/{partner}/{number}/files`: files added to a record, and one of them to be looked at. It is
//! answered as what its content is, and runs nothing.

use super::one::{Place, kept, one_again, place};
use super::shown::by_name;
use super::{address, form};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::Page;
use crate::pages::sent;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use guantong_cooperation::{Holder, Kind};
use guantong_documents::evidence;
use guantong_service::access::Action;
use guantong_service::cooperation::{PaperOnFile, Typed};
use guantong_service::{GivenFile, ServiceError};

/// The most a form with files may weigh, in bytes.
pub(super) const FORM: usize = evidence::FILES_MOST * evidence::FILE_MOST + 1024 * 1024;

/// A file as it is listed.
pub(super) struct PaperShown {
    pub(super) digest: String,
    pub(super) name: String,
    pub(super) size: String,
    pub(super) on: String,
    pub(super) by: String,
    /// Where it is; nothing of one that was taken back.
    pub(super) href: Option<String>,
}

impl PaperShown {
    pub(super) fn of(page: &Page, paper: &PaperOnFile) -> Self {
        let here = address(paper.kind, &paper.holder, paper.number);
        let kib = paper.size.saturating_add(1023) / 1024;
        PaperShown {
            digest: paper.digest.clone(),
            name: paper.name.clone(),
            size: page.t("request-file-size").count("kib", kib).to_string(),
            on: page.moment(paper.at),
            by: by_name(page, &paper.by),
            href: paper.stands().then(|| format!("{here}/files/{}", paper.digest)),
        }
    }
}

/// What may be chosen, and how much of it.
pub(super) fn hint(page: &Page) -> String {
    let mib = evidence::FILE_MOST / (1024 * 1024);
    page.t("request-files-hint").with("files", evidence::FILES_MOST).with("mib", mib).to_string()
}

/// Adds the files that were sent.
pub(super) async fn add(
    page: Page,
    Path(given): Place,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let (kind, holder, number) = place(given)?;
    let ground = form::Ground::of(&page, kind, &holder).await?;
    // Who may not is told so before anything sent is looked at.
    if ground.own.is_empty() {
        let role = page.office().viewer().map(|viewer| viewer.role);
        let forbidden = role.map(|role| ServiceError::Forbidden(role, Action::CooperationEnter));
        return Err(forbidden.map_or(Problem::NotFound, Problem::from));
    }
    let most = u64::try_from(FORM).unwrap_or(u64::MAX);
    let sent = match sent::read(body, most).await {
        Ok(sent) => sent,
        Err((message, _)) => {
            let wrong = ServiceError::BadInput(vec![message]);
            return one_again(&page, (kind, &holder, number), wrong, &Typed::new()).await;
        }
    };
    let typed = sent.fields().iter().cloned().collect::<Typed>();
    let by = form::chosen(&ground, &typed);
    let version = sent.version();
    let files = sent.files.into_iter().map(|(name, bytes)| GivenFile { name, bytes });
    let files: Vec<GivenFile> = files.collect();
    let (office, actor) = (page.office(), page.actor());
    match office.add_record_files(&holder, number, (kind, &by), &files, version, &actor).await {
        Ok(()) => Ok(door::to(&address(kind, &holder, number))),
        Err(error) => one_again(&page, (kind, &holder, number), error, &kept(&typed)).await,
    }
}

pub(super) async fn file(
    page: Page,
    Path((kind, front, partner, number, digest)): Path<(String, String, String, String, String)>,
) -> Answer {
    let (kind, holder, number): (Kind, Holder, i64) = place((kind, front, partner, number))?;
    let (_, media, bytes) = page.office().record_file(&holder, kind, number, &digest).await?;
    let beginning: String = digest.chars().take(8).collect();
    Ok(crate::pages::request::evidence_file(media, bytes, &format!("{kind}-{number}-{beginning}")))
}
