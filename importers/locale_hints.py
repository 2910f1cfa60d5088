"""Which order of day and month a file's language and currency make likely."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.headings import normal

_ASIA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WHOLE = re.compile(r"[\uac00-\ud7af]|円|餘額|帳|臺幣|[ươạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự]|[ðþ]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_ENGLISH = frozenset(
    "date description amount balance transaction posting posted debit credit details memo payee account check "
    "reference type category status currency name number value deposit withdrawal narration particulars".split()
)
_SHARED = frozenset("date description type balance status details".split())
"""Words that French, Dutch and others write like English."""
_CROWN = re.compile(r"(?i)(?<![^\W\d_])kr(?![^\W\d_])")
_SPELLED = {
    "ISK": re.compile(r"[ðþ]|dagsetning"),
    "DKK": re.compile(r"bel(ø|oe|o)b|bogf(ø|oe|o)r|tekst|beskrivelse"),
    "NOK": re.compile(r"bel(ø|oe|o)p\b|bokf(ø|oe|o)r|forklaring|\bdato\b"),
    "SEK": re.compile(r"belopp|bokf(ö|o)r|beskrivning"),
}
"""How the languages that write "kr" spell headings."""
_BRITISH = frozenset("cheque chq narration narrative particulars sort code paid in out".split())
_AMERICAN = frozenset("check checking routing zip ach".split())


def date_order(words: Iterable[str], currencies: set[str]) -> str:
    """ "dmy", "mdy" or "ymd" as headings and currencies suggest; "" when they don't.

    The United States write the month first; nearly everybody else the day, East Asia the year.
    """
    texts = list(words)
    joined = " ".join(texts)
    if _ASIA.search(joined):
        return "ymd"
    if currencies & {"USD"} and len(currencies) == 1:
        return "mdy" if is_english(texts) else "dmy"
    if currencies == {"CAD"}:
        return ""
    if currencies:
        return "dmy"
    if not is_english(texts):
        return "dmy" if any(c.isalpha() for c in joined) else ""
    tokens = {w for t in texts for w in normal(t).split()}
    if tokens & {"cheque", "chq", "narration", "narrative", "particulars"}:
        return "dmy"
    return "mdy"


def has_no_decimals(texts: Iterable[str]) -> bool:
    """Whether headings are of a language whose money has no decimals in daily life: Japanese, Korean, Taiwan's,
    Vietnamese, Icelandic."""
    joined = " ".join(texts).casefold()
    return _KANA.search(joined) is not None or _WHOLE.search(joined) is not None


def writes_day_first(headings: Iterable[str], currencies: set[str]) -> bool:
    """Whether nobody who writes these headings puts the month first: they are in words, and none of them English."""
    texts = [t for t in headings if t.strip()]
    words = {w for t in texts for w in normal(t).split() if w.isalpha()} - _SHARED
    known = words & (_ENGLISH | _BRITISH | _AMERICAN)
    return len(words) > 2 and not known and "USD" not in currencies


def is_english(texts: Iterable[str]) -> bool:
    """Whether headings are English rather than another language."""
    tokens = [w for t in texts for w in normal(t).split() if w.isalpha() and w not in _SHARED]
    known = sum(w in _ENGLISH or w in _AMERICAN or w in _BRITISH for w in tokens)
    return known > 0 and 3 * known >= min(len(tokens), 12)


def shared_sign(cells: Iterable[str], words: Iterable[str], order: str) -> tuple[str, tuple[str, ...]] | None:
    """The currency that a sign of several ones most likely means here, and the others it could; None without one.

    A dollar sign beside months written first is the United States'; ¥ goes by the script of the headings.
    """
    texts = list(cells)
    signs = {sign for cell in texts for sign in ("$", "¥", "￥") if sign in cell}
    joined = " ".join(words)
    if "$" in signs:
        return ("USD", ("CAD", "AUD", "MXN")) if order == "mdy" else None
    if signs & {"¥", "￥"}:
        return ("JPY", ("CNY",)) if _KANA.search(joined) else ("CNY", ("JPY",)) if _ASIA.search(joined) else None
    return _crown(joined.casefold()) if any(map(_CROWN.search, texts)) else None


def _crown(words: str) -> tuple[str, tuple[str, ...]]:
    """The crown that the language of the headings makes likely."""
    likely = next((code for code, spelling in _SPELLED.items() if spelling.search(words)), "SEK")
    return likely, tuple(code for code in _SPELLED if code != likely)
