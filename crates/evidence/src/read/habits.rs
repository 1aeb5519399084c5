//! What a file's way of writing shows, gathered over all its cells: how amounts and days of each column are written, and
//! which writings that are not the asked ones were read or left open, how often and where first.
//!
//! A file is read once. Where a cell had two meanings, or a row another month than expected, it is read a second time
//! with what the first reading showed; nothing follows from the order of lines. What the columns do not settle either is a
//! question ([`question`]), which somebody may answer when the file is handed in again.

mod question;

use std::collections::BTreeSet;

pub(super) use self::question::About;
use self::question::Asked;
use super::amount::Style;
use super::date::Order;
use super::ledger::Ledger;
use crate::answer::{How, Matter};
use crate::finding::Place;
use crate::finding::codes::{self, Code};
use crate::finding::table_codes;

/// A way of writing that is not the asked one: it has one meaning and is read, or the column leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    Grouped,
    Separator,
    Unit,
    Sign,
    NoZero,
    DateForm,
    DateOrder,
    Serial,
    MonthForm,
    YearOfDate,
    Digits,
    Invisible,
    TextMark,
    Float,
    Spaced,
    Zeros,
    NoNumber,
    WordForm,
    QuarterForm,
}

impl Habit {
    const fn code(self) -> Code {
        match self {
            Habit::Grouped => codes::CSV_AMOUNT_GROUPED,
            Habit::Separator => codes::CSV_AMOUNT_SEPARATOR,
            Habit::Unit => codes::CSV_AMOUNT_UNIT,
            Habit::Sign => codes::CSV_AMOUNT_SIGN,
            Habit::NoZero => codes::CSV_AMOUNT_NO_ZERO,
            Habit::DateForm => codes::CSV_DATE_FORM,
            Habit::DateOrder => codes::CSV_DATE_ORDER,
            Habit::Serial => codes::CSV_DATE_SERIAL,
            Habit::MonthForm => codes::CSV_MONTH_FORM,
            Habit::YearOfDate => codes::CSV_YEAR_OF_DATE,
            Habit::Digits => codes::CSV_DIGITS,
            Habit::Invisible => codes::CSV_INVISIBLE,
            Habit::TextMark => codes::CSV_TEXT_MARK,
            Habit::Float => codes::CSV_NUMBER_FLOAT,
            Habit::Spaced => codes::CSV_NUMBER_SPACED,
            Habit::Zeros => codes::CSV_NUMBER_ZEROS,
            Habit::NoNumber => codes::CSV_NUMBER_NONE,
            Habit::WordForm => codes::CSV_WORD_FORM,
            Habit::QuarterForm => table_codes::TABLE_QUARTER_FORM,
        }
    }
}

/// How often a habit was seen, and where first.
#[derive(Debug, Clone)]
struct Seen {
    habit: Habit,
    cells: u64,
    first: (u32, &'static str),
}

/// What the columns of a file show.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    styles: Vec<Style>,
    orders: Vec<Order>,
}

/// The habits of a file, as it is read.
#[derive(Debug, Default)]
pub(super) struct Habits {
    seen: Vec<Seen>,
    shown: Shown,
    /// What an earlier reading showed.
    known: Option<Shown>,
    /// Whether something could not be settled without having seen the whole file.
    undecided: bool,
    /// What is known of the columns, and what somebody answered about them.
    about: About,
    /// What the columns leave open.
    asked: Vec<Asked>,
    /// Ways in which a cell of a column cannot be read, though it can in another.
    refuted: BTreeSet<(usize, How)>,
}

impl Habits {
    /// For a second reading, with what the first one showed.
    pub(super) fn again(self) -> Habits {
        Habits { known: Some(self.shown), about: self.about, ..Habits::default() }
    }

    /// For a reading of columns of which that is known.
    pub(super) fn about(&mut self, about: &About) {
        self.about = about.clone();
    }

    /// Notes a habit in a cell.
    pub(super) fn note(&mut self, habit: Habit, line: u32, column: &'static str) {
        match self.seen.iter_mut().find(|seen| seen.habit == habit) {
            Some(seen) => {
                seen.cells += 1;
                seen.first = seen.first.min((line, column));
            }
            None => self.seen.push(Seen { habit, cells: 1, first: (line, column) }),
        }
    }

    /// Whether the file must be read again.
    pub(super) fn must_read_again(&self) -> bool {
        let leaned = |order: &Order| order.leaned && order.month_first || order.leaned_back && order.day_first;
        self.known.is_none()
            && (self.undecided || self.shown.orders.iter().any(leaned) || {
                let all = together(&self.shown.orders, Order::and);
                leaned(&all)
            })
    }

    /// Something could not be settled yet.
    pub(super) fn leave_open(&mut self) {
        self.undecided = true;
    }

    /// The style of a column's amounts: its own, or that of all amounts of the file where it shows none.
    pub(super) fn style(&self, column: usize) -> Style {
        if let Some(style) = self.about.answer(column, Matter::Amounts).and_then(Style::answered) {
            return style;
        }
        let Some(known) = &self.known else { return Style::default() };
        let own = known.styles.get(column).copied().unwrap_or_default();
        if own == Style::default() { together(&known.styles, Style::and) } else { own }
    }

    /// Adds what an amount shows.
    pub(super) fn show_style(&mut self, column: usize, style: Style) {
        if style != Style::default() {
            let place = place(&mut self.shown.styles, column);
            *place = place.and(style);
        }
    }

    /// The order of a column's days: its own, or that of all days of the file where it shows none.
    pub(super) fn order(&self, column: usize) -> Order {
        let answers = [Matter::Days, Matter::Serials].map(|matter| self.about.answer(column, matter));
        let shown = Order { month_is_usual: self.about.month_first, ..self.order_shown(column) };
        answers.into_iter().flatten().fold(shown, Order::answered)
    }

    /// The same by what the file shows alone.
    fn order_shown(&self, column: usize) -> Order {
        let Some(known) = &self.known else { return Order::default() };
        let own = known.orders.get(column).copied().unwrap_or_default();
        if own.day_first || own.month_first {
            return own;
        }
        let all = together(&known.orders, Order::and);
        Order { day_first: all.day_first, month_first: all.month_first, ..own }
    }

    /// Adds what a day shows.
    pub(super) fn show_order(&mut self, column: usize, order: Order) {
        let place = place(&mut self.shown.orders, column);
        *place = place.and(order);
    }

    /// A cell that is no day as somebody said that its column is written, and one in another way.
    pub(super) fn hold_against_answer(&mut self, column: usize, text: &str) {
        let Some(how) = self.about.answer(column, Matter::Days) else { return };
        let is_day = |how: How| super::date::by(text, how).is_some();
        if !is_day(how) && [How::DayFirst, How::MonthFirst, How::YearFirst].into_iter().any(is_day) {
            self.refuted.insert((column, how));
        }
    }

    /// Whether the certain cells of a column contradict an answer about it.
    fn contradicts(&self, column: usize, how: How) -> bool {
        self.refuted.contains(&(column, how))
            || self.shown.styles.get(column).is_some_and(|style| style.contradicts(how))
            || self.shown.orders.get(column).is_some_and(|order| order.contradicts(how))
    }

    /// Whether something is asked.
    pub(super) fn asks(&self) -> bool {
        !self.asked.is_empty()
    }

    /// One finding a habit, a question and an answer.
    pub(super) fn tell(self, ledger: &mut Ledger) {
        self.tell_questions(ledger);
        for seen in self.seen {
            let (line, column) = seen.first;
            ledger.note(seen.habit.code().at(Place::field(line, column)).with("cells", seen.cells));
        }
    }
}

fn place<T: Copy + Default>(all: &mut Vec<T>, index: usize) -> &mut T {
    if all.len() <= index {
        all.resize(index + 1, T::default());
    }
    &mut all[index]
}

fn together<T: Copy + Default>(all: &[T], and: impl Fn(T, T) -> T) -> T {
    all.iter().copied().fold(T::default(), and)
}
