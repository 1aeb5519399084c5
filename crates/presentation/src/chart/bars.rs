//! Bars by category, largest first, each with its figure. Bars start from the side where reading begins.

use contract::money::Decimal;

use super::Measure;
use super::frame::{Frame, MARGIN, WIDTH};
use super::scale::{Scale, real};
use super::sheet::{FIGURE, Ink, LABEL, SMALL, estimated_width, wrapped};
use crate::quantity::quantity;
use crate::rendered::Rendered;
use crate::table::{Cell, Column, Table};
use crate::words;

/// Figures by category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// What stands around.
    pub frame: Frame,
    /// The heading of the categories, and their key in files.
    pub category: (&'static str, Rendered),
    /// What the figures measure.
    pub measure: Measure,
    /// The categories in any order; they are drawn largest first, unknown ones last.
    pub rows: Vec<BarRow>,
}

/// One category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarRow {
    /// Its name.
    pub label: Rendered,
    /// Its figure; nothing when unknown, never drawn as zero.
    pub value: Option<Decimal>,
}

const ROW: f64 = 30.0;
const LABELS_MAX: f64 = 260.0;

impl Bars {
    /// The text alternative.
    #[must_use]
    pub fn description(&self) -> Rendered {
        let (language, title) = (self.frame.language, self.frame.title.clone());
        let rows = self.sorted();
        let mut known =
            rows.iter().filter_map(|row| row.value.map(|value| (row.label.clone(), self.measure.quantity(value))));
        let Some((first, high)) = known.next() else { return words::chart_no_figures(language, title) };
        match known.next_back() {
            Some((last, low)) => words::chart_bars_described(language, title, first, high, last, low),
            None => words::chart_bars_described_one(language, title, first, high),
        }
    }

    /// The same figures as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        let rows = self.sorted().into_iter().map(|row| {
            let value = row.value.map_or(Cell::Missing, |value| Cell::Quantity(self.measure.figure(value)));
            vec![Cell::Text(row.label.clone()), value]
        });
        Table {
            title: self.frame.title.clone(),
            notices: self.frame.notices.clone(),
            rows: rows.collect(),
            columns: vec![
                Column::words(self.category.0, self.category.1.clone()),
                Column::figures("value", self.frame.measure.clone()),
            ],
        }
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let language = self.frame.language;
        let mut sheet = self.frame.sheet();
        let top = self.frame.head(&mut sheet);
        let rows = self.sorted();
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let labels = widest(&mut rows.iter().map(|row| estimated_width(&row.label, LABEL))).min(LABELS_MAX);
        let said: Vec<Option<Rendered>> =
            rows.iter().map(|row| row.value.map(|value| quantity(language, &self.measure.quantity(value)))).collect();
        let figures = widest(&mut said.iter().flatten().map(|text| estimated_width(text, FIGURE)));
        let values: Vec<f64> = rows.iter().filter_map(|row| row.value.map(real)).collect();
        let (low, high) = values.iter().fold((0f64, 0f64), |(low, high), &value| (low.min(value), high.max(value)));
        let from = MARGIN + labels + 12.0 + if low < 0.0 { figures + 8.0 } else { 0.0 };
        let scale = Scale::new(low, high, from, WIDTH - MARGIN - figures - 10.0);
        let zero = scale.at(0.0);
        let mut y = top;
        for (row, said) in rows.iter().zip(&said) {
            let lines = wrapped(&row.label, LABEL, labels + 4.0);
            let height = ROW.max(lines.len() as f64 * 16.0 + 8.0);
            let middle = y + height / 2.0;
            for (index, line) in lines.iter().enumerate() {
                let offset = (index as f64 - (lines.len() as f64 - 1.0) / 2.0) * 16.0;
                sheet.text(sheet.reading(MARGIN), middle + 4.5 + offset, sheet.begins(), LABEL, line);
            }
            if let (Some(value), Some(said)) = (row.value, said) {
                let end = scale.of(value);
                let ink = if real(value) < 0.0 { Ink::Loss } else { Ink::Actual };
                sheet.bar(zero.min(end), middle - 9.0, (end - zero).abs(), 18.0, ink);
                let (at, anchor) = if end < zero { (end - 6.0, sheet.ends()) } else { (end + 6.0, sheet.begins()) };
                sheet.text(sheet.reading(at), middle + 4.5, anchor, FIGURE, said);
            } else {
                let unknown = words::chart_unknown(language);
                sheet.text(sheet.reading(zero + 6.0), middle + 4.5, sheet.begins(), SMALL, &unknown);
            }
            y += height;
        }
        let x = sheet.reading(zero);
        sheet.line((x, top), (x, y), Ink::Muted, 1.0, false);
        let height = self.frame.foot(&mut sheet, y);
        sheet.finish(&self.frame.id, height, &self.frame.title, &self.description())
    }

    fn sorted(&self) -> Vec<&BarRow> {
        let mut rows: Vec<&BarRow> = self.rows.iter().collect();
        rows.sort_by(|one, other| match (one.value, other.value) {
            (Some(one), Some(other)) => other.to_exact().cmp(&one.to_exact()),
            (one, other) => other.is_some().cmp(&one.is_some()),
        });
        rows
    }
}
