//! Plain text for a terminal: headings, notices, tables aligned by display width, small bars.
//!
//! Text is in logical order and a terminal that knows Arabic turns it; nothing here does. Colour only when asked, and
//! never alone. The width of the screen is a parameter.

mod bar;

use unicode_width::UnicodeWidthStr;

pub use bar::Bar;

use crate::locale::Language;
use crate::rendered::Rendered;
use crate::table::{Align, Cell, Notice, Table};
use crate::words::marks::{Mark, Tone};

/// Whether the screen takes colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// Bold, dim and colours by ANSI sequences.
    Ansi,
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// The reader's language.
    pub language: Language,
    /// Colours or not.
    pub style: Style,
    /// Whether Unicode isolates are kept around figures and quoted values. Few terminals honour them.
    pub isolates: bool,
    /// The number of columns that paragraphs are wrapped to.
    pub width: usize,
}

const GAP: &str = "  ";
const BAR_CELLS: usize = 12;

impl Terminal {
    /// A terminal of 100 columns without isolates.
    #[must_use]
    pub const fn new(language: Language, style: Style) -> Terminal {
        Terminal { language, style, isolates: false, width: 100 }
    }

    /// The text as this terminal shows it.
    #[must_use]
    pub fn text(&self, text: &Rendered) -> String {
        if self.isolates { text.isolated().to_owned() } else { text.text() }
    }

    /// A title with a rule under it.
    #[must_use]
    pub fn heading(&self, title: &Rendered) -> String {
        let text = self.text(title);
        let rule = "─".repeat(text.width().min(self.width));
        format!("{}\n{}\n", self.paint(&text, "1"), self.paint(&rule, "2"))
    }

    /// A notice: its title, then its sentence, between bars that nobody overlooks.
    #[must_use]
    pub fn notice(&self, notice: Notice) -> String {
        let title = self.text(&notice.title(self.language));
        let sentence = self.text(&notice.sentence(self.language));
        let lines = wrap(&sentence, self.width.saturating_sub(2));
        let mut text = format!("{} {}\n", self.paint("▌", "33"), self.paint(&title, "1;33"));
        for line in lines {
            text.push_str(&format!("{} {line}\n", self.paint("▌", "33")));
        }
        text
    }

    /// A paragraph wrapped to the width, each line after `indent` spaces.
    #[must_use]
    pub fn paragraph(&self, text: &Rendered, indent: usize) -> String {
        let lines = wrap(&self.text(text), self.width.saturating_sub(indent));
        lines.into_iter().map(|line| format!("{}{line}\n", " ".repeat(indent))).collect()
    }

    /// A sign and its word.
    #[must_use]
    pub fn mark(&self, mark: &Mark) -> String {
        self.paint(&format!("{} {}", mark.sign, self.text(&mark.word)), colour(mark.tone))
    }

    /// A whole table: title, notices, headings, rows.
    #[must_use]
    pub fn table(&self, table: &Table) -> String {
        let mut text = self.heading(&table.title);
        for &notice in &table.notices {
            text.push_str(&self.notice(notice));
        }
        text.push_str(&self.rows(table));
        text
    }

    /// A table whose notices were told in full before: title, the notices by name, headings, rows.
    #[must_use]
    pub fn table_after_notices(&self, table: &Table) -> String {
        let mut text = self.heading(&table.title);
        let titles: Vec<String> = table.notices.iter().map(|notice| self.text(&notice.title(self.language))).collect();
        if !titles.is_empty() {
            text.push_str(&format!("{} {}\n", self.paint("▌", "33"), self.paint(&titles.join(" · "), "1;33")));
        }
        text.push_str(&self.rows(table));
        text
    }

    /// The headings and rows of a table without its title and notices.
    #[must_use]
    pub fn rows(&self, table: &Table) -> String {
        let headings: Vec<String> = table.columns.iter().map(|column| self.text(&column.heading)).collect();
        let cells: Vec<Vec<Painted>> =
            table.rows.iter().map(|row| row.iter().map(|cell| self.cell(cell)).collect()).collect();
        let widths: Vec<usize> = (0..headings.len())
            .map(|index| {
                let widest = cells.iter().filter_map(|row| row.get(index)).map(|cell| cell.width).max();
                headings[index].width().max(widest.unwrap_or(0))
            })
            .collect();
        let line = |cells: Vec<Painted>| {
            let padded: Vec<String> = cells
                .into_iter()
                .enumerate()
                .map(|(index, cell)| cell.padded(widths[index], table.columns[index].align))
                .collect();
            padded.join(GAP).trim_end().to_owned() + "\n"
        };
        let heading_cells =
            headings.iter().map(|heading| Painted { width: heading.width(), text: self.paint(heading, "1") }).collect();
        let rule: usize = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
        let mut text = line(heading_cells);
        text.push_str(&format!("{}\n", self.paint(&"─".repeat(rule), "2")));
        for row in cells {
            text.push_str(&line(row));
        }
        text
    }

    fn cell(&self, cell: &Cell) -> Painted {
        match cell {
            Cell::Mark(mark) => {
                let width = format!("{} {}", mark.sign, mark.word.text()).width();
                Painted { width, text: self.mark(mark) }
            }
            Cell::Bar(bar) => Painted { width: BAR_CELLS, text: self.paint(&bar.draw(BAR_CELLS), "36") },
            other => {
                let rendered = other.render(self.language);
                Painted { width: rendered.text().width(), text: self.text(&rendered) }
            }
        }
    }

    fn paint(&self, text: &str, code: &str) -> String {
        match self.style {
            Style::Ansi if !text.is_empty() => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            _ => text.to_owned(),
        }
    }
}

/// A cell's text with the width that it takes on screen, colour sequences not counted.
struct Painted {
    text: String,
    width: usize,
}

impl Painted {
    fn padded(self, width: usize, align: Align) -> String {
        let spaces = " ".repeat(width.saturating_sub(self.width));
        match align {
            Align::Start => self.text + &spaces,
            Align::End => spaces + &self.text,
        }
    }
}

const fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "32",
        Tone::Neutral => "0",
        Tone::Doubtful => "33",
        Tone::Bad => "31",
        Tone::Unknown => "35",
    }
}

/// Lines of at most `width` columns; breaks only at plain spaces, so quantities stay whole.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(last) = lines.last_mut() else { continue };
        if !last.is_empty() && last.width() + 1 + word.width() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
