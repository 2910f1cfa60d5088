"""Kinds of purchase: from a category of the ledger to the name that terms of cards use for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hub.domain.categories import MCC


def kind_for(category: str, categories: Mapping[str, Sequence[str]]) -> str:
    """The kind of the terms that a category of the ledger stands for; "" when it could be more than one.

    category: a default category's code ("eating_out"). categories: the terms' names with their merchant codes and
    ranges. The codes decide: a category that overlaps two of them says nothing.
    """
    own = [(first, last) for first, last, code in MCC if code == category]
    touched = [name for name, codes in categories.items() if any(_meet(span, own) for span in map(_span, codes))]
    name = category.replace("_", " ")
    return name if touched == [name] else ""


def _span(codes: str) -> tuple[int, int]:
    first, _sep, last = codes.partition("-")
    return int(first), int(last or first)


def _meet(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] <= last and first <= span[1] for first, last in spans)
