//! Inputs that came out wrong once, or must stay right: what is handed in, and what must come out.
//!
//! Each test is one case: files as an operator hands them in, day by day, through the executable; then every
//! determination of the clause in question, by the number that was handed in. The small firm with which nearly all of
//! them begin stands in `firm.rs`; what is written after it is the whole difference. `README.md` says how to add one.
//! Everything in here is made up.

mod amounts;
mod cells;
mod clocks;
mod correction;
mod declared;
mod desk;
mod ebds;
mod explaining;
mod files;
mod firm;
mod fixed_width;
mod founding;
mod identity;
mod jobs;
mod lines;
mod nationality;
mod nobody;
mod places;
mod registers;
mod slots;
mod small_unknowns;
mod ties;
mod two_employers;
