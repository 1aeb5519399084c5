//! The whole sector: every operator with its careers, every person. Drawn once; files follow from it. Who works for two
//! operators, and who has two cards, is drawn here too; slips of whoever writes the files are in `mishap`.

use crate::Size;
use contract::calendar::{Date, Month};

use crate::career;
use crate::chance::Chance;
use crate::identifier;
use crate::ledger::Spread;
use crate::line;
use crate::operator::{Operator, Sends};
use crate::person::Person;

/// Streams of chance above those of the operators.
const STREAM_PERSONS: u64 = 1 << 40;
const STREAM_SECTOR: u64 = 2 << 40;

/// Operators and persons that exist nowhere.
#[derive(Debug)]
pub(crate) struct Sector {
    pub(crate) operators: Vec<Operator>,
    pub(crate) persons: Vec<Person>,
}

impl Sector {
    /// Draws the sector of that seed and size.
    pub(crate) fn draw(seed: u64, size: &Size, spread: Spread) -> Sector {
        let mut chance = Chance::new(seed, STREAM_PERSONS);
        let mut persons: Vec<Person> = (0..size.persons).map(|index| Person::draw(index, seed, &mut chance)).collect();

        let mut chance = Chance::new(seed, STREAM_SECTOR);
        let mut operators = Vec::new();
        let mut first = 0;
        let counts = match spread {
            Spread::ByRank => headcounts(size, &mut chance),
            Spread::Even => vec![(size.persons / size.operators.max(1)) as usize; size.operators as usize],
        };
        for (index, count) in counts.into_iter().enumerate() {
            let mut own = Chance::new(seed, index as u64);
            let mut operator = Operator::draw(index, seed, size, &mut own);
            career::staff(&mut operator, first..first + count, &mut persons, size, &mut own);
            operators.push(operator);
            first += count;
        }
        change_employer(&mut operators, size, &mut chance);
        work_elsewhere(&mut operators, &mut persons, size, seed);
        Sector { operators, persons }
    }

    /// The wages that an operator paid in a year.
    pub(crate) fn wages(&self, operator: &Operator, year: i32) -> i64 {
        let positions = 0..operator.stints.len();
        let of_month = |month, position| line::of_stint(operator, &self.persons, position, month);
        (0..12)
            .map(|number| Month::from_index(year * 12 + number))
            .flat_map(|month| positions.clone().filter_map(move |position| of_month(month, position)))
            .map(|line| line.gross_centimes)
            .sum()
    }
}

/// Persons by operator: everybody gets one, the rest goes by rank, the n-th largest having 1/n of the largest.
fn headcounts(size: &Size, chance: &mut Chance) -> Vec<usize> {
    let operators = size.operators as usize;
    let mut ranks: Vec<u64> = (2..=u64::from(size.operators)).collect();
    chance.shuffle(&mut ranks);
    // The first operator is the largest: it has every trait that needs many people.
    ranks.insert(0, 1);
    ranks.truncate(operators);

    let spare = u64::from(size.persons.saturating_sub(size.operators));
    let weight = |rank: &u64| 1_000_000 / rank;
    let total: u64 = ranks.iter().map(weight).sum();
    let one = |index: usize| u64::from(index < size.persons as usize);
    let mut counts: Vec<u64> =
        ranks.iter().enumerate().map(|(index, rank)| one(index) + spare * weight(rank) / total.max(1)).collect();
    let given: u64 = counts.iter().sum();
    if let Some(largest) = counts.first_mut() {
        *largest += u64::from(size.persons).saturating_sub(given);
    }
    counts.into_iter().map(|count| usize::try_from(count).unwrap_or(0)).collect()
}

/// One person in two hundred takes a second job with another operator and keeps the first, where there is one with a group
/// often within the group; some of them show another identity card there.
fn work_elsewhere(operators: &mut [Operator], persons: &mut Vec<Person>, size: &Size, seed: u64) {
    let known = operators.len();
    let mut joins = Vec::new();
    for operator in operators.iter() {
        // The operators of a group stand five places apart.
        let away = if operator.group.is_some() { [5, known - 5 % known.max(1), 7] } else { [1, 7, 11] };
        for (nth, stint) in operator.stints.iter().enumerate().filter(|(nth, _)| nth % 200 == 99) {
            let other = (operator.index + away[nth / 200 % 3]) % known;
            let target = &operators[other];
            let last = stint.left.map_or(size.last_month(), Date::month).plus(-1);
            let hired =
                Month::from_index(i32::midpoint(stint.hired.month().max(size.first_month).index(), last.index()));
            let able =
                other != operator.index && target.sends != Sends::OnlyStatement && target.created < hired.first_day();
            if able && !stint.died && stint.hired.month() < hired && hired < last {
                joins.push((other, stint.resumed(hired.first_day()), nth / 200 % 4 == 1));
            }
        }
    }
    for (operator, mut stint, another_card) in joins {
        if another_card && persons[stint.person].identity_card.is_some() {
            let card = identifier::identity_card(persons.len() as u64, seed);
            persons.push(Person { identity_card: Some(card), ..persons[stint.person].clone() });
            stint.person = persons.len() - 1;
        }
        let (affiliation, site, ecosystem) = (0, 0, operators[operator].ecosystems[0]);
        operators[operator].stints.push(crate::career::Stint { affiliation, site, ecosystem, ..stint });
    }
}

/// A few leavers find work with another operator, and keep their name and number there.
fn change_employer(operators: &mut [Operator], size: &Size, chance: &mut Chance) {
    let mut joins = Vec::new();
    let known = operators.len();
    for operator in operators.iter() {
        for stint in &operator.stints {
            let Some(left) = stint.left else { continue };
            let again = operator.stints.iter().any(|other| other.person == stint.person && other.hired > left);
            if stint.died || again || !chance.per_mille(15) {
                continue;
            }
            let other = chance.below(u32::try_from(known).unwrap_or(0)) as usize;
            let hired = left.month().plus(chance.between(1, 3)).first_day();
            let target = &operators[other];
            let able = other != operator.index && target.sends == Sends::Everything && target.created < hired;
            if able && hired.month() <= size.last_month() {
                let ecosystem = target.ecosystems[0];
                joins
                    .push((other, crate::career::Stint { affiliation: 0, site: 0, ecosystem, ..stint.resumed(hired) }));
            }
        }
    }
    for (operator, stint) in joins {
        operators[operator].stints.push(stint);
    }
}
