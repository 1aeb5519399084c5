//! CSV files: one record after the other with its line, between the header and the end.
//!
//! Follows RFC 4180 with one bound: a quoted field may run over a few lines, not over the rest of a damaged file, so that a
//! stray quote costs one row and memory stays bounded by the line. How the header is found is said in `header`, which rows
//! are nobody's in `aside`, what the fields mean in `payroll` and `registers`, how a field is read in `cells`.

use std::borrow::Cow;

use super::aside::{self, Aside, TotalLine};
use super::cells::Fields;
use super::habits::Habits;
use super::header::Header;
use super::ledger::{Ledger, Outcome};
use super::lines::{Lines, is_blank, lines};
use crate::finding::{Place, codes};
use crate::formats::Column;

/// Bytes of a line beyond which it is refused unread.
pub(super) const LINE_BYTES_MAX: usize = 65_536;
/// Lines that one record may run over.
const RECORD_LINES_MAX: usize = 16;

/// The columns of one kind of file.
pub(super) type Columns = &'static [Column];

impl Header<'_> {
    /// Reads every record through `row`, and accounts for it.
    pub(super) fn read(
        &self,
        text: &str,
        habits: &mut Habits,
        ledger: &mut Ledger,
        mut row: impl FnMut(&mut Fields<'_>, &mut Ledger) -> Outcome,
    ) {
        for finding in &self.findings {
            ledger.note(finding.clone());
        }
        habits.about(&self.about);
        let mut reading = Reading { first: self, again: None, habits, totals: Vec::new(), short: None };
        let mut rest = lines(text);
        for _ in 0..self.lines {
            rest.next();
        }
        while let Some((line, text)) = rest.next() {
            if is_blank(text) && !(self.separator == '\t' && text.contains('\t')) {
                continue;
            }
            if ledger.is_refused() {
                // Without its columns the file says nothing; its rows are counted as they stand.
                ledger.settle(Vec::new(), Outcome::NOBODY);
            } else if text.len() > LINE_BYTES_MAX {
                let finding = codes::CSV_LINE_LENGTH.at(Place::line(line)).with("max_bytes", LINE_BYTES_MAX);
                ledger.settle(vec![finding], Outcome::NOBODY);
            } else if text.contains('"')
                && split(text, self.separator).is_none()
                && let Some((whole, after)) = continued(text, rest.clone())
            {
                reading.record(line, &whole, ledger, &mut row);
                rest = after;
            } else {
                reading.record(line, text, ledger, &mut row);
            }
        }
        if let Some((line, rows)) = reading.short {
            ledger.note(codes::CSV_FIELDS_SHORT.at(Place::line(line)).with("rows", rows));
        }
        aside::settle_totals(&reading.totals, ledger);
    }
}

/// A file as its records go by.
struct Reading<'a> {
    first: &'a Header<'a>,
    /// The header that stands among the rows, with its columns in another order.
    again: Option<Header<'a>>,
    habits: &'a mut Habits,
    /// Lines that look like totals; they wait for all the rows that they may be the totals of.
    totals: Vec<TotalLine>,
    /// The first row that lacks fields at its end, and how many do.
    short: Option<(u32, u64)>,
}

impl<'a> Reading<'a> {
    fn record(
        &mut self,
        line: u32,
        text: &str,
        ledger: &mut Ledger,
        row: &mut impl FnMut(&mut Fields<'_>, &mut Ledger) -> Outcome,
    ) {
        let Some(fields) = split(text, self.first.separator) else {
            return ledger.settle(vec![codes::CSV_QUOTE.at(Place::line(line))], Outcome::NOBODY);
        };
        if let Some(header) = self.first.again(line, text, &fields) {
            return self.turn_to(header, line, ledger);
        }
        let header = self.again.as_ref().unwrap_or(self.first);
        match aside::look(header, line, &fields, self.habits) {
            None => {}
            Some(Aside::Reason(reason)) => return ledger.settle(Vec::new(), Outcome::Ignore(reason)),
            Some(Aside::Total(total)) => return self.totals.push(total),
        }
        if !header.fits(&fields) {
            let found = fields.len();
            let place = Place::line(line);
            let finding = if header.is_split_by_decimals(&fields) {
                codes::CSV_FIELD_COMMA.at(place)
            } else {
                codes::CSV_FIELD_COUNT.at(place)
            };
            let finding = finding.with("expected", header.width).with("found", found);
            return ledger.settle(vec![finding], Outcome::NOBODY);
        }
        if fields.len() < header.width {
            self.short.get_or_insert((line, 0)).1 += 1;
        }
        let mut fields = Fields::new(line, header.columns, &header.positions, fields, (self.habits, header.units()));
        let outcome = row(&mut fields, ledger);
        ledger.settle(fields.into_findings(), outcome);
    }
}

impl<'a> Reading<'a> {
    /// Goes on by a header that stands among the rows. One that lacks a column says nothing of the rows below it.
    fn turn_to(&mut self, header: Header<'a>, line: u32, ledger: &mut Ledger) {
        let now = self.again.as_ref().unwrap_or(self.first);
        if now.positions != header.positions {
            ledger.note(codes::CSV_HEADER_CHANGED.at(Place::line(line)));
        }
        for finding in &header.findings {
            ledger.note(finding.clone());
        }
        ledger.settle(Vec::new(), Outcome::Ignore(super::REPEATED_HEADER));
        self.again = Some(header);
    }
}

/// A record that goes on over the next lines until its quote is closed, and the lines behind it; nothing where none of the
/// next few closes it.
pub(super) fn continued<'a>(text: &str, mut rest: Lines<'a>) -> Option<(String, Lines<'a>)> {
    let mut joined = text.to_owned();
    for _ in 0..RECORD_LINES_MAX {
        let (_, text) = rest.next()?;
        if text.len() > LINE_BYTES_MAX {
            return None;
        }
        joined.push('\n');
        joined.push_str(text);
        if text.matches('"').count() % 2 == 1 {
            return Some((joined, rest));
        }
    }
    None
}

/// The fields of a record; nothing where a quote is not closed or something follows it.
pub(super) fn split(text: &str, separator: char) -> Option<Vec<Cow<'_, str>>> {
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
        assert_eq!(fields("\"a;b\";\"c\"\"d\""), some(&["a;b", "c\"d"]));
        assert_eq!(fields("a;\"\""), some(&["a", ""]));
        assert_eq!(fields("a;b\"c"), some(&["a", "b\"c"]));
        assert_eq!(fields("\"a\"b;c"), None);
        assert_eq!(fields("a;\"b"), None);
    }
}
