"""What reading costs: calls for each record of large files, and files too dense to be statements.

Calls are counted, not seconds: they are the same on every machine.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from hub.domain.errors import StatementError
from importers import detect

PAGE = b"<html><table><tr><th>Date</th><th>Payee</th><th>Amount</th></tr>\n"


def calls(content: bytes) -> int:
    """Functions that are called while a file is read."""
    count = 0

    def called(_frame: FrameType, event: str, _function: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        detect.read("input", content)
    finally:
        sys.setprofile(None)
    return count


PAGES = {
    "cells": b"<tr><td>2026-01-05</td><td>a b</td><td>-1.00</td></tr>\n",
    "cells without ends": b"<tr><td>2026-01-05<td>a<td>-1.00\n",
    "words in tags": b"<tr><td><b>2026-01-05</b></td><td>a&amp;b</td><td><i>-1.00</i></td></tr>\n",
}
COSTS = {f"a page of {name}": (PAGE, row, b"</table>", 105) for name, row in PAGES.items()}


@pytest.mark.parametrize("name", COSTS)
def test_a_record_costs_a_few_calls_and_twice_as_many_twice_as_much(name: str) -> None:
    head, record, foot, most = COSTS[name]
    detect.read("input", head + record * 10 + foot)  # what is made once
    once, twice = (calls(head + record * count + foot) for count in (1000, 2000))
    assert twice - once < 1000 * most
    assert twice < 2.1 * once


DENSE = {
    "a page of rows": PAGE + b"<tr>\n" * 110_000,
    "a page of rows with a cell": PAGE + b"<tr><td>1</td></tr>\n" * 110_000,
    "a page of cells and ends": PAGE + b"<td>1</table>\n" * 110_000,
}


@pytest.mark.parametrize("name", DENSE)
def test_more_records_than_a_statement_of_that_size_has_are_refused(name: str) -> None:
    with pytest.raises(StatementError, match="no_table"):
        detect.read("input", DENSE[name])
