//! A text on its way into force, as the commands about texts print it: its hash, who signs, part by part.

use anyhow::Result;
use office::act::submit::Entered;
use office::answer::texts::{How, Proposal};
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, words};

use crate::asking::{Options, told};
use crate::screen::Screen;

/// What an act about a text came to.
pub fn show(proposal: &Proposal, entry: Option<&Entered>, options: &Options, screen: &Screen) -> Result<()> {
    if options.json {
        let all = serde_json::json!({ "text": proposal, "entry": entry });
        screen.json(&serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    print(proposal, screen);
    told(entry, screen);
    Ok(())
}

/// The text: its hash, who signs, whether it is in force.
pub fn print(proposal: &Proposal, screen: &Screen) {
    let language = screen.language();
    let (contract, hash) = (Rendered::quoted(&proposal.contract), Rendered::quoted(&proposal.agreement));
    let version = Rendered::quoted(&proposal.version);
    screen.print(&screen.terminal.paragraph(&words::command_agreement_hash(language, contract, version, hash), 0));
    screen.print(&screen.terminal.table(&signatures(proposal, language)));
    for file in proposal.signatures.iter().filter_map(|one| one.file.as_ref()) {
        let kept = words::command_signature_kept(language, Rendered::quoted(file));
        screen.print(&screen.terminal.paragraph(&kept, 0));
    }
    let contract = Rendered::quoted(&proposal.contract);
    screen.line(&match proposal.from() {
        Some(from) => words::command_in_force_from(language, contract, from),
        None => words::command_not_in_force(language, contract),
    });
}

/// Who signs.
fn signatures(proposal: &Proposal, language: Language) -> Table {
    let row = |party: &String| {
        let signature = proposal.signatures.iter().find(|one| one.party == *party);
        let standing = match (signature, proposal.how) {
            (Some(_), _) => "signed",
            (None, How::Unilateral) => "author",
            (None, How::Agreement) => "missing",
        };
        let day = signature.and_then(|one| one.signed_on).map(Quantity::Date);
        let entry = signature.map(|one| Quantity::Count(one.entry.try_into().unwrap_or(i64::MAX)));
        vec![
            Cell::Text(Rendered::quoted(party)),
            Cell::Mark(mark(language, List::Signed, standing)),
            day.map_or(Cell::Missing, Cell::Quantity),
            entry.map_or(Cell::Missing, Cell::Quantity),
        ]
    };
    Table {
        title: words::command_signatures_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("party", words::heading_party(language)),
            Column::words("standing", words::heading_status(language)),
            Column::figures("signed_on", words::heading_signed_on(language)),
            Column::figures("entry", words::heading_entry(language)),
        ],
        rows: proposal.parties.iter().map(row).collect(),
    }
}

/// What is signed, part by part.
pub fn parts(proposal: &Proposal, language: Language) -> Table {
    let row = |part: &office::answer::texts::Part| {
        vec![
            Cell::Mark(mark(language, List::TextPart, &part.part)),
            Cell::Text(Rendered::quoted(&part.name)),
            Cell::Text(Rendered::quoted(&part.sha256)),
        ]
    };
    Table {
        title: words::command_parts_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("part", words::heading_part(language)),
            Column::words("file", words::heading_file(language)),
            Column::words("sha256", words::heading_hash(language)),
        ],
        rows: proposal.parts.iter().map(row).collect(),
    }
}
