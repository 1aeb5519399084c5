//! The tables of an assessment: commitments, what is owed, readings side by side, the receipt.

use contract::calendar::Date;
use contract::determination::Status;
use contract::model::{CommitmentKind, Contract, TextStatus};
use contract::money::{Decimal, Money};
use contract::trace::{EstimateCause, EstimateKind};
use contract::unit::Unit;
use contract::verdict::{Judged, Verdict};
use office::answer::contract::Waiting;
use office::answer::{ClauseTotal, ContractAssessment, Totals};
use presentation::names::{Names, label};
use presentation::quantity::{amount_heading, amount_in, in_unit};
use presentation::table::{Cell, Column, Notice, Table};
use presentation::terminal::Bar;
use presentation::verdict::{because, figure_period};
use presentation::words::marks::{List, mark, word};
use presentation::{Language, Quantity, Rendered, words};

/// The title of a contract in the reader's language.
pub fn title(contract: &Contract, language: Language) -> Rendered {
    Rendered::plain(label(&contract.titles, language, &contract.authoritative).unwrap_or(&contract.id))
}

/// What must be known before any figure of the contract is read.
pub fn text_notices(contract: &Contract) -> Vec<Notice> {
    if contract.text_status == TextStatus::Restated { vec![Notice::Restated] } else { Vec::new() }
}

/// Where each commitment stands: judged on published statistics alone.
pub fn commitments(assessed: &ContractAssessment, day: Date, language: Language) -> Table {
    let contract = &assessed.sound.contract;
    let names = Names::of(contract, language);
    let mut rows = Vec::new();
    for (commitment, judged) in contract.commitments.iter().zip(&assessed.commitments) {
        let unit = unit_of(contract, judged);
        let figure = judged.figure.as_ref().or(judged.last_known.as_ref());
        let actual = figure.map_or(Cell::Missing, |figure| {
            let value = presentation::quantity(language, &in_unit(figure.value, unit));
            let period = figure_period(language, figure.period);
            Cell::Text(words::command_figure_of(language, value, period))
        });
        let target = judged.level.map_or(Cell::Missing, |level| Cell::Quantity(in_unit(level, unit)));
        let bar = bar(judged, figure.map(|figure| figure.value)).map_or(Cell::Missing, Cell::Bar);
        rows.push(vec![
            Cell::Text(names.name(&commitment.id)),
            Cell::Text(sides(contract, &commitment.parties, language)),
            actual,
            target,
            bar,
            Cell::Mark(mark(language, List::Verdict, verdict_code(judged.verdict))),
        ]);
    }
    Table {
        title: words::command_commitments_title(language, Quantity::Date(day)),
        notices: Vec::new(),
        columns: vec![
            Column::words("commitment", words::heading_commitment(language)),
            Column::words("committed_by", words::heading_committed_by(language)),
            Column::words("last_known", words::heading_last_known(language)),
            Column::figures("target", words::heading_target(language)),
            Column::picture(words::heading_progress(language)),
            Column::words("verdict", words::heading_verdict(language)),
        ],
        rows,
    }
}

/// Why each target stands where it stands: one line each.
pub fn reasons(assessed: &ContractAssessment, language: Language) -> Vec<Rendered> {
    let contract = &assessed.sound.contract;
    let names = Names::of(contract, language);
    let targets = contract.commitments.iter().zip(&assessed.commitments);
    targets
        .filter(|(commitment, _)| matches!(commitment.kind, CommitmentKind::Target(_)))
        .map(|(commitment, judged)| {
            let unit = unit_of(contract, judged);
            let why = because(language, &judged.because, unit, &|id| names.name(id));
            let distance = judged.distance.filter(|distance| distance.digits() > 0);
            match distance {
                Some(distance) => {
                    let distance = presentation::quantity(language, &in_unit(distance, unit));
                    words::command_commitment_because_distance(language, names.name(&commitment.id), why, distance)
                }
                None => words::command_commitment_because(language, names.name(&commitment.id), why),
            }
        })
        .collect()
}

/// What no total holds yet, each with its article: what is not computed, and the questions that nobody answered.
pub fn waiting(assessed: &ContractAssessment, language: Language) -> Vec<Rendered> {
    let contract = &assessed.sound.contract;
    let names = Names::of(contract, language);
    let document = &assessed.sound.paper.checked.document;
    let line = |one: &Waiting| {
        let line = presentation::waiting::line(one, language, &contract.authoritative, &|id| names.name(id));
        match one.article().and_then(|anchor| document.article(anchor)) {
            Some(article) => words::waits_of_article(language, Rendered::quoted(&article.title), line),
            None => line,
        }
    };
    Waiting::of(contract).iter().map(line).collect()
}

/// What hangs on hires that the text does not order, clause by clause in use.
pub fn ties(assessed: &ContractAssessment, language: Language) -> Vec<Rendered> {
    let contract = &assessed.sound.contract;
    let names = Names::of(contract, language);
    let mut told = Vec::new();
    for total in assessed.totals.clauses.iter().filter(|total| total.in_use && total.head.is_some()) {
        let counted = |number: u64| {
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            Quantity::Counted(number, presentation::Unit::Determinations)
        };
        let of_clause = |line| words::ties_of_clause(language, clause_name(contract, total, &names, language), line);
        if total.shared > 0 {
            let due = i64::try_from(total.shared_centimes).unwrap_or(i64::MAX);
            let due = amount_in(Money::from_centimes(due), contract.currency);
            told.push(of_clause(words::ties_shared(language, counted(total.shared), due)));
        }
        if total.tied > 0 {
            told.push(of_clause(words::ties_open(language, counted(total.tied))));
        }
    }
    told
}

/// The sides that committed, in order of first mention.
fn sides(contract: &Contract, parties: &[String], language: Language) -> Rendered {
    let mut sides: Vec<&str> = Vec::new();
    for party in contract.parties.iter().filter(|party| parties.contains(&party.id)) {
        if !sides.contains(&party.side.as_str()) {
            sides.push(&party.side);
        }
    }
    let told: Vec<String> = sides.into_iter().map(|side| word(language, List::Side, side).text()).collect();
    Rendered::plain(&told.join(" + "))
}

fn unit_of(contract: &Contract, judged: &Judged) -> Unit {
    let kind = contract.commitments.iter().find(|one| one.id == judged.commitment).map(|one| &one.kind);
    let Some(CommitmentKind::Target(target)) = kind else { return Unit::NONE };
    contract.indicators.iter().find(|one| one.id == target.indicator).map_or(Unit::NONE, |one| one.unit)
}

fn bar(judged: &Judged, value: Option<Decimal>) -> Option<Bar> {
    let level = judged.level?;
    let from = judged.baseline.map_or(Decimal::new(0, 0), |baseline| baseline.value);
    let scale = level.scale().max(value?.scale()).max(from.scale());
    Some(Bar { from: from.at_scale(scale)?, to: level.at_scale(scale)?, value: value?.at_scale(scale)? })
}

/// A verdict as message codes name it.
pub fn verdict_code(verdict: Verdict) -> &'static str {
    verdict.word()
}

/// What is owed under each head, by status. Controls are apart.
pub fn owed(
    assessed: &ContractAssessment,
    totals: &Totals,
    notices: Vec<Notice>,
    day: Date,
    language: Language,
) -> Table {
    let contract = &assessed.sound.contract;
    let names = Names::of(contract, language);
    let mut rows = Vec::new();
    let mut estimate = false;
    for (total, causes) in totals.clauses.iter().zip(&assessed.estimates) {
        let (Some(head), true) = (&total.head, total.in_use) else { continue };
        estimate |= !causes.is_empty();
        let mut row = vec![
            Cell::Text(word(language, List::Head, head)),
            Cell::Text(clause_name(contract, total, &names, language)),
            money(total.due_centimes),
        ];
        row.extend(counts(total));
        let kind = if causes.is_empty() { Cell::Missing } else { Cell::Text(Notice::Estimate.title(language)) };
        row.push(kind);
        rows.push(row);
    }
    let mut notices = notices;
    if estimate {
        notices.push(Notice::Estimate);
    }
    let mut columns = vec![
        Column::words("head", words::heading_head(language)),
        Column::words("clause", words::heading_clause(language)),
        Column::figures("due", amount_heading(language, assessed.sound.contract.currency)),
    ];
    columns.extend(count_columns(language));
    columns.push(Column::words("notice", words::heading_notice(language)));
    Table { title: words::command_owed_title(language, Quantity::Date(day)), notices, columns, rows }
}

/// How the checks of evidence against evidence came out.
pub fn controls(
    assessed: &ContractAssessment,
    totals: &Totals,
    notices: Vec<Notice>,
    language: Language,
) -> Option<Table> {
    let contract = &assessed.sound.contract;
    let names = Names::of(contract, language);
    let controls = totals.clauses.iter().filter(|total| total.head.is_none());
    let rows: Vec<Vec<Cell>> = controls
        .map(|total| {
            let mut row = vec![Cell::Text(clause_name(contract, total, &names, language))];
            row.extend(counts(total));
            row
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let holds = |index: usize| Status::ALL.get(index).copied();
    let mut columns = vec![Column::words("control", words::heading_control(language))];
    for (index, mut column) in count_columns(language).into_iter().enumerate() {
        match holds(index) {
            Some(Status::Due) => column.heading = words::heading_holds(language),
            Some(Status::ZeroByRule) => column.heading = words::heading_does_not_hold(language),
            _ => {}
        }
        columns.push(column);
    }
    Some(Table { title: words::command_controls_title(language), notices, columns, rows })
}

/// Readings side by side: the money between them.
pub fn readings(assessed: &ContractAssessment, notices: Vec<Notice>, language: Language) -> Option<Table> {
    let contract = &assessed.sound.contract;
    let names = Names::of(contract, language);
    let with_readings = assessed.totals.clauses.iter().filter(|total| total.reading.is_some());
    let mut rows = Vec::new();
    for total in with_readings {
        let in_use = assessed.totals.clauses.iter().find(|other| other.clause == total.clause && other.in_use)?;
        let change = total.due_centimes - in_use.due_centimes;
        let used = if total.in_use { Cell::Text(words::command_reading_in_use(language)) } else { Cell::Missing };
        let mut row = vec![
            Cell::Text(clause_name(contract, total, &names, language)),
            Cell::Text(Rendered::quoted(total.reading.as_deref().unwrap_or_default())),
            used,
            money(total.due_centimes),
            money(change),
        ];
        row.extend(counts(total));
        rows.push(row);
    }
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![
        Column::words("clause", words::heading_clause(language)),
        Column::words("reading", words::heading_reading(language)),
        Column::words("in_use", Rendered::default()),
        Column::figures("due", amount_heading(language, assessed.sound.contract.currency)),
        Column::figures("difference", words::heading_difference(language)),
    ];
    columns.extend(count_columns(language));
    let mut notices = notices;
    notices.push(Notice::Estimate);
    Some(Table { title: words::command_readings_title(language), notices, columns, rows })
}

/// What the estimates of a contract rest on, each cause once, in words.
pub fn causes(assessed: &ContractAssessment, language: Language) -> Option<Rendered> {
    let names = Names::of(&assessed.sound.contract, language);
    let in_use = assessed.totals.clauses.iter().zip(&assessed.estimates);
    let mut causes: Vec<&EstimateCause> =
        in_use.filter(|(total, _)| total.in_use && total.head.is_some()).flat_map(|(_, causes)| causes).collect();
    causes.sort();
    causes.dedup();
    if causes.is_empty() {
        return None;
    }
    let places = causes.iter().filter(|cause| cause.what == EstimateKind::Place).count();
    let mut told: Vec<String> = causes
        .iter()
        .filter(|cause| cause.what != EstimateKind::Place)
        .map(|cause| presentation::account::cause(language, cause, &names).text())
        .collect();
    if places > 0 {
        told.push(words::command_estimate_places(language, places.to_string()).text());
    }
    Some(words::command_estimates_rest_on(language, Rendered::plain(&told.join("; "))))
}

fn clause_name(contract: &Contract, total: &ClauseTotal, names: &Names, language: Language) -> Rendered {
    let clauses = contract.clauses.iter().chain(&contract.controls);
    let found = clauses.filter(|clause| clause.id == total.clause).find(|clause| clause.reading == total.reading);
    found
        .and_then(|clause| label(&clause.labels, language, &contract.authoritative))
        .map_or_else(|| names.name(&total.clause), Rendered::plain)
}

/// How many determinations stand where; then, beside and not among them, operators of whom nothing was filed.
fn counts(total: &ClauseTotal) -> Vec<Cell> {
    let count = |number: &u64| Cell::Quantity(Quantity::Count(i64::try_from(*number).unwrap_or(i64::MAX)));
    total.count.iter().chain([&total.never_filed]).map(count).collect()
}

fn count_columns(language: Language) -> Vec<Column> {
    const KEYS: [&str; 5] = ["due_count", "zero_by_rule", "not_applicable", "pending", "not_evaluated"];
    let heading = |status: Status| word(language, List::Status, status.word());
    let columns = Status::ALL.into_iter().zip(KEYS).map(|(status, key)| Column::figures(key, heading(status)));
    columns.chain([Column::figures("never_filed", words::heading_never_filed(language))]).collect()
}

/// A total; one too large for the type of an amount is shown as missing rather than wrong.
fn money(centimes: i128) -> Cell {
    i64::try_from(centimes)
        .map_or(Cell::Missing, |centimes| Cell::Quantity(Quantity::Amount(Money::from_centimes(centimes))))
}
