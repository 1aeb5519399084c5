//! The firm of the cases, month by month: what its clerk writes, before he makes mistakes.
//!
//! [`Firm::usual`] has two old employees and three hired on 1 September 2025, from June 2025 to March 2027: the 2025
//! offer then owes three employment premiums of 16,320.00. A case changes lines ([`Firm::month`]), registers (its public
//! texts) or the bytes of files ([`Files`]).

use std::collections::BTreeMap;

/// The affiliation of the usual firm.
pub const AFFILIATION: &str = "2000016";

/// The three who were hired on 1 September 2025.
pub const HIRES: [&str; 3] = ["102000016", "102000024", "102000032"];

/// What owes for [`HIRES`] when nothing went wrong.
pub const ALL_DUE: &str = "102000016 102000024 102000032 2025-09-01: due 16320.00";

const HEADER: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;\
                      nationalite;annee_naissance;filiere;brut_imposable;ir_preleve";

/// A line of a payroll register.
#[derive(Clone)]
pub struct Line {
    pub cnss: String,
    pub cin: String,
    pub site: String,
    pub hired: String,
    pub left: String,
    pub contract: String,
    pub nationality: String,
    pub ecosystem: String,
    pub gross: String,
    pub tax: String,
}

impl Line {
    pub fn new(cnss: &str, hired: &str, gross: &str, tax: &str) -> Line {
        let [cnss, hired, gross, tax] = [cnss, hired, gross, tax].map(str::to_owned);
        let [site, contract, nationality, ecosystem] = ["S1", "CDI", "MA", "ITO"].map(str::to_owned);
        let (cin, left) = (String::new(), String::new());
        Line { cnss, cin, site, hired, left, contract, nationality, ecosystem, gross, tax }
    }

    /// The same line with changes.
    pub fn but(&self, change: impl FnOnce(&mut Line)) -> Line {
        let mut line = self.clone();
        change(&mut line);
        line
    }

    pub fn paid(&self, gross: &str, tax: &str) -> Line {
        self.but(|line| (line.gross, line.tax) = (gross.to_owned(), tax.to_owned()))
    }

    fn written(&self, affiliation: &str, month: &str) -> String {
        let Line { cnss, cin, site, hired, left, contract, nationality, ecosystem, gross, tax } = self;
        format!(
            "{affiliation};{month};{cnss};{cin};ALPHA;BETA;{site};{hired};{left};{contract};{nationality};1995;\
             {ecosystem};{gross};{tax}"
        )
    }
}

/// What an operator could hand in.
pub struct Firm {
    pub operators: String,
    pub affiliations: String,
    pub sites: String,
    pub turnover: String,
    registers: BTreeMap<(String, String), Vec<Line>>,
}

impl Firm {
    /// Registers of one operator, without months.
    pub fn new(since: &str) -> Firm {
        Firm {
            operators: format!(
                "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
                 op-1;SOCIETE 1 SYNTHETIQUE;001234567000062;1000001;{since};\n"
            ),
            affiliations: format!("operateur;affiliation;du;au\nop-1;{AFFILIATION};{since};\n"),
            sites: format!("operateur;site;plateforme;region;du;au\nop-1;S1;casanearshore;MA-06;{since};\n"),
            turnover: "operateur;annee;ca_total;ca_export\nop-1;2025;1000000;1000000\nop-1;2026;1000000;1000000\n\
                       op-1;2027;1000000;1000000\n"
                .to_owned(),
            registers: BTreeMap::new(),
        }
    }

    /// Two old employees, and three hired on 1 September 2025 at 8,000.00.
    pub fn usual() -> Firm {
        Firm::with_hires("8000,00", "276,75")
    }

    /// The same with another pay of the three.
    pub fn with_hires(gross: &str, tax: &str) -> Firm {
        let mut firm = Firm::old_staff("2025-06", "2027-03");
        firm.from("2025-09", |lines| lines.extend(HIRES.map(|cnss| Line::new(cnss, "2025-09-01", gross, tax))));
        firm
    }

    /// The two old employees alone.
    pub fn old_staff(from: &str, to: &str) -> Firm {
        let mut firm = Firm::new("2015-01-01");
        let old = ["101000017", "101000025"].map(|cnss| Line::new(cnss, "2020-01-01", "7000,00", "0"));
        firm.months(AFFILIATION, from, to, &old);
        firm
    }

    /// The same lines in each month.
    pub fn months(&mut self, affiliation: &str, from: &str, to: &str, lines: &[Line]) {
        for month in months(from, to) {
            self.registers.entry((affiliation.to_owned(), month)).or_default().extend_from_slice(lines);
        }
    }

    /// The lines of one month of the usual affiliation.
    pub fn month(&mut self, month: &str) -> &mut Vec<Line> {
        self.register(AFFILIATION, month)
    }

    pub fn register(&mut self, affiliation: &str, month: &str) -> &mut Vec<Line> {
        self.registers.entry((affiliation.to_owned(), month.to_owned())).or_default()
    }

    /// Changes every register from a month on.
    pub fn from(&mut self, from: &str, change: impl FnMut(&mut Vec<Line>)) {
        self.between(from, "9999-12", change);
    }

    /// Changes every register of these months.
    pub fn between(&mut self, from: &str, to: &str, mut change: impl FnMut(&mut Vec<Line>)) {
        let within = |month: &str| from <= month && month <= to;
        self.registers.iter_mut().filter(|((_, month), _)| within(month)).for_each(|(_, lines)| change(lines));
    }

    /// Every line of every register.
    pub fn lines(&mut self) -> impl Iterator<Item = &mut Line> {
        self.registers.values_mut().flatten()
    }

    /// No register of that month.
    pub fn without(&mut self, affiliation: &str, month: &str) {
        self.registers.remove(&(affiliation.to_owned(), month.to_owned()));
    }

    /// Registers of the office and of every month, all correctly written.
    pub fn files(&self) -> Files {
        let mut files = self.office();
        for ((affiliation, month), lines) in &self.registers {
            files = files.and(&payroll_name(affiliation, month), payroll(affiliation, month, lines));
        }
        files
    }

    /// The four registers of the office.
    pub fn office(&self) -> Files {
        Files::default()
            .and("operateurs.csv", &self.operators)
            .and("affiliations.csv", &self.affiliations)
            .and("sites.csv", &self.sites)
            .and("ca.csv", &self.turnover)
    }

    /// The payroll register of one month of the usual affiliation.
    pub fn payroll(&mut self, month: &str) -> Files {
        let text = payroll(AFFILIATION, month, self.month(month));
        Files::default().and(&payroll_name(AFFILIATION, month), text)
    }
}

/// The usual name of a payroll register.
pub fn payroll_name(affiliation: &str, month: &str) -> String {
    format!("PAIE_{affiliation}_{}.csv", month.replace('-', ""))
}

fn payroll(affiliation: &str, month: &str, lines: &[Line]) -> String {
    let written = lines.iter().map(|line| line.written(affiliation, month));
    std::iter::once(HEADER.to_owned()).chain(written).map(|line| line + "\n").collect()
}

/// Months as `2025-06`, both ends included.
pub fn months(from: &str, to: &str) -> Vec<String> {
    let number = |month: &str| -> u32 {
        let (year, month) = month.split_once('-').expect("a month");
        12 * year.parse::<u32>().expect("a year") + month.parse::<u32>().expect("a month") - 1
    };
    (number(from)..=number(to)).map(|month| format!("{:04}-{:02}", month / 12, month % 12 + 1)).collect()
}

/// Files of one delivery, in the order in which they are named on the command line. Two may bear one name.
#[derive(Clone, Default)]
pub struct Files(pub Vec<(String, Vec<u8>)>);

impl Files {
    pub fn and(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Files {
        self.0.push((name.to_owned(), bytes.as_ref().to_vec()));
        self
    }

    /// The files whose name contains the text, their content changed.
    pub fn edited<T: AsRef<[u8]>>(mut self, name: &str, change: impl Fn(&str) -> T) -> Files {
        let mut found = false;
        for (_, bytes) in self.0.iter_mut().filter(|(known, _)| known.contains(name)) {
            let text = std::str::from_utf8(bytes).expect("a text").to_owned();
            *bytes = change(&text).as_ref().to_vec();
            found = true;
        }
        assert!(found, "no file is named {name}");
        self
    }

    /// The files whose name contains the text.
    pub fn only(&self, name: &str) -> Files {
        let found: Vec<_> = self.0.iter().filter(|(known, _)| known.contains(name)).cloned().collect();
        assert!(!found.is_empty(), "no file is named {name}");
        Files(found)
    }

    /// All but the files whose name contains the text.
    pub fn but(&self, name: &str) -> Files {
        Files(self.0.iter().filter(|(known, _)| !known.contains(name)).cloned().collect())
    }

    /// Both, this one first.
    pub fn with(mut self, other: Files) -> Files {
        self.0.extend(other.0);
        self
    }
}
