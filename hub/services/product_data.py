"""Terms from the product data that Australian banks must publish: what is structured is taken, prose is only shown."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from hub.domain.errors import HubError, StatementError
from hub.services import terms
from importers import cdr
from importers.cdr import Found, Suggestion, Text
from storage.vault import Vault

__all__ = ["Found", "Suggestion", "Text", "accept", "read", "suggestions"]


def read(path: Path) -> Found:
    """The product of a file. StatementError when there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StatementError("cannot_read_file", where={"file": str(path)}, reason=error.strerror or "") from error
    return cdr.read(content)


def suggestions(found: Found) -> list[tuple[Text, Suggestion]]:
    """Every suggestion beside the text that it was read from, in order; their places are what `accept` takes."""
    return [(text, one) for text in found.texts for one in text.suggestions]


def accept(
    vault: Vault, found: Found, chosen: Collection[int] = (), account_id: int | None = None, name: str = ""
) -> str:
    """Add the product as a way to pay, with the suggestions that the person said yes to; its id."""
    listed = suggestions(found)
    if not set(chosen) <= set(range(len(listed))):
        raise HubError("no_such_suggestion", where={"field": "accept"}, count=len(listed))
    document = {key: value for key, value in found.document.items() if key not in ("name", "kind")}
    taken = [listed[at][1] for at in sorted(chosen)]
    programme = ""
    if any(one.is_points for one in taken):
        programme = _programme(vault, found.programme or str(found.document["name"]))
    document |= _earning(taken, programme)
    shown = name or str(found.document["name"])
    own_id = terms.free_id(vault, shown)
    return terms.put_instrument(vault, shown, found.document["kind"], account_id, document, own_id)


def _programme(vault: Vault, name: str) -> str:
    held = {str(one.get("name", "")).casefold(): str(one["id"]) for one, _ in terms.programmes(vault)}
    return held.get(name.casefold()) or terms.add_programme(vault, name)


def _earning(taken: list[Suggestion], programme: str) -> dict[str, Any]:
    """Base rule and cap of the accepted suggestions; of several rates the lowest is the base."""
    rates = [one for one in taken if one.field == "base_rate"]
    if not rates:
        return {}
    lowest = min(rates, key=lambda one: (not one.is_points, one.value))
    rule: dict[str, Any] = {"id": "base", "kind": "base", "rate": format(lowest.value, "f")}
    made: dict[str, Any] = {"rules": [rule]}
    if lowest.is_points:
        rule["programme"] = programme
    cap = next((one for one in taken if one.field == "cap" and one.is_points == lowest.is_points), None)
    if cap is not None:
        rule["caps"] = ["earned"]
        basis = "units" if cap.is_points else "cash"
        made["caps"] = [{"id": "earned", "basis": basis, "amount": format(cap.value, "f"), "period": cap.period}]
    return made
