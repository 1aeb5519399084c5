//! Every code is written by some file, with the severity and the values that the list of codes promises.
//!
//! Each specimen is a small file with one thing wrong. A code without a specimen, or a finding outside the list, fails.

use std::collections::{BTreeMap, BTreeSet};

use evidence::finding::{Finding, Severity};
use evidence::finding::{codes::CODES as NATIVE, table_codes::CODES as DECLARED};
use evidence::read::compare_preestablished;

use crate::annual_tax::STATEMENT;
use crate::ebds::file::{self, Person, number, overwrite, person, text};
use crate::payroll::{self, register, row};
use crate::registers::{AFFILIATIONS, OPERATORS, SITES, TURNOVER};
use crate::tables::read;

fn findings() -> Vec<Finding> {
    let mut all = Vec::new();
    for (name, bytes) in [of_files(), of_ebds(), of_ebds_lines(), of_tables(), of_statements()].concat() {
        all.extend(read(name, &bytes).findings);
    }
    all.extend(of_comparison());
    all.extend(crate::answers::specimens().into_iter().flat_map(|piece| piece.findings));
    all.extend(crate::spreadsheets::specimens().into_iter().flat_map(|piece| piece.findings));
    all.extend(crate::declared::specimens().into_iter().flat_map(|piece| piece.findings));
    all.extend(crate::keyed::pieces().into_iter().flat_map(|piece| piece.findings));
    all
}

type Specimens = Vec<(&'static str, Vec<u8>)>;

fn of_files() -> Specimens {
    let declaration = text(&file::main_declaration(&[person("123456785")], &[]));
    let many: Vec<Person> = (1..=1_200).map(|seven| Person { name: "é", ..person(&number(seven)) }).collect();
    vec![
        ("vide.txt", b" \r\n".to_vec()),
        ("texte.txt", b"\xFF\xFEa\0b\0".to_vec()),
        ("image.png", b"\x89PNG\r\n".to_vec()),
        ("ds.txt", declaration.clone().into_bytes()),
        ("PAIE_1234567_202507.csv", declaration.clone().into_bytes()),
        ("DS_2703892_202506.txt", declaration.clone().into_bytes()),
        ("DS_1234567_202507.txt", text(&file::main_declaration(&many, &[])).into_bytes()),
        ("DS_1234567_202507.txt", [b"\xEF\xBB\xBF", declaration.as_bytes()].concat()),
    ]
}

const DECLARATION: &str = "DS_1234567_202507.txt";

fn of_ebds() -> Specimens {
    let lines = file::main_declaration(&[person("123456785")], &[person(&number(9))]);
    let with = |index: usize, line: String| {
        let mut lines = lines.clone();
        lines[index] = line;
        (DECLARATION, text(&lines).into_bytes())
    };
    let without = |index: usize| {
        let mut lines = lines.clone();
        lines.remove(index);
        (DECLARATION, text(&lines).into_bytes())
    };
    let (header, recap) = (&lines[1], &lines[3]);
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    vec![
        without(0),
        without(3),
        without(6),
        (DECLARATION, text(&[lines.clone(), lines.clone()].concat()).into_bytes()),
        (DECLARATION, text(&swapped).into_bytes()),
        with(0, overwrite(&lines[0], 18, "A0")),
        with(0, overwrite(&lines[0], 4, "    ")),
        with(1, overwrite(header, 10, "1")),
        with(1, overwrite(header, 15, "13")),
        with(1, overwrite(header, 245, "20250732")),
        with(1, format!("{header}x")),
        with(3, overwrite(recap, 17, "X")),
        with(3, overwrite(recap, 11, "202506")),
        with(3, overwrite(recap, 22, "7")),
        with(3, overwrite(recap, 79, "9")),
        ("complement.txt", text(&file::complement(&[person("123456785")])).into_bytes()),
    ]
}

fn of_ebds_lines() -> Specimens {
    let good = Person { cin: "AB123456", ..person("123456785") };
    let change = |change: fn(&mut Person)| {
        let mut changed = good.clone();
        change(&mut changed);
        changed
    };
    let insured = [
        change(|p| p.number = "123456784".to_owned()),
        change(|p| p.number = "223456785".to_owned()),
        change(|p| p.number = "100000000".to_owned()),
        change(|p| p.number = "000000000".to_owned()),
        change(|p| p.days = 27),
        change(|p| p.real = 1),
        change(|p| p.capped = 1),
        change(|p| p.situation = "CS"),
        change(|p| p.situation = "SO"),
        change(|p| p.control_off_by = 1),
    ];
    let entrants = [
        change(|p| (p.number, p.cin) = (String::new(), "")),
        change(|p| (p.cin, p.name, p.first_name) = ("1", "", "")),
        change(|p| p.number = "123456784".to_owned()),
    ];
    let line = file::b02(&good);
    let broken = [
        overwrite(&line, 1, "X"),
        overwrite(&line, 27, "*"),
        overwrite(&line, 4, "2703892"),
        overwrite(&line, 11, "202506"),
        overwrite(&line, 86, "  "),
        overwrite(&line, 136, "XX"),
        overwrite(&line, 17, "X"),
        line[..259].to_owned(),
        line[..155].to_owned(),
        format!("{}{}", &line[..10], &line[11..]),
    ];
    let mut all: Specimens = Vec::new();
    let mut add = |lines: Vec<String>| all.push((DECLARATION, text(&lines).into_bytes()));
    insured.iter().for_each(|person| add(file::main_declaration(std::slice::from_ref(person), &[])));
    entrants.iter().for_each(|person| add(file::main_declaration(&[], std::slice::from_ref(person))));
    for broken in broken {
        let mut lines = file::main_declaration(std::slice::from_ref(&good), &[]);
        lines[2] = broken;
        add(lines);
    }
    add(file::main_declaration(&[person(&number(2)), person(&number(1)), person(&number(1))], &[]));
    let mut lines = file::main_declaration(std::slice::from_ref(&good), &[]);
    lines.insert(3, line.clone());
    lines[4] = overwrite(&lines[4], 22, "7");
    add(lines);
    let mut lines = file::complement(std::slice::from_ref(&good));
    lines[2] = line.replacen('B', "E", 1);
    all.push(("DSC1_1234567_202507.txt", text(&lines).into_bytes()));
    all
}

fn of_comparison() -> Vec<Finding> {
    let list: Vec<Person> = (1..=3).map(|seven| person(&number(seven))).collect();
    let mut answer = vec![list[0].clone(), Person { children: 5, ..list[1].clone() }];
    answer.push(person(&number(9)));
    let read_all = |lines: &[String]| read("x", text(lines).as_bytes());
    let (list, answer) = (read_all(&file::preestablished(&list)), read_all(&file::main_declaration(&answer, &[])));
    let nothing = read("x", b"");
    [compare_preestablished(&answer, &list), compare_preestablished(&answer, &nothing)].concat()
}

fn of_tables() -> Specimens {
    let one = |column: &str, text: &str| register(&[row(&[(column, text)]), row(&[("numero_cnss", "100000018")])]);
    let good = register(&[payroll::ROW.to_owned()]);
    let changes = [
        ("affiliation", "2703892"),
        ("affiliation", "27039"),
        ("affiliation", "123456"),
        ("affiliation", ""),
        ("mois", "2025-06"),
        ("mois", "07/2025"),
        ("mois", "juillet"),
        ("numero_cnss", "'123456785"),
        ("numero_cnss", "123456785.0"),
        ("numero_cnss", "123 456 785"),
        ("numero_cnss", "\u{200E}123456785"),
        ("numero_cnss", "١٢٣٤٥٦٧٨٥"),
        ("numero_cnss", "0"),
        ("numero_cnss", "12"),
        ("numero_cnss", "123456784"),
        ("cin", "1"),
        ("nom", "\"x"),
        ("site", "é"),
        ("date_embauche", "hier"),
        ("date_embauche", "1/9/2022"),
        ("date_embauche", "9/15/2022"),
        ("date_embauche", "01-09-2022"),
        ("date_embauche", "44805"),
        ("nationalite", "XX"),
        ("nationalite", "Marocaine"),
        ("date_embauche", "2025-08-01"),
        ("date_sortie", "2025-01-01"),
        ("date_sortie", "2022-01-01"),
        ("type_contrat", "?"),
        ("annee_naissance", "2020"),
        ("annee_naissance", "?"),
        ("annee_naissance", "01/01/1995"),
        ("brut_imposable", "?"),
        ("brut_imposable", "1 000,00"),
        ("brut_imposable", "1.234"),
        ("brut_imposable", "6,500"),
        ("brut_imposable", "6500.2345"),
        ("brut_imposable", "6500 DH"),
        ("ir_preleve", ",75"),
        ("ir_preleve", "130.93-"),
        ("brut_imposable", "1"),
        ("ir_preleve", "-1"),
        ("brut_imposable", "100000000.01"),
    ];
    let mut tables: Vec<String> = changes.iter().map(|(column, text)| one(column, text)).collect();
    tables.extend([
        register(&[row(&[("numero_cnss", ""), ("cin", "")])]),
        register(&[row(&[("numero_cnss", "12"), ("cin", "")])]),
        register(&[row(&[("numero_cnss", "123456784"), ("cin", "")])]),
        register(&[payroll::ROW.to_owned(), payroll::ROW.to_owned(), row(&[("site", "s2")])]),
        register(&[]),
        register(&[format!("{};x", payroll::ROW)]),
        register(&[format!("{};{}", payroll::ROW, "x".repeat(70_000))]),
        good.replace("ir_preleve", "autre"),
        good.replace("ir_preleve", "IR prélevé"),
        good.replace(';', "\t").replace("6500.00", "6500,00"),
        good.replace(';', ",").replace("6500.00", "6500,00"),
        register(&[]).replace('\n', ";x\n"),
        format!("Paie de juillet\n{good}"),
        format!("sep=;\n{good}"),
        register(&[row(&[("date_embauche", "44805")])]),
        register(&[payroll::ROW.to_owned(), ";".repeat(13) + "1;1"]),
        register(&[payroll::ROW.to_owned(), format!("Total{}1;1", ";".repeat(13))]),
        register(&[payroll::ROW.to_owned(), row(&[("mois", "2025-08")])]),
        register(&[3, 4, 5].map(|seven| row(&[("numero_cnss", &number(seven)), ("nationalite", "FR")]))),
        register(&[3, 4, 5, 6].map(|seven| {
            row(&[("numero_cnss", &number(seven)), ("mois", if seven == 6 { "2025-06" } else { "2025-07" })])
        })),
        AFFILIATIONS.replace("2016-01-01;\n", "2016-01-01\n"),
        OPERATORS.replace("op-1", ""),
        format!("{OPERATORS}op-2;Autre;001561191000066;12345678;2015-01-01;\n"),
        good.replace("nom;prenom", "cin;observation"),
        OPERATORS.replace("Société fictive", &"x".repeat(201)),
        OPERATORS.replace("001234567000062", "1"),
        OPERATORS.replace("12345678;", "1;"),
        OPERATORS.replace("001234567000062", ""),
        AFFILIATIONS.replace("1234567", "1"),
        AFFILIATIONS.replace("1234567", "1234568"),
        AFFILIATIONS.replace(";\n", ";2015-01-01\n"),
        format!("{AFFILIATIONS}op-2;1234567;2020-01-01;\n"),
        SITES.replace("MA-06", "MA-01"),
        SITES.replace("2016-01-01;", "2016-01-01;2025-03-14") + "op-1;s1;technopolis;MA-04;2025-03-15;\n",
        format!("{TURNOVER}op-1;2025;1;1\n"),
        TURNOVER.replace("1000000.00", "1.00"),
        TURNOVER.replace("800000.50", "-1"),
    ]);
    let mut all: Specimens = tables.into_iter().map(|text| (payroll::NAME, text.into_bytes())).collect();
    all.push(("paie.csv", register(&[]).into_bytes()));
    let (header, gross) = (good.lines().next().unwrap_or_default(), "brut_imposable");
    let turned = header.replace(gross, "@").replace("ir_preleve", gross).replace('@', "ir_preleve");
    all.push((payroll::NAME, format!("{good}{turned}\n{}\n", row(&[("numero_cnss", "100000018")])).into_bytes()));
    all.push((payroll::NAME, good.replace("FICTIF", "\u{1}").bytes().map(|b| if b == 1 { 0xE9 } else { b }).collect()));
    all
}

fn of_statements() -> Specimens {
    let same = "<PersonnelPermanent><numCNSS>100000018</numCNSS><mtRevenuBrutImposable>1</mtRevenuBrutImposable>\
                <irPreleve>0</irPreleve></PersonnelPermanent>";
    let changes = [
        ("</prenom>", "</nom>".to_owned()),
        ("</TraitementEtSalaire>", String::new()),
        ("<TraitementEtSalaire>", "<!DOCTYPE x><TraitementEtSalaire>".to_owned()),
        ("Exemple", "&x;".to_owned()),
        ("Exemple", "<a>".repeat(40)),
        ("12345678<", "1<".to_owned()),
        ("<annee>2025</annee>", "<annee>?</annee>".to_owned()),
        ("2025-12-31", "2026-06-30".to_owned()),
        ("<totalMtIrPrelevePP>", "<total>".to_owned()),
        ("198000.00", "1.00".to_owned()),
        (">2</nbrPersoPermanent>", ">9</nbrPersoPermanent>".to_owned()),
        ("123456785", "1".to_owned()),
        ("123456785", "123456784".to_owned()),
        ("100000018", "1".to_owned()),
        ("100000018", "100000017".to_owned()),
        ("k 9", String::new()),
        ("AB123456", "1".to_owned()),
        ("<PersonnelPermanent>", format!("{same}<PersonnelPermanent>")),
        ("<irPreleve>7218.72</irPreleve>", String::new()),
        ("7218.72</", "?</".to_owned()),
        ("7218.72</", "1.2345</".to_owned()),
        (
            "</listPersonnelPermanent>",
            "<PersonnelPermanent><mtRevenuBrutImposable>0</mtRevenuBrutImposable></PersonnelPermanent></listPersonnelPermanent>"
                .to_owned(),
        ),
        ("7218.72</", "-1</".to_owned()),
        (">312<", ">?<".to_owned()),
        ("84062.40", "1.00".to_owned()),
        ("<dateRecrutement>", "<irPreleve>1</irPreleve><dateRecrutement>".to_owned()),
    ];
    let mut all: Specimens =
        changes.iter().map(|(from, to)| ("9421.xml", STATEMENT.replace(from, to).into_bytes())).collect();
    let no_year = STATEMENT.replace("<annee>2025</annee>", "").replace("<exerciceFiscalDu>2025", "<exerciceFiscalDu>x");
    all.push(("9421.xml", no_year.into_bytes()));
    all.push(("9421.xml", STATEMENT.bytes().filter(|byte| *byte != 0xC3).collect()));
    let unclosed = STATEMENT.replace("<totalMtIrPrelevePP>7789.88</totalMtIrPrelevePP>", "");
    all.push(("9421.xml", unclosed.into_bytes()));
    all
}

#[test]
fn every_code_is_listed_and_every_listed_code_is_written() {
    let listed: BTreeMap<&str, (Severity, &[&str])> =
        NATIVE.iter().chain(DECLARED).map(|(code, severity, values)| (*code, (*severity, *values))).collect();
    assert_eq!(listed.len(), NATIVE.len() + DECLARED.len(), "a code stands twice");
    let mut written = BTreeSet::new();
    let alike = evidence::read::read_by(&crate::split::alike(), "x.csv", b"Employer,Year,Paid\nalpha,2025,1.00\n");
    for finding in findings().into_iter().chain(alike.findings) {
        let (severity, values) =
            listed.get(finding.code.as_str()).unwrap_or_else(|| panic!("{finding:?} is not listed"));
        assert_eq!(finding.severity, *severity, "{finding:?}");
        assert_eq!(finding.values.iter().map(|(name, _)| name).collect::<Vec<_>>(), *values, "{finding:?}");
        written.insert(finding.code);
    }
    let missing: Vec<_> = listed.keys().filter(|code| !written.contains(**code)).collect();
    assert_eq!(missing, [&""; 0], "no specimen writes these");
}

#[test]
fn codes_say_the_kind_of_file_in_kebab_case() {
    for (code, ..) in NATIVE.iter().chain(DECLARED) {
        let kind = code.split('-').next().expect("a first word");
        assert!(["file", "ebds", "csv", "table", "tax"].contains(&kind), "{code}");
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{code}");
    }
}
