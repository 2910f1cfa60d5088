"""What every command shares: the global options, the open vault, and how answers and errors are printed."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.domain.errors import ConsentNeeded, HubError
from ui import locale
from ui.locale import _

if TYPE_CHECKING:
    from storage.vault import Vault

DONE, CAN_ACT, WRONG_USAGE, CONSENT, BUG, CANCELLED = 0, 1, 2, 3, 70, 130
"""Exit codes (CLI: a stable interface)."""


@dataclass(slots=True)
class Session:
    """The global options of one run.

    vault_folder and passphrase_file: None = the default place and a prompt. timings: seconds by phase.
    """

    vault_folder: Path | None = None
    passphrase_file: str | None = None
    as_json: bool = False
    shows_timings: bool = False
    says_yes: bool = False
    started: float = field(default_factory=time.perf_counter)
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        from hub.services import vaults

        return self.vault_folder or vaults.default_folder()

    def passphrase(self, *, twice: bool = False) -> str:
        """The passphrase from the file, standard input or a prompt without echo; asked twice for a new one."""
        if self.passphrase_file == "-":
            return _first_line(sys.stdin.read())
        if self.passphrase_file is not None:
            try:
                return _first_line(Path(self.passphrase_file).read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                where = {"file": self.passphrase_file}
                raise HubError("cannot_read_passphrase_file", where=where, reason=type(error).__name__) from error
        if not sys.stdin.isatty():
            raise HubError("passphrase_needed", next_step="passphrase_file")
        from getpass import getpass

        first = getpass(_("Passphrase: "))
        if twice and getpass(_("Once more: ")) != first:
            raise HubError("passphrases_differ", next_step="try_again")
        return first

    @contextmanager
    def vault(self) -> Iterator[Vault]:
        """The open vault, closed at the end."""
        from storage.vault import Vault

        self.timings["start"] = time.perf_counter() - self.started
        opened = Vault.open(self.folder, self.passphrase(), timings=self.timings)
        try:
            self.apply_language(opened)
            yield opened
        finally:
            opened.close()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a phase for `--timings`."""
        before = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + time.perf_counter() - before

    def apply_language(self, vault: Vault) -> None:
        """The vault's own language, where neither option nor system chose one."""
        from hub.services import settings

        chosen = settings.load(vault).language
        if chosen != "system" and not self._chosen_language:
            locale.use(chosen)

    _chosen_language: bool = False

    def use_language(self, code: str | None) -> None:
        """The language of this run."""
        self._chosen_language = code is not None
        locale.use(code or locale.system_language())

    def answer(self, document: Mapping[str, Any], text: str) -> None:
        """Print the result: one JSON document, or the text for people."""
        print(json.dumps(document, ensure_ascii=False, default=str) if self.as_json else text)  # noqa: T201

    def say(self, text: str) -> None:
        """A message beside the result, on standard error."""
        print(text, file=sys.stderr)  # noqa: T201

    def finish(self) -> None:
        """The last line of `--timings`."""
        if self.shows_timings:
            self.timings["total"] = time.perf_counter() - self.started
            rounded = {name: round(seconds, 4) for name, seconds in self.timings.items()}
            print(json.dumps(rounded), file=sys.stderr)  # noqa: T201


def today() -> date:
    """The person's calendar day; `COFFER_TODAY` (ISO) stands in for it so that a script can be repeated."""
    fixed = os.environ.get("COFFER_TODAY")
    return date.fromisoformat(fixed) if fixed else date.today()  # noqa: DTZ011 - the person's own day is meant


def error_document(error: HubError) -> dict[str, Any]:
    """The JSON of an error; with the exact outgoing bytes where consent is needed."""
    from ui.locale import wording

    worded = wording.error(error)
    document: dict[str, Any] = {
        "code": error.code,
        "message": worded.message,
        "where": {name: _plain(value) for name, value in error.where.items()},
        "next_step": worded.next_step,
    }
    if isinstance(error, ConsentNeeded):
        leaving = error.outgoing
        document["outgoing"] = {
            "purpose": leaving.purpose,
            "recipient": leaving.recipient,
            "fields": dict(leaving.fields),
            "bytes": leaving.body.decode("utf-8", "backslashreplace"),
            "size": len(leaving.body),
        }
    return {"error": document}


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, bool, type(None), list, dict)) else str(value)


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0].rstrip("\r")
