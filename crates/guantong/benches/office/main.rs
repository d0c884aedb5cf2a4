//! What the office costs, in figures: `cargo xtask bench`. Each is printed with what it was measured on; machines are
//! noisy, so compare ratios of one run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement that cannot be made stops"
)]

mod batch;
mod cases;
mod class;
mod import;
mod report;
mod server;
mod slow;
mod storage;

use report::Report;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // A file is made by a process of its own, so that what making it took is not in the figures.
    if let Some(made) = std::env::var_os(import::MAKES) {
        import::make(Path::new(&made));
        return;
    }
    // Names of parts after the flags of cargo; all of them where none is named.
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| named.is_empty() || named.iter().any(|name| name == part);
    let folder = Folder::new();
    println!("fsync: {} a second (4 KiB written and synchronised, {SYNCS} times)", syncs(&folder.0));
    if wanted("server") {
        server::run(&folder.0.join("city"));
        println!();
    }
    if wanted("cases") {
        cases::run(&folder.0.join("city"));
        println!();
    }
    if wanted("batch") {
        batch::run(&folder.0);
    }
    if wanted("import") {
        import::run(&folder.0);
    }
    if wanted("storage") {
        let mut report = Report::default();
        storage::run(&folder.0, &mut report);
        report.write(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("../bench"));
    }
    println!("fsync: {} a second at the end", syncs(&folder.0));
}

/// The most students of any part: `GUANTONG_BENCH_LARGEST`, else all there are sizes for.
fn largest() -> u32 {
    std::env::var("GUANTONG_BENCH_LARGEST").ok().and_then(|n| n.parse().ok()).unwrap_or(u32::MAX)
}

/// A folder that goes with the run.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const SYNCS: u32 = 200;

/// How often the disk of this minute takes a write for good.
fn syncs(folder: &Path) -> u64 {
    let mut file = std::fs::File::create(folder.join("sync")).unwrap();
    let start = Instant::now();
    for _ in 0..SYNCS {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    (f64::from(SYNCS) / start.elapsed().as_secs_f64()) as u64
}
