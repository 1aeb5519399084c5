//! One clock: hires are ranked in the month in which the head count sees them, and rate and class of a month are read on one
//! day of it.

use std::path::Path;

use crate::desk::mithaq;

#[test]
fn rate_and_class_of_a_month_are_read_on_one_day() {
    passes("one-moment.md");
}

#[test]
fn dates_bands_and_rounding_stay_right() {
    passes("dates-bands-rounding.md");
}

/// The worked cases of a document of this folder.
fn passes(document: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/documents");
    let document = folder.join(document).display().to_string();
    let output = mithaq(Path::new("nowhere"), &["check", &document]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
