//! Sums held against each other, on the screen.

use office::answer::TableNames;
use office::answer::reconciliation::{Reconciled, ReconciledSide};
use presentation::reconciliation::{figure, named, standing, told};
use presentation::table::{Cell, Column, Table};
use presentation::{Language, words};

use crate::screen::Screen;

/// Prints all of them in a table, and those that differ or cannot be compared in words.
pub fn show(all: &[Reconciled], names: &TableNames, screen: &Screen) {
    if all.is_empty() {
        return;
    }
    screen.print(&screen.terminal.table(&table(all, names, screen.language())));
    show_open(all, names, screen);
    screen.gap();
}

/// Prints those that do not hold: what differs with what to do, and what cannot be compared.
pub fn show_open(all: &[Reconciled], names: &TableNames, screen: &Screen) {
    let language = screen.language();
    for one in all.iter().filter(|one| one.outcome.is_none_or(|outcome| !outcome.holds)) {
        let told = told(language, names, one);
        screen.print(&screen.terminal.paragraph(&told.what, 0));
        if let Some(cure) = told.cure {
            screen.print(&screen.terminal.paragraph(&words::fault_cure(language, cure), 2));
        }
    }
}

fn table(all: &[Reconciled], names: &TableNames, language: Language) -> Table {
    let sum = |one: &Reconciled, sum: Option<i64>| sum.map_or(Cell::Missing, |sum| Cell::Quantity(figure(one, sum)));
    let side = |side: &ReconciledSide| Cell::Text(named(language, names, side));
    let row = |one: &Reconciled| {
        let of_outcome = one.outcome;
        vec![
            side(&one.found),
            sum(one, one.found.sum),
            side(&one.against),
            sum(one, one.against.sum),
            sum(one, of_outcome.map(|outcome| outcome.difference)),
            Cell::Text(standing(language, one)),
        ]
    };
    Table {
        title: words::reconciliation_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("check", words::heading_check(language)),
            Column::figures("found", words::heading_found(language)),
            Column::words("against", words::heading_held_against(language)),
            Column::figures("expected", words::heading_expected(language)),
            Column::figures("difference", words::heading_difference(language)),
            Column::words("standing", words::heading_status(language)),
        ],
        rows: all.iter().map(row).collect(),
    }
}
