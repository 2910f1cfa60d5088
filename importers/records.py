"""Text in which every movement is a block of lines, "Label: value" or one thing each, turned into rows of a table."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from importers.amounts import split
from importers.dates import shape
from importers.headings import heading_of
from importers.text_rows import Row

_BEGINNING = 2000
"""Characters within which the first block begins."""
_LINE = re.compile(r"^\s*([^\W\d][^:]{1,40}?)\s*[:：](.*)$")


def record_rows(text: str) -> list[Row] | None:
    """The blocks as rows below a row of their labels; None when the text has no repeated blocks.

    A block begins with the label that is repeated most and comes first.
    """
    found = [(n, m[1].strip(), m[2].strip()) for n, line in enumerate(text.splitlines(), 1) if (m := _LINE.match(line))]
    counts = Counter(label for _, label, _ in found if heading_of(label).role)
    most = max(counts.values(), default=0)
    if most < 2:
        return None
    labels = [label for label in counts if 2 * counts[label] > most and counts[label] > 1]
    if len(labels) < 3:
        return None
    start = next(label for _, label, _ in found if label in labels)
    first = next(n for n, label, _ in found if label == start)
    rows = [Row(n, [label, value]) for n, label, value in found if n < first and label not in labels]
    rows.append(Row(first, labels))
    cells: list[str] = []
    for number, label, value in found:
        if label == start:
            cells = [""] * len(labels)
            rows.append(Row(number, cells))
        if label in labels and cells and number >= first:
            cells[labels.index(label)] = value
    return rows


def line_rows(text: str) -> list[Row] | None:
    """Movements that each go over several lines, the day and the amount alone in theirs, as rows; None without such.

    So a list of a web page or an app comes from the clipboard: a block begins at its day, one or two sums stand in it.
    """
    if not any(map(_is_day, map(str.strip, text[:_BEGINNING].splitlines()))):
        return None
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    days = [at for at, (_, line) in enumerate(lines) if _is_day(line)]
    if len(days) < 2 or 3 * len(days) > 2 * len(lines) or len(lines) > 12 * len(days):
        return None
    rows = [Row(n, [line]) for n, line in lines[: days[0]]]
    for start, end in pairwise([*days, len(lines)]):
        block = lines[start + 1 : end]
        sums = [line for _, line in block if _is_sum(line)]
        if not 1 <= len(sums) <= 2:
            return None
        texts = [line for _, line in block if line not in sums]
        rows.append(Row(lines[start][0], [lines[start][1], texts[0] if texts else "", " ".join(texts[1:]), *sums]))
    return rows


def _is_day(line: str) -> bool:
    parts = shape(line)
    return parts is not None and not line.isdigit() and (parts.kind in ("ymd", "three", "named"))


def _is_sum(line: str) -> bool:
    parts = split(line)
    return parts is not None and (parts.has_sign or parts.signed or any(c in parts.body for c in ".,"))
