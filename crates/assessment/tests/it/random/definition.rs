//! Random definitions for the agreement test: jobs read from payroll or declarations, and a head count by month.

use contract::calendar::Month;
use contract::model::{
    At, Comparison, Confidence, Definition, DefinitionKind, Expr, HiresCount, IfNone, Labels, Mechanism, PeriodKey,
    Rank, Series, SpellSource, Spells, Step, Ties, ValueType, Window,
};
use contract::source::Span;
use contract::unit::Unit;

use super::Draws;
use super::expression::{compare, decimal, word};

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn definition(id: &str, kind: DefinitionKind) -> Definition {
    Definition {
        id: id.to_owned(),
        labels: Labels::new(),
        basis: String::new(),
        confidence: Confidence::Assumed,
        kind,
        span: Span::START,
    }
}

/// A job: from payroll, from declarations, or from both in either order.
pub fn job(draws: &mut Draws<'_>) -> Definition {
    let left = || Box::new(Expr::RowColumn("left".to_owned()));
    let stays = Expr::Compare(left(), Comparison::Greater, Box::new(Expr::RowEnd(PeriodKey::Month)));
    let payroll = SpellSource {
        table: "payroll".to_owned(),
        present: Expr::Or(vec![Expr::IsBlank(left()), stays]),
        situation: None,
        counting: Vec::new(),
        bridging: Vec::new(),
        ending: Vec::new(),
        left: (!draws.once_in(4)).then(|| "left".to_owned()),
    };
    let bds = SpellSource {
        table: "bds".to_owned(),
        present: compare(Expr::RowColumn("days".to_owned()), Comparison::Greater, Expr::Number(decimal(0, 0))),
        situation: Some("situation".to_owned()),
        counting: words(draws.one_of(&[&["IT", "MP"][..], &[]])),
        bridging: words(draws.one_of(&[&["MS", "CS"][..], &["MS"]])),
        ending: words(&["SO", "DE"]),
        left: None,
    };
    let sources = match draws.below(4) {
        0 => vec![payroll],
        1 => vec![payroll, bds],
        2 => vec![bds, payroll],
        _ => vec![bds],
    };
    let contract = Expr::Column {
        table: "payroll".to_owned(),
        column: "contract".to_owned(),
        at: At::FirstMonth,
        if_none: IfNone::Fails,
    };
    let permanent = compare(contract, Comparison::Equal, word("permanent"));
    let rank = Rank {
        id: "hire_rank".to_owned(),
        among: (!draws.once_in(3)).then_some(permanent),
        then: if draws.once_in(2) { Vec::new() } else { vec![("payroll".to_owned(), "gross_taxable".to_owned())] },
        ties: draws.one_of(&[Ties::Share, Ties::NotEvaluated, Ties::All]),
        confidence: Confidence::Assumed,
    };
    let spells = Spells {
        sources,
        gap_months: draws.below(3),
        hired: (!draws.once_in(3)).then(|| ("payroll".to_owned(), "hired".to_owned())),
        hires_count: draws.one_of(&[HiresCount::FirstMonthOfRows, HiresCount::MonthOfHire]),
        ranks: vec![rank],
    };
    definition("job", DefinitionKind::Spells(spells))
}

/// A head count with its reference and what exceeds it.
pub fn posts(draws: &mut Draws<'_>) -> Definition {
    let step = |id: &str, mechanism| Step {
        id: id.to_owned(),
        mechanism,
        value_type: ValueType::Number(Unit::NONE),
        span: Span::START,
    };
    let created = || Expr::Column {
        table: "operator".to_owned(),
        column: "created".to_owned(),
        at: At::Always,
        if_none: IfNone::Fails,
    };
    let june = || Expr::Date("2025-06-30".parse().expect("a day"));
    let filter = compare(Expr::RowColumn("contract".to_owned()), Comparison::Equal, word("permanent"));
    let is_new = compare(created(), Comparison::Greater, june());
    let floor = if draws.once_in(5) {
        Mechanism::AtLeast { of: Expr::Step(1), bound: Expr::Number(decimal(2, 0)) }
    } else if draws.once_in(5) {
        Mechanism::Difference { from: Expr::Step(0), less: Expr::Step(1) }
    } else if draws.once_in(3) {
        Mechanism::Ratio { of: Expr::Step(1), to: Expr::Number(decimal(3, 0)), if_zero: None }
    } else {
        Mechanism::Choose { cases: vec![(is_new, Expr::Number(decimal(0, 0)))], otherwise: Expr::Step(1) }
    };
    let from = if draws.once_in(3) { created() } else { june() };
    let series = Series {
        table: "payroll".to_owned(),
        steps: vec![
            step(
                "staff",
                Mechanism::Count {
                    table: "payroll".to_owned(),
                    filter: (!draws.once_in(3)).then_some(filter),
                    over: Window::Own,
                },
            ),
            step("then", Mechanism::AtMonth { step: 0, month: Month::new(2025, 6).expect("a month") }),
            step("floor", floor),
            step("added", Mechanism::RunningExcess { of: 0, above: Expr::Step(2), from }),
        ],
    };
    definition("posts", DefinitionKind::Series(series))
}
