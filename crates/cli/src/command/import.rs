//! `mithaq import`: takes over what was handed in before there was a journal.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use office::act::import::Imported;
use office::act::import_table::people::{TakenPeople, import_people, is_people};
use office::act::import_table::{TableFault, Taken, import_table};
use office::act::{Asking, import, take_over};
use office::answer::TableNames;
use office::workspace::Workspace;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, words};

use crate::acting::actor;
use crate::clock::Named;
use crate::opening::chance_of;
use crate::screen::Screen;

/// Arguments of `import`.
#[derive(clap::Args)]
pub struct Import {
    /// Says what would be recorded, and records nothing; of a workspace that has a journal.
    #[arg(long)]
    dry_run: bool,
    /// Takes in a table instead: operators and their affiliations, what was decided and paid before, or people and mandates; CSV or XLSX (docs/operate.md).
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The id of this request, with `--from`: the same one again is the same act.
    #[arg(long, value_name = "ID", requires = "from")]
    request: Option<String>,
    #[command(flatten)]
    named: Named,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Import, root: &Path, screen: &Screen) -> Result<ExitCode> {
    if let Some(path) = &arguments.from {
        return table(path, arguments, root, screen);
    }
    let (now, language) = (arguments.named.now()?, screen.language());
    let imported = if arguments.dry_run {
        import(&crate::opening::open(root, screen)?, actor(), true, now)?
    } else {
        let (workspace, imported) = take_over(root, actor(), &crate::opening::birth()?, now)?;
        workspace.gather()?;
        imported
    };
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&imported)?);
        return Ok(ExitCode::SUCCESS);
    }
    let count = |number: u64| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
    match imported {
        Imported { submissions, files, first: Some(first), last: Some(last) } => {
            let (submissions, files) = (count(submissions), count(files));
            let told = words::command_import_done(language, submissions, files, first, last);
            screen.print(&screen.terminal.paragraph(&told, 0));
        }
        _ => screen.line(&words::command_import_nothing(language)),
    }
    if arguments.dry_run {
        screen.line(&words::command_dry_run(language));
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes in a table: what it says is shown, recorded or not; what is wrong with it is told by line and column.
fn table(path: &Path, arguments: &Import, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let bytes = office::act::files::read(path, office::act::files::TEXT_BYTES_MAX);
    let bytes = bytes.ok().with_context(|| path.display().to_string())?;
    let request = crate::opening::request(arguments.request.as_deref())?;
    let asking = Asking { preview: arguments.dry_run, ..Asking::new(request) };
    if is_people(&workspace, &bytes) {
        return people(&workspace, &bytes, &asking, arguments, screen);
    }
    let taken = import_table(&workspace, actor(), &bytes, &asking, arguments.named.now()?)?;
    let code = if taken.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    let language = screen.language();
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&taken)?);
        return Ok(code);
    }
    if refused(&taken.faults, screen) {
        return Ok(code);
    }
    screen.print(&screen.terminal.table(&shown(&taken, language)));
    crate::asking::told(taken.entry.as_ref(), screen);
    Ok(code)
}

/// Tells what is wrong with a table, if anything is: then nothing of it was taken in.
fn refused(faults: &[TableFault], screen: &Screen) -> bool {
    let language = screen.language();
    faults.iter().for_each(|one| screen.print(&screen.terminal.paragraph(&wrong(one, language), 0)));
    if !faults.is_empty() {
        screen.line(&words::command_import_refused(language));
    }
    !faults.is_empty()
}

/// Takes in people: the first secret of each is told once.
fn people(
    workspace: &Workspace,
    bytes: &[u8],
    asking: &Asking,
    arguments: &Import,
    screen: &Screen,
) -> Result<ExitCode> {
    let taken = import_people(workspace, actor(), bytes, asking, arguments.named.now()?, &mut chance_of)?;
    let language = screen.language();
    let code = if taken.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    if arguments.json {
        let people = taken.people.iter().map(|(line, who)| serde_json::json!({ "line": line, "account": who.account }));
        let secrets = taken.secrets.iter();
        let secrets =
            secrets.map(|(account, secret)| serde_json::json!({ "account": account, "first_secret": secret }));
        let (people, secrets): (Vec<_>, Vec<_>) = (people.collect(), secrets.collect());
        let all = serde_json::json!({
            "people": people, "faults": taken.faults, "entry": taken.entry, "first_secrets": secrets
        });
        screen.json(&serde_json::to_string_pretty(&all)?);
        return Ok(code);
    }
    if refused(&taken.faults, screen) {
        return Ok(code);
    }
    screen.print(&screen.terminal.table(&shown_people(&taken, language)));
    crate::asking::told(taken.entry.as_ref(), screen);
    for (account, secret) in &taken.secrets {
        crate::command::appoint::first(account, Some(secret), screen);
    }
    Ok(code)
}

/// Who is taken in, with which mandates, line by line.
fn shown_people(taken: &TakenPeople, language: Language) -> Table {
    let rows = taken.people.iter().map(|(line, who)| {
        let line = Cell::Quantity(Quantity::Count(i64::try_from(*line).unwrap_or(i64::MAX)));
        let roles: Vec<String> = who
            .mandates
            .iter()
            .map(|mandate| word(language, List::Role, mandate.role.word()).text().to_owned())
            .collect();
        vec![line, Cell::Text(Rendered::quoted(&who.account)), Cell::Text(Rendered::quoted(&roles.join(", ")))]
    });
    Table {
        title: words::command_people_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::figures("line", words::heading_line(language)),
            Column::words("account", words::heading_account(language)),
            Column::words("mandates", words::heading_role(language)),
        ],
        rows: rows.collect(),
    }
}

fn wrong(fault: &TableFault, language: Language) -> Rendered {
    let values: Vec<(&str, &str)> = fault.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // A spreadsheet that is not read says why in the words of evidence.
    let of_table = format!("refusal-{}", fault.code);
    let said = match presentation::has_message(language, &of_table) {
        true => presentation::say(language, &of_table, &values),
        false => presentation::fault::finding(language, &TableNames::default(), &fault.code, &values),
    };
    let line = Quantity::Count(i64::try_from(fault.line).unwrap_or(i64::MAX));
    let cure = said.cure.unwrap_or_default();
    match fault.column.as_str() {
        "" => words::command_table_line(language, line, said.what, cure),
        column => words::command_table_cell(language, line, Rendered::quoted(column), said.what, cure),
    }
}

/// What the table says, line by line.
fn shown(taken: &Taken, language: Language) -> Table {
    let line = |line: u64| Cell::Quantity(Quantity::Count(i64::try_from(line).unwrap_or(i64::MAX)));
    let amount = |text: &str| text.parse().map_or(Cell::Missing, |money| Cell::Quantity(Quantity::Amount(money)));
    let text = |text: &str| Cell::Text(Rendered::quoted(text));
    if taken.balances.is_empty() {
        let rows = taken.operators.iter().map(|(at, one)| {
            let held: Vec<&str> = one.affiliations.iter().map(|held| held.affiliation.as_str()).collect();
            let from = Cell::Quantity(Quantity::Date(one.from));
            vec![line(*at), text(&one.operator), from, text(&held.join(", ")), text(&one.source)]
        });
        return Table {
            title: words::command_operators_title(language),
            notices: Vec::new(),
            columns: vec![
                Column::figures("line", words::heading_line(language)),
                Column::words("operator", words::heading_operator(language)),
                Column::figures("from", words::heading_enrolled(language)),
                Column::words("affiliations", words::heading_affiliations(language)),
                Column::words("source", words::heading_hint_source(language)),
            ],
            rows: rows.collect(),
        };
    }
    let rows = taken.balances.iter().map(|(at, one)| {
        let (decided, paid) = (amount(&one.decided), amount(&one.paid));
        vec![line(*at), text(&one.operator), text(&one.head), text(&one.year), decided, paid, text(&one.source)]
    });
    Table {
        title: words::command_balances_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::figures("line", words::heading_line(language)),
            Column::words("operator", words::heading_operator(language)),
            Column::words("head", words::heading_head(language)),
            Column::words("year", words::heading_year(language)),
            Column::figures("decided", words::heading_decided(language)),
            Column::figures("paid", words::heading_paid(language)),
            Column::words("source", words::heading_hint_source(language)),
        ],
        rows: rows.collect(),
    }
}
