"""Reads the terms pack of a case: programmes, categories, products with their versions."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.decide.exact import ONE, ZERO
from hub.domain.decide.reading import (
    Object,
    code_range,
    day,
    fold,
    matcher,
    needed_number,
    number,
    numbered,
    refuse,
    unique,
    validity,
)
from hub.domain.decide.terms import (
    NO_COSTS,
    PLAIN_WALLET,
    Activation,
    BenefitCredit,
    Cap,
    Costs,
    LateFee,
    Plan,
    Product,
    Programme,
    Rounding,
    Rule,
    SignUpBonus,
    Step,
    Tiers,
    WalletTerms,
)

MOST_INSTALMENTS = 1_200
"""A hundred years of months."""


def programmes(terms: Object, path: str) -> dict[str, Programme]:
    """Programmes by id."""
    items = list(numbered(terms.get("programmes", ()), f"{path}.programmes"))
    unique([(item["id"], place) for item, place in items])
    found = {}
    for item, place in items:
        target = item.get("converts_to", {})
        found[item["id"]] = Programme(
            item["id"],
            number(item, "cash_value", place),
            target.get("programme"),
            number(target, "ratio", f"{place}.converts_to", ONE),
        )
    return found


def categories(terms: Object) -> dict[str, tuple[tuple[int, int], ...]]:
    """Code ranges by folded category name."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for name, codes in terms.get("categories", {}).items():
        found[fold(name)] = found.get(fold(name), ()) + tuple(code_range(code) for code in codes)
    return found


def products(terms: Object, path: str) -> dict[str, tuple[Product, ...]]:
    """Versions by product id, as listed."""
    found: dict[str, tuple[Product, ...]] = {}
    for item, place in numbered(terms.get("products", ()), f"{path}.products"):
        version = _product(item, place)
        found[version.id] = (*found.get(version.id, ()), version)
    return found


def activation(item: Object, path: str) -> Activation | None:
    """The activation of a rule or offer, None where it needs none."""
    given = item.get("activation")
    if given is None:
        return None
    return Activation(day(given, "deadline", f"{path}.activation"), given.get("retroactive", False))


def _product(item: Object, path: str) -> Product:
    caps = {cap["id"]: _cap(cap, place) for cap, place in numbered(item.get("caps", ()), f"{path}.caps")}
    rules = list(numbered(item.get("rules", ()), f"{path}.rules"))
    _check_ids(item, path)
    bonus = item.get("sign_up_bonus")
    return Product(
        id=item["id"],
        kind=item["kind"],
        network=item.get("network"),
        currency=item.get("currency"),
        valid=validity(item, path),
        rules=tuple(_rule(rule, place, caps) for rule, place in rules),
        caps=caps,
        costs=_costs(item.get("costs"), f"{path}.costs"),
        credits=tuple(_credit(c, place) for c, place in numbered(item.get("credits", ()), f"{path}.credits")),
        sign_up_bonus=None if bonus is None else _bonus(bonus, f"{path}.sign_up_bonus"),
        plans=tuple(_plan(plan, place) for plan, place in numbered(item.get("plans", ()), f"{path}.plans")),
        wallet=_wallet(item.get("wallet"), f"{path}.wallet"),
        excluded=matcher(item["excluded"], f"{path}.excluded") if "excluded" in item else None,
        total_first=item.get("combine") == "total_first",
        surcharge_earns=item.get("surcharge_earns", True),
        recompute_refunds=item.get("refund_policy") == "recompute_period",
    )


def _check_ids(item: Object, path: str) -> None:
    """Rules and caps share the name space of the counters; credits and plans have their own."""
    for names in (("rules", "caps"), ("credits",), ("plans",)):
        unique([(x["id"], f"{p}.id") for name in names for x, p in numbered(item.get(name, ()), f"{path}.{name}")])


def _cap(item: Object, path: str) -> Cap:
    return Cap(
        item["id"],
        item["basis"],
        needed_number(item, "amount", path),
        item["period"],
        item.get("counts_by") == "posting_date",
        item.get("scope") == "product",
    )


def _rule(item: Object, path: str, caps: dict[str, Cap]) -> Rule:
    for name, place in numbered(item.get("caps", ()), f"{path}.caps"):
        if name not in caps:
            raise refuse("unknown_id", place, id=name)
    tiers = _tiers(item["tiers"], f"{path}.tiers", "rate" in item) if "tiers" in item else None
    return Rule(
        id=item["id"],
        kind=item["kind"],
        programme=item.get("programme"),
        rate=number(item, "rate", path),
        per=_positive(number(item, "per", path, ONE), f"{path}.per"),
        amount=number(item, "amount", path, ZERO),
        match=matcher(item.get("match"), f"{path}.match"),
        priority=item.get("priority", 0),
        caps=tuple(item.get("caps", ())),
        overflow_rate=number(item, "overflow_rate", path),
        tiers=tiers,
        period=item.get("period", "calendar_month"),
        by_posting=item.get("counts_by") == "posting_date",
        categories=tuple(dict.fromkeys(fold(name) for name in item.get("categories", ()))),
        max_spend=number(item, "max_spend", path),
        amount_rounding=Rounding(item.get("amount_rounding", "none"), number(item, "amount_step", path, ONE)),
        unit_mode=item.get("unit_rounding"),
        unit_step=number(item, "unit_step", path),
        period_rounding=item.get("rounding_scope") == "period" and item["kind"] not in ("fixed", "top_category"),
        activation=activation(item, path),
        valid=validity(item, path),
    )


def _positive(found: Decimal, path: str) -> Decimal:
    if not found:
        raise refuse("not_positive", path)
    return found


def _tiers(item: Object, path: str, has_rate: bool) -> Tiers:
    steps: list[Step] = []
    for step, place in numbered(item["steps"], f"{path}.steps"):
        rate = number(step, "rate", place)
        if rate is None and not (item["mode"] == "previous" and has_rate):
            raise refuse("tier_without_rate", place)
        start = needed_number(step, "from", place)
        if (steps and start <= steps[-1].start) or (not steps and start):
            raise refuse("steps_not_ascending", f"{place}.from")
        steps.append(Step(start, rate, number(step, "cap_amount", place)))
    return Tiers(item["mode"], item.get("measure", "rule"), tuple(steps))


def _costs(item: Object | None, path: str) -> Costs:
    if not item:
        return NO_COSTS
    return Costs(
        number(item, "fx_fee_rate", path, ZERO),
        number(item, "fx_fee_fixed", path, ZERO),
        number(item, "fx_fee_min", path, ZERO),
        item.get("fx_fee_on_home_currency_abroad", False),
        number(item, "fx_spread_rate", path, ZERO),
        number(item, "purchase_apr", path, ZERO),
        item.get("interest_method") == "daily_compound",
        item.get("day_count_days", 365),
    )


def _credit(item: Object, path: str) -> BenefitCredit:
    return BenefitCredit(
        item["id"],
        needed_number(item, "amount", path),
        item["period"],
        matcher(item.get("match"), f"{path}.match"),
        item.get("partial_use", True),
    )


def _bonus(item: Object, path: str) -> SignUpBonus:
    steps: list[tuple[Decimal, Decimal]] = []
    for step, place in numbered(item["steps"], f"{path}.steps"):
        spend = needed_number(step, "min_spend", place)
        if spend <= (steps[-1][0] if steps else ZERO):
            raise refuse("steps_not_ascending", f"{place}.min_spend")
        steps.append((spend, needed_number(step, "reward", place)))
    return SignUpBonus(
        tuple(steps), item.get("window_days"), item.get("programme"), matcher(item.get("match"), f"{path}.match")
    )


def _plan(item: Object, path: str) -> Plan:
    late = item.get("late_fee")
    if item["count"] > MOST_INSTALMENTS:
        raise refuse("too_many_instalments", f"{path}.count", most=MOST_INSTALMENTS)
    return Plan(
        id=item["id"],
        count=item["count"],
        interval_days=item.get("interval_days"),
        interval_months=item.get("interval_months"),
        first_after=item.get("first_after_intervals", 1),
        match=matcher(item.get("match"), f"{path}.match"),
        min_amount=number(item, "min_amount", path),
        max_amount=number(item, "max_amount", path),
        instalment_amount=number(item, "instalment_amount", path),
        nominal_rate=number(item, "nominal_rate_yearly", path, ZERO),
        fee_fixed=number(item, "fee_fixed", path, ZERO),
        fee_rate=number(item, "fee_rate", path, ZERO),
        full_rewards=item.get("rewards") == "full",
        late_fee=None if late is None else _late_fee(late, f"{path}.late_fee"),
        valid=validity(item, path),
    )


def _late_fee(item: Object, path: str) -> LateFee:
    return LateFee(needed_number(item, "amount", path), item.get("max_count"), number(item, "cap_fraction", path))


def _wallet(item: Object | None, path: str) -> WalletTerms:
    if item is None:
        return PLAIN_WALLET
    staged = item["type"] == "staged"
    return WalletTerms(
        staged,
        item.get("mcc_passthrough", "no" if staged else "yes"),
        item.get("mcc"),
        number(item, "fee_rate", path, ZERO),
    )
