//! The office: procedures over a workspace. A page or a command calls exactly one.
//!
//! A [`workspace`] holds contracts, published statistics, evidence and the key of the pseudonyms. [`texts`] tells which documents are assessed, and why not the others. [`assess`] tells where
//! every commitment stands and what is owed; [`explain`] opens one figure down to its rows; [`across`] holds operators together; [`results`] keeps what was
//! computed. Nothing here knows terminals, pages or languages.

pub mod across;
pub mod assess;
pub mod at_hand;
pub mod dossier;
pub mod doubts;
pub mod explain;
pub mod files;
pub mod filings;
pub mod formats;
pub mod results;
pub mod sector;
pub mod shipped;
pub mod statistics;
pub mod texts;
pub mod undecided;
pub mod waiting;
pub mod workspace;
