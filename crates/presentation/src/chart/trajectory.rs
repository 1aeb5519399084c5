//! Trajectory: what was reached against the path agreed, with labels at the lines' ends. Time runs from left to right.

use contract::calendar::Date;
use contract::money::Decimal;

use super::Measure;
use super::frame::{Frame, MARGIN, WIDTH};
use super::scale::{Scale, real, ticks, time_ticks};
use super::sheet::{Anchor, FIGURE, Ink, LABEL, SMALL, Sheet, Type, estimated_width};
use crate::quantity::{Quantity, quantity};
use crate::rendered::Rendered;
use crate::table::{Cell, Column, Table};
use crate::words;

/// Actual figures and the agreed path, in one perimeter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trajectory {
    /// What stands around.
    pub frame: Frame,
    /// What the figures measure.
    pub measure: Measure,
    /// What was reached, in order of time.
    pub actual: Vec<(Date, Decimal)>,
    /// Baseline, agreed steps, target, in order of time.
    pub path: Vec<(Date, Decimal)>,
    /// Whether the text says that the path is straight between its points. Otherwise only the points are drawn, and no gap.
    pub path_is_linear: bool,
    /// What is expected, where someone forecast it.
    pub forecast: Vec<Forecast>,
}

/// One point of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// When.
    pub date: Date,
    /// The lower end of the band.
    pub low: Decimal,
    /// The middle.
    pub middle: Decimal,
    /// The upper end of the band.
    pub high: Decimal,
}

const PLOT: f64 = 260.0;

struct Scales {
    horizontal: Scale,
    vertical: Scale,
}

impl Scales {
    fn place(&self, (date, value): (Date, Decimal)) -> (f64, f64) {
        (self.horizontal.day(date), self.vertical.of(value))
    }
}

impl Trajectory {
    /// The text alternative.
    #[must_use]
    pub fn description(&self) -> Rendered {
        let (language, title) = (self.frame.language, self.frame.title.clone());
        let said = |value: Decimal| self.measure.quantity(value);
        match (self.actual.last(), self.path.last()) {
            (Some(&(date, actual)), Some(&(due, target))) => {
                words::chart_trajectory_described(language, title, said(actual), date, said(target), due)
            }
            (None, Some(&(due, target))) => words::chart_trajectory_described_ahead(language, title, said(target), due),
            (Some(&(date, actual)), None) => {
                words::chart_spark_described_without_target(language, title, said(actual), date)
            }
            (None, None) => words::chart_no_figures(language, title),
        }
    }

    /// The same figures as a table: one row a date.
    #[must_use]
    pub fn table(&self) -> Table {
        let language = self.frame.language;
        let mut dates: Vec<Date> = self.actual.iter().chain(&self.path).map(|&(date, _)| date).collect();
        dates.extend(self.forecast.iter().map(|point| point.date));
        dates.sort_unstable();
        dates.dedup();
        let figure =
            |value: Option<Decimal>| value.map_or(Cell::Missing, |value| Cell::Quantity(self.measure.figure(value)));
        let on = |points: &[(Date, Decimal)], day: Date| {
            points.iter().find(|&&(date, _)| date == day).map(|&(_, value)| value)
        };
        let rows = dates.into_iter().map(|day| {
            let forecast = self.forecast.iter().find(|point| point.date == day).map(|point| point.middle);
            vec![
                Cell::Quantity(Quantity::ShortDate(day)),
                figure(on(&self.actual, day)),
                figure(on(&self.path, day)),
                figure(forecast),
            ]
        });
        Table {
            title: self.frame.title.clone(),
            notices: self.frame.notices.clone(),
            columns: vec![
                Column::words("date", words::heading_period(language)),
                Column::figures("actual", words::chart_actual(language)),
                Column::figures("agreed", words::chart_agreed(language)),
                Column::figures("forecast", words::chart_forecast(language)),
            ],
            rows: rows.collect(),
        }
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut sheet = self.frame.sheet();
        let top = self.frame.head(&mut sheet) + 14.0;
        let bottom = top + PLOT;
        if let Some(scales) = self.axes(&mut sheet, top, bottom) {
            self.draw_forecast(&mut sheet, &scales);
            self.draw_path(&mut sheet, &scales);
            self.draw_actual(&mut sheet, &scales);
        }
        let height = self.frame.foot(&mut sheet, bottom + 24.0);
        sheet.finish(&self.frame.id, height, &self.frame.title, &self.description())
    }

    /// Draws grid and axes; nothing to draw on when there is no figure at all.
    fn axes(&self, sheet: &mut Sheet, top: f64, bottom: f64) -> Option<Scales> {
        let language = self.frame.language;
        let points = || self.actual.iter().chain(&self.path).copied();
        let bands = self.forecast.iter().flat_map(|point| [point.low, point.high]);
        let ticks = ticks(points().map(|(_, value)| value).chain(bands));
        let dates = || points().map(|(date, _)| date).chain(self.forecast.iter().map(|point| point.date));
        let (first, last) = (dates().min()?, dates().max()?);
        let said: Vec<Rendered> = ticks.iter().map(|&tick| quantity(language, &self.measure.figure(tick))).collect();
        let room = said.iter().map(|text| estimated_width(text, SMALL)).fold(0.0, f64::max);
        let (left, right) = (MARGIN + room + 12.0, WIDTH - MARGIN - self.end_room());
        let vertical = Scale::new(real(*ticks.first()?), real(*ticks.last()?), bottom, top);
        for (tick, text) in ticks.iter().zip(&said) {
            let y = vertical.of(*tick);
            sheet.line((left, y), (right, y), Ink::Grid, 1.0, false);
            sheet.text(left - 8.0, y + 4.0, Anchor::Right, SMALL, text);
        }
        let horizontal = Scale::new(f64::from(first.days()), f64::from(last.days()), left + 4.0, right);
        for tick in time_ticks(first, last) {
            if tick.day >= first {
                let x = horizontal.day(tick.day);
                sheet.line((x, bottom), (x, bottom + 5.0), Ink::Muted, 1.0, false);
            }
            if let Some(named) = tick.named {
                let shown =
                    if tick.is_year { Quantity::Year(tick.day.year()) } else { Quantity::ShortMonth(tick.day.month()) };
                sheet.text(horizontal.day(named), bottom + 19.0, Anchor::Middle, SMALL, &quantity(language, &shown));
            }
        }
        sheet.line((left, bottom), (right, bottom), Ink::Muted, 1.0, false);
        Some(Scales { horizontal, vertical })
    }

    /// Room at the right for the labels at the lines' ends.
    fn end_room(&self) -> f64 {
        let language = self.frame.language;
        let values = [self.actual.last(), self.path.last()].into_iter().flatten();
        let figures =
            values.map(|&(_, value)| estimated_width(&quantity(language, &self.measure.quantity(value)), FIGURE));
        let names = [words::chart_actual(language), words::chart_agreed(language), words::chart_forecast(language)];
        figures.chain(names.iter().map(|name| estimated_width(name, LABEL))).fold(0.0, f64::max) + 16.0
    }

    fn draw_path(&self, sheet: &mut Sheet, scales: &Scales) {
        let language = self.frame.language;
        let places: Vec<(f64, f64)> = self.path.iter().map(|&point| scales.place(point)).collect();
        if self.path_is_linear {
            if let Some(gap) = self.gap(scales) {
                sheet.area(&gap, Ink::Gap);
            }
            sheet.polyline(&places, Ink::Agreed, 1.5, true);
        }
        for &place in &places {
            sheet.diamond(place, 5.0, Ink::Agreed);
        }
        if let (Some(&(_, target)), Some(&place)) = (self.path.last(), places.last()) {
            let said = quantity(language, &self.measure.quantity(target));
            label(sheet, place, -1.0, Ink::Agreed, &words::chart_agreed(language), &said);
        }
    }

    fn draw_actual(&self, sheet: &mut Sheet, scales: &Scales) {
        let language = self.frame.language;
        let places: Vec<(f64, f64)> = self.actual.iter().map(|&point| scales.place(point)).collect();
        if places.len() > 1 {
            sheet.polyline(&places, Ink::Actual, 2.5, false);
        }
        for &place in &places {
            sheet.dot(place, 3.5, Ink::Actual);
        }
        if let (Some(&(date, actual)), Some(&place)) = (self.actual.last(), places.last()) {
            let said = quantity(language, &self.measure.quantity(actual));
            let above = self.path.iter().all(|&(day, agreed)| day < date || real(agreed) <= real(actual));
            label(sheet, place, if above { -1.0 } else { 1.0 }, Ink::Actual, &words::chart_actual(language), &said);
        }
    }

    fn draw_forecast(&self, sheet: &mut Sheet, scales: &Scales) {
        let along = |value: fn(&Forecast) -> Decimal| -> Vec<(f64, f64)> {
            self.forecast.iter().map(|point| scales.place((point.date, value(point)))).collect()
        };
        let start: Vec<(f64, f64)> = self.actual.last().map(|&point| scales.place(point)).into_iter().collect();
        let (high, mut low) = (along(|point| point.high), along(|point| point.low));
        low.reverse();
        if !self.forecast.is_empty() {
            sheet.area(&[start.clone(), high, low].concat(), Ink::Actual);
        }
        let mut line = start;
        line.extend(along(|point| point.middle));
        if line.len() > 1 {
            sheet.polyline(&line, Ink::Actual, 1.5, true);
        }
        if let Some(&(x, y)) = line.last().filter(|_| !self.forecast.is_empty()) {
            let name = words::chart_forecast(self.frame.language);
            sheet.text(x + 8.0, y + 4.0, Anchor::Left, SMALL, &name);
        }
    }

    /// The area between the path and the actual figures, over the time that both cover.
    fn gap(&self, scales: &Scales) -> Option<Vec<(f64, f64)>> {
        let (from, to) =
            (self.path.first()?.0.max(self.actual.first()?.0), self.path.last()?.0.min(self.actual.last()?.0));
        let along = |points: &[(Date, Decimal)]| -> Vec<(f64, f64)> {
            let places: Vec<(f64, f64)> = points.iter().map(|&point| scales.place(point)).collect();
            let (from, to) = (scales.horizontal.day(from), scales.horizontal.day(to));
            let mut inside = vec![(from, height_at(&places, from))];
            inside.extend(places.iter().filter(|(x, _)| *x > from && *x < to));
            inside.push((to, height_at(&places, to)));
            inside
        };
        let mut back = along(&self.path);
        back.reverse();
        (from < to).then(|| [along(&self.actual), back].concat())
    }
}

/// The height of a line at a place between its points.
fn height_at(places: &[(f64, f64)], x: f64) -> f64 {
    for pair in places.windows(2) {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        if x >= x1 && x <= x2 && x2 > x1 {
            return y1 + (x - x1) / (x2 - x1) * (y2 - y1);
        }
    }
    places.last().map_or(0.0, |&(_, y)| y)
}

/// A name over a figure, at the right of a line's end; `side` is −1 above, 1 below.
fn label(sheet: &mut Sheet, (x, y): (f64, f64), side: f64, ink: Ink, name: &Rendered, said: &Rendered) {
    let first = if side < 0.0 { y - 8.0 } else { y + 14.0 };
    sheet.text(x + 9.0, first, Anchor::Left, Type { ink, ..LABEL }, name);
    sheet.text(x + 9.0, first + 16.0, Anchor::Left, Type { ink, ..FIGURE }, said);
}
