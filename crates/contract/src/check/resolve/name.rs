//! Names: steps, parameters, columns, series and roads, and when each lookup reads.

use super::super::scope::{IfAbsent, SpaceScope, Type};
use super::super::table::periods::keys_written;
use super::{Resolver, check_parameter_place, column_type};
use crate::diagnostic::Diagnostic;
use crate::expression::Written;
use crate::model::{At, ColumnType, Expr, IfNone, ParameterValue, PeriodKey, PlaceAttribute, SpellField, Table};
use crate::source::Span;
use crate::unit::{Base, Unit};

impl<'a> Resolver<'_, 'a> {
    pub(super) fn name(&mut self, parts: &[String], written: &Written, at: Option<At>) -> Option<(Expr, Type)> {
        let span = self.span(written);
        if let Some((table, column)) = self.column_of_row(parts)
            && table.is_sealed(column)
            && !self.scope.counts
        {
            self.sealed(table, column, span);
            return None;
        }
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
            if !table.is_computed() {
                let known = self.scope.contract.tables.iter().filter(|table| table.is_computed());
                let known = known.map(|table| table.id.as_str()).collect::<Vec<_>>().join(" | ");
                let refused = Diagnostic::error("keys-not-computed", span).with("keys", keys_written(table));
                self.ledger.push(refused.with("known", known));
                return None;
            }
            return self.lookup(table, &parts[1..], at, span);
        }
        self.ledger.unknown("name-unknown", "name", &joined, self.scope.names().into_iter(), span);
        None
    }

    /// What a name may say of the row at hand.
    fn column_of_row<'p>(&self, parts: &'p [String]) -> Option<(&'a Table, &'p str)> {
        let SpaceScope::Row(table) = self.scope.space else { return None };
        match parts {
            [column] => Some((table, column)),
            [name, column] if *name == table.id => Some((table, column)),
            _ => None,
        }
    }

    /// A step, the anniversary year, or a column of the row at hand.
    fn plain_name(&self, parts: &[String]) -> Option<(Expr, Type)> {
        if let SpaceScope::Row(table) = self.scope.space {
            let (_, column) = self.column_of_row(parts)?;
            if table.period == Some(PeriodKey::Day) && column == PeriodKey::Day.name() {
                return Some((Expr::RowEnd(PeriodKey::Day), Type::Date));
            }
            table.columns.get(column)?;
            return Some((Expr::RowColumn(column.to_owned()), column_type(&table.columns[column])));
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

    /// What is sealed serves to count persons, and nothing else says anything about one of them.
    fn sealed(&mut self, table: &Table, column: &str, span: Span) {
        self.ledger.push(Diagnostic::error("column-sealed", span).with("name", format!("{}.{column}", table.id)));
    }

    fn spell_or_period(&self, parts: &[String]) -> Option<(Expr, Type)> {
        let [first, second] = parts else { return None };
        match (self.scope.space, first.as_str(), second.as_str()) {
            (SpaceScope::Row(table), period, "end") if table.period.is_some_and(|key| key.name() == period) => {
                let key = table.period.filter(|key| matches!(key, PeriodKey::Month | PeriodKey::Quarter))?;
                Some((Expr::RowEnd(key), Type::Date))
            }
            (SpaceScope::PersonYear(_), "year", "start") | (SpaceScope::Spell(_, _, true), "anniversary", "start") => {
                Some((Expr::PeriodStart, Type::Date))
            }
            (SpaceScope::PersonYear(_), "year", "end") | (SpaceScope::Spell(_, _, true), "anniversary", "end") => {
                Some((Expr::PeriodEnd, Type::Date))
            }
            (SpaceScope::Spell(definition, spells, _), name, field) if name == definition.id => match field {
                "start" => Some((Expr::Spell(SpellField::Start), Type::Date)),
                "counted" => Some((Expr::Spell(SpellField::Counted), Type::Date)),
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
        if table.is_sealed(column) {
            self.sealed(table, column, span);
            return None;
        }
        if matches!(self.scope.space, SpaceScope::Row(_) | SpaceScope::Month)
            && (table.by_person || table.period.is_some())
        {
            self.ledger.push(Diagnostic::error("lookup-not-here", span).with("name", format!("{}.{column}", table.id)));
            return None;
        }
        let name = || format!("{}.{}", table.id, path.join("."));
        if table.dated {
            self.ledger.push(Diagnostic::error("lookup-dated", span).with("name", name()));
            return None;
        }
        let at = self.time(table, at, span, &name())?;
        let folds = !matches!(column_kind, ColumnType::Code(_) | ColumnType::Place);
        let is_cut = at == At::Own && table.period.is_some_and(|period| period != PeriodKey::Year);
        if is_cut && path.len() == 1 && folds {
            self.ledger.push(Diagnostic::error("column-not-folded", span).with("name", name()));
            return None;
        }
        if is_cut && !self.scope.crossing_place {
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
                let road = |attribute: &str| format!("{}.{column}.{attribute}", table.id);
                let roads = ["class", "region", "platform"].map(road);
                let known = roads.iter().map(String::as_str);
                self.ledger.unknown("name-unknown", "name", &name(), known, span);
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
            let has_months = table.period != Some(PeriodKey::Day);
            if at == At::FirstMonth && !(has_months && matches!(self.scope.space, SpaceScope::Spell(..))) {
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
            self.ledger.push(Diagnostic::error("road-without-places", span).with("attribute", attribute));
            return None;
        }
        Some((found, Type::Code(words)))
    }
}
