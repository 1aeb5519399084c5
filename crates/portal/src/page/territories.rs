//! Territories: map and table side by side, one indicator at a time. Cells of few persons are hatched and explained.

use std::collections::{BTreeMap, BTreeSet};

use contract::money::Decimal;
use contract::unit::Currency;
use maud::{Markup, html};
use presentation::chart::{Map, MapRegion, Measure, RegionValue};
use presentation::names::place;
use presentation::quantity::{amount_among, amount_heading, common, currency_name};
use presentation::words as w;
use presentation::{Language, Quantity, Rendered, Unit};

use crate::address::{self, Screen};
use crate::element::frame::{Matter, Page, known_on};
use crate::element::picture::{frame_of, picture};
use crate::element::words::{figure, said};
use crate::view::View;
use office::answer::FEWEST;
use office::answer::territories::{RegionView, TerritoriesView, Theme};

/// The page.
#[must_use]
pub fn page(view: &View<TerritoriesView>, language: Language) -> Markup {
    let map = map_of(view, language);
    let content = html! {
        header.head {
            h1 { (said(&w::page_territories_title(language))) }
            p.lead { (said(&w::page_territories_lead(language))) }
            (known_on(language, &view.setting, &[("theme", view.theme.word())]))
        }
        nav.tabs aria-label=(w::heading_indicator(language).text()) { ul { @for theme in Theme::ALL { li {
            a href=(address::link(language, &view.setting, &format!("/territories?theme={}", theme.word()))) aria-current=[(theme == view.theme).then_some("page")] { (said(&name(language, theme))) }
        } } } }
        div.two.map {
            @if map.is_drawn() { (picture(language, map.svg(), &map.table())) }
            (table(view, &map.regions, language))
        }
        p.quiet { (said(&w::page_not_evaluated_beside(language))) }
        @if view.is_protected { p.quiet { (said(&w::page_small(language, FEWEST))) } }
    };
    let title = w::page_territories(language);
    Page { setting: &view.setting, language, screen: Screen::Territories, title, matter: Matter::Evidence, content }
        .draw()
}

fn name(language: Language, theme: Theme) -> Rendered {
    match theme {
        Theme::Jobs => w::page_theme_jobs(language),
        Theme::Operators => w::page_theme_operators(language),
        Theme::Amounts => w::page_theme_amounts(language),
    }
}

fn map_of(view: &View<TerritoriesView>, language: Language) -> Map {
    let measure = match view.theme {
        Theme::Jobs => Measure::Counted(Unit::Jobs),
        Theme::Operators => Measure::Counted(Unit::Operators),
        Theme::Amounts => Measure::Number,
    };
    let unit = match view.theme {
        Theme::Jobs => w::page_persons(language),
        Theme::Operators => w::page_operators(language),
        Theme::Amounts => millions(view, language),
    };
    Map {
        frame: frame_of(
            language,
            &view.setting,
            "map",
            w::page_map_title(language, name(language, view.theme)),
            unit,
            w::page_map_source(language, Quantity::Date(view.setting.day)),
            true,
        ),
        measure,
        regions: regions(view, language),
        values: values(view),
    }
}

/// The regions that documents name, and those that evidence names beside them.
fn regions(view: &View<TerritoriesView>, language: Language) -> Vec<MapRegion> {
    let atlas = &view.setting.atlas;
    let beside = view.regions.iter().map(|region| region.code.as_str());
    let codes: BTreeSet<&str> = atlas.regions().map(|(code, _)| code).chain(beside).collect();
    let outline = |code: &str| atlas.regions().find(|(known, _)| *known == code)?.1.outline.clone();
    let region =
        |code: &str| MapRegion { code: code.to_owned(), name: place(language, atlas, code), outline: outline(code) };
    codes.into_iter().map(region).collect()
}

/// The unit of the amounts of the map.
fn millions(view: &View<TerritoriesView>, language: Language) -> Rendered {
    match view.regions.iter().find_map(|region| region.currency) {
        Some(currency) => w::page_millions(language, currency_name(language, currency)),
        None => w::page_millions_alone(language),
    }
}

/// The currency of the column of amounts.
fn of_column(view: &View<TerritoriesView>) -> Option<Currency> {
    let of = |region: &'_ RegionView| region.others.keys().copied().chain(region.currency).collect::<Vec<Currency>>();
    common(view.regions.iter().flat_map(of).map(Some))
}

fn values(view: &View<TerritoriesView>) -> BTreeMap<String, RegionValue> {
    let told = view.regions.iter().filter_map(|region| {
        let value = if region.is_hidden { RegionValue::Secret } else { RegionValue::Known(value(view.theme, region)?) };
        Some((region.code.clone(), value))
    });
    told.collect()
}

fn value(theme: Theme, region: &RegionView) -> Option<Decimal> {
    let whole = |number: i64| (number > 0).then(|| Decimal::new(i128::from(number), 0));
    match theme {
        Theme::Jobs => whole(region.persons),
        Theme::Operators => whole(region.operators),
        // Hundredths of a million: a map has no room for centimes, the table has them.
        Theme::Amounts => whole(region.persons_due)
            .map(|_| Decimal::new(i128::from((region.due.centimes() + 500_000) / 1_000_000), 2)),
    }
}

fn table(view: &View<TerritoriesView>, regions: &[MapRegion], language: Language) -> Markup {
    let title = name(language, view.theme);
    html! { div.scroll tabindex="0" role="region" aria-label=(title.text()) { table {
        thead { tr {
            th scope="col" { (said(&w::heading_region(language))) }
            th.figure scope="col" { (said(&w::page_persons(language))) }
            th.figure scope="col" { (said(&w::page_operators(language))) }
            th.figure scope="col" { (said(&amount_heading(language, of_column(view)))) }
            th.figure scope="col" { (said(&w::heading_not_evaluated(language))) }
        } }
        tbody { @for known in regions { @let region = view.regions.iter().find(|region| region.code == known.code);
            @let is_hidden = region.is_some_and(|region| region.is_hidden);
            tr {
                th scope="row" { (said(&known.name)) }
                td.figure { (cell(language, is_hidden, region.map(|region| (region.persons, Quantity::Count(region.persons))))) }
                td.figure { @match region { Some(region) if region.operators > 0 => (figure(language, &Quantity::Count(region.operators))), _ => span.missing { "—" } } }
                td.figure { (cell(language, is_hidden, region.map(|region| (region.persons_due, amount_among(region.due, region.currency, of_column(view))))))
                    @if let Some(region) = region { @for (currency, due) in &region.others { " + " (figure(language, &amount_among(*due, Some(*currency), of_column(view)))) } } }
                td.figure { (cell(language, is_hidden, region.map(|region| (region.persons_waiting, Quantity::Count(region.not_evaluated))))) }
            }
        } }
    } } }
}

/// A figure about persons, unless they are too few.
fn cell(language: Language, is_hidden: bool, told: Option<(i64, Quantity)>) -> Markup {
    match told {
        Some(_) if is_hidden => html! { span.hatched { (said(&w::chart_secret(language))) } },
        None | Some((0, _)) => html! { span.missing { "—" } },
        Some((_, value)) => figure(language, &value),
    }
}
