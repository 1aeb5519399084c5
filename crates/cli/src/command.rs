//! The commands, one file each. A command reads its arguments, calls the other crates, and prints through [`crate::screen`].

pub mod across;
pub mod assess;
pub mod bring_into_force;
pub mod check;
pub mod create;
pub mod demo;
pub mod evidence;
pub mod explain;
pub mod formats;
pub mod import;
pub mod journal;
pub mod pass;
pub mod propose;
pub mod record;
pub mod serve;
pub mod sign;
pub mod submit;
pub mod texts;
pub mod verify;
pub mod withdraw_proposal;
pub mod withdraw_signature;
