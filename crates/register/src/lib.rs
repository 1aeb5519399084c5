//! The register: the journal of what has been recorded, and the tables that follow from it.
//!
//! An act leaves one frozen **entry** ([`entry`]), a leaf of an RFC 6962 tree ([`tree`]) whose roots are signed as
//! checkpoints ([`note`], [`signing`]). Whoever acts keeps a [`receipt`]. The [`journal`] records and reads, on `SQLite` or
//! `PostgreSQL` behind one small trait ([`store`]); [`tables`] are filled by one pure function of each entry
//! ([`projection`]) in the same transaction. [`verify`] recomputes everything from the bytes of the entries, [`export`] hands
//! them to verifiers written elsewhere, for whom `docs/journal.md` describes the form. Who a number is stands apart, in the
//! [`vault`].
//!
//! It knows no act's meaning (that is `office`), no file's content, no clock and no chance: days, moments, seeds and
//! request ids are parameters. All of it is plain blocking code: an act runs to its end on the thread that began it, so
//! that no cancelled request can leave half of one. Call it from a thread that may block.

pub mod canonical;
pub mod entry;
pub mod export;
pub mod journal;
pub mod migration;
pub mod note;
pub mod projection;
pub mod receipt;
pub mod sealed;
pub mod signing;
pub mod store;
pub mod tables;
pub mod tree;
pub mod vault;
pub mod verify;

pub use canonical::Value;
pub use entry::Entry;
pub use journal::{Draft, Head, Journal, JournalError, Read, RecordError, Recorded, Refused};
pub use receipt::Receipt;
pub use signing::{SigningKey, VerifyingKey};
pub use store::Location;
