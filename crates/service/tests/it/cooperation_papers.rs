//! Files on records of cooperation, over both databases: given in, read, taken back, sealed, named by the journal, refused
//! whole; and what the journal does not say of them is found.
// case: 4.2.3, 4.2.2.b

use crate::cooperation::{SCHOOL, STRANGER, autumn, by, entering};
use crate::office::no;
use guantong_cooperation::{Holder, Kind};
use guantong_documents::evidence::{FILE_MOST, FILES_MOST, Media};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::access::Role;
use guantong_service::account::Locks;
use guantong_service::cooperation::{PaperOnFile, RecordFilter, record_key};
use guantong_service::ports::{Batch, Change};
use guantong_service::{GivenFile, Office, ServiceError};

const SCAN: &[u8] = b"%PDF-1.7 the scan of an agreement";

fn file(name: &str, bytes: &[u8]) -> GivenFile {
    GivenFile { name: name.to_owned(), bytes: bytes.to_vec() }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// An agreement of the school with an enterprise, and its partner.
async fn agreement(kind: &str) -> (Office, impl Drop, Holder, String) {
    let (office, filled, _, partner) = autumn(kind).await;
    let office = office.with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs));
    let holder = Holder::Institution(SCHOOL.to_owned());
    let fields = [
        ("enterprise", "甲公司"),
        ("document", "合作协议"),
        ("content", "共同制订方案"),
        ("from", "2023-09-01"),
        ("until", "2026-08-31"),
    ];
    let school = by(&office, Role::School, SCHOOL);
    school.enter_record(&holder, &entering(Kind::EnterpriseAgreement, SCHOOL, &fields), "甲").await.unwrap();
    (office, filled, holder, partner)
}

const WHICH: (Kind, &str) = (Kind::EnterpriseAgreement, SCHOOL);

async fn papers(office: &Office) -> Vec<PaperOnFile> {
    office.storage().cooperation_papers(&RecordFilter::default()).await.unwrap()
}

async fn findings(office: &Office) -> Vec<String> {
    office.verify().await.unwrap().findings.into_iter().map(|one| one.object).collect()
}

async fn a_file_is_given_in_read_and_taken_back(kind: &str) {
    let (office, _filled, holder, partner) = agreement(kind).await;
    let school = by(&office, Role::School, SCHOOL);
    let given = [file("协议（一）.pdf", SCAN), file("附表.pdf", b"%PDF-1.4 a table")];
    school.add_record_files(&holder, 1, WHICH, &given, 1, "甲").await.unwrap();
    let found = papers(&office).await;
    assert_eq!(found.len(), 2);
    let scan = found.iter().find(|paper| paper.name == "协议（一）.pdf").unwrap();
    assert_eq!((scan.media.as_str(), scan.size, scan.by.as_str()), ("pdf", SCAN.len() as i64, SCHOOL));
    assert!(scan.sealed.is_empty(), "a list has no files");
    let record = record_key(&holder, Kind::EnterpriseAgreement, 1);
    let kept = office.storage().cooperation_paper(&record, &scan.digest).await.unwrap().unwrap();
    assert!(!kept.sealed.is_empty() && !has(kept.sealed.as_bytes(), SCAN));

    // The story tells it, and the journal has its digest and not the file.
    let view = school.cooperation_record(&holder, Kind::EnterpriseAgreement, 1).await.unwrap();
    assert_eq!((view.papers.len(), view.story.len(), view.on_file.version), (2, 2, 2));
    assert_eq!(view.story[0].files.len(), 2);
    let entry = serde_json::to_vec(&view.story[0].entry.body).unwrap();
    assert!(has(&entry, scan.digest.as_bytes()) && !has(&entry, kept.sealed.as_bytes()));
    let counts = school.cooperation_paper_counts(&RecordFilter::default()).await.unwrap();
    assert_eq!(counts.get(&record), Some(&2));

    // Whoever may read the record reads it, and nobody else.
    let read = |office: Office, digest: String| {
        let holder = holder.clone();
        async move { office.record_file(&holder, Kind::EnterpriseAgreement, 1, &digest).await }
    };
    let (name, media, bytes) = read(school.clone(), scan.digest.clone()).await.unwrap();
    assert_eq!((name.as_str(), media, bytes.as_slice()), ("协议（一）.pdf", Media::Pdf, SCAN));
    for (role, institution) in [(Role::University, partner.as_str()), (Role::School, STRANGER)] {
        let other = by(&office, role, institution);
        let foreign = read(other.clone(), scan.digest.clone()).await;
        assert!(matches!(foreign, Err(ServiceError::NotFound)), "{institution}");
        let added = other.add_record_files(&holder, 1, WHICH, &given, 2, "丙").await;
        assert!(matches!(added, Err(ServiceError::NotFound)), "{institution}");
        assert!(other.cooperation_paper_counts(&RecordFilter::default()).await.unwrap().is_empty());
    }
    assert!(matches!(read(school.clone(), "0".to_owned()).await, Err(ServiceError::NotFound)));
    let other = school.record_file(&holder, Kind::LeadingGroup, 1, &scan.digest).await;
    assert!(matches!(other, Err(ServiceError::NotFound)), "of another record");

    // Taken back with why, it is handed out no more, and stays to be proved.
    let back = |digest: String, because: &'static str, version: i64| {
        let (office, holder) = (school.clone(), holder.clone());
        async move { office.take_record_file_back(&holder, (1, &digest), WHICH, because, version, "甲").await }
    };
    assert_eq!(no(back(scan.digest.clone(), " ", 2).await), ["cooperation-wrong-because"]);
    assert_eq!(no(back(scan.digest.clone(), "传错了", 1).await), ["conflict-cooperation-changed"]);
    assert!(matches!(back("0".to_owned(), "传错了", 2).await, Err(ServiceError::NotFound)));
    back(scan.digest.clone(), "传错了", 2).await.unwrap();
    assert!(matches!(back(scan.digest.clone(), "传错了", 3).await, Err(ServiceError::NotFound)));
    assert!(matches!(read(school.clone(), scan.digest.clone()).await, Err(ServiceError::NotFound)));
    let view = school.cooperation_record(&holder, Kind::EnterpriseAgreement, 1).await.unwrap();
    assert_eq!(view.story[0].because.as_deref(), Some("传错了"));
    assert_eq!((view.papers.len(), view.papers.iter().filter(|paper| paper.stands()).count()), (2, 1));
    let counts = school.cooperation_paper_counts(&RecordFilter::default()).await.unwrap();
    assert_eq!(counts.get(&record), Some(&1));
    assert_eq!(findings(&office).await, [""; 0]);

    // A row that says otherwise than the journal, and one that no entry names.
    let mut forged = papers(&office).await.remove(0);
    forged.digest = "f".repeat(64);
    forged.sealed = "x".to_owned();
    let undo =
        Change::CooperationPaperTakenBack { record: record.clone(), digest: scan.digest.clone(), at: 9 };
    let changes = vec![Change::CooperationPaper(Box::new(forged)), undo];
    office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
    assert_eq!(findings(&office).await, [record.as_str(), record.as_str()]);
}

#[tokio::test]
async fn sqlite() {
    a_file_is_given_in_read_and_taken_back("sqlite").await;
}

#[tokio::test]
async fn postgres() {
    a_file_is_given_in_read_and_taken_back("postgres").await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_by_name_and_nothing_is_kept() {
    let (office, _filled, holder, _) = agreement("sqlite").await;
    let large = vec![b'%'; FILE_MOST + 1];
    let many = vec![file("a.pdf", SCAN); FILES_MOST + 1];
    let some = [file("a.pdf", SCAN), file("b.exe", b"MZ"), file("c.pdf", b""), file("d.pdf", &large)];
    for (files, expected) in [
        (&[][..], &["cooperation-wrong-no-file"][..]),
        (&many, &["request-files-too-many"]),
        (&some, &["evidence-kind", "evidence-empty", "evidence-too-large"]),
    ] {
        assert_eq!(no(office.add_record_files(&holder, 1, WHICH, files, 1, "甲").await), expected);
    }
    let stale = office.add_record_files(&holder, 1, WHICH, &some[..1], 0, "甲").await;
    assert_eq!(no(stale), ["conflict-cooperation-changed"]);
    office.take_record_back(&holder, 1, WHICH, "重复", 1, "甲").await.unwrap();
    let gone = office.add_record_files(&holder, 1, WHICH, &some[..1], 2, "甲").await;
    assert_eq!(no(gone), ["conflict-cooperation-changed"]);
    assert_eq!(papers(&office).await, []);
}
