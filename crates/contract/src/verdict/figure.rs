//! Published figures, as `statistics.csv` and scenarios give them.

use std::fmt;
use std::str::FromStr;

use crate::calendar::{Date, Month};
use crate::model::Confidence;
use crate::money::Decimal;

/// One published figure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Figure {
    /// What is counted: `jobs_stock`.
    pub series: String,
    /// When.
    pub period: FigurePeriod,
    /// Who is counted.
    pub perimeter: String,
    /// The value.
    #[serde(serialize_with = "super::as_text")]
    pub value: Decimal,
    /// Its unit as written; nothing when it is the indicator's.
    pub unit: Option<String>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: String,
    /// What a reader must know before using it.
    pub note: String,
    /// The day on which it was published, where the source says so.
    pub published: Option<Date>,
}

impl Figure {
    /// Whether it can have been known on a day: it was published by then; where no source says when, its period was over, before
    /// which nobody can have known it.
    #[must_use]
    pub fn is_known_on(&self, day: Date) -> bool {
        self.published.or_else(|| self.period.last_day()).is_some_and(|from| from <= day)
    }
}

/// The period of a figure: `2024-12-31`, `2024`, `2025-H1`, `2024-Q3`, `2016..2018`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub enum FigurePeriod {
    /// A stock on that day.
    Day(Date),
    /// A calendar year.
    Year(i32),
    /// A half-year, 1 or 2.
    Half(i32, u8),
    /// A quarter, 1 to 4.
    Quarter(i32, u8),
    /// A flow over these years, both included.
    Years(i32, i32),
}

/// A text that is not a period of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day, year, half-year, quarter or range of years")]
pub struct NotAFigurePeriod;

impl FigurePeriod {
    /// The last day of the period.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        let (year, month) = match self {
            FigurePeriod::Day(day) => return Some(day),
            FigurePeriod::Year(year) | FigurePeriod::Years(_, year) => (year, 12),
            FigurePeriod::Half(year, half) => (year, half.checked_mul(6)?),
            FigurePeriod::Quarter(year, quarter) => (year, quarter.checked_mul(3)?),
        };
        Month::new(year, month).map(Month::last_day)
    }
}

impl fmt::Display for FigurePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FigurePeriod::Day(day) => day.fmt(f),
            FigurePeriod::Year(year) => write!(f, "{year:04}"),
            FigurePeriod::Half(year, half) => write!(f, "{year:04}-H{half}"),
            FigurePeriod::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            FigurePeriod::Years(first, last) => write!(f, "{first:04}..{last:04}"),
        }
    }
}

impl From<FigurePeriod> for String {
    fn from(period: FigurePeriod) -> String {
        period.to_string()
    }
}

impl FromStr for FigurePeriod {
    type Err = NotAFigurePeriod;

    fn from_str(text: &str) -> Result<FigurePeriod, NotAFigurePeriod> {
        if let Ok(day) = text.parse() {
            return Ok(FigurePeriod::Day(day));
        }
        let year = |text: &str| {
            let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<i32>().ok()).flatten().filter(|year| *year > 0).ok_or(NotAFigurePeriod)
        };
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (year(first.trim())?, year(last.trim())?);
            return if first <= last { Ok(FigurePeriod::Years(first, last)) } else { Err(NotAFigurePeriod) };
        }
        match text.split_once('-') {
            None => year(text).map(FigurePeriod::Year),
            Some((head, "H1")) => Ok(FigurePeriod::Half(year(head)?, 1)),
            Some((head, "H2")) => Ok(FigurePeriod::Half(year(head)?, 2)),
            Some((head, quarter @ ("Q1" | "Q2" | "Q3" | "Q4"))) => {
                Ok(FigurePeriod::Quarter(year(head)?, quarter.as_bytes()[1] - b'0'))
            }
            Some(_) => Err(NotAFigurePeriod),
        }
    }
}
