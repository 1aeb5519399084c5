//! Schemes of identifiers as the shipped packs declare them, against the checks that the readers have in code: on every form and
//! mutation of a number both say the same.

use contract::document::BlockKind;
use contract::model::{Bearer, Scheme, SchemeFault};
use evidence::identifiers::{
    KeyFault, Registration, RegistrationFault, check_affiliation, check_registration, is_tax_identifier, normalise_cin,
};
use proptest::prelude::*;
use proptest::sample::select;

/// The schemes of the shipped packs.
fn schemes() -> Vec<Scheme> {
    let packs = crate::tables::packs();
    let own = packs.sound().flat_map(|pack| {
        let is_own = |scheme: &&Scheme| !pack.contract.is_lent(BlockKind::Scheme, &scheme.id);
        pack.contract.schemes.iter().filter(is_own).cloned().collect::<Vec<Scheme>>()
    });
    let schemes: Vec<Scheme> = own.collect();
    assert_eq!(schemes.len(), 6);
    schemes
}

fn scheme<'s>(schemes: &'s [Scheme], id: &str) -> &'s Scheme {
    schemes.iter().find(|scheme| scheme.id == id).unwrap_or_else(|| panic!("no scheme {id}"))
}

/// Both say the same of a text.
fn agree(schemes: &[Scheme], text: &str) {
    let of = |id: &str| scheme(schemes, id).check(text);
    let key = |fault: &SchemeFault| match fault {
        SchemeFault::CheckDigits { expected: Some(expected), found } => {
            (expected.parse::<u8>().expect("a digit"), found.parse::<u8>().expect("a digit"))
        }
        other => panic!("{text}: {other:?}"),
    };
    let affiliation = of("cnss_affiliation");
    match check_affiliation(text) {
        Ok(()) => assert_eq!(affiliation.expect("an affiliation").names, Bearer::One, "{text}"),
        Err(KeyFault::Shape) => assert_eq!(affiliation, Err(SchemeFault::Form), "{text}"),
        Err(KeyFault::Key { expected, found }) => {
            assert_eq!(key(&affiliation.expect_err("a fault")), (expected, found), "{text}");
        }
    }
    let registration = of("cnss");
    match check_registration(text) {
        Ok(said) => {
            let expected = match said {
                Registration::Insured => Bearer::One,
                Registration::NoneYet => Bearer::NoneYet,
                Registration::Occasional => Bearer::Nobody,
            };
            assert_eq!(registration.expect("a registration").names, expected, "{text}");
        }
        Err(RegistrationFault::Shape) => assert_eq!(registration, Err(SchemeFault::Form), "{text}"),
        Err(RegistrationFault::FirstDigit) => assert_eq!(registration, Err(SchemeFault::First), "{text}"),
        Err(RegistrationFault::Reserved) => assert_eq!(registration, Err(SchemeFault::Rejected), "{text}"),
        Err(RegistrationFault::Key { expected, found }) => {
            assert_eq!(key(&registration.expect_err("a fault")), (expected, found), "{text}");
        }
    }
    assert_eq!(of("ice").is_ok(), is_ice(text), "{text}");
    assert_eq!(of("tax_identifier").is_ok(), is_tax_identifier(text), "{text}");
    assert_eq!(of("cin").ok().map(|read| read.text), normalise_cin(text), "{text}");
}

/// Fifteen digits, not all zero, that divide by 97: the rule follows from published numbers, no official text states it.
fn is_ice(text: &str) -> bool {
    let digits = text.len() == 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && text.parse::<u64>().is_ok_and(|number| number != 0 && number % 97 == 0)
}

/// Numbers that are right, or once were, of each scheme.
const SEEDS: [&str; 18] = [
    "2703892",
    "1234567",
    "1307492",
    "0000000",
    "123456785",
    "123456789",
    "223456785",
    "000000000",
    "999999999",
    "100000000",
    "001561191000066",
    "001561191000065",
    "000000000000000",
    "000039557000028",
    "12345678",
    "AB123456",
    "K1",
    "",
];

/// A letter of a number, or one that looks like one.
fn glyph() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => proptest::char::range('0', '9'),
        2 => select(vec!['A', 'b', 'Z', 'k']),
        1 => select(vec![' ', '\u{a0}', '-', '.', '\u{661}', 'É', 'ß', 'ı', 'İ', '\t', '\n', '٣']),
    ]
}

/// A seed with a few letters put in, taken out or put in the place of others.
fn mutated() -> impl Strategy<Value = String> {
    let change = (any::<proptest::sample::Index>(), 0..3_u8, glyph());
    (select(SEEDS.to_vec()), proptest::collection::vec(change, 0..4)).prop_map(|(seed, changes)| {
        let mut letters: Vec<char> = seed.chars().collect();
        for (place, what, letter) in changes {
            let at = place.index(letters.len() + 1);
            match (what, at < letters.len()) {
                (0, _) => letters.insert(at, letter),
                (1, true) => {
                    letters.remove(at);
                }
                (_, true) => letters[at] = letter,
                (_, false) => letters.push(letter),
            }
        }
        letters.into_iter().collect()
    })
}

#[test]
fn every_wrong_digit_is_told_alike() {
    let schemes = schemes();
    for seed in SEEDS {
        agree(&schemes, seed);
        for place in 0..seed.len() {
            for digit in '0'..='9' {
                let mut text = seed.to_owned();
                text.replace_range(place..=place, &digit.to_string());
                agree(&schemes, &text);
            }
        }
    }
}

#[test]
fn a_bank_account_is_read_and_lost_zeros_come_back_only_where_they_are_proved() {
    let schemes = schemes();
    let account = scheme(&schemes, "rib");
    let read = account.check("011 519 0000012050005349 21").expect("the sample of the published registry");
    assert_eq!(read.text, "011519000001205000534921");
    assert!(account.check("011519000001205000534922").is_err());
    let ice = scheme(&schemes, "ice");
    assert_eq!(ice.restored("1561191000066").expect("two zeros were lost").text, "001561191000066");
    for not in ["1561191000065", "001561191000066", "97", "0", "", "1561191000066x"] {
        assert_eq!(ice.restored(not), None, "{not}");
    }
    let affiliation = scheme(&schemes, "cnss_affiliation");
    assert_eq!(affiliation.restored("123456").expect("a zero was lost").text, "0123456");
    assert_eq!(affiliation.restored("123457"), None, "its key does not prove it");
    // A number without a rule for its zeros keeps what stands there.
    assert_eq!(scheme(&schemes, "cnss").restored("12345678"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn schemes_say_what_the_readers_say_of_mutations(texts in proptest::collection::vec(mutated(), 16)) {
        let schemes = SCHEMES.get_or_init(schemes);
        texts.iter().for_each(|text| agree(schemes, text));
    }

    #[test]
    fn schemes_say_what_the_readers_say_of_any_number(texts in proptest::collection::vec("[0-9]{0,16}|[A-Z]{0,3}[0-9]{0,8}|\\PC{0,12}", 16)) {
        let schemes = SCHEMES.get_or_init(schemes);
        texts.iter().for_each(|text| agree(schemes, text));
    }
}

static SCHEMES: std::sync::OnceLock<Vec<Scheme>> = std::sync::OnceLock::new();

#[test]
fn an_ice_divides_by_97() {
    let valid = [
        "001561191000066",
        "001527456000081",
        "002163624000014",
        "000039557000028",
        "002968168000088",
        "002136093000040",
        "001234567000062",
    ];
    assert!(valid.iter().all(|ice| is_ice(ice)));
    for invalid in ["001561191000065", "001526374000085", "1561191000066", "000000000000000", ""] {
        assert!(!is_ice(invalid), "{invalid}");
    }
}
