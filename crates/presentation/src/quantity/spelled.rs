//! Amounts in words, as letters and orders of payment write them: *one thousand two hundred dirhams and fifty centimes*.
//!
//! The nouns are those of a document; the number words are of the language, written here: the library that is at hand counts in
//! binary floats and has no Arabic. Arabic counts masculine nouns. After hundreds, thousands and millions that stand before
//! their noun a dual loses its ending (مائتا درهم), and one or two beyond a hundred repeat the noun (مائة درهم ودرهمان).

use contract::model::{CurrencyWords, Noun};
use contract::money::Money;

use crate::locale::Language;
use crate::rendered::Rendered;

/// An amount in words; nothing where the document has no nouns in the language, or below zero.
#[must_use]
pub fn spelled(language: Language, amount: Money, words: &CurrencyWords) -> Option<Rendered> {
    let (whole, part) = words.words.get(language.tag())?;
    let centimes = u64::try_from(amount.centimes()).ok()?;
    let (wholes, parts) = (centimes / 100, centimes % 100);
    let of = |number: u64, noun: &Noun| match language {
        Language::Fr => french(number, noun),
        Language::En => english(number, noun),
        Language::Ar => arabic(number, noun),
    };
    let text = match (wholes, parts) {
        (_, 0) => of(wholes, whole),
        (0, _) => of(parts, part),
        _ => match language {
            Language::Fr => format!("{} et {}", of(wholes, whole), of(parts, part)),
            Language::En => format!("{} and {}", of(wholes, whole), of(parts, part)),
            Language::Ar => format!("{} و{}", of(wholes, whole), of(parts, part)),
        },
    };
    Some(Rendered::plain(&text))
}

/// A number as groups of three digits, the largest first, each with its place: 2 for millions.
fn groups(number: u64) -> Vec<(usize, u64)> {
    let mut rest = number;
    let mut found = Vec::new();
    for place in 0.. {
        if rest == 0 {
            break;
        }
        found.push((place, rest % 1000));
        rest /= 1000;
    }
    found.into_iter().rev().filter(|(_, group)| *group > 0).collect()
}

const FRENCH: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
];
const FRENCH_TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];
const FRENCH_LARGE: [&str; 7] = ["", "mille", "million", "milliard", "billion", "billiard", "trillion"];

fn french(number: u64, noun: &Noun) -> String {
    let mut said: Vec<String> = Vec::new();
    let groups = groups(number);
    for &(place, group) in &groups {
        let is_last = place == 0;
        match (place, group) {
            (0, _) => said.push(french_group(group, is_last)),
            (1, 1) => said.push("mille".to_owned()),
            // Before *mille*, which is a number word, hundreds and eighties have no *s*.
            (1, _) => said.push(format!("{} mille", french_group(group, false))),
            _ => {
                let large = FRENCH_LARGE.get(place).copied().unwrap_or_default();
                let plural = if group > 1 { "s" } else { "" };
                said.push(format!("{} {large}{plural}", french_group(group, true)));
            }
        }
    }
    let text = if said.is_empty() { FRENCH[0].to_owned() } else { said.join(" ") };
    let form = noun.form(if number < 2 { "one" } else { "other" });
    // *Deux millions de dirhams*, *deux millions cent dirhams*.
    let ends_large = groups.last().is_some_and(|(place, _)| *place > 1);
    let starts_with_vowel = form.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'h']);
    match (ends_large, starts_with_vowel) {
        (true, true) => format!("{text} d’{form}"),
        (true, false) => format!("{text} de {form}"),
        (false, _) => format!("{text} {form}"),
    }
}

/// Below a thousand, above zero; `is_last` where no number word follows.
fn french_group(group: u64, is_last: bool) -> String {
    let (hundreds, rest) = (group / 100, group % 100);
    let hundred = match hundreds {
        0 => None,
        1 => Some("cent".to_owned()),
        _ => Some(format!("{} cent{}", french_below(hundreds, false), if rest == 0 && is_last { "s" } else { "" })),
    };
    let below = (rest > 0).then(|| french_below(rest, is_last));
    [hundred, below].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn french_below(number: u64, is_last: bool) -> String {
    let word =
        |number: u64| usize::try_from(number).ok().and_then(|place| FRENCH.get(place)).copied().unwrap_or_default();
    let tens =
        |ten: u64| usize::try_from(ten).ok().and_then(|place| FRENCH_TENS.get(place)).copied().unwrap_or_default();
    match (number, number / 10, number % 10) {
        (0..=16, ..) => word(number).to_owned(),
        (17..=19, _, one) => format!("dix-{}", word(one)),
        (71, ..) => "soixante et onze".to_owned(),
        (80, ..) => if is_last { "quatre-vingts" } else { "quatre-vingt" }.to_owned(),
        (70..=79, ..) => format!("soixante-{}", french_below(number - 60, false)),
        (81..=99, ..) => format!("quatre-vingt-{}", french_below(number - 80, false)),
        (_, ten, 0) => tens(ten).to_owned(),
        (_, ten, 1) => format!("{} et un", tens(ten)),
        (_, ten, one) => format!("{}-{}", tens(ten), word(one)),
    }
}

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ENGLISH_LARGE: [&str; 7] = ["", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"];

fn english(number: u64, noun: &Noun) -> String {
    let said = groups(number).into_iter().map(|(place, group)| {
        let large = ENGLISH_LARGE.get(place).copied().unwrap_or_default();
        format!("{}{large}", english_group(group))
    });
    let said: Vec<String> = said.collect();
    let text = if said.is_empty() { ENGLISH[0].to_owned() } else { said.join(" ") };
    format!("{text} {}", noun.form(if number == 1 { "one" } else { "other" }))
}

fn english_group(group: u64) -> String {
    let word = |place: u64, words: &[&'static str]| {
        usize::try_from(place).ok().and_then(|place| words.get(place)).copied().unwrap_or_default()
    };
    let (hundreds, rest) = (group / 100, group % 100);
    let hundred = (hundreds > 0).then(|| format!("{} hundred", word(hundreds, &ENGLISH)));
    let below = match (rest, rest % 10) {
        (0, _) => None,
        (1..=19, _) => Some(word(rest, &ENGLISH).to_owned()),
        (_, 0) => Some(word(rest / 10, &ENGLISH_TENS).to_owned()),
        (_, one) => Some(format!("{}-{}", word(rest / 10, &ENGLISH_TENS), word(one, &ENGLISH))),
    };
    [hundred, below].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

const ARABIC: [&str; 11] = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
const ARABIC_TENS: [&str; 10] = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"];
const ARABIC_HUNDREDS: [&str; 10] =
    ["", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"];
/// What is counted, after each sort of number: one, two, three to ten, eleven to ninety-nine, whole hundreds.
struct Counted<'w> {
    one: String,
    two: &'w str,
    few: &'w str,
    many: &'w str,
    other: &'w str,
}

/// Thousands, millions …: one, two, few, many, and two before a noun; many before a noun is as one.
const ARABIC_LARGE: [[&str; 5]; 6] = [
    ["ألف", "ألفان", "آلاف", "ألفا", "ألفا"],
    ["مليون", "مليونان", "ملايين", "مليونا", "مليونا"],
    ["مليار", "ملياران", "مليارات", "مليارا", "مليارا"],
    ["تريليون", "تريليونان", "تريليونات", "تريليونا", "تريليونا"],
    ["كوادريليون", "كوادريليونان", "كوادريليونات", "كوادريليونا", "كوادريليونا"],
    ["كوينتيليون", "كوينتيليونان", "كوينتيليونات", "كوينتيليونا", "كوينتيليونا"],
];

fn arabic(number: u64, noun: &Noun) -> String {
    let other = noun.form("other");
    let nouns = Counted {
        one: format!("{} {}", noun.form("one"), ARABIC[1]),
        two: noun.form("two"),
        few: noun.form("few"),
        many: noun.form("many"),
        other,
    };
    if number == 0 {
        return format!("{} {other}", ARABIC[0]);
    }
    let unit = number % 1000;
    let large: Vec<(usize, u64)> = groups(number).into_iter().filter(|(place, _)| *place > 0).collect();
    if large.is_empty() {
        return counted(unit, &nouns);
    }
    let is_noun_next = unit < 3;
    let said = large.iter().enumerate().map(|(index, &(place, group))| {
        let is_next = is_noun_next && index + 1 == large.len();
        let [one, two, few, many, two_next] = ARABIC_LARGE.get(place - 1).copied().unwrap_or_default();
        let (two, many) = if is_next { (two_next, one) } else { (two, many) };
        counted(group, &Counted { one: one.to_owned(), two, few, many, other: one })
    });
    let above = said.collect::<Vec<_>>().join(" و");
    match unit {
        0 => format!("{above} {other}"),
        // One and two are said by the noun itself, which has then to stand after the thousands too.
        1 | 2 => format!("{above} {other} و{}", counted(unit, &nouns)),
        _ => format!("{above} و{}", counted(unit, &nouns)),
    }
}

/// A number below a thousand, above zero, with what it counts.
fn counted(group: u64, of: &Counted<'_>) -> String {
    let place = |number: u64| usize::try_from(number).unwrap_or(0);
    let word = |words: &[&'static str], number: u64| words.get(place(number)).copied().unwrap_or_default();
    let (hundreds, rest) = (group / 100, group % 100);
    let hundred = word(&ARABIC_HUNDREDS, hundreds);
    // The dual loses its ending before what it counts.
    let before = if hundreds == 2 { "مائتا" } else { hundred };
    let below = match (rest, rest / 10, rest % 10) {
        (0..=10, ..) => word(&ARABIC, rest).to_owned(),
        (11, ..) => "أحد عشر".to_owned(),
        (12, ..) => "اثنا عشر".to_owned(),
        (13..=19, _, one) => format!("{} عشر", word(&ARABIC, one)),
        (_, ten, 0) => word(&ARABIC_TENS, ten).to_owned(),
        (_, ten, one) => format!("{} و{}", word(&ARABIC, one), word(&ARABIC_TENS, ten)),
    };
    let noun = if (3..=10).contains(&rest) { of.few } else { of.many };
    match (hundreds, rest) {
        (_, 0) => format!("{before} {}", of.other),
        (0, 1) => of.one.clone(),
        (0, 2) => of.two.to_owned(),
        (_, 1) => format!("{before} {} و{}", of.other, of.one),
        (_, 2) => format!("{before} {} و{}", of.other, of.two),
        (0, _) => format!("{below} {noun}"),
        _ => format!("{hundred} و{below} {noun}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dirhams() -> CurrencyWords {
        let pack = include_str!("../../../../contracts/ma/packs/common-law/pack.md");
        let checked = contract::check::check(pack, &contract::check::Packs::default());
        checked.contract.expect("the pack loads").currencies.remove(0)
    }

    fn told(language: Language, amount: &str) -> String {
        spelled(language, amount.parse().expect("an amount"), &dirhams()).expect("words").text()
    }

    #[test]
    fn french_amounts_keep_the_rules_of_plural_and_hyphen() {
        let cases = [
            ("0.00", "zéro dirham"),
            ("1.00", "un dirham"),
            ("0.01", "un centime"),
            ("0.50", "cinquante centimes"),
            ("21.71", "vingt et un dirhams et soixante et onze centimes"),
            ("80.81", "quatre-vingts dirhams et quatre-vingt-un centimes"),
            ("97.00", "quatre-vingt-dix-sept dirhams"),
            ("100.00", "cent dirhams"),
            ("200.00", "deux cents dirhams"),
            ("201.00", "deux cent un dirhams"),
            ("280.00", "deux cent quatre-vingts dirhams"),
            ("1000.00", "mille dirhams"),
            ("1999.99", "mille neuf cent quatre-vingt-dix-neuf dirhams et quatre-vingt-dix-neuf centimes"),
            ("80000.00", "quatre-vingt mille dirhams"),
            ("200000.00", "deux cent mille dirhams"),
            ("1000000.00", "un million de dirhams"),
            ("2000000.00", "deux millions de dirhams"),
            ("200000000.00", "deux cents millions de dirhams"),
            ("2000100.00", "deux millions cent dirhams"),
            ("3000000000.00", "trois milliards de dirhams"),
        ];
        for (amount, words) in cases {
            assert_eq!(told(Language::Fr, amount), words, "{amount}");
        }
    }

    #[test]
    fn english_amounts() {
        let cases = [
            ("0.00", "zero dirhams"),
            ("1.01", "one dirham and one centime"),
            ("42.50", "forty-two dirhams and fifty centimes"),
            ("1234.00", "one thousand two hundred thirty-four dirhams"),
            ("11000019.00", "eleven million nineteen dirhams"),
        ];
        for (amount, words) in cases {
            assert_eq!(told(Language::En, amount), words, "{amount}");
        }
    }

    #[test]
    fn arabic_amounts_agree_with_their_nouns() {
        let cases = [
            ("0.00", "صفر درهم"),
            ("1.00", "درهم واحد"),
            ("2.00", "درهمان"),
            ("3.02", "ثلاثة دراهم وسنتيمان"),
            ("10.10", "عشرة دراهم وعشرة سنتيمات"),
            ("11.11", "أحد عشر درهما وأحد عشر سنتيما"),
            ("12.00", "اثنا عشر درهما"),
            ("25.00", "خمسة وعشرون درهما"),
            ("100.00", "مائة درهم"),
            ("101.00", "مائة درهم ودرهم واحد"),
            ("102.00", "مائة درهم ودرهمان"),
            ("103.00", "مائة وثلاثة دراهم"),
            ("111.00", "مائة وأحد عشر درهما"),
            ("200.00", "مائتا درهم"),
            ("205.00", "مائتان وخمسة دراهم"),
            ("300.00", "ثلاثمائة درهم"),
            ("1000.00", "ألف درهم"),
            ("1001.00", "ألف درهم ودرهم واحد"),
            ("2000.00", "ألفا درهم"),
            ("2003.00", "ألفان وثلاثة دراهم"),
            ("5000.00", "خمسة آلاف درهم"),
            ("11000.00", "أحد عشر ألف درهم"),
            ("11200.00", "أحد عشر ألفا ومائتا درهم"),
            ("100000.00", "مائة ألف درهم"),
            ("2000000.00", "مليونا درهم"),
            ("3250750.25", "ثلاثة ملايين ومائتان وخمسون ألفا وسبعمائة وخمسون درهما وخمسة وعشرون سنتيما"),
        ];
        for (amount, words) in cases {
            assert_eq!(told(Language::Ar, amount), words, "{amount}");
        }
    }

    #[test]
    fn what_no_document_names_has_no_words() {
        let bare = CurrencyWords { words: std::collections::BTreeMap::new(), ..dirhams() };
        assert_eq!(spelled(Language::Fr, Money::from_centimes(100), &bare), None);
        assert_eq!(spelled(Language::Fr, Money::from_centimes(-1), &dirhams()), None);
        assert!(spelled(Language::Ar, Money::from_centimes(i64::MAX), &dirhams()).is_some());
    }
}
