"""Which characters the bytes of a text file stand for, by evidence.

A byte order mark, the pattern of zero bytes of UTF-16 and valid UTF-8 settle most files. What is left is one of the
old single- and multi-byte sets: each candidate decodes the lines that hold bytes above 127, and the text that looks
most like writing wins (letters that the set's languages use, no mix of scripts inside a word, known header words).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from importers.mixed_text import mixed_text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 400
"""Lines with high bytes that are weighed; more don't change the answer."""
_SAMPLE_BYTES = 20_000

_LETTERS = {
    "cp1252": "éèêëàâäáãåçñöôòóõüùûúíìïîßæøœÉÈÀÄÖÜÅØÆÇÑÓÍÁÚ€’“”–—£ºª°§·",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîäöüßĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÄÖÜ€’–§°",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЫЭЮЯіїєґІЇЄё№«»–",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ€",
    "cp1254": "çğıöşüâîûÇĞİÖŞÜ€’–",
    "cp1255": "אבגדהוזחטיךכלםמןנסעףפץצקרשת₪",
    "cp1256": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئپچژگکی،؟ـ",
    "cp1257": "ąčęėįšųūžāēģīķļņōõäöüĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅÕÄÖÜ€",
    "cp874": "".join(chr(c) for c in range(0xE01, 0xE5B)),
    "cp862": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "cp866": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЫЭЮЯё№",
    "koi8-r": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЫЭЮЯё",
    "cp850": "éèêëàâäáãåçñöôòóõüùûúíìïîßæøÉÈÀÄÖÜÅØÆÇÑ",
    "cp852": "ąćęłńóśźżáčďéěíňřšťúůýžőűäöüßĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÄÖÜ",
    "iso-8859-2": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîäöüßĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÄÖÜ",
    "mac_roman": "éèêëàâäáãåçñöôòóõüùûúíìïîßæøœÉÈÀÄÖÜÅØÆÇÑ€",
}
_SOMETIMES = {"cp1252": "ÊÔÂÎÛÙËÏÒÌÕÃ«»¡¿"}
"""What the set's languages write more rarely, and other sets hold everyday letters for."""
_LESS = {"mac_roman": 20, "cp850": 15, "cp852": 15, "iso-8859-2": 5, "koi8-r": 3, "cp866": 3}
"""Rare sets must be clearly better than the usual one: percent taken off."""

_WIDE: dict[str, Callable[[int], bool]] = {
    "gb18030": lambda lead: 0xB0 <= lead <= 0xD7,
    "cp932": lambda lead: 0x82 <= lead <= 0x83 or 0x88 <= lead <= 0x97,
    "cp949": lambda lead: 0xB0 <= lead <= 0xC8,
    "big5": lambda lead: 0xA4 <= lead <= 0xC6,
    "euc_jp": lambda lead: lead in (0xA4, 0xA5) or 0xB0 <= lead <= 0xCF,
}
"""Multi-byte sets, and the lead bytes of their everyday characters (level 1 of the standards)."""


def decode(content: bytes, known: Callable[[str], int] | None = None) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    known: counts header words in a text; they weigh in where the letters leave a doubt. Undecodable bytes become
    U+FFFD. Zero bytes that pad the file are dropped. The name is "utf-8+cp1252" when lines are in two encodings.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace").lstrip("\ufeff"), name
    wide = _utf16(content)
    if wide:
        return content.decode(wide, "replace"), wide
    if b"\0" in content[:65536] or content.endswith(b"\0"):
        content = content.replace(b"\0", b"")
    if content.isascii():
        return content.decode("ascii"), "ascii"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if mixed := mixed_text(content, _everyday(), lambda lines: _best(lines, known, _LETTERS)):
            return mixed[0], f"utf-8+{mixed[1]}"
        if _mostly_utf8(content, error):
            return content.decode("utf-8", "replace"), "utf-8"
    name = _best(content, known, (*_WIDE, *_LETTERS))
    return content.decode(name, "replace"), name


def _utf16(content: bytes) -> str:
    """UTF-16 without a mark: almost every other byte is zero."""
    head = content[:4000]
    if len(head) < 8:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if 10 * odd > 6 * half and 10 * even < half:
        return "utf-16-le"
    return "utf-16-be" if 10 * even > 6 * half and 10 * odd < half else ""


def _mostly_utf8(content: bytes, error: UnicodeDecodeError) -> bool:
    """UTF-8 with a few broken bytes (a text cut in the middle of a character) rather than another set."""
    text = content[: 1 << 20].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - broken
    return error.start == len(content) - 1 or good > 4 * broken


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    return frozenset("".join((*_LETTERS.values(), *_SOMETIMES.values())))


def _best(content: bytes, known: Callable[[str], int] | None, names: Iterable[str]) -> str:
    sample = b"\n".join(_high_lines(content))[:_SAMPLE_BYTES]
    scores: dict[str, int] = {}
    for name in names:
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError as error:
            text = sample.decode(name, "replace")
            if name in _WIDE or text.count("\ufffd") > 2 + len(text) // 200 or error.end == 0:
                continue
        value = _score_wide(sample, text, name) if name in _WIDE else _score(text, name) - _LESS.get(name, 0)
        scores[name] = value + (50 * known(text) if known else 0)
    return max(scores, key=lambda n: scores[n]) if scores else "cp1252"


def _high_lines(content: bytes) -> Iterator[bytes]:
    """The first lines that hold bytes above 127, of long ones the part around the first of them."""
    end = size = 0
    for _ in range(_SAMPLE):
        match = _HIGH.search(content, end)
        if match is None or size >= _SAMPLE_BYTES:
            return
        start = content.rfind(b"\n", max(end, match.start() - _SAMPLE_BYTES // 2), match.start()) + 1
        start = start or max(end, match.start() - _SAMPLE_BYTES // 2)
        stop = content.find(b"\n", match.end(), start + _SAMPLE_BYTES)
        end = stop if stop >= 0 else min(len(content), start + _SAMPLE_BYTES)
        yield content[start:end]
        size += end - start


def _score(text: str, name: str) -> int:
    """Mean worth of the characters above 127, from −200 to 100, less what no language writes."""
    usual = frozenset(_LETTERS[name])
    high = [c for c in text if c > "\x7f"]
    if not high:
        return 0
    rare = frozenset(_SOMETIMES.get(name, ""))
    worth = sum(60 if c in rare else _worth(c, usual) for c in high)
    odd = sum(_mixed(word) for word in _WORD.findall(text))
    return (worth - odd) // len(high)


def _worth(char: str, usual: frozenset[str]) -> int:
    if char in usual:
        return 100
    kind = unicodedata.category(char)
    if kind in ("Cc", "Co", "Cn") or char == "\ufffd":
        return -200
    return -30 if kind.startswith("L") else -80


@lru_cache(maxsize=4096)
def _mixed(word: str) -> int:
    """Faults of a word: a capital after a small letter, or two scripts in one word."""
    faults = 0
    for before, after in pairwise(word):
        if before.islower() and after.isupper() and not (before.isascii() and after.isascii()):
            faults += 70
        if (before > "\u036f") != (after > "\u036f"):
            faults += 60
    return faults


def _score_wide(sample: bytes, text: str, name: str) -> int:
    everyday = _WIDE[name]
    good = total = 0
    for char in text:
        if char <= "\x7f":
            continue
        code = char.encode(name, "replace")
        total += 1
        if len(code) == 2:
            good += 110 if everyday(code[0]) else 60 if unicodedata.category(char)[0] in "PSN" else -20
        else:
            good -= 60 if len(code) == 1 else 100
    if not total:
        return 0
    pairs = sum(1 for byte in sample if byte > 0x7F)
    return good // total - (40 if 10 * pairs < 14 * total else 0)
