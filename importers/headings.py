"""What a heading of a column means: its role, how sure, and the currency it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from importers.currencies import currency_in, currency_of
from importers.months import plain
from importers.words_money import MONEY_ROLES
from importers.words_text import TEXT_ROLES

_ROLES = {**MONEY_ROLES, **TEXT_ROLES}
_SPACED = {"ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
_JUNK = re.compile(r"[^\w%$+#/*-]+|_+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOTE = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_INSIDE = re.compile(r"[(\[（【]([^)\]）】]+)[)\]）】]")
_BRACKET = re.compile(r"[()\[\]（）【】]")
_WEAK = frozenset(
    "transaction transactions operation operacion operazione operacao information informacion "
    "informations details detail transakcji transakcii transakce transakcja transakcie operacji operace "
    "islem card account konto bank entry number reference other name type text value day code status".split()
)
"""Words that say little within a longer heading."""
_ACCOUNT_WORDS = frozenset(
    "account iban konto kontonummer kontonr rekening rekeningnummer compte cuenta conto conta rachunek "
    "rachunku konta ucet uctu szamlaszam szamlaszama racun racuna hesap tili tilinumero saskaita konts "
    "cont счет счета счёт сметка".split()
)
_NAME_WORDS = frozenset("name nom naam nazev nazov nazwa nombre nome namn navn nimi nev neve".split())
_BANK_WORDS = frozenset(
    "bic swift bank blz bankleitzahl banka banco banque banca sort code address adresse email mail correo".split()
)
_NUMBERING = frozenset(("no", "nr", "n", "#"))
"""Headings of a running number; without its accent, Vietnamese "nợ" (debit) would be one."""
_SIGNED = {"-": "debit", "+": "credit"}
_SIGN_FIRST = re.compile(r"[\[(]([+-])[\])] ?[A-Z]{3}")
"""A sign in brackets and the currency of amounts that go that way."""
_NUMBERED = re.compile(r"(?<![a-z])(?:id|number)$")
"""The end of a heading that numbers what its other words name."""
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's role ("" = unknown), its weight (10 = the whole heading is a known phrase) and currency."""

    role: str
    weight: int
    currency: str | None = None


def normal(text: str) -> str:
    """A heading in small letters without accents, notes in brackets and punctuation."""
    if text.isascii():
        if text.islower() and text.replace(" ", "").isalnum():
            return " ".join(text.split())
        if "(" in text or "[" in text:
            text = _without_notes(text)
        text = _CAMEL.sub(" ", text).lower().replace("-", " ").replace("/", " ")
        return _JUNK.sub(" ", text).strip(" #*/$")
    text = plain(_CAMEL.sub(" ", _without_notes(text)))
    for char, spelled in _SPACED.items():
        text = text.replace(char, spelled)
    return _JUNK.sub(" ", text.replace("-", " ").replace("/", " ")).strip(" #*/$")


def _without_notes(text: str) -> str:
    """A text without what stands in brackets; behind the last closing one no bracket is looked at, which takes time."""
    end = max(map(text.rfind, ")]）】")) + 1
    return (_NOTE.sub(" ", text[:end]) + text[end:]).strip()


def _tables() -> tuple[dict[str, str], list[tuple[str, str]], dict[str, list[tuple[str, str]]]]:
    exact: dict[str, str] = {}
    for role, phrases in _ROLES.items():
        for phrase in phrases.split("|"):
            key = " ".join(phrase.split())
            if key:
                exact.setdefault(("~" if key[0] == "~" else "") + normal(key.lstrip("~")), role)
    exact.pop("", None)
    tails = [(p[1:], r) for p, r in exact.items() if p[0] == "~"]
    words = {p: r for p, r in exact.items() if p[0] != "~"}
    first: dict[str, list[tuple[str, str]]] = {}
    for phrase, role in words.items():
        if not _DENSE.search(phrase) and len(phrase) > 2:
            first.setdefault(phrase.split()[0], []).append((phrase, role))
    return words, tails, first


_EXACT, _TAILS, _FIRST = _tables()
_TAIL = tuple(tail for tail, _ in _TAILS)
_DENSE_PHRASES = sorted(
    ((p, r) for p, r in _EXACT.items() if _DENSE.search(p) and len(p) > 1), key=lambda i: -len(i[0])
)
_ORDER = {role: place for place, role in enumerate(_ROLES)}


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading:
    """The meaning of a heading; role "" when it holds no known phrase."""
    if not text.strip() or len(text) > 90 or text.strip(" .").casefold() in _NUMBERING:
        return Heading("", 0)
    key = normal(text)
    if not key and (sign := text.strip(" []()")) in _SIGNED:
        return Heading(_SIGNED[sign], 6)
    currency = currency_in(text)
    if signed := _SIGN_FIRST.fullmatch(text.strip()):
        return Heading(_SIGNED[signed[1]], 6, currency)
    if len(text) <= 5 and currency_of(text):
        return Heading("amount", 6, currency)
    role = _EXACT.get(normal(_BRACKET.sub(" ", text))) or _by_note(text, key) or _EXACT.get(key)
    if role:
        return Heading(role, 10, currency)
    words = (w if w.isdigit() else w.rstrip("0123456789") for w in key.split())
    bare = " ".join(w for w in words if not (len(w) in (3, 4) and currency_of(w)) and not w.isdigit())
    role = _EXACT.get(bare)
    if role:
        return Heading(role, 9, currency)
    spelled = bare.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    role = _EXACT.get(spelled)
    if role:
        return Heading(role, 9, currency)
    last = text.rsplit(maxsplit=1)[-1].strip(".").casefold()
    if {_EXACT.get(word) for word in key.split()} == {"debit", "credit"} and last not in _NUMBERING:
        return Heading("direction", 9, currency)
    found = _contained(bare or key) or (_contained(spelled) if spelled != bare else None)
    return (
        Heading(found[1], max(3, 8 * len(found[0]) // max(1, len(bare or key))), currency)
        if found
        else Heading("", 0, currency)
    )


def _by_note(text: str, key: str) -> str:
    """The role of an amount whose note in brackets says which ("Amount (credit)", "金额(支出)")."""
    note = _INSIDE.search(text)
    role = _EXACT.get(normal(note[1])) if note else None
    if role not in ("debit", "credit"):
        return ""
    outer = _EXACT.get(key) or (_contained(key) or ("", ""))[1]
    return role if outer in ("amount", "settled", "gross") else ""


def _contained(key: str) -> tuple[str, str] | None:
    """The longest known phrase within a heading."""
    hits: list[tuple[str, str]] = []
    if _DENSE.search(key):
        hits += [(p, r) for p, r in _DENSE_PHRASES if p in key]
    padded, words = f" {key} ", key.split()
    for word in words:
        hits += [(p, r) for p, r in _FIRST.get(word, ()) if f" {p} " in padded]
        if word.endswith(_TAIL):
            hits += [(t, r) for t, r in _TAILS if word.endswith(t)]
    if not hits:
        return None
    best = min(hits, key=lambda hit: (hit[0] in _WEAK, -len(hit[0]), _ORDER[hit[1]]))
    return best[0], _refined(best[1], hits, words)


def _refined(role: str, hits: Sequence[tuple[str, str]], words: Sequence[str]) -> str:
    """The role that the other words of a heading make of the longest phrase's."""
    other = next((r for _, r in hits if r in ("balance", "fee")), "") if role == "settled" else ""
    if other:
        return other
    if role in ("amount", "settled"):
        ways = {r for p, r in hits if r in ("debit", "credit") and len(p) > 2}
        if len(ways) == 1 and not any(p in ("credit card", "debit card", "card") for p, _ in hits):
            return ways.pop()
    if role in MONEY_ROLES and _NUMBERED.search(words[-1]):
        return "id"
    if role in ("payee", "payer", "counterparty") and _NAME_WORDS.intersection(words):
        return "payee" if role == "counterparty" else role
    if role in ("payee", "payer") and _ACCOUNT_WORDS.intersection(words):
        return "counterparty"
    if role in ("payee", "payer") and _BANK_WORDS.intersection(words):
        return "reference"
    return role


def known_words(text: str) -> int:
    """How many words of a text are headings that need letters beyond ASCII: proof that it was decoded rightly."""
    words = set(re.split(r"[,;\t|\"\n:]", text[:4000]))
    return sum(1 for w in words if not w.isascii() and len(w) < 40 and normal(w) in _EXACT)
