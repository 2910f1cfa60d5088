# ruff: noqa: C901, PLR0912 - a list of chances has as many branches as the format has fields
"""Small random cases that use every part of the format, for properties."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]

MERCHANTS = ("Alpha", "Beta", "Gamma")
DEFINED = {"food": ["5411", "5812-5814"], "fuel": ["5541-5542"]}
UNDEFINED = ("books", "toys")
COUNTRIES = ("DE", "FR", "US")
CHANNELS = ("in_store", "online", "in_app", "phone", "recurring")
PERIODS = ("calendar_month", "calendar_quarter", "calendar_year", "statement", "anniversary_year", "lifetime")
PROGRAMMES = ("pts", "miles", "odd")
HOME = "EUR"
START = date(2026, 3, 10)


def seeded(seed: int) -> random.Random:
    """The same cases for the same seed."""
    return random.Random(seed)  # noqa: S311 - chance for tests, not for secrets


def money(rng: random.Random, low: int, high: int) -> str:
    return f"{rng.randint(low * 100, high * 100) / 100:.2f}"


def rate(rng: random.Random, most: int = 60) -> str:
    return f"{rng.randint(0, most) / 1000:.3f}"


def maybe(rng: random.Random, chance: float) -> bool:
    return rng.random() < chance


def matcher(rng: random.Random, depth: int = 1, *, known: bool = False) -> Json:
    """A matcher; known: only parts that are never unknown."""
    found: Json = {}
    if not known:
        if maybe(rng, 0.25):
            found["mcc"] = rng.sample(["5411", "5812", "5541-5542", "4000-4999", "5300-5399"], rng.randint(1, 2))
        if maybe(rng, 0.2):
            found["merchant"] = rng.sample(MERCHANTS, rng.randint(1, 2))
        if maybe(rng, 0.25):
            found["category"] = rng.sample([*DEFINED, *UNDEFINED], rng.randint(1, 2))
        if maybe(rng, 0.15):
            found["country"] = rng.sample(COUNTRIES, rng.randint(1, 2))
        if maybe(rng, 0.15):
            found["channel"] = rng.sample(CHANNELS, rng.randint(1, 3))
        if maybe(rng, 0.1):
            found["contactless"] = maybe(rng, 0.5)
    if maybe(rng, 0.1):
        found["foreign_currency"] = maybe(rng, 0.5)
    if maybe(rng, 0.1):
        found["min_amount"] = money(rng, 1, 60)
    if maybe(rng, 0.05):
        found["weekday"] = rng.sample(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 4)
    if maybe(rng, 0.05):
        found["wallet"] = ["w1"]
    if depth and maybe(rng, 0.15):
        found[rng.choice(["any", "all"])] = [matcher(rng, 0, known=known), matcher(rng, 0, known=known)]
    if depth and maybe(rng, 0.1):
        found["not"] = matcher(rng, 0, known=known)
    return found


def tiers(rng: random.Random, kind: str) -> Json:
    mode = rng.choice(["marginal", "previous"] + (["cliff"] if kind == "additive" else []))
    starts = sorted({0, *(rng.randint(1, 12) * 50 for _ in range(rng.randint(1, 2)))})
    steps: list[Json] = [{"from": str(start), "rate": rate(rng)} for start in starts]
    if mode == "previous":
        for step in steps:
            if maybe(rng, 0.3):
                step["cap_amount"] = money(rng, 0, 100)
    found: Json = {"mode": mode, "steps": steps}
    if maybe(rng, 0.4):
        found["measure"] = "card"
    return found


def rule(rng: random.Random, number: int, caps: list[str], *, plain: bool = False) -> Json:
    kinds = ["base", "replace", "additive", "fixed"] + ([] if plain else ["top_category"])
    kind = "base" if number == 0 else rng.choice(kinds)
    found: Json = {"id": f"r{number}", "kind": kind}
    if kind == "fixed":
        found["amount"] = money(rng, 0, 2)
    else:
        found["rate"] = rate(rng)
    if maybe(rng, 0.4):
        found["programme"] = rng.choice(PROGRAMMES)
        if "rate" in found:
            found["rate"] = str(rng.choice([1, 2, 3]))
            if maybe(rng, 0.4):
                found["per"] = rng.choice(["3", "5", "7"])
    if number and maybe(rng, 0.6):
        found["match"] = matcher(rng)
    if caps and maybe(rng, 0.6):
        found["caps"] = rng.sample(caps, rng.randint(1, min(2, len(caps))))
    if kind in ("base", "replace", "additive"):
        if maybe(rng, 0.2):
            found["overflow_rate"] = rate(rng, 10)
        if not plain and maybe(rng, 0.3):
            found["tiers"] = tiers(rng, kind)
        elif not plain and maybe(rng, 0.1):
            found["rounding_scope"] = "period"
    if kind == "top_category":
        found["categories"] = rng.sample([*DEFINED, *UNDEFINED], 2)
        if maybe(rng, 0.5):
            found["max_spend"] = money(rng, 50, 300)
    if maybe(rng, 0.2):
        found["amount_rounding"] = rng.choice(["floor", "ceil", "half_up"])
        found["amount_step"] = rng.choice(["1", "5"])
    if maybe(rng, 0.2):
        found["unit_rounding"] = rng.choice(["none", "floor", "ceil", "half_up"])
    if maybe(rng, 0.3):
        found["period"] = rng.choice(PERIODS)
    if maybe(rng, 0.1):
        found["counts_by"] = "posting_date"
    if not plain and number and maybe(rng, 0.2):
        found["activation"] = {"deadline": "2026-12-31"} if maybe(rng, 0.5) else {}
    if maybe(rng, 0.3):
        found["priority"] = rng.randint(0, 2)
    return found


def cap(rng: random.Random, number: int, *, plain: bool = False) -> Json:
    basis = rng.choice(["spend", "spend", "units", "cash"] + ([] if plain else ["count"]))
    found = {
        "id": f"c{number}",
        "basis": basis,
        "amount": str(rng.randint(1, 4)) if basis == "count" else money(rng, 1, 200 if basis == "spend" else 8),
        "period": rng.choice(PERIODS),
    }
    if maybe(rng, 0.3):
        found["scope"] = "product"
    if maybe(rng, 0.1):
        found["counts_by"] = "posting_date"
    return found


def product(rng: random.Random, name: str, *, plain: bool = False) -> Json:
    caps = [cap(rng, number, plain=plain) for number in range(rng.randint(0, 2))]
    found: Json = {
        "id": name,
        "kind": rng.choice(["credit_card", "credit_card", "debit_card", "charge_card"]),
        "network": rng.choice(["visa", "mc"]),
        "rules": [rule(rng, n, [c["id"] for c in caps], plain=plain) for n in range(rng.randint(1, 4))],
        "caps": caps,
    }
    if plain:
        return found
    if maybe(rng, 0.3):
        found["costs"] = {"fx_fee_rate": "0.02", "purchase_apr": "0.18", "fx_spread_rate": "0.004"}
        if maybe(rng, 0.5):
            found["costs"] |= {"fx_fee_on_home_currency_abroad": True, "fx_fee_min": "0.50"}
    if maybe(rng, 0.2):
        found["excluded"] = matcher(rng)
    if maybe(rng, 0.3):
        found["combine"] = "total_first"
    if maybe(rng, 0.3):
        found["surcharge_earns"] = False
    if maybe(rng, 0.3):
        found["refund_policy"] = "recompute_period"
    if maybe(rng, 0.3):
        found["credits"] = [
            {"id": "k", "amount": money(rng, 1, 20), "period": rng.choice(PERIODS), "partial_use": maybe(rng, 0.5)}
        ]
        if maybe(rng, 0.5):
            found["credits"][0]["match"] = matcher(rng)
    if maybe(rng, 0.3):
        found["sign_up_bonus"] = {
            "window_days": 200,
            "steps": [{"min_spend": "120", "reward": "20"}, {"min_spend": "300.00", "reward": "35.5"}],
            **({"match": matcher(rng)} if maybe(rng, 0.3) else {}),
            **({"programme": "pts"} if maybe(rng, 0.4) else {}),
        }
    if maybe(rng, 0.2):
        found["plans"] = [{"id": "p3", "count": 3, "interval_days": 30, "fee_rate": "0.01", "rewards": "full"}]
    return found


def offer(rng: random.Random, number: int, instruments: list[str]) -> Json:
    found: Json = {
        "id": f"o{number}",
        "kind": rng.choice(["percent", "fixed"]),
        "instruments": rng.sample(instruments, rng.randint(1, len(instruments))),
    }
    found["value"] = rate(rng, 100) if found["kind"] == "percent" else money(rng, 1, 10)
    if maybe(rng, 0.2):
        found["programme"] = rng.choice(PROGRAMMES)
    if maybe(rng, 0.5):
        found["match"] = matcher(rng)
    if maybe(rng, 0.4):
        found["min_spend"] = money(rng, 1, 150)
    if maybe(rng, 0.2):
        found["max_credit"] = money(rng, 1, 6)
    if found["kind"] == "fixed" and "min_spend" in found and maybe(rng, 0.4):
        found["cumulative"] = True
    if maybe(rng, 0.4):
        found["stack_group"] = "g"
    if maybe(rng, 0.4):
        found["credit_reduces_earning_base"] = rng.choice(["yes", "no", "unknown"])
    if maybe(rng, 0.4):
        found["activation"] = {}
    return found


def purchase(rng: random.Random, *, day: date, foreign: bool = False) -> Json:
    found: Json = {"date": day.isoformat(), "amount": money(rng, 1, 200)}
    if foreign and maybe(rng, 0.3):
        found["currency"] = "USD"
    if maybe(rng, 0.6):
        found["mcc"] = rng.choice(["5411", "5813", "5541", "4111", "9999"])
    elif maybe(rng, 0.3):
        found["mcc_candidates"] = ["5812", "5411"]
    if maybe(rng, 0.5):
        found["merchant"] = rng.choice([*MERCHANTS, "Other"])
    if maybe(rng, 0.3):
        found["category"] = rng.choice([*DEFINED, *UNDEFINED, "misc"])
    if maybe(rng, 0.6):
        found["country"] = rng.choice(COUNTRIES)
    if maybe(rng, 0.6):
        found["channel"] = rng.choice(CHANNELS)
    if maybe(rng, 0.6):
        found["contactless"] = maybe(rng, 0.5)
    if maybe(rng, 0.3):
        found["posting_date"] = (day + timedelta(days=rng.randint(0, 4))).isoformat()
    return found


def wallet_parts(rng: random.Random, cards: list[str]) -> tuple[Json, Json]:
    terms: Json = {"type": rng.choice(["pass_through", "staged"])}
    if maybe(rng, 0.5):
        terms["mcc_passthrough"] = rng.choice(["yes", "no", "unknown"])
    if maybe(rng, 0.3):
        terms["fee_rate"] = "0.01"
    version = {"id": "pw", "kind": "wallet", "wallet": terms, "rules": [rule(rng, 0, [])]}
    return version, {"id": "w1", "product": "pw", "funding": cards, "has_balance": maybe(rng, 0.5)}


def usage(rng: random.Random, products: list[Json], instruments: list[Json], offers: list[Json]) -> Json:
    by_id = {item["id"]: item for item in products}
    counters, activations, sign_up = [], [], []
    for instrument in instruments:
        version = by_id.get(instrument.get("product", ""))
        if version is None:
            continue
        for one in version.get("caps", []):
            if maybe(rng, 0.4):
                used = str(rng.randint(0, 3)) if one["basis"] == "count" else money(rng, 0, 100)
                counters.append({"instrument": instrument["id"], "counter": one["id"], "used": used})
        for one in version["rules"]:
            if "activation" in one and maybe(rng, 0.6):
                state = rng.choice(["yes", "no", "unknown"])
                activations.append({"id": one["id"], "instrument": instrument["id"], "state": state})
            if maybe(rng, 0.4) and one["kind"] != "top_category":
                row = {"instrument": instrument["id"], "counter": one["id"], "used": money(rng, 0, 300)}
                counters.append(row | {"card_spent": money(rng, 0, 500), "previous": money(rng, 0, 500)})
        if "sign_up_bonus" in version and maybe(rng, 0.8):
            row = {"instrument": instrument["id"], "progress": money(rng, 0, 150)}
            sign_up.append(row | ({"forecast_spend": money(rng, 0, 400)} if maybe(rng, 0.4) else {}))
    rows = []
    for one in offers:
        if "activation" in one and maybe(rng, 0.6):
            activations.append({"id": one["id"], "state": rng.choice(["yes", "yes", "no", "unknown"])})
        if maybe(rng, 0.4):
            row = {"offer": one["id"], "progress": money(rng, 0, 100)}
            rows.append(row | ({"uses_left": rng.randint(0, 2)} if maybe(rng, 0.4) else {}))
    return {"counters": counters, "activations": activations, "sign_up": sign_up, "offers": rows}


def base_case(rng: random.Random, *, cards: int = 3, plain: bool = False, foreign: bool = True) -> Json:
    """A case without a situation."""
    products = [product(rng, f"p{number}", plain=plain) for number in range(cards)]
    instruments: list[Json] = []
    for number in range(cards):
        own: Json = {"id": f"i{number}", "product": f"p{rng.randrange(cards)}", "opened_on": "2026-01-31"}
        if maybe(rng, 0.5):
            own |= {"statement_close_day": rng.choice([5, 31, "eom"]), "payment_due_days": 20}
        if foreign and not plain and maybe(rng, 0.1):
            own["currency"] = "USD"
        instruments.append(own)
    names = [item["id"] for item in instruments]
    if not plain and maybe(rng, 0.5):
        version, wallet = wallet_parts(rng, names)
        products.append(version)
        instruments.append(wallet)
    instruments.append({"id": "coins", "kind": "cash"})
    offers = [] if plain else [offer(rng, number, names) for number in range(rng.randint(0, 3))]
    payer = {name: {"state": rng.choice(["transactor", "revolver", "unknown"])} for name in names if maybe(rng, 0.2)}
    values = {"pts": {"value": "0.012", "low": "0.005", "high": "0.02"}, "miles": {"value": "0.01"}}
    return {
        "format": "coffer-case/1",
        "profile": {
            "home_currency": HOME,
            "float_yield_yearly": rng.choice(["0", "0.03"]),
            "point_values": values,
            "payer": {} if plain else payer,
            **({"country": "DE"} if maybe(rng, 0.5) else {}),
        },
        "terms": {"categories": DEFINED, "products": products},
        "instruments": instruments,
        "offers": offers,
        "usage": usage(rng, products, instruments, offers),
        "situation": {"rates": {"reference": {"USD": "0.9"}}},
    }


def decide_case(rng: random.Random) -> Json:
    """One purchase with coupons, a portal and an owned voucher now and then."""
    case = base_case(rng)
    bought = purchase(rng, day=START, foreign=True)
    if maybe(rng, 0.3):
        bought["return_probability"] = rng.choice(["0.1", "0.35"])
    if maybe(rng, 0.2):
        bought["dcc_markup_rate"] = "0.05"
    if maybe(rng, 0.3):
        bought["acceptance"] = [{"kind": "credit_card", "surcharge_rate": "0.01"}, {"cash_discount_rate": "0.005"}]
    case["situation"]["purchase"] = bought
    if maybe(rng, 0.4):
        case["coupons"] = [
            {"id": "q1", "kind": "percent", "value": "0.1", "combinable": "yes"},
            {"id": "q2", "kind": "fixed", "value": "5", "min_basket": "20", "combinable": "unknown"},
        ]
    if maybe(rng, 0.3):
        case["offers"].append({"id": "portal", "origin": "portal", "kind": "percent", "value": "0.03"})
    if maybe(rng, 0.3):
        case["vouchers"] = [{"id": "v", "face": money(rng, 5, 60), "value_fraction": "0.9"}]
    return case


def events_case(rng: random.Random, kind: str, *, count: int, cards: int = 2, plain: bool = False) -> Json:
    """A plan or a history of purchases over some weeks."""
    case = base_case(rng, cards=cards, plain=plain, foreign=False)
    days = sorted(rng.randint(0, 60) for _ in range(count))
    events = []
    for number, offset in enumerate(days):
        event = purchase(rng, day=START + timedelta(days=offset)) | {"id": f"e{number}"}
        if kind == "history":
            event["actual"] = rng.choice(case["instruments"])["id"]
        events.append(event)
    if kind == "history" and maybe(rng, 0.7):
        events.extend(refunds(rng, events))
    case["situation"][kind] = events
    return case


def refunds(rng: random.Random, events: list[Json]) -> list[Json]:
    """Parts of some purchases given back some days later."""
    found = []
    for number in range(rng.randint(1, 3)):
        bought = rng.choice(events)
        given = sum(float(x["amount"]) for x in found if x["refund_of"] == bought["id"])
        left = round((float(bought["amount"]) - given) * 100)
        if left < 1:
            continue
        amount = left if maybe(rng, 0.4) else rng.randint(1, left)
        day = date.fromisoformat(bought["date"]) + timedelta(days=rng.randint(0, 20))
        found.append(
            {"id": f"b{number}", "date": day.isoformat(), "refund_of": bought["id"], "amount": f"{amount / 100:.2f}"}
        )
    return found
