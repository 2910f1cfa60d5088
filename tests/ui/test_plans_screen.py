"""Plans as a person uses them: the forecast and a what-if, the past forecasts, a budget, debts, a goal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from hub.domain.outlook import AMOUNT, CANCEL, PURCHASE
from hub.domain.period import add_months
from hub.services import accounts, ledger, planning
from ui.charts import Line
from ui.locale import text
from ui.plans.asking import Asking


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def filled(ready: Opened) -> Opened:
    """A wage, a rent, a subscription and groceries of ten months."""
    vault = ready.vault
    bank = accounts.add(vault, "Rheinbank", "current", "EUR", opening=200_000)
    food = next(one.id for one in ledger.categories(vault) if one.name == "groceries")
    for back in range(10):
        ledger.add(vault, bank, add_months(TODAY, -back, 1), 250_000, "Lindner Verlag")
        ledger.add(vault, bank, add_months(TODAY, -back, 3), -98_000, "Hausverwaltung Seifert")
        ledger.add(vault, bank, add_months(TODAY, -back, 12), -1_399, "Streamly")
        for day in (6, 18):
            ledger.add(vault, bank, add_months(TODAY, -back, day), -9_000 - 500 * (back * day % 7), "Gruenmarkt",
                       category_id=food)  # fmt: skip
    ready.rest()
    return ready


def words(screen: Any) -> str:
    return str(screen.head.sentence.words).replace(text.NBSP, " ").replace("\u202f", " ")


def dialog() -> Any:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Asking) and one.isVisible())


def cells(table: Any) -> list[str]:
    model = table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(at, 0), role)).replace(text.NBSP, " ") for at in range(model.rowCount())]


def segment(screen: Any, name: str) -> QToolButton:
    return next(one for one in screen.parts.findChildren(QToolButton) if one.accessibleName() == name)


def plot(screen: Any) -> Line:
    found = screen.ahead.chart._plot
    assert isinstance(found, Line)
    return found


def test_an_empty_vault_says_so(ready: Opened) -> None:
    screen = ready.show("plans")
    assert "Nothing is here yet" in words(screen)
    for name, said in (("Budget", "No month"), ("Debts", "No debt"), ("Goals", "No goal")):
        ready.click(segment(screen, name))
        ready.rest()
        assert said in words(screen)


def test_the_fan_the_past_forecasts_and_what_if(filled: Opened) -> None:
    screen = filled.show("plans")
    assert "lowest point" in words(screen)
    assert len(plot(screen).forecast) == 90
    assert all(len(one.bands) == 3 for one in plot(screen).forecast)
    assert not plot(screen).beside
    assert screen.ahead.back_rows.rowCount() > 5
    assert nameless(screen) == []
    filled.click(screen.ahead.ask)
    asked = dialog()
    asked.amount.set_value(75_000)
    asked.day.set_value(TODAY + timedelta(days=3))
    filled.click(asked.yes)
    filled.rest()
    beside = {point.on: point.value for point in plot(screen).beside}
    middle = {one.on: one.middle for one in plot(screen).forecast}
    assert beside[TODAY + timedelta(days=2)] == middle[TODAY + timedelta(days=2)]
    assert beside[TODAY + timedelta(days=60)] == middle[TODAY + timedelta(days=60)] - 75_000
    assert "With the change" in screen.ahead.risk.text()
    drop = screen.ahead.changes.itemAt(0).widget()
    filled.click(drop)
    filled.rest()
    assert plot(screen).beside == ()


def test_a_cancelled_contract_and_a_raise(filled: Opened) -> None:
    screen = filled.show("plans")
    series = {one.payee: one.key for one in screen.shown.series}
    for kind, payee, amount in ((CANCEL, "Streamly", None), (AMOUNT, "Lindner Verlag", 260_000)):
        filled.click(screen.ahead.ask)
        asked = dialog()
        asked.kind.set_value(kind)
        asked._fit()
        asked.series.set_value(series[payee])
        if amount:
            asked.amount.set_value(amount)
        filled.click(asked.yes)
        filled.rest()
    last = screen.shown.changed.accounts[0].days[-1].middle - screen.shown.forecast.accounts[0].days[-1].middle
    assert last == 12 * (1_399 + 10_000)
    assert [one.kind for one in screen.wanted.changes] == [CANCEL, AMOUNT]
    assert PURCHASE not in {one.kind for one in screen.wanted.changes}


def test_a_month_is_planned_from_what_is_usual_and_taken_back(filled: Opened) -> None:
    screen = filled.show("plans", part="budget")
    filled.click(screen.envelopes.blank.findChildren(type(screen.envelopes.usual))[0])
    filled.rest()
    assert any("Groceries" in one for one in cells(screen.envelopes.table))
    assert "of the plan is left" in words(screen) or "more than planned" in words(screen)
    screen.edit_envelope(screen.shown.budget.envelopes[0].category_id)
    asked = dialog()
    asked.amount.set_value(50_000)
    asked.carries.set_value(True)
    filled.click(asked.yes)
    filled.until(lambda: planning.budget(filled.vault, TODAY).envelopes[0].carries)
    filled.rest()
    assert screen.shown.budget.envelopes[0].planned == 50_000
    screen.envelopes.table.go_to(0)
    screen.remove()
    filled.until(lambda: not planning.budget(filled.vault, TODAY).envelopes)
    filled.rest()
    assert "No month" in words(screen)


def test_debts_are_paid_off_sooner_with_more(filled: Opened) -> None:
    terms = {"apr": Decimal("0.08"), "payment": 10_000, "first_due_on": date(2026, 1, 31)}
    accounts.add(filled.vault, "Car", "loan", "EUR", opening=-300_000, **terms)
    screen = filled.show("plans", part="debts")
    assert "free of" in words(screen)
    before = screen.shown.debts.avalanche.months
    screen.owing.extra.set_value(20_000)
    screen.owing.extra.committed.emit()
    filled.rest()
    assert screen.shown.debts.avalanche.months < before
    assert any("Avalanche" in one for one in cells(screen.owing.orders))


def test_a_goal_says_what_it_takes_a_month(filled: Opened) -> None:
    screen = filled.show("plans", part="goals")
    filled.click(screen.wishes.add)
    asked = dialog()
    asked.name.set_value("Bicycle")
    asked.target.set_value(120_000)
    asked.day.set_value(add_months(TODAY, 6))
    filled.click(asked.yes)
    filled.until(lambda: planning.goals(filled.vault))
    filled.rest()
    assert "200.00" in words(screen)
    assert any("Bicycle" in one for one in cells(screen.wishes.table))
    screen.wishes.table.go_to(0)
    screen.remove()
    filled.until(lambda: not planning.goals(filled.vault))
