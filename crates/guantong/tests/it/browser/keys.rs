//! A browser driven by its keyboard alone, as by somebody who has no mouse.

use super::Browser;
use serde_json::json;

/// How many times the tabulator is pressed before what is looked for counts as out of reach.
const PRESSES_MAX: u32 = 200;
/// What the standard calls keys that write nothing.
const TABULATOR: char = '\u{E004}';
pub(crate) const RETURN: char = '\u{E006}';
pub(crate) const SPACE: char = ' ';
pub(crate) const END: char = '\u{E010}';
pub(crate) const BACKSPACE: char = '\u{E003}';
/// Where the keyboard is: whether that is what was looked for, whether it is seen there, and what it is.
const HERE: &str = "const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();\
    const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.bottom > 0 && r.top < innerHeight;\
    return [e.matches(SELECTOR), seen || e === document.body, e.outerHTML.slice(0, 160)]";

impl Browser {
    /// Presses a key and lets it go.
    pub(crate) fn press(&self, key: char) {
        let strokes = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        self.post(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }),
        );
    }

    /// Presses the tabulator until it stands at what a selector finds; fails where one does not see where one stands on
    /// the way, or never comes there.
    pub(crate) fn tab_to(&self, selector: &str) {
        let here = HERE.replace("SELECTOR", &json!(selector).to_string());
        for _ in 0..PRESSES_MAX {
            self.press(TABULATOR);
            let here = self.run(&here);
            assert_eq!(
                here[1],
                true,
                "{} is not seen where the keyboard stands at {}",
                here[2],
                self.address()
            );
            if here[0] == true {
                return;
            }
        }
        panic!("no key leads to {selector} at {}", self.address());
    }

    /// Goes to what leads to another page and takes it; then that page is there.
    pub(crate) fn enter(&self, selector: &str, key: char) {
        self.tab_to(selector);
        self.leaving(selector, || self.press(key));
    }

    /// Goes to a field and writes into it.
    pub(crate) fn write(&self, selector: &str, text: &str) {
        self.tab_to(selector);
        self.types(text);
    }

    /// Writes where the keyboard stands.
    pub(crate) fn types(&self, text: &str) {
        for key in text.chars() {
            self.press(key);
        }
    }
}
