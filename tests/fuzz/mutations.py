"""Damaged files: what a disk, a person, a program or an attacker makes of a statement. Everything follows a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from tests.fuzz.inside import altered, other_digits

_WORDS = rb"""
    0 1 -1 00 -0 1e5 1E400 NaN inf 0x1F 1_000 12.34.56 1,2,3 1.234 1,234 (5.00) 5.00- +5 5,00DR 99999999999999999999
    1'000.00
    2026-02-29 2026-02-31 0000-00-00 9999-12-31 31/12/99 1/1'26 20260131 115/01/31 1405/06/31 01/02 29.02.2026 46027
    " "" ' '' ; , | \ / // < > <> </ & &amp; &#x0; &lt; ]]> <![CDATA[ <!-- --> <? ?> ( ) [ ] { } = @ # ^ ~ : :: * %
    =1+1 =HYPERLINK("x") @SUM(A1) EUR $ R$ kr CR DR Total Summe Saldo Balance Opening Closing Date Amount Debit Credit
    :61: :86: :62F: :60F:C260101EUR0, -} ?20 ?32 /EREF/ <STMTTRN> </STMTTRN> <TRNAMT>1 <OFX> <STMTRS> ^
    !Type:Bank !Account
    <Ntry> </Ntry> <Amt> <CdtDbtInd>DBIT</CdtDbtInd> <tr> <td> </td> </table> <table> <Row> <Cell> ss:Index="99999999"
    ss:MergeAcross="99999999" colspan="99999999" rowspan="99999999" 1/0 -1/100 5/-3 0/0
"""
TOKENS: tuple[bytes, ...] = (
    *_WORDS.split(),
    b"\0", b"\r", b"\n", b"\r\n", b"\t", b" ", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xe2\x80\xae",
    b"\xe2\x80\x8f", b"\xc2\xa0", b"\x1a", b"\x0b", b"\x85", b"\xd9\xa1\xd9\xa2", b"\xf0\x9f\x92\xb6", b"\x80" * 4,
    b"9" * 400, b"a" * 3000, b'"' * 99, b"(" * 300, b"<a>" * 300, b",," * 300, b"\n" * 99, b"1," * 40, b"-" * 40,
)  # fmt: skip
_WORD = re.compile(rb"[0-9][0-9.,'/:-]*|[A-Za-z]{2,}|[^0-9A-Za-z]")
_NUMBER = re.compile(rb"-?[0-9][0-9.,]*")

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def _flip(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    place = dice.randrange(len(content))
    return content[:place] + bytes((content[place] ^ (1 << dice.randrange(8)),)) + content[place + 1 :]


def _cut(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.choice((1, 2, 7, 40, 400)) :]


def _end(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return content[: dice.randrange(len(content)) + 1]


def _token(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + dice.choice(TOKENS) * dice.choice((1, 1, 1, 3)) + content[place:]


def _repeat(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(content))
    part = content[start : start + dice.choice((1, 8, 80, 600))]
    return content[:start] + part * dice.choice((2, 2, 5, 30)) + content[start:]


def _splice(dice: random.Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    other = dice.choice(seeds)
    return content[: dice.randrange(len(content) + 1)] + other[dice.randrange(len(other) + 1) :]


def _pieces(pattern: re.Pattern[bytes]) -> Mutation:
    """Replace one piece of a text by a token."""

    def change(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
        spans = [m.span() for m in pattern.finditer(content[:20000])]
        if not spans:
            return content + dice.choice(TOKENS)
        begin, end = dice.choice(spans)
        return content[:begin] + dice.choice(TOKENS) + content[end:]

    return change


def _lines(dice: random.Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    """Lines left out, doubled, moved, taken from another file."""
    lines = content.split(b"\n")
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    kind = dice.randrange(5)
    if kind == 0:
        del lines[first]
    elif kind == 1:
        lines.insert(second, lines[first])
    elif kind == 2:
        lines[first], lines[second] = lines[second], lines[first]
    elif kind == 3:
        lines[first] = dice.choice(dice.choice(seeds).split(b"\n"))
    else:
        lines[first] = lines[first] + lines[second]
    return b"\n".join(lines)


def _swap(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """One separator for another, in the whole file or from a place on."""
    old, new = dice.sample((b",", b";", b"\t", b".", b'"', b"-", b"/", b"\n", b"<", b":"), 2)
    start = dice.randrange(len(content)) if dice.random() < 0.5 else 0
    return content[:start] + content[start:].replace(old, new)


def _recode(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Another encoding, or two of them in one file."""
    text = content.decode("utf-8", "replace")
    half = dice.randrange(len(text) + 1) if dice.random() < 0.3 else len(text)
    name = dice.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp932", "gb18030", "cp1255", "utf-8-sig", "utf-32")
    )
    return text[:half].encode(name, "replace") + text[half:].encode()


def _digits(dice: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return other_digits(dice, content)


_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"SQLite", b"%PDF")
_MUTATIONS: tuple[Mutation, ...] = (
    _flip, _cut, _end, _token, _token, _repeat, _splice, _pieces(_WORD), _pieces(_WORD), _pieces(_NUMBER),
    _pieces(_NUMBER), _digits, _digits, _lines, _lines, _swap, _recode,
)  # fmt: skip


def mutated(dice: random.Random, seeds: Sequence[bytes], limit: int = 60_000) -> bytes:
    """A seed with one to eight damages, at most `limit` bytes long unless it is packed."""
    content = dice.choice(seeds)
    if (content.startswith(_PACKED) and dice.random() < 0.9) or dice.random() < 0.5:
        found = altered(dice, content, lambda dice, inner: mutated(dice, [inner]), TOKENS)
        if found is not None:
            return found
    for _ in range(dice.choice((1, 1, 2, 2, 3, 5, 8))):
        content = dice.choice(_MUTATIONS)(dice, content or b"0", seeds)[:limit]
    return content


def large(dice: random.Random, seeds: Sequence[bytes], size: int = 10_000_000) -> bytes:
    """A damaged seed whose inner part is repeated up to a size."""
    content = mutated(dice, seeds)
    first = dice.randrange(len(content) + 1)
    last = dice.randrange(first, len(content) + 1)
    part = content[first:last] or b"0,"
    return content[:first] + part * ((size - len(content)) // len(part)) + content[first:]
