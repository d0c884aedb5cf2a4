//! `guantong state` and `move`: what an office holds, and the same elsewhere.

use crate::cli::{MoveArgs, StateDo};
use crate::data::{self, Data};
use crate::evidence;
use crate::language::{say, say_with};
use anyhow::{Context, Result, bail};
use guantong_model::Message;
use guantong_store::{Database, MoveError, Place, StateDigest};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Says what an office holds.
pub(crate) async fn run(command: StateDo) -> Result<ExitCode> {
    let StateDo::Digest(args) = command;
    let data = Data::open_whole(&args.data.data).await?;
    let digest = data.database.digest().await?;
    if args.json {
        crate::out(&serde_json::to_string_pretty(&as_json(&digest))?);
    } else {
        let words = Message::new("cli-state-digest")
            .with("digest", digest.to_string())
            .with("record", digest.record.to_string())
            .with("access", digest.access.to_string());
        crate::out(&say(&words));
    }
    data.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The digest with that of each table.
pub(crate) fn as_json(digest: &StateDigest) -> serde_json::Value {
    let table = |one: &guantong_store::TableDigest| serde_json::json!({"table": one.table, "rows": one.rows, "digest": one.digest.to_string()});
    serde_json::json!({
        "digest": digest.to_string(),
        "record": digest.record.to_string(),
        "access": digest.access.to_string(),
        "tables": digest.tables.iter().map(table).collect::<Vec<_>>(),
    })
}

/// Copies a whole office into an empty database; the one it came from stays as it is.
pub(crate) async fn move_to(args: MoveArgs) -> Result<ExitCode> {
    let data = Data::open_whole(&args.data.data).await?;
    let (place, directory) = place_of(&args.to);
    if let Some(directory) = &directory {
        std::fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
        data::copy_keys(&args.data.data, directory)?;
    }
    // A server's data directory is the one that is there.
    let shelf = evidence::shelf(directory.as_deref().unwrap_or(&args.data.data), &place)?;
    let to = data::opened(&place, Database::create(&place).await)?.with_shelf(shelf);
    let moved = data.database.copy_to(&to).await;
    to.close().await;
    data.close().await;
    let digest = match moved {
        Err(MoveError::NotEmpty) => bail!(say_with("cli-move-not-empty", "place", &place.to_string())),
        moved => moved.with_context(|| place.to_string())?,
    };
    let words = Message::new("cli-moved").with("place", place.to_string()).with("digest", digest.to_string());
    crate::out(&say(&words));
    Ok(ExitCode::SUCCESS)
}

/// A server, or a data directory with the database in it.
fn place_of(words: &str) -> (Place, Option<PathBuf>) {
    if words.starts_with("postgres://") || words.starts_with("postgresql://") {
        return (Place::Server { address: words.to_owned(), replica: None }, None);
    }
    let directory = Path::new(words);
    (Place::File(data::file(directory)), Some(directory.to_owned()))
}
