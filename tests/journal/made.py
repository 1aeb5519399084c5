"""For the tests: the example of docs/journal.md, and journals made in a second way.

Roots and proofs follow the recursion of RFC 6962, and no tree is kept. Rows alone are those that kinds.py says; the tests hold
them against rows written by hand.
"""
import base64
import copy
import hashlib
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import acts
import kinds
from entries import read_entry, rows_of as rows_said

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "journal.md").read_text(encoding="utf-8")


def block(after):
    """The first block of code after a sentence of the page."""
    return re.compile("```(?:text|json)\n(.*?)```", re.DOTALL).search(PAGE, PAGE.index(after)).group(1)


KEY = block("its verifying key is").strip()
EXPORT = block("The whole journal, exported:").encode()
RECEIPT = block("The receipt of the second entry").encode()
NOTE = block("The checkpoint of three entries:").encode()
TOLD = re.findall("^({.*})\nleaf ([0-9a-f]{64})\nroot ([0-9a-f]{64})$", block("The entries, each with its leaf"), re.MULTILINE)
ENTRIES = [json.loads(entry) for entry, _, _ in TOLD]
SEED = bytes.fromhex(re.search("The key has the seed `([0-9a-f]{64})`", PAGE).group(1))


# --- in a second way ---

def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def below(n):
    return 1 << (n - 1).bit_length() - 1


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    k = below(len(leaves))
    return sha(b"\1", root(leaves[:k]), root(leaves[k:]))


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = below(len(leaves))
    return path(m, leaves[:k]) + [root(leaves[k:])] if m < k else path(m - k, leaves[k:]) + [root(leaves[:k])]


def consistency(m, leaves, whole=True):
    if m == len(leaves):
        return [] if whole else [root(leaves)]
    k = below(len(leaves))
    if m <= k:
        return consistency(m, leaves[:k], whole) + [root(leaves[k:])]
    return consistency(m - k, leaves[k:], False) + [root(leaves[:k])]


class Signer:
    def __init__(self, seed=SEED, name="mithaq/essai"):
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        public = b"\1" + self.private.public_key().public_bytes_raw()
        self.name, self.id = name, sha(name.encode(), b"\n", public)[:4]
        self.key = f"{name}+{self.id.hex()}+{base64.b64encode(public).decode()}"

    def line(self, text):
        return f"— {self.name} {base64.b64encode(self.id + self.private.sign(text.encode())).decode()}\n"

    def note(self, size, root_hash, origin=None, further="", others=""):
        text = f"{origin or self.name}\n{size}\n{base64.b64encode(root_hash).decode()}\n{further}"
        return f"{text}\n{self.line(text)}{others}"


class Witness(Signer):
    """Signs with a key of type 4, at the time 5; `said` is the time that it tells."""

    def __init__(self, name="witness.example/1", type_=4, said=5):
        super().__init__(b"\x0c" * 32, name)
        public = bytes([type_]) + self.private.public_key().public_bytes_raw()
        self.said, self.id = said, sha(name.encode(), b"\n", public)[:4]
        self.key = f"{name}+{self.id.hex()}+{base64.b64encode(public).decode()}"

    def line(self, text):
        signature = self.private.sign(f"cosignature/v1\ntime 5\n{text}".encode())
        time = b"" if self.said is None else self.said.to_bytes(8, "big")
        return f"— {self.name} {base64.b64encode(self.id + time + signature).decode()}\n"


SIGNER, STRANGER = Signer(), Signer(b"\x08" * 32)


def lost_line(first, last, root_hash=bytes(32)):
    return f"lost from {first} to {last} {base64.b64encode(root_hash).decode()}\n"


def written(entries):
    return [entry if isinstance(entry, bytes) else canonical(entry) for entry in entries]


def leaves_of(written):
    return [sha(b"\0", data) for data in written]


def rows_of(written):
    found = []
    for data in written:
        entry, whole, _ = read_entry(data)
        if whole:
            for table, place, values in rows_said(entry):
                columns = kinds.TABLES[table][0]
                found.append((list(kinds.TABLES).index(table), int(entry["number"]), place, table, dict(zip(columns, values))))
    return [{"type": "row", "table": table, "entry": str(number), "place": str(place), "values": values}
            for _, number, place, table, values in sorted(found, key=lambda row: row[:3])]


def export(written, signer=SIGNER, key=None, note=None):
    """The lines of a journal of these entries, each an object or bytes."""
    leaves, n = leaves_of(written), len(written)
    lines = [{"type": "journal", "form": "1", "origin": signer.name, "key": key or signer.key}]
    for number, data in enumerate(written, 1):
        lines.append({"type": "entry", "number": str(number), "bytes": base64.b64encode(data).decode()})
    for level in range(n.bit_length()):
        for place in range(n >> level):
            here = root(leaves[place << level:place + 1 << level])
            lines.append({"type": "node", "level": str(level), "place": str(place), "hash": here.hex()})
    for size in range(1, n + 1):
        said = (note or signer.note)(size, root(leaves[:size]))
        lines.append({"type": "checkpoint", "entries": str(size), "note": said})
    lines += rows_of(written)
    return lines + [{"type": "end", "lines": str(len(lines))}]


def file_of(lines):
    return b"".join((line if isinstance(line, bytes) else canonical(line)) + b"\n" for line in lines)


def receipt_of(written, index, size=None):
    leaves = leaves_of(written[:size])
    proof = [node.hex() for node in path(index, leaves)]
    return canonical({"form": "1", "entry": written[index].decode(), "index": str(index), "proof": proof,
                      "checkpoint": SIGNER.note(len(leaves), root(leaves))})


def entry_of(number, kind, body, **changed):
    return {"form": "1", "number": str(number), "day": "2027-03-03", "moment": "2027-03-03T10:00:00Z", "request": f"request-{number}",
            "actor": {"account": "a-1"}, "kind": kind, "stated": {}, "body": body, **changed}


def act_of(number, kind, body):
    """The entry of one of the acts of acts.py, of which one kind is of a day before that of the others."""
    return entry_of(number, kind, body, day=acts.WRONG_CLOCK_DAY if kind == "clock-was-wrong" else acts.DAY)


def delivered(operator, submission, **more):
    return {"operator": operator, "submission": submission, "sha256": hashlib.sha256(submission.encode()).hexdigest(), **more}


TEXT = {"path": "ma/x", "sha256": "0" * 64, "contract": "", "kind": "statistics"}
MORE = [("submit", {"files": "0", "handed_in": "1" * 64, "report": "2" * 64, "persons": "3" * 64,
                    "submissions": [delivered("op-2", "s-4"), delivered("", "s-5")]}),
        ("add", {"files": "1", "submissions": [delivered("op-2", "s-6")]}),
        ("replace", {"files": "3", "submissions": [delivered("op-2", "s-7", received="0001-01-01")]}),
        ("import", {"files": "9223372036854775807", "submissions": [delivered("op-2", "s-8", stated="2024-02-29")]}),
        ("record-text", {"texts": [TEXT, {**TEXT, "contract": "c", "kind": "contract"}, {**TEXT, "kind": "other"}]}),
        ("fix-public-day", {"day": "9999-12-31"}),
        ("withdraw", {"operator": "op-2", "submission": "s-4", "piece": "1", "reason": "\x7f\t\b\u2028/\\\"\x01"})]
REAL = ENTRIES + [entry_of(number, kind, body) for number, (kind, body) in enumerate(MORE, 4)]
ACTED = ENTRIES + [act_of(number, kind, body) for number, (kind, body, _) in enumerate(acts.ACTS, 4)]
FICTITIOUS = [{key: value for key, value in entry.items() if key != "moment"} for entry in copy.deepcopy(REAL)]
FICTITIOUS[0]["body"]["fictitious"] = "yes"
for one in FICTITIOUS:
    one["day"] = "2027-03-01"  # which moves by `pass` alone
FICTITIOUS.append({**FICTITIOUS[-1], "number": "11", "request": "to-tomorrow", "day": "2027-03-04", "kind": "pass",
                   "body": {"to": "2027-03-04"}})
