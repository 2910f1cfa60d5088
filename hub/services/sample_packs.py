"""The sample household's terms pack and offers catalogue, in the shapes of real packs.

The terms are those of the fictional cards; sources say so. Dates count from the day that is passed in.
"""

from __future__ import annotations

from datetime import date, timedelta

_SOURCE = "Sample terms, made up"


def sample_terms(today: date) -> dict[str, object]:
    """A terms pack: products with their rules, the household's instruments, and the profile's defaults."""
    start = today.replace(year=today.year - 3, month=1, day=1).isoformat()
    return {
        "format": "coffer-terms/1",
        "name": "Sample household",
        "terms": {
            "programmes": [
                {"id": "meridian-miles", "name": "Miles & Way", "cash_value": "0.004"},
                {"id": "lumo-points", "name": "Lumo Points", "cash_value": "0.002"},
            ],
            "categories": {
                "fuel": ["5541", "5542"],
                "groceries": ["5411", "5422", "5499"],
                "eating out": ["5811-5814"],
                "shopping": ["5200-5399", "5611-5735", "5942-5999"],
                "transport": ["4111-4131", "7523"],
            },
            "products": [_aurum(), _meridian(), _lumo(), _debit(), {"id": "cash", "name": "Cash", "kind": "cash"}],
        },
        "instruments": [
            {"id": "aurum", "name": "Aurum Credit", "account": "Aurum Credit", "product": "aurum-credit",
             "opened_on": start, "statement_close_day": "eom", "payment_due_days": 12},
            {"id": "meridian", "name": "Meridian Card", "account": "Meridian Card", "product": "meridian-card",
             "opened_on": start, "statement_close_day": 15, "payment_due_days": 13},
            {"id": "lumo", "name": "Lumo Wallet", "account": "Lumo Wallet", "product": "lumo-wallet",
             "funding": ["aurum", "rheinbank-debit"], "has_balance": True},
            {"id": "rheinbank-debit", "name": "Rheinbank Debit", "account": "Rheinbank Current",
             "product": "rheinbank-debit", "opened_on": start},
            {"id": "cash", "name": "Cash", "account": "Cash", "product": "cash"},
        ],
        "profile": {
            "home_currency": "EUR",
            "country": "DE",
            "float_yield_yearly": "0.02",
            "payer": {"aurum": {"state": "transactor"}, "meridian": {"state": "transactor"}},
            "point_values": {
                "meridian-miles": {"value": "0.004", "low": "0.002", "high": "0.010"},
                "lumo-points": {"value": "0.002"},
            },
            "preference": ["aurum", "lumo", "rheinbank-debit", "meridian", "cash"],
        },
    }  # fmt: skip


def _aurum() -> dict[str, object]:
    """1 % cashback, 3 % on fuel up to 5.00 a month of it, 1.75 % abroad."""
    return {
        "id": "aurum-credit", "name": "Aurum Credit", "issuer": "Aurum", "network": "visa", "kind": "credit_card",
        "currency": "EUR", "source": _SOURCE,
        "rules": [
            {"id": "cashback", "kind": "base", "rate": "0.01"},
            {"id": "fuel", "kind": "additive", "rate": "0.02", "match": {"category": ["fuel"]}, "caps": ["fuel-month"]},
        ],
        "caps": [{"id": "fuel-month", "basis": "cash", "amount": "5.00", "period": "calendar_month"}],
        "costs": {"fx_fee_rate": "0.0175", "purchase_apr": "0.179"},
    }  # fmt: skip


def _meridian() -> dict[str, object]:
    """A mile for each euro, two for eating out; no fee abroad."""
    return {
        "id": "meridian-card", "name": "Meridian Card", "issuer": "Meridian", "network": "mastercard",
        "kind": "credit_card", "currency": "EUR", "source": _SOURCE,
        "rules": [
            {"id": "miles", "kind": "base", "rate": "1", "programme": "meridian-miles"},
            {"id": "eating-out", "kind": "replace", "rate": "2", "programme": "meridian-miles",
             "match": {"category": ["eating out"]}},
        ],
        "costs": {"purchase_apr": "0.199", "annual_fee": "36.00"},
    }  # fmt: skip


def _lumo() -> dict[str, object]:
    """The wallet: half a per cent for tapping, whatever funds it; the merchant's code passes through."""
    return {
        "id": "lumo-wallet", "name": "Lumo Wallet", "issuer": "Lumo", "kind": "wallet", "currency": "EUR",
        "source": _SOURCE,
        "rules": [
            {"id": "tap", "kind": "base", "rate": "0.005", "match": {"contactless": True}, "caps": ["tap-month"]},
        ],
        "caps": [{"id": "tap-month", "basis": "cash", "amount": "4.00", "period": "calendar_month"}],
        "wallet": {"type": "pass_through", "mcc_passthrough": "yes"},
    }  # fmt: skip


def _debit() -> dict[str, object]:
    """The current account's card: no reward, 1 % abroad, at least 1.00."""
    return {
        "id": "rheinbank-debit", "name": "Rheinbank Debit", "issuer": "Rheinbank", "network": "girocard",
        "kind": "debit_card", "currency": "EUR", "source": _SOURCE,
        "costs": {"fx_fee_rate": "0.01", "fx_fee_min": "1.00"},
    }  # fmt: skip


def _offer(number: int, merchant: str, title: str, source: str, commission: str, **terms: object) -> dict[str, object]:
    """One entry of a catalogue: terms as in a comparison case, facts about the offer around them; fixed = once."""
    if terms["kind"] == "fixed":
        terms.setdefault("max_credit", terms["value"])
    return {
        "id": f"sample-{number:02}", "merchant": merchant, "title": title, "source": source, "region": ["DE"],
        "commission": {"paid_to": "catalogue", "rate": commission}, "match": {"merchant": [merchant]}, **terms,
    }  # fmt: skip


def sample_catalogue(today: date) -> dict[str, object]:
    """An offers pack: a dozen offers, of which few fit the household; valid from last week for some months."""

    def until(days: int) -> dict[str, str]:
        return {
            "valid_from": (today - timedelta(days=7)).isoformat(),
            "valid_to": (today + timedelta(days=days)).isoformat(),
        }

    portal: dict[str, object] = {"origin": "portal"}
    return {
        "format": "coffer-offers/1",
        "name": "Sample catalogue",
        "publisher": "Sample",
        "version": today.year * 100 + today.isocalendar().week,
        "expires_on": (today + timedelta(days=120)).isoformat(),
        "offers": [
            _offer(1, "Route Station", "3.00 back on fuel of 60.00 or more", "Aurum Offers", "0.30", kind="fixed",
                   value="3.00", min_spend="60.00",
                   instruments=["aurum"], activation={}, **until(30)),
            _offer(2, "Grünmarkt", "5 % off, up to 10.00", "Grünmarkt Club", "0.00", kind="percent", value="0.05",
                   min_spend="40.00", max_credit="10.00", **portal, **until(45)),
            _offer(3, "Modehaus Kern", "15.00 off from 60.00", "City voucher book", "1.20", kind="fixed",
                   value="15.00", min_spend="60.00", **portal, **until(26)),
            _offer(4, "Weinkontor Kaiserstuhl", "20 % off a wine tasting", "City voucher book", "6.00", kind="percent",
                   value="0.20", max_credit="20.00", **portal, **until(60)),
            _offer(5, "Golfclub Tuniberg", "50.00 off a trial membership", "Partner mail", "25.00", kind="fixed",
                   value="50.00", min_spend="200.00", **portal, **until(90)),
            _offer(6, "Streamly", "One month of Streamly Plus for 0.99", "Streamly", "4.00", kind="fixed",
                   value="17.00", min_spend="17.99", **portal, **until(14)),
            _offer(7, "Autohaus Brenner", "100.00 off a service from 500.00", "Partner mail", "30.00", kind="fixed",
                   value="100.00", min_spend="500.00", **portal, **until(75)),
            _offer(8, "Casino Baden", "10.00 start credit", "Partner mail", "15.00", kind="fixed", value="10.00",
                   min_spend="20.00", **portal, **until(20)),
            _offer(9, "Juwelier Stein", "10 % off watches from 300.00", "City voucher book", "12.00", kind="percent",
                   value="0.10", min_spend="300.00", max_credit="60.00", **portal, **until(50)),
            _offer(10, "Nordwind Airlines", "25.00 off flights from 150.00", "Meridian Extras", "8.00", kind="fixed",
                   value="25.00", min_spend="150.00", instruments=["meridian"], **until(40)),
            _offer(11, "Tierhandlung Pfote", "8 % off pet food", "City voucher book", "0.90", kind="percent",
                   value="0.08", max_credit="12.00", **portal, **until(35)),
            _offer(12, "Möbelhaus Falk", "60.00 off from 400.00", "Partner mail", "20.00", kind="fixed",
                   value="60.00", min_spend="400.00", **portal, **until(55)),
        ],
    }  # fmt: skip
