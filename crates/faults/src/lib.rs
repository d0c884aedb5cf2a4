//! A disk for tests that fails when it is told to: an operation by its number, or its power.
//!
//! [`Disk::below`] puts one under a folder: whatever SQLite keeps there from then on goes through it, and the program
//! under test needs no change, for the disk is what SQLite opens files with by default. Files elsewhere are not touched.
//!
//! Knows: how SQLite asks for its files, and what a disk may do to what was written and not yet synced.
//! Must never know: what is written. It is used by tests alone, and by nothing that is shipped.

mod dice;
mod disk;
mod image;
mod vfs;

pub use dice::Dice;
pub use disk::{Act, Counts, Disk, Failing, How};
