//! Connections: accepted as long as there are seats, each with an end.
//!
//! `axum::serve` accepts without bound and waits for ever, so the connections are hyper's own. Three things end one: a
//! head that does not come in time (that bounds idle connections too: the next head is waited for as soon as an answer
//! is sent), a reader who does not take the answer, and age. Whoever finds no seat is told to come again, from a few
//! spare seats with a short patience; above these a connection is closed, for one more descriptor would be missing where
//! evidence is read.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{HttpService, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use super::Tell;
use super::limits::Limits;

/// Bytes of a head that are read; [`super::door`] refuses less, with a page.
const HEAD_BYTES: usize = 64 * 1024;
/// Fields of a head that are read.
const HEAD_FIELDS: usize = 64;
/// How long the listener rests when the system gives no connection.
const REST: Duration = Duration::from_millis(50);

/// Accepts connections for as long as the process runs. `busy` answers those above the limit.
pub async fn accept<B>(listener: TcpListener, router: Router, busy: B, limits: Limits, tell: Tell) -> Infallible
where
    B: Fn(Request<Incoming>) -> Response + Clone + Send + Sync + 'static,
{
    let seats = Arc::new(Semaphore::new(limits.connections));
    let spare = Arc::new(Semaphore::new(limits.spare));
    let mut fails = false;
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // One connection ended before it was taken; the next may be sound.
            Err(error) if is_of_one_connection(error.kind()) => continue,
            // Descriptors or memory are missing: some will be given back. Said once, until it works again.
            Err(error) => {
                if !std::mem::replace(&mut fails, true) {
                    tell(&super::Fault::of("accept", &error.to_string()));
                }
                sleep(REST).await;
                continue;
            }
        };
        fails = false;
        if let Ok(seat) = Arc::clone(&seats).try_acquire_owned() {
            let service = TowerToHyperService::new(router.clone());
            tokio::spawn(hold(stream, service, limits, seat));
        } else if let Ok(seat) = Arc::clone(&spare).try_acquire_owned() {
            let busy = busy.clone();
            let service = service_fn(move |request| std::future::ready(Ok::<_, Infallible>(busy(request))));
            let head = limits.head.min(Duration::from_secs(1));
            let short = Limits { head, connection: head * 2, answer: head, ..limits };
            tokio::spawn(hold(stream, service, short, seat));
        }
    }
}

/// Serves one connection to its end.
async fn hold<S>(stream: TcpStream, service: S, limits: Limits, seat: OwnedSemaphorePermit)
where
    S: HttpService<Incoming, ResBody = axum::body::Body>,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head);
    builder.max_buf_size(HEAD_BYTES).max_headers(HEAD_FIELDS);
    let mut connection = std::pin::pin!(builder.serve_connection(TokioIo::new(stream), service));
    // How it ended is the reader's affair: a browser closes connections in every way there is.
    if timeout(limits.connection, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ended = timeout(limits.answer + limits.head, connection.as_mut()).await;
    }
    // Before the stream: whoever sees this connection end finds a seat.
    drop(seat);
}

fn is_of_one_connection(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}
