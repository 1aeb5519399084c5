//! What waits for evidence, on the screen: by who can cure it, by head, by operator. Never beside what is due.

use contract::identity::OperatorId;
use office::answer::waiting::{Cause, Wait, Waiting};
use office::answer::{TableNames, WorkspaceAssessment};
use presentation::quantity::{of_period, sums};
use presentation::table::{Cell, Column, Notice, Table};
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, Unit, words};

use crate::screen::Screen;

/// How many causes are listed of one operator.
const CAUSES_MAX: usize = 40;

/// Prints what waits over all operators: the sum, by cure, by head; by operator where that is asked for.
pub fn show((waiting, names): (&Waiting, &TableNames), notices: &[Notice], by_operator: bool, screen: &Screen) {
    let language = screen.language();
    if !lead(waiting, notices, screen) {
        return;
    }
    let cures = waiting.by_cure.iter().map(|(cause, wait)| (cells(cause, names, language), wait));
    table(words::waiting_by_cure_title(language), cause_columns(language), cures, screen);
    heads(waiting, screen);
    if by_operator {
        let told = waiting.by_operator.iter().map(|((operator, head, cause), wait)| {
            let mut told = vec![operator_cell(operator), Cell::Text(word(language, List::Head, head))];
            told.extend(cells(cause, names, language));
            (told, wait)
        });
        let mut columns = vec![
            Column::words("operator", words::heading_operator(language)),
            Column::words("head", words::heading_head(language)),
        ];
        columns.extend(cause_columns(language));
        table(words::waiting_by_operator_title(language), columns, told, screen);
    }
}

/// What must be known before anything of an assessment is read.
pub fn notices(assessed: &WorkspaceAssessment) -> Vec<Notice> {
    if assessed.fictitious { vec![Notice::Fictitious] } else { Vec::new() }
}

/// Prints what waits of one operator, cause by cause with its period; and whether clauses have nothing to speak of at all.
pub fn show_operator(
    (waiting, names): (&Waiting, &TableNames),
    never_filed: bool,
    notices: &[Notice],
    screen: &Screen,
) {
    let language = screen.language();
    if never_filed {
        screen.print(&screen.terminal.paragraph(&words::waiting_never_filed(language), 0));
        screen.gap();
        if waiting.rows.is_empty() {
            return;
        }
    }
    if !lead(waiting, notices, screen) {
        return;
    }
    let told = waiting.by_cause.iter().take(CAUSES_MAX).map(|((head, cause), wait)| {
        let mut told = vec![Cell::Text(word(language, List::Head, head))];
        told.extend(cells(cause, names, language));
        (told, wait)
    });
    let mut columns = vec![Column::words("head", words::heading_head(language))];
    columns.extend(cause_columns(language));
    table(words::waiting_by_cure_title(language), columns, told, screen);
}

/// The sum, with what it is and is not; whether anything waits.
fn lead(waiting: &Waiting, notices: &[Notice], screen: &Screen) -> bool {
    let language = screen.language();
    let sum = &waiting.total;
    if sum.keys == 0 {
        screen.line(&words::waiting_none(language));
        screen.gap();
        return false;
    }
    screen.print(&screen.terminal.heading(&words::waiting_title(language)));
    for notice in notices {
        screen.print(&screen.terminal.notice(*notice));
    }
    let keys = Quantity::Counted(whole(sum.keys), Unit::Determinations);
    if sum.said == 0 {
        screen.print(&screen.terminal.paragraph(&words::waiting_sum_unsaid(language, keys), 0));
    } else {
        let said = Quantity::Count(whole(sum.said));
        let told = words::waiting_sum(
            language,
            keys,
            said,
            sums(language, sum.centimes.iter()),
            Quantity::Count(whole(sum.pending)),
        );
        screen.print(&screen.terminal.paragraph(&told, 0));
        screen.print(&screen.terminal.paragraph(&words::waiting_lead(language), 0));
    }
    screen.gap();
    true
}

fn heads(waiting: &Waiting, screen: &Screen) {
    let language = screen.language();
    let sums = waiting.by_head.iter();
    let told = sums.map(|(head, wait)| (vec![Cell::Text(word(language, List::Head, head))], wait));
    let columns = vec![Column::words("head", words::heading_head(language))];
    table(words::waiting_by_head_title(language), columns, told, screen);
}

fn operator_cell(operator: &OperatorId) -> Cell {
    Cell::Text(Rendered::quoted(operator.as_str()))
}

fn cause_columns(language: Language) -> Vec<Column> {
    vec![
        Column::words("who", words::heading_who(language)),
        Column::words("cause", words::heading_reason(language)),
        Column::words("table", words::heading_kind(language)),
        Column::words("period", words::heading_period(language)),
    ]
}

fn cells(cause: &Cause, names: &TableNames, language: Language) -> Vec<Cell> {
    let table = cause.table.as_deref().map(|table| Cell::Text(presentation::names::table(language, names, table)));
    vec![
        Cell::Text(word(language, List::Who, cause.who.code())),
        Cell::Text(word(language, List::Cause, cause.code)),
        table.unwrap_or(Cell::Missing),
        cause.period.map_or(Cell::Missing, |period| Cell::Quantity(of_period(period))),
    ]
}

fn table<'w>(
    title: Rendered,
    mut columns: Vec<Column>,
    rows: impl Iterator<Item = (Vec<Cell>, &'w Wait)>,
    screen: &Screen,
) {
    let language = screen.language();
    columns.extend([
        Column::figures("keys", words::heading_not_evaluated(language)),
        Column::figures("said", words::heading_said(language)),
        Column::figures("waits", words::heading_waits(language)),
    ]);
    let figures = |wait: &Wait| {
        let count = |number: u64| Cell::Quantity(Quantity::Count(whole(number)));
        let sum = if wait.said > 0 { Cell::Text(sums(language, wait.centimes.iter())) } else { Cell::Missing };
        [count(wait.keys), count(wait.said), sum]
    };
    let rows: Vec<Vec<Cell>> = rows.map(|(told, wait)| told.into_iter().chain(figures(wait)).collect()).collect();
    // No period over a sector: the column would be empty.
    let mut table = Table { title, notices: vec![Notice::Estimate], columns, rows };
    if let Some(place) = table.columns.iter().position(|column| column.key == Some("period"))
        && table.rows.iter().all(|row| row[place] == Cell::Missing)
    {
        table.columns.remove(place);
        table.rows.iter_mut().for_each(|row| drop(row.remove(place)));
    }
    screen.print(&screen.terminal.table_after_notices(&table));
    screen.gap();
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
