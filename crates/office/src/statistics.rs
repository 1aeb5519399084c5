//! Published statistics: a CSV file beside the contracts, never mixed with evidence.

use std::path::{Path, PathBuf};

use contract::calendar::Date;
use contract::model::Confidence;
use contract::verdict::Figure;

use crate::texts::recorded::{self, STATISTICS};
use crate::workspace::{Workspace, WorkspaceError};

/// Why the statistics were not read.
#[derive(Debug, thiserror::Error)]
pub enum StatisticsError {
    /// Not a table of the form.
    #[error("{path}: {source}")]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: csv::Error,
    },
    /// A cell that is not what its column says.
    #[error("{path}: {series}, {period}: {column} is not understood")]
    Cell {
        /// The file.
        path: PathBuf,
        /// The series of the row.
        series: String,
        /// The period of the row.
        period: String,
        /// The column.
        column: &'static str,
    },
}

impl Workspace {
    /// The published figures of which both hold: the file that has them was recorded by an entry, and they were published by a
    /// day. The entry bounds what is known, the day can only hide more. None where none were recorded.
    ///
    /// # Errors
    /// A content that cannot be read, or is no table of figures.
    pub fn figures(&self, upto: Option<u64>, day: Date) -> Result<Vec<Figure>, WorkspaceError> {
        let recorded = recorded::recorded(self, upto)?;
        let Some(sha256) = recorded.get(STATISTICS) else { return Ok(Vec::new()) };
        let path = self.contracts_folder().join(STATISTICS);
        let text = crate::workspace::text(&path, self.content(sha256)?)?;
        let mut figures = read(&path, &text)?;
        figures.retain(|figure| figure.is_known_on(day));
        Ok(figures)
    }
}

/// Reads figures from `series;period;perimeter;value;unit;confidence;source;note;published`; the last column may be absent or
/// empty: then nobody says when a figure was published.
///
/// # Errors
/// A table of another form, or a cell that is not understood.
pub fn read(path: &Path, text: &str) -> Result<Vec<Figure>, StatisticsError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let mut figures = Vec::new();
    for record in reader.deserialize() {
        let record: Record = record.map_err(|source| StatisticsError::Form { path: path.to_owned(), source })?;
        let fault = |column| StatisticsError::Cell {
            path: path.to_owned(),
            series: record.series.clone(),
            period: record.period.clone(),
            column,
        };
        figures.push(Figure {
            period: record.period.parse().map_err(|_| fault("period"))?,
            value: record.value.parse().map_err(|_| fault("value"))?,
            confidence: confidence(&record.confidence).ok_or_else(|| fault("confidence"))?,
            published: published(&record.published).map_err(|()| fault("published"))?,
            series: record.series,
            perimeter: record.perimeter,
            unit: Some(record.unit).filter(|unit| !unit.is_empty()),
            source: record.source,
            note: record.note,
        });
    }
    Ok(figures)
}

#[derive(serde::Deserialize)]
struct Record {
    series: String,
    period: String,
    perimeter: String,
    value: String,
    unit: String,
    confidence: String,
    source: String,
    note: String,
    /// Files of earlier versions lack the column.
    #[serde(default)]
    published: String,
}

/// The day of publication; nothing where the cell is empty.
fn published(cell: &str) -> Result<Option<Date>, ()> {
    if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(|_| ()) }
}

fn confidence(word: &str) -> Option<Confidence> {
    Some(match word {
        "official" => Confidence::Official,
        "reprint" => Confidence::Reprint,
        "press" => Confidence::Press,
        "inferred" => Confidence::Inferred,
        "assumed" => Confidence::Assumed,
        _ => return None,
    })
}
