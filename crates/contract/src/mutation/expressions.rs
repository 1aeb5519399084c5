//! What may slip in an expression: a comparison turned, an operand left out, a name or a word mistaken for another.

use std::ops::Range;

use super::Kind;
use super::names::Names;
use crate::expression::{AtWritten, Kind as Form, Written, parse};
use crate::model::Comparison;

/// A piece of an expression with what is put instead, and how both are told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    pub(super) instead: String,
    /// What is told to be changed, where that is more, or less, than what is replaced.
    pub(super) told: Option<(Range<usize>, String)>,
}

/// Every slip of a text; none where it is no expression. `row` is the table whose columns stand by their bare names.
pub(super) fn slips(text: &str, row: Option<&str>, names: &Names) -> Vec<Slip> {
    let Ok(written) = parse(text) else { return Vec::new() };
    let mut reader = Reader { text, row, names, found: Vec::new() };
    reader.read(&written);
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    row: Option<&'t str>,
    names: &'t Names,
    found: Vec<Slip>,
}

const ORDERS: [&str; 4] = ["<", "<=", ">", ">="];

impl Reader<'_> {
    fn slip(&mut self, kind: Kind, range: Range<usize>, instead: impl Into<String>) {
        self.found.push(Slip { kind, range, instead: instead.into(), told: None });
    }

    fn of(&self, written: &Written) -> &str {
        self.text.get(written.range.clone()).unwrap_or_default()
    }

    /// The operand as it may stand beside others.
    fn operand(&self, written: &Written) -> String {
        let text = self.of(written);
        if matches!(written.kind, Form::And(_) | Form::Or(_)) { format!("({text})") } else { text.to_owned() }
    }

    fn read(&mut self, written: &Written) {
        match &written.kind {
            Form::And(parts) => self.joined(written, parts, "and", "or"),
            Form::Or(parts) => self.joined(written, parts, "or", "and"),
            Form::Not(inner) => {
                let instead = format!("({})", self.of(inner));
                self.slip(Kind::Conditions, written.range.clone(), instead);
                self.read(inner);
            }
            Form::Compare(left, comparison, right) => self.compared(written, left, *comparison, right),
            Form::InWords(of, words) => {
                self.negated(written);
                self.read(of);
                self.listed(words);
            }
            Form::InInterval(of, ..) | Form::InEffect(of) => {
                self.negated(written);
                self.read(of);
            }
            Form::IsBlank(of, negated) => {
                let is = if *negated { "is blank" } else { "is not blank" };
                let instead = format!("{} {is}", self.of(of));
                self.slip(Kind::Comparisons, written.range.clone(), instead);
                self.read(of);
            }
            Form::Sum(left, right, minus) => {
                self.sign(written, left, right, if *minus { ("-", "+") } else { ("+", "-") });
                self.read(left);
                self.read(right);
            }
            Form::Present(job, months) => {
                self.slip(Kind::Words, written.range.clone(), format!("{job} kept >= {months} months"));
            }
            Form::Kept(job, months) => {
                self.slip(Kind::Words, written.range.clone(), format!("{job} present {months} months after start"));
            }
            Form::MonthsAfter(_, day) => self.read(day),
            Form::At(name, at) => {
                self.read(name);
                self.time(written, name, at);
            }
            Form::Name(parts) => self.name(written, parts),
            Form::Number(..) | Form::Date(_) | Form::Month(_) => {}
        }
    }

    /// Each operand left out, and the others joined by the other word.
    fn joined(&mut self, written: &Written, parts: &[Written], word: &str, other: &str) {
        let operands: Vec<String> = parts.iter().map(|part| self.operand(part)).collect();
        for (index, part) in parts.iter().enumerate() {
            let kept: Vec<&str> = operands
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, text)| text.as_str())
                .collect();
            let instead = kept.join(&format!(" {word} "));
            let told = Some((part.range.clone(), String::new()));
            let instead = if kept.len() > 1 { instead } else { format!("({instead})") };
            self.found.push(Slip { kind: Kind::Conditions, range: written.range.clone(), instead, told });
        }
        self.slip(Kind::Comparisons, written.range.clone(), format!("({})", operands.join(&format!(" {other} "))));
        parts.iter().for_each(|part| self.read(part));
    }

    fn compared(&mut self, written: &Written, left: &Written, comparison: Comparison, right: &Written) {
        let (sign, others): (&str, &[&str]) = match comparison {
            Comparison::Equal => ("=", &["!="]),
            Comparison::NotEqual => ("!=", &["="]),
            Comparison::Less => ("<", &ORDERS),
            Comparison::LessOrEqual => ("<=", &ORDERS),
            Comparison::Greater => (">", &ORDERS),
            Comparison::GreaterOrEqual => (">=", &ORDERS),
        };
        for other in others.iter().filter(|other| **other != sign) {
            self.sign(written, left, right, (sign, other));
        }
        for side in [left, right] {
            match &side.kind {
                Form::Name(parts) if parts.len() == 1 && matches!(sign, "=" | "!=") => {
                    self.word(&parts[0], &side.range)
                }
                _ => {}
            }
            self.read(side);
        }
    }

    /// The sign between two operands; told with both.
    fn sign(&mut self, written: &Written, left: &Written, right: &Written, (sign, instead): (&str, &str)) {
        let between = self.text.get(left.range.end..right.range.start).unwrap_or_default();
        let Some(at) = between.find(sign) else { return };
        let at = left.range.end + at;
        let range = at..at + sign.len();
        let told = [&self.text[written.range.start..at], instead, &self.text[range.end..written.range.end]].concat();
        let told = Some((written.range.clone(), told));
        self.found.push(Slip { kind: Kind::Comparisons, range, instead: instead.to_owned(), told });
    }

    fn negated(&mut self, written: &Written) {
        let instead = format!("not ({})", self.of(written));
        self.slip(Kind::Comparisons, written.range.clone(), instead);
    }

    /// Each word of a list left out, and taken for another that does not stand there yet.
    fn listed(&mut self, words: &[(String, Range<usize>)]) {
        for (index, (word, range)) in words.iter().enumerate() {
            if words.len() > 1 {
                // With the comma behind it, or before it where it is the last.
                let left_out = match words.get(index + 1) {
                    Some((_, next)) => range.start..next.start,
                    None => words[index - 1].1.end..range.end,
                };
                let told = Some((range.clone(), String::new()));
                self.found.push(Slip { kind: Kind::Conditions, range: left_out, instead: String::new(), told });
            }
            let others = self.names.other_words(word);
            for other in others.into_iter().filter(|other| words.iter().all(|(known, _)| known != other)) {
                self.found.push(Slip {
                    kind: Kind::Words,
                    range: range.clone(),
                    instead: other.to_owned(),
                    told: None,
                });
            }
        }
    }

    fn word(&mut self, word: &str, range: &Range<usize>) {
        for other in self.names.other_words(word) {
            self.found.push(Slip { kind: Kind::Words, range: range.clone(), instead: other.to_owned(), told: None });
        }
    }

    fn name(&mut self, written: &Written, parts: &[String]) {
        let others = match (parts, self.row) {
            ([column], Some(table)) => {
                let columns = self.names.columns(table, column).into_iter();
                columns.filter(|other| other != column).map(str::to_owned).collect()
            }
            _ => self.names.like(parts),
        };
        for other in others {
            self.slip(Kind::Words, written.range.clone(), other);
        }
    }

    /// A lookup read at another time.
    fn time(&mut self, written: &Written, name: &Written, at: &AtWritten) {
        match at {
            AtWritten::Day(day) => {
                self.read(day);
                self.slip(Kind::Words, written.range.clone(), format!("{} at first month", self.of(name)));
            }
            AtWritten::FirstMonth => {
                for (job, _) in &self.names.jobs {
                    for field in ["start", "counted"] {
                        let instead =
                            format!("{} at {job}.{field}", self.text.get(name.range.clone()).unwrap_or_default());
                        self.found.push(Slip { kind: Kind::Words, range: written.range.clone(), instead, told: None });
                    }
                }
            }
        }
    }
}
