//! The monthly payroll register of one affiliation, in CSV.

use contract::calendar::Month;
use contract::facts::Cell;

use crate::career::Contract;
use crate::file::Written;
use crate::file::register::Csv;
use crate::ledger::{Row, amount, count, or_blank, word};
use crate::line::Line;
use crate::mishap::{Fault, faulty_position, wrong_key};
use crate::operator::{Affiliation, Operator};

const COLUMNS: [&str; 15] = [
    "affiliation",
    "mois",
    "numero_cnss",
    "cin",
    "nom",
    "prenom",
    "site",
    "date_embauche",
    "date_sortie",
    "type_contrat",
    "nationalite",
    "annee_naissance",
    "filiere",
    "brut_imposable",
    "ir_preleve",
];

/// The file's name.
pub(crate) fn name(affiliation: &Affiliation, month: Month) -> String {
    format!("PAIE_{}_{:04}{:02}.csv", affiliation.number, month.year(), month.number())
}

/// What a reader makes of a line.
pub(crate) fn row(operator: &Operator, affiliation: &Affiliation, line: &Line<'_>) -> Row {
    let contract = match line.contract {
        Contract::Permanent => "permanent",
        Contract::FixedTerm => "fixed_term",
        Contract::Temporary => "temporary",
        Contract::Internship => "internship",
    };
    let nationality = if line.person.nationality == "MA" { "moroccan" } else { "foreign" };
    Row {
        insured: (line.insured != 0).then_some(line.insured),
        card: line.person.identity_card.clone(),
        cells: vec![
            ("affiliation", word(&affiliation.number)),
            ("site", word(&operator.sites[line.site].code)),
            ("hired", Cell::Date(line.hired)),
            ("left", or_blank(line.left, Cell::Date)),
            ("contract", word(contract)),
            ("nationality", word(nationality)),
            ("birth_year", count(line.person.birth_year)),
            ("ecosystem", word(&line.ecosystem.to_lowercase())),
            ("gross_taxable", amount(line.gross_centimes)),
            ("tax_withheld", amount(line.withheld.tax)),
        ],
        ..Row::default()
    }
}

/// The file, with the fault if there is one.
pub(crate) fn write(
    operator: &Operator,
    affiliation: &Affiliation,
    month: Month,
    lines: &[Line<'_>],
    fault: Option<Fault>,
) -> Written {
    let fault = fault.filter(|fault| fault.of_payroll());
    let faulty = fault.and_then(|fault| faulty_position(lines, fault));
    let mut csv = Csv::new(operator.habits, &COLUMNS);
    for (position, line) in lines.iter().enumerate() {
        let fault = fault.filter(|_| faulty == Some(position));
        let insured = match fault {
            Some(Fault::PayrollInsuredKey) => wrong_key(line.insured),
            _ => line.insured,
        };
        let hired = match fault {
            Some(Fault::PayrollDate) => no_such_day(operator),
            _ => csv.day(Some(line.hired)),
        };
        let mut given = line.person.given_accented();
        if fault == Some(Fault::PayrollEncoding) && !line.person.accented {
            given.push('É');
        }
        let left = csv.day(line.left);
        let (gross, tax) = (csv.amount(line.gross_centimes), csv.amount(line.withheld.tax));
        csv.row(&[
            &affiliation.number,
            &month.to_string(),
            &format!("{insured:09}"),
            line.person.identity_card.as_deref().unwrap_or(""),
            &line.person.family,
            &given,
            &operator.sites[line.site].code,
            &hired,
            &left,
            contract(line.contract),
            line.person.nationality,
            &line.person.birth_year.to_string(),
            line.ecosystem,
            &gross,
            &tax,
        ]);
    }
    let text = csv.text();
    let bytes = if fault == Some(Fault::PayrollEncoding) { windows_1252(&text) } else { text.into_bytes() };
    let row_fault = fault != Some(Fault::PayrollEncoding);
    let faulty_line = faulty.filter(|_| row_fault).and_then(|position| u32::try_from(position + 2).ok());
    Written { bytes, faulty_line }
}

const fn contract(contract: Contract) -> &'static str {
    match contract {
        Contract::Permanent => "CDI",
        Contract::FixedTerm => "CDD",
        Contract::Temporary => "INTERIM",
        Contract::Internship => "STAGE",
    }
}

fn no_such_day(operator: &Operator) -> String {
    if operator.habits.french_csv { "30/02/2025".to_owned() } else { "2025-02-30".to_owned() }
}

/// The bytes an old spreadsheet would write; letters beyond Latin-1 do not occur.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars()
        .filter(|letter| *letter != '\u{feff}')
        .map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?'))
        .collect()
}
