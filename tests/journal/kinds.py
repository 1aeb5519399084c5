"""The kinds of entries, of each the form of its body and the rows that it says: docs/journal.md, "Kinds" and "Tables"."""
from collections import namedtuple

from forms import AMOUNT, COUNT, DAY, HASH, HEX_32, HEX_64, NAME, NUMBER, PLAIN, TEXT, UNSPACED, WORD, either, list_of, obj
from proofs import ANY_KEY, CHECKPOINT, KEY, read_checkpoint

# In the order of the export: the columns of each table, and those that no two rows share together.
TABLES = {
    "workspace": (("workspace", "zone", "fictitious", "program"), ("workspace",)),
    "signer": (("key",), ("key",)),
    "text": (("path", "sha256", "contract", "kind"), ()),
    "submission": (("operator", "submission", "sha256", "day", "kind", "stated"), ("operator", "submission")),
    "withdrawal": (("operator", "submission", "piece", "reason", "day"), ("operator", "submission", "piece")),
    "public_day": (("day",), ()),
    "account": (("account", "person", "language", "day"), ("account",)),
    "mandate": (("account", "role", "whom", "of", "since", "until", "ceiling"), ()),
    "dismissal": (("account", "reason", "day"), ("account",)),
    "deputy": (("account", "deputy", "since", "until"), ()),
    "secret": (("account", "means", "seal", "day"), ()),
    "factor": (("account", "seal", "day"), ()),
    "proposal": (("contract", "path", "version", "how", "parties", "agreement"), ()),
    "part": (("agreement", "part", "name", "sha256"), ()),
    "signature": (("proposal", "agreement", "party", "act", "file", "signed_on"), ()),
    "proposal_end": (("proposal", "contract", "reason"), ("proposal",)),
    "in_force": (("proposal", "contract", "agreement", "path", "sha256", "how", "from_day", "reference", "published"), ("proposal",)),
    "witness": (("entries", "root", "key"), ("entries", "key")),
    "lost": (("first", "last", "root"), ("first",)),
    "enrolment": (("operator", "act", "day", "contracts", "ecosystems", "grouping", "sites", "source"), ()),
    "held": (("operator", "affiliation", "since", "until"), ()),
    "balance": (("operator", "head", "year", "key", "decided", "paid", "source"), ("operator", "head", "year", "key")),
    "wrong_clock": (("first", "last", "day"), ("last",)),
}

Kind = namedtuple("Kind", "form rows")
KINDS = {}


def kind(*names, form):
    """What stands below says the rows of these kinds: of each its table, then the values of the columns in their order."""
    def take(rows):
        KINDS.update(dict.fromkeys(names, Kind(form, rows)))
    return take


def values(holder, *keys):
    """The texts of these keys, the empty one for each that is missing."""
    return [holder.get(key, "") for key in keys]


# --- the journal itself ---

@kind("open", form=obj({"workspace": WORD, "zone": NAME, "fictitious": either("yes", "no"), "key": KEY, "program": NAME},
                       {"sealed_to": HEX_64}))
def _(body, entry):
    yield "workspace", *values(body, "workspace", "zone", "fictitious", "program")
    yield "signer", body["key"]


@kind("rotate", form=obj({"key": KEY}))
def _(body, entry):
    yield "signer", body["key"]


@kind("pass", form=obj({"to": DAY}))
def _(body, entry):
    return ()


@kind("fix-public-day", form=obj({"day": DAY}))
def _(body, entry):
    yield "public_day", body["day"]


@kind("witness", form=obj({"note": CHECKPOINT, "key": ANY_KEY}))
def _(body, entry):
    cosigned = read_checkpoint(body["note"])
    yield "witness", str(cosigned.size), cosigned.root.hex(), body["key"]


@kind("lost", form=obj({"from": NUMBER, "to": NUMBER, "checkpoint": CHECKPOINT}))
def _(body, entry):
    yield "lost", body["from"], body["to"], read_checkpoint(body["checkpoint"]).root.hex()


@kind("clock-was-wrong", form=obj({"from": NUMBER, "to": NUMBER, "reason": NAME}))
def _(body, entry):
    yield "wrong_clock", body["from"], body["to"], entry["day"]


# --- texts, and who signs them ---

RECORDED = obj({"path": NAME, "sha256": HASH, "contract": TEXT, "kind": either("contract", "statistics", "other")})


@kind("record-text", form=obj({"texts": list_of(RECORDED)}, {"reference": NAME}))
def _(body, entry):
    for one in body["texts"]:
        yield "text", *values(one, "path", "sha256", "contract", "kind")


HOW = either("agreement", "unilateral")
PROPOSED = {"contract": NAME, "proposal": COUNT, "agreement": HASH}


@kind("propose", form=obj({"contract": NAME, "path": NAME, "version": TEXT, "how": HOW, "parties": list_of(UNSPACED, least=1),
                           "parts": list_of(obj({"part": NAME, "name": NAME, "sha256": HASH})), "agreement": HASH}))
def _(body, entry):
    yield "proposal", *values(body, "contract", "path", "version", "how"), " ".join(body["parties"]), body["agreement"]
    for part in body["parts"]:
        yield "part", body["agreement"], *values(part, "part", "name", "sha256")


@kind("sign", form=obj({**PROPOSED, "party": NAME}, {"signed_on": DAY, "file": obj({"sha256": HASH, "checked": either("no")})}))
def _(body, entry):
    file, signed_on = body.get("file", {}).get("sha256", ""), body.get("signed_on", "")
    yield "signature", *values(body, "proposal", "agreement", "party"), entry["kind"], file, signed_on


@kind("withdraw-signature", form=obj({**PROPOSED, "party": NAME, "reason": NAME}))
def _(body, entry):
    yield "signature", *values(body, "proposal", "agreement", "party"), entry["kind"], "", ""


@kind("withdraw-proposal", form=obj({**PROPOSED, "reason": NAME}))
def _(body, entry):
    yield "proposal_end", *values(body, "proposal", "contract", "reason")


@kind("bring-into-force", form=obj({**PROPOSED, "path": NAME, "sha256": HASH, "how": HOW, "from": DAY}, {"reference": TEXT, "published": DAY}))
def _(body, entry):
    yield "in_force", *values(body, "proposal", "contract", "agreement", "path", "sha256", "how", "from", "reference", "published")


# --- operators ---

NAMES = list_of(UNSPACED)
ENROL = obj({"operator": NAME, "from": DAY, "contracts": NAMES, "ecosystems": NAMES, "sites": NAMES, "source": NAME,
             "affiliations": list_of(obj({"affiliation": NAME, "from": DAY}, {"to": DAY}))}, {"group": TEXT})


def enrolment(one, act):
    contracts, ecosystems, sites = (" ".join(one[key]) for key in ("contracts", "ecosystems", "sites"))
    yield "enrolment", one["operator"], act, one["from"], contracts, ecosystems, one.get("group", ""), sites, one["source"]
    for held in one["affiliations"]:
        yield "held", one["operator"], *values(held, "affiliation", "from", "to")


@kind("enrol", "change-operator", form=ENROL)
def _(body, entry):
    yield from enrolment(body, entry["kind"])


@kind("end-operator", form=obj({"operator": NAME, "on": DAY, "source": NAME}))
def _(body, entry):
    yield "enrolment", body["operator"], entry["kind"], body["on"], "", "", "", "", body["source"]


@kind("resume-operator", form=obj({"operator": NAME, "from": DAY, "source": NAME}))
def _(body, entry):
    yield "enrolment", body["operator"], entry["kind"], body["from"], "", "", "", "", body["source"]


@kind("import-operators", form=obj({"file": HASH, "operators": list_of(ENROL)}))
def _(body, entry):
    for one in body["operators"]:
        yield from enrolment(one, entry["kind"])


@kind("import-balances", form=obj({"file": HASH, "balances": list_of(obj({"operator": NAME, "head": NAME, "year": COUNT, "decided": AMOUNT,
                                                                          "paid": AMOUNT, "source": NAME}, {"key": TEXT}))}))
def _(body, entry):
    for one in body["balances"]:
        yield "balance", *values(one, "operator", "head", "year", "key", "decided", "paid", "source")


@kind("nil-balance", form=obj({"operator": NAME, "head": NAME, "year": COUNT, "source": NAME}))
def _(body, entry):
    yield "balance", *values(body, "operator", "head", "year"), "", "0.00", "0.00", body["source"]


# --- deliveries ---

def delivery(needed, perhaps, beside):
    one = obj({"operator": TEXT, "submission": NAME, "sha256": HASH, **needed}, perhaps)
    return obj({"files": COUNT, "submissions": list_of(one)}, beside)


SEALED = {"originals": list_of(obj({"file": HASH, "sealed": HASH})), "sealed_to": HEX_64}


@kind("submit", "add", "replace", form=delivery({}, {"received": DAY}, {"handed_in": HASH, "report": HASH, "persons": HEX_64, **SEALED}))
def _(body, entry):
    for one in body["submissions"]:
        yield "submission", *values(one, "operator", "submission", "sha256"), entry["day"], entry["kind"], one.get("received", "")


@kind("import", form=delivery({"stated": DAY}, {}, {}))
def _(body, entry):
    for one in body["submissions"]:
        yield "submission", *values(one, "operator", "submission", "sha256"), entry["day"], entry["kind"], one["stated"]


@kind("withdraw", form=obj({"operator": TEXT, "submission": NAME, "piece": NUMBER, "reason": NAME}))
def _(body, entry):
    yield "withdrawal", *values(body, "operator", "submission", "piece", "reason"), entry["day"]


@kind("open-original", form=obj({"originals": list_of(obj({"operator": NAME, "submission": NAME, "piece": NUMBER, "sealed": HASH})), "reason": NAME}))
def _(body, entry):
    return ()


# --- accounts ---

MANDATES = list_of(obj({"role": WORD, "whom": either("office", "operators", "federation", "platform", "auditor"), "since": DAY},
                       {"of": list_of(PLAIN), "until": DAY, "ceiling": COUNT}), least=1)


def mandates(body):
    for one in body["mandates"]:
        yield "mandate", body["account"], one["role"], one["whom"], " ".join(one.get("of", ())), *values(one, "since", "until", "ceiling")


APPOINT = obj({"account": WORD, "person": HEX_32, "language": either("fr", "ar", "en"), "secret": HASH, "mandates": MANDATES})


def appointment(one, day):
    yield "account", *values(one, "account", "person", "language"), day
    yield from mandates(one)
    yield "secret", one["account"], "first", one["secret"], day


@kind("appoint", form=APPOINT)
def _(body, entry):
    yield from appointment(body, entry["day"])


@kind("import-people", form=obj({"people": list_of(APPOINT)}))
def _(body, entry):
    for one in body["people"]:
        yield from appointment(one, entry["day"])


@kind("change-mandate", form=obj({"account": WORD, "mandates": MANDATES}))
def _(body, entry):
    yield from mandates(body)


@kind("dismiss", form=obj({"account": WORD, "reason": NAME}))
def _(body, entry):
    yield "dismissal", *values(body, "account", "reason"), entry["day"]


@kind("deputise", form=obj({"account": WORD, "deputy": WORD, "since": DAY, "until": DAY}))
def _(body, entry):
    yield "deputy", *values(body, "account", "deputy", "since", "until")


@kind("set-secret", form=obj({"account": WORD, "means": either("token", "passphrase"), "seal": HASH}))
def _(body, entry):
    yield "secret", *values(body, "account", "means", "seal"), entry["day"]


@kind("set-factor", form=obj({"account": WORD, "seal": HASH}))
def _(body, entry):
    yield "factor", *values(body, "account", "seal"), entry["day"]


@kind("lose-factor", form=obj({"account": WORD, "reason": NAME}, {"secret": HASH}))
def _(body, entry):
    yield "factor", body["account"], "", entry["day"]
    if "secret" in body:
        yield "secret", body["account"], "first", body["secret"], entry["day"]
