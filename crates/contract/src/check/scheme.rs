//! Schemes of identifiers: their form in a closed little language, their check digits, the numbers of nobody.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::model::{CheckDigits, Contract, GlyphRun, Glyphs, Identified, LeftOut, PersonNumber, Scheme};
use crate::source::Span;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{keys, scalar};

/// The longest number, and the greatest modulus and weight: far above any that exists, and no sum of them overflows.
const LENGTH_MAX: usize = 160;
const NUMBER_MAX: u32 = 1_000;
/// The most runs that a form has.
const RUNS_MAX: usize = 8;

const IDENTIFIED: [(&str, Identified); 4] = [
    ("person", Identified::Person),
    ("firm", Identified::Firm),
    ("account", Identified::Account),
    ("address", Identified::Address),
];
const GLYPHS: [(&str, Glyphs); 4] = [
    ("digits", Glyphs::Digits),
    ("letters", Glyphs::Letters),
    ("letters or digits", Glyphs::LettersOrDigits),
    ("characters", Glyphs::Characters),
];
const LEFT_OUT: [(&str, LeftOut); 3] =
    [("blanks", LeftOut::Blanks), ("hyphens", LeftOut::Hyphens), ("points", LeftOut::Points)];

/// Reads a scheme.
pub(super) fn read(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::SCHEME, ledger) else { return };
    let taken = contract.schemes.iter().map(|scheme| (scheme.id.as_str(), scheme.span));
    let id = super::name(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    super::basis(&mut fields, block, document, ledger);
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    let of = fields.require("of", ledger).and_then(|node| scalar::word(node, &IDENTIFIED, ledger));
    let form = fields.require("form", ledger).and_then(|node| read_form(node, ledger));
    let leading_zero = fields
        .take("leading_zero")
        .is_none_or(|node| scalar::word(node, &[("allowed", true), ("refused", false)], ledger).unwrap_or(true));
    let first = fields.take("first").and_then(|node| read_first(node, ledger));
    let upper = fields
        .take("case")
        .is_some_and(|node| scalar::word(node, &[("upper", true), ("kept", false)], ledger).unwrap_or(false));
    let leave_out = fields.take("leave_out").map(|node| read_left_out(node, ledger)).unwrap_or_default();
    let restore = fields.take("restore_zeros");
    let restore_zeros =
        restore.is_some_and(|node| scalar::word(node, &[("yes", true), ("no", false)], ledger).unwrap_or(false));
    let digits = fields.take("check_digits");
    let check_digits = digits.and_then(|node| read_check_digits(node, ledger));
    let mut numbers = |key| fields.take(key).and_then(|node| scalar::words(node, ledger)).unwrap_or_default();
    let (none, occasional, rejected) = (numbers("none"), numbers("occasional"), numbers("rejected"));
    let role = read_role(&mut fields, of, ledger);
    fields.finish(ledger);
    let (Some(id), Some(of), Some(form), Some(confidence)) = (id, of, form, confidence) else { return };
    let span = block.span;
    let scheme = Scheme {
        id,
        labels,
        of,
        role,
        form,
        leading_zero,
        first,
        upper,
        leave_out,
        restore_zeros,
        check_digits,
        none,
        occasional,
        rejected,
        confidence,
        span,
    };
    check(&scheme, &block.node, (digits, restore), ledger);
    contract.schemes.push(scheme);
}

/// What the parts of a scheme ask of each other.
fn check(scheme: &Scheme, node: &Node, (digits, restore): (Option<&Node>, Option<&Node>), ledger: &mut Ledger) {
    let written = node.get("form").and_then(Node::as_scalar).unwrap_or_default();
    let length = scheme.length().filter(|_| scheme.is_digits());
    let fits = match &scheme.check_digits {
        Some(CheckDigits::Weighted { weights, .. }) => length == Some(weights.len() + 1),
        Some(_) => length.is_some(),
        None => true,
    };
    if !fits {
        ledger.error("scheme-check-needs-digits", digits.map_or(node.span, |node| node.span), "found", written);
    }
    if scheme.restore_zeros && scheme.check_digits.is_none() {
        ledger.error("scheme-check-needs-digits", restore.map_or(node.span, |node| node.span), "found", written);
    }
    for (key, numbers) in [("none", &scheme.none), ("occasional", &scheme.occasional), ("rejected", &scheme.rejected)] {
        for number in numbers.iter().filter(|number| !scheme.has_form(number)) {
            let span = node.get(key).map_or(node.span, |node| node.span);
            ledger.error("scheme-special-not-in-form", span, "found", number);
        }
    }
}

/// `9 digits`, `1 .. 2 letters, 1 .. 6 digits`.
fn read_form(node: &Node, ledger: &mut Ledger) -> Option<Vec<GlyphRun>> {
    let text = scalar::text(node, ledger)?;
    let runs: Option<Vec<GlyphRun>> = text.split(',').map(|run| read_run(run.trim())).collect();
    let fits =
        |runs: &Vec<GlyphRun>| runs.len() <= RUNS_MAX && runs.iter().map(|run| run.most).sum::<usize>() <= LENGTH_MAX;
    let runs = runs.filter(fits);
    if runs.is_none() {
        ledger.error("scheme-form-malformed", node.span, "found", text);
    }
    runs
}

fn read_run(text: &str) -> Option<GlyphRun> {
    let (counts, sort) = text.split_at(text.find(|letter: char| letter.is_ascii_alphabetic())?);
    let glyphs = GLYPHS.iter().find(|(word, _)| *word == sort).map(|(_, glyphs)| *glyphs)?;
    let count = |text: &str| scalar::whole(text.trim()).and_then(|count| usize::try_from(count).ok());
    let (least, most) = match counts.split_once("..") {
        Some((least, most)) => (count(least)?, count(most)?),
        None => (count(counts)?, count(counts)?),
    };
    (least <= most && 0 < most && most <= LENGTH_MAX).then_some(GlyphRun { glyphs, least, most })
}

/// One character.
fn read_first(node: &Node, ledger: &mut Ledger) -> Option<char> {
    let text = scalar::text(node, ledger)?;
    let mut letters = text.chars();
    match (letters.next().filter(char::is_ascii_alphanumeric), letters.next()) {
        (Some(first), None) => Some(first),
        _ => {
            ledger.error("scheme-form-malformed", node.span, "found", text);
            None
        }
    }
}

fn read_left_out(node: &Node, ledger: &mut Ledger) -> Vec<LeftOut> {
    let words = scalar::words(node, ledger).unwrap_or_default();
    let mut found = Vec::new();
    for word in words {
        match LEFT_OUT.iter().find(|(known, _)| *known == word) {
            Some((_, left_out)) => found.push(*left_out),
            None => {
                let expected = LEFT_OUT.map(|(word, _)| word).join(" | ");
                let unknown = Diagnostic::error("word-unknown", node.span).with("word", word);
                ledger.push(unknown.with("expected", expected));
            }
        }
    }
    found
}

/// One rule of the four.
fn read_check_digits(node: &Node, ledger: &mut Ledger) -> Option<CheckDigits> {
    let mut fields = Fields::of(node, keys::CHECK_DIGITS, ledger)?;
    let weights = fields.take("weights");
    let modulo = fields.take("modulo");
    let divisible_by = fields.take("divisible_by");
    let less_remainder = fields.take("less_remainder");
    let luhn = fields.take("luhn");
    fields.finish(ledger);
    let mut number = |node: &Node| {
        let text = scalar::text(node, ledger)?;
        let number = scalar::whole(text).filter(|number| (2..=NUMBER_MAX).contains(number));
        if number.is_none() {
            ledger.error("number-malformed", node.span, "found", text);
        }
        number
    };
    match (weights, modulo, divisible_by, less_remainder, luhn) {
        (Some(weights), Some(modulo), None, None, None) => {
            let modulo = number(modulo)?;
            let weights = read_weights(weights, ledger)?;
            Some(CheckDigits::Weighted { weights, modulo })
        }
        (None, None, Some(node), None, None) => number(node).map(CheckDigits::DivisibleBy),
        (None, None, None, Some(node), None) => number(node).map(CheckDigits::LessRemainder),
        (None, None, None, None, Some(node)) => scalar::word(node, &[("yes", ())], ledger).map(|()| CheckDigits::Luhn),
        _ => {
            ledger.push(Diagnostic::error("scheme-check-malformed", node.span));
            None
        }
    }
}

fn read_weights(node: &Node, ledger: &mut Ledger) -> Option<Vec<u32>> {
    let mut weights = Vec::new();
    for item in scalar::list(node, ledger)? {
        let text = scalar::text(item, ledger)?;
        let Some(weight) = scalar::whole(text).filter(|weight| *weight <= NUMBER_MAX) else {
            ledger.error("number-malformed", item.span, "found", text);
            return None;
        };
        weights.push(weight);
    }
    Some(weights)
}

/// A number of persons says what it does, and no other number does anything.
fn read_role(fields: &mut Fields<'_>, of: Option<Identified>, ledger: &mut Ledger) -> Option<PersonNumber> {
    let span = fields.span;
    let role = fields.take("role");
    let link = fields.take("stands_in_for");
    let is_card = role.and_then(|node| scalar::word(node, &[("number", false), ("card", true)], ledger));
    let link = link.and_then(|node| scalar::identifier(node, ledger));
    let told = match (of?, role.is_some(), is_card, link) {
        (Identified::Person, true, Some(false), None) => return Some(PersonNumber::Decides),
        (Identified::Person, true, Some(true), Some(scheme)) => return Some(PersonNumber::StandsInFor(scheme)),
        // Another word was told already.
        (Identified::Person, true, None, _) => false,
        (Identified::Firm | Identified::Account | Identified::Address, false, None, None) => false,
        _ => true,
    };
    if told {
        ledger.push(Diagnostic::error("scheme-role-of-person", role.map_or(span, |node| node.span)));
    }
    None
}

/// A card stands in for a number that decides.
pub(super) fn check_links(document: &Document, contract: &Contract, ledger: &mut Ledger) {
    let decide = || contract.schemes.iter().filter(|scheme| scheme.role == Some(PersonNumber::Decides));
    for scheme in &contract.schemes {
        let Some(PersonNumber::StandsInFor(other)) = &scheme.role else { continue };
        if !decide().any(|known| known.id == *other) {
            let span: Option<Span> = document
                .blocks
                .iter()
                .find(|block| block.span == scheme.span)
                .and_then(|block| block.node.get("stands_in_for"))
                .map(|node| node.span);
            let known = decide().map(|known| known.id.as_str());
            ledger.unknown("scheme-link-unknown", "scheme", other, known, span.unwrap_or(scheme.span));
        }
    }
}
