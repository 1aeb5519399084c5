//! What can be wrong with a file as such, or with reading it: a code with values, never a sentence. What is wrong with what a
//! file says is not known here.

use std::fmt;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: Code,
    values: Vec<String>,
}

/// A code: its name and the names of its values, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    name: &'static str,
    values: &'static [&'static str],
}

impl Code {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The names of its values, in order.
    #[must_use]
    pub const fn values(self) -> &'static [&'static str] {
        self.values
    }

    /// A fault of this code, with its values in the order in which they are named.
    #[must_use]
    pub fn with<V: ToString>(self, values: impl IntoIterator<Item = V>) -> Fault {
        Fault { code: self, values: values.into_iter().map(|value| value.to_string()).collect() }
    }

    /// A fault of this code, which has no values.
    #[must_use]
    pub fn bare(self) -> Fault {
        Fault { code: self, values: Vec::new() }
    }
}

impl Fault {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code.name
    }

    /// Its values by name.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.code.values.iter().copied().zip(self.values.iter().map(String::as_str))
    }

    /// The fault of a code's name, where there is such a code with so many values.
    #[must_use]
    pub fn named(name: &str, values: Vec<String>) -> Option<Fault> {
        let code = CODES.iter().copied().find(|code| code.name == name)?;
        (code.values.len() == values.len()).then_some(Fault { code, values })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code.name)?;
        self.values().try_for_each(|(name, value)| write!(out, " {name}={value}"))
    }
}

impl std::error::Error for Fault {}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $constant:ident = $name:literal, [$($value:literal),*];)*) => {
        $($(#[doc = $doc])* pub const $constant: Code = Code { name: $name, values: &[$($value),*] };)*

        /// Every code.
        pub const CODES: &[Code] = &[$($constant),*];
    };
}

codes! {
    /// Another kind of file, told by its ending (`.xls`, `.ods`, `.docx` …): to be saved as `.xlsx`.
    OTHER_KIND = "sheet-other-kind", ["kind"];
    /// Opened by a password alone.
    ENCRYPTED = "sheet-encrypted", [];
    /// No kind of file that is known here.
    KIND_UNKNOWN = "sheet-kind-unknown", [];
    /// A part of the file (or all of it) does not read.
    DAMAGED = "sheet-damaged", ["part"];
    /// A part that another one names is not there.
    PART_MISSING = "sheet-part-missing", ["part"];
    /// Parts that lie on top of each other, or two of one name: no program saves such a file.
    PARTS_OVERLAP = "sheet-parts-overlap", [];
    /// XML that declares a document type or entities, by which files are made to grow or to fetch others.
    DOCTYPE = "sheet-doctype", ["part"];

    /// More bytes.
    INPUT_OVER = "sheet-input-over", ["found", "allowed"];
    /// More files within the file.
    ENTRIES_OVER = "sheet-entries-over", ["found", "allowed"];
    /// More bytes, unpacked.
    UNPACKED_OVER = "sheet-unpacked-over", ["part", "found", "allowed"];
    /// A part grows more times than any that a program saves.
    RATIO_OVER = "sheet-ratio-over", ["part", "found", "allowed"];
    /// More sheets.
    SHEETS_OVER = "sheet-sheets-over", ["found", "allowed"];
    /// A higher row.
    ROWS_OVER = "sheet-rows-over", ["found", "allowed"];
    /// A higher column.
    COLUMNS_OVER = "sheet-columns-over", ["found", "allowed"];
    /// More cells.
    CELLS_OVER = "sheet-cells-over", ["found", "allowed"];
    /// More texts in the list of texts.
    SHARED_TEXTS_OVER = "sheet-shared-texts-over", ["found", "allowed"];
    /// A longer text.
    TEXT_OVER = "sheet-text-over", ["part", "found", "allowed"];
    /// More bytes of text in all cells together.
    TEXTS_OVER = "sheet-texts-over", ["found", "allowed"];
    /// More merged ranges.
    MERGED_OVER = "sheet-merged-over", ["found", "allowed"];
    /// More elements within each other.
    DEPTH_OVER = "sheet-depth-over", ["part", "found", "allowed"];

    /// A column of lists or records.
    PARQUET_NESTED = "sheet-parquet-nested", ["column"];
    /// A column packed in a way that is not read here.
    PARQUET_CODEC = "sheet-parquet-codec", ["codec"];

    /// The reader could not be started.
    READER_UNSTARTED = "sheet-reader-unstarted", ["reason"];
    /// The reader took longer, and was ended.
    READER_LATE = "sheet-reader-late", ["seconds"];
    /// The reader's answer was longer.
    READER_ANSWER_OVER = "sheet-reader-answer-over", ["allowed"];
    /// The reader ended before it had answered: its exit code or signal. Memory beyond the limit ends it so (signal 6).
    READER_ENDED = "sheet-reader-ended", ["how"];
    /// The reader answered what no reader answers.
    READER_NONSENSE = "sheet-reader-nonsense", [];
    /// The reader panicked: damage that the library underneath did not expect.
    READER_PANICKED = "sheet-reader-panicked", [];

    /// A form or a copy that the format cannot hold, in the words of the writer underneath.
    UNWRITABLE = "sheet-unwritable", ["reason"];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named_back() {
        let fault = ROWS_OVER.with([7, 5]);
        assert_eq!(fault.to_string(), "sheet-rows-over found=7 allowed=5");
        assert_eq!(Fault::named("sheet-rows-over", vec!["7".into(), "5".into()]), Some(fault));
        assert_eq!(Fault::named("sheet-rows-over", vec![]), None);
    }
}
