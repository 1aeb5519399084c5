//! From what the office gives to views.

pub mod contract;
pub mod register;
