//! Reads an XLSX file: its parts in the order in which one needs the other.

use super::grid::{self, Around};
use super::package::Package;
use super::tally::Tally;
use super::value::Book;
use super::{Sink, book, styles, texts};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::workbook::Kind;

/// Reads a file into a sink.
pub(super) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) -> Result<(), Fault> {
    let mut package = Package::open(bytes, limits)?;
    let book = book::read(&mut package, limits)?;
    let texts = match &book.texts {
        Some(part) => texts::read(&mut package, part, limits)?,
        None => Vec::new(),
    };
    let styles = match &book.styles {
        Some(part) => styles::read(&mut package, part, limits)?,
        None => Vec::new(),
    };
    sink.kind(Kind::Xlsx)?;
    let around = Around { book: Book { texts: &texts, system: book.system }, styles: &styles, limits };
    let mut tally = Tally::new(limits);
    for (place, (mut sheet, part)) in book.sheets.into_iter().enumerate() {
        tally.sheet(place)?;
        let text = package.part(&part)?;
        sink.begin(&sheet)?;
        grid::read(&part, &text, &around, &mut sheet, &mut tally, sink)?;
        sink.end(&sheet)?;
    }
    Ok(())
}
