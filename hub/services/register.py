"""The register of what companies know: kept by the person, changed with undo, nothing of it ever leaves by itself."""

from __future__ import annotations

from datetime import date

from hub.domain.errors import HubError
from hub.domain.register import KINDS, HeldFact
from storage import sharing
from storage.vault import Vault

_LONGEST = 2000


def facts(vault: Vault) -> list[HeldFact]:
    """Every entry, by company."""
    with vault.read() as connection:
        return sharing.facts(connection)


def put(vault: Vault, fact: HeldFact) -> HeldFact:
    """Write an entry, a new one where its id is 0; HubError names the field that can't be so."""
    if not fact.company.strip():
        raise HubError("text_missing", where={"field": "company"})
    if not fact.what.strip():
        raise HubError("text_missing", where={"field": "what"})
    if fact.kind not in KINDS:
        raise HubError("bad_kind", where={"field": "kind"}, kind=fact.kind, known=list(KINDS))
    if fact.given_on is not None and fact.ended_on is not None and fact.ended_on < fact.given_on:
        raise HubError("ends_before_it_begins", where={"field": "ended_on"})
    if len(fact.notes) > _LONGEST:
        raise HubError("entry_too_long", where={"field": "notes"}, limit=_LONGEST)
    name = "edit_held_fact" if fact.id else "add_held_fact"
    with vault.write(name, values={"company": fact.company}, topics=("privacy",)) as write:
        number = sharing.put_fact(write.connection, fact)
        return next(one for one in sharing.facts(write.connection) if one.id == number)


def end(vault: Vault, fact_id: int, on: date) -> None:
    """Note that it was withdrawn or erased; HubError when the entry is gone."""
    fact = _fact(vault, fact_id)
    with vault.write("end_held_fact", values={"company": fact.company}, topics=("privacy",)) as write:
        sharing.end_fact(write.connection, fact_id, on)


def remove(vault: Vault, fact_id: int) -> None:
    """Remove an entry; HubError when it is gone."""
    fact = _fact(vault, fact_id)
    with vault.write("remove_held_fact", values={"company": fact.company}, topics=("privacy",)) as write:
        sharing.remove_fact(write.connection, fact_id)


def _fact(vault: Vault, fact_id: int) -> HeldFact:
    found = next((one for one in facts(vault) if one.id == fact_id), None)
    if found is None:
        raise HubError("no_such_entry", where={"entry": fact_id})
    return found
