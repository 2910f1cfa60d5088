"""What is done on the offers screen beside looking: catalogues in and out, teaching, settling, letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.errors import HubError
from hub.domain.offer_life import Use
from hub.services import catalogues, offers, publishers, regional
from hub.services.catalogues import Kept
from hub.services.offering import lives
from hub.services.offers import OfferView
from hub.services.publishers import Pinned
from hub.services.vaults import Vault
from ui import undoing
from ui.ask import Dialog
from ui.locale import _, ngettext, text
from ui.offers.catalogues import Address
from ui.offers.letter import letter
from ui.offers.settling import Settling
from ui.offers.teaching import ItIs, NotForMe
from ui.screen import Context


class Doing:
    """failed: shows an error on the screen; before: clears the last one. dialog: the one that is open."""

    def __init__(self, context: Context, failed: Callable[[HubError], None], before: Callable[[], object]) -> None:
        self._context, self._failed, self._before = context, failed, before
        self.dialog: Dialog | None = None

    @property
    def parent(self) -> QWidget:
        """The parent of dialogs."""
        return self._context.frame.dialog_parent()

    def open(self, dialog: Dialog) -> None:
        """Show a dialog, which is deleted when it closes."""
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_file(self) -> None:
        """Take in a catalogue from a file."""
        chosen, _kind = QFileDialog.getOpenFileName(self.parent, _("Import a catalogue"), "", "*.json")
        if chosen:
            self.bring(Path(chosen))

    def choose_folder(self) -> None:
        """Take in all catalogues of a folder."""
        chosen = QFileDialog.getExistingDirectory(self.parent, _("Import a catalogue"))
        if chosen:
            self.bring(Path(chosen))

    def bring(self, path: Path) -> None:
        """Take in what lies there; the old one stays when it can't be used."""
        vault, today = self._context.vault, self._context.today()
        self._before()

        def said(count: int) -> None:
            template = ngettext("Took in {count} offer", "Took in {count} offers", count)
            self._context.frame.say(template.format(count=text.count(count)), "tag")

        words = _("Took in {file}").format(file=text.code(path.name))
        undoing.do(self._context, lambda: offers.import_catalogue(vault, path, today), words, said, self._failed)

    def ask_address(self) -> None:
        """Ask who publishes a catalogue, then for it."""
        self.open(Address(self._context.settings().country, self.fetch, self.parent))

    def fetch(self, host: str, region: str) -> None:
        """Ask an address for its catalogue; the gate shows the request first."""
        vault, frame = self._context.vault, self._context.frame
        self._before()
        words = _("Took in the catalogue of {host}").format(host=text.code(host))
        self._context.tasks.run(
            lambda _progress: regional.fetch(vault, "offers", region, host),
            lambda _file: frame.say(words, "tag"), title=_("Fetching a catalogue"), failed=self._failed,
        )  # fmt: skip

    def update(self, one: Kept) -> None:
        """A newer version: from where it came, or from a file."""
        if one.host:
            self.fetch(one.host, one.region)
        else:
            self.choose_file()

    def remove(self, one: Kept) -> None:
        """Let a catalogue go; can be undone."""
        vault = self._context.vault
        words = _("Let the catalogue {name} go").format(name=text.name(one.name))
        undoing.do(self._context, lambda: catalogues.remove(vault, one.name), words, failed=self._failed)

    def forget_key(self, one: Pinned) -> None:
        """Forget whose key a catalogue or pack is kept to; can be undone."""
        vault = self._context.vault
        words = _("Forgot the key of {name}").format(name=text.name(one.name))
        undoing.do(self._context, lambda: publishers.forget(vault, one.name, one.key), words, failed=self._failed)

    def schedule(self, one: Kept, is_scheduled: bool) -> None:
        """Ask for it once a week, or no longer."""
        vault = self._context.vault
        self._context.tasks.run(
            lambda _progress: regional.schedule(vault, "offers", one.region, is_scheduled=is_scheduled),
            failed=self._failed,
        )

    def teach(self, view: OfferView) -> None:
        """Ask why an offer is not for the person."""

        def said(verdict: str, payee: str) -> None:
            self.put_away(view, verdict, payee)

        self.open(NotForMe(view, said, self.parent))

    def put_away(self, view: OfferView, verdict: str, payee: str = "") -> None:
        """Put an offer away, or remember what was said of its shop."""
        vault, today = self._context.vault, self._context.today()
        if verdict == "this":
            words = _("Put “{offer}” away").format(offer=text.name(view.offer.title))
            undoing.do(
                self._context, lambda: offers.mark(vault, view.offer.id, "never", today), words, failed=self._failed
            )
        else:
            self._remember(view.offer.merchant, verdict, payee)

    def ask_payee(self, view: OfferView, payees: tuple[str, ...]) -> None:
        """Ask which payee a shop is."""
        merchant = view.offer.merchant
        self.open(ItIs(view, payees, lambda payee: self._remember(merchant, "is", payee), self.parent))

    def bring_back(self, view: OfferView) -> None:
        """An offer, or its whole shop, is wanted again."""
        vault, today = self._context.vault, self._context.today()
        if view.match.reason == "you_said_never":
            self._remember(view.offer.merchant, "", "")
            return
        words = _("Brought “{offer}” back").format(offer=text.name(view.offer.title))
        undoing.do(self._context, lambda: offers.mark(vault, view.offer.id, "seen", today), words, failed=self._failed)

    def _remember(self, merchant: str, verdict: str, payee: str) -> None:
        vault = self._context.vault
        words = _("Remembered what you said of {shop}").format(shop=text.name(merchant))
        undoing.do(self._context, lambda: offers.teach(vault, merchant, verdict, payee), words, failed=self._failed)

    def settle(self, use: Use) -> None:
        """Ask what came of a use."""
        vault, today = self._context.vault, self._context.today()
        words = _("Noted what came of “{offer}”").format(offer=text.name(use.title))

        def settled(amount: int) -> None:
            undoing.do(self._context, lambda: lives.settle(vault, use.id, amount, today), words, failed=self._failed)

        self.open(Settling(use, settled, lambda: self.ask_for_letter(use), self.parent))

    def ask_for_letter(self, use: Use) -> None:
        """Write the letter about a missing credit to a file."""
        chosen, _kind = QFileDialog.getSaveFileName(self.parent, _("Letter about the credit"), "", "*.txt")
        if chosen:
            self.write_letter(use, Path(chosen), self._context.vault, self._context.today())

    def write_letter(self, use: Use, path: Path, vault: Vault, today: date) -> None:
        """Write the letter and note that the credit was asked for."""
        words = _("Wrote {file}").format(file=text.code(path.name))

        def write() -> object:
            return lives.write_letter(vault, use.id, letter(*lives.asking(vault, use.id)), path, today)

        undoing.do(self._context, write, words, failed=self._failed)
