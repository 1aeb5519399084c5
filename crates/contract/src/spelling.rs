//! Words that are spelled alike: what a message offers where a name is not known, and what is left of a word when its writing
//! is taken away.

/// How many names a message lists at most.
const LISTED_MAX: usize = 16;

/// The known name spelled most like the word, when close enough to be meant (a third of its letters differ at most); and
/// the known names in a row, closest first.
pub(crate) fn by_likeness<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> (String, String) {
    let small = word.to_lowercase();
    let distance_max = (small.chars().count() / 3).max(1);
    let mut known: Vec<(usize, &str)> = known.map(|name| (distance(&small, &name.to_lowercase()), name)).collect();
    known.sort_unstable();
    known.dedup();
    let nearest = known.first().filter(|(distance, _)| *distance <= distance_max);
    let nearest = nearest.map(|(_, name)| (*name).to_owned()).unwrap_or_default();
    let mut listed: Vec<&str> = known.iter().take(LISTED_MAX).map(|(_, name)| *name).collect();
    if known.len() > LISTED_MAX {
        listed.push("…");
    }
    (nearest, listed.join(" | "))
}

/// A word without case, accents, blanks and signs; Arabic without vowels and with one form of each letter: equal for what people
/// hold to be one word (`N° CNSS`, `numéro_cnss`; `مغربيّة`, `مغربية`).
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => key.push('a'),
            'ç' => key.push('c'),
            'è' | 'é' | 'ê' | 'ë' => key.push('e'),
            'ì' | 'í' | 'î' | 'ï' => key.push('i'),
            'ñ' => key.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => key.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => key.push('u'),
            'ý' | 'ÿ' => key.push('y'),
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'أ' | 'إ' | 'آ' | 'ٱ' => key.push('ا'),
            'ى' => key.push('ي'),
            'ة' => key.push('ه'),
            // Kashida, vowels and superscript alef; ordinal signs; combining accents.
            '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | 'º' | 'ª' | '\u{0300}'..='\u{036F}' => {}
            _ => match digit(character) {
                Some(digit) => key.push(digit),
                None if character.is_alphanumeric() => key.push(character),
                None => {}
            },
        }
    }
    key
}

/// The digit 0–9 of a European, Arabic-Indic, Persian or full-width digit.
#[must_use]
pub fn digit(character: char) -> Option<char> {
    let value = match character {
        '0'..='9' => return Some(character),
        '\u{0660}'..='\u{0669}' => u32::from(character) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(character) - 0x06F0,
        '\u{FF10}'..='\u{FF19}' => u32::from(character) - 0xFF10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Letters to add, drop or replace to make one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, wanted) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_whatever_their_writing() {
        for text in ["numéro_cnss", "Numero CNSS", "NUMÉRO-CNSS ", "nume\u{301}ro cnss"] {
            assert_eq!(key(text), "numerocnss", "{text}");
        }
        assert_eq!(key("N° CNSS"), "ncnss");
        assert_eq!(key("مغربيّـة"), key("مغربية"));
        assert_eq!(key("الإجمالي"), key("الاجمالي"));
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let kinds = ["clause", "commitment", "judgement", "note"];
        let offered = |word| by_likeness(word, kinds.into_iter());
        assert_eq!(offered("judgment"), ("judgement".to_owned(), "judgement | commitment | clause | note".to_owned()));
        assert_eq!(offered("Clause").0, "clause");
        assert_eq!(offered("commitement").0, "commitment");
        assert_eq!(offered("rule").0, "");
        assert_eq!(by_likeness("x", std::iter::empty()), (String::new(), String::new()));
    }

    #[test]
    fn a_long_list_says_that_it_goes_on() {
        let names: Vec<String> = (0..20).map(|number| format!("name{number}")).collect();
        let (_, listed) = by_likeness("other", names.iter().map(String::as_str));
        assert!(listed.ends_with(" | …"), "{listed}");
    }
}
