//! Acts: what changes a workspace, one file each. Authority is checked here, where the change is made.

pub mod fix_public_day;
pub mod submit;

pub use crate::files;
pub use fix_public_day::fix_public_day;
pub use submit::submit;
