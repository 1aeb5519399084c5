//! Map: regions in four classes with printed bounds, each region with its figure.
//!
//! Which regions there are and how they are drawn is said by the documents that name them, with its provenance. A figure under the threshold of secrecy is hatched and not printed; an unknown one is left blank. Neither is zero.

use std::collections::BTreeMap;

use contract::model::Outline;
use contract::money::Decimal;

use super::Measure;
use super::frame::{Frame, MARGIN, WIDTH};
use super::scale::real;
use super::sheet::{Anchor, Ink, LABEL, Sheet, Type, escape};
use crate::quantity::quantity;
use crate::rendered::Rendered;
use crate::table::{Cell, Column, Table};
use crate::words;
use crate::words::marks::{Mark, Tone};

/// Figures by region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// What stands around.
    pub frame: Frame,
    /// What the figures measure.
    pub measure: Measure,
    /// The regions, in order of their codes.
    pub regions: Vec<MapRegion>,
    /// Figures by region code. A region that is left out is unknown.
    pub values: BTreeMap<String, RegionValue>,
}

/// A region of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRegion {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Rendered,
    /// How it is drawn; nothing where no document draws it.
    pub outline: Option<Outline>,
}

/// What is known of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionValue {
    /// A figure.
    Known(Decimal),
    /// Too few units to be published.
    Secret,
}

/// The width of the drawn outline on the sheet.
const DRAWN: f64 = 500.0;

impl Map {
    /// Whether there is anything to draw.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.extent().is_some()
    }

    /// The text alternative.
    #[must_use]
    pub fn description(&self) -> Rendered {
        let (language, title) = (self.frame.language, self.frame.title.clone());
        let known = self.known();
        match (known.first(), known.last()) {
            (Some(&(lowest, low)), Some(&(highest, high))) => words::chart_map_described(
                language,
                title,
                i64::try_from(known.len()).unwrap_or(0),
                self.name(lowest),
                self.measure.quantity(low),
                self.name(highest),
                self.measure.quantity(high),
            ),
            _ => words::chart_no_figures(language, title),
        }
    }

    /// The same figures as a table, in the order of the codes.
    #[must_use]
    pub fn table(&self) -> Table {
        let language = self.frame.language;
        let rows = self.regions.iter().map(|region| {
            let value = match self.values.get(&region.code) {
                Some(&RegionValue::Known(value)) => Cell::Quantity(self.measure.figure(value)),
                Some(RegionValue::Secret) => Cell::Mark(Mark {
                    code: "secret".to_owned(),
                    sign: '▨',
                    word: words::chart_secret(language),
                    tone: Tone::Unknown,
                }),
                None => Cell::Missing,
            };
            vec![Cell::Text(Rendered::plain(&region.code)), Cell::Text(region.name.clone()), value]
        });
        Table {
            title: self.frame.title.clone(),
            notices: self.frame.notices.clone(),
            columns: vec![
                Column::words("code", words::heading_code(language)),
                Column::words("region", words::heading_region(language)),
                Column::figures("value", self.frame.measure.clone()),
            ],
            rows: rows.collect(),
        }
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut sheet = self.frame.sheet();
        let top = self.frame.head(&mut sheet);
        let classes = self.classes();
        let mut bottom = top;
        if let Some((width, height)) = self.extent() {
            self.draw_regions(&mut sheet, DRAWN / width, &classes, top);
            bottom += height * DRAWN / width;
        }
        self.draw_legend(&mut sheet, &classes, bottom);
        let height = self.frame.foot(&mut sheet, bottom + 8.0);
        sheet.finish(&self.frame.id, height, &self.frame.title, &self.description())
    }

    /// How far the outlines reach to the right and down; nothing where there are none.
    fn extent(&self) -> Option<(f64, f64)> {
        let points = || self.drawn().flat_map(|(_, outline)| outline.rings.iter().flatten());
        let (right, bottom) = (points().map(|point| point.0).max()?, points().map(|point| point.1).max()?);
        (right > 0 && bottom > 0).then(|| (f64::from(right), f64::from(bottom)))
    }

    fn drawn(&self) -> impl Iterator<Item = (&MapRegion, &Outline)> {
        self.regions.iter().filter_map(|region| Some((region, region.outline.as_ref()?)))
    }

    fn name(&self, code: &str) -> Rendered {
        let region = self.regions.iter().find(|region| region.code == code);
        region.map_or_else(|| Rendered::quoted(code), |region| region.name.clone())
    }

    fn draw_regions(&self, sheet: &mut Sheet, scale: f64, classes: &[(Decimal, Decimal)], top: f64) {
        let language = self.frame.language;
        // A map is not mirrored; it stands at the reading side and the legend in the empty south-east.
        let left = MARGIN + (WIDTH - 2.0 * MARGIN - DRAWN) / 2.0;
        let hatch = format!("{}-hatch", escape(&self.frame.id));
        let (ground, muted) = (sheet.colour(Ink::Ground), sheet.colour(Ink::Muted));
        sheet.element(format_args!(
            "<defs><pattern id=\"{hatch}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"{ground}\"/>\
             <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"{muted}\" stroke-width=\"1.5\"/></pattern></defs>"
        ));
        for (region, outline) in self.drawn() {
            let value = self.values.get(&region.code).copied();
            let (fill, said) = match value {
                Some(RegionValue::Known(value)) => (
                    sheet.colour(Ink::Class(class_of(classes, value))),
                    quantity(language, &self.measure.quantity(value)),
                ),
                Some(RegionValue::Secret) => (format!("url(#{hatch})"), words::chart_secret(language)),
                None => (ground.clone(), words::chart_unknown(language)),
            };
            sheet.element(format_args!(
                "<path transform=\"translate({left:.1} {top:.1}) scale({scale:.4})\" d=\"{}\" fill=\"{fill}\" \
                 stroke=\"{muted}\" stroke-width=\"{:.2}\"><title>{}: {}</title></path>",
                path(outline),
                1.0 / scale,
                escape(&region.name.text()),
                escape(&said.text()),
            ));
        }
        for (region, outline) in self.drawn() {
            let Some(&RegionValue::Known(value)) = self.values.get(&region.code) else { continue };
            let ink = if class_of(classes, value) == 3 { Ink::Ground } else { Ink::Text };
            let said = quantity(language, &self.measure.figure(value));
            let (x, y) = outline.label;
            let (x, y) = (left + f64::from(x) * scale, top + f64::from(y) * scale + 4.0);
            sheet.text(x, y, Anchor::Middle, Type { size: 12.0, bold: true, ink }, &said);
        }
    }

    /// The bounds of the classes, in the empty quarter of the map.
    fn draw_legend(&self, sheet: &mut Sheet, classes: &[(Decimal, Decimal)], bottom: f64) {
        let language = self.frame.language;
        let mut entries: Vec<(String, Rendered)> = classes
            .iter()
            .enumerate()
            .map(|(class, &(low, high))| {
                let (low, high) = (self.measure.figure(low), self.measure.figure(high));
                (sheet.colour(Ink::Class(class)), words::chart_from_to(language, low, high))
            })
            .collect();
        if self.values.values().any(|value| *value == RegionValue::Secret) {
            entries.push((format!("url(#{}-hatch)", escape(&self.frame.id)), words::chart_secret(language)));
        }
        if self.regions.iter().any(|region| !self.values.contains_key(&region.code)) {
            entries.push((sheet.colour(Ink::Ground), words::chart_unknown(language)));
        }
        let right_to_left = language.is_right_to_left();
        let (swatch, text) =
            if right_to_left { (WIDTH - MARGIN - 26.0, WIDTH - MARGIN - 34.0) } else { (430.0, 464.0) };
        let muted = sheet.colour(Ink::Muted);
        let mut y = bottom - entries.len() as f64 * 26.0 - 10.0;
        for (fill, said) in entries {
            sheet.element(format_args!(
                "<rect x=\"{swatch:.1}\" y=\"{y:.1}\" width=\"26\" height=\"18\" fill=\"{fill}\" stroke=\"{muted}\"/>"
            ));
            sheet.text(text, y + 13.5, sheet.begins(), LABEL, &said);
            y += 26.0;
        }
    }

    /// The known figures, smallest first.
    fn known(&self) -> Vec<(&str, Decimal)> {
        let mut known: Vec<(&str, Decimal)> = self
            .values
            .iter()
            .filter_map(|(code, value)| match value {
                RegionValue::Known(value) => Some((code.as_str(), *value)),
                RegionValue::Secret => None,
            })
            .collect();
        known.sort_by(|one, other| real(one.1).total_cmp(&real(other.1)));
        known
    }

    /// At most four classes of about as many regions each; equal figures share a class. Bounds are figures that occur.
    fn classes(&self) -> Vec<(Decimal, Decimal)> {
        let known: Vec<Decimal> = self.known().into_iter().map(|(_, value)| value).collect();
        let mut classes: Vec<(Decimal, Decimal)> = Vec::new();
        for (index, &value) in known.iter().enumerate() {
            let class = index * 4 / known.len();
            let begins = index == 0 || class != (index - 1) * 4 / known.len();
            match classes.last_mut() {
                Some(last) if !begins || last.1 == value => last.1 = value,
                _ => classes.push((value, value)),
            }
        }
        classes
    }
}

/// The path of an outline.
fn path(outline: &Outline) -> String {
    let ring = |ring: &Vec<(u16, u16)>| {
        let points: Vec<String> = ring.iter().map(|(x, y)| format!("{x} {y}")).collect();
        format!("M{}Z", points.join("L"))
    };
    outline.rings.iter().map(ring).collect()
}

fn class_of(classes: &[(Decimal, Decimal)], value: Decimal) -> usize {
    classes.iter().position(|&(_, high)| real(value) <= real(high)).unwrap_or(0)
}
