//! How many connections there may be: in all, and from one address.

use super::Refused;
use guantong_web::Client;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// How many in all, however many the system would allow.
pub(super) const ALL_MOST: usize = 10_000;
/// How many from one address: a school is many people behind one.
pub(super) const EACH_MOST: usize = 512;

/// The connections there are.
#[derive(Clone, Debug)]
pub(super) struct Places {
    all_most: usize,
    each_most: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    each: HashMap<String, usize>,
}

/// A place of one connection, free again once it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    /// Nothing where places of its address are not counted.
    key: Option<String>,
    taken: Arc<Mutex<Taken>>,
}

impl Places {
    pub(super) fn new(all_most: usize, each_most: usize) -> Self {
        Places { all_most, each_most, taken: Arc::default() }
    }

    /// A place for an address, or why none is left. Behind a proxy are many, so its own are not counted.
    pub(super) fn take(&self, address: IpAddr, proxy: bool) -> Result<Place, Refused> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= self.all_most {
            return Err(Refused::Full);
        }
        let key = (!proxy).then(|| Client { address, secure: false }.key());
        if let Some(key) = &key {
            let each = taken.each.entry(key.clone()).or_default();
            if *each >= self.each_most {
                return Err(Refused::AddressFull);
            }
            *each += 1;
        }
        taken.all += 1;
        Ok(Place { key, taken: Arc::clone(&self.taken) })
    }

    /// How many are taken.
    pub(super) fn taken(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        let Some(key) = &self.key else { return };
        if let Some(each) = taken.each.get_mut(key) {
            *each -= 1;
            if *each == 0 {
                taken.each.remove(key);
            }
        }
    }
}

/// How many connections may be open at once: what the system allows, less what files and the database need.
///
/// Raises what the system allows to the most it would.
pub(super) fn allowed() -> usize {
    /// Files, database, standard streams.
    const OTHERS: u64 = 128;
    ALL_MOST.min(usize::try_from(descriptors().saturating_sub(OTHERS).max(1)).unwrap_or(ALL_MOST))
}

#[cfg(unix)]
fn descriptors() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // Where it may not be raised, what there is has to do.
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum.unwrap_or(u64::MAX),
        Err(_) => limit.current.unwrap_or(u64::MAX),
    }
}

#[cfg(not(unix))]
fn descriptors() -> u64 {
    u64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_few_for_each_address_and_come_back() {
        let places = Places::new(3, 2);
        let address = |last| IpAddr::from([192, 0, 2, last]);
        let first = places.take(address(1), false);
        let second = places.take(address(1), false);
        assert!(first.is_ok() && second.is_ok());
        assert_eq!(places.take(address(1), false).unwrap_err(), Refused::AddressFull, "two for each");
        let third = places.take(address(2), false);
        assert!(third.is_ok());
        assert_eq!(places.take(address(3), false).unwrap_err(), Refused::Full, "three in all");
        assert_eq!(places.taken(), 3);
        drop(first);
        assert!(places.take(address(1), false).is_ok());
        drop((second, third));
        assert!(places.taken.lock().unwrap().each.is_empty());
    }

    #[test]
    fn a_proxy_has_as_many_as_there_are() {
        let places = Places::new(3, 1);
        let proxy = IpAddr::from([10, 0, 0, 1]);
        let all: Vec<_> = (0..4).map(|_| places.take(proxy, true)).collect();
        assert_eq!(all.iter().filter(|place| place.is_ok()).count(), 3);
    }

    #[test]
    fn there_is_room_for_connections() {
        assert!((1..=ALL_MOST).contains(&allowed()));
    }
}
