"""How much of every cap is used, and where that is known from: own payments, or what the person read at the issuer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.services import decide, terms, usage
from hub.services.decide import Purchase
from hub.services.usage import Opening
from storage import settings
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Standing:
    """A cap of a way to pay in the period of a day. used, amount: in the unit of basis (spend, units, cash, count).

    name: of the way to pay; product: whose terms name the cap; typed: what was said of it, None = derived alone.
    """

    instrument: str
    name: str
    product: str
    cap: str
    basis: str
    amount: Decimal
    used: Decimal
    typed: Opening | None

    @property
    def left(self) -> Decimal:
        """What is left of it."""
        return max(Decimal(0), self.amount - self.used)


def standings(vault: Vault, today: date) -> list[Standing]:
    """Every cap of the own ways to pay, in their order."""
    with vault.read() as connection:
        home = settings.load(connection).home_currency
    case = decide.case_of(vault, Purchase(Decimal(1), home, today))
    used = {(row.get("instrument"), row["counter"]): row.get("used", "0") for row in case["usage"].get("counters", ())}
    typed = {(one.instrument, one.counter): one for one in usage.openings(vault) if not one.category}
    return [
        Standing(
            one.id, one.name, str(one.product["id"]), cap["id"], cap["basis"], Decimal(str(cap["amount"])),
            Decimal(used.get((one.id, cap["id"]), "0")), typed.get((one.id, cap["id"])),
        )
        for one in terms.instruments(vault, today)
        if one.product is not None
        for cap in one.product.get("caps", ())
    ]  # fmt: skip
