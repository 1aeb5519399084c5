//! Spark: a line in the margin of a clause, the target as a dashed rule, the last point marked.

use contract::calendar::Date;
use contract::money::Decimal;

use super::scale::{Scale, real};
use super::sheet::{Ink, Sheet};
use super::{Measure, Palette};
use crate::locale::Language;
use crate::rendered::Rendered;
use crate::words;

/// The course of one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spark {
    /// Keeps several charts on one page apart.
    pub id: String,
    /// What is shown.
    pub label: Rendered,
    /// What the figures measure.
    pub measure: Measure,
    /// The figures in order of time.
    pub points: Vec<(Date, Decimal)>,
    /// The target, where there is one.
    pub target: Option<Decimal>,
}

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 36.0;
const ROOM: f64 = 5.0;

impl Spark {
    /// The text alternative.
    #[must_use]
    pub fn description(&self, language: Language) -> Rendered {
        let said = |value: Decimal| self.measure.quantity(value);
        match (self.points.last(), self.target) {
            (Some(&(date, value)), Some(target)) => {
                words::chart_spark_described(language, self.label.clone(), said(value), date, said(target))
            }
            (Some(&(date, value)), None) => {
                words::chart_spark_described_without_target(language, self.label.clone(), said(value), date)
            }
            (None, _) => words::chart_no_figures(language, self.label.clone()),
        }
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language, palette: Palette) -> String {
        let mut sheet = Sheet::new(language, palette, WIDTH);
        let values = self.points.iter().map(|&(_, value)| real(value)).chain(self.target.map(real));
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        let vertical = Scale::new(low, high, HEIGHT - ROOM, ROOM);
        let days = |date: Option<&(Date, Decimal)>| date.map_or(0.0, |&(date, _)| f64::from(date.days()));
        let horizontal = Scale::new(days(self.points.first()), days(self.points.last()), ROOM, WIDTH - ROOM);
        if let Some(target) = self.target {
            let y = vertical.of(target);
            sheet.line((0.0, y), (WIDTH, y), Ink::Agreed, 1.5, true);
        }
        let places: Vec<(f64, f64)> =
            self.points.iter().map(|&(date, value)| (horizontal.day(date), vertical.of(value))).collect();
        if places.len() > 1 {
            sheet.polyline(&places, Ink::Actual, 2.0, false);
        }
        if let Some(&last) = places.last() {
            sheet.dot(last, 3.5, Ink::Actual);
        }
        sheet.finish(&self.id, HEIGHT, &self.label, &self.description(language))
    }
}
