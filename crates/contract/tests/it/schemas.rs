//! The JSON Schemas of the blocks, which editors complete from, against what the checker asks for and against every
//! block that loads. Each schema stands alone: a file an editor can be given.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use contract::calendar::{Date, Interval};
use contract::check::{CLOSED_KEYS, SHAPES, closed_words};
use contract::document::{self, BlockKind};
use contract::unit::{Currency, Unit};
use contract::yaml::{Node, Value};
use serde_json::Value as Json;

use crate::conformance;

type Schemas = BTreeMap<String, Json>;

fn schemas() -> Schemas {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let entries = fs::read_dir(&folder).expect("the folder of schemas").map(|entry| entry.expect("an entry").path());
    let read = |path: PathBuf| {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let text = fs::read_to_string(&path).expect("a schema");
        (name, serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display())))
    };
    entries.map(read).collect()
}

/// The maps with closed keys that a schema describes, by name.
fn maps<'s>(kind: &'s str, schema: &'s Json) -> Vec<(&'s str, &'s Json)> {
    let inner = schema["$defs"].as_object().expect("definitions").iter().map(|(name, inner)| (name.as_str(), inner));
    inner.chain([(kind, schema)]).filter(|(_, map)| map.get("properties").is_some()).collect()
}

fn keys(map: &Json) -> BTreeSet<&str> {
    map["properties"].as_object().expect("properties").keys().map(String::as_str).collect()
}

#[test]
fn every_kind_that_is_written_has_a_schema_and_no_other() {
    let schemas = schemas();
    let names: BTreeSet<&str> = schemas.keys().map(String::as_str).collect();
    let kinds = BlockKind::ALL.iter().filter(|kind| !matches!(kind, BlockKind::Ceiling | BlockKind::Amends));
    let expected: BTreeSet<&str> = kinds.map(|kind| kind.as_str()).chain(["front"]).collect();
    assert_eq!(names, expected);
    for (kind, schema) in &schemas {
        assert_eq!(schema["title"], kind.as_str());
    }
}

#[test]
fn schemas_have_the_keys_that_the_checker_asks_for_and_no_others() {
    let schemas = schemas();
    let described: Vec<(&str, &Json)> = schemas.iter().flat_map(|(kind, schema)| maps(kind, schema)).collect();
    for shape in SHAPES {
        let maps: Vec<&Json> = described.iter().filter(|(name, _)| *name == shape.name).map(|(_, map)| *map).collect();
        assert!(!maps.is_empty(), "no schema describes {}", shape.name);
        for map in maps {
            assert_eq!(keys(map), shape.keys.iter().copied().collect(), "{}", shape.name);
            let open = shape.name == "row";
            assert_eq!(map["additionalProperties"] == Json::Bool(false), !open, "{}", shape.name);
            for required in map["required"].as_array().expect("required keys") {
                assert!(shape.keys.contains(&required.as_str().expect("a key")), "{} {required}", shape.name);
            }
        }
    }
    for (name, _) in described {
        assert!(SHAPES.iter().any(|shape| shape.name == name), "the checker asks for no {name}");
    }
}

#[test]
fn closed_lists_of_the_checker_are_those_of_the_schemas() {
    let schemas = schemas();
    let mut met = BTreeSet::new();
    for (kind, schema) in &schemas {
        for (name, map) in maps(kind, schema) {
            for (key, value) in map["properties"].as_object().expect("properties") {
                let one = value.get("$ref").and_then(Json::as_str).and_then(|path| path.strip_prefix("#/$defs/"));
                let value = one.map_or(value, |one| &schema["$defs"][one]);
                let words = value.get("enum").and_then(Json::as_array);
                let words: Vec<&str> = words.into_iter().flatten().filter_map(Json::as_str).collect();
                let known: BTreeSet<&str> = closed_words(key).into_iter().collect();
                if words.len() > 1 && !known.is_empty() {
                    assert_eq!(words.into_iter().collect::<BTreeSet<_>>(), known, "{name} {key}");
                    met.insert(key.as_str());
                }
            }
        }
    }
    assert_eq!(met, CLOSED_KEYS.into_iter().collect());
}

#[test]
fn every_block_that_loads_fits_its_schema_and_every_key_is_used_by_one() {
    let schemas = schemas();
    let mut used = BTreeSet::new();
    for (path, text) in conformance::good_documents() {
        let (document, _) = document::parse(&text);
        let blocks = document.blocks.iter().map(|block| (block.kind.value.as_str(), &block.node));
        for (kind, node) in blocks.chain([("front", &document.front)]) {
            let mut walk = Walk { root: &schemas[kind], used: BTreeSet::new() };
            if let Err(fault) = walk.fits(node, kind) {
                panic!("{}:{}: the schema of {kind} refuses: {fault}", path.display(), node.span.start.line);
            }
            used.append(&mut walk.used);
        }
    }
    let keys = SHAPES.iter().flat_map(|shape| shape.keys.iter().map(|key| format!("{} {key}", shape.name)));
    let unused: Vec<String> = keys.filter(|key| !used.contains(key)).collect();
    assert_eq!(unused, Vec::<String>::new(), "no document that loads writes these keys");
}

#[test]
fn a_schema_refuses_what_the_checker_refuses() {
    let schemas = schemas();
    let fits = |kind: &str, body: &str| {
        let text = format!("---\nid: a\n---\n\n# A {{#a}}\n\n```yaml {kind}\n{body}\n```\n");
        let (document, diagnostics) = document::parse(&text);
        assert!(!diagnostics.has_errors(), "{body}");
        let root = &schemas[kind];
        Walk { root, used: BTreeSet::new() }.fits(&document.blocks[0].node, kind).is_ok()
    };
    assert!(fits("party", "id: state\nlabels: {en: State}\nside: state"));
    for body in [
        "id: state\nlabels: {en: State}",
        "id: state\nlabels: {en: State}\nside: both",
        "id: state\nlabels: State\nside: state",
        "id: state\nlabels: {en: State}\nside: state\nseat: Rabat",
        "id: 1st\nlabels: {en: State}\nside: state",
    ] {
        assert!(!fits("party", body), "{body}");
    }
    let series = |steps| format!("id: a\nlabels: {{en: A}}\nfor_each: operator, month\nfrom: payroll\nsteps:\n{steps}");
    assert!(fits("definition", &series("  - staff: {count: payroll}")));
    assert!(!fits("definition", &series("  - staff: {count: payroll, sum: payroll.gross}")));
    assert!(!fits("definition", &series("  - {staff: {count: payroll}, other: {count: payroll}}")));
    assert!(!fits("definition", &series("  - staff: {prorate: payroll}")));
}

/// One node under one schema, with the keys met on the way, each behind the name of its map.
struct Walk<'s> {
    root: &'s Json,
    used: BTreeSet<String>,
}

impl Walk<'_> {
    fn fits(&mut self, node: &Node, kind: &str) -> Result<(), String> {
        self.fits_at(node, self.root, kind)
    }

    fn fits_at(&mut self, node: &Node, schema: &Json, place: &str) -> Result<(), String> {
        let map = schema.as_object().ok_or("a schema is a map")?;
        for (keyword, value) in map {
            match keyword.as_str() {
                "$ref" => self.fits_reference(node, value)?,
                "type" => has_type(node, value)?,
                "enum" => is_word(node, value)?,
                "pattern" => has_pattern(node, value)?,
                "oneOf" => self.fits_one(node, value, place)?,
                "items" => {
                    for item in node.as_list().unwrap_or_default() {
                        self.fits_at(item, value, place)?;
                    }
                }
                "properties" => self.fits_properties(node, value, map.get("additionalProperties"), place)?,
                "additionalProperties" if !map.contains_key("properties") => {
                    for (_, inner) in node.entries() {
                        self.fits_at(inner, value, place)?;
                    }
                }
                "required" => {
                    let missing = value
                        .as_array()
                        .into_iter()
                        .flatten()
                        .find(|key| key.as_str().is_none_or(|key| node.get(key).is_none()));
                    missing.map_or(Ok(()), |key| Err(format!("{key} is missing")))?;
                }
                "minItems" => at_least(&node.as_list().map_or(0, <[Node]>::len).into(), value)?,
                "minProperties" => at_least(&node.entries().len().into(), value)?,
                "maxProperties" => at_least(value, &node.entries().len().into())?,
                "description" | "title" | "$schema" | "$id" | "$defs" | "additionalProperties" => {}
                other => return Err(format!("this test does not know the keyword {other}")),
            }
        }
        Ok(())
    }

    fn fits_reference(&mut self, node: &Node, reference: &Json) -> Result<(), String> {
        let reference = reference.as_str().ok_or("a reference is text")?;
        let root = self.root;
        let pointer = reference.strip_prefix('#').ok_or("a reference stays in its file")?;
        let target = root.pointer(pointer).ok_or_else(|| format!("{reference} leads nowhere"))?;
        self.fits_at(node, target, reference.rsplit('/').next().unwrap_or_default())
    }

    fn fits_one(&mut self, node: &Node, choices: &Json, place: &str) -> Result<(), String> {
        let mut fitting = Vec::new();
        for choice in choices.as_array().into_iter().flatten() {
            let mut walk = Walk { root: self.root, used: BTreeSet::new() };
            if walk.fits_at(node, choice, place).is_ok() {
                fitting.push(walk.used);
            }
        }
        let [used] = fitting.as_mut_slice() else { return Err(format!("{} of the choices fit", fitting.len())) };
        self.used.append(used);
        Ok(())
    }

    fn fits_properties(
        &mut self,
        node: &Node,
        properties: &Json,
        others: Option<&Json>,
        place: &str,
    ) -> Result<(), String> {
        for (key, inner) in node.entries() {
            match (properties.get(&key.value), others) {
                (Some(schema), _) => {
                    self.used.insert(format!("{place} {}", key.value));
                    self.fits_at(inner, schema, place).map_err(|fault| format!("{}: {fault}", key.value))?;
                }
                (None, Some(Json::Bool(false)) | None) => return Err(format!("{} is not known", key.value)),
                (None, Some(schema)) => self.fits_at(inner, schema, place)?,
            }
        }
        Ok(())
    }
}

fn has_type(node: &Node, wanted: &Json) -> Result<(), String> {
    let found = match &node.value {
        Value::Scalar(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
        Value::Missing => "null",
    };
    let fits = wanted == found || wanted.as_array().is_some_and(|choices| choices.iter().any(|choice| choice == found));
    if fits { Ok(()) } else { Err(format!("{found} where {wanted} is expected")) }
}

fn is_word(node: &Node, words: &Json) -> Result<(), String> {
    let text = node.as_scalar().ok_or("a word is expected")?;
    let known = words.as_array().is_some_and(|words| words.iter().any(|word| word == text));
    if known { Ok(()) } else { Err(format!("{text} is none of {words}")) }
}

/// The patterns that the schemas use, read by the types that the checker reads with.
fn has_pattern(node: &Node, pattern: &Json) -> Result<(), String> {
    let text = node.as_scalar().ok_or("text is expected")?;
    let is_name = |more: &str| {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || more.contains(letter))
    };
    let is_interval = || {
        let (first, last) = text.split_once("..")?;
        let last = Some(last.trim()).filter(|last| !last.is_empty()).map(str::parse::<Date>).transpose().ok()?;
        Some(Interval { first: first.trim().parse().ok()?, last })
    };
    let unit = r"^(%|number|([A-Z]{3}|jobs?|persons?|months?|days?|quarters?|years?|m2)(/([A-Z]{3}|job|person|month|day|quarter|year|m2))?";
    let fits = match pattern.as_str().unwrap_or_default() {
        r"^\d{4}-\d{2}-\d{2}$" => text.parse::<Date>().is_ok(),
        r"^\d{4}-\d{2}-\d{2} *\.\. *(\d{4}-\d{2}-\d{2})?$" => is_interval().is_some(),
        r"^from +\d{4}-\d{2}-\d{2}$" => {
            text.strip_prefix("from ").is_some_and(|day| day.trim().parse::<Date>().is_ok())
        }
        r"^[A-Za-z][A-Za-z0-9_.-]*$" => is_name("_.-"),
        r"^[A-Za-z][A-Za-z0-9_-]*$" => is_name("_-"),
        r"^[A-Z]{3}$" => Currency::new(text).is_some(),
        r"^(operator(, person)?|party)(, place)?(, ecosystem)?(, dossier)?(, (month|quarter|year|date|exercise)(, [A-Za-z][A-Za-z0-9_]*)*)?$" =>
        {
            matches!(text.split(", ").next(), Some("operator" | "party"))
        }
        r"^published .+$" => text.starts_with("published "),
        units if units == format!("{unit})$") => Unit::parse(text).is_some(),
        units if units == format!("{unit}|date)$") => text == "date" || Unit::parse(text).is_some(),
        other => return Err(format!("this test does not know the pattern {other}")),
    };
    if fits { Ok(()) } else { Err(format!("{text} does not fit {pattern}")) }
}

fn at_least(count: &Json, least: &Json) -> Result<(), String> {
    if count.as_u64() >= least.as_u64() { Ok(()) } else { Err(format!("{count}, not {least}")) }
}
