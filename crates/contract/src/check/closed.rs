//! The closed lists of words that a key may have as its value, each once: for the checker, and for whoever puts another
//! word of the list in the place of one (`crate::mutation`). A test holds them against the JSON Schemas. A way of rounding is also `model::RoundMode`, and has its
//! meaning in `interpret::mechanism`, in `trace::replay` and in `assessment::number`.

use crate::model::{Confidence, CrossingMode, HiresCount, Measure, ReadAt, RoundMode, Ties};

pub(super) const CONFIDENCES: [(&str, Confidence); 5] = [
    ("official", Confidence::Official),
    ("reprint", Confidence::Reprint),
    ("press", Confidence::Press),
    ("inferred", Confidence::Inferred),
    ("assumed", Confidence::Assumed),
];

pub(super) const ROUND_MODES: [(&str, RoundMode); 4] = [
    ("half-up", RoundMode::HalfUp),
    ("half-even", RoundMode::HalfEven),
    ("down", RoundMode::Down),
    ("up", RoundMode::Up),
];

pub(super) const CROSSING_MODES: [(&str, CrossingMode); 3] = [
    ("split by months", CrossingMode::SplitByMonths),
    ("at first day", CrossingMode::AtFirstDay),
    ("at last day", CrossingMode::AtLastDay),
];

pub(super) const READ_AT: [(&str, ReadAt); 2] = [("first day", ReadAt::FirstDay), ("last day", ReadAt::LastDay)];

/// Whether the month stands first in the days of a file.
pub(super) const DAYS: [(&str, bool); 2] = [("day first", false), ("month first", true)];

/// Whether a right acquired by the start runs past the end of effect.
pub(super) const ACQUIRED: [(&str, bool); 2] = [("by start", true), ("until end of effect", false)];

/// Whether what was paid too much is recovered.
pub(super) const AFTER_PAYMENT: [(&str, bool); 2] = [("recover", true), ("keep", false)];

pub(super) const HIRES_COUNT: [(&str, HiresCount); 2] =
    [("month of hire", HiresCount::MonthOfHire), ("first month of rows", HiresCount::FirstMonthOfRows)];

pub(super) const TIES: [(&str, Ties); 3] =
    [("not evaluated", Ties::NotEvaluated), ("share", Ties::Share), ("all", Ties::All)];

pub(super) const MEASURES: [(&str, Measure); 3] =
    [("stock", Measure::Stock), ("gross creations", Measure::GrossCreations), ("amount", Measure::Amount)];

/// Whether several rows of one key are added up.
pub(super) const SEVERAL: [(&str, bool); 2] = [("sum", true), ("refuse", false)];

pub(super) const PLACE_KINDS: [(&str, &str); 2] = [("region", "region"), ("platform", "platform")];

/// Keys whose value is a word of a closed list.
pub const CLOSED_KEYS: [&str; 12] = [
    "confidence",
    "baseline_confidence",
    "mode",
    "place",
    "rule",
    "read_at",
    "acquired",
    "after_payment",
    "hire_counts_in",
    "ties",
    "measure",
    "kind",
];

/// The words that a key may have; none where its value is no word of a closed list.
#[must_use]
pub fn closed_words(key: &str) -> Vec<&'static str> {
    fn names<T>(choices: &'static [(&'static str, T)]) -> Vec<&'static str> {
        choices.iter().map(|(word, _)| *word).collect()
    }
    match key {
        "confidence" | "baseline_confidence" => names(&CONFIDENCES),
        "mode" => names(&ROUND_MODES),
        "place" | "rule" => names(&CROSSING_MODES),
        "read_at" => names(&READ_AT),
        "acquired" => names(&ACQUIRED),
        "after_payment" => names(&AFTER_PAYMENT),
        "hire_counts_in" => names(&HIRES_COUNT),
        "ties" => names(&TIES),
        "measure" => names(&MEASURES),
        "kind" => names(&PLACE_KINDS),
        _ => Vec::new(),
    }
}
