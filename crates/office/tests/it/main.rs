//! Procedures of the office over a small generated sector.

mod agreements;
mod door;
mod doubts;
mod explain;
mod filings;
mod foretold;
mod requests;
mod results;
mod sector;
mod texts;
mod undecided;
mod vandal;
mod waiting;
