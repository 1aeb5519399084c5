//! The header of a CSV file: on which line it stands, between which separators, of which kind it makes the file, and where
//! the columns of that kind are.
//!
//! Labels are compared by their spelling ([`key`]), in the languages of [`crate::formats::Column::labels`]. Lines of title
//! before the header are passed over; the header is the first line that knows enough columns of one kind.

use std::borrow::Cow;

use super::lines::{is_blank, lines};
use super::spelling::{bare, key};
use super::table::{Columns, LINE_BYTES_MAX, continued, split};
use crate::finding::{Finding, Place, codes};
use crate::formats::{Column, Content};
use crate::piece::PieceKind;

/// Filled lines among which the header is looked for.
const LINES_TO_LOOK_AT: usize = 20;
/// Columns of a header that are looked at.
const COLUMNS_MAX: usize = 256;
const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];

/// The kind of a table, with where its columns stand.
pub(super) struct Header {
    pub(super) kind: PieceKind,
    pub(super) columns: Columns,
    /// For each known column, its position in the file.
    pub(super) positions: Vec<Option<usize>>,
    pub(super) width: usize,
    pub(super) separator: char,
    /// Lines before the first record.
    pub(super) lines: usize,
    pub(super) findings: Vec<Finding>,
    /// The spelling of each label, to know the header again among the rows.
    pub(super) keys: Vec<String>,
    /// Whether every label is a column's, and nothing stands before the header.
    pub(super) is_exact: bool,
}

/// A line that may be the header.
struct Candidate {
    kind: PieceKind,
    columns: Columns,
    separator: char,
    labels: Vec<String>,
    known: usize,
}

/// The header of a file that looks like a table of one of these kinds.
pub(super) fn find(text: &str, kinds: &[(PieceKind, Columns)]) -> Option<Header> {
    let mut rest = lines(text);
    let (mut looked, mut titles, mut stated) = (0, 0_u32, None);
    while looked < LINES_TO_LOOK_AT {
        let (line, text) = rest.next()?;
        if is_blank(text) {
            continue;
        }
        if looked == 0 && stated.is_none() {
            stated = separator_line(text);
            if stated.is_some() {
                continue;
            }
        }
        looked += 1;
        if text.len() > LINE_BYTES_MAX {
            return None;
        }
        // A label in quotes may run over lines; then the header ends where the quote does.
        let (whole, after) = match continued(text, rest.clone()).filter(|_| text.matches('"').count() % 2 == 1) {
            Some((whole, after)) => (Cow::Owned(whole), after),
            None => (Cow::Borrowed(text), rest.clone()),
        };
        let separators = stated.as_slice().iter().chain(SEPARATORS.iter().filter(|_| stated.is_none()));
        let best = separators.flat_map(|separator| candidates(&whole, *separator, kinds)).max_by_key(rank);
        if let Some(best) = best {
            return Some(best.settle(line, after.number() as usize, titles, stated.is_some()));
        }
        titles += 1;
    }
    None
}

/// More columns known first; of equals the kind of which fewer are missing, then the semicolon.
fn rank(candidate: &Candidate) -> (usize, usize, usize) {
    let share = candidate.known * 1_000 / candidate.columns.len();
    let first = SEPARATORS.iter().rev().position(|one| *one == candidate.separator).unwrap_or(0);
    (candidate.known, share, first)
}

fn candidates<'k>(
    text: &str,
    separator: char,
    kinds: &'k [(PieceKind, Columns)],
) -> impl Iterator<Item = Candidate> + use<'k> {
    let labels: Vec<String> = split(text, separator)
        .unwrap_or_default()
        .iter()
        .take(COLUMNS_MAX)
        .map(|label| bare(label).0.to_lowercase())
        .collect();
    let keys: Vec<String> = labels.iter().map(|label| key(label)).collect();
    kinds.iter().filter_map(move |(kind, columns)| {
        let known = columns.iter().filter(|column| keys.iter().any(|key| is_label(column, key))).count();
        let enough = known >= 2 && known * 2 >= columns.len();
        enough.then(|| Candidate { kind: *kind, columns, separator, labels: labels.clone(), known })
    })
}

/// Whether a label, as [`key`] spells it, is one of a column.
fn is_label(column: &Column, label: &str) -> bool {
    key(column.name) == label || column.labels.iter().any(|other| key(other) == label)
}

/// The separator that a first line `sep=;` states, as spreadsheets write and understand it.
fn separator_line(text: &str) -> Option<char> {
    let (text, _) = bare(text);
    let text = text.trim_matches('"');
    let rest = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &text[4..]);
    match rest {
        // Trimmed away with the blanks.
        Some("") => Some('\t'),
        Some(rest) => {
            let mut characters = rest.chars();
            characters.next().filter(|_| characters.next().is_none())
        }
        None => None,
    }
}

impl Candidate {
    fn settle(self, line: u32, lines: usize, titles: u32, stated: bool) -> Header {
        let Candidate { kind, columns, separator, labels, .. } = self;
        let keys: Vec<String> = labels.iter().map(|label| key(label)).collect();
        let mut findings = Vec::new();
        if titles > 0 {
            findings.push(codes::CSV_TITLE_LINES.at(Place::line(line)).with("lines", titles));
        }
        if stated {
            findings.push(codes::CSV_SEPARATOR_LINE.at(Place::line(1)));
        }
        let mut taken = vec![false; labels.len()];
        let mut positions = Vec::with_capacity(columns.len());
        let mut respelled = 0_u32;
        for column in columns {
            let exact: Vec<usize> = places(&labels, |label| label == column.name);
            // A label written as asked for wins over another spelling of it.
            let found = if exact.is_empty() { places(&keys, |label| is_label(column, label)) } else { exact };
            let position = found.iter().copied().find(|position| !taken[*position]);
            if position.is_none() && column.required {
                findings.push(codes::CSV_COLUMN_MISSING.at(Place::field(line, column.name)));
            }
            if found.len() > 1 {
                findings.push(codes::CSV_COLUMN_REPEATED.at(Place::field(line, column.name)));
            }
            for position in &found {
                taken[*position] = true;
            }
            respelled += u32::from(position.is_some_and(|position| labels[position] != column.name));
            positions.push(position);
        }
        if respelled > 0 {
            findings.push(codes::CSV_COLUMN_SPELLED.at(Place::line(line)).with("columns", respelled));
        }
        let mut is_exact = titles == 0;
        for (position, _) in labels.iter().enumerate().filter(|(place, label)| !taken[*place] && !label.is_empty()) {
            // The name stays unsaid: in a file without a header it could be a person's.
            findings.push(codes::CSV_COLUMN_UNKNOWN.at(Place::line(line)).with("position", position + 1));
            is_exact = false;
        }
        // Separators behind the last label are no columns.
        let width = labels.iter().rposition(|label| !label.is_empty()).map_or(0, |last| last + 1);
        Header { kind, columns, positions, width, separator, lines, findings, keys, is_exact }
    }
}

fn places(labels: &[String], is: impl Fn(&str) -> bool) -> Vec<usize> {
    labels.iter().enumerate().filter(|(_, label)| is(label)).map(|(position, _)| position).collect()
}

impl Header {
    /// As many fields as columns. Empty ones too many, as spreadsheets leave them, do no harm; nor do ones missing at the
    /// end where a row may leave all of them blank.
    pub(super) fn fits(&self, fields: &[Cow<'_, str>]) -> bool {
        if fields.len() >= self.width {
            return fields[self.width..].iter().all(|field| bare(field).0.is_empty());
        }
        let missing = |position: usize| position >= fields.len();
        let needed = self.columns.iter().zip(&self.positions).filter(|(column, _)| !column.may_be_blank);
        // One field is not a row that lost its end.
        fields.len() > 1 && !needed.filter_map(|(_, position)| *position).any(missing)
    }

    /// Whether there are too many fields because a comma parts both columns and decimals.
    pub(super) fn is_split_by_decimals(&self, fields: &[Cow<'_, str>]) -> bool {
        let amounts = self.columns.iter().filter(|column| column.content == Content::Amount).count();
        let more = fields.len().saturating_sub(self.width);
        self.separator == ',' && (1..=amounts).contains(&more)
    }

    /// The position of the columns of a content.
    pub(super) fn positions_of(&self, content: Content) -> impl Iterator<Item = (usize, &'static Column, usize)> {
        let columns = self.columns.iter().zip(&self.positions).enumerate();
        columns.filter_map(move |(index, (column, position))| {
            (column.content == content).then_some(index).zip(*position).map(|(index, position)| (index, column, position))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_state_the_separator() {
        for (text, separator) in [("sep=;", ';'), ("SEP=,", ','), ("\"sep=|\"", '|'), ("sep=\t", '\t')] {
            assert_eq!(separator_line(text), Some(separator), "{text}");
        }
        assert_eq!(separator_line("sep=;;"), None);
        assert_eq!(separator_line("site;du"), None);
    }
}
