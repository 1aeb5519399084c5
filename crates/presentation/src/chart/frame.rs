//! The frame around every large chart: two titles, notices, source.

use super::Palette;
use super::sheet::{Anchor, Ink, LABEL, SMALL, Sheet, TITLE, Type, estimated_width, wrapped};
use crate::locale::Language;
use crate::rendered::Rendered;
use crate::table::Notice;

/// What stands around a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Keeps the names of several charts on one page apart: ASCII letters, digits, hyphens.
    pub id: String,
    /// The reader's language.
    pub language: Language,
    /// Where colours come from.
    pub palette: Palette,
    /// What the chart says.
    pub title: Rendered,
    /// Measure, unit, period.
    pub measure: Rendered,
    /// Source, date, and what computed it.
    pub source: Rendered,
    /// What must be known before any figure is read.
    pub notices: Vec<Notice>,
}

/// The width of large charts.
pub const WIDTH: f64 = 720.0;
/// The room left at both sides.
pub const MARGIN: f64 = 16.0;

const NOTICE: Type = Type { size: 11.5, bold: true, ink: Ink::Agreed };

impl Frame {
    /// An empty sheet.
    pub(super) fn sheet(&self) -> Sheet {
        Sheet::new(self.language, self.palette, WIDTH)
    }

    /// Draws the ground, titles and notices; gives the height where the chart may begin. The ground is drawn at full
    /// size by `height`, known to the form beforehand or generous.
    pub(super) fn head(&self, sheet: &mut Sheet) -> f64 {
        let ground = sheet.colour(Ink::Ground);
        sheet.element(format_args!("<rect width=\"100%\" height=\"100%\" fill=\"{ground}\"/>"));
        let (x, anchor) = (sheet.reading(MARGIN), sheet.begins());
        let room = WIDTH - 2.0 * MARGIN;
        let mut y = 14.0;
        for line in wrapped(&self.title, TITLE, room) {
            y += 22.0;
            sheet.text(x, y - 6.0, anchor, TITLE, &line);
        }
        for line in wrapped(&self.measure, LABEL, room) {
            y += 18.0;
            sheet.text(x, y - 5.0, anchor, Type { ink: Ink::Muted, ..LABEL }, &line);
        }
        if !self.notices.is_empty() {
            y += 8.0;
            self.tags(sheet, y);
            y += 22.0;
        }
        y + 10.0
    }

    /// The notices as outlined words, one after the other.
    fn tags(&self, sheet: &mut Sheet, y: f64) {
        let mut begin = MARGIN;
        for notice in &self.notices {
            let title = notice.title(self.language);
            let length = estimated_width(&title, NOTICE) + 20.0;
            sheet.outline(begin, y, length, 20.0, Ink::Agreed);
            let middle = sheet.reading(begin + length / 2.0);
            sheet.text(middle, y + 14.5, Anchor::Middle, NOTICE, &title);
            begin += length + 8.0;
        }
    }

    /// Draws the source under the chart; gives the height of the whole.
    pub(super) fn foot(&self, sheet: &mut Sheet, below: f64) -> f64 {
        let (x, anchor) = (sheet.reading(MARGIN), sheet.begins());
        let mut y = below + 8.0;
        for line in wrapped(&self.source, SMALL, WIDTH - 2.0 * MARGIN) {
            y += 16.0;
            sheet.text(x, y - 4.0, anchor, SMALL, &line);
        }
        y + 10.0
    }
}
