//! Yearly statements of salaries (état 9421).

use crate::tables::read;
use contract::facts::{Cell, Period};
use contract::money::Money;
use evidence::piece::{Declarant, Piece, PieceKind};

use crate::account::{assert_balanced, codes};

/// A statement of two permanent and one exempt employee, one trainee, one occasional, with payments of two months.
pub const STATEMENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<TraitementEtSalaire>
  <identifiantFiscal>12345678</identifiantFiscal>
  <raisonSociale>Société fictive &amp; Cie</raisonSociale>
  <exerciceFiscalDu>2025-01-01</exerciceFiscalDu>
  <exerciceFiscalAu>2025-12-31</exerciceFiscalAu>
  <annee>2025</annee>
  <commune><code>141.01</code></commune>
  <nbrPersoPermanent>2</nbrPersoPermanent>
  <totalMtRevenuBrutImposablePP>198000.00</totalMtRevenuBrutImposablePP>
  <totalMtIrPrelevePP>7789.88</totalMtIrPrelevePP>
  <listPersonnelPermanent>
    <PersonnelPermanent>
      <nom>FICTIF</nom><prenom>Exemple</prenom><numCNI>AB123456</numCNI><numCNSS>123456785</numCNSS>
      <periode>312</periode><nbrReductions>2</nbrReductions>
      <mtRevenuBrutImposable>120000.00</mtRevenuBrutImposable>
      <mtFraisProfess>30000.00</mtFraisProfess><mtCotisationAssur>5937.60</mtCotisationAssur>
      <mtRevenuNetImposable>84062.40</mtRevenuNetImposable>
      <mtTotalDeduction>35937.60</mtTotalDeduction>
      <irPreleve>7218.72</irPreleve>
      <refTaux><code>TPP.20.2009</code></refTaux>
      <listElementsExonere><ElementExonerePP><montantExonere>5</montantExonere></ElementExonerePP></listElementsExonere>
    </PersonnelPermanent>
    <PersonnelPermanent>
      <irPreleve>571,16</irPreleve><mtRevenuBrutImposable>78000</mtRevenuBrutImposable>
      <numCNSS>000000000</numCNSS><numCNI>k 9</numCNI>
    </PersonnelPermanent>
  </listPersonnelPermanent>
  <listPersonnelExonere>
    <PersonnelExonere>
      <numCNSS>100000018</numCNSS><dateRecrutement>2025-03-01</dateRecrutement>
      <mtRevenuBrutImposable>60000.00</mtRevenuBrutImposable>
      <mtRetenuesOperees>4044.00</mtRetenuesOperees><mtRevenuNetImposable>55956.00</mtRevenuNetImposable>
    </PersonnelExonere>
  </listPersonnelExonere>
  <listPersonnelOccasionnel>
    <PersonnelOccasionnel><nom>X</nom><mtBrutSommes>10</mtBrutSommes><irPreleve>3</irPreleve></PersonnelOccasionnel>
  </listPersonnelOccasionnel>
  <listStagiaires><Stagiaire><mtBrutIndemnites>10</mtBrutIndemnites></Stagiaire></listStagiaires>
  <listVersements>
    <VersementTraitementSalaire><mois>1</mois><annee>1999</annee></VersementTraitementSalaire>
  </listVersements>
</TraitementEtSalaire>
"#;

fn read_text(text: &str) -> Piece {
    let piece = read("9421-2025.xml", text.as_bytes());
    assert_balanced(&piece);
    piece
}

#[test]
fn a_statement_is_read_by_element_names() {
    let piece = read_text(STATEMENT);
    assert_eq!(codes(&piece), [""; 0]);
    assert_eq!(piece.kind, Some(PieceKind::ANNUAL_TAX));
    assert_eq!(piece.declarant, Declarant::TaxIdentifier("12345678".to_owned()));
    assert_eq!(piece.period, Some(Period::Year(2025)));
    let amount = |centimes| Cell::Amount(Money::from_centimes(centimes));
    let code = |word: &str| Cell::Code(word.to_owned());
    let expected = [
        ("gross_taxable", amount(12_000_000)),
        ("net_taxable", amount(8_406_240)),
        ("deductions", amount(3_593_760)),
        ("professional_expenses", amount(3_000_000)),
        ("contributions", amount(593_760)),
        ("tax_withheld", amount(721_872)),
        ("dependants", Cell::Count(2)),
        ("days", Cell::Count(312)),
        ("exempt", code("no")),
    ];
    assert_eq!(piece.rows[0].cells, expected);
    assert_eq!(piece.rows[1].cells[0].1, amount(7_800_000));
    assert_eq!(piece.rows[1].cells[5].1, amount(57_116));
    assert_eq!(piece.rows[1].cells[1].1, Cell::Blank);
    let exempt = &piece.rows[2].cells;
    assert_eq!((&exempt[2].1, &exempt[5].1, &exempt[8].1), (&amount(404_400), &amount(0), &code("yes")));
    let people = piece.rows.iter().filter_map(|row| row.person.as_ref());
    let people: Vec<_> = people.map(|person| (person.number.as_deref(), person.card.as_deref())).collect();
    let expected = [(Some("123456785"), Some("AB123456")), (None, Some("K9")), (Some("100000018"), None)];
    assert_eq!(people, expected);
    assert_eq!(piece.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(piece.accounting.rows_in, 5);
    assert_eq!(piece.accounting.ignored.get("occasional-staff"), Some(&1));
    assert_eq!(piece.accounting.ignored.get("trainees"), Some(&1));
}

#[test]
fn namespaces_order_and_unknown_elements_do_not_matter() {
    let namespaced = STATEMENT.replace("</", "</e:").replace('<', "<e:");
    let namespaced = namespaced.replace("<e:/e:", "</e:").replace("<e:?", "<?");
    let namespaced = namespaced.replace("<e:TraitementEtSalaire>", "<e:TraitementEtSalaire xmlns:e=\"urn:x\">");
    let (head, tail) = STATEMENT.split_once("  <identifiantFiscal>").expect("the employer");
    let (employer, lists) = tail.split_once("  <listPersonnelPermanent>").expect("the lists");
    let lists = lists.replace("</TraitementEtSalaire>\n", "");
    let reordered = format!(
        "{head}<inconnu><annee2>1</annee2></inconnu><listPersonnelPermanent>{lists}<identifiantFiscal>{employer}</TraitementEtSalaire>"
    );
    let plain = read_text(STATEMENT);
    for text in [namespaced, reordered, format!("\u{FEFF}{STATEMENT}")] {
        let piece = read_text(&text);
        assert_eq!(codes(&piece), [""; 0]);
        assert_eq!(piece.rows.len(), 3);
        assert!(piece.rows.iter().zip(&plain.rows).all(|(row, plain)| row.cells == plain.cells));
    }
}

#[test]
fn a_statement_walked_by_the_child_s_job_is_the_statement() {
    let tables = evidence::catalogue::Catalogue::native().reading_by(sheet::Reader::unconfined());
    let changes = [
        ("", ""),
        ("</prenom>", "</nom>"),
        ("</TraitementEtSalaire>", ""),
        ("<TraitementEtSalaire>", "<!DOCTYPE x><TraitementEtSalaire>"),
        ("Exemple", "&x;"),
        ("7218.72", "7,218"),
        ("198000.00", "1.00"),
        ("TraitementEtSalaire", "Autre"),
        ("123456785", "1"),
    ];
    for (from, to) in changes {
        let text = if from.is_empty() { STATEMENT.to_owned() } else { STATEMENT.replace(from, to) };
        let here = read("9421.xml", text.as_bytes());
        let there = evidence::read::read_by(&tables, "9421.xml", text.as_bytes());
        assert_eq!((here.kind, &here.findings, &here.accounting), (there.kind, &there.findings, &there.accounting));
        assert_eq!((&here.declarant, here.period, here.rows.len()), (&there.declarant, there.period, there.rows.len()));
        assert!(
            here.rows.iter().zip(&there.rows).all(|(one, other)| one.line == other.line && one.cells == other.cells)
        );
    }
}

#[test]
fn every_broken_element_of_a_person_is_found() {
    let refused = [
        ("<numCNI>AB123456</numCNI><numCNSS>123456785", "<numCNSS>123456784", "tax-registration-key", "numCNSS"),
        ("<numCNI>AB123456</numCNI><numCNSS>123456785", "<numCNSS>12345", "tax-registration", "numCNSS"),
    ];
    let unread = [
        ("<irPreleve>7218.72</irPreleve>", "", "tax-amount-missing", "irPreleve"),
        ("7218.72</irPreleve>", "beaucoup</irPreleve>", "tax-amount", "irPreleve"),
        ("7218.72</irPreleve>", "7218.7211</irPreleve>", "tax-decimals", "irPreleve"),
        (">312<", ">douze<", "tax-count", "periode"),
        (">2</nbrReductions>", ">1.5</nbrReductions>", "tax-count", "nbrReductions"),
    ];
    let warned = [
        ("AB123456", "123", "tax-cin", "numCNI"),
        ("123456785", "123456784", "tax-registration-unread", "numCNSS"),
        ("84062.40", "84064.40", "tax-net", "mtRevenuNetImposable"),
        ("7218.72</irPreleve>", "-7218.72</irPreleve>", "tax-negative", "irPreleve"),
    ];
    let cases = refused.map(|case| (case, 2)).into_iter();
    let cases = cases.chain(unread.map(|case| (case, 3))).chain(warned.map(|case| (case, 3)));
    for ((from, to, code, field), used) in cases {
        let piece = read_text(&STATEMENT.replace(from, to));
        let finding = piece.findings.iter().find(|finding| finding.code == code).unwrap_or_else(|| panic!("{code}"));
        assert_eq!((finding.place.line, finding.place.field.as_deref()), (Some(1), Some(field)), "{code}");
        assert_eq!(piece.rows.len(), used, "{code}");
        assert_eq!(
            piece.accounting.unread,
            u64::from(unread.iter().any(|(_, _, unread, _)| *unread == code)),
            "{code}"
        );
    }
    let nobody = STATEMENT.replace("k 9", "");
    assert!(codes(&read_text(&nobody)).contains(&"tax-person-missing"));
    let taxed = STATEMENT.replace("<dateRecrutement>", "<irPreleve>1</irPreleve><dateRecrutement>");
    assert_eq!(codes(&read_text(&taxed)), ["tax-exempt-taxed"]);
    assert_eq!(read_text(&taxed).rows.len(), 3);
    let within = read_text(&STATEMENT.replace("84062.40", "84063.40"));
    assert_eq!(codes(&within), [""; 0], "one dirham is tolerated");
}

#[test]
fn totals_are_held_against_the_lines() {
    for (from, to, code) in [
        ("198000.00", "198001.01", "tax-total"),
        ("7789.88", "7788.87", "tax-total"),
        ("<totalMtIrPrelevePP>7789.88</totalMtIrPrelevePP>", "", "tax-total-missing"),
        (">2</nbrPersoPermanent>", ">4</nbrPersoPermanent>", "tax-headcount"),
        ("2025-12-31", "2025-06-30", "tax-exercise"),
    ] {
        let piece = read_text(&STATEMENT.replace(from, to));
        assert_eq!((codes(&piece), piece.rows.len()), (vec![code], 3), "{from} → {to}");
    }
    for within in ["197999.00", "198001.00"] {
        assert_eq!(codes(&read_text(&STATEMENT.replace("198000.00", within))), [""; 0]);
    }
    let exempt_counted = STATEMENT.replace(">2</nbrPersoPermanent>", ">3</nbrPersoPermanent>");
    assert_eq!(codes(&read_text(&exempt_counted)), [""; 0]);
    assert_eq!(read_text(&STATEMENT.replace("<annee>2025</annee>", "")).period, Some(Period::Year(2025)));
}

#[test]
fn the_totals_tell_whether_a_refused_row_matters() {
    let of = |from: &str, to: &str| read_text(&STATEMENT.replace(from, to));
    let refused = of("<numCNI>AB123456</numCNI><numCNSS>123456785", "<numCNSS>12345");
    let finding = refused.findings.iter().find(|finding| finding.code == "tax-total-rows").expect("both figures");
    let values: Vec<&str> = finding.values.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(values[0], "198000.00");
    assert_eq!(refused.rows.len(), 2);
    // A person of whom nothing is known, and whose amounts are not in the totals either.
    let nobody = "<PersonnelPermanent><mtRevenuBrutImposable>0</mtRevenuBrutImposable><irPreleve>0</irPreleve></PersonnelPermanent>";
    let whole = of("</listPersonnelPermanent>", &format!("{nobody}</listPersonnelPermanent>"));
    assert!(codes(&whole).contains(&"tax-total-whole"), "{:?}", codes(&whole));
    assert_eq!(whole.accounting.unnamed.iter().map(|unnamed| unnamed.rows).sum::<u64>(), 1);
}

#[test]
fn the_same_line_twice_leaves_its_amounts_unread_and_two_lines_of_a_person_add_up() {
    let (start, rest) = STATEMENT.split_once("<PersonnelPermanent>").expect("a person");
    let (_, end) = rest.split_once("</PersonnelPermanent>").expect("a person");
    let same = "<numCNSS>123456785</numCNSS><mtRevenuBrutImposable>120000</mtRevenuBrutImposable>\
                <irPreleve>7218.72</irPreleve>";
    let twice = |second: &str| {
        let person = |inside: &str| format!("<PersonnelPermanent>{inside}</PersonnelPermanent>");
        read_text(&format!("{start}{}{}{end}", person(same), person(second)))
    };
    let piece = twice(same);
    assert_eq!(piece.accounting.ignored.get("repeated-line"), Some(&1));
    let cell = |name| &piece.rows[0].cells.iter().find(|(column, _)| *column == name).expect("a cell").1;
    assert_eq!((cell("gross_taxable"), cell("exempt")), (&Cell::Unread, &Cell::Code("no".to_owned())));
    assert!(codes(&twice(&same.replace("7218.72", "7000"))).contains(&"tax-person-twice"));
}

#[test]
fn hostile_and_broken_documents_are_refused_with_their_rows() {
    let doctype = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
    let with_doctype = STATEMENT.replace("?>\n", &format!("?>\n{doctype}"));
    let deep = "<a>".repeat(100_000);
    let cases = [
        ("tax-doctype", with_doctype, 0),
        ("tax-entity", STATEMENT.replace("Exemple", "&b;"), 1),
        ("tax-depth", STATEMENT.replace("Exemple", &deep), 1),
        ("tax-not-well-formed", STATEMENT.replace("</prenom>", "</nom>"), 1),
        ("tax-truncated", STATEMENT[..STATEMENT.len() - 600].to_owned(), 3),
        ("tax-identifier", STATEMENT.replace("12345678<", "1234<"), 5),
        ("tax-year", STATEMENT.replace("<annee>2025</annee>", "").replace("2025-", "20-"), 5),
    ];
    for (code, text, rows) in cases {
        let piece = read_text(&text);
        assert!(codes(&piece).contains(&code), "{code}: {:?}", piece.findings);
        assert_eq!((piece.rows.len(), piece.accounting.rows_in), (0, rows), "{code}");
        assert!(rows == 0 || piece.accounting.refused == [(code.to_owned(), rows)].into(), "{code}");
    }
    let piece = read_text(&STATEMENT.replace("</prenom>", "</nom>"));
    assert_eq!(piece.findings[0].values, [("line".to_owned(), "14".to_owned())]);
}

#[test]
fn everybody_else_is_left_aside_by_list() {
    let others = "<listDoctorants><d/></listDoctorants><listBeneficiaires><b/><b/></listBeneficiaires>\
                  <listBeneficiairesPlanEpargne><p/></listBeneficiairesPlanEpargne></TraitementEtSalaire>";
    let piece = read_text(&STATEMENT.replace("</TraitementEtSalaire>", others));
    let aside = [
        ("doctoral-students", 1),
        ("occasional-staff", 1),
        ("savings-plan-beneficiaries", 1),
        ("share-plan-beneficiaries", 2),
        ("trainees", 1),
    ];
    assert_eq!(piece.accounting.ignored, aside.map(|(reason, count)| (reason.to_owned(), count)).into());
    assert_eq!((codes(&piece), piece.rows.len()), (vec![], 3));
}

#[test]
fn windows_1252_is_read_and_said() {
    let bytes: Vec<u8> = STATEMENT.chars().map(|character| u8::try_from(character).expect("Latin")).collect();
    let piece = read("9421.xml", &bytes);
    assert_eq!((codes(&piece), piece.rows.len()), (vec!["tax-encoding"], 3));
}

#[test]
fn findings_say_no_number_and_no_name() {
    let broken = STATEMENT.replace("123456785", "123456784").replace("AB123456", "AB12345678").replace("312", "FICTIF");
    let piece = read_text(&broken);
    let written = format!("{:?}", piece.findings);
    assert!(piece.findings.len() >= 2);
    for secret in ["12345678", "AB123456", "FICTIF", "Exemple"] {
        assert!(!written.contains(secret), "{secret} in {written}");
    }
}
