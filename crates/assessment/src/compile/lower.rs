//! Expressions: each becomes a typed node whose names are positions. What an expression may read depends on the scene:
//! the keys at hand, a row at hand inside filters, and whether an absent row fails a condition or makes a step unknown.

use std::collections::BTreeSet;

use contract::model::{At, Comparison, Expr, IfNone, PeriodKey, PlaceAttribute, SpellField};

use super::{Build, CompileError, DefinitionPlace, days};
use crate::number::SCALE_MAX;
use crate::program::{Absence, Attribute, Kind, Lookup, Node, Operation, OwnLookup, ParameterValues, When};

/// The keys at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeySpace {
    /// Person-years over a table of months, quarters or days.
    DividedPersonYear {
        table: usize,
    },
    YearlyPersonYear {
        table: usize,
    },
    Spell,
    Anniversary,
    Month {
        table: usize,
    },
    /// Rows alone: presence.
    Row,
}

/// What an expression may read, and what it was seen to read.
pub(crate) struct Scene {
    pub(crate) key: KeySpace,
    pub(crate) row_table: Option<usize>,
    pub(crate) conditional: bool,
    pub(crate) step_kinds: Vec<Kind>,
    pub(crate) own: Vec<OwnLookup>,
    pub(crate) parameters: BTreeSet<usize>,
}

impl Scene {
    pub(crate) fn new(key: KeySpace) -> Scene {
        Scene {
            key,
            row_table: None,
            conditional: false,
            step_kinds: Vec::new(),
            own: Vec::new(),
            parameters: BTreeSet::new(),
        }
    }

    fn own_slot(&mut self, lookup: OwnLookup) -> usize {
        self.own.iter().position(|known| *known == lookup).unwrap_or_else(|| {
            self.own.push(lookup);
            self.own.len() - 1
        })
    }

    pub(super) fn on_spells(&self) -> bool {
        matches!(self.key, KeySpace::Spell | KeySpace::Anniversary)
    }
}

fn misplaced(what: impl Into<String>) -> CompileError {
    CompileError::Misplaced { what: what.into() }
}

/// The kind of two like values together.
pub(crate) fn unified(left: Kind, right: Kind, place: &'static str) -> Result<Kind, CompileError> {
    match (left, right) {
        (Kind::Fixed(left), Kind::Fixed(right)) => Ok(Kind::Fixed(left.max(right))),
        (left, right) if left.is_number() && right.is_number() => Ok(Kind::Fraction),
        (left, right) if left == right => Ok(left),
        _ => Err(CompileError::Unlike { place }),
    }
}

/// The kind of a product: scales add, and become a fraction where they would be too fine.
pub(crate) fn product(left: Kind, right: Kind) -> Result<Kind, CompileError> {
    match (left, right) {
        (Kind::Fixed(left), Kind::Fixed(right)) if left + right <= SCALE_MAX => Ok(Kind::Fixed(left + right)),
        (left, right) if left.is_number() && right.is_number() => Ok(Kind::Fraction),
        _ => Err(CompileError::Unlike { place: "a product" }),
    }
}

pub(crate) fn node(kind: Kind, by_row: bool, operation: Operation) -> Node {
    Node { kind, by_row, operation }
}

fn boxed(node: Node) -> Box<Node> {
    Box::new(node)
}

fn attribute_of(attribute: PlaceAttribute) -> Attribute {
    match attribute {
        PlaceAttribute::Class => Attribute::Class,
        PlaceAttribute::Region => Attribute::Region,
        PlaceAttribute::Platform => Attribute::Platform,
    }
}

impl Build<'_> {
    pub(crate) fn truth(&mut self, scene: &mut Scene, expr: &Expr) -> Result<Node, CompileError> {
        let node = self.expr(scene, expr)?;
        if node.kind == Kind::Truth { Ok(node) } else { Err(CompileError::Unlike { place: "a condition" }) }
    }

    pub(crate) fn number(&mut self, scene: &mut Scene, expr: &Expr) -> Result<Node, CompileError> {
        let node = self.expr(scene, expr)?;
        if node.kind.is_number() { Ok(node) } else { Err(CompileError::Unlike { place: "a calculation" }) }
    }

    pub(crate) fn date(&mut self, scene: &mut Scene, expr: &Expr) -> Result<Node, CompileError> {
        let node = self.expr(scene, expr)?;
        if node.kind == Kind::Date { Ok(node) } else { Err(CompileError::Unlike { place: "a date" }) }
    }

    /// A column at the spell's first month, for ranks: an amount is summed over its rows.
    pub(crate) fn first_month_lookup(&mut self, table: &str, column: &str) -> Result<Node, CompileError> {
        let table = self.table(table)?;
        let (column, kind) = self.column(table, column)?;
        let is_amount = kind == Kind::Fixed(2);
        let lookup = if is_amount {
            Lookup::Total { table, column }
        } else {
            Lookup::Column { table, column, when: When::FirstMonth }
        };
        Ok(node(kind, false, Operation::Lookup(lookup, Absence::Fails)))
    }

    pub(crate) fn expr(&mut self, scene: &mut Scene, expr: &Expr) -> Result<Node, CompileError> {
        let on_spells = |name: &str, kind, operation| {
            if scene.on_spells() { Ok(node(kind, false, operation)) } else { Err(misplaced(name)) }
        };
        Ok(match expr {
            Expr::Number(number) => node(Kind::Fixed(number.scale()), false, Operation::Number(number.digits())),
            Expr::Date(date) => node(Kind::Date, false, Operation::Date(date.days())),
            Expr::Word(word) => node(Kind::Word, false, Operation::Word(self.word(word))),
            Expr::Step(step) => {
                let kind = scene.step_kinds.get(*step).copied();
                let kind = kind.ok_or_else(|| CompileError::NotDeclared { what: "step", name: step.to_string() })?;
                node(kind, false, Operation::Step(*step))
            }
            Expr::Spell(SpellField::Start) => on_spells("the start of a spell", Kind::Date, Operation::SpellStart)?,
            Expr::Spell(SpellField::Counted) => on_spells("the month of a hire", Kind::Date, Operation::SpellCounted)?,
            Expr::Spell(SpellField::Nth) => on_spells("the rank of a spell", Kind::Fixed(0), Operation::SpellNth)?,
            Expr::Spell(SpellField::Rank(rank)) => {
                on_spells("the rank of a spell", Kind::Fixed(0), Operation::SpellRank(*rank))?
            }
            Expr::PresentAfter(months) => {
                on_spells("presence after a start", Kind::Truth, Operation::PresentAfter(*months))?
            }
            Expr::KeptAtLeast(months) => on_spells("months kept", Kind::Truth, Operation::KeptAtLeast(*months))?,
            Expr::AnniversaryNumber if scene.key == KeySpace::Anniversary => {
                node(Kind::Fixed(0), false, Operation::AnniversaryNumber)
            }
            Expr::AnniversaryNumber => return Err(misplaced("an anniversary number")),
            Expr::PeriodStart | Expr::PeriodEnd if matches!(scene.key, KeySpace::Spell | KeySpace::Row) => {
                return Err(misplaced("the key's period"));
            }
            Expr::PeriodStart => node(Kind::Date, false, Operation::PeriodStart),
            Expr::PeriodEnd => node(Kind::Date, false, Operation::PeriodEnd),
            Expr::RowEnd(key) => match scene.row_table {
                Some(table) if self.tables[table].period == Some(*key) => {
                    node(Kind::Date, true, Operation::RowEnd { table })
                }
                _ => return Err(misplaced("the end of the row's period")),
            },
            Expr::RowColumn(_) | Expr::Column { .. } | Expr::Road { .. } => {
                let (kind, by_row, lookup, absence) = self.lookup(scene, expr)?;
                node(kind, by_row, Operation::Lookup(lookup, absence))
            }
            Expr::IsBlank(of) => match &**of {
                Expr::RowColumn(_) | Expr::Column { .. } | Expr::Road { .. } => {
                    let (_, by_row, lookup, absence) = self.lookup(scene, of)?;
                    node(Kind::Truth, by_row, Operation::IsBlank(lookup, absence))
                }
                _ => {
                    let of = self.expr(scene, of)?;
                    node(Kind::Truth, of.by_row, Operation::Never(boxed(of)))
                }
            },
            Expr::Series { .. } | Expr::Parameter(_) if scene.key == KeySpace::Row => {
                return Err(misplaced("anything but the row at hand"));
            }
            Expr::Series { definition, step, at } => {
                let DefinitionPlace::Series(series) = self.definition(definition)? else {
                    return Err(misplaced(format!("definition `{definition}` as a series")));
                };
                let kind = self.series[series].steps.get(*step).map(|step| step.kind);
                let kind = kind.ok_or_else(|| CompileError::NotDeclared { what: "step", name: step.to_string() })?;
                let at = self.date(scene, at)?;
                node(kind, at.by_row, Operation::Series { series, step: *step, at: boxed(at) })
            }
            Expr::Parameter(name) => {
                let parameter = self.parameter(name)?;
                scene.parameters.insert(parameter);
                let kind = match &self.parameters[parameter].values {
                    ParameterValues::Number { scale, .. } => Kind::Fixed(*scale),
                    ParameterValues::Date(_) => Kind::Date,
                    _ => return Err(misplaced(format!("parameter `{name}` without what it is read by"))),
                };
                node(kind, false, Operation::Parameter(parameter))
            }
            Expr::PlusMonths(date, months) => {
                let date = self.date(scene, date)?;
                node(Kind::Date, date.by_row, Operation::PlusMonths(boxed(date), *months))
            }
            Expr::Add(left, right) | Expr::Subtract(left, right) => {
                let (left, right) = (self.number(scene, left)?, self.number(scene, right)?);
                let (kind, by_row) = (unified(left.kind, right.kind, "a sum")?, left.by_row || right.by_row);
                let operation = if matches!(expr, Expr::Add(..)) { Operation::Add } else { Operation::Subtract };
                node(kind, by_row, operation(boxed(left), boxed(right)))
            }
            Expr::Compare(left, comparison, right) => self.compare(scene, left, *comparison, right)?,
            Expr::In(of, words) => {
                let of = self.expr(scene, of)?;
                if of.kind != Kind::Word {
                    return Err(CompileError::Unlike { place: "a list of words" });
                }
                node(Kind::Truth, of.by_row, Operation::In(boxed(of), self.word_list(words)))
            }
            Expr::Within(date, interval) => {
                let date = self.date(scene, date)?;
                node(Kind::Truth, date.by_row, Operation::Within(boxed(date), days(*interval)))
            }
            Expr::And(parts) | Expr::Or(parts) => {
                let parts = parts.iter().map(|part| self.truth(scene, part)).collect::<Result<Vec<_>, _>>()?;
                let by_row = parts.iter().any(|part| part.by_row);
                let operation = if matches!(expr, Expr::And(_)) { Operation::And } else { Operation::Or };
                node(Kind::Truth, by_row, operation(parts))
            }
            Expr::Not(of) => {
                let of = self.truth(scene, of)?;
                node(Kind::Truth, of.by_row, Operation::Not(boxed(of)))
            }
        })
    }

    fn compare(
        &mut self,
        scene: &mut Scene,
        left: &Expr,
        comparison: Comparison,
        right: &Expr,
    ) -> Result<Node, CompileError> {
        let (left, right) = (self.expr(scene, left)?, self.expr(scene, right)?);
        if unified(left.kind, right.kind, "a comparison")? == Kind::Truth {
            return Err(CompileError::Unlike { place: "a comparison" });
        }
        let by_row = left.by_row || right.by_row;
        Ok(node(Kind::Truth, by_row, Operation::Compare(boxed(left), comparison, boxed(right))))
    }

    /// A reading of evidence: its kind, whether it reads the row at hand, and what absence becomes.
    fn lookup(&mut self, scene: &mut Scene, expr: &Expr) -> Result<(Kind, bool, Lookup, Absence), CompileError> {
        let plain = if scene.conditional { Absence::Fails } else { Absence::Unknown };
        match expr {
            Expr::RowColumn(name) => {
                let table = scene.row_table.ok_or_else(|| misplaced(format!("column `{name}` of no row")))?;
                let (column, kind) = self.column(table, name)?;
                Ok((kind, true, Lookup::Row { table, column }, plain))
            }
            Expr::Column { table, column, at, if_none } => {
                let table = self.table(table)?;
                let (column, kind) = self.column(table, column)?;
                let (by_row, lookup) = self.column_lookup(scene, table, column, kind, at)?;
                match if_none {
                    IfNone::Fails => Ok((kind, by_row, lookup, plain)),
                    IfNone::Value(value) => {
                        let value = self.expr(scene, value)?;
                        if value.by_row && !by_row {
                            return Err(misplaced("the row at hand for another that is absent"));
                        }
                        let kind = unified(kind, value.kind, "what stands for an absent row")?;
                        Ok((kind, by_row, lookup, Absence::Value(boxed(value))))
                    }
                }
            }
            Expr::Road { table, column, attribute, at } => {
                self.site()?;
                let table = self.table(table)?;
                let column = self.column_of_kind(table, column, Kind::Word)?;
                let attribute = attribute_of(*attribute);
                let (by_row, lookup) = match at {
                    At::Own if scene.row_table == Some(table) => (true, Lookup::RowRoad { table, column, attribute }),
                    At::Own if scene.key == (KeySpace::DividedPersonYear { table }) => {
                        (false, Lookup::Own(scene.own_slot(OwnLookup::Road { table, column, attribute })))
                    }
                    _ => {
                        let (by_row, when) = self.when(scene, table, at)?;
                        (by_row, Lookup::Road { table, column, attribute, when })
                    }
                };
                Ok((Kind::Word, by_row, lookup, plain))
            }
            _ => Err(misplaced("this expression as a reading of evidence")),
        }
    }

    fn column_lookup(
        &mut self,
        scene: &mut Scene,
        table: usize,
        column: usize,
        kind: Kind,
        at: &At,
    ) -> Result<(bool, Lookup), CompileError> {
        if *at == At::Own && scene.row_table == Some(table) {
            return Ok((true, Lookup::Row { table, column }));
        }
        if *at == At::Own && scene.key == (KeySpace::DividedPersonYear { table }) {
            if kind.is_number() {
                return Err(misplaced("a monthly number that is not folded"));
            }
            return Ok((false, Lookup::Own(scene.own_slot(OwnLookup::Column { table, column }))));
        }
        let (by_row, when) = self.when(scene, table, at)?;
        Ok((by_row, Lookup::Column { table, column, when }))
    }

    fn when(&mut self, scene: &mut Scene, table: usize, at: &At) -> Result<(bool, When), CompileError> {
        let (period, id) = (self.tables[table].period, self.tables[table].id.clone());
        let person_year = matches!(scene.key, KeySpace::DividedPersonYear { .. } | KeySpace::YearlyPersonYear { .. });
        if self.tables[table].by_person && scene.row_table.is_none() && matches!(scene.key, KeySpace::Month { .. }) {
            return Err(misplaced(format!("table `{id}` without a person")));
        }
        if scene.key == KeySpace::Row {
            return Err(misplaced(format!("table `{id}` beside the row at hand")));
        }
        match at {
            At::Own if period == Some(PeriodKey::Year) && person_year => Ok((false, When::OwnYear)),
            At::Day(day) => {
                let day = self.date(scene, day)?;
                Ok((day.by_row, When::Day(boxed(day))))
            }
            At::FirstMonth if scene.on_spells() => Ok((false, When::FirstMonth)),
            At::Always | At::Own if period.is_none() => Ok((false, When::Always)),
            _ => Err(misplaced(format!("table `{id}` read at that time"))),
        }
    }
}
