//! `guantong batch`: a class at once, from the command line: opened, looked at, given a sheet, signed.

use crate::cli::{BatchDo, BatchOpenArgs};
use crate::data::Data;
use crate::language::{locale, say, say_with};
use anyhow::{Context, Result};
use guantong_model::{Date, Fact, Message, ProgrammeId, Stage};
use guantong_service::access::Action;
use guantong_service::batch::{BatchKind, BatchRow, BatchState, NewBatch, Preview};
use guantong_service::{Office, ServiceError};
use guantong_wording::word;
use std::process::ExitCode;

/// What was given is wrong; nothing was written.
const BAD_INPUT: u8 = 2;
/// Somebody was first, or what was seen is no longer so; nothing was written.
const CONFLICT: u8 = 1;

pub(crate) async fn run(command: BatchDo) -> Result<ExitCode> {
    let data = Data::open(&command.data().data, Action::BatchSign).await?;
    let done = answer(&data, command).await;
    data.close().await;
    match done? {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(ServiceError::BadInput(messages)) => {
            messages.iter().for_each(|message| crate::err(&say(message)));
            Ok(ExitCode::from(BAD_INPUT))
        }
        Err(ServiceError::Conflict(conflict)) => {
            crate::err(&say(&conflict.message));
            Ok(ExitCode::from(CONFLICT))
        }
        Err(ServiceError::NotFound) => {
            crate::err(&say(&Message::new("cli-batch-none")));
            Ok(ExitCode::from(BAD_INPUT))
        }
        Err(other) => Err(other.into()),
    }
}

async fn answer(data: &Data, command: BatchDo) -> Result<Result<(), ServiceError>> {
    let office = &data.office;
    Ok(match command {
        BatchDo::List(_) => list(office).await,
        BatchDo::Open(args) => {
            let by = data.by(&args.by);
            open(office, args, &by).await
        }
        BatchDo::Show(args) => show(office, &args.id).await,
        BatchDo::Sheet(args) => match sheet(office, &args.id).await {
            Ok(bytes) => {
                std::fs::write(&args.out, bytes).with_context(|| args.out.display().to_string())?;
                crate::out(&say_with("cli-batch-sheet-written", "file", &args.out.display().to_string()));
                Ok(())
            }
            Err(error) => Err(error),
        },
        BatchDo::Give(args) => {
            let bytes = std::fs::read(&args.file).with_context(|| args.file.display().to_string())?;
            let name =
                args.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            give(office, &args.id, &name, &bytes, &data.by(&args.by)).await
        }
        BatchDo::Sign(args) => {
            sign(office, &args.id, &args.institution, &args.digest, &data.by(&args.by)).await
        }
        BatchDo::Cancel(args) => cancel(office, &args.id, &data.by(&args.by)).await,
    })
}

async fn open(office: &Office, args: BatchOpenArgs, by: &str) -> Result<(), ServiceError> {
    let on: Date = args.on.parse().map_err(|_| bad("batches-on-wrong", &args.on))?;
    let new = NewBatch {
        kind: BatchKind::parse(&args.kind).unwrap_or(BatchKind::Register),
        institution: args.institution,
        partner: args.partner,
        cohort: args.cohort,
        stage: Stage::parse(&args.stage).unwrap_or(Stage::Secondary),
        programme: args.programme.map(ProgrammeId),
        on,
    };
    let row = office.open_batch(new, by).await?;
    crate::out(&row.id);
    Ok(())
}

fn bad(id: &str, given: &str) -> ServiceError {
    ServiceError::BadInput(vec![Message::new(id).with("given", given)])
}

async fn found(office: &Office, id: &str) -> Result<BatchRow, ServiceError> {
    office.batch(id).await?.ok_or(ServiceError::NotFound)
}

async fn list(office: &Office) -> Result<(), ServiceError> {
    for row in office.batches().await? {
        crate::out(&head(&row));
    }
    Ok(())
}

/// A batch in one line.
fn head(row: &BatchRow) -> String {
    let message = Message::new("cli-batch-line")
        .with("batch", row.id.as_str())
        .with("kind", Fact::Word(format!("batch.{}", row.kind)))
        .with("institution", row.institution.as_str())
        .with("cohort", row.cohort)
        .with("stage", Fact::Word(format!("stage.{}", row.stage)))
        .with("on", row.on)
        .with("state", Fact::Word(format!("batch-state.{}", row.state)));
    say(&message)
}

async fn show(office: &Office, id: &str) -> Result<(), ServiceError> {
    let row = found(office, id).await?;
    crate::out(&head(&row));
    match row.state {
        BatchState::Open => preview(&row, &office.preview_batch(&row).await?),
        BatchState::Closed => {
            if let Some(closed) = &row.closed {
                let message = Message::new("cli-batch-closed").with("moved", closed.moved);
                crate::out(&say(&message.with("held", closed.held).with("digest", closed.digest.as_str())));
            }
        }
        BatchState::Cancelled => {}
    }
    Ok(())
}

fn preview(row: &BatchRow, preview: &Preview) {
    for mistake in preview.mistakes() {
        let message = say(&mistake.message);
        let line = Message::new("batch-sheet-at").with("at", mistake.at.to_string());
        crate::err(&say(&line.with("message", message)));
    }
    for line in preview.lines.iter().filter(|line| !line.moves()) {
        let why = match (line.decision(), &line.asked) {
            (Some(decision), _) => say(&decision.message()),
            (None, Err(why)) => word(locale(), &format!("batch-why.{why}")),
            (None, Ok(_)) => String::new(),
        };
        let message = Message::new("cli-batch-held").with("student", line.student.id.as_str());
        crate::out(&say(&message.with("name", line.student.name.as_str()).with("why", why)));
    }
    let message = Message::new("cli-batch-preview")
        .with("moved", preview.moved())
        .with("held", preview.held())
        .with("digest", preview.digest.as_str());
    crate::out(&say(&message));
    for party in &preview.parties {
        let signed = row.signatures.iter().any(|s| s.institution == *party && s.digest == preview.digest);
        let id = if signed { "cli-batch-party-signed" } else { "cli-batch-party" };
        crate::out(&say_with(id, "institution", party));
    }
}

async fn sheet(office: &Office, id: &str) -> Result<Vec<u8>, ServiceError> {
    let row = found(office, id).await?;
    let preview = office.preview_batch(&row).await?;
    office.batch_template(&row, &preview).await
}

async fn give(office: &Office, id: &str, name: &str, bytes: &[u8], by: &str) -> Result<(), ServiceError> {
    let row = found(office, id).await?;
    let row = office.give_sheet(id, row.version, name, bytes, by).await?;
    preview(&row, &office.preview_batch(&row).await?);
    Ok(())
}

async fn sign(
    office: &Office,
    id: &str,
    institution: &str,
    digest: &str,
    by: &str,
) -> Result<(), ServiceError> {
    let row = found(office, id).await?;
    let row = office.sign_batch(id, row.version, institution, digest, by).await?;
    match &row.closed {
        Some(closed) => {
            let message = Message::new("cli-batch-closed").with("moved", closed.moved);
            crate::out(&say(&message.with("held", closed.held).with("digest", closed.digest.as_str())));
        }
        None => crate::out(&say_with("cli-batch-party-signed", "institution", institution)),
    }
    Ok(())
}

async fn cancel(office: &Office, id: &str, by: &str) -> Result<(), ServiceError> {
    let row = found(office, id).await?;
    let row = office.cancel_batch(id, row.version, by).await?;
    crate::out(&head(&row));
    Ok(())
}
