"""The covering rule against a plain reference, and what each level of the dial gives away."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.domain import reveal
from hub.domain.outgoing import LEVELS, PURPOSES, Disclosure, Grant, Outgoing, covers, kept_for_good
from hub.domain.register import HeldFact, consents_to_end, papers_long_held
from hub.domain.reveal import Item

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
RANK = {"nothing": 0, "total": 1, "band": 2, "category": 3, "amounts": 4, "full": 5}


def allowed(grant: Grant, asked: Outgoing, now: datetime) -> bool:
    """The rule as one reads it aloud."""
    if grant.revoked is not None:
        return False
    if now < grant.since:
        return False
    if grant.until is not None and not now < grant.until:
        return False
    if grant.purpose != asked.purpose:
        return False
    if grant.recipient != asked.recipient:
        return False
    for name in asked.fields:
        if name not in grant.fields:
            if RANK[asked.fields[name]] > 0:
                return False
        elif RANK[asked.fields[name]] > RANK[grant.fields[name]]:
            return False
    return True


def some_fields(chance: random.Random) -> dict[str, str]:
    names = chance.sample(["spending", "income", "balances"], chance.randint(0, 3))
    return {name: chance.choice(LEVELS) for name in names}


def test_ten_thousand_grants_agree_with_the_reference() -> None:
    chance = random.Random(8)  # noqa: S311 - chosen cases, no secrets
    moments = [NOW + timedelta(seconds=one) for one in (-2, -1, 0, 1, 2)]
    answers = []
    for number in range(10_000):
        grant = Grant(
            number, chance.choice(["summary", "log"]), chance.choice(["a", "b"]), some_fields(chance),
            chance.choice(moments), chance.choice([None, *moments]), chance.random() < 0.2,
            chance.choice([None, None, None, NOW]),
        )  # fmt: skip
        fields = some_fields(chance)
        if chance.random() < 0.5:  # nearly covered, so that both answers are met often
            fields = {name: LEVELS[chance.randint(0, RANK[level])] for name, level in grant.fields.items()}
        asked = Outgoing(chance.choice([grant.purpose, "log"]), chance.choice([grant.recipient, "b"]), fields, b"")
        answers.append(covers(grant, asked, NOW))
        assert answers[-1] == allowed(grant, asked, NOW), (grant, asked)
    assert 500 < sum(answers) < 9_500


def test_every_level_of_a_purpose_is_a_place_of_the_dial() -> None:
    assert set(RANK) == set(LEVELS)
    for purpose in PURPOSES.values():
        assert all(level in LEVELS for level in purpose.fields.values())
        for name, levels in purpose.choices.items():
            assert purpose.fields[name] in levels
            assert list(levels) == sorted(levels, key=LEVELS.index)


ITEMS = [
    Item(date(2026, 10, day), 1000 + day, "EUR", "Groceries", "Secret Grocer", "Secret Account") for day in range(1, 9)
] + [Item(date(2026, 10, 9), 123456, "EUR", "Health", "Secret Doctor", "Secret Account")]


def test_levels_hold_back_what_they_promise() -> None:
    shown = {level: json.dumps(reveal.revealed(ITEMS, level)) for level in LEVELS}
    assert shown["nothing"] == "null"
    assert json.loads(shown["total"]) == {"EUR": "1310"}
    assert json.loads(shown["band"]) == {"2026-10": {"EUR": "1000-2500"}}
    assert json.loads(shown["category"]) == {"2026-10": {"Groceries": {"EUR": "80"}}}  # one doctor's bill is not told
    assert "1234.56" in shown["amounts"]
    assert "Secret" not in shown["amounts"]
    assert "Secret Doctor" in shown["full"]
    for level in ("nothing", "total", "band", "category"):
        assert "Secret" not in shown[level]
        assert "2026-10-0" not in shown[level]


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=30))
def test_a_sum_never_tells_a_payment_that_makes_up_most_of_it(amounts: list[int]) -> None:
    items = [Item(date(2026, 1, 1), one, "EUR", "A") for one in amounts]
    told = json.loads(json.dumps(reveal.revealed(items, "category")))
    if told["2026-01"]:
        assert len(amounts) >= reveal.FEWEST
        assert max(amounts) * 10 <= 8 * sum(amounts)


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_an_amount_lies_in_its_band(minor: int, currency: str) -> None:
    units = minor // {"EUR": 100, "JPY": 1, "KWD": 1000}[currency]
    told = reveal.band(minor, currency)
    low, _, high = told.rstrip("+").partition("-")
    assert int(low) <= units
    assert told.endswith("+") or units < int(high)


def test_what_a_recipient_holds_is_everything_that_reached_it() -> None:
    grant = Grant(1, "summary", "a", {}, NOW, None)
    log = [
        Disclosure(n, NOW, "summary", who, {}, None, size, "", 1, "file", result, "", "")
        for n, (who, size, result) in enumerate(
            [("a", 5, "sent"), ("b", 5, "sent"), ("a", 0, "failed:x:1"), ("a", 7, "written")], 1
        )
    ]
    assert [one.id for one in kept_for_good(grant, log)] == [4, 1]


def test_the_register_knows_what_is_over_and_what_asks_for_a_letter() -> None:
    today = date(2026, 11, 21)
    facts = [
        HeldFact(1, "A", "marketing", "newsletter"),
        HeldFact(2, "B", "marketing", "calls", ended_on=date(2026, 1, 1)),
        HeldFact(3, "C", "paper", "passport", given_on=date(2026, 1, 1), expires_on=date(2027, 1, 20)),
        HeldFact(4, "C", "paper", "identity card", expires_on=date(2026, 11, 20)),
        HeldFact(5, "D", "paper", "passport", given_on=date(2022, 1, 1)),
    ]
    assert [one.state(today) for one in facts] == ["open", "ended", "soon", "expired", "open"]
    assert [one.id for one in consents_to_end(facts, today)] == [1]
    assert [one.id for one in papers_long_held(facts, today)] == [4, 5]
