//! Verdicts: the rule is written before the figures; perimeters are never chained.

use contract::model::*;
use contract::source::Span;
use contract::unit::{Base, Unit};
use contract::verdict::{Because, Figure, FigurePeriod, Judged, LevelReading, Verdict, judge};

use crate::build::*;

fn figure(period: &str, perimeter: &str, value: &str) -> Figure {
    Figure {
        series: "jobs_stock".into(),
        period: period.parse().expect("a period"),
        perimeter: perimeter.into(),
        value: decimal(value),
        unit: None,
        confidence: Confidence::Press,
        source: "https://example.org".into(),
        note: String::new(),
        published: None,
    }
}

/// 60,000 jobs on 63,000 by the end of 2020, with a step at the end of 2018.
fn promised(perimeter: Option<&str>, by: Option<&str>) -> Contract {
    let mut contract = contract();
    contract.indicators.push(Indicator {
        id: "jobs".into(),
        labels: Labels::new(),
        basis: "art-1".into(),
        measure: Measure::Stock,
        unit: Unit::of(Base::Job),
        series: "jobs_stock".into(),
        perimeter: perimeter.map(str::to_owned),
        span: Span::START,
    });
    let target = Target {
        indicator: "jobs".into(),
        level: decimal("123000"),
        additional: Some(decimal("60000")),
        baseline: Some((decimal("63000"), Confidence::Official)),
        by: by.map(date),
        path: vec![(date("2018-12-31"), decimal("90000"))],
    };
    contract.commitments.push(Commitment {
        id: "jobs-2020".into(),
        labels: Labels::new(),
        basis: "art-1".into(),
        parties: vec!["apebi".into()],
        confidence: Confidence::Official,
        kind: CommitmentKind::Target(target),
        span: Span::START,
    });
    contract
}

fn judged(contract: &Contract, figures: &[Figure], on: &str) -> Judged {
    judge(contract, &contract.commitments[0], figures, date(on))
}

fn with(figures: &[(&str, &str)], on: &str) -> Verdict {
    let figures: Vec<Figure> = figures.iter().map(|(period, value)| figure(period, "ministry", value)).collect();
    judged(&promised(Some("ministry"), Some("2020-12-31")), &figures, on).verdict
}

#[test]
fn the_way_to_a_target() {
    assert_eq!(with(&[("2017", "70000")], "2018-06-30"), Verdict::NotYetDue);
    assert_eq!(with(&[("2017", "123000")], "2018-06-30"), Verdict::Met);
    assert_eq!(with(&[("2018", "90000")], "2019-06-30"), Verdict::OnCourse);
    assert_eq!(with(&[("2018-12-31", "89999")], "2019-06-30"), Verdict::AtRisk);
    assert_eq!(with(&[("2017", "89999")], "2019-06-30"), Verdict::CannotBeDetermined);
    assert_eq!(with(&[("2019-H1", "95000"), ("2018", "80000")], "2019-09-30"), Verdict::OnCourse);
    assert_eq!(with(&[("2020", "123000")], "2021-01-01"), Verdict::Met);
    assert_eq!(with(&[("2020", "122999")], "2021-01-01"), Verdict::NotMet);
    // A figure of another period is not that of the horizon, however near.
    assert_eq!(with(&[("2019", "130000"), ("2021-H1", "130000")], "2021-12-31"), Verdict::CannotBeDetermined);
    // A figure for a day to come is a forecast and no figure.
    assert_eq!(with(&[("2017", "70000"), ("2020", "123000")], "2018-06-30"), Verdict::NotYetDue);
}

#[test]
fn a_figure_is_known_from_its_own_day_of_publication() {
    let contract = promised(Some("ministry"), Some("2020-12-31"));
    let published = |period, value, on| Figure { published: Some(date(on)), ..figure(period, "ministry", value) };
    // In one file, with one day of recording, each has its own.
    let figures = [published("2018", "90000", "2019-06-01"), published("2019", "80000", "2020-03-15")];
    assert_eq!(judged(&contract, &figures, "2019-05-31").verdict, Verdict::CannotBeDetermined);
    assert_eq!(judged(&contract, &figures, "2019-06-01").verdict, Verdict::OnCourse);
    assert_eq!(judged(&contract, &figures, "2020-03-14").verdict, Verdict::OnCourse);
    assert_eq!(judged(&contract, &figures, "2020-03-15").verdict, Verdict::AtRisk);
    // A day of publication never reveals a period that is not over.
    let early = [published("2020", "200000", "2018-01-01")];
    assert_eq!(judged(&contract, &early, "2020-12-30").verdict, Verdict::CannotBeDetermined);
}

#[test]
fn without_perimeter_horizon_or_figure_the_last_known_figure_is_told_and_no_verdict() {
    let figures = [figure("2018-12-31", "oxford", "80000"), figure("2015", "contract_baseline", "63000")];
    let cases = [
        (promised(None, Some("2020-12-31")), Because::NoPerimeter),
        (promised(Some("ministry"), None), Because::NoHorizon),
        (promised(Some("ministry"), Some("2020-12-31")), Because::NoFigureInPerimeter { perimeter: "ministry".into() }),
    ];
    for (contract, because) in cases {
        let told = judged(&contract, &figures, "2026-11-24");
        assert_eq!((told.verdict, &told.because), (Verdict::CannotBeDetermined, &because));
        assert_eq!(told.last_known.as_ref().map(|figure| figure.perimeter.as_str()), Some("oxford"));
        assert_eq!(told.distance, Some(decimal("43000")));
        assert!(told.figure.is_none());
    }
}

#[test]
fn a_number_that_may_be_a_level_or_an_addition_is_judged_both_ways() {
    let figures = [figure("2020", "ministry", "100000")];
    let told = judged(&promised(Some("ministry"), Some("2020-12-31")), &figures, "2021-06-30");
    let readings: Vec<_> = told.readings.iter().map(|r| (r.reading, r.level.to_string(), r.verdict)).collect();
    assert_eq!(
        readings,
        [
            (LevelReading::Additional, "123000".to_owned(), Verdict::NotMet),
            (LevelReading::Level, "60000".to_owned(), Verdict::Met),
        ]
    );
    assert_eq!(told.readings[1].distance, Some(decimal("-40000")));
}

#[test]
fn creations_count_from_nothing_and_over_whole_years() {
    let mut contract = promised(Some("fnh"), Some("2020-12-31"));
    contract.indicators[0].measure = Measure::GrossCreations;
    let mut created = figure("2016..2020", "fnh", "51000");
    let told = judged(&contract, std::slice::from_ref(&created), "2021-06-30");
    assert_eq!((told.verdict, told.level), (Verdict::NotMet, Some(decimal("60000"))));
    created.period = FigurePeriod::Day(date("2020-12-31"));
    assert_eq!(judged(&contract, &[created], "2021-06-30").verdict, Verdict::CannotBeDetermined);
}

#[test]
fn figures_in_another_unit_or_series_are_not_figures_of_it() {
    let mut euro = figure("2020", "ministry", "200000");
    euro.unit = Some("EUR".into());
    let mut other = figure("2020", "ministry", "200000");
    other.series = "jobs_created_gross".into();
    let contract = promised(Some("ministry"), Some("2020-12-31"));
    let told = judged(&contract, &[euro, other], "2021-06-30");
    assert_eq!((told.verdict, told.last_known), (Verdict::CannotBeDetermined, None));
}

#[test]
fn what_only_a_person_can_judge_has_no_measure() {
    let mut contract = promised(None, None);
    contract.commitments[0].kind = CommitmentKind::Judgement { judgement: "land".into() };
    let told = judged(&contract, &[], "2021-06-30");
    assert_eq!(told.verdict, Verdict::NoMeasureAgreed);
    assert_eq!(told.because, Because::Judged { judgement: "land".into(), by: None });
}

#[test]
fn periods_are_read_and_written_alike() {
    for (text, last) in [
        ("2024-12-31", "2024-12-31"),
        ("2024", "2024-12-31"),
        ("2025-H1", "2025-06-30"),
        ("2024-Q3", "2024-09-30"),
        ("2016..2018", "2018-12-31"),
    ] {
        let period: FigurePeriod = text.parse().expect("a period");
        assert_eq!((period.to_string(), period.last_day()), (text.to_owned(), Some(date(last))));
    }
    for text in ["2024-13-01", "24", "2025-H3", "2024-Q5", "2018..2016", "2024-12", ""] {
        assert!(text.parse::<FigurePeriod>().is_err(), "{text}");
    }
}
