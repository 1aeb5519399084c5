//! Who is at the terminal: nobody named, and so the owner of the workspace; or somebody who is recognised by the own secret.
//!
//! The secret is in a file of mode 600: the one that `MITHAQ_SECRET_FILE` names, else that of workspace and account in the
//! folder of settings; where there is none, it is asked for on the terminal. It is never an argument, which every other user of the
//! machine could read.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};
use console::Term;
use office::actor::Actor;
use office::now::Now;
use office::recognition::{Claim, recognise, shown, together};
use office::workspace::Workspace;
use presentation::{Rendered, words};

use crate::clock::now;
use crate::screen::Screen;

/// Who acts and asks. Fields bear names that no command's own arguments have: clap tells arguments apart by them.
#[derive(clap::Args)]
pub struct Who {
    /// Acts and asks as this account, by its own secret; MITHAQ_AS names it too.
    #[arg(long = "as", global = true, value_name = "ACCOUNT")]
    as_account: Option<String>,
    /// The code that the account's second factor shows: to decide, order or administer.
    #[arg(long = "code", global = true, value_name = "CODE")]
    as_code: Option<String>,
    /// Acts in the place of this account, as its deputy.
    #[arg(long = "in-place-of", global = true, value_name = "ACCOUNT")]
    as_in_place_of: Option<String>,
    /// The second person of an act that needs two.
    #[arg(long = "second", global = true, value_name = "ACCOUNT")]
    as_second: Option<String>,
    /// The code that the second person's second factor shows.
    #[arg(long = "second-code", global = true, value_name = "CODE")]
    as_second_code: Option<String>,
}

/// In a fictitious workspace, beside the secrets of its people: the account that acts where nobody is named.
pub const USUAL_FILE: &str = "usual";

static ACTOR: OnceLock<Actor> = OnceLock::new();

/// Who acts and asks. A code counts once, so that somebody is recognised once, before the command begins.
pub fn actor() -> &'static Actor {
    ACTOR.get_or_init(|| Actor::Office)
}

/// Recognises whoever is named. Where nobody is, the owner of the workspace asks and acts; but in a fictitious workspace that
/// has people of its own, one of them acts for whoever sits there.
pub fn begin(who: &Who, acts: bool, root: &Path, screen: &Screen) -> Result<()> {
    let said = who.as_account.clone().or_else(|| named("MITHAQ_AS"));
    let is_said = said.is_some();
    let Some(account) = said.or_else(|| usual(acts, root)) else { return Ok(()) };
    let workspace = crate::opening::open(root, screen)?;
    // In a real workspace nobody acts who was not named, whatever lies in its folder.
    if !is_said && own_folder(&workspace).is_none() {
        return Ok(());
    }
    let claim = |account: &str, file: &str, code: &Option<String>| -> Result<Claim> {
        let secret = secret(&workspace, account, file, screen)?;
        Ok(Claim { code: code.clone(), ..Claim::new(account, secret) })
    };
    let first = Claim { instead: who.as_in_place_of.clone(), ..claim(&account, "MITHAQ_SECRET_FILE", &who.as_code)? };
    let mut actor = known(&workspace, first, acts)?;
    if let Some(second) = &who.as_second {
        let other = claim(second, "MITHAQ_SECOND_SECRET_FILE", &who.as_second_code)?;
        actor = together(actor, known(&workspace, other, acts)?)?;
    }
    // Nothing asked before: the command begins afterwards.
    let _ = ACTOR.set(actor);
    Ok(())
}

/// Who acts in a fictitious workspace where nobody is named.
fn usual(acts: bool, root: &Path) -> Option<String> {
    let named = acts.then(|| std::fs::read_to_string(root.join(PEOPLE).join(USUAL_FILE)).ok())??;
    Some(named.trim().to_owned())
}

/// Recognises somebody. The people of a fictitious workspace have no telephone: the code of whoever acts is computed from the
/// key that lies beside the secret, as long as one is left of those that count now. A code counts once.
fn known(workspace: &Workspace, claim: Claim, acts: bool) -> Result<Actor> {
    let now = now()?;
    let key = own_folder(workspace).filter(|_| acts && claim.code.is_none());
    let key = key.and_then(|own| std::fs::read_to_string(own.join(format!("{}.factor", claim.account))).ok());
    if let Some(key) = key {
        for step in [-1, 0, 1] {
            let code = shown(key.trim(), Now::of(now.seconds() + step * CODE_SECONDS));
            let with = code.map(|code| claim.clone().with_code(code));
            if let Some(actor) = with.and_then(|with| recognise(workspace, &with, now).ok()) {
                return Ok(actor);
            }
        }
    }
    Ok(recognise(workspace, &claim, now)?)
}

/// The secret of an account: from its file, else from the terminal.
fn secret(workspace: &Workspace, account: &str, variable: &str, screen: &Screen) -> Result<String> {
    let language = screen.language();
    let usual = secret_file(workspace, account)?;
    let named = named(variable).map(PathBuf::from);
    let path = named.clone().or_else(|| usual.exists().then(|| usual.clone()));
    if let Some(path) = path {
        let shown = || Rendered::quoted(&path.display().to_string());
        if is_open(&path)? {
            return Err(anyhow!(words::command_secret_open(language, shown()).text().to_owned()));
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        return Ok(text.trim().to_owned());
    }
    let prompt = words::command_secret_prompt(language, Rendered::quoted(account));
    match asked(&prompt)? {
        Some(typed) => Ok(typed),
        None => {
            let path = Rendered::quoted(&usual.display().to_string());
            let told = words::command_secret_none(language, Rendered::quoted(account), path);
            Err(anyhow!(told.text().to_owned()))
        }
    }
}

/// Something that is typed and not shown; nothing where nobody sits at a terminal.
pub fn asked(prompt: &Rendered) -> Result<Option<String>> {
    let terminal = Term::stderr();
    if !std::io::stdin().is_terminal() || !terminal.is_term() {
        return Ok(None);
    }
    terminal.write_str(&format!("{} ", prompt.text()))?;
    Ok(Some(terminal.read_secure_line()?))
}

const PEOPLE: &str = "keys/people";

/// How long a code of a second factor is shown.
const CODE_SECONDS: i64 = 30;

/// Where a fictitious workspace keeps the secrets of its people, who are nobody.
pub fn own_folder(workspace: &Workspace) -> Option<PathBuf> {
    workspace.is_fictitious().then(|| workspace.root().join(PEOPLE))
}

/// Where the secret of an account lies, if nobody says otherwise.
pub fn secret_file(workspace: &Workspace, account: &str) -> Result<PathBuf> {
    let own = own_folder(workspace).map(|folder| folder.join(format!("{account}.secret")));
    if let Some(own) = own.filter(|own| own.exists()) {
        return Ok(own);
    }
    let settings = named("XDG_CONFIG_HOME").map(PathBuf::from);
    let settings = settings.or_else(|| named("HOME").map(|home| PathBuf::from(home).join(".config")));
    let settings = settings.context("no folder for the secret: name a file in MITHAQ_SECRET_FILE")?;
    Ok(settings.join("mithaq").join(workspace.id()).join(format!("{account}.secret")))
}

#[cfg(unix)]
fn is_open(path: &Path) -> Result<bool> {
    let metadata = std::fs::metadata(path).with_context(|| path.display().to_string())?;
    Ok(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> Result<bool> {
    Ok(false)
}

#[expect(clippy::disallowed_methods, reason = "the executable reads the environment")]
fn named(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
