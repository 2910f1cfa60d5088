"""What the loyalty wallet reads from the vault. Runs on workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hub.domain.loyalty import Devaluation
from hub.domain.money import to_minor
from hub.domain.scoring import Prices
from hub.services import loyalty, settings, vouchers
from hub.services.loyalty import Standing
from hub.services.vaults import Vault
from hub.services.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything for one look."""

    home: str
    today: date
    programmes: Sequence[Standing]
    alerts: Sequence[tuple[Standing, Devaluation]]
    vouchers: Sequence[Voucher]
    prices: Prices

    @property
    def worth(self) -> int:
        """What all points are worth, minor units of the home currency."""
        return sum(self.minor(one.worth) for one in self.programmes)

    @property
    def expiring(self) -> int:
        """What runs out soon, minor units of the home currency."""
        return sum(self.minor(one.expiring(self.today) * (one.value or Decimal(0))) for one in self.programmes)

    def minor(self, amount: Decimal | Fraction) -> int:
        """Home money as minor units."""
        exact = amount if isinstance(amount, Decimal) else Decimal(amount.numerator) / Decimal(amount.denominator)
        return to_minor(exact, self.home)

    def find(self, programme: object) -> Standing | None:
        """The programme with this id."""
        return next((one for one in self.programmes if one.id == programme), None)


def read(vault: Vault, today: date) -> Shown:
    """Everything for one look."""
    found = loyalty.wallet(vault, today)
    return Shown(
        settings.load(vault).home_currency,
        today,
        found,
        loyalty.alerts(found, today),
        vouchers.all_vouchers(vault),
        loyalty.prices(vault),
    )
