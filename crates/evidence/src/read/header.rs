//! The header of a CSV file: on which line it stands, between which separators, of which kind it makes the file, and where
//! the columns of that kind are.
//!
//! Labels are compared by their spelling ([`key`]), in the languages of [`crate::formats::Column::labels`]. Lines of title
//! before the header are passed over; the header is the first line that knows enough columns of one kind.

use std::borrow::Cow;

use super::habits::About;
use super::lines::{is_blank, lines};
use super::scale;
use super::spelling::{bare, key};
use super::table::{Columns, LINE_BYTES_MAX, continued, split};
use crate::catalogue::{Catalogue, Declared, Form};
use crate::finding::{Finding, Place, codes, table_codes};
use crate::formats::{Column, Content};
use crate::piece::PieceKind;

/// Filled lines among which the header is looked for.
const LINES_TO_LOOK_AT: usize = 20;
/// Columns of a header that are looked at.
const COLUMNS_MAX: usize = 256;
const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];

/// The kind of a table, with where its columns stand.
pub(super) struct Header<'c> {
    tables: &'c Catalogue,
    pub(super) kind: PieceKind,
    /// The table as its document declares it.
    pub(super) declared: &'static Declared,
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
    /// What is known of the columns before the rows are read.
    pub(super) about: About,
}

/// A line that may be the header.
struct Candidate {
    /// Its place among the forms.
    kind: usize,
    separator: char,
    labels: Vec<String>,
    /// The labels as they stand there.
    written: Vec<String>,
    /// How many columns of the kind it knows, and how many the kind has.
    known: usize,
    of: usize,
    /// Which labels it knows.
    labels_known: Vec<bool>,
    /// Whether every column of the kind is there that a file may not lack.
    is_whole: bool,
    /// The table whose files have these columns as well.
    alike: Option<PieceKind>,
}

/// The header of a file that looks like a table of one kind.
pub(super) fn find<'c>(tables: &'c Catalogue, text: &str) -> Option<Header<'c>> {
    let mut rest = lines(text);
    let (mut looked, mut titles, mut stated) = (0, Vec::new(), None);
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
        let all: Vec<Candidate> = separators.flat_map(|separator| candidates(tables, &whole, *separator)).collect();
        let alike = alike(tables, &all);
        if let Some(best) = all.into_iter().max_by_key(rank) {
            let best = Candidate { alike, ..best };
            return Some(best.settle(tables, (line, after.number() as usize), &titles, stated.is_some()));
        }
        titles.push((line, text));
    }
    None
}

/// More columns known first; of equals one that lacks nothing, then the kind of which fewer are missing, then the semicolon.
fn rank(candidate: &Candidate) -> (usize, bool, usize, usize) {
    let share = candidate.known * 1_000 / candidate.of;
    let first = SEPARATORS.iter().rev().position(|one| *one == candidate.separator).unwrap_or(0);
    (candidate.known, candidate.is_whole, share, first)
}

/// The table that the best candidate may be as well: neither lacks a column, and it knows as many, or one that the best does not.
fn alike(tables: &Catalogue, all: &[Candidate]) -> Option<PieceKind> {
    let best = all.iter().max_by_key(|one| rank(one)).filter(|best| best.is_whole)?;
    let other = |one: &&Candidate| {
        let knows_more = || one.labels_known.iter().zip(&best.labels_known).any(|(own, best)| *own && !best);
        let is_rival = one.kind != best.kind && one.is_whole && one.separator == best.separator;
        is_rival && (one.known == best.known || knows_more())
    };
    all.iter().find(other).map(|one| tables.forms()[one.kind].kind)
}

fn candidates(tables: &Catalogue, text: &str, separator: char) -> Vec<Candidate> {
    if !text.contains(separator) {
        return Vec::new();
    }
    let fields = split(text, separator).unwrap_or_default();
    let written: Vec<String> = fields.iter().take(COLUMNS_MAX).map(|label| label.to_lowercase()).collect();
    let labels: Vec<String> = written.iter().map(|label| bare(label).0.into_owned()).collect();
    let mut known: Vec<Vec<usize>> = vec![Vec::new(); tables.forms().len()];
    let mut labels_known: Vec<Vec<bool>> = vec![vec![false; labels.len()]; tables.forms().len()];
    for (place, label) in labels.iter().enumerate() {
        for (kind, column) in tables.headed(&key(label)) {
            labels_known[*kind][place] = true;
            if !known[*kind].contains(column) {
                known[*kind].push(*column);
            }
        }
    }
    let all = known.iter().enumerate().map(|(kind, known)| (kind, known, tables.forms()[kind].columns));
    let enough = all.filter(|(_, known, columns)| known.len() >= 2 && known.len() * 2 >= columns.len());
    let enough = enough.map(|(kind, known, columns)| Candidate {
        kind,
        separator,
        labels: labels.clone(),
        written: written.clone(),
        known: known.len(),
        of: columns.len(),
        labels_known: labels_known[kind].clone(),
        is_whole: columns.iter().enumerate().all(|(place, column)| !column.required || known.contains(&place)),
        alike: None,
    });
    enough.collect()
}

impl<'c> Header<'c> {
    /// The header that a line among the rows is, where it is one of the same kind: the rows below stand in its order.
    pub(super) fn again(&self, line: u32, text: &str, fields: &[Cow<'_, str>]) -> Option<Header<'c>> {
        let first = fields.iter().map(|field| bare(field).0).find(|field| !field.is_empty())?;
        if first.starts_with(|one: char| one.is_ascii_digit()) || self.tables.headed(&key(&first)).is_empty() {
            return None;
        }
        let forms = self.tables.forms();
        let mut candidates = candidates(self.tables, text, self.separator).into_iter();
        let same = candidates.find(|other| forms[other.kind].kind == self.kind)?;
        let mut header = same.settle(self.tables, (line, self.lines), &[], false);
        header.findings.retain(|finding| finding.code == codes::CSV_COLUMN_MISSING.name());
        Some(header)
    }
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
    fn settle<'c>(
        self,
        tables: &'c Catalogue,
        (line, lines): (u32, usize),
        titles: &[(u32, &str)],
        stated: bool,
    ) -> Header<'c> {
        let Candidate { kind: nth, separator, labels, written, alike, .. } = self;
        let Form { kind, columns, declared } = tables.forms()[nth];
        let keys: Vec<String> = labels.iter().map(|label| key(label)).collect();
        let mut findings = Vec::new();
        if let Some(other) = alike {
            let finding = codes::FILE_KIND_OPEN.at(Place::line(line));
            findings.push(finding.with("kind", kind.name()).with("named", other.name()));
        }
        if !titles.is_empty() {
            findings.push(codes::CSV_TITLE_LINES.at(Place::line(line)).with("lines", titles.len()));
        }
        let has_amounts = columns.iter().any(|column| column.content == Content::Amount);
        let scaled = titles.iter().find(|(_, title)| has_amounts && scale::is_stated(title, &declared.units));
        if let Some((line, _)) = scaled {
            findings.push(table_codes::FILE_SCALE_STATED.at(Place::line(*line)));
        }
        if stated {
            findings.push(codes::CSV_SEPARATOR_LINE.at(Place::line(1)));
        } else if let Some(separator) = unasked(separator) {
            findings.push(codes::CSV_SEPARATOR.at(Place::line(line)).with("separator", separator));
        }
        let mut taken = vec![false; labels.len()];
        let mut positions = Vec::with_capacity(columns.len());
        let mut respelled = 0_u32;
        for (place, column) in columns.iter().enumerate() {
            let is_label = |label: &str| tables.headed(label).contains(&(nth, place));
            let exact: Vec<usize> = places(&labels, |label| label == column.name.to_lowercase());
            // A label written as asked for wins over another spelling of it; where both stand there, nobody knows which is meant.
            let is_own = |position: &usize| !columns.iter().any(|other| labels[*position] == other.name.to_lowercase());
            let mut found = exact.clone();
            match column.content == Content::Name && !exact.is_empty() {
                true => {}
                false if exact.is_empty() => found = places(&keys, is_label),
                false => found.extend(places(&keys, is_label).iter().filter(|one| !exact.contains(one) && is_own(one))),
            }
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
            respelled += u32::from(position.is_some_and(|position| written[position] != column.name.to_lowercase()));
            positions.push(position);
        }
        if respelled > 0 {
            findings.push(codes::CSV_COLUMN_SPELLED.at(Place::line(line)).with("columns", respelled));
        }
        let mut is_exact = titles.is_empty();
        for (position, _) in labels.iter().enumerate().filter(|(place, label)| !taken[*place] && !label.is_empty()) {
            // The name stays unsaid: in a file without a header it could be a person's.
            findings.push(codes::CSV_COLUMN_UNKNOWN.at(Place::line(line)).with("position", position + 1));
            is_exact = false;
        }
        // Separators behind the last label are no columns.
        let width = labels.iter().rposition(|label| !label.is_empty()).map_or(0, |last| last + 1);
        Header {
            tables,
            kind,
            declared,
            columns,
            positions,
            width,
            separator,
            lines,
            findings,
            keys,
            is_exact,
            about: About::default(),
        }
    }
}

/// The name of a separator that is not one of those that files of this kind are usually written with.
fn unasked(separator: char) -> Option<&'static str> {
    match separator {
        '\t' => Some("tab"),
        '|' => Some("bar"),
        _ => None,
    }
}

fn places(labels: &[String], is: impl Fn(&str) -> bool) -> Vec<usize> {
    labels.iter().enumerate().filter(|(_, label)| is(label)).map(|(position, _)| position).collect()
}

impl Header<'_> {
    /// What may stand beside an amount.
    pub(super) fn units(&self) -> &'static [&'static str] {
        &self.declared.units
    }

    /// Whether the files of the table write the month before the day.
    pub(super) fn month_first(&self) -> bool {
        self.declared.form.month_first
    }

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
            (column.content == content)
                .then_some(index)
                .zip(*position)
                .map(|(index, position)| (index, column, position))
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
