"""For the tests: bodies of acts, the rows that each says, written by hand as docs/journal.md says them, and what is no such body."""
import hashlib

DAY = "2027-03-03"  # of every entry but the one that says that the clock was wrong
WRONG_CLOCK_DAY = "2027-03-02"
A, B, C = "a" * 64, "b" * 64, "c" * 64
PARTS = [{"part": "document", "name": "contrat.txt", "sha256": A}, {"part": "word of later", "name": "é", "sha256": B}]
# Written once more by hand, as nothing else tells whether the canonical form that is hashed is the one of the page.
AGREEMENT = hashlib.sha256(f'[{{"name":"contrat.txt","part":"document","sha256":"{A}"}},{{"name":"é","part":"word of later","sha256":"{B}"}}]'
                           .encode()).hexdigest()
NOTHING = hashlib.sha256(b"[]").hexdigest()
PROPOSED = {"contract": "ma/x", "proposal": "4", "agreement": AGREEMENT}
FORCED = {**PROPOSED, "path": "ma/x/1", "sha256": A, "how": "agreement", "from": "2027-07-01"}
MANDATE = {"role": "clerk", "whom": "office", "since": "2027-03-01"}
PERSON = "0123456789abcdef" * 2
ENROLLED = {"operator": "op-1", "from": "2026-01-01", "contracts": ["ma/x", "ma/y"], "ecosystems": [], "sites": ["s-1"], "source": "é",
            "affiliations": []}
HELD = [{"affiliation": "f", "from": "2026-01-01"}, {"affiliation": "g", "from": "2025-01-01", "to": "2024-12-31"}]
BALANCE = {"operator": "op-1", "head": "h", "year": "2026", "decided": "0.00", "paid": "1234567890123456.78", "source": "s"}
APPOINTED = {"account": "a-1", "person": PERSON, "language": "ar", "secret": A, "mandates": [MANDATE]}
PEOPLE = [{**APPOINTED, "account": "a-3", "mandates": [MANDATE, {**MANDATE, "role": "head", "until": "2027-02-28"}]},
          {**APPOINTED, "account": "a-4", "language": "fr", "secret": B}]
NIL = {"operator": "op-3", "head": "h", "year": "2026", "source": "s"}
RECORDED = {"path": "ma/x", "sha256": A, "contract": "", "kind": "other"}
# In any order, twice too, and of words that nobody knows.
TURNED = [PARTS[1], PARTS[0], PARTS[0]]
TURNED_AGREEMENT = hashlib.sha256(('[' + ','.join([f'{{"name":"é","part":"word of later","sha256":"{B}"}}']
                                                  + [f'{{"name":"contrat.txt","part":"document","sha256":"{A}"}}'] * 2) + ']').encode()).hexdigest()

# The first is entry 4.
ACTS = [
    ("clock-was-wrong", {"from": "3", "to": "3", "reason": "r"}, [("wrong_clock", ["3", "3", WRONG_CLOCK_DAY])]),
    ("propose", {"contract": "ma/x", "path": "ma/x/1", "version": "", "how": "agreement", "parties": ["op-1", "Fédération"], "parts": PARTS,
                 "agreement": AGREEMENT},
     [("proposal", ["ma/x", "ma/x/1", "", "agreement", "op-1 Fédération", AGREEMENT]),
      ("part", [AGREEMENT, "document", "contrat.txt", A], [AGREEMENT, "word of later", "é", B])]),
    ("propose", {"contract": "c", "path": "p", "version": "2", "how": "unilateral", "parties": ["o"], "parts": [], "agreement": NOTHING},
     [("proposal", ["c", "p", "2", "unilateral", "o", NOTHING])]),
    ("sign", {**PROPOSED, "party": "op-1"}, [("signature", ["4", AGREEMENT, "op-1", "sign", "", ""])]),
    ("sign", {**PROPOSED, "party": "op 2", "signed_on": "2027-02-28", "file": {"sha256": C, "checked": "no"}},
     [("signature", ["4", AGREEMENT, "op 2", "sign", C, "2027-02-28"])]),
    ("withdraw-signature", {**PROPOSED, "party": "op-1", "reason": "r"}, [("signature", ["4", AGREEMENT, "op-1", "withdraw-signature", "", ""])]),
    ("withdraw-proposal", {**PROPOSED, "proposal": "5", "reason": "r"}, [("proposal_end", ["5", "ma/x", "r"])]),
    ("bring-into-force", FORCED, [("in_force", ["4", "ma/x", AGREEMENT, "ma/x/1", A, "agreement", "2027-07-01", "", ""])]),
    ("bring-into-force", {**FORCED, "proposal": "0", "how": "unilateral", "reference": "BO 1", "published": "2027-02-01"},
     [("in_force", ["0", "ma/x", AGREEMENT, "ma/x/1", A, "unilateral", "2027-07-01", "BO 1", "2027-02-01"])]),
    ("enrol", {**ENROLLED, "affiliations": HELD, "group": "G 1"},
     [("enrolment", ["op-1", "enrol", "2026-01-01", "ma/x ma/y", "", "G 1", "s-1", "é"]),
      ("held", ["op-1", "f", "2026-01-01", ""], ["op-1", "g", "2025-01-01", "2024-12-31"])]),
    ("change-operator", ENROLLED, [("enrolment", ["op-1", "change-operator", "2026-01-01", "ma/x ma/y", "", "", "s-1", "é"])]),
    ("end-operator", {"operator": "op-1", "on": "2026-12-31", "source": "s"},
     [("enrolment", ["op-1", "end-operator", "2026-12-31", "", "", "", "", "s"])]),
    ("resume-operator", {"operator": "op-1", "from": "2026-12-31", "source": "s"},
     [("enrolment", ["op-1", "resume-operator", "2026-12-31", "", "", "", "", "s"])]),
    ("import-operators", {"file": A, "operators": [{**ENROLLED, "affiliations": HELD}, {**ENROLLED, "operator": "o", "affiliations": HELD[:1]}]},
     [("enrolment", ["op-1", "import-operators", "2026-01-01", "ma/x ma/y", "", "", "s-1", "é"],
       ["o", "import-operators", "2026-01-01", "ma/x ma/y", "", "", "s-1", "é"]),
      ("held", ["op-1", "f", "2026-01-01", ""], ["op-1", "g", "2025-01-01", "2024-12-31"], ["o", "f", "2026-01-01", ""])]),
    ("import-balances", {"file": A, "balances": [BALANCE, {**BALANCE, "key": "k"}]},
     [("balance", ["op-1", "h", "2026", "", "0.00", "1234567890123456.78", "s"], ["op-1", "h", "2026", "k", "0.00", "1234567890123456.78", "s"])]),
    ("appoint", {**APPOINTED, "mandates": [MANDATE, {**MANDATE, "whom": "operators", "of": ["op-1", "~!"], "until": "2026-01-01", "ceiling": "0"}]},
     [("account", ["a-1", PERSON, "ar", DAY]),
      ("mandate", ["a-1", "clerk", "office", "", "2027-03-01", "", ""], ["a-1", "clerk", "operators", "op-1 ~!", "2027-03-01", "2026-01-01", "0"]),
      ("secret", ["a-1", "first", A, DAY])]),
    ("change-mandate", {"account": "a-1", "mandates": [{**MANDATE, "whom": "auditor", "of": []}]},
     [("mandate", ["a-1", "clerk", "auditor", "", "2027-03-01", "", ""])]),
    ("dismiss", {"account": "a-1", "reason": "r"}, [("dismissal", ["a-1", "r", DAY])]),
    ("deputise", {"account": "a-1", "deputy": "a-2", "since": "2027-04-01", "until": "2027-04-02"},
     [("deputy", ["a-1", "a-2", "2027-04-01", "2027-04-02"])]),
    ("set-secret", {"account": "a-1", "means": "passphrase", "seal": B}, [("secret", ["a-1", "passphrase", B, DAY])]),
    ("set-factor", {"account": "a-1", "seal": C}, [("factor", ["a-1", C, DAY])]),
    ("lose-factor", {"account": "a-1", "reason": "r"}, [("factor", ["a-1", "", DAY])]),
    ("lose-factor", {"account": "a-1", "reason": "r", "secret": B}, [("factor", ["a-1", "", DAY]), ("secret", ["a-1", "first", B, DAY])]),
    ("record-text", {"texts": []}, []),
    ("submit", {"files": "1", "originals": [{"file": A, "sealed": B}], "sealed_to": C, "submissions": []}, []),
    ("open-original", {"originals": [{"operator": "op-1", "submission": "s", "piece": "1", "sealed": A}], "reason": "r"}, []),
    ("record-text", {"texts": [RECORDED], "reference": "BO 1"}, [("text", ["ma/x", A, "", "other"])]),
    ("nil-balance", NIL, [("balance", ["op-3", "h", "2026", "", "0.00", "0.00", "s"])]),
    ("import-people", {"people": PEOPLE},
     [("account", ["a-3", PERSON, "ar", DAY], ["a-4", PERSON, "fr", DAY]),
      ("mandate", ["a-3", "clerk", "office", "", "2027-03-01", "", ""], ["a-3", "head", "office", "", "2027-03-01", "2027-02-28", ""],
       ["a-4", "clerk", "office", "", "2027-03-01", "", ""]),
      ("secret", ["a-3", "first", A, DAY], ["a-4", "first", B, DAY])]),
    # Lists that are empty, and values that are compared with nothing.
    ("import-people", {"people": []}, []),
    ("import-operators", {"file": A, "operators": []}, []),
    ("import-balances", {"file": A, "balances": []}, []),
    ("submit", {"files": "9", "originals": [], "sealed_to": C, "submissions": []}, []),
    ("open-original", {"originals": [], "reason": "r"}, []),
    ("propose", {"contract": "ma/x", "path": "p", "version": "", "how": "unilateral", "parties": ["a\u200bb", "a\u200bb"], "parts": TURNED,
                 "agreement": TURNED_AGREEMENT},
     [("proposal", ["ma/x", "p", "", "unilateral", "a\u200bb a\u200bb", TURNED_AGREEMENT]),
      ("part", [TURNED_AGREEMENT, "word of later", "é", B], [TURNED_AGREEMENT, "document", "contrat.txt", A],
       [TURNED_AGREEMENT, "document", "contrat.txt", A])]),
    ("bring-into-force", {**FORCED, "proposal": "900", "reference": "", "published": "9999-12-31"},
     [("in_force", ["900", "ma/x", AGREEMENT, "ma/x/1", A, "agreement", "2027-07-01", "", "9999-12-31"])]),
    ("enrol", {**ENROLLED, "contracts": ["a\x1cb", "a\x1fb", "a\u180eb"], "sites": []},
     [("enrolment", ["op-1", "enrol", "2026-01-01", "a\x1cb a\x1fb a\u180eb", "", "", "", "é"])]),
    ("import-balances", {"file": A, "balances": [{**BALANCE, "year": "0", "decided": "0.50"}, {**BALANCE, "year": str(2**63 - 1)}]},
     [("balance", ["op-1", "h", "0", "", "0.50", "1234567890123456.78", "s"],
       ["op-1", "h", "9223372036854775807", "", "0.00", "1234567890123456.78", "s"])]),
    ("deputise", {"account": "a-9", "deputy": "a-9", "since": "2027-04-02", "until": "2027-04-01"},
     [("deputy", ["a-9", "a-9", "2027-04-02", "2027-04-01"])]),
]

# Of the first body of a kind: a key that is another (or is missing), and what is told.
REFUSED = [
    ("submit", "sealed_to", None, "of `originals` and `sealed_to` one is missing"),
    ("submit", "originals", None, "of `originals` and `sealed_to` one is missing"),
    ("submit", "sealed_to", "", "is not 64 hexadecimal digits"),
    ("submit", "originals", [{"file": A}], "`sealed` is missing"),
    ("open-original", "originals", [{"operator": "op-1", "submission": "s", "piece": "0", "sealed": A}], "is not a count from 1"),
    ("propose", "contract", "", "is not a name"),
    ("propose", "version", None, "`version` is missing"),
    ("propose", "how", "both", "is not agreement or unilateral"),
    ("propose", "parties", [], "is not a list of 1 at least"),
    ("propose", "parties", ["a b"], "is not a word without spaces"),
    ("propose", "parties", [""], "is not a word without spaces"),
    ("propose", "parts", [{**PARTS[0], "part": ""}], "'part': '' is not a name"),
    ("propose", "parts", [{**PARTS[0], "more": ""}], "'more': does not belong there"),
    ("propose", "parts", PARTS[::-1], "`agreement` is not the hash of `parts`"),
    ("propose", "agreement", A, "`agreement` is not the hash of `parts`"),
    ("sign", "contract", None, "`contract` is missing"),
    ("sign", "proposal", "-1", "is not a count"),
    ("sign", "agreement", "", "is not a hash"),
    ("sign", "party", "", "is not a name"),
    ("sign", "signed_on", "", "is not a day"),
    ("sign", "file", {"sha256": A, "checked": "yes"}, "'yes' is not no"),
    ("sign", "file", {"sha256": A}, "`checked` is missing"),
    ("sign", "reason", "r", "'reason': does not belong there"),
    ("withdraw-signature", "reason", "", "is not a name"),
    ("withdraw-signature", "party", None, "`party` is missing"),
    ("withdraw-proposal", "reason", None, "`reason` is missing"),
    ("withdraw-proposal", "party", "op-1", "'party': does not belong there"),
    ("bring-into-force", "path", "", "is not a name"),
    ("bring-into-force", "sha256", "x", "is not a hash"),
    ("bring-into-force", "how", "", "is not agreement or unilateral"),
    ("bring-into-force", "from", "", "is not a day"),
    ("bring-into-force", "reference", [], "is not a text"),
    ("bring-into-force", "published", "", "is not a day"),
    ("enrol", "operator", "", "is not a name"),
    ("enrol", "sites", None, "`sites` is missing"),
    ("enrol", "contracts", ["a b"], "is not a word without spaces"),
    ("enrol", "group", [], "is not a text"),
    ("enrol", "affiliations", [{"affiliation": "f"}], "`from` is missing"),
    ("enrol", "affiliations", [{**HELD[0], "to": ""}], "is not a day"),
    ("change-operator", "source", "", "is not a name"),
    ("end-operator", "from", "2026-12-31", "'from': does not belong there"),
    ("resume-operator", "from", None, "`from` is missing"),
    ("import-operators", "file", None, "`file` is missing"),
    ("import-operators", "operators", [{**ENROLLED, "file": A}], "'file': does not belong there"),
    *(("import-balances", "balances", [{**BALANCE, "paid": paid}], "is not an amount")
      for paid in ("", "1", "1.5", "01.00", "-1.00", ".50", "1,00", "12345678901234567.00", "1.00\n", "\u0661.00")),
    ("import-balances", "balances", [{**BALANCE, "year": "+2026"}], "is not a count"),
    ("import-balances", "balances", [{**BALANCE, "head": ""}], "is not a name"),
    ("appoint", "account", "A", "is not a word"),
    ("appoint", "person", PERSON.upper(), "is not 32 hexadecimal digits"),
    ("appoint", "language", "en-GB", "is not fr or ar or en"),
    ("appoint", "secret", None, "`secret` is missing"),
    ("appoint", "mandates", [], "is not a list of 1 at least"),
    ("appoint", "mandates", [{**MANDATE, "role": ""}], "is not a word"),
    ("appoint", "mandates", [{**MANDATE, "whom": "public"}], "is not office or "),
    ("appoint", "mandates", [{**MANDATE, "of": ["a b"]}], "is not a name of the characters"),
    ("appoint", "mandates", [{**MANDATE, "of": [""]}], "is not a name of the characters"),
    ("appoint", "mandates", [{**MANDATE, "until": ""}], "is not a day"),
    ("appoint", "mandates", [{**MANDATE, "ceiling": "1.50"}], "is not a count"),
    ("change-mandate", "mandates", [], "is not a list of 1 at least"),
    ("change-mandate", "secret", A, "'secret': does not belong there"),
    ("dismiss", "reason", "", "is not a name"),
    ("deputise", "deputy", "", "is not a word"),
    ("deputise", "until", None, "`until` is missing"),
    ("set-secret", "means", "first", "is not token or passphrase"),
    ("set-secret", "seal", "", "is not a hash"),
    ("set-factor", "seal", "", "is not a hash"),
    ("lose-factor", "reason", "", "is not a name"),
    ("lose-factor", "secret", "", "is not a hash"),
    *(("propose", "parties", [f"a{space}b"], "is not a word without spaces")
      for space in "\t\n\x0b\x0c\r\x85\xa0\u1680\u2000\u2007\u200a\u2028\u2029\u202f\u205f\u3000"),
    ("enrol", "sites", ["\u3000"], "is not a word without spaces"),
    ("enrol", "ecosystems", ["a", "b\xa0"], "is not a word without spaces"),
    *(("import-balances", "balances", [{**BALANCE, "paid": paid}], "is not an amount") for paid in ("00.50", "0.5", "00.00", "0")),
    ("record-text", "reference", "", "'reference': '' is not a name"),
    ("record-text", "reference", [], "is not a text|is not a name"),
    ("record-text", "texts", [{**RECORDED, "reference": "BO 1"}], "'reference': does not belong there"),
    *(("nil-balance", key, "", "is not a (name|count)") for key in ("operator", "head", "year", "source")),
    *(("nil-balance", key, value, f"'{key}': does not belong there") for key, value in (("key", "k"), ("decided", "0.00"), ("file", A))),
    ("nil-balance", "source", None, "`source` is missing"),
    ("import-people", "people", None, "`people` is missing"),
    ("import-people", "people", PEOPLE[0], "is not a list"),
    ("import-people", "people", [PEOPLE[0], {**PEOPLE[1], "mandates": []}], "number 1 of the list: 'mandates': .* is not a list of 1 at least"),
    ("import-people", "people", [{**PEOPLE[0], "person": ""}], "is not 32 hexadecimal digits"),
    ("import-people", "people", [{**PEOPLE[0], "reason": "r"}], "'reason': does not belong there"),
    ("import-people", "file", A, "'file': does not belong there"),
    ("clock-was-wrong", "reason", "", "is not a name"),
    ("clock-was-wrong", "reason", None, "`reason` is missing"),
    ("clock-was-wrong", "day", DAY, "'day': does not belong there"),
    ("clock-was-wrong", "from", "0", "is not a count from 1"),
    ("clock-was-wrong", "from", "4", "`to` is not the number of the entry before, or below `from`"),
    ("clock-was-wrong", "to", "2", "`to` is not the number of the entry before"),
    ("clock-was-wrong", "to", "4", "`to` is not the number of the entry before"),
]

# Acts of which a second one brings a row that another row does not bear beside it, and what they share.
ONCE = [("withdraw-proposal", "proposal"), ("bring-into-force", "proposal"), ("appoint", "account"), ("dismiss", "account"),
        ("import-balances", "operator and head and year and key"), ("nil-balance", "operator and head and year and key"),
        ("import-people", "account")]

# Acts of several kinds, of which the last brings such a row.
BESIDE = [
    ("a handle comes back", [("appoint", APPOINTED), ("dismiss", {"account": "a-1", "reason": "r"}), ("appoint", {**APPOINTED, "person": "0" * 32})],
     "account"),
    ("a handle comes back by a table",
     [("appoint", APPOINTED), ("dismiss", {"account": "a-1", "reason": "r"}), ("import-people", {"people": [APPOINTED]})], "account"),
    ("a handle twice in a table", [("import-people", {"people": [PEOPLE[0], PEOPLE[0]]})], "account"),
    ("nothing, and something", [("import-balances", {"file": A, "balances": [{**BALANCE, "key": ""}]}), ("nil-balance", {**NIL, "operator": "op-1"})],
     "operator and head and year and key"),
]
