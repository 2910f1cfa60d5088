"""Your ways to pay: the list of cards, wallets and accounts with what they give and cost; add, edit, remove, packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.account import Account
from hub.domain.draft import Draft
from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import decide, sharing, terms
from hub.services.decide import Purchase
from hub.services.terms import Instrument
from ui import undoing
from ui.drafting import Content, Drafted, fill
from ui.locale import _, ngettext, text, wording
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.sentence import Head
from ui.payment.known import categories_of
from ui.payment.ranking import icon_of, purchase_kind, share
from ui.payment.short import ShortTable
from ui.payment.way_dialog import Offered, WayDialog
from ui.payment.way_terms import MONEY, NOTHING, Way, details_of, free_id, product_of, way_of
from ui.screen import Context
from ui.table import Column, Payee, Row, Rows, Words


class Ways(QWidget):
    """The list. on_back: the person wants to compare again."""

    def __init__(self, context: Context, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self._instruments: Sequence[Instrument] = ()
        self._accounts: Sequence[Account] = ()
        self.dialog: WayDialog | None = None
        add = button(_("Add a way to pay"), self.add, kind="primary", icon="plus")
        self.head = Head(add)
        self.problem = ProblemBar()
        self._rows = Rows(4)
        columns = [
            Column(_("Way to pay"), 250),
            Column(_("Gives")),
            Column(_("Abroad"), 110),
            Column(_("Account"), 170),
        ]
        self.table = ShortTable(_("Your ways to pay"), columns, self._rows, height="two-line")
        self.table.opened.connect(lambda _key: self.edit())
        self.table.picked.connect(lambda _key: self._enable())
        QShortcut(QKeySequence("Del"), self.table, self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        self._change = button(_("Edit"), self.edit, icon="pencil")
        self._drop = button(_("Remove"), self.remove, kind="quiet", icon="trash-2")
        bring = button(_("Import terms"), self.bring, icon="file-down")
        share_them = button(_("Export terms"), self._export, kind="quiet", icon="upload")
        back = button(_("Compare a purchase"), on_back, kind="quiet", icon="arrow-left")
        actions = row(self._change, self._drop, 0, bring, share_them, gap=3)
        column(row(back, 0), self.head, self.problem, self.table, actions, gap=5, parent=self)
        self.setFocusProxy(self.table)

    def show_ways(self, instruments: Sequence[Instrument], accounts: Sequence[Account]) -> None:
        """Show these ways to pay."""
        self._instruments, self._accounts = instruments, accounts
        count = len(instruments)
        template = ngettext("You have {count} way to pay.", "You have {count} ways to pay.", count)
        self.head.say(
            template.format(count=text.count(count)) if count else _("You have no way to pay yet."),
            sub=_("What you say here is used for comparisons on this computer, and nowhere else."),
        )
        names = {one.id: one.name for one in accounts}
        self._rows.show([_row(one, names) for one in instruments])
        self.table.fit_rows()
        self._enable()

    def add(self) -> None:
        """Ask for a new way to pay."""
        self._ask(None)

    def edit(self) -> None:
        """Change the current one."""
        current = self._current()
        if current is not None:
            self._ask(current)

    def remove(self) -> None:
        """Remove the current one; the toast brings it back. A wallet that draws on it must let it go first."""
        current, vault = self._current(), self._context.vault
        if current is None:
            return
        drawing = [one.name for one in self._instruments if current.id in one.document.get("funding", ())]
        if drawing:
            template = _("{wallet} pays with {way}. Take it out there first.")
            words = template.format(wallet=text.name(drawing[0]), way=text.name(current.name))
            self.problem.say(words, "warning", may_retry=False)
            return
        words = _("Removed {way}").format(way=text.name(current.name))
        undoing.do(self._context, lambda: terms.remove_instrument(vault, current.id), words, failed=self._refuse)

    def bring(self) -> None:
        """Take in a pack of terms from a file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._context.frame.dialog_parent(), _("Import terms"), "", "*.json"
        )
        if chosen:
            self.bring_file(Path(chosen))

    def bring_file(self, path: Path) -> None:
        """Take in this pack."""
        vault = self._context.vault
        words = _("Took in the terms of {file}").format(file=text.code(path.name))
        undoing.do(self._context, lambda: terms.import_pack(vault, path), words, failed=self._refuse)

    def _export(self) -> None:
        parent = self._context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Export terms"), "terms.json", "*.json")
        if not chosen:
            return
        vault, path = self._context.vault, Path(chosen)
        words = _("Wrote {file}; recorded under Privacy").format(file=text.code(path.name))
        self._context.tasks.run(
            lambda _progress: sharing.export_pack(vault, path),
            lambda _done: self._context.frame.toast(words),
            failed=self._refuse,
        )

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed before a lock."""
        self._ask(next((one for one in self._instruments if one.id == draft.subject), None), draft.content)

    def _ask(self, current: Instrument | None, draft: Content | None = None) -> None:
        vault, context = self._context.vault, self._context
        home = context.settings().home_currency

        def prepare(_progress: Progress) -> Offered:
            case = decide.case_of(vault, Purchase(Decimal(1), home, context.today()))
            programmes = {one["id"]: str(one.get("name", one["id"])) for one, _value in terms.programmes(vault)}
            plain = {one.id: one.name for one in self._instruments if one.kind != "wallet"}
            return Offered(home, self._accounts, programmes, plain, categories_of(case["terms"]))

        def opened(offered: Offered) -> None:
            way = Way(earns=MONEY) if current is None else way_of(current)
            self.dialog = WayDialog(
                way, offered, lambda made, new: self._write(made, new, current), context.frame.dialog_parent()
            )
            self.dialog.finished.connect(self._forget_dialog)
            Drafted(self.dialog, "way", None if current is None else current.id)
            if draft is not None:
                fill(self.dialog, draft)
            self.dialog.open()

        context.tasks.run(prepare, opened, owner=self)

    def _write(self, way: Way, new_programme: str, before: Instrument | None) -> None:
        vault, dialog = self._context.vault, self.dialog
        account = next((one for one in self._accounts if one.id == way.account_id), None)
        taken = [one.id for one in self._instruments]

        def write() -> str:
            found = way if not new_programme else _with_programme(self._context, way, new_programme)
            product = product_of(found, None if before is None else before.product)
            details = details_of(found, None if before is None else before.document, account)
            own_id = free_id(found.name, taken) if before is None else before.id
            return terms.put_instrument(vault, found.name, found.kind, found.account_id, product, own_id, **details)

        def refused(error: HubError) -> None:
            if dialog is not None:
                dialog.refuse(str(wording.error(error)))

        words = (_("Added {way}") if before is None else _("Changed {way}")).format(way=text.name(way.name))
        undoing.do(self._context, write, words, lambda _id: None if dialog is None else dialog.accept(), refused)

    def _current(self) -> Instrument | None:
        key = self.table.current()
        return next((one for one in self._instruments if one.id == key), None)

    def _enable(self) -> None:
        for one in (self._change, self._drop):
            one.setEnabled(self._current() is not None)
        self.problem.hide()

    def _refuse(self, error: HubError) -> None:
        self.problem.show_error(error)

    def _forget_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


def _with_programme(context: Context, way: Way, name: str) -> Way:
    """The way with a programme that the vault gets first."""
    return replace(way, programme=terms.add_programme(context.vault, name))


def _row(one: Instrument, accounts: dict[int, str]) -> Row:
    way = way_of(one)
    source = str((one.product or {}).get("source", ""))
    kind = wording.label("instrument_kind", one.kind)
    network = wording.label("network", way.network) if way.network else ""
    abroad = _("{rate} fee").format(rate=share(way.fx_fee)) if way.fx_fee else _("no fee")
    account = accounts.get(one.account_id, "") if one.account_id is not None else ""
    cells = (
        Payee(one.name, key=one.id, sub=", ".join(filter(None, (kind, network))), icon=icon_of(one.kind)),
        Words(_gives(way), sub=source),
        Words(abroad, tone="text-2"),
        Words(account or _("none"), tone="text" if account else "text-2"),
    )
    return Row(one.id, cells)


def _gives(way: Way) -> str:
    if way.earns == NOTHING:
        return _("nothing")
    parts = []
    if way.base:
        points = _("{count} points for each unit of money").format(count=text.number(way.base))
        parts.append(share(way.base) if way.earns == MONEY else points)
    if way.bonus_kind:
        rate = share(way.bonus) if way.earns == MONEY else text.number(way.bonus)
        parts.append(_("{rate} for {kind}").format(rate=rate, kind=purchase_kind(way.bonus_kind).lower()))
    return ", ".join(parts)
