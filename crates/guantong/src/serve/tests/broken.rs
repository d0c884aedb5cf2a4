//! The end of a server whose disk did not confirm what was written.

use crate::data::Data;
use crate::serve::{Beside, Front, listen_here, serve};
use guantong_faults::{Act, Disk, Failing, How};
use guantong_service::ServiceError;
use guantong_service::error::Trouble;

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_fails_ends_the_server_with_an_error() {
    let folder = std::env::temp_dir().join(format!("guantong-broken-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let disk = Disk::below(&folder).unwrap();
    let data = Data::create(&folder).await.unwrap();
    let listener = listen_here("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let served = data.clone();
    let serving = tokio::spawn(async move {
        serve(listener, Front::here(), &served, Beside::default(), None)
            .await
            .map_err(|error| error.to_string())
    });
    disk.fail(Failing::once(Act::Sync, 1, How::Broken).on("-wal"));
    let told = data.office.first_run_code().await;
    assert!(matches!(&told, Err(ServiceError::Fault(fault)) if fault.trouble == Trouble::Unsure), "{told:?}");
    let ended = serving.await.unwrap().unwrap_err();
    assert_eq!(ended, crate::language::words("cli-serve-broken"));
    data.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
}
