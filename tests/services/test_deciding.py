"""Decisions in a vault: usage from where it was counted last, promises that imports complete, impartial plans."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub.domain.decide.model import Comparison
from hub.services import (
    accounts,
    decide,
    history,
    ledger,
    looking_back,
    offers,
    planned,
    predictions,
    settings,
    shops,
    terms,
    usage,
    vaults,
)
from hub.services.decide import Purchase
from hub.services.usage import Opening
from hub.services.vaults import Vault
from storage import offers as offer_rows
from storage import paying
from storage import terms as rows

TODAY = date(2026, 11, 19)
PRODUCT = {
    "id": "gold", "kind": "credit_card", "costs": {"annual_fee": "20.00"},
    "rules": [
        {"id": "base", "kind": "base", "rate": "0.01"},
        {"id": "fuel", "kind": "additive", "rate": "0.03", "match": {"category": ["fuel"]}, "caps": ["fuel-cap"]},
    ],
    "caps": [{"id": "fuel-cap", "basis": "spend", "amount": "400", "period": "calendar_month"}],
}  # fmt: skip


@pytest.fixture
def vault() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        settings.change(made, country="DE")
        card = accounts.add(made, "Gold", "card", "EUR")
        bank = accounts.add(made, "Bank", "current", "EUR", opening=500_000)
        pack = {
            "format": terms.FORMAT, "name": "t",
            "terms": {"categories": {"fuel": ["5541"]}, "products": [PRODUCT, {"id": "debit", "kind": "debit_card"}]},
            "instruments": [
                {"id": "gold", "product": "gold", "name": "Gold"}, {"id": "debit", "product": "debit", "name": "Bank"},
            ],
        }  # fmt: skip
        terms.import_document(made, pack, "t")
        assert (card, bank) == (1, 2)
        yield made


def fuel(vault: Vault, day: int, euros: int, account: int = 1) -> int:
    return ledger.add(vault, account, date(2026, 11, day), -100 * euros, "Station", mcc="5541")


def used(vault: Vault, on: date = TODAY) -> str | None:
    found = decide.case_of(vault, Purchase(Decimal(10), "EUR", on))["usage"].get("counters", [])
    return next((row["used"] for row in found if row["counter"] == "fuel-cap"), None)


def from_the_start(vault: Vault) -> str | None:
    with vault.aside() as connection:
        connection.execute(paying.seen.delete())
    return used(vault)


def test_usage_goes_on_from_where_it_was_counted_and_agrees_with_counting_all(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usage, "_MANY", 3)
    for day in (2, 5, 9, 17, 18, 19):
        fuel(vault, day, 20)
    assert used(vault) == "120"
    assert used(vault) == "120"  # from the counters of yesterday
    with vault.read() as connection:
        assert paying.all_openings(connection) == []
        assert connection.execute(paying.seen.select()).all()
    late = fuel(vault, 4, 50)
    assert used(vault) == from_the_start(vault) == "170"
    ledger.change(vault, [late], mcc="5411")
    assert used(vault) == from_the_start(vault) == "120"
    history.undo_last(vault)
    assert used(vault) == from_the_start(vault) == "170"
    assert used(vault, date(2026, 12, 3)) is None  # a new month
    assert "count_usage" not in {one.name for one in history.operations(vault)}


def test_random_changes_never_leave_a_stale_counter(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "_MANY", 2)
    rng = random.Random(7)  # noqa: S311 - chance for tests
    known = [fuel(vault, day, rng.randint(1, 30)) for day in (1, 3, 8, 18)]
    for _turn in range(8):
        chosen = rng.choice(known)
        match rng.randint(0, 2):
            case 0:
                known.append(fuel(vault, rng.randint(1, 19), rng.randint(1, 30)))
            case 1:
                ledger.change(vault, [chosen], amount=-rng.randint(100, 3000))
            case _:
                ledger.change(vault, [chosen], booked_on=date(2026, 11, rng.randint(1, 19)))
        assert used(vault) == from_the_start(vault)


def test_typed_usage_counts_from_its_day_on(vault: Vault) -> None:
    fuel(vault, 2, 20)
    fuel(vault, 18, 30)
    usage.put_opening(vault, Opening("gold", "fuel-cap", date(2026, 11, 10), "100", "", "app of the bank"))
    assert used(vault) == "130"
    assert usage.openings(vault)[0].source == "app of the bank"
    usage.remove_opening(vault, "gold", "fuel-cap")
    assert used(vault) == "50"


def test_a_promise_is_kept_followed_and_taken_back_in_one_step(vault: Vault) -> None:
    found = decide.compare(vault, Purchase(Decimal(100), "EUR", TODAY, category="fuel"))
    option = found.comparison.option(found.comparison.ranking[0][0])
    assert (option.id, option.net_certain) == ("gold", Decimal("4.00"))
    made = predictions.expect(vault, 1, TODAY, 10_000, "Station", (option, found.comparison, TODAY))
    [one] = predictions.outcomes(vault, TODAY)
    assert (one.state, one.reward, one.charged) == ("waiting", Decimal("4.00"), None)
    ledger.change(vault, [made], status="booked")  # as an import does with the line that matches
    [one] = predictions.outcomes(vault, TODAY)
    assert (one.state, one.charged, one.miss) == ("charged", 10_000, None)
    ledger.add(vault, 1, TODAY + timedelta(days=12), 400, "Cashback Gold")
    [one] = predictions.outcomes(vault, TODAY + timedelta(days=20))
    assert (one.state, one.posted, one.miss) == ("came", Decimal("4.00"), 0)
    predictions.post(vault, made, Decimal("3.50"), TODAY)
    assert predictions.outcomes(vault, TODAY)[0].miss == Decimal("0.50")
    for _step in range(4):
        history.undo_last(vault)
    assert predictions.outcomes(vault, TODAY) == []
    assert ledger.find(vault, "", TODAY) == []


def test_a_reward_that_never_came_is_missed(vault: Vault) -> None:
    found = decide.compare(vault, Purchase(Decimal(100), "EUR", TODAY, category="fuel"))
    option = found.comparison.option("gold")
    made = predictions.expect(vault, 1, TODAY, 10_000, "Station", (option, found.comparison, TODAY))
    ledger.change(vault, [made], status="booked")
    [one] = predictions.outcomes(vault, TODAY + timedelta(days=predictions.WITHIN + 1))
    assert (one.state, one.miss) == ("missed", Decimal("4.00"))


def test_looking_back_adds_up_and_leaves_rent_out(vault: Vault) -> None:
    fuel(vault, 3, 50, account=2)
    fuel(vault, 4, 50)
    ledger.add(vault, 1, date(2026, 11, 6), 2_000, "Station")  # 20.00 of it came back
    housing = next(one.id for one in ledger.categories(vault) if one.name == "housing")
    ledger.add(vault, 2, date(2026, 11, 5), -90_000, "Landlord", category_id=housing)
    back = looking_back.look_back(vault, date(2026, 11, 1), TODAY)
    assert back.left_out == 1
    assert [(one.card, one.actual.net, one.fair.net) for one in back.rows] == [
        ("debit", 0, Decimal("2.00")), ("gold", Decimal("2.00"), Decimal("2.00")),
        ("gold", Decimal("-0.80"), Decimal("-0.80")),
    ]  # fmt: skip
    assert back.total.missed == sum(one.missed for one in back.rows) == sum(one.missed for one in back.cards)
    assert back.total.hindsight >= back.total.actual
    [kept] = looking_back.keeping(vault, TODAY)
    assert (kept.gain, kept.fee, kept.worth) == (Decimal("3.20"), 20, Decimal("-16.80"))


def plan_three(vault: Vault) -> planned.Ahead:
    for name, amount, day in (("a", 300, 1), ("b", 300, 2), ("c", 50, 3)):
        planned.add(vault, name, Purchase(Decimal(amount), "EUR", date(2026, 12, day), category="fuel"))
    return planned.ahead(vault, TODAY)


def test_a_plan_is_proven_and_prices_its_caps(vault: Vault) -> None:
    ahead = plan_three(vault)
    assert (ahead.total, ahead.gap) == (Decimal("18.50"), 0)  # 1 % of 650, 3 % of 400
    [cap] = ahead.caps
    assert (cap.cap, cap.basis, cap.worth) == ("fuel-cap", "spend", Decimal("0.03"))
    planned.tick(vault, ahead.steps[0].planned.id, TODAY)
    again = planned.ahead(vault, TODAY)
    assert [step.planned.name for step in again.steps] == ["b", "c"]
    assert again.caps == ()


def numbers(found: Comparison) -> list[list[tuple[Any, ...]]]:
    return [sorted((found.option(one).net_expected, found.option(one).low) for one in group) for group in found.ranking]


def test_commissions_names_and_issuers_change_no_number_and_no_winner(vault: Vault) -> None:
    purchase = Purchase(Decimal(100), "EUR", TODAY, category="fuel", merchant="Station")
    offer = {"id": "o1", "title": "One", "merchant": "Station", "source": "Club", "kind": "fixed", "value": "2.00",
             "instruments": ["debit"], "match": {"merchant": ["Station"]}}  # fmt: skip
    with vault.write("offers") as write:
        offer_rows.put_offers(write.connection, None, [offer], {})
    plain = decide.compare(vault, purchase)
    with vault.write("offers") as write:
        paid = {"paid_to": "catalogue", "rate": "99.00"}
        offer_rows.put_offers(
            write.connection, None, [{**offer, "title": "Zero", "source": "Aaa", "commission": paid}], {}
        )
    with vault.write("terms") as write:
        for name, product in (("gold", PRODUCT), ("debit", {"id": "debit", "kind": "debit_card"})):
            rows.put_product(write.connection, {**product, "issuer": f"Sponsor {name}", "name": "Best"}, "advert")
    other = decide.compare(vault, purchase)
    assert other.comparison.ranking == plain.comparison.ranking
    assert numbers(other.comparison) == numbers(plain.comparison)


def test_what_a_catalogue_says_of_a_shop_removes_ways_and_costs_money(vault: Vault) -> None:
    terms.put_instrument(vault, "Blue", "credit_card", network="amex", instrument_id="blue")
    catalogue = {
        "format": "coffer-offers/1", "name": "town", "version": 1, "offers": [],
        "merchants": [
            {"name": "Market", "ways": ["credit_card", "debit_card"], "surcharges": {"amex": "0.02"}},
            {"name": "Kiosk", "ways": ["debit_card"]},
        ],
    }  # fmt: skip
    offers.import_document(vault, catalogue, "town", TODAY)
    found = decide.compare(vault, Purchase(Decimal(100), "EUR", TODAY, merchant="Market"))
    assert found.comparison.option("blue").net_certain == Decimal("-2.00")
    at_kiosk = decide.compare(vault, Purchase(Decimal(9), "EUR", TODAY, merchant="Kiosk"))
    assert [one.reason for one in at_kiosk.comparison.rejected] == ["not_accepted"] * 2
    said = Purchase(Decimal(9), "EUR", TODAY, merchant="Kiosk", accepted=(("blue", "yes"), ("debit", "no")))
    assert {one.id for one in decide.compare(vault, said).comparison.options} == {"blue"}
    ledger.add(vault, 1, TODAY, -500, "Kiosk")  # gold paid there after all
    again = decide.compare(vault, Purchase(Decimal(9), "EUR", TODAY, merchant="Kiosk"))
    assert {one.id for one in again.comparison.options} == {"gold", "debit"}


def test_looking_back_and_planning_keep_to_what_shops_take(vault: Vault) -> None:
    catalogue = {
        "format": "coffer-offers/1", "name": "town", "version": 1, "offers": [],
        "merchants": [{"name": "Kiosk", "ways": ["debit_card"], "surcharges": {"debit_card": "0.50"}}],
    }  # fmt: skip
    ledger.add(vault, 2, date(2026, 11, 3), -5_000, "Kiosk", mcc="5541")
    purchase = Purchase(Decimal(50), "EUR", TODAY, merchant="Kiosk", category="fuel")
    planned.add(vault, "fuel", purchase)
    free = looking_back.look_back(vault, date(2026, 11, 1), TODAY)
    assert (free.rows[0].fair.option, free.rows[0].fair.net) == ("gold", Decimal("2.00"))
    offers.import_document(vault, catalogue, "town", TODAY)
    back = looking_back.look_back(vault, date(2026, 11, 1), TODAY)
    assert [one.fair.option for one in back.rows] == ["debit"]
    assert back.total.fair == back.total.missed == 0
    ahead = planned.ahead(vault, TODAY)
    assert [(step.path, step.net) for step in ahead.steps] == [(("debit",), Decimal("-25.00"))]
    ledger.add(vault, 1, date(2026, 11, 4), -5_000, "Kiosk", mcc="5541")  # gold paid there after all
    again = looking_back.look_back(vault, date(2026, 11, 1), TODAY)
    assert {one.fair.option for one in again.rows} == {"gold"}


def test_a_shop_of_the_history_brings_what_its_payments_tell(vault: Vault) -> None:
    for day in (1, 2, 3):
        ledger.add(vault, 1, date(2026, 11, day), -2_000, "Marche", description="CB MARCHE STRASBOURG FR", mcc="5411")
    [shop] = shops.known(vault, TODAY, {"groceries": ["5411"]})
    assert {name: fact.value for name, fact in shop.facts.items()} == {
        "mcc": "5411", "country": "FR", "channel": "in_store",
    }  # fmt: skip
    assert shop.ways == {"gold": 3}
    assert shops.find(vault, "Marche", {}) == shop


def random_purchases(vault: Vault, rng: random.Random, count: int) -> None:
    codes = ("5541", "5411", "5812", None)
    for _one in range(count):
        day = date(2026, 11, 19) - timedelta(days=rng.randint(0, 400))
        ledger.add(vault, rng.choice((1, 2)), day, -rng.randint(100, 9_000), rng.choice(("A", "B")),
                   mcc=rng.choice(codes), channel=rng.choice((None, "online", "tap")))  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_sums_of_payments_alike_count_as_the_payments_do(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - chance for tests
    periods = ("calendar_month", "statement", "anniversary_year", "calendar_quarter", "lifetime", "calendar_year")
    rules = [
        {"id": "base", "kind": "base", "rate": "0.01", "caps": ["all"]},
        {"id": "fuel", "kind": "replace", "rate": "0.03", "match": {"category": ["fuel"]}, "caps": ["fuel-cap"]},
        {"id": "web", "kind": "additive", "rate": "0.02", "match": {"channel": ["online"]}, "period": periods[seed],
         "tiers": {"mode": "marginal", "steps": [{"from": "0", "rate": "0.01"}, {"from": "300", "rate": "0.02"}]}},
        {"id": "big", "kind": "additive", "rate": "0.01", "period": "calendar_quarter",
         "tiers": {"mode": "previous", "steps": [{"from": "0", "rate": "0"}, {"from": "500", "rate": "0.01"}]}},
        {"id": "shop", "kind": "additive", "rate": "0.01", "match": {"merchant": ["a"]}, "caps": ["shop-cap"]},
    ]  # fmt: skip
    caps = [
        {"id": name, "basis": "spend", "amount": str(rng.randint(200, 2_000)), "period": rng.choice(periods)}
        for name in ("all", "fuel-cap", "shop-cap")
    ]
    document = {"id": "gold", "kind": "credit_card", "rules": rules, "caps": caps}
    with vault.write("terms") as write:
        rows.put_product(write.connection, document, "typed")
        rows.put_instrument(
            write.connection, "gold", "Gold",
            {"id": "gold", "product": "gold", "statement_close_day": 31, "opened_on": "2024-02-29"}, 1,
        )  # fmt: skip
    random_purchases(vault, rng, 60)
    found = []
    for sums in (True, False):
        real = usage.extent
        monkeypatch.setattr(
            usage, "extent", lambda *given, s=sums, r=real: replace(r(*given), sums=s and r(*given).sums)
        )
        with vault.aside() as connection:
            connection.execute(paying.seen.delete())
        case = decide.case_of(vault, Purchase(Decimal(10), "EUR", TODAY))
        found.append(sorted(case["usage"]["counters"], key=str))
    assert found[0] == found[1] != []
