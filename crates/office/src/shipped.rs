//! The contracts, packs and published statistics that ship with the program.

use std::sync::{Arc, LazyLock};

use contract::check::{Packs, is_pack};
use evidence::catalogue::Catalogue;

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
    "ma/packs/programme/pack.md",
    "ma/packs/programme/PROVENANCE.md",
    "ma/packs/registers/pack.md",
    "ma/packs/registers/PROVENANCE.md",
    "ma/packs/social-security/pack.md",
    "ma/packs/social-security/PROVENANCE.md",
    "ma/packs/tax/pack.md",
    "ma/packs/tax/PROVENANCE.md",
    "ma/packs/territory/pack.md",
    "ma/packs/territory/PROVENANCE.md",
    "ma/statistics.csv",
    "ma/PROVENANCE-STATISTICS.md",
];

/// The tables that the packs which ship declare: what files of the programme are read by where no workspace says otherwise.
#[must_use]
pub fn tables() -> Arc<Catalogue> {
    static TABLES: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
        let packs = Packs::gather(FILES.iter().map(|file| file.text).filter(|text| is_pack(text)));
        let (tables, _) = Catalogue::native().with(packs.sound().map(|pack| &pack.contract));
        Arc::new(tables)
    });
    Arc::clone(&TABLES)
}
