//! What a person reads, in three languages: completeness of the messages, figures, tables.

mod doubts;
mod faults;
mod messages;
mod pictures;
mod quantities;
mod screen;
mod verdicts;
mod waits;
