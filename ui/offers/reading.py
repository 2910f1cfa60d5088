"""What the screen reads from the vault. Runs on workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.domain.offer_life import Use
from hub.services import catalogues, offers, publishers, settings, terms
from hub.services.catalogues import Kept
from hub.services.offering import lives
from hub.services.offers import OfferView
from hub.services.publishers import Pinned
from hub.services.vaults import Vault


@dataclass(frozen=True, slots=True)
class Programme:
    """A loyalty programme. own: what the person says a unit is worth, cash: what it pays out; home money, or None."""

    id: str
    name: str
    own: Decimal | None
    cash: Decimal | None

    @property
    def value(self) -> Decimal | None:
        """What counts in comparisons."""
        return self.cash if self.own is None else self.own


@dataclass(frozen=True, slots=True)
class Shown:
    """fitting: by worth, what was put away or used left out. others: the rest, with the reason of each. ways: names of
    instruments and products by id. catalogues: (name, version, taken in at). uses: oldest first.
    held: catalogues with all that is known. keys: those that catalogues and packs are kept to."""

    home: str
    today: date
    fitting: tuple[OfferView, ...]
    others: tuple[OfferView, ...]
    programmes: tuple[Programme, ...]
    catalogues: tuple[tuple[str, int, str], ...]
    ways: Mapping[str, str]
    uses: tuple[Use, ...] = ()
    held: tuple[Kept, ...] = ()
    keys: tuple[Pinned, ...] = ()

    @property
    def follows(self) -> bool:
        """Whether an offer is tracked or activated, so that looking for its credit makes sense."""
        return any(one.state in {"tracked", "active"} for one in (*self.fitting, *self.others))

    @property
    def worth(self) -> int:
        """What the fitting offers bring together, minor units of the home currency."""
        return sum(one.match.worth for one in self.fitting)

    @property
    def count(self) -> int:
        """All offers."""
        return len(self.fitting) + len(self.others)


def read(vault: Vault, today: date) -> Shown:
    """Everything for one look."""
    found = offers.matched(vault, today)
    fitting = tuple(one for one in found if one.match.fits and one.state not in {"never", "used"})
    kept = {one.offer.id for one in fitting}
    ways: dict[str, str] = {}
    for one in terms.instruments(vault):
        ways[one.id] = one.name
        if one.product is not None:
            ways.setdefault(str(one.product["id"]), str(one.product.get("name", one.name)))
    return Shown(
        home=settings.load(vault).home_currency,
        today=today,
        fitting=fitting,
        others=tuple(one for one in found if one.offer.id not in kept),
        programmes=tuple(_programme(document, own) for document, own in terms.programmes(vault)),
        catalogues=tuple(offers.catalogues(vault)),
        ways=ways,
        uses=tuple(lives.uses(vault)),
        held=tuple(catalogues.listed(vault)),
        keys=tuple(publishers.listed(vault)),
    )


def _programme(document: Mapping[str, Any], own: str | None) -> Programme:
    cash = document.get("cash_value")
    return Programme(
        str(document["id"]),
        str(document.get("name", document["id"])),
        None if own is None else Decimal(own),
        None if cash is None else Decimal(str(cash)),
    )
