"""Texts as banks write them: folding for search, names for people, keys for the same merchant.

`fold` is what search and matching compare; `clean_payee` is what a person reads; `merchant_key` stays the same
while the bank's text drifts (store numbers, card numbers, dates, legal forms). All three are pure and take about
a few microseconds, because an import calls them for every line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.domain.text_words import (
    ACRONYMS,
    BANK_WORDS,
    CITIES,
    COUNTRIES,
    INTERMEDIARIES,
    LEGAL_FORMS,
    PARTICLES,
    STOP_WORDS,
)


class _FoldTable(dict[int, str | int | None]):
    """Code point → what it becomes after decomposition and case folding; None drops it. Filled as letters come."""

    def __missing__(self, code: int) -> str | int:
        digit = unicodedata.decimal(chr(code), None)
        found = self[code] = code if digit is None else str(digit)
        return found


def _fold_table() -> _FoldTable:
    table = _FoldTable()
    for first, last in ((0x300, 0x36F), (0x483, 0x487), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x6D6, 0x6ED)):
        table.update(dict.fromkeys(range(first, last + 1)))
    bidi = (
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad"
    )
    table.update(dict.fromkeys([*map(ord, bidi), 0x640, 0x670]))
    same = {
        "أإآٱ": "ا",
        "ىیے": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۀہھ": "ه",
        "ک": "ك",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đð": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "‐‑‒–—−": "-",
        "‘’‚′": "'",
        "“”„«»": '"',
    }
    for letters, plain in same.items():
        table.update(dict.fromkeys(map(ord, letters), plain))
    return table


_FOLD = _fold_table()


def fold(text: str) -> str:
    """The text as search and matching compare it.

    Case, accents, width, Arabic and Persian letter forms, native digits, bidi marks and repeated blanks make no
    difference afterwards; everything else, CJK included, stays.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_FOLD)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each text folded: sooner than one by one, for most hold nothing but ASCII letters and single blanks."""
    joined = "\0".join(["", *texts, ""])
    if any(gap in joined for gap in _GAPS):
        return [fold(text) for text in texts]
    return [text.lower() if text.isascii() else fold(text) for text in texts]


_GAPS = ("  ", " \0", "\0 ", *"\t\n\v\f\r\x1c\x1d\x1e\x1f")
"""Between texts with a zero between them: what folding makes less of."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]+")
_MARKED = re.compile(r"(?:ihr einkauf bei|your purchase at|votre achat chez|su compra en) ", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_BRAND = re.compile(r"\d{1,2}(?:[&+-]\w+|[^\W\d_]{3,})", re.UNICODE)  # 1&1, 7-Eleven, 3Store: digits that are a name
_STORE = re.compile(r"([^\W\d_]{3,})-\d+", re.UNICODE)  # a name with the number of its store: Mustermarkt-4567
_MASKED = re.compile(r"(?:x{3,}|X{3,})\d{1,4}, +(?=\S)")  # a card's number in front of the name
_LETTERS = re.compile(r"[^\W\d_]+", re.UNICODE)
_DOMAIN = re.compile(r"^www\.|\.(?:com|net|org|de|at|ch|fr|it|es|nl|be|uk|eu|io|tv|app|shop)\b")
_UMLAUT = re.compile(r"([aou])e")
_VOWEL = re.compile(r"[aeiouyäöüéèà]", re.IGNORECASE)
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_CODE = re.compile(
    r"(?<![^\W_])(?:[A-Z]{1,5}[0-9]+[A-Z]{1,5}|[0-9]+[A-Z]{1,5}[0-9])(?:[0-9]|[A-Z]{1,5}(?![A-Z]))*(?![^\W_])"
    r"|(?<![0-9])[0-9]++(?![^\W_]|[&+-])"
)  # letters and digits by turns ("8UTQ7GU6F"), and numbers that begin no name
_ORDER = re.compile(
    r"\*([A-Z0-9]{2,12})\n"
    r"(?:order|ref|reference|bestellung|auftrag|commande|pedido|ordine|encomenda|bestelling)[.:]* \1(?=\0|\Z)",
    re.IGNORECASE,
)  # what could be a name, but the other text calls the number of an order
_EDGES = "\"'().;:,-_<>|#*=+!?"


class _Word(NamedTuple):
    """What is known about one word of a bank text."""

    spelled: str
    folded: str
    cased: str
    is_bank: bool
    is_legal: bool
    is_place: bool
    is_country: bool
    is_stop: bool
    is_service: bool
    is_particle: bool


@lru_cache(maxsize=1 << 14)
def _word(part: str) -> _Word | None:
    """A part without digits as a word; None when it has no letters. Cached: texts differ, their words repeat."""
    stripped = part.strip(_EDGES)
    if not _LETTERS.search(stripped):
        return None
    folded = fold(stripped)
    spelled = f"{stripped}." if len(stripped) == 1 and part.endswith(".") else stripped
    if folded in ACRONYMS or (len(stripped) <= 3 and stripped.isascii() and not _VOWEL.search(stripped)):
        cased = spelled.upper()
    else:
        cased = "-".join(piece.capitalize() for piece in spelled.split("-"))
    return _Word(
        spelled,
        folded,
        cased,
        folded in BANK_WORDS,
        folded.replace(".", "") in LEGAL_FORMS,
        folded in CITIES,
        folded in COUNTRIES and stripped.isupper(),
        folded in STOP_WORDS,
        folded in INTERMEDIARIES,
        folded in PARTICLES,
    )


def _after_star(text: str) -> str:
    """What names the merchant in "SUMUP *CAFE", "AMZN Mktp US*2K3", "TONWERK*MUSIC"."""
    left, _, right = text.partition("*")
    left, right = left.rstrip(" *"), right.lstrip(" *")
    if not left:
        return right
    words = _LETTERS.findall(left.lower())
    if right and words and words[-1] in INTERMEDIARIES:
        return _after_star(right) if "*" in right else right
    code = right.split(" ", 1)[0]
    is_code = len(code) <= 3 or _DIGIT.search(code) is not None or not _VOWEL.search(code)
    return left if is_code else f"{left} {right}"


def _told(text: str) -> str:
    """The part of a bank text that names the other side: behind services, fields of the bank and masked cards."""
    if "*" in text:
        text = _after_star(text)
    if ";" in text:
        text = next((part for part in text.split(";") if any(not word.is_bank for word in _name_of(part))), text)
    if ", " in text:
        text = _MASKED.split(text)[-1]
    return text.partition("//")[0].partition("   ")[0]


def _name_of(text: str) -> list[_Word]:
    """The words of a bank text up to the first number, mandate or place mark behind the name."""
    words: list[_Word] = []
    named = numbered = False
    for raw in _told(text).split():
        part, word = raw, None
        if not raw.isalpha():
            if _DIGIT.search(raw):
                if named and not _BRAND.fullmatch(raw):
                    break
                store, word = _numbered(raw)
                if store:
                    return [*words, store]
                numbered = True
                if word is None:
                    continue
            elif "/" in raw:
                part = raw.partition("/")[0]
        word = word or _word(part)
        if word is None or (word.is_stop and numbered and not named):
            continue
        if word.is_stop and named:
            break
        words.append(word)
        named = named or not word.is_bank
        if raw[-1] == ",":
            break
    return words


def _numbered(raw: str) -> tuple[_Word | None, _Word | None]:
    """A part with digits as a name that ends with the number of its store, or as a name that holds digits."""
    store = _STORE.fullmatch(raw)
    is_name = _BRAND.fullmatch(raw) is not None
    return (
        _word(store[1]) if store else None,
        _Word(raw, fold(raw), raw, *[False] * 7) if is_name else None,
    )


def _trim(words: list[_Word], *, with_place: bool) -> list[_Word]:
    """Drop the bank's own words in front, legal forms and places behind; never all of it."""
    first, last, abroad = 0, len(words), False
    while first < last - 1 and words[first].is_bank:
        first += 1
    while last > first + 1:
        word = words[last - 1]
        is_place = with_place and (
            word.is_country or (word.is_place and (abroad or (last > first + 2 and not words[last - 2].is_particle)))
        )
        if not (word.is_bank or word.is_legal or is_place):
            break
        abroad = abroad or word.is_country
        last -= 1
    return words[first:last]


def _written(words: list[_Word]) -> str:
    """The words as a name; in title case when the bank wrote everything in capitals or small letters."""
    name = " ".join([word.spelled for word in words])
    if not (name.isupper() or name.islower()):
        return name
    return " ".join([w.cased.lower() if w.is_particle and at else w.cased for at, w in enumerate(words)])


def _marked(description: str) -> str:
    """The merchant that a payment service names in its description ("Ihr Einkauf bei …"); empty if none."""
    found = _MARKED.search(description)
    return _written(_trim(_name_of(description[found.end() :]), with_place=False)) if found else ""


def _without_codes(text: str) -> bytes:
    """A text (in UTF-8) of which the same is the name, with zeros for numbers: most texts of a merchant differ by
    them only."""
    if "*" in text:
        left, _, right = text.partition("*")
        code = right.lstrip(" *").partition(" ")[0]
        if _DIGIT.search(code) and left.rstrip(" *") and text.isprintable():
            words = _LETTERS.findall(left.lower())
            if not words or words[-1] not in INTERMEDIARIES:
                text = f"{left}*0"
    return text.encode("utf-8", "surrogatepass").translate(_ZEROS)


_AT_ONCE = 512  # texts for one expression: while it runs nothing else does, not even the window


def without_numbers(texts: Sequence[str]) -> list[str]:
    """Texts with zeros for digits, which is a quick first step of `without_codes`."""
    whole = "\0".join(texts).encode("utf-8", "surrogatepass").translate(_ZEROS).decode("utf-8", "surrogatepass")
    found = whole.split("\0")
    if len(found) == len(texts):
        return found
    return [without_numbers([text.replace("\0", " ")])[0] for text in texts]


def without_codes(texts: Sequence[str]) -> list[str]:
    """Texts with one zero for each number and code in them.

    Texts that are equal afterwards have the same words, and the same name unless that holds a digit.
    """
    if len(texts) > _AT_ONCE:
        starts = range(0, len(texts), _AT_ONCE)
        return [one for start in starts for one in without_codes(texts[start : start + _AT_ONCE])]
    found = _CODE.sub("0", _ORDER.sub(r"*0\n0", "\0".join(texts))).split("\0")
    if len(found) == len(texts):
        return found
    return [without_codes([text.replace("\0", " ")])[0] for text in texts]


class _Name(NamedTuple):
    """What one text says of the other side's name. is_service: it begins with a payment service."""

    name: str
    is_service: bool
    has_digit: bool


@lru_cache(maxsize=1 << 13)
def _clean_name(encoded: bytes) -> _Name:
    """The name in one text; empty when it holds nothing but the bank's own words."""
    text = encoded.decode("utf-8", "surrogatepass")
    source = text if text.isprintable() else _UNSEEN.sub(" ", text)
    words = _name_of(source)
    if not words:
        return _Name("", is_service=False, has_digit=False)
    noisy = source.isupper() or "*" in source or source.islower() or _DIGIT.search(source) is not None
    kept = _trim(words, with_place=noisy)
    name = _written(kept) if len(kept) > 1 or not kept[0].is_bank else ""
    return _Name(name, words[0].is_service, _DIGIT.search(name) is not None)


def clean_payee(payee: str, description: str = "") -> str:
    """The name of the other side as a person would write it, out of the bank's two texts.

    Card numbers, dates, terminals, payment services ("SUMUP *"), bank words ("POS", "CARD PAYMENT"), legal forms
    and trailing places go; a text of capitals becomes a name. When nothing is left, the text itself.
    """
    if "*" in payee and (order := _ORDER.search(f"{payee}\n{description}")):
        payee = payee[: order.start() + 1]
    for text in (payee, description):
        found = _clean_name(_without_codes(text))
        if found.has_digit:
            found = _clean_name(text.encode("utf-8", "surrogatepass"))
        if found.is_service and description and (marked := _marked(description)):
            return marked
        if found.name:
            return found.name
    return " ".join(_UNSEEN.sub(" ", payee or description).split())


@lru_cache(maxsize=1 << 15)
def merchant_key(text: str) -> str:
    """A key that stays while the text of one merchant drifts: letters only, at most three words, no blanks.

    Without store and card numbers, dates, legal forms, places and payment services; "Grünmarkt", "GRUENMARKT
    DANKT 4471" and "Gruenmarkt GmbH" share one. Empty when the text has no letters.
    """
    return "".join(merchant_words(text)[:3]) or _key_of(fold(text))


def merchant_words(text: str) -> list[str]:
    """The words that name a merchant, folded, umlauts written one way; empty when no word does."""
    if "*" in text:
        text = _after_star(text)
    words: list[str] = []
    is_place = is_abroad = False
    for part in text.partition("   ")[0].split():
        if not part.isalpha() and _DIGIT.search(part):
            if words:
                break
            continue
        word = _word(part)
        if word is None or word.is_bank or word.is_legal or word.is_service or word.is_particle:
            continue
        if words and word.is_country:
            is_abroad = True
            break
        if words and word.is_stop:
            break
        words.append(_key_of(word.folded))
        is_place = word.is_place
    if is_place and len(words) > (1 if is_abroad else 2):
        words.pop()
    return words


@lru_cache(maxsize=1 << 16)
def _key_of(words: str) -> str:
    """Letters only, umlauts written either way alike."""
    return _UMLAUT.sub(r"\1", "".join(_LETTERS.findall(_DOMAIN.sub("", words))))


def words_of(text: str) -> list[str]:
    """Folded words of at least two letters (CJK: any length), without the bank's own words, numbers and codes."""
    return [*words_in(_CODE.sub("0", text))]


@lru_cache(maxsize=1 << 12)
def words_in(text: str) -> tuple[str, ...]:
    """The same of a text that has no codes any more (`without_codes`)."""
    found = []
    for part in _LETTERS.findall(text):
        word = _word(part)
        if word and not word.is_bank and (len(part) > 1 or not part.isascii()):
            found.append(word.folded)
    return tuple(found)


def is_similar(one: str, other: str) -> bool:
    """Whether two names probably mean the same payee: same key, one in the other, or most letters shared."""
    a, b = merchant_key(one), merchant_key(other)
    if not a or not b:
        return False
    if a == b or (min(len(a), len(b)) >= 4 and (a in b or b in a)):
        return True
    grams_a, grams_b = ({k[i : i + 3] for i in range(max(len(k) - 2, 1))} for k in (a, b))
    return 3 * len(grams_a & grams_b) >= len(grams_a) + len(grams_b)
