//! What is expected of operators and what came of it, on the screen: who is silent, what is missing, the sector in sum.

use contract::calendar::Date;
use contract::facts::Period;
use contract::identity::OperatorId;
use office::answer::TableNames;
use office::answer::waiting::{Filings, Gap, Standing, TableFilings, TableSum};
use presentation::names;
use presentation::quantity::{of_period, unit_of_periods};
use presentation::table::{Cell, Column, Notice, Table};
use presentation::{Language, Quantity, Rendered, Unit, words};

use crate::screen::Screen;

/// Prints who never filed a table, or files it no more: what an officer must know before anything else.
pub fn show_silence(filings: &Filings, names: &TableNames, screen: &Screen) {
    for table in filings.silent() {
        if let Some(line) = silence(table, names, screen.language()) {
            screen.print(&screen.terminal.paragraph(&line, 0));
        }
    }
}

fn silence(table: &TableFilings, names: &TableNames, language: Language) -> Option<Rendered> {
    let name = names::table(language, names, table.table);
    match table.standing {
        Standing::Never { since, periods } => {
            Some(words::filing_never(language, name, of_period(since), counted(periods, since)))
        }
        Standing::Stopped { last, since, periods } => {
            let (last, count) = (of_period(last), counted(periods, since));
            Some(words::filing_stopped(language, name, last, count, of_period(since)))
        }
        Standing::NothingExpected | Standing::Filing => None,
    }
}

/// So many months, quarters or years, as the period is one.
fn counted(periods: usize, like: Period) -> Quantity {
    let unit = unit_of_periods(like);
    Quantity::Counted(i64::try_from(periods).unwrap_or(i64::MAX), unit)
}

/// Prints the expected periods that are missing, then older gaps apart.
pub fn show_missing(filings: &Filings, names: &TableNames, screen: &Screen) {
    let language = screen.language();
    if filings.assumed {
        screen.print(&screen.terminal.paragraph(&words::command_enrolment_assumed(language), 0));
    }
    let missing = gaps((filings, names), words::filing_missing_title(language), |table| &table.missing, language);
    if missing.rows.is_empty() {
        screen.line(&words::filing_complete(language));
    } else {
        screen.print(&screen.terminal.table(&missing));
    }
    let older = gaps((filings, names), words::filing_older_title(language), |table| &table.older, language);
    if !older.rows.is_empty() {
        screen.gap();
        screen.print(&screen.terminal.table(&older));
    }
}

fn gaps(
    (filings, names): (&Filings, &TableNames),
    title: Rendered,
    of: impl Fn(&TableFilings) -> &Vec<Gap>,
    language: Language,
) -> Table {
    let row = |table: &TableFilings, gap: &Gap| {
        vec![
            Cell::Mark(names::table_mark(language, names, table.table)),
            Cell::Quantity(of_period(gap.period)),
            Cell::Text(Rendered::quoted(&gap.declarants.join(", "))),
            Cell::Text(state(gap, language)),
        ]
    };
    let rows = filings.tables.iter().flat_map(|table| of(table).iter().map(|gap| row(table, gap)).collect::<Vec<_>>());
    Table {
        title,
        notices: Vec::new(),
        columns: vec![
            Column::words("table", words::heading_kind(language)),
            Column::words("period", words::heading_period(language)),
            Column::words("declarants", words::heading_declarants(language)),
            Column::words("due", words::heading_due_date(language)),
        ],
        rows: rows.collect(),
    }
}

fn state(gap: &Gap, language: Language) -> Rendered {
    match gap.due {
        Some(due) if gap.overdue => words::filing_state_overdue(language, Quantity::ShortDate(due)),
        Some(due) => words::filing_state_due(language, Quantity::ShortDate(due)),
        None => words::filing_state_undated(language),
    }
}

/// The filings of the sector, table by table.
pub fn sector(sums: &[TableSum], names: &TableNames, day: Date, notices: Vec<Notice>, language: Language) -> Table {
    let count = |number: usize| Cell::Quantity(Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX)));
    let row = |sum: &TableSum| {
        let figures = [sum.operators, sum.expected, sum.covered, sum.late, sum.missing, sum.overdue];
        let silent = [sum.never.len(), sum.stopped.len(), sum.older];
        let mut row = vec![Cell::Mark(names::table_mark(language, names, sum.table))];
        row.extend(figures.into_iter().chain(silent).map(count));
        row
    };
    Table {
        title: words::filing_expected_title(language, Quantity::Date(day)),
        notices,
        columns: vec![
            Column::words("table", words::heading_kind(language)),
            Column::figures("operators", words::heading_operators(language)),
            Column::figures("expected", words::heading_expected(language)),
            Column::figures("covered", words::heading_covered(language)),
            Column::figures("late", words::heading_late(language)),
            Column::figures("missing", words::heading_missing_periods(language)),
            Column::figures("overdue", words::heading_overdue(language)),
            Column::figures("never_filed", words::heading_never_filed(language)),
            Column::figures("stopped", words::heading_stopped(language)),
            Column::figures("older_gaps", words::heading_older_gaps(language)),
        ],
        rows: sums.iter().map(row).collect(),
    }
}

/// Prints which operators never filed a table, or file it no more.
pub fn show_silent_operators(sums: &[TableSum], names: &TableNames, screen: &Screen) {
    let language = screen.language();
    for sum in sums {
        let name = || names::table(language, names, sum.table);
        let all = |operators: &[OperatorId]| {
            let names: Vec<&str> = operators.iter().map(OperatorId::as_str).collect();
            let count = Quantity::Counted(i64::try_from(operators.len()).unwrap_or(i64::MAX), Unit::Operators);
            (count, Rendered::quoted(&names.join(", ")))
        };
        if !sum.never.is_empty() {
            let (count, operators) = all(&sum.never);
            screen.print(&screen.terminal.paragraph(&words::filing_never_by(language, name(), count, operators), 0));
        }
        if !sum.stopped.is_empty() {
            let (count, operators) = all(&sum.stopped);
            screen.print(&screen.terminal.paragraph(&words::filing_stopped_by(language, name(), count, operators), 0));
        }
    }
}
