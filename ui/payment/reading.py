"""What the screen reads from the vault: what is known of purchases, and every way to pay for one. Runs on workers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hub.domain.account import Account
from hub.domain.decide.model import Comparison
from hub.domain.forecast import FreeToSpend
from hub.domain.money import to_minor
from hub.domain.progress import Progress
from hub.domain.shop import additions
from hub.services import accounts, decide, offers, predictions, priorities, rates, settings, shops, terms
from hub.services import today as today_service
from hub.services.decide import Compared, Purchase
from hub.services.offering import moments
from hub.services.offering.moments import Hint
from hub.services.offers import OfferView
from hub.services.predictions import Outcome
from hub.services.terms import Instrument
from hub.services.vaults import Vault
from ui.payment.known import Known, known, offered_as
from ui.payment.situation import Situation


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands before any purchase is described.

    free: what is free to spend; None without accounts. offers: matched to own spending. balances: minor units by
    account. outcomes: of payments that were decided here. said: answers about what matters, by number of question.
    """

    known: Known
    instruments: tuple[Instrument, ...]
    accounts: tuple[Account, ...]
    free: FreeToSpend | None
    offers: tuple[OfferView, ...]
    balances: Mapping[int, int]
    outcomes: tuple[Outcome, ...]
    said: Mapping[int, str]

    def account_of(self, instrument_id: str) -> Account | None:
        """The account that an instrument draws on."""
        linked = next((one.account_id for one in self.instruments if one.id == instrument_id), None)
        return next((one for one in self.accounts if one.id == linked), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """Every way to pay for a situation. names: of instruments, offers and programmes by id. price: minor units of the
    home currency; None without a rate. hints: minimums of offers there that are just missed."""

    situation: Situation
    compared: Compared
    names: Mapping[str, str]
    price: int | None
    hints: tuple[Hint, ...] = ()

    @property
    def comparison(self) -> Comparison:
        """The options and their order."""
        return self.compared.comparison


def ground(vault: Vault, today: date, progress: Progress) -> Ground:
    """Read what stands before any purchase."""
    chosen = settings.load(vault)
    progress(0, 0, "reading")
    case = decide.case_of(vault, Purchase(Decimal(1), chosen.home_currency, today))
    positions = accounts.positions(vault)
    progress(0, 0, "reading")
    instruments = tuple(terms.instruments(vault))
    names = {one.id: one.name for one in instruments}
    hops = [{**hop, "name": names[hop["id"]]} for hop in shops.hops(case)]
    visited = shops.known(vault, today, case["terms"]["categories"])
    return Ground(
        known=known(chosen.home_currency, chosen.country, case["terms"], visited, hops),
        instruments=instruments,
        accounts=tuple(one.account for one in positions if not one.account.is_archived),
        free=today_service.look(vault, today).free if positions else None,
        offers=tuple(offers.matched(vault, today)),
        balances={one.account.id: one.balance for one in positions},
        outcomes=tuple(predictions.outcomes(vault, today)),
        said=priorities.answers(vault),
    )


def completed(situation: Situation, ground: Ground, chosen: Collection[str] = ()) -> Situation:
    """With what is known of the shop where the person did not say it. chosen: parts that they said by hand."""
    bare = situation.bare
    shop = ground.known.shop(bare.merchant) if bare.merchant else None
    if shop is None:
        return bare
    said = {name: getattr(bare, name) for name in ("category", "mcc", "country", "channel", "contactless")}
    found = additions(shop, said, ground.known.country)
    added = {part: values for part, values in found.items() if part not in chosen}
    values = {name: value for one in added.values() for name, value in one.items()}
    return replace(bare, **values, assumed=frozenset(added))


def named(situation: Situation, ground: Ground) -> Situation:
    """With the shop's name as its offers write it, so that they are found."""
    if not situation.merchant:
        return situation
    return replace(situation, merchant=offered_as(situation.merchant, (one.offer.merchant for one in ground.offers)))


def compare(vault: Vault, situation: Situation, ground: Ground) -> Answer:
    """Every way to pay. CaseError when a rate is missing or nothing can pay; ValueError without an amount."""
    home = ground.known.home
    purchase = named(situation, ground).purchase(home)
    if purchase is None:
        raise ValueError("a purchase needs an amount")
    found = decide.compare(vault, purchase, ground.known.shop(situation.merchant))
    reference = rates.reference(vault, home, situation.on)
    minor = to_minor(purchase.amount, purchase.currency)
    programmes = {one["id"]: one.get("name", one["id"]) for one in found.case["terms"]["programmes"]}
    price = rates.convert(minor, purchase.currency, home, reference)
    missed: tuple[Hint, ...] = ()
    if purchase.currency == home and situation.merchant:
        missed = tuple(moments.hints(vault, situation.merchant, purchase.amount, situation.on, ground.offers))
    return Answer(situation, found, {**programmes, **found.names}, price, missed)


def offers_there(ground: Ground, situation: Situation) -> list[OfferView]:
    """Offers for the shop of a situation that are not put away."""
    return moments.there(ground.offers, situation.merchant)
