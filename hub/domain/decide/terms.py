"""The terms pack: what products earn and cost. Frozen values, named as in DECIDE section 2.2.

Amounts are decimals in the billing currency unless said otherwise; rates are fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hub.domain.decide.exact import ONE, ZERO

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANNELS = ("in_store", "online", "in_app", "phone", "recurring")


@dataclass(frozen=True, slots=True)
class Matcher:
    """A condition on a purchase (DECIDE 2.3): every part that is given must hold, a list is an OR.

    Free names (merchant, category, country) are already trimmed and casefolded. `negated` is the part under `not`.
    """

    mcc: tuple[tuple[int, int], ...] | None = None
    merchant: frozenset[str] | None = None
    category: frozenset[str] | None = None
    country: frozenset[str] | None = None
    channel: frozenset[str] | None = None
    currency: frozenset[str] | None = None
    foreign_currency: bool | None = None
    contactless: bool | None = None
    wallet: frozenset[str] | None = None
    weekday: frozenset[int] | None = None
    min_amount: Decimal | None = None
    max_amount: Decimal | None = None
    all_of: tuple[Matcher, ...] | None = None
    any_of: tuple[Matcher, ...] | None = None
    negated: Matcher | None = None


ALWAYS = Matcher()


@dataclass(frozen=True, slots=True)
class Validity:
    """A range of dates, both ends included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day is inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


FOREVER = Validity()


@dataclass(frozen=True, slots=True)
class Activation:
    """A rule or offer that must be activated, until a deadline; retroactive counts purchases made before."""

    deadline: date | None = None
    retroactive: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """A loyalty programme; cash_value is home money per unit, ratio target units per unit."""

    id: str
    cash_value: Decimal | None = None
    converts_to: str | None = None
    ratio: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a tier table; starts at `start` of spend."""

    start: Decimal
    rate: Decimal | None = None
    cap_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """A tier table: mode marginal, previous or cliff; measure rule or card."""

    mode: str
    measure: str
    steps: tuple[Step, ...]

    def step_at(self, spend: Decimal) -> Step:
        """The step with the largest start not above the spend."""
        found = self.steps[0]
        for step in self.steps:
            if step.start <= spend:
                found = step
        return found


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a number is rounded: mode none, floor, ceil, half_up to a multiple of step."""

    mode: str = "none"
    step: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Rule:
    """How spend earns (kind base, replace, additive, fixed, top_category).

    unit_mode and unit_step are None where the default for points or money applies.
    """

    id: str
    kind: str
    programme: str | None = None
    rate: Decimal | None = None
    per: Decimal = ONE
    amount: Decimal = ZERO
    match: Matcher = ALWAYS
    priority: int = 0
    caps: tuple[str, ...] = ()
    overflow_rate: Decimal | None = None
    tiers: Tiers | None = None
    period: str = "calendar_month"
    by_posting: bool = False
    categories: tuple[str, ...] = ()
    max_spend: Decimal | None = None
    amount_rounding: Rounding = Rounding()
    unit_mode: str | None = None
    unit_step: Decimal | None = None
    period_rounding: bool = False
    activation: Activation | None = None
    valid: Validity = FOREVER

    @property
    def written_rate(self) -> Decimal:
        """Rate per unit of spend as written; without a rate that of the first step (DECIDE 5.8, "best")."""
        rate = self.rate
        if rate is None and self.tiers is not None:
            rate = self.tiers.steps[0].rate
        return (rate or ZERO) / self.per


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit: basis spend, units, cash or count; shared by all instruments of the product where `shared`."""

    id: str
    basis: str
    amount: Decimal
    period: str
    by_posting: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Costs:
    """What the issuer charges; fees in billing currency, rates as fractions."""

    fx_fee_rate: Decimal = ZERO
    fx_fee_fixed: Decimal = ZERO
    fx_fee_min: Decimal = ZERO
    fx_fee_abroad: bool = False
    fx_spread_rate: Decimal = ZERO
    purchase_apr: Decimal = ZERO
    compound: bool = False
    day_count_days: int = 365


NO_COSTS = Costs()


@dataclass(frozen=True, slots=True)
class BenefitCredit:
    """A use-it-or-lose credit per period."""

    id: str
    amount: Decimal
    period: str
    match: Matcher = ALWAYS
    partial_use: bool = True


@dataclass(frozen=True, slots=True)
class SignUpBonus:
    """Rewards for cumulative spend after opening; steps are (min_spend, reward), ascending."""

    steps: tuple[tuple[Decimal, Decimal], ...]
    window_days: int | None = None
    programme: str | None = None
    match: Matcher = ALWAYS


@dataclass(frozen=True, slots=True)
class LateFee:
    """Fee per missed instalment, limited in count and as a fraction of the purchase."""

    amount: Decimal
    max_count: int | None = None
    cap_fraction: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Payment in instalments; exactly one of interval_days and interval_months is given."""

    id: str
    count: int
    interval_days: int | None = None
    interval_months: int | None = None
    first_after: int = 1
    match: Matcher = ALWAYS
    min_amount: Decimal | None = None
    max_amount: Decimal | None = None
    instalment_amount: Decimal | None = None
    nominal_rate: Decimal = ZERO
    fee_fixed: Decimal = ZERO
    fee_rate: Decimal = ZERO
    full_rewards: bool = False
    late_fee: LateFee | None = None
    valid: Validity = FOREVER


@dataclass(frozen=True, slots=True)
class WalletTerms:
    """How a wallet stands between payer and merchant; passes_mcc is yes, no or unknown."""

    staged: bool = False
    passes_mcc: str = "yes"
    mcc: str | None = None
    fee_rate: Decimal = ZERO


PLAIN_WALLET = WalletTerms()


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """One version of a product's terms. Name and issuer are left out on purpose: nothing here may use them."""

    id: str
    kind: str
    network: str | None = None
    currency: str | None = None
    valid: Validity = FOREVER
    rules: tuple[Rule, ...] = ()
    caps: dict[str, Cap] = field(default_factory=dict)
    costs: Costs = NO_COSTS
    credits: tuple[BenefitCredit, ...] = ()
    sign_up_bonus: SignUpBonus | None = None
    plans: tuple[Plan, ...] = ()
    wallet: WalletTerms = PLAIN_WALLET
    excluded: Matcher | None = None
    total_first: bool = False
    surcharge_earns: bool = True
    recompute_refunds: bool = False
