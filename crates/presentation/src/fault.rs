//! What people are told when something is wrong or missing: findings on pieces, diagnostics of documents, reasons of
//! determinations. Always in the same order: where, what, what to do.
//!
//! The codes and values come from `evidence` and `contract`; the words are in the locale files. Nothing here judges.

use contract::determination::{NeverFiled, Reason};
use contract::diagnostic::{Diagnostic, Excerpt, Severity};
use contract::facts::Period;
use office::answer::TableNames;
use unicode_width::UnicodeWidthStr;

use crate::locale::Language;
use crate::locale::catalogue::{Said, Value, say, told};
use crate::quantity::{Quantity, of_period};
use crate::rendered::{Rendered, visible};
use crate::terminal::Terminal;
use crate::words;
use crate::words::marks::{List, mark};

/// Where a finding points, in the terms of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spot<'a> {
    /// The line, or the rank of the element, from 1.
    pub line: Option<u32>,
    /// The first and last character column, from 1.
    pub columns: Option<(u32, u32)>,
    /// The field or element.
    pub field: Option<&'a str>,
}

impl Spot<'_> {
    /// The place in words.
    #[must_use]
    pub fn words(&self, language: Language) -> Rendered {
        let place = self.line.map(|line| match self.columns {
            Some((first, last)) if first == last => {
                words::place_line_column(language, line.to_string(), first.to_string())
            }
            Some((first, last)) => {
                words::place_line_columns(language, line.to_string(), first.to_string(), last.to_string())
            }
            None => words::place_line(language, line.to_string()),
        });
        match (place, self.field) {
            (Some(place), Some(field)) => words::place_field(language, place, field),
            (Some(place), None) => place,
            (None, Some(field)) => words::place_field_alone(language, field),
            (None, None) => words::place_unknown(language),
        }
    }
}

/// Why a determination was not made, or not yet. `name` gives the reader's name of a table, parameter or place.
#[must_use]
pub fn reason(language: Language, reason: &Reason, name: &dyn Fn(&str) -> Rendered) -> Said {
    let named = |key: &'static str, id: &str| (key, Value::Rendered(name(id)));
    let covered = |code: &str, table: &str, period: &Option<Period>| match period {
        Some(period) => told(
            language,
            &format!("reason-{code}"),
            &[named("table", table), ("period", Value::from(of_period(*period)))],
        ),
        None => told(language, &format!("reason-{code}-whole"), &[named("table", table)]),
    };
    match reason {
        Reason::Missing { table, period } | Reason::Damaged { table, period } | Reason::Absent { table, period } => {
            covered(reason.code(), table, period)
        }
        Reason::RowsRefused { table, period } => covered(reason.code(), table, period),
        Reason::CellUnread { table, period, column } | Reason::RowsDisagree { table, period, column } => {
            let code = reason.code();
            match period {
                Some(period) => {
                    let period = ("period", Value::from(of_period(*period)));
                    told(language, &format!("reason-{code}"), &[named("table", table), period, named("column", column)])
                }
                None => {
                    told(language, &format!("reason-{code}-whole"), &[named("table", table), named("column", column)])
                }
            }
        }
        Reason::NoSite { site } => told(language, "reason-no-site", &[named("site", site)]),
        Reason::StartNotShown { month } => told(language, "reason-start-not-shown", &[("month", Value::from(*month))]),
        Reason::StartRestated { first, other, month } if first == other => {
            told(language, "reason-job-after-exit", &[("first", Value::from(*first)), ("month", Value::from(*month))])
        }
        Reason::StartRestated { first, other, month } => {
            let days = [("first", Value::from(*first)), ("other", Value::from(*other)), ("month", Value::from(*month))];
            told(language, "reason-start-restated", &days)
        }
        Reason::Hole { table, month } => {
            told(language, "reason-hole", &[named("table", table), ("month", Value::from(*month))])
        }
        Reason::ExitDayNotShown { month } => {
            told(language, "reason-exit-day-not-shown", &[("month", Value::from(*month))])
        }
        Reason::Tie { equals, first } => {
            let last = first.saturating_add(*equals).saturating_sub(1);
            let places = [("equals", *equals), ("first", *first), ("last", last)];
            told(
                language,
                "reason-tie",
                &places.map(|(key, number)| (key, Value::from(Quantity::Count(i64::from(number))))),
            )
        }
        Reason::PartialYear { year } => {
            told(language, "reason-partial-year", &[("year", Value::from(Quantity::Year(*year)))])
        }
        Reason::NotYet { until } => told(language, "reason-not-yet", &[("until", Value::from(*until))]),
        Reason::NoValue { parameter, word: Some(word) } => {
            let values = [named("parameter", parameter), ("word", Value::from(word.as_str()))];
            told(language, "reason-no-value-for-word", &values)
        }
        Reason::NoValue { parameter, word: None } => {
            told(language, "reason-no-value", &[named("parameter", parameter)])
        }
        Reason::NoClass { place } => told(language, "reason-no-class", &[named("place", place)]),
        Reason::DividedByZero => told(language, "reason-divided-by-zero", &[]),
        Reason::TooLarge => told(language, "reason-too-large", &[]),
        Reason::Identity => told(language, "reason-identity", &[]),
    }
}

/// Why a clause says nothing of any person of an operator: no file came from which it could.
#[must_use]
pub fn never_filed(language: Language, never: &NeverFiled, name: &dyn Fn(&str) -> Rendered) -> Said {
    let values = [("table", Value::Rendered(name(&never.table))), ("since", Value::from(of_period(never.since)))];
    told(language, &format!("reason-{}", NeverFiled::CODE), &values)
}

/// What a finding says, and what to do. Where it brings words of a document, in every language that it has, those of the
/// reader's language are told; a kind of file goes by the name that its document gives to its table.
#[must_use]
pub fn finding(language: Language, names: &TableNames, code: &str, values: &[(&str, &str)]) -> Said {
    let of = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
    let tag = language.tag();
    let own = [("label", of(tag)), ("cure", of(&format!("cure_{tag}")))];
    let own: Vec<(&str, &str)> = own.into_iter().filter_map(|(name, text)| Some((name, text?))).collect();
    let is_own = |name: &str| own.iter().any(|(known, _)| *known == name);
    let all: Vec<(&str, &str)> =
        values.iter().copied().filter(|(name, _)| !is_own(name)).chain(own.iter().copied()).collect();
    let id = format!("finding-{code}");
    let read = |name: &str, text: &str| match names.name(text, tag).filter(|_| matches!(name, "kind" | "named")) {
        Some(label) => Value::Rendered(Rendered::quoted(label)),
        None => Value::read(language, &id, name, text),
    };
    let all: Vec<(&str, Value)> = all.into_iter().map(|(name, text)| (name, read(name, text))).collect();
    told(language, &id, &all)
}

impl Terminal {
    /// A finding: sign, place and severity; what; what to do.
    #[must_use]
    pub fn finding(
        &self,
        names: &TableNames,
        (code, severity): (&str, &str),
        spot: &Spot<'_>,
        values: &[(&str, &str)],
    ) -> String {
        let mark = mark(self.language, List::Severity, severity);
        let place = self.text(&spot.words(self.language));
        let mut text = format!("{} · {place} [{code}]\n", self.mark(&mark));
        text.push_str(&self.said(&finding(self.language, names, code, values)));
        text
    }

    /// A diagnostic of a document: place and severity, the line with the fault underlined, what, what to write.
    #[must_use]
    pub fn diagnostic(&self, path: &str, diagnostic: &Diagnostic, excerpt: &Excerpt) -> String {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mark = mark(self.language, List::Severity, severity);
        let values: Vec<(&str, &str)> = diagnostic.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (line, column) = (excerpt.line_number, excerpt.from_column);
        let path = visible(path);
        let mut text = format!("{} · {path}:{line}:{column} [{}]\n", self.mark(&mark), diagnostic.code);
        text.push_str(&underlined(excerpt));
        text.push_str(&self.said(&say(self.language, &format!("diagnostic-{}", diagnostic.code), &values)));
        text
    }

    /// A place of a document: the line with the text underlined.
    #[must_use]
    pub fn passage(&self, path: &str, excerpt: &Excerpt) -> String {
        format!("{}:{}:{}\n{}", visible(path), excerpt.line_number, excerpt.from_column, underlined(excerpt))
    }

    /// What is the matter, then what to do, indented.
    #[must_use]
    pub fn said(&self, said: &Said) -> String {
        let mut text = self.paragraph(&said.what, 4);
        if let Some(cure) = &said.cure {
            let line = words::fault_cure(self.language, cure.clone());
            text.push_str(&self.paragraph(&line, 4));
        }
        text
    }
}

/// The line of a document with carets under the fault.
fn underlined(excerpt: &Excerpt) -> String {
    let number = excerpt.line_number.to_string();
    let part = |from: usize, to: usize| -> String { excerpt.text.chars().skip(from).take(to - from).collect() };
    let before = visible(&part(0, excerpt.from_column - 1)).width();
    let under = visible(&part(excerpt.from_column - 1, excerpt.to_column - 1)).width().max(1);
    let gap = " ".repeat(number.len());
    format!("  {number} │ {}\n  {gap} │ {}{}\n", visible(&excerpt.text), " ".repeat(before), "^".repeat(under))
}
