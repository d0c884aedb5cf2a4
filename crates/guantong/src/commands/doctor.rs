//! `guantong doctor`: how an office is, and what can be done where something is not good.

use crate::cli::DoctorArgs;
use crate::data::{self, Data};
use crate::health::{self, Looked, Supposed};
use crate::language::{say, words};
use crate::real::SystemClock;
use anyhow::{Result, bail};
use guantong_service::ports::Clock;
use guantong_store::{Database, Place};
use std::path::Path;
use std::process::ExitCode;

/// Looks at everything; fails where something is not good.
pub(crate) async fn run(args: DoctorArgs) -> Result<ExitCode> {
    let directory = &args.data.data;
    let supposed = Supposed::of(&args.suppose)?;
    let (edition, backups) = (args.edition.as_deref(), args.backups.as_deref());
    let mut looked = health::around(directory, &supposed, edition, backups, SystemClock.now()).await?;
    looked.extend(office(directory).await?);
    let good = looked.iter().all(|one| one.found.is_none());
    if args.json {
        let one =
            |one: &Looked| serde_json::json!({"check": one.check, "found": one.found, "way": one.way()});
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

/// The office itself. Whoever looks changes nothing: a schema that is not this program's is told and left as it is, and
/// a database that cannot be opened is something that was found.
async fn office(directory: &Path) -> Result<Vec<Looked>> {
    let place = data::place(directory);
    let versions = match Database::peek(&place).await {
        Ok(Some(versions)) => versions,
        Ok(None) => {
            let place = match &place {
                Place::File(_) => directory.display().to_string(),
                Place::Server { .. } => place.to_string(),
            };
            bail!(crate::language::say_with("cli-no-office", "directory", &place));
        }
        Err(error) => return Ok(vec![health::unopened("database", error.to_string())]),
    };
    if versions.schema != versions.known {
        return Ok(vec![health::schema(versions)]);
    }
    let data = match Data::open_whole(directory).await {
        Ok(data) => data,
        Err(error) => return Ok(vec![health::unopened("database", format!("{error:#}"))]),
    };
    let looked = health::within(&data).await;
    data.close().await;
    looked
}
