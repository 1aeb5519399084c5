//! Procedures of the office over a small generated sector.

mod again;
mod agreements;
mod cancelled;
mod clock;
#[path = "../../../register/tests/it/composed.rs"]
mod composed;
mod damaged;
mod databases;
mod door;
mod doubts;
mod enrolments;
mod explain;
mod filings;
mod foretold;
mod former;
mod import_table;
mod keeping;
mod nation;
mod originals;
mod packs;
mod people;
mod persons;
#[path = "../../../register/tests/it/postgres.rs"]
mod postgres;
mod remembered;
mod requests;
mod results;
mod rights;
mod sector;
mod specimens;
mod texts;
mod undecided;
mod vandal;
mod waiting;
mod withdraw;
