//! From tokens to a tree, by descent: or, and, not, comparison, sum, term.

use std::ops::Range;

use super::lexer::{Token, tokens};
use super::{AtWritten, Fault, Kind, Written};
use crate::calendar::{Date, Month};
use crate::model::Comparison;
use crate::money::Decimal;
use crate::spelling::by_likeness;
use crate::unit::Unit;

/// What may follow something whole.
const JOINS: [&str; 15] =
    ["and", "or", "=", "!=", "<", "<=", ">", ">=", "in", "is blank", "kept", "present", "at", "+", "-"];

/// What a term may be.
const TERMS: [&str; 5] = ["payroll.contract", "permanent", "12000 MAD", "2025-07-01", "("];

/// How deep brackets and `not` may stand in one another.
const DEPTH_MAX: usize = 32;

/// How many words, figures and signs may stand in one; forty ship. A sum of n parts is a tree n deep, walked by descent.
const TOKENS_MAX: usize = 400;

/// Reads one expression; the whole text must be one.
///
/// # Errors
/// The first part that is not understood, with its place.
pub fn parse(text: &str) -> Result<Written, Fault> {
    let tokens = tokens(text)?;
    if let Some((token, range)) = tokens.get(TOKENS_MAX) {
        let (found, expected) = (token.text().to_owned(), TOKENS_MAX.to_string());
        return Err(Fault { code: "expression-too-long", range: range.clone(), found, expected });
    }
    let mut parser = Parser { tokens, next: 0, end: text.len(), depth: 0 };
    let written = parser.either()?;
    match parser.tokens.get(parser.next) {
        None => Ok(written),
        Some(_) => Err(parser.fault("expression-goes-on", &JOINS)),
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    /// The token at hand is not what may stand here; closest first.
    fn fault(&self, code: &'static str, expected: &[&str]) -> Fault {
        match self.tokens.get(self.next) {
            Some((token, range)) => {
                let (_, expected) = by_likeness(token.text(), expected.iter().copied());
                Fault { code, range: range.clone(), found: token.text().to_owned(), expected }
            }
            None => {
                let last = self.next.checked_sub(1).and_then(|last| self.tokens.get(last));
                let found = last.map(|(token, _)| token.text().to_owned()).unwrap_or_default();
                Fault { code: "expression-ends", range: self.end..self.end, found, expected: expected.join(" | ") }
            }
        }
    }

    fn not_understood(&self, expected: &[&str]) -> Fault {
        self.fault("expression-not-understood", expected)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn position(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, range)| range.start)
    }

    /// The end of the last token taken.
    fn reached(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |(_, range)| range.end)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let taken = matches!(self.peek(), Some(Token::Word(found)) if found == word);
        self.next += usize::from(taken);
        taken
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let taken = matches!(self.peek(), Some(Token::Sign(found)) if *found == sign);
        self.next += usize::from(taken);
        taken
    }

    fn expect_words(&mut self, words: &[&str]) -> Result<(), Fault> {
        for word in words {
            if !self.take_word(word) {
                return Err(self.not_understood(&[word]));
            }
        }
        Ok(())
    }

    fn written(&self, start: usize, kind: Kind) -> Written {
        Written { kind, range: start..self.reached() }
    }

    fn either(&mut self) -> Result<Written, Fault> {
        self.joined("or", Parser::all, Kind::Or)
    }

    fn all(&mut self) -> Result<Written, Fault> {
        self.joined("and", Parser::negated, Kind::And)
    }

    fn joined(
        &mut self,
        word: &str,
        part: fn(&mut Parser) -> Result<Written, Fault>,
        join: fn(Vec<Written>) -> Kind,
    ) -> Result<Written, Fault> {
        let start = self.position();
        let first = part(self)?;
        if !matches!(self.peek(), Some(Token::Word(found)) if found == word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(part(self)?);
        }
        Ok(self.written(start, join(parts)))
    }

    fn negated(&mut self) -> Result<Written, Fault> {
        let start = self.position();
        if !self.take_word("not") {
            return self.comparison();
        }
        self.deeper(|parser| {
            let inner = parser.negated()?;
            Ok(parser.written(start, Kind::Not(Box::new(inner))))
        })
    }

    fn deeper(&mut self, inner: impl FnOnce(&mut Parser) -> Result<Written, Fault>) -> Result<Written, Fault> {
        if self.depth == DEPTH_MAX {
            return Err(self.fault("expression-too-deep", &[]));
        }
        self.depth += 1;
        let written = inner(self);
        self.depth -= 1;
        written
    }

    fn comparison(&mut self) -> Result<Written, Fault> {
        let start = self.position();
        let left = self.sum()?;
        let kind = if let Some(comparison) = self.comparison_sign() {
            let right = self.sum()?;
            Kind::Compare(Box::new(left), comparison, Box::new(right))
        } else if self.take_word("in") {
            self.membership(left)?
        } else if self.take_word("is") {
            let negated = self.take_word("not");
            self.expect_words(&["blank"])?;
            Kind::IsBlank(Box::new(left), negated)
        } else if self.take_word("present") {
            let name = single_name(&left)?;
            let months = self.months()?;
            self.expect_words(&["after", "start"])?;
            Kind::Present(name, months)
        } else if self.take_word("kept") {
            let name = single_name(&left)?;
            if !self.take_sign(">=") {
                return Err(self.not_understood(&[">= 18 months"]));
            }
            Kind::Kept(name, self.months()?)
        } else {
            return Ok(left);
        };
        Ok(self.written(start, kind))
    }

    fn comparison_sign(&mut self) -> Option<Comparison> {
        let Some(Token::Sign(sign)) = self.peek() else { return None };
        let comparison = match *sign {
            "=" => Comparison::Equal,
            "!=" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return None,
        };
        self.next += 1;
        Some(comparison)
    }

    fn membership(&mut self, left: Written) -> Result<Kind, Fault> {
        if self.take_sign("{") {
            let mut words = Vec::new();
            loop {
                let Some((Token::Word(word), range)) = self.tokens.get(self.next).cloned() else {
                    return Err(self.not_understood(&["permanent"]));
                };
                self.next += 1;
                words.push((word, range));
                if self.take_sign("}") {
                    return Ok(Kind::InWords(Box::new(left), words));
                }
                if !self.take_sign(",") {
                    return Err(self.not_understood(&[",", "}"]));
                }
            }
        }
        if self.take_word("contract.in_effect") {
            return Ok(Kind::InEffect(Box::new(left)));
        }
        let first = self.date(&["{permanent, fixed_term}", "2025-07-01 .. 2030-12-31", "contract.in_effect"])?;
        if !self.take_sign("..") {
            return Err(self.not_understood(&[".."]));
        }
        let last = if matches!(self.peek(), Some(Token::Figure(_))) { Some(self.date(&["2030-12-31"])?) } else { None };
        Ok(Kind::InInterval(Box::new(left), first, last))
    }

    fn date(&mut self, expected: &[&str]) -> Result<Date, Fault> {
        let Some(Token::Figure(figure)) = self.peek() else { return Err(self.not_understood(expected)) };
        let date = figure.parse().map_err(|_| self.not_understood(expected))?;
        self.next += 1;
        Ok(date)
    }

    /// `18 months`.
    fn months(&mut self) -> Result<u32, Fault> {
        let expected = ["18 months"];
        let Some(Token::Figure(figure)) = self.peek() else { return Err(self.not_understood(&expected)) };
        let months = figure.parse().map_err(|_| self.not_understood(&expected))?;
        self.next += 1;
        if !self.take_word("months") && !self.take_word("month") {
            return Err(self.not_understood(&["months"]));
        }
        Ok(months)
    }

    fn sum(&mut self) -> Result<Written, Fault> {
        let start = self.position();
        let mut left = self.term()?;
        loop {
            let minus = if self.take_sign("+") {
                false
            } else if self.take_sign("-") {
                true
            } else {
                return Ok(left);
            };
            let right = self.term()?;
            left = self.written(start, Kind::Sum(Box::new(left), Box::new(right), minus));
        }
    }

    fn term(&mut self) -> Result<Written, Fault> {
        let start = self.position();
        if self.take_sign("(") {
            return self.deeper(|parser| {
                let inner = parser.either()?;
                if parser.take_sign(")") { Ok(inner) } else { Err(parser.not_understood(&[")"])) }
            });
        }
        match self.peek() {
            Some(Token::Figure(figure)) => {
                let figure = figure.clone();
                self.figure(start, &figure)
            }
            Some(Token::Word(word)) if !matches!(word.as_str(), "and" | "or" | "not" | "in" | "is" | "at") => {
                let names = word.split('.').map(str::to_owned).collect();
                self.next += 1;
                let name = self.written(start, Kind::Name(names));
                self.read_at(start, name)
            }
            _ => Err(self.not_understood(&TERMS)),
        }
    }

    fn figure(&mut self, start: usize, figure: &str) -> Result<Written, Fault> {
        if let Ok(date) = figure.parse::<Date>() {
            self.next += 1;
            return Ok(self.written(start, Kind::Date(date)));
        }
        if let Ok(month) = figure.parse::<Month>() {
            self.next += 1;
            return Ok(self.written(start, Kind::Month(month)));
        }
        let number: Decimal = figure.parse().map_err(|_| self.fault("expression-number", &["12000.50"]))?;
        self.next += 1;
        let unit = match self.peek() {
            Some(Token::Sign("%")) => Some("%".to_owned()),
            Some(Token::Word(word)) if Unit::parse(word).is_some() => Some(word.clone()),
            _ => None,
        };
        self.next += usize::from(unit.is_some());
        if unit.as_deref().is_some_and(|unit| unit.starts_with("month")) && self.take_word("after") {
            let date = self.term()?;
            return Ok(self.written(start, Kind::MonthsAfter(number, Box::new(date))));
        }
        Ok(self.written(start, Kind::Number(number, unit)))
    }

    fn read_at(&mut self, start: usize, name: Written) -> Result<Written, Fault> {
        if !self.take_word("at") {
            return Ok(name);
        }
        let at = if self.take_word("first") {
            self.expect_words(&["month"])?;
            AtWritten::FirstMonth
        } else {
            AtWritten::Day(Box::new(self.deeper(Parser::term)?))
        };
        Ok(self.written(start, Kind::At(Box::new(name), at)))
    }
}

/// A dotted name as it was written.
fn written_as(written: &Written) -> String {
    if let Kind::Name(parts) = &written.kind { parts.join(".") } else { String::new() }
}

fn single_name(written: &Written) -> Result<String, Fault> {
    match &written.kind {
        Kind::Name(parts) if parts.len() == 1 => Ok(parts[0].clone()),
        _ => Err(Fault {
            code: "expression-not-understood",
            range: written.range.clone(),
            found: written_as(written),
            expected: "job".to_owned(),
        }),
    }
}

impl Token {
    fn text(&self) -> &str {
        match self {
            Token::Word(text) | Token::Figure(text) => text,
            Token::Sign(sign) => sign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        parse(text).expect(text).kind
    }

    #[test]
    fn conditions_are_read() {
        assert_eq!(kind("job kept >= 18 months"), Kind::Kept("job".to_owned(), 18));
        assert_eq!(kind("job present 18 months after start"), Kind::Present("job".to_owned(), 18));
        assert!(matches!(kind("left is blank or left > month.end"), Kind::Or(parts) if parts.len() == 2));
        assert!(matches!(kind("not (a = b and c != d)"), Kind::Not(_)));
        assert!(matches!(kind("job.hire_rank <= posts.added at job.start"), Kind::Compare(..)));
        assert!(matches!(kind("job.start in 2025-07-01 .."), Kind::InInterval(_, _, None)));
        assert!(
            matches!(kind("payroll.site.class in {primary, fes-shore}"), Kind::InWords(_, words) if words.len() == 2)
        );
        assert!(matches!(kind("operator.created - 1 month"), Kind::Sum(_, _, true)));
        assert!(matches!(kind("18 months after job.start"), Kind::MonthsAfter(..)));
        assert!(matches!(kind("6000 MAD/month"), Kind::Number(_, Some(unit)) if unit == "MAD/month"));
        assert!(matches!(kind("17 %"), Kind::Number(_, Some(unit)) if unit == "%"));
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_place() {
        let fault = |text| parse(text).expect_err(text);
        assert_eq!(fault("a = b c").range, 6..7);
        assert_eq!((fault("a == b").range, fault("a == b").expected.as_str()), (2..4, "="));
        assert_eq!((fault("a ≥ b").code, fault("a ≥ b").expected.as_str()), ("expression-sign", ">="));
        assert_eq!(fault("job kept > 18 months").expected, ">= 18 months");
        assert_eq!(fault("job kept >= 18").expected, "months");
        assert!(fault("job keep >= 18 months").expected.starts_with("kept | "));
        assert_eq!(fault("a in primary").expected.split(" | ").count(), 3);
        assert_eq!(fault("a ¤  b").code, "expression-character");
        assert_eq!(fault("a and").code, "expression-ends");
        assert_eq!(fault("").code, "expression-ends");
        assert_eq!(fault("1e3 MAD").code, "expression-goes-on");
        assert_eq!(fault(&"(".repeat(300)).code, "expression-too-deep");
    }

    #[test]
    fn an_expression_has_so_many_words_and_no_more() {
        let code = |text: String| parse(&text).err().map(|fault| fault.code);
        let sum = |parts: usize| vec!["1"; parts].join(" + ");
        assert_eq!(code(sum(TOKENS_MAX / 2)), None);
        assert_eq!(code(sum(TOKENS_MAX / 2 + 1)), Some("expression-too-long"));
        assert_eq!(code(vec!["a"; 16_000].join(" or ")), Some("expression-too-long"));
    }
}
