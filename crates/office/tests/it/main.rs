//! Procedures of the office over a small generated sector.

mod results;
mod sector;
