"""The sample household is whole: files that add up, packs that are valid, the same on any day."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from hub.services.sample import sample_accounts, sample_bills, sample_catalogue, sample_files, sample_terms
from hub.services.sample_household import AURUM, CASH, CURRENT, LUMO, MERIDIAN, OPENING, SAVINGS, Household

TODAY = date(2026, 11, 19)
DAYS = [TODAY, date(2024, 2, 29), date(2027, 1, 1), date(2025, 3, 31)]


def table(name: str, encoding: str, delimiter: str, skip: int = 0) -> list[dict[str, str]]:
    lines = sample_files(TODAY)[name].decode(encoding).splitlines()[skip:]
    return list(csv.DictReader(lines, delimiter=delimiter))


def test_the_files_are_the_same_every_time() -> None:
    assert sample_files(TODAY) == sample_files(TODAY)
    assert list(sample_files(TODAY)) == list(sample_accounts(TODAY))


@pytest.mark.parametrize("today", DAYS)
def test_the_household_is_current_and_solvent(today: date) -> None:
    home = Household(today)
    assert 900 <= sum(map(len, home.rows.values())) <= 1600
    assert home.start == date(today.year - 2, today.month, 1)
    balance = OPENING[CURRENT]
    for row in home.rows[CURRENT]:
        balance += row.amount
        assert balance > -50_000
    for rows in home.rows.values():
        assert [row.on for row in rows] == sorted(row.on for row in rows)
        assert rows[-1].on <= today
    assert home.balance[CASH] >= 0
    assert home.balance[LUMO] >= 0


def test_a_past_day_stays_as_it_was_when_time_goes_on() -> None:
    """Only what counts back from today moves."""
    before, after = Household(TODAY).rows[CURRENT], Household(TODAY + timedelta(days=1)).rows[CURRENT]
    summer = date(2026, 8, 1)
    bread = [[row for row in rows if row.on < summer and row.payee == "Bäckerei Lang"] for rows in (before, after)]
    assert bread[0] == bread[1]


def test_the_bank_files_prove_their_balance() -> None:
    rows = table("rheinbank-current.csv", "cp1252", ";", skip=5)

    def cents(text: str) -> int:
        return int(text.replace(".", "").replace(",", ""))

    balance = OPENING[CURRENT]
    for row in reversed(rows):
        balance += cents(row["Betrag (EUR)"])
        assert balance == cents(row["Saldo (EUR)"])


def test_transfers_show_on_both_sides() -> None:
    home = Household(TODAY)
    for account, payee in ((AURUM, "Aurum Card Services"), (MERIDIAN, "Meridian Bank")):
        paid = [-row.amount for row in home.rows[CURRENT] if row.payee == payee]
        assert paid == [row.amount for row in home.rows[account] if row.payee == "Payment received"]
        assert len(paid) >= 22
    assert [-row.amount for row in home.rows[CURRENT] if "SPAR" in row.text] == [
        row.amount for row in home.rows[SAVINGS] if row.payee == "Mira Keller"
    ]


def test_the_stories_are_there() -> None:
    home = Household(TODAY)
    kino = [row for row in home.rows[CURRENT] if row.text.endswith("19:58") and row.on == TODAY - timedelta(days=3)]
    assert len(kino) >= 2
    assert any(row.payee == "Modehaus Kern" and row.amount > 0 for row in home.rows[CURRENT])
    assert sum(row.original is not None for row in home.rows[AURUM]) == 9
    assert sorted({row.amount for row in home.rows[AURUM] if row.payee == "Streamly"}) == [-1399, -1199, -999]
    assert {row.amount for row in home.rows[CURRENT] if row.payee.startswith("Stadtwerke")} == {-8800, -9600}
    assert sample_bills(TODAY)[0].due_on > TODAY


@pytest.mark.parametrize("today", DAYS)
def test_terms_and_offers_are_valid_parts_of_a_case(today: date) -> None:
    place = Path(__file__).parents[2].parent / "shared" / "design" / "decide.schema.json"
    if not place.exists():
        pytest.skip("the case schema beside the repository is absent")
    terms, catalogue = sample_terms(today), sample_catalogue(today)
    offers = catalogue["offers"]
    own = terms["instruments"]
    assert isinstance(offers, list)
    assert isinstance(own, list)
    assert {one["account"] for one in own} < {account.name for account in sample_accounts(today).values()}
    known = json.loads(place.read_text())["$defs"]["offer"]["properties"]
    case = {
        "format": "coffer-case/1",
        **{key: terms[key] for key in ("profile", "terms")},
        "instruments": [{k: v for k, v in one.items() if k not in ("name", "account")} for one in own],
        "offers": [{key: value for key, value in offer.items() if key in known} for offer in offers],
        "situation": {
            "rates": {"reference": {"EUR": "1"}},
            "purchase": {"id": "p", "date": today.isoformat(), "amount": "84.00", "category": "fuel"},
        },
    }
    jsonschema.validate(case, json.loads(place.read_text()))
    assert len(offers) == 12
