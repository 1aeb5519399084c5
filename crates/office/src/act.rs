//! Acts: what changes a workspace, one file each. Authority is checked here, where the change is made.

pub mod asking;
pub mod bring_into_force;
pub mod fix_public_day;
pub mod import;
pub mod pass;
pub mod propose;
pub mod record_text;
pub mod sign;
pub mod submit;
pub mod withdraw_proposal;
pub mod withdraw_signature;

pub use crate::files;
pub use asking::Asking;
pub use bring_into_force::bring_into_force;
pub use fix_public_day::fix_public_day;
pub use import::{import, take_over};
pub use pass::pass;
pub use propose::propose;
pub use record_text::record_texts;
pub use sign::sign;
pub use submit::submit;
pub use withdraw_proposal::withdraw_proposal;
pub use withdraw_signature::withdraw_signature;
