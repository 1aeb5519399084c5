//! Reasons as bytes, with the days and periods in them.

use contract::calendar::{Date, Month};
use contract::determination::Reason;
use contract::facts::Period;
use contract::model::PeriodKey;

use crate::results::bytes::{Reader, Writer};

pub(super) fn month(index: i64) -> Option<Month> {
    i32::try_from(index).ok().map(Month::from_index)
}

pub(super) fn day(reader: &mut Reader<'_>) -> Option<Date> {
    i32::try_from(reader.signed()?).ok().map(Date::from_days)
}

pub(super) fn put_reason(writer: &mut Writer, reason: &Reason) {
    match reason {
        Reason::Missing { table, period } => {
            writer.number(0);
            writer.text(table);
            put_period(writer, *period);
        }
        Reason::Damaged { table, period } => {
            writer.number(25);
            writer.text(table);
            put_period(writer, *period);
        }
        Reason::Absent { table, period } => {
            writer.number(1);
            writer.text(table);
            put_period(writer, *period);
        }
        Reason::RowsRefused { table, period } => {
            writer.number(2);
            writer.text(table);
            put_period(writer, *period);
        }
        Reason::StartNotShown { month } => {
            writer.number(3);
            writer.signed(i64::from(month.index()));
        }
        Reason::StartRestated { first, other, month } => {
            writer.number(20);
            writer.signed(i64::from(first.days()));
            writer.signed(i64::from(other.days()));
            writer.signed(i64::from(month.index()));
        }
        Reason::Hole { table, month } => {
            writer.number(21);
            writer.text(table);
            writer.signed(i64::from(month.index()));
        }
        Reason::ExitDayNotShown { month } => {
            writer.number(22);
            writer.signed(i64::from(month.index()));
        }
        Reason::Tie { equals, first } => {
            writer.number(23);
            writer.number(u64::from(*equals));
            writer.number(u64::from(*first));
        }
        Reason::PartialYear { year } => {
            writer.number(4);
            writer.signed(i64::from(*year));
        }
        Reason::NotYet { until } => {
            writer.number(5);
            writer.signed(i64::from(until.days()));
        }
        Reason::NoValue { parameter, word: None } => {
            writer.number(6);
            writer.text(parameter);
        }
        Reason::NoValue { parameter, word: Some(word) } => {
            writer.number(7);
            writer.text(parameter);
            writer.text(word);
        }
        Reason::NoClass { place } => {
            writer.number(8);
            writer.text(place);
        }
        Reason::DividedByZero => writer.number(9),
        Reason::TooLarge => writer.number(24),
        Reason::CellUnread { table, period, column } => {
            writer.number(10);
            writer.text(table);
            put_period(writer, *period);
            writer.text(column);
        }
        Reason::RowsDisagree { table, period, column } => {
            writer.number(11);
            writer.text(table);
            put_period(writer, *period);
            writer.text(column);
        }
        Reason::NoSite { site } => {
            writer.number(12);
            writer.text(site);
        }
        Reason::Identity => writer.number(13),
    }
}

pub(super) fn reason(reader: &mut Reader<'_>) -> Option<Reason> {
    Some(match reader.number()? {
        0 => Reason::Missing { table: reader.text()?, period: period(reader)? },
        1 => Reason::Absent { table: reader.text()?, period: period(reader)? },
        2 => Reason::RowsRefused { table: reader.text()?, period: period(reader)? },
        3 => Reason::StartNotShown { month: month(reader.signed()?)? },
        4 => Reason::PartialYear { year: i32::try_from(reader.signed()?).ok()? },
        5 => Reason::NotYet { until: day(reader)? },
        6 => Reason::NoValue { parameter: reader.text()?, word: None },
        7 => Reason::NoValue { parameter: reader.text()?, word: Some(reader.text()?) },
        8 => Reason::NoClass { place: reader.text()? },
        9 => Reason::DividedByZero,
        24 => Reason::TooLarge,
        25 => Reason::Damaged { table: reader.text()?, period: period(reader)? },
        10 => Reason::CellUnread { table: reader.text()?, period: period(reader)?, column: reader.text()? },
        11 => Reason::RowsDisagree { table: reader.text()?, period: period(reader)?, column: reader.text()? },
        12 => Reason::NoSite { site: reader.text()? },
        13 => Reason::Identity,
        20 => Reason::StartRestated { first: day(reader)?, other: day(reader)?, month: month(reader.signed()?)? },
        21 => Reason::Hole { table: reader.text()?, month: month(reader.signed()?)? },
        22 => Reason::ExitDayNotShown { month: month(reader.signed()?)? },
        23 => Reason::Tie { equals: count(reader)?, first: count(reader)? },
        _ => return None,
    })
}

pub(super) fn count(reader: &mut Reader<'_>) -> Option<u32> {
    u32::try_from(reader.number()?).ok()
}

pub(super) fn put_period(writer: &mut Writer, period: Option<Period>) {
    let kind = |key| match key {
        PeriodKey::Month => 1,
        PeriodKey::Year => 2,
        PeriodKey::Quarter => 3,
        PeriodKey::Day => 4,
    };
    match period {
        None => writer.number(0),
        Some(period) => {
            writer.number(kind(period.key()));
            writer.signed(i64::from(period.number()));
        }
    }
}

pub(super) fn period(reader: &mut Reader<'_>) -> Option<Option<Period>> {
    let key = match reader.number()? {
        0 => return Some(None),
        1 => return Some(Some(Period::Month(month(reader.signed()?)?))),
        2 => PeriodKey::Year,
        3 => PeriodKey::Quarter,
        4 => PeriodKey::Day,
        _ => return None,
    };
    Some(Some(Period::from_number(key, i32::try_from(reader.signed()?).ok()?)))
}
