//! Expressions: names resolved in their scope, types and units agreed.

mod name;

use crate::calendar::Interval;
use crate::diagnostic::{Diagnostic, value_names};
use crate::expression::{self, AtWritten, Kind, Written};
use crate::model::{At, ColumnType, Comparison, Expr, PeriodKey};
use crate::money::Decimal;
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::unit::{Base, Unit};
use crate::yaml::Node;

use super::ledger::Ledger;
use super::scalar;
use super::scope::{Scope, SpaceScope, Type};

/// Reads an expression of any type.
pub(super) fn expression(node: &Node, scope: &Scope<'_>, ledger: &mut Ledger) -> Option<(Expr, Type)> {
    let text = scalar::text(node, ledger)?;
    match expression::parse(text) {
        Ok(written) => Resolver { node, scope, ledger }.resolve(&written),
        Err(fault) => {
            let told = Diagnostic::error(fault.code, node.part(fault.range)).with("found", fault.found);
            let names_expected = value_names(fault.code).is_some_and(|names| names.contains(&"expected"));
            ledger.push(if names_expected { told.with("expected", fault.expected) } else { told });
            None
        }
    }
}

/// Reads an expression that must hold or not.
pub(super) fn condition(node: &Node, scope: &Scope<'_>, ledger: &mut Ledger) -> Option<Expr> {
    let (expr, found) = expression(node, scope, ledger)?;
    expect(found, &Type::Truth, node.span, ledger)?;
    Some(expr)
}

/// Reads a number and its unit.
pub(super) fn number(node: &Node, scope: &Scope<'_>, ledger: &mut Ledger) -> Option<(Expr, Unit)> {
    match expression(node, scope, ledger)? {
        (expr, Type::Number(unit)) => Some((expr, unit)),
        (_, found) => {
            let differs = Diagnostic::error("type-differs", node.span).with("expected", "number");
            ledger.push(differs.with("found", found.name()));
            None
        }
    }
}

/// Reads a day.
pub(super) fn date(node: &Node, scope: &Scope<'_>, ledger: &mut Ledger) -> Option<Expr> {
    let (expr, found) = expression(node, scope, ledger)?;
    expect(found, &Type::Date, node.span, ledger)?;
    Some(expr)
}

fn expect(found: Type, expected: &Type, span: Span, ledger: &mut Ledger) -> Option<()> {
    if found == *expected {
        return Some(());
    }
    let (code, expected_name) = match (&found, expected) {
        (Type::Number(_), Type::Number(unit)) => ("unit-differs", unit.to_string()),
        (_, expected) => ("type-differs", expected.name()),
    };
    ledger.push(Diagnostic::error(code, span).with("expected", expected_name).with("found", found.name()));
    None
}

struct Resolver<'r, 'a> {
    node: &'r Node,
    scope: &'r Scope<'a>,
    ledger: &'r mut Ledger,
}

impl Resolver<'_, '_> {
    fn span(&self, written: &Written) -> Span {
        self.node.part(written.range.clone())
    }

    fn resolve(&mut self, written: &Written) -> Option<(Expr, Type)> {
        match &written.kind {
            Kind::Number(decimal, unit) => {
                let (decimal, unit) = scalar::with_unit(*decimal, unit.as_deref());
                Some((Expr::Number(decimal), Type::Number(unit)))
            }
            Kind::Date(date) => Some((Expr::Date(*date), Type::Date)),
            Kind::Month(_) => {
                let differs = Diagnostic::error("type-differs", self.span(written)).with("expected", Type::Date.name());
                self.ledger.push(differs.with("found", "month"));
                None
            }
            Kind::Name(parts) => self.name(parts, written, None),
            Kind::At(inner, at) => self.read_at(inner, at),
            Kind::Sum(left, right, minus) => self.sum(left, right, *minus, written),
            Kind::MonthsAfter(count, date) => {
                let span = self.span(date);
                let (date, found) = self.resolve(date)?;
                expect(found, &Type::Date, span, self.ledger)?;
                Some((Expr::PlusMonths(Box::new(date), self.months(*count, written)?), Type::Date))
            }
            Kind::Compare(left, comparison, right) => self.compare(left, *comparison, right, written),
            Kind::InWords(inner, words) => self.in_words(inner, words),
            Kind::InInterval(inner, first, last) => self.within(inner, Interval { first: *first, last: *last }),
            Kind::InEffect(inner) => self.within(inner, self.scope.contract.in_effect),
            Kind::IsBlank(inner, negated) => {
                let span = self.span(inner);
                let (inner, found) = self.resolve(inner)?;
                if !matches!(inner, Expr::RowColumn(_) | Expr::Column { .. } | Expr::Road { .. }) {
                    let differs = Diagnostic::error("type-differs", span).with("expected", "cell");
                    self.ledger.push(differs.with("found", found.name()));
                    return None;
                }
                let blank = Expr::IsBlank(Box::new(inner));
                Some((if *negated { Expr::Not(Box::new(blank)) } else { blank }, Type::Truth))
            }
            Kind::Present(name, months) => {
                self.spell_named(name, written)?;
                self.bounded(*months, written)?;
                Some((Expr::PresentAfter(*months), Type::Truth))
            }
            Kind::Kept(name, months) => {
                self.spell_named(name, written)?;
                self.bounded(*months, written)?;
                Some((Expr::KeptAtLeast(*months), Type::Truth))
            }
            Kind::And(parts) => self.truths(parts).map(|parts| (Expr::And(parts), Type::Truth)),
            Kind::Or(parts) => self.truths(parts).map(|parts| (Expr::Or(parts), Type::Truth)),
            Kind::Not(inner) => Some((Expr::Not(Box::new(self.truth(inner)?)), Type::Truth)),
        }
    }

    fn truth(&mut self, written: &Written) -> Option<Expr> {
        let (expr, found) = self.resolve(written)?;
        expect(found, &Type::Truth, self.span(written), self.ledger)?;
        Some(expr)
    }

    fn truths(&mut self, parts: &[Written]) -> Option<Vec<Expr>> {
        let parts: Vec<Option<Expr>> = parts.iter().map(|part| self.truth(part)).collect();
        parts.into_iter().collect()
    }

    /// A whole number of months, within a century.
    fn months(&mut self, count: Decimal, written: &Written) -> Option<i32> {
        let months = count.at_scale(0).and_then(|months| u32::try_from(months).ok());
        let months = months.filter(|months| *months <= scalar::MONTHS_MAX);
        if months.is_none() {
            self.ledger.error("number-malformed", self.span(written), "found", count);
        }
        months.and_then(|months| i32::try_from(months).ok())
    }

    fn bounded(&mut self, months: u32, written: &Written) -> Option<()> {
        self.months(Decimal::new(i128::from(months), 0), written).map(|_| ())
    }

    fn sum(&mut self, left: &Written, right: &Written, minus: bool, written: &Written) -> Option<(Expr, Type)> {
        let (left, left_type) = self.resolve(left)?;
        if left_type == Type::Date
            && let Kind::Number(count, Some(unit)) = &right.kind
            && Unit::parse(unit) == Some(Unit::of(Base::Month))
        {
            let months = self.months(*count, right)?;
            let months = if minus { -months } else { months };
            return Some((Expr::PlusMonths(Box::new(left), months), Type::Date));
        }
        let (right, right_type) = self.resolve(right)?;
        let span = self.span(written);
        if !matches!(left_type, Type::Number(_)) {
            let differs = Diagnostic::error("type-differs", span).with("expected", "number");
            self.ledger.push(differs.with("found", left_type.name()));
            return None;
        }
        expect(right_type, &left_type, span, self.ledger)?;
        let (left, right) = (Box::new(left), Box::new(right));
        Some((if minus { Expr::Subtract(left, right) } else { Expr::Add(left, right) }, left_type))
    }

    fn compare(
        &mut self,
        left: &Written,
        comparison: Comparison,
        right: &Written,
        written: &Written,
    ) -> Option<(Expr, Type)> {
        let (left, right) = match (self.bare_word(left), self.bare_word(right)) {
            (None, Some(word)) => {
                let (expr, found) = self.resolve(left)?;
                (expr, self.word(word, right, &found)?)
            }
            (Some(word), None) => {
                let (expr, found) = self.resolve(right)?;
                (self.word(word, left, &found)?, expr)
            }
            _ => {
                let (left, left_type) = self.resolve(left)?;
                let (right, right_type) = self.resolve(right)?;
                let agree = matches!((&left_type, &right_type), (Type::Code(_), Type::Code(_)));
                if !agree {
                    expect(right_type, &left_type, self.span(written), self.ledger)?;
                }
                if left_type == Type::Truth {
                    let differs = Diagnostic::error("type-differs", self.span(written)).with("expected", "number");
                    self.ledger.push(differs.with("found", left_type.name()));
                    return None;
                }
                if matches!(left_type, Type::Code(_)) {
                    self.only_equality(comparison, written)?;
                }
                (left, right)
            }
        };
        if matches!(right, Expr::Word(_)) || matches!(left, Expr::Word(_)) {
            self.only_equality(comparison, written)?;
        }
        Some((Expr::Compare(Box::new(left), comparison, Box::new(right)), Type::Truth))
    }

    fn only_equality(&mut self, comparison: Comparison, written: &Written) -> Option<()> {
        if matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
            return Some(());
        }
        let span = self.span(written);
        self.ledger.push(Diagnostic::error("words-have-no-order", span));
        None
    }

    /// A single name that nothing in the scope has: a word, if the other side is one.
    fn bare_word<'w>(&self, written: &'w Written) -> Option<&'w str> {
        let Kind::Name(parts) = &written.kind else { return None };
        let [name] = parts.as_slice() else { return None };
        let known = self.scope.steps.iter().any(|step| step.id == *name)
            || self.scope.contract.parameters.iter().any(|parameter| parameter.id == *name)
            || matches!(self.scope.space, SpaceScope::Row(table)
                if table.columns.contains_key(name) || table.period.is_some_and(|period| period == PeriodKey::Day && period.name() == name))
            || (name == "anniversary" && matches!(self.scope.space, SpaceScope::Spell(_, _, true)));
        (!known).then_some(name)
    }

    fn word(&mut self, word: &str, written: &Written, other: &Type) -> Option<Expr> {
        let span = self.span(written);
        match other {
            Type::Code(words) if words.is_empty() || words.iter().any(|known| known == word) => {
                Some(Expr::Word(word.to_owned()))
            }
            Type::Code(words) => {
                let unknown = Diagnostic::error("word-unknown", span).with("word", word);
                self.ledger.push(unknown.with("expected", by_likeness(word, words.iter().map(String::as_str)).1));
                None
            }
            _ => {
                self.ledger.unknown("name-unknown", "name", word, self.scope.names().into_iter(), span);
                None
            }
        }
    }

    fn in_words(&mut self, inner: &Written, words: &[(String, std::ops::Range<usize>)]) -> Option<(Expr, Type)> {
        let (inner_expr, found) = self.resolve(inner)?;
        if !matches!(found, Type::Code(_)) {
            let differs = Diagnostic::error("type-differs", self.span(inner)).with("expected", "word");
            self.ledger.push(differs.with("found", found.name()));
            return None;
        }
        let mut known = Vec::new();
        for (word, range) in words {
            let written = Written { kind: Kind::Name(vec![word.clone()]), range: range.clone() };
            self.word(word, &written, &found)?;
            known.push(word.clone());
        }
        Some((Expr::In(Box::new(inner_expr), known), Type::Truth))
    }

    fn within(&mut self, inner: &Written, interval: Interval) -> Option<(Expr, Type)> {
        let (expr, found) = self.resolve(inner)?;
        expect(found, &Type::Date, self.span(inner), self.ledger)?;
        Some((Expr::Within(Box::new(expr), interval), Type::Truth))
    }

    fn spell_named(&mut self, name: &str, written: &Written) -> Option<()> {
        if matches!(self.scope.space, SpaceScope::Spell(definition, _, _) if definition.id == name) {
            return Some(());
        }
        let known = match self.scope.space {
            SpaceScope::Spell(definition, _, _) => vec![definition.id.as_str()],
            _ => Vec::new(),
        };
        let span = self.span(written);
        self.ledger.unknown("spell-unknown", "name", name, known.into_iter(), span);
        None
    }

    fn read_at(&mut self, inner: &Written, at: &AtWritten) -> Option<(Expr, Type)> {
        let Kind::Name(parts) = &inner.kind else {
            let span = self.span(inner);
            let misplaced = Diagnostic::error("expression-not-understood", span).with("found", "at");
            self.ledger.push(misplaced.with("expected", "payroll.contract at job.start"));
            return None;
        };
        let at = match at {
            AtWritten::FirstMonth => At::FirstMonth,
            AtWritten::Day(date) => {
                let (expr, found) = self.resolve(date)?;
                expect(found, &Type::Date, self.span(date), self.ledger)?;
                At::Day(Box::new(expr))
            }
        };
        self.name(parts, inner, Some(at))
    }
}

/// A dated parameter in a person-year must say what a change inside the year does; in a filter it is refused.
pub(super) fn check_parameter_place(scope: &Scope<'_>, id: &str, span: Span, ledger: &mut Ledger) -> Option<()> {
    match scope.space {
        _ if !scope.parameters => {
            ledger.push(Diagnostic::error("lookup-not-here", span).with("name", id));
            None
        }
        SpaceScope::PersonYear(table) if table.period != Some(PeriodKey::Year) && !scope.crossing_rule => {
            ledger.push(Diagnostic::error("crossing-missing", span).with("what", "rule").with("name", id));
            None
        }
        _ => Some(()),
    }
}

/// The type of a column in expressions.
pub(super) fn column_type(column: &ColumnType) -> Type {
    match column {
        ColumnType::Number(unit) => Type::Number(*unit),
        ColumnType::Date => Type::Date,
        ColumnType::Code(words) => Type::Code(words.clone()),
        ColumnType::Place => Type::Code(Vec::new()),
    }
}
