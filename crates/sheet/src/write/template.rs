//! Templates.
use super::Form;
use crate::fault::{self, Fault};
/// The bytes of a form.
pub fn template(form: &Form) -> Result<Vec<u8>, Fault> {
    Err(fault::UNWRITABLE.with([form.sheet.clone()]))
}
