//! The machine of spells against a plain reading of the definition, on every history of a few months.
//!
//! A history is a word, a letter a month: `p` present, `c` counting, `b` bridging, `e` ending, `a` absent, `u` unknown for
//! want of a file, `r` unknown because rows of it were refused.

use std::collections::{BTreeMap, BTreeSet};

use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use assessment::program::Program;
use contract::calendar::Month;
use contract::determination::{Reason, Status};
use contract::facts::{Cell, Facts, Period, Row, Table};
use contract::identity::{OperatorId, Pseudonym};
use contract::model::{Contract, DefinitionKind, Expr, Mechanism, Outcome, Space};

use crate::columns::columns;
use crate::random::Draws;
use crate::random::contract::contract;
use crate::shipped::shipped;

const FIRST: Month = Month::from_index(2025 * 12);
const MONTHS: usize = 5;

/// One spell: the place of its first month, months kept at least and at most, whether it has ended.
#[derive(Debug, PartialEq, Eq)]
struct Plain {
    first: usize,
    kept: (usize, usize),
    ended: bool,
}

/// The definition read out loud: find a beginning, then the first month that ends it.
fn plainly(history: &[u8], gap: usize) -> Vec<Plain> {
    let history: Vec<u8> = history.iter().map(|month| if *month == b'r' { b'u' } else { *month }).collect();
    let mut spells = Vec::new();
    let mut from = 0;
    while let Some(first) = (from..history.len()).find(|place| b"pce".contains(&history[*place])) {
        if history[first] == b'e' {
            spells.push(Plain { first, kept: (0, 0), ended: true });
            from = first + 1;
            continue;
        }
        let absent_too_long = |end: usize| {
            let last_seen = (first..=end).rev().find(|place| b"pcb".contains(&history[*place])).unwrap_or(first);
            history[last_seen..=end].iter().filter(|month| **month == b'a').count() > gap
        };
        let end = (first + 1..history.len()).find(|place| history[*place] == b'e' || absent_too_long(*place));
        let inside = &history[first..end.unwrap_or(history.len())];
        let known = inside.split(|month| *month == b'u').next().unwrap_or_default();
        let kept = |months: &[u8], letters: &[u8]| months.iter().filter(|month| letters.contains(month)).count();
        spells.push(Plain { first, kept: (kept(known, b"pc"), kept(inside, b"pcu")), ended: end.is_some() });
        from = end.map_or(history.len(), |end| end + 1);
    }
    spells
}

/// Seven clauses, one for each number of months kept; the fact is always in reach.
fn kept_clauses(gap: u32) -> Contract {
    let mut contract = contract(&shipped("offshoring-2025"), &mut Draws::new(&[]));
    let mut clause = contract.clauses[0].clone();
    contract.controls.clear();
    let Some(DefinitionKind::Spells(spells)) = contract.definitions.first_mut().map(|definition| &mut definition.kind)
    else {
        panic!("a definition of spells");
    };
    let declared = crate::random::definition::job(&mut Draws::new(&[0, 0, 0, 3]));
    if let DefinitionKind::Spells(job) = declared.kind {
        spells.sources = job.sources;
    }
    spells.sources[0].counting = vec!["IT".to_owned()];
    spells.sources[0].bridging = vec!["CS".to_owned()];
    (spells.gap_months, spells.hired) = (gap, None);
    clause.space = Space::Spells { definition: "job".to_owned() };
    clause.fact_date = Some(Expr::Date(FIRST.first_day()));
    (clause.in_effect.first, clause.in_effect.last) = (FIRST.first_day(), None);
    (clause.published, clause.applies_to_facts, clause.crossing) = (FIRST.first_day(), None, None);
    clause.applies_when.clear();
    clause.steps.truncate(1);
    clause.steps[0].mechanism = Mechanism::Value(Expr::Number(contract::money::Decimal::new(1, 0)));
    clause.outcome = Outcome::Pays { head: "kept".to_owned(), step: 0, recover: false };
    let condition = contract::model::Condition {
        id: "kept".to_owned(),
        is: Expr::KeptAtLeast(0),
        labels: BTreeMap::new(),
        confidence: contract::model::Confidence::Assumed,
        span: contract::source::Span::START,
    };
    contract.clauses = (0..=MONTHS as u32 + 1)
        .map(|months| {
            let mut clause = clause.clone();
            clause.id = format!("kept-{months}");
            clause.conditions = vec![contract::model::Condition { is: Expr::KeptAtLeast(months), ..condition.clone() }];
            clause
        })
        .collect();
    contract
}

fn facts(history: &[u8]) -> Facts {
    let mut table = Table::default();
    for (place, month) in history.iter().enumerate() {
        let period = Period::Month(FIRST.plus(place as i32));
        let (days, situation) = match month {
            b'p' => (26, "normal"),
            b'c' => (0, "IT"),
            b'b' => (0, "CS"),
            b'e' => (4, "SO"),
            b'u' => continue,
            no_row => {
                table.covered.insert(period);
                if *no_row == b'r' {
                    table.unnamed.insert(Some(period), 1);
                }
                continue;
            }
        };
        table.covered.insert(period);
        let cells = [("days", Cell::Count(days)), ("situation", Cell::Code(situation.to_owned()))];
        let cells = cells.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect();
        let person = Some(Pseudonym::from_bytes([1; 16]));
        table.rows.push(Row { person, period: Some(period), valid: None, cells, origins: Vec::new() });
    }
    Facts {
        operator: OperatorId::new("X").expect("an operator"),
        tables: BTreeMap::from([("bds".to_owned(), table)]),
        doubtful_persons: BTreeSet::new(),
    }
}

/// What the machine says, read back from the seven clauses.
fn by_machine(program: &Program, history: &[u8]) -> Vec<Plain> {
    let known_on = FIRST.plus(history.len() as i32).first_day();
    let assessment = assess_operator(program, &columns(&facts(history)), known_on, Readings::All).expect("it computes");
    let determinations = assessment.to_determinations(program);
    let firsts: BTreeSet<Month> = determinations.iter().filter_map(|one| one.key.first_month).collect();
    let spells = firsts.into_iter().map(|first| {
        let of_spell: Vec<_> = determinations.iter().filter(|one| one.key.first_month == Some(first)).collect();
        let count = |wanted: &dyn Fn(Status) -> bool| of_spell.iter().filter(|one| wanted(one.status)).count();
        let (holds, doubtful) =
            (count(&|status| status == Status::Due), count(&|status| status == Status::NotEvaluated));
        for one in &of_spell {
            if one.status == Status::NotEvaluated {
                assert!(tells(one.reason.as_ref(), history), "{one:?}");
            }
        }
        Plain {
            first: (first.index() - FIRST.index()) as usize,
            kept: (holds - 1, holds + doubtful - 1),
            ended: count(&|status| status == Status::Pending) == 0,
        }
    });
    spells.collect()
}

/// Whether the reason names a month that is unknown, and rightly says why.
fn tells(reason: Option<&Reason>, history: &[u8]) -> bool {
    let (period, letter) = match reason {
        Some(Reason::Missing { period: Some(period), .. }) => (*period, b'u'),
        Some(Reason::RowsRefused { period: Some(period), .. }) => (*period, b'r'),
        _ => return false,
    };
    let months = (0..).map(|place| Period::Month(FIRST.plus(place)));
    months.zip(history).any(|(month, told)| month == period && *told == letter)
}

/// Who is shown neither before nor after is not among the rows refused: absent. Months that are unknown are passed over.
fn sought(history: &[u8]) -> Vec<u8> {
    let is_known = |letter: &&u8| !b"ur".contains(letter);
    let is_row = |letter: &u8| b"pcbe".contains(letter);
    let is_near = |place: usize| {
        history[..place].iter().rev().find(is_known).is_some_and(is_row)
            || history[place + 1..].iter().find(is_known).is_some_and(is_row)
    };
    let of = |(place, letter): (usize, &u8)| if *letter == b'r' && !is_near(place) { b'a' } else { *letter };
    history.iter().enumerate().map(of).collect()
}

#[test]
fn every_short_history_is_read_as_the_definition_says() {
    for gap in 0..2 {
        let contract = kept_clauses(gap);
        let program = compile(&contract).expect("it compiles");
        let mut spells = 0;
        for number in 0..7usize.pow(MONTHS as u32) {
            let history: Vec<u8> = (0..MONTHS as u32).map(|place| b"pcbeaur"[number / 7usize.pow(place) % 7]).collect();
            // What lies before the first and after the last covered month is no part of the history.
            if history[0] == b'u' || history[MONTHS - 1] == b'u' {
                continue;
            }
            let expected = plainly(&sought(&history), gap as usize);
            spells += expected.len();
            let word = String::from_utf8_lossy(&history);
            assert_eq!(by_machine(&program, &history), expected, "{word} with a gap of {gap}");
        }
        assert!(spells > 5_000, "only {spells} spells were compared");
    }
}
