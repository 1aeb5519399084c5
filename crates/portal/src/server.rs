//! The server: addresses to pages, on loopback, reading only.
//!
//! Nobody signs in, so it listens on loopback alone and answers only to a loopback name: a page on another site can not
//! read it by pointing a name of its own at this machine ([`door`]). What anybody may take of it has bounds ([`limits`]).

mod answer;
mod connections;
mod days;
mod door;
mod fault;
mod keep;
mod limits;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use contract::calendar::Date;
use hyper::body::Incoming;
use office::actor::Actor;
use office::known::When;
use office::now::Now;
use office::workspace::Workspace;
use presentation::Language;
use tokio::net::TcpListener;

use crate::address::{Audience, ROUTES, Route};
use crate::asset;
use crate::compression;
use crate::page::fault::Refused;
use answer::{Answer, Asked};
use door::{language_at, sent_away};
pub use fault::{Fault, Tell};
use keep::{Drawn, Keep};
pub use limits::{Limits, descriptors};

/// Why pages are not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Nobody signs in yet: only this machine may ask.
    #[error("{0} is not a loopback address; pages are served to this machine only")]
    NotLoopback(IpAddr),
    /// The port was asked for and is busy.
    #[error("port {0} is taken; --port 0 takes a free one")]
    Taken(u16),
    /// The system refused.
    #[error("{address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The server ended.
    #[error("the server ended: {0}")]
    Ended(std::io::Error),
}

/// The machine's clock.
pub type Clock = Arc<dyn Fn() -> Now + Send + Sync>;

/// How pages are served.
#[derive(Clone)]
pub struct Settings {
    /// Where.
    pub address: SocketAddr,
    /// Whether a free port is taken where that one is busy.
    pub or_free: bool,
    /// The machine's clock.
    pub now: Clock,
    /// The one day of knowledge of the public's pages; nothing where they are the office's own.
    pub public_day: Option<Date>,
    /// Who reads the pages that are not the public's: whatever is drawn and kept is this actor's alone.
    pub actor: Actor,
    /// The bounds.
    pub limits: Limits,
    /// Who hears of faults of the machine.
    pub tell: Tell,
}

/// Pages that are ready to be served.
pub struct Served {
    /// Where they are.
    pub address: SocketAddr,
    listener: TcpListener,
    keep: Arc<Keep>,
}

/// Listens for requests.
///
/// # Errors
/// An address that is not loopback or is busy, or a system that refuses.
pub async fn listen(workspace: Arc<Workspace>, settings: &Settings) -> Result<Served, ServeError> {
    let address = settings.address;
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address.ip()));
    }
    let listener = match TcpListener::bind(address).await {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && settings.or_free => {
            TcpListener::bind(SocketAddr::new(address.ip(), 0)).await
        }
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => return Err(ServeError::Taken(address.port())),
        done => done,
    };
    let told = |source| ServeError::Listen { address, source };
    let listener = listener.map_err(told)?;
    let address = listener.local_addr().map_err(told)?;
    let keep = Arc::new(Keep::new(
        workspace,
        settings.actor.clone(),
        settings.public_day,
        Arc::clone(&settings.now),
        settings.limits,
        Arc::clone(&settings.tell),
    ));
    let first = Arc::clone(&keep);
    // Nobody waits for this: whoever asks before it is done is told the same, a little later.
    drop(tokio::task::spawn_blocking(move || {
        let position = first.position(When::default())?;
        first.awaited(When::default(), &position)
    }));
    Ok(Served { address, listener, keep })
}

/// Serves the pages until the process ends; `ready` hears where they are.
///
/// # Errors
/// As [`listen`], and a server that cannot go on.
pub fn serve(workspace: Arc<Workspace>, settings: &Settings, ready: impl FnOnce(&Served)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().enable_time().build();
    runtime.map_err(ServeError::Ended)?.block_on(async {
        let served = listen(workspace, settings).await?;
        ready(&served);
        served.run().await;
        Ok(())
    })
}

impl Served {
    /// The address to open.
    #[must_use]
    pub fn link(&self, language: Language) -> String {
        format!("http://{}/{}", self.address, language.tag())
    }

    /// Answers requests until the process ends.
    pub async fn run(self) {
        let (keep, busy) = (Arc::clone(&self.keep), Arc::clone(&self.keep));
        let busy = move |request: Request<Incoming>| {
            sent_away(&busy, language_at(request.uri().path(), request.headers()), &Refused::Busy)
        };
        let (limits, tell) = (keep.limits, self.keep.tell());
        match connections::accept(self.listener, router(keep), busy, limits, tell).await {}
    }
}

/// The address that is tried first.
#[must_use]
pub const fn usual_address() -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8016)
}

fn router(keep: Arc<Keep>) -> Router {
    let mut router = Router::new().route("/", get(choose_language)).route("/assets/{edition}/{name}", get(give_asset));
    for route in ROUTES {
        let handler = move |state, path, uri, headers| show(route, state, path, uri, headers);
        router = router.route(&format!("/{{language}}{}", route.pattern), get(handler));
    }
    router.fallback(nowhere).layer(middleware::from_fn_with_state(Arc::clone(&keep), door::guard)).with_state(keep)
}

async fn show(
    route: &'static Route,
    State(keep): State<Arc<Keep>>,
    path: Result<Path<HashMap<String, String>>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let language = language_at(uri.path(), &headers);
    let Ok(Path(mut parts)) = path else { return sent_away(&keep, language, &Refused::Nowhere) };
    if parts.remove("language").is_none_or(|tag| tag != language.tag()) {
        return sent_away(&keep, language, &Refused::Nowhere);
    }
    // A query that cannot be read is none: it is told its address without it.
    let query = Query::try_from_uri(&uri).map(|Query(query)| query).unwrap_or_default();
    let asked = Asked { route, language, parts, query, address: uri.to_string(), is_public: keep.is_public() };
    match Arc::clone(&keep).answer(asked).await {
        Answer::Page(drawn) => page(&drawn, route.audience, &headers),
        Answer::Elsewhere(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Answer::Refused(why) => sent_away(&keep, language, &why),
    }
}

async fn nowhere(State(keep): State<Arc<Keep>>, uri: Uri, headers: HeaderMap) -> Response {
    sent_away(&keep, language_at(uri.path(), &headers), &Refused::Nowhere)
}

async fn choose_language(headers: HeaderMap) -> Response {
    let place = format!("/{}", language_of(&headers).tag());
    let vary = (header::VARY, "Accept-Language".to_owned());
    (StatusCode::SEE_OTHER, [(header::LOCATION, place), vary]).into_response()
}

/// The first language of the reader that is one of ours; French where there is none.
fn language_of(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tags = wanted.split(',').filter_map(|tag| tag.trim().get(..2));
    tags.find_map(|tag| tag.to_ascii_lowercase().parse().ok()).unwrap_or(Language::Fr)
}

/// Whether the request names this machine by a loopback name.
fn is_our_name(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A page. What tells of persons is never kept by a browser, so it needs no tag either.
fn page(drawn: &Drawn, audience: Audience, asked: &HeaderMap) -> Response {
    let packed = compression::is_taken(asked);
    let mut response = match packed {
        true => (packed_as_gzip(), drawn.compressed.to_vec()).into_response(),
        false => drawn.html.to_string().into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    // The same page in another coding is other bytes, under another tag.
    let tag = format!("\"{}{}\"", drawn.tag, if packed { "-gzip" } else { "" });
    let Some(tag) = HeaderValue::from_str(&tag).ok().filter(|_| audience == Audience::Public) else {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ETAG, tag.clone());
    if asked.get(header::IF_NONE_MATCH) == Some(&tag) {
        let mut known = StatusCode::NOT_MODIFIED.into_response();
        for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
            known.headers_mut().extend(headers.get(&name).map(|value| (name, value.clone())));
        }
        return known;
    }
    response
}

fn packed_as_gzip() -> [(header::HeaderName, HeaderValue); 1] {
    [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))]
}

async fn give_asset(
    State(keep): State<Arc<Keep>>,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let asked = path.ok().filter(|Path((edition, _))| *edition == *asset::EDITION);
    match asked.and_then(|Path((_, name))| asset::find(&name)) {
        Some(asset) => {
            let kept = [
                (header::CONTENT_TYPE, asset.media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            match asset.packed().filter(|_| compression::is_taken(&headers)) {
                Some(packed) => {
                    let vary = [(header::VARY, "Accept-Encoding")];
                    (kept, vary, packed_as_gzip(), packed).into_response()
                }
                None => (kept, asset.content).into_response(),
            }
        }
        None => sent_away(&keep, language_of(&headers), &Refused::Nowhere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn only_loopback_names_are_answered() {
        for ours in ["127.0.0.1:8016", "localhost", "[::1]:8016"] {
            assert!(is_our_name(&asking(header::HOST, ours)), "{ours}");
        }
        for foreign in ["example.org", "127.0.0.1.example.org", "192.0.2.1"] {
            assert!(!is_our_name(&asking(header::HOST, foreign)), "{foreign}");
        }
        assert!(!is_our_name(&HeaderMap::new()));
    }

    #[test]
    fn the_reader_s_first_language_of_ours_is_chosen() {
        assert_eq!(language_of(&asking(header::ACCEPT_LANGUAGE, "ar-MA,fr;q=0.8")), Language::Ar);
        assert_eq!(language_of(&asking(header::ACCEPT_LANGUAGE, "de, en-GB;q=0.5")), Language::En);
        assert_eq!(language_of(&HeaderMap::new()), Language::Fr);
    }
}
