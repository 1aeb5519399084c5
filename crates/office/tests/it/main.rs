//! Procedures of the office over a small generated sector.

mod explain;
mod results;
mod sector;
mod texts;
