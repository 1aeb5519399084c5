//! Marked copies.
use super::Marked;
use crate::fault::{self, Fault};
/// The bytes of a marked copy.
pub fn marked(marked: &Marked) -> Result<Vec<u8>, Fault> {
    Err(fault::UNWRITABLE.with([marked.list_sheet.clone()]))
}
