//! Calendars of working days: recorded feasts, estimated ones, and years that nobody recorded.

use contract::check::{Packs, check};
use contract::model::{Calendar, CountedDay, DayOf};

use crate::build::date;
use crate::conformance;

fn calendar() -> Calendar {
    let text = conformance::read(&conformance::root().join("calendars/good/calendar.md"));
    check(&text, &Packs::none()).contract.expect("a pack").calendars.remove(0)
}

fn rest(feast: &str, estimated: bool) -> DayOf {
    DayOf::Rest { feast: Some(feast.to_owned()), estimated }
}

#[test]
fn a_day_is_worked_a_feast_or_unknown() {
    let calendar = calendar();
    let of = |day: &str| calendar.day(date(day), date("2026-01-01"));
    assert_eq!(of("2025-05-01"), rest("labour", false));
    assert_eq!(of("2025-05-02"), DayOf::Working);
    assert_eq!(of("2025-05-03"), DayOf::Rest { feast: None, estimated: false }, "a Saturday");
    assert_eq!((of("2025-03-31"), of("2025-04-01")), (rest("breaking", false), rest("breaking", false)));
    assert_eq!(of("2025-04-02"), DayOf::Working);
    assert_eq!((of("2025-08-18"), of("2025-12-26")), (rest("extra", false), rest("extra", false)));
    assert_eq!(of("2027-05-01"), DayOf::Unknown);
    // What is recorded counts from the day on which it was made public.
    assert_eq!(calendar.day(date("2025-05-02"), date("2025-03-29")), DayOf::Unknown);
}

#[test]
fn what_follows_the_moon_is_estimated_until_its_day_is_recorded() {
    let calendar = calendar();
    let first = |year: i32| {
        let feasts = calendar.feasts_of(year, date("2026-01-01"));
        let of = feasts.into_iter().filter(|(_, feast, _)| feast.id == "breaking");
        of.map(|(day, _, estimated)| (day, estimated)).collect::<Vec<_>>()
    };
    assert_eq!(first(2025), [(date("2025-03-31"), false)]);
    // The first of Shawwal by the astronomical tables of these years: the arithmetical calendar lies within a day of it.
    for (year, kept) in [(2022, "2022-05-02"), (2023, "2023-04-21"), (2024, "2024-04-10"), (2026, "2026-03-20")] {
        let [(day, true)] = first(year)[..] else { panic!("{year}: {:?}", first(year)) };
        assert!((day.days() - date(kept).days()).abs() <= 1, "{year}: {day}");
    }
    // A year of the sun may see it twice.
    assert_eq!(first(2000).len(), 2);
}

#[test]
fn working_days_are_counted_and_an_unknown_year_stops_the_count() {
    let calendar = calendar();
    let known = date("2026-01-01");
    let after = |day: &str, count| calendar.working_days_after(date(day), count, known);
    let day = |day: &str, estimated| CountedDay::Day { day: date(day), estimated };
    assert_eq!(after("2025-04-30", 1), day("2025-05-02", false));
    assert_eq!(after("2025-04-30", 2), day("2025-05-05", false));
    assert_eq!(after("2025-03-28", 1), day("2025-04-02", false), "over a week-end and the feast");
    assert_eq!(after("2025-05-03", 0), day("2025-05-03", false));
    // Over an estimated feast the day may move.
    assert!(matches!(after("2026-03-16", 5), CountedDay::Day { estimated: true, .. }));
    assert!(matches!(after("2026-06-01", 5), CountedDay::Day { estimated: false, .. }));
    assert_eq!(after("2026-12-30", 5), CountedDay::Unknown { year: 2027 });
}
