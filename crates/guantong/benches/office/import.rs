//! A file of candidates of a whole city: checked, and entered; SQLite with synchronous FULL.

use crate::class::Class;
use guantong_documents::{Content, Look, Table, write_xlsx};
use guantong_model::IdentityNo;
use guantong_service::candidates::import::ImportState;
use guantong_store::{Database, Place};
use jiff::civil::date;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Where it stands, the process writes a file there and does nothing else; how many rows it has stands beside it.
pub(crate) const MAKES: &str = "GUANTONG_BENCH_MAKES";
const ROWS: &str = "GUANTONG_BENCH_ROWS";

/// Rows of a file; `GUANTONG_BENCH_LARGEST` leaves the largest out where it is smaller.
const SIZES: [u32; 3] = [2_810, 20_000, 100_000];
const HEADINGS: [&str; 16] = [
    "报名号",
    "准考证号",
    "姓名",
    "性别",
    "身份证号",
    "民族",
    "毕业初中所在区",
    "毕业初中",
    "录取总分",
    "语文",
    "数学",
    "外语",
    "随机号",
    "升学资格",
    "本市正式户籍",
    "提前招生志愿",
];

pub(crate) fn run(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!(
        "import | rows | file, MiB | checked s | rows a second | peak of memory, MiB | entered s | peak of memory, MiB"
    );
    for size in SIZES.into_iter().filter(|size| *size <= crate::largest()) {
        let place = folder.join(format!("import-{size}"));
        runtime.block_on(one(&place, size));
        std::fs::remove_dir_all(&place).unwrap();
    }
}

async fn one(folder: &Path, size: u32) {
    std::fs::create_dir_all(folder).unwrap();
    let store = Database::create(&Place::File(folder.join("office.sqlite"))).await.unwrap();
    let class = Class::with_plan(store).await;
    let office = &class.office;
    let made = folder.join("made.xlsx");
    let own = std::env::current_exe().unwrap();
    let child = Command::new(own).env(MAKES, &made).env(ROWS, size.to_string()).status().unwrap();
    assert!(child.success());
    let bytes = std::fs::read(&made).unwrap();
    forget_peak();
    let mib = bytes.len() as f64 / 1024.0 / 1024.0;
    let start = Instant::now();
    let (id, _) = office.upload_candidates(2023, "bench.xlsx", &bytes, "bench").await.unwrap();
    drop(bytes);
    office.check_next_candidates().await.unwrap();
    let checked = start.elapsed().as_secs_f64();
    let checking = peak();
    let view = office.candidate_import(&id).await.unwrap();
    assert!(view.row.state == ImportState::Checked && view.clean(), "{:?}", view.found);
    forget_peak();
    let start = Instant::now();
    let entered = office.confirm_candidate_import(&id, &view.digest, "bench").await.unwrap();
    assert_eq!(entered, size as usize);
    let entering = start.elapsed().as_secs_f64();
    let rate = f64::from(size) / checked;
    println!(
        "import | {size} | {mib:.1} | {checked:.2} | {rate:.0} | {checking} | {entering:.2} | {}",
        peak()
    );
    class.store.close().await;
}

/// Writes a file with as many rows as were asked for.
pub(crate) fn make(at: &Path) {
    let size = std::env::var(ROWS).unwrap().parse().unwrap();
    std::fs::write(at, file(size)).unwrap();
}

fn file(size: u32) -> Vec<u8> {
    let text = |text: &str| (Content::Text(text.to_owned()), Look::Body);
    let mut rows = vec![HEADINGS.map(text).to_vec()];
    for n in 1..=size {
        let (region, serial) = (1000 + n / 500, n % 500 * 2 + 1);
        let identity = IdentityNo::with_check(&format!("99{region:04}20080314{serial:03}")).unwrap();
        let name = format!(
            "考{}{}",
            char::from_u32(0x4e00 + n % 20_000).unwrap(),
            char::from_u32(0x4e00 + n / 20_000).unwrap()
        );
        let no = format!("2311{n:07}");
        let draw = n.to_string();
        let cells = [
            no.as_str(),
            no.as_str(),
            &name,
            "男",
            identity.as_str(),
            "汉族",
            "海淀区",
            "示例初级中学",
            "520.5",
            "85",
            "84",
            "83",
            &draw,
            "是",
            "是",
            "p",
        ];
        rows.push(cells.map(text).to_vec());
    }
    let table =
        Table { name: "考生".to_owned(), widths: vec![12; 16], rows, merged: Vec::new(), head_rows: 1 };
    write_xlsx(&[table], date(2023, 7, 1)).unwrap()
}

/// From now on the most memory is told of what comes.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory the process had since it was last forgotten, in MiB, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("");
    let kib: Option<u64> = line.trim().trim_end_matches(" kB").parse().ok();
    kib.map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string())
}
