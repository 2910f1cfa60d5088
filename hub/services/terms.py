"""Instruments and their terms: typed on screen or imported as a pack, in the shape of DECIDE section 2."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from hub.domain.errors import CaseError, HubError, PackError
from hub.domain.loyalty import Valuation
from hub.domain.money import parse_decimal
from hub.services import cases, signing
from storage import accounts, loyalty, settings
from storage import terms as rows
from storage.vault import Vault

FORMAT = "coffer-terms/1"
TOPICS = ("terms",)
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A way to pay as the person has it: its document, shown name, account and the terms of its product today."""

    id: str
    name: str
    account_id: int | None
    document: Mapping[str, Any]
    product: Mapping[str, Any] | None

    @property
    def kind(self) -> str:
        """Kind of instrument; its own, or its product's."""
        return str(self.document.get("kind") or (self.product or {}).get("kind") or "")


def instruments(vault: Vault, on: date | None = None) -> list[Instrument]:
    """Every way to pay, in order, with the version of its terms that is in force on a day, by default today."""
    day = (on or datetime.now().astimezone().date()).isoformat()
    with vault.read() as connection:
        by_id: dict[str, dict[str, Any]] = {}
        for product in rows.all_products(connection):  # ascending by start: the latest one that has begun wins
            if product["id"] not in by_id or product.get("valid_from", "") <= day:
                by_id[product["id"]] = product
        return [
            Instrument(document["id"], name, account_id, document, by_id.get(document.get("product", "")))
            for document, name, account_id in rows.all_instruments(connection)
        ]


def put_instrument(
    vault: Vault,
    name: str,
    kind: str,
    account_id: int | None = None,
    product: Mapping[str, Any] | None = None,
    instrument_id: str | None = None,
    **details: Any,
) -> str:
    """Add or change a way to pay with its terms; its id. product: a document of DECIDE section 2.2, without id."""
    chosen = instrument_id or _SLUG.sub("-", name.lower()).strip("-") or "instrument"
    document: dict[str, Any] = {"kind": kind, **details}
    terms_of = None
    if product is not None:
        terms_of = {"id": chosen, "name": name, "kind": kind, **product}
        document["product"] = chosen
    _check(terms_of, {"id": chosen, **document})
    with vault.write("put_instrument", values={"instrument": name}, topics=TOPICS) as write:
        if terms_of is not None:
            rows.put_product(write.connection, terms_of, "typed")
        rows.put_instrument(write.connection, chosen, name, document, account_id)
    return chosen


def free_id(vault: Vault, name: str) -> str:
    """An id made of a name that no way to pay and no product has yet."""
    with vault.read() as connection:
        taken = {document["id"] for document, _, _ in rows.all_instruments(connection)}
        taken |= {document["id"] for document in rows.all_products(connection)}
    return rows.free_id(name, taken)


def versions(vault: Vault, product_id: str) -> list[dict[str, Any]]:
    """The dated versions of a product's terms, oldest first."""
    with vault.read() as connection:
        return [document for document in rows.all_products(connection) if document["id"] == product_id]


def all_versions(vault: Vault) -> list[dict[str, Any]]:
    """Every version of every product's terms, by product, oldest first."""
    with vault.read() as connection:
        return rows.all_products(connection)


def put_version(vault: Vault, product: Mapping[str, Any], source: str = "typed") -> None:
    """Keep a version of a product's terms from its `valid_from` on; the one before ends on the day before it.

    A version that begins on the same day is replaced. PackError with the place of a mistake.
    """
    check_product(product)
    start = str(product.get("valid_from", ""))
    with vault.write("put_terms", values={"product": str(product.get("name", product["id"]))}, topics=TOPICS) as write:
        for held, held_source in rows.product_sources(write.connection):
            is_open = str(held.get("valid_to", "9999")) >= start
            if start and held["id"] == product["id"] and str(held.get("valid_from", "")) < start and is_open:
                ended = (date.fromisoformat(start) - timedelta(days=1)).isoformat()
                rows.put_product(write.connection, {**held, "valid_to": ended}, held_source)
        rows.put_product(write.connection, product, source)


def remove_version(vault: Vault, product_id: str, valid_from: str) -> None:
    """Remove one version; the one before it goes on to where this one ended. The only version stays."""
    held = versions(vault, product_id)
    at = next((n for n, one in enumerate(held) if str(one.get("valid_from", "")) == valid_from), None)
    if at is None or len(held) == 1:
        raise HubError("no_such_version", where={"product": product_id})
    with vault.write("remove_terms", values={"product": product_id}, topics=TOPICS) as write:
        rows.delete_product(write.connection, product_id, valid_from)
        if at:
            before = {key: value for key, value in held[at - 1].items() if key != "valid_to"}
            if "valid_to" in held[at]:
                before["valid_to"] = held[at]["valid_to"]
            sources = {
                (one["id"], one.get("valid_from", "")): kept for one, kept in rows.product_sources(write.connection)
            }
            rows.put_product(write.connection, before, sources[product_id, before.get("valid_from", "")])


def remove_instrument(vault: Vault, instrument_id: str) -> None:
    """Remove a way to pay, also from the wallets that draw on it; can be undone."""
    with vault.write("remove_instrument", values={"instrument": instrument_id}, topics=TOPICS) as write:
        rows.delete_instrument(write.connection, instrument_id)


def programmes(vault: Vault) -> list[tuple[dict[str, Any], str | None]]:
    """(document, the person's own value of a unit) of each loyalty programme."""
    with vault.read() as connection:
        return rows.all_programmes(connection)


def add_programme(vault: Vault, name: str, cash_value: Decimal | None = None) -> str:
    """Add a loyalty programme by its name; its id. cash_value: home money per unit that it pays out."""
    with vault.write("add_programme", values={"programme": name}, topics=TOPICS) as write:
        taken = {document["id"] for document, _ in rows.all_programmes(write.connection)}
        chosen = rows.free_id(name, taken)
        document: dict[str, Any] = {"id": chosen, "name": name}
        if cash_value is not None:
            document["cash_value"] = format(cash_value, "f")
        rows.put_programme(write.connection, document)
    return chosen


def value_programme(vault: Vault, programme_id: str, value: Decimal | None) -> None:
    """Say what a unit of a programme is worth to the person from today on, in the home currency."""
    today = datetime.now().astimezone().date()
    with vault.write("value_programme", values={"programme": programme_id}, topics=TOPICS) as write:
        text = None if value is None else format(value, "f")
        if rows.value_programme(write.connection, programme_id, text) == 0:
            raise HubError("no_such_programme", where={"programme": programme_id})
        if value is not None:
            loyalty.put_value(write.connection, programme_id, Valuation(today, value, "you"))


def import_pack(vault: Vault, path: Path, now: datetime | None = None) -> dict[str, int]:
    """Take in a terms pack (`coffer-terms/1`); counts of what it brought. PackError with the JSON path."""
    return import_document(vault, read_pack(path, FORMAT), path.stem, now)


def import_document(vault: Vault, pack: Mapping[str, Any], name: str, now: datetime | None = None) -> dict[str, int]:
    """Take in a terms pack that was read already."""
    terms = pack.get("terms", {})
    own = pack.get("instruments", [])
    _check_pack(terms, own)
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    with vault.write("import_terms", values={"pack": name}, topics=TOPICS) as write:
        connection = write.connection
        by_name = {one.name.casefold(): one.id for one in accounts.all_accounts(connection)}
        _keep_pack(connection, str(pack.get("name", name)), pack, at)
        for product in terms.get("products", []):
            rows.put_product(connection, product, str(product.get("source", name)))
        for programme in terms.get("programmes", []):
            rows.put_programme(connection, programme)
        for instrument in own:
            document = {k: v for k, v in instrument.items() if k not in ("id", "name", "account", "note")}
            shown = str(instrument.get("name") or instrument.get("note") or instrument["id"])
            account_id = by_name.get(str(instrument.get("account", shown)).casefold())
            rows.put_instrument(connection, instrument["id"], shown, document, account_id)
    return {
        "products": len(terms.get("products", [])),
        "programmes": len(terms.get("programmes", [])),
        "instruments": len(own),
    }


def _keep_pack(connection: Connection, name: str, pack: Mapping[str, Any], at: str) -> None:
    """Keep a pack in the place of its earlier version, when its signature and its version allow that."""
    key = signing.admit(connection, "terms", name, pack, at)
    held = next((one for one in rows.packs_of(connection, "terms") if one[0] == name), None)
    is_same = held is not None and signing.canonical(held[3]) == signing.canonical(pack)
    version = signing.check_version(
        None if held is None else held[1], pack.get("version", 1), is_signed=key is not None, is_same=is_same
    )
    rows.put_pack(connection, "terms", name, version, at, dict(pack))


def home_currency(vault: Vault) -> str:
    """The currency that comparisons are in."""
    with vault.read() as connection:
        return settings.load(connection).home_currency


def read_pack(path: Path, expected: str) -> dict[str, Any]:
    """A pack's JSON document; PackError when it is not one or of another format."""
    document = _json(path)
    if not isinstance(document, dict) or document.get("format") != expected:
        found = document.get("format") if isinstance(document, dict) else None
        raise PackError("other_pack", where={"file": str(path)}, expected=expected, found=str(found))
    return document


def _json(path: Path) -> object:
    where = {"file": str(path)}
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_float=_no_floats)
    except OSError as error:
        raise PackError("cannot_read_file", where=where, reason=error.strerror or "") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise PackError("not_json", where=where, next_step="choose_another_file") from error
    except json.JSONDecodeError as error:
        raise PackError("not_json", where={**where, "line": error.lineno}, next_step="choose_another_file") from error


def read_product(path: Path) -> dict[str, Any]:
    """One product's terms from a JSON file; PackError when it is none."""
    document = _json(path)
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        raise PackError("not_a_product", where={"file": str(path), "path": "$.id"}, next_step="correct_the_terms")
    return document


def parse_rate(text: str) -> str:
    """A rate as DECIDE wants it, from plain text; ValueError when it is none."""
    return format(parse_decimal(text), "f")


def _no_floats(text: str) -> str:
    raise PackError("number_not_text", number=text[:40], next_step="write_decimals_as_text")


def check_product(product: Mapping[str, Any]) -> None:
    """Whether a product's terms can be used; PackError with the JSON path of the first mistake inside them."""
    try:
        _check_pack({"products": [dict(product)]}, [])
    except PackError as error:
        path = str(error.where.get("path", "$")).replace("$.terms.products[0]", "$")
        raise PackError(error.code, where={"path": path}, next_step="correct_the_terms", **error.values) from error


def _check(product: Mapping[str, Any] | None, instrument: Mapping[str, Any]) -> None:
    """Validate one instrument and its product against the schema by a case that holds just them."""
    funding = [{"id": one, "kind": "bank_transfer"} for one in instrument.get("funding", ())]
    _check_pack({"products": [] if product is None else [dict(product)]}, [dict(instrument), *funding])


def _check_pack(terms: Mapping[str, Any], own: list[Any]) -> None:
    known = {product.get("id") for product in terms.get("products", []) if isinstance(product, dict)}
    plain = [
        {key: value for key, value in one.items() if key not in ("name", "account")}
        for one in own
        if isinstance(one, dict) and (one.get("product") in known or "product" not in one)
    ]
    cash = {"id": "x-check", "kind": "cash"}
    case = {
        "format": "coffer-case/1",
        "profile": {"home_currency": "EUR"},
        "terms": dict(terms),
        "instruments": [*plain, cash],
        "situation": {"purchase": {"date": "2026-01-01", "amount": "1.00"}},
    }
    try:
        cases.parse_document(case)
    except CaseError as error:
        raise PackError(error.code, where=error.where, next_step=error.next_step, **error.values) from error
