//! Why a commitment stands where it stands, and the periods of published figures, in words.
//!
//! The verdict itself is a mark ([`crate::words::marks`]); the judging is `contract::verdict`.

use contract::unit::Unit;
use contract::verdict::{Because, FigurePeriod};

use crate::locale::Language;
use crate::locale::catalogue::Value;
use crate::quantity::{Quantity, in_unit, quantity};
use crate::rendered::Rendered;
use crate::words;

/// Why the verdict is what it is, as the end of a sentence. `unit` is that of the indicator; `name` gives the reader's
/// name of a judgement, party, indicator or perimeter.
#[must_use]
pub fn because(language: Language, because: &Because, unit: Unit, name: &dyn Fn(&str) -> Rendered) -> Rendered {
    match because {
        Because::Judged { judgement, by: None } => words::because_judged(language, name(judgement)),
        Because::Judged { judgement, by: Some(by) } => words::because_judged_by(language, name(by), name(judgement)),
        Because::NoIndicator { indicator } => words::because_no_indicator(language, name(indicator)),
        Because::NoPerimeter => words::because_no_perimeter(language),
        Because::NoHorizon => words::because_no_horizon(language),
        Because::NoFigureInPerimeter { perimeter } => words::because_no_figure_in_perimeter(language, name(perimeter)),
        Because::NoFigureFor { by } => words::because_no_figure_for(language, *by),
        Because::LevelReached => words::because_level_reached(language),
        Because::Step { by, level } => words::because_step(language, *by, Value::from(in_unit(*level, unit))),
        Because::Horizon { by } => words::because_horizon(language, *by),
        Because::NothingDue { by } => words::because_nothing_due(language, *by),
    }
}

/// The period of a published figure.
#[must_use]
pub fn figure_period(language: Language, period: FigurePeriod) -> Rendered {
    let year = Quantity::Year;
    match period {
        FigurePeriod::Day(day) => quantity(language, &Quantity::Date(day)),
        FigurePeriod::Year(one) => quantity(language, &year(one)),
        FigurePeriod::Half(of, 1) => words::figure_half_1(language, year(of)),
        FigurePeriod::Half(of, _) => words::figure_half_2(language, year(of)),
        FigurePeriod::Quarter(of, 1) => words::figure_quarter_1(language, year(of)),
        FigurePeriod::Quarter(of, 2) => words::figure_quarter_2(language, year(of)),
        FigurePeriod::Quarter(of, 3) => words::figure_quarter_3(language, year(of)),
        FigurePeriod::Quarter(of, _) => words::figure_quarter_4(language, year(of)),
        FigurePeriod::Years(first, last) => words::figure_years(language, year(first), year(last)),
    }
}
