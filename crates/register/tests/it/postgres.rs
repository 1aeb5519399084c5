//! A PostgreSQL for tests, private to the process: the one that `MITHAQ_TEST_POSTGRES` names, else a cluster of its own in a
//! temporary folder, reached by a socket in it, which ends with the process however that ends. Include it by its path.

use std::io::{BufRead, BufReader};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Makes a cluster, says where, and takes it away when its standard input ends: that is when the process is gone, killed or
/// not. As root it runs as somebody else, since PostgreSQL refuses root. Nothing is synced: what the tests hold against a
/// power cut is not PostgreSQL.
const CLUSTER: &str = r#"
set -eu
for folder in /usr/lib/postgresql/*/bin; do [ -x "$folder/initdb" ] && PATH=$folder:$PATH; done
command -v initdb >/dev/null && command -v pg_ctl >/dev/null || { echo "PostgreSQL is missing: apt-get install postgresql"; exit 1; }
folder=$(mktemp -d /tmp/mithaq-pg-XXXXXX)
as=
if [ "$(id -u)" = 0 ]; then
  user=postgres; id -u $user >/dev/null 2>&1 || user=nobody
  as="setpriv --reuid=$user --regid=$(id -g $user) --clear-groups"
  chown "$user" "$folder"
fi
cd "$folder"
ended() { $as pg_ctl -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true; cd /; rm -rf "$folder"; }
trap ended EXIT
$as env TZ=UTC LC_ALL=C initdb -D "$folder/data" -U mithaq -A trust -E UTF8 --locale=C --no-sync >"$folder/made" 2>&1 ||
  { echo "initdb failed: $(tail -3 "$folder/made")"; exit 1; }
$as env LC_ALL=C pg_ctl -D "$folder/data" -s -w -t 60 -l "$folder/data/log" start \
  -o "-c listen_addresses='' -k $folder -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB" \
  </dev/null || { echo "PostgreSQL did not start: $(tail -3 "$folder/data/log")"; exit 1; }
echo "postgres://mithaq@%2Ftmp%2F$(basename "$folder")/postgres"
cat >/dev/null
"#;

struct Cluster {
    url: String,
    /// Open for as long as the process lives.
    _alive: Option<ChildStdin>,
}

/// The URL of a PostgreSQL that is there.
pub fn url() -> &'static str {
    static CLUSTER_HERE: OnceLock<Cluster> = OnceLock::new();
    &CLUSTER_HERE.get_or_init(cluster).url
}

fn cluster() -> Cluster {
    #[expect(clippy::disallowed_methods, reason = "tests are told where a database is")]
    if let Ok(url) = std::env::var("MITHAQ_TEST_POSTGRES") {
        return Cluster { url, _alive: None };
    }
    // A session of its own: whoever kills this process and its group must not kill what cleans up after it.
    #[expect(clippy::zombie_processes, reason = "it ends after this process, and because of it")]
    let mut child = Command::new("setsid")
        .args(["--wait", "sh", "-c", CLUSTER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("setsid and sh are there");
    let mut told = String::new();
    BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut told).expect("it tells something");
    let told = told.trim();
    assert!(told.starts_with("postgres://"), "PostgreSQL for the tests: {told}");
    Cluster { url: told.to_owned(), _alive: child.stdin.take() }
}

/// A name of a schema that no other test uses.
pub fn schema() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}
