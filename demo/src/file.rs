//! Writers of the real file formats, one a kind. They share nothing with the readers but the published layouts.

pub(crate) mod ebds;
pub(crate) mod payroll;
pub(crate) mod platform;
pub(crate) mod programme;
pub(crate) mod register;
pub(crate) mod statement;

/// A file as bytes, and the line on which a fault was put (of text files; the ordinal of the element in XML).
pub(crate) struct Written {
    pub(crate) bytes: Vec<u8>,
    pub(crate) faulty_line: Option<u32>,
}
