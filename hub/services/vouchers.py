"""Vouchers and gift cards: what is left on them, until when, their code, and their part in a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from hub.domain.errors import HubError
from hub.domain.money import decimal_text
from hub.services import codes
from storage import vouchers as rows
from storage.vault import Vault

TOPICS = ("vouchers", "terms")
PREFIX = "voucher-"
"""What ids of vouchers begin with in a comparison."""


@dataclass(frozen=True, slots=True)
class Voucher:
    """Stored value at one shop, or anywhere (merchant ""). face, used: minor units. expires_on: last day.

    code with symbology: how it is shown at the till. value_fraction: what the balance is worth to the person, 0 to 1,
    None = all of it.
    """

    id: int
    name: str
    face: int
    currency: str
    merchant: str = ""
    code: str = ""
    symbology: str = codes.NONE
    expires_on: date | None = None
    value_fraction: Decimal | None = None
    notes: str = ""
    used: int = 0

    @property
    def balance(self) -> int:
        """Minor units left."""
        return self.face - self.used

    @property
    def option_id(self) -> str:
        """Its id in a comparison."""
        return f"{PREFIX}{self.id}"

    def is_usable(self, on: date) -> bool:
        """Whether something is left and it has not run out."""
        return self.balance > 0 and (self.expires_on is None or self.expires_on >= on)


def all_vouchers(vault: Vault) -> list[Voucher]:
    """Every voucher, soonest to run out first."""
    with vault.read() as connection:
        return _vouchers(connection)


def add(vault: Vault, name: str, face: int, currency: str, **details: Any) -> int:
    """Keep a voucher; its id. details: as in `Voucher`."""
    row = _row({"name": name, "face": face, "currency": currency, **details})
    with vault.write("add_voucher", values={"voucher": name}, topics=TOPICS) as write:
        return rows.insert(write.connection, row)


def change(vault: Vault, voucher_id: int, **details: Any) -> None:
    """Change what is said of a voucher; names as in `Voucher`."""
    held = get(vault, voucher_id)
    known = {name: getattr(held, name) for name in ("name", "face", "currency", "code", "symbology", "value_fraction")}
    row = _row({**known, **details})
    if row["face"] < held.used:
        raise HubError("voucher_overdrawn", where={"voucher": held.name}, left=held.balance, currency=held.currency)
    with vault.write("change_voucher", values={"voucher": row["name"]}, topics=TOPICS) as write:
        rows.update(write.connection, voucher_id, row)


def remove(vault: Vault, voucher_id: int) -> None:
    """Remove a voucher; can be undone."""
    name = get(vault, voucher_id).name
    with vault.write("remove_voucher", values={"voucher": name}, topics=TOPICS) as write:
        rows.delete(write.connection, voucher_id)


def use(vault: Vault, voucher_id: int, amount: int, on: date, transaction_id: int | None = None) -> int:
    """Note a payment with a voucher; what is left. A negative amount puts back after a refund.

    HubError "voucher_overdrawn" for more than is left, or for putting back more than was paid.
    """
    held = get(vault, voucher_id)
    if not amount or not -held.used <= amount <= held.balance:
        raise HubError("voucher_overdrawn", where={"voucher": held.name}, left=held.balance, currency=held.currency)
    with vault.write("use_voucher", values={"voucher": held.name}, topics=TOPICS) as write:
        rows.add_use(write.connection, voucher_id, on, amount, transaction_id)
    return held.balance - amount


def uses(vault: Vault, voucher_id: int) -> list[tuple[date, int]]:
    """(day, minor units) of each payment with a voucher, oldest first."""
    with vault.read() as connection:
        return rows.uses(connection, voucher_id)


def get(vault: Vault, voucher_id: int) -> Voucher:
    """One voucher. HubError "no_such_voucher"."""
    found = next((one for one in all_vouchers(vault) if one.id == voucher_id), None)
    if found is None:
        raise HubError("no_such_voucher", where={"voucher": voucher_id})
    return found


def documents(connection: Connection, on: date, merchant: str) -> list[dict[str, Any]]:
    """Usable vouchers as a comparison takes them (DECIDE 2.5): face is what is left.

    A voucher of one shop is left out where no shop is named: it would be offered everywhere.
    """
    usable = [one for one in _vouchers(connection) if one.is_usable(on)]
    return [_document(one) for one in usable if merchant or not one.merchant]


def _document(one: Voucher) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": one.option_id,
        "face": decimal_text(one.balance, one.currency),
        "currency": one.currency,
    }
    if one.merchant:
        made["match"] = {"merchant": [one.merchant]}
    if one.expires_on is not None:
        made["expires_on"] = one.expires_on.isoformat()
    if one.value_fraction is not None:
        made["value_fraction"] = format(one.value_fraction, "f")
    return made


def _vouchers(connection: Connection) -> list[Voucher]:
    return [
        Voucher(**{**row, "value_fraction": None if row["value_fraction"] is None else Decimal(row["value_fraction"])})
        for row in rows.all_rows(connection)
    ]


def _row(said: dict[str, Any]) -> dict[str, Any]:
    """What is stored, when it makes a voucher."""
    fraction = said.get("value_fraction")
    if said["face"] <= 0 or not str(said["name"]).strip():
        raise HubError("voucher_without_value", where={"field": "face"})
    if fraction is not None and not 0 <= fraction <= 1:
        raise HubError("fraction_outside", where={"field": "value_fraction"})
    codes.check(said.get("code", ""), said.get("symbology", codes.NONE))
    return {**said, "value_fraction": None if fraction is None else format(fraction, "f")}
