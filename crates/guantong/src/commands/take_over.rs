//! `guantong take-over template`, `check` and `confirm`: students from before the office began.

use crate::cli::{TakeOverCheckArgs, TakeOverConfirmArgs, TakeOverDo, TakeOverTemplateArgs};
use crate::data::Data;
use crate::language::say;
use anyhow::{Context, Result};
use guantong_model::Message;
use guantong_registry::take_over::kept_against;
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::take_over::{LineState, TakeOverChecked};
use guantong_wording::Locale;
use std::path::Path;
use std::process::ExitCode;

/// What was given is wrong; nothing was written.
const BAD_INPUT: u8 = 2;
/// Lines cannot be taken as they are, or somebody was first; nothing was written.
const OPEN: u8 = 1;

pub(crate) async fn run(command: TakeOverDo) -> Result<ExitCode> {
    match command {
        TakeOverDo::Template(args) => template(args).await,
        TakeOverDo::Check(args) => check(args).await,
        TakeOverDo::Confirm(args) => confirm(args).await,
    }
}

async fn template(args: TakeOverTemplateArgs) -> Result<ExitCode> {
    let data = Data::open(&args.data.data, Action::TakeOver).await?;
    let bytes = data.office.take_over_template(&say);
    data.close().await;
    write(&args.out, &bytes?)?;
    Ok(ExitCode::SUCCESS)
}

async fn check(args: TakeOverCheckArgs) -> Result<ExitCode> {
    let Some((name, bytes)) = read(&args.file) else { return Ok(ExitCode::from(BAD_INPUT)) };
    let data = Data::open(&args.data.data, Action::TakeOver).await?;
    let checked = data.office.check_take_over(&name, &bytes).await;
    let back = match (&checked, &args.out) {
        (Ok(checked), Some(_)) => Some(data.office.take_over_returned(checked, &say)?),
        _ => None,
    };
    data.close().await;
    let checked = match checked {
        Ok(checked) => checked,
        Err(error) => return refused(error),
    };
    told(&checked);
    if let (Some(out), Some(back)) = (&args.out, back) {
        write(out, &back)?;
    }
    Ok(if checked.clean() { ExitCode::SUCCESS } else { ExitCode::from(OPEN) })
}

async fn confirm(args: TakeOverConfirmArgs) -> Result<ExitCode> {
    let Some((name, bytes)) = read(&args.file) else { return Ok(ExitCode::from(BAD_INPUT)) };
    let data = Data::open(&args.data.data, Action::TakeOver).await?;
    let office = &data.office;
    let done = match office.upload_take_over(&name, &bytes, &data.by(&args.by)).await {
        Ok(found) => office.confirm_take_over(&found.digest, &args.checked, &data.by(&args.by)).await,
        Err(error) => Err(error),
    };
    data.close().await;
    match done {
        Ok(done) => {
            let message = Message::new("cli-take-over-done").with("students", done.students.len());
            crate::out(&say(&message.with("kept", done.kept)));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => refused(error),
    }
}

/// A file with its name; what stands in the way is said.
fn read(file: &Path) -> Option<(String, Vec<u8>)> {
    match std::fs::read(file) {
        Ok(bytes) => {
            let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            Some((name, bytes))
        }
        Err(error) => {
            let message = Message::new("cli-file-unreadable")
                .with("file", file.display().to_string())
                .with("cause", error.to_string());
            crate::err(&say(&message));
            None
        }
    }
}

fn write(out: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(out, bytes).with_context(|| out.display().to_string())?;
    crate::out(&say(&Message::new("cli-take-over-written").with("file", out.display().to_string())));
    Ok(())
}

/// What was found, line by line where there is something to say.
fn told(checked: &TakeOverChecked) {
    for line in &checked.lines {
        let about = |id: &str| {
            let message = Message::new(id).with("row", line.row).with("name", line.name.as_str());
            message.with("number", line.number.as_str())
        };
        for (at, message) in &line.wrong {
            let place = about("cli-take-over-faulty").with("cell", at.to_string());
            crate::out(&format!("{}{}", say(&place), say(message)));
        }
        for (_, decision) in &line.kept {
            let why = kept_against(decision).map(|why| after(&say(&why))).unwrap_or_default();
            crate::out(&format!("{}{}{why}", say(&about("cli-take-over-kept")), say(&decision.message())));
        }
    }
    for (at, message) in &checked.programmes_wrong {
        let place = Message::new("cli-take-over-programme").with("cell", at.to_string());
        crate::out(&format!("{}{}", say(&place), say(message)));
    }
    if let Some(before) = &checked.before {
        let message = Message::new("cli-take-over-before").with("by", before.taken_by.as_str());
        crate::out(&say(&message.with("students", before.students)));
    }
    let sum = Message::new("cli-take-over-sum")
        .with("lines", checked.lines.len())
        .with("taken", checked.count(LineState::Taken))
        .with("kept", checked.count(LineState::Kept))
        .with("faulty", checked.count(LineState::Faulty));
    crate::out(&say(&sum));
    if checked.clean() {
        crate::out(&say(&Message::new("cli-take-over-checked").with("checked", checked.checked.as_str())));
    }
}

/// A sentence that follows another.
fn after(sentence: &str) -> String {
    match crate::language::locale() {
        Locale::ZhCn => sentence.to_owned(),
        Locale::En => format!(" {sentence}"),
    }
}

fn refused(error: ServiceError) -> Result<ExitCode> {
    match error {
        ServiceError::BadInput(messages) => {
            messages.iter().for_each(|message| crate::err(&say(message)));
            Ok(ExitCode::from(BAD_INPUT))
        }
        ServiceError::Conflict(conflict) => {
            crate::err(&say(&conflict.message));
            Ok(ExitCode::from(OPEN))
        }
        other => crate::demo::worded(Err(other)),
    }
}
