"""Pending rows: not in the balance yet, unless the running balance beside them proves that they are."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.statement import BOOKED, PENDING
from importers import detect

HEAD = "Date,Text,Status,Amount,Balance\n2026-01-05,pay,Completed,100.00,100.00\n"
REST = "2026-01-07,rent,Completed,-30.00,{}\n2026-01-09,food,Completed,-5.00,{}\n"


def test_a_pending_row_that_moved_the_balance_counts() -> None:
    text = f"{HEAD}2026-01-06,hold,Pending,-20.00,80.00\n{REST.format('50.00', '45.00')}"
    (statement,) = detect.read("x.csv", text.encode()).statements
    assert {line.status for line in statement.lines} == {BOOKED}
    assert statement.opening is not None
    assert statement.closing is not None
    moved = sum((line.amount for line in statement.lines), Decimal(0))
    assert statement.opening.amount + moved == statement.closing.amount == Decimal("45.00")


def test_a_pending_row_without_a_balance_is_not_booked() -> None:
    text = f"{HEAD}2026-01-06,hold,Pending,-20.00,\n{REST.format('70.00', '65.00')}"
    (statement,) = detect.read("x.csv", text.encode()).statements
    assert [line.status for line in statement.lines if line.description == "hold"] == [PENDING]


def test_balances_around_a_pending_row_without_one_prove_that_they_moved_with_it() -> None:
    text = f"{HEAD}2026-01-06,hold,Pending,-20.00,\n{REST.format('50.00', '45.00')}"
    (statement,) = detect.read("x.csv", text.encode()).statements
    assert {line.status for line in statement.lines} == {BOOKED}
    assert statement.balances_agree
    assert statement.opening is not None
    assert statement.closing is not None
    assert statement.opening.amount + sum(line.amount for line in statement.lines) == statement.closing.amount


def test_a_pending_row_outside_of_the_balances_breaks_no_proof() -> None:
    text = f"{HEAD}2026-01-06,hold,Pending,-20.00,\n{REST.format('70.00', '65.00')}"
    (statement,) = detect.read("x.csv", text.encode()).statements
    assert statement.balances_agree
