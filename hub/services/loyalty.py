"""The loyalty wallet: every programme with its balance over time, what it is worth, when it runs out, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from hub.domain.errors import CaseError, HubError
from hub.domain.loyalty import (
    EXPIRIES,
    NEVER,
    Change,
    Devaluation,
    Known,
    Lot,
    Rung,
    Valuation,
    change,
    devaluations,
    earned_between,
    ladder,
    units_on,
    value_on,
)
from hub.domain.money import decimal_text
from hub.domain.scoring import DATA, Prices, Score, score
from hub.services import accounts, decide
from storage import loyalty, settings
from storage import terms as rows
from storage.vault import Vault

TOPICS = ("terms", "loyalty")
YEAR = timedelta(days=365)
SOON = timedelta(days=90)
"""Units that run out within this are expiring."""
_SAMPLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Membership:
    """What the person says of a programme: number, tier until a day, how points run out, yearly fee (minor units)."""

    number: str = ""
    tier: str = ""
    tier_until: date | None = None
    expiry: str = NEVER
    expiry_months: int | None = None
    fee: int = 0
    data_given: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme today. value: of a unit in home money, None = not known; break_even: from which value on its best
    card beats what earns something else, None = no such card; year: the change of worth in 365 days."""

    id: str
    name: str
    membership: Membership
    units: Decimal
    as_of: date | None
    value: Decimal | None
    break_even: Decimal | None
    rungs: tuple[Rung, ...]
    year: Change
    devaluations: tuple[Devaluation, ...]
    score: Score
    balances: tuple[Known, ...]
    values: tuple[Valuation, ...]

    @property
    def worth(self) -> Decimal:
        """Home money that the balance is worth."""
        return self.units * (self.value or Decimal(0))

    def expiring(self, today: date, within: timedelta = SOON) -> Decimal:
        """Units that run out soon."""
        return sum((one.units for one in self.rungs if one.until and one.until <= today + within), Decimal(0))


def wallet(vault: Vault, today: date) -> list[Standing]:
    """Every programme, the most worth first."""
    with vault.read() as connection:
        home = settings.load(connection).home_currency
        programmes = rows.all_programmes(connection)
        known, stated, lots = loyalty.balances(connection), loyalty.values(connection), loyalty.lots(connection)
        members = loyalty.all_memberships(connection)
        noise = loyalty.messages_since(connection, today - YEAR + timedelta(days=1), today)
        priced = _prices(settings.get(connection, "loyalty_prices"))
    even = break_evens(vault, today)
    held = _in_accounts(vault, today)
    found = []
    for document, own in programmes:
        programme = document["id"]
        member = _membership(members.get(programme, {}))
        balances = known.get(programme, ()) or held.get(programme) or held.get(str(document.get("name")), ())
        values = stated.get(programme, ()) or _unstated(document, own, balances, today)
        got = earned_between(balances, values, today - YEAR, today)
        fee = Decimal(decimal_text(member.fee, home))
        found.append(
            Standing(
                id=programme,
                name=str(document.get("name", programme)),
                membership=member,
                units=units_on(balances, today),
                as_of=max((one.day for one in balances if one.day <= today), default=None),
                value=value_on(values, today),
                break_even=even.get(programme),
                rungs=ladder(
                    balances,
                    [lot for _, lot in lots.get(programme, ())],
                    member.expiry,
                    member.expiry_months,
                    today,
                ),
                year=change(balances, values, today - YEAR, today),
                devaluations=tuple(one for one in devaluations(balances, values) if one.day <= today),
                score=score(got, fee, noise.get(programme, 0), len(member.data_given), priced),
                balances=balances,
                values=values,
            )
        )
    return sorted(found, key=lambda one: (-one.worth, one.name.casefold(), one.id))


def alerts(found: Sequence[Standing], today: date) -> list[tuple[Standing, Devaluation]]:
    """Devaluations of the last 365 days, newest first."""
    recent = [(one, fall) for one in found for fall in one.devaluations if fall.day > today - YEAR]
    return sorted(recent, key=lambda pair: pair[1].day, reverse=True)


def break_evens(vault: Vault, today: date) -> dict[str, Decimal]:
    """The unit value from which on the best way to pay that earns a programme beats the best one that does not.

    DECIDE 6.5, for an everyday purchase of 100 in home money of which nothing else is known.
    """
    with vault.read() as connection:
        home = settings.load(connection).home_currency
    try:
        found = decide.compare(vault, decide.Purchase(_SAMPLE, home, today)).comparison
    except CaseError:
        return {}
    even: dict[str, Decimal] = {}
    for option in found.options:
        for units in option.units:
            if units.break_even is not None:
                held = even.get(units.programme)
                even[units.programme] = units.break_even if held is None else min(held, units.break_even)
    return even


def set_balance(vault: Vault, programme: str, units: Decimal, day: date, source: str = "typed") -> None:
    """Say how many units there are on a day."""
    if units < 0:
        raise HubError("units_negative", where={"programme": programme})
    with vault.write("set_points", values={"programme": programme}, topics=TOPICS) as write:
        _needs(write.connection, programme)
        loyalty.put_balance(write.connection, programme, Known(day, units, source))


def state_value(vault: Vault, programme: str, value: Decimal, day: date, source: str) -> None:
    """Say what a unit is worth from a day on; the newest value is the one that comparisons use."""
    if value < 0:
        raise HubError("units_negative", where={"programme": programme})
    with vault.write("value_programme", values={"programme": programme}, topics=TOPICS) as write:
        _needs(write.connection, programme)
        loyalty.put_value(write.connection, programme, Valuation(day, value, source))
        newest = loyalty.values(write.connection)[programme][-1]
        rows.value_programme(write.connection, programme, format(newest.value, "f"))


def add_lot(vault: Vault, programme: str, lot: Lot) -> int:
    """Note units that were earned together and when they run out; the lot's id."""
    if lot.units <= 0 or (lot.expires_on is not None and lot.expires_on < lot.earned_on):
        raise HubError("lot_impossible", where={"programme": programme})
    with vault.write("add_lot", values={"programme": programme}, topics=TOPICS) as write:
        _needs(write.connection, programme)
        return loyalty.add_lot(write.connection, programme, lot)


def put_membership(vault: Vault, programme: str, **said: Any) -> None:
    """Keep what the person says of a programme; names are those of `Membership`, what is not named stays."""
    if said.get("expiry", NEVER) not in EXPIRIES or not set(said.get("data_given", ())) <= set(DATA):
        raise HubError("bad_membership", where={"programme": programme})
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
    with vault.write("put_membership", values={"programme": programme}, topics=TOPICS) as write:
        _needs(write.connection, programme)
        loyalty.put_membership(write.connection, programme, said)


def prices(vault: Vault) -> Prices:
    """What attention and data are worth to the person in the score."""
    with vault.read() as connection:
        return _prices(settings.get(connection, "loyalty_prices"))


def set_prices(vault: Vault, chosen: Prices) -> None:
    """Say what an hour of attention and a kind of data are worth."""
    stored = {"hour": format(chosen.hour, "f"), "kind": format(chosen.kind, "f"), "seconds": chosen.seconds}
    with vault.write("set_loyalty_prices", values={}, topics=TOPICS) as write:
        settings.put(write.connection, "loyalty_prices", stored)


def _in_accounts(vault: Vault, today: date) -> dict[str, tuple[Known, ...]]:
    """Balances of accounts that hold points, by the programme that they name."""
    return {
        one.account.programme: (Known(today, Decimal(decimal_text(one.balance, one.account.currency)), "account"),)
        for one in accounts.positions(vault)
        if one.account.kind == "points" and one.account.programme
    }


def _prices(stored: Mapping[str, Any] | None) -> Prices:
    return Prices() if not stored else Prices(Decimal(stored["hour"]), Decimal(stored["kind"]), stored["seconds"])


def _unstated(
    document: Mapping[str, Any], own: str | None, balances: Sequence[Known], today: date
) -> tuple[Valuation, ...]:
    """The value of a programme that no dated value is known of: the person's own, else what it pays out."""
    value = own or document.get("cash_value")
    if value is None:
        return ()
    first = min((one.day for one in balances), default=today)
    return (Valuation(first, Decimal(value), "you" if own else "cash_value"),)


def _membership(row: Mapping[str, Any]) -> Membership:
    lists = {name: tuple(row[name]) for name in ("data_given", "senders") if name in row}
    return Membership(**{**row, **lists})


def _needs(connection: Connection, programme: str) -> None:
    if programme not in {document["id"] for document, _ in rows.all_programmes(connection)}:
        raise HubError("no_such_programme", where={"programme": programme})
