"""Offers where they count and nowhere else: on Today before they end, and at the bill that they lower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from opened import TODAY, opened
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hub.services import accounts, bills, ledger, offers
from hub.services.offering import ways_in
from ui import locale
from ui.bills.about import About
from ui.locale import text


def said(widget: QWidget) -> str:
    found = [one.accessibleName() or one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    return " | ".join(found).replace(text.NBSP, " ")


def test_a_tracked_offer_is_told_before_it_ends_and_at_the_bill_it_lowers(
    qtbot: QtBot, dressed: Callable[..., None]
) -> None:
    dressed()
    locale.use("en")
    with opened(qtbot) as app:
        account = accounts.add(app.vault, "Current", "current", "EUR", opening=500_000)
        for days in (5, 12, 19, 26):
            ledger.add(app.vault, account, TODAY - timedelta(days=days), -5_000, "Market")
        soon = ways_in.add(app.vault, "Market", "5 %", valid_to=TODAY + timedelta(days=4))
        ways_in.add(app.vault, "Northern Power", "10.00", valid_to=TODAY + timedelta(days=90))
        bills.add(app.vault, "Northern Power", TODAY + timedelta(days=3), -8_000, "EUR")
        assert "offer ends on" not in said(app.show("today"))  # nobody decided for it yet
        offers.mark(app.vault, soon, "tracked", TODAY)
        app.rest()
        assert "1 offer ends on 23 November: Market" in said(app.show("today"))
        app.show("bills")
        app.until(lambda: app.window.findChildren(About))
        app.until(lambda: "lowers this bill by € 10.00" in said(app.window))
