"""Times of decide, replay and plan on synthetic cases: python tests/bench/bench_decide.py [repeat].

decide: 12 ways to pay, 6 rules each, 40 offers, 8 coupons. replay: 100,000 transactions on 8 cards.
plan: 1,000 purchases, 10 options with caps. Parsing is timed apart. One JSON object on standard output: seconds of the
processor, the best of some runs, and ratios to a plain reference in the same run: for replay, one multiplication and
one rounding for each purchase on each card, which is the least that an exact answer takes; for plan, the same program
given to the solver as a whole.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.domain.decide import compare, parse, plan, replay
from hub.domain.decide.program import Program, Solution
from hub.domain.decide.situation import Case, Purchase
from hub.services import optimum
from hub.services.optimum import solve

Json = dict[str, Any]
_CENT = Decimal("0.01")

CATEGORIES = {
    "groceries": ["5411", "5422"],
    "dining": ["5812-5814"],
    "fuel": ["5541-5542"],
    "travel": ["3000-3299", "4511"],
    "drugstore": ["5912"],
}
CODES = ["5411", "5812", "5541", "4511", "5912", "5999", "5732", "4121"]
SHOPS = [f"Shop {number}" for number in range(60)]


def _seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same case every time


def _rules(rng: random.Random, count: int, *, capped: bool) -> list[Json]:
    rules: list[Json] = [{"id": "base", "kind": "base", "rate": f"0.00{rng.randint(2, 9)}"}]
    for number in range(1, count):
        kind = "additive" if number % 3 == 0 else "replace"
        one: Json = {
            "id": f"r{number}",
            "kind": kind,
            "rate": f"0.0{rng.randint(10, 50)}",
            "match": {"category": [rng.choice(list(CATEGORIES))]},
        }
        if capped and number % 2:
            one["caps"] = [f"c{number}"]
        rules.append(one)
    return rules


def _card(rng: random.Random, number: int, rules: int, *, points: bool) -> Json:
    found: Json = {"id": f"p{number}", "kind": "credit_card", "network": rng.choice(["visa", "mc", "amex"])}
    found["rules"] = _rules(rng, rules, capped=True)
    found["caps"] = [
        {"id": f"c{n}", "basis": "spend", "amount": str(rng.randint(2, 9) * 100), "period": "calendar_month"}
        for n in range(1, rules, 2)
    ]
    if points:
        for rule in found["rules"]:
            rule |= {"programme": "pts", "rate": str(rng.randint(1, 4))}
    return found


def _case(rng: random.Random, cards: int, rules: int) -> Json:
    return {
        "format": "coffer-case/1",
        "profile": {
            "home_currency": "EUR",
            "country": "DE",
            "float_yield_yearly": "0.02",
            "point_values": {"pts": {"value": "0.009", "low": "0.005", "high": "0.012"}},
        },
        "terms": {
            "categories": CATEGORIES,
            "products": [_card(rng, n, rules, points=n % 4 == 3) for n in range(cards)],
        },
        "instruments": [
            {"id": f"i{n}", "product": f"p{n}", "statement_close_day": 1 + 3 * n % 28, "payment_due_days": 20}
            for n in range(cards)
        ],
        "situation": {},
    }


def decide_case(*, combinable: bool) -> Json:
    """12 ways to pay, 40 offers of which some match, 8 coupons."""
    rng = _seeded(1)
    case = _case(rng, 12, 6)
    case["offers"] = [
        {
            "id": f"o{n}",
            "instruments": rng.sample([f"i{k}" for k in range(12)], 3),
            "kind": rng.choice(["percent", "fixed"]),
            "value": "0.05" if n % 2 else "4",
            "match": {"merchant": [SHOPS[n % 10]]},
            "min_spend": str(20 * (n % 5)),
            **({"activation": {}} if n % 3 == 0 else {}),
        }
        for n in range(40)
    ]
    for offer in case["offers"]:
        offer["value"] = "0.05" if offer["kind"] == "percent" else "4.00"
    case["usage"] = {"activations": [{"id": f"o{n}", "state": "yes"} for n in range(0, 40, 3)]}
    case["coupons"] = [
        {
            "id": f"k{n}",
            "kind": "percent" if n % 2 else "fixed",
            "value": f"0.0{n + 1}" if n % 2 else str(n + 1),
            "combinable": "yes" if combinable else "no",
        }
        for n in range(8)
    ]
    case["situation"]["purchase"] = {
        "date": "2026-03-10",
        "amount": "84.30",
        "mcc": "5411",
        "merchant": SHOPS[3],
        "country": "DE",
        "channel": "in_store",
        "contactless": True,
    }
    return case


def _purchases(rng: random.Random, count: int, days: int) -> list[Json]:
    found = []
    for number in range(count):
        day = date(2025, 1, 1) + timedelta(days=number * days // count)
        found.append(
            {
                "id": f"t{number}",
                "date": day.isoformat(),
                "amount": f"{rng.randint(100, 15_000) / 100:.2f}",
                "mcc": rng.choice(CODES),
                "merchant": rng.choice(SHOPS),
                "country": "DE",
                "channel": rng.choice(["in_store", "online"]),
                "contactless": rng.random() < 0.5,
            }
        )
    return found


def replay_case(count: int) -> Json:
    """Transactions of ten years on 8 cards."""
    rng = _seeded(2)
    case = _case(rng, 8, 5)
    case["situation"]["history"] = [
        event | {"actual": f"i{rng.randrange(8)}"} for event in _purchases(rng, count, 3650)
    ]
    return case


def plan_case(count: int) -> Json:
    """Planned purchases of a year on 10 cards with monthly caps and one sign-up bonus."""
    rng = _seeded(3)
    case = _case(rng, 10, 5)
    case["terms"]["products"][0]["sign_up_bonus"] = {"steps": [{"min_spend": "3000", "reward": "150"}]}
    case["usage"] = {"sign_up": [{"instrument": "i0", "progress": "0"}]}
    case["situation"]["planned"] = _purchases(rng, count, 365)
    return case


def _best(run: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def plainly(case: Case, cards: int) -> Decimal:
    """The best of some flat rates for each purchase: nothing but the arithmetic that no replay can do without."""
    rates = [Decimal(number) / 1000 for number in range(1, cards + 1)]
    bought = (event.amount for event in case.events if isinstance(event, Purchase))
    return sum((max([(amount * rate).quantize(_CENT) for rate in rates]) for amount in bought), Decimal(0))


def as_a_whole(program: Program) -> Iterator[Solution]:
    """What the solver says of the whole program, never cut into parts."""
    kept, optimum.MOST = optimum.MOST, len(program.choices)
    try:
        yield from list(optimum.solve(program))
    finally:
        optimum.MOST = kept


def main() -> None:
    """Print seconds by name."""
    repeat = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    seconds: dict[str, float | str] = {}
    for name, combinable in (("decide", False), ("decide_combinable", True)):
        case = parse(decide_case(combinable=combinable))
        seconds[f"{name}_options"] = len(compare(case).options)
        seconds[name] = _best(lambda case=case: compare(case), repeat * 3)  # type: ignore[misc]  # bound in the loop
    document = replay_case(100_000)
    seconds["replay_parse"] = _best(lambda: parse(document), 1)
    history = parse(document)
    seconds["replay"] = replayed = _best(lambda: replay(history), min(repeat, 2))
    seconds["replay_plain"] = least = _best(lambda: plainly(history, 8), min(repeat, 2))
    seconds["replay_to_plain"] = round(replayed / least, 1)
    planned = parse(plan_case(1_000))
    found = plan(planned, solve)
    seconds["plan"] = parted = _best(lambda: plan(planned, solve), repeat)
    seconds["plan_as_a_whole"] = whole = _best(lambda: plan(planned, as_a_whole), 1)
    seconds["plan_to_whole"] = round(parted / whole, 2)
    seconds["plan_total"] = str(found.total)
    seconds["plan_myopic"] = str(found.myopic_total)
    seconds["plan_bound"] = str(found.bound)
    seconds["plan_gap_percent"] = str(((found.bound or 0) - found.total) / found.total * 100)[:6]
    seconds["plan_without_solver_total"] = str(plan(planned).total)
    print(json.dumps(seconds, indent=1))  # noqa: T201 - a figure to read


if __name__ == "__main__":
    main()
