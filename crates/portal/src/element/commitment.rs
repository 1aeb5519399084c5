//! A commitment: its verdict, why, and its figures, each in the perimeter it was published in.

use contract::model::{Confidence, Labels};
use contract::money::Decimal;
use contract::unit::{Base, Unit};
use contract::verdict::{Figure, LevelReading, Verdict};
use maud::{Markup, html};
use presentation::chart::{Bullet, Measure, Palette, Spark};
use presentation::quantity::in_unit;
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, because};

use super::frame::{day, drawn};
use super::mark::{marked, named};
use super::words::{figure, label, label_words, name_of, said};
use office::answer::Names;
use office::answer::commitments::{CommitmentView, PartyView};

/// The verdict's word in lists.
#[must_use]
pub fn code(verdict: Verdict) -> String {
    verdict.word().replace(' ', "_")
}

/// The name of the commitment in words.
#[must_use]
pub fn name(language: Language, commitment: &CommitmentView) -> Rendered {
    label_words(language, &commitment.labels, &commitment.names.authoritative)
}

/// Why the verdict is what it is.
#[must_use]
pub fn why(language: Language, commitment: &CommitmentView) -> Rendered {
    let name = |id: &str| name_of(&commitment.names, language, id);
    because(language, &commitment.judged.because, commitment.unit, &name)
}

/// What the indicator's figures measure.
#[must_use]
pub fn measure(unit: Unit) -> Measure {
    match (unit.of, unit.per) {
        (Some(Base::Currency(currency)), None) => Measure::Money(currency),
        (Some(Base::Job), None) => Measure::Counted(presentation::Unit::Jobs),
        (Some(Base::Person), None) => Measure::Counted(presentation::Unit::Persons),
        (Some(Base::SquareMetre), None) => Measure::Area,
        _ => Measure::Number,
    }
}

/// A figure in the unit of the indicator.
#[must_use]
pub fn value(language: Language, unit: Unit, number: Decimal) -> Markup {
    figure(language, &in_unit(number, unit))
}

/// The commitment in the margin of its article.
#[must_use]
pub fn card(language: Language, commitment: &CommitmentView) -> Markup {
    let judged = &commitment.judged;
    html! {
        section.card id={ "commitment-" (commitment.id) } {
            h3 { (label(language, &commitment.labels, &commitment.names.authoritative)) }
            p.verdict { (marked(language, List::Verdict, &code(judged.verdict))) }
            p.why { (said(&why(language, commitment))) }
            (figures(language, commitment))
            (pictures(language, commitment))
            p.who { (who(language, &commitment.parties, &commitment.names.authoritative)) }
            (elsewhere(language, commitment))
        }
    }
}

/// Everything published of the series in other perimeters: each figure alone, never joined or subtracted.
fn elsewhere(language: Language, commitment: &CommitmentView) -> Markup {
    html! { @if !commitment.elsewhere.is_empty() { details {
        summary { (said(&w::page_published_elsewhere(language, whole(commitment.elsewhere.len())))) }
        ul.plain { @for figure in &commitment.elsewhere { li { (published(language, &commitment.names, commitment.unit, figure)) } } }
    } } }
}

/// Target, figure, gap and date, as far as there are any.
#[must_use]
pub fn figures(language: Language, commitment: &CommitmentView) -> Markup {
    let (judged, unit) = (&commitment.judged, commitment.unit);
    html! {
        @if let Some(level) = judged.level {
            dl.facts {
                dt { (said(&w::heading_target(language))) }
                dd { (value(language, unit, level)) @if let Some(baseline) = judged.baseline {
                    " " span.quiet { (said(&w::page_from_baseline(language, in_unit(baseline.value, unit)))) (doubt(language, baseline.confidence)) }
                } }
                @if let Some(figure) = &judged.figure {
                    dt { (said(&w::heading_actual(language))) }
                    dd { (published(language, &commitment.names, unit, figure)) }
                    @if let Some(distance) = judged.distance {
                        dt { (said(&w::heading_gap(language))) }
                        dd { (value(language, unit, distance)) }
                    }
                } @else if let Some(figure) = &judged.last_known {
                    dt { (said(&w::page_last_published(language))) }
                    dd { (published(language, &commitment.names, unit, figure)) }
                }
                @if let Some(by) = judged.by { dt { (said(&w::heading_due_date(language))) } dd { (day(language, by)) } }
                @for reading in &judged.readings { @if reading.level != level {
                    dt { (named(language, List::LevelReading, reading_code(reading.reading))) }
                    dd { (value(language, unit, reading.level)) }
                } }
            }
        }
    }
}

const fn reading_code(reading: LevelReading) -> &'static str {
    match reading {
        LevelReading::Level => "level",
        LevelReading::Additional => "additional",
    }
}

/// A published figure with its period and perimeter.
#[must_use]
pub fn published(language: Language, names: &Names, unit: Unit, figure: &Figure) -> Markup {
    let unit = figure.unit.as_deref().and_then(Unit::parse).unwrap_or(unit);
    html! {
        (value(language, unit, figure.value)) " "
        span.quiet {
            (said(&presentation::verdict::figure_period(language, figure.period))) " · " (perimeter(language, names, &figure.perimeter))
            @if let Some(day) = figure.published { " · " (said(&w::page_published_on(language, Quantity::Date(day)))) }
            (doubt(language, figure.confidence))
        }
    }
}

/// The perimeter of a figure: a place by its name, a publication by its own, with the time of it.
#[must_use]
pub fn perimeter(language: Language, names: &Names, code: &str) -> Markup {
    let told = perimeter_name(language, names, code);
    match code.starts_with("unstated:") {
        true => said(&w::page_perimeter_unstated(language, told)),
        false => said(&w::page_perimeter(language, told)),
    }
}

/// Its name alone.
#[must_use]
pub fn perimeter_name(language: Language, names: &Names, code: &str) -> Rendered {
    match code.split_once(':') {
        Some(("unstated", source)) => {
            let (publisher, when) = dated(source);
            let publisher = word(language, List::Publisher, publisher);
            when.map_or(publisher.clone(), |when| w::page_publisher_in(language, publisher, when))
        }
        Some((_, place)) => name_of(names, language, place),
        None => word(language, List::Perimeter, code),
    }
}

/// A publisher and when it published: `press_2020_01` is the press in January 2020.
fn dated(source: &str) -> (&str, Option<Quantity>) {
    let (at, month) = source.rsplit_once('_').unwrap_or((source, ""));
    if let Some((publisher, year)) = at.rsplit_once('_')
        && let Ok(month) = format!("{year}-{month}").parse()
    {
        return (publisher, Some(Quantity::Month(month)));
    }
    match month.parse() {
        Ok(year) if month.len() == 4 => (at, Some(Quantity::Year(year))),
        _ => (source, None),
    }
}

/// How far something may be trusted, where it is less than official.
#[must_use]
pub fn doubt(language: Language, confidence: Confidence) -> Markup {
    html! { @if confidence != Confidence::Official { " · " (marked(language, List::Confidence, confidence_code(confidence))) } }
}

/// The code of a confidence.
#[must_use]
pub const fn confidence_code(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Official => "official",
        Confidence::Reprint => "reprint",
        Confidence::Press => "press",
        Confidence::Inferred => "inferred",
        Confidence::Assumed => "assumed",
    }
}

fn pictures(language: Language, commitment: &CommitmentView) -> Markup {
    let label = name(language, commitment);
    let measure = measure(commitment.unit);
    let id = format!("{}-{}", commitment.contract, commitment.id);
    let spark = (commitment.points.len() > 1).then(|| {
        let points = commitment.points.clone();
        let target = commitment.judged.level;
        Spark { id: format!("spark-{id}"), label: label.clone(), measure, points, target }.svg(language, Palette::Css)
    });
    html! {
        @if let Some(spark) = spark { (drawn(spark)) }
        @else if compares(commitment) { (bullet(language, commitment)) }
    }
}

/// Whether the figure was counted as the target is: only then may the two share a bar.
#[must_use]
pub fn compares(commitment: &CommitmentView) -> bool {
    commitment.judged.figure.is_some() && commitment.judged.verdict != Verdict::CannotBeDetermined
}

/// Actual, target and baseline in one bar; nothing where there is no target.
#[must_use]
pub fn bullet(language: Language, commitment: &CommitmentView) -> Markup {
    let Some(target) = commitment.judged.level else { return html! {} };
    let bullet = Bullet {
        id: format!("bullet-{}-{}", commitment.contract, commitment.id),
        label: name(language, commitment),
        measure: measure(commitment.unit),
        actual: commitment.judged.figure.as_ref().map(|figure| figure.value),
        target,
        baseline: commitment.judged.baseline.map(|baseline| baseline.value),
        tolerated: None,
    };
    drawn(bullet.svg(language, Palette::Css))
}

/// Who commits.
#[must_use]
pub fn who(language: Language, parties: &[PartyView], authoritative: &str) -> Markup {
    html! { @for (index, party) in parties.iter().enumerate() {
        @if index > 0 { (said(&Rendered::plain(if language == Language::Ar { "، " } else { ", " }))) }
        (label(language, &short_of(&party.labels), authoritative))
    } }
}

/// A party's short name, where its label ends in one: `… (APEBI)`.
fn short_of(labels: &Labels) -> Labels {
    let short = |text: &String| match text.rsplit_once('(') {
        Some((_, end)) if end.ends_with(')') => end.trim_end_matches(')').to_owned(),
        _ => text.clone(),
    };
    labels.iter().map(|(tag, text)| (tag.clone(), short(text))).collect()
}

/// How many things, as words.
#[must_use]
pub fn count(language: Language, number: usize, unit: presentation::Unit) -> Rendered {
    presentation::quantity(language, &Quantity::Counted(whole(number), unit))
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
