//! The yearly statement of salaries (SIMPL-IR, état 9421) in XML: one element a person, and totals.
//!
//! Its amounts are the sums of the twelve months, with the exempt months of a person on a line of their own.

use std::collections::BTreeMap;

use contract::calendar::Month;
use contract::facts::Cell;
use contract::money::Money;

use crate::career::Contract;
use crate::file::Written;
use crate::ledger::{Row, amount, count, word};
use crate::line::{self, Line};
use crate::mishap::Fault;
use crate::operator::Operator;
use crate::person::{OCCASIONAL, Person};
use crate::withholding::Exact;

/// A year of one person under one head of the statement.
#[derive(Clone, Copy)]
struct Year<'a> {
    person: &'a Person,
    gross: i64,
    expenses: Exact,
    contributions: Exact,
    tax: i64,
    days: u32,
}

impl<'a> Year<'a> {
    const fn of(person: &'a Person) -> Year<'a> {
        Year { person, gross: 0, expenses: Exact::ZERO, contributions: Exact::ZERO, tax: 0, days: 0 }
    }

    fn add(&mut self, line: &Line<'_>) {
        self.gross += line.gross_centimes;
        self.expenses += line.withheld.expenses;
        self.contributions += line.withheld.contributions;
        self.tax += line.withheld.tax;
        self.days += u32::from(line.days);
    }

    fn deductions(&self) -> i64 {
        self.expenses.centimes() + self.contributions.centimes()
    }

    fn net(&self) -> i64 {
        self.gross - self.deductions()
    }
}

/// The heads of the statement, each by person.
#[derive(Default)]
struct Heads<'a> {
    permanent: BTreeMap<usize, Year<'a>>,
    exempt: BTreeMap<usize, Year<'a>>,
    interns: BTreeMap<usize, Year<'a>>,
    occasional: BTreeMap<usize, Year<'a>>,
    tax_by_month: [i64; 12],
}

impl<'a> Heads<'a> {
    fn gather(operator: &'a Operator, persons: &'a [Person], year: i32) -> Heads<'a> {
        let mut heads = Heads::default();
        for number in 0..12 {
            let month = Month::from_index(year * 12 + number);
            for (affiliation, _) in operator.affiliations_in(month) {
                for line in line::of_affiliation(operator, persons, affiliation, month) {
                    heads.add(&line, operator, number);
                }
            }
        }
        heads
    }

    fn add(&mut self, line: &Line<'a>, operator: &Operator, month: i32) {
        let head = match line.contract {
            _ if line.insured == OCCASIONAL => &mut self.occasional,
            Contract::Internship => &mut self.interns,
            _ if line.exempt => &mut self.exempt,
            _ => &mut self.permanent,
        };
        let key = operator.stints.get(line.position).map_or(usize::MAX, |stint| stint.person);
        head.entry(key).or_insert(Year::of(line.person)).add(line);
        if let Ok(month) = usize::try_from(month) {
            self.tax_by_month[month % 12] += line.withheld.tax;
        }
    }
}

/// XML text that grows.
struct Xml(String);

impl Xml {
    fn open(&mut self, name: &str) {
        self.0.push_str(&format!("<{name}>\n"));
    }

    fn close(&mut self, name: &str) {
        self.0.push_str(&format!("</{name}>\n"));
    }

    fn text(&mut self, name: &str, value: &str) {
        let value = value.replace('&', "&amp;").replace('<', "&lt;");
        self.0.push_str(&format!("<{name}>{value}</{name}>\n"));
    }

    fn amount(&mut self, name: &str, centimes: i64) {
        self.0.push_str(&format!("<{name}>{}</{name}>\n", Money::from_centimes(centimes)));
    }

    fn amounts(&mut self, amounts: &[(&str, i64)]) {
        for (name, centimes) in amounts {
            self.amount(name, *centimes);
        }
    }
}

/// The file's name.
pub(crate) fn name(operator: &Operator, year: i32) -> String {
    format!("SIMPL-IR_9421_{}_{year}.xml", operator.tax_identifier)
}

/// The file, with the fault if there is one.
pub(crate) fn write(operator: &Operator, persons: &[Person], year: i32, fault: Option<Fault>) -> Written {
    let mut heads = Heads::gather(operator, persons, year);
    let mut faulty_line = None;
    if fault == Some(Fault::StatementGap) {
        let middle = heads.permanent.len() / 2;
        if let Some(year) = heads.permanent.values_mut().nth(middle) {
            year.tax += 50_000;
            faulty_line = u32::try_from(middle + 1).ok();
        }
    }
    let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Données fictives -->\n".to_owned());
    xml.open("TraitementEtSalaire");
    write_employer(&mut xml, operator, year, &heads);
    write_totals(&mut xml, &heads, if fault == Some(Fault::StatementTotal) { 100_000 } else { 0 });
    write_permanent(&mut xml, &heads);
    write_exempt(&mut xml, &heads);
    write_others(&mut xml, &heads);
    write_payments(&mut xml, &heads);
    xml.close("TraitementEtSalaire");
    Written { bytes: xml.0.into_bytes(), faulty_line }
}

/// What a reader makes of it: permanent and exempt staff; the other lists are left aside.
pub(crate) fn rows(operator: &Operator, persons: &[Person], year: i32) -> Vec<Row> {
    let heads = Heads::gather(operator, persons, year);
    let row = |year: &Year<'_>, exempt: bool| {
        let untold = |cell| if exempt { Cell::Blank } else { cell };
        Row {
            insured: Some(year.person.insured),
            card: year.person.identity_card.clone(),
            cells: vec![
                ("gross_taxable", amount(year.gross)),
                ("net_taxable", amount(year.net())),
                ("deductions", amount(year.deductions())),
                ("professional_expenses", untold(amount(year.expenses.centimes()))),
                ("contributions", untold(amount(year.contributions.centimes()))),
                ("tax_withheld", amount(if exempt { 0 } else { year.tax })),
                ("dependants", untold(count(year.person.dependants.min(6)))),
                ("days", count(year.days)),
                ("exempt", word(if exempt { "yes" } else { "no" })),
            ],
            ..Row::default()
        }
    };
    let permanent = heads.permanent.values().map(|year| row(year, false));
    permanent.chain(heads.exempt.values().map(|year| row(year, true))).collect()
}

fn write_employer(xml: &mut Xml, operator: &Operator, year: i32, heads: &Heads<'_>) {
    let counts = [heads.permanent.len(), heads.exempt.len(), heads.interns.len(), heads.occasional.len()];
    xml.text("identifiantFiscal", &operator.tax_identifier);
    xml.text("raisonSociale", &operator.company_name());
    xml.text("exerciceFiscalDu", &format!("{year}-01-01"));
    xml.text("exerciceFiscalAu", &format!("{year}-12-31"));
    xml.text("annee", &year.to_string());
    xml.text("adresse", "Adresse fictive");
    xml.text("numeroCNSS", &operator.affiliations[0].number);
    xml.text("effectifTotal", &counts.iter().sum::<usize>().to_string());
    xml.text("nbrPersoPermanent", &(counts[0] + counts[1]).to_string());
    xml.text("nbrPersoOccasionnel", &counts[3].to_string());
    xml.text("nbrStagiaires", &counts[2].to_string());
}

fn write_totals(xml: &mut Xml, heads: &Heads<'_>, too_much: i64) {
    let sum = |head: &BTreeMap<usize, Year<'_>>, of: fn(&Year<'_>) -> i64| head.values().map(of).sum::<i64>();
    let permanent = sum(&heads.permanent, |year| year.gross);
    let all = permanent + sum(&heads.exempt, |year| year.gross) + sum(&heads.interns, |year| year.gross);
    xml.amounts(&[
        ("totalMtRevenuBrutImposablePP", permanent),
        ("totalMtRevenuNetImposablePP", sum(&heads.permanent, |year| year.net())),
        ("totalMtTotalDeductionPP", sum(&heads.permanent, |year| year.deductions())),
        ("totalMtIrPrelevePP", sum(&heads.permanent, |year| year.tax) + too_much),
        ("totalMtBrutSommesPO", sum(&heads.occasional, |year| year.gross)),
        ("totalIrPrelevePO", sum(&heads.occasional, |year| year.tax)),
        ("totalMtBrutIndemnitesSTG", sum(&heads.interns, |year| year.gross)),
        ("totalMtRetenuesSTG", 0),
        ("totalMtRevenuNetImpSTG", sum(&heads.interns, |year| year.gross)),
        ("totalmtAnuuelRevenuSalarial", all),
    ]);
}

fn write_person(xml: &mut Xml, person: &Person) {
    xml.text("nom", &person.family);
    xml.text("prenom", &person.given_accented());
    xml.text("numCNI", person.identity_card.as_deref().unwrap_or(""));
    xml.text("numCE", person.residence_card.as_deref().unwrap_or(""));
    xml.text("numCNSS", &format!("{:09}", person.insured));
}

fn write_permanent(xml: &mut Xml, heads: &Heads<'_>) {
    xml.open("listPersonnelPermanent");
    for year in heads.permanent.values() {
        xml.open("PersonnelPermanent");
        write_person(xml, year.person);
        xml.amounts(&[("salaireBaseAnnuel", year.gross), ("mtBrutTraitementSalaire", year.gross)]);
        xml.text("periode", &year.days.to_string());
        xml.amounts(&[("mtExonere", 0), ("mtEcheances", 0)]);
        xml.text("nbrReductions", &year.person.dependants.min(6).to_string());
        xml.amounts(&[
            ("mtIndemnite", 0),
            ("mtAvantages", 0),
            ("mtRevenuBrutImposable", year.gross),
            ("mtFraisProfess", year.expenses.centimes()),
            ("mtCotisationAssur", year.contributions.centimes()),
            ("mtAutresRetenues", 0),
            ("mtRevenuNetImposable", year.net()),
            ("mtTotalDeduction", year.deductions()),
            ("irPreleve", year.tax),
        ]);
        xml.close("PersonnelPermanent");
    }
    xml.close("listPersonnelPermanent");
}

fn write_exempt(xml: &mut Xml, heads: &Heads<'_>) {
    xml.open("listPersonnelExonere");
    for year in heads.exempt.values() {
        xml.open("PersonnelExonere");
        write_person(xml, year.person);
        xml.text("periode", &year.days.to_string());
        xml.amounts(&[
            ("mtBrutTraitementSalaire", year.gross),
            ("mtIndemniteArgentNature", 0),
            ("mtIndemniteFraisPro", 0),
            ("mtRevenuBrutImposable", year.gross),
            ("mtRetenuesOperees", year.deductions()),
            ("mtRevenuNetImposable", year.net()),
        ]);
        xml.close("PersonnelExonere");
    }
    xml.close("listPersonnelExonere");
}

fn write_others(xml: &mut Xml, heads: &Heads<'_>) {
    xml.open("listPersonnelOccasionnel");
    for year in heads.occasional.values() {
        xml.open("PersonnelOccasionnel");
        xml.text("nom", &year.person.family);
        xml.text("prenom", &year.person.given_accented());
        xml.text("profession", "Renfort saisonnier");
        xml.amounts(&[("mtBrutSommes", year.gross), ("irPreleve", year.tax)]);
        xml.close("PersonnelOccasionnel");
    }
    xml.close("listPersonnelOccasionnel");
    xml.open("listStagiaires");
    for year in heads.interns.values() {
        xml.open("Stagiaire");
        write_person(xml, year.person);
        xml.text("periode", &year.days.to_string());
        xml.amounts(&[("mtBrutIndemnites", year.gross), ("mtRetenues", 0), ("mtRevenuNetImposable", year.gross)]);
        xml.close("Stagiaire");
    }
    xml.close("listStagiaires");
}

fn write_payments(xml: &mut Xml, heads: &Heads<'_>) {
    xml.open("listVersements");
    for (month, tax) in heads.tax_by_month.iter().enumerate() {
        xml.open("VersementTraitementSalaire");
        xml.text("mois", &(month + 1).to_string());
        xml.amount("totalVersement", *tax);
        xml.close("VersementTraitementSalaire");
    }
    xml.close("listVersements");
}
