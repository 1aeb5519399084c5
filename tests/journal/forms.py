"""The canonical form, and the forms of values: docs/journal.md, its beginning and "Canonical form"."""
import base64
import datetime
import json
import re

FORM_MAX = 16 * 1024 * 1024
ENTRY_MAX = 7 * 1024 * 1024
COUNT_MAX = 9223372036854775807
AROUND_MAX = 32
# Unicode's property White_Space. Not `str.isspace`, which also takes U+001C to U+001F.
WHITE_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


class Wrong(Exception):
    """Something is not what the page says; the message tells what."""


def write_form(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def read_form(data):
    """The value of bytes in canonical form, and what is wrong with them. The value is None where there is none to go on with."""
    if len(data) > FORM_MAX:
        return None, "longer than 16 MiB"
    try:
        value = json.loads(data.decode("utf-8"))
        look_through(value, 0)
        again = write_form(value)
    except Wrong as wrong:
        return None, f"not canonical: {wrong}"
    except (ValueError, RecursionError):  # of UTF-8 and lone surrogates, of JSON, of nesting without end
        return None, "not JSON in UTF-8"
    return value, None if again == data else "not canonical: the same value is written otherwise"


def look_through(value, around):
    if around > AROUND_MAX:
        raise Wrong(f"more than {AROUND_MAX} arrays and objects stand around a value")
    if isinstance(value, str):
        if "\0" in value:
            raise Wrong("U+0000 in a text")
    elif isinstance(value, list):
        for part in value:
            look_through(part, around + 1)
    elif isinstance(value, dict):
        for key, part in value.items():
            if not re.fullmatch("[!-~]{1,200}", key):
                raise Wrong(f"{said(key)} is no key")
            look_through(part, around + 1)
    else:
        raise Wrong("neither a string nor an array nor an object")


def said(value):
    """A value for a line of output: in ASCII, as it may hold anything, and short."""
    text = ascii(value)
    return text if len(text) <= 80 else text[:77] + "..."


def strict_base64(text):
    """RFC 4648 lets a decoder pass over bits that say nothing; then two texts would be one note, so they are refused."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = None
    if data is None or base64.b64encode(data).decode() != text:
        raise Wrong(f"{said(text)} is not base64")
    return data


# A check is a function that tells what is wrong with a value, or None. `form`, `obj` and `list_of` make checks.

def form(what, holds):
    return lambda value: None if isinstance(value, str) and holds(value) else f"{said(value)} is not {what}"


def obj(needed, perhaps=()):
    """An object with these keys and no others."""
    known = {**needed, **dict(perhaps)}

    def check(value):
        if not isinstance(value, dict):
            return f"{said(value)} is not an object"
        wrong = [f"`{key}` is missing" for key in needed if key not in value]
        for key, part in value.items():
            fault = known[key](part) if key in known else "does not belong there"
            wrong += [f"{said(key)}: {fault}"] if fault else []
        return "; ".join(wrong) or None
    return check


def any_object(value):
    return None if isinstance(value, dict) else f"{said(value)} is not an object"


def list_of(check, least=0):
    def check_all(value):
        if not isinstance(value, list) or len(value) < least:
            return f"{said(value)} is not a list" + (f" of {least} at least" if least else "")
        return next((f"number {place} of the list: {wrong}" for place, wrong in enumerate(map(check, value)) if wrong), None)
    return check_all


def object_of_texts(keys):
    def check(value):
        if not isinstance(value, dict):
            return f"{said(value)} is not an object"
        return next((wrong for key, text in value.items() for wrong in (keys(key), TEXT(text)) if wrong), None)
    return check


def text_read_by(read):
    """What a reader of texts takes; the words of its `Wrong` are what is wrong."""
    def check(value):
        try:
            return TEXT(value) or (read(value) and None)
        except Wrong as wrong:
            return str(wrong)
    return check


def either(*words):
    return form(" or ".join(words), lambda value: value in words)


def is_day(value):
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)) and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def is_moment(value):
    return is_day(value[:10]) and bool(re.fullmatch("T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z", value[10:]))


def is_count(value):
    return bool(re.fullmatch("0|[1-9][0-9]{0,18}", value)) and int(value) <= COUNT_MAX


def is_base64(value):
    try:
        return strict_base64(value) is not None
    except Wrong:
        return False


def is_no_hash(value):
    return value.startswith("not a hash: ") and is_base64(value[12:]) and len(strict_base64(value[12:])) != 32


TEXT = form("a text", lambda value: True)
NAME = form("a name", lambda value: value != "")
UNSPACED = form("a word without spaces", lambda value: value != "" and not WHITE_SPACE.search(value))
PLAIN = form("a name of the characters ! to ~", lambda value: re.fullmatch("[!-~]+", value))
WORD = form("a word", lambda value: len(value) <= 60 and re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", value))
COUNT = form("a count", is_count)
NUMBER = form("a count from 1", lambda value: is_count(value) and value != "0")
DAY = form("a day", is_day)
MOMENT = form("a moment", is_moment)
HASH = form("a hash", lambda value: re.fullmatch("[0-9a-f]{64}", value))
HEX_32 = form("32 hexadecimal digits", lambda value: re.fullmatch("[0-9a-f]{32}", value))
AMOUNT = form("an amount", lambda value: re.fullmatch(r"(0|[1-9][0-9]{0,15})\.[0-9]{2}", value))
HEX_64 = form("64 hexadecimal digits", lambda value: re.fullmatch("[0-9a-f]{64}", value))
KEPT_HASH = form("a hash, nor what stands for one", lambda value: re.fullmatch("[0-9a-f]{64}", value) or is_no_hash(value))
REQUEST = form("a request", lambda value: re.fullmatch("[!-~]{8,100}", value))
BASE64 = form("base64", is_base64)
ONE = form("a form that is read", lambda value: value == "1")
