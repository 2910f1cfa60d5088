"""Loyalty and stored value: files into the wallet, scores, vouchers in a comparison."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hub.domain.errors import HubError, StatementError
from hub.domain.loyalty import EARNED, INACTIVITY, Lot
from hub.domain.scoring import Prices
from hub.services import decide, history, loyalty, loyalty_files, terms, vouchers
from hub.services.decide import Purchase
from storage.vault import Vault

TODAY = date(2026, 11, 19)
MILES = {"rules": [{"id": "base", "kind": "base", "rate": "1", "programme": "miles"}]}
CASHBACK = {"rules": [{"id": "base", "kind": "base", "rate": "0.01"}]}


@pytest.fixture
def miles(vault: Vault) -> str:
    return terms.add_programme(vault, "Miles")


def standing(vault: Vault, programme: str) -> loyalty.Standing:
    return next(one for one in loyalty.wallet(vault, TODAY) if one.id == programme)


def test_thirty_programmes_come_from_one_csv_and_twice_is_once(vault: Vault, tmp_path: Path) -> None:
    rows = [f"Club {n};{n}00;31.10.2026;0,0{n:02};{'Gold' if n == 7 else ''};30.06.2027" for n in range(1, 31)]
    file = tmp_path / "points.csv"
    file.write_text("\n".join(["programme;balance;date;value;tier;expires", *rows, "Club 31;many;31.10.2026;;;"]))
    first = loyalty_files.bring(vault, file, TODAY)
    assert (first.balances, first.values, len(first.new)) == (30, 30, 30)
    assert [one.line for one in first.problems] == [32]
    assert loyalty_files.bring(vault, file, TODAY).new == ()
    found = loyalty.wallet(vault, TODAY)
    assert len(found) == 30
    seventh = standing(vault, "club-7")
    assert (seventh.units, seventh.value, seventh.membership.tier) == (Decimal(700), Decimal("0.007"), "Gold")
    assert [(one.until, int(one.units)) for one in seventh.rungs] == [(date(2027, 6, 30), 700)]
    assert found[0].name == "Club 30"


def test_balances_of_an_ofx_statement(vault: Vault, miles: str, tmp_path: Path) -> None:
    file = tmp_path / "card.ofx"
    file.write_text(
        "OFXHEADER:100\n\n<OFX><CCSTMTRS><CURDEF>EUR<LEDGERBAL><BALAMT>-1<DTASOF>20261101</LEDGERBAL>"
        "<REWARDINFO><NAME>MILES<REWARDBAL>655.5<REWARDEARNED>20</REWARDINFO></CCSTMTRS></OFX>"
    )
    assert loyalty_files.bring(vault, file, TODAY).new == ()
    assert standing(vault, miles).balances[0].units == Decimal("655.5")
    assert standing(vault, miles).as_of == date(2026, 11, 1)
    file.write_text("<OFX><STMTRS></STMTRS></OFX>")
    with pytest.raises(StatementError, match="no_rewards_inside"):
        loyalty_files.bring(vault, file, TODAY)


def test_points_run_out_and_a_fall_of_their_value_is_told(vault: Vault, miles: str) -> None:
    loyalty.set_balance(vault, miles, Decimal(1000), date(2026, 1, 10))
    loyalty.set_balance(vault, miles, Decimal(1500), date(2026, 6, 10))
    loyalty.state_value(vault, miles, Decimal("0.010"), date(2026, 1, 1), "redemption table")
    loyalty.state_value(vault, miles, Decimal("0.008"), date(2026, 9, 1), "new table")
    loyalty.put_membership(vault, miles, expiry=EARNED, expiry_months=12, tier="Silver")
    loyalty.put_membership(vault, miles, fee=1000)
    found = standing(vault, miles)
    assert found.membership.tier == "Silver"
    assert [(one.until, int(one.units)) for one in found.rungs] == [(date(2027, 1, 10), 1000), (date(2027, 6, 10), 500)]
    ((_, fall),) = loyalty.alerts(loyalty.wallet(vault, TODAY), TODAY)
    assert (fall.share, fall.loss, fall.source) == (Decimal("0.2"), Decimal("3.000"), "new table")
    assert found.year.by_balance == 15
    assert found.year.by_value == -3
    assert {one["id"]: value for one, value in terms.programmes(vault)} == {miles: "0.008"}
    loyalty.put_membership(vault, miles, expiry=INACTIVITY, expiry_months=24)
    assert standing(vault, miles).rungs[0].until == date(2028, 6, 10)
    loyalty.add_lot(vault, miles, Lot(Decimal(200), date(2026, 6, 1), date(2026, 12, 1)))
    assert standing(vault, miles).expiring(TODAY) == 200
    history.undo_last(vault)
    assert standing(vault, miles).expiring(TODAY) == 0


def test_messages_are_counted_once_and_weigh_in_the_score(vault: Vault, miles: str, tmp_path: Path) -> None:
    loyalty.put_membership(vault, miles, senders=("news.example",), data_given=("name", "birthday"), fee=500)
    for n in range(6):
        day = f"{n + 1:02} Nov 2026 10:00:00 +0000"
        sender = "deals@mail.news.example" if n < 3 else "hello@miles.example" if n < 5 else "x@other.example"
        (tmp_path / f"{n}.eml").write_text(f"From: A <{sender}>\nDate: Tue, {day}\nMessage-ID: <{n}@x>\n\nsecret")
    (tmp_path / "bad.eml").write_bytes(b"\xff\xfe nothing")
    first = loyalty_files.count_messages(vault, tmp_path)
    assert (dict(first.counted), first.others, first.unreadable) == ({miles: 5}, 1, 1)
    again = loyalty_files.count_messages(vault, tmp_path)
    assert (dict(again.counted), again.known) == ({}, 5)
    loyalty_files.add_messages(vault, miles, TODAY, 7)
    loyalty.set_prices(vault, Prices(hour=Decimal("18.00"), kind=Decimal("1.50"), seconds=10))
    loyalty.state_value(vault, miles, Decimal("0.01"), date(2026, 1, 1), "typed")
    loyalty.set_balance(vault, miles, Decimal(860), TODAY)
    score = standing(vault, miles).score
    assert (score.got, score.money, score.attention, score.data) == (
        Decimal("8.60"), Decimal("5.00"), Decimal("0.60"), Decimal("3.00"),
    )  # fmt: skip
    assert (score.points, score.net) == (50, Decimal(0))


def test_the_value_from_which_points_win_is_that_of_the_comparison(vault: Vault, card: int, miles: str) -> None:
    terms.put_instrument(vault, "Air", "credit_card", card, MILES, "air")
    terms.put_instrument(vault, "Blue", "credit_card", None, CASHBACK, "blue")
    assert standing(vault, miles).break_even == Decimal("0.01")


def test_a_voucher_takes_part_until_it_is_empty_or_over(vault: Vault, card: int) -> None:
    terms.put_instrument(vault, "Blue", "credit_card", card, CASHBACK, "blue")
    own_id = vouchers.add(
        vault, "Book card", 5000, "EUR", merchant="Bookshop", value_fraction=Decimal("0.9"), expires_on=TODAY
    )

    def nets(merchant: str, on: date = TODAY) -> dict[str, str]:
        found = decide.compare(vault, Purchase(Decimal(80), "EUR", on, merchant=merchant))
        return {one.id: str(one.net_expected) for one in found.comparison.options}

    assert nets("Bookshop") == {"blue": "0.80", f"voucher-{own_id}&blue": "5.30"}
    assert vouchers.use(vault, own_id, 4000, TODAY) == 1000
    assert nets("Bookshop")[f"voucher-{own_id}&blue"] == "1.70"
    assert set(nets("")) == set(nets("Bakery")) == set(nets("Bookshop", date(2026, 11, 20))) == {"blue"}
    with pytest.raises(HubError, match="voucher_overdrawn"):
        vouchers.use(vault, own_id, 1001, TODAY)
    assert vouchers.use(vault, own_id, -500, TODAY) == 1500
    vouchers.use(vault, own_id, 1500, TODAY)
    assert set(nets("Bookshop")) == {"blue"}
    assert [amount for _, amount in vouchers.uses(vault, own_id)] == [4000, -500, 1500]
    with pytest.raises(HubError, match="voucher_overdrawn"):
        vouchers.change(vault, own_id, face=1000)
    with pytest.raises(HubError, match="code_not_drawable"):
        vouchers.change(vault, own_id, code="Ä", symbology="code128")
