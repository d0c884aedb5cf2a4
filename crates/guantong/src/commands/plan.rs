//! `guantong plan import` and `export`.

use crate::cli::{PlanDo, PlanExportArgs, PlanImportArgs};
use crate::data::{self, Data};
use crate::language::{say, say_with};
use anyhow::{Context, Result};
use guantong_model::Message;
use guantong_programme::plan::{Answers, Reconciliation, answers_template};
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::plan::{read_answers, reconcile_table};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// What was given is wrong; nothing was written.
const BAD_INPUT: u8 = 2;
/// Findings are open: the plan was not set.
const OPEN: u8 = 1;

pub(crate) async fn run(command: PlanDo) -> Result<ExitCode> {
    match command {
        PlanDo::Import(args) => import(args).await,
        PlanDo::Export(args) => export(args).await,
    }
}

async fn import(args: PlanImportArgs) -> Result<ExitCode> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        let message = Message::new("cli-file-unreadable")
            .with("file", path.display().to_string())
            .with("cause", error.to_string());
        crate::err(&say(&message));
        Ok(ExitCode::from(BAD_INPUT))
    };
    let bytes = match std::fs::read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => return unreadable(&args.file, &error),
    };
    let answers = match &args.answers {
        None => String::new(),
        Some(path) => match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => return unreadable(path, &error),
        },
    };
    let given = if answers.is_empty() { Ok(Answers::none()) } else { read_answers(&answers) };
    let edition = data::builtin()?;
    let reconciliation = match given.and_then(|given| reconcile_table(&edition, args.year, &bytes, &given)) {
        Ok(reconciliation) => reconciliation,
        Err(error) => return refused(error),
    };
    report(&reconciliation);
    if let Some(path) = &args.write_answers {
        std::fs::write(path, answers_template(&reconciliation, say))
            .with_context(|| path.display().to_string())?;
        crate::out(&say_with("cli-plan-answers-written", "file", &path.display().to_string()));
    }
    let Ok(plan) = reconciliation.plan() else {
        crate::err(&say(&Message::new("cli-plan-open").with("open", reconciliation.open().count())));
        return Ok(ExitCode::from(OPEN));
    };
    let figures = |id: &str| {
        let message = Message::new(id).with("year", args.year).with("places", plan.places);
        say(&message.with("programmes", plan.programmes.len()))
    };
    // Without an office the table can still be checked: the edition is in the program.
    if args.check || !data::there(&args.data.data).await? {
        crate::out(&figures("cli-plan-checked"));
        if !args.check {
            crate::out(&say_with("cli-plan-no-office", "directory", &args.data.data.display().to_string()));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let name = args.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let data = Data::open(&args.data.data, Action::PlanSet).await?;
    let set = data.office.import_plan(args.year, &name, &bytes, &answers, &data.by(&args.by)).await;
    data.close().await;
    match set {
        Ok(set) if set.changes == 0 => crate::out(&figures("cli-plan-unchanged")),
        Ok(_) => crate::out(&figures("cli-plan-set")),
        Err(error) => return refused(error),
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(error: ServiceError) -> Result<ExitCode> {
    match error {
        ServiceError::BadInput(messages) => {
            messages.iter().for_each(|message| crate::err(&say(message)));
            Ok(ExitCode::from(BAD_INPUT))
        }
        other => crate::demo::worded(Err(other)),
    }
}

/// Every finding with its state, its sum where there is one, and its id, by which answers name it.
fn report(reconciliation: &Reconciliation) {
    for finding in &reconciliation.findings {
        let state = guantong_wording::word(
            crate::language::locale(),
            &format!("plan-state.{}", finding.state.as_str()),
        );
        crate::out(&format!("[{state}] {}  {}", finding.id, say(&finding.kind.label())));
        crate::out(&format!("    {}", say(&finding.subject)));
        crate::out(&format!("    {}", say(&finding.reading)));
        if let Some(working) = &finding.working {
            let parts: Vec<String> = working.parts.iter().map(|part| part.places.to_string()).collect();
            crate::out(&format!(
                "    {} − ({}) = {}",
                working.minuend,
                parts.join(" + "),
                working.difference
            ));
        }
        if let Some(refusal) = &finding.refusal {
            crate::out(&format!("    {}", say(&refusal.message)));
        }
    }
}

async fn export(args: PlanExportArgs) -> Result<ExitCode> {
    let data = Data::open(&args.data.data, Action::PlanSet).await?;
    let directory = args.data.data.display().to_string();
    let ending =
        args.out.as_deref().map(|path| path.extension().and_then(|e| e.to_str()).unwrap_or_default());
    let bytes = match ending {
        None | Some("csv") => crate::demo::worded(data.office.plan_list(args.year).await)?,
        Some("xlsx") => {
            let title = say(&Message::new("plan-export-title").with("year", args.year));
            crate::demo::worded(data.office.plan_workbook(args.year, &title).await)?
        }
        Some(_) => {
            let out = args.out.as_deref().unwrap_or(Path::new("")).display().to_string();
            crate::err(&say_with("cli-plan-export-ending", "file", &out));
            return Ok(ExitCode::from(BAD_INPUT));
        }
    };
    data.close().await;
    let Some(bytes) = bytes else {
        crate::err(&say(&Message::new("cli-plan-none").with("directory", directory).with("year", args.year)));
        return Ok(ExitCode::from(BAD_INPUT));
    };
    match &args.out {
        Some(path) => {
            std::fs::write(path, bytes).with_context(|| path.display().to_string())?;
            crate::out(&say_with("cli-plan-exported", "file", &path.display().to_string()));
        }
        None => std::io::stdout().write_all(&bytes).context("standard output")?,
    }
    Ok(ExitCode::SUCCESS)
}
