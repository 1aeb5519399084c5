//! Acts: what changes a workspace, one file each. Authority is checked here, where the change is made.

pub mod submit;

pub use crate::files;
pub use submit::submit;
