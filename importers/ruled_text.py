"""Text reports whose columns are set by ruled lines ("-----+-----+---") above and below the headings.

The words of a row belong to the columns that they overlap most: rows keep to the ruled places only nearly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from importers.amounts import split
from importers.dates import shape
from importers.text_rows import Row

_LONGEST = 1 << 20
"""Characters up to which a text is looked at by places."""
_RULE = re.compile(r"\s*[-=]{2,}(?:\+[-=]{2,}){2,}\s*")
_RUN, _WORD, _GAPS = re.compile(r"[-=]+"), re.compile(r"\S+"), re.compile(r"\s{2,}")
_DIGIT = re.compile(r"\d")
_WIDEST = 100
"""Columns that a report has at most."""
_HIGHEST = 5
"""Lines that headings have at most."""

Span = tuple[int, int]


def ruled_rows(text: str) -> list[Row] | None:
    """The rows of a report with ruled headings, one row of headings for each page; None for another text."""
    if len(text) > _LONGEST or ("-+-" not in text and "=+=" not in text):
        return None
    lines = text.splitlines()
    rules = [at for at, line in enumerate(lines) if _RULE.fullmatch(line)]
    rows: list[Row] = []
    spans: list[Span] = []
    at = index = 0
    while index + 1 < len(rules):
        if not _is_short(rules, index):
            index += 1
            continue
        upper, lower = rules[index], rules[index + 1]
        index += 2
        end = rules[index] if index < len(rules) else len(lines)
        rows += _loose(lines, at, upper, spans)
        spans = [match.span() for match in _RUN.finditer(lines[upper])]
        if len(spans) > _WIDEST:
            return None
        rows.append(Row(upper + 2, _headings(lines[upper + 1 : lower], spans), "", lines[upper + 1]))
        for number in range(lower + 1, end):
            cells = _cells(lines[number], spans)
            if any(cells):
                rows.append(Row(number + 1, cells, "", lines[number]))
        at = end
        if not _opens(lines, rules, index, lines[upper + 1 : lower]):
            index += 1  # what stands behind the last row of a page is no heading of the next
    return [*rows, *_loose(lines, at, len(lines), spans)] if at else None


def _is_short(rules: Sequence[int], index: int) -> bool:
    """Whether a rule is followed by the next one after as many lines as headings have."""
    return index + 1 < len(rules) and 1 < rules[index + 1] - rules[index] <= _HIGHEST + 1


def _opens(lines: Sequence[str], rules: Sequence[int], index: int, headings: Sequence[str]) -> bool:
    """Whether the rule below the rows of a page stands above the headings of the next one, rather than closes it.

    headings: of the page above. Others than those are words alone, and rows follow them instead of a ruled heading.
    """
    if not _is_short(rules, index):
        return False
    between = lines[rules[index] + 1 : rules[index + 1]]
    return between == headings or not (_is_short(rules, index + 1) or any(map(_DIGIT.search, between)))


def _loose(lines: Sequence[str], start: int, end: int, spans: Sequence[Span]) -> Iterator[Row]:
    """The rows outside of tables: what they say, and the last thing in them, which may be a balance.

    spans: of the page above, whose columns hold in a row of a day and a sum, as movements below a subtotal are.
    """
    for number in range(start, end):
        line = lines[number].strip()
        if not line or _RULE.fullmatch(line):
            continue
        cells = _cells(lines[number], spans) if spans else []
        if any(map(shape, cells)) and any("." in c or "," in c for c in cells if shape(c) is None and split(c)):
            yield Row(number + 1, cells, "", lines[number])
        else:
            *said, last = _GAPS.split(line)
            yield Row(number + 1, [" ".join(said), last] if said else [last], "", lines[number])


def _headings(lines: Sequence[str], spans: Sequence[Span]) -> list[str]:
    """The headings of several lines as one row; a hyphen at the end of a line joins the parts of a word."""
    parts = [_cells(line.replace("|", " "), spans) for line in lines]
    whole = [" ".join(filter(None, column)) for column in zip(*parts, strict=True)]
    return [re.sub(r"(?<=\w)- (?=\w)", "", head) for head in whole]


def _cells(line: str, spans: Sequence[Span]) -> list[str]:
    """The words of a line by the columns that they overlap most."""
    words: list[list[str]] = [[] for _ in spans]
    rights = [right for _, right in spans]
    for match in _WORD.finditer(line):
        start, end = match.span()
        first = last = min(bisect_right(rights, start), len(spans) - 1)
        while last + 1 < len(spans) and spans[last + 1][0] < end:
            last += 1
        at = max(range(first, last + 1), key=lambda n: min(end, spans[n][1]) - max(start, spans[n][0]))
        words[at].append(match[0])
    return [" ".join(cell) for cell in words]
