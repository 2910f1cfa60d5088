""" "Use this", and later: did it pay off? What was promised of a payment, and what came of it.

The promise stands beside the expected transaction; the import completes that transaction, so that its amount can be
compared. A reward is looked for among what came in on the paying account, or typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from hub.domain.decide.exact import plain
from hub.domain.decide.model import Comparison, Option
from hub.domain.errors import HubError, LedgerError
from hub.domain.money import to_decimal, to_minor
from hub.domain.text import fold
from hub.domain.transaction import BY_HAND, EXPECTED, Transaction
from storage import accounts, paying, transactions
from storage import search as search_rows
from storage.tables import transactions as table
from storage.vault import Vault

WAITING, CHARGED, CAME, MISSED = STATES = ("waiting", "charged", "came", "missed")
"""Not imported yet; imported, the reward is still to come; the reward came; it did not come in time."""

WITHIN = 62
"""Days after which a reward that did not come counts as missed: two statements."""

_EARNED = frozenset({"reward", "wallet_reward", "offer_credit", "benefit_credit"})
_WORDS = frozenset(
    map(
        fold,
        "cashback reward rewards bonus gutschrift rückvergütung remise ristourne prime reintegro مكافأة استرداد پاداش "
        "返现 回馈 奖励".split(),
    )
)
"""Words by which banks name a reward."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A payment that was decided here. reward: promised; posted: what came, None while it did not; home money.

    charge: what the account was expected to be charged, charged: what the bank says, minor units of the account's
    currency. units: promised by programme.
    """

    transaction: Transaction
    path: tuple[str, ...]
    currency: str
    net: Decimal
    reward: Decimal
    units: Mapping[str, Decimal]
    charge: int
    posted: Decimal | None
    state: str

    @property
    def charged(self) -> int | None:
        """What the bank charged; None while it is expected."""
        return None if self.state == WAITING else -self.transaction.amount

    @property
    def miss(self) -> Decimal | None:
        """What came less than promised (above zero: less); None while nothing came."""
        if self.posted is None:
            return self.reward if self.state == MISSED else None
        return self.reward - self.posted


def expect(
    vault: Vault,
    account_id: int,
    on: date,
    amount: int,
    payee: str,
    promised: tuple[Option, Comparison, date],
    **details: Any,
) -> int:
    """Expect a payment and keep what was promised of it, in one step that can be undone; the transaction's id.

    amount: minor units of the account's currency, above zero. promised: option, its comparison, today.
    """
    if not payee.strip():
        raise LedgerError("payee_missing", where={"field": "payee"})
    option, comparison, today = promised
    values: dict[str, Any] = {"account_id": account_id, "booked_on": on, "amount": -amount, "payee": payee.strip()}
    values |= details | {"status": EXPECTED, "folded": search_rows.folded_text(payee.strip(), "", "")}
    if details.get("category_id") is not None:
        values["category_by"] = BY_HAND
    with vault.write("expect_payment", values={"payee": payee}, topics=("transactions", "accounts", "bills")) as write:
        if accounts.account(write.connection, account_id) is None:
            raise LedgerError("no_such_account", where={"account": account_id}, next_step="list_accounts")
        made = transactions.insert_one(write.connection, **values)
        paying.put_prediction(write.connection, made, **_promise(option, comparison), charge=amount, made_on=today)
        return made


def currency_of(vault: Vault, account_id: int) -> str:
    """The currency of an account; LedgerError when there is no such."""
    with vault.read() as connection:
        found = accounts.account(connection, account_id)
    if found is None:
        raise LedgerError("no_such_account", where={"account": account_id}, next_step="list_accounts")
    return found.currency


def outcomes(vault: Vault, today: date) -> list[Outcome]:
    """What came of every payment that was decided here, the newest decision first."""
    with vault.read() as connection:
        rows = paying.all_predictions(connection)
        known = {one.id: one for one in transactions.by_ids(connection, [row["transaction_id"] for row in rows])}
        came = _rewards(connection, known.values())
    pairs = [(row, known[row["transaction_id"]]) for row in rows if row["transaction_id"] in known]
    taken: set[int] = set()
    return [_outcome(row, one, _found(row, one, came, taken), today) for row, one in pairs]


def post(vault: Vault, transaction_id: int, reward: Decimal | None, on: date) -> None:
    """Say which reward came, in the home currency; None takes it back."""
    text = None if reward is None else plain(reward)
    with vault.write("post_reward", values={}, topics=("transactions",)) as write:
        if not paying.post_reward(write.connection, transaction_id, text, None if reward is None else on):
            raise HubError("no_such_prediction", where={"transaction": transaction_id})


def _promise(option: Option, comparison: Comparison) -> dict[str, Any]:
    money = [one.amount for one in option.lines if one.certain and one.kind in _EARNED and one.programme is None]
    units: dict[str, Decimal] = {}
    for line in option.lines:
        if line.certain and line.programme is not None and line.units is not None:
            units[line.programme] = units.get(line.programme, Decimal(0)) + line.units
    return {
        "option": option.id,
        "path": list(option.path),
        "currency": comparison.currency,
        "net": plain(option.net_certain),
        "reward": plain(sum(money, Decimal(0))),
        "units": {name: plain(count) for name, count in units.items()},
    }


def _rewards(connection: Connection, paid: Iterable[Transaction]) -> list[Transaction]:
    """What came in on the accounts that paid and is named as a reward, oldest first."""
    rows = list(paid)
    if not rows:
        return []
    first = min(one.booked_on for one in rows)
    chosen = table.c.account_id.in_({one.account_id for one in rows}) & (table.c.amount > 0)
    chosen &= (table.c.booked_on >= first) & (table.c.status != EXPECTED)
    found = transactions.where(connection, chosen)
    return [one for one in found if _WORDS & set(fold(f"{one.payee} {one.description}").split())]


def _found(
    row: Mapping[str, Any], one: Transaction, came: Iterable[Transaction], taken: set[int]
) -> Transaction | None:
    """The credit that is exactly the promised reward of this payment; a sum of several payments is typed."""
    if row["posted"] is not None or one.status == EXPECTED or one.currency != row["currency"]:
        return None
    wanted = to_minor(Decimal(row["reward"]), row["currency"])
    for credit in came:
        is_near = timedelta(0) <= credit.booked_on - one.booked_on <= timedelta(days=WITHIN)
        is_it = bool(wanted) and credit.amount == wanted and credit.account_id == one.account_id and is_near
        if is_it and credit.id not in taken:
            taken.add(credit.id)
            return credit
    return None


def _outcome(row: Mapping[str, Any], one: Transaction, credit: Transaction | None, today: date) -> Outcome:
    posted = None if row["posted"] is None else Decimal(row["posted"])
    if credit is not None:
        posted = to_decimal(credit.amount, credit.currency)
    reward = Decimal(row["reward"])
    if one.status == EXPECTED:
        state = WAITING
    elif posted is not None or not reward:
        state, posted = CAME, posted if posted is not None else Decimal(0)
    else:
        state = MISSED if today - one.booked_on > timedelta(days=WITHIN) else CHARGED
    units = {name: Decimal(count) for name, count in row["units"].items()}
    path = tuple(row["path"])
    return Outcome(one, path, row["currency"], Decimal(row["net"]), reward, units, row["charge"], posted, state)
