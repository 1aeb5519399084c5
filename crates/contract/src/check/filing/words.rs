//! Closed words of how a table is filed: the readers, what words of a column are written as, what countries say.

use crate::check::ledger::Ledger;
use crate::check::scalar;
use crate::diagnostic::Diagnostic;
use crate::model::{ColumnType, CountryWords, RowSource};
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::yaml::Node;

/// What a country says that says no word.
const UNREAD: &str = "unread";
/// Every country that is not named.
const OTHERS: &str = "others";

/// One of the readers that there are.
pub(super) fn reader(node: &Node, ledger: &mut Ledger) -> Option<String> {
    let reader = scalar::identifier(node, ledger)?;
    if !RowSource::READERS.contains(&reader.as_str()) {
        ledger.unknown("evidence-reader-unknown", "reader", &reader, RowSource::READERS.into_iter(), node.span);
        return None;
    }
    Some(reader)
}

/// What each word of a column is written as: `permanent: [CDI, unlimited]`.
pub(super) fn written(node: &Node, kind: Option<&ColumnType>, ledger: &mut Ledger) -> Vec<(String, Vec<String>)> {
    if node.as_map().is_none() {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
    }
    let mut words = Vec::new();
    for (word, written) in node.entries() {
        look(&word.value, word.span, kind, ledger);
        words.push((word.value.clone(), super::texts(written, ledger)));
    }
    words
}

/// `{GE: local, AQ: unread, others: foreign}`.
pub(super) fn of_countries(node: &Node, kind: Option<&ColumnType>, ledger: &mut Ledger) -> Option<CountryWords> {
    if node.as_map().is_none() {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
        return None;
    }
    let mut words = CountryWords { named: Vec::new(), others: None };
    for (country, word) in node.entries() {
        let Some(text) = scalar::text(word, ledger) else { continue };
        let said = (text != UNREAD).then(|| text.to_owned());
        if said.is_some() {
            look(text, word.span, kind, ledger);
        }
        if country.value == OTHERS {
            words.others = said;
        } else if country.value.len() == 2 && country.value.bytes().all(|letter| letter.is_ascii_uppercase()) {
            words.named.push((country.value.clone(), said));
        } else {
            let unknown = Diagnostic::error("word-unknown", country.span).with("word", &country.value);
            ledger.push(unknown.with("expected", "two capitals of ISO 3166-1 | others"));
        }
    }
    Some(words)
}

/// Tells of a word that the column does not have.
fn look(word: &str, span: Span, kind: Option<&ColumnType>, ledger: &mut Ledger) {
    if let Some(ColumnType::Code(known)) = kind
        && !known.is_empty()
        && !known.iter().any(|one| one == word)
    {
        let (nearest, known) = by_likeness(word, known.iter().map(String::as_str));
        let unknown = Diagnostic::error("word-unknown-in-column", span).with("word", word);
        ledger.push(unknown.with("nearest", nearest).with("known", known));
    }
}
