//! The mechanisms of steps, each with its operands.

use super::super::fields::Fields;
use super::super::ledger::Ledger;
use super::super::scope::{Scope, SpaceScope, Type};
use super::super::{closed, keys, resolve, scalar};
use super::StepsScope;
use crate::diagnostic::Diagnostic;
use crate::model::{Expr, Mechanism, ParameterValue, PeriodKey, SpellField, Table, Ties, Window};
use crate::unit::{Base, Unit};
use crate::yaml::Node;

/// One step being read.
pub(super) struct Reader<'f, 'r, 's, 'a> {
    pub(super) fields: Fields<'f>,
    pub(super) scope: Scope<'s>,
    pub(super) within: &'r StepsScope<'a>,
    pub(super) ledger: &'r mut Ledger,
}

impl<'a> Reader<'_, '_, '_, 'a> {
    /// Reads the mechanism of that name.
    pub(super) fn read(
        &mut self,
        mechanism: &str,
        operand: &Node,
        month: Option<crate::calendar::Month>,
    ) -> Option<(Mechanism, Type)> {
        match mechanism {
            "value" => self.value(operand, month),
            "sum" => self.sum(operand),
            "count" => self.count(operand),
            "percent_of" => self.percent_of(operand),
            "product" => self.product(operand),
            "ratio" => self.ratio(operand),
            "sum_of" => self.sum_of(operand),
            "difference" => self.difference(operand),
            "at_most" => self.bounded(operand, true),
            "at_least" => self.bounded(operand, false),
            "brackets" => self.brackets(operand),
            "table" => self.table(operand),
            "choose" => self.choose(operand),
            "round" => self.round(operand),
            "tied_share" => self.tied_share(operand),
            _ => self.running_excess(operand),
        }
    }

    /// The rank must share its ties; the places are counted as it is.
    fn tied_share(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let (expr, unit) = resolve::number(operand, &self.scope, self.ledger)?;
        let within = self.like("within", unit)?;
        let shared = match (&expr, self.within.space) {
            (Expr::Spell(SpellField::Rank(rank)), SpaceScope::Spell(_, spells, _)) => {
                spells.ranks.get(*rank).filter(|known| known.ties == Ties::Share).map(|_| *rank)
            }
            _ => None,
        };
        let Some(rank) = shared else {
            let name = operand.as_scalar().unwrap_or_default();
            self.ledger.error("ties-not-shared", operand.span, "name", name);
            return None;
        };
        Some((Mechanism::TiedShare { rank, within }, Type::Number(Unit::NONE)))
    }

    fn value(&mut self, operand: &Node, month: Option<crate::calendar::Month>) -> Option<(Mechanism, Type)> {
        let (expr, found) = resolve::expression(operand, &self.scope, self.ledger)?;
        let Some(month) = month else { return Some((Mechanism::Value(expr), found)) };
        let Expr::Step(step) = expr else {
            self.ledger.push(Diagnostic::error("step-expected", operand.span));
            return None;
        };
        Some((Mechanism::AtMonth { step, month }, found))
    }

    /// The number operand of that key.
    fn number(&mut self, key: &'static str) -> Option<(Expr, Unit)> {
        let node = self.fields.require(key, self.ledger)?;
        resolve::number(node, &self.scope, self.ledger)
    }

    fn like(&mut self, key: &'static str, unit: Unit) -> Option<Expr> {
        let node = self.fields.require(key, self.ledger)?;
        let (expr, found) = resolve::number(node, &self.scope, self.ledger)?;
        self.same_unit(node, unit, found)?;
        Some(expr)
    }

    fn same_unit(&mut self, node: &Node, expected: Unit, found: Unit) -> Option<()> {
        if expected == found {
            return Some(());
        }
        self.ledger.push(Diagnostic::error("unit-differs", node.span).with("expected", expected).with("found", found));
        None
    }

    fn sum(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let text = scalar::text(operand, self.ledger)?;
        let (table, column) = text.split_once('.').unwrap_or((text, ""));
        let table = self.folded_table(operand, table)?;
        let Some(column_kind) = table.columns.get(column) else {
            let known = table.columns.keys().map(String::as_str);
            self.ledger.unknown("column-unknown", "column", column, known, operand.span);
            return None;
        };
        let crate::model::ColumnType::Number(unit) = column_kind else {
            let differs = Diagnostic::error("type-differs", operand.span).with("expected", "number");
            self.ledger.push(differs.with("found", resolve::column_type(column_kind).name()));
            return None;
        };
        let (filter, over) = (self.filter(table, false)?, self.window(operand)?);
        let (table, column) = (table.id.clone(), column.to_owned());
        Some((Mechanism::Sum { table, column, filter, over }, Type::Number(*unit)))
    }

    fn count(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let text = scalar::text(operand, self.ledger)?;
        let table = self.folded_table(operand, text)?;
        let counts = matches!(self.within.space, SpaceScope::Month);
        let (filter, over) = (self.filter(table, counts)?, self.window(operand)?);
        let counted = match (self.within.space, table.period) {
            (SpaceScope::Month, _) => Base::Person,
            (_, Some(PeriodKey::Year)) => Base::Year,
            (_, Some(PeriodKey::Quarter)) => Base::Quarter,
            (_, Some(PeriodKey::Day)) => Base::Day,
            _ => Base::Month,
        };
        Some((Mechanism::Count { table: table.id.clone(), filter, over }, Type::Number(Unit::of(counted))))
    }

    /// The table of a fold: in a series the series' own, elsewhere one with the keys of the person.
    fn folded_table(&mut self, operand: &Node, id: &str) -> Option<&'a Table> {
        let Some(table) = self.within.contract.tables.iter().find(|table| table.id == id) else {
            let known = self.within.contract.tables.iter().map(|table| table.id.as_str());
            self.ledger.unknown("table-unknown", "table", id, known, operand.span);
            return None;
        };
        let fits = |table: &&Table| match self.within.space {
            SpaceScope::Month => self.within.table.is_some_and(|own| own.id == table.id),
            SpaceScope::PersonYear(_) => table.by_person && table.period.is_some(),
            SpaceScope::Spell(..) => table.by_person && matches!(table.period, Some(PeriodKey::Month | PeriodKey::Day)),
            SpaceScope::Row(_) => false,
        };
        if matches!(self.within.space, SpaceScope::Spell(..)) && table.period == Some(PeriodKey::Quarter) {
            self.ledger.error("window-over-quarters", operand.span, "name", id);
            return None;
        }
        if !fits(&table) {
            let known: Vec<&str> =
                self.within.contract.tables.iter().filter(fits).map(|table| table.id.as_str()).collect();
            let misplaced = Diagnostic::error("fold-not-here", operand.span).with("name", id);
            self.ledger.push(misplaced.with("known", known.join(" | ")));
            return None;
        }
        Some(table)
    }

    /// `where:` over the rows; the outer `None` is a fault.
    #[expect(clippy::option_option, reason = "a fault and an absent filter are two things")]
    fn filter(&mut self, table: &'a Table, counts: bool) -> Option<Option<Expr>> {
        let Some(node) = self.fields.take("where") else { return Some(None) };
        let scope = Scope { counts, ..Scope::of_row(self.within.contract, table) };
        resolve::condition(node, &scope, self.ledger).map(Some)
    }

    fn window(&mut self, operand: &Node) -> Option<Window> {
        let written = self.fields.take("over");
        let own_fits = !matches!(self.within.space, SpaceScope::Spell(_, _, false));
        let Some(node) = written else {
            if !own_fits {
                self.ledger.error("key-absent", operand.span, "key", "over");
            }
            return own_fits.then_some(Window::Own);
        };
        let text = scalar::text(node, self.ledger)?;
        if text == "own" && own_fits {
            return Some(Window::Own);
        }
        if let SpaceScope::Spell(definition, _, _) = self.within.space
            && let Some(rest) = text.strip_prefix("first ")
            && let Some((count, name)) = rest.split_once(" months of ")
            && name == definition.id
            && let Some(months) = scalar::whole(count).filter(|months| (1..=scalar::MONTHS_MAX).contains(months))
        {
            return Some(Window::FirstMonths(months));
        }
        let unknown = Diagnostic::error("word-unknown", node.span).with("word", text);
        self.ledger.push(unknown.with("expected", "own | first N months of …"));
        None
    }

    fn percent_of(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let (of, unit) = resolve::number(operand, &self.scope, self.ledger)?;
        let rate = self.like("rate", Unit::NONE)?;
        Some((Mechanism::PercentOf { of, rate }, Type::Number(unit)))
    }

    fn numbers(&mut self, operand: &Node) -> Option<Vec<(Expr, Unit)>> {
        let items = scalar::list(operand, self.ledger)?;
        if items.len() < 2 {
            self.ledger.push(Diagnostic::error("step-two-operands", operand.span));
            return None;
        }
        let read: Vec<_> = items.iter().map(|item| resolve::number(item, &self.scope, self.ledger)).collect();
        read.into_iter().collect()
    }

    fn product(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let numbers = self.numbers(operand)?;
        let mut unit = Unit::NONE;
        for ((_, factor), item) in numbers.iter().zip(operand.as_list().unwrap_or_default()) {
            let Some(product) = unit.times(*factor) else {
                let differs = Diagnostic::error("units-do-not-multiply", item.span);
                self.ledger.push(differs.with("left", unit).with("right", factor));
                return None;
            };
            unit = product;
        }
        Some((Mechanism::Product(numbers.into_iter().map(|(expr, _)| expr).collect()), Type::Number(unit)))
    }

    fn sum_of(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let numbers = self.numbers(operand)?;
        let unit = numbers.first().map_or(Unit::NONE, |(_, unit)| *unit);
        for ((_, found), item) in numbers.iter().zip(operand.as_list().unwrap_or_default()) {
            self.same_unit(item, unit, *found)?;
        }
        Some((Mechanism::SumOf(numbers.into_iter().map(|(expr, _)| expr).collect()), Type::Number(unit)))
    }

    fn ratio(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let (of, of_unit) = resolve::number(operand, &self.scope, self.ledger)?;
        let (to, to_unit) = self.number("to")?;
        let zero = self.fields.require("if_zero", self.ledger)?;
        let Some(unit) = of_unit.over(to_unit) else {
            let differs = Diagnostic::error("unit-differs", operand.span).with("expected", to_unit);
            self.ledger.push(differs.with("found", of_unit));
            return None;
        };
        let if_zero = match scalar::text(zero, self.ledger)? {
            "not evaluated" => None,
            _ => Some(scalar::number(zero, unit, self.ledger)?),
        };
        Some((Mechanism::Ratio { of, to, if_zero }, Type::Number(unit)))
    }

    fn difference(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let (from, unit) = resolve::number(operand, &self.scope, self.ledger)?;
        let less = self.like("less", unit)?;
        Some((Mechanism::Difference { from, less }, Type::Number(unit)))
    }

    fn bounded(&mut self, operand: &Node, most: bool) -> Option<(Mechanism, Type)> {
        let (of, found) = resolve::expression(operand, &self.scope, self.ledger)?;
        let bound = match &found {
            Type::Number(unit) => self.like("bound", *unit)?,
            Type::Date => {
                let node = self.fields.require("bound", self.ledger)?;
                resolve::date(node, &self.scope, self.ledger)?
            }
            _ => {
                let differs = Diagnostic::error("type-differs", operand.span).with("expected", "number");
                self.ledger.push(differs.with("found", found.name()));
                return None;
            }
        };
        let mechanism = if most { Mechanism::AtMost { of, bound } } else { Mechanism::AtLeast { of, bound } };
        Some((mechanism, found))
    }

    fn brackets(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let (of, unit) = resolve::number(operand, &self.scope, self.ledger)?;
        let node = self.fields.require("scale", self.ledger)?;
        let parameter = self.parameter(node)?;
        let fits = parameter.values.iter().all(|value| matches!(value.value, ParameterValue::Scale(_)));
        if !fits {
            self.ledger.error("parameter-not-scale", node.span, "id", &parameter.id);
            return None;
        }
        self.same_unit(operand, parameter.by_unit.unwrap_or(Unit::NONE), unit)?;
        self.same_unit(node, Unit::NONE, parameter.unit)?;
        Some((Mechanism::Brackets { of, scale: parameter.id.clone() }, Type::Number(unit)))
    }

    fn table(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let parameter = self.parameter(operand)?;
        let node = self.fields.require("by", self.ledger)?;
        let (by, found) = resolve::expression(node, &self.scope, self.ledger)?;
        match (parameter.values.first().map(|value| &value.value), &found) {
            (Some(ParameterValue::Words(_)), Type::Code(words)) => self.total(parameter, words, node)?,
            (Some(ParameterValue::Bands(_)), Type::Number(unit)) => {
                self.same_unit(node, parameter.by_unit.unwrap_or(Unit::NONE), *unit)?;
            }
            (Some(ParameterValue::Number(_) | ParameterValue::Date(_) | ParameterValue::Scale(_)) | None, _) => {
                self.ledger.error("parameter-not-table", operand.span, "id", &parameter.id);
                return None;
            }
            (_, found) => {
                let differs = Diagnostic::error("type-differs", node.span).with("expected", "word");
                self.ledger.push(differs.with("found", found.name()));
                return None;
            }
        }
        Some((Mechanism::Table { parameter: parameter.id.clone(), by }, Type::Number(parameter.unit)))
    }

    /// A table by words says something for every word, be it `unknown`.
    fn total(&mut self, parameter: &crate::model::Parameter, words: &[String], node: &Node) -> Option<()> {
        for value in &parameter.values {
            let ParameterValue::Words(known) = &value.value else { continue };
            let missing: Vec<&str> =
                words.iter().filter(|word| !known.contains_key(*word)).map(String::as_str).collect();
            if !missing.is_empty() {
                let hole = Diagnostic::error("table-not-total", node.span).with("id", &parameter.id);
                self.ledger.push(hole.with("words", missing.join(", ")));
                return None;
            }
        }
        Some(())
    }

    fn parameter(&mut self, node: &Node) -> Option<&'a crate::model::Parameter> {
        let id = scalar::text(node, self.ledger)?;
        let contract = self.within.contract;
        let Some(parameter) = contract.parameters.iter().find(|parameter| parameter.id == id) else {
            let known = contract.parameters.iter().map(|parameter| parameter.id.as_str());
            self.ledger.unknown("parameter-unknown", "id", id, known, node.span);
            return None;
        };
        resolve::check_parameter_place(&self.scope, id, node.span, self.ledger)?;
        Some(parameter)
    }

    fn choose(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let otherwise = self.fields.require("otherwise", self.ledger)?;
        let (otherwise_expr, found) = resolve::expression(otherwise, &self.scope, self.ledger)?;
        let mut cases = Vec::new();
        let items = scalar::list(operand, self.ledger)?;
        if items.is_empty() {
            self.ledger.error("value-missing", operand.span, "key", "choose");
        }
        for item in items {
            let mut fields = Fields::of(item, keys::CASE, self.ledger)?;
            let (when, then) = (fields.require("when", self.ledger), fields.require("then", self.ledger));
            fields.finish(self.ledger);
            let when = resolve::condition(when?, &self.scope, self.ledger)?;
            let (then_expr, then_type) = resolve::expression(then?, &self.scope, self.ledger)?;
            if then_type.value_type() != found.value_type() {
                let differs = Diagnostic::error("type-differs", then?.span).with("expected", found.name());
                self.ledger.push(differs.with("found", then_type.name()));
                return None;
            }
            cases.push((when, then_expr));
        }
        Some((Mechanism::Choose { cases, otherwise: otherwise_expr }, found))
    }

    fn round(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        let (of, unit) = resolve::number(operand, &self.scope, self.ledger)?;
        let to = self.fields.require("to", self.ledger);
        let mode = self.fields.require("mode", self.ledger);
        let mode = mode.and_then(|node| scalar::word(node, &closed::ROUND_MODES, self.ledger));
        let to_node = to?;
        let to = scalar::number(to_node, unit, self.ledger)?;
        if to.digits() <= 0 {
            self.ledger.error("number-malformed", to_node.span, "found", to);
            return None;
        }
        Some((Mechanism::Round { of, to, mode: mode? }, Type::Number(unit)))
    }

    fn running_excess(&mut self, operand: &Node) -> Option<(Mechanism, Type)> {
        if !matches!(self.within.space, SpaceScope::Month) {
            self.ledger.push(Diagnostic::error("mechanism-not-here", operand.span).with("mechanism", "running_excess"));
            return None;
        }
        let (of, unit) = resolve::number(operand, &self.scope, self.ledger)?;
        let Expr::Step(of) = of else {
            self.ledger.push(Diagnostic::error("step-expected", operand.span));
            return None;
        };
        let above = self.like("above", unit)?;
        let from = self.fields.require("from", self.ledger)?;
        let from = resolve::date(from, &self.scope, self.ledger)?;
        Some((Mechanism::RunningExcess { of, above, from }, Type::Number(unit)))
    }
}
