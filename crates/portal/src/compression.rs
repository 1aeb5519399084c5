//! Answers for readers who take them compressed, as their `Accept-Encoding` says. Only texts are: pictures of letters are already.

use std::io::Write;

use axum::http::{HeaderMap, header};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Bytes as gzip.
pub fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Whether the reader takes gzip: names it, or whatever is not named, with a weight above zero.
pub fn is_taken(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let (mut named, mut any) = (None, None);
    for coding in values.flat_map(|value| value.split(',')) {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let is_taken = weight.is_none_or(|weight| weight.chars().any(|digit| ('1'..='9').contains(&digit)));
        match name.as_str() {
            "gzip" | "x-gzip" => named = Some(is_taken),
            "*" => any = Some(is_taken),
            _ => {}
        }
    }
    named.or(any).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn who_takes_gzip_says_so() {
        let asks = |value: &'static str| {
            is_taken(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]))
        };
        for taken in ["gzip", "GZIP", "br, gzip;q=0.5", "deflate, gzip; q=1.0, *;q=0", "*", "gzip;q=0.001"] {
            assert!(asks(taken), "{taken}");
        }
        for not in ["", "br", "identity", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "gzipped"] {
            assert!(!asks(not), "{not}");
        }
        assert!(!is_taken(&HeaderMap::new()));
    }

    #[test]
    fn what_is_compressed_is_the_same() {
        let text = "l'heure est la même ".repeat(1000);
        let packed = compressed(text.as_bytes());
        assert!(packed.len() * 20 < text.len());
        let mut read = String::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut read).expect("gzip");
        assert_eq!(read, text);
    }
}
