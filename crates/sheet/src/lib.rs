//! Spreadsheets: files of an office, as hostile as any that a stranger hands over, become grids of cells, and grids become
//! XLSX files.
//!
//! Knows rows, columns, addresses and what stands in a cell; knows no evidence, no contract, no word of any language. Files are
//! read in a process of their own that can open nothing ([`confined`]); [`read()`] is what happens in it. Writing is [`write`].
//!
//! Where next: what a file becomes, [`workbook`] and [`cell`]; what can be wrong with it, [`fault`]; how much is read, [`limits`].

pub mod address;
pub mod cell;
pub mod confined;
pub mod day;
pub mod decimal;
pub mod fault;
pub mod limits;
pub mod read;
pub mod workbook;
pub mod write;

pub use cell::{Cell, Dated, Format, Origin, Value};
pub use confined::{Means, Reader};
pub use day::Day;
pub use fault::Fault;
pub use limits::Limits;
pub use read::read;
pub use workbook::{Column, Kind, Range, Row, Sheet, Visibility, Workbook};
pub use write::{Form, Marked};
