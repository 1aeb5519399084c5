//! The document about a run: every figure to reach with what was reached, then how, on what, and within which limits.

use std::fmt::Write as _;

use contract::money::Decimal;
use presentation::chart::{BarRow, Bars, Frame, Measure, Palette};
use presentation::terminal::Bar;
use presentation::{Language, Rendered};

use crate::record::{Equality, Growth, Intake, Later, Record, Size, median, ratio};
use crate::scope::name;

/// A figure to reach, and what was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is measured.
    pub what: String,
    /// The figure.
    pub figure: &'static str,
    /// What was measured.
    pub reached: String,
    /// Whether it is met; nothing where it was not measured.
    pub met: Option<bool>,
}

/// Microseconds in the unit that people read.
#[must_use]
pub fn time(microseconds: u64) -> String {
    match microseconds {
        0..1_000 => format!("{microseconds} µs"),
        1_000..100_000 => format!("{}.{} ms", microseconds / 1_000, microseconds % 1_000 / 100),
        100_000..1_000_000 => format!("{} ms", microseconds / 1_000),
        _ => format!("{}.{:02} s", microseconds / 1_000_000, microseconds % 1_000_000 / 10_000),
    }
}

fn times(hundredths: u64) -> String {
    format!("{}.{:02} ×", hundredths / 100, hundredths % 100)
}

fn millions(number: u64) -> String {
    format!("{}.{} million", number / 1_000_000, number % 1_000_000 / 100_000)
}

fn memory(kib: u64) -> String {
    format!("{} MiB", kib.div_ceil(1_024))
}

/// The one that nineteen in twenty do not exceed.
fn at_most_of_twenty(sorted: &[u64]) -> u64 {
    sorted.get((sorted.len() * 19 / 20).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0)
}

fn duckdb(size: &Size) -> Option<u64> {
    [name::DUCKDB, name::DUCKDB_MERGED].iter().filter_map(|name| size.median(name)).min()
}

fn figure(what: String, figure: &'static str, reached: Option<(String, bool)>) -> Figure {
    match reached {
        Some((reached, met)) => Figure { what, figure, reached, met: Some(met) },
        None => Figure { what, figure, reached: "not measured".to_owned(), met: None },
    }
}

/// Every figure to reach.
#[must_use]
pub fn figures(record: &Record) -> Vec<Figure> {
    let mut all = Vec::new();
    for size in &record.sizes {
        let of = millions(size.payroll_rows);
        let ours = size.median(name::OURS);
        let slower = |other: Option<u64>, ours: Option<u64>| Some(ratio(other?, ours?));
        all.push(figure(
            format!("all clauses over {of} person-months, against DuckDB SQL on the same files"),
            "at least 3 × faster",
            slower(duckdb(size), ours).map(|ratio| (format!("{} faster", times(ratio)), ratio >= 300)),
        ));
        all.push(figure(
            format!("the same, against decoding the needed columns only ({of})"),
            "at most 2.5 × the floor",
            slower(ours, size.median(name::FLOOR)).map(|ratio| (times(ratio), ratio <= 250)),
        ));
        let openfisca = slower(size.median(name::OPENFISCA), size.median(name::EXPRESSED));
        if openfisca.is_some() {
            all.push(figure(
                format!("against OpenFisca on the five clauses that it can express, load included ({of})"),
                "at least 5 × faster",
                openfisca.map(|ratio| (format!("{} faster", times(ratio)), ratio >= 500)),
            ));
        }
    }
    let Some(largest) = record.sizes.last() else { return all };
    let of = millions(largest.payroll_rows);
    let peak = largest.run(name::OURS).map(|run| run.peak_kib);
    all.push(figure(
        format!("peak memory over {of} person-months"),
        "at most 1.5 GiB",
        peak.map(|kib| (memory(kib), kib <= 1_536 * 1_024)),
    ));
    for growth in &record.growth {
        let Growth { of, processor_microseconds: (before, after), .. } = growth;
        let ratio = ratio(*after, *before);
        // What shares work costs less than twice as much, which nobody minds.
        all.push(figure(
            format!("cost when {of} double"),
            if of == "clauses" { "at most 2.2 ×" } else { "2.0 × ± 10 %" },
            Some((times(ratio), ratio <= 220 && (ratio >= 180 || of == "clauses"))),
        ));
    }
    all.push(figure(
        "a new month of one operator among many, to updated figures".to_owned(),
        "at most 1/200 of the full assessment, or 50 ms",
        record.later.as_ref().map(|later| {
            let (updated, full) = (median(&later.updated), median(&later.full));
            let part = full / updated.max(1);
            (format!("{}, 1/{part} of {}", time(updated), time(full)), updated <= 50_000 || part >= 200)
        }),
    ));
    for (what, acts) in [
        (format!("explanation of one amount over {of} person-months, in a running process"), &largest.explain),
        ("the same, the whole of `mithaq explain`".to_owned(), &largest.explain_command),
    ] {
        let slowest = at_most_of_twenty(acts);
        let told = format!("{} in the middle, {} for 19 in 20", time(median(acts)), time(slowest));
        all.push(figure(what, "under 50 ms", (!acts.is_empty()).then_some((told, slowest < 50_000))));
    }
    all
}

/// The table of figures, for the terminal and the document.
#[must_use]
pub fn table(record: &Record) -> String {
    let mut text = "| What | To reach | Reached | |\n| --- | --- | --- | --- |\n".to_owned();
    for Figure { what, figure, reached, met } in figures(record) {
        let met = match met {
            Some(true) => "met",
            Some(false) => "**not met**",
            None => "not measured",
        };
        let _ = writeln!(text, "| {what} | {figure} | {reached} | {met} |");
    }
    text
}

/// The figures for a terminal: one below the other, with a bar for what each contestant takes.
#[must_use]
pub fn terminal(record: &Record) -> String {
    let mut text = String::new();
    let all = figures(record);
    let widest = all.iter().map(|figure| figure.what.chars().count()).max().unwrap_or(0);
    let to_reach = all.iter().map(|figure| figure.figure.chars().count()).max().unwrap_or(0);
    for Figure { what, figure, reached, met } in all {
        let mark = match met {
            Some(true) => "met    ",
            Some(false) => "NOT MET",
            None => "?      ",
        };
        let _ = writeln!(text, "{mark}  {what:widest$}  {figure:to_reach$}  {reached}");
    }
    for size in &record.sizes {
        let runs: Vec<_> = size.runs.iter().filter(|run| run.failed.is_none()).collect();
        let longest = runs.iter().map(|run| median(&run.microseconds)).max().unwrap_or(1);
        let _ = writeln!(text, "\n{} person-months", millions(size.payroll_rows));
        for run in runs {
            let took = median(&run.microseconds);
            let bar = Bar { from: 0, to: i128::from(longest), value: i128::from(took) }.draw(40);
            let _ = writeln!(text, "  {:24} {bar} {:>9}", run.name, time(took));
        }
    }
    text
}

/// Times on the largest evidence that every contestant ran on, as a picture.
#[must_use]
pub fn picture(record: &Record) -> String {
    let compared = record.sizes.iter().rev().find(|size| size.run(name::OPENFISCA).is_some());
    let Some(size) = compared.or(record.sizes.last()) else { return String::new() };
    let plain = |text: &str| Rendered::plain(text);
    let runs = size.runs.iter().filter(|run| run.failed.is_none() && run.name != name::OPERATOR);
    let seconds = |microseconds: u64| Decimal::new(i128::from(microseconds / 1_000), 3);
    let rows = runs.map(|run| BarRow { label: plain(&run.name), value: Some(seconds(median(&run.microseconds))) });
    let bars = Bars {
        frame: Frame {
            id: "performance".to_owned(),
            language: Language::En,
            palette: Palette::Fixed,
            title: plain("What the clauses of the offer of 2025 take"),
            measure: plain(&format!("seconds, {} person-months, two processors", millions(size.payroll_rows))),
            source: plain(&format!("Measured on {}; generated evidence. docs/performance.md tells how.", record.date)),
            notices: Vec::new(),
        },
        category: ("contestant", plain("Contestant")),
        measure: Measure::Number,
        rows: rows.collect(),
    };
    bars.svg()
}

/// The document.
#[must_use]
pub fn document(record: &Record) -> String {
    let mut text = String::new();
    let machine = &record.machine;
    let _ = write!(
        text,
        "# Performance\n\n\
        Generated from the run of {} by `cargo run --release -p mithaq-benches`; change that, not this. One machine: {}, {} \
        cores used, {} GiB of memory, {}. Ratios are taken within this run; times on another machine differ.\n\n\
        ![Seconds that each contestant takes](pictures/performance.svg)\n\n\
        ## Figures to reach\n\n{}\n",
        record.date,
        machine.processor,
        machine.cores,
        machine.memory_mib.div_ceil(1_024),
        machine.system,
        table(record),
    );
    text.push_str(WHY);
    text.push_str("## What ran\n\n");
    for size in &record.sizes {
        size_told(&mut text, size);
    }
    if let Some(later) = &record.later {
        later_told(&mut text, later);
    }
    growth_told(&mut text, &record.growth);
    if let Some(intake) = &record.intake {
        intake_told(&mut text, intake);
    }
    text.push_str(METHOD);
    text.push_str("\n## Versions\n\n| | |\n| --- | --- |\n");
    for (name, version) in &record.versions {
        let _ = writeln!(text, "| {name} | {version} |");
    }
    text
}

const WHY: &str = include_str!("report/why.md");
const METHOD: &str = include_str!("report/method.md");

fn size_told(text: &mut String, size: &Size) {
    let plan = &size.plan;
    let _ = write!(
        text,
        "### {} person-months\n\n\
        {} operators that employed {} persons each over {} months, as known on {}: {} rows read, {} of them of the payroll \
        register; {} determinations in the readings in use.\n\n\
        | | Median | Fastest to slowest | Of it loading | Processors | Memory |\n| --- | --: | --- | --: | --: | --: |\n",
        millions(size.payroll_rows),
        plan.operators,
        plan.persons,
        plan.months,
        size.known_on,
        millions(size.rows),
        millions(size.payroll_rows),
        millions(size.determinations),
    );
    for run in &size.runs {
        if let Some(why) = &run.failed {
            let _ = writeln!(text, "| {} | did not come to an end: {why} | | | | |", run.name);
            continue;
        }
        let (least, most) = (run.microseconds.iter().min(), run.microseconds.iter().max());
        let span = least.zip(most).map(|(least, most)| format!("{} to {}", time(*least), time(*most)));
        let told = |times: &[u64]| if times.is_empty() { String::new() } else { time(median(times)) };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            run.name,
            time(median(&run.microseconds)),
            span.unwrap_or_default(),
            told(&run.load_microseconds),
            told(&run.processor_microseconds),
            memory(run.peak_kib),
        );
    }
    text.push('\n');
    for Equality { peer, totals, totals_different, keys, keys_different } in &size.equal {
        let _ =
            write!(text, "{peer}: {totals} totals by operator, clause and status compared, {totals_different} differ");
        match keys {
            Some(keys) => {
                let _ = writeln!(text, "; {keys} single keys compared (status, centimes), {keys_different} differ.");
            }
            None => text.push_str(".\n"),
        }
    }
    if !size.explain.is_empty() {
        let _ = writeln!(
            text,
            "\n{} explanations in a running process: {} to {}, {} in the middle. {} times `mithaq explain`, from start to end: \
            {} to {}, {} in the middle.",
            size.explain.len(),
            time(size.explain.first().copied().unwrap_or(0)),
            time(size.explain.last().copied().unwrap_or(0)),
            time(median(&size.explain)),
            size.explain_command.len(),
            time(size.explain_command.first().copied().unwrap_or(0)),
            time(size.explain_command.last().copied().unwrap_or(0)),
            time(median(&size.explain_command)),
        );
    }
    text.push('\n');
}

fn later_told(text: &mut String, later: &Later) {
    let _ = write!(
        text,
        "### One month later\n\n\
        One of {} operators hands in the payroll register and the declarations of the next month ({} persons declared, of {} \
        ever employed). {} operators did so one after the other; each time {} was computed anew, and all figures of all \
        contracts followed.\n\n\
        | | Median |\n| --- | --: |\n\
        | everything computed | {} |\n| nothing changed | {} |\n| taking the month in | {} |\n| updated figures | {} |\n\
        | gathering the month into the operator's edition, afterwards | {} |\n\n{}\n\n",
        later.operators,
        later.declared,
        later.persons,
        later.updated.len(),
        if later.computed == 1 { "one operator".to_owned() } else { format!("{} operators", later.computed) },
        time(median(&later.full)),
        time(median(&later.kept)),
        time(median(&later.intake)),
        time(median(&later.updated)),
        time(median(&later.gathered)),
        if later.same {
            "Computing everything again came to the same totals and the same hash of all determinations."
        } else {
            "**Computing everything again did not come to the same.**"
        },
    );
}

fn growth_told(text: &mut String, growth: &[Growth]) {
    text.push_str(
        "### Growth\n\nProcessor time of an assessment, reading included. Before and after ran by turns; the pair in the middle of several counts.\n\n\
        | Twice as many | Rows | Determinations | Cost |\n| --- | --: | --: | --: |\n",
    );
    for Growth { of, rows, determinations, processor_microseconds } in growth {
        let _ = writeln!(
            text,
            "| {of} | {} | {} | {} |",
            times(ratio(rows.1, rows.0)),
            times(ratio(determinations.1, determinations.0)),
            times(ratio(processor_microseconds.1, processor_microseconds.0)),
        );
    }
    text.push('\n');
}

fn intake_told(text: &mut String, intake: &Intake) {
    let speed = |times: &[u64]| {
        let megabytes = u128::from(intake.bytes) * 10 / u128::from(median(times).max(1));
        format!("{}.{} MB/s", megabytes / 10, megabytes % 10)
    };
    let _ = write!(
        text,
        "### Intake of e-BDS files\n\n{} files, {} MB, {} rows.\n\n\
        | | Speed |\n| --- | --: |\n| reading their bytes | {} |\n| reading and checking them to rows | {} |\n\
        | taking them in: pseudonyms, checks, manifests, tables on disk | {} |\n\n",
        intake.files,
        intake.bytes / 1_000_000,
        intake.rows,
        speed(&intake.plain),
        speed(&intake.read),
        speed(&intake.submitted),
    );
}
