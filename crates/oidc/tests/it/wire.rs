//! HTTP on the wire: one request, one answer, one connection.

use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than any answer takes: what hangs fails.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// A request or an answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Message {
    /// `GET /path HTTP/1.1`, or `HTTP/1.1 200 OK`.
    pub(crate) first: String,
    /// Without those that say how long the body is and how the connection ends.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Message {
    pub(crate) fn request(method: &str, path: &str, body: &str) -> Message {
        let headers =
            vec![("Host".into(), "127.0.0.1".into()), ("Content-Type".into(), "application/json".into())];
        Message { first: format!("{method} {path} HTTP/1.1"), headers, body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The second word of the first line: the path of a request, the status of an answer.
    pub(crate) fn second(&self) -> &str {
        self.first.split(' ').nth(1).unwrap_or_default()
    }

    pub(crate) fn read(stream: &TcpStream) -> Result<Message> {
        stream.set_read_timeout(Some(ANSWER_MAX))?;
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let mut message = Message { first: line.trim_end().to_owned(), ..Message::default() };
        let mut length = 0;
        loop {
            line.clear();
            if stream.read_line(&mut line)? == 0 || line.trim().is_empty() {
                break;
            }
            let (name, value) = line.trim_end().split_once(": ").unwrap_or((line.trim_end(), ""));
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().expect("a length"),
                "connection" => {}
                _ => message.headers.push((name.to_owned(), value.to_owned())),
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        message.body = String::from_utf8(body).expect("a body of text");
        Ok(message)
    }

    pub(crate) fn write(&self, mut stream: &TcpStream) -> Result<()> {
        let mut text = format!("{}\r\n", self.first);
        for (name, value) in &self.headers {
            text += &format!("{name}: {value}\r\n");
        }
        let length = self.body.len();
        text += &format!("Content-Length: {length}\r\nConnection: close\r\n\r\n{}", self.body);
        stream.write_all(text.as_bytes())
    }

    /// Sends a request to a port of this machine and gives the answer.
    pub(crate) fn ask(&self, port: u16) -> Result<Message> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        self.write(&stream)?;
        Message::read(&stream)
    }
}
