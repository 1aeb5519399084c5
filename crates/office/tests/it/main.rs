//! Procedures of the office over a small generated sector.

mod agreements;
mod clock;
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
mod people;
#[path = "../../../register/tests/it/postgres.rs"]
mod postgres;
mod requests;
mod results;
mod rights;
mod sector;
mod texts;
mod undecided;
mod vandal;
mod waiting;
mod withdraw;
