//! The demonstration city from nothing to a served page; then its pages under a steady load, and its memory.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Requests a second, and for how long.
const RATE: u64 = 50;
const SECONDS: u64 = 10;

/// The program, ended with the run.
pub(crate) struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn run(data: &Path) {
    let start = Instant::now();
    let (made, address) = started(data);
    let seconds = start.elapsed().as_secs_f64();
    println!("demonstration city, from nothing to a served page: {seconds:.1} s ({address})");
    drop(made);

    // An office is not made by the process that serves it for months: it is started on what is there.
    let start = Instant::now();
    let (server, address) = started(data);
    println!("started again on what is there: {:.2} s", start.elapsed().as_secs_f64());
    let cookie = become_one(&address, "jiaowei");
    let school_of = become_one(&address, "zhongzhi");
    let district = become_one(&address, "haidian");
    let school = "%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1";
    println!("page, {RATE} requests a second for {SECONDS} s | p50 ms | p95 ms | largest ms");
    for (name, path, cookie) in [
        ("student list of one school, the commission", format!("/students?institution={school}"), &cookie),
        ("student list of the city, the commission", "/students".to_owned(), &cookie),
        ("student list, a school's own", "/students".to_owned(), &school_of),
        ("candidates of a district", "/rounds/2023/early/candidates".to_owned(), &district),
        ("one student, noted in the trail", "/students/2020-00010".to_owned(), &cookie),
        ("one cohort", "/cohorts/2017".to_owned(), &cookie),
    ] {
        let [middle, high, largest] = load(&address, &path, cookie, SECONDS);
        println!("{name} | {middle:.1} | {high:.1} | {largest:.1}");
    }
    super::slow::run(&address, |seconds| load(&address, "/students/2020-00010", &cookie, seconds));
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.0.id())).unwrap_or_default();
    for wanted in ["VmRSS", "VmHWM"] {
        if let Some(line) = status.lines().find(|line| line.starts_with(wanted)) {
            println!("memory of the server: {}", line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}

/// The demonstration, once it has answered, with its address.
pub(crate) fn started(data: &Path) -> (Server, String) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("127.0.0.1:{port}");
    let child = Command::new(env!("CARGO_BIN_EXE_guantong"))
        .args(["demo", "--address", &address, "--data"])
        .arg(data)
        .env("GUANTONG_LANG", "en")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut server = Server(child);
    // It prints its address once it serves.
    let output = BufReader::new(server.0.stdout.take().unwrap());
    let mut lines = output.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains(&address)), "the server did not start");
    assert!(get(&address, "/", "").unwrap().starts_with("HTTP/1.1 200"));
    (server, address)
}

/// Asks at a steady rate, each request on a connection of its own; a late answer does not hold the next one back.
fn load(address: &str, path: &str, cookie: &str, seconds: u64) -> [f64; 3] {
    let start = Instant::now();
    let asking: Vec<_> = (0..RATE * seconds)
        .map(|n| {
            let due = start + Duration::from_micros(n * 1_000_000 / RATE);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let (address, path, cookie) = (address.to_owned(), path.to_owned(), cookie.to_owned());
            std::thread::spawn(move || {
                let asked = Instant::now();
                let answer = get(&address, &path, &cookie).unwrap();
                assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", answer.lines().next().unwrap());
                asked.elapsed().as_secs_f64() * 1e3
            })
        })
        .collect();
    let mut times: Vec<f64> = asking.into_iter().map(|thread| thread.join().unwrap()).collect();
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
    [at(50), at(95), at(100)]
}

/// Becomes somebody of the demonstration; the cookie of the session.
pub(crate) fn become_one(address: &str, login: &str) -> String {
    let body = format!("login={login}");
    let head = format!(
        "POST /demo/accounts HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = asked(address, &head).unwrap();
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
    cookie.split(';').next().unwrap().to_owned()
}

pub(crate) fn get(address: &str, path: &str, cookie: &str) -> std::io::Result<String> {
    asked(
        address,
        &format!("GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"),
    )
}

fn asked(address: &str, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
