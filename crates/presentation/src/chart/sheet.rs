//! The sheet that charts are drawn on: writes SVG elements, knows the reading direction and the palette.
//!
//! Positions named *reading* count from the side where reading begins; all others count from the left.

use std::fmt::Write;

use super::Palette;
use crate::locale::Language;
use crate::rendered::Rendered;

/// Which point of a text stands at its position; physical, whatever the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Left,
    Middle,
    Right,
}

/// What something is drawn with, by its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Text,
    Muted,
    Grid,
    Ground,
    Actual,
    Agreed,
    Gap,
    Loss,
    Class(usize),
}

/// Size and weight of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    pub size: f64,
    pub bold: bool,
    pub ink: Ink,
}

pub const TITLE: Type = Type { size: 17.0, bold: true, ink: Ink::Text };
pub const LABEL: Type = Type { size: 13.0, bold: false, ink: Ink::Text };
pub const FIGURE: Type = Type { size: 13.0, bold: true, ink: Ink::Text };
pub const SMALL: Type = Type { size: 12.0, bold: false, ink: Ink::Muted };

/// A sheet in the making.
pub struct Sheet {
    pub language: Language,
    pub width: f64,
    palette: Palette,
    body: String,
}

impl Sheet {
    pub fn new(language: Language, palette: Palette, width: f64) -> Sheet {
        Sheet { language, width, palette, body: String::new() }
    }

    /// The physical position of a reading position.
    pub fn reading(&self, position: f64) -> f64 {
        if self.language.is_right_to_left() { self.width - position } else { position }
    }

    /// The anchor of a text that begins at its position, in reading order.
    pub fn begins(&self) -> Anchor {
        if self.language.is_right_to_left() { Anchor::Right } else { Anchor::Left }
    }

    /// The anchor of a text that ends at its position, in reading order.
    pub fn ends(&self) -> Anchor {
        if self.language.is_right_to_left() { Anchor::Left } else { Anchor::Right }
    }

    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, face: Type, text: &Rendered) {
        // `start` and `end` of SVG follow the direction of the text.
        let anchor = match (anchor, self.language.is_right_to_left()) {
            (Anchor::Middle, _) => "middle",
            (Anchor::Left, false) | (Anchor::Right, true) => "start",
            (Anchor::Left, true) | (Anchor::Right, false) => "end",
        };
        let weight = if face.bold { " font-weight=\"600\"" } else { "" };
        let direction = if self.language.is_right_to_left() { " direction=\"rtl\"" } else { "" };
        self.element(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\"{weight}{direction} text-anchor=\"{anchor}\" fill=\"{}\">{}</text>",
            face.size,
            self.colour(face.ink),
            escape(text.isolated()),
        ));
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64, dashed: bool) {
        let dash = if dashed { " stroke-dasharray=\"5 4\"" } else { "" };
        self.element(format_args!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{}\" stroke-width=\"{width}\"{dash}/>",
            from.0,
            from.1,
            to.0,
            to.1,
            self.colour(ink),
        ));
    }

    /// An open line through points.
    pub fn polyline(&mut self, points: &[(f64, f64)], ink: Ink, width: f64, dashed: bool) {
        let dash = if dashed { " stroke-dasharray=\"5 4\"" } else { "" };
        self.element(format_args!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash}/>",
            listed(points),
            self.colour(ink),
        ));
    }

    /// A filled area, lightly.
    pub fn area(&mut self, points: &[(f64, f64)], ink: Ink) {
        self.element(format_args!(
            "<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"0.18\"/>",
            listed(points),
            self.colour(ink),
        ));
    }

    pub fn dot(&mut self, at: (f64, f64), radius: f64, ink: Ink) {
        self.element(format_args!(
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius}\" fill=\"{}\"/>",
            at.0,
            at.1,
            self.colour(ink),
        ));
    }

    /// A diamond: what was agreed, told from dots by its shape.
    pub fn diamond(&mut self, at: (f64, f64), radius: f64, ink: Ink) {
        let (x, y) = at;
        let points = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
        self.element(format_args!(
            "<polygon points=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>",
            listed(&points),
            self.colour(Ink::Ground),
            self.colour(ink),
        ));
    }

    /// A bar whose beginning and length are in reading order.
    pub fn bar(&mut self, begin: f64, y: f64, length: f64, height: f64, ink: Ink) {
        let left = if self.language.is_right_to_left() { self.width - begin - length } else { begin };
        self.element(format_args!(
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"{height:.1}\" fill=\"{}\"/>",
            self.colour(ink),
        ));
    }

    /// An outlined box in reading order.
    pub fn outline(&mut self, begin: f64, y: f64, length: f64, height: f64, ink: Ink) {
        let left = if self.language.is_right_to_left() { self.width - begin - length } else { begin };
        self.element(format_args!(
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"{height:.1}\" fill=\"none\" stroke=\"{}\"/>",
            self.colour(ink),
        ));
    }

    /// Anything else, written by a form itself.
    pub fn element(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(arguments);
        self.body.push('\n');
    }

    /// The colour of a role, as an attribute's value.
    pub fn colour(&self, ink: Ink) -> String {
        let (name, fixed) = match ink {
            Ink::Text => ("text", "#1d2329"),
            Ink::Muted => ("muted", "#56606b"),
            Ink::Grid => ("grid", "#dfe3e8"),
            Ink::Ground => ("ground", "#ffffff"),
            Ink::Actual => ("actual", "#14608f"),
            Ink::Agreed => ("agreed", "#8a4b08"),
            Ink::Gap => ("gap", "#b07a1e"),
            Ink::Loss => ("loss", "#a3342b"),
            Ink::Class(0) => ("class-1", "#dbe9f3"),
            Ink::Class(1) => ("class-2", "#a9cbe3"),
            Ink::Class(2) => ("class-3", "#5b9bc6"),
            Ink::Class(_) => ("class-4", "#14608f"),
        };
        match self.palette {
            Palette::Css => format!("var(--chart-{name}, {fixed})"),
            Palette::Fixed => fixed.to_owned(),
        }
    }

    /// The whole SVG. `id` keeps the names of several charts on one page apart.
    pub fn finish(self, id: &str, height: f64, title: &Rendered, description: &Rendered) -> String {
        let Sheet { language, width, body, .. } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\" lang=\"{tag}\" aria-labelledby=\"{id}-title {id}-desc\" \
             font-family=\"'IBM Plex Sans', 'IBM Plex Sans Arabic', 'Noto Sans', 'Noto Sans Arabic', sans-serif\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n{body}</svg>\n",
            tag = language.tag(),
            id = escape(id),
            title = escape(&title.text()),
            description = escape(&description.text()),
        )
    }
}

/// About how wide a text is drawn: good enough to wrap it and to leave room.
pub fn estimated_width(text: &Rendered, face: Type) -> f64 {
    let per_letter = if face.bold { 0.57 } else { 0.53 };
    text.text().chars().filter(|letter| !is_mark(*letter)).map(|letter| width_of(letter) * per_letter * face.size).sum()
}

fn width_of(letter: char) -> f64 {
    match letter {
        '\u{202F}' | '.' | ',' | 'i' | 'l' | 'ا' | '\'' | '’' | '،' => 0.5,
        'm' | 'w' | 'M' | 'W' | '%' | 'س' | 'ش' | 'ص' | 'ض' => 1.55,
        letter if letter.is_uppercase() => 1.2,
        _ => 1.0,
    }
}

/// Arabic vowel signs take no room.
fn is_mark(letter: char) -> bool {
    ('\u{064B}'..='\u{0652}').contains(&letter)
}

/// Breaks a text at plain spaces into lines of about that width.
pub fn wrapped(text: &Rendered, face: Type, width: f64) -> Vec<Rendered> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.isolated().split(' ') {
        let Some(last) = lines.last_mut() else { continue };
        let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        if !last.is_empty() && estimated_width(&Rendered::from_marked(longer.clone()), face) > width {
            lines.push(word.to_owned());
        } else {
            *last = longer;
        }
    }
    lines.into_iter().map(Rendered::from_marked).collect()
}

fn listed(points: &[(f64, f64)]) -> String {
    let written: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    written.join(" ")
}

/// Text made safe inside elements and attributes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
