//! Expressions as a contract writes them: for the reader of a trace, never read back.

use super::world::World;
use crate::model::{
    At, Comparison, DefinitionKind, Expr, IfNone, Mechanism, PeriodKey, PlaceAttribute, RoundMode, SpellField, Step,
};

/// The names that an expression refers to by number.
#[derive(Clone, Copy)]
pub(crate) struct Names<'n> {
    pub(crate) world: &'n World<'n>,
    pub(crate) steps: &'n [Step],
    /// The definition whose spells are the keys.
    pub(crate) definition: Option<&'n str>,
}

impl Names<'_> {
    /// The expression as text.
    pub(crate) fn text(&self, expr: &Expr) -> String {
        let list = |parts: &[Expr], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.inner(part)).collect();
            parts.join(word)
        };
        match expr {
            Expr::Number(number) => number.to_string(),
            Expr::Date(date) => date.to_string(),
            Expr::Word(word) => word.clone(),
            Expr::Step(index) => self.steps.get(*index).map(|step| step.id.clone()).unwrap_or_default(),
            Expr::Spell(field) => self.field(field),
            Expr::AnniversaryNumber => "anniversary".to_owned(),
            Expr::PeriodStart => format!("{}.start", self.period()),
            Expr::PeriodEnd => format!("{}.end", self.period()),
            Expr::RowEnd(PeriodKey::Day) => PeriodKey::Day.name().to_owned(),
            Expr::RowEnd(key) => format!("{}.end", key.name()),
            Expr::RowColumn(column) => column.clone(),
            Expr::Column { table, column, at, if_none } => {
                let instead = match if_none {
                    IfNone::Fails => String::new(),
                    IfNone::Value(value) => format!(" if none {}", self.text(value)),
                };
                format!("{table}.{column}{}{instead}", self.moment(at))
            }
            Expr::Road { table, column, attribute, at } => {
                let attribute = match attribute {
                    PlaceAttribute::Class => "class",
                    PlaceAttribute::Region => "region",
                    PlaceAttribute::Platform => "platform",
                };
                format!("{table}.{column}.{attribute}{}", self.moment(at))
            }
            Expr::Series { definition, step, at } => {
                let step = match self.world.definition(definition).map(|definition| &definition.kind) {
                    Some(DefinitionKind::Series(series)) => series.steps.get(*step).map(|step| step.id.as_str()),
                    _ => None,
                };
                format!("{definition}.{} at {}", step.unwrap_or_default(), self.text(at))
            }
            Expr::Parameter(id) => id.clone(),
            Expr::PlusMonths(day, count) if *count < 0 => format!("{} - {} months", self.inner(day), -count),
            Expr::PlusMonths(day, count) => format!("{} + {count} months", self.inner(day)),
            Expr::Add(one, other) => format!("{} + {}", self.inner(one), self.inner(other)),
            Expr::Subtract(one, other) => format!("{} - {}", self.inner(one), self.inner(other)),
            Expr::Compare(one, how, other) => {
                format!("{} {} {}", self.inner(one), comparison(*how), self.inner(other))
            }
            Expr::In(word, words) => format!("{} in {{{}}}", self.inner(word), words.join(", ")),
            Expr::Within(day, interval) => format!("{} in {interval}", self.inner(day)),
            Expr::IsBlank(inner) => format!("{} is blank", self.inner(inner)),
            Expr::And(all) => list(all, " and "),
            Expr::Or(any) => list(any, " or "),
            Expr::Not(inner) => format!("not {}", self.inner(inner)),
            Expr::PresentAfter(count) => format!("{} present {count} months after start", self.spells()),
            Expr::KeptAtLeast(count) => format!("{} kept >= {count} months", self.spells()),
        }
    }

    /// An expression inside another: in brackets where it has several parts.
    fn inner(&self, expr: &Expr) -> String {
        match expr {
            Expr::And(_) | Expr::Or(_) | Expr::Add(..) | Expr::Subtract(..) => format!("({})", self.text(expr)),
            _ => self.text(expr),
        }
    }

    fn spells(&self) -> &str {
        self.definition.unwrap_or("job")
    }

    fn period(&self) -> &'static str {
        if self.definition.is_some() { "anniversary" } else { "year" }
    }

    fn field(&self, field: &SpellField) -> String {
        let name = match field {
            SpellField::Start => "start".to_owned(),
            SpellField::Counted => "counted".to_owned(),
            SpellField::Nth => "nth".to_owned(),
            SpellField::Rank(index) => {
                let kind = self.world.definition(self.spells()).map(|definition| &definition.kind);
                match kind {
                    Some(DefinitionKind::Spells(spells)) => {
                        spells.ranks.get(*index).map(|rank| rank.id.clone()).unwrap_or_default()
                    }
                    _ => String::new(),
                }
            }
        };
        format!("{}.{name}", self.spells())
    }

    fn moment(&self, at: &At) -> String {
        match at {
            At::Own | At::Always => String::new(),
            At::FirstMonth => " at first month".to_owned(),
            At::Day(day) => format!(" at {}", self.text(day)),
        }
    }
}

/// A comparison as a contract writes it.
pub(crate) fn comparison(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// The name of a mechanism.
pub(crate) fn mechanism(mechanism: &Mechanism) -> &'static str {
    match mechanism {
        Mechanism::Value(_) => "value",
        Mechanism::Sum { .. } => "sum",
        Mechanism::Count { .. } => "count",
        Mechanism::PercentOf { .. } => "percent_of",
        Mechanism::Product(_) => "product",
        Mechanism::Ratio { .. } => "ratio",
        Mechanism::SumOf(_) => "sum_of",
        Mechanism::Difference { .. } => "difference",
        Mechanism::AtMost { .. } => "at_most",
        Mechanism::AtLeast { .. } => "at_least",
        Mechanism::Brackets { .. } => "brackets",
        Mechanism::Table { .. } => "table",
        Mechanism::Choose { .. } => "choose",
        Mechanism::Round { .. } => "round",
        Mechanism::RunningExcess { .. } => "running_excess",
        Mechanism::TiedShare { .. } => "tied_share",
        Mechanism::AtMonth { .. } => "at_month",
    }
}

/// The mode of a rounding.
pub(crate) fn mode(mode: RoundMode) -> &'static str {
    match mode {
        RoundMode::HalfUp => "half-up",
        RoundMode::HalfEven => "half-even",
        RoundMode::Down => "down",
        RoundMode::Up => "up",
    }
}
