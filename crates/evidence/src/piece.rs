//! A piece: one file of a submission, read and checked but not yet pseudonymised.
//!
//! Readers (`read`) make pieces; `intake` turns a piece's rows into stored rows. A [`RawPerson`] cannot be printed,
//! logged or serialised: official numbers leave it only through the keyed hash.

use contract::calendar::{Date, Interval, Month};
use contract::facts::{Cell, Period};

use crate::answer::{Answer, How};
use crate::finding::Finding;
use crate::pseudonym::{CIN, CNSS};
use crate::read::spelling::key;
use crate::schema::named::{AFFILIATION, OPERATOR, SITE};

/// What kind of file it is, told from its content: a table that a document declares, by the table's name, or a format
/// with a reader of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PieceKind(&'static str);

impl PieceKind {
    /// CNSS e-BDS list that the CNSS sends beforehand (family A). Checked, then only compared with.
    pub const EBDS_PREESTABLISHED: PieceKind = PieceKind("ebds_preestablished");
    /// CNSS e-BDS main declaration (family B).
    pub const EBDS_MAIN: PieceKind = PieceKind("ebds_main");
    /// CNSS e-BDS complementary declaration (family E): adds to its main declaration.
    pub const EBDS_COMPLEMENT: PieceKind = PieceKind("ebds_complement");
    /// SIMPL-IR yearly statement of salaries, état 9421 (XML).
    pub const ANNUAL_TAX: PieceKind = PieceKind("annual_tax");

    /// The kind of the files of a declared table.
    #[must_use]
    pub const fn of_table(table: &'static str) -> PieceKind {
        PieceKind(table)
    }

    /// The name of the kind in files and messages, as it is serialised.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl serde::Serialize for PieceKind {
    fn serialize<S: serde::Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        writer.serialize_str(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for PieceKind {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<PieceKind, D::Error> {
        let name = String::deserialize(reader)?;
        if !is_name(&name) {
            return Err(serde::de::Error::custom(format!("{name} is the name of no kind of file")));
        }
        let name = FORMER_NAMES.iter().find(|(former, _)| *former == name).map_or(name.as_str(), |(_, table)| table);
        Ok(PieceKind(crate::catalogue::interned(name)))
    }
}

/// Kinds that manifests once called otherwise than their table.
const FORMER_NAMES: [(&str, &str); 3] = [("operators", OPERATOR), ("affiliations", AFFILIATION), ("sites", SITE)];

/// Whether a table or a kind of file may be called so: what a document may call a table.
fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Who declares, in the file's own words; intake resolves it to an operator.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Declarant {
    /// The rows name their operator themselves (registers).
    #[default]
    PerRow,
    /// A CNSS affiliation (seven digits).
    Affiliation(String),
    /// A tax identifier (IF).
    TaxIdentifier(String),
    /// A party that is no operator, by its identifier.
    Party(String),
}

/// Official numbers of a person, normalised. Deliberately without `Debug`, `Display` or `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct RawPerson {
    /// The number that says who it is; `None` where there is none, or none yet.
    pub number: Option<String>,
    /// The number of a card, which stands in for it and leads to it.
    pub card: Option<String>,
    /// Which numbers they are.
    pub schemes: Schemes,
}

/// The schemes of a person's numbers, by their identifiers: a person is asked for by (scheme, number).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Schemes {
    /// Of the number.
    pub number: &'static str,
    /// Of the card.
    pub card: &'static str,
}

impl Schemes {
    /// Those of the declarations that have readers of their own.
    pub const NATIVE: Schemes = Schemes { number: CNSS, card: CIN };
}

impl RawPerson {
    /// A person by the schemes of the declarations that have readers of their own.
    #[must_use]
    pub const fn native(number: Option<String>, card: Option<String>) -> RawPerson {
        RawPerson { number, card, schemes: Schemes::NATIVE }
    }
}

/// One row that a reader accepted.
#[derive(Clone)]
pub struct RawRow {
    /// The line (text files) or the ordinal of the element (XML), from 1.
    pub line: u32,
    /// The operator, where the file names it on the row.
    pub operator: Option<String>,
    /// The person, where the kind of file has persons.
    pub person: Option<RawPerson>,
    /// The period of the row, where it is not the piece's own.
    pub period: Option<Period>,
    /// Validity, for dated states.
    pub valid: Option<Interval>,
    /// Canonical cells by column name (see `crate::schema`).
    pub cells: Vec<(&'static str, Cell)>,
}

/// Every row of the file, accounted for: `rows_in = used + ignored + refused`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Accounting {
    /// Rows found in the file (data rows; headers, recaps and blank lines are not rows).
    pub rows_in: u64,
    /// Rows that entered the store.
    pub used: u64,
    /// Rows left out for a stated reason that is not a fault, by reason code.
    pub ignored: std::collections::BTreeMap<String, u64>,
    /// Rows refused, by finding code.
    pub refused: std::collections::BTreeMap<String, u64>,
    /// Of the rows used, those with a cell that could not be read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unread: u64,
    /// Of the rows refused, those that name nobody: each may be anybody's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unnamed: Vec<Unnamed>,
}

impl Accounting {
    /// Rows left out for any reason that is not a fault.
    #[must_use]
    pub fn rows_ignored(&self) -> u64 {
        self.ignored.values().sum()
    }

    /// Rows refused for any reason.
    #[must_use]
    pub fn rows_refused(&self) -> u64 {
        self.refused.values().sum()
    }
}

/// Refused rows that name no person (in a register without persons: whose row it is, nobody knows).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Unnamed {
    /// The operator, where the file has many and the row names one; nothing once a file is one operator's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// The period, where the row says one; else any of the file's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// How many.
    pub rows: u64,
}

/// A row of a register that is not used, and whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Aside {
    /// The operator that it names.
    pub operator: String,
    /// Its line, where something was found in it.
    pub line: Option<u32>,
    /// The period that it names, where it is refused.
    pub period: Option<Period>,
    /// Why it is not used.
    pub reason: String,
    /// Whether that is a fault.
    pub is_refused: bool,
}

impl Aside {
    /// A row that is refused.
    pub(crate) fn refused(operator: String, line: Option<u32>, period: Option<Period>, code: &str) -> Aside {
        Aside { operator, line, period, reason: code.to_owned(), is_refused: true }
    }

    /// A row that is left out for a reason that is no fault.
    pub(crate) fn ignored(operator: String, line: Option<u32>, reason: &str) -> Aside {
        Aside { operator, line, period: None, reason: reason.to_owned(), is_refused: false }
    }
}

/// What stands for an operator that nobody knows: no operator is called so.
const UNKNOWN: &str = "?";

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Accounting {
    /// Adds a refused row that names nobody.
    pub fn add_unnamed(&mut self, operator: Option<&str>, period: Option<Period>) {
        self.add_unnamed_rows(operator, period, 1);
    }

    fn add_unnamed_rows(&mut self, operator: Option<&str>, period: Option<Period>, rows: u64) {
        match self.unnamed.binary_search_by(|one| (one.operator.as_deref(), one.period).cmp(&(operator, period))) {
            Ok(known) => self.unnamed[known].rows += rows,
            Err(place) => {
                self.unnamed.insert(place, Unnamed { operator: operator.map(str::to_owned), period, rows });
            }
        }
    }

    /// Keeps nothing of what is written in the place of operators that nobody knows, which may be anything: these rows are
    /// nobody's.
    pub(crate) fn forget_unknown(&mut self, is_known: impl Fn(&str) -> bool) {
        for one in std::mem::take(&mut self.unnamed) {
            let word = one.operator.as_deref().map(|operator| if is_known(operator) { operator } else { UNKNOWN });
            self.add_unnamed_rows(word, one.period, one.rows);
        }
    }

    /// How many refused rows that name nobody may belong to a period of the file (to the file, where it has none).
    #[must_use]
    pub fn unnamed_in(&self, period: Option<Period>) -> u64 {
        let may = |one: &&Unnamed| one.period.is_none() || one.period == period;
        self.unnamed.iter().filter(may).map(|one| one.rows).sum()
    }
}

/// The insured lines that the pre-established list (A02) and its answer (B02) must have in common, as written.
///
/// Numbers in clear, therefore opaque: only the comparison of two pieces looks inside, and nothing keeps it.
#[derive(Default)]
pub struct Roll {
    pub(crate) lines: Vec<RollLine>,
}

/// One line of a [`Roll`].
pub(crate) struct RollLine {
    pub(crate) line: u32,
    pub(crate) number: u64,
    /// Children, allowances to pay, to deduct and net; nothing where a field is not a number.
    pub(crate) allowances: [Option<u64>; 4],
}

/// A column about which somebody may say how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answerable {
    /// The heading that is asked for.
    pub column: &'static str,
    /// What else a header may say.
    pub labels: &'static [&'static str],
    /// The ways.
    pub ways: &'static [How],
}

/// A file, read.
#[derive(Default)]
pub struct Piece {
    /// The kind, or nothing where the content is of no known kind (then `findings` says so and no row is used).
    pub kind: Option<PieceKind>,
    /// The file's name without folders.
    pub name: String,
    /// The size in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Byte offset of each line (text files): the line index that is kept instead of the file.
    pub line_starts: Vec<u64>,
    /// Who declares.
    pub declarant: Declarant,
    /// The period of the whole file, where it has one.
    pub period: Option<Period>,
    /// The periods of a file that speaks of several, sorted; its rows carry their own.
    pub periods: Vec<Period>,
    /// The number of a complementary declaration (1 to 9).
    pub complement: Option<u8>,
    /// The date the file gives itself, if any.
    pub dated: Option<Date>,
    /// The rows to use.
    pub rows: Vec<RawRow>,
    /// What was found, in order of place.
    pub findings: Vec<Finding>,
    /// Rows in = used + ignored + refused. `used` equals `rows.len()`.
    pub accounting: Accounting,
    /// Of the rows that are not used, those that name an operator, whether anybody knows it or not.
    pub aside: Vec<Aside>,
    /// What somebody answered about its columns, which are called by the headings that are asked for; sorted.
    pub read_as: Vec<Answer>,
    /// The columns about which something can be answered.
    pub answerable: Vec<Answerable>,
    /// The insured lines to compare with the other list; empty for files that are not e-BDS of families A and B.
    pub roll: Roll,
}

impl Answerable {
    /// Whether an answer is about this column.
    #[must_use]
    pub fn is_meant(&self, answer: &Answer) -> bool {
        let spelled = key(&answer.column);
        let mut labels = std::iter::once(&self.column).chain(self.labels);
        self.ways.contains(&answer.how) && labels.any(|label| key(label) == spelled)
    }
}

impl Piece {
    /// The column that an answer is about, by the heading that is asked for.
    #[must_use]
    pub fn answered(&self, answer: &Answer) -> Option<&'static str> {
        self.answerable.iter().find(|one| one.is_meant(answer)).map(|one| one.column)
    }

    /// Every period that the file as a whole speaks of.
    #[must_use]
    pub fn all_periods(&self) -> Vec<Period> {
        self.period.map_or_else(|| self.periods.clone(), |period| vec![period])
    }

    /// The month of the whole file, where it is monthly.
    #[must_use]
    pub fn month(&self) -> Option<Month> {
        match self.period {
            Some(Period::Month(month)) => Some(month),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_former_manifests_are_those_of_their_tables() {
        let kind = |name: &str| serde_json::from_str::<PieceKind>(&format!("\"{name}\"")).expect("a kind");
        for (former, table) in FORMER_NAMES {
            assert_eq!(kind(former), PieceKind::of_table(table));
        }
        assert_eq!((kind("payroll").name(), kind("ebds_main")), ("payroll", PieceKind::EBDS_MAIN));
        assert!(serde_json::from_str::<PieceKind>("\"a kind\"").is_err());
    }
}
