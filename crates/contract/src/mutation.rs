//! Would a scenario notice? Every number and date of an executable block, changed a little, one at a time.
//!
//! A change that no scenario notices is a figure that nobody holds to account. Texts, labels and identifiers are not
//! changed, nor are facts of scenarios. See `mithaq check --mutate`.

use std::ops::Range;

use crate::calendar::{Date, EndOfMonth, Month};
use crate::check;
use crate::document::{self, BlockKind};
use crate::model::Contract;
use crate::money::Decimal;
use crate::source::Span;
use crate::yaml::{Node, Value};

/// One small change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutation {
    /// The number or date changed.
    pub span: Span,
    /// What stands there.
    pub found: String,
    /// What was put instead.
    pub instead: String,
}

/// What became of the changes of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Changes that a scenario noticed.
    pub noticed: usize,
    /// Changes with which the document no longer loads.
    pub refused: usize,
    /// Changes that no scenario notices.
    pub unnoticed: Vec<Mutation>,
}

/// Blocks whose figures count.
const KINDS: [BlockKind; 4] = [BlockKind::Parameter, BlockKind::Definition, BlockKind::Clause, BlockKind::Control];

/// Keys whose values are words for people or names.
const NOT_FIGURES: [&str; 9] = ["labels", "quote", "id", "basis", "confidence", "reading", "by", "head", "cumulates"];

/// Tries every change; `passes` runs the scenarios of a changed contract, `progress` hears how many are done of how many.
pub fn survey(text: &str, passes: impl Fn(&Contract) -> bool, mut progress: impl FnMut(usize, usize)) -> Survey {
    let mutations = mutations(text);
    let mut survey = Survey::default();
    for (index, mutation) in mutations.iter().enumerate() {
        progress(index, mutations.len());
        match check::check(&apply(text, mutation)).contract {
            None => survey.refused += 1,
            Some(contract) if passes(&contract) => survey.unnoticed.push(mutation.clone()),
            Some(_) => survey.noticed += 1,
        }
    }
    progress(mutations.len(), mutations.len());
    survey
}

/// The document with one change.
#[must_use]
pub fn apply(text: &str, mutation: &Mutation) -> String {
    let mut changed = text.to_owned();
    changed.replace_range(mutation.span.range(), &mutation.instead);
    changed
}

/// Every change of a document, in reading order: each figure a step up and a step down.
#[must_use]
pub fn mutations(text: &str) -> Vec<Mutation> {
    let (document, _) = document::parse(text);
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|block| KINDS.contains(&block.kind.value)) {
        visit(&block.node, &mut found);
    }
    found
}

fn visit(node: &Node, found: &mut Vec<Mutation>) {
    match &node.value {
        Value::Map(entries) => {
            let figures = entries.iter().filter(|(key, _)| !NOT_FIGURES.contains(&key.value.as_str()));
            figures.for_each(|(_, node)| visit(node, found));
        }
        Value::List(items) => items.iter().for_each(|item| visit(item, found)),
        Value::Scalar(text) => {
            for range in figures(text) {
                for instead in neighbours(&text[range.clone()]) {
                    found.push(Mutation {
                        span: node.part(range.clone()),
                        found: text[range.clone()].to_owned(),
                        instead,
                    });
                }
            }
        }
        Value::Missing => {}
    }
}

/// Numbers and dates of a text, not those inside names.
fn figures(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_digit() {
            let start = at;
            while at < bytes.len() && (bytes[at].is_ascii_digit() || joins(bytes, at)) {
                at += 1;
            }
            found.push(start..at);
        } else if bytes[at].is_ascii_alphabetic() || bytes[at] == b'_' {
            while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || joins(bytes, at)) {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    found
}

/// A point or dash between two letters or digits.
fn joins(bytes: &[u8], at: usize) -> bool {
    let inner = |index: Option<&u8>| index.is_some_and(u8::is_ascii_alphanumeric);
    matches!(bytes[at], b'.' | b'-') && at > 0 && inner(bytes.get(at - 1)) && inner(bytes.get(at + 1))
}

/// The figure one step down and one step up: a day or, where it begins or ends a month, a month; a unit of the last
/// decimal written.
fn neighbours(figure: &str) -> Vec<String> {
    if let Ok(date) = figure.parse::<Date>() {
        return [-1, 1].into_iter().filter_map(|step| shifted(date, step)).map(|date| date.to_string()).collect();
    }
    if let Ok(month) = figure.parse::<Month>() {
        return vec![month.plus(-1).to_string(), month.plus(1).to_string()];
    }
    let Ok(decimal) = figure.parse::<Decimal>() else { return Vec::new() };
    let scale = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let Some(scale) = u8::try_from(scale).ok() else { return Vec::new() };
    let Some(digits) = decimal.at_scale(scale) else { return Vec::new() };
    let steps = [digits - 1, digits + 1].into_iter().filter(|digits| *digits >= 0);
    steps.map(|digits| Decimal::new(digits, scale).to_string()).collect()
}

fn shifted(date: Date, step: i32) -> Option<Date> {
    if date == date.month().first_day() {
        date.add_months(step, EndOfMonth::Clamp)
    } else if date == date.month().last_day() {
        Some(date.month().plus(step).last_day())
    } else {
        Some(date.plus_days(step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_and_names_left_alone() {
        let parts = |text: &'static str| figures(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(parts("17 %"), ["17"]);
        assert_eq!(parts("2025-07-01 .. 2030-12-31"), ["2025-07-01", "2030-12-31"]);
        assert_eq!(parts("job_2 kept >= 18 months and m2.x1 = 0.01 MAD"), ["18", "0.01"]);
    }

    #[test]
    fn neighbours_keep_the_shape() {
        assert_eq!(neighbours("0.01"), ["0", "0.02"]);
        assert_eq!(neighbours("2025-07-01"), ["2025-06-01", "2025-08-01"]);
        assert_eq!(neighbours("2030-12-31"), ["2030-11-30", "2031-01-31"]);
        assert_eq!(neighbours("2025-11-24"), ["2025-11-23", "2025-11-25"]);
        assert_eq!(neighbours("0"), ["1"]);
    }
}
