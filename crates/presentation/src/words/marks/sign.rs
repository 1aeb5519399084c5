//! The sign and the tone of each word of the closed lists: told apart without colour.

use super::{List, Tone};

pub(super) fn sign(list: List, code: &str) -> (char, Tone) {
    match (list, code) {
        (List::Truth | List::ControlStatus, "holds") => ('✓', Tone::Good),
        (List::Truth, "fails") | (List::ControlStatus, "gap") => ('✕', Tone::Bad),
        (List::Truth, "unknown") | (List::ControlStatus, "not_evaluated") => ('?', Tone::Unknown),
        (List::Truth | List::ControlStatus, "pending") => ('○', Tone::Neutral),
        (List::Verdict, "met") => ('✓', Tone::Good),
        (List::Status, "due") => ('●', Tone::Good),
        (List::Verdict, "on_course") => ('●', Tone::Good),
        (List::Verdict, "at_risk") => ('▲', Tone::Doubtful),
        (List::Verdict, "not_met") => ('✕', Tone::Bad),
        (List::Verdict, "not_yet_due") => ('○', Tone::Neutral),
        (List::Verdict, "suspended") => ('‖', Tone::Neutral),
        (List::Verdict, "cannot_be_determined") => ('?', Tone::Unknown),
        (List::Verdict, "no_measure_agreed") => ('∅', Tone::Unknown),
        (List::Verdict, "awaiting_judgement") | (List::Status, "pending") => ('…', Tone::Neutral),
        (List::Status, "zero_by_rule") => ('0', Tone::Neutral),
        (List::Status, "not_applicable") => ('–', Tone::Neutral),
        (List::Status, "not_evaluated") => ('?', Tone::Unknown),
        (List::Confidence, "official") => ('■', Tone::Good),
        (List::Confidence, "reprint") => ('▣', Tone::Good),
        (List::Confidence, "press") => ('◧', Tone::Doubtful),
        (List::Confidence, "inferred") => ('◇', Tone::Doubtful),
        (List::Confidence, "assumed") => ('□', Tone::Unknown),
        (List::Severity, "notice") => ('i', Tone::Neutral),
        (List::Severity, "warning" | "cell_unread") => ('▲', Tone::Doubtful),
        (List::Severity, "error" | "row_refused" | "file_refused") => ('✕', Tone::Bad),
        _ => ('·', Tone::Neutral),
    }
}
