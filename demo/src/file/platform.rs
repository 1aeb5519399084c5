//! What the managers of platforms file, in CSV: the list of their floors once, and each quarter what is built, let, asked for
//! and how many work there. One manager leaves a quarter out.

use contract::calendar::Quarter;

use crate::file::programme::place_of;
use crate::file::register::Csv;
use crate::operator::{Habits, Operator};

/// Platforms with what is built at the beginning and what is let of it, in thousandths. Invented.
const PLATFORMS: [(&str, i64, i64); 5] = [
    ("casanearshore", 240_000, 900),
    ("technopolis", 72_000, 820),
    ("fes-shore", 26_000, 850),
    ("oujda-shore", 8_000, 700),
    ("tetouan-shore", 18_000, 920),
];

/// The reports of a quarter, `nth` from the first one of the sector; with the first one the floors.
pub(crate) fn files(operators: &[Operator], quarter: Quarter, nth: i64) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (platform, built, let_per_mille) in PLATFORMS {
        let manager = format!("{platform}-manager");
        if nth == 0 {
            files.push((format!("ETAGES_{manager}.csv"), floors(operators, platform, &manager)));
        }
        if platform == "tetouan-shore" && nth == 5 {
            continue;
        }
        let built = built + built * nth / 100;
        let area_let = built * (let_per_mille + nth * 3).min(990) / 1_000;
        let columns = [
            "gestionnaire",
            "plateforme",
            "trimestre",
            "surface_batie",
            "surface_louee",
            "surface_demandee",
            "emplois",
        ];
        let mut csv = Csv::new(Habits::default(), &columns);
        let figures = [built, area_let, built / 40, area_let / 9].map(|figure| figure.to_string());
        let [built, area_let, asked, jobs] = &figures;
        csv.row(&[&manager, platform, &quarter.to_string(), built, area_let, asked, jobs]);
        files.push((format!("RAPPORT_{manager}_{quarter}.csv"), csv.text().into_bytes()));
    }
    files
}

/// The floors on which operators have their sites, as the manager knows them.
fn floors(operators: &[Operator], platform: &str, manager: &str) -> Vec<u8> {
    let columns = ["gestionnaire", "plateforme", "batiment", "etage", "surface", "loyer_mensuel", "du", "au"];
    let mut csv = Csv::new(Habits::default(), &columns);
    for operator in operators {
        for (nth, site) in operator.sites.iter().enumerate().filter(|(_, site)| site.place.platform == Some(platform)) {
            let (building, floor) = place_of(operator, nth);
            // What one operator states is more than the manager knows of.
            let area = 200 + 50 * (operator.index as i64 % 40) - if operator.index == 4 { 50 } else { 0 };
            let (first, last) = (csv.day(Some(site.first)), csv.day(site.last));
            let rent = csv.amount(area * 7_500);
            csv.row(&[manager, platform, &building, &floor, &area.to_string(), &rent, &first, &last]);
        }
    }
    csv.text().into_bytes()
}
