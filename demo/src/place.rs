//! Where operators work: the platforms, and the regions with and without one.

use crate::chance::Chance;

/// A platform (or none) and the region around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The platform's identifier, or nothing outside platforms.
    pub(crate) platform: Option<&'static str>,
    /// The region, ISO 3166-2.
    pub(crate) region: &'static str,
    /// A town of that region, as the e-BDS writes it.
    pub(crate) town: &'static str,
}

const fn place(platform: Option<&'static str>, region: &'static str, town: &'static str) -> Place {
    Place { platform, region, town }
}

/// Every kind of place: five platforms, two towns beside one, seven regions without any.
pub(crate) const PLACES: [Place; 14] = [
    place(Some("casanearshore"), "MA-06", "CASABLANCA"),
    place(Some("technopolis"), "MA-04", "SALE"),
    place(Some("fes-shore"), "MA-03", "FES"),
    place(None, "MA-06", "CASABLANCA"),
    place(None, "MA-09", "AGADIR"),
    place(Some("oujda-shore"), "MA-02", "OUJDA"),
    place(Some("tetouan-shore"), "MA-01", "MARTIL"),
    place(None, "MA-07", "MARRAKECH"),
    place(None, "MA-01", "TANGER"),
    place(None, "MA-05", "BENI MELLAL"),
    place(None, "MA-08", "ERRACHIDIA"),
    place(None, "MA-10", "GUELMIM"),
    place(None, "MA-11", "LAAYOUNE"),
    place(None, "MA-12", "DAKHLA"),
];

/// How often each place is drawn, in the order of [`PLACES`]. Invented, with most of the trade in the two large platforms.
const WEIGHTS: [u32; 14] = [34, 14, 7, 12, 6, 4, 6, 6, 4, 2, 1, 1, 2, 1];

/// A place: the first fourteen operators take one of each kind, so that even a tiny sector shows them all.
pub(crate) fn draw(chance: &mut Chance, index: usize) -> Place {
    if index < PLACES.len() {
        return PLACES[index];
    }
    let weighted: Vec<(u32, Place)> = WEIGHTS.into_iter().zip(PLACES).collect();
    chance.weighted(&weighted)
}
