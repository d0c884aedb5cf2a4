//! `guantong doctor`: how an office is, and what can be done where something is not good.

use crate::cli::DoctorArgs;
use crate::data::Data;
use crate::health;
use crate::language::{say, words};
use anyhow::Result;
use std::process::ExitCode;

/// Looks at everything; fails where something is not good.
pub(crate) async fn run(args: DoctorArgs) -> Result<ExitCode> {
    let data = Data::open_whole(&args.data.data).await?;
    let looked = health::all(&data, &args.data.data, args.backups.as_deref()).await;
    data.close().await;
    let looked = looked?;
    let good = looked.iter().all(|one| one.found.is_none());
    if args.json {
        let one = |one: &health::Looked| serde_json::json!({"check": one.check, "found": one.found});
        let all = serde_json::json!({"good": good, "checks": looked.iter().map(one).collect::<Vec<_>>()});
        crate::out(&serde_json::to_string_pretty(&all)?);
    } else {
        looked.iter().for_each(|one| crate::out(&say(&one.line())));
        if args.backups.is_none() {
            crate::out(&words("cli-doctor-no-backups"));
        }
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
