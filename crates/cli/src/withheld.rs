//! Documents of the workspace that are not assessed, each with why.

use contract::diagnostic::excerpt;
use contract::source::Source;
use office::answer::{Why, Withheld};
use presentation::{Rendered, say, words};

use crate::report;
use crate::screen::Screen;

/// Prints each document with its title, its file and the reasons against it.
pub fn show(withheld: &[&Withheld], screen: &Screen) {
    let language = screen.language();
    let terminal = &screen.terminal;
    if withheld.is_empty() {
        return;
    }
    screen.print(&terminal.heading(&words::command_withheld_title(language)));
    screen.print(&terminal.paragraph(&words::command_withheld_some(language, withheld.len().to_string()), 0));
    screen.gap();
    for one in withheld {
        let path = one.paper.path.display().to_string();
        let title = one.contract().map_or_else(|| Rendered::quoted(&path), |known| report::title(known, language));
        screen.line(&title);
        if one.contract().is_some() {
            screen.line(&Rendered::quoted(&path));
        }
        for why in &one.why {
            match why {
                Why::Fault(fault) => {
                    let place = excerpt(&Source::new(&one.paper.text), fault.span);
                    screen.print(&terminal.diagnostic(&path, fault, &place));
                }
                _ => {
                    let (message, values) = why.message();
                    let values: Vec<(&str, &str)> =
                        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    screen.print(&terminal.said(&say(language, &message, &values)));
                }
            }
        }
        screen.gap();
    }
}
