"""Plans: budgets by category and month, debts to pay off, goals with their monthly amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.domain.account import Account
from hub.domain.budget import Envelope, Planned, Spent, month_of, usual
from hub.domain.cycle import minimum_of
from hub.domain.debts import AVALANCHE, LEAST, SNOWBALL, Debt, Payoff, pay_off
from hub.domain.errors import LedgerError
from hub.domain.goal import Goal, funded
from hub.domain.period import add_months
from hub.services import loans, reports
from storage import accounts, plans, settings
from storage.vault import Vault

TOPICS = ("plans",)


@dataclass(frozen=True, slots=True)
class Budget:
    """A month: its envelopes, what was spent in no envelope, and what the plan is of what usually comes in.

    unplanned: net spending by category that no envelope has, minor units of the home currency, largest first.
    usual: what categories usually cost in a month, for the first plan.
    """

    month: str
    currency: str
    envelopes: tuple[Envelope, ...]
    unplanned: tuple[tuple[int, int], ...]
    usual: Mapping[int, int]

    @property
    def planned(self) -> int:
        """All that is planned for the month."""
        return sum(one.planned for one in self.envelopes)

    @property
    def spent(self) -> int:
        """What the envelopes cost so far."""
        return sum(one.spent for one in self.envelopes)

    @property
    def left(self) -> int:
        """What the envelopes still hold."""
        return sum(one.left for one in self.envelopes)


@dataclass(frozen=True, slots=True)
class Debts:
    """What is owed with terms; the plans of both orders and of the least payments; accounts whose terms are missing.

    A plan is None where it would never end, or nothing is owed.
    """

    currency: str
    debts: tuple[Debt, ...]
    avalanche: Payoff | None
    snowball: Payoff | None
    least: Payoff | None
    unknown: tuple[Account, ...]

    @property
    def owed(self) -> int:
        """All that is owed, minor units, positive."""
        return sum(one.owed for one in self.debts)

    def saved(self, plan: Payoff | None) -> int | None:
        """The interest that a plan saves against the least payments; None where one of them is not known."""
        return None if plan is None or self.least is None else self.least.interest - plan.interest


def budget(vault: Vault, today: date, month: str | None = None) -> Budget:
    """The budget of a month ("2026-03"; by default today's)."""
    chosen = month or f"{today:%Y-%m}"
    with vault.read() as connection:
        currency = settings.load(connection).home_currency
        planned = plans.all_budgets(connection)
        categories = accounts.all_categories(connection)
    spent = _spent(vault, currency)
    envelopes = month_of(planned, spent, categories, chosen, currency)
    counted = _covered(categories, {one.category_id for one in envelopes})
    rest = {
        number: amount
        for (number, on), amount in spent.items()
        if on == chosen and amount > 0 and number not in counted
    }
    expense = {one.id for one in categories if one.kind == "expense"}
    loose = sorted(((n, amount) for n, amount in rest.items() if n in expense), key=lambda pair: (-pair[1], pair[0]))
    return Budget(chosen, currency, tuple(envelopes), tuple(loose), usual(spent, categories, chosen))


def set_budget(vault: Vault, category_id: int, amount: int, since: str, *, carries: bool = False) -> None:
    """Plan a category's month from one on, minor units of the home currency; 0 ends it. LedgerError for less."""
    if amount < 0:
        raise LedgerError("amount_negative", where={"field": "amount"})
    with vault.write("set_budget", values={"month": since}, topics=TOPICS) as write:
        currency = settings.load(write.connection).home_currency
        plans.delete_budget(write.connection, category_id, since)
        earlier = [one for one in plans.all_budgets(write.connection) if one.category_id == category_id]
        if amount or earlier:
            plans.put_budget(write.connection, Planned(category_id, since, amount, currency, carries))


def plan_usual(vault: Vault, today: date) -> int:
    """Plan every category without a budget at what it usually costs; how many."""
    found = budget(vault, today)
    missing = {number: amount for number, amount in found.usual.items()
               if number not in {one.category_id for one in found.envelopes}}  # fmt: skip
    with vault.write("plan_usual", values={"count": len(missing)}, topics=TOPICS) as write:
        for number, amount in missing.items():
            plans.put_budget(write.connection, Planned(number, found.month, amount, found.currency))
    return len(missing)


def debts(vault: Vault, today: date, extra: int = 0) -> Debts:
    """What is owed in the home currency and how it is paid off with `extra` a month beside the least payments."""
    if extra < 0:
        raise LedgerError("amount_negative", where={"field": "extra"})
    with vault.read() as connection:
        currency = settings.load(connection).home_currency
        owed = [
            one for one in accounts.positions(connection)
            if one.account.kind in {"card", "loan"} and one.balance < 0 and not one.account.is_archived
            and one.account.currency == currency
        ]  # fmt: skip
    found, unknown = [], []
    for one in owed:
        least = _least(one.account, -one.balance)
        if one.account.apr is None and one.account.kind == "card":
            continue  # paid in full each month: no debt that bears interest
        if least is None or one.account.apr is None:
            unknown.append(one.account)
        else:
            found.append(Debt(one.account.id, one.account.name, -one.balance, one.account.apr, least))
    first_on = add_months(today, 1, 1)
    made = {order: _plan(found, extra, first_on, order) for order in (AVALANCHE, SNOWBALL)}
    least_plan = _plan(found, 0, first_on, LEAST)
    return Debts(currency, tuple(found), made[AVALANCHE], made[SNOWBALL], least_plan, tuple(unknown))


def goals(vault: Vault) -> list[Goal]:
    """The goals, the one due first first, with what is saved for them."""
    with vault.read() as connection:
        balances = {one.account.id: one.balance for one in accounts.positions(connection)}
        return funded(plans.all_goals(connection), balances)


def add_goal(
    vault: Vault, name: str, target: int, currency: str, *, due_on: date | None = None,
    account_id: int | None = None, saved: int = 0,
) -> int:  # fmt: skip
    """A new goal; its id. target, saved: minor units."""
    values = {"name": name.strip(), "target": target, "currency": currency, "due_on": due_on,
              "account_id": account_id, "saved": saved}  # fmt: skip
    _check_goal(values)
    with vault.write("add_goal", values={"name": values["name"]}, topics=TOPICS) as write:
        return plans.insert_goal(write.connection, **values)


def change_goal(vault: Vault, goal_id: int, **values: Any) -> None:
    """Change fields of a goal; LedgerError where one makes no sense."""
    _check_goal(values)
    with vault.write("change_goal", values={"name": values.get("name", "")}, topics=TOPICS) as write:
        if not plans.update_goal(write.connection, goal_id, **values):
            raise LedgerError("no_such_goal", where={"goal": goal_id})


def remove_goal(vault: Vault, goal_id: int) -> None:
    """Remove a goal; can be undone."""
    with vault.write("remove_goal", topics=TOPICS) as write:
        if not plans.delete_goal(write.connection, goal_id):
            raise LedgerError("no_such_goal", where={"goal": goal_id})


def _check_goal(values: Mapping[str, Any]) -> None:
    if not str(values.get("name", "-")).strip():
        raise LedgerError("text_missing", where={"field": "name"})
    if values.get("target", 1) <= 0:
        raise LedgerError("amount_is_zero", where={"field": "amount"})


def _spent(vault: Vault, currency: str) -> Spent:
    """Net spending by category and month."""
    return {
        (one.category_id, one.month): -(one.out + one.into)
        for one in reports.by_month_and_category(vault)
        if one.currency == currency and one.category_id is not None
    }


def _covered(categories: list[Any], budgeted: set[int]) -> set[int]:
    """The categories that count in an envelope: those that have one, and all below them."""
    children: dict[int | None, list[int]] = {}
    for one in categories:
        children.setdefault(one.parent_id, []).append(one.id)
    found, waiting = set(budgeted), list(budgeted)
    while waiting:
        below = [one for one in children.get(waiting.pop(), []) if one not in found]
        found.update(below)
        waiting += below
    return found


def _least(account: Account, owed: int) -> int | None:
    """The least payment a month: agreed with a loan, from the terms of a card."""
    return loans.payment_of(account) if account.kind == "loan" else minimum_of(account, owed)


def _plan(found: list[Debt], extra: int, first_on: date, order: str) -> Payoff | None:
    if not found:
        return None
    try:
        return pay_off(found, extra, first_on, order)
    except LedgerError:
        return None
