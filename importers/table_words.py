"""Words inside tables that decide what a row is: directions, states, balances, totals, payments, incomes."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.currencies import currency_of
from importers.headings import normal
from importers.months import month_of
from importers.words_rows import phrases


def _cells(name: str) -> frozenset[str]:
    return frozenset(normal(w) or w for w in phrases(name))


def _within(name: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases(name)))


_OUT, _IN = _cells("out"), _cells("in")
_PAIRS = (
    (frozenset("dk"), "d", "k"),
    (frozenset("ba"), "b", "a"),
    (frozenset("kj"), "k", "j"),
    (frozenset("tj"), "t", "j"),
    (frozenset("χπ"), "χ", "π"),
    (frozenset("kt"), "t", "k"),
    (frozenset({"no", "co"}), "no", "co"),
    (frozenset({"ki", "be"}), "ki", "be"),
)
_NAMED_PAIRS = (
    (frozenset("ca"), "c", "a"),
    (frozenset("da"), "d", "a"),
    (frozenset("es"), "s", "e"),
    (frozenset("ie"), "e", "i"),
    (frozenset("wd"), "w", "d"),
    (frozenset("рп"), "р", "п"),
)
_SHORT = 2
"""Letters up to which two marks of a column are a pair of which one tells the other."""
_NEUTRAL = frozenset(("/", "不计收支", "不計收支", "中性交易", "其他", "資金轉移", "neutral"))

_PENDING, _FAILED = _cells("pending"), _cells("failed")
_BALANCES = tuple(sorted(_cells("balance"), key=len, reverse=True))
_ALONE, _TOTALS, _TURNOVERS = _cells("balance alone"), _cells("total"), _cells("turnover")
_FIRST_WORDS = frozenset(w.split()[0] for w in (*_BALANCES, *_TURNOVERS, *_ALONE, "s"))
_DENSE_WORDS = tuple(w for w in (*_BALANCES, *_TURNOVERS) if w[0] > "\u0e00")
_LITTLE = _cells("little")
_CLOSING, _PAYMENT, _REFUND, _INCOME = _within("closing"), _within("payment"), _within("refund"), _within("income")
_ON_CARD, _PAYMENT_KINDS = _within("payment on card"), _cells("payment kind")


LABEL_HEAD = 4
"""Letters of a text that mostly tell that it begins no label."""
_BRACKETS = frozenset("([（【)]）】")
_MARKS = re.compile(r"[()\[\]（）【】]")


@lru_cache(maxsize=65536)
def may_begin_label(head: str) -> bool:
    """Whether a text with these first letters may begin with the label of a balance or a sum."""
    word, blank, _ = head.partition(" ")
    if blank or len(head) < LABEL_HEAD:
        return begins_label(word)
    key = normal(head)
    if not key or max(head) > "\u0e00" or not _BRACKETS.isdisjoint(head):
        return True
    first, blank, _ = key.partition(" ")
    return first in _FIRST_WORDS if blank else any(word.startswith(first) for word in _FIRST_WORDS)


@lru_cache(maxsize=65536)
def begins_label(word: str) -> bool:
    """Whether a word begins the label of a balance or a sum."""
    key = normal(word)
    return bool(key) and (key.split()[0] in _FIRST_WORDS or key.startswith(_DENSE_WORDS))


@lru_cache(maxsize=4096)
def direction_of(text: str) -> str:
    """ "in", "out", "neutral" or "" for a cell that says which way money went."""
    key = normal(text) or text.strip()
    if text.strip() in _NEUTRAL or key in _NEUTRAL:
        return "neutral"
    if key in _OUT:
        return "out"
    return "in" if key in _IN else ""


def _begun(heading: str) -> dict[str, str]:
    """The letters that the two words of a heading such as "Cargo/Abono" begin with, with the ways that they name."""
    ways = {word[0]: way for word in normal(heading).split() if len(word) > _SHORT and (way := direction_of(word))}
    return ways if set(ways.values()) == {"in", "out"} else {}


def directions_of(texts: frozenset[str], heading: str | None = None) -> dict[str, str]:
    """The direction of each cell of a column; letters such as D and K are read as the pair that the column holds.

    heading: of a column that is known to tell directions ("" where it has none), so that letters count that may mean
    something else: those that words of the heading begin with (others then tell neither way), and of two short marks
    the one that the other tells.
    """
    named = heading is not None
    keys = {t: normal(t) for t in texts if t.strip()}
    letters = frozenset(keys.values())
    begun = _begun(heading) if heading else {}
    if begun and letters <= begun.keys():
        return {t: begun[k] for t, k in keys.items()}
    for pair, out, into in (*_PAIRS, *_NAMED_PAIRS) if named else _PAIRS:
        if len(letters) == 2 and letters <= pair:
            return {t: "out" if k == out else "in" if k == into else "" for t, k in keys.items()}
    found = {t: direction_of(t) for t in keys}
    if begun and any(found.values()):
        return {t: way or ("neutral" if len(keys[t]) <= _SHORT else "") for t, way in found.items()}
    if named and len(letters) == 2 and max(map(len, letters)) <= _SHORT and min(found.values()) == "":
        other = {"out": "in", "in": "out"}.get(max(found.values()), "")
        return {t: way or other for t, way in found.items()}
    return found


@lru_cache(maxsize=4096)
def state_of(text: str) -> str:
    """ "pending", "failed" or "" (booked, or not a state) for a status cell."""
    key = normal(text)
    if key in _FAILED:
        return "failed"
    return "pending" if key in _PENDING else ""


@lru_cache(maxsize=8192)
def balance_word(text: str, strict: bool = False) -> str:
    """ "opening", "closing" or "" for a cell that labels a balance instead of a movement.

    strict: nothing but a date, a currency or little words may follow the label (shops have names like "New Balance").
    """
    key = normal(text)
    if not key or len(key) > 60:
        return ""
    if len(key) > 4 and len(key.replace(" ", "")) * 2 == len(key) + 1:
        key = key.replace(" ", "")
    if key in _ALONE:
        return "closing"
    for word in _BALANCES if key.startswith(_BALANCES) else ():
        if key.startswith(word) and len(key) - len(word) < 28 and (not strict or _is_little(key[len(word) :])):
            return "closing" if _CLOSING.search(word) else "opening"
    return ""


def _is_little(rest: str) -> bool:
    """Whether what follows a label says no more than when and in what."""
    return all(w in _LITTLE or any(c.isdigit() for c in w) or month_of(w) or currency_of(w) for w in rest.split())


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """Whether a cell labels a sum of rows."""
    words = normal(text).split()
    if not words or len(words) > 7:
        return False
    if " ".join(words) in _TOTALS or " ".join(words).rstrip(" :.0123456789") in _TOTALS:
        return True
    return words[0] in _TOTALS and (len(words) <= 3 or any(w.isdigit() for w in words))


_PAGE = re.compile(
    r"\b(?:page|seite|blatt|pagina|pag|feuille|side|sida|sivu|strona|str|strana|oldal|sayfa|стр|страница|halaman|trang)"
    r"\b\W*[0-9]+|[0-9]+ ?(?:of|von|de|di|sur|van|af|av|z|/) ?[0-9]+$|第 ?[0-9]+ ?[页頁]|[0-9]+ ?(?:ページ|쪽|页|頁)"
)


@lru_cache(maxsize=8192)
def is_page_mark(text: str) -> bool:
    """Whether a cell only numbers a page of what was printed."""
    return len(text) < 40 and _PAGE.search(normal(text)) is not None


@lru_cache(maxsize=8192)
def is_turnover(text: str) -> bool:
    """Whether a cell labels the sum of all movements, a row that may carry a date and an amount like a movement."""
    return normal(text) in _TURNOVERS


def _flat(text: str) -> str:
    """A text as its words are looked for in it: those in brackets count as well."""
    return normal(_MARKS.sub(" ", text) if _MARKS.search(text) else text)


@lru_cache(maxsize=8192)
def pays_card(text: str) -> bool:
    """Whether a row on what is known to be a card says "payment"."""
    return _ON_CARD.search(_flat(text)) is not None


def is_payment_kind(text: str) -> bool:
    """Whether a type or category cell says that the row pays the card off."""
    return normal(text) in _PAYMENT_KINDS


@lru_cache(maxsize=8192)
def looks_like_payment(text: str) -> bool:
    """Whether a card's row is money that came in: a payment, a refund, a credit."""
    return _PAYMENT.search(_flat(text)) is not None


@lru_cache(maxsize=8192)
def looks_like_refund(text: str) -> bool:
    """Whether a row gives money back for an earlier one."""
    return _REFUND.search(_flat(text)) is not None


@lru_cache(maxsize=8192)
def looks_like_income(text: str) -> bool:
    """Whether a row is an income by its words (salary, interest …)."""
    return _INCOME.search(_flat(text)) is not None
