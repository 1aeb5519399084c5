//! The register's tests. What needs a database takes it as a parameter and runs on both (`place`).

mod agreements;
mod alteration;
mod canonical;
mod clock;
mod entry;
mod example;
mod faults;
mod forms;
mod keys;
mod kinds;
mod lost;
mod note;
mod operators;
mod place;
mod postgres;
mod recording;
mod rules;
mod second;
mod story;
mod tree;
mod vandal;
mod vault;
mod verifying;
