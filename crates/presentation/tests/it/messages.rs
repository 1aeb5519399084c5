//! Every message stands in three languages with the same variables; none is unknown, none is unused.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use presentation::locale::catalogue::SOURCES;
use presentation::words::MESSAGES;
use presentation::words::marks::List;
use presentation::{Language, has_message, message, say};

/// Families that other crates name by their codes.
const FAMILIES: [&str; 7] = ["currency-", "finding-", "diagnostic-", "reason-", "difference-", "withheld-", "refusal-"];

/// Variables by identifier (`id` or `id.attribute`).
type Messages = BTreeMap<String, BTreeSet<String>>;

fn read(language: Language) -> Messages {
    let mut messages = Messages::new();
    for (file, texts) in SOURCES {
        let text = texts[language as usize];
        let resource = fluent_syntax::parser::parse(text)
            .unwrap_or_else(|(_, faults)| panic!("{}/{file}: {faults:?}", language.tag()));
        for entry in resource.body {
            let Entry::Message(found) = entry else { continue };
            let mut keep = |id: String, pattern: &Pattern<&str>| {
                let mut variables = BTreeSet::new();
                collect(pattern, &mut variables);
                assert!(
                    messages.insert(id.clone(), variables).is_none(),
                    "{}/{file}: {id} stands twice",
                    language.tag()
                );
            };
            if let Some(pattern) = &found.value {
                keep(found.id.name.to_owned(), pattern);
            }
            for attribute in &found.attributes {
                keep(format!("{}.{}", found.id.name, attribute.id.name), &attribute.value);
            }
        }
    }
    messages
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, variables),
            Expression::Select { selector, variants } => {
                collect_inline(selector, variables);
                variants.iter().for_each(|variant| collect(&variant.value, variables));
            }
        }
    }
}

fn collect_inline(expression: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| collect_inline(argument, variables));
        }
        _ => {}
    }
}

#[test]
fn the_three_languages_say_the_same_things() {
    let french = read(Language::Fr);
    for language in [Language::Ar, Language::En] {
        let other = read(language);
        let missing: Vec<_> = french.keys().filter(|id| !other.contains_key(*id)).collect();
        let more: Vec<_> = other.keys().filter(|id| !french.contains_key(*id)).collect();
        assert!(missing.is_empty() && more.is_empty(), "{}: missing {missing:?}, too many {more:?}", language.tag());
        for (id, variables) in &french {
            assert_eq!(Some(variables), other.get(id), "{}: variables of {id}", language.tag());
        }
    }
}

#[test]
fn every_message_asked_for_exists_and_every_message_is_asked_for() {
    let files = read(Language::Fr);
    let mut asked: BTreeSet<String> = BTreeSet::new();
    for (name, variables) in MESSAGES {
        let id = name.replace('_', "-");
        let found = files.get(&id).unwrap_or_else(|| panic!("no message {id}"));
        let declared: BTreeSet<String> = variables.iter().map(|&variable| variable.to_owned()).collect();
        assert_eq!(&declared, found, "variables of {id}");
        asked.insert(id);
    }
    for (list, codes) in List::ALL {
        for code in *codes {
            let id = format!("{}-{}", list.prefix(), code.replace('_', "-"));
            assert!(has_message(Language::Fr, &id), "no message {id}");
            asked.insert(id);
        }
    }
    let unused: Vec<_> = files
        .keys()
        .filter(|id| !asked.contains(*id) && !FAMILIES.iter().any(|family| id.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

#[test]
fn an_unknown_code_is_shown_with_its_values() {
    let text = message(Language::Fr, "finding-not-yet-worded", &[("line", "12"), ("amount", "1234.50")]);
    assert_eq!(text, "[finding-not-yet-worded] line=12 amount=1\u{202F}234,50");
    assert_eq!(say(Language::En, "finding-not-yet-worded", &[]).cure, None);
}

#[test]
fn french_keeps_its_marks_on_the_line() {
    for (file, texts) in SOURCES {
        for line in texts[Language::Fr as usize].lines() {
            for mark in [" :", " ;", " ?", " !", " »", "« ", "} %", "0 %", "5 %"] {
                assert!(!line.contains(mark), "fr/{file}: a plain space beside a mark: {line}");
            }
            assert!(!line.contains('\''), "fr/{file}: a straight apostrophe: {line}");
        }
    }
}

#[test]
fn no_message_joins_digits_by_a_plain_space_or_brings_direction_marks() {
    for (file, texts) in SOURCES {
        for (language, text) in Language::ALL.iter().zip(texts) {
            let letters: Vec<char> = text.chars().collect();
            let joined = letters
                .windows(3)
                .find(|three| three[0].is_ascii_digit() && three[1] == ' ' && three[2].is_ascii_digit());
            assert!(joined.is_none(), "{}/{file}: {joined:?}", language.tag());
            let direction = |letter: &char| matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            assert!(!letters.iter().any(direction), "{}/{file}: a direction mark", language.tag());
        }
    }
}
