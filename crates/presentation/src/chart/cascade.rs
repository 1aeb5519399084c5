//! Cascade: from the first amount to the amount due, one row a step of the clause, each naming its article.

use contract::money::Money;
use contract::unit::Currency;

use super::frame::{Frame, MARGIN, WIDTH};
use super::scale::Scale;
use super::sheet::{FIGURE, Ink, LABEL, SMALL, Sheet, estimated_width, wrapped};
use crate::quantity::{MoneyForm, Quantity, amount_heading, in_currency, quantity};
use crate::rendered::Rendered;
use crate::table::{Cell, Column, Table};
use crate::words;

/// The way to an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cascade {
    /// What stands around.
    pub frame: Frame,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The steps in order of computation.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What the step does.
    pub label: Rendered,
    /// The article or clause that orders it.
    pub basis: Option<Rendered>,
    /// What it gives.
    pub kind: StepKind,
}

/// What a step gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// A level: the ceiling at the start, a subtotal, the amount due at the end.
    Level(Money),
    /// An addition or a deduction.
    Change(Money),
}

const ROW: f64 = 40.0;
const LABELS: f64 = 240.0;

impl Cascade {
    /// The text alternative.
    #[must_use]
    pub fn description(&self) -> Rendered {
        let (language, title) = (self.frame.language, self.frame.title.clone());
        let ends = self.bounds();
        match (ends.first(), ends.last()) {
            (Some(&(_, first)), Some(&(_, last))) => {
                let count = i64::try_from(self.steps.len()).unwrap_or(i64::MAX);
                words::chart_cascade_described(
                    language,
                    title,
                    money(self.currency, first),
                    money(self.currency, last),
                    count,
                )
            }
            _ => words::chart_no_figures(language, title),
        }
    }

    /// The same steps as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        let language = self.frame.language;
        let rows = self.steps.iter().zip(self.bounds()).map(|(step, (_, after))| {
            let change = match step.kind {
                StepKind::Level(_) => Cell::Missing,
                StepKind::Change(change) => Cell::Quantity(Quantity::Amount(change)),
            };
            let basis = step.basis.clone().map_or(Cell::Missing, Cell::Text);
            let after = i64::try_from(after).map(Money::from_centimes).map(Quantity::Amount);
            vec![Cell::Text(step.label.clone()), basis, change, after.map_or(Cell::Missing, Cell::Quantity)]
        });
        Table {
            title: self.frame.title.clone(),
            notices: self.frame.notices.clone(),
            columns: vec![
                Column::words("step", words::heading_step(language)),
                Column::words("basis", words::heading_article(language)),
                Column::figures("change", words::heading_difference(language)),
                Column::figures("amount", amount_heading(language, Some(self.currency))),
            ],
            rows: rows.collect(),
        }
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut sheet = self.frame.sheet();
        let top = self.frame.head(&mut sheet);
        let bounds = self.bounds();
        let said: Vec<Rendered> = self.steps.iter().map(|step| self.said(step)).collect();
        let figures = said.iter().map(|text| estimated_width(text, FIGURE)).fold(0.0, f64::max);
        let every = bounds.iter().flat_map(|&(before, after)| [before, after]).map(|value| value as f64);
        let (low, high) = every.fold((0f64, 0f64), |(low, high), value| (low.min(value), high.max(value)));
        let scale = Scale::new(low, high, MARGIN + LABELS + 14.0, WIDTH - MARGIN - figures - 10.0);
        let mut y = top;
        let mut joint: Option<((f64, f64), f64)> = None;
        for ((step, said), &(before, after)) in self.steps.iter().zip(&said).zip(&bounds) {
            let middle = y + height_of(step) / 2.0;
            draw_label(&mut sheet, step, middle);
            if let Some((from, x)) = joint {
                sheet.line(from, (x, middle - 10.0), Ink::Muted, 1.0, true);
            }
            let (from, to) = (scale.at(before as f64), scale.at(after as f64));
            let ink = match step.kind {
                StepKind::Level(_) => Ink::Actual,
                StepKind::Change(change) if change < Money::ZERO => Ink::Loss,
                StepKind::Change(_) => Ink::Class(2),
            };
            sheet.bar(from.min(to), middle - 10.0, (to - from).abs().max(1.0), 20.0, ink);
            sheet.text(sheet.reading(from.max(to) + 6.0), middle + 4.5, sheet.begins(), FIGURE, said);
            let x = sheet.reading(to);
            joint = Some(((x, middle + 10.0), x));
            y += height_of(step);
        }
        let x = sheet.reading(scale.at(0.0));
        sheet.line((x, top), (x, y), Ink::Muted, 1.0, false);
        let height = self.frame.foot(&mut sheet, y);
        sheet.finish(&self.frame.id, height, &self.frame.title, &self.description())
    }

    /// Where each step's bar begins and ends, in centimes.
    fn bounds(&self) -> Vec<(i128, i128)> {
        let mut level = 0i128;
        let mut bounds = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let (before, after) = match step.kind {
                StepKind::Level(amount) => (0, i128::from(amount.centimes())),
                StepKind::Change(change) => (level, level + i128::from(change.centimes())),
            };
            bounds.push((before, after));
            level = after;
        }
        bounds
    }

    fn said(&self, step: &Step) -> Rendered {
        match step.kind {
            StepKind::Level(amount) | StepKind::Change(amount) => {
                quantity(self.frame.language, &in_currency(amount, self.currency, MoneyForm::Full))
            }
        }
    }
}

fn height_of(step: &Step) -> f64 {
    ROW.max(text_height(step) + 10.0)
}

fn text_height(step: &Step) -> f64 {
    wrapped(&step.label, LABEL, LABELS).len() as f64 * 16.0 + if step.basis.is_some() { 15.0 } else { 0.0 }
}

fn draw_label(sheet: &mut Sheet, step: &Step, middle: f64) {
    let mut y = middle - text_height(step) / 2.0 + 12.0;
    for line in wrapped(&step.label, LABEL, LABELS) {
        sheet.text(sheet.reading(MARGIN), y, sheet.begins(), LABEL, &line);
        y += 16.0;
    }
    if let Some(basis) = &step.basis {
        sheet.text(sheet.reading(MARGIN), y - 1.0, sheet.begins(), SMALL, basis);
    }
}

fn money(currency: Currency, hundredths: i128) -> Quantity {
    let amount = Money::from_centimes(i64::try_from(hundredths).unwrap_or(i64::MAX));
    in_currency(amount, currency, MoneyForm::Full)
}
