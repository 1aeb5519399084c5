//! Rows that are nobody: separators, totals, marks of an end. They are passed over with a reason, and make nobody doubtful.

use crate::desk::Desk;
use crate::firm::{Firm, HIRES, Line};

const DAY: &str = "2027-12-10";
const DUE: &str = "102000016 102000024 102000032 2026-05-04: due 16320.00";

/// Three hires of May 2026; March 2026 ends with these bytes.
fn march_ends_with(tail: &[u8]) -> (Desk, crate::desk::Told) {
    let mut firm = Firm::old_staff("2025-06", "2027-11");
    let hires = HIRES.map(|cnss| Line::new(cnss, "2026-05-04", "8000,00", "276,75"));
    firm.months("2000016", "2026-05", "2027-11", &hires);
    let files = firm.files().edited("202603", |text| [text.as_bytes(), tail].concat());
    let desk = Desk::new();
    let told = desk.hand_in("2027-12-05", &files);
    (desk, told)
}

#[test]
fn a_row_of_separators_makes_nobody_doubtful() {
    for tail in [";;;;;;;;;;;;;;\n", ";;;;;;;;;;;;;;", " ; ; ;;;;;;;;;;;; \r\n", ";;;\n;;;;;;;;;;;;;;\n"] {
        let (desk, told) = march_ends_with(tail.as_bytes());
        told.accepted();
        desk.known(DAY).are("pae", DUE);
    }
}

#[test]
fn a_total_row_makes_nobody_doubtful() {
    for tail in
        ["TOTAL;;;;;;;;;;;;;14000,00;0\n", ";;;;;;;;;;;;;14000,00;0,00\n", "Total général;;;;;;;;;;;;;14000,00;0\n"]
    {
        let (desk, told) = march_ends_with(tail.as_bytes());
        told.accepted();
        desk.known(DAY).are("pae", DUE);
    }
}

#[test]
fn a_total_that_is_not_the_sum_is_told() {
    let (desk, told) = march_ends_with(b"TOTAL;;;;;;;;;;;;;21000,00;0\n");
    told.accepted().speaks_of("202603");
    desk.known(DAY).are("pae", DUE);
}

#[test]
fn a_mark_of_the_end_makes_nobody_doubtful() {
    for tail in [&b"\x1a"[..], b"\x1a\n", b"\x00", b"\r\n\r\n\x1a"] {
        let (desk, told) = march_ends_with(tail);
        told.accepted();
        desk.known(DAY).are("pae", DUE);
    }
}

#[test]
fn a_row_that_names_nobody_but_was_paid_widens_the_count_alone() {
    // Somebody was there in March 2026; the three hires of May have their posts whether he is counted or not, and nobody
    // who has a row in March is doubtful.
    let (desk, told) = march_ends_with(b"2000016;2026-03;;;ALPHA;BETA;S1;2020-01-01;;CDI;MA;1995;ITO;6500,00;0\n");
    told.speaks_of("202603");
    desk.known(DAY).are("pae", "102000016 102000024 102000032 2026-05-04: …");
    let found = desk.known(DAY).of("air").into_iter().filter(|line| line.contains(" 2026: not evaluated")).count();
    assert_eq!(found, 0, "{:?}", desk.known(DAY).of("air"));
}

#[test]
fn a_form_filled_in_advance_and_a_closing_line_make_nobody_doubtful() {
    for tail in [
        ";;;;;;;;;;;;;0;0\n",
        "2000016;2026-03;;;;;S1;;;CDI;MA;;;0,00;0,00\n",
        "-----;----;---;;;;;;;;;;;----;---\n",
        "TOTAL;;2;;;;;;;;;;;14000,00;0\n",
        "TOTAL;;000000000;;;;;;;;;;;14000,00;0\n",
        "Moyenne;;;;;;;;;;;;;7000,00;0\n",
        "Nombre de salariés : 2\n",
        "Nombre de salariés : 2;;;;;;;;;;;;;;\n",
        "Fait à Casablanca, le 05/04/2026;;;;;;;;;;;;;;\n",
        "Fait à Casablanca, le 05/04/2026\n",
    ] {
        let (desk, told) = march_ends_with(tail.as_bytes());
        told.accepted();
        desk.known(DAY).are("pae", DUE);
    }
}

#[test]
fn a_row_with_a_name_or_a_number_stays_somebody() {
    // A name without a number and without pay, a number that is none, a card of no pattern: nobody knows who it is.
    for tail in [
        "2000016;2026-03;;;ALPHA;BETA;S1;2020-01-01;;CDI;MA;1995;ITO;0;0\n",
        "2000016;2026-03;12345;;;;S1;2020-01-01;;CDI;MA;1995;ITO;0;0\n",
        "TOTAL;;101000018;;;;;;;;;;;14000,00;0\n",
        ";;;;CACHET;MARIE;;;;;;;;6500,00;0\n",
    ] {
        let (_, told) = march_ends_with(tail.as_bytes());
        told.rows("202603", 2, 0, 1);
    }
}

#[test]
fn the_header_once_more_is_followed_by_rows_in_its_own_order() {
    let usual = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                 annee_naissance;filiere;brut_imposable;ir_preleve";
    for (header, told_once) in
        [(usual.to_owned(), 0), (usual.replace("brut_imposable;ir_preleve", "ir_preleve;brut_imposable"), 1)]
    {
        let files = Firm::usual().files().edited("202603", |text| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            for line in lines.iter_mut().skip(3).filter(|_| told_once == 1) {
                *line = line.replace("8000,00;276,75", "276,75;8000,00");
            }
            lines.insert(3, header.clone());
            lines.join("\n") + "\n"
        });
        let desk = Desk::new();
        desk.hand_in("2027-04-05", &files).accepted().rows("202603", 5, 1, 0).tells(
            "csv-header-changed",
            "202603",
            told_once,
        );
        desk.known("2027-04-05").are("pae", crate::firm::ALL_DUE);
    }
}

#[test]
fn whoever_may_be_among_the_refused_rows_of_months_that_follow_each_other_is_not_refused() {
    // The number of one of the three is wrong from some month on, and no card names her: in each month one row is refused.
    for (from, to) in [("2027-03", "2027-03"), ("2027-02", "2027-03"), ("2026-02", "2027-03")] {
        let mut firm = Firm::usual();
        firm.between(from, to, |lines| lines[2].cnss = "102000017".to_owned());
        let desk = Desk::new();
        desk.hand_in("2027-04-05", &firm.files());
        let found = desk.known("2027-04-10").of("pae");
        let hers: Vec<_> = found.iter().filter(|line| line.starts_with(HIRES[0])).collect();
        assert!(hers.len() == 1 && hers[0].contains("not evaluated"), "{from}: {hers:?}");
    }
}
