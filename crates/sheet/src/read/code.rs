//! What a format's code says of a number: `dd/mm/yyyy` a day, `0.00%` a share, `#,##0.00 "MAD"` an amount.

use crate::cell::Format;

/// The formats that every program knows by number.
pub(super) fn builtin(id: u32) -> Format {
    match id {
        9 => Format::Percent("0%".to_owned()),
        10 => Format::Percent("0.00%".to_owned()),
        14 => Format::Date("mm-dd-yy".to_owned()),
        15..=17 | 27..=31 | 36 | 50..=58 => Format::Date("d-mmm-yy".to_owned()),
        18..=21 | 32..=35 | 45..=47 => Format::Date("h:mm:ss".to_owned()),
        22 => Format::Date("m/d/yy h:mm".to_owned()),
        // Shown in the currency of whoever looks at it, which the file does not say.
        5..=8 | 42 | 44 => Format::Currency(String::new()),
        1 => Format::Other("0".to_owned()),
        2 => Format::Other("0.00".to_owned()),
        3 | 37 | 38 | 41 => Format::Other("#,##0".to_owned()),
        4 | 39 | 40 | 43 => Format::Other("#,##0.00".to_owned()),
        11 | 48 => Format::Other("0.00E+00".to_owned()),
        49 => Format::Text,
        _ => Format::General,
    }
}

/// What a file's own code says.
pub(super) fn format(code: &str) -> Format {
    // The first section is that of positive numbers; days are positive.
    let told = tell(code);
    if told.letters.trim() == "@" {
        Format::Text
    } else if told.date {
        Format::Date(code.to_owned())
    } else if told.letters.contains('%') {
        Format::Percent(code.to_owned())
    } else if told.currency {
        Format::Currency(code.to_owned())
    } else if told.letters.trim().is_empty() || told.letters.trim().eq_ignore_ascii_case("general") {
        Format::General
    } else {
        Format::Other(code.to_owned())
    }
}

/// What a format shows beside a number: a currency (`€`, `MAD`), a scale (`K`); nothing where it shows digits alone.
pub(crate) fn shown_beside(code: &str) -> Option<String> {
    let told = tell(code);
    told.currency.then_some(told.beside).filter(|beside| !beside.is_empty())
}

struct Told {
    /// The first section without what is only shown.
    letters: String,
    date: bool,
    currency: bool,
    /// What is shown beside the digits.
    beside: String,
}

fn tell(code: &str) -> Told {
    let mut told = Told { letters: String::new(), date: false, currency: false, beside: String::new() };
    let (mut shown, mut symbol) = (String::new(), String::new());
    let mut rest = code.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            ';' => break,
            '"' => shown.extend(rest.by_ref().take_while(|letter| *letter != '"')),
            // The letter behind is shown, skipped or repeated.
            '\\' => shown.extend(rest.next()),
            '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|letter| *letter != ']').collect();
                // Hours, minutes and seconds beyond a day; a symbol of money (`[$€-40C]`; `[$-40C]` is a language only); colours.
                let elapsed = !inside.is_empty() && inside.chars().all(|letter| "hmsHMS".contains(letter));
                told.date |= elapsed;
                let money = inside.strip_prefix('$').unwrap_or_default();
                symbol.push_str(money.split('-').next().unwrap_or_default());
            }
            _ => told.letters.push(letter),
        }
    }
    let general = told.letters.to_ascii_lowercase().replace("general", "");
    // `E` with a sign is an exponent, never an era.
    let digits = general.contains(['0', '#', '?']);
    told.date |= !digits && general.contains(['d', 'm', 'y', 'h', 's']);
    told.date |= digits && general.contains(['y', 'd', 'h', 's']) && general.contains([':', '/', '-']);
    symbol.extend(told.letters.chars().filter(|letter| matches!(letter, '$' | '€' | '£' | '¥')));
    let shown = shown.trim();
    let is_sign = |letter: char| letter.is_alphabetic() || matches!(letter, '.' | '$' | '€' | '£' | '¥');
    if digits && shown.contains(|letter: char| letter != '.') && shown.chars().all(is_sign) {
        symbol.push_str(shown);
    }
    told.currency = !symbol.trim().is_empty();
    told.beside = symbol.trim().to_owned();
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_a_number_is() {
        let date = |code: &str| Format::Date(code.to_owned());
        for code in [
            "dd/mm/yyyy",
            "yyyy-mm-dd",
            "[$-40C]d mmmm yyyy",
            "mmm-yy",
            "h:mm",
            "[h]:mm:ss",
            "mm:ss.0",
            "[$-1010000]yyyy/mm/dd;@",
            "d\\ mmmm\\ yyyy",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            "dd\\.mm\\.yyyy\" à \"hh:mm",
            "AAAA-MM",
        ] {
            assert_eq!(format(code), date(code), "{code}");
        }
        for code in ["0.00%", "0%;[Red]-0%"] {
            assert_eq!(format(code), Format::Percent(code.to_owned()));
        }
        for code in ["#,##0.00 \"MAD\"", "[$€-40C] #,##0.00", "#,##0.00\\ [$MAD]", "$#,##0", "#,##0.00\\ \"د\"\"م\""]
        {
            assert_eq!(format(code), Format::Currency(code.to_owned()));
        }
        for (code, beside) in [
            ("#,##0.00 \"MAD\"", Some("MAD")),
            ("#,##0.00\\ [$€-407]", Some("€")),
            ("_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-", Some("€")),
            ("[$USD]\\ #,##0", Some("USD")),
            ("#,##0.00\" K\"", Some("K")),
            ("#,##0.00\\ \"د.م.\"", Some("د.م.")),
            ("\"$\"#,##0", Some("$")),
            ("#,##0.00", None),
            ("[$-40C]0.00", None),
            ("", None),
        ] {
            assert_eq!(shown_beside(code).as_deref(), beside, "{code}");
        }
        for code in ["0.00", "#,##0", "000000000", "0.00E+00", "[Red]0.00", "0\" h 30\"", "# ?/?", "00\\-00"] {
            assert_eq!(format(code), Format::Other(code.to_owned()), "{code}");
        }
        assert_eq!(
            ["General", "", "@", "[$-40C]General"].map(format),
            [Format::General, Format::General, Format::Text, Format::General]
        );
    }
}
