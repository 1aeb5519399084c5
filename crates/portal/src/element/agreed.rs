//! Agreed text: figures that never turn round, figures and words that clauses use, terms that the contract defines.
//!
//! Nothing of the text is changed but blanks between digits, which become narrow no-break spaces.

use maud::{Markup, html};
use presentation::Language;
use presentation::words as w;

use super::words::{direction, said};
use office::answer::contract::{Agreed, Term};

/// What is looked for in a text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ties<'a> {
    /// Numbers that clauses use, written with a point.
    pub figures: &'a [String],
    /// Terms that the contract defines.
    pub terms: &'a [Term],
    /// Words of the authoritative text that a clause executes.
    pub executed: &'a [&'a str],
}

/// A piece of agreed text: the reader's version first, the text that prevails beside it and said to be so.
#[must_use]
pub fn agreed(language: Language, text: &Agreed, authoritative: &str, ties: Ties<'_>) -> Markup {
    let own = (language.tag() != authoritative).then(|| text.translations.get(language.tag())).flatten();
    html! {
        div.agreed {
            @if let Some(own) = own {
                blockquote.version { p.whose { (said(&w::page_translation(language))) } p { (tied(own, language.tag(), ties)) } }
            }
            blockquote.version lang=(authoritative) dir=(direction(authoritative)) {
                @if language.tag() != authoritative {
                    p.whose lang=(language.tag()) dir=(language.direction()) { (said(&w::page_prevails(language))) }
                }
                p { (tied(&text.authoritative, authoritative, ties)) }
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Figure { used: bool },
    Term(&'a Term),
}

/// The text with its ties marked.
#[must_use]
pub fn tied(text: &str, tag: &str, ties: Ties<'_>) -> Markup {
    let mut found: Vec<(usize, usize, Kind<'_>)> = numbers(text)
        .into_iter()
        .map(|(from, to)| (from, to, Kind::Figure { used: is_used(&text[from..to], &text[to..], tag, ties.figures) }))
        .collect();
    found.extend(terms(text, tag, ties.terms).into_iter().map(|(from, to, term)| (from, to, Kind::Term(term))));
    found.sort_by_key(|&(from, to, _)| (from, usize::MAX - to));
    let executed = ties.executed.iter().find_map(|words| text.find(words).map(|at| (at, at + words.len())));
    let (before, inside) = executed.unwrap_or((text.len(), text.len()));
    html! {
        (stretch(text, 0, before, &found))
        @if inside > before { mark.executed { (stretch(text, before, inside, &found)) } }
        (stretch(text, inside, text.len(), &found))
    }
}

/// A stretch of the text with what lies whole inside it.
fn stretch(text: &str, from: usize, to: usize, found: &[(usize, usize, Kind<'_>)]) -> Markup {
    let mut at = from;
    html! {
        @for &(begin, end, kind) in found { @if begin >= at && end <= to {
            (&text[at..begin])
            ({ at = end; piece(&text[begin..end], kind) })
        } }
        (&text[at..to])
    }
}

fn piece(text: &str, kind: Kind<'_>) -> Markup {
    match kind {
        Kind::Figure { used } => html! { bdi dir="ltr" class=[used.then_some("used")] { (joined(text)) } },
        Kind::Term(term) => html! { a.term href={ "#term-" (term.id) } { (text) } },
    }
}

/// Blanks between digits never break and never turn a figure round.
fn joined(text: &str) -> String {
    let narrow = |letter: char| if letter.is_whitespace() { '\u{202F}' } else { letter };
    match text.strip_suffix('%') {
        Some(figure) => format!("{}\u{00A0}%", figure.trim_end().chars().map(narrow).collect::<String>()),
        None => text.chars().map(narrow).collect(),
    }
}

/// Numbers: digits with the blanks, points and commas between them, and a percent sign behind.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < letters.len() {
        if !letters[index].1.is_ascii_digit() {
            index += 1;
            continue;
        }
        let from = letters[index].0;
        let mut last = index;
        while let Some(next) = next_digit(&letters, last) {
            last = next;
        }
        let after = letters.get(last + 1).is_some_and(|&(_, letter)| is_blank(letter));
        let sign = last + 1 + usize::from(after);
        if letters.get(sign).is_some_and(|&(_, letter)| letter == '%') {
            last = sign;
        }
        found.push((from, letters[last].0 + letters[last].1.len_utf8()));
        index = last + 1;
    }
    found
}

/// The next digit of the same number: at once, or behind one point, comma or blank with a group of three to follow.
fn next_digit(letters: &[(usize, char)], last: usize) -> Option<usize> {
    let digit = |index: usize| letters.get(index).is_some_and(|&(_, letter)| letter.is_ascii_digit());
    if digit(last + 1) {
        return Some(last + 1);
    }
    let between = letters.get(last + 1)?.1;
    let group = digit(last + 2) && digit(last + 3) && digit(last + 4) && !digit(last + 5);
    let decimal = matches!(between, '.' | ',') && digit(last + 2);
    (decimal || is_blank(between) && group).then_some(last + 2)
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{00A0}' | '\u{202F}')
}

fn is_used(number: &str, after: &str, tag: &str, figures: &[String]) -> bool {
    let plain: String = number.chars().filter(|letter| !is_blank(*letter) && *letter != '%').collect();
    let plain = if tag == "en" { plain.replace(',', "") } else { plain.replace(',', ".") };
    let first = after.split_whitespace().next().unwrap_or_default();
    let large = ["milliard", "مليار", "ملايير", "billion"].iter().any(|word| first.starts_with(word));
    figures.iter().any(|figure| *figure == if large { format!("{plain}e9") } else { plain.clone() })
}

/// The longest terms first; none inside another, none inside a word.
fn terms<'t>(text: &str, tag: &str, terms: &'t [Term]) -> Vec<(usize, usize, &'t Term)> {
    let mut known: Vec<(&str, &Term)> =
        terms.iter().filter_map(|term| term.labels.get(tag).map(|words| (words.as_str(), term))).collect();
    known.sort_by_key(|(words, _)| usize::MAX - words.len());
    let folded = text.to_lowercase();
    if folded.len() != text.len() {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, &Term)> = Vec::new();
    for (words, term) in known {
        let words = words.to_lowercase();
        let Some(from) = folded.find(&words) else { continue };
        let to = from + words.len();
        let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let whole = !inside(text[..from].chars().next_back()) && !inside(text[to..].chars().next());
        if whole && found.iter().all(|&(begin, end, _)| to <= begin || from >= end) {
            found.push((from, to, term));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_held_together_and_known_by_their_value() {
        let figures = ["60000".to_owned(), "18e9".to_owned(), "20".to_owned()];
        let ties = Ties { figures: &figures, ..Ties::default() };
        let html = |text: &str, tag: &str| tied(text, tag, ties).into_string();
        assert_eq!(html("60 000 emplois", "fr"), "<bdi dir=\"ltr\" class=\"used\">60\u{202F}000</bdi> emplois");
        assert_eq!(
            html("by 2020, on 60,000", "en"),
            "by <bdi dir=\"ltr\">2020</bdi>, on <bdi dir=\"ltr\" class=\"used\">60,000</bdi>"
        );
        assert_eq!(html("18 milliards", "fr"), "<bdi dir=\"ltr\" class=\"used\">18</bdi> milliards");
        assert_eq!(html("20 % du", "fr"), "<bdi dir=\"ltr\" class=\"used\">20\u{00A0}%</bdi> du");
        assert_eq!(
            html("5 000 1 200", "fr"),
            "<bdi dir=\"ltr\">5\u{202F}000</bdi> <bdi dir=\"ltr\">1\u{202F}200</bdi>"
        );
    }

    #[test]
    fn terms_and_executed_words_are_marked_apart() {
        let terms = [Term {
            id: "air.cap".to_owned(),
            labels: [("fr".to_owned(), "plafond".to_owned())].into(),
            article: None,
        }];
        let ties = Ties { terms: &terms, executed: &["le plafond ordinaire"], ..Ties::default() };
        assert_eq!(
            tied("Ici, le plafond ordinaire.", "fr", ties).into_string(),
            "Ici, <mark class=\"executed\">le <a class=\"term\" href=\"#term-air.cap\">plafond</a> ordinaire</mark>."
        );
    }
}
