//! `guantong health`: whether a server at work is ready, as containers and scripts ask it.

use crate::cli::HealthArgs;
use anyhow::{Context, Result};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

/// How long an answer is waited for; whoever asks waits no longer either.
const PATIENCE: Duration = Duration::from_secs(5);
/// An answer is a few lines.
const MOST: u64 = 64 * 1024;

/// Asks `/ready` and prints what it says; fails where that is anything but ready.
pub(crate) fn run(args: &HealthArgs) -> Result<ExitCode> {
    let place = || args.operations.to_string();
    let mut server = TcpStream::connect_timeout(&args.operations, PATIENCE).with_context(place)?;
    server.set_read_timeout(Some(PATIENCE)).with_context(place)?;
    let head = format!("GET /ready HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", args.operations);
    server.write_all(head.as_bytes()).with_context(place)?;
    let mut answer = String::new();
    server.take(MOST).read_to_string(&mut answer).with_context(place)?;
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    body.lines().for_each(crate::out);
    Ok(if answer.starts_with("HTTP/1.1 200 ") { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
