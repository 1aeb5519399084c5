//! Power cuts, kills, a full disk and many writers at once: what was acknowledged stays, and every figure is the same.
//!
//! A C library (`watch.c`) sees every change that the real executable makes on the disk; `disk.rs` makes of that record
//! the disk as a power cut may leave it, and `judge.rs` says whether a workspace is right. What is tolerated, the model of
//! the disk and what is not covered stand in `docs/reliability.md`.

mod birth;
mod chance;
mod count;
mod cuts;
mod disk;
mod full;
mod judge;
mod kills;
mod log;
mod sector;
mod server;
mod site;
mod story;
mod syncs;
mod writers;
