//! The ranking of excellent cases in the demonstration city: put together anew, and by other weights alone.

use crate::server::{become_one, get, started};
use std::path::Path;
use std::time::Instant;

/// Years of which nothing is chosen in the city: asked in turn, each is put together anew.
const YEARS: [i32; 2] = [2020, 2021];
/// How often each is asked.
const TIMES: u32 = 20;

pub(crate) fn run(data: &Path) {
    let (_server, address) = started(data);
    let cookie = become_one(&address, "jiaowei");
    let timed = |path: &str| {
        let start = Instant::now();
        let answer = get(&address, path, &cookie).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", answer.lines().next().unwrap());
        start.elapsed().as_secs_f64() * 1e3
    };
    let anew = middle((0..TIMES).map(|n| timed(&format!("/cases/{}/ranking", YEARS[n as usize % 2]))));
    let weighed = middle((0..TIMES).map(|n| {
        let weights = format!("duration={}&stability=20&fill-rate=20&enterprises=20&quality=20", 10 + n);
        timed(&format!("/cases/{}/ranking?{weights}", YEARS[1]))
    }));
    println!("ranking of excellent cases | anew ms | other weights ms | ratio");
    println!("ranking of excellent cases | {anew:.0} | {weighed:.1} | {:.1}", anew / weighed);
}

fn middle(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
