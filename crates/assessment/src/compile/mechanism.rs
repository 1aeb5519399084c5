//! Mechanisms: each becomes one node, whose scale follows from its operands.

use contract::model::{Expr, Mechanism, PeriodKey, Window};

use super::lower::{KeySpace, Scene, node, product, unified};
use super::{Build, CompileError};
use crate::number::SCALE_MAX;
use crate::program::{Kind, Node, Operation, Over, ParameterValues};

fn misplaced(what: impl Into<String>) -> CompileError {
    CompileError::Misplaced { what: what.into() }
}

impl Build<'_> {
    pub(crate) fn mechanism(&mut self, scene: &mut Scene, mechanism: &Mechanism) -> Result<Node, CompileError> {
        Ok(match mechanism {
            Mechanism::Value(expr) => self.expr(scene, expr)?,
            Mechanism::Sum { table, column, filter, over } => {
                let table = self.table(table)?;
                let (column, kind) = self.column(table, column)?;
                if !kind.is_number() {
                    return Err(CompileError::Unlike { place: "a sum over rows" });
                }
                let (filter, over) = self.fold(scene, table, filter.as_ref(), *over)?;
                node(kind, false, Operation::Sum { table, column, filter, over })
            }
            Mechanism::Count { table, filter, over } => {
                let table = self.table(table)?;
                let (filter, over) = self.fold(scene, table, filter.as_ref(), *over)?;
                node(Kind::Fixed(0), false, Operation::Count { table, filter, over })
            }
            Mechanism::PercentOf { of, rate } => {
                let (of, rate) = (self.number(scene, of)?, self.number(scene, rate)?);
                times(of, rate)?
            }
            Mechanism::Product(factors) => self.chain(scene, factors, times)?,
            Mechanism::SumOf(terms) => self.chain(scene, terms, |left, right| {
                let kind = unified(left.kind, right.kind, "a sum")?;
                Ok(node(kind, false, Operation::Add(Box::new(left), Box::new(right))))
            })?,
            Mechanism::Difference { from, less } => {
                let (from, less) = (self.number(scene, from)?, self.number(scene, less)?);
                let kind = unified(from.kind, less.kind, "a difference")?;
                node(kind, false, Operation::Subtract(Box::new(from), Box::new(less)))
            }
            Mechanism::Ratio { of, to, if_zero } => {
                let (of, to) = (self.number(scene, of)?, self.number(scene, to)?);
                let if_zero = if_zero.map(|value| (value.digits(), value.scale()));
                node(Kind::Fraction, false, Operation::Ratio { of: Box::new(of), to: Box::new(to), if_zero })
            }
            Mechanism::AtMost { of, bound } => self.bounded(scene, of, bound, Operation::AtMost)?,
            Mechanism::AtLeast { of, bound } => self.bounded(scene, of, bound, Operation::AtLeast)?,
            Mechanism::Brackets { of, scale } => {
                let of = self.number(scene, of)?;
                let parameter = self.parameter(scale)?;
                scene.parameters.insert(parameter);
                let ParameterValues::Scale { above_scale, rate_scale, .. } = &self.parameters[parameter].values else {
                    return Err(misplaced(format!("parameter `{scale}` as a scale")));
                };
                let kind = match of.kind {
                    Kind::Fixed(of) if of.max(*above_scale) + rate_scale <= SCALE_MAX => {
                        Kind::Fixed(of.max(*above_scale) + rate_scale)
                    }
                    _ => Kind::Fraction,
                };
                node(kind, false, Operation::Brackets { of: Box::new(of), parameter })
            }
            Mechanism::Table { parameter, by } => {
                let by = self.expr(scene, by)?;
                let name = parameter;
                let parameter = self.parameter(name)?;
                scene.parameters.insert(parameter);
                let kind = match (&self.parameters[parameter].values, by.kind) {
                    (ParameterValues::Words { scale, .. }, Kind::Word) => Kind::Fixed(*scale),
                    (ParameterValues::Bands { value_scale, .. }, of) if of.is_number() => Kind::Fixed(*value_scale),
                    _ => return Err(misplaced(format!("parameter `{name}` read by that value"))),
                };
                node(kind, false, Operation::ByParameter { parameter, by: Box::new(by) })
            }
            Mechanism::Choose { cases, otherwise } => {
                let otherwise = self.expr(scene, otherwise)?;
                let mut kind = otherwise.kind;
                let mut lowered = Vec::new();
                for (condition, value) in cases {
                    let (condition, value) = (self.truth(scene, condition)?, self.expr(scene, value)?);
                    kind = unified(kind, value.kind, "the cases of a choice")?;
                    lowered.push((condition, value));
                }
                node(kind, false, Operation::Choose { cases: lowered, otherwise: Box::new(otherwise) })
            }
            Mechanism::Round { of, to, mode } => {
                let of = self.number(scene, of)?;
                if to.digits() <= 0 {
                    return Err(misplaced("rounding to nothing"));
                }
                let operation =
                    Operation::Round { of: Box::new(of), to_digits: to.digits(), to_scale: to.scale(), mode: *mode };
                node(Kind::Fixed(to.scale()), false, operation)
            }
            Mechanism::TiedShare { rank, within } => {
                if !scene.on_spells() {
                    return Err(misplaced("a share of ties"));
                }
                let within = Box::new(self.number(scene, within)?);
                node(Kind::Fraction, false, Operation::TiedShare { rank: *rank, within })
            }
            Mechanism::RunningExcess { of, above, from } => {
                in_series(scene, "a running excess")?;
                let step_kind = step_kind(scene, *of)?;
                let (above, from) = (self.number(scene, above)?, self.date(scene, from)?);
                let kind = unified(step_kind, above.kind, "a running excess")?;
                let operation = Operation::RunningExcess { of: *of, above: Box::new(above), from: Box::new(from) };
                node(kind, false, operation)
            }
            Mechanism::AtMonth { step, month } => {
                in_series(scene, "the value of another month")?;
                node(step_kind(scene, *step)?, false, Operation::AtMonth { step: *step, month: month.index() })
            }
        })
    }

    fn bounded(
        &mut self,
        scene: &mut Scene,
        of: &Expr,
        bound: &Expr,
        operation: fn(Box<Node>, Box<Node>) -> Operation,
    ) -> Result<Node, CompileError> {
        let (of, bound) = (self.expr(scene, of)?, self.expr(scene, bound)?);
        let kind = unified(of.kind, bound.kind, "a bound")?;
        if !kind.is_number() && kind != Kind::Date {
            return Err(CompileError::Unlike { place: "a bound" });
        }
        Ok(node(kind, false, operation(Box::new(of), Box::new(bound))))
    }

    fn chain(
        &mut self,
        scene: &mut Scene,
        parts: &[Expr],
        join: fn(Node, Node) -> Result<Node, CompileError>,
    ) -> Result<Node, CompileError> {
        let mut whole: Option<Node> = None;
        for part in parts {
            let part = self.number(scene, part)?;
            whole = Some(match whole {
                Some(whole) => join(whole, part)?,
                None => part,
            });
        }
        whole.ok_or_else(|| misplaced("a calculation on nothing"))
    }

    fn fold(
        &mut self,
        scene: &mut Scene,
        table: usize,
        filter: Option<&Expr>,
        over: Window,
    ) -> Result<(Option<Box<Node>>, Over), CompileError> {
        self.tables[table].needed = true;
        let (id, period) = (self.tables[table].id.clone(), self.tables[table].period);
        let allowed = match (scene.key, over) {
            (KeySpace::DividedPersonYear { .. } | KeySpace::YearlyPersonYear { .. }, Window::Own) => period.is_some(),
            (KeySpace::Anniversary, _) | (KeySpace::Spell, Window::FirstMonths(_)) => {
                matches!(period, Some(PeriodKey::Month | PeriodKey::Day))
            }
            (KeySpace::Month { table: own }, Window::Own) => own == table,
            _ => false,
        };
        if !allowed || !self.tables[table].by_person {
            return Err(misplaced(format!("a fold of table `{id}`")));
        }
        let filter = match filter {
            Some(filter) => {
                let (row_table, conditional) = (scene.row_table.replace(table), scene.conditional);
                scene.conditional = true;
                let lowered = self.truth(scene, filter);
                (scene.row_table, scene.conditional) = (row_table, conditional);
                Some(Box::new(lowered?))
            }
            None => None,
        };
        let over = match over {
            Window::Own => Over::Own,
            Window::FirstMonths(count) => Over::FirstMonths(count),
        };
        Ok((filter, over))
    }
}

fn times(left: Node, right: Node) -> Result<Node, CompileError> {
    let kind = product(left.kind, right.kind)?;
    Ok(node(kind, false, Operation::Times(Box::new(left), Box::new(right))))
}

fn in_series(scene: &Scene, what: &str) -> Result<(), CompileError> {
    if matches!(scene.key, KeySpace::Month { .. }) { Ok(()) } else { Err(misplaced(what)) }
}

fn step_kind(scene: &Scene, step: usize) -> Result<Kind, CompileError> {
    let kind = scene.step_kinds.get(step).copied();
    kind.ok_or_else(|| CompileError::NotDeclared { what: "step", name: step.to_string() })
}
