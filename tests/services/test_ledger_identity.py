"""Whatever is done to the ledger: balances are openings and sums, and undo and redo go back and forth exactly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.errors import HubError
from hub.domain.transaction import Split
from hub.services import (
    accounts,
    bulk,
    cash,
    doubles,
    history,
    holdings,
    iou,
    ledger,
    loans,
    reconcile,
    rule_history,
    rules,
    saved_views,
    transfers,
    vaults,
)
from hub.services.bulk import Edit
from storage import checks
from storage.derived_tables import fees, months
from storage.schema import recorded_tables
from storage.vault import Vault

TODAY = date(2026, 11, 21)
KINDS = ("current", "savings", "card", "wallet", "cash", "loan", "investment", "iou")
PAYEES = ("Grünmarkt", "Kino Harmonie", "Move, fee 1.50")


class Life:
    """A vault, and what numbers pick of it."""

    def __init__(self, vault: Vault) -> None:
        self.vault, self.count = vault, 0

    def account(self, number: int) -> int:
        held = [one.account.id for one in accounts.positions(self.vault)]
        return held[number % len(held)]

    def of_kind(self, kind: str) -> int:
        return next(one.account.id for one in accounts.positions(self.vault) if one.account.kind == kind)

    def row(self, number: int) -> int:
        found = self.rows(number, 1)
        return found[0] if found else 0

    def rows(self, number: int, count: int) -> list[int]:
        found = ledger.find(self.vault, "", TODAY)
        start = number % len(found) if found else 0
        return found[start : start + count]

    def category(self, number: int) -> int:
        return ledger.categories(self.vault)[number % 26].id

    def rule(self, number: int) -> int:
        known = rules.all_rules(self.vault)
        return known[number % len(known)].id if known else 0

    def split(self, number: int, minor: int) -> None:
        row = ledger.detail(self.vault, self.row(number)).transaction
        parts = [Split(0, self.category(minor), row.amount - minor, "part"), Split(0, None, minor)]
        ledger.split(self.vault, row.id, parts if minor % 3 else [])

    def link(self, number: int, _minor: int) -> None:
        pair = self.rows(number, 2)
        transfers.link(self.vault, pair)

    def unlink(self, number: int, _minor: int) -> None:
        known = transfers.linked(self.vault)
        transfers.unlink(self.vault, known[number % len(known)].id if known else 0)

    def named(self) -> str:
        self.count += 1
        return f"Name {self.count}"


Act = Callable[[Life, int, int], object]
ACTS: dict[str, Act] = {
    "add": lambda on, a, n: ledger.add(on.vault, on.account(a), TODAY - timedelta(a), n, PAYEES[a % 3]),
    "change": lambda on, a, n: ledger.change(on.vault, on.rows(a, 1), amount=n, booked_on=TODAY - timedelta(a)),
    "move_row": lambda on, a, n: ledger.change(on.vault, on.rows(a, 1), account_id=on.account(n)),
    "expect": lambda on, a, n: ledger.change(on.vault, on.rows(a, 2), status="expected"),
    "sort": lambda on, a, n: ledger.set_category(on.vault, on.rows(a, 2), on.category(n), TODAY),
    "split": Life.split,
    "tag": lambda on, a, n: ledger.tag(on.vault, on.row(a), ["trip", "work"][: 1 + n % 2]),
    "remove": lambda on, a, n: ledger.remove(on.vault, on.rows(a, 1 + n % 2)),
    "bulk": lambda on, a, n: bulk.apply(
        on.vault, on.rows(a, 5),
        Edit(sorts=n % 2 == 0, category_id=on.category(n), payee="Bulk", status="pending", add_tags=("many",)),
    ),
    "bulk_day": lambda on, a, n: bulk.apply(on.vault, on.rows(a, 3), Edit(booked_on=TODAY - timedelta(a + 9))),
    "book": lambda on, a, n: transfers.book(
        on.vault, on.account(a), on.account(n), abs(n) + 1, TODAY, "Move", received=abs(n) // 2 + 1
    ),
    "link": Life.link,
    "unlink": Life.unlink,
    "reject": lambda on, a, n: transfers.reject(on.vault, on.row(a), on.row(a + 1)),
    "complete": lambda on, a, n: transfers.complete(on.vault, on.row(a), on.row(n), "Drawn"),
    "rule": lambda on, a, n: rules.add(
        on.vault, f"payee:{('grun', 'kino', 'move')[a % 3]} -x{on.named()}", on.category(n), None, TODAY,
        apply=n % 2 == 0, tags=("ruled",),
    ),
    "rule_applies": lambda on, a, n: rule_history.apply(on.vault, on.rule(a), TODAY),
    "rule_off": lambda on, a, n: rules.change(on.vault, on.rule(a), TODAY, is_enabled=n % 2 == 0),
    "rule_goes": lambda on, a, n: rules.remove(on.vault, on.rule(a)),
    "categorise": lambda on, a, n: rules.categorise(on.vault),
    "account": lambda on, a, n: accounts.add(on.vault, on.named(), KINDS[a % 8], "EUR", opening=n),
    "opening": lambda on, a, n: accounts.change(on.vault, on.account(a), opening=n, notes="changed"),
    "archive": lambda on, a, n: accounts.change(on.vault, on.account(a), is_archived=n % 2 == 0),
    "arrange": lambda on, a, n: accounts.arrange(on.vault, [on.account(a), on.account(n)]),
    "account_goes": lambda on, a, n: accounts.remove(on.vault, on.account(a)),
    "lend": lambda on, a, n: iou.lend(on.vault, on.of_kind("iou"), on.of_kind("current"), "Jonas", n or 1, TODAY),
    "count": lambda on, a, n: cash.count(on.vault, on.of_kind("cash"), {500: a % 9}, TODAY, "Counted"),
    "trade": lambda on, a, n: holdings.trade(
        on.vault, on.of_kind("investment"), "World", TODAY - timedelta(a), Decimal(1 + a), Decimal("9.50"), fee=n % 90
    ),
    "interest": lambda on, a, n: loans.book_interest(on.vault, on.of_kind("loan"), TODAY, "Interest"),
    "reconcile": lambda on, a, n: reconcile.finish(
        on.vault, on.account(a), TODAY, *_met(on.vault, on.account(a)), TODAY
    ),
    "same": lambda on, a, n: doubles.are_same(on.vault, on.row(a), on.row(n)),
    "view": lambda on, a, n: saved_views.save(on.vault, on.named(), "kino", TODAY),
}  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 30), st.integers(-9_999, 9_999)), max_size=14)


@settings(max_examples=5, deadline=None)
@given(STEPS)
def test_balances_hold_and_undo_and_redo_go_back_and_forth(steps: list[tuple[str, int, int]]) -> None:
    with Vault.in_memory() as vault:
        begin(vault)
        life, stack, settled = Life(vault), [digest(vault)], newest(vault)
        for name, first, second in steps:
            before = newest(vault)
            try:
                ACTS[name](life, first, second)
            except (HubError, StopIteration):
                assert newest(vault) == before, name  # what is refused changes nothing
                assert digest(vault) == stack[-1], name
                continue
            if newest(vault) != before and history.operations(vault, 1)[0].state == "done":
                stack.append(digest(vault))
            check(vault)
        for at in range(len(stack) - 2, -1, -1):
            assert history.undo_last(vault) is not None
            assert digest(vault) == stack[at]
            check(vault)
        assert not [one for one in history.operations(vault, 99) if one.id > settled and one.state == "done"]
        for wanted in stack[1:]:
            assert history.redo(vault) is not None
            assert digest(vault) == wanted
        check(vault)


def begin(vault: Vault) -> None:
    vaults.prepare(vault)
    details = {"loan": {"apr": Decimal("0.05"), "term": 12, "first_due_on": TODAY}}
    for at, kind in enumerate(KINDS):
        accounts.add(
            vault, kind, kind, "CHF" if kind == "savings" else "EUR", opening=1_000 * at, **details.get(kind, {})
        )
    for at in range(12):
        minor = (-1) ** at * (500 + 10 * (at // 2))
        ledger.add(vault, 1 + at % 4, TODAY - timedelta(3 * at), minor, PAYEES[at % 3])


def newest(vault: Vault) -> int:
    return history.operations(vault, 1)[0].id


def check(vault: Vault) -> None:
    """Every balance is the opening and the plain sum of what has happened, and what is derived is true."""
    rows = ledger.load(vault, ledger.find(vault, "", TODAY))
    for one in accounts.positions(vault):
        happened = [row.amount for row in rows if row.account_id == one.account.id and row.status != "expected"]
        assert one.balance == one.account.opening + sum(happened)
    with vault.read() as connection:
        assert checks.differing(connection) == []
        assert checks.split_sums(connection) == []
        assert checks.lonely_transfers(connection) == []


def digest(vault: Vault) -> dict[str, str]:
    """A hash of every table that is recorded, and of the derived sums."""
    found = {}
    with vault.read() as connection:
        for table in (*recorded_tables(), months, fees):
            key = ", ".join(f'"{column.name}"' for column in table.primary_key)
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY {key}').all()  # noqa: S608 - our names
            found[table.name] = sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()
    return found


def _met(vault: Vault, account_id: int) -> tuple[int, list[int]]:
    """A closing balance that all open rows of an account come to, and their ids."""
    sheet = reconcile.sheet(vault, account_id, TODAY)
    return sheet.before + sum(row.amount for row in sheet.rows), [row.id for row in sheet.rows]
