//! One file for each command.

pub(crate) mod allocate;
pub(crate) mod backup;
pub(crate) mod batch;
pub(crate) mod case;
pub(crate) mod doctor;
pub(crate) mod edition;
pub(crate) mod evidence;
pub(crate) mod health;
pub(crate) mod office;
pub(crate) mod plan;
pub(crate) mod progression;
pub(crate) mod state;
pub(crate) mod take_over;
pub(crate) mod verify;

use clap::CommandFactory;

/// Prints a completion script for a shell.
pub(crate) fn completion(shell: clap_complete::Shell) {
    let mut command = crate::cli::Cli::command();
    clap_complete::generate(shell, &mut command, "guantong", &mut std::io::stdout());
}
