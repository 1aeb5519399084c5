"""Runs the executable: hands the files of a sector in, day by day, and reads its export."""
import contextlib
import csv
import hashlib
import hmac
import json
import sqlite3
import subprocess
from pathlib import Path


def totals_of(words):
    """What the executable says in all: (contract, operator, clause, reading) -> ([number of each status], centimes due)."""
    found, at, reader = {}, 0, json.JSONDecoder()
    while at < len(words):
        try:
            contract, at = reader.raw_decode(words, at)
        except ValueError:
            break
        while at < len(words) and words[at].isspace():
            at += 1
        for part in [contract] if isinstance(contract, dict) else contract:
            for operator, told in part.get("by_operator") or []:
                for c in told["clauses"]:
                    found[part["contract"], operator, c["clause"], c.get("reading", "")] = (list(c["count"]), int(c["due_centimes"]))
    return found


class Product:
    def __init__(self, executable, folder):
        self.executable, self.folder = str(executable), Path(folder)
        self.workspace = self.folder / "workspace"
        words = subprocess.run([self.executable, "submit", "--help"], capture_output=True, text=True).stdout
        self.modes = {"new": [], "add": ["--add"] if "--add" in words else [], "replace": ["--replace"] if "--replace" in words else []}
        self.replies = []
        self.day = None

    def pass_to(self, day):
        """Lets a day come: the workspace is fictitious, and lives the days of the sector."""
        if self.day is None:
            self.run("create", "--fictitious", day.isoformat())
        elif day > self.day:
            self.run("pass", day.isoformat())
        self.day = day if self.day is None else max(self.day, day)

    def run(self, *words, check=True):
        return subprocess.run([self.executable, "--lang", "en", "--workspace", str(self.workspace), *words],
                              capture_output=True, text=True)

    def hand_in(self, sector):
        for n, delivery in enumerate(sector.deliveries):
            place = self.folder / f"d{n}"
            place.mkdir()
            paths = []
            for file in delivery.files:
                path = place / file.name
                path.write_text(file.text, encoding="utf-8")
                paths.append(str(path))
            self.pass_to(delivery.day)
            done = self.run("submit", "--json", *self.modes[delivery.mode], *paths)
            try:
                self.replies.append((delivery, json.loads(done.stdout)["reports"]))
            except ValueError:
                self.replies.append((delivery, {"error": done.stdout + done.stderr}))

    def refused(self):
        """The files that the executable refused whole, with the day, the way they were handed in, and why."""
        out = []
        for delivery, reply in self.replies:
            if isinstance(reply, dict):
                out.append(f"{delivery.day} {delivery.mode}: no answer that can be read: {reply['error'][:200]!r}")
                continue
            for submission in reply:
                for piece in submission["pieces"]:
                    told = piece["piece"]
                    if told["standing"] == "refused":
                        codes = sorted({f["code"] for f in told["findings"] if f["severity"] == "file_refused"} or set(told["accounting"]["refused"]))
                        out.append(f"{delivery.day} {delivery.mode} {told['name']}: {', '.join(codes)}")
        return out

    def contracts(self):
        return self.workspace / "contracts"

    def assess(self, day):
        self.pass_to(day)
        path = self.folder / f"{day}.csv"
        done = self.run("assess", "--compare-readings", "--by-operator", "--json", "--export", str(path), "--as-known-on", day.isoformat())
        if not path.exists():
            raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
        with path.open(encoding="utf-8", newline="") as source:
            rows = [r for r in csv.DictReader((line for line in source), delimiter=";")]
        for row in rows:
            # Of a control it is told whether it holds; reckoned it is as a clause is.
            row["status"] = {"holds": "due", "gap": "zero by rule"}.get(row["status"], row["status"])
        path.unlink()
        return rows, totals_of(done.stdout)

    def pseudonyms(self, people):
        """Number of a person in the vault -> person, as decision 27 says; empty where there is no vault or no key."""
        key, vault = self.workspace / "keys" / "pseudonym.key", self.workspace / "vault" / "vault.sqlite"
        if not key.exists() or not vault.exists():
            return {}
        try:
            secret = bytes.fromhex(key.read_text().strip())
        except ValueError:
            return {}
        keyed = lambda content: hmac.new(secret, content, hashlib.sha256).digest()
        with contextlib.closing(sqlite3.connect(f"file:{vault}?mode=ro", uri=True)) as opened:
            numbers = dict(opened.execute("SELECT keyed, number FROM person"))
        out = {}
        for p in people:
            for scheme, number, who in (("cnss", p.cnss, p.cnss), ("cin", p.cin, f"card {p.cin}")):
                found = numbers.get(keyed(b"vault:person:" + keyed(f"{scheme}:{number}".encode())[:16]))
                if found is not None:
                    out[found.hex()] = who
        return out
