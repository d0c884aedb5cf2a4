//! A browser driven as a person would: go, read, fill, click, look. It speaks WebDriver to chromedriver over
//! loopback with what the workspace already has; a client crate would bring thirty others for ten calls.

mod driver;
mod heard;
mod keys;
mod pages;
mod wire;

use crate::scratch::Scratch;
use driver::Driver;
pub(crate) use keys::{BACKSPACE, END, RETURN, SPACE};
use serde_json::{Value, json};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use wire::{Method, decode_base64};

/// How long a lookup waits for its element, and a page for its end.
const ELEMENT_MAX_MS: u32 = 10_000;
const PAGE_MAX_MS: u32 = 30_000;
/// How often the browser is asked whether the next page is there; each takes it a millisecond or more.
const LOOKS_MAX: u32 = 20_000;
const ARRIVED: &str = "return window.stayed !== true && document.readyState === 'complete'";
/// The member of an answer that names an element, fixed by the WebDriver standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Flags of every session: no window, nothing of the machine's own network or profile.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
];

/// A browser with one page, closed when dropped. A selector that finds nothing fails the test.
#[derive(Debug)]
pub(crate) struct Browser {
    driver: Driver,
    session: String,
    /// Whether pages may run scripts.
    scripts: bool,
    /// Whether every screen it comes to is read as who hears it reads it.
    reads: bool,
    /// How wide the pages are laid out, in pixels.
    width: Cell<u32>,
    _profile: Scratch,
}

impl Browser {
    /// A browser as most people have it.
    pub(crate) fn open() -> Browser {
        Self::new(true, false)
    }

    /// A browser that runs no script of a page.
    pub(crate) fn without_script() -> Browser {
        Self::new(false, false)
    }

    /// A browser that runs no script of a page, and fails the test on every screen it comes to that somebody cannot
    /// hear, see or fit on a telephone.
    pub(crate) fn reader() -> Browser {
        Self::new(false, true)
    }

    fn new(scripts: bool, reads: bool) -> Browser {
        let driver = Driver::start();
        let profile = Scratch::new("browser");
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "timeouts": { "implicit": ELEMENT_MAX_MS, "pageLoad": PAGE_MAX_MS, "script": PAGE_MAX_MS },
            "goog:chromeOptions": { "args": flags },
        } } });
        let answer = driver.call(Method::Post, "/session", &wanted);
        let session = answer["sessionId"].as_str().expect("a session has an id").to_owned();
        let browser = Browser { driver, session, scripts, reads, width: Cell::default(), _profile: profile };
        browser.set_size(1280, 800);
        browser.let_scripts(scripts);
        // Where the keyboard stands is drawn only in a window that one looks at.
        let command = json!({ "cmd": "Emulation.setFocusEmulationEnabled", "params": { "enabled": true } });
        browser.post("/goog/cdp/execute", &command);
        browser
    }

    /// Goes to an address and waits until the page has loaded.
    pub(crate) fn goto(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
        if self.reads {
            self.read();
        }
    }

    pub(crate) fn title(&self) -> String {
        text_of(&self.get("/title"))
    }

    /// The address the browser stands at.
    pub(crate) fn address(&self) -> String {
        text_of(&self.get("/url"))
    }

    /// The text a person sees of the first element a CSS selector finds.
    pub(crate) fn text(&self, selector: &str) -> String {
        text_of(&self.get(&format!("/element/{}/text", self.find(selector))))
    }

    pub(crate) fn click(&self, selector: &str) {
        self.post(&format!("/element/{}/click", self.find(selector)), &json!({}));
    }

    /// Clicks what leads to another page, and waits until that page is there: a click alone may answer before the
    /// browser has left.
    pub(crate) fn follow(&self, selector: &str) {
        self.leaving(selector, || self.click(selector));
    }

    /// Does what leads to another page, and waits until that page is there.
    pub(crate) fn leaving(&self, selector: &str, act: impl FnOnce()) {
        self.run("window.stayed = true");
        act();
        // The page that was left had the mark; while the browser is between two pages it answers with an error.
        let body = json!({ "script": ARRIVED, "args": [] });
        let path = format!("/session/{}/execute/sync", self.session);
        let arrived = (0..LOOKS_MAX).any(|_| {
            std::thread::yield_now();
            self.driver.try_call(Method::Post, &path, &body) == Ok(Value::Bool(true))
        });
        assert!(arrived, "{selector} leads nowhere from {}", self.address());
        if self.reads {
            self.read();
        }
    }

    /// Empties a field and types into it.
    pub(crate) fn fill(&self, selector: &str, text: &str) {
        let element = self.find(selector);
        self.post(&format!("/element/{element}/clear"), &json!({}));
        self.post(&format!("/element/{element}/value"), &json!({ "text": text }));
    }

    /// Types into a field as it stands; into a field for files, the path of one.
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        let element = self.find(selector);
        self.post(&format!("/element/{element}/value"), &json!({ "text": text }));
    }

    /// Runs the body of a function in the page and gives what it returns; it runs where pages may run no script too.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Lays the page out for a screen of this size; below 760 px, for a telephone.
    pub(crate) fn set_size(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "screenWidth": width, "screenHeight": height,
            "deviceScaleFactor": 1, "mobile": width < 760,
        });
        let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": metrics });
        self.post("/goog/cdp/execute", &command);
        self.width.set(width);
    }

    /// Forgets the site it is at: the next page is asked for as by somebody new.
    pub(crate) fn forget(&self) {
        self.driver.call(Method::Delete, &format!("/session/{}/cookie", self.session), &Value::Null);
    }

    /// Shows pages as on a machine that is set to dark colours, or to light ones, and to no motion: what changes its
    /// colour has it at once.
    pub(crate) fn set_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let params = json!({ "features": features });
        self.post("/goog/cdp/execute", &json!({ "cmd": "Emulation.setEmulatedMedia", "params": params }));
    }

    /// How many pixels the page is wider than its screen, or than the room a scroll bar leaves: 0 where nobody has
    /// to scroll sideways.
    pub(crate) fn sideways_px(&self) -> i64 {
        let extra = self.run(
            "const e = document.documentElement;\
             return e.scrollWidth - Math.min(screen.width, e.clientWidth);",
        );
        extra.as_i64().expect("a number of pixels").max(0)
    }

    /// Keeps a picture of the page under `screenshots/` in the folder for test output, and says where.
    pub(crate) fn screenshot(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let path = folder.join(format!("{name}.png"));
        let picture = decode_base64(&text_of(&self.get("/screenshot"))).expect("a picture in base64");
        std::fs::write(&path, picture).expect("a picture on disk");
        path
    }

    /// The cookies of the page, as a request has them.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.get("/cookie");
        let pair = |cookie: &Value| format!("{}={}", text_of(&cookie["name"]), text_of(&cookie["value"]));
        cookies.as_array().expect("a list of cookies").iter().map(pair).collect::<Vec<_>>().join("; ")
    }

    /// The id of the first element a selector finds, waited for.
    fn find(&self, selector: &str) -> String {
        let found = self.post("/element", &json!({ "using": "css selector", "value": selector }));
        text_of(&found[ELEMENT])
    }

    fn get(&self, path: &str) -> Value {
        self.driver.call(Method::Get, &format!("/session/{}{path}", self.session), &Value::Null)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.driver.call(Method::Post, &format!("/session/{}{path}", self.session), body)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.driver.try_call(Method::Delete, &format!("/session/{}", self.session), &Value::Null).ok();
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}
