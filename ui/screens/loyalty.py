"""Loyalty wallet: every programme with its worth, expiry and score; vouchers and gift cards with their codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from hub.domain.loyalty import Lot
from hub.domain.progress import Progress
from hub.domain.scoring import Prices
from hub.services import loyalty, loyalty_files, terms
from hub.services.loyalty import Standing
from hub.services.loyalty_files import Noise
from hub.services.vaults import Vault
from ui import undoing
from ui.locale import N_, _, ngettext, text
from ui.loyalty import dialogs, listing, reading
from ui.loyalty.about import Acts, ProgrammeInspector
from ui.loyalty.asking import Asking
from ui.loyalty.reading import Shown
from ui.loyalty.shelf import Shelf
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.sentence import Figure, Head
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.screen import Context, Screen, View
from ui.table import Rows


class Loyalty(View[Shown]):
    """The sentence, what lost value, the programmes, the vouchers."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: Shown | None = None
        self.asking = Asking(context)
        self.inspector: ProgrammeInspector | None = None
        self.head = Head(button(_("Take in balances"), self.bring, icon="file-down"))
        self.alert = Paragraph(role="body", tone="warning")
        self._programmes = Rows(6)
        self.programmes = ShortTable(_("Programmes"), listing.programme_columns(), self._programmes, height="two-line")
        self.programmes.opened.connect(self.look)
        self.programmes.clicked.connect(lambda _at: self.look(self.programmes.current()))
        self.shelf = Shelf(self.asking, self.show_problem)
        add = button(_("Add a programme"), self.add_programme, grade="small", icon="plus")
        noise = button(_("Count e-mails"), self.count_messages, kind="quiet", grade="small", icon="mail")
        self.empty = Empty(
            "coins", _("No programmes yet"),
            _("Add one by name, or take in a table or a card statement that tells of points."),
            button(_("Add a programme"), self.add_programme, kind="primary", icon="plus"),
        )  # fmt: skip
        self._held = holding(column(self.programmes, row(add, noise, 0, gap=3), gap=3))
        parts = (self.head, self.alert, self.empty, self._held, self.shelf)
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch()
        self.commands["new"] = self.add_programme

    def load(self, progress: Progress) -> Shown:
        """Read all programmes and vouchers."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, self.context.today())

    def fill(self, value: Shown) -> None:
        """Show the tables, and the programme that is looked at."""
        self.shown = value
        self._say(value)
        self._programmes.show(listing.programme_rows(value))
        self.programmes.fit_rows()
        self.shelf.show_vouchers(value)
        self.empty.setVisible(not value.programmes)
        self._held.setVisible(bool(value.programmes))
        if self.inspector is not None:
            self.look(self.inspector.programme.id)

    def look(self, key: object) -> None:
        """Show one programme in the inspector."""
        one = None if self.shown is None else self.shown.find(key)
        if one is None or self.shown is None:
            self._close()
            return
        self.inspector = ProgrammeInspector(one, self.shown, Acts(self.do, self._close))
        self.context.frame.inspect(self.inspector)

    def do(self, name: str, one: Standing) -> None:
        """Ask for what a button of the inspector changes."""
        today, parent, home = self.context.today(), self.asking.parent, self.context.settings().home_currency
        done = self.asking.writing(lambda said: _write(self.context.vault, name, one, said, today), one.name)
        made = {
            "balance": lambda: dialogs.balance_dialog(one, today, done, parent),
            "value": lambda: dialogs.value_dialog(one, home, today, done, parent),
            "lot": lambda: dialogs.lot_dialog(one, today, done, parent),
            "member": lambda: dialogs.membership_dialog(one, home, today, done, parent),
            "messages": lambda: dialogs.messages_dialog(one, today, done, parent),
            "prices": lambda: dialogs.prices_dialog(loyalty.prices(self.context.vault), home, done, parent),
        }
        self.asking.ask(made[name]())

    def add_programme(self) -> None:
        """Ask for a programme's name."""
        vault = self.context.vault
        done = self.asking.writing(lambda said: terms.add_programme(vault, said["name"]))
        self.asking.ask(dialogs.programme_dialog(done, self.asking.parent))

    def bring(self) -> None:
        """Take in balances from a file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self.context.frame.dialog_parent(), _("Take in balances"), "", "*.csv *.ofx *.qfx *.txt"
        )
        if chosen:
            self.bring_file(Path(chosen))

    def bring_file(self, path: Path) -> None:
        """Take in this file."""
        vault, today = self.context.vault, self.context.today()
        words = _("Took in {file}").format(file=text.code(path.name))
        undoing.do(self.context, lambda: loyalty_files.bring(vault, path, today), words, failed=self.show_problem)

    def count_messages(self) -> None:
        """Count the e-mail files of a folder."""
        chosen = QFileDialog.getExistingDirectory(self.context.frame.dialog_parent(), _("Count e-mails"))
        if chosen:
            self.count_folder(Path(chosen))

    def count_folder(self, folder: Path) -> None:
        """Count the messages in this folder; those that were counted before are not counted again."""
        vault = self.context.vault

        def said(found: Noise) -> None:
            count = sum(found.counted.values())
            words = ngettext("Counted {count} message", "Counted {count} messages", count)
            self.context.frame.toast(words.format(count=text.count(count)))

        self.context.tasks.run(
            lambda progress: loyalty_files.count_messages(vault, folder, progress), said, failed=self.show_problem
        )

    def _close(self) -> None:
        self.inspector = None
        self.context.frame.inspect(None)

    def _focus(self) -> None:
        self.programmes.setFocus()

    def _say(self, shown: Shown) -> None:
        left = len(listing.usable(shown.vouchers, shown))
        kept = ngettext("{count} voucher can be used.", "{count} vouchers can be used.", left)
        sub = kept.format(count=text.count(left))
        if shown.expiring:
            soon = _("{amount} runs out within 90 days.").format(amount=text.money(shown.expiring, shown.home))
            sub = f"{soon} {sub}"
        self.head.say(
            _("Your points are worth {amount}."),
            amount=Figure(text.money(shown.worth, shown.home), self._focus),
            sub=sub,
        )
        self.alert.setVisible(bool(shown.alerts))
        if shown.alerts:
            one, fall = shown.alerts[0]
            self.alert.say(
                _("{programme} made a point worth {share} less on {day}: your points lost {loss}.").format(
                    programme=text.name(one.name),
                    share=text.percent(fall.share),
                    day=text.day(fall.day),
                    loss=text.money(shown.minor(fall.loss), shown.home),
                )
            )


def _write(vault: Vault, name: str, one: Standing, said: dict[str, Any], today: date) -> None:
    """Keep what a dialog of the inspector asked for."""
    if name == "balance":
        loyalty.set_balance(vault, one.id, said["units"], said["day"])
    elif name == "value":
        loyalty.state_value(vault, one.id, said["value"], said["day"], said["source"] or "you")
    elif name == "lot":
        loyalty.add_lot(vault, one.id, Lot(said["units"], today, said["expires_on"]))
    elif name == "member":
        loyalty.put_membership(vault, one.id, **said)
    elif name == "messages":
        loyalty_files.add_messages(vault, one.id, said["day"], int(said["count"]))
    else:
        loyalty.set_prices(vault, Prices(said["hour"], said["kind"], int(said["seconds"])))


SCREEN = Screen(
    name="loyalty",
    title=N_("Loyalty wallet"),
    group="decide",
    order=25,
    icon="coins",
    topics=("terms", "loyalty", "vouchers", "settings"),
    build=Loyalty,
)
