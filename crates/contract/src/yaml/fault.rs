//! From the parser's own words to our codes: what a person most likely did, where a sentence can be written for it.

use saphyr_parser::ScanError;

use super::joined::Joined;
use crate::diagnostic::Diagnostic;

/// Parts of the parser's messages; the first that occurs decides.
const FAULTS: &[(&str, &str)] = &[
    ("unknown anchor", "yaml-alias"),
    ("anchor or alias", "yaml-anchor"),
    ("for anchor", "yaml-anchor"),
    ("block scalar", "yaml-block-text"),
    ("mapping values are not allowed", "yaml-colon"),
    ("illegal placement of ':'", "yaml-colon"),
    ("':' must be followed", "yaml-colon"),
    ("':' may not precede", "yaml-colon"),
    ("simple key expect", "yaml-colon"),
    ("unknown escape", "yaml-escape"),
    ("escape code", "yaml-escape"),
    ("hexadecimal number", "yaml-escape"),
    ("quoted scalar", "yaml-quotation-mark"),
    ("recursion limit", "yaml-too-deep"),
    ("bracket", "yaml-bracket"),
    ("flow mapping", "yaml-bracket"),
    ("flow sequence", "yaml-bracket"),
    ("flow construct", "yaml-bracket"),
    ("expected ',' or ']'", "yaml-bracket"),
    ("tag", "yaml-tag"),
    ("handle", "yaml-tag"),
    ("unexpected character", "yaml-character"),
    ("byte order mark", "yaml-character"),
    ("invalid indentation", "yaml-indentation"),
    ("did not find expected key", "yaml-indentation"),
    ("did not find expected '-'", "yaml-indentation"),
    ("block sequence entries", "yaml-indentation"),
    ("<document start>", "yaml-indentation"),
];

/// The diagnostic of a text that the parser could not read.
pub(super) fn describe(fault: &ScanError, text: &Joined<'_>) -> Diagnostic {
    let (message, index) = (fault.info(), fault.marker().index());
    let code = FAULTS.iter().find(|(part, _)| message.contains(part)).map_or("yaml-not-understood", |(_, code)| *code);
    let diagnostic = Diagnostic::error(code, text.word(index));
    match code {
        "yaml-character" => diagnostic.with("character", text.character(index).map(String::from).unwrap_or_default()),
        "yaml-too-deep" => diagnostic.with("depth_max", super::DEPTH_MAX),
        "yaml-not-understood" => diagnostic.with("detail", message),
        _ => diagnostic,
    }
}
