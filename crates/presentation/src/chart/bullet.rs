//! Bullet: actual, target, baseline and tolerance band in one bar, for a row of a table of commitments.

use contract::money::Decimal;

use super::scale::{Scale, real};
use super::sheet::{Ink, Sheet};
use super::{Measure, Palette};
use crate::locale::Language;
use crate::rendered::Rendered;
use crate::words;

/// One figure against its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bullet {
    /// Keeps several charts on one page apart.
    pub id: String,
    /// What is shown.
    pub label: Rendered,
    /// What the figures measure.
    pub measure: Measure,
    /// The figure; nothing when it cannot be determined, and then no bar is drawn.
    pub actual: Option<Decimal>,
    /// The target.
    pub target: Decimal,
    /// Where the commitment starts from.
    pub baseline: Option<Decimal>,
    /// The lowest figure that still counts as reached, where the text grants one.
    pub tolerated: Option<Decimal>,
}

const WIDTH: f64 = 220.0;
const HEIGHT: f64 = 26.0;

impl Bullet {
    /// The text alternative.
    #[must_use]
    pub fn description(&self, language: Language) -> Rendered {
        let target = self.measure.quantity(self.target);
        match self.actual {
            Some(actual) => {
                words::chart_bullet_described(language, self.label.clone(), self.measure.quantity(actual), target)
            }
            None => words::chart_bullet_described_unknown(language, self.label.clone(), target),
        }
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language, palette: Palette) -> String {
        let mut sheet = Sheet::new(language, palette, WIDTH);
        let values = [Some(self.target), self.actual, self.baseline, self.tolerated];
        let high = values.into_iter().flatten().map(real).fold(0.0, f64::max);
        let low = values.into_iter().flatten().map(real).fold(0.0, f64::min);
        let scale = Scale::new(low, high * 1.06, 2.0, WIDTH - 4.0);
        let (zero, target) = (scale.at(0.0), scale.of(self.target));
        sheet.bar(2.0, 5.0, WIDTH - 4.0, 16.0, Ink::Grid);
        if let Some(tolerated) = self.tolerated {
            let from = scale.of(tolerated).min(target);
            sheet.bar(from, 5.0, (target - from).abs(), 16.0, Ink::Class(1));
        }
        if let Some(actual) = self.actual {
            let end = scale.of(actual);
            sheet.bar(zero.min(end), 9.0, (end - zero).abs(), 8.0, Ink::Actual);
        }
        if let Some(baseline) = self.baseline {
            let x = sheet.reading(scale.of(baseline));
            sheet.line((x, 7.0), (x, 19.0), Ink::Muted, 1.5, true);
        }
        sheet.bar(target - 1.5, 2.0, 3.0, 22.0, Ink::Agreed);
        sheet.finish(&self.id, HEIGHT, &self.label, &self.description(language))
    }
}
