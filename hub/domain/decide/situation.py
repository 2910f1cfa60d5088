"""The person's side of a case: ways to pay, conditional benefits, state so far and what is bought.

Frozen values, named as in DECIDE sections 2.1 and 2.4 to 2.7. Free names are trimmed and casefolded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hub.domain.decide.exact import ZERO
from hub.domain.decide.terms import ALWAYS, FOREVER, Activation, Matcher, Product, Programme, Validity


@dataclass(frozen=True, slots=True)
class Payer:
    """How a card's bill is paid: state transactor, revolver or unknown; days from purchase to payment."""

    state: str = "transactor"
    days_until_due: int | None = None
    days_until_paid: int | None = None


@dataclass(frozen=True, slots=True)
class PointValue:
    """Home money per unit of a programme: what it is taken for, and the range."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Profile:
    """What the person is and prefers; float_yield is the yearly yield of idle money."""

    home_currency: str
    country: str | None = None
    float_yield: Decimal = ZERO
    payer: Mapping[str, Payer] = field(default_factory=dict)
    point_values: Mapping[str, PointValue] = field(default_factory=dict)
    preference: tuple[str, ...] = ()
    missed_instalments: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A way to pay; kind, network and currency win over the product's. close_day 0 is the end of the month."""

    id: str
    product: str | None = None
    kind: str | None = None
    network: str | None = None
    currency: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    close_day: int | None = None
    payment_due_days: int | None = None
    funding: tuple[str, ...] = ()
    has_balance: bool = False


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code that lowers the price; money in purchase currency."""

    id: str
    percent: bool
    value: Decimal
    min_basket: Decimal = ZERO
    running: bool = False
    max_discount: Decimal | None = None
    match: Matcher = ALWAYS
    valid: Validity = FOREVER
    combinable: str = "no"


@dataclass(frozen=True, slots=True)
class Offer:
    """A conditional benefit of a card or of a portal; with a programme its values are in units."""

    id: str
    portal: bool
    percent: bool
    value: Decimal
    instruments: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    match: Matcher = ALWAYS
    programme: str | None = None
    min_spend: Decimal = ZERO
    list_basis: bool = False
    max_credit: Decimal | None = None
    cumulative: bool = False
    stack_group: str | None = None
    reduces_base: str = "no"
    activation: Activation | None = None
    void_with_coupon: bool = False
    valid: Validity = FOREVER


@dataclass(frozen=True, slots=True)
class Buying:
    """How a voucher would still be bought."""

    price: Decimal
    with_instrument: str
    mcc: str | None = None
    merchant: str | None = None
    category: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """Stored value: owned, or still to be bought; value_fraction is what an owned balance is worth."""

    id: str
    face: Decimal
    currency: str
    value_fraction: Decimal
    match: Matcher = ALWAYS
    expires_on: date | None = None
    breakage: Decimal = ZERO
    buy: Buying | None = None


@dataclass(frozen=True, slots=True)
class CounterRow:
    """What a cap or a rule has counted; by instrument, or by product for all its instruments."""

    counter: str
    instrument: str | None
    product: str | None
    used: Decimal | None = None
    category: str | None = None
    card_spent: Decimal | None = None
    previous: Decimal | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ActivationRow:
    """Whether a rule or offer is activated: state yes, no or unknown."""

    id: str
    instrument: str | None
    state: str
    activated_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """How far an offer is used; None is unlimited or enough."""

    progress: Decimal = ZERO
    uses_left: int | None = None
    credit_used: Decimal = ZERO
    forecast_spend: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CreditRow:
    """What is left of a benefit credit in the period of as_of; the weight holds for all periods."""

    remaining: Decimal | None = None
    weight: Decimal = Decimal(1)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class SignUpRow:
    """An open sign-up bonus; forecast None is enough."""

    progress: Decimal = ZERO
    forecast_spend: Decimal | None = None
    window_end: date | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """The state before the case."""

    counters: tuple[CounterRow, ...] = ()
    activations: tuple[ActivationRow, ...] = ()
    offers: Mapping[str, OfferRow] = field(default_factory=dict)
    credits: Mapping[tuple[str, str], CreditRow] = field(default_factory=dict)
    sign_up: Mapping[str, SignUpRow] = field(default_factory=dict)
    available: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rates:
    """Reference: home units per unit of a currency; network: (from, to) → to units per unit of from."""

    reference: Mapping[str, Decimal] = field(default_factory=dict)
    network: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a merchant says about ways to pay; selectors first, then values in purchase currency."""

    instrument: str | None = None
    kind: str | None = None
    network: str | None = None
    wallet: str | None = None
    accepted: str | None = None
    min_amount: Decimal | None = None
    max_amount: Decimal | None = None
    surcharge_rate: Decimal | None = None
    surcharge_fixed: Decimal | None = None
    cash_discount_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase; actual is the path that was used (history only). place is its JSON path."""

    id: str
    on: date
    amount: Decimal
    currency: str
    place: str
    posting_date: date | None = None
    merchant: str | None = None
    mcc: str | None = None
    mcc_candidates: tuple[str, ...] = ()
    category: str | None = None
    country: str | None = None
    channel: str | None = None
    contactless: bool | None = None
    return_probability: Decimal = ZERO
    acceptance: tuple[Acceptance, ...] = ()
    dcc_markup_rate: Decimal | None = None
    rates: Rates | None = None
    actual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back for an earlier purchase, in its currency."""

    id: str
    on: date
    refund_of: str
    amount: Decimal
    place: str


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case. events holds the one purchase (decide), the history or the planned purchases, as listed."""

    kind: str
    profile: Profile
    programmes: Mapping[str, Programme]
    categories: Mapping[str, tuple[tuple[int, int], ...]]
    products: Mapping[str, tuple[Product, ...]]
    instruments: tuple[Instrument, ...]
    coupons: tuple[Coupon, ...]
    offers: tuple[Offer, ...]
    vouchers: tuple[Voucher, ...]
    usage: Usage
    rates: Rates
    events: tuple[Purchase | Refund, ...]
