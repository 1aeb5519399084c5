//! A fictitious operator: who it is, where it works, what it sends and how carefully.
//!
//! The traits that a demo must show (several affiliations, a missing month, only one kind of evidence, …) fall on fixed
//! positions of a cycle of twelve operators, so that twelve operators show them all. Careers are drawn in `career`.

use contract::calendar::{Date, Month};

use crate::Size;
use crate::career::Stint;
use crate::chance::Chance;
use crate::ecosystem::{ECOSYSTEMS, Ecosystem};
use crate::identifier;
use crate::person::Person;
use crate::place::{self, Place};

/// A CNSS affiliation, in force between two days.
#[derive(Debug, Clone)]
pub(crate) struct Affiliation {
    pub(crate) number: String,
    pub(crate) first: Date,
    pub(crate) last: Option<Date>,
}

/// A site, open between two days.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) code: String,
    pub(crate) place: Place,
    pub(crate) first: Date,
    pub(crate) last: Option<Date>,
}

/// Which evidence an operator sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sends {
    /// Payroll register, e-BDS and yearly statement.
    Everything,
    /// Only the e-BDS, month by month.
    OnlyEbds,
    /// Only the yearly statement of salaries.
    OnlyStatement,
}

/// How an operator writes its files: all of it is allowed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Habits {
    /// Byte order mark, decimal comma and `31/12/2025` in CSV.
    pub(crate) french_csv: bool,
    /// Comma between the columns of a CSV.
    pub(crate) comma_csv: bool,
    /// `MMAAAA` in the names of e-BDS files, as the specification says, instead of `AAAAMM`.
    pub(crate) month_first: bool,
    /// CR LF at the end of e-BDS records.
    pub(crate) carriage_return: bool,
    /// Sends the list that the CNSS prepared along with its own.
    pub(crate) preestablished: bool,
}

/// One operator and everything that will be known about it.
#[derive(Debug)]
pub(crate) struct Operator {
    /// Position in the sector, from 0.
    pub(crate) index: usize,
    pub(crate) id: String,
    pub(crate) enterprise: String,
    pub(crate) tax_identifier: String,
    pub(crate) created: Date,
    pub(crate) group: Option<String>,
    pub(crate) affiliations: Vec<Affiliation>,
    pub(crate) sites: Vec<Site>,
    pub(crate) ecosystems: Vec<Ecosystem>,
    pub(crate) sends: Sends,
    pub(crate) habits: Habits,
    /// The month for which no file is ever sent.
    pub(crate) never_sent: Option<Month>,
    /// Share of exports in turnover.
    pub(crate) exports_per_mille: u32,
    /// Turnover for each thousand dirham of wages.
    pub(crate) turnover_per_mille: u32,
    /// An occasional worker in every summer month.
    pub(crate) occasional: Option<Person>,
    pub(crate) stints: Vec<Stint>,
}

/// Position in the cycle of traits.
fn trait_of(index: usize) -> usize {
    index % 12
}

impl Operator {
    /// Draws the operator of that index, without its staff.
    pub(crate) fn draw(index: usize, seed: u64, size: &Size, chance: &mut Chance) -> Operator {
        let created = created(index, size, chance);
        let operator = Operator {
            index,
            id: format!("op-{:03}", index + 1),
            enterprise: identifier::enterprise(index as u64, seed),
            tax_identifier: identifier::tax_identifier(index as u64, seed),
            created,
            group: (index % 5 == 4).then(|| format!("GROUPE-FICTIF-{:02}", index / 10 + 1)),
            affiliations: affiliations(index, seed, created, size),
            sites: sites(index, created, size, chance),
            ecosystems: ecosystems(index, chance),
            sends: match trait_of(index) {
                5 => Sends::OnlyEbds,
                9 => Sends::OnlyStatement,
                _ => Sends::Everything,
            },
            habits: Habits {
                french_csv: trait_of(index) == 6,
                comma_csv: trait_of(index) == 10,
                month_first: index % 7 == 3,
                carriage_return: index % 4 == 1,
                preestablished: index.is_multiple_of(3),
            },
            never_sent: (trait_of(index) == 2)
                .then(|| size.first_month.plus(chance.between(2, (size.months() - 4).max(2)))),
            exports_per_mille: chance.weighted(&[(50, 1_000), (15, 950), (12, 850), (10, 750), (8, 600), (5, 300)]),
            turnover_per_mille: chance.between(1_700, 3_200).unsigned_abs(),
            occasional: (trait_of(index) == 4).then(|| Person::occasional(chance)),
            stints: Vec::new(),
        };
        debug_assert!(!operator.sites.is_empty() && !operator.affiliations.is_empty());
        operator
    }

    /// The name, which says that it is nobody's.
    pub(crate) fn company_name(&self) -> String {
        format!("Opérateur fictif {:03} (données fictives)", self.index + 1)
    }

    /// The name in the letters of the e-BDS.
    pub(crate) fn company_name_plain(&self) -> String {
        format!("OPERATEUR FICTIF {:03} DONNEES FICTIVES", self.index + 1)
    }

    /// Whether hires of its first two years are exempt from income tax (the scheme called Tahfiz).
    pub(crate) fn exempts_first_hires(&self) -> bool {
        matches!(trait_of(self.index), 3 | 7)
    }

    /// The site in use instead of `site` on the first day of the month, where the whole site has moved.
    pub(crate) fn site_in(&self, site: usize, month: Month) -> usize {
        match self.sites[site].last {
            Some(last) if last < month.first_day() => (site + 1) % self.sites.len(),
            _ => site,
        }
    }

    /// Whether it declares the month at all.
    pub(crate) fn sends_month(&self, month: Month, size: &Size) -> bool {
        let first = size.first_month.max(self.created.month());
        self.sends != Sends::OnlyStatement
            && first <= month
            && month <= size.last_month()
            && self.never_sent != Some(month)
    }

    /// Whether it keeps a payroll register.
    pub(crate) fn sends_payroll(&self) -> bool {
        self.sends == Sends::Everything
    }

    /// Whether it states salaries to the tax administration.
    pub(crate) fn sends_statement(&self) -> bool {
        self.sends != Sends::OnlyEbds
    }

    /// The affiliations in force in the month, with their positions.
    pub(crate) fn affiliations_in(&self, month: Month) -> impl Iterator<Item = (usize, &Affiliation)> {
        self.affiliations.iter().enumerate().filter(move |(_, affiliation)| {
            affiliation.first <= month.last_day() && affiliation.last.is_none_or(|last| month.first_day() <= last)
        })
    }
}

fn created(index: usize, size: &Size, chance: &mut Chance) -> Date {
    let month = match trait_of(index) {
        // Young enough for the exemption of first hires.
        3 => size.first_month.plus(chance.between(-10, -4)),
        // Created inside the window, in the demo's default after 30 June 2025.
        7 => size.first_month.plus(chance.between(13, 20).min((size.months() - 2).max(0))),
        _ => size.first_month.plus(-chance.between(30, 220)),
    };
    month.first_day().plus_days(chance.between(0, 3) * 7)
}

fn affiliations(index: usize, seed: u64, created: Date, size: &Size) -> Vec<Affiliation> {
    let number = |position: u64| identifier::affiliation(index as u64 * 4 + position, seed);
    let since = |position, first| Affiliation { number: number(position), first, last: None };
    match trait_of(index) {
        0 => vec![since(0, created), since(1, created), since(2, size.first_month.plus(size.months() / 3).first_day())],
        4 => vec![since(0, created), since(1, size.first_month.plus(-12).first_day())],
        // One that was closed before the first declaration: it must not make later months incomplete.
        8 => {
            let closed =
                Affiliation { number: number(1), first: created, last: Some(size.first_month.plus(-3).last_day()) };
            vec![since(0, created), closed]
        }
        _ => vec![since(0, created)],
    }
}

fn sites(index: usize, created: Date, size: &Size, chance: &mut Chance) -> Vec<Site> {
    let code = |number: usize| format!("OP{:03}-S{number}", index + 1);
    let first = Site { code: code(1), place: place::draw(chance, index), first: created, last: None };
    let mut sites = vec![first];
    match trait_of(index) {
        0 => {
            sites.push(Site { code: code(2), place: place::PLACES[2], first: created, last: None });
            sites.push(Site { code: code(3), place: place::PLACES[12], first: created, last: None });
            sites.push(Site { code: code(4), place: place::PLACES[13], first: created, last: None });
        }
        1 | 6 => {
            let other = place::PLACES[(index + 5) % place::PLACES.len()];
            sites.push(Site { code: code(2), place: other, first: created, last: None });
        }
        // Moves as a whole, in the middle of a year.
        8 => {
            let moved = size.first_month.plus((size.months() * 4 / 9).max(1)).first_day();
            sites[0].last = Some(moved.plus_days(-1));
            sites.push(Site { code: code(2), place: place::PLACES[0], first: moved, last: None });
        }
        _ => {}
    }
    sites
}

fn ecosystems(index: usize, chance: &mut Chance) -> Vec<Ecosystem> {
    let main = match trait_of(index) {
        3 => Ecosystem::Bpo,
        7 => Ecosystem::Crm,
        _ if index < 2 * ECOSYSTEMS.len() => ECOSYSTEMS[index % ECOSYSTEMS.len()],
        _ => Ecosystem::draw(chance),
    };
    if index % 4 == 2 { vec![main, main.neighbour()] } else { vec![main] }
}
