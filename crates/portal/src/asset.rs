//! What pages need besides their text: one style sheet of ours and six font files, all inside the program.
//!
//! Their addresses carry a part of their hash, so that they may be kept for ever.

use std::fmt::Write;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::compression::compressed;

/// A file that pages ask for.
pub struct Asset {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its kind, as HTTP names it.
    pub media_type: &'static str,
    /// Its content.
    pub content: &'static [u8],
}

impl Asset {
    /// The content compressed; nothing of what is compressed already.
    #[must_use]
    pub fn packed(&self) -> Option<&'static [u8]> {
        static PACKED: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
            let texts = ASSETS.iter().filter(|asset| !asset.media_type.starts_with("font/"));
            texts.map(|asset| (asset.name, compressed(asset.content))).collect()
        });
        PACKED.iter().find(|(name, _)| *name == self.name).map(|(_, packed)| packed.as_slice())
    }
}

macro_rules! assets {
    ($($name:literal at $path:literal as $media_type:literal;)*) => {
        /// Every file.
        pub const ASSETS: &[Asset] = &[$(Asset {
            name: $name,
            media_type: $media_type,
            content: include_bytes!(concat!("../assets/", $path)),
        }),*];
    };
}

assets! {
    "portal.css" at "portal.css" as "text/css; charset=utf-8";
    "mark.svg" at "mark.svg" as "image/svg+xml";
    "ibm-plex-sans-latin-400-normal.woff2" at "fonts/ibm-plex-sans-latin-400-normal.woff2" as "font/woff2";
    "ibm-plex-sans-latin-600-normal.woff2" at "fonts/ibm-plex-sans-latin-600-normal.woff2" as "font/woff2";
    "ibm-plex-sans-arabic-arabic-400-normal.woff2" at "fonts/ibm-plex-sans-arabic-arabic-400-normal.woff2" as "font/woff2";
    "ibm-plex-sans-arabic-arabic-600-normal.woff2" at "fonts/ibm-plex-sans-arabic-arabic-600-normal.woff2" as "font/woff2";
    "source-serif-4-latin-400-normal.woff2" at "fonts/source-serif-4-latin-400-normal.woff2" as "font/woff2";
    "noto-naskh-arabic-arabic-400-normal.woff2" at "fonts/noto-naskh-arabic-arabic-400-normal.woff2" as "font/woff2";
}

/// The fonts that a page needs at once.
#[must_use]
pub const fn first_fonts(is_right_to_left: bool) -> &'static [&'static str] {
    if is_right_to_left {
        &["ibm-plex-sans-arabic-arabic-400-normal.woff2", "noto-naskh-arabic-arabic-400-normal.woff2"]
    } else {
        &[
            "ibm-plex-sans-latin-400-normal.woff2",
            "ibm-plex-sans-latin-600-normal.woff2",
            "source-serif-4-latin-400-normal.woff2",
        ]
    }
}

/// A part of the hash over all files: it stands in their addresses.
pub static EDITION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in ASSETS {
        hash.update(asset.content);
    }
    hexadecimal(&hash.finalize()[..6])
});

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The address of a file.
#[must_use]
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *EDITION)
}

/// The file of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}
