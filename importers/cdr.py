"""Product details of the Australian Consumer Data Right: fees, rates and interest-free days as terms, rewards as text.

`GET /banking/products/{productId}` of the Consumer Data Standards, versions 3 to 6: since version 5 a fee's amount
stands in `fixedAmount` or `rateBased`, before it beside the fee. Rates are fractions already. What a bank writes about
rewards is prose: it comes with the fields that it seems to suggest, and nothing of it is taken without a yes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from hub.domain.errors import StatementError

_KINDS = {
    "CRED_AND_CHRG_CARDS": "credit_card",
    "TRANS_AND_SAVINGS_ACCOUNTS": "debit_card",
    "TRAVEL_CARDS": "prepaid_card",
    "BUY_NOW_PAY_LATER": "bnpl",
}
_REWARDS = ("LOYALTY_PROGRAM", "BONUS_REWARDS", "CASHBACK_OFFER", "COMPLEMENTARY_PRODUCT_DISCOUNTS", "INSTALMENT_PLAN")
_PERIODS = {"P1Y": 1, "P12M": 1, "P6M": 2, "P3M": 4, "P1M": 12, "P2W": 26, "P1W": 52}
_ABROAD = re.compile(r"foreign|international|overseas|currency conversion|cross[- ]border", re.IGNORECASE)
_EXTRA = re.compile(r"additional|supplementary|secondary|program", re.IGNORECASE)
_DAYS = re.compile(r"P(?:(\d{1,3})D|(\d{1,2})M|(\d{1,2})W)", re.ASCII)
_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_POINTS = re.compile(
    rf"{_NUMBER}\s+[\w ]{{0,40}}?points?\b[^.$]{{0,60}}?"
    rf"(?:per|for (?:every|each)|on every)\s+(?:A?\$|AUD ?|dollar){_NUMBER}?",
    re.IGNORECASE,
)
_CASHBACK = re.compile(rf"{_NUMBER}\s?%\s+(?:[\w ]{{0,30}})?cash\s?back", re.IGNORECASE)
_CAP = re.compile(
    rf"(?:cap(?:ped)?|max(?:imum)?|limit(?:ed)?|up to)\D{{0,40}}?{_NUMBER}\s+[\w ]{{0,30}}?points?"
    r"[^.]{0,40}?\b(month|year|annum|statement)",
    re.IGNORECASE,
)
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field that a text seems to mean. field: base_rate (units or money per 1 spent), cap (units a period)."""

    field: str
    value: Decimal
    is_points: bool
    period: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What the bank wrote about rewards, word for word, and where it stands."""

    path: str
    kind: str
    words: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A product. document: terms (DECIDE 2.2) of what is structured. facts: other structured figures by name.

    left: paths of fees and rates that terms have no place for, or that could not be read.
    """

    document: dict[str, Any]
    programme: str
    facts: Mapping[str, str]
    texts: tuple[Text, ...]
    left: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """What is gathered while a product is read."""

    costs: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def read(content: bytes) -> Found:
    """The product of a reply, or of its `data` alone. StatementError when it is none of a kind that pays."""
    if len(content) > _LARGEST:
        raise StatementError("file_too_large", limit=_LARGEST)
    try:
        reply = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise StatementError("not_json", next_step="choose_another_file") from error
    product = reply.get("data", reply) if isinstance(reply, dict) else None
    if not isinstance(product, dict) or product.get("productCategory") not in _KINDS or "productId" not in product:
        raise StatementError("not_a_cdr_product", next_step="choose_another_file")
    reading = _Reading()
    for path, fee in _items(product, "fees"):
        _fee(fee, path, reading)
    for path, rate in _items(product, "lendingRates"):
        _rate(rate, path, reading)
    features = list(_items(product, "features"))
    for _path, feature in features:
        if feature.get("featureType") == "INTEREST_FREE":
            _interest_free(feature, reading)
    document: dict[str, Any] = {
        "name": str(product.get("name", product["productId"]))[:120],
        "kind": _KINDS[product["productCategory"]],
        "currency": "AUD",
        "source": " ".join(filter(None, ("CDR", _brand(product), str(product.get("lastUpdated", ""))))),
    }
    if product.get("effectiveFrom"):
        document["valid_from"] = str(product["effectiveFrom"])[:10]
    if reading.costs:
        document["costs"] = reading.costs
    loyalty = [str(one.get("additionalValue") or "") for _, one in features if one.get("featureType") == _REWARDS[0]]
    texts = tuple(_texts(product, features))
    return Found(document, next(filter(None, loyalty), ""), reading.facts, texts, tuple(reading.left))


def _brand(product: Mapping[str, Any]) -> str:
    return str(product.get("brandName") or product.get("brand") or "")[:120]


def _fee(fee: Mapping[str, Any], path: str, reading: _Reading) -> None:
    amount, rate = _amount(fee), _rate_of(fee)
    name = f"{fee.get('name', '')} {fee.get('additionalInfo', '')}"
    kind = fee.get("feeType")
    is_abroad = kind in ("PURCHASE", "TRANSACTION", "FOREIGN_EXCHANGE", "OTHER", "PAYMENT") and _ABROAD.search(name)
    times = _PERIODS.get(str(fee.get("additionalValue")))
    if is_abroad and (amount is not None or rate is not None):
        for place, value in (("fx_fee_rate", rate), ("fx_fee_fixed", amount)):
            if value is not None and Decimal(reading.costs.get(place, 0)) < value:
                reading.costs[place] = _plain(value)
    elif kind in ("PERIODIC", "UPFRONT") and amount is not None and (times or kind == "UPFRONT"):
        if kind == "UPFRONT":
            reading.facts["upfront_fee"] = _plain(amount)
        elif "annual_fee" in reading.costs or _EXTRA.search(name):
            reading.left.append(path)  # of a second card holder, or of something that not everybody pays
        else:
            reading.costs["annual_fee"] = _plain(amount * (times or 1))
    elif kind in ("LATE_PAYMENT", "CASH_ADVANCE") and (amount is not None or rate is not None):
        reading.facts[f"{str(kind).lower()}_fee"] = _plain(rate if amount is None else amount)
    else:
        reading.left.append(path)


def _rate(rate: Mapping[str, Any], path: str, reading: _Reading) -> None:
    value, kind = _number(rate.get("rate")), rate.get("lendingRateType")
    if value is None:
        reading.left.append(path)
    elif kind == "PURCHASE":
        reading.costs["purchase_apr"] = _plain(max(value, Decimal(reading.costs.get("purchase_apr", 0))))
        if rate.get("calculationFrequency") == "P1D" and rate.get("applicationFrequency") == "P1D":
            reading.costs["interest_method"] = "daily_compound"
    elif kind == "CASH_ADVANCE":
        reading.facts["cash_advance_apr"] = _plain(value)
    else:
        reading.left.append(path)


def _interest_free(feature: Mapping[str, Any], reading: _Reading) -> None:
    match = _DAYS.fullmatch(str(feature.get("additionalValue") or ""))
    if match:
        days = int(match[1] or 0) + 30 * int(match[2] or 0) + 7 * int(match[3] or 0)
        reading.facts["interest_free_days"] = str(max(days, int(reading.facts.get("interest_free_days", 0))))


def _texts(product: Mapping[str, Any], features: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Text]:
    for path, feature in features:
        if feature.get("featureType") in _REWARDS:
            parts = (feature.get("additionalValue"), feature.get("additionalInfo"))
            words = ": ".join(str(one).strip() for one in parts if one)[:2000]
            if words:
                yield Text(path, str(feature["featureType"]).lower(), words, tuple(_suggestions(words)))
    about = str(product.get("description") or "")[:2000]
    found = tuple(_suggestions(about))
    if found:
        yield Text("$.data.description", "description", about, found)


def _suggestions(words: str) -> Iterator[Suggestion]:
    for match in _POINTS.finditer(words):
        spent = Decimal((match[2] or "1").replace(",", "")) or Decimal(1)
        earned = Decimal(match[1].replace(",", ""))
        yield Suggestion("base_rate", earned / spent, is_points=True)
    for match in _CASHBACK.finditer(words):
        yield Suggestion("base_rate", Decimal(match[1].replace(",", "")) / 100, is_points=False)
    for match in _CAP.finditer(words):
        period = {"month": "calendar_month", "statement": "statement"}.get(match[2].lower(), "calendar_year")
        yield Suggestion("cap", Decimal(match[1].replace(",", "")), is_points=True, period=period)


def _items(product: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed = product.get(name)
    for at, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, Mapping):
            yield f"$.data.{name}[{at}]", one


def _amount(fee: Mapping[str, Any]) -> Decimal | None:
    """The amount of a fee; one that varies has none."""
    nested = fee.get("fixedAmount")
    return _number(nested.get("amount") if isinstance(nested, Mapping) else fee.get("amount"))


def _rate_of(fee: Mapping[str, Any]) -> Decimal | None:
    nested = fee.get("rateBased")
    return _number(nested.get("rate") if isinstance(nested, Mapping) else fee.get("transactionRate"))


def _number(written: object) -> Decimal | None:
    try:
        found = Decimal(str(written)) if written is not None else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and 0 <= found < 10**9 else None


def _plain(value: Decimal | None) -> str:
    return format((value or Decimal(0)).normalize() + 0, "f")
