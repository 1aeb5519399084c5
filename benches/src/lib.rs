//! What Mithaq is measured against, and how.

pub mod evidence;
