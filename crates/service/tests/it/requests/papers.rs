//! What is written and given in: sealed in the database, known to the journal by digest, opened for who may read it.

use super::{City, OTHER, SCHOOL, city, leave, office_over, teacher};
use crate::accounts::kind;
use crate::office::no;
use guantong_documents::evidence::{FILE_MOST, FILES_MOST, Media};
use guantong_model::Fact;
use guantong_requests::{PaperKind, Verdict};
use guantong_service::ServiceError;
use guantong_service::error::Trouble;
use guantong_service::journal::digest;
use guantong_service::request::{GivenFile, NewRequest, RequestRow, TEXT_MOST};
use guantong_store::Folder;
use jiff::civil::date;
use std::sync::Arc;

const TEXT: &str = "本人因肺炎住院，需要静养半年。";
const NAME: &str = "住院诊断证明.jpg";
const PICTURE: &[u8] = b"PICTURE-OF-A-DIAGNOSIS";

/// A photograph that tells where it was taken.
fn photograph() -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    };
    let place = segment(0xe1, b"Exif\0\0GPS 39.9N 116.4E");
    [&[0xff, 0xd8][..], &segment(0xe0, b"JFIF\0"), &place, &segment(0xda, b"s"), PICTURE, &[0xff, 0xd9]]
        .concat()
}

fn file(name: &str, bytes: &[u8]) -> GivenFile {
    GivenFile { name: name.to_owned(), bytes: bytes.to_vec() }
}

fn with(city: &City, files: Vec<GivenFile>) -> NewRequest {
    NewRequest { statement: TEXT.to_owned(), files, ..city.wanted(0, leave(date(2024, 9, 1))) }
}

/// A leave with a photograph, at the school's desk.
async fn asked(city: &City) -> RequestRow {
    city.open(&city.guardian(0), with(city, vec![file(NAME, &photograph())])).await
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn nothing_that_was_written_or_given_in_stands_in_the_database_in_plain() {
    let city = city().await;
    let row = asked(&city).await;
    let teacher = teacher(SCHOOL);
    let comment = "请补交出院小结。";
    let commented = city.asks(&teacher).comment_on_request(&row.id, 1, comment, &[], "x").await.unwrap();
    city.says(&teacher, &commented, Verdict::Return).await;
    city.database.close().await;
    let mut searched = 0;
    for entry in std::fs::read_dir(&city.folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        searched += bytes.len();
        let secret = [TEXT, NAME, comment, "经研究提出此意见。"].map(str::as_bytes);
        for part in secret.iter().copied().chain([PICTURE, b"116.4E"]) {
            assert!(!has(&bytes, part), "{:?} stands there", String::from_utf8_lossy(part));
        }
    }
    assert!(searched > 100_000, "the database was read");
}

#[tokio::test]
async fn the_journal_knows_papers_by_the_digest_of_what_is_sealed() {
    let city = city().await;
    let row = asked(&city).await;
    let papers = city.storage().papers(&row.id).await.unwrap();
    assert_eq!(papers.len(), 2);
    let entry = city.storage().stream(&format!("request/{}", row.id)).await.unwrap().remove(0);
    let named: Vec<&str> =
        entry.body["papers"].as_array().unwrap().iter().map(|one| one["digest"].as_str().unwrap()).collect();
    for paper in &papers {
        assert!(named.contains(&paper.digest.as_str()));
        let whole = city.storage().paper(&row.id, &paper.digest).await.unwrap().unwrap();
        assert_eq!(digest(whole.sealed.as_bytes()).to_string(), paper.digest);
        assert!(paper.kind != PaperKind::File || paper.sealed.is_empty(), "a list carries no files");
    }
}

#[tokio::test]
async fn who_may_read_it_reads_it_and_the_look_is_noted() {
    let city = city().await;
    let row = asked(&city).await;
    let trail = |city: &City| {
        let storage = city.database.storage();
        async move { storage.trail_after(0, 10_000).await.unwrap() }
    };
    let before = trail(&city).await.len();
    for viewer in [city.student(0), city.guardian(0), teacher(SCHOOL), super::commission()] {
        let looks = city.looks(&viewer);
        let shown = looks.request(&row.id).await.unwrap();
        let text = shown.papers.values().find(|paper| paper.kind == PaperKind::Statement).unwrap();
        let given = shown.papers.values().find(|paper| paper.kind == PaperKind::File).unwrap();
        assert_eq!((text.text.as_str(), given.name.as_str()), (TEXT, NAME));
        let (name, media, bytes) = looks.request_file(&row.id, &given.digest).await.unwrap();
        assert_eq!((name.as_str(), media), (NAME, Media::Jpeg));
        assert_eq!(i64::try_from(bytes.len()).unwrap(), given.size);
        assert!(has(&bytes, PICTURE) && !has(&bytes, b"GPS"), "cleaned");
        assert_eq!(kind(&looks.request_file(&row.id, &text.digest).await), "not-found", "a text is no file");
        assert_eq!(kind(&looks.request_file(&row.id, "0").await), "not-found");
    }
    let noted = trail(&city).await.split_off(before);
    let seen = |object: &str| {
        noted.iter().filter(|entry| entry.note.object == object && entry.note.result == "seen").count()
    };
    assert_eq!((noted.len(), seen(&format!("request/{}", row.id))), (8, 4));
    let digest = city.storage().papers(&row.id).await.unwrap().pop().unwrap().digest;
    for viewer in [city.student(1), teacher(OTHER)] {
        let looks = city.looks(&viewer);
        assert_eq!(kind(&looks.request(&row.id).await), "not-found", "{}", viewer.name);
        assert_eq!(kind(&looks.request_file(&row.id, &digest).await), "not-found", "{}", viewer.name);
        assert_eq!(looks.storage().papers(&row.id).await.unwrap(), [], "{}", viewer.name);
        assert_eq!(looks.storage().paper(&row.id, &digest).await.unwrap(), None, "{}", viewer.name);
    }
    // A paper of one request is not found under another.
    let other = city.open(&city.guardian(1), city.wanted(1, leave(date(2024, 9, 1)))).await;
    assert_eq!(kind(&city.looks(&teacher(SCHOOL)).request_file(&other.id, &digest).await), "not-found");
}

#[tokio::test]
async fn files_that_cannot_be_taken_are_named_and_nothing_is_written() {
    let city = city().await;
    let head = city.head().await;
    let large = vec![b'x'; FILE_MOST + 1];
    let given = [
        ("程序.pdf", &b"MZ\x90\0"[..], "evidence-kind"),
        ("扫描件.pdf", &large, "evidence-too-large"),
        ("空白.png", b"", "evidence-empty"),
        ("残缺.jpg", &[0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff], "evidence-broken"),
    ];
    let mut files: Vec<GivenFile> = given.iter().map(|(name, bytes, _)| file(name, bytes)).collect();
    files.push(file(NAME, &photograph()));
    let tried = city.try_open(&city.guardian(0), with(&city, files)).await;
    let Err(ServiceError::BadInput(wrong)) = tried else { panic!("{tried:?}") };
    let told: Vec<_> =
        wrong.iter().map(|message| (message.facts["file"].clone(), message.id.as_str())).collect();
    let expected: Vec<_> = given.iter().map(|(name, _, id)| (Fact::from(*name), *id)).collect();
    assert_eq!(told, expected);

    let many = vec![file(NAME, &photograph()); FILES_MOST + 1];
    let tried = city.try_open(&city.guardian(0), with(&city, many)).await;
    assert_eq!(no(tried), ["request-files-too-many"]);
    for (statement, id) in [
        ("字".repeat(TEXT_MOST + 1), "request-text-too-long"),
        (" \n".to_owned(), "request-statement-missing"),
    ] {
        let new = NewRequest { statement, ..with(&city, Vec::new()) };
        assert_eq!(no(city.try_open(&city.guardian(0), new).await), [id]);
    }
    assert_eq!(city.head().await, head);
    let most = vec![file(NAME, &photograph()); FILES_MOST];
    let new = NewRequest { statement: "字".repeat(TEXT_MOST), ..with(&city, most) };
    let row = city.open(&city.guardian(0), new).await;
    assert_eq!(city.storage().papers(&row.id).await.unwrap().len(), FILES_MOST + 1);
}

/// The city with its files in a folder beside the database.
async fn shelved() -> City {
    let mut city = city().await;
    let shelf = Arc::new(Folder::new(city.folder.join("evidence")));
    city.database = city.database.clone().with_shelf(Some(shelf));
    city.office = office_over(&city.database, &city.clock);
    city
}

#[tokio::test]
async fn on_a_shelf_a_file_is_sealed_like_in_the_database_and_read_by_who_may_read_it() {
    let city = shelved().await;
    let row = asked(&city).await;
    let files: Vec<_> =
        std::fs::read_dir(city.folder.join("evidence")).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 1, "the text stays in its row");
    let name = files[0].file_name().into_string().unwrap();
    let bytes = std::fs::read(files[0].path()).unwrap();
    assert!(!has(&bytes, PICTURE) && digest(&bytes).to_string() == name);
    let (_, media, opened) = city.looks(&teacher(SCHOOL)).request_file(&row.id, &name).await.unwrap();
    assert!(media == Media::Jpeg && has(&opened, PICTURE));
    assert_eq!(kind(&city.looks(&teacher(OTHER)).request_file(&row.id, &name).await), "not-found");
}

#[tokio::test]
async fn where_the_shelf_is_not_reached_a_request_with_files_is_not_opened_and_one_without_is() {
    let city = shelved().await;
    let row = asked(&city).await;
    let given = city.storage().papers(&row.id).await.unwrap();
    let file_given = given.iter().find(|paper| paper.kind == PaperKind::File).unwrap();
    // Where the folder was stands something else.
    std::fs::rename(city.folder.join("evidence"), city.folder.join("away")).unwrap();
    std::fs::write(city.folder.join("evidence"), "").unwrap();
    let head = city.head().await;
    let wanted = NewRequest {
        statement: TEXT.to_owned(),
        files: vec![file(NAME, &photograph())],
        ..city.wanted(1, leave(date(2024, 9, 1)))
    };
    let refused = city.try_open(&city.guardian(1), wanted).await;
    let Err(ServiceError::Fault(fault)) = refused else { panic!("{refused:?}") };
    assert_eq!(fault.trouble, Trouble::Shelf, "{fault:?}");
    let looked = city.looks(&teacher(SCHOOL)).request_file(&row.id, &file_given.digest).await;
    assert!(
        matches!(&looked, Err(ServiceError::Fault(fault)) if fault.trouble == Trouble::Shelf),
        "{looked:?}"
    );
    assert_eq!(city.head().await, head, "nothing was written");

    city.open(&city.guardian(1), city.wanted(1, leave(date(2024, 9, 1)))).await;
    let shown = city.looks(&teacher(SCHOOL)).request(&row.id).await.unwrap();
    assert_eq!(shown.papers.len(), 2, "what needs no file goes on");
    std::fs::remove_file(city.folder.join("evidence")).unwrap();
    std::fs::rename(city.folder.join("away"), city.folder.join("evidence")).unwrap();
    assert!(
        city.looks(&teacher(SCHOOL)).request_file(&row.id, &file_given.digest).await.is_ok(),
        "nothing was lost"
    );
}
