"""What terms would give: a sample purchase priced with terms that are not stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hub.domain.decide.model import Option
from hub.domain.errors import CaseError, PackError
from hub.services import cases
from storage import settings
from storage import terms as rows
from storage.vault import Vault

_OWN = "sample"


def preview(
    vault: Vault, product: Mapping[str, Any], amount: Decimal, on: date, category: str = "", country: str = ""
) -> Option | None:
    """The purchase paid with these terms alone, nothing used of any cap; None where the terms can't pay on that day.

    In the terms' own currency, so that no rate is needed. PackError with the place of a mistake in the terms.
    """
    with vault.read() as connection:
        chosen = settings.load(connection)
        programmes = rows.all_programmes(connection)
        packs = [document.get("terms", {}) for _, _, _, document in rows.packs_of(connection, "terms")]
    categories: dict[str, Any] = {}
    for pack in packs:
        categories |= pack.get("categories", {})
    currency = str(product.get("currency") or chosen.home_currency)
    purchase = {"date": on.isoformat(), "amount": format(amount, "f"), "currency": currency}
    if category:
        purchase["category"] = category
    if country:
        purchase["country"] = country
    profile: dict[str, Any] = {
        "home_currency": currency,
        "point_values": {one["id"]: {"value": value} for one, value in programmes if value is not None},
    }
    if chosen.country:
        profile["country"] = chosen.country
    instrument: dict[str, Any] = {"id": _OWN, "product": product["id"]}
    if product.get("kind") == "wallet":
        instrument["has_balance"] = True
    case = {
        "format": "coffer-case/1",
        "profile": profile,
        "terms": {
            "programmes": [one for one, _ in programmes],
            "categories": categories,
            "products": [dict(product)],
        },
        "instruments": [instrument],
        "situation": {"purchase": purchase},
    }
    try:
        found = cases.compare(case)
    except CaseError as error:
        path = str(error.where.get("path", "$")).replace("$.terms.products[0]", "$")
        raise PackError(error.code, where={"path": path}, next_step="correct_the_terms", **error.values) from error
    return next((one for one in found.options if one.id == _OWN), None)
