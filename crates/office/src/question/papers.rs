//! Documents beside each other, for whoever writes them: read from any folder, whatever stands in a workspace.

pub use crate::texts::{Paper, read_papers, together};
