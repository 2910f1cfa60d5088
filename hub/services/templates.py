"""Neutral templates of ways to pay: common shapes of terms without brands, to begin from and to fill in.

Rates are examples that say so; a template never claims to be the terms of anybody.
"""

from __future__ import annotations

from typing import Any

_MONTH = "calendar_month"


def templates() -> dict[str, dict[str, Any]]:
    """Terms (DECIDE 2.2) without id and name, by code; the wording of a code is the user interface's."""
    return {**_cards_by_kind(), **_cards_by_spend(), **_plain_ways(), **_paid_later()}


def _cards_by_kind() -> dict[str, dict[str, Any]]:
    """Credit cards that give at one rate, or by the kind of purchase."""
    return {
        "cashback_card": {
            "kind": "credit_card",
            "rules": [_base("0.01")],
            "costs": {"fx_fee_rate": "0.02", "purchase_apr": "0.18"},
        },
        "cashback_by_kind": {
            "kind": "credit_card",
            "rules": [
                _base("0.005"),
                {"id": "groceries", "kind": "replace", "rate": "0.02", "match": {"category": ["groceries"]},
                 "caps": ["month"]},
                {"id": "fuel", "kind": "replace", "rate": "0.03", "match": {"category": ["fuel"]}, "caps": ["month"]},
            ],
            "caps": [{"id": "month", "basis": "spend", "amount": "500", "period": _MONTH}],
            "costs": {"fx_fee_rate": "0.02", "purchase_apr": "0.18"},
        },
        "points_card": {
            "kind": "credit_card",
            "rules": [
                _base("1"),
                {"id": "travel", "kind": "replace", "rate": "2", "match": {"category": ["travel"]}},
            ],
            "costs": {"annual_fee": "60.00", "purchase_apr": "0.18"},
        },
    }  # fmt: skip


def _cards_by_spend() -> dict[str, dict[str, Any]]:
    """Credit cards that give by what was spent before, or a credit for a yearly fee."""
    return {
        "tiered_card": {
            "kind": "credit_card",
            "rules": [
                {"id": "base", "kind": "base", "period": _MONTH,
                 "tiers": {"mode": "marginal",
                           "steps": [{"from": "0", "rate": "0.005"}, {"from": "1000", "rate": "0.01"}]}},
            ],
        },
        "top_category_card": {
            "kind": "credit_card",
            "rules": [
                _base("0.01"),
                {"id": "top", "kind": "top_category", "rate": "0.04", "period": "statement", "max_spend": "500",
                 "categories": ["groceries", "eating out", "travel"]},
            ],
        },
        "card_with_credit": {
            "kind": "credit_card",
            "rules": [_base("0.01")],
            "credits": [{"id": "travel", "amount": "50.00", "period": "anniversary_year",
                         "match": {"category": ["travel"]}}],
            "costs": {"annual_fee": "120.00"},
        },
    }  # fmt: skip


def _plain_ways() -> dict[str, dict[str, Any]]:
    """Ways to pay that give little and cost little."""
    return {
        "charge_card": {"kind": "charge_card", "rules": [_base("1")], "costs": {"annual_fee": "90.00"}},
        "debit_card": {"kind": "debit_card", "costs": {"fx_fee_rate": "0.01", "fx_fee_min": "1.00"}},
        "travel_debit_card": {"kind": "debit_card"},
        "prepaid_card": {"kind": "prepaid_card", "costs": {"fx_fee_rate": "0.015"}},
        "phone_wallet": {"kind": "wallet", "wallet": {"type": "pass_through", "mcc_passthrough": "yes"}},
        "online_wallet": {"kind": "wallet", "wallet": {"type": "staged", "mcc_passthrough": "unknown"}},
        "bank_transfer": {"kind": "bank_transfer"},
        "direct_debit": {"kind": "direct_debit"},
        "cash": {"kind": "cash"},
        "store_credit": {"kind": "store_credit"},
    }  # fmt: skip


def _paid_later() -> dict[str, dict[str, Any]]:
    """Instalments."""
    return {
        "pay_in_3": {
            "kind": "bnpl",
            "plans": [{"id": "three", "count": 3, "interval_months": 1, "first_after_intervals": 0,
                       "min_amount": "30.00", "max_amount": "1500.00",
                       "late_fee": {"amount": "7.00", "max_count": 3, "cap_fraction": "0.25"}}],
        },
        "instalments": {
            "kind": "bnpl",
            "plans": [{"id": "twelve", "count": 12, "interval_months": 1, "nominal_rate_yearly": "0.119",
                       "min_amount": "100.00"}],
        },
    }  # fmt: skip


def _base(rate: str) -> dict[str, Any]:
    return {"id": "base", "kind": "base", "rate": rate}
