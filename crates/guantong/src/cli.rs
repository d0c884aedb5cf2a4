//! The command line: what may be said, and its help in the reader's language.

use crate::language;
use crate::serve::{Form, Level};
use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// guantong: through-train training from the enrolment plan to the last certificate.
#[derive(Debug, Parser)]
#[command(name = "guantong", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// Acts as an account, within what its first role may; without it, as whoever keeps the machine.
    #[arg(long = "as", value_name = "LOGIN", global = true)]
    pub(crate) acting: Option<String>,
    /// The office's database on a server of PostgreSQL, postgres://user@host/name; without it, in the data directory.
    #[arg(long, value_name = "ADDRESS", global = true, env = "GUANTONG_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// A replica of that server, from which lists are read.
    #[arg(long, value_name = "ADDRESS", global = true, env = "GUANTONG_REPLICA", hide_env_values = true)]
    pub(crate) replica: Option<String>,
    #[command(flatten)]
    pub(crate) evidence: EvidenceArgs,
    #[command(subcommand)]
    pub(crate) command: Do,
}

/// Where files of requests are kept.
#[derive(Debug, Args)]
pub(crate) struct EvidenceArgs {
    /// Where files of requests are kept: folder, database, or s3://bucket/prefix.
    #[arg(long, value_name = "PLACE", global = true, env = "GUANTONG_EVIDENCE")]
    pub(crate) evidence: Option<String>,
    /// The address of the service the bucket is of.
    #[arg(long, value_name = "URL", global = true, env = "GUANTONG_EVIDENCE_ENDPOINT")]
    pub(crate) evidence_endpoint: Option<String>,
    /// The region of the bucket.
    #[arg(
        long,
        value_name = "REGION",
        global = true,
        env = "GUANTONG_EVIDENCE_REGION",
        default_value = "us-east-1"
    )]
    pub(crate) evidence_region: String,
    /// The file with the two keys of the bucket.
    #[arg(long, value_name = "FILE", global = true, env = "GUANTONG_EVIDENCE_KEYS")]
    pub(crate) evidence_keys: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Do {
    /// Opens a synthetic city at work.
    Demo(DemoArgs),
    /// Makes an empty office.
    Init(DataArgs),
    /// Serves an office.
    Serve(Box<ServeArgs>),
    /// Enrolment plans.
    Plan {
        #[command(subcommand)]
        command: PlanDo,
    },
    /// Rules of progression assessments.
    Progression {
        #[command(subcommand)]
        command: ProgressionDo,
    },
    /// A class at once.
    Batch {
        #[command(subcommand)]
        command: BatchDo,
    },
    /// Takes over students who were in the programme before the office began.
    TakeOver {
        #[command(subcommand)]
        command: TakeOverDo,
    },
    /// Allocates candidates to programmes, from files to a file.
    Allocate(AllocateArgs),
    /// Editions of the notice.
    Edition {
        #[command(subcommand)]
        command: EditionDo,
    },
    /// Cases that say what must happen.
    Case {
        #[command(subcommand)]
        command: CaseDo,
    },
    /// Accounts.
    Account {
        #[command(subcommand)]
        command: AccountDo,
    },
    /// The journal.
    Journal {
        #[command(subcommand)]
        command: JournalDo,
    },
    /// What an office holds.
    State {
        #[command(subcommand)]
        command: StateDo,
    },
    /// Proves all that must hold of an office, and that its projections are what the journal makes of them.
    Verify(DigestArgs),
    /// Looks at how an office is, and says what can be done where something is not good.
    Doctor(DoctorArgs),
    /// Asks a server at work whether it is ready; for containers and scripts.
    Health(HealthArgs),
    /// Writes a backup of an office at work, in one file that is proved.
    Backup(BackupArgs),
    /// Puts a backup into an empty place.
    Restore(RestoreArgs),
    /// Moves a whole office to another database and proves that it arrived.
    Move(MoveArgs),
    /// Files of requests.
    Evidence {
        #[command(subcommand)]
        command: EvidenceDo,
    },
    /// Prints a completion script for a shell.
    Completion {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct DataArgs {
    /// The office's data directory.
    #[arg(long, value_name = "DIR", default_value = "guantong-data", env = "GUANTONG_DATA")]
    pub(crate) data: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// The address to listen on; beyond this machine only encrypted, by itself or by a proxy.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8620")]
    pub(crate) address: SocketAddr,
    /// The certificate and those above it, in PEM; serves encrypted pages.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_certificate: Option<PathBuf>,
    /// The certificate's private key, in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub(crate) tls_key: Option<PathBuf>,
    /// A proxy in front that is believed when it says who asks: an address, or a network such as 10.0.0.0/8.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) trusted_proxy: Vec<String>,
    /// A name under which the office may be asked.
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// What is asked of passwords.
    #[arg(long, value_name = "PROFILE", default_value = "mlps3", value_parser = ["mlps3", "asvs"])]
    pub(crate) passwords: String,
    /// An address of this machine to be asked whether the server lives and is ready, and for figures.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) operations: Option<SocketAddr>,
    /// A directory to write backups into while the office is at work; each is restored to try it.
    #[arg(long, value_name = "DIR")]
    pub(crate) backup_to: Option<PathBuf>,
    /// How many hours from one backup to the next.
    #[arg(long, value_name = "HOURS", default_value_t = 24, requires = "backup_to", value_parser = clap::value_parser!(u32).range(1..=720))]
    pub(crate) backup_every: u32,
    /// How many backups stay.
    #[arg(long, value_name = "NUMBER", default_value_t = 14, requires = "backup_to", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) backup_keep: u32,
    /// How the log is written on standard error; without it as text on a terminal, else as JSON.
    #[arg(long, value_name = "FORM", value_enum)]
    pub(crate) log: Option<Form>,
    /// What the log tells: what matters as much or more.
    #[arg(long, value_name = "LEVEL", value_enum, default_value = "info")]
    pub(crate) log_level: Level,
    #[command(flatten)]
    pub(crate) mail: MailArgs,
    #[cfg(feature = "oidc")]
    #[command(flatten)]
    pub(crate) oidc: OidcArgs,
}

/// A mail server by which people are told that there is something to read.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct MailArgs {
    /// The mail server: smtp://host:port (STARTTLS) or smtps://host:port (encrypted from the first byte).
    #[arg(long, value_name = "ADDRESS", requires = "mail_from", env = "GUANTONG_MAIL_SERVER")]
    pub(crate) mail_server: Option<String>,
    /// Whom mails are from.
    #[arg(long, value_name = "ADDRESS", requires = "mail_server", env = "GUANTONG_MAIL_FROM")]
    pub(crate) mail_from: Option<String>,
    /// As whom the mail server knows this office.
    #[arg(long, value_name = "NAME", requires_all = ["mail_server", "mail_secret_file"], env = "GUANTONG_MAIL_USER")]
    pub(crate) mail_user: Option<String>,
    /// The file with the secret that belongs to the name.
    #[arg(long, value_name = "FILE", requires = "mail_user", env = "GUANTONG_MAIL_SECRET_FILE")]
    pub(crate) mail_secret_file: Option<PathBuf>,
    /// The office's address as people open it, to stand in mails; where it is not what --host and --address say.
    #[arg(long, value_name = "ADDRESS", requires = "mail_server", env = "GUANTONG_MAIL_LINK")]
    pub(crate) mail_link: Option<String>,
}

/// A provider that people may sign in with in place of a password.
#[cfg(feature = "oidc")]
#[derive(Clone, Debug, Args)]
pub(crate) struct OidcArgs {
    /// The provider's address, as it writes it itself.
    #[arg(long, value_name = "ADDRESS", requires_all = ["oidc_client", "oidc_name"])]
    pub(crate) oidc_issuer: Option<String>,
    /// The name that the provider knows this office by.
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    pub(crate) oidc_client: Option<String>,
    /// The file with the secret that belongs to the name; none for a client that the provider calls public.
    #[arg(long, value_name = "FILE", requires = "oidc_issuer")]
    pub(crate) oidc_secret_file: Option<PathBuf>,
    /// What the sign-in page calls the provider.
    #[arg(long, value_name = "NAME", requires = "oidc_issuer")]
    pub(crate) oidc_name: Option<String>,
    /// The office's address as people open it; where it is not what --host and --address say.
    #[arg(long, value_name = "ADDRESS", requires = "oidc_issuer")]
    pub(crate) oidc_return: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct DemoArgs {
    /// The demonstration's data directory.
    #[arg(long, value_name = "DIR", default_value = "guantong-data/demo")]
    pub(crate) data: PathBuf,
    /// Starts over: throws the demonstration's data away first.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// The address to listen on; on this machine only.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8620")]
    pub(crate) address: SocketAddr,
    /// How many candidates apply.
    #[arg(long, value_name = "NUMBER", default_value_t = 12_000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub(crate) candidates: u32,
    /// The seed of the city; the same seed gives the same city.
    #[arg(long, value_name = "NUMBER", default_value_t = 2023)]
    pub(crate) seed: u64,
    /// The first year of admission the city remembers.
    #[arg(long, value_name = "YEAR", default_value_t = 2017, value_parser = clap::value_parser!(i32).range(2017..=2023))]
    pub(crate) from: i32,
    /// Moves the demonstration's clock forward to a day.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<jiff::civil::Date>,
    /// Prepares the city and stops, without serving it.
    #[arg(long)]
    pub(crate) prepare_only: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanDo {
    /// Reads a plan table, reconciles it, and sets it where nothing is left open.
    Import(PlanImportArgs),
    /// Writes a plan that was set.
    Export(PlanExportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct PlanImportArgs {
    /// The table: XLSX, XLS, or CSV as exported.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The year of the plan.
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: i32,
    /// Answers to the findings.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) answers: Option<PathBuf>,
    /// Writes a file in which the open findings can be answered.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) write_answers: Option<PathBuf>,
    /// Only checks and reports; sets nothing.
    #[arg(long)]
    pub(crate) check: bool,
    /// Who sets the plan.
    #[arg(long, value_name = "NAME", default_value = "cli")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PlanExportArgs {
    /// The year of the plan.
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: i32,
    /// Where to; the ending chooses the form: .xlsx or .csv. Without it CSV goes to standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProgressionDo {
    /// Puts rules of a progression assessment on file.
    File(ProgressionFileArgs),
    /// Lists the rules on file, every version.
    List(DataArgs),
    /// Shows the parts of rules with weights and pass marks.
    Show(ProgressionShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ProgressionFileArgs {
    /// The rules.
    #[arg(value_name = "FILE.toml")]
    pub(crate) file: PathBuf,
    /// Only checks.
    #[arg(long)]
    pub(crate) check: bool,
    /// Who files them.
    #[arg(long, value_name = "NAME", default_value = "cli")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ProgressionShowArgs {
    /// An institution's full name, or commission.
    #[arg(value_name = "ISSUER")]
    pub(crate) issuer: String,
    /// The year.
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: i32,
    /// The version; the newest where it is not said.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) version: Option<u32>,
    /// Prints the file as it was filed.
    #[arg(long)]
    pub(crate) text: bool,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

/// A class at once: commands.
#[derive(Debug, Subcommand)]
pub(crate) enum BatchDo {
    /// Lists the batches.
    List(DataArgs),
    /// Opens a batch and prints its number.
    Open(BatchOpenArgs),
    /// Shows who would move, who is held and why, and the digest.
    Show(BatchArgs),
    /// Writes the sheet that can be filled in.
    Sheet(BatchSheetArgs),
    /// Gives a filled sheet in.
    Give(BatchGiveArgs),
    /// Signs under a digest; the last signature carries it out.
    Sign(BatchSignArgs),
    /// Cancels a batch; nothing is changed.
    Cancel(BatchArgs),
}

impl BatchDo {
    /// The office it is about.
    pub(crate) fn data(&self) -> &DataArgs {
        match self {
            BatchDo::List(data) => data,
            BatchDo::Open(args) => &args.data,
            BatchDo::Show(args) | BatchDo::Cancel(args) => &args.data,
            BatchDo::Sheet(args) => &args.data,
            BatchDo::Give(args) => &args.data,
            BatchDo::Sign(args) => &args.data,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct BatchOpenArgs {
    /// What is done.
    #[arg(long, value_name = "KIND", value_parser = ["register", "complete-stage", "assess", "progress", "graduate"])]
    pub(crate) kind: String,
    /// Where the class studies.
    #[arg(long, value_name = "NAME")]
    pub(crate) institution: String,
    /// Only students of this partner.
    #[arg(long, value_name = "NAME")]
    pub(crate) partner: Option<String>,
    /// The class's entry year.
    #[arg(long, value_name = "YEAR")]
    pub(crate) cohort: i32,
    /// The stage.
    #[arg(long, value_name = "STAGE", default_value = "secondary", value_parser = ["secondary", "college", "bachelor"])]
    pub(crate) stage: String,
    /// Only this programme.
    #[arg(long, value_name = "ID")]
    pub(crate) programme: Option<String>,
    /// The day it takes effect.
    #[arg(long, value_name = "DATE")]
    pub(crate) on: String,
    /// Who opens it.
    #[arg(long, value_name = "NAME", default_value = "cli")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// The batch's number.
    #[arg(value_name = "NUMBER")]
    pub(crate) id: String,
    /// Who does it.
    #[arg(long, value_name = "NAME", default_value = "cli")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BatchSheetArgs {
    /// The batch's number.
    #[arg(value_name = "NUMBER")]
    pub(crate) id: String,
    /// Where to.
    #[arg(long, value_name = "FILE.xlsx")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BatchGiveArgs {
    /// The batch's number.
    #[arg(value_name = "NUMBER")]
    pub(crate) id: String,
    /// The filled sheet: XLSX, XLS or CSV.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Who gives it in.
    #[arg(long, value_name = "NAME", default_value = "cli")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BatchSignArgs {
    /// The batch's number.
    #[arg(value_name = "NUMBER")]
    pub(crate) id: String,
    /// The institution that signs.
    #[arg(long, value_name = "NAME")]
    pub(crate) institution: String,
    /// The digest that was seen.
    #[arg(long, value_name = "DIGEST")]
    pub(crate) digest: String,
    /// Who signs for it.
    #[arg(long, value_name = "NAME", default_value = "cli")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TakeOverDo {
    /// Writes the workbook to fill in.
    Template(TakeOverTemplateArgs),
    /// Checks a workbook line by line; writes nothing.
    Check(TakeOverCheckArgs),
    /// Takes over every student of a checked workbook.
    Confirm(TakeOverConfirmArgs),
}

#[derive(Debug, Args)]
pub(crate) struct TakeOverTemplateArgs {
    /// Where the workbook goes.
    #[arg(long, value_name = "FILE.xlsx")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TakeOverCheckArgs {
    /// The workbook: XLSX, XLS, or CSV of the students alone.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where the workbook goes back to, with its reasons.
    #[arg(long, value_name = "FILE.xlsx")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TakeOverConfirmArgs {
    /// The workbook that was checked.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What was checked, as the check printed it.
    #[arg(long, value_name = "DIGEST")]
    pub(crate) checked: String,
    /// Who confirms.
    #[arg(long, value_name = "NAME", default_value = "cli")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct AllocateArgs {
    /// Programmes and places.
    #[arg(long, value_name = "plan.csv")]
    pub(crate) plan: PathBuf,
    /// Candidates and their preferences.
    #[arg(long, value_name = "candidates.csv")]
    pub(crate) candidates: PathBuf,
    /// The rules of the year.
    #[arg(long, value_name = "rules.toml")]
    pub(crate) rules: Option<PathBuf>,
    /// Where the results go.
    #[arg(long, value_name = "results.csv")]
    pub(crate) out: PathBuf,
    /// Where the cut-offs go.
    #[arg(long, value_name = "cutoffs.csv")]
    pub(crate) cutoffs: Option<PathBuf>,
    /// How places are given.
    #[arg(long, value_name = "METHOD", default_value = "serial", value_parser = ["serial", "deferred-acceptance"])]
    pub(crate) method: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EditionDo {
    /// Checks an edition: every clause, parameter, date and interpretation.
    Check {
        /// The edition's folder; without it the one built in.
        #[arg(value_name = "DIR")]
        path: Option<PathBuf>,
    },
    /// Shows an edition, or one of its provisions.
    Show {
        /// A provision such as 3.3.5.c, or provisions, parameters, interpretations, rulebooks, institutions.
        #[arg(value_name = "WHAT")]
        what: Option<String>,
        /// The edition's folder; without it the one built in.
        #[arg(long, value_name = "DIR")]
        edition: Option<PathBuf>,
    },
    /// Compares two editions.
    Diff {
        /// The older edition's folder.
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// The newer edition's folder.
        #[arg(value_name = "NEW")]
        new: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CaseDo {
    /// Runs case files and folders of them.
    Run {
        /// Files or folders.
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
    },
    /// Tells each step of a case: the answer, why, and what the record is then.
    Explain(CaseExplainArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CaseExplainArgs {
    /// The case file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Only the case of this name, or those whose name holds it.
    #[arg(long, value_name = "NAME")]
    pub(crate) case: Option<String>,
    /// As JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountDo {
    /// Makes the code of the first run anew, while there are no accounts.
    Code(DataArgs),
    /// Makes an account be opened anew by its person, who keeps his roles.
    Reopen(AccountArgs),
}

#[derive(Debug, Args)]
pub(crate) struct AccountArgs {
    /// The login.
    #[arg(value_name = "LOGIN")]
    pub(crate) login: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalDo {
    /// Follows the chain from the first entry to the last.
    Verify(DataArgs),
    /// Makes the projections of all records again from the journal, and puts right what differs.
    Rebuild(DataArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum StateDo {
    /// Prints the digest of all an office holds: the same on every database that holds the same.
    Digest(DigestArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DigestArgs {
    /// As JSON, each table by itself.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// The directory of the backups.
    #[arg(long, value_name = "DIR")]
    pub(crate) backups: Option<PathBuf>,
    /// As JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// The edition's folder to look at; without it the one built in.
    #[arg(long, value_name = "DIR")]
    pub(crate) edition: Option<PathBuf>,
    /// Supposes a measure of the machine, to try what an alarm does: sqlite=VERSION or free=MIB.
    #[arg(long, value_name = "MEASURE=VALUE")]
    pub(crate) suppose: Vec<String>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct HealthArgs {
    /// The address given to `guantong serve --operations`.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8621")]
    pub(crate) operations: SocketAddr,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The directory to write it into.
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The backup: the file that ends in .sqlite, with its .json beside it.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MoveArgs {
    /// Where to: postgres://user@host/name, or a data directory; there must be nothing yet.
    #[arg(long, value_name = "PLACE")]
    pub(crate) to: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceDo {
    /// Carries every file to another place.
    Move(EvidenceMoveArgs),
    /// Takes away what was put there more than a day ago and belongs to no request.
    Sweep(DataArgs),
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceMoveArgs {
    /// Where to: folder, database, or s3://bucket/prefix.
    #[arg(long, value_name = "PLACE")]
    pub(crate) to: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

/// The command line as it was given; prints help or what is wrong and ends where it cannot be read.
pub(crate) fn parse() -> Cli {
    let command = translated(Cli::command(), "help");
    let matches = command.get_matches();
    match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    }
}

/// Puts the help texts of the reader's language in place of the English ones in the source.
fn translated(mut command: Command, path: &str) -> Command {
    let id = format!("cli-{path}");
    let has = |id: &str| guantong_wording::has(language::locale(), id);
    if has(&id) {
        command = command.about(language::words(&id));
    }
    let examples = format!("{id}-examples");
    if has(&examples) {
        command = command.after_help(language::words(&examples));
    }
    command = command.mut_args(|arg| {
        let id = format!("{id}--{}", arg.get_id().as_str().replace('_', "-"));
        if guantong_wording::has(language::locale(), &id) { arg.help(language::words(&id)) } else { arg }
    });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path}-{name}");
        command = command.mut_subcommand(name, |sub| translated(sub, &path));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_its_help_in_both_languages() {
        fn check(command: &Command, path: &str) {
            for sub in command.get_subcommands() {
                let path = format!("{path}-{}", sub.get_name());
                for locale in [guantong_wording::Locale::ZhCn, guantong_wording::Locale::En] {
                    assert!(guantong_wording::has(locale, &path), "{path} in {}", locale.tag());
                    for arg in
                        sub.get_arguments().filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version"))
                    {
                        let id = format!("{path}--{}", arg.get_id().as_str().replace('_', "-"));
                        assert!(guantong_wording::has(locale, &id), "{id} in {}", locale.tag());
                    }
                }
                check(sub, &path);
            }
        }
        check(&Cli::command(), "cli-help");
    }
}
