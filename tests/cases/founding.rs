//! An operator owes no file for months before it existed and after it ended.

use crate::desk::Desk;
use crate::firm::{AFFILIATION, Firm, Line};

/// Founded and affiliated on 10 March 2026.
fn founded() -> Firm {
    let mut firm = Firm::new("2026-03-10");
    firm.sites = firm.sites.replace("casanearshore;MA-06", "fes-shore;MA-03");
    let person =
        Line::new("120000006", "2026-03-10", "20000.00", "3770.80").but(|line| line.ecosystem = "CRM".to_owned());
    firm.months(AFFILIATION, "2026-03", "2026-12", &[person]);
    firm
}

const DUE: &str = "120000006 2026: due 17708.00";

#[test]
fn a_backdated_affiliation_with_empty_files_comes_to_the_same() {
    let mut firm = founded();
    firm.affiliations = firm.affiliations.replace("2026-03-10", "2026-01-01");
    firm.months(AFFILIATION, "2026-01", "2026-02", &[]);
    Desk::with("2027-02-20", &firm.files()).known("2027-04-30").are("air", DUE);
}
