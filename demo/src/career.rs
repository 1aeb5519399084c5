//! Careers: when each person is hired, at what wage, where, on what contract, away for what reason, gone when.
//!
//! A career is drawn once, whole; what a month looks like follows from it without further chance (see `line`).

use std::ops::Range;

use contract::calendar::{Date, Month};

use crate::Size;
use crate::chance::Chance;
use crate::ecosystem::Ecosystem;
use crate::operator::Operator;
use crate::person::Person;

/// The kind of contract, as the payroll register writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contract {
    Permanent,
    FixedTerm,
    Temporary,
    Internship,
}

/// Why a person was not, or not only, at work in a month of the e-BDS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Situation {
    Normal,
    Left,
    Died,
    Maternity,
    Sickness,
    Accident,
    Unpaid,
    Kept,
    Disease,
}

/// Whole months away, with the days still worked in each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leave {
    pub(crate) first: Month,
    pub(crate) last: Month,
    pub(crate) situation: Situation,
    pub(crate) days: u8,
}

/// One employment of one person by one operator, from hire to exit.
#[derive(Debug, Clone)]
pub(crate) struct Stint {
    /// Index into the sector's persons.
    pub(crate) person: usize,
    /// Index into the operator's affiliations.
    pub(crate) affiliation: usize,
    pub(crate) ecosystem: Ecosystem,
    pub(crate) contract: Contract,
    /// From when the contract is permanent, where it was not at first.
    pub(crate) permanent_from: Option<Month>,
    pub(crate) hired: Date,
    /// The last day of work.
    pub(crate) left: Option<Date>,
    pub(crate) died: bool,
    pub(crate) wage_dirham: u32,
    /// Each January, in thousandths of the wage at hiring.
    pub(crate) raise_per_mille: u32,
    /// A raise apart, from that month on.
    pub(crate) promotion: Option<(Month, u32)>,
    /// Index into the operator's sites, and a later one.
    pub(crate) site: usize,
    pub(crate) moved: Option<(Month, usize)>,
    pub(crate) leaves: Vec<Leave>,
    /// The first month that is no longer exempt from income tax, where the first ones are.
    pub(crate) exempt_until: Option<Month>,
}

/// Exits of the four whom a large operator hires on 1 July 2025: one stays, one leaves on the last day of month 18, one
/// before it, one the day after. They have one wage, as a class of beginners has: where fewer posts than four were added,
/// nothing in the text says whose they are.
const HIRED_IN_JULY: [Option<&str>; 4] = [None, Some("2026-12-31"), Some("2026-12-15"), Some("2027-01-01")];

/// What each of them earns a month.
const WAGE_OF_JULY: u32 = 6_200;

/// Why people are away and for how many months. Each operator goes through them in turn, so that none is missing even in a
/// small sector.
const REASONS: [(Situation, i32); 10] = [
    (Situation::Maternity, 3),
    (Situation::Sickness, 1),
    (Situation::Unpaid, 2),
    (Situation::Accident, 1),
    (Situation::Maternity, 3),
    (Situation::Sickness, 1),
    (Situation::Kept, 1),
    (Situation::Maternity, 3),
    (Situation::Disease, 2),
    (Situation::Sickness, 2),
];

/// Draws the careers of these persons at this operator.
pub(crate) fn staff(
    operator: &mut Operator,
    indexes: Range<usize>,
    persons: &mut [Person],
    size: &Size,
    chance: &mut Chance,
) {
    let count = indexes.len();
    let initial = initial_staff(operator, count, size);
    let july = if operator.index.is_multiple_of(4) && count >= 12 { july_hires(size) } else { Vec::new() };
    let anchors = operator.affiliations.iter().filter(|affiliation| affiliation.last.is_none()).count();
    let mut exempted = 0;

    for (position, person) in indexes.enumerate() {
        let special = position.checked_sub(initial.max(anchors)).and_then(|place| july.get(place));
        let hired = match special {
            Some((hired, _)) => *hired,
            None if position < anchors => anchor_hired(operator, position, size, chance),
            None => draw_hired(operator, position < initial, size, chance),
        };
        let mut stint = Stint::steady(operator, person, hired, chance);
        if position < anchors {
            stint.affiliation = position;
        } else if let Some((_, left)) = special {
            (stint.left, stint.wage_dirham) = (*left, WAGE_OF_JULY);
        } else {
            stint.draw_events(operator, size, chance);
            stint.await_number(&mut persons[person], size, chance);
        }
        if exempted < 10 && stint.may_be_exempt(operator) {
            stint.exempt_until = Some(stint.hired.month().plus(24));
            stint.promotion = None;
            exempted += 1;
        }
        operator.stints.push(stint);
    }
    rehire(operator, size, chance);
}

/// How many were already there before the first month.
fn initial_staff(operator: &Operator, count: usize, size: &Size) -> usize {
    let age = size.first_month.index() - operator.created.month().index();
    match age {
        ..=0 => 0,
        1..=12 => (count / 4).max(1),
        _ => (count * 11 / 20).max(1),
    }
}

fn july_hires(size: &Size) -> Vec<(Date, Option<Date>)> {
    let Ok(hired) = "2025-07-01".parse::<Date>() else { return Vec::new() };
    let inside = size.first_month <= hired.month() && size.last_month() >= hired.month().plus(18);
    if !inside {
        return Vec::new();
    }
    HIRED_IN_JULY.iter().map(|left| (hired, left.and_then(|day| day.parse().ok()))).collect()
}

/// The first person of an affiliation: there from its first day, or from long before the first month.
fn anchor_hired(operator: &Operator, affiliation: usize, size: &Size, chance: &mut Chance) -> Date {
    let first = operator.affiliations[affiliation].first;
    if first.month() >= size.first_month {
        return first;
    }
    let earliest = first.month().plus(1).index().max(size.first_month.plus(-72).index());
    let month = Month::from_index(chance.between(earliest, size.first_month.plus(-1).index().max(earliest)));
    month.first_day()
}

fn draw_hired(operator: &Operator, before: bool, size: &Size, chance: &mut Chance) -> Date {
    let created = operator.created.month().plus(1).index();
    let first = size.first_month.index();
    let (earliest, latest) =
        if before { (created.max(first - 72), first - 1) } else { (created.max(first), size.last_month().index()) };
    let month = Month::from_index(chance.between(earliest.min(latest), latest));
    if chance.per_mille(600) {
        month.first_day()
    } else {
        month.first_day().plus_days(chance.between(0, month.length() - 1))
    }
}

impl Stint {
    /// A permanent employment in which nothing happens: such people hold the story together.
    fn steady(operator: &Operator, person: usize, hired: Date, chance: &mut Chance) -> Stint {
        let ecosystem = operator.ecosystems[chance.weighted(&[(7, 0), (3, 1)]) % operator.ecosystems.len()];
        Stint {
            person,
            affiliation: draw_affiliation(operator, hired, chance),
            ecosystem,
            contract: Contract::Permanent,
            permanent_from: None,
            hired,
            left: None,
            died: false,
            wage_dirham: ecosystem.draw_wage_dirham(chance),
            raise_per_mille: chance.weighted(&[(30, 0), (30, 20), (25, 35), (15, 50)]),
            promotion: None,
            site: draw_site(operator, chance),
            moved: None,
            leaves: Vec::new(),
            exempt_until: None,
        }
    }

    fn draw_events(&mut self, operator: &Operator, size: &Size, chance: &mut Chance) {
        if chance.per_mille(120) {
            let month = self.hired.month().plus(chance.between(6, 30));
            self.promotion = Some((month, chance.weighted(&[(50, 60), (35, 100), (15, 180)])));
        }
        self.draw_contract(size, chance);
        self.draw_exit(size, chance);
        self.draw_leave(operator, size, chance);
        self.draw_move(operator, size, chance);
    }

    fn draw_contract(&mut self, size: &Size, chance: &mut Chance) {
        let recent = self.hired.month() >= size.first_month;
        let internship = if recent { 60 } else { 0 };
        let kinds = [
            (820, Contract::Permanent),
            (100, Contract::FixedTerm),
            (20, Contract::Temporary),
            (internship, Contract::Internship),
        ];
        self.contract = chance.weighted(&kinds);
        match self.contract {
            Contract::Internship => {
                self.wage_dirham = chance.between(300, 550).unsigned_abs() * 10;
                self.raise_per_mille = 0;
                let month = self.hired.month().plus(chance.between(6, 9));
                self.permanent_from = Some(month);
                self.promotion = Some((month, 250));
            }
            Contract::FixedTerm if chance.per_mille(350) => {
                self.permanent_from = Some(self.hired.month().plus(chance.between(6, 12)));
            }
            _ => {}
        }
    }

    /// Each month from the one after hiring (never before the window), a share of the ecosystem leaves.
    fn draw_exit(&mut self, size: &Size, chance: &mut Chance) {
        let mut month = self.hired.month().plus(1).max(size.first_month);
        while month <= size.last_month() {
            if chance.per_mille(self.ecosystem.leavers_per_mille()) {
                let end = month.last_day();
                let left =
                    if chance.per_mille(500) { end } else { end.plus_days(-chance.between(0, month.length() - 1)) };
                self.left = Some(left);
                self.died = chance.per_mille(5);
                return;
            }
            month = month.plus(1);
        }
    }

    /// The months strictly between hire and exit, inside or just before the window.
    fn middle(&self, size: &Size) -> Option<(Month, Month)> {
        let first = self.hired.month().plus(1).max(size.first_month.plus(-6));
        let last = self.left.map_or(size.last_month(), |left| left.month().plus(-1));
        (first < last).then_some((first, last))
    }

    fn draw_leave(&mut self, operator: &Operator, size: &Size, chance: &mut Chance) {
        let Some((first, last)) = self.middle(size) else { return };
        if !chance.per_mille(90) {
            return;
        }
        let taken = operator.stints.iter().filter(|stint| !stint.leaves.is_empty()).count();
        let (situation, months) = REASONS[(operator.index + taken) % REASONS.len()];
        if last.index() - first.index() < months {
            return;
        }
        let start = Month::from_index(chance.between(first.index(), last.index() - months));
        let days = if situation == Situation::Sickness { chance.weighted(&[(1, 8), (1, 12), (1, 17)]) } else { 0 };
        self.leaves.push(Leave { first: start, last: start.plus(months - 1), situation, days });
    }

    fn draw_move(&mut self, operator: &Operator, size: &Size, chance: &mut Chance) {
        let Some((first, last)) = self.middle(size) else { return };
        // A site that closes moves everybody by itself.
        let several = operator.sites.len() > 1 && operator.sites.iter().all(|site| site.last.is_none());
        if several && chance.per_mille(80) {
            let others = u32::try_from(operator.sites.len() - 1).unwrap_or(1);
            let other = (self.site + 1 + chance.below(others) as usize) % operator.sites.len();
            self.moved = Some((Month::from_index(chance.between(first.index(), last.index())), other));
        }
    }

    /// Two in a hundred new hires have an identity card and wait two or three months for their CNSS number.
    fn await_number(&mut self, person: &mut Person, size: &Size, chance: &mut Chance) {
        let recent = self.hired.month() >= size.first_month;
        if recent && person.identity_card.is_some() && chance.per_mille(20) {
            person.numbered_from = Some(self.hired.month().plus(chance.between(2, 3)));
            // A person without a number has no line on which the e-BDS could show an exit.
            (self.left, self.died) = (None, false);
            self.leaves.clear();
        }
    }

    fn may_be_exempt(&self, operator: &Operator) -> bool {
        let start = operator.created.month();
        operator.exempts_first_hires()
            && self.contract == Contract::Permanent
            && self.hired.month() < start.plus(24)
            && self.wage_dirham <= 8_500
    }
}

fn draw_affiliation(operator: &Operator, hired: Date, chance: &mut Chance) -> usize {
    let open: Vec<usize> = (0..operator.affiliations.len())
        .filter(|position| {
            let affiliation = &operator.affiliations[*position];
            affiliation.last.is_none() && affiliation.first <= hired
        })
        .collect();
    let drawn = chance.below(u32::try_from(open.len()).unwrap_or(0)) as usize;
    open.get(drawn).copied().unwrap_or(0)
}

/// The first site takes most people; one that opens later takes nobody by itself.
fn draw_site(operator: &Operator, chance: &mut Chance) -> usize {
    let open = operator.sites.iter().filter(|site| site.first == operator.created).count();
    if open > 1 && chance.per_mille(450) { 1 + chance.below(u32::try_from(open - 1).unwrap_or(0)) as usize } else { 0 }
}

/// Three in a hundred leavers come back some months later.
fn rehire(operator: &mut Operator, size: &Size, chance: &mut Chance) {
    let mut again = Vec::new();
    for stint in &operator.stints {
        let Some(left) = stint.left else { continue };
        let hired = left.month().plus(chance.between(2, 7));
        if !stint.died && hired < size.last_month() && chance.per_mille(30) {
            again.push(stint.resumed(hired.first_day()));
        }
    }
    operator.stints.append(&mut again);
}

impl Stint {
    /// A new employment of the same person, with a clean slate.
    pub(crate) fn resumed(&self, hired: Date) -> Stint {
        Stint {
            contract: Contract::Permanent,
            permanent_from: None,
            hired,
            left: None,
            died: false,
            promotion: None,
            moved: None,
            leaves: Vec::new(),
            exempt_until: None,
            ..self.clone()
        }
    }
}
