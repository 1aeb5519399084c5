//! The door: who and what is let in, and what every answer carries, whatever answered.
//!
//! One layer around all routes, so that no answer is forgotten: redirects, assets, refusals and faults pass it too.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use presentation::Language;

use super::keep::Keep;
use super::{is_our_name, language_of};
use crate::page::fault::{Refused, refused};

/// What pages may do: styles, pictures and fonts of ours, forms to ourselves, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// What every answer carries.
const CARRIED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The longest address: the longest of ours has under 300 bytes.
const ADDRESS_BYTES: usize = 2048;
/// The longest head besides the address.
const HEAD_BYTES: usize = 16 * 1024;
/// After how many seconds whoever was sent away may come again.
const COME_AGAIN: &str = "5";

/// Lets a request in, or tells why not; and dresses the answer.
pub async fn guard(State(keep): State<Arc<Keep>>, request: Request, next: Next) -> Response {
    let language = language_at(request.uri().path(), request.headers());
    match refusal(&request).or_else(|| led_here(&keep, request.headers())) {
        Some(why) => sent_away(&keep, language, &why),
        None => dressed(next.run(request).await),
    }
}

/// A page that says why nothing else is answered.
pub fn sent_away(keep: &Keep, language: Language, why: &Refused) -> Response {
    let status = match why {
        // What is closed and what is not there have one status: it tells nothing.
        Refused::Nowhere | Refused::Closed => StatusCode::NOT_FOUND,
        Refused::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Refused::Name => StatusCode::MISDIRECTED_REQUEST,
        Refused::Method => StatusCode::METHOD_NOT_ALLOWED,
        Refused::Body => StatusCode::PAYLOAD_TOO_LARGE,
        Refused::Address => StatusCode::URI_TOO_LONG,
        Refused::Head => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        Refused::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refused::Future { .. } | Refused::NoMoment { .. } => StatusCode::BAD_REQUEST,
    };
    let html = refused(&keep.bare(), language, why).into_string();
    let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    let headers = response.headers_mut();
    match why {
        Refused::Method => drop(headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"))),
        Refused::Busy => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from_static(COME_AGAIN))),
        // What the body holds is not read, so nothing after it can be.
        Refused::Body => drop(headers.insert(header::CONNECTION, HeaderValue::from_static("close"))),
        _ => {}
    }
    dressed(response)
}

/// The answer with what every answer carries. What says nothing of being kept is not kept.
fn dressed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in CARRIED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Why a request is not let in.
fn refusal(request: &Request) -> Option<Refused> {
    let (uri, headers) = (request.uri(), request.headers());
    let address = uri.path().len() + uri.query().map_or(0, str::len);
    let head: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if !is_our_name(headers) {
        Some(Refused::Name)
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        Some(Refused::Method)
    } else if has_body(headers) {
        Some(Refused::Body)
    } else if address > ADDRESS_BYTES {
        Some(Refused::Address)
    } else if head > HEAD_BYTES {
        Some(Refused::Head)
    } else {
        None
    }
}

/// The office's own pages are for whoever sits at this machine: what another server leads here is not from there.
fn led_here(keep: &Keep, headers: &HeaderMap) -> Option<Refused> {
    const LEADS: [&str; 5] = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
    (!keep.is_public() && LEADS.iter().any(|name| headers.contains_key(*name))).then_some(Refused::Name)
}

fn has_body(headers: &HeaderMap) -> bool {
    let announced = headers.get(header::CONTENT_LENGTH).is_some_and(|length| length.as_bytes() != b"0");
    announced || headers.contains_key(header::TRANSFER_ENCODING)
}

/// The language of an address, else the reader's.
pub fn language_at(path: &str, headers: &HeaderMap) -> Language {
    let named = path.split('/').nth(1).and_then(|tag| tag.parse().ok());
    named.unwrap_or_else(|| language_of(headers))
}
