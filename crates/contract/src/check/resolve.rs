//! Expressions: names resolved in their scope, types and units agreed.

use crate::calendar::Interval;
use crate::diagnostic::Diagnostic;
use crate::expression::{self, AtWritten, Kind, Written};
use crate::model::{
    At, ColumnType, Comparison, Expr, IfNone, ParameterValue, PeriodKey, PlaceAttribute, SpellField, Table,
};
use crate::money::Decimal;
use crate::source::Span;
use crate::unit::{Base, Unit};
use crate::yaml::Node;

use super::ledger::Ledger;
use super::scalar;
use super::scope::{IfAbsent, Scope, SpaceScope, Type};

/// Reads an expression of any type.
pub(super) fn expression(node: &Node, scope: &Scope<'_>, ledger: &mut Ledger) -> Option<(Expr, Type)> {
    let text = scalar::text(node, ledger)?;
    match expression::parse(text) {
        Ok(written) => Resolver { node, scope, ledger }.resolve(&written),
        Err(fault) => {
            ledger.push(Diagnostic::error(fault.code, node.part(fault.range)).with("found", fault.found));
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

impl<'a> Resolver<'_, 'a> {
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
            || matches!(self.scope.space, SpaceScope::Row(table) if table.columns.contains_key(name))
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
                self.ledger.push(unknown.with("expected", words.join(" | ")));
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
            self.ledger.error("expression-not-understood", span, "found", "at");
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

    fn name(&mut self, parts: &[String], written: &Written, at: Option<At>) -> Option<(Expr, Type)> {
        let span = self.span(written);
        let found = self.plain_name(parts).or_else(|| self.spell_or_period(parts));
        if let Some(found) = found {
            if at.is_some() {
                self.ledger.push(Diagnostic::error("lookup-time-not-here", span).with("name", parts.join(".")));
                return None;
            }
            return Some(found);
        }
        if let [definition, step] = parts
            && let Some(series) = self.scope.series(definition)
        {
            return self.series_step(definition, series, step, at, span);
        }
        let joined = parts.join(".");
        if let Some(parameter) = self.scope.contract.parameters.iter().find(|parameter| parameter.id == joined) {
            return self.parameter(parameter, at.as_ref(), span);
        }
        if parts.len() >= 2
            && let Some(table) = self.scope.table(&parts[0])
        {
            return self.lookup(table, &parts[1..], at, span);
        }
        self.ledger.unknown("name-unknown", "name", &joined, self.scope.names().into_iter(), span);
        None
    }

    /// A step, the anniversary year, or a column of the row at hand.
    fn plain_name(&self, parts: &[String]) -> Option<(Expr, Type)> {
        if let SpaceScope::Row(table) = self.scope.space {
            let column = match parts {
                [column] => Some(column),
                [name, column] if *name == table.id => Some(column),
                _ => None,
            };
            let column = column.filter(|column| table.columns.contains_key(*column))?;
            return Some((Expr::RowColumn(column.clone()), column_type(&table.columns[column])));
        }
        let [name] = parts else { return None };
        if let Some(index) = self.scope.steps.iter().position(|step| step.id == *name) {
            return Some((Expr::Step(index), self.scope.type_of_step(index)));
        }
        if name == "anniversary" && matches!(self.scope.space, SpaceScope::Spell(_, _, true)) {
            return Some((Expr::AnniversaryNumber, Type::Number(Unit::NONE)));
        }
        None
    }

    fn spell_or_period(&self, parts: &[String]) -> Option<(Expr, Type)> {
        let [first, second] = parts else { return None };
        match (self.scope.space, first.as_str(), second.as_str()) {
            (SpaceScope::Row(table), "month", "end") if table.period == Some(PeriodKey::Month) => {
                Some((Expr::MonthEnd, Type::Date))
            }
            (SpaceScope::PersonYear(_), "year", "start") | (SpaceScope::Spell(_, _, true), "anniversary", "start") => {
                Some((Expr::PeriodStart, Type::Date))
            }
            (SpaceScope::PersonYear(_), "year", "end") | (SpaceScope::Spell(_, _, true), "anniversary", "end") => {
                Some((Expr::PeriodEnd, Type::Date))
            }
            (SpaceScope::Spell(definition, spells, _), name, field) if name == definition.id => match field {
                "start" => Some((Expr::Spell(SpellField::Start), Type::Date)),
                "nth" => Some((Expr::Spell(SpellField::Nth), Type::Number(Unit::NONE))),
                rank => {
                    let index = spells.ranks.iter().position(|known| known.id == rank)?;
                    Some((Expr::Spell(SpellField::Rank(index)), Type::Number(Unit::of(Base::Person))))
                }
            },
            _ => None,
        }
    }

    fn series_step(
        &mut self,
        definition: &str,
        series: &crate::model::Series,
        step: &str,
        at: Option<At>,
        span: Span,
    ) -> Option<(Expr, Type)> {
        let Some(index) = series.steps.iter().position(|known| known.id == step) else {
            let known = series.steps.iter().map(|step| step.id.as_str());
            self.ledger.unknown("name-unknown", "name", step, known, span);
            return None;
        };
        let inherited = at.is_none();
        let Some(At::Day(day)) = at.or_else(|| self.scope.at.clone()) else {
            self.ledger.push(Diagnostic::error("lookup-needs-time", span).with("name", format!("{definition}.{step}")));
            return None;
        };
        self.scope.at_used.set(self.scope.at_used.get() || inherited);
        let found = Type::from(&series.steps[index].value_type);
        Some((Expr::Series { definition: definition.to_owned(), step: index, at: day }, found))
    }

    fn parameter(&mut self, parameter: &crate::model::Parameter, at: Option<&At>, span: Span) -> Option<(Expr, Type)> {
        let found = match parameter.values.first().map(|value| &value.value) {
            Some(ParameterValue::Date(_)) => Type::Date,
            Some(ParameterValue::Number(_)) => Type::Number(parameter.unit),
            _ => {
                self.ledger.push(Diagnostic::error("parameter-needs-table", span).with("id", &parameter.id));
                return None;
            }
        };
        if at.is_some() {
            self.ledger.push(Diagnostic::error("lookup-time-not-here", span).with("name", &parameter.id));
            return None;
        }
        check_parameter_place(self.scope, &parameter.id, span, self.ledger)?;
        Some((Expr::Parameter(parameter.id.clone()), found))
    }

    fn lookup(&mut self, table: &'a Table, path: &[String], at: Option<At>, span: Span) -> Option<(Expr, Type)> {
        let column = &path[0];
        let Some(column_kind) = table.columns.get(column) else {
            let known = table.columns.keys().map(String::as_str);
            self.ledger.unknown("column-unknown", "column", column, known, span);
            return None;
        };
        if matches!(self.scope.space, SpaceScope::Row(_) | SpaceScope::Month)
            && (table.by_person || table.period.is_some())
        {
            self.ledger.push(Diagnostic::error("lookup-not-here", span).with("name", format!("{}.{column}", table.id)));
            return None;
        }
        let name = || format!("{}.{}", table.id, path.join("."));
        if table.dated {
            self.ledger.push(Diagnostic::error("lookup-not-here", span).with("name", name()));
            return None;
        }
        let at = self.time(table, at, span, &name())?;
        let folds = !matches!(column_kind, ColumnType::Code(_) | ColumnType::Place);
        if at == At::Own && table.period == Some(PeriodKey::Month) && path.len() == 1 && folds {
            self.ledger.push(Diagnostic::error("column-not-folded", span).with("name", name()));
            return None;
        }
        if at == At::Own && table.period == Some(PeriodKey::Month) && !self.scope.crossing_place {
            self.ledger.push(Diagnostic::error("crossing-missing", span).with("what", "place").with("name", name()));
            return None;
        }
        match path {
            [column] => {
                let found = column_type(column_kind);
                let if_none = self.if_none(table, &at, &found, span, &name())?;
                let expr = Expr::Column { table: table.id.clone(), column: column.clone(), at, if_none };
                Some((expr, found))
            }
            [column, attribute] => {
                if !matches!(column_kind, ColumnType::Code(words) if words.is_empty()) {
                    let differs = Diagnostic::error("type-differs", span).with("expected", "code");
                    self.ledger.push(differs.with("found", column_type(column_kind).name()));
                    return None;
                }
                let (attribute, found) = self.attribute(attribute, span)?;
                self.road_absence(table, &at, span, &name())?;
                let expr = Expr::Road { table: table.id.clone(), column: column.clone(), attribute, at };
                Some((expr, found))
            }
            _ => {
                self.ledger.unknown("name-unknown", "name", &name(), std::iter::empty(), span);
                None
            }
        }
    }

    /// When the lookup reads: as written at the name, as written for the whole, or what the keys give.
    fn time(&mut self, table: &Table, at: Option<At>, span: Span, name: &str) -> Option<At> {
        if table.period.is_none() {
            if at.is_some() {
                self.ledger.push(Diagnostic::error("lookup-time-not-here", span).with("name", name));
                return None;
            }
            return Some(At::Always);
        }
        let inherited = at.is_none();
        if let Some(at) = at.or_else(|| self.scope.at.clone()) {
            self.scope.at_used.set(self.scope.at_used.get() || inherited);
            if at == At::FirstMonth && !matches!(self.scope.space, SpaceScope::Spell(..)) {
                self.ledger.push(Diagnostic::error("lookup-time-not-here", span).with("name", name));
                return None;
            }
            return Some(at);
        }
        let own = match self.scope.space {
            SpaceScope::PersonYear(from) => table.id == from.id || table.period == Some(PeriodKey::Year),
            _ => false,
        };
        if own {
            return Some(At::Own);
        }
        self.ledger.push(Diagnostic::error("lookup-needs-time", span).with("name", name));
        None
    }

    /// What an absent row gives. Rows that cannot be absent need nothing.
    fn if_none(&mut self, table: &Table, at: &At, found: &Type, span: Span, name: &str) -> Option<IfNone> {
        match &self.scope.if_none {
            Some(IfAbsent::Fails) => Some(IfNone::Fails),
            Some(IfAbsent::Value(value, given)) => {
                let fits = match (found, given) {
                    (Type::Code(words), Type::Code(given)) => {
                        words.is_empty() || given.iter().all(|word| words.contains(word))
                    }
                    _ => found == given,
                };
                if !fits {
                    let differs = Diagnostic::error("type-differs", span).with("expected", given.name());
                    self.ledger.push(differs.with("found", found.name()));
                    return None;
                }
                Some(IfNone::Value(Box::new(value.clone())))
            }
            None if self.own_row(table, at) || *at == At::Always => Some(IfNone::Fails),
            None => {
                self.ledger.push(Diagnostic::error("absence-unhandled", span).with("name", name));
                None
            }
        }
    }

    fn own_row(&self, table: &Table, at: &At) -> bool {
        matches!(self.scope.space, SpaceScope::PersonYear(from) if from.id == table.id) && *at == At::Own
    }

    /// A road has no value instead of an absent row; that there may be none is written all the same.
    fn road_absence(&mut self, table: &Table, at: &At, span: Span, name: &str) -> Option<()> {
        let handled = match &self.scope.if_none {
            Some(if_none) => matches!(if_none, IfAbsent::Fails),
            None => self.own_row(table, at),
        };
        if !handled {
            self.ledger.push(Diagnostic::error("absence-unhandled", span).with("name", name));
        }
        handled.then_some(())
    }

    fn attribute(&mut self, attribute: &str, span: Span) -> Option<(PlaceAttribute, Type)> {
        let found = match attribute {
            "class" => PlaceAttribute::Class,
            "region" => PlaceAttribute::Region,
            "platform" => PlaceAttribute::Platform,
            _ => {
                let unknown = Diagnostic::error("word-unknown", span).with("word", attribute);
                self.ledger.push(unknown.with("expected", "class | region | platform"));
                return None;
            }
        };
        let leads_on =
            |site: &Table| site.dated && ["site", "platform", "region"].iter().all(|c| site.columns.contains_key(*c));
        if !self.scope.table("site").is_some_and(leads_on) {
            self.ledger.push(Diagnostic::error("table-absent", span).with("table", "site"));
            return None;
        }
        let words = self.scope.words_of_places(found);
        if words.is_empty() {
            self.ledger.unknown("place-unknown", "place", attribute, std::iter::empty(), span);
            return None;
        }
        Some((found, Type::Code(words)))
    }
}

/// A dated parameter in a person-year must say what a change inside the year does; in a filter it is refused.
pub(super) fn check_parameter_place(scope: &Scope<'_>, id: &str, span: Span, ledger: &mut Ledger) -> Option<()> {
    match scope.space {
        _ if !scope.parameters => {
            ledger.push(Diagnostic::error("lookup-not-here", span).with("name", id));
            None
        }
        SpaceScope::PersonYear(table) if table.period == Some(PeriodKey::Month) && !scope.crossing_rule => {
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
