"""What the screen does: companies, banks, the check-up, the record of what left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from hub.domain.errors import ConsentNeeded, HubError
from hub.domain.outgoing import Disclosure, Grant, Outgoing, kept_for_good
from hub.domain.progress import Progress
from hub.domain.register import HeldFact, consents_to_end, papers_long_held
from hub.services import banks, disclosing, outbound, privacy_checkup, register
from hub.services.banks import BankConnection, Fetched
from hub.services.privacy_checkup import Point
from ui.locale import _, text
from ui.privacy import entering, letters, saying
from ui.privacy.entering import Typed
from ui.privacy.reading import Shown
from ui.privacy.writing import WIDTH, Letter
from ui.screen import Context


class Deeds:
    """shown(): what the screen shows now. failed: gets what could not be done."""

    def __init__(self, context: Context, shown: Callable[[], Shown | None], failed: Callable[[HubError], None]) -> None:
        self._context, self._shown, self._failed = context, shown, failed

    def add_fact(self) -> None:
        """Note what a company holds."""
        entering.held(self._context, None, self._put).open()

    def edit_fact(self, fact: HeldFact) -> None:
        """Change an entry."""
        entering.held(self._context, fact, self._put).open()

    def end_fact(self, fact: HeldFact) -> None:
        """Note that it ended today."""
        vault, today = self._context.vault, self._context.today()
        self._run(lambda _progress: register.end(vault, fact.id, today), _("Noted that it ended today"))

    def remove_fact(self, fact: HeldFact) -> None:
        """Take an entry off the register."""
        vault = self._context.vault
        self._run(lambda _progress: register.remove(vault, fact.id), _("Removed the entry; undo brings it back"))

    def write_to(self, fact: HeldFact) -> None:
        """A letter about everything that the company of an entry holds."""
        shown, today = self._shown(), self._context.today()
        if shown is None:
            return
        theirs = [
            one
            for one in shown.register
            if one.company.casefold() == fact.company.casefold() and one.state(today) != "ended"
        ]
        kind = "withdrawal" if fact.kind == "marketing" else "erasure"
        self._letter(fact.company, letters.of_facts(theirs or [fact]), kind=kind)

    def say_held(self, grant: Grant) -> None:
        """After a stop: what the recipient holds all the same, and the letter that asks for its erasure."""
        shown = self._shown()
        held = kept_for_good(grant, shown.disclosures) if shown is not None else []
        if not held:
            return
        words = _(
            "Stopping ends what comes next. What {who} got before, it holds: nobody can call it back, but you can ask "
            "for its erasure."
        )
        name = saying.who(grant.recipient)
        self._letter(name, letters.of_records(held), words=words.format(who=name))

    def fix(self, point: Point) -> None:
        """Mend a point, or go where it is mended."""
        frame, vault = self._context.frame, self._context.vault
        places = {"recovery": "security", "keyring": "security", "backup": "backups"}
        if point.is_done_here:
            self._run(lambda _progress: privacy_checkup.fix(vault, point.code), _("Mended"))
        elif point.code in places:
            frame.navigate("settings", section=places[point.code])
        else:
            self._write_first(point.code)

    def connect_bank(self) -> None:
        """Claim a setup token: the dialog stays open with what was typed until there is a key."""
        vault, frame = self._context.vault, self._context.frame

        def save(token: str, name: str, dialog: Typed) -> None:
            def done(connection: BankConnection) -> None:
                dialog.accept()
                frame.toast(_("Connected {name}").format(name=text.name(connection.name)))

            self._context.tasks.run(
                lambda _progress: banks.claim(vault, token, name), done, title=_("Connecting"), failed=dialog.refuse
            )

        entering.token(self._context, save).open()

    def fetch_bank(self, connection: BankConnection) -> None:
        """Ask for accounts and transactions, and look at them in the import preview."""
        vault, frame = self._context.vault, self._context.frame

        def done(fetched: Fetched) -> None:
            if fetched.messages:
                frame.say(_("The server says: {message}").format(message=" ".join(fetched.messages)), "circle-alert")
            frame.navigate("bring", content=fetched.content, name=fetched.name)

        title = _("Asking {name}").format(name=connection.name)
        self._context.tasks.run(
            lambda _progress: banks.fetch(vault, connection.id), done, title=title, failed=self._refused
        )

    def forget_bank(self, connection: BankConnection) -> None:
        """Remove a connection with its key."""
        vault = self._context.vault
        words = _("Disconnected {name}. Disable its token there too.").format(name=text.name(connection.name))
        self._run(lambda _progress: banks.forget(vault, connection.id), words)

    def export_log(self, records: Sequence[Disclosure]) -> None:
        """Save records as JSON Lines; that is on record too."""
        parent = self._context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Export the record"), "disclosures.jsonl", "*.jsonl")
        if chosen:
            self.write_log(records, Path(chosen))

    def write_log(self, records: Sequence[Disclosure], path: Path) -> None:
        """Save records to a file."""
        vault, oldest_first = self._context.vault, sorted(records, key=lambda one: one.id)

        def work(_progress: Progress) -> None:
            body = disclosing.exported(vault, oldest_first)
            outbound.write_file(vault, Outgoing("log", f"file:{path.name}", {"disclosures": "full"}, body), path)

        self._run(work, _("Saved {file}; it is on record").format(file=text.code(path.name)))

    def _put(self, fact: HeldFact, dialog: Typed) -> None:
        vault, frame = self._context.vault, self._context.frame

        def done(_fact: HeldFact) -> None:
            dialog.accept()
            frame.toast(_("Noted what {company} holds").format(company=text.name(fact.company)))

        self._context.tasks.run(lambda _progress: register.put(vault, fact), done, failed=dialog.refuse)

    def _write_first(self, code: str) -> None:
        shown, today = self._shown(), self._context.today()
        if shown is None:
            return
        wanted = {"marketing": consents_to_end, "papers": papers_long_held}.get(code)
        found = wanted(shown.register, today) if wanted is not None else []
        if found:
            self.write_to(found[0])

    def _letter(self, company: str, held: Sequence[str], *, kind: str = "erasure", words: str = "") -> None:
        made = Letter(self._context, company, held, self._failed, kind=kind, words=words)
        self._context.frame.inspect(made, width=WIDTH)

    def _run(self, work: Callable[[Progress], object], said: str) -> None:
        self._context.tasks.run(work, lambda _done: self._context.frame.toast(said), failed=self._failed)

    def _refused(self, error: HubError) -> None:
        if isinstance(error, ConsentNeeded):  # a no is an answer, not a problem
            self._context.frame.say(_("Nothing was sent"), "shield-check")
        else:
            self._failed(error)
