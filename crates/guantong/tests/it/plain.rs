//! Plain HTTP over one connection for each question, and what a program prints, line by line: what every test that talks
//! to a server without a browser stands on.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// Sends a request as it is and takes what comes until the other side closes.
pub(crate) fn exchange(place: &str, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(place)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Sends a request and reads the answer; one that breaks off is an error.
pub(crate) fn ask(place: &str, request: &str) -> std::io::Result<Answer> {
    let answer = exchange(place, request)?;
    let broken_off = || std::io::Error::other("the answer breaks off");
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken_off)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken_off)?;
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

/// What is answered to an address, without a body of one's own.
pub(crate) fn asked(place: &str, path: &str) -> Answer {
    ask(place, &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")).unwrap()
}

/// What comes until the other side closes; who is cut off has what came before.
pub(crate) fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Lines as they come; read on whether or not anybody listens, so that the program never waits.
pub(crate) fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    pass_on(from, sender);
    lines
}

/// Passes lines on as they come, to whoever listens.
pub(crate) fn pass_on(from: impl Read + Send + 'static, to: Sender<String>) {
    std::thread::spawn(move || {
        // Nobody listens any more once the test is over.
        BufReader::new(from).lines().map_while(Result::ok).for_each(|line| drop(to.send(line)));
    });
}

/// The port of this machine that a line names, if it does.
pub(crate) fn port_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("127.0.0.1:")?;
    Some(rest.chars().take_while(char::is_ascii_digit).collect())
}

/// What looks like an identity number, by itself among other characters: seventeen figures with a day of birth among them,
/// and one more figure or an X.
pub(crate) fn like_an_identity(text: &str) -> Option<&str> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.find(|word| {
        let (figures, last) = word.split_at(word.len().saturating_sub(1));
        let born = figures.get(6..8).zip(figures.get(10..12));
        word.len() == 18
            && figures.bytes().all(|byte| byte.is_ascii_digit())
            && last.bytes().all(|byte| byte.is_ascii_digit() || byte.eq_ignore_ascii_case(&b'x'))
            && born.is_some_and(|(century, month)| {
                ["19", "20"].contains(&century) && ("01"..="12").contains(&month)
            })
    })
}

#[test]
fn what_looks_like_an_identity_number_is_known() {
    for (text, found) in [
        ("seen 99010120080301123X.", Some("99010120080301123X")),
        ("a=990101200803011231&b", Some("990101200803011231")),
        ("at 1693500000000000 of 990101200813011231", None),
        ("9901012008030112311", None),
    ] {
        assert_eq!(like_an_identity(text), found, "{text}");
    }
}
