//! Acts: what changes a workspace, one file each. Authority is checked here, where the change is made.

pub mod fix_public_day;
pub mod import;
pub mod pass;
pub mod record_text;
pub mod submit;

pub use crate::files;
pub use fix_public_day::fix_public_day;
pub use import::{import, take_over};
pub use pass::pass;
pub use record_text::record_texts;
pub use submit::submit;
