"""What is remembered of file layouts: the account they belong to, and how their questions were answered.

Answers count for files of the same layout and kind of name; for the same layout under any name too, unless they were
given differently once. A profile can be shared: its file holds the layout's hash, its headings and the answers, and
no account, name, number or amount. `coffer-profiles/1`: {"format", "profiles": [{"layout", "about", "answers"}]}.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from hub.domain.errors import HubError, LedgerError
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.domain.statement import FileReading
from importers.headings import heading_of
from storage import profiles
from storage.profiles import Profile
from storage.vault import Vault

FORMAT = "coffer-profiles/1"
TOPICS = ("imports",)
OF_ITS_TIME = frozenset({"year", "same_account", "shared_day", "account_currency"})
"""Questions whose answer says nothing about the next file."""
_SHAPE = ("delimiter", "header", "no_header")
"""Facts that belong to a layout; the others follow from the rows or from answers."""
_LARGEST = 1 << 20
_CONTRADICTED = ""
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_KNOWN = 9
"""Weight of a heading that is a known phrase as a whole."""

__all__ = ["FORMAT", "Profile", "all_profiles", "answers_for", "layout", "remember", "remove", "take_in", "write_out"]


def layout(reading: FileReading, stem: str) -> str:
    """A hash of the kind of file: importer, format, delimiter, headings, and the letters of its name.

    Two banks may lay files out alike, and one bank's files for two accounts differ in their names only.
    """
    return _hash([*_shape(reading), _NOT_LETTERS.sub("", stem).upper()])


def shape(reading: FileReading) -> str | None:
    """The same hash without the name; None where there are no headings, so that it would fit anybody's file."""
    return _hash(_shape(reading)) if _columns(reading) else None


def answers_for(connection: Connection, reading: FileReading, stem: str) -> dict[str, str]:
    """The answers given before to the questions that a file leaves open."""
    open_ = {question.code for question in reading.questions if not question.is_answered}
    found: dict[str, str] = {}
    for key in (shape(reading), layout(reading, stem)):
        kept = profiles.get(connection, key) if open_ and key is not None else None
        if kept is not None:
            found |= {code: choice for code, choice in kept.answers.items() if code in open_}
    return {code: choice for code, choice in found.items() if choice != _CONTRADICTED}


def account_of(connection: Connection, reading: FileReading, stem: str) -> int | None:
    """The account that the last file of the layout went to."""
    kept = profiles.get(connection, layout(reading, stem))
    return None if kept is None else kept.account_id


def remember(connection: Connection, reading: FileReading, stem: str, account_id: int | None) -> None:
    """Remember the account of a layout (None: the file has several) and the answers given, as part of an import."""
    answers = {
        question.code: question.assumed
        for question in reading.questions
        if question.is_answered and question.code not in OF_ITS_TIME
    }
    key, about = layout(reading, stem), _about(reading)
    before = profiles.get(connection, key)
    uses, known = (0, {}) if before is None else (before.uses, dict(before.answers))
    if account_id is not None or answers:
        profiles.put(connection, Profile(key, account_id, {**known, **answers}, about, uses + 1))
    anywhere = shape(reading)
    if answers and anywhere is not None:
        general = profiles.get(connection, anywhere)
        given = {} if general is None else dict(general.answers)
        for code, choice in answers.items():
            is_other = general is not None and given.get(code, choice) != choice and known.get(code) != given.get(code)
            given[code] = _CONTRADICTED if is_other else choice
        profiles.put(connection, Profile(anywhere, None, given, about, (general.uses if general else 0) + 1))


def all_profiles(vault: Vault) -> list[Profile]:
    """All that is remembered, the most used first."""
    with vault.read() as connection:
        return profiles.all_profiles(connection)


def remove(vault: Vault, *keys: str) -> None:
    """Forget layouts in one step that can be undone; LedgerError "no_such_profile" when one is not known."""
    with vault.write("remove_profile", topics=TOPICS) as write:
        for key in keys:
            if not profiles.remove(write.connection, key):
                raise LedgerError("no_such_profile", where={"profile": key})


def is_shareable(one: Profile) -> bool:
    """Whether a profile says something to others: answers, and nothing of one's own accounts."""
    return one.account_id is None and any(one.answers.values())


def outgoing(vault: Vault, path: Path, only: Collection[str] | None = None) -> Outgoing:
    """The exact bytes of the file that shares the profiles with answers. only: layouts; by default all."""
    rows = [
        {"layout": one.layout, "about": _shared(one.about), "answers": dict(one.answers)}
        for one in all_profiles(vault)
        if is_shareable(one) and (only is None or one.layout in only)
    ]
    body = json.dumps({"format": FORMAT, "profiles": rows}, indent=1, ensure_ascii=False, sort_keys=True).encode()
    return Outgoing("share_profiles", f"file:{path.name}", dict(PURPOSES["share_profiles"].fields), body)


def write_out(vault: Vault, path: Path, only: Collection[str] | None = None) -> Disclosure:
    """Write the profiles with answers to a file, journalled like every export. only: layouts; by default all."""
    from hub.services import outbound

    return outbound.write_file(vault, outgoing(vault, path, only), path)


def take_in(vault: Vault, path: Path) -> int:
    """Take the profiles of a file over, one's own answers staying; how many are new. HubError for another file."""
    try:
        raw = path.read_bytes()[: _LARGEST + 1]
    except OSError as error:
        raise HubError("cannot_read_file", where={"file": str(path)}, reason=error.strerror or "") from error
    found = _parsed(raw, path)
    new = 0
    with vault.write("import_profiles", values={"count": len(found)}, topics=TOPICS) as write:
        for one in found:
            own = profiles.get(write.connection, one.layout)
            new += own is None
            if own is None:
                profiles.put(write.connection, one)
    return new


def _parsed(raw: bytes, path: Path) -> list[Profile]:
    try:
        document = json.loads(raw) if len(raw) <= _LARGEST else {}
        found = [_profile(one) for one in document["profiles"]]
        is_ours = document["format"] == FORMAT
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise HubError("not_profiles", where={"file": path.name}) from error
    if not is_ours:
        raise HubError("not_profiles", where={"file": path.name})
    return found


def _profile(one: Mapping[str, Any]) -> Profile:
    key, answers = one["layout"], one["answers"]
    if not re.fullmatch(r"[0-9a-f]{64}", key) or not all(map(_is_code, (*answers, *answers.values()))):
        raise ValueError(key)
    return Profile(key, None, dict(answers), _shared(one["about"]), 0)


def _is_code(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(r"[\w.,-]{0,40}", text) is not None


def _about(reading: FileReading) -> dict[str, Any]:
    return {"importer": reading.importer, "format": reading.format, "columns": list(_columns(reading))}


def _shared(about: Mapping[str, Any]) -> dict[str, Any]:
    """What a layout is about, with headings that everybody's files have: a row taken for headings stays here."""
    columns = [one for one in about.get("columns", ()) if isinstance(one, str) and heading_of(one).weight >= _KNOWN]
    return {**{name: str(about.get(name, ""))[:40] for name in ("importer", "format")}, "columns": columns[:60]}


def _columns(reading: FileReading) -> tuple[str, ...]:
    found = [fact.values.get("columns") for fact in reading.facts if fact.code == "header"]
    return tuple(str(one) for one in found[0]) if found and isinstance(found[0], tuple | list) else ()


def _shape(reading: FileReading) -> list[Any]:
    facts = [
        [fact.code, {name: value for name, value in fact.values.items() if name != "line"}]
        for fact in reading.facts
        if fact.code in _SHAPE
    ]
    return [reading.importer, reading.format, facts]


def _hash(kind: list[Any]) -> str:
    return hashlib.sha256(json.dumps(kind, sort_keys=True, default=str).encode()).hexdigest()
