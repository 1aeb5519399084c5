//! From what the office gives to views: a workspace as known on one day is assessed once and kept.

pub mod amount;
pub mod clause;
pub mod contract;
pub mod day;
pub mod gather;
pub mod method;
pub mod operator;
pub mod register;
pub mod territories;
pub mod withheld;
