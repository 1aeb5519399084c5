//! What an assessment tells of the whole operator: head counts by month and ranks of hires, for explanations.

use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use contract::facts::{Cell, Facts, Period};
use contract::interpret::Given;

use crate::columns::columns;
use crate::random::Draws;
use crate::random::evidence::facts;
use crate::shipped::shipped;

fn staff(facts: &Facts, month: Period) -> i128 {
    let last = month.last_day().expect("a month");
    let is = |row: &contract::facts::Row, name: &str, cell: &Cell| row.cells.get(name) == Some(cell);
    let stays = |row: &contract::facts::Row| !matches!(row.cells.get("left"), Some(Cell::Date(day)) if *day <= last);
    let rows = facts.tables["payroll"].rows.iter().filter(|row| row.period == Some(month));
    let counts = rows.filter(|row| is(row, "contract", &Cell::Code("permanent".to_owned())) && stays(row));
    counts.filter_map(|row| row.person).collect::<std::collections::BTreeSet<_>>().len() as i128
}

#[test]
fn head_counts_and_ranks_are_told() {
    let program = compile(&shipped("offshoring-2025")).expect("it compiles");
    let (mut counted, mut ranked) = (0, 0);
    for number in 0..20_u32 {
        let numbers: Vec<u32> = (0..900).map(|place| (place * 7_919 + number * 104_729) >> 3).collect();
        let facts = facts(&mut Draws::new(&numbers));
        let known_on = "2027-06-15".parse().expect("a day");
        let assessed = assess_operator(&program, &columns(&facts), known_on, Readings::InUse).expect("it computes");
        let [posts] = assessed.exports.series.as_slice() else { panic!("one series: {:?}", assessed.exports.series) };
        assert_eq!(posts.definition, "posts");
        for (place, value) in posts.steps[0].iter().enumerate() {
            let month = Period::Month(posts.first_month.plus(place as i32));
            let table = &facts.tables["payroll"];
            match value {
                Some(Given::Number { top, bottom: 1 }) => {
                    assert_eq!(*top, staff(&facts, month), "{month}");
                    counted += 1;
                }
                Some(Given::Unknown(_) | Given::Between { .. }) => {
                    let of_month = || table.rows.iter().filter(|row| row.period == Some(month));
                    let unread = of_month().any(|row| row.cells.values().any(|cell| *cell == Cell::Unread));
                    let refused = table.unnamed_in(Some(month)) > 0;
                    let doubtful = !facts.doubtful_persons.is_empty();
                    assert!(unread || refused || doubtful || !table.covered.contains(&month), "{month}");
                }
                other => panic!("{month}: {other:?}"),
            }
        }
        for ranks in &assessed.exports.ranks {
            assert_eq!((ranks.definition.as_str(), ranks.rank), ("job", 0));
            for (spell, value) in ranks.value.iter().enumerate() {
                assert_eq!(*value == 0, ranks.why[spell].is_some_and(|why| (why as usize) < ranks.apart.len()));
                ranked += u32::from(*value > 0);
            }
        }
    }
    assert!(counted > 100 && ranked > 3, "{counted} months, {ranked} ranks");
}
