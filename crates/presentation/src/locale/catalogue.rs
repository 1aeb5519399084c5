//! The messages of the three languages, read once from the files under `locales/`, and how they are said.
//!
//! Code asks for a message through the functions of [`crate::words`]. Findings, diagnostics and reasons arrive from
//! other crates as a code with values and go through [`say`]. An identifier that no file knows is shown as it is, with
//! its values, so that nothing is lost before a reader's eyes; tests see to it that this does not happen.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use contract::calendar::{Date, Month};

use super::{Language, plural};
use crate::quantity::{Quantity, quantity};
use crate::rendered::Rendered;

macro_rules! sources {
    ($($name:literal),* $(,)?) => {
        /// Each file of messages: its name, then its text in French, Arabic and English.
        pub const SOURCES: &[(&str, [&str; 3])] = &[$(($name, [
            include_str!(concat!("../../locales/fr/", $name)),
            include_str!(concat!("../../locales/ar/", $name)),
            include_str!(concat!("../../locales/en/", $name)),
        ])),*];
    };
}

sources![
    "quantity.ftl",
    "status.ftl",
    "notice.ftl",
    "heading.ftl",
    "piece.ftl",
    "chart.ftl",
    "verdict.ftl",
    "finding.ftl",
    "sheet.ftl",
    "diagnostic.ftl",
    "reason.ftl",
    "command.ftl",
    "difference.ftl",
    "page.ftl",
    "trace.ftl",
    "account.ftl",
    "filing.ftl",
    "refusal.ftl"
];

/// A value put into a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, a code or a quoted text.
    Text(String),
    /// A figure or a date.
    Quantity(Quantity),
    /// Something said already.
    Rendered(Rendered),
}

/// What a finding, diagnostic or reason says: what is the matter, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What was found.
    pub what: Rendered,
    /// What to do, where the message has a cure.
    pub cure: Option<Rendered>,
}

/// Whether the message exists in that language.
#[must_use]
pub fn has_message(language: Language, id: &str) -> bool {
    bundle(language).get_message(id).is_some_and(|message| message.value().is_some())
}

/// A message of a family (`finding-…`, `diagnostic-…`, `reason-…`) as plain text, without its cure.
///
/// How values are read: see [`Value::read`].
#[must_use]
pub fn message(language: Language, id: &str, values: &[(&str, &str)]) -> String {
    say(language, id, values).what.text()
}

/// A message of a family with its cure. How values are read: see [`Value::read`].
#[must_use]
pub fn say(language: Language, id: &str, values: &[(&str, &str)]) -> Said {
    let values: Vec<(&str, Value)> =
        values.iter().map(|(name, text)| (*name, Value::read(language, id, name, text))).collect();
    told(language, id, &values)
}

/// A message of a family with its cure, with typed values.
#[must_use]
pub fn told(language: Language, id: &str, values: &[(&str, Value)]) -> Said {
    Said { what: said(language, id, values), cure: format(language, id, Some("cure"), values) }
}

/// A message by its identifier, with typed values. Called by the functions of [`crate::words`].
#[must_use]
pub fn said(language: Language, id: &str, values: &[(&str, Value)]) -> Rendered {
    format(language, id, None, values).unwrap_or_else(|| unknown(id, language, values))
}

impl Value {
    /// Reads a value that came as text. Faults of contract documents (`diagnostic-…`) quote the document, so their
    /// values stay as they are, but for the days of a hole (`from`, `to`). Values of findings and reasons are ours: what
    /// has the shape of an amount (`1234.50`), a day (`2025-07-01`) or a month (`2025-07`) is printed as one, counts
    /// are told by their names, and the name of a kind of piece becomes its word.
    #[must_use]
    pub fn read(language: Language, id: &str, name: &str, text: &str) -> Value {
        let quoted = || Value::Text(text.to_owned());
        if id.starts_with("diagnostic-") && !matches!(name, "from" | "to") {
            return quoted();
        }
        let is_count = id == "finding-csv-total" && !text.contains('.');
        if is_count || matches!(name, "count" | "more" | "lines" | "max" | "max_bytes") {
            return text.parse().map_or_else(|_| quoted(), |count| Value::Quantity(Quantity::Count(count)));
        }
        // What an open cell is by an answer, and a total with the sum of its column: the figure alone, since the table says its
        // currency.
        let is_of_column = matches!(name, "decimal_comma" | "decimal_point") || id == "finding-csv-total";
        if let (true, Ok(amount)) = (is_of_column && text.contains('.'), text.parse()) {
            return Value::Quantity(Quantity::Amount(amount));
        }
        // Words that choose among the variants of a message: isolates around them would choose none.
        if matches!(name, "why" | "separator") {
            return Value::Rendered(Rendered::plain(text));
        }
        let kind = format!("piece-{}", text.replace('_', "-"));
        if matches!(name, "kind" | "named") && has_message(language, &kind) {
            return Value::Rendered(said(language, &kind, &[]));
        }
        shaped(text).map_or_else(quoted, Value::Quantity)
    }

    fn render(&self, language: Language) -> Rendered {
        match self {
            Value::Text(text) => Rendered::quoted(text),
            Value::Quantity(value) => quantity(language, value),
            Value::Rendered(rendered) => rendered.clone(),
        }
    }
}

fn shaped(text: &str) -> Option<Quantity> {
    let has_centimes = text.len() > 3 && text.as_bytes()[text.len() - 3] == b'.';
    if has_centimes { text.parse().ok().map(Quantity::Amount) } else { None }
        .or_else(|| text.parse().ok().map(Quantity::Date))
        .or_else(|| text.parse().ok().map(Quantity::Month))
}

fn format(language: Language, id: &str, attribute: Option<&str>, values: &[(&str, Value)]) -> Option<Rendered> {
    let bundle = bundle(language);
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut args = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        args.set(*name, value.render(language).isolated().to_owned());
    }
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut faults);
    Some(Rendered::from_marked(text.into_owned()))
}

fn unknown(id: &str, language: Language, values: &[(&str, Value)]) -> Rendered {
    let mut text = format!("[{id}]");
    for (name, value) in values {
        text.push_str(&format!(" {name}={}", value.render(language).isolated()));
    }
    Rendered::from_marked(text)
}

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| Language::ALL.map(read));

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    &BUNDLES[language as usize]
}

fn read(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
    // Values arrive isolated already; Fluent would isolate whole phrases as well.
    bundle.set_use_isolating(false);
    // Adding fails only where an identifier stands twice; a test reads every file and says so.
    let _ = bundle.add_function("PLURAL", move |args, _| match args.first() {
        Some(FluentValue::String(text)) => plural_of(language, text).into(),
        _ => FluentValue::Error,
    });
    let _ = bundle.add_function("GIVEN", |args, _| match args.first() {
        Some(FluentValue::String(text)) if !Rendered::from_marked(text.to_string()).text().is_empty() => "yes".into(),
        _ => "no".into(),
    });
    for (_, texts) in SOURCES {
        let text = texts[language as usize].to_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, _)| readable);
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The plural category of a count that was rendered by `quantity`; a number with decimals is `other`.
fn plural_of(language: Language, text: &str) -> &'static str {
    let figure = Rendered::from_marked(text.to_owned()).text().replace(language.group_separator(), "");
    figure.parse().map_or("other", |count| plural::category(language, count))
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<Rendered> for Value {
    fn from(rendered: Rendered) -> Value {
        Value::Rendered(rendered)
    }
}

impl From<Quantity> for Value {
    fn from(value: Quantity) -> Value {
        Value::Quantity(value)
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Value {
        Value::Quantity(Quantity::Count(count))
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Value {
        Value::Quantity(Quantity::Date(date))
    }
}

impl From<Month> for Value {
    fn from(month: Month) -> Value {
        Value::Quantity(Quantity::Month(month))
    }
}
