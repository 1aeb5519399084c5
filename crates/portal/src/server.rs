//! The server: addresses to pages, on loopback, reading only.
//!
//! Nobody signs in, so it listens on loopback alone and answers only to a loopback name: a page on another site can not
//! read it by pointing a name of its own at this machine. Every page carries a policy that allows no script at all.

mod answer;
mod keep;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::calendar::Date;
use office::workspace::Workspace;
use presentation::Language;
use tokio::net::TcpListener;

use crate::address::{Audience, ROUTES, Route};
use crate::asset;
use answer::{Answer, Asked};
use keep::Keep;

/// What pages may do: styles, pictures and fonts of ours, forms to ourselves, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Why pages are not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Nobody signs in yet: only this machine may ask.
    #[error("{0} is not a loopback address; pages are served to this machine only")]
    NotLoopback(IpAddr),
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

/// Pages that are ready to be served.
pub struct Served {
    /// Where they are.
    pub address: SocketAddr,
    listener: TcpListener,
    router: Router,
}

/// Listens for requests: on the address, or on a free port where that one is taken. `today` is the day of knowledge of a
/// workspace in which nothing was received.
///
/// # Errors
/// An address that is not loopback, or a system that refuses.
pub async fn listen(workspace: Workspace, address: SocketAddr, today: Date) -> Result<Served, ServeError> {
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address.ip()));
    }
    let listener = match TcpListener::bind(address).await {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            TcpListener::bind(SocketAddr::new(address.ip(), 0)).await
        }
        done => done,
    };
    let told = |source| ServeError::Listen { address, source };
    let listener = listener.map_err(told)?;
    let address = listener.local_addr().map_err(told)?;
    let keep = Arc::new(Keep::new(workspace, today));
    let first = Arc::clone(&keep);
    // Nobody waits for this: whoever asks before it is done is told the same, a little later.
    drop(tokio::task::spawn_blocking(move || first.day(None)));
    Ok(Served { address, listener, router: router(keep) })
}

/// Serves the pages until the process ends; `ready` hears where they are.
///
/// # Errors
/// As [`listen`], and a server that cannot go on.
pub fn serve(
    workspace: Workspace,
    address: SocketAddr,
    today: Date,
    ready: impl FnOnce(&Served),
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().build().map_err(ServeError::Ended)?;
    runtime.block_on(async {
        let served = listen(workspace, address, today).await?;
        ready(&served);
        served.run().await
    })
}

impl Served {
    /// The address to open.
    #[must_use]
    pub fn link(&self, language: Language) -> String {
        format!("http://{}/{}", self.address, language.tag())
    }

    /// Answers requests until the process ends.
    ///
    /// # Errors
    /// The system refused to go on.
    pub async fn run(self) -> Result<(), ServeError> {
        axum::serve(self.listener, self.router).await.map_err(ServeError::Ended)
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
        let handler = move |state, path, query, uri, headers| show(route, state, path, query, uri, headers);
        router = router.route(&format!("/{{language}}{}", route.pattern), get(handler));
    }
    router.fallback(nowhere).with_state(keep)
}

async fn show(
    route: &'static Route,
    State(keep): State<Arc<Keep>>,
    Path(parts): Path<HashMap<String, String>>,
    Query(query): Query<HashMap<String, String>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if !is_our_name(&headers) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    let Some(language) = parts.get("language").and_then(|tag| tag.parse().ok()) else {
        return page(&keep.nowhere(language_of(&headers)), Audience::Public, &headers);
    };
    let asked = Asked { screen: route.screen, language, parts, query, address: uri.to_string() };
    // Assessing a day takes seconds: not on the threads that answer others.
    let answer = tokio::task::spawn_blocking(move || keep.answer(&asked)).await;
    match answer {
        Ok(answer) => page(&answer, route.audience, &headers),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn nowhere(State(keep): State<Arc<Keep>>, uri: Uri, headers: HeaderMap) -> Response {
    if !is_our_name(&headers) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    let language = uri.path().split('/').nth(1).and_then(|tag| tag.parse().ok());
    page(&keep.nowhere(language.unwrap_or_else(|| language_of(&headers))), Audience::Public, &headers)
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

fn page(answer: &Answer, audience: Audience, asked: &HeaderMap) -> Response {
    let status = match answer {
        Answer::Page { .. } => StatusCode::OK,
        Answer::Nowhere(_) => StatusCode::NOT_FOUND,
        Answer::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let (html, tag) = match answer {
        Answer::Page { html, tag } => (html.to_string(), Some(&**tag)),
        Answer::Nowhere(html) | Answer::Failed(html) => (html.to_string(), None),
    };
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = match tag {
        Some(tag) if known == Some(tag) => StatusCode::NOT_MODIFIED.into_response(),
        _ => (status, html).into_response(),
    };
    let headers = response.headers_mut();
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(tag).ok()) {
        headers.insert(header::ETAG, tag);
    }
    let keep = match audience {
        Audience::Public => "no-cache",
        Audience::Workspace => "private, no-cache",
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

async fn give_asset(Path((edition, name)): Path<(String, String)>) -> Response {
    match asset::find(&name).filter(|_| edition == *asset::EDITION) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ],
            asset.content,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
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
