//! `guantong verify` and `journal rebuild`: what must hold of an office, and its projections made again.

use crate::cli::{DataArgs, DigestArgs};
use crate::data::{Data, Scratch};
use crate::demo::worded;
use crate::language::{say, say_with, words};
use anyhow::{Context, Result};
use guantong_model::{Fact, Message};
use guantong_service::verify::{Check, Finding, PROJECTIONS, Verified};
use guantong_store::{Difference, PaperFinding};
use std::process::ExitCode;

/// Rows that are named of what a rebuild finds otherwise.
const NAMED: usize = 20;

/// What was proved of an office, with the rows that a rebuild makes otherwise.
pub(crate) struct Proved {
    pub(crate) verified: Verified,
    pub(crate) differences: Vec<Difference>,
}

impl Proved {
    /// Proves all that must hold of an office.
    pub(crate) async fn of(data: &Data) -> Result<Self> {
        loop {
            let before = data.office.storage().head().await?;
            let mut verified = worded(data.office.verify().await)?;
            papers(data, &mut verified).await?;
            let differences = rebuilt(data).await?.1;
            // Where somebody wrote meanwhile, the rows are of another moment than the rebuild.
            if differences.is_empty() || before == data.office.storage().head().await? {
                return Ok(Proved { verified, differences });
            }
        }
    }

    pub(crate) fn holds(&self) -> bool {
        self.verified.findings.is_empty() && self.differences.is_empty()
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (check, examined) in &self.verified.examined {
            let broken = self.verified.findings.iter().filter(|finding| finding.check == *check).count();
            let line = Message::new("cli-verify-line")
                .with("check", Fact::Word(format!("check.{}", check.as_str())))
                .with("examined", *examined)
                .with("broken", i64::try_from(broken).unwrap_or(i64::MAX));
            lines.push(say(&line));
        }
        let broken = i64::try_from(self.differences.len()).unwrap_or(i64::MAX);
        lines.push(say(&Message::new("cli-verify-rebuild").with("broken", broken)));
        for finding in &self.verified.findings {
            let line = Message::new("cli-verify-finding")
                .with("check", Fact::Word(format!("check.{}", finding.check.as_str())))
                .with("object", finding.object.as_str())
                .with("found", finding.found.as_str());
            lines.push(say(&line));
        }
        lines.extend(self.differences.iter().map(difference_line));
        lines
    }

    pub(crate) fn as_json(&self) -> serde_json::Value {
        let finding = |finding: &Finding| {
            serde_json::json!({
                "check": finding.check.as_str(), "object": finding.object, "found": finding.found,
            })
        };
        let difference = |one: &Difference| serde_json::json!({"table": one.table, "key": one.key});
        serde_json::json!({
            "holds": self.holds(),
            "examined": self.verified.examined.iter().map(|(check, n)| (check.as_str(), *n))
                .collect::<std::collections::BTreeMap<_, _>>(),
            "findings": self.verified.findings.iter().map(finding).collect::<Vec<_>>(),
            "differences": self.differences.iter().map(difference).collect::<Vec<_>>(),
        })
    }
}

/// Reads every paper of a request and file of a record of cooperation, wherever it is.
async fn papers(data: &Data, verified: &mut Verified) -> Result<()> {
    let proved = data.database.papers_proved().await?;
    verified.examined.insert(Check::Paper, proved.examined);
    let finding = |one: PaperFinding| Finding { check: Check::Paper, object: one.object, found: one.found };
    verified.findings.extend(proved.findings.into_iter().map(finding));
    Ok(())
}

fn difference_line(one: &Difference) -> String {
    let id = match one.has {
        std::cmp::Ordering::Less => "cli-rebuild-too-much",
        std::cmp::Ordering::Equal => "cli-rebuild-otherwise",
        std::cmp::Ordering::Greater => "cli-rebuild-missing",
    };
    say(&Message::new(id).with("table", one.table).with("key", one.key.as_str()))
}

/// The projections made again in a database of their own, and where they differ from what stands there.
async fn rebuilt(data: &Data) -> Result<(Scratch, Vec<Difference>)> {
    let scratch = Scratch::new().await?;
    worded(data.office.rebuild_into(&*scratch.database.storage()).await)?;
    let differences = data.database.differences(&scratch.database, PROJECTIONS, NAMED).await?;
    Ok((scratch, differences))
}

/// Proves an office and says what was looked at; fails where something does not hold.
pub(crate) async fn run(args: DigestArgs) -> Result<ExitCode> {
    let data = Data::open_whole(&args.data.data).await?;
    let proved = Proved::of(&data).await?;
    data.close().await;
    if args.json {
        crate::out(&serde_json::to_string_pretty(&proved.as_json())?);
    } else {
        proved.lines().iter().for_each(|line| crate::out(line));
        crate::out(&words(if proved.holds() { "cli-verify-good" } else { "cli-verify-broken" }));
    }
    Ok(if proved.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes the projections again from the journal and puts them in place of what stands there.
pub(crate) async fn rebuild(args: DataArgs) -> Result<ExitCode> {
    let data = Data::open_whole(&args.data).await?;
    let (scratch, differences) = rebuilt(&data).await?;
    if differences.is_empty() {
        crate::out(&words("cli-rebuild-same"));
    } else {
        differences.iter().map(difference_line).for_each(|line| crate::out(&line));
        let replaced = data.database.replace_from(&scratch.database, PROJECTIONS).await;
        replaced.with_context(|| say_with("cli-rebuild-failed", "tables", &PROJECTIONS.join(", ")))?;
        crate::out(&words("cli-rebuild-done"));
    }
    scratch.database.close().await;
    data.close().await;
    Ok(ExitCode::SUCCESS)
}
