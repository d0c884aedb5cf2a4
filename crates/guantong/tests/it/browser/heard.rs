//! Pages read as who hears them reads them: by axe-core, and by the few rules it has not.

use super::Browser;
use crate::plain::like_an_identity;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};

/// Our own rules; axe stands before them.
const OWN: &str = include_str!("../unheard.js");
/// The widths a screen is read at: a desk, and a telephone.
const WIDTHS: [u32; 2] = [1280, 360];
/// What is known by these is the same screen: the address without what is asked, the language, the title, and how
/// much there is on it.
const SCREEN: &str = "return document.contentType !== 'text/html' ? '' :\
    [location.pathname, document.documentElement.lang, document.title, document.querySelectorAll('*').length].join(' ')";

/// The screens that were read by any browser: two people may come to one.
static WAS_READ: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// axe and our own rules, as the body of one function.
fn rules() -> &'static str {
    static RULES: OnceLock<String> = OnceLock::new();
    RULES.get_or_init(|| {
        let axe = std::env::var("GUANTONG_TEST_AXE").expect(
            "no axe-core to read pages with: run `cargo xtask test`, or name its script in GUANTONG_TEST_AXE",
        );
        let axe =
            std::fs::read_to_string(&axe).unwrap_or_else(|error| panic!("GUANTONG_TEST_AXE, {axe}: {error}"));
        format!("{axe};\n{OWN}")
    })
}

impl Browser {
    /// What is wrong with the page as it is laid out now, each fault with its rule, its element and why.
    fn faults(&self) -> Vec<String> {
        // axe waits for promises, which do not go on where a page may run no script.
        self.let_scripts(true);
        let found = self.run(rules());
        self.let_scripts(self.scripts);
        let found = found.as_array().expect("a list of faults").iter();
        found.map(|fault| fault.as_str().expect("a fault in words").to_owned()).collect()
    }

    /// What is wrong with the page at any width, at a desk in light colours and on a telephone in dark ones, or the other
    /// way about.
    pub(crate) fn faults_at_every_width(&self, dark_first: bool) -> Vec<String> {
        let before = self.width.get();
        let mut wrong = Vec::new();
        for (width, dark) in WIDTHS.into_iter().zip([dark_first, !dark_first]) {
            self.set_size(width, 800);
            self.set_dark(dark);
            let colours = if dark { "dark" } else { "light" };
            wrong.extend(self.faults().into_iter().map(|fault| format!("{width} px, {colours}, {fault}")));
        }
        self.set_size(before, 800);
        self.set_dark(false);
        wrong
    }

    /// Fails where something is wrong with the page at any width; a screen that was read is not read again. What is no
    /// page is left alone.
    pub(super) fn read(&self) {
        let screen = super::text_of(&self.run(SCREEN));
        let new = WAS_READ.lock().is_ok_and(|mut read| read.insert(screen.clone()));
        if screen.is_empty() || !new {
            return;
        }
        for shown in [self.address(), self.title()] {
            assert_eq!(like_an_identity(&shown), None, "a number of a person in an address or a title");
        }
        let wrong = self.faults_at_every_width(false);
        assert!(wrong.is_empty(), "{} ({}):\n{}", self.address(), self.title(), wrong.join("\n"));
    }

    /// Whether the page may run scripts of its own from now on, the page shown too.
    pub(super) fn let_scripts(&self, run: bool) {
        let command = json!({ "cmd": "Emulation.setScriptExecutionDisabled", "params": { "value": !run } });
        self.post("/goog/cdp/execute", &command);
    }
}
