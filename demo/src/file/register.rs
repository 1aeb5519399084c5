//! The registers of an operator in CSV: itself, its affiliations, its sites, its turnover.

use contract::calendar::{Date, Interval};
use contract::facts::{Cell, Period};
use contract::money::Money;

use crate::ledger::{Row, amount, or_blank, word};
use crate::operator::{Habits, Operator};

/// A CSV being written, in the ways an operator may write one.
pub(crate) struct Csv {
    text: String,
    habits: Habits,
}

impl Csv {
    /// A file with these columns.
    pub(crate) fn new(habits: Habits, columns: &[&str]) -> Csv {
        let mut csv = Csv { text: String::new(), habits };
        if habits.french_csv {
            csv.text.push('\u{feff}');
        }
        csv.row(columns);
        csv
    }

    /// Adds a row; with commas between columns, every field is quoted.
    pub(crate) fn row(&mut self, fields: &[&str]) {
        for (position, field) in fields.iter().enumerate() {
            if self.habits.comma_csv {
                self.text.push_str(if position > 0 { ",\"" } else { "\"" });
                self.text.push_str(&field.replace('"', "\"\""));
                self.text.push('"');
            } else {
                if position > 0 {
                    self.text.push(';');
                }
                self.text.push_str(field);
            }
        }
        self.text.push('\n');
    }

    /// A day as this operator writes it; nothing for no day.
    pub(crate) fn day(&self, date: Option<Date>) -> String {
        match date {
            None => String::new(),
            Some(date) if self.habits.french_csv => {
                format!("{:02}/{:02}/{:04}", date.day(), date.month().number(), date.year())
            }
            Some(date) => date.to_string(),
        }
    }

    /// An amount as this operator writes it.
    pub(crate) fn amount(&self, centimes: i64) -> String {
        let text = Money::from_centimes(centimes).to_string();
        if self.habits.french_csv { text.replace('.', ",") } else { text }
    }

    /// The text of the file.
    pub(crate) fn text(self) -> String {
        self.text
    }
}

/// `operateurs.csv`, `affiliations.csv` and `sites.csv` of one operator.
pub(crate) fn registers(operator: &Operator) -> Vec<(String, Vec<u8>)> {
    let habits = operator.habits;
    let columns = ["operateur", "raison_sociale", "ice", "identifiant_fiscal", "date_creation", "groupe"];
    let mut operators = Csv::new(habits, &columns);
    let created = operators.day(Some(operator.created));
    let group = operator.group.as_deref().unwrap_or("");
    operators.row(&[
        &operator.id,
        &operator.company_name(),
        &operator.enterprise,
        &operator.tax_identifier,
        &created,
        group,
    ]);

    let mut affiliations = Csv::new(habits, &["operateur", "affiliation", "du", "au"]);
    for affiliation in &operator.affiliations {
        let (first, last) = (affiliations.day(Some(affiliation.first)), affiliations.day(affiliation.last));
        affiliations.row(&[&operator.id, &affiliation.number, &first, &last]);
    }

    let mut sites = Csv::new(habits, &["operateur", "site", "plateforme", "region", "du", "au"]);
    for site in &operator.sites {
        let (first, last) = (sites.day(Some(site.first)), sites.day(site.last));
        sites.row(&[&operator.id, &site.code, site.place.platform.unwrap_or(""), site.place.region, &first, &last]);
    }

    let file = |name: &str, csv: Csv| (name.to_owned(), csv.text().into_bytes());
    vec![file("operateurs.csv", operators), file("affiliations.csv", affiliations), file("sites.csv", sites)]
}

/// What a reader makes of these three.
pub(crate) fn rows(operator: &Operator) -> [Vec<Row>; 3] {
    let row = |valid, cells| Row { operator: Some(operator.id.clone()), valid, cells, ..Row::default() };
    let itself = vec![
        ("created", Cell::Date(operator.created)),
        ("group", or_blank(operator.group.as_deref(), word)),
        ("legal_name", word(&operator.company_name())),
        ("ice", word(&operator.enterprise)),
        ("tax_identifier", word(&operator.tax_identifier)),
    ];
    let valid = |first, last| Some(Interval { first, last });
    let affiliations = operator.affiliations.iter();
    let sites = operator.sites.iter().map(|site| {
        let platform = or_blank(site.place.platform, word);
        let cells = vec![("site", word(&site.code)), ("platform", platform), ("region", word(site.place.region))];
        row(valid(site.first, site.last), cells)
    });
    [
        vec![row(None, itself)],
        affiliations.map(|one| row(valid(one.first, one.last), vec![("affiliation", word(&one.number))])).collect(),
        sites.collect(),
    ]
}

/// What the wages of a year come to in turnover and exports, in centimes.
pub(crate) fn turnover_of(operator: &Operator, wages_centimes: i64) -> (i64, i64) {
    let total = wages_centimes * i64::from(operator.turnover_per_mille) / 1_000;
    (total, total * i64::from(operator.exports_per_mille) / 1_000)
}

/// What a reader makes of the turnover of a year.
pub(crate) fn turnover_row(operator: &Operator, year: i32, wages_centimes: i64) -> Row {
    let (total, exports) = turnover_of(operator, wages_centimes);
    Row {
        operator: Some(operator.id.clone()),
        period: Some(Period::Year(year)),
        cells: vec![("total", amount(total)), ("exports", amount(exports))],
        ..Row::default()
    }
}

/// The turnover of a year.
pub(crate) fn turnover(operator: &Operator, year: i32, wages_centimes: i64) -> Vec<u8> {
    let (total, exports) = turnover_of(operator, wages_centimes);
    let mut csv = Csv::new(operator.habits, &["operateur", "annee", "ca_total", "ca_export"]);
    let (total, exports) = (csv.amount(total), csv.amount(exports));
    csv.row(&[&operator.id, &year.to_string(), &total, &exports]);
    csv.text().into_bytes()
}
