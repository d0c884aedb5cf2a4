//! A packed folder: its files by name, and everything that is refused before anything of it is taken.

use crate::made::archive;
use guantong_documents::{FolderError, FolderLimits, is_packed, read_folder};

const LIMITS: FolderLimits = FolderLimits { files: 5, file_bytes: 1_000, bytes: 2_500 };

fn read(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, FolderError> {
    read_folder(bytes, &LIMITS)
}

/// The archive with another inflated size declared of its only file, which has `size` bytes.
fn declaring(mut bytes: Vec<u8>, size: u32, declared: u32) -> Vec<u8> {
    let (size, declared) = (size.to_le_bytes(), declared.to_le_bytes());
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 2, "once before the file, once in the directory");
    for at in places {
        bytes[at..at + 4].copy_from_slice(&declared);
    }
    bytes
}

#[test]
fn files_come_by_name_without_what_is_hidden() {
    let packed = archive(&[
        ("edition/", b""),
        ("edition/a.toml", b"a = 1"),
        ("edition\\b.csv", b"b"),
        ("__MACOSX/edition/._a.toml", b"x"),
        ("edition/.DS_Store", b"x"),
    ]);
    assert!(is_packed(&packed) && !is_packed(b"a = 1") && !is_packed(b""));
    let files = read(&packed).unwrap();
    assert_eq!(
        files,
        [("edition/a.toml".to_owned(), b"a = 1".to_vec()), ("edition/b.csv".to_owned(), b"b".to_vec())]
    );
    assert_eq!(read(&archive(&[])), Ok(Vec::new()));
}

#[test]
fn a_name_that_leads_out_is_refused() {
    for name in ["../a.toml", "a/../../b.toml", "/etc/a.toml", "..\\a.toml", "C:\\a.toml"] {
        let refused = read(&archive(&[(name, b"a = 1")]));
        assert_eq!(refused, Err(FolderError::Outside { name: name.replace('\\', "/") }), "{name}");
    }
}

#[test]
fn too_many_files_are_refused() {
    let names: Vec<String> = (0..6).map(|n| format!("{n}.toml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"a".as_slice())).collect();
    assert_eq!(read(&archive(&parts)), Err(FolderError::TooManyFiles { files: 6, most: 5 }));
    assert_eq!(read(&archive(&parts[..5])).unwrap().len(), 5);
}

#[test]
fn a_file_is_refused_by_what_it_declares_and_by_what_it_is() {
    let large = || Err(FolderError::FileTooLarge { name: "a.toml".to_owned(), most: 1_000 });
    let bomb = archive(&[("a.toml", &[b'a'; 123_457])]);
    assert!(bomb.len() < 1_000, "it packs well: {}", bomb.len());
    assert_eq!(read(&bomb), large(), "as it declares");
    assert_eq!(read(&declaring(bomb, 123_457, 10)), Err(FolderError::Damaged), "it is not what it declares");
    let small = archive(&[("a.toml", &[b'a'; 777])]);
    assert_eq!(read(&small).unwrap()[0].1.len(), 777);
    assert_eq!(read(&declaring(small, 777, 5_000)), large(), "it says so itself");
}

#[test]
fn all_files_together_are_held_under_a_limit() {
    let parts = ["a", "b", "c"].map(|name| (name, [b'a'; 900]));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    assert_eq!(read(&archive(&parts)), Err(FolderError::TooLarge { name: "c".to_owned(), most: 2_500 }));
}

#[test]
fn what_is_cut_off_or_no_archive_is_damaged() {
    let whole = archive(&[("a.toml", b"a = 1")]);
    for bytes in [&whole[..whole.len() / 2], b"PK\x03\x04", b"a = 1", b""] {
        assert_eq!(read(bytes), Err(FolderError::Damaged));
    }
}
