//! `guantong init`, `serve` and `journal`.

use crate::cli::{AccountDo, DataArgs, JournalDo, ServeArgs};
use crate::data::{self, Data};
use crate::language::{say, say_with};
use crate::serve::{Beside, Front, Mail};
use anyhow::{Result, bail};
use guantong_model::Message;
use guantong_secrets::password::Profile;
use guantong_service::ServiceError;
use guantong_service::journal::Verifier;
use std::process::ExitCode;

/// Makes an empty office; one that is there is left as it is.
pub(crate) async fn init(args: DataArgs) -> Result<ExitCode> {
    let directory = args.data.display().to_string();
    let there = data::there(&args.data).await?;
    let data = Data::create(&args.data).await?;
    let id = if there { "cli-office-there" } else { "cli-office-made" };
    crate::out(&say_with(id, "directory", &directory));
    if !data.office.any_account().await? {
        first_run_code(&data).await?;
    }
    data.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Makes the code of the first run and prints it: it is kept nowhere.
async fn first_run_code(data: &Data) -> Result<()> {
    let code = crate::demo::worded(data.office.first_run_code().await)?;
    crate::out(&say_with("cli-first-run-code", "code", &code));
    Ok(())
}

/// Codes from whoever keeps the machine: of the first run anew, or for an administrator who is locked out.
pub(crate) async fn account(command: AccountDo) -> Result<ExitCode> {
    match command {
        AccountDo::Code(args) => {
            let data = Data::open_whole(&args.data).await?;
            let made = first_run_code(&data).await;
            data.close().await;
            made?;
        }
        AccountDo::Reopen(args) => {
            let data = Data::open_whole(&args.data.data).await?;
            let opened = match data.office.rescue_account(&args.login).await {
                Err(ServiceError::NotFound) => bail!(say_with("cli-account-absent", "login", &args.login)),
                opened => crate::demo::worded(opened)?,
            };
            data.close().await;
            let made = Message::new("cli-account-reopened")
                .with("login", opened.account.login.as_str())
                .with("code", opened.code.as_str());
            crate::out(&say(&made));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Serves an office until it is stopped.
pub(crate) async fn serve(args: ServeArgs) -> Result<ExitCode> {
    let front = Front::of(&args)?;
    let listener = front.listen(args.address).await?;
    #[cfg(feature = "oidc")]
    let front = front.with_provider(&args.oidc, listener.local_addr()?).await?;
    let mail = Mail::of(&args.mail, &front, listener.local_addr()?)?;
    let beside = Beside::of(&args).await?.with_mail(mail);
    let profile = Profile::parse(&args.passwords).unwrap_or(Profile::Mlps3);
    let data = beside.open().await?.asking(&args.data.data, profile)?;
    if !data.office.any_account().await? {
        crate::out(&crate::language::words("cli-accounts-none"));
    }
    crate::serve::serve(listener, front, &data, beside, None).await?;
    data.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Follows the chain of the journal.
pub(crate) async fn journal(command: JournalDo) -> Result<ExitCode> {
    let args = match command {
        JournalDo::Verify(args) => args,
        JournalDo::Rebuild(args) => return super::verify::rebuild(args).await,
    };
    let data = Data::open_whole(&args.data).await?;
    let mut verifier = Verifier::default();
    loop {
        let entries = data.office.storage().entries(verifier.head().0, 2_000).await?;
        if entries.is_empty() {
            break;
        }
        if let Err(broken) = entries.iter().try_for_each(|entry| verifier.check(entry)) {
            crate::err(&say_with("cli-journal-broken", "what", &broken.to_string()));
            return Ok(ExitCode::FAILURE);
        }
    }
    let (entries, hash) = verifier.head();
    let good = Message::new("cli-journal-good").with("entries", entries).with("hash", hash.to_string());
    crate::out(&say(&good));
    data.close().await;
    Ok(ExitCode::SUCCESS)
}
