//! A progression of a whole class, handed over: every decision, journal and projections in one transaction, SQLite with
//! synchronous FULL; and the same records read back.

use crate::class::{Class, PARTNER, SCHOOL};
use guantong_model::Stage;
use guantong_service::batch::{BatchKind, BatchState, NewBatch};
use guantong_service::journal::Verifier;
use guantong_store::{Database, Place};
use jiff::civil::date;
use std::path::Path;
use std::time::Instant;

/// Students of a class; `GUANTONG_BENCH_LARGEST` leaves the largest out where it is smaller.
const SIZES: [u32; 3] = [2_000, 20_000, 200_000];

pub(crate) fn run(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!(
        "progression batch | students | preview s | carried out s | a student, µs | fold all s | verify s"
    );
    let mut first = None;
    for size in SIZES.into_iter().filter(|size| *size <= crate::largest()) {
        let place = folder.join(format!("class-{size}"));
        let figures = runtime.block_on(one(&place, size));
        let each = figures.carried_out * 1e6 / f64::from(size);
        println!(
            "progression batch | {size} | {:.2} | {:.2} | {each:.0} | {:.2} | {:.2}",
            figures.preview, figures.carried_out, figures.fold, figures.verify
        );
        let (was, before) = *first.get_or_insert((size, figures.carried_out));
        if was != size {
            println!("  {} × the students of {was} cost {:.1} ×", size / was, figures.carried_out / before);
        }
        std::fs::remove_dir_all(&place).unwrap();
    }
}

struct Figures {
    preview: f64,
    carried_out: f64,
    fold: f64,
    verify: f64,
}

async fn one(folder: &Path, size: u32) -> Figures {
    std::fs::create_dir_all(folder).unwrap();
    let store = Database::create(&Place::File(folder.join("office.sqlite"))).await.unwrap();
    let class = Class::assessed(store, size).await;
    let office = &class.office;
    let new = NewBatch {
        kind: BatchKind::Progress,
        institution: SCHOOL.to_owned(),
        partner: Some(PARTNER.to_owned()),
        cohort: 2023,
        stage: Stage::Secondary,
        programme: None,
        on: date(2026, 9, 1),
    };
    let batch = office.open_batch(new, "bench").await.unwrap();
    let start = Instant::now();
    let preview = office.preview_batch(&batch).await.unwrap();
    let previewed = start.elapsed().as_secs_f64();
    assert_eq!(preview.moved(), class.ids.len());
    let half = office.sign_batch(&batch.id, batch.version, SCHOOL, &preview.digest, "a").await.unwrap();
    let start = Instant::now();
    let done = office.sign_batch(&half.id, half.version, PARTNER, &preview.digest, "b").await.unwrap();
    let carried_out = start.elapsed().as_secs_f64();
    assert_eq!(done.state, BatchState::Closed);

    let start = Instant::now();
    let mut folded = 0;
    for some in class.ids.chunks(20_000) {
        folded += office.records(some).await.unwrap().len();
    }
    let fold = start.elapsed().as_secs_f64();
    assert_eq!(folded, class.ids.len());

    let start = Instant::now();
    let (mut verifier, mut after) = (Verifier::default(), 0);
    loop {
        let entries = office.storage().entries(after, 5_000).await.unwrap();
        let Some(last) = entries.last() else { break };
        after = last.seq;
        entries.iter().for_each(|entry| verifier.check(entry).unwrap());
    }
    let verify = start.elapsed().as_secs_f64();
    class.store.close().await;
    Figures { preview: previewed, carried_out, fold, verify }
}
