//! Shelves: every kind of them, each empty, and what every one of them must keep.

use async_trait::async_trait;
use guantong_store::{Folder, Shelf, ShelfError, Shelved};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::Notify;

/// A kind of place for files.
#[derive(Clone)]
pub struct Kind {
    pub name: &'static str,
    /// Nothing where they stand in the database.
    pub shelf: Option<Arc<dyn Shelf>>,
}

/// A folder that goes with its shelf.
#[derive(Debug)]
struct Gone(Folder, PathBuf);

impl Drop for Gone {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.1);
    }
}

impl fmt::Display for Gone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[async_trait]
impl Shelf for Gone {
    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        self.0.put(name, bytes).await
    }
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        self.0.get(name).await
    }
    async fn list(&self) -> Result<Vec<Shelved>, ShelfError> {
        self.0.list().await
    }
    async fn remove(&self, name: &str) -> Result<(), ShelfError> {
        self.0.remove(name).await
    }
    async fn reach(&self) -> Result<(), ShelfError> {
        self.0.reach().await
    }
}

fn number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("guantong-shelf-{name}-{}-{}", std::process::id(), number()))
}

/// An empty folder.
pub fn shelf(name: &str) -> Arc<dyn Shelf> {
    let folder = folder(name);
    Arc::new(Gone(Folder::new(folder.clone()), folder))
}

#[cfg(feature = "s3")]
fn at(prefix: &str) -> guantong_store::BucketAt {
    let endpoint = std::env::var("GUANTONG_TEST_S3")
        .expect("no service of S3 to try: run `cargo xtask test`, or name one in GUANTONG_TEST_S3");
    guantong_store::BucketAt {
        bucket: "guantong".to_owned(),
        prefix: prefix.to_owned(),
        endpoint: Some(endpoint),
        region: "us-east-1".to_owned(),
        key: "S3RVER".to_owned(),
        secret: "S3RVER".to_owned(),
    }
}

/// Every kind, each empty.
pub fn shelves() -> Vec<Kind> {
    #[allow(unused_mut, reason = "the last stands behind a feature")]
    let mut all =
        vec![Kind { name: "database", shelf: None }, Kind { name: "folder", shelf: Some(shelf("folder")) }];
    #[cfg(feature = "s3")]
    {
        let prefix = format!("{}/{}", std::process::id(), number());
        let bucket = guantong_store::Bucket::new(&at(&prefix)).unwrap();
        all.push(Kind { name: "bucket", shelf: Some(Arc::new(bucket)) });
    }
    all
}

/// A shelf that nobody can reach.
#[derive(Debug)]
pub struct Down;

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nowhere")
    }
}

fn down<T>() -> Result<T, ShelfError> {
    Err(ShelfError { shelf: "nowhere".to_owned(), cause: "connection refused".to_owned() })
}

#[async_trait]
impl Shelf for Down {
    async fn put(&self, _: &str, _: &[u8]) -> Result<(), ShelfError> {
        down()
    }
    async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        down()
    }
    async fn list(&self) -> Result<Vec<Shelved>, ShelfError> {
        down()
    }
    async fn remove(&self, _: &str) -> Result<(), ShelfError> {
        down()
    }
    async fn reach(&self) -> Result<(), ShelfError> {
        down()
    }
}

/// A shelf whose server dies when the first object was put: it says so and never comes back.
#[derive(Debug)]
pub struct Stopping(Arc<dyn Shelf>, Arc<Notify>);

impl Stopping {
    pub fn on(shelf: &Arc<dyn Shelf>) -> (Arc<dyn Shelf>, Arc<Notify>) {
        let stopped = Arc::new(Notify::new());
        (Arc::new(Stopping(Arc::clone(shelf), Arc::clone(&stopped))), stopped)
    }
}

impl fmt::Display for Stopping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[async_trait]
impl Shelf for Stopping {
    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        self.0.put(name, bytes).await?;
        self.1.notify_one();
        std::future::pending().await
    }
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        self.0.get(name).await
    }
    async fn list(&self) -> Result<Vec<Shelved>, ShelfError> {
        self.0.list().await
    }
    async fn remove(&self, name: &str) -> Result<(), ShelfError> {
        self.0.remove(name).await
    }
    async fn reach(&self) -> Result<(), ShelfError> {
        self.0.reach().await
    }
}

#[tokio::test]
async fn every_shelf_gives_back_what_was_put_lists_it_and_takes_it_away() {
    for Kind { name, shelf } in shelves() {
        let Some(shelf) = shelf else { continue };
        let (one, other) = ("0a".repeat(32), "0b".repeat(32));
        shelf.reach().await.unwrap();
        assert_eq!((shelf.list().await.unwrap(), shelf.get(&one).await.unwrap()), (vec![], None), "{name}");
        shelf.remove(&one).await.unwrap();
        shelf.put(&other, b"other").await.unwrap();
        shelf.put(&one, b"one").await.unwrap();
        shelf.put(&one, b"one").await.unwrap();
        let large = vec![7; 7 * 1024 * 1024];
        shelf.put(&other, &large).await.unwrap();
        assert_eq!(shelf.get(&one).await.unwrap().as_deref(), Some(&b"one"[..]), "{name}");
        assert!(shelf.get(&other).await.unwrap() == Some(large), "{name}");
        let listed = shelf.list().await.unwrap();
        let names: Vec<&str> = listed.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, [&one, &other], "{name}");
        assert!(listed.iter().all(|one| one.put_at > 1_700_000_000_000_000), "{name}: {listed:?}");
        // What is no digest is not ours.
        shelf.put("readme.txt", b"somebody's").await.unwrap();
        assert_eq!(shelf.list().await.unwrap().len(), 2, "{name}");
        shelf.remove(&one).await.unwrap();
        assert_eq!(shelf.get(&one).await.unwrap(), None, "{name}");
        shelf.reach().await.unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_is_its_owners_alone_and_holds_nothing_unfinished() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("private");
    let shelf = Folder::new(folder.clone());
    shelf.reach().await.unwrap();
    assert!(!folder.exists(), "who only looks makes nothing");
    let name = "0c".repeat(32);
    shelf.put(&name, b"one").await.unwrap();
    let mode = |path: &PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join(&name))), (0o700, 0o600));
    // Where something cannot be put whole, nothing is left of it.
    std::fs::create_dir(folder.join("0d".repeat(32))).unwrap();
    assert!(shelf.put(&"0d".repeat(32), b"two").await.is_err());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    assert!(shelf.reach().await.is_err() && shelf.put(&name, b"one").await.is_err());
    std::fs::remove_file(&folder).unwrap();
}

#[cfg(feature = "s3")]
#[tokio::test]
async fn a_bucket_that_is_not_there_or_does_not_know_the_keys_is_told_without_them() {
    let good = at("");
    let nowhere = Some("http://127.0.0.1:9".to_owned());
    for wrong in [
        guantong_store::BucketAt { bucket: "other".to_owned(), ..good.clone() },
        guantong_store::BucketAt {
            key: "UNKNOWN".to_owned(),
            secret: "wrong-secret".to_owned(),
            ..good.clone()
        },
        guantong_store::BucketAt { endpoint: nowhere, ..good.clone() },
    ] {
        let shelf = guantong_store::Bucket::new(&wrong).unwrap();
        let told = shelf.reach().await.unwrap_err().to_string();
        assert!(told.starts_with(&format!("s3://{}/", wrong.bucket)), "{told}");
        assert!(!told.contains("wrong-secret") && !format!("{wrong:?}").contains("wrong-secret"), "{told}");
        assert!(shelf.put(&"0e".repeat(32), b"one").await.is_err(), "{told}");
    }
}
