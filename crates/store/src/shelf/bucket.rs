//! A bucket of a service that speaks S3. An object that was put is durable when the service says so.

use super::{Shelf, ShelfError, Shelved, is_name};
use async_trait::async_trait;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::list::{PaginatedListOptions, PaginatedListStore};
use object_store::path::Path;
use object_store::{
    BackoffConfig, ClientOptions, Error, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
};
use std::fmt;
use std::time::Duration;

/// Where a bucket is, and with which keys it is asked.
#[derive(Clone)]
pub struct BucketAt {
    /// The bucket.
    pub bucket: String,
    /// What the names of objects begin with; empty for nothing.
    pub prefix: String,
    /// The address of the service; of the provider the protocol comes from, where there is none.
    pub endpoint: Option<String>,
    /// The region that is signed for.
    pub region: String,
    /// The key's name.
    pub key: String,
    /// The key's secret.
    pub secret: String,
}

impl fmt::Debug for BucketAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BucketAt").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

/// A shelf that is a bucket, or what in it begins with a prefix.
#[derive(Debug)]
pub struct Bucket {
    store: AmazonS3,
    prefix: Path,
    shown: String,
}

impl Bucket {
    /// The shelf in a bucket; it is not asked yet.
    ///
    /// # Errors
    /// [`ShelfError`] where what is said of it cannot be.
    pub fn new(at: &BucketAt) -> Result<Self, ShelfError> {
        let prefix = Path::from(at.prefix.as_str());
        let shown = format!("s3://{}/{prefix}", at.bucket);
        let plain = at.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        let client = ClientOptions::new()
            .with_allow_http(plain)
            .with_connect_timeout(Duration::from_secs(5))
            .with_timeout(Duration::from_secs(30));
        // Somebody waits for the page: what does not answer soon is told.
        let backoff = BackoffConfig { init_backoff: Duration::from_millis(100), ..Default::default() };
        let retry = RetryConfig { backoff, max_retries: 2, retry_timeout: Duration::from_secs(20) };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&at.bucket)
            .with_region(&at.region)
            .with_access_key_id(&at.key)
            .with_secret_access_key(&at.secret)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &at.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let store = builder.build().map_err(|error| ShelfError::of(&shown, error))?;
        Ok(Bucket { store, prefix, shown })
    }

    fn place(&self, name: &str) -> Path {
        self.prefix.clone().join(name)
    }

    fn said(&self, error: Error) -> ShelfError {
        ShelfError::of(self, error)
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

#[async_trait]
impl Shelf for Bucket {
    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        let put = self.store.put(&self.place(name), PutPayload::from(bytes.to_vec())).await;
        put.map(drop).map_err(|error| self.said(error))
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        let got = match self.store.get(&self.place(name)).await {
            Ok(got) => got.bytes().await,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => Err(error),
        };
        got.map(|bytes| Some(bytes.to_vec())).map_err(|error| self.said(error))
    }

    async fn list(&self) -> Result<Vec<Shelved>, ShelfError> {
        // What lies deeper is another's.
        let all = self.store.list_with_delimiter(Some(&self.prefix)).await;
        let ours = all.map_err(|error| self.said(error))?.objects.into_iter().filter_map(|one| {
            let name = one.location.filename().filter(|name| is_name(name))?.to_owned();
            Some(Shelved { name, put_at: one.last_modified.timestamp_micros() })
        });
        let mut found: Vec<Shelved> = ours.collect();
        found.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }

    async fn remove(&self, name: &str) -> Result<(), ShelfError> {
        match self.store.delete(&self.place(name)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.said(error)),
        }
    }

    async fn reach(&self) -> Result<(), ShelfError> {
        // The list needs the address, the bucket and the keys; an object that is not there needs no bucket.
        // Nothing begins so: it is a short one.
        let nothing = self.place(".reach");
        let listed = self.store.list_paginated(Some(nothing.as_ref()), PaginatedListOptions::default()).await;
        listed.map(drop).map_err(|error| self.said(error))
    }
}
