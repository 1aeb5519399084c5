//! Who sends what when: every delivery of the sector as a small note, in order of reception.

use contract::calendar::{Date, Month, Quarter};

use crate::Size;
use crate::chance::Chance;
use crate::mishap::Mishaps;
use crate::operator::{Operator, Sends};

/// What a delivery holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Act {
    /// The operator, its affiliations, its sites.
    Registers,
    /// The declarations of a month.
    Declarations(Month),
    /// The complementary e-BDS of a month.
    Complement(Month),
    /// The payroll registers of a correction, by its position.
    Correction(usize),
    /// The file of a fault again, without it, by the fault's position.
    Again(usize),
    /// The turnover of a year.
    Turnover(i32),
    /// The statement of salaries of a year.
    Statement(i32),
    /// What the managers of platforms file of a quarter, by its number from the first one.
    Platforms(i64),
}

/// One delivery to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) received: Date,
    /// Index of the operator.
    pub(crate) operator: usize,
    pub(crate) act: Act,
}

/// Every delivery, in order of reception.
pub(crate) fn draw(operators: &[Operator], mishaps: &[Mishaps], size: &Size, chance: &mut Chance) -> Vec<Event> {
    let mut events = Vec::new();
    for (operator, own) in operators.iter().zip(mishaps) {
        let mut add = |received, act| events.push(Event { received, operator: operator.index, act });
        let start = size.first_month.first_day();
        add(if operator.created < start { start } else { operator.created.plus_days(5) }, Act::Registers);

        if operator.sends != Sends::OnlyStatement {
            monthly(operator, own, size, chance, &mut add);
        }
        for year in size.finished_years().filter(|year| operator.created.year() <= *year) {
            let january = Month::from_index(year * 12 + 12).first_day();
            add(january.plus_days(chance.between(14, 55)), Act::Turnover(year));
            if operator.sends != Sends::OnlyEbds {
                add(january.plus_days(chance.between(31, 57)), Act::Statement(year));
            }
        }
        for (position, flaw) in own.flaws.iter().enumerate().filter(|(_, flaw)| flaw.fault.sent_again()) {
            let days = if flaw.fault.yearly() { 75 } else { 25 };
            add(flaw.month.plus(1).first_day().plus_days(days), Act::Again(position));
        }
    }
    events.sort();
    let reports = platforms(&events, size);
    events.extend(reports);
    events.sort();
    events
}

/// The first quarter of which managers of platforms report.
pub(crate) fn first_quarter(size: &Size) -> Quarter {
    let quarter = Quarter::of(size.first_month);
    if quarter.first_day() == size.first_month.first_day() { quarter } else { quarter.plus(1) }
}

/// The reports of managers: each on a day, in time, on which an operator hands something in as well.
fn platforms(events: &[Event], size: &Size) -> Vec<Event> {
    let first = first_quarter(size);
    let quarters = (0..).map(|nth| (nth, first.plus(nth)));
    let over = quarters.take_while(|(_, quarter)| quarter.last_day() <= size.last_month().last_day());
    let report = |(nth, quarter): (i32, Quarter)| {
        let from = quarter.last_day().plus_days(1);
        let fits = |event: &&Event| {
            (from..=from.plus_days(19)).contains(&event.received)
                && !matches!(event.act, Act::Correction(_) | Act::Again(_))
        };
        events.iter().find(fits).map(|event| Event { act: Act::Platforms(nth.into()), ..*event })
    };
    over.filter_map(report).collect()
}

fn monthly(operator: &Operator, own: &Mishaps, size: &Size, chance: &mut Chance, add: &mut impl FnMut(Date, Act)) {
    let first = size.first_month.max(operator.created.month());
    for index in first.index()..=size.last_month().index() {
        let month = Month::from_index(index);
        let due = month.plus(1).first_day();
        // Four in a hundred are late; a month with a fault is on time, so that its correction comes after it.
        let flawed = own.flaws.iter().any(|flaw| flaw.month == month);
        let delay = if chance.per_mille(40) && !flawed { chance.between(20, 100) } else { 0 };
        if operator.never_sent == Some(month) {
            continue;
        }
        let received = due.plus_days(chance.between(2, 9) + delay);
        add(received, Act::Declarations(month));
        if own.forgotten.iter().any(|(_, hired)| *hired == month) {
            add(received.plus_days(chance.between(8, 14)), Act::Complement(month));
        }
    }
    for (position, correction) in own.corrections.iter().enumerate() {
        add(correction.last.plus(5).first_day().plus_days(chance.between(10, 40)), Act::Correction(position));
    }
}
