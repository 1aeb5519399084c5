//! Places that documents name, with what a map draws of them.

use std::collections::BTreeMap;

use contract::model::{Contract, Labels, Outline};

/// The places that the documents at hand name, by identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Atlas(BTreeMap<String, AtlasPlace>);

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtlasPlace {
    /// Its name by language.
    pub labels: Labels,
    /// Whether it is a region.
    pub is_region: bool,
    /// Its outline, where the document draws one.
    pub outline: Option<Outline>,
}

impl Atlas {
    /// The places of documents; of one that several name, as the first has it that draws it, else the first.
    #[must_use]
    pub fn of<'c>(contracts: impl IntoIterator<Item = &'c Contract>) -> Atlas {
        let mut places: BTreeMap<String, AtlasPlace> = BTreeMap::new();
        for place in contracts.into_iter().flat_map(|contract| &contract.places) {
            let is_drawn = |known: &AtlasPlace| known.outline.is_some() || place.outline.is_none();
            if places.get(&place.id).is_some_and(is_drawn) {
                continue;
            }
            let (labels, outline) = (place.labels.clone(), place.outline.clone());
            places.insert(place.id.clone(), AtlasPlace { labels, is_region: place.kind == "region", outline });
        }
        Atlas(places)
    }

    /// The name of a place in a language, else in the first that its document has; nothing where none names it.
    #[must_use]
    pub fn name(&self, place: &str, language: &str) -> Option<&str> {
        let labels = &self.0.get(place)?.labels;
        labels.get(language).or_else(|| labels.values().next()).map(String::as_str)
    }

    /// Every region, in order of its identifier.
    pub fn regions(&self) -> impl Iterator<Item = (&str, &AtlasPlace)> {
        self.0.iter().filter(|(_, place)| place.is_region).map(|(id, place)| (id.as_str(), place))
    }
}
