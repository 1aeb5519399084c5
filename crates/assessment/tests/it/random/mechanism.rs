//! Steps: every mechanism, over typed operands.

use contract::model::{Mechanism, RoundMode, Window};

use super::Draws;
use super::expression::{Keys, Scene, class, decimal, filter, number, truth};

/// A step that is a number.
pub fn mechanism(draws: &mut Draws<'_>, scene: &Scene) -> Mechanism {
    match draws.below(15) {
        0 | 1 => sum(draws, scene),
        2 => count(draws, scene),
        3 => Mechanism::Value(number(draws, scene, 2)),
        4 => Mechanism::PercentOf { of: number(draws, scene, 1), rate: number(draws, scene, 0) },
        5 => Mechanism::Product(vec![number(draws, scene, 0), number(draws, scene, 0)]),
        6 => {
            let if_zero = draws.once_in(2).then(|| decimal(1, 1));
            Mechanism::Ratio { of: number(draws, scene, 1), to: number(draws, scene, 1), if_zero }
        }
        7 => Mechanism::SumOf(vec![number(draws, scene, 1), number(draws, scene, 1), number(draws, scene, 0)]),
        8 => Mechanism::Difference { from: number(draws, scene, 1), less: number(draws, scene, 1) },
        9 => Mechanism::AtMost { of: number(draws, scene, 1), bound: number(draws, scene, 0) },
        10 => Mechanism::AtLeast { of: number(draws, scene, 1), bound: number(draws, scene, 0) },
        11 => Mechanism::Brackets { of: number(draws, scene, 1), scale: "scale".to_owned() },
        12 => Mechanism::Table { parameter: "by_class".to_owned(), by: class(draws, scene) },
        13 => Mechanism::Table { parameter: "bands".to_owned(), by: number(draws, scene, 0) },
        _ if scene.on_spells() && draws.once_in(2) => Mechanism::TiedShare { rank: 0, within: number(draws, scene, 1) },
        _ => Mechanism::Choose {
            cases: vec![
                (truth(draws, scene, 1), number(draws, scene, 0)),
                (truth(draws, scene, 0), number(draws, scene, 1)),
            ],
            otherwise: number(draws, scene, 0),
        },
    }
}

fn window(draws: &mut Draws<'_>, scene: &Scene) -> Window {
    match scene.keys {
        Keys::Spells => Window::FirstMonths(draws.one_of(&[12, 3, 24])),
        Keys::Anniversaries if draws.once_in(3) => Window::FirstMonths(12),
        _ => Window::Own,
    }
}

/// A table whose rows are folded: of quarters only where nothing splits the year.
fn folded(draws: &mut Draws<'_>, scene: &Scene) -> &'static str {
    match draws.below(6) {
        0 | 1 => "payroll",
        2 => "bds",
        3 => "training",
        4 if scene.quarters && !scene.on_spells() => "report",
        _ if !scene.on_spells() => scene.own,
        _ => "training",
    }
}

fn sum(draws: &mut Draws<'_>, scene: &Scene) -> Mechanism {
    let yearly = matches!(scene.keys, Keys::Yearly | Keys::Monthly) && draws.once_in(4);
    let (table, column) = match yearly {
        true => ("annual_tax", draws.one_of(&["gross_taxable", "net_taxable"])),
        false => {
            let table = folded(draws, scene);
            (table, if table == "bds" { "wage" } else { draws.one_of(&["gross_taxable", "tax_withheld"]) })
        }
    };
    let filter = (!yearly && draws.once_in(2)).then(|| filter(draws, table));
    Mechanism::Sum { table: table.to_owned(), column: column.to_owned(), filter, over: window(draws, scene) }
}

fn count(draws: &mut Draws<'_>, scene: &Scene) -> Mechanism {
    let table = folded(draws, scene);
    let filter = draws.once_in(2).then(|| filter(draws, table));
    Mechanism::Count { table: table.to_owned(), filter, over: window(draws, scene) }
}

/// Rounding of a step.
pub fn round(draws: &mut Draws<'_>, of: usize) -> Mechanism {
    use RoundMode::{Down, HalfEven, HalfUp, Up};
    let to = draws.one_of(&[decimal(1, 2), decimal(1, 0), decimal(5, 2), decimal(250, 0)]);
    Mechanism::Round { of: contract::model::Expr::Step(of), to, mode: draws.one_of(&[HalfUp, HalfEven, Down, Up]) }
}
