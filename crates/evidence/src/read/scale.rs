//! What a line of title says of the amounts below it: that they are in thousands, in millions, or in another currency. Read as they
//! stand they would be other amounts, so that such a file is asked.

use contract::spelling::key;

/// Words of a scale in the languages of the pages, as [`key`] spells them.
const SCALES: [&str; 14] = [
    "millier",
    "milliers",
    "million",
    "millions",
    "milliard",
    "milliards",
    "thousand",
    "thousands",
    "billion",
    "billions",
    "الف",
    "الاف",
    "مليون",
    "ملايين",
];
/// Letters that stand for a thousand and a million before a unit: `kUSD`, `M€`.
const LETTERS: [char; 2] = ['k', 'm'];
const SIGNS: [char; 4] = ['$', '€', '£', '¥'];

/// Whether a title says in which scale or foreign currency amounts are; `units` are those of the table, in small letters.
pub(super) fn is_stated(title: &str, units: &[&str]) -> bool {
    let title = title.to_lowercase();
    let is_own = |sign: char| units.iter().any(|unit| unit.contains(sign));
    if title.chars().any(|letter| SIGNS.contains(&letter) && !is_own(letter)) {
        return true;
    }
    let is_sign = |letter: char| letter.is_alphanumeric() || SIGNS.contains(&letter);
    title.split(|letter: char| !is_sign(letter)).filter(|word| !word.is_empty()).any(|word| {
        let bare = key(word);
        // The Arabic article and preposition are written with the word: `بالآلاف`.
        let stem = ["بال", "ال", "ب"].iter().find_map(|before| bare.strip_prefix(before)).unwrap_or(&bare);
        let is_scale = SCALES.iter().any(|scale| [bare.as_str(), stem].contains(&key(scale).as_str()));
        let scaled = LETTERS.iter().find_map(|letter| word.strip_prefix(*letter));
        is_scale || scaled.is_some_and(|unit| units.contains(&unit))
    })
}

#[cfg(test)]
mod tests {
    use super::is_stated;

    const UNITS: [&str; 4] = ["mad", "dh", "dirhams", "د.م."];

    #[test]
    fn titles_that_say_a_scale_or_another_currency_are_known() {
        for title in [
            "Montants en milliers de dirhams;;",
            "(en Millions)",
            "Amounts in thousands",
            "Payroll 2025, kMAD",
            "Montants en KDH",
            "État en MDH",
            "المبالغ بالآلاف",
            "المبالغ بملايين الدراهم",
            "en €",
            "Amounts in $",
        ] {
            assert!(is_stated(title, &UNITS), "{title}");
        }
        for title in [
            "Registre de paie 2025",
            "Montants en dirhams",
            "Mois : mars 2026;;;",
            "سجل الأجور لسنة 2025",
            "Kenitra, mad",
        ] {
            assert!(!is_stated(title, &UNITS), "{title}");
        }
        assert!(!is_stated("Amounts in $", &["usd", "$"]));
    }
}
