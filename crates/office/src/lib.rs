//! The office: the only door. A page or a command asks one question or does one act, and gets an answer of codes, values and
//! keys.
//!
//! Questions ([`question`]: one file each) are asked of a [`known::Known`] by an [`actor::Actor`]; what the actor may not
//! see never leaves. Acts ([`act`]) change a workspace. Answers ([`answer`]) are types without words of any language: these
//! stand in `presentation`. The other modules are the rooms behind the door; whoever is outside (`cli`, `portal`) does not
//! name them, which a rule of `tests/tidy` holds.

pub mod act;
pub mod actor;
pub mod answer;
pub mod fault;
pub mod known;
pub mod moment;
pub mod now;
pub mod people;
pub mod question;
pub mod recognition;
pub mod refusal;
pub mod rights;
pub mod role;
pub mod workspace;

// Behind the door.
pub mod across;
pub mod assess;
pub mod at_hand;
mod base32;
mod damaged;
pub mod dossier;
pub mod doubts;
pub mod enrolments;
pub mod explain;
pub mod export;
pub mod files;
pub mod filings;
pub mod formats;
mod nation;
mod reference;
pub mod results;
pub mod secrecy;
pub mod sector;
pub mod shipped;
mod slices;
pub mod statistics;
pub mod texts;
pub mod undecided;
pub mod waiting;
