"""What restoring a backup would change: accounts with balances and counts, now and then."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hub.services.backup import AccountChange, Preview
from ui.locale import _, ngettext, text
from ui.parts.boxes import column
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.table import Amount, Column, Row, Rows, Words

_SHOWN = 8


class Changes(QWidget):
    """A sentence, and a line for each account that would be another."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Paragraph(tone="text")
        self._rows = Rows(4)
        columns = [
            Column(_("Account")), Column(_("Now"), 120, is_trailing=True), Column(_("Then"), 120, is_trailing=True),
            Column(_("Transactions"), 110, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("What would change"), columns, self._rows, is_selectable=False)
        self.rest = Paragraph(role="small")
        column(self.words, self.table, self.rest, gap=3, parent=self)
        self.show_preview(None)

    def show_preview(self, shown: Preview | None, *, is_known: bool = True) -> None:
        """Show what would change. is_known: False where the vault does not open with what opens the backup."""
        accounts = shown.accounts if shown is not None else ()
        self._rows.show([_row(at, one) for at, one in enumerate(accounts[:_SHOWN])])
        self.table.fit_rows()
        self.table.setVisible(bool(accounts))
        more = len(accounts) - _SHOWN
        self.rest.setVisible(more > 0)
        if more > 0:
            template = ngettext("and {count} more account", "and {count} more accounts", more)
            self.rest.say(template.format(count=text.count(more)))
        self.words.say(_sentence(shown) if is_known else _unknown())


def _unknown() -> str:
    return _("What would change can’t be said: the vault that is there does not open with this.")


def _sentence(shown: Preview | None) -> str:
    if shown is None:
        return ""
    if shown.is_same:
        return _("Counts and balances are the same now as then.")
    now, then = shown.counts.get("transactions", (0, 0))
    if now == then:
        return _("The number of transactions is the same; other things differ.")
    if now > then:
        template = ngettext(
            "{count} transaction came after this backup; it would be gone.",
            "{count} transactions came after this backup; they would be gone.",
            now - then,
        )
    else:
        template = ngettext(
            "{count} transaction of this backup is not in the vault now; it would be back.",
            "{count} transactions of this backup are not in the vault now; they would be back.",
            then - now,
        )
    return template.format(count=text.count(abs(now - then)))


def _row(at: int, one: AccountChange) -> Row:
    def money(value: int | None) -> str:
        return "–" if value is None else text.money(value, one.currency)

    counts = _("{now} → {then}").format(now=text.count(one.count_now), then=text.count(one.count_then))
    cells = (
        Words(text.name(one.name)), Amount(money(one.balance_now)), Amount(money(one.balance_then)),
        Amount(counts, "quiet"),
    )  # fmt: skip
    return Row(at, cells)
