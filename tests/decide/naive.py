# ruff: noqa: C901, PLR0912, N803, N806, N817 - it follows the text's letters and paragraphs, not our style
"""DECIDE once more, as plainly as possible: raw documents, fractions, every world one by one, nothing prepared.

It is slow and covers plain paths (no coupons, vouchers, portals, plans, DCC). Tests compare the engine with it.
"""

from __future__ import annotations

import itertools
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction as F
from typing import Any

Json = dict[str, Any]
CHANNELS = ["in_store", "online", "in_app", "phone", "recurring"]
REVERSIBLE = ("reward", "wallet_reward", "offer_credit", "benefit_credit")
MOST_WORLDS = 40


class TooManyWorlds(Exception):
    pass


def fold(name: str) -> str:
    return name.strip().casefold()


def rounded(x: F, step: F = F(1, 100), mode: str = "half_up") -> F:
    if mode == "none" or not step:
        return x
    q = x / step
    if mode == "floor":
        n = q.numerator // q.denominator
    elif mode == "ceil":
        n = -((-q.numerator) // q.denominator)
    else:
        n = (abs(q) + F(1, 2)).numerator // (abs(q) + F(1, 2)).denominator
        n = n if q >= 0 else -n
    return n * step


def closing(close: int | str, day: date) -> date:
    close = 31 if close == "eom" else int(close)
    year, month = day.year, day.month
    while True:
        end = date(year, month, min(close, monthrange(year, month)[1]))
        if end >= day:
            return end
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def period(kind: str, instrument: Json, day: date) -> Any:
    """The first day of the period that holds a day."""
    if kind == "lifetime":
        return 0
    if kind == "statement" and "statement_close_day" in instrument:
        end = closing(instrument["statement_close_day"], day)
        before = day
        while closing(instrument["statement_close_day"], before) == end:
            before -= timedelta(days=1)
        return before + timedelta(days=1)
    if kind in ("statement", "calendar_month"):
        return date(day.year, day.month, 1)
    if kind == "calendar_quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    if kind == "anniversary_year" and "opened_on" in instrument:
        opened = date.fromisoformat(instrument["opened_on"])
        start = [
            date(y, opened.month, min(opened.day, monthrange(y, opened.month)[1])) for y in (day.year - 1, day.year)
        ]
        return start[1] if start[1] <= day else start[0]
    return date(day.year, 1, 1)


def period_before(kind: str, instrument: Json, day: date) -> Any:
    here = period(kind, instrument, day)
    if here == 0:
        return None
    while period(kind, instrument, day) == here:
        day -= timedelta(days=1)
    return period(kind, instrument, day)


class Naive:
    """One case."""

    def __init__(self, case: Json) -> None:
        self.case = case
        self.home = case["profile"]["home_currency"]
        self.instruments = {x["id"]: x for x in case["instruments"]}
        self.products = {x["id"]: x for x in case["terms"]["products"]}
        self.categories = {fold(k): v for k, v in case["terms"].get("categories", {}).items()}
        self.usage = case.get("usage", {})
        situation = case["situation"]
        self.events = (
            [situation["purchase"]] if "purchase" in situation else situation.get("history", situation.get("planned"))
        )
        self.first = min(date.fromisoformat(x["date"]) for x in self.events)
        self.matchers = self._all_matchers()

    # -- terms ---------------------------------------------------------------------------------------------------

    def product(self, name: str) -> Json:
        return self.products.get(self.instruments[name].get("product", ""), {})

    def kind(self, name: str) -> str:
        return self.instruments[name].get("kind") or self.product(name)["kind"]

    def currency(self, name: str) -> str:
        return self.instruments[name].get("currency") or self.product(name).get("currency") or self.home

    def rho(self, currency: str) -> F:
        return F(1) if currency == self.home else F(self.case["situation"]["rates"]["reference"][currency])

    def value(self, programme: str, which: int) -> F:
        given = self.case["profile"].get("point_values", {}).get(programme)
        if given is None:
            return F(0)
        return F(given.get(("value", "low", "high")[which], given["value"]))

    def _all_matchers(self) -> list[Json]:
        found: list[Json] = []

        def add(m: Json) -> None:
            found.append(m)
            for part in (*m.get("all", []), *m.get("any", []), *([m["not"]] if "not" in m else [])):
                add(part)

        for p in self.case["terms"]["products"]:
            for x in (*p.get("rules", []), *p.get("credits", []), p.get("sign_up_bonus", {})):
                add(x.get("match", {}))
            add(p.get("excluded", {}))
        for o in self.case.get("offers", []):
            add(o.get("match", {}))
        return found

    # -- worlds --------------------------------------------------------------------------------------------------

    def facts(self, purchase: Json, path: list[str]) -> dict[str, list[Any]]:
        """Unknown facts with their values, in the order of the text."""
        found: dict[str, list[Any]] = {}
        names = {
            k: sorted({fold(n) for m in self.matchers for n in m.get(k, [])})
            for k in ("merchant", "country", "category")
        }
        if "mcc" not in purchase:
            found["mcc"] = self._codes(purchase)
        tops = [
            fold(n) for p in self.case["terms"]["products"] for r in p.get("rules", []) for n in r.get("categories", [])
        ]
        if "category" not in purchase:
            found["category"] = [*sorted({n for n in [*names["category"], *tops] if n not in self.categories}), None]
        if "merchant" not in purchase:
            found["merchant"] = [*names["merchant"], None]
        if "country" not in purchase and "country" not in self.case["profile"]:
            found["country"] = [*names["country"], None]
        if "channel" not in purchase:
            found["channel"] = CHANNELS
        if "contactless" not in purchase:
            found["contactless"] = [True, False]
        last = path[-1]
        payer = self.case["profile"].get("payer", {}).get(last, {})
        if self.kind(last) == "credit_card" and payer.get("state") == "unknown":
            found[f"payer:{last}"] = [True, False]
        for name in path[:-1]:
            if self.passes(name) == "unknown":
                found[f"mcc_passthrough:{name}"] = [True, False]
        for name in path:
            for r in self.product(name).get("rules", []):
                if "activation" in r and self.activation(r["id"], name) == "unknown":
                    found[f"activation:{name}:{r['id']}"] = [True, False]
        for o in self.case.get("offers", []):
            for name in path:
                if "activation" in o and self.activation(o["id"], name) == "unknown" and self.in_scope(o, name):
                    found[f"activation:{name}:{o['id']}"] = [True, False]
            if o.get("credit_reduces_earning_base") == "unknown" and any(self.in_scope(o, name) for name in path):
                found[f"credit_base:{o['id']}"] = [True, False]
        return {k: found[k] for k in sorted(found)}

    def _codes(self, purchase: Json) -> list[int]:
        ranges = [r for m in self.matchers for r in m.get("mcc", [])] + [r for v in self.categories.values() for r in v]
        cuts = {0}
        for r in ranges:
            a, _, b = r.partition("-")
            cuts |= {int(a), int(b or a) + 1}
        if "mcc_candidates" in purchase:
            return sorted({int(c) for c in purchase["mcc_candidates"]})
        if "category" in purchase and fold(purchase["category"]) in self.categories:
            own = self.categories[fold(purchase["category"])]
            return sorted(
                {c for c in range(10_000) if self.in_ranges(c, own) and (c in cuts or not self.in_ranges(c - 1, own))}
            )
        return sorted(c for c in cuts if c < 10_000)

    def worlds(self, purchase: Json, path: list[str]) -> list[Json]:
        facts = self.facts(purchase, path)
        count = 1
        for values in facts.values():
            count *= len(values)
        if count > MOST_WORLDS:
            raise TooManyWorlds
        return [dict(zip(facts, values, strict=True)) for values in itertools.product(*facts.values())]

    def activation(self, rule: str, instrument: str) -> str:
        rows = [r for r in self.usage.get("activations", []) if r["id"] == rule]
        own = [r for r in rows if r.get("instrument") == instrument] or [r for r in rows if "instrument" not in r]
        return own[-1]["state"] if own else "unknown"

    def active(self, item: Json, instrument: str, world: Json) -> bool:
        if "activation" not in item:
            return True
        state = self.activation(item["id"], instrument)
        return world[f"activation:{instrument}:{item['id']}"] if state == "unknown" else state == "yes"

    def passes(self, name: str) -> str:
        w = self.product(name).get("wallet", {"type": "pass_through"})
        return w.get("mcc_passthrough", "yes" if w["type"] == "pass_through" else "no")

    def in_scope(self, offer: Json, name: str) -> bool:
        network = self.instruments[name].get("network") or self.product(name).get("network")
        return (
            name in offer.get("instruments", [])
            or self.instruments[name].get("product") in offer.get("products", [])
            or (network is not None and network in offer.get("networks", []))
        )

    # -- facts and matchers --------------------------------------------------------------------------------------

    def seen(self, purchase: Json, path: list[str], position: int, world: Json, billing: str) -> Json:
        country = purchase.get("country") or self.case["profile"].get("country")
        found = {
            "mcc": int(purchase["mcc"]) if "mcc" in purchase else world.get("mcc"),
            "merchant": fold(purchase["merchant"]) if "merchant" in purchase else world.get("merchant"),
            "country": fold(country) if country else world.get("country"),
            "channel": purchase.get("channel") or world.get("channel"),
            "contactless": purchase["contactless"] if "contactless" in purchase else world.get("contactless"),
            "given": fold(purchase["category"]) if "category" in purchase else None,
            "category": world.get("category"),
            "currency": purchase.get("currency", self.home),
            "billing": billing,
            "date": date.fromisoformat(purchase["date"]),
            "wallets": {n for w in path if self.kind(w) == "wallet" for n in (w, self.instruments[w].get("product"))},
        }
        for name in path[:position]:
            if self.kind(name) != "wallet":
                continue
            passes = self.passes(name)
            if passes == "no" or (passes == "unknown" and not world[f"mcc_passthrough:{name}"]):
                code = self.product(name).get("wallet", {}).get("mcc")
                found |= {
                    "mcc": int(code) if code else None,
                    "merchant": fold(self.instruments[name].get("product") or name),
                    "channel": "online",
                    "contactless": False,
                    "given": None,
                    "category": None,
                }
        return found

    @staticmethod
    def in_ranges(code: int | None, ranges: list[str]) -> bool:
        if code is None:
            return False
        return any(int(r.partition("-")[0]) <= code <= int(r.partition("-")[2] or r) for r in ranges)

    def in_category(self, facts: Json, name: str) -> bool:
        name = fold(name)
        if facts["given"] is not None:
            return facts["given"] == name
        if name in self.categories:
            return self.in_ranges(facts["mcc"], self.categories[name])
        return facts["category"] == name

    def match(self, m: Json | None, facts: Json, amount: F) -> bool:
        if not m:
            return True
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        tests = {
            "mcc": lambda v: self.in_ranges(facts["mcc"], v),
            "merchant": lambda v: facts["merchant"] in [fold(x) for x in v],
            "category": lambda v: any(self.in_category(facts, x) for x in v),
            "country": lambda v: facts["country"] in [fold(x) for x in v],
            "channel": lambda v: facts["channel"] in v,
            "currency": lambda v: facts["currency"] in v,
            "foreign_currency": lambda v: (facts["currency"] != facts["billing"]) == v,
            "contactless": lambda v: facts["contactless"] == v,
            "wallet": lambda v: bool(facts["wallets"] & set(v)),
            "weekday": lambda v: days[facts["date"].weekday()] in v,
            "min_amount": lambda v: amount >= F(v),
            "max_amount": lambda v: amount <= F(v),
            "all": lambda v: all(self.match(x, facts, amount) for x in v),
            "any": lambda v: any(self.match(x, facts, amount) for x in v),
            "not": lambda v: not self.match(v, facts, amount),
        }
        return all(tests[key](value) for key, value in m.items())

    # -- state ---------------------------------------------------------------------------------------------------

    def opening(self) -> Json:
        state: Json = {}
        for row in self.usage.get("counters", []):
            name = row["instrument"]
            own, p = self.instruments[name], self.product(name)
            decide = "purchase" in self.case["situation"]
            for c in p.get("caps", []):
                if c["id"] == row["counter"]:
                    day = self._row_day(row, c, decide=decide)
                    state[self.cap_key(p, c, own, day)] = F(row.get("used", 0))
            for r in p.get("rules", []):
                if r["id"] == row["counter"]:
                    here = period(r.get("period", "calendar_month"), own, self._row_day(row, r, decide=decide))
                    state["rule", name, r["id"], here] = F(row.get("used", 0))
                    state["card", name, r["id"], here] = F(row.get("card_spent", 0))
                    if "previous" in row:
                        state["previous", name, r["id"], here] = F(row["previous"])
        for row in self.usage.get("offers", []):
            state["progress", row["offer"]] = F(row.get("progress", 0))
            state["granted", row["offer"]] = F(row.get("credit_used", 0))
            if "uses_left" in row:
                state["left", row["offer"]] = F(row["uses_left"])
        for row in self.usage.get("sign_up", []):
            state["bonus", row["instrument"]] = F(row.get("progress", 0))
        return state

    def _row_day(self, row: Json, item: Json, *, decide: bool) -> date:
        if "as_of" in row:
            return date.fromisoformat(row["as_of"])
        if decide and item.get("counts_by") == "posting_date":
            return date.fromisoformat(self.events[0].get("posting_date", self.events[0]["date"]))
        return self.first

    def cap_key(self, p: Json, c: Json, instrument: Json, day: date) -> Any:
        owner = ("product", p["id"]) if c.get("scope") == "product" else ("instrument", instrument["id"])
        return ("cap", *owner, c["id"], period(c["period"], instrument, day))

    # -- one world -----------------------------------------------------------------------------------------------

    def run(
        self, purchase: Json, path: list[str], world: Json, which: int, state: Json, amount: F | None = None
    ) -> Json:
        out = _Run(self, purchase, path, world, which, state, F(purchase["amount"]) if amount is None else amount)
        out.go()
        return {
            "lines": out.lines,
            "units": out.units,
            "state": out.state,
            "bonus": out.bonus,
            "offers": out.paid,
            "E": out.spends,
            "B": out.B,
        }

    def option(self, purchase: Json, path: list[str], state: Json, amount: F | None = None) -> Json:
        """C, N, interval, unknowns and units of a path, and the run of the reported world."""
        worlds = self.worlds(purchase, path)
        runs = [self.run(purchase, path, w, 0, state, amount) for w in worlds]
        nets = [(total(r, contingent=True), total(r, contingent=False)) for r in runs]
        best = min(range(len(worlds)), key=lambda i: (nets[i], i))
        lows, highs = [], []
        for which in range(3):
            for w in worlds:
                lines = self.run(purchase, path, w, which, state, amount)["lines"]
                certain = sum((x for _, x, sure, _ in lines if sure), F(0))
                lows.append(certain + sum((x for _, x, sure, _ in lines if not sure and x < 0), F(0)))
                highs.append(certain + sum((x for _, x, sure, _ in lines if not sure and x > 0), F(0)))
        facts = self.facts(purchase, path)
        unknown = set()
        index = {tuple(w.values()): n for n, w in enumerate(worlds)}
        for number, fact in enumerate(facts):
            for w in worlds:
                key = list(w.values())
                for other in facts[fact]:
                    key[number] = other
                    if nets[index[tuple(key)]] != nets[index[tuple(w.values())]]:
                        unknown.add(fact)
        return {
            "N": nets[best][0], "C": nets[best][1], "low": min(lows), "high": max(highs),
            "unknowns": sorted(unknown), "run": runs[best],
        }  # fmt: skip


def total(run: Json, *, contingent: bool) -> F:
    return sum((x for _, x, sure, _ in run["lines"] if sure or contingent), F(0))


class _Run:
    """The calculation of DECIDE 5 in one world."""

    def __init__(
        self, n: Naive, purchase: Json, path: list[str], world: Json, which: int, state: Json, amount: F
    ) -> None:
        self.n, self.purchase, self.path, self.world, self.which = n, purchase, path, world, which
        self.state = dict(state)
        self.amount = amount
        self.lines: list[tuple[str, F, bool, Any]] = []
        self.units: dict[str, F] = {}
        self.bonus = F(0)
        self.paid: list[Any] = []
        self.spends: dict[str, F] = {}
        self.B = F(0)
        self.on = date.fromisoformat(purchase["date"])
        self.posted = date.fromisoformat(purchase.get("posting_date", purchase["date"]))

    def day(self, item: Json) -> date:
        return self.posted if item.get("counts_by") == "posting_date" else self.on

    def line(self, kind: str, amount: F, *, sure: bool = True, ref: Any = None) -> None:
        self.lines.append((kind, rounded(amount), sure, ref))

    def acceptance(self, key: str) -> F:
        first = [
            x
            for x in self.path
            if not (
                self.n.kind(x) == "wallet"
                and self.n.product(x).get("wallet", {"type": "pass_through"})["type"] == "pass_through"
            )
        ]
        facing = first[0] if first else self.path[-1]
        for e in self.purchase.get("acceptance", []):
            if ("kind" not in e or e["kind"] == self.n.kind(facing)) and key in e:
                return F(e[key])
        return F(0)

    def go(self) -> None:
        n, P2 = self.n, self.amount
        if not P2:
            return
        last = self.path[-1]
        p, b = self.purchase.get("currency", n.home), n.currency(last)
        rp, rb = n.rho(p), n.rho(b)
        s, k = rounded(P2 * self.acceptance("surcharge_rate")), rounded(P2 * self.acceptance("cash_discount_rate"))
        P3 = P2 + s - k
        costs = n.product(last).get("costs", {})
        B = P3 if p == b else rounded(P3 * rp * (1 + F(costs.get("fx_spread_rate", 0))) / rb)
        self.B = B
        country, home = (
            self.purchase.get("country") or n.case["profile"].get("country"),
            n.case["profile"].get("country"),
        )
        abroad = bool(country and home and fold(country) != fold(home))
        fee = F(0)
        if p != b or (costs.get("fx_fee_on_home_currency_abroad") and abroad):
            fee = rounded(max(F(costs.get("fx_fee_min", 0)), F(costs.get("fx_fee_rate", 0)) * B))
        self.line("surcharge", -s * rp)
        self.line("cash_discount", k * rp)
        for w in self.path:
            if n.kind(w) == "wallet":
                self.line("wallet_fee", -rounded(B * F(n.product(w).get("wallet", {}).get("fee_rate", 0))) * rb)
        self.line("fx_spread", -(B * rb - P3 * rp))
        self.line("fx_fee", -fee * rb)
        seen = [n.seen(self.purchase, self.path, i, self.world, b) for i in range(len(self.path))]
        lowered = self.offers(seen, B, rb, rp)
        E = max(
            F(0), B - (rounded(s * B / P3) if not n.product(last).get("surcharge_earns", True) and P3 else 0) - lowered
        )
        order = [len(self.path) - 1, *range(len(self.path) - 1)]
        for i in order:
            name, spend = self.path[i], E if i == len(self.path) - 1 else B
            if n.match(n.product(name)["excluded"], seen[i], B) if "excluded" in n.product(name) else False:
                spend = F(0)
            self.spends[name] = spend
            if spend:
                self.rules(name, seen[i], spend, B, rb, "wallet_reward" if n.kind(name) == "wallet" else "reward")
        for i, name in enumerate(self.path):
            self.credits(name, seen[i], B, rb)
        self.financing(last, B, fee, rb)
        for i, name in enumerate(self.path):
            self.sign_up(name, seen[i], self.spends[name], B, rb)
            for r in n.product(name).get("rules", []):
                if "tiers" in r:
                    self.grow(("card", name, r["id"], self.here(name, r)), B)
        chance = F(self.purchase.get("return_probability", 0))
        back = sum((x for kind, x, sure, _ in self.lines if sure and kind in REVERSIBLE), F(0))
        self.line("return_risk", -chance * back, sure=False)

    def here(self, name: str, rule: Json) -> Any:
        return period(rule.get("period", "calendar_month"), self.n.instruments[name], self.day(rule))

    def grow(self, key: Any, amount: F) -> None:
        self.state[key] = self.state.get(key, F(0)) + amount

    def offers(self, seen: list[Json], B: F, rb: F, rp: F) -> F:
        n, found = self.n, []
        for o in n.case.get("offers", []):
            inside = [i for i, name in enumerate(self.path) if n.in_scope(o, name)]
            if not inside or self.state.get(("left", o["id"]), 1) == 0:
                continue
            i = inside[-1]
            if not n.match(o.get("match"), seen[i], B) or not n.active(o, self.path[i], self.world):
                continue
            unit = n.value(o["programme"], self.which) if "programme" in o else rb
            most = (
                max(F(0), F(o["max_credit"]) - self.state.get(("granted", o["id"]), F(0)))
                if "max_credit" in o
                else None
            )
            credit = share = F(0)
            T, q, v = F(o.get("min_spend", 0)), self.state.get(("progress", o["id"]), F(0)), F(o["value"])
            if o.get("cumulative"):
                if q >= T:
                    continue
                if q + B >= T:
                    credit = v if most is None else min(v, most)
                else:
                    row = next((x for x in n.usage.get("offers", []) if x["offer"] == o["id"]), {})
                    if "forecast_spend" not in row or F(row["forecast_spend"]) >= T - q:
                        share = v * B / T * unit
            else:
                if B < T:
                    continue
                if "programme" in o:
                    credit = rounded(v * B, F(1), "floor") if o["kind"] == "percent" else v
                else:
                    credit = min(rounded(v * B) if o["kind"] == "percent" else v, B)
                credit = credit if most is None else min(credit, most)
            found.append((i, o, credit, share, credit * unit + share))
        lowered = F(0)
        for i, o, credit, share, worth in found:
            group = [
                x for x in found if x[0] == i and o.get("stack_group") and x[1].get("stack_group") == o["stack_group"]
            ]
            if group and max(group, key=lambda x: x[4])[1] is not o:
                continue
            self.line("offer_share" if share else "offer_credit", worth, sure=not share, ref=o)
            if credit and "programme" in o:
                self.units[o["programme"]] = self.units.get(o["programme"], F(0)) + credit
            if credit:
                self.grow(("granted", o["id"]), credit)
                if ("left", o["id"]) in self.state:
                    self.grow(("left", o["id"]), F(-1))
            if o.get("cumulative"):
                self.grow(("progress", o["id"]), B)
            if credit and "programme" not in o:
                lowers = o.get("credit_reduces_earning_base", "no")
                if lowers == "yes" or (lowers == "unknown" and self.world[f"credit_base:{o['id']}"]):
                    lowered += credit
        return lowered

    def rules(self, name: str, facts: Json, E: F, B: F, rb: F, kind: str) -> None:
        n, p, own = self.n, self.n.product(name), self.n.instruments[name]
        caps = {c["id"]: c for c in p.get("caps", [])}
        start = dict(self.state)

        def step(r: Json) -> Json | None:
            t = r.get("tiers", {})
            if t.get("mode") != "previous":
                return None
            key = ("previous", name, r["id"], self.here(name, r))
            before = period_before(r.get("period", "calendar_month"), own, self.day(r))
            spent = start.get(key, start.get(("card", name, r["id"], before), F(0)))
            return [x for x in t["steps"] if F(x["from"]) <= spent][-1]

        def limit(r: Json, c: str) -> F:
            st = step(r)
            return F(st["cap_amount"]) if st and "cap_amount" in st and r["caps"][0] == c else F(caps[c]["amount"])

        def key(c: str) -> Any:
            return n.cap_key(p, caps[c], own, self.day(caps[c]))

        def mode(r: Json) -> tuple[str, F]:
            money = "programme" not in r
            default = F(1, 100) if money else F(1)
            return r.get("unit_rounding", "half_up" if money else "floor"), F(
                r["unit_step"]
            ) if "unit_step" in r else default

        def on_card(r: Json) -> bool:
            return r.get("tiers", {}).get("mode") == "cliff" and r["tiers"].get("measure") == "card"

        def candidate(r: Json) -> bool:
            if not n.active(r, name, self.world) or not (on_card(r) or n.match(r.get("match"), facts, B)):
                return False
            if r["kind"] == "top_category" and not any(n.in_category(facts, c) for c in r["categories"]):
                return False
            return all(start.get(key(c), F(0)) < limit(r, c) for c in r.get("caps", []) if caps[c]["basis"] == "count")

        def written(r: Json) -> F:
            return F(r.get("rate", r.get("tiers", {}).get("steps", [{}])[0].get("rate", 0))) / F(r.get("per", 1))

        def best(sort: str) -> Json | None:
            those = [r for r in p.get("rules", []) if r["kind"] == sort and candidate(r)]
            return max(those, key=lambda r: (r.get("priority", 0), written(r)), default=None)

        parts: list[Json] = []

        def amount(r: Json, x: F) -> F:
            return rounded(x, F(r.get("amount_step", 1)), r.get("amount_rounding", "none"))

        def spend(r: Json, base: F, *, counted: bool = True) -> F:
            x = base
            for c in r.get("caps", []):
                if caps[c]["basis"] == "spend":
                    x = max(F(0), min(x, limit(r, c) - start.get(key(c), F(0))))
            per, t, S = F(r.get("per", 1)), r.get("tiers"), start.get(("rule", name, r["id"], self.here(name, r)), F(0))
            part = {"rule": r, "x": x, "counted": counted, "fixed_units": None, "tiers": t}
            if t and t["mode"] == "marginal":
                edges = [F(q["from"]) for q in t["steps"]] + [None]
                raw = F(0)
                for q, lo, hi in zip(t["steps"], edges, edges[1:], strict=False):
                    top = S + amount(r, x) if hi is None else min(S + amount(r, x), hi)
                    raw += max(F(0), top - max(S, lo)) * F(q["rate"])
                raw /= per
            elif t and t["mode"] == "cliff":
                T = start.get(("card", name, r["id"], self.here(name, r)), F(0)) if on_card(r) else S

                def g(z: F) -> F:
                    return F([q for q in t["steps"] if F(q["from"]) <= z][-1]["rate"])

                raw = (g(T + (B if on_card(r) else x)) * (S + x) - g(T) * S) / per
            else:
                st = step(r)
                rate = F(st["rate"]) if st and "rate" in st else F(r.get("rate", 0))
                raw = amount(r, x) * rate / per
                if r.get("rounding_scope") == "period":
                    how, unit = mode(r)
                    h = [rounded(amount(r, z) * rate / per, unit, how) for z in (S + x, S)]
                    part["fixed_units"] = h[0] - h[1]
            parts.append(part | {"raw": raw})
            if base > x and "overflow_rate" in r:
                over = amount(r, base - x) * F(r["overflow_rate"]) / per
                parts.append(
                    {"rule": r, "x": F(0), "counted": counted, "fixed_units": None, "raw": over, "tiers": None}
                )
            return base - x

        main = best("replace")
        if main:
            over = spend(main, E)
            base = best("base")
            if over and "overflow_rate" not in main and base:
                spend(base, over)
        elif (base := best("base")) is not None:
            spend(base, E)
        tops: list[tuple[Any, F]] = []
        for r in p.get("rules", []):
            if r["kind"] in ("base", "replace") or not candidate(r):
                continue
            if r["kind"] == "fixed":
                parts.append(
                    {"rule": r, "x": F(0), "counted": True, "fixed_units": None, "raw": F(r["amount"]), "tiers": None}
                )
            elif r["kind"] == "top_category":
                mine = next(c for c in r["categories"] if n.in_category(facts, c))
                spent = {
                    c: start.get(("category", name, r["id"], self.here(name, r), fold(c)), F(0))
                    for c in r["categories"]
                }
                after = spent | {mine: spent[mine] + E}
                most = F(r["max_spend"]) if "max_spend" in r else max(after.values())
                gain = min(max(after.values()), most) - min(max(spent.values()), most)
                parts.append(
                    {
                        "rule": r,
                        "x": F(0),
                        "counted": True,
                        "fixed_units": None,
                        "raw": F(r["rate"]) / F(r.get("per", 1)) * gain,
                        "tiers": None,
                    }
                )
                tops.append((("category", name, r["id"], self.here(name, r), fold(mine)), E))
            else:
                matched = n.match(r.get("match"), facts, B)
                spend(r, E if matched else F(0), counted=matched)
        running: dict[Any, tuple[F, Json]] = {}
        for part in parts:
            r = part["rule"]
            how, unit = mode(r)
            if part["fixed_units"] is not None:
                units = part["fixed_units"]
            elif p.get("combine") == "total_first":
                before, first = running.get(r.get("programme"), (F(0), r))
                how, unit = mode(first)
                units = rounded(before + part["raw"], unit, how) - rounded(before, unit, how)
                running[r.get("programme")] = (before + part["raw"], first)
            else:
                units = rounded(part["raw"], unit, how)
            mine = [c for c in r.get("caps", []) if caps[c]["basis"] in ("units", "cash")]
            for c in mine:
                units = min(units, max(F(0), limit(r, c) - self.state.get(key(c), F(0))))
            for c in mine:
                self.grow(key(c), units)
            worth = units * (n.value(r["programme"], self.which) if "programme" in r else rb)
            self.line(kind, worth)
            if "programme" in r:
                self.units[r["programme"]] = self.units.get(r["programme"], F(0)) + units
        grown: dict[Any, F] = {}
        ones = set()
        for part in parts:
            r = part["rule"]
            for c in r.get("caps", []):
                if caps[c]["basis"] == "spend" and r["kind"] not in ("fixed", "top_category"):
                    grown[key(c)] = max(grown.get(key(c), F(0)), part["x"])
                if caps[c]["basis"] == "count" and part["counted"]:
                    ones.add(key(c))
            self.grow(("rule", name, r["id"], self.here(name, r)), part["x"])
        for k, x in [*grown.items(), *((k, F(1)) for k in ones), *tops]:
            self.grow(k, x)

    def credits(self, name: str, facts: Json, B: F, rb: F) -> None:
        for c in self.n.product(name).get("credits", []):
            if not self.n.match(c.get("match"), facts, B):
                continue
            key = ("credit", name, c["id"], period(c["period"], self.n.instruments[name], self.on))
            left = F(c["amount"]) - self.state.get(key, F(0))
            if c.get("partial_use", True) or left <= B:
                self.line("benefit_credit", min(B, left) * rb)
                self.grow(key, min(B, left))

    def financing(self, last: str, B: F, fee: F, rb: F) -> None:
        kind, profile = self.n.kind(last), self.n.case["profile"]
        if kind not in ("credit_card", "charge_card"):
            return
        payer, own = profile.get("payer", {}).get(last, {}), self.n.instruments[last]
        state = payer.get("state", "transactor")
        due = None
        if "statement_close_day" in own and "payment_due_days" in own:
            due = (closing(own["statement_close_day"], self.on) - self.on).days + own["payment_due_days"]
        due = payer.get("days_until_due", due)
        revolves = state == "revolver" or (state == "unknown" and not self.world.get(f"payer:{last}", True))
        if kind == "credit_card" and revolves:
            days = payer.get("days_until_paid", due if due is not None else 30)
            self.line(
                "interest",
                -(B + fee) * F(self.n.product(last).get("costs", {}).get("purchase_apr", 0)) * days / 365 * rb,
            )
        elif due is not None:
            with localcontext() as context:
                context.prec = 50
                factor = 1 - (1 + Decimal(profile.get("float_yield_yearly", "0"))) ** (Decimal(-due) / 365)
            self.line("float", (B + fee) * F(factor) * rb)

    def sign_up(self, name: str, facts: Json, spend: F, B: F, rb: F) -> None:
        n, terms = self.n, self.n.product(name).get("sign_up_bonus")
        row = next((r for r in n.usage.get("sign_up", []) if r["instrument"] == name), None)
        if not terms or row is None or not spend:
            return
        opened = n.instruments[name].get("opened_on")
        if opened and not 0 <= (self.on - date.fromisoformat(opened)).days <= terms["window_days"]:
            return
        if not n.match(terms.get("match"), facts, B):
            return
        unit = n.value(terms["programme"], self.which) if "programme" in terms else rb
        q = self.state.get(("bonus", name), F(0))
        share = below = F(0)
        for s in terms["steps"]:
            T = F(s["min_spend"])
            if q < T <= q + spend:
                self.bonus += rounded(F(s["reward"]) * unit)
            reachable = q >= T or "forecast_spend" not in row or F(row["forecast_spend"]) >= T - q
            inside = max(F(0), min(q + spend, T) - max(q, below))
            if reachable:
                share += F(s["reward"]) * unit * inside / (T - below)
            below = T
        self.grow(("bonus", name), spend)
        self.line("sign_up_share", share, sure=False)


class NaiveWalk:
    """A history along given paths, or along the fair choice; refunds by running everything again."""

    def __init__(self, n: Naive) -> None:
        self.n = n
        self.events = sorted(n.events, key=lambda x: x["date"])

    def listed(self) -> list[list[str]]:
        found = []
        for name, own in self.n.instruments.items():
            if self.n.kind(name) != "wallet" or own.get("has_balance"):
                found.append([name])
            found += [[name, other] for other in own.get("funding", [])]
        return [path for path in found if self.n.kind(path[-1]) != "bnpl"]

    def rows(self, choose: Any) -> list[tuple[list[str], F]]:
        paths: list[list[str]] = []
        nets: list[F] = []
        for number, event in enumerate(self.events):
            if "refund_of" in event:
                origin = next(i for i, x in enumerate(self.events) if x["id"] == event["refund_of"])
                paths.append(paths[origin])
                nets.append(self._refund_net(number, origin, paths))
            else:
                state = self._past(number, paths, number)["state"]
                path, option = choose(event, state)
                paths.append(path)
                nets.append(option["C"] + option["run"]["bonus"])
        return list(zip(paths, nets, strict=True))

    def fair(self, event: Json, state: Json) -> tuple[list[str], Json]:
        n = self.n
        possible = self.listed()
        if event.get("actual") and event["actual"].split(">") not in possible:
            possible.append(event["actual"].split(">"))
        priced = [(path, n.option(event, path, state)) for path in possible]
        best = max(o["N"] for _, o in priced)
        border = best - max(F(1, 100), F(1, 2000) * F(event["amount"]) * n.rho(event.get("currency", n.home)))
        group = [x for x in priced if x[1]["N"] >= border]
        return min(group, key=lambda x: (-x[1]["C"], len(x[1]["unknowns"]), len(x[0]), ">".join(x[0])))

    def actual(self, event: Json, state: Json) -> tuple[list[str], Json]:
        path = event["actual"].split(">")
        return path, self.n.option(event, path, state)

    def _recomputes(self, path: list[str]) -> bool:
        return self.n.product(path[-1]).get("refund_policy") == "recompute_period"

    def _refund_net(self, number: int, origin: int, paths: list[list[str]]) -> F:
        if self._recomputes(paths[origin]):
            return self._past(number, paths, number + 1)["sum"] - self._past(number, paths, number)["sum"]
        return self._past(number + 1, paths, number)["nets"][number]

    def _past(self, until: int, paths: list[list[str]], known: int) -> Json:
        """The events before `until`, with the recomputing refunds before `known` taken off the amounts."""
        off: dict[str, F] = {}
        for number, event in enumerate(self.events[:known]):
            if "refund_of" in event and self._recomputes(paths[number]):
                off[event["refund_of"]] = off.get(event["refund_of"], F(0)) + F(event["amount"])
        state, made, nets, total = self.n.opening(), {}, {}, F(0)
        for number, event in enumerate(self.events[:until]):
            if "refund_of" not in event:
                amount = max(F(0), F(event["amount"]) - off.get(event["id"], F(0)))
                before = state
                option = self.n.option(event, paths[number], state, amount)
                state = option["run"]["state"]
                made[event["id"]] = (paths[number], option["run"], before, state, event)
                lines = option["run"]["lines"]
                total += (
                    sum((x for kind, x, sure, _ in lines if sure and kind in REVERSIBLE), F(0)) + option["run"]["bonus"]
                )
            elif not self._recomputes(paths[number]):
                net, state = self._reverse(number, event, state, made[event["refund_of"]])
                nets[number] = net
                total += net
        return {"state": state, "sum": total, "nets": nets}

    def _reverse(self, number: int, refund: Json, state: Json, made: Any) -> tuple[F, Json]:
        _, run, before, after, purchase = made
        whole = F(purchase["amount"])
        earlier = sum((F(x["amount"]) for x in self.events[:number] if x.get("refund_of") == refund["refund_of"]), F(0))
        now = earlier + F(refund["amount"])
        net = F(0)
        for kind, amount, sure, ref in run["lines"]:
            if not sure:
                continue
            shares = []
            for refunded in (now, earlier):
                phi = min(F(1), refunded / whole)
                back = F(0)
                if kind in ("reward", "wallet_reward", "benefit_credit"):
                    back = rounded(phi * amount)
                elif kind == "offer_credit" and not ref.get("cumulative"):
                    if phi == 1 or run["B"] * (1 - phi) < F(ref.get("min_spend", 0)):
                        back = amount
                    elif ref["kind"] == "percent":
                        back = rounded(phi * amount)
                shares.append(back if refunded else F(0))
            net -= shares[0] - shares[1]
        state = dict(state)
        part = min(F(1), now / whole) - min(F(1), earlier / whole)
        for key in after:
            grown = after[key] - before.get(key, F(0))
            if not grown or key[0] not in ("cap", "rule", "card", "category", "bonus") or self._counts(key):
                continue
            old = state.get(key, F(0))
            state[key] = old - grown * part
            if key[0] == "bonus":
                terms = self.n.product(key[1])["sign_up_bonus"]
                for s in terms["steps"]:
                    if state[key] < F(s["min_spend"]) <= old:
                        unit = self.n.value(terms["programme"], 0) if "programme" in terms else F(1)
                        net -= rounded(F(s["reward"]) * unit)
        return net, state

    def _counts(self, key: Any) -> bool:
        if key[0] != "cap":
            return False
        p = self.n.products[key[2]] if key[1] == "product" else self.n.product(key[2])
        return next(c for c in p["caps"] if c["id"] == key[3])["basis"] == "count"
