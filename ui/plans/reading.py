"""What the plans screen shows, read on a worker: only what the chosen part needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.domain.account import Account
from hub.domain.bill import Series
from hub.domain.goal import Goal
from hub.domain.outlook import Change
from hub.domain.transaction import Category
from hub.services import accounts, bills, forecast, ledger, planning
from hub.services.forecast import Forecast
from hub.services.planning import Budget, Debts
from storage.vault import Vault

AHEAD, BUDGET, DEBTS, GOALS = "ahead", "budget", "debts", "goals"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: the part, the month of the budget, the extra payment of debts, and what might be done."""

    part: str = AHEAD
    month: str = ""
    extra: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read; None where another part is looked at. changed: the forecast with what might be done."""

    wanted: Wanted
    today: date
    accounts: Mapping[int, Account]
    categories: Mapping[int, Category]
    forecast: Forecast | None = None
    changed: Forecast | None = None
    series: tuple[Series, ...] = ()
    budget: Budget | None = None
    debts: Debts | None = None
    goals: tuple[Goal, ...] = ()


def read(vault: Vault, today: date, wanted: Wanted) -> Shown:
    """Read one part."""
    held = {one.account.id: one.account for one in accounts.positions(vault)}
    categories = {one.id: one for one in ledger.categories(vault)}
    if wanted.part == BUDGET:
        month = wanted.month or None
        return Shown(wanted, today, held, categories, budget=planning.budget(vault, today, month))
    if wanted.part == DEBTS:
        return Shown(wanted, today, held, categories, debts=planning.debts(vault, today, wanted.extra))
    if wanted.part == GOALS:
        return Shown(wanted, today, held, categories, goals=tuple(planning.goals(vault)))
    seen = bills.overview(vault, today)
    found = forecast.look(vault, today)
    changed = forecast.look(vault, today, changes=wanted.changes) if wanted.changes else None
    series = (*seen.series, *seen.income)
    return Shown(wanted, today, held, categories, forecast=found, changed=changed, series=series)
