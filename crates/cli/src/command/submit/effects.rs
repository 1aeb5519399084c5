//! What files do, or would do, to what is in force.

use office::act::submit::{Effect, Receipt};
use presentation::table::{Cell, Column, Table};
use presentation::{Language, Quantity, Rendered, words};

use crate::screen::Screen;

/// Prints what files do in the places where something is in force; nothing where all were empty.
pub fn show(receipt: &Receipt, screen: &Screen) {
    let language = screen.language();
    let effects: Vec<(&str, &Effect)> = receipt
        .pieces()
        .flat_map(|piece| piece.effects.iter().map(|effect| (piece.piece.name.as_str(), effect)))
        .collect();
    if effects.is_empty() {
        return;
    }
    screen.gap();
    print(words::command_submit_effects_title(language), &effects, screen);
}

/// Prints effects, each of a file.
pub fn print(title: Rendered, effects: &[(&str, &Effect)], screen: &Screen) {
    let language = screen.language();
    screen.print(&screen.terminal.table(&table(title, effects, language)));
    for (file, effect) in effects {
        for line in lines(file, effect, language) {
            screen.print(&screen.terminal.paragraph(&line, 0));
        }
    }
}

fn table(title: Rendered, effects: &[(&str, &Effect)], language: Language) -> Table {
    let count = |number: u64| Cell::Quantity(Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX)));
    let row = |(file, effect): &(&str, &Effect)| {
        vec![
            Cell::Text(Rendered::quoted(file)),
            Cell::Text(Rendered::quoted(&place(effect))),
            count(effect.before.rows),
            count(effect.after.rows),
            count(effect.before.persons),
            count(effect.after.persons),
            count(effect.persons_gone),
        ]
    };
    Table {
        title,
        notices: Vec::new(),
        columns: vec![
            Column::words("piece", words::heading_file(language)),
            Column::words("slot", words::heading_slot(language)),
            Column::figures("rows_before", words::heading_rows_before(language)),
            Column::figures("rows_after", words::heading_rows_after(language)),
            Column::figures("persons_before", words::heading_persons_before(language)),
            Column::figures("persons_after", words::heading_persons_after(language)),
            Column::figures("persons_gone", words::heading_persons_gone(language)),
        ],
        rows: effects.iter().map(row).collect(),
    }
}

/// The place of a file: table, declarant, period, complement.
fn place(effect: &Effect) -> String {
    let slot = &effect.slot;
    let period = slot.period.map(|period| period.to_string());
    let complement = slot.complement.map(|number| format!("+{number}"));
    let parts = [Some(slot.table.to_owned()), slot.declarant.clone(), period, complement];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What figures do not say.
fn lines(file: &str, effect: &Effect, language: Language) -> Vec<Rendered> {
    let mut lines = Vec::new();
    if !effect.gone.is_empty() {
        lines.push(words::command_submit_gone(language, file, effect.gone.join(", ")));
    }
    if let Some((first, last)) = effect.periods_uncovered {
        let files = effect.files_uncovered.to_string();
        lines.push(words::command_submit_uncovered(language, file, files, first.to_string(), last.to_string()));
    }
    lines
}
