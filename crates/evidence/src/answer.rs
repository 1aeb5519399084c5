//! What whoever hands a file in answers about a column of which the cells could be read in several ways.
//!
//! The reader asks with a finding that names the column and gives each reading ([`offers`]); an answer names the column and
//! one of the words of [`How`]. It is kept with the file (`read_as` of its manifest), for whoever reads the file again.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::finding::codes::Code;
use crate::finding::{Finding, table_codes};
use crate::formats::Content;

/// How the cells of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A comma stands before decimals, a point between thousands.
    DecimalComma,
    /// A point stands before decimals, a comma between thousands.
    DecimalPoint,
    /// The day stands first: `01/09/2025` is in September.
    DayFirst,
    /// The month stands first: `01/09/2025` is in January.
    MonthFirst,
    /// A year of two digits stands first.
    YearFirst,
    /// Numbers are days counted as most spreadsheets count them, from 1900.
    Serial1900,
    /// Numbers are days counted as some spreadsheets of Macintosh count them, from 1904.
    Serial1904,
}

/// What an answer settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// How amounts use the point and the comma.
    Amounts,
    /// Which number of a day is what.
    Days,
    /// From when numbers count days.
    Serials,
}

impl How {
    /// Every way.
    pub const ALL: [How; 7] = [
        How::DecimalComma,
        How::DecimalPoint,
        How::DayFirst,
        How::MonthFirst,
        How::YearFirst,
        How::Serial1900,
        How::Serial1904,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            How::DecimalComma => "decimal-comma",
            How::DecimalPoint => "decimal-point",
            How::DayFirst => "day-first",
            How::MonthFirst => "month-first",
            How::YearFirst => "year-first",
            How::Serial1900 => "serial-1900",
            How::Serial1904 => "serial-1904",
        }
    }

    /// What it settles.
    #[must_use]
    pub const fn settles(self) -> Matter {
        match self {
            How::DecimalComma | How::DecimalPoint => Matter::Amounts,
            How::DayFirst | How::MonthFirst | How::YearFirst => Matter::Days,
            How::Serial1900 | How::Serial1904 => Matter::Serials,
        }
    }

    /// The ways in which a column of that content may be answered about.
    #[must_use]
    pub const fn of(content: Content) -> &'static [How] {
        match content {
            Content::Amount => &[How::DecimalComma, How::DecimalPoint],
            Content::Date => &[How::DayFirst, How::MonthFirst, How::YearFirst, How::Serial1900, How::Serial1904],
            _ => &[],
        }
    }
}

impl FromStr for How {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<How, UnknownWord> {
        let word = text.trim().to_ascii_lowercase();
        How::ALL.into_iter().find(|how| how.word() == word).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// A word that says of no column how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord(pub String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = How::ALL.map(How::word).join(", ");
        write!(out, "\"{}\" is none of: {words}", self.0)
    }
}

impl std::error::Error for UnknownWord {}

impl Serialize for How {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        writer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for How {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<How, D::Error> {
        String::deserialize(reader)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An answer about a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Answer {
    /// The column: a heading in any of its spellings as it was typed, the one that is asked for once a reader knew it.
    pub column: String,
    /// How it is written.
    pub how: How,
}

impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}={}", self.column, self.how.word())
    }
}

/// A way in which a column that is asked about can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The answer that chooses it.
    pub answer: Answer,
    /// What the first open cell is by it.
    pub reading: String,
}

/// What stands for a reading that there is not.
pub(crate) const NO_READING: &str = "—";

/// The codes with which a reader asks how a column is written, each with the ways that it gives readings of.
const QUESTIONS: [(Code, &[How]); 4] = [
    (table_codes::FILE_AMOUNTS_OPEN, &[How::DecimalComma, How::DecimalPoint]),
    (table_codes::FILE_DAYS_OPEN, &[How::DayFirst, How::MonthFirst]),
    (table_codes::FILE_SHORT_YEARS_OPEN, &[How::DayFirst, How::MonthFirst, How::YearFirst]),
    (table_codes::FILE_SERIALS_OPEN, &[How::Serial1900, How::Serial1904]),
];

/// The ways that a question gives readings of.
pub(crate) fn ways(question: Code) -> &'static [How] {
    QUESTIONS.iter().find(|(code, _)| *code == question).map_or(&[], |(_, ways)| ways)
}

/// Whether a code asks how a column is written.
pub(crate) fn is_question(code: Code) -> bool {
    !ways(code).is_empty()
}

/// The name of the value that says what the first open cell is in a way.
pub(crate) fn value_of(how: How) -> &'static str {
    match how {
        How::DecimalComma => "decimal_comma",
        How::DecimalPoint => "decimal_point",
        How::DayFirst => "day_first",
        How::MonthFirst => "month_first",
        How::YearFirst => "year_first",
        How::Serial1900 => "serial_1900",
        How::Serial1904 => "serial_1904",
    }
}

/// The ways in which the column of a finding can be read; none where the finding asks nothing.
#[must_use]
pub fn offers(finding: &Finding) -> Vec<Offer> {
    let asked = QUESTIONS.iter().find(|(code, _)| code.name() == finding.code);
    let value = |name: &str| finding.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let (Some((_, ways)), Some(column)) = (asked, value("column")) else { return Vec::new() };
    let offer = |how: &How| {
        let reading = value(value_of(*how)).filter(|reading| *reading != NO_READING)?;
        let answer = Answer { column: column.to_owned(), how: *how };
        Some(Offer { answer, reading: reading.to_owned() })
    };
    ways.iter().filter_map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_has_its_word() {
        for how in How::ALL {
            assert_eq!(how.word().parse(), Ok(how));
        }
        assert!("thousands".parse::<How>().is_err());
    }
}
