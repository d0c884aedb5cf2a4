//! What the documents tell people to type is what the program understands.

use std::process::Command;

/// Documents that show commands, from the root of the repository.
const DOCUMENTS: &[&str] = &["README.md", "README.zh-CN.md", "docs/PLAYBOOK.md", "docs/PROVISIONS.md"];

/// The commands of a document: lines that begin with the program's name, and code within a line that does.
fn commands(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with("guantong "));
    let within = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    lines.chain(within.filter(|code| code.starts_with("guantong "))).collect()
}

#[test]
fn every_command_in_the_documents_is_there_with_its_flags() {
    let mut tried = 0;
    for document in DOCUMENTS {
        let path = format!("{}/../../{document}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
        for command in commands(&text) {
            let words: Vec<&str> = command.split_whitespace().skip(1).collect();
            let plain = words.iter().take_while(|word| !word.starts_with('-'));
            let help =
                Command::new(env!("CARGO_BIN_EXE_guantong")).args(plain).arg("--help").output().unwrap();
            let said = String::from_utf8_lossy(&help.stdout);
            let fault = String::from_utf8_lossy(&help.stderr);
            assert!(help.status.success(), "{document}: `{command}`: {fault}");
            for flag in words.iter().filter(|word| word.starts_with("--")) {
                assert!(said.contains(flag), "{document}: `{command}`: no {flag} in\n{said}");
            }
            tried += 1;
        }
    }
    assert!(tried >= 10, "only {tried} commands found: are they still written the same way?");
}

#[test]
fn commands_are_found_on_lines_and_within_them() {
    let text = "```\nguantong demo\n```\nSee `guantong case run cases` and guantong itself.\n";
    assert_eq!(commands(text), ["guantong demo", "guantong case run cases"]);
}
