//! How much is read of one file. Every overrun is a fault that says how much there was and how much is read; the limits stand
//! far above what an operator declares, and far below what harms the machine.

use serde::{Deserialize, Serialize};

/// The limits of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Bytes of the file.
    pub input_bytes_max: u64,
    /// Files within the file (XLSX is a zip).
    pub entries_max: u64,
    /// Bytes of all its parts that are read, unpacked.
    pub unpacked_bytes_max: u64,
    /// How many times larger a part may be unpacked than packed (parts under a megabyte may be larger).
    pub ratio_max: u64,
    /// Sheets.
    pub sheets_max: u64,
    /// The highest row number.
    pub rows_max: u64,
    /// The highest column number.
    pub columns_max: u64,
    /// Cells in which something stands, of all sheets.
    pub cells_max: u64,
    /// Texts in the workbook's list of texts.
    pub shared_texts_max: u64,
    /// Characters of one text.
    pub text_length_max: u64,
    /// Bytes of all texts that are given back, each as often as a cell shows it.
    pub text_bytes_max: u64,
    /// Merged ranges of a sheet.
    pub merged_max: u64,
    /// Elements of XML within each other.
    pub depth_max: u64,
    /// Bytes of the child's answer.
    pub answer_bytes_max: u64,
    /// Bytes of memory that the child may take beyond what it begins with.
    pub memory_bytes_max: u64,
    /// Seconds of the clock after which the child is ended.
    pub seconds_max: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        const MIB: u64 = 1024 * 1024;
        Limits {
            input_bytes_max: 64 * MIB,
            entries_max: 4096,
            unpacked_bytes_max: 512 * MIB,
            ratio_max: 400,
            sheets_max: 256,
            rows_max: 1_048_576,
            columns_max: 16_384,
            cells_max: 4_000_000,
            shared_texts_max: 2_000_000,
            text_length_max: 32_767,
            text_bytes_max: 256 * MIB,
            merged_max: 65_536,
            depth_max: 64,
            answer_bytes_max: 768 * MIB,
            memory_bytes_max: 768 * MIB,
            seconds_max: 60,
        }
    }
}
