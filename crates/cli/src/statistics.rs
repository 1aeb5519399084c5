//! Published statistics: a CSV file beside the contracts, never mixed with evidence.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use contract::model::Confidence;
use contract::verdict::Figure;

/// Reads the figures: `series;period;perimeter;value;unit;confidence;source;note`.
pub fn read(path: &Path) -> Result<Vec<Figure>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let mut figures = Vec::new();
    for record in reader.deserialize() {
        let record: Record = record.with_context(|| path.display().to_string())?;
        let told = |what: &str| anyhow!("{}: {}, {}: {what}", path.display(), record.series, record.period);
        figures.push(Figure {
            period: record.period.parse().map_err(|_| told("period"))?,
            value: record.value.parse().map_err(|_| told("value"))?,
            confidence: confidence(&record.confidence).ok_or_else(|| told("confidence"))?,
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
