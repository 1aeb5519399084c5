//! A commitment on the screen: who promised what, the verdict and its rule, every published figure of the series.

use contract::model::{Commitment, CommitmentKind};
use contract::unit::Unit;
use contract::verdict::{Figure, Judged};
use presentation::names::Names;
use presentation::quantity::in_unit;
use presentation::table::{Cell, Column, Table};
use presentation::verdict::{because, figure_period};
use presentation::words::marks::{List, mark, word};
use presentation::{Quantity, Rendered, words};

use crate::account::Text;
use crate::finding::word_of;
use crate::report;
use crate::screen::Screen;

/// Prints the commitment.
pub fn show(text: Text<'_>, commitment: &Commitment, judged: &Judged, figures: &[Figure], screen: &Screen) {
    let language = screen.language();
    let contract = text.contract;
    let names = Names::of(contract, language);
    let terminal = &screen.terminal;
    let verdict = mark(language, List::Verdict, report::verdict_code(judged.verdict));
    screen.print(&format!("{}  {}\n", terminal.mark(&verdict), terminal.text(&names.name(&commitment.id))));
    let parties: Vec<String> = commitment.parties.iter().map(|party| names.name(party).text()).collect();
    screen.print(&terminal.paragraph(&words::account_parties(language, Rendered::plain(&parties.join(", "))), 0));
    let series = match &commitment.kind {
        CommitmentKind::Target(target) => contract.indicators.iter().find(|one| one.id == target.indicator),
        CommitmentKind::Judgement { .. } => None,
    };
    let unit = series.map_or(Unit::NONE, |indicator| indicator.unit);
    let why = because(language, &judged.because, unit, &|id| names.name(id));
    screen.print(&terminal.paragraph(&words::account_why(language, why), 0));
    if let Some(level) = judged.level {
        screen.line(&words::account_level(language, in_unit(level, unit)));
    }
    if let Some(baseline) = judged.baseline {
        let confidence = word(language, List::Confidence, &word_of(&baseline.confidence));
        screen.line(&words::account_baseline(language, in_unit(baseline.value, unit), confidence));
    }
    if let Some(by) = judged.by {
        screen.line(&words::account_by(language, by));
    }
    if let Some(distance) = judged.distance.filter(|distance| distance.digits() > 0) {
        screen.line(&words::account_distance(language, in_unit(distance, unit)));
    }
    for reading in &judged.readings {
        let how = word(language, List::LevelReading, &word_of(&reading.reading));
        let verdict = word(language, List::Verdict, report::verdict_code(reading.verdict));
        screen.line(&words::account_reading(language, how, in_unit(reading.level, unit), verdict));
    }
    let article = text.document.article(&commitment.basis);
    let title = article.map_or(commitment.basis.clone(), |article| article.title.clone());
    screen.line(&words::account_article(language, Rendered::quoted(&title)));
    let Some(indicator) = series else { return };
    screen.gap();
    let rows = figures.iter().filter(|figure| figure.series == indicator.series).map(|figure| {
        vec![
            Cell::Text(figure_period(language, figure.period)),
            Cell::Quantity(in_unit(figure.value, unit)),
            Cell::Text(Rendered::quoted(&figure.perimeter)),
            Cell::Mark(mark(language, List::Confidence, &word_of(&figure.confidence))),
            figure.published.map_or(Cell::Missing, |day| Cell::Quantity(Quantity::Date(day))),
            Cell::Text(Rendered::quoted(&figure.source)),
        ]
    });
    let table = Table {
        title: words::account_figures(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("period", words::heading_period(language)),
            Column::figures("value", words::heading_value(language)),
            Column::words("perimeter", words::heading_perimeter(language)),
            Column::words("confidence", words::heading_confidence(language)),
            Column::words("published", words::heading_published(language)),
            Column::words("source", words::heading_source(language)),
        ],
        rows: rows.collect(),
    };
    screen.print(&terminal.table(&table));
}
