"""Numbers of a column that are all written alike, read at once: most columns of money are such."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache

from hub.domain.line_columns import Decimals

_MOST_DECIMALS = 4


@lru_cache(maxsize=16)
def _pattern(mark: str, decimals: int) -> re.Pattern[str]:
    """Lines that are numbers with so many decimals: 1234.50, -1,234.50."""
    between = "," if mark == "." else r"\."
    fraction = rf"\{mark}[0-9]{{{decimals}}}" if decimals else ""
    number = rf"[+-]?(?:[0-9]{{1,15}}|[0-9]{{1,3}}(?:{between}[0-9]{{3}}){{1,4}}){fraction}"
    return re.compile(rf"{number}(?:\n{number})*", re.ASCII)


def dense(texts: Sequence[str], mark: str) -> Decimals | None:
    """The numbers of cells with as many decimals each, parted by the mark, and nothing but a sign around them.

    None where one is written in another way, or is a zero with a minus.
    """
    if not texts or not texts[0]:
        return None
    decimals = len(texts[0].partition(mark)[2])
    if decimals > _MOST_DECIMALS:
        return None
    joined = "\n".join(texts)
    if not _pattern(mark, decimals).fullmatch(joined) or joined.count("\n") != len(texts) - 1:
        return None
    units = array("q", map(int, joined.replace(".", "").replace(",", "").split("\n")))
    if 0 in units and any(not number and text[0] == "-" for number, text in zip(units, texts, strict=True)):
        return None
    return Decimals(units, -decimals)
