//! What an operator declares of the programme beside wages and taxes, in CSV: investments, training, export invoices, money
//! brought home, premises, formalities of data protection, and who its staff are.
//!
//! Invoices add up to the exports that are stated, and what comes home to most of that, except where a trait of the operator
//! says otherwise: op-007, 019, … forget the invoices of a month, of op-011, 023, … a third of the money stays abroad.

use contract::calendar::{Date, Month};

use crate::chance::Chance;
use crate::file::register::Csv;
use crate::operator::{Operator, Sends};
use crate::person::Person;
use crate::sector::Sector;

/// Streams of chance of these files, above those of careers and deliveries.
const STREAM: u64 = 4 << 40;

/// What is bought, how often, and its share of the wages of a year in thousandths.
const HEADS: [(&str, &str, u32, u32); 5] = [
    ("equipement", "prive", 100, 22),
    ("amenagement", "prive", 60, 18),
    ("logiciel", "prive", 80, 9),
    ("equipement", "public", 15, 6),
    ("autre", "prive", 30, 3),
];

/// Where customers are, with their currency.
const CUSTOMERS: [(u32, (&str, &str)); 5] =
    [(60, ("FR", "EUR")), (15, ("ES", "EUR")), (10, ("BE", "EUR")), (9, ("US", "USD")), (6, ("GB", "GBP"))];

/// What people are trained for.
const PROFILES: [&str; 4] = ["teleconseiller", "developpeur", "gestionnaire", "ingenieur"];

fn chance(operator: &Operator, year: i32, seed: u64) -> Chance {
    Chance::new(seed, STREAM + (operator.index as u64) * 10_000 + u64::from(year.unsigned_abs()))
}

/// The files of a year.
pub(crate) fn of_year(operator: &Operator, sector: &Sector, year: i32, seed: u64) -> Vec<(String, Vec<u8>)> {
    if operator.sends == Sends::OnlyStatement {
        return Vec::new();
    }
    let mut chance = chance(operator, year, seed);
    let wages = sector.wages(operator, year);
    let exports = super::register::turnover_of(operator, wages).1;
    let all = [
        named("INVESTISSEMENTS", operator, year, investments(operator, year, wages, &mut chance)),
        named("EXPORT", operator, year, invoices(operator, year, exports, &mut chance)),
        named("RAPATRIEMENT", operator, year, repatriation(operator, year, exports, &mut chance)),
        named("FORMATION", operator, year, training(operator, &sector.persons, year, &mut chance)),
        named("FORMATION_GROUPES", operator, year, groups(operator, year, &mut chance)),
    ];
    // Whoever has nothing to declare sends no file.
    let has_rows = |(_, bytes): &(String, Vec<u8>)| bytes.iter().filter(|byte| **byte == b'\n').count() > 1;
    let mut files: Vec<(String, Vec<u8>)> = all.into_iter().filter(has_rows).collect();
    files.extend(workforce(operator, &sector.persons, year));
    files
}

/// The files that stand until they change: premises in a platform, and formalities where there are any.
pub(crate) fn of_founding(operator: &Operator) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let columns = ["identifiant_fiscal", "plateforme", "batiment", "etage", "surface", "du", "au"];
    let mut premises = Csv::new(operator.habits, &columns);
    let mut rows = 0;
    for (nth, site) in operator.sites.iter().enumerate() {
        let Some(platform) = site.place.platform else { continue };
        let (first, last) = (premises.day(Some(site.first)), premises.day(site.last));
        let (building, floor) = place_of(operator, nth);
        let area = (200 + 50 * (operator.index % 40)).to_string();
        premises.row(&[&operator.tax_identifier, platform, &building, &floor, &area, &first, &last]);
        rows += 1;
    }
    if rows > 0 {
        files.push((format!("LOCAUX_{}.csv", operator.tax_identifier), premises.text().into_bytes()));
    }
    if !operator.index.is_multiple_of(3) {
        let columns = ["identifiant_fiscal", "traitement", "situation", "recepisse", "du", "au"];
        let mut standing = Csv::new(operator.habits, &columns);
        let asked = operator.created.plus_days(30);
        let given = asked.plus_days(120);
        let (from, until, since) =
            (standing.day(Some(asked)), standing.day(Some(given.plus_days(-1))), standing.day(Some(given)));
        let receipt = format!("D-FICTIF-{:03}", operator.index + 1);
        standing.row(&[&operator.tax_identifier, "T-01", "demande", "", &from, &until]);
        let outcome = if operator.index % 12 == 7 { "refuse" } else { "autorise" };
        standing.row(&[&operator.tax_identifier, "T-01", outcome, &receipt, &since, ""]);
        files.push((format!("CNDP_{}.csv", operator.tax_identifier), standing.text().into_bytes()));
    }
    files
}

/// The building and floor of a site in its platform.
pub(crate) fn place_of(operator: &Operator, nth: usize) -> (String, String) {
    (format!("B{}", operator.index / 8 + 1), format!("E{}", operator.index % 8 * 4 + nth + 1))
}

fn named(what: &str, operator: &Operator, year: i32, csv: Csv) -> (String, Vec<u8>) {
    (format!("{what}_{}_{year}.csv", operator.tax_identifier), csv.text().into_bytes())
}

fn day(year: i32, chance: &mut Chance) -> Date {
    let month = Month::from_index(year * 12 + chance.between(0, 11));
    month.first_day().plus_days(chance.between(0, month.length() - 1))
}

fn investments(operator: &Operator, year: i32, wages: i64, chance: &mut Chance) -> Csv {
    let columns = ["identifiant_fiscal", "date", "piece", "poste", "origine", "region", "montant"];
    let mut csv = Csv::new(operator.habits, &columns);
    let region = operator.sites[0].place.region;
    for (nth, (head, funds, often, share)) in HEADS.into_iter().enumerate() {
        if !chance.per_mille(often * 10) {
            continue;
        }
        let share = i64::from(share) * i64::from(chance.between(500, 1_500));
        let amount = csv.amount(wages / 1_000 * share / 1_000);
        let (piece, day) = (format!("F-{year}-{:02}", nth + 1), csv.day(Some(day(year, chance))));
        csv.row(&[&operator.tax_identifier, &day, &piece, head, funds, region, &amount]);
    }
    csv
}

fn invoices(operator: &Operator, year: i32, exports: i64, chance: &mut Chance) -> Csv {
    let mut csv =
        Csv::new(operator.habits, &["identifiant_fiscal", "date", "facture", "pays", "devise", "contre_valeur"]);
    for nth in 0..12 {
        let (country, currency) = chance.weighted(&CUSTOMERS);
        let month = Month::from_index(year * 12 + nth);
        // A month of op-007, 019, … is in nobody's books.
        if operator.index % 12 == 6 && nth == 4 {
            continue;
        }
        let amount = csv.amount(share_of(exports, nth));
        let (invoice, day) = (format!("EXP-{year}-{:03}", nth + 1), csv.day(Some(month.last_day())));
        csv.row(&[&operator.tax_identifier, &day, &invoice, country, currency, &amount]);
    }
    csv
}

/// The part of a month in a year's amount; the twelve add up to it.
fn share_of(amount: i64, nth: i32) -> i64 {
    let twelfth = amount / 12;
    if nth == 11 { amount - 11 * twelfth } else { twelfth }
}

fn repatriation(operator: &Operator, year: i32, exports: i64, chance: &mut Chance) -> Csv {
    let mut csv = Csv::new(operator.habits, &["identifiant_fiscal", "date", "avis", "devise", "contre_valeur"]);
    let kept = if operator.index % 12 == 10 { 660 } else { 985 };
    for nth in 0..12 {
        let month = Month::from_index(year * 12 + nth);
        let day = csv.day(Some(month.first_day().plus_days(chance.between(4, 25))));
        let amount = csv.amount(share_of(exports, nth) / 1_000 * kept);
        csv.row(&[&operator.tax_identifier, &day, &format!("CR-{year}-{:04}", nth + 1), "EUR", &amount]);
    }
    csv
}

fn training(operator: &Operator, persons: &[Person], year: i32, chance: &mut Chance) -> Csv {
    let columns = ["identifiant_fiscal", "date", "numero_cnss", "cin", "nom", "session", "profil", "heures", "cout"];
    let mut csv = Csv::new(operator.habits, &columns);
    for (position, stint) in operator.stints.iter().enumerate() {
        if stint.hired.year() != year || !position.is_multiple_of(3) {
            continue;
        }
        let person = &persons[stint.person];
        let month = stint.hired.month();
        let day = csv.day(Some(stint.hired));
        let number = format!("{:09}", person.insured_in(month));
        let profile = PROFILES[(operator.index + position) % PROFILES.len()];
        let hours = (20 + 10 * chance.between(0, 8)).to_string();
        let cost = csv.amount(i64::from(chance.between(120, 650)) * 10_000);
        csv.row(&[
            &operator.tax_identifier,
            &day,
            &number,
            person.identity_card.as_deref().unwrap_or(""),
            &person.family,
            &format!("S-{year}-{:02}", position % 4 + 1),
            profile,
            &hours,
            &cost,
        ]);
    }
    csv
}

fn groups(operator: &Operator, year: i32, chance: &mut Chance) -> Csv {
    let columns = ["identifiant_fiscal", "date", "session", "profil", "participants", "heures", "cout"];
    let mut csv = Csv::new(operator.habits, &columns);
    let persons = i32::try_from(operator.stints.len()).unwrap_or(0);
    for nth in 0..chance.between(0, 2) {
        let day = csv.day(Some(day(year, chance)));
        let trainees = (persons / 10).clamp(2, 25).to_string();
        let cost = csv.amount(i64::from(chance.between(200, 900)) * 10_000);
        let session = format!("G-{year}-{:02}", nth + 1);
        let profile = PROFILES[operator.index % PROFILES.len()];
        csv.row(&[&operator.tax_identifier, &day, &session, profile, &trainees, "24", &cost]);
    }
    csv
}

/// One file for each affiliation: everybody who worked there in the year.
fn workforce(operator: &Operator, persons: &[Person], year: i32) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let december = Month::from_index(year * 12 + 11);
    for (position, affiliation) in operator.affiliations.iter().enumerate() {
        let columns = ["affiliation", "annee", "numero_cnss", "cin", "nom", "sexe", "handicap"];
        let mut csv = Csv::new(operator.habits, &columns);
        let mut told: Vec<usize> = Vec::new();
        for stint in operator.stints.iter().filter(|stint| stint.affiliation == position) {
            let there = stint.hired.year() <= year && stint.left.is_none_or(|left| left.year() >= year);
            if !there || told.contains(&stint.person) {
                continue;
            }
            told.push(stint.person);
            let person = &persons[stint.person];
            csv.row(&[
                &affiliation.number,
                &year.to_string(),
                &format!("{:09}", person.insured_in(december)),
                person.identity_card.as_deref().unwrap_or(""),
                &person.family,
                if person.is_woman() { "F" } else { "H" },
                if person.is_disabled() { "oui" } else { "non" },
            ]);
        }
        if !told.is_empty() {
            files.push((format!("SALARIES_{}_{year}.csv", affiliation.number), csv.text().into_bytes()));
        }
    }
    files
}
