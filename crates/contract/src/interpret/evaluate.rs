//! Expressions: one small function a kind.

use super::answer::{self, Answer, Value, both, fault};
use super::bounds::{self, Bounds};
use super::lookup::{agreed, agreed_cell, cell, cell_of, disagreement};
use super::parameter::ReadOn;
use super::ranks::Place;
use super::world::Scene;
use super::{parameter, place, series, tenure};
use crate::calendar::Date;
use crate::facts::{Period, Row};
use crate::model::{At, Comparison, Expr, HiresCount, IfNone, PeriodKey, PlaceAttribute, SpellField};
use num_bigint::BigInt;
use num_rational::BigRational;

/// A whole number.
pub(crate) fn whole(count: impl Into<BigInt>) -> Value {
    Value::Number(BigRational::from(count.into()))
}

impl<'s> Scene<'s> {
    /// The value of an expression.
    pub(crate) fn evaluate(self, expr: &Expr) -> Answer {
        match expr {
            Expr::Number(number) => Answer::Known(Value::Number(number.to_exact())),
            Expr::Date(date) => Answer::Known(Value::Date(*date)),
            Expr::Word(word) => Answer::Known(Value::Word(word.clone())),
            Expr::Step(index) => self.steps.get(*index).cloned().unwrap_or_else(|| fault("an earlier step")),
            Expr::Spell(field) => self.spell_field(field),
            Expr::AnniversaryNumber => match self.subject.anniversary {
                Some(number) => Answer::Known(whole(number)),
                None => fault("an anniversary"),
            },
            Expr::PeriodStart => self.period_day(|(first, _)| first),
            Expr::PeriodEnd => self.period_day(|(_, last)| last),
            Expr::RowEnd(_) => self.row_end(),
            Expr::RowColumn(column) => self.row_column(column),
            Expr::Column { table, column, at, if_none } => self.column(table, column, at, if_none),
            Expr::Road { table, column, attribute, at } => self.settle(self.road(table, column, *attribute, at)),
            Expr::Series { definition, step, at } => {
                self.day(at).then(|day| series::value(self.world, definition, *step, day.month()))
            }
            Expr::Parameter(id) => self.parameter_read_on().then(|on| parameter::plain(self.contract(), id, on)),
            Expr::PlusMonths(day, count) => self.day(day).map(|day| Value::Date(tenure::plus_months(day, *count))),
            Expr::Add(one, other) => self.numbers(one, other, |one, other| one + other, Bounds::plus),
            Expr::Subtract(one, other) => self.numbers(one, other, |one, other| one - other, Bounds::minus),
            Expr::Compare(one, how, other) => self.comparison(one, *how, other),
            Expr::In(word, words) => self.evaluate(word).map(|word| match word {
                Value::Word(word) => Value::Truth(words.contains(&word)),
                _ => fault("a word"),
            }),
            Expr::Within(day, interval) => self.day(day).map(|day| Value::Truth(interval.contains(day))),
            Expr::IsBlank(inner) => self.is_blank(inner),
            Expr::And(all) => answer::and(all.iter().map(|one| self.evaluate(one)).collect()),
            Expr::Or(any) => answer::or(any.iter().map(|one| self.evaluate(one)).collect()),
            Expr::Not(inner) => self.evaluate(inner).map(|value| Value::Truth(!value.truth())),
            Expr::PresentAfter(count) => tenure::present_after(self.world, self.spell(), *count).map(Value::Truth),
            Expr::KeptAtLeast(count) => tenure::kept_at_least(self.spell(), *count).map(Value::Truth),
        }
    }

    /// An absence as steps and conditions meet it.
    fn settle<T>(self, answer: Answer<T>) -> Answer<T> {
        if self.in_step { answer.absent_is_unknown() } else { answer }
    }

    /// The day an expression gives.
    pub(crate) fn day(self, expr: &Expr) -> Answer<Date> {
        self.evaluate(expr).map(Value::date)
    }

    /// A sum or a difference; of bounds, bounds.
    fn numbers(
        self,
        one: &Expr,
        other: &Expr,
        how: impl FnOnce(BigRational, BigRational) -> BigRational,
        of_bounds: impl Fn(Bounds, Bounds) -> Bounds,
    ) -> Answer {
        let operands = [self.evaluate(one), self.evaluate(other)];
        if bounds::reason(&operands).is_some() {
            return bounds::fold(operands.to_vec(), of_bounds);
        }
        let [one, other] = operands;
        both(one, other).map(|(one, other)| Value::Number(how(one.number(), other.number())))
    }

    /// A comparison: decided where all between bounds agree.
    fn comparison(self, one: &Expr, how: Comparison, other: &Expr) -> Answer {
        let operands = [self.evaluate(one), self.evaluate(other)];
        let decided = match (bounds::reason(&operands), bounds::of(&operands[0]), bounds::of(&operands[1])) {
            (Some(_), Some(one), Some(other)) => bounds::compare(&one, how, &other),
            _ => None,
        };
        let [one, other] = operands;
        match decided {
            Some(holds) => Answer::Known(Value::Truth(holds)),
            None => both(one, other).map(|(one, other)| compare(&one, how, &other)),
        }
    }

    fn contract(self) -> &'s crate::model::Contract {
        self.world.contract
    }

    fn as_known_on(self) -> Date {
        self.world.as_known_on
    }

    /// The day at which parameters are read; that of the job's start until another is known.
    pub(crate) fn parameter_day(self) -> Answer<Date> {
        self.subject.parameter_day.map_or_else(|| tenure::start(self.spell()), Answer::Known)
    }

    /// When parameters are read.
    pub(crate) fn parameter_read_on(self) -> Answer<ReadOn> {
        let (unchanged_in, as_known_on) = (self.subject.unchanged_in, self.as_known_on());
        self.parameter_day().map(|day| ReadOn { day, unchanged_in, as_known_on })
    }

    /// The spell of the key.
    pub(crate) fn spell(self) -> &'s super::spells::Spell {
        self.subject.spell.as_ref().unwrap_or_else(|| fault("a spell"))
    }

    fn spell_field(self, field: &SpellField) -> Answer {
        let spell = self.spell();
        match field {
            SpellField::Start => tenure::start(spell).map(Value::Date),
            SpellField::Counted => match spell.clock {
                HiresCount::MonthOfHire => tenure::start(spell).map(Value::Date),
                HiresCount::FirstMonthOfRows => Answer::Known(Value::Date(spell.first_month.first_day())),
            },
            SpellField::Nth => Answer::Known(whole(spell.nth)),
            SpellField::Rank(index) => {
                let ties = spell.ties.get(*index).copied().unwrap_or_else(|| fault("a rank"));
                self.place(*index).then(|place| place.rank(ties))
            }
        }
    }

    /// The place of the key's spell under a rank.
    pub(crate) fn place(self, rank: usize) -> Answer<Place> {
        let spell = self.spell();
        match &spell.ranks_given_in {
            Some(definition) => self.world.others.place(definition, rank, spell.person, spell.first_month),
            None => spell.places.get(rank).cloned().unwrap_or_else(|| fault("a rank")),
        }
    }

    fn period_day(self, pick: impl FnOnce((Date, Date)) -> Date) -> Answer {
        match self.subject.period {
            Some(period) => Answer::Known(Value::Date(pick(period))),
            // The period of an anniversary begins with the job: unknown together with its start.
            None => tenure::start(self.spell()).map(Value::Date),
        }
    }

    /// The last day of the period of the row at hand.
    fn row_end(self) -> Answer {
        match self.row.and_then(|(_, row)| row.period).and_then(Period::last_day) {
            Some(last) => Answer::Known(Value::Date(last)),
            None => fault("a row with a month"),
        }
    }

    fn row_column(self, column: &str) -> Answer {
        match self.row {
            Some((table, row)) => cell_of(table, row, column),
            None => fault("a row at hand"),
        }
    }

    /// A lookup; what an absent row gives is written beside it.
    fn column(self, table: &str, column: &str, at: &At, if_none: &IfNone) -> Answer {
        let found = self.rows_of(table, at).then(|rows| agreed_cell(table, &rows, column));
        match (found, if_none) {
            (Answer::Absent(_), IfNone::Value(instead)) => self.evaluate(instead),
            (found, _) => self.settle(found),
        }
    }

    /// The rows that a lookup reads: the one at hand, the one that the piece stands for, or all on the key.
    pub(crate) fn rows_of(self, table: &str, at: &At) -> Answer<Vec<&'s Row>> {
        if let (Some((of, row)), At::Own) = (self.row.or(self.subject.own_row), at)
            && of == table
        {
            return Answer::Known(vec![row]);
        }
        let declared = self.world.table(table);
        let person = self.subject.person.filter(|_| declared.is_none_or(|table| table.by_person));
        self.moment(table, at).then(|(period, day)| self.world.evidence.rows_on(table, person, period, day))
    }

    /// The period and the day at which a table is read.
    fn moment(self, table: &str, at: &At) -> Answer<(Option<Period>, Option<Date>)> {
        let day = match at {
            At::Always => return Answer::Known((None, None)),
            At::Day(day) => self.day(day).map(Some),
            At::FirstMonth => Answer::Known(Some(self.spell().first_month.last_day())),
            At::Own => Answer::Known(self.own_day(self.world.period_of(table))),
        };
        day.map(|day| (day.and_then(|day| self.period_at(table, day)), day))
    }

    fn period_at(self, table: &str, day: Date) -> Option<Period> {
        self.world.period_of(table).map(|key| Period::of(key, day))
    }

    /// The day on which the key's own place is read, or the last of its own year.
    fn own_day(self, period: Option<PeriodKey>) -> Option<Date> {
        let place = self.subject.place.and_then(|place| self.subject.read_at.of_period(place));
        let year = self.subject.year.and_then(|year| Period::Year(year).last_day());
        match period {
            Some(PeriodKey::Year) => year.or(place),
            _ => place.or(year),
        }
    }

    /// The rows on the way of a road, with the day on which their sites are read.
    pub(crate) fn rows_on_road(self, table: &str, at: &At) -> Answer<(Vec<&'s Row>, Date)> {
        let day = match self.row {
            Some((of, row)) if of == table && *at == At::Own => Answer::Known((row.period, None)),
            _ => self.moment(table, at),
        };
        self.rows_of(table, at).then(|rows| {
            let read_at = self.subject.read_at;
            day.map(|(period, day)| match day.or_else(|| period.and_then(|period| read_at.of_period(period))) {
                Some(day) => (rows, day),
                None => fault("a day for the road"),
            })
        })
    }

    /// What each row on the way says of its site on a day, as far as they agree.
    fn by_site(self, table: &str, column: &str, at: &At, ask: impl Fn(&str, Date) -> Answer) -> Answer {
        self.rows_on_road(table, at).then(|(rows, day)| {
            let site = |row: &&Row| {
                cell_of(table, row, column).then(|code| match code {
                    Value::Word(code) => ask(&code, day),
                    _ => fault("a site's code"),
                })
            };
            agreed(rows.iter().map(site).collect(), || disagreement(table, &rows, column))
        })
    }

    fn road(self, table: &str, column: &str, attribute: PlaceAttribute, at: &At) -> Answer {
        self.by_site(table, column, at, |code, day| self.of_place(code, attribute, day))
    }

    fn of_place(self, code: &str, attribute: PlaceAttribute, day: Date) -> Answer {
        place::attribute(self.contract(), &self.world.evidence, code, attribute, day, self.as_known_on())
    }

    /// Whether a cell of an existing row is blank; a value that is computed never is.
    fn is_blank(self, inner: &Expr) -> Answer {
        let blank = |cell: Answer| match cell {
            Answer::Absent(_) => Answer::Known(Value::Truth(true)),
            cell => cell.map(|_| Value::Truth(false)),
        };
        match inner {
            Expr::RowColumn(column) => match self.row {
                Some((table, row)) => blank(cell_of(table, row, column)),
                None => fault("a row at hand"),
            },
            Expr::Column { table, column, at, if_none } => {
                match (self.rows_of(table, at).then(|rows| blank(agreed_cell(table, &rows, column))), if_none) {
                    (Answer::Absent(_), IfNone::Value(_)) => Answer::Known(Value::Truth(false)),
                    (found, _) => self.settle(found),
                }
            }
            Expr::Road { table, column, attribute: PlaceAttribute::Platform, at } => {
                let has_site = |rows: &[&Row]| rows.first().is_some_and(|row| cell(row, column).is_some());
                self.settle(
                    match self
                        .by_site(table, column, at, |code, day| self.of_place(code, PlaceAttribute::Platform, day))
                    {
                        // The site is there, and lies on no platform.
                        Answer::Absent(_) if self.rows_of(table, at).known().is_some_and(|rows| has_site(rows)) => {
                            Answer::Known(Value::Truth(true))
                        }
                        platform => platform.map(|_| Value::Truth(false)),
                    },
                )
            }
            other => self.evaluate(other).map(|_| Value::Truth(false)),
        }
    }
}

/// Compares two values of one type.
fn compare(one: &Value, how: Comparison, other: &Value) -> Value {
    let order = match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.cmp(other),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        (Value::Word(one), Value::Word(other)) => one.cmp(other),
        (Value::Truth(one), Value::Truth(other)) => one.cmp(other),
        _ => fault("two values of one type"),
    };
    Value::Truth(match how {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    })
}
