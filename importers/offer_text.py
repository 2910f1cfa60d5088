"""Offers out of what people have: pasted text, a saved page of an issuer's offers, an e-mail.

`drafts` gives what could be read, to be looked at before anything is kept: nothing is guessed where nothing is said.
A page is read by its schema.org JSON-LD, else by its text, which is cut where offers begin: at a line that says how
much. The same lines are read from an e-mail and from what was typed off a photo.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

from hub.domain.errors import StatementError

LARGEST = 5_000_000
"""Bytes of a page or an e-mail at most."""
MOST = 1_000
"""Offers of one text at most."""

_NUMBER = r"(\d{1,6}(?:[.,]\d{1,2})?)"
_MONEY = rf"(?:(?:€|\$|£|EUR|USD|GBP|CHF)\s?{_NUMBER}|{_NUMBER}\s?(?:€|\$|£|EUR|USD|GBP|CHF|Euro)(?!\w))"
_PERCENT = re.compile(rf"{_NUMBER}\s?%")
_AMOUNT = re.compile(_MONEY)
_LEAST = re.compile(
    rf"(?:ab|from|over|minimum|min\.|mindestens|spend|dès|à partir de|of|on orders over)\s+(?:of\s+|von\s+)?{_MONEY}",
    re.IGNORECASE,
)
_MOST = re.compile(rf"(?:up to|max\.?|maximal|bis zu|maximum|jusqu’à|jusqu'à)\s+{_MONEY}", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:until|till|expires?|valid (?:until|through|to)|ends?|bis(?: zum)?|gültig bis|jusqu’au|jusqu'au|au)\s*:?\s*"
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4})",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:code|gutschein(?:code)?|coupon)\s*:?\s+([A-Z0-9][A-Z0-9-]{3,19})\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|bei|chez|von|from)\s+([^\W\d][\w&’'.+-]*(?:\s+[A-ZÄÖÜÉ][\w&’'.+-]*){0,3})")
_WORDS = re.compile(
    r"off|back|rabatt|cashback|zurück|discount|remise|save|sparen|gutschrift|bonus|credit|remboursé", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An offer as read. kind: percent or fixed; value: a share or an amount; missing: names of what was not said."""

    merchant: str
    title: str
    kind: str
    value: Decimal
    min_spend: Decimal = Decimal(0)
    max_credit: Decimal | None = None
    valid_to: date | None = None
    code: str = ""
    source: str = ""
    url: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What the person has to say before it can be kept."""
        return () if self.merchant else ("merchant",)


def drafts(content: bytes, name: str = "") -> list[Draft]:
    """The offers in a text, a page (HTML) or an e-mail (.eml). StatementError "file_too_large"."""
    if len(content) > LARGEST:
        raise StatementError("file_too_large", where={"file": name}, limit=LARGEST)
    if name.casefold().endswith(".eml"):
        return _of_mail(content)
    text = _decoded(content)
    return _of_page(text) if re.search(r"<(?:html|body|div|script|li|p)\b", text, re.IGNORECASE) else read_text(text)


def read_text(text: str) -> list[Draft]:
    """The offers in plain text, one for each block that says how much."""
    found = (_block(lines) for lines in _blocks(text))
    return [one for one in found if one is not None][:MOST]


def _of_mail(content: bytes) -> list[Draft]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(preferencelist=("html", "plain"))
    text = "" if body is None else str(body.get_content())
    found = _of_page(text) if body is not None and body.get_content_subtype() == "html" else read_text(text)
    sender = re.sub(r"\s*<.*", "", str(message.get("From", ""))).strip('" ')
    if not found:
        found = read_text(str(message.get("Subject", "")))
    return [replace(one, source=one.source or sender, merchant=one.merchant or sender) for one in found]


class _Page(HTMLParser):
    """Text by blocks, and what JSON-LD says."""

    _BLOCKS = frozenset("p div li tr h1 h2 h3 h4 h5 section article br ul table td".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.data: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or something that is not shown."""
        if tag in ("script", "style", "template"):
            is_data = dict(attrs).get("type") == "application/ld+json"
            self._hidden = "data" if is_data else "hidden"
            if is_data:
                self.data.append("")
        elif tag in self._BLOCKS:
            self.text.append("\n\n" if tag in ("li", "article", "section", "tr") else "\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in ("script", "style", "template"):
            self._hidden = ""
        elif tag in ("li", "article", "section", "tr"):
            self.text.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep what is shown, and what is said for machines."""
        if self._hidden == "data":
            self.data[-1] += data
        elif not self._hidden:
            self.text.append(data)


def _of_page(text: str) -> list[Draft]:
    page = _Page()
    page.feed(text)
    page.close()
    told = [one for data in page.data for one in _offers_of(data)]
    return (told or read_text("".join(page.text)))[:MOST]


def _offers_of(data: str) -> Iterator[Draft]:
    """schema.org/Offer and Discount objects, wherever they stand in a JSON-LD block."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, Mapping):
            draft = _of_thing(one) if "Offer" in str(one.get("@type")) else None
            if draft is not None:
                yield draft
            else:
                waiting.extend(reversed([value for value in one.values() if isinstance(value, dict | list)]))


def _of_thing(thing: Mapping[str, object]) -> Draft | None:
    words = " ".join(str(thing.get(name, "")) for name in ("name", "description", "disambiguatingDescription"))
    draft = _block([words])
    if draft is None:
        return None
    seller = thing.get("seller") or thing.get("offeredBy") or thing.get("brand")
    shop = str(seller.get("name", "")) if isinstance(seller, Mapping) else str(seller or "")
    end = _day(str(thing.get("validThrough") or thing.get("priceValidUntil") or "")[:10])
    title = str(thing.get("name") or words).strip()
    return replace(draft, merchant=shop or draft.merchant, title=title, valid_to=end or draft.valid_to,
                   url=str(thing.get("url", "")))  # fmt: skip


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that belong together: parted by empty lines, and again where a second line says how much."""
    block: list[str] = []
    for raw in [*text.splitlines(), ""]:
        line = " ".join(raw.split())
        starts_next = line and _says_how_much(line) and any(map(_says_how_much, block))
        if block and (not line or starts_next):
            shop = [] if not starts_next or _shop(block[-1:]) == "" or len(block) < 2 else [block.pop()]
            yield block
            block = shop
        if line:
            block.append(line)


def _says_how_much(line: str) -> bool:
    plain = _LEAST.sub("", _MOST.sub("", line))
    return bool(_WORDS.search(line) and (_PERCENT.search(plain) or _AMOUNT.search(plain)))


def _block(lines: list[str]) -> Draft | None:
    told = next((line for line in lines if _says_how_much(line)), None)
    if told is None:
        return None
    words = " ".join(lines)
    plain = _LEAST.sub("", _MOST.sub("", told))
    percent, amount = _PERCENT.search(plain), _AMOUNT.search(plain)
    value = _number(percent.group(1)) / 100 if percent else _first(amount)
    if not value or (percent and value > 1):
        return None
    least, most = _LEAST.search(words), _MOST.search(words)
    until, code = _UNTIL.search(words), _CODE.search(words)
    named = _AT.search(told)
    shop = named.group(1).rstrip(".,") if named else _shop([line for line in lines if line != told])
    return Draft(
        merchant=shop,
        title=told[:200],
        kind="percent" if percent else "fixed",
        value=value,
        min_spend=_first(least) if least else Decimal(0),
        max_credit=_first(most) if most else None if percent else value,
        valid_to=_day(until.group(1)) if until else None,
        code=code.group(1) if code else "",
    )


def _shop(lines: list[str]) -> str:
    """The line that names a shop: short, without numbers, before anything else."""
    for line in lines:
        plain = line.strip(" :–-")
        if (
            plain
            and len(plain) <= 40
            and not re.search(r"\d", plain)
            and plain[0].isupper()
            and len(plain.split()) <= 5
        ):
            return plain
    return ""


def _first(found: re.Match[str] | None) -> Decimal:
    return Decimal(0) if found is None else _number(next(one for one in found.groups() if one))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _day(text: str) -> date | None:
    """A day as 2026-12-31, 31.12.2026 or 31/12/2026; None when it is none or could be two."""
    try:
        if "-" in text:
            return date.fromisoformat(text)
        first, second, year = (int(one) for one in re.split(r"[./]", text))
        if "/" in text and first <= 12 and second <= 12 and first != second:
            return None
        day, month = (second, first) if "/" in text and second > 12 else (first, second)
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
