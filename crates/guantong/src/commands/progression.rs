//! `guantong progression file`, `list` and `show`: rules of progression assessments on file.

use crate::cli::{DataArgs, ProgressionDo, ProgressionFileArgs, ProgressionShowArgs};
use crate::data::Data;
use crate::language::{say, say_with};
use anyhow::Result;
use guantong_model::{Fact, Message};
use guantong_registry::{Component, Part, ProgressionRules, RulesIssuer};
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::progression::RulesFiled;
use guantong_service::rows::RulesOnFile;
use std::io::Write;
use std::process::ExitCode;

/// What was given is wrong; nothing was written.
const BAD_INPUT: u8 = 2;

pub(crate) async fn run(command: ProgressionDo) -> Result<ExitCode> {
    match command {
        ProgressionDo::File(args) => file(args).await,
        ProgressionDo::List(args) => list(args).await,
        ProgressionDo::Show(args) => show(args).await,
    }
}

async fn file(args: ProgressionFileArgs) -> Result<ExitCode> {
    let text = match std::fs::read_to_string(&args.file) {
        Ok(text) => text,
        Err(error) => {
            let message = Message::new("cli-file-unreadable")
                .with("file", args.file.display().to_string())
                .with("cause", error.to_string());
            crate::err(&say(&message));
            return Ok(ExitCode::from(BAD_INPUT));
        }
    };
    let name = args.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let data = Data::open(&args.data.data, Action::RulesFile).await?;
    let filed = if args.check {
        data.office.check_progression_rules(&name, &text).await
    } else {
        data.office.file_progression_rules(&name, &text, &data.by(&args.by)).await
    };
    data.close().await;
    match filed {
        Ok(RulesFiled { rules, changed, .. }) => {
            let done = match (changed, args.check) {
                (true, false) => Message::new("cli-progression-filed"),
                (true, true) => Message::new("cli-progression-checked"),
                (false, _) => Message::new("cli-progression-unchanged"),
            };
            crate::out(&say(&about(done, &rules)));
            Ok(ExitCode::SUCCESS)
        }
        Err(ServiceError::BadInput(messages)) => {
            messages.iter().for_each(|message| crate::err(&say(message)));
            Ok(ExitCode::from(BAD_INPUT))
        }
        Err(other) => crate::demo::worded(Err(other)),
    }
}

async fn list(args: DataArgs) -> Result<ExitCode> {
    let data = Data::open(&args.data, Action::RulesFile).await?;
    let on_file = data.office.progression_rules().await?;
    data.close().await;
    if on_file.is_empty() {
        crate::err(&say_with("cli-progression-none", "directory", &args.data.display().to_string()));
    }
    on_file.iter().for_each(|on_file| crate::out(&line(&on_file.rules)));
    Ok(ExitCode::SUCCESS)
}

async fn show(args: ProgressionShowArgs) -> Result<ExitCode> {
    let data = Data::open(&args.data.data, Action::RulesFile).await?;
    let issuer = RulesIssuer::of(&args.issuer);
    // The newest version comes first.
    let found = data.office.progression_rules().await?.into_iter().find(|on_file| {
        let rules = &on_file.rules;
        let version = args.version.is_none_or(|version| version == rules.version);
        rules.issuer == issuer && rules.year == args.year && version
    });
    let Some(found) = found else {
        data.close().await;
        let message = Message::new("cli-progression-not-found").with("issuer", args.issuer.as_str());
        crate::err(&say(&message.with("year", args.year)));
        return Ok(ExitCode::from(BAD_INPUT));
    };
    let bytes = if args.text { Some(data.office.progression_rules_file(&found).await?) } else { None };
    data.close().await;
    match bytes {
        Some(bytes) => std::io::stdout().write_all(&bytes)?,
        None => described(&found).iter().for_each(|line| crate::out(line)),
    }
    Ok(ExitCode::SUCCESS)
}

/// A message that names rules.
fn about(message: Message, rules: &ProgressionRules) -> Message {
    let composition = rules
        .composition()
        .map_or(Fact::List(Vec::new()), |composition| Fact::Word(format!("composition.{composition}")));
    message
        .with("issuer", rules.issuer.fact())
        .with("year", rules.year)
        .with("title", rules.title.as_str())
        .with("version", rules.version)
        .with("from", rules.from)
        .with("stage", Fact::Word(format!("stage.{}", rules.after)))
        .with("composition", composition)
        .with("pass_mark", rules.pass_mark)
}

fn line(rules: &ProgressionRules) -> String {
    say(&about(Message::new("cli-progression-line"), rules))
}

/// The rules, part by part, and where they came from.
fn described(on_file: &RulesOnFile) -> Vec<String> {
    let rules = &on_file.rules;
    let mut lines = vec![line(rules)];
    lines.extend(rules.components.iter().map(|component| format!("  {}", say(&part(component)))));
    let total = Message::new("cli-progression-total").with("full_marks", rules.full_marks);
    lines.push(format!("  {}", say(&total.with("pass_mark", rules.pass_mark))));
    let source = Message::new("cli-progression-source")
        .with("name", on_file.source_name.as_str())
        .with("digest", on_file.source_digest.as_str())
        .with("by", on_file.filed_by.as_str());
    lines.push(format!("  {}", say(&source)));
    lines
}

fn part(component: &Component) -> Message {
    let word = || Fact::Word(format!("part.{}", component.part));
    let name = component.name.as_deref().map_or_else(word, Fact::from);
    let message = if component.part == Part::Ability {
        Message::new("cli-progression-component-ability")
    } else {
        Message::new("cli-progression-component")
    };
    message
        .with("name", name)
        .with("weight", component.weight)
        .with("full_marks", component.full_marks)
        .with("has_pass_mark", u32::from(component.pass_mark.is_some()))
        .with("pass_mark", component.pass_mark.unwrap_or_default())
}
