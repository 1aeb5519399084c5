//! The executable reads strangers' spreadsheets in a child of itself, which has given up everything.

use sheet::{Limits, Reader};

const MITHAQ: &str = env!("CARGO_BIN_EXE_mithaq");

#[test]
fn the_executable_reads_spreadsheets_in_a_child_of_itself() {
    let reader = Reader::at(MITHAQ);
    let means = reader.means().unwrap();
    println!("{means:?}");
    assert!(means.process);
    for file in spreadsheets::all() {
        let book =
            reader.read(&file.bytes, &Limits::default()).unwrap_or_else(|fault| panic!("{}: {fault}", file.name));
        let here = Reader::unconfined().read(&file.bytes, &Limits::default()).unwrap();
        assert_eq!(book, here, "{}", file.name);
    }
    let fault = reader.read(b"a;b\n1;2\n", &Limits::default()).unwrap_err();
    assert_eq!(fault.code(), "sheet-kind-unknown");
}

const PERSON: &str = "<PersonnelPermanent><numCNSS>";
const PERSON_ENDS: &str = "</numCNSS></PersonnelPermanent>";

/// A statement around something.
fn statement(inside: &str) -> Vec<u8> {
    format!("<TraitementEtSalaire><identifiantFiscal>12345678</identifiantFiscal>{inside}</TraitementEtSalaire>")
        .into_bytes()
}

/// A statement of so many persons.
fn persons(count: usize) -> Vec<u8> {
    let one = |number: usize| {
        format!(
            "<PersonnelPermanent><nom>FICTIF</nom><prenom>Exemple</prenom><numCNI>AB{number:06}</numCNI><numCNSS>{number:09}</numCNSS>\
             <mtRevenuBrutImposable>102000.00</mtRevenuBrutImposable><mtRevenuNetImposable>84062.40</mtRevenuNetImposable>\
             <mtTotalDeduction>17937.60</mtTotalDeduction><mtFraisProfess>12000.00</mtFraisProfess>\
             <mtCotisationAssur>5937.60</mtCotisationAssur><irPreleve>7218.72</irPreleve><periode>312</periode></PersonnelPermanent>\n"
        )
    };
    let list: String = (1..=count).map(one).collect();
    statement(&format!("<annee>2025</annee><listPersonnelPermanent>{list}</listPersonnelPermanent>"))
}

/// What makes the bytes of a file.
type Bomb = Box<dyn FnOnce() -> Vec<u8>>;

#[test]
#[expect(clippy::disallowed_methods, reason = "measuring")]
fn bombs_of_xml_stop_nobody() {
    let laughs: String = (1..30).map(|nth| format!("<!ENTITY a{nth} \"&a{};&a{};\">", nth - 1, nth - 1)).collect();
    let list = |inside: String| statement(&format!("<listPersonnelPermanent>{inside}</listPersonnelPermanent>"));
    let long = |count: usize| "x".repeat(count);
    let attributes: String = (0..400_000).map(|nth| format!(" a{nth}=\"1\"")).collect();
    // Made one by one: what is measured of children begins with what their parent holds.
    let bombs: Vec<(&str, Bomb)> = vec![
        ("deep", Box::new(move || list("<a>".repeat(1_000_000)))),
        ("huge attribute", Box::new(move || list(format!("<PersonnelPermanent a=\"{}\"/>", long(60 << 20))))),
        ("many attributes", Box::new(move || list(format!("<PersonnelPermanent{attributes}/>")))),
        (
            "billion laughs",
            Box::new(move || [format!("<!DOCTYPE x [{laughs}]>").into_bytes(), statement("&a29;")].concat()),
        ),
        ("huge text", Box::new(move || list(format!("{PERSON}{}{PERSON_ENDS}", long(60 << 20))))),
        ("huge name", Box::new(move || list(format!("<{}/>", long(30 << 20))))),
        ("comment without end", Box::new(|| statement(&format!("<!--{}", "-".repeat(30 << 20))))),
        (
            "instruction before all",
            Box::new(move || [b"<?x ".to_vec(), long(30 << 20).into_bytes(), b"?>".to_vec(), statement("")].concat()),
        ),
        ("a million persons of nothing", Box::new(move || list("<PersonnelPermanent/>".repeat(1_000_000)))),
        (
            "a million sections",
            Box::new(move || list(format!("{PERSON}{}{PERSON_ENDS}", "<![CDATA[1]]>".repeat(1_000_000)))),
        ),
        ("no characters", Box::new(|| [statement("").as_slice(), &[0xFF, 1, 2].repeat(1_000_000)].concat())),
    ];
    let reader = Reader::at(MITHAQ);
    for (name, make) in bombs {
        let bytes = make();
        let begun = std::time::Instant::now();
        let how = match reader.run(&office::act::submit::STATEMENT_JOB, &bytes, &Limits::default()) {
            Ok(answer) => format!("answered with {} bytes", answer.len()),
            Err(fault) => fault.to_string(),
        };
        println!(
            "{name}: {} bytes, {how}, {:.2} s, largest child so far {} MiB",
            bytes.len(),
            begun.elapsed().as_secs_f64(),
            peak_mib()
        );
        assert!(begun.elapsed().as_secs() < 60, "{name}");
    }
    let allowed = i64::try_from(Limits::default().memory_bytes_max >> 20).expect("few") + 64;
    assert!(peak_mib() < allowed, "no child takes more than it is given");
}

fn peak_mib() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("known").max_rss() / 1024
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measuring")]
fn a_statement_of_five_thousand_persons_costs_a_child_little() {
    let bytes = persons(5_000);
    let times = |reader: &Reader| {
        let mut all: Vec<u128> = (0..5)
            .map(|_| {
                let begun = std::time::Instant::now();
                let answer =
                    reader.run(&office::act::submit::STATEMENT_JOB, &bytes, &Limits::default()).expect("an answer");
                assert!(
                    answer.split(|byte| *byte == b'\n').filter(|line| line.first() == Some(&b'R')).count() == 5_000
                );
                begun.elapsed().as_millis()
            })
            .collect();
        all.sort_unstable();
        all[2]
    };
    let (child, here) = (times(&Reader::at(MITHAQ)), times(&Reader::unconfined()));
    println!("{} bytes: in a child {child} ms, in this process {here} ms", bytes.len());
    assert!(child < here.saturating_mul(3) + 500, "a child takes {child} ms, this process {here} ms");
}
