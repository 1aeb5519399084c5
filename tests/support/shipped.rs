//! The tables that the shipped packs declare, for tests of crates that know no pack.

use std::sync::{Arc, LazyLock};

use contract::check::Packs;
use evidence::catalogue::Catalogue;

const PACKS: [&str; 6] = [
    include_str!("../../contracts/ma/packs/common-law/pack.md"),
    include_str!("../../contracts/ma/packs/programme/pack.md"),
    include_str!("../../contracts/ma/packs/registers/pack.md"),
    include_str!("../../contracts/ma/packs/social-security/pack.md"),
    include_str!("../../contracts/ma/packs/tax/pack.md"),
    include_str!("../../contracts/ma/packs/territory/pack.md"),
];

/// The shipped packs.
pub fn packs() -> Packs {
    Packs::gather(PACKS)
}

/// The tables that they declare.
pub fn tables() -> Arc<Catalogue> {
    static TABLES: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
        let packs = packs();
        assert_eq!(packs.sound().count(), PACKS.len(), "a shipped pack does not load");
        let (tables, clashes) = Catalogue::native().with(packs.sound().map(|pack| &pack.contract));
        assert_eq!(clashes, []);
        Arc::new(tables)
    });
    Arc::clone(&TABLES)
}
