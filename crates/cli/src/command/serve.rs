//! `mithaq serve`: the pages of a workspace, on this machine.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use contract::calendar::Date;
use office::act::fix_public_day;
use office::fault::Fault;
use office::now::Now;
use office::workspace::Workspace;
use portal::server::{Limits, ServeError, Settings, descriptors, serve, usual_address};
use presentation::{Rendered, words};

use crate::acting::actor;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `serve`.
#[derive(clap::Args)]
pub struct Serve {
    /// The port on this machine, 0 for any that is free. Where none is named: 8016, or a free one where that is taken.
    #[arg(long)]
    port: Option<u16>,
    /// The public's pages: sums without small cells, no operator, no person, one day that stays. Their port is named, so
    /// that whatever leads there never leads to the office's own pages.
    #[arg(long, requires = "port")]
    public: bool,
    /// The day that the public is told of: named once, and fixed in the workspace.
    #[arg(long, value_name = "DATE", requires = "public")]
    as_known_on: Option<Date>,
}

/// Runs the command.
pub fn run(arguments: &Serve, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let day = match arguments.public {
        false => None,
        true => match fix_public_day(&workspace, actor(), arguments.as_known_on, now()?) {
            Ok(day) => Some(day),
            Err(Fault::NoPublicDay) => {
                let command = Rendered::quoted("mithaq serve --public --port 8017 --as-known-on 2026-06-30");
                screen.warn(&words::command_public_day_none(screen.language(), command));
                return Ok(ExitCode::from(2));
            }
            Err(Fault::PublicDayIsFixed(day)) => {
                screen.warn(&words::command_public_day_fixed(
                    screen.language(),
                    day,
                    Rendered::quoted("--as-known-on"),
                ));
                return Ok(ExitCode::from(2));
            }
            Err(Fault::PublicDayIsNotOver(day)) => {
                screen.warn(&words::command_public_day_not_over(screen.language(), day));
                return Ok(ExitCode::from(2));
            }
            Err(fault) => return Err(fault.into()),
        },
    };
    pages(Arc::new(workspace), arguments.port, day, screen)
}

/// Serves the pages of a workspace until the process is ended. A port that somebody named is that one or an error: a
/// link to it would lead to another program.
pub fn pages(
    workspace: Arc<Workspace>,
    port: Option<u16>,
    public_day: Option<Date>,
    screen: &Screen,
) -> Result<ExitCode> {
    // Whoever hands files in while this runs should know what their reader is not kept from.
    crate::command::submit::tell_confinement(screen);
    let usual = usual_address();
    let (language, told) = (screen.language(), *screen);
    let settings = Settings {
        address: SocketAddr::new(usual.ip(), port.unwrap_or(usual.port())),
        or_free: port.is_none(),
        // A clock that cannot be read is at the beginning of time: every day is in its future, and is refused with words.
        now: Arc::new(|| now().unwrap_or(Now::of(0))),
        actor: actor().clone(),
        public_day,
        limits: Limits::within(descriptors()),
        tell: Arc::new(move |fault| {
            told.warn(&words::command_fault(language, fault.reference.as_str(), Rendered::quoted(&fault.detail)))
        }),
    };
    let served = serve(workspace, &settings, |served| {
        let taken = settings.address.port();
        if settings.or_free && served.address.port() != taken {
            let (port, taken) = (served.address.port().to_string(), taken.to_string());
            screen.warn(&words::command_port_other(language, Rendered::quoted(&port), Rendered::quoted(&taken)));
        }
        let link = Rendered::quoted(&served.link(language));
        screen.print(&screen.terminal.paragraph(&words::page_served_at(language, link), 0));
    });
    match served {
        Err(ServeError::Taken(port)) => {
            screen.warn(&words::command_port_taken(language, Rendered::quoted(&port.to_string())));
            Ok(ExitCode::from(2))
        }
        done => Ok(done.map(|()| ExitCode::SUCCESS)?),
    }
}
