//! CSV files: the header, the separator, and one record after the other with its line.
//!
//! Follows RFC 4180 with one bound: a quoted field may run over a few lines, not over the rest of a damaged file, so that a
//! stray quote costs one row and memory stays bounded by the line. What the fields mean is said by `payroll` and
//! `registers`; how a field is read, by `cells`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cells::Fields;
use super::ledger::{Ledger, Outcome};
use super::lines::{decode, is_blank, lines};
use crate::finding::{Finding, Place, codes};
use crate::piece::PieceKind;

/// Bytes of a line beyond which it is refused unread.
const LINE_BYTES_MAX: usize = 65_536;
/// Lines that one record may run over.
const RECORD_LINES_MAX: usize = 16;
/// Records that are looked at to tell whose file it is.
const SAMPLE_RECORDS: usize = 64;
/// Columns of a header that are looked at.
const COLUMNS_MAX: usize = 256;

/// The columns of one kind of file: name, and whether a file must have it.
pub(super) type Columns = &'static [(&'static str, bool)];

/// The kind of a table, with where its columns stand.
pub(super) struct Header {
    pub(super) kind: PieceKind,
    columns: Columns,
    /// For each known column, its position in the file.
    positions: Vec<Option<usize>>,
    width: usize,
    separator: char,
    /// Lines before the first record.
    lines: usize,
    findings: Vec<Finding>,
}

/// The header of a file that looks like a table of one of these kinds.
pub(super) fn header(bytes: &[u8], kinds: &[(PieceKind, Columns)]) -> Option<Header> {
    let (line, text) =
        lines(bytes).find(|(_, line)| !is_blank(line)).filter(|(_, text)| text.len() <= LINE_BYTES_MAX)?;
    let (text, _) = decode(text);
    let separator = if text.matches(';').count() >= text.matches(',').count() { ';' } else { ',' };
    let names: Vec<String> =
        split(&text, separator)?.iter().map(|name| name.trim().to_lowercase()).take(COLUMNS_MAX).collect();
    let known = |columns: Columns| columns.iter().filter(|(name, _)| names.iter().any(|found| found == name)).count();
    let (kind, columns) = kinds.iter().copied().max_by_key(|(_, columns)| known(columns) * 1_000 / columns.len())?;
    if known(columns) < 2 || known(columns) * 2 < columns.len() {
        return None;
    }
    let mut findings = Vec::new();
    let mut positions = Vec::new();
    for (name, required) in columns {
        let mut places = names.iter().enumerate().filter(|(_, found)| found == name).map(|(position, _)| position);
        let position = places.next();
        if position.is_none() && *required {
            findings.push(codes::CSV_COLUMN_MISSING.at(Place::field(line, name)));
        }
        if places.next().is_some() {
            findings.push(codes::CSV_COLUMN_REPEATED.at(Place::field(line, name)));
        }
        positions.push(position);
    }
    for (position, name) in names.iter().enumerate() {
        // The name stays unsaid: in a file without a header it could be a person's.
        if !name.is_empty() && !columns.iter().any(|(known, _)| known == name) {
            findings.push(codes::CSV_COLUMN_UNKNOWN.at(Place::line(line)).with("position", position + 1));
        }
    }
    Some(Header { kind, columns, positions, width: names.len(), separator, lines: line as usize, findings })
}

impl Header {
    /// Reads every record through `row`, and accounts for it. Returns how many records there were.
    pub(super) fn read(
        &self,
        bytes: &[u8],
        ledger: &mut Ledger,
        mut row: impl FnMut(&mut Fields<'_>, &mut Ledger) -> Outcome,
    ) -> u64 {
        for finding in &self.findings {
            ledger.note(finding.clone());
        }
        let mut records = 0;
        let mut not_utf_8 = NotUtf8::default();
        let mut rest = lines(bytes).skip(self.lines).peekable();
        while let Some((line, text)) = rest.next() {
            if is_blank(text) {
                continue;
            }
            records += 1;
            if ledger.is_refused() {
                // Without its columns the file says nothing; its rows are counted as they stand.
                ledger.settle(Vec::new(), Outcome::Ignore(""));
                continue;
            }
            if text.len() > LINE_BYTES_MAX {
                let finding = codes::CSV_LINE_LENGTH.at(Place::line(line)).with("max_bytes", LINE_BYTES_MAX);
                ledger.settle(vec![finding], Outcome::Ignore(""));
                continue;
            }
            let (mut text, as_1252) = decode(text);
            not_utf_8.see(line, as_1252);
            if self.opens_quote(&text)
                && let Some((more, count)) = self.continuation(rest.clone())
            {
                text.to_mut().push_str(&more);
                for (line, text) in rest.by_ref().take(count) {
                    not_utf_8.see(line, decode(text).1);
                }
            }
            self.read_record(line, &text, ledger, &mut row);
        }
        not_utf_8.note(ledger);
        records
    }

    /// The value most frequent in a column among the first records, of those that `fits` accepts.
    pub(super) fn most_frequent(&self, bytes: &[u8], column: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        let known = self.columns.iter().position(|(name, _)| *name == column)?;
        let position = self.positions.get(known).copied().flatten()?;
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let records = lines(bytes).skip(self.lines).filter(|(_, text)| !is_blank(text) && text.len() <= LINE_BYTES_MAX);
        for (_, text) in records.take(SAMPLE_RECORDS) {
            let (text, _) = decode(text);
            let fields = split(&text, self.separator).filter(|fields| self.fits(fields));
            let value = fields.and_then(|fields| fields.get(position).map(|value| value.trim().to_owned()));
            if let Some(value) = value.filter(|value| fits(value)) {
                *counts.entry(value).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
    }

    fn read_record(
        &self,
        line: u32,
        text: &str,
        ledger: &mut Ledger,
        row: &mut impl FnMut(&mut Fields<'_>, &mut Ledger) -> Outcome,
    ) {
        let finding = match split(text, self.separator) {
            Some(fields) if self.fits(&fields) => {
                let mut fields = Fields::new(line, self.columns, &self.positions, fields);
                let outcome = row(&mut fields, ledger);
                return ledger.settle(fields.into_findings(), outcome);
            }
            Some(fields) => {
                let finding = codes::CSV_FIELD_COUNT.at(Place::line(line));
                finding.with("expected", self.width).with("found", fields.len())
            }
            None => codes::CSV_QUOTE.at(Place::line(line)),
        };
        ledger.settle(vec![finding], Outcome::Ignore(""));
    }

    /// As many fields as columns; empty ones too many, as spreadsheets leave them, do no harm.
    fn fits(&self, fields: &[Cow<'_, str>]) -> bool {
        fields.len() >= self.width && fields.iter().skip(self.width).all(|field| field.trim().is_empty())
    }

    fn opens_quote(&self, text: &str) -> bool {
        text.contains('"') && split(text, self.separator).is_none()
    }

    /// The lines that close the quote, joined, and how many they are; nothing where none of the next few does.
    fn continuation<'a>(&self, rest: impl Iterator<Item = (u32, &'a [u8])>) -> Option<(String, usize)> {
        let mut joined = String::new();
        for (count, (_, text)) in rest.take(RECORD_LINES_MAX).enumerate() {
            if text.len() > LINE_BYTES_MAX {
                return None;
            }
            let (text, _) = decode(text);
            joined.push('\n');
            joined.push_str(&text);
            if text.matches('"').count() % 2 == 1 {
                return Some((joined, count + 1));
            }
        }
        None
    }
}

/// Where a file first was not UTF-8, and on how many lines.
#[derive(Default)]
struct NotUtf8 {
    first: Option<u32>,
    lines: u64,
}

impl NotUtf8 {
    fn see(&mut self, line: u32, as_1252: bool) {
        if as_1252 {
            self.first.get_or_insert(line);
            self.lines += 1;
        }
    }

    fn note(self, ledger: &mut Ledger) {
        if let Some(first) = self.first {
            ledger.note(codes::CSV_ENCODING.at(Place::line(first)).with("lines", self.lines));
        }
    }
}

/// The fields of a record; nothing where a quote is not closed or something follows it.
fn split(text: &str, separator: char) -> Option<Vec<Cow<'_, str>>> {
    if !text.contains('"') {
        return Some(text.split(separator).map(Cow::Borrowed).collect());
    }
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted)?,
            None => {
                let end = rest.find(separator).unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..end]), &rest[end..])
            }
        };
        fields.push(field);
        match after.strip_prefix(separator) {
            Some(next) => rest = next,
            None if after.is_empty() => return Some(fields),
            None => return None,
        }
    }
}

/// A field whose opening quote is taken off, and what follows its closing quote.
fn quoted_field(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut from = 0;
    loop {
        let quote = from + text[from..].find('"')?;
        if !text[quote + 1..].starts_with('"') {
            let field = &text[..quote];
            let field =
                if field.contains('"') { Cow::Owned(field.replace("\"\"", "\"")) } else { Cow::Borrowed(field) };
            return Some((field, &text[quote + 1..]));
        }
        from = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_split_as_rfc_4180_has_it() {
        let fields = |text| split(text, ';').map(|fields| fields.iter().map(ToString::to_string).collect::<Vec<_>>());
        let some = |fields: &[&str]| Some(fields.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(fields("a;b;;d"), some(&["a", "b", "", "d"]));
        assert_eq!(fields("\"a;b\";\"say \"\"so\"\"\";\"\""), some(&["a;b", "say \"so\"", ""]));
        assert_eq!(fields("a;b\"c"), some(&["a", "b\"c"]));
        assert_eq!(fields("\"a"), None);
        assert_eq!(fields("\"a\"b;c"), None);
        assert_eq!(fields(""), some(&[""]));
    }
}
