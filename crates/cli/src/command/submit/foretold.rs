//! What files change, or would change, in money and statuses.

use contract::determination::Status;
use contract::money::Money;
use office::act::submit::{Change, Foretold};
use presentation::quantity::amount_in;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, words};

use crate::finding::word_of;
use crate::screen::Screen;

/// How many rows are printed; JSON has all.
const MOST: usize = 40;

/// Prints what changes by operator and head.
pub fn show(foretold: &Foretold, screen: &Screen) {
    let language = screen.language();
    screen.gap();
    if foretold.changes.is_empty() {
        screen.line(&words::command_submit_changes_nothing(language));
        return;
    }
    let mut rows: Vec<Vec<Cell>> = foretold.changes.iter().flat_map(|change| lines(change, language)).collect();
    let left_out = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    let table = Table {
        title: words::command_submit_changes(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("operator", words::heading_operator(language)),
            Column::words("head", words::heading_head(language)),
            Column::words("status", words::heading_status(language)),
            Column::figures("before", words::heading_before(language)),
            Column::figures("after", words::heading_after(language)),
            Column::figures("amount_before", words::heading_amount_before(language)),
            Column::figures("amount_after", words::heading_amount_after(language)),
        ],
        rows,
    };
    screen.print(&screen.terminal.table(&table));
    if left_out > 0 {
        let left_out = Quantity::Count(i64::try_from(left_out).unwrap_or(i64::MAX));
        screen.line(&words::command_submit_changes_more(language, left_out));
    }
}

/// One line for each status that changes; that of what is due bears the money.
fn lines(change: &Change, language: Language) -> Vec<Vec<Cell>> {
    let count = |number: u64| Cell::Quantity(Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX)));
    let money = |centimes: i128| {
        let centimes = i64::try_from(centimes).unwrap_or(i64::MAX);
        Cell::Quantity(amount_in(Money::from_centimes(centimes), change.currency))
    };
    let (before, after) = (&change.before, &change.after);
    let differs = |status: &Status| {
        let in_money = *status == Status::Due && before.due_centimes != after.due_centimes;
        in_money || before.count_of(*status) != after.count_of(*status)
    };
    let line = |status: Status| {
        let amounts = match status {
            Status::Due => [money(before.due_centimes), money(after.due_centimes)],
            _ => [Cell::Missing, Cell::Missing],
        };
        let mut cells = vec![
            Cell::Text(Rendered::quoted(change.operator.as_str())),
            Cell::Text(Rendered::quoted(&change.head)),
            Cell::Mark(mark(language, List::Status, &word_of(&status))),
            count(before.count_of(status)),
            count(after.count_of(status)),
        ];
        cells.extend(amounts);
        cells
    };
    Status::ALL.into_iter().filter(differs).map(line).collect()
}
