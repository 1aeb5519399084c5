//! Typed expressions over whatever keys a clause has.

use contract::calendar::Date;
use contract::model::{At, Comparison, Expr, IfNone, PeriodKey, PlaceAttribute, SpellField};
use contract::money::Decimal;

use super::Draws;

/// The keys of a clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keys {
    Monthly,
    Yearly,
    Spells,
    Anniversaries,
}

pub struct Scene {
    pub keys: Keys,
    /// The table of the key's own rows, and of words that are looked up.
    pub own: &'static str,
    /// Whether quarters may be folded.
    pub quarters: bool,
    /// Earlier steps that are numbers.
    pub numbers: Vec<usize>,
    /// Whether places may be read month by month.
    pub by_month: bool,
}

impl Scene {
    pub fn on_spells(&self) -> bool {
        matches!(self.keys, Keys::Spells | Keys::Anniversaries)
    }
}

pub fn decimal(digits: i128, scale: u8) -> Decimal {
    Decimal::new(digits, scale)
}

pub fn word(word: &str) -> Expr {
    Expr::Word(word.to_owned())
}

pub fn compare(left: Expr, comparison: Comparison, right: Expr) -> Expr {
    Expr::Compare(Box::new(left), comparison, Box::new(right))
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn column(table: &str, column: &str, at: At, if_none: IfNone) -> Expr {
    Expr::Column { table: table.to_owned(), column: column.to_owned(), at, if_none }
}

fn comparison(draws: &mut Draws<'_>) -> Comparison {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    draws.one_of(&[GreaterOrEqual, Less, Equal, NotEqual, Greater, LessOrEqual])
}

fn literal(draws: &mut Draws<'_>) -> Decimal {
    let digits = draws.one_of(&[0, 1, 3, 7, 100, 96_000, -5, 123_456]);
    decimal(digits, draws.below(4) as u8)
}

/// When a table with this period is read.
fn at(draws: &mut Draws<'_>, scene: &Scene, is_yearly: bool) -> At {
    match scene.keys {
        Keys::Monthly | Keys::Yearly if is_yearly && !draws.once_in(4) => At::Own,
        Keys::Spells | Keys::Anniversaries if scene.own != "training" && draws.once_in(2) => At::FirstMonth,
        _ => At::Day(Box::new(date(draws, scene, 1))),
    }
}

pub fn number(draws: &mut Draws<'_>, scene: &Scene, depth: u32) -> Expr {
    if !scene.numbers.is_empty() && !draws.once_in(3) {
        return Expr::Step(draws.one_of(&scene.numbers));
    }
    match draws.below(if depth == 0 { 5 } else { 8 }) {
        0 => Expr::Number(literal(draws)),
        1 => Expr::Parameter(draws.one_of(&["rate", "cap"]).to_owned()),
        2 => {
            let if_none =
                if draws.once_in(2) { IfNone::Fails } else { IfNone::Value(Box::new(Expr::Number(literal(draws)))) };
            let (table, name) =
                draws.one_of(&[("turnover", "total"), ("turnover", "exports"), ("annual_tax", "net_taxable")]);
            column(table, name, at(draws, scene, true), if_none)
        }
        3 if scene.on_spells() => draws.one_of(&[Expr::Spell(SpellField::Nth), Expr::Spell(SpellField::Rank(0))]),
        3 => Expr::Number(literal(draws)),
        4 if scene.keys == Keys::Anniversaries => Expr::AnniversaryNumber,
        4 if scene.on_spells() => column(scene.own, "gross_taxable", at(draws, scene, false), IfNone::Fails),
        4 if draws.once_in(2) => {
            let day = At::Day(Box::new(date(draws, scene, 1)));
            column(draws.one_of(&["invoices", "training", "report"]), "gross_taxable", day, IfNone::Fails)
        }
        4 => Expr::Number(decimal(25, 1)),
        5 => {
            let at = Box::new(date(draws, scene, depth - 1));
            Expr::Series { definition: "posts".to_owned(), step: draws.below(4) as usize, at }
        }
        6 => Expr::Add(Box::new(number(draws, scene, depth - 1)), Box::new(number(draws, scene, depth - 1))),
        _ => Expr::Subtract(Box::new(number(draws, scene, depth - 1)), Box::new(number(draws, scene, depth - 1))),
    }
}

pub fn date(draws: &mut Draws<'_>, scene: &Scene, depth: u32) -> Expr {
    match draws.below(if depth == 0 { 4 } else { 6 }) {
        0 if scene.on_spells() => draws.one_of(&[Expr::Spell(SpellField::Start), Expr::Spell(SpellField::Counted)]),
        0 => Expr::PeriodEnd,
        1 if scene.keys == Keys::Spells => Expr::Date(day("2025-09-15")),
        1 => Expr::PeriodStart,
        2 => Expr::Date(day(draws.one_of(&["2025-07-01", "2026-02-28", "2026-12-31", "2027-05-31"]))),
        3 => Expr::Parameter("deadline".to_owned()),
        4 => Expr::PlusMonths(Box::new(date(draws, scene, depth - 1)), draws.between(-2, 13)),
        _ if scene.by_month && draws.once_in(3) => column(scene.own, "hired", At::Own, IfNone::Fails),
        _ => column("operator", "created", At::Always, IfNone::Fails),
    }
}

/// A date of the fact other than the start: parameters cannot be read before it is known.
pub fn fact_date(draws: &mut Draws<'_>) -> Expr {
    match draws.below(3) {
        0 => Expr::PlusMonths(Box::new(Expr::Spell(SpellField::Start)), draws.between(0, 18)),
        1 => column("operator", "created", At::Always, IfNone::Fails),
        _ => column("payroll", "hired", At::FirstMonth, IfNone::Fails),
    }
}

pub fn code(draws: &mut Draws<'_>, scene: &Scene) -> Expr {
    let at = |draws: &mut Draws<'_>| {
        if scene.by_month && !draws.once_in(5) { At::Own } else { at(draws, scene, false) }
    };
    match draws.below(4) {
        0 => {
            let if_none = if draws.once_in(3) { IfNone::Value(Box::new(word("permanent"))) } else { IfNone::Fails };
            column(scene.own, "contract", at(draws), if_none)
        }
        1 => column(scene.own, "nationality", at(draws), IfNone::Fails),
        _ => place(draws, scene, at),
    }
}

fn place(draws: &mut Draws<'_>, scene: &Scene, at: impl FnOnce(&mut Draws<'_>) -> At) -> Expr {
    use PlaceAttribute::{Class, Platform, Region};
    let attribute = draws.one_of(&[Class, Class, Region, Platform]);
    Expr::Road { table: scene.own.to_owned(), column: "site".to_owned(), attribute, at: at(draws) }
}

/// A word that classes of places have, for tables by class.
pub fn class(draws: &mut Draws<'_>, scene: &Scene) -> Expr {
    let at = if scene.by_month && !draws.once_in(5) { At::Own } else { at(draws, scene, false) };
    Expr::Road { table: scene.own.to_owned(), column: "site".to_owned(), attribute: PlaceAttribute::Class, at }
}

pub fn truth(draws: &mut Draws<'_>, scene: &Scene, depth: u32) -> Expr {
    let words = |draws: &mut Draws<'_>| {
        let list = ["primary", "secondary", "permanent", "moroccan", "MA-03", "casanearshore", "outside"];
        let from = draws.below(4) as usize;
        list[from..from + 3].iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()
    };
    match draws.below(if depth == 0 { 7 } else { 10 }) {
        0 if scene.on_spells() => Expr::KeptAtLeast(draws.one_of(&[12, 18, 1, 24])),
        1 if scene.on_spells() => Expr::PresentAfter(draws.one_of(&[18, 12, 3, 0])),
        0 | 1 => compare(code(draws, scene), Comparison::NotEqual, word("outside")),
        2 if scene.on_spells() && draws.once_in(2) => {
            let at = draws.one_of(&[SpellField::Counted, SpellField::Start]);
            let posts = Expr::Series { definition: "posts".to_owned(), step: 3, at: Box::new(Expr::Spell(at)) };
            compare(Expr::Spell(SpellField::Rank(0)), comparison(draws), posts)
        }
        2 => {
            let (left, right) = (number(draws, scene, depth), number(draws, scene, depth));
            compare(left, comparison(draws), right)
        }
        3 => compare(date(draws, scene, depth), comparison(draws), date(draws, scene, depth)),
        4 => {
            let of = code(draws, scene);
            Expr::In(Box::new(of), words(draws))
        }
        5 => {
            let interval = contract::calendar::Interval { first: day("2025-07-01"), last: Some(day("2026-11-30")) };
            Expr::Within(Box::new(date(draws, scene, depth)), interval)
        }
        6 => Expr::IsBlank(Box::new(if draws.once_in(2) { code(draws, scene) } else { number(draws, scene, 0) })),
        7 => Expr::Not(Box::new(truth(draws, scene, depth - 1))),
        8 => Expr::And(vec![truth(draws, scene, depth - 1), truth(draws, scene, depth - 1)]),
        _ => Expr::Or(vec![truth(draws, scene, depth - 1), truth(draws, scene, depth - 1)]),
    }
}

/// A filter on rows of a table: of declarations, or of one with the columns of payroll.
pub fn filter(draws: &mut Draws<'_>, table: &str) -> Expr {
    let is_payroll = table != "bds";
    let end = Expr::RowEnd(match table {
        "report" => PeriodKey::Quarter,
        "training" => PeriodKey::Day,
        _ => PeriodKey::Month,
    });
    let column = |name: &str| Expr::RowColumn(name.to_owned());
    match (draws.below(5), is_payroll) {
        (0, true) => compare(column("contract"), Comparison::Equal, word("permanent")),
        (0, false) => compare(column("days"), comparison(draws), Expr::Number(decimal(13, 0))),
        (1, true) => compare(column("gross_taxable"), comparison(draws), Expr::Number(decimal(8000, 0))),
        (1, false) => Expr::In(Box::new(column("situation")), vec!["normal".to_owned(), "IT".to_owned()]),
        (2, true) => Expr::IsBlank(Box::new(column("left"))),
        (2, false) => Expr::Not(Box::new(compare(column("situation"), Comparison::Equal, word("normal")))),
        (3, true) => Expr::Not(Box::new(compare(column("left"), Comparison::LessOrEqual, end))),
        (3, false) => compare(end, Comparison::Greater, Expr::Date(day("2026-02-15"))),
        (_, _) => Expr::Or(vec![filter(draws, table), filter(draws, table)]),
    }
}
