//! What stands between the office and the provider: it hands everything on, and changes what a test wants changed.

use crate::wire::Message;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

type Change = Box<dyn Fn(&str) -> String + Send>;

/// Which of the two is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Answer,
}

#[derive(Default)]
struct Held {
    changes: Vec<(Side, &'static str, Change)>,
    asked: Vec<String>,
}

/// A relay on a port it chose itself; its thread ends with the test.
#[derive(Clone)]
pub(crate) struct Relay {
    pub(crate) port: u16,
    held: Arc<Mutex<Held>>,
}

impl Relay {
    /// A relay to a port that may open later.
    pub(crate) fn to(provider: u16) -> Relay {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its number").port();
        let held = Arc::<Mutex<Held>>::default();
        let relay = Relay { port, held: held.clone() };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.expect("a connection");
                // Who connects and says nothing is no request.
                let Ok(mut request) = Message::read(&stream) else { continue };
                let path = request.second().to_owned();
                held.lock().unwrap().asked.push(path.clone());
                request.body = changed(&held, Side::Request, &path, &request.body);
                let mut answer = request.ask(provider).expect("the provider's answer");
                answer.body = changed(&held, Side::Answer, &path, &answer.body);
                // Who asked may be gone: an answer that is too long is not read to its end.
                let _ = answer.write(&stream);
            }
        });
        relay
    }

    /// Changes the body of every request, or answer, at addresses that end so; what was changed there before is not
    /// any longer.
    pub(crate) fn change(
        &self,
        side: Side,
        end: &'static str,
        how: impl Fn(&str) -> String + Send + 'static,
    ) {
        let changes = &mut self.held.lock().unwrap().changes;
        changes.retain(|(one, there, _)| (*one, *there) != (side, end));
        changes.push((side, end, Box::new(how)));
    }

    /// How often an address that ends so was asked for.
    pub(crate) fn asked(&self, end: &str) -> usize {
        self.held.lock().unwrap().asked.iter().filter(|path| path.ends_with(end)).count()
    }
}

fn changed(held: &Mutex<Held>, side: Side, path: &str, body: &str) -> String {
    let held = held.lock().unwrap();
    let wanted = held.changes.iter().filter(|(one, end, _)| *one == side && path.ends_with(end));
    wanted.fold(body.to_owned(), |body, (_, _, how)| how(&body))
}
