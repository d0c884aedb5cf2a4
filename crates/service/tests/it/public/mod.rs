//! What the public comes for: a result looked up, a certificate checked, the plan searched, the prospectus, what
//! institutions do to make the programme known.

mod activate;
mod check;
mod look_up;
mod prospectus;
mod publicity;
mod search;

use crate::office::TestOffice;
use guantong_model::{Date, Stage};
use guantong_policy::edition::{Edition, builtin_files};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::account::Locks;
use guantong_service::ports::{Clock, Randomness};
use guantong_store::{Place, Sqlite};
use jiff::civil::date;
use std::sync::Arc;

const SCHOOL: &str = "北京市昌平职业学校";

fn locks() -> Locks {
    Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs)
}

struct Stopped(i64, Date);

impl Clock for Stopped {
    fn now(&self) -> i64 {
        self.0
    }
    fn today(&self) -> Date {
        self.1
    }
}

struct Sevens;

impl Randomness for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// Another server of the same office, whose clock stands at a moment.
async fn server(office: &TestOffice, now: i64) -> Office {
    let Place::File(file) = office.place() else { panic!("a file") };
    let store = Sqlite::open(&file).await.unwrap();
    let edition = Arc::new(office.edition().clone());
    Office::new(Arc::new(store), Arc::new(Stopped(now, date(2023, 9, 1))), Arc::new(Sevens), edition)
        .with_accounts(locks())
}

/// The edition with another text in place of one of its own.
fn edition_with(file: &str, change: impl Fn(&str) -> String) -> Edition {
    let changed: Vec<(&str, String)> = builtin_files()
        .iter()
        .map(|(name, text)| (*name, if *name == file { change(text) } else { (*text).to_owned() }))
        .collect();
    let files: Vec<(&str, &str)> = changed.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Edition::load(&files).unwrap()
}

/// Every stage in its order.
const STAGES: [Stage; 3] = [Stage::Secondary, Stage::College, Stage::Bachelor];
