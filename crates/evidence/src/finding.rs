//! Findings: what is wrong or remarkable in a file, as data. The words for each code live in `presentation`.
//! Every code, its severity and its values stand in [`codes`].

use serde::{Deserialize, Serialize};

pub mod codes;
pub mod table_codes;

/// What a finding does to the row or file it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Remarkable; nothing is left out.
    Notice,
    /// Doubtful: the row is used, a person should look.
    Warning,
    /// A cell could not be read: it is unknown, and the rest of its row is used.
    CellUnread,
    /// The row is refused; the rest of the file goes on.
    RowRefused,
    /// The whole file is refused: it covers nothing.
    FileRefused,
}

impl Severity {
    /// The word in files and message codes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Notice => "notice",
            Severity::Warning => "warning",
            Severity::CellUnread => "cell_unread",
            Severity::RowRefused => "row_refused",
            Severity::FileRefused => "file_refused",
        }
    }
}

/// The place a finding points to.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The line (text files) or the ordinal of the element (XML), from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The first and last character column, from 1, for fixed-width records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<(u32, u32)>,
    /// The name of the field or element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Place {
    /// A line, or the ordinal of an element.
    #[must_use]
    pub fn line(line: u32) -> Place {
        Place { line: Some(line), ..Place::default() }
    }

    /// A field or element on a line.
    #[must_use]
    pub fn field(line: u32, field: &str) -> Place {
        Place { line: Some(line), columns: None, field: Some(field.to_owned()) }
    }

    /// Characters `first` to `last` of a line.
    #[must_use]
    pub fn columns(line: u32, first: u32, last: u32) -> Place {
        Place { line: Some(line), columns: Some((first, last)), field: None }
    }

    /// An element or field of the file as a whole.
    #[must_use]
    pub fn element(field: &str) -> Place {
        Place { field: Some(field.to_owned()), ..Place::default() }
    }
}

/// One finding. Values never hold a name, a CIN or a CNSS number of a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// The code, kebab-case, prefixed by the kind of file: `ebds-control-sum`.
    pub code: String,
    /// What it does to its row or file.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Named values for the message: `expected`, `found`, `period`, …
    pub values: Vec<(String, String)>,
}

impl Finding {
    /// A finding without values.
    #[must_use]
    pub fn new(code: &str, severity: Severity, place: Place) -> Finding {
        Finding { code: code.to_owned(), severity, place, values: Vec::new() }
    }

    /// The same finding with one more named value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Finding {
        self.values.push((name.to_owned(), value.to_string()));
        self
    }
}
