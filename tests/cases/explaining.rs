//! Explanations: each of two jobs can be opened, and a summary adds only what adds.

use crate::desk::Desk;
use crate::firm::{AFFILIATION, Firm, Line};

const DAY: &str = "2027-04-30";

/// A person who left and was hired anew: two jobs, each with a first year.
fn two_jobs() -> Desk {
    let mut firm = Firm::old_staff("2025-06", "2027-03");
    let first = Line::new("120000006", "2025-09-01", "8000,00", "276,75");
    let last = first.but(|line| line.left = "2026-01-31".to_owned());
    firm.months(AFFILIATION, "2025-09", "2025-12", std::slice::from_ref(&first));
    firm.months(AFFILIATION, "2026-01", "2026-01", &[last]);
    firm.months(AFFILIATION, "2026-05", "2027-03", &[first.but(|line| line.hired = "2026-05-04".to_owned())]);
    Desk::with("2027-04-05", &firm.files())
}

#[test]
fn each_of_two_jobs_can_be_opened() {
    let desk = two_jobs();
    desk.pass(DAY);
    let person = desk.pseudonym("120000006");
    for (start, clause) in [("2025-09-01", "pae"), ("2026-05-04", "pae"), ("2025-09-01", "paf"), ("2026-05-04", "paf")]
    {
        let mut arguments = vec!["explain", clause, "--operator", "op-1", "--person", &person, "--start", start];
        arguments.extend(["--as-known-on", DAY]);
        if clause == "paf" {
            arguments.extend(["--anniversary", "1"]);
        }
        let (said, code) = desk.says(&arguments);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("PAIE_2000016_"), "no rows are shown for {clause} {start}:\n{said}");
    }
}

#[test]
fn the_summary_of_a_year_in_parts_adds_only_what_adds() {
    let mut firm = Firm::with_hires("30000,00", "7387,18");
    firm.sites.push_str("op-1;S2;fes-shore;MA-03;2015-01-01;\n");
    firm.between("2026-07", "2026-12", |lines| lines[2].site = "S2".to_owned());
    let desk = Desk::with("2027-04-05", &firm.files());
    let person = desk.pseudonym("102000016");
    let arguments = ["explain", "air", "--operator", "op-1", "--person", &person, "--year", "2026"];
    let (said, code) = desk.says(&arguments);
    assert_eq!(code, 0, "{said}");
    // Each part shows its rate and share; the whole adds amounts alone.
    let lines_of = |step: &str| -> Vec<&str> {
        said.lines().map(str::trim).filter(|line| line.starts_with(&format!("{step} "))).collect()
    };
    for step in ["rate", "export_share", "turnover_total", "exports"] {
        assert_eq!(lines_of(step).len(), 2, "{step}:\n{said}");
        assert!(!lines_of(step).iter().any(|line| line.contains(" + ")), "{said}");
    }
    for step in ["gross", "tax", "cap", "excess", "contribution"] {
        let lines = lines_of(step);
        assert!(lines.len() == 3 && lines[2].contains(" + "), "{step}:\n{said}");
    }
    assert!(lines_of("rate")[0].ends_with("= 20%") && lines_of("rate")[1].ends_with("= 10%"), "{said}");
    assert!(lines_of("export_share")[0].ends_with("= 100%"), "{said}");
}

#[test]
fn what_waits_for_evidence_is_told_in_json_too() {
    let mut firm = Firm::usual();
    firm.month("2026-03")[2].gross = "80x0,00".to_owned();
    let desk = Desk::with("2027-04-05", &firm.files());
    let (said, code) = desk.says(&["assess", "--waiting", "--json"]);
    assert_eq!(code, 0, "{said}");
    let documents = serde_json::Deserializer::from_str(&said).into_iter::<serde_json::Value>();
    let last = documents.last().expect("a document").expect("JSON");
    let rows = last["waiting"].as_array().expect("what waits");
    let unread = rows.iter().find(|row| row["cause"]["code"] == "cell-unread" && row["head"] == "employment_premium");
    let row = unread.unwrap_or_else(|| panic!("{rows:?}"));
    // Eleven months of 8,000 dirhams are known, of which 17 % wait at least.
    assert_eq!([&row["keys"], &row["said"], &row["centimes"]].map(ToString::to_string), ["1", "1", "1496000"]);
}
