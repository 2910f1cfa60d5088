"""Offers by hand and from texts, what becomes of them, and when one is worth a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import HubError
from hub.domain.offer_life import Payment, Use, credit_of, reversed_by, using
from hub.domain.offers import Offer, OfferMatch
from hub.services import bills, decide, ledger, offers, outbound, planned
from hub.services.offering import lives, moments, ways_in
from importers.offer_text import drafts
from storage.vault import Vault
from ui import locale
from ui.locale import text
from ui.offers.letter import letter

TODAY = date(2026, 11, 21)


def pay(vault: Vault, account: int, days_ago: int, amount: int, payee: str = "GRUENMARKT DANKT 4471") -> int:
    return ledger.add(vault, account, TODAY - timedelta(days=days_ago), amount, payee)


def state(vault: Vault, day: date = TODAY) -> list[str]:
    return [use.state(day) for use in lives.uses(vault)]


def test_an_offer_is_tracked_used_credited_and_counted_only_then(vault: Vault, current: int) -> None:
    offer = ways_in.add(vault, "Grünmarkt", "10 %", source="Club", max_credit="8.00", uses=2)
    pay(vault, current, 30, -5_000)
    offers.mark(vault, offer, "tracked", TODAY - timedelta(days=20))
    pay(vault, current, 10, -5_000)
    assert lives.follow(vault, TODAY) == lives.Found(1, 0, 0)
    assert lives.follow(vault, TODAY) == lives.Found(0, 0, 0)
    assert (state(vault), lives.found(vault)) == (["expected"], 0)
    pay(vault, current, 4, 500, "Club Gutschrift")
    assert lives.follow(vault, TODAY) == lives.Found(0, 1, 0)
    assert (state(vault), lives.found(vault)) == (["credited"], 500)
    pay(vault, current, 3, -6_000)
    pay(vault, current, 2, -6_000)
    lives.follow(vault, TODAY)
    assert [use.expected for use in lives.uses(vault)] == [500, 300]  # 3.00 is left of the limit, and it ends there


def test_a_credit_that_does_not_come_is_missing_and_asked_for(vault: Vault, current: int, tmp_path: Path) -> None:
    offer = ways_in.add(vault, "Grünmarkt", "5.00", min_spend="40.00", source="Aurum Offers")
    offers.mark(vault, offer, "tracked", TODAY - timedelta(days=60))
    pay(vault, current, 55, -4_500)
    pay(vault, current, 50, -3_900)
    lives.follow(vault, TODAY)
    use = lives.missing(vault, TODAY)[0]
    assert (state(vault), lives.found(vault)) == (["missing"], 0)
    assert lives.asking(vault, use.id) == (use, 4_500)
    locale.use("fr")
    assert "n’est pas sur mon compte" in letter(*lives.asking(vault, use.id))
    locale.use("en")
    words = letter(*lives.asking(vault, use.id))
    assert "€ 5.00" in words.replace(text.NBSP, " ")
    assert "Aurum Offers" in words
    lives.write_letter(vault, use.id, words, tmp_path / "letter.txt", TODAY)
    assert outbound.disclosures(vault)[-1].purpose == "letter"
    assert lives.uses(vault)[0].asked_on == TODAY
    lives.settle(vault, use.id, 500, TODAY)
    assert (state(vault), lives.found(vault)) == (["credited"], 500)


def test_a_refund_takes_its_share_of_the_credit_back(vault: Vault, current: int) -> None:
    offer = ways_in.add(vault, "Grünmarkt", "10 %")
    offers.mark(vault, offer, "tracked", TODAY - timedelta(days=30))
    pay(vault, current, 20, -10_000)
    pay(vault, current, 15, 1_000, "Bonus")
    lives.follow(vault, TODAY)
    assert lives.found(vault) == 1_000
    pay(vault, current, 5, 5_000)
    lives.follow(vault, TODAY)
    assert (state(vault), lives.found(vault)) == (["credited"], 500)
    pay(vault, current, 4, 5_000)
    lives.follow(vault, TODAY)
    assert (state(vault), lives.found(vault)) == (["reversed"], 0)


def test_an_offer_that_is_not_activated_is_not_used(vault: Vault, current: int) -> None:
    offer = ways_in.add(vault, "Grünmarkt", "10 %", needs_activation=True, activate_by=TODAY)
    offers.mark(vault, offer, "tracked", TODAY - timedelta(days=30))
    pay(vault, current, 20, -10_000)
    assert lives.follow(vault, TODAY).used == 0
    offers.mark(vault, offer, "active", TODAY - timedelta(days=25))
    assert lives.follow(vault, TODAY).used == 1
    offers.mark(vault, offer, "seen", TODAY)
    assert lives.uses(vault) == []


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.decimals(0, 1, places=3))
def test_no_credit_or_reversal_is_more_than_there_was(spent: int, refunded: int, share: Decimal) -> None:
    offer = Offer("a", "x", "", "percent", share, max_credit=Decimal(20))
    credit = credit_of(offer, spent, "EUR")
    assert 0 <= credit <= min(spent, 2_000)
    use = Use(1, "a", "", "", "", TODAY, 1, credit, "EUR", TODAY, credited=credit)
    assert 0 <= reversed_by(use, spent, refunded) <= credit
    assert reversed_by(use, spent, spent) == credit


def test_points_below_the_minimum_and_other_shops_use_nothing() -> None:
    payments = [Payment(1, 1, TODAY, "A", -3_000), Payment(2, 1, TODAY, "B", -9_000)]
    offer = Offer("a", "A", "", "fixed", Decimal(5), min_spend=Decimal(40))
    assert using(offer, TODAY, payments, ["A"], [], "EUR") == []
    assert credit_of(Offer("a", "A", "", "percent", Decimal(2), programme="miles"), 9_000, "EUR") == 0


def test_before_a_bill_and_before_the_end_but_never_else(vault: Vault, current: int) -> None:
    bill = ways_in.add(vault, "Nordlicht Strom", "10.00", min_spend="50.00", valid_to=TODAY + timedelta(days=90))
    soon = ways_in.add(vault, "Grünmarkt", "5 %", valid_to=TODAY + timedelta(days=5))
    for days in (5, 12, 19, 26):
        pay(vault, current, days, -5_000)
    assert moments.moments(vault, TODAY) == []
    offers.mark(vault, soon, "tracked", TODAY)
    bills.add(vault, "Nordlicht Strom", TODAY + timedelta(days=3), -8_000, "EUR")
    found = moments.moments(vault, TODAY)
    assert [(one.code, one.view.offer.id, one.on) for one in found] == [
        ("bill_due", bill, TODAY + timedelta(days=3)),
        ("ends_soon", soon, TODAY + timedelta(days=5)),
    ]
    [one] = bills.overview(vault, TODAY, ahead=7).bills
    assert [(one.view.offer.id, one.worth) for one in moments.before_bill(vault, one, TODAY)] == [(bill, 1_000)]
    assert moments.before_bill(vault, replace(one, state="paid"), TODAY) == []
    assert [(one.code, one.offer.id) for one in moments.ending(vault, TODAY)] == [("ends_soon", soon)]
    offers.mark(vault, soon, "seen", TODAY)
    assert moments.ending(vault, TODAY) == []  # nobody decided for it
    assert [one.offer.id for one in moments.at_purchase(vault, "Grünmarkt", TODAY)] == [soon]
    assert moments.at_purchase(vault, "", TODAY) == []


def test_a_hint_names_what_is_planned_or_the_usual_basket_and_never_filler(vault: Vault, current: int) -> None:
    ways_in.add(vault, "Grünmarkt", "6.00", min_spend="40.00")
    assert moments.hints(vault, "Grünmarkt", Decimal("36.80"), TODAY) == []  # 3.20 more would reach it: still no word
    wish = decide.Purchase(Decimal("12.00"), "EUR", TODAY, merchant="Grünmarkt")
    item = planned.add(vault, "Rice cooker lid", wish)
    hint = moments.hints(vault, "Grünmarkt", Decimal("36.80"), TODAY)[0]
    assert (hint.short, hint.gain, hint.way, hint.what) == (320, 600, "planned", "Rice cooker lid")
    planned.remove(vault, item)
    for days in (5, 12, 19):
        pay(vault, current, days, -4_400)
    assert [one.way for one in moments.hints(vault, "Grünmarkt", Decimal("36.80"), TODAY)] == ["next_visit"]
    assert moments.hints(vault, "Grünmarkt", Decimal("40.00"), TODAY) == []
    match = OfferMatch(Offer("a", "A", "", "fixed", Decimal(6), min_spend=Decimal(40)), True, "", visits=9, usual=900)
    assert moments.hint_of(match, 3_999, [("Small thing", 0)], "EUR") is None


def test_the_person_teaches_shops_and_names(vault: Vault, current: int) -> None:
    ways_in.add(vault, "Klettern Süd", "10 %")
    for days in (5, 12, 19):
        pay(vault, current, days, -4_400, "KS Sport Betrieb")

    def fits() -> tuple[bool, str]:
        match = offers.matched(vault, TODAY)[0].match
        return match.fits, match.reason

    assert fits() == (False, "never_there")
    offers.teach(vault, "Klettern Süd", "is", "KS Sport Betrieb")
    assert fits() == (True, "you_buy_there")
    offers.teach(vault, "Klettern Süd", "is_not", "KS Sport Betrieb")
    assert fits() == (False, "never_there")
    offers.teach(vault, "KLETTERN SUED", "never")
    assert fits() == (False, "you_said_never")
    with pytest.raises(HubError, match="payee_missing"):
        offers.teach(vault, "Klettern Süd", "is")


def test_a_family_of_zoo_and_museum_is_never_led_by_wine(vault: Vault, current: int) -> None:
    for days in range(10, 300, 30):
        pay(vault, current, days, -3_600, "ZOO BASEL 0042")
        pay(vault, current, days + 3, -2_400, "Naturmuseum Freiburg")
    ways_in.add(vault, "Weinkontor Kaiserstuhl", "90 %", title="Wine tasting")
    zoo = ways_in.add(vault, "Zoo Basel", "5 %")
    museum = ways_in.add(vault, "Naturmuseum Freiburg", "4 %")
    assert [one.offer.id for one in offers.matched(vault, TODAY) if one.match.fits] == [zoo, museum]
    assert offers.matched(vault, TODAY)[-1].match.reason == "never_there"


def test_an_offer_by_hand_takes_part_in_a_comparison(vault: Vault, current: int) -> None:
    coupon = ways_in.add(vault, "Modehaus Kern", "15.00", min_spend="60.00", code="KERN15")
    case = decide.case_of(vault, decide.Purchase(Decimal("80.00"), "EUR", TODAY, merchant="Modehaus Kern"))
    assert [one["id"] for one in case["coupons"]] == [coupon]
    with pytest.raises(HubError, match="offer_wrong"):
        ways_in.add(vault, "Hotel", "5 %")
    with pytest.raises(HubError, match="offer_wrong"):
        ways_in.add(vault, "Grünmarkt", "a lot")
    ways_in.remove(vault, coupon)
    with pytest.raises(HubError, match="no_such_offer"):
        ways_in.remove(vault, coupon)


TEXT = """Grünmarkt
5 % Rabatt ab 40 €, max. 10 €
gültig bis 31.12.2026

Get 3.00 € back at Route Station on orders over 60 €
until 2026-12-15
Modehaus Kern
15 € off from 60 € with code KERN15

We wish you a pleasant weekend.
"""
PAGE = """<html><head><script type="application/ld+json">{"@graph": [{"@type": "Offer", "name": "10 % off toys",
"seller": {"name": "Spielhaus"}, "validThrough": "2026-12-24T00:00:00"}]}</script></head><body>x</body></html>"""
LIST = """<html><body><ul><li><h3>Zoo Basel</h3><p>10 % back</p><p>Expires 12/31/2026</p></li>
<li><h3>Naturmuseum</h3><p>2 € cashback, spend 20 €</p><script>90 % off</script></li></ul></body></html>"""
MAIL = "From: Grünmarkt Club <club@example.org>\nSubject: Nur heute\nContent-Type: text/plain; charset=utf-8\n\n"


def test_texts_pages_and_mails_become_drafts(vault: Vault) -> None:
    text = drafts(TEXT.encode())
    assert [(one.merchant, one.kind, str(one.value), str(one.min_spend), one.code) for one in text] == [
        ("Grünmarkt", "percent", "0.05", "40", ""),
        ("Route Station", "fixed", "3.00", "60", ""),
        ("Modehaus Kern", "fixed", "15", "60", "KERN15"),
    ]
    assert [one.valid_to for one in text] == [date(2026, 12, 31), date(2026, 12, 15), None]
    assert [(one.merchant, one.valid_to) for one in drafts(PAGE.encode())] == [("Spielhaus", date(2026, 12, 24))]
    assert [(one.merchant, str(one.value)) for one in drafts(LIST.encode())] == [
        ("Zoo Basel", "0.1"),
        ("Naturmuseum", "2"),
    ]
    mail = drafts((MAIL + "10 % Rabatt auf alles").encode(), "offer.eml")
    assert [(one.merchant, one.source) for one in mail] == [("Grünmarkt Club", "Grünmarkt Club")]
    kept = ways_in.keep(vault, [*text, *drafts(b"20% off")])
    assert (len(kept.ids), len(kept.left_out)) == (3, 1)
    assert {one.offer.merchant for one in offers.matched(vault, TODAY)} == {
        "Grünmarkt",
        "Route Station",
        "Modehaus Kern",
    }


@given(st.binary(max_size=300), st.sampled_from(["", "a.eml", "a.html"]))
def test_no_text_breaks_the_reader(content: bytes, name: str) -> None:
    for one in drafts(content, name):
        assert one.value > 0
        assert one.kind == "fixed" or one.value <= 1
