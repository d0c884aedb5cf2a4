//! A person without a browser: pages asked for and forms sent over plain HTTP, to a server that may be killed meanwhile.

use crate::plain::{Answer, ask, asked, pass_on, port_in};
use guantong_secrets::totp::{TotpKey, step_at};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};

/// A program that serves pages of a data directory and, on another port, answers those who keep it; killed when dropped.
pub(crate) struct Serving {
    pub(crate) child: Child,
    port: String,
    operations: Option<String>,
    /// What it says, for whoever asks first: several hands may hold one server.
    lines: Mutex<Receiver<String>>,
}

impl Serving {
    /// Starts a command that serves, and waits until it says where.
    pub(crate) fn start(mut command: Command) -> Serving {
        command.env("GUANTONG_LANG", "en").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        pass_on(child.stdout.take().unwrap(), sender.clone());
        pass_on(child.stderr.take().unwrap(), sender);
        let mut serving = Serving { child, port: String::new(), operations: None, lines: Mutex::new(lines) };
        let (mut seen, mut pages) = (String::new(), None);
        while let Ok(line) = serving.lines.get_mut().unwrap().recv() {
            seen += &line;
            seen += "\n";
            match port_in(&line).filter(|_| line.contains("http://")) {
                Some(port) if line.contains("keep the server") => serving.operations = Some(port),
                Some(port) if pages.is_none() => pages = Some(port),
                _ => {}
            }
            let asked = command.get_args().any(|word| word == "--operations");
            if let Some(port) = pages.take_if(|_| serving.operations.is_some() == asked) {
                serving.port = port;
                return serving;
            }
        }
        panic!("ended without an address:\n{seen}");
    }

    /// `guantong` with these words on a data directory, on spare ports.
    pub(crate) fn program(words: &[&str], data: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
        command.args(words).args(["--address", "127.0.0.1:0", "--data"]).arg(data);
        command
    }

    /// What those who keep it are answered.
    pub(crate) fn keeper(&self, path: &str) -> Answer {
        let port = self.operations.as_ref().expect("asked for with --operations");
        asked(&format!("127.0.0.1:{port}"), path)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who is signed in, on every server of the office.
#[derive(Clone)]
pub(crate) struct Client {
    cookie: String,
}

impl Client {
    /// The system administrator of an office that has nobody yet, by the code that `init` said: he gives himself and the
    /// two others accounts, opens his with a password and an authenticator, and is in.
    pub(crate) fn first(server: &Serving, code: &str) -> Client {
        let mut client = Client { cookie: String::new() };
        let people = "system_name=A&system_login=xitong&security_name=B&security_login=anquan\
                      &audit_name=C&audit_login=shenji";
        let page = client.send(server, "/first-run", &format!("code={code}&office=D&{people}")).unwrap();
        let invited = between(&page.body, "<td", "</code>").rsplit("<code>").next().unwrap().to_owned();
        let password = "Liuhe-qiao+27+deng";
        let form = format!("code={invited}&password={password}&again={password}");
        client.comes_in(&client.send(server, "/open", &form).unwrap());
        let page = client.get(server, "/sign-in/enrol").unwrap();
        let key = between(&page.body, "<p class=\"keys\"><code>", "</code>").replace(' ', "");
        // The server's clock is the telephone's.
        let date = page.head.lines().find_map(|line| line.strip_prefix("date: ")).expect("the moment");
        let now = jiff::fmt::rfc2822::parse(date).unwrap().timestamp().as_microsecond();
        let code = TotpKey::parse(&key).expect("a key to be typed").code(step_at(now));
        let form = format!("form-token={}&code={code}", token_in(&page));
        client.comes_in(&client.send(server, "/sign-in/enrol", &form).unwrap());
        client
    }

    /// Takes the cookie of an answer that begins a session or goes on with it.
    fn comes_in(&mut self, answer: &Answer) {
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.unwrap_or_else(|| panic!("{answer:?}"));
        self.cookie = cookie.split(';').next().unwrap().to_owned();
    }

    /// Asks for a page in a language.
    pub(crate) fn get_in(&self, server: &Serving, path: &str, language: &str) -> std::io::Result<Answer> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\nAccept-Language: {language}\r\n\
             Connection: close\r\n\r\n",
            server.port, self.cookie
        );
        ask(&format!("127.0.0.1:{}", server.port), &request)
    }

    pub(crate) fn get(&self, server: &Serving, path: &str) -> std::io::Result<Answer> {
        self.get_in(server, path, "en")
    }

    /// Sends a form.
    pub(crate) fn send(&self, server: &Serving, path: &str, form: &str) -> std::io::Result<Answer> {
        self.send_in(server, path, form, "en")
    }

    /// Sends a form and is answered in a language.
    pub(crate) fn send_in(
        &self,
        server: &Serving,
        path: &str,
        form: &str,
        language: &str,
    ) -> std::io::Result<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\nAccept-Language: {language}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
            server.port,
            self.cookie,
            form.len()
        );
        ask(&format!("127.0.0.1:{}", server.port), &request)
    }

    /// The token that forms of the session must have.
    pub(crate) fn token(&self, server: &Serving) -> String {
        token_in(&self.get(server, "/organisations").unwrap())
    }
}

fn token_in(page: &Answer) -> String {
    between(&page.body, "name=\"form-token\" value=\"", "\"").to_owned()
}

/// What stands between two words, the first time they do.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).unwrap_or_else(|| panic!("no {after} in {rest}")).0
}
