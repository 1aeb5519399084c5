//! The letters in which a telephone takes the key of a second factor: those of RFC 4648, section 6, without padding, eight for
//! five bytes.

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Bytes as letters.
pub fn letters(bytes: &[u8]) -> String {
    let mut text = String::new();
    for five in bytes.chunks(5) {
        let mut bits = 0_u64;
        for place in 0..5 {
            bits = bits << 8 | u64::from(five.get(place).copied().unwrap_or(0));
        }
        for letter in 0..(five.len() * 8).div_ceil(5) {
            let index = usize::try_from(bits >> (35 - 5 * letter) & 31).unwrap_or(0);
            text.push(char::from(LETTERS[index]));
        }
    }
    text
}

/// Letters as bytes; nothing where one is none of ours.
pub fn bytes(letters: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut bytes) = (0_u64, 0, Vec::new());
    for letter in letters.bytes() {
        let index = LETTERS.iter().position(|known| *known == letter)?;
        bits = (bits << 5 | index as u64) & 0xffff;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_are_those_of_the_standard() {
        for (text, letters) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(super::letters(text.as_bytes()), letters);
            assert_eq!(super::bytes(letters).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(super::bytes("a1"), None);
    }
}
