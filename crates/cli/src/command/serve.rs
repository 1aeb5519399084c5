//! `mithaq serve`: the pages of a workspace, on this machine.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::workspace::Workspace;
use presentation::{Rendered, words};

use crate::clock::today;
use crate::screen::Screen;

/// Arguments of `serve`.
#[derive(clap::Args)]
pub struct Serve {
    /// The port on this machine; a free one is taken where it is busy.
    #[arg(long, default_value_t = portal::server::usual_address().port())]
    port: u16,
}

/// Runs the command.
pub fn run(arguments: &Serve, root: &Path, screen: &Screen) -> Result<ExitCode> {
    pages(Workspace::open(root)?, arguments.port, screen)
}

/// Serves the pages of a workspace until the process is ended.
pub fn pages(workspace: Workspace, port: u16, screen: &Screen) -> Result<ExitCode> {
    let address = SocketAddr::new(portal::server::usual_address().ip(), port);
    let language = screen.language();
    portal::server::serve(workspace, address, today()?, |served| {
        let link = Rendered::quoted(&served.link(language));
        screen.print(&screen.terminal.paragraph(&words::page_served_at(language, link), 0));
    })?;
    Ok(ExitCode::SUCCESS)
}
