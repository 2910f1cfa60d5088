"""Text in which every movement is a block of "Label: value" lines, turned into rows of a table."""

from __future__ import annotations

import re
from collections import Counter

from importers.headings import heading_of
from importers.text_rows import Row

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
