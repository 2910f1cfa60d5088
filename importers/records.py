"""Text in which every movement is a block of lines, "Label: value" or one thing each, turned into rows of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from importers.amounts import decimal_mark, split
from importers.amounts import value as value_of
from importers.balances import chains
from importers.dates import shape
from importers.headings import heading_of
from importers.table_words import balance_word
from importers.text_rows import Row

_Line = tuple[int, str]
"""A line with its number."""
_Block = tuple[_Line, list[_Line]]
"""The line of a day, and the lines below it."""
_BEGINNING = 2000
"""Characters within which the first block begins."""
_UNSIGNED = re.compile(r"[\s0-9.,'’()+−-]+")
"""What a sum holds besides its currency."""
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
    rows, blocks = [Row(n, [line]) for n, line in lines[: days[0]]], list[_Block]()
    for start, end in pairwise([*days, len(lines)]):
        blocks.append((lines[start], lines[start + 1 : end]))
    for (number, day), block in _single(blocks) or ():
        sums = [line for _, line in block if _is_sum(line)]
        texts = [line for _, line in block if line not in sums]
        rows.append(Row(number, [day, texts[0] if texts else "", " ".join(texts[1:]), *sums]))
    return rows if len(rows) > days[0] else None


def _single(blocks: Sequence[_Block]) -> list[_Block] | None:
    """Blocks of one movement each, out of those that hold the movements of a day; None where they make no sense.

    One or two sums stand in each where every block holds as many; else each run of sums ends a movement, but for
    the lines that stand below the last sum of every day.
    """
    runs = [_runs(block) for _, block in blocks]
    counts = {sum(end - start for start, end in found) for found in runs}
    if counts == {1} or (counts == {2} and not (all(map(_parts, runs, blocks)) and _are_alike(blocks))):
        return list(blocks)
    widths = {end - start for found in runs for start, end in found}
    below = {len(block) - found[-1][1] for found, (_, block) in zip(runs, blocks, strict=True) if found}
    if not all(runs) or len(widths) != 1 or widths > {1, 2} or len(below) != 1:
        return None
    found_blocks: list[_Block] = []
    rest = below.pop()
    for found, (day, block) in zip(runs, blocks, strict=True):
        start = 0
        for _, end in found:
            part = block[start : end + rest]
            found_blocks.append(((part[0][0], day[1]), part))
            start = end + rest
    return found_blocks


def _runs(block: Sequence[_Line]) -> list[tuple[int, int]]:
    """Where sums stand one below the other: the first line of each run and the one behind its last."""
    found: list[tuple[int, int]] = []
    for at, (_, line) in enumerate(block):
        if _is_sum(line):
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
    return found


def _parts(found: Sequence[tuple[int, int]], block: _Block) -> bool:
    """Whether two sums with as many texts before each are two movements, not an amount and its balance."""
    if len(found) != 2:
        return False
    (first, after), (second, end) = found
    between = [line for _, line in block[1][after:second]]
    return 0 < first == len(between) - (len(block[1]) - end) and not any(map(balance_word, between))


def _are_alike(blocks: Sequence[_Block]) -> bool:
    """Whether the two sums of every block are both amounts: of one currency, said otherwise, and no running balance."""
    sums = [[line for _, line in block if _is_sum(line)] for _, block in blocks]
    labels = {block[at - 1][1] for _, block in blocks for at in [_runs(block)[-1][0]]}
    found = {text: parts for pair in sums for text in pair if (parts := split(text)) is not None}
    signs = {text: _UNSIGNED.sub("", text) for text, parts in found.items() if parts.has_sign and not parts.mark}
    if len(labels) == 1 or any(len({signs[text] for text in pair if text in signs}) > 1 for pair in sums):
        return False
    mark = decimal_mark([parts.body for parts in found.values()]) or "."
    pairs = [[value_of(text, mark) for text in pair] for pair in sums]
    straight, _ = chains([(amount, balance, "") for amount, balance in pairs if amount is not None])
    return not straight.is_whole


def _is_day(line: str) -> bool:
    parts = shape(line)
    return parts is not None and not line.isdigit() and (parts.kind in ("ymd", "three", "named"))


def _is_sum(line: str) -> bool:
    parts = split(line)
    return parts is not None and (parts.has_sign or parts.signed or any(c in parts.body for c in ".,"))
