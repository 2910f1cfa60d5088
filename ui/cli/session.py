"""What every command shares: the global options, the open vault, and how answers are printed."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from hub.domain.errors import ConsentNeeded, HubError
from ui import locale
from ui.cli.progress import Watch
from ui.locale import _

if TYPE_CHECKING:
    from hub.domain.outgoing import Outgoing
    from hub.domain.progress import Progress
    from hub.services.vaults import Vault

DONE, CAN_ACT, WRONG_USAGE, CONSENT, BUG, CANCELLED = 0, 1, 2, 3, 70, 130
"""Exit codes (a stable interface)."""

T = TypeVar("T")

_UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
"""What a file's name or rows could steer a terminal with, or turn the order of letters: shown as a sign."""


@dataclass(slots=True)
class Session:
    """The global options of one run.

    vault_folder and passphrase_file: None = the default place and a prompt. accepted: warnings of a vault to open it in
    spite of. timings: seconds by phase.
    """

    vault_folder: Path | None = None
    passphrase_file: str | None = None
    as_json: bool = False
    shows_timings: bool = False
    says_yes: bool = False
    accepted: tuple[str, ...] = ()
    has_chosen_language: bool = False
    started: float = field(default_factory=time.perf_counter)
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        from hub.services.closed_vault import default_folder

        return self.vault_folder or default_folder()

    @property
    def is_interactive(self) -> bool:
        """Whether somebody can be asked."""
        return not self.as_json and sys.stdin.isatty()

    def passphrase(self, *, new: bool = False) -> str:
        """The passphrase from the file, standard input or a prompt without echo; a new one is prompted for twice."""
        if self.passphrase_file is not None:
            return secret_from(self.passphrase_file)
        return self.typed_passphrase(_("New passphrase: ") if new else _("Passphrase: "), new=new)

    def typed_passphrase(self, prompt: str, *, new: bool = False) -> str:
        """A passphrase from a prompt without echo; asked twice for a new one. HubError where nobody can type."""
        if not sys.stdin.isatty():
            raise HubError("passphrase_needed", next_step="passphrase_file")
        from getpass import getpass

        first = getpass(prompt)
        if new and getpass(_("Once more: ")) != first:
            raise HubError("passphrases_differ", next_step="try_again")
        return first

    @contextmanager
    def vault(self) -> Iterator[Vault]:
        """The open vault, closed at the end."""
        opened = self.opened(self.passphrase)
        from hub.services import settings

        try:
            chosen = settings.load(opened)
            if chosen.language != "system" and not self.has_chosen_language:
                locale.use(chosen.language)
            if not self.has_chosen_language and chosen.category_language != "same":
                locale.use_names(chosen.category_language)
            yield opened
        finally:
            opened.close()

    def opened(self, passphrase: Callable[[], str]) -> Vault:
        """The open vault; what only warns is asked about where somebody can be asked, unless `--accept` names it."""
        from hub.services.closed_vault import key_ahead

        known = cache(passphrase)
        if self.passphrase_file is None:
            return self._opened(known)
        with key_ahead(self.folder, known, self.timings):
            return self._opened(known)

    def _opened(self, passphrase: Callable[[], str]) -> Vault:
        from hub.services import vaults

        self.timings["start"] = time.perf_counter() - self.started
        while True:
            try:
                return vaults.open_vault(self.folder, passphrase, accept=self.accepted, timings=self.timings)
            except HubError as error:
                if error.code not in vaults.ACCEPTABLE or error.code in self.accepted or not self.is_interactive:
                    raise
                from ui.locale import wording

                self.say(str(wording.error(error)))
                if not self.is_answered_yes(_("Open it all the same?")):
                    raise
                self.accepted = (*self.accepted, error.code)

    def use_language(self, code: str) -> None:
        """The language of this run; "" = the system's, and the vault's own where it has one."""
        self.has_chosen_language = bool(code)
        locale.use(code or locale.system_language())
        locale.use_names("")

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Shows how far work is on a terminal, and measures its phases."""
        watch = Watch(self.timings, shows=not self.as_json and sys.stderr.isatty())
        try:
            yield watch
        finally:
            watch.done()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a phase for `--timings`."""
        before = time.perf_counter()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + time.perf_counter() - before

    def asking(self, vault: Vault, job: Callable[[], T]) -> T:
        """Do a job that may send data: show the bytes, ask, store the grant and do it again.

        Nobody is asked without a terminal or with `--json`; then ConsentNeeded goes on.
        """
        try:
            return job()
        except ConsentNeeded as needed:
            if not self.is_interactive:
                raise
            self.say(outgoing_text(needed.outgoing))
            if not self.is_answered_yes(_("Send this?")):
                raise
            from hub.services import outbound

            outbound.grant(vault, needed.outgoing)
            return job()

    def confirm(self, question: str) -> None:
        """Ask about something on this computer; HubError "not_confirmed" unless the answer is yes or `--yes`."""
        if self.says_yes:
            return
        if not self.is_interactive or not self.is_answered_yes(question):
            raise HubError("not_confirmed", next_step="say_yes")

    def is_answered_yes(self, question: str) -> bool:
        """Ask y/N on the terminal."""
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201 - a command line prints
        return sys.stdin.readline().strip().casefold() in {"y", "yes", _("yes").casefold(), _("yes").casefold()[:1]}

    def answer(self, document: Mapping[str, Any], text: str | Callable[[], str]) -> None:
        """Print the result: one JSON document, or the text for people (a function makes it only when wanted)."""
        words = "" if self.as_json else text if isinstance(text, str) else text()
        print(_UNSEEN.sub("\ufffd", words) or json.dumps(document, ensure_ascii=False))  # noqa: T201 - a command line prints

    def say(self, text: str) -> None:
        """A message beside the result, on standard error."""
        print(_UNSEEN.sub("\ufffd", text), file=sys.stderr)  # noqa: T201 - a command line prints

    def finish(self) -> None:
        """The last line of `--timings`."""
        if self.shows_timings:
            self.timings["total"] = time.perf_counter() - self.started
            self.say(json.dumps({name: round(seconds, 4) for name, seconds in self.timings.items()}))


def today() -> date:
    """The person's calendar day; `COFFER_TODAY` (ISO) stands in for it so that a script can be repeated."""
    fixed = os.environ.get("COFFER_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - the person's own day is meant
    try:
        return date.fromisoformat(fixed)
    except ValueError as error:
        raise HubError("bad_day", where={"field": "COFFER_TODAY"}, day=fixed) from error


def secret_from(place: str) -> str:
    """The next line of standard input ("-"), or the first line of a file."""
    if place == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        with Path(place).open(encoding="utf-8") as file:
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise HubError("cannot_read_passphrase_file", where={"file": place}, reason=type(error).__name__) from error


def outgoing_text(leaving: Outgoing) -> str:
    """What would leave, word for word, for people."""
    from ui.cli.tables import paragraphs
    from ui.locale import text, wording

    facts = _("This would leave your computer for {recipient}, {size}, purpose: {purpose}.").format(
        recipient=leaving.recipient,
        size=text.size(len(leaving.body)),
        purpose=wording.label("purpose", leaving.purpose).lower(),
    )
    fields = _("It holds: {fields}.").format(fields=", ".join(wording.label("field", one) for one in leaving.fields))
    body = leaving.kept.decode("utf-8", "backslashreplace").replace("\r\n", "\n").rstrip("\n")
    shown = "\n".join(f"    {line}" for line in body.split("\n"))
    if not leaving.secrets:
        return paragraphs(f"{facts}\n{fields}", shown)
    from ui.locale.wording.asking import stars

    return paragraphs(f"{facts}\n{fields}", shown, stars(leaving))


def utf8_output(*, is_json: bool) -> None:
    """JSON is always UTF-8; text for people never fails on a terminal that lacks a sign."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if is_json else None, errors="backslashreplace")
