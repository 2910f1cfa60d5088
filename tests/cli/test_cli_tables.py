"""Tables for terminals."""

from __future__ import annotations

import pytest

from ui.cli.tables import fitted, paragraphs, table, width


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("日本", 4), ("é", 1), ("\u2066−5\u2069", 2), ("", 0), ("−€\u00a05", 4)]
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_too_long_texts_are_cut_with_an_ellipsis() -> None:
    assert fitted("abcdef", 4) == "abc…"
    assert fitted("日本語", 4) == "日… "
    assert fitted("ab", 4, ">") == "  ab"


def test_columns_are_aligned() -> None:
    shown = table(("Name", "Amount"), [("Bakery", "−3.50"), ("日本", "12.00")], "<>")
    assert shown.split("\n") == ["Name    Amount", "Bakery   −3.50", "日本     12.00"]


def test_no_rows_and_no_heads_are_nothing() -> None:
    assert table(("", ""), []) == ""
    assert paragraphs("a", "", "b") == "a\n\nb"
