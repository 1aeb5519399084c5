//! The pieces that pages are made of: the frame around every page, marks, figures, tables, pictures, agreed text.
//!
//! Each is a function from typed values to markup. What stands on a page, and in which order, is for [`crate::page`].

pub mod agreed;
pub mod commitment;
pub mod damage;
pub mod doubt;
pub mod enrolment;
pub mod filing;
pub mod frame;
pub mod mark;
pub mod picture;
pub mod reconciliation;
pub mod table;
pub mod tally;
pub mod told;
pub mod undecided;
pub mod waiting;
pub mod words;
