"""Product data of the Consumer Data Right, in both shapes of fees."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import StatementError
from hub.services import product_data, terms, vaults
from importers import cdr
from storage.vault import Vault

CARD: dict[str, Any] = {
    "productId": "p-1", "name": "Everyday Rewards Card", "brand": "Sample Mutual",
    "productCategory": "CRED_AND_CHRG_CARDS",
    "effectiveFrom": "2026-01-01T00:00:00Z", "lastUpdated": "2026-10-01T00:00:00Z",
    "description": "A card for every day.",
    "features": [
        {"featureType": "INTEREST_FREE", "additionalValue": "P55D"},
        {"featureType": "LOYALTY_PROGRAM", "additionalValue": "Gum Points",
         "additionalInfo": "Earn 1.5 Gum points per $1 spent, capped at 100,000 points per year."},
        {"featureType": "CASHBACK_OFFER", "additionalValue": "100.00",
         "additionalInfo": "Get 2% cashback for 90 days."},
    ],
    "fees": [
        {"name": "Annual fee", "feeType": "PERIODIC", "feeMethodUType": "fixedAmount",
         "fixedAmount": {"amount": "89.00"}, "additionalValue": "P1Y"},
        {"name": "Additional cardholder", "feeType": "PERIODIC", "amount": "10.00", "additionalValue": "P1Y"},
        {"name": "International transaction fee", "feeType": "TRANSACTION", "feeMethodUType": "rateBased",
         "rateBased": {"rateType": "TRANSACTION", "rate": "0.03"}},
        {"name": "Replacement card", "feeType": "EVENT", "amount": "15.00"},
        {"name": "Late payment", "feeType": "LATE_PAYMENT", "amount": "20.00"},
    ],
    "lendingRates": [
        {"lendingRateType": "PURCHASE", "rate": "0.2099", "calculationFrequency": "P1D", "applicationFrequency": "P1M"},
        {"lendingRateType": "CASH_ADVANCE", "rate": "0.2199"},
        {"lendingRateType": "INTRODUCTORY", "rate": "0.0", "additionalValue": "P6M"},
    ],
}  # fmt: skip


def test_what_is_structured_becomes_terms_and_prose_only_suggests() -> None:
    found = cdr.read(json.dumps({"data": CARD, "links": {}, "meta": {}}).encode())
    assert found.document["costs"] == {"annual_fee": "89", "fx_fee_rate": "0.03", "purchase_apr": "0.2099"}
    assert found.document["valid_from"] == "2026-01-01"
    assert "rules" not in found.document
    assert found.facts == {"interest_free_days": "55", "late_payment_fee": "20", "cash_advance_apr": "0.2199"}
    assert found.left == ("$.data.fees[1]", "$.data.fees[3]", "$.data.lendingRates[2]")
    assert found.programme == "Gum Points"
    told = [(one.field, one.value, one.is_points, one.period) for text in found.texts for one in text.suggestions]
    assert told == [
        ("base_rate", Decimal("1.5"), True, ""),
        ("cap", Decimal(100000), True, "calendar_year"),
        ("base_rate", Decimal("0.02"), False, ""),
    ]
    assert found.texts[0].words.startswith("Gum Points: Earn 1.5")


def test_fees_of_the_older_shape_are_the_same() -> None:
    fees = [
        {"name": "Annual fee", "feeType": "PERIODIC", "amount": "7.50", "additionalValue": "P1M"},
        {"name": "Overseas purchases", "feeType": "PURCHASE", "transactionRate": "0.029"},
    ]
    found = cdr.read(json.dumps({**CARD, "fees": fees}).encode())
    assert found.document["costs"] == {"annual_fee": "90", "fx_fee_rate": "0.029", "purchase_apr": "0.2099"}


def test_only_what_the_person_says_yes_to_earns(tmp_path: Path) -> None:
    file = tmp_path / "card.json"
    file.write_text(json.dumps({"data": CARD}))
    found = product_data.read(file)
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        product_data.accept(vault, found)
        product_data.accept(vault, found, [0, 1], name="With points")
        plain, earning = (one.product or {} for one in terms.instruments(vault))
        assert "rules" not in plain
        assert earning["rules"] == [
            {"id": "base", "kind": "base", "rate": "1.5", "programme": "gum-points", "caps": ["earned"]}
        ]
        assert earning["caps"][0]["amount"] == "100000"
        assert [one["name"] for one, _ in terms.programmes(vault)] == ["Gum Points"]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"data": {"productCategory": "RESIDENTIAL_MORTGAGES"}}', b"\xff"]
)
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(StatementError):
        cdr.read(content)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*CARD, "rate", "amount", "feeType"]), inner),
))  # fmt: skip
def test_whatever_stands_in_a_product_is_read_or_refused(inside: object) -> None:
    for place in ("fees", "features", "lendingRates", "description"):
        found = cdr.read(json.dumps({**CARD, place: inside}).encode())
        terms.check_product({"id": "x", **found.document})
