//! What is in doubt about persons of an operator, on the screen: kind by kind, the first of many, with a command that opens
//! one.

use std::path::Path;

use office::answer::TableNames;
use office::answer::amount::short;
use office::answer::doubts::{Doubt, Kind, SHOWN, What};
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, Unit, words};

use crate::screen::Screen;

/// Prints the lists; nothing where nothing is in doubt.
pub fn show(all: &[Doubt], names: &TableNames, root: &Path, screen: &Screen) {
    let language = screen.language();
    if all.is_empty() {
        return;
    }
    screen.print(&screen.terminal.heading(&words::doubt_title(language)));
    screen.print(&screen.terminal.paragraph(&words::doubt_lead(language), 0));
    screen.gap();
    for kind in Kind::ALL {
        let of_kind: Vec<&Doubt> = all.iter().filter(|one| one.what.kind() == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        screen.print(&screen.terminal.table(&table(kind, &of_kind, names, language)));
        if of_kind.len() > SHOWN {
            screen.line(&words::command_across_more(language, count(of_kind.len() - SHOWN)));
        }
        if let Some(command) = of_kind.iter().find_map(|one| one.explained_by.as_deref()) {
            screen.line(&words::doubt_opened_by(language));
            screen.command(command, root);
        }
        screen.gap();
    }
}

fn table(kind: Kind, all: &[&Doubt], names: &TableNames, language: Language) -> Table {
    let row = |one: &&Doubt| {
        vec![
            Cell::Text(Rendered::quoted(&short(one.person))),
            Cell::Text(told(&one.what, names, language)),
            Cell::Quantity(count(usize::try_from(one.determinations).unwrap_or(usize::MAX))),
        ]
    };
    Table {
        title: words::doubt_kind(language, word(language, List::Cause, kind.code()), count(all.len())),
        notices: Vec::new(),
        columns: vec![
            Column::words("person", words::heading_person(language)),
            Column::words("shown", words::heading_shown(language)),
            Column::figures("not_evaluated", words::heading_not_evaluated(language)),
        ],
        rows: all.iter().take(SHOWN).map(row).collect(),
    }
}

fn told(what: &What, names: &TableNames, language: Language) -> Rendered {
    let named = |table: &str| presentation::names::table(language, names, table);
    match what {
        What::Hole { table, first, months: 1, .. } => words::doubt_hole_month(language, named(table), *first),
        What::Hole { table, first, last, months } => {
            let months = Quantity::Counted(i64::from(*months), Unit::Months);
            words::doubt_hole(language, named(table), *first, *last, months)
        }
        What::StartRestated { table, first, other, month } if first == other => {
            words::doubt_after_exit(language, named(table), *first, *month)
        }
        What::StartRestated { table, first, other, month } => {
            words::doubt_restated(language, named(table), *first, *other, *month)
        }
        What::Identity { number_taken, card_taken, with, lines } => {
            let what = match (number_taken, card_taken) {
                (true, true) => words::doubt_both_taken(language),
                (true, false) => words::doubt_number_taken(language),
                (false, _) => words::doubt_card_taken(language),
            };
            let with: Vec<String> = with.iter().map(|person| short(*person)).collect();
            let with = Rendered::quoted(&with.join(", "));
            match lines.as_slice() {
                [] => words::doubt_identity_elsewhere(language, what, with),
                [line] => words::doubt_identity(language, what, with, Rendered::quoted(line)),
                [line, more @ ..] => {
                    words::doubt_identity_more(language, what, with, Rendered::quoted(line), count(more.len()))
                }
            }
        }
    }
}

fn count(number: usize) -> Quantity {
    Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX))
}
