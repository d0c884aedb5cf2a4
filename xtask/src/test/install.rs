//! What the tests need beside Rust: a browser, its driver, a typeface with Chinese characters, a provider of
//! sign-in, PostgreSQL, Node.js for a service of S3, LibreOffice with a reader of PDF, a mail server, and npm where it has something to fetch.

use crate::step::{answers, shown, succeed};
use anyhow::{Result, bail};
use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, Stdio};

/// Something the tests need, the packages that bring it, and how to see whether it is there.
struct Need {
    what: &'static str,
    packages: &'static [&'static str],
    /// What the packages would start and keep running on the machine.
    service: Option<&'static str>,
    present: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need {
        what: "a browser",
        packages: &["chromium"],
        service: None,
        present: || answers(Command::new("chromium").arg("--version")),
    },
    Need {
        what: "the browser's driver",
        packages: &["chromium-driver"],
        service: None,
        present: || answers(Command::new("chromedriver").arg("--version")),
    },
    Need {
        what: "a Chinese typeface",
        packages: &["fonts-noto-cjk"],
        service: None,
        present: has_chinese_typeface,
    },
    Need {
        what: "a provider of sign-in",
        // The second keeps the first from bringing a client of MariaDB.
        packages: &["glewlwyd", "dbconfig-sqlite3"],
        service: Some("glewlwyd.service"),
        present: has_provider,
    },
    Need {
        what: "PostgreSQL",
        packages: &["postgresql"],
        service: Some("postgresql.service"),
        present: || super::postgres::programs().is_some(),
    },
    Need {
        what: "Node.js",
        packages: &["nodejs"],
        service: None,
        present: || answers(Command::new("node").arg("--version")),
    },
    Need {
        what: "LibreOffice",
        packages: &["libreoffice-writer"],
        service: None,
        present: || answers(Command::new("soffice").args(["--headless", "--version"])),
    },
    Need {
        what: "a reader of PDF",
        packages: &["poppler-utils"],
        service: None,
        present: || answers(Command::new("pdftotext").arg("-v")),
    },
    Need {
        what: "a mail server",
        packages: &["python3-aiosmtpd"],
        service: None,
        // Debian's own Python has it; another on the path may not.
        present: || answers(Command::new("/usr/bin/python3").args(["-c", "import aiosmtpd"])),
    },
];

/// What fetches the reader of pages.
const FETCHER: Need = Need {
    what: "npm",
    packages: &["npm"],
    service: None,
    present: || answers(Command::new("npm").arg("--version")),
};

fn has_chinese_typeface() -> bool {
    let list = Command::new("fc-list").arg(":lang=zh-cn").stdin(Stdio::null()).output();
    list.is_ok_and(|list| list.status.success() && !list.stdout.is_empty())
}

/// Glewlwyd, the tables a new one begins with, and what makes a database of them.
fn has_provider() -> bool {
    let tables = Path::new("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3");
    tables.is_file()
        && answers(Command::new("glewlwyd").arg("--version"))
        && answers(Command::new("sqlite3").arg("--version"))
}

/// Installs what is not there; says nothing where nothing is missing. `fetching` is whether npm has something to fetch.
pub(crate) fn missing(fetching: bool) -> Result<()> {
    let needs = NEEDS.iter().chain(fetching.then_some(&FETCHER));
    let missing: Vec<&Need> = needs.filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let wanted: Vec<&str> = missing.iter().map(|need| need.what).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    println!("The tests need {}: installing {}.", wanted.join(", "), packages.join(", "));
    let Some(privilege) = privilege() else {
        bail!("{}", way_out("apt-get cannot be run from here as an administrator", &packages));
    };
    // A list that cannot be renewed may still be good enough to install from.
    if let Err(error) = succeed(&mut apt_get(&privilege, &["update"])) {
        eprintln!("{error:#}; going on with the package lists as they are.");
    }
    // Tests start what they need themselves; nothing is to listen on the machine because they were run.
    for service in missing.iter().filter_map(|need| need.service).filter(|_| has_services()) {
        succeed(&mut privileged(&privilege, &["systemctl", "mask", service]))?;
    }
    let mut install = apt_get(&privilege, &["install", "--yes", "--no-install-recommends"]);
    if let Err(error) = succeed(install.args(&packages)) {
        bail!("{}", way_out(&format!("{error:#}"), &packages));
    }
    let still: Vec<&str> = missing.iter().filter(|need| !(need.present)()).map(|need| need.what).collect();
    if !still.is_empty() {
        bail!("{}", way_out(&format!("still not found after installing: {}", still.join(", ")), &packages));
    }
    Ok(())
}

/// The words before `apt-get` that let it install: none for root, `sudo` for others; nothing where neither works.
fn privilege() -> Option<Vec<&'static str>> {
    if !answers(Command::new("apt-get").arg("--version")) {
        return None;
    }
    let user = Command::new("id").arg("-u").output().ok()?;
    if String::from_utf8_lossy(&user.stdout).trim() == "0" {
        return Some(Vec::new());
    }
    let silent = answers(Command::new("sudo").args(["-n", "true"]));
    if silent {
        return Some(vec!["sudo", "-n"]);
    }
    let may_ask = std::io::stdin().is_terminal() && answers(Command::new("sudo").arg("--version"));
    may_ask.then(|| vec!["sudo"])
}

/// Whether packages start services here: a machine run by systemd, and no container.
fn has_services() -> bool {
    Path::new("/run/systemd/system").is_dir()
}

/// `apt-get` as it is run here: it asks nothing, waits for another's lock, and tries a failing mirror again.
fn apt_get(privilege: &[&str], words: &[&str]) -> Command {
    let options = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", "-o", "Dpkg::Use-Pty=0"];
    let quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"];
    privileged(privilege, &[&quiet, options.as_slice(), words].concat())
}

/// A command run as an administrator; only where `sudo` may ask for a password does it hear what is typed.
fn privileged(privilege: &[&str], words: &[&str]) -> Command {
    let mut all = privilege.iter().chain(words);
    let mut command = Command::new(all.next().copied().unwrap_or_default());
    command.args(all);
    if !privilege.contains(&"sudo") || privilege.contains(&"-n") {
        command.stdin(Stdio::null());
    }
    command
}

fn way_out(why: &str, packages: &[&str]) -> String {
    let mut by_hand = Command::new("apt-get");
    by_hand.arg("install").args(packages);
    format!(
        "{why}.\n  On Debian, as administrator: {}\n  Elsewhere: install Chromium, chromedriver, a Chinese \
         typeface, Glewlwyd, PostgreSQL, Node.js, aiosmtpd and npm your way, so that `chromium`, `chromedriver`, `glewlwyd`, \
         `initdb`, `node` and `npm` are found, and /usr/bin/python3 knows aiosmtpd.\n  Without a browser, a provider of sign-in, PostgreSQL \
         and a mail server, everything else: cargo test --workspace -- --skip browser:: --skip postgres:: --skip smtp_",
        shown(&by_hand)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_runs_apt_get_without_sudo_and_others_with_it() {
        let line = |privilege: &[&str]| shown(&apt_get(privilege, &["update"]));
        assert!(line(&[]).starts_with("env DEBIAN_FRONTEND=noninteractive apt-get -qq"), "{}", line(&[]));
        assert!(line(&["sudo", "-n"]).starts_with("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get"));
        assert!(line(&[]).ends_with(" update"));
        assert_eq!(shown(&privileged(&["sudo"], &["systemctl", "mask", "a"])), "sudo systemctl mask a");
    }

    #[test]
    fn the_way_out_names_the_packages_and_the_tests_that_need_none() {
        let text = way_out("no", &["chromium", "fonts-noto-cjk"]);
        assert!(text.contains("apt-get install chromium fonts-noto-cjk"), "{text}");
        assert!(text.contains("--skip browser::"), "{text}");
    }
}
