//! What a delivery asks about columns, as commands that answer: the one that was typed, with the answer.

use std::collections::BTreeSet;

use office::act::submit::{Answer, Offer, Receipt, offers};
use office::answer::Finding;
use presentation::{Quantity, Rendered, Value, words};

use crate::screen::Screen;
use crate::shell::quoted;

/// A way to read columns that are written alike: the answers, each with what the first open cell is by it.
struct Way {
    /// Each with whether the same was answered last time about it.
    offers: Vec<(Offer, String, bool)>,
}

/// Prints the commands that answer what the files ask first; further questions are asked once that is answered.
pub fn show(receipt: &Receipt, screen: &Screen) {
    let (ways, more) = first(receipt);
    if ways.is_empty() {
        return;
    }
    let language = screen.language();
    screen.gap();
    screen.line(&words::command_submit_answer_by(language));
    for way in &ways {
        for (offer, found, is_last) in &way.offers {
            let told = if *is_last { words::command_submit_answer_last } else { words::command_submit_answer_reads };
            let [column, found] = [&offer.answer.column, found].map(|text| Rendered::quoted(text));
            screen.print(&screen.terminal.paragraph(&told(language, column, found, value(&offer.reading)), 2));
        }
        let answers: BTreeSet<&Answer> = way.offers.iter().map(|(offer, ..)| &offer.answer).collect();
        screen.print(&format!("    {}\n", command(&answers)));
    }
    if more {
        screen.line(&words::command_submit_answer_more(language));
    }
}

/// What an open cell is by an answer: a figure without its currency, or a day.
fn value(reading: &str) -> Value {
    match (reading.parse(), reading.parse()) {
        (Ok(amount), _) => Value::from(Quantity::Amount(amount)),
        (_, Ok(day)) => Value::from(Quantity::Date(day)),
        _ => Value::from(Rendered::quoted(reading)),
    }
}

/// The ways of the first question and of all others that offer the same ways; and whether there are others besides.
fn first(receipt: &Receipt) -> (Vec<Way>, bool) {
    let (mut ways, mut more): (Vec<Way>, bool) = (Vec::new(), false);
    let mut hows = None;
    for piece in receipt.pieces() {
        let findings = &piece.piece.findings;
        let was_answered = |answer: &Answer| {
            findings.iter().any(|found| {
                found.code == "intake-answered-before"
                    && (of_finding(found, "column"), of_finding(found, "how")) == (&answer.column, answer.how.word())
            })
        };
        for found in findings {
            let offered = offers(found);
            if offered.is_empty() {
                continue;
            }
            let these: Vec<_> = offered.iter().map(|offer| offer.answer.how).collect();
            if *hows.get_or_insert_with(|| these.clone()) != these {
                more = true;
                continue;
            }
            ways.resize_with(offered.len(), || Way { offers: Vec::new() });
            for (way, offer) in ways.iter_mut().zip(offered) {
                let is_last = was_answered(&offer.answer);
                way.offers.push((offer, of_finding(found, "found").to_owned(), is_last));
            }
        }
    }
    // What was answered last time comes first.
    ways.sort_by_key(|way| !way.offers.iter().all(|(.., is_last)| *is_last));
    (ways, more)
}

/// What a finding says under a name.
fn of_finding<'f>(found: &'f Finding, name: &str) -> &'f str {
    found.values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
}

/// The command that was typed, with these answers.
#[expect(clippy::disallowed_methods, reason = "the executable reads its arguments")]
fn command(answers: &BTreeSet<&Answer>) -> String {
    let mut typed = std::env::args().skip(1);
    let mut words = vec!["mithaq".to_owned()];
    while let Some(word) = typed.next() {
        // Another request is another act, JSON is for programs, a command is the same in every language, and a copy is never
        // written over.
        match word.as_str() {
            "--request" | "--lang" | "--marked" => drop(typed.next()),
            "--json" => {}
            text if ["--request=", "--lang=", "--marked="].iter().any(|left| text.starts_with(left)) => {}
            text => words.push(quoted(text)),
        }
    }
    for answer in answers {
        words.push("--read".to_owned());
        words.push(quoted(&answer.to_string()));
    }
    words.join(" ")
}
