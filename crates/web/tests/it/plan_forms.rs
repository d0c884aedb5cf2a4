//! Forms of the plan pages as a browser sends them.

use crate::browser::{Browser, Seen};
use axum::body::Body;
use guantong_service::Office;

const BOUNDARY: &str = "----a-boundary";

/// Uploads a file as the page does, with the version of the draft it showed.
pub(crate) async fn upload(browser: &Browser, year: &str, version: i64, name: &str, bytes: &[u8]) -> Seen {
    let mut body = Vec::new();
    for (field, value) in [("version-year", year), ("version", &version.to_string()), ("year", year)] {
        let part =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{quoted}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    send(browser, body, "http://127.0.0.1:8620").await
}

/// The same from a page of some origin.
pub(crate) async fn send(browser: &Browser, body: Vec<u8>, origin: &str) -> Seen {
    let request = browser
        .request("POST", "/plans/import")
        .header("host", "127.0.0.1:8620")
        .header("origin", origin)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

/// Sends a form of plain fields.
pub(crate) async fn post(browser: &Browser, address: &str, pairs: &[(String, String)]) -> Seen {
    let encoded = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let body: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let request = browser
        .request("POST", address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.join("&")))
        .unwrap();
    browser.ask(request).await
}

/// A form being filled in: everything the page shows, as a browser would send it.
pub(crate) struct Filled(pub Vec<(String, String)>);

impl Filled {
    /// The form of a page: hidden fields, what is ticked, what is written, what is chosen.
    pub(crate) fn of(page: &Seen) -> Self {
        let form = page
            .text
            .split("<form class=\"stack\" id=\"answers\"")
            .nth(1)
            .unwrap()
            .split("</form>")
            .next()
            .unwrap();
        let attribute = |element: &str, name: &str| {
            let value = element.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
            Some(
                value
                    .replace("&#34;", "\"")
                    .replace("&#60;", "<")
                    .replace("&#62;", ">")
                    .replace("&#39;", "'")
                    .replace("&#38;", "&"),
            )
        };
        let mut pairs = Vec::new();
        for element in form.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let tick = element.contains("type=\"checkbox\"");
            if !tick || element.contains(" checked") {
                pairs.push((
                    attribute(element, "name").unwrap(),
                    attribute(element, "value").unwrap_or_default(),
                ));
            }
        }
        for select in form.split("<select").skip(1) {
            let name = attribute(select.split('>').next().unwrap(), "name").unwrap();
            let inner = select.split("</select>").next().unwrap();
            let chosen = inner.split("<option").find(|option| option.contains(" selected"));
            pairs.push((name, chosen.and_then(|option| attribute(option, "value")).unwrap_or_default()));
        }
        Filled(pairs)
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// What stands in the way in a draft.
pub(crate) async fn open(office: &Office) -> Vec<String> {
    let view = office.plan_draft_view(2023).await.unwrap().unwrap();
    view.reconciliation.open().map(|finding| finding.id.clone()).collect()
}
