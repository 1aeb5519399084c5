//! Licences of every package that the build uses, against what we may ship under Apache-2.0.

use serde_json::Value;

/// Licences that we take, by their SPDX names.
pub const ALLOWED: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages taken in spite of their licence: name, licence, reason. None so far.
pub const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// What is wrong with the packages that `cargo metadata` tells of.
#[must_use]
pub fn faults(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut faults: Vec<String> = packages.iter().filter_map(fault).collect();
    if packages.is_empty() {
        faults.push("no package is told of".to_owned());
    }
    let used = |name: &str| packages.iter().any(|package| package["name"] == name);
    let stale = EXCEPTIONS.iter().filter(|(name, ..)| !used(name));
    faults.extend(stale.map(|(name, ..)| format!("{name} is no longer used: drop its exception")));
    faults
}

fn fault(package: &Value) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("?");
    let Some(licence) = package["license"].as_str() else {
        return Some(format!("{name} states no licence"));
    };
    let excepted = EXCEPTIONS.iter().any(|(taken, under, _)| *taken == name && *under == licence);
    (!excepted && !is_allowed(licence)).then(|| format!("{name} is under {licence}, which is not in the list"))
}

/// Whether an SPDX expression can be met with allowed licences. `A/B` is an old way to write `A OR B`.
#[must_use]
pub fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    split(&expression, " OR ").iter().any(|choice| {
        split(choice, " AND ").iter().all(|part| {
            let part = part.trim();
            match part.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => is_allowed(inner),
                None => ALLOWED.contains(&part.split_whitespace().collect::<Vec<_>>().join(" ").as_str()),
            }
        })
    })
}

/// Splits at a word that stands outside parentheses.
fn split<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= from && text[at..].starts_with(word) => {
                parts.push(&text[from..at]);
                from = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn expressions_are_weighed() {
        for good in ["MIT", "MIT/GPL-2.0", "(MIT OR GPL-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR X"] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT AND X) OR Y", ""] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_under_another_licence_is_told() {
        let told = faults(&json!({"packages": [
            {"name": "good", "license": "MIT"},
            {"name": "taken", "license": "AGPL-3.0-only"},
            {"name": "silent", "license": null},
        ]}));
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(faults(&json!({})).len(), 1);
    }
}
