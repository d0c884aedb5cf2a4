//! What each database costs: writing one entry and many, replaying, a page of a list and a page of a student, at two sizes
//! and beside how often the disk of that minute takes a write for good.

use crate::class::{Class, SCHOOL};
use crate::report::Report;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use guantong_model::StudentId;
use guantong_registry::Command;
use guantong_store::{Database, Place};
use guantong_web::{Limits, Options, router};
use jiff::civil::date;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tower::ServiceExt;

/// Students in an office; `GUANTONG_BENCH_LARGEST` leaves the larger out where it is smaller.
const SIZES: [u32; 2] = [20_000, 1_000_000];
/// Single appends, pages of each kind.
const TIMES: usize = 200;
/// Records replayed at most: the cost of one does not depend on how many there are.
const REPLAYED: usize = 100_000;

pub(crate) fn run(folder: &Path, report: &mut Report) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for size in SIZES.into_iter().filter(|size| *size <= crate::largest()) {
        let file = folder.join(format!("office-{size}.sqlite"));
        runtime.block_on(one("SQLite", &Place::File(file.clone()), size, folder, report));
        let _ = std::fs::remove_file(&file);
        if let Some(place) = served(size) {
            runtime.block_on(one("PostgreSQL", &place, size, folder, report));
        } else {
            println!("PostgreSQL: none is named in GUANTONG_TEST_POSTGRES; `cargo xtask bench` starts one");
        }
    }
}

/// An empty database on the server that the runner started.
fn served(size: u32) -> Option<Place> {
    let server = std::env::var("GUANTONG_TEST_POSTGRES").ok()?;
    let name = format!("bench_{size}_{}", std::process::id());
    let maintenance = format!("--maintenance-db={server}/postgres");
    let made = std::process::Command::new("createdb").args([&maintenance, "--encoding=UTF8", &name]).status();
    assert!(made.is_ok_and(|status| status.success()), "createdb {name}");
    Some(Place::Server { address: format!("{server}/{name}"), replica: None })
}

async fn one(database: &'static str, place: &Place, size: u32, folder: &Path, report: &mut Report) {
    let mut add = |what: &'static str, unit: &'static str, value: f64| {
        println!("{database} | {size} students | {what} | {value:.2} {unit}");
        report.add(database, size, what, unit, value);
    };
    add("disk: 4 KiB written for good", "a second", f64::from(u32::try_from(crate::syncs(folder)).unwrap()));
    let store = Database::create(place).await.unwrap();

    let start = Instant::now();
    let class = Class::admitted(store, size).await;
    add("append many: 5,000 entries a transaction", "µs an entry", each(start, class.ids.len()));

    let mut singles = Vec::new();
    for id in class.ids.iter().take(TIMES) {
        let start = Instant::now();
        let done = class.office.command(id, 1, date(2023, 9, 1), Command::Register, "bench").await.unwrap();
        assert_eq!(done.outcome, guantong_policy::Outcome::Accepted);
        singles.push(start.elapsed().as_secs_f64() * 1e3);
    }
    add("append one: decided, written for good", "ms, p50", percentile(&mut singles, 50));
    add("append one: decided, written for good", "ms, p95", percentile(&mut singles, 95));

    let start = Instant::now();
    let mut replayed = 0;
    for some in class.ids.iter().take(REPLAYED).cloned().collect::<Vec<_>>().chunks(20_000) {
        replayed += class.office.records(some).await.unwrap().len();
    }
    add("replay", "µs a record", each(start, replayed));

    let pages = pages(&class);
    let school: String = SCHOOL.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let (mut list, mut next, mut student) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..TIMES {
        list.push(asked(&pages, &format!("/students?institution={school}")).await);
        next.push(asked(&pages, &format!("/students?institution={school}&search=xuesheng{}", at % 10)).await);
        // From all over the file, so that it is not the same page of the disk each time.
        let id: &StudentId = &class.ids[at * (class.ids.len() / TIMES)];
        student.push(asked(&pages, &format!("/students/{id}")).await);
    }
    for (what, times) in [
        ("page: list of a school", &mut list),
        ("page: list, searched by a reading", &mut next),
        ("page: one student", &mut student),
    ] {
        add(what, "ms, p50", percentile(times, 50));
        add(what, "ms, p95", percentile(times, 95));
    }
    class.store.close().await;
}

fn each(start: Instant, count: usize) -> f64 {
    start.elapsed().as_secs_f64() * 1e6 / count as f64
}

fn percentile(times: &mut [f64], part: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times[(times.len() * part / 100).min(times.len() - 1)]
}

/// The pages of the office, asked without a network between.
fn pages(class: &Class) -> Router {
    let limits = Limits { requests_per_second: 100_000, requests_burst: 100_000, ..Limits::default() };
    router(
        class.office.clone(),
        Options {
            demo: true,
            accounts: false,
            report: Arc::new(|_, what| panic!("{what}")),
            clock: None,
            hosts: Vec::new(),
            local: true,
            limits,
            elsewhere: None,
        },
    )
}

/// How long a page takes, in milliseconds.
async fn asked(pages: &Router, address: &str) -> f64 {
    let start = Instant::now();
    let request = Request::builder().uri(address).header("host", "localhost").body(Body::empty()).unwrap();
    let answer = pages.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    start.elapsed().as_secs_f64() * 1e3
}
