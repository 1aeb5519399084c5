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
