//! `guantong evidence`: carries files of requests from one place to another, and sweeps what no request knows.

use crate::cli::{DataArgs, EvidenceDo, EvidenceMoveArgs};
use crate::data::Data;
use crate::evidence;
use crate::language::{say, words};
use anyhow::{Context, Result, bail};
use guantong_model::Message;
use guantong_store::ORPHAN_AFTER;
use std::process::ExitCode;

/// Carries or sweeps.
pub(crate) async fn run(command: EvidenceDo) -> Result<ExitCode> {
    match command {
        EvidenceDo::Move(args) => carry(args).await,
        EvidenceDo::Sweep(args) => sweep(args).await,
    }
}

/// Carries every file to another place. Broken off, it goes on when it is asked again.
async fn carry(args: EvidenceMoveArgs) -> Result<ExitCode> {
    let data = Data::open_whole(&args.data.data).await?;
    let to = evidence::named(&args.to, &args.data.data)?;
    if let Some(shelf) = &to {
        shelf.reach().await?;
    }
    let moved = data.database.move_files(to.as_ref()).await;
    data.close().await;
    let moved = moved.with_context(|| args.to.clone())?;
    let done = Message::new("cli-evidence-moved")
        .with("moved", i64::try_from(moved.moved).unwrap_or(i64::MAX))
        .with("there", i64::try_from(moved.there).unwrap_or(i64::MAX))
        .with("to", args.to.as_str());
    crate::out(&say(&done));
    Ok(ExitCode::SUCCESS)
}

/// Takes away what was put on the shelf more than a day ago and no request knows.
async fn sweep(args: DataArgs) -> Result<ExitCode> {
    let data = Data::open_whole(&args.data).await?;
    if data.database.shelf().is_none() {
        data.close().await;
        bail!(words("cli-evidence-no-shelf"));
    }
    let swept = data.database.sweep_shelf(data.office.clock().now() - ORPHAN_AFTER).await;
    data.close().await;
    let swept = Message::new("cli-evidence-swept").with("swept", swept?);
    crate::out(&say(&swept));
    Ok(ExitCode::SUCCESS)
}
