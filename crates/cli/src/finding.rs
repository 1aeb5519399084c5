//! Findings as a person reads them: place, words, cure.

use office::answer::{Finding, TableNames};
use presentation::fault::Spot;
use presentation::rendered::visible;
use presentation::words;

use crate::screen::Screen;

/// A finding and the file it stands in.
pub struct Told<'a> {
    /// The file's name.
    pub piece: &'a str,
    /// The finding.
    pub finding: &'a Finding,
}

/// The snake-case word of an enumeration as files write it.
pub fn word_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Prints findings, the gravest first, at most so many; then how many more there are.
pub fn show(told: &[Told<'_>], names: &TableNames, at_most: usize, screen: &Screen) {
    let language = screen.language();
    if told.is_empty() {
        screen.line(&words::command_findings_none(language));
        return;
    }
    let mut order: Vec<&Told<'_>> = told.iter().collect();
    order.sort_by_key(|one| std::cmp::Reverse(one.finding.severity));
    for one in order.iter().take(at_most) {
        let place = &one.finding.place;
        let spot = Spot { line: place.line, columns: place.columns, field: place.field.as_deref() };
        let values: Vec<(&str, &str)> =
            one.finding.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let severity = one.finding.severity.word().to_owned();
        screen.print(&format!("{}  ", visible(one.piece)));
        screen.print(&screen.terminal.finding(names, (&one.finding.code, &severity), &spot, &values));
    }
    if order.len() > at_most {
        screen.gap();
        screen.line(&words::command_findings_more(language, (order.len() - at_most).to_string()));
    }
}
