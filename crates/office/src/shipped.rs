//! The contracts, packs and published statistics that ship with the program.

/// A file that ships: its path below the folder of contracts, and its text.
pub struct Shipped {
    /// Path with slashes.
    pub path: &'static str,
    /// Content.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($path:literal),* $(,)?) => {
        /// Every file that ships, in order.
        pub const FILES: &[Shipped] =
            &[$(Shipped { path: $path, text: include_str!(concat!("../../../contracts/", $path)) }),*];
    };
}

shipped![
    "ma/offshoring-2016/contract.md",
    "ma/offshoring-2016/PROVENANCE.md",
    "ma/offshoring-2025/contract.md",
    "ma/offshoring-2025/PROVENANCE.md",
    "ma/packs/common-law/pack.md",
    "ma/packs/common-law/PROVENANCE.md",
    "ma/packs/social-security/pack.md",
    "ma/packs/social-security/PROVENANCE.md",
    "ma/packs/tax/pack.md",
    "ma/packs/tax/PROVENANCE.md",
    "ma/packs/territory/pack.md",
    "ma/packs/territory/PROVENANCE.md",
    "ma/statistics.csv",
    "ma/PROVENANCE-STATISTICS.md",
];
