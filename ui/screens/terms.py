"""Cards & terms: what every card, wallet and plan promises, in dated versions, edited with a sample purchase beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import counters, product_data, sharing, templates, terms, usage
from hub.services.counters import Standing
from hub.services.product_data import Found
from hub.services.sharing import Draft, Exported
from hub.services.usage import Opening
from ui import undoing
from ui.locale import N_, _, ngettext, text, wording
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.sentence import Head
from ui.payment.ranking import icon_of
from ui.payment.short import ShortTable
from ui.screen import Context, Screen, View
from ui.table import Column, Payee, Row, Rows, Words
from ui.terms.editor import Acts, TermsEditor
from ui.terms.held import Changes, Held
from ui.terms.pack_preview import PackPreview
from ui.terms.product_dialog import ProductDialog


@dataclass(frozen=True, slots=True)
class Shown:
    """ways: (id, name) of ways to pay by product id. versions: terms by product id, oldest first."""

    ways: Mapping[str, tuple[str, str]]
    versions: Mapping[str, list[dict[str, Any]]]
    programmes: Mapping[str, str]


class Terms(View[Shown]):
    """The sentence, the list of products, and the editor of the one that is looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: Shown | None = None
        self.editor: TermsEditor | None = None
        self.held: Held | None = None
        self.preview: PackPreview | None = None
        self.dialog: ProductDialog | None = None
        self.menu = QMenu(self)
        for code in templates.templates():
            self.menu.addAction(wording.label("template", code), partial(self.begin, code))
        add = button(_("Add from a template"), icon="plus")
        add.setMenu(self.menu)
        self.head = Head(add)
        self._rows = Rows(3)
        columns = [Column(_("Product")), Column(_("Holds since"), 170), Column(_("Source"), 240)]
        self.table = ShortTable(_("Products"), columns, self._rows, height="two-line")
        self.table.opened.connect(self.edit)
        self.table.clicked.connect(lambda _at: self.edit(self.table.current()))
        read = button(_("Read an Australian bank's product data"), self.bring, grade="small", icon="file-down")
        take = button(_("Import a pack"), self.take, kind="quiet", grade="small", icon="file-down")
        share = button(_("Share as a signed pack"), self.share, kind="quiet", grade="small", icon="upload")
        self._acts = holding(row(read, take, share, 0, gap=3))
        self.empty = Empty(
            "credit-card", _("No terms yet"), _("Begin from a template, or take in a pack that somebody published."),
            button(_("Import a pack"), self.take, icon="file-down"),
        )  # fmt: skip
        self._place = column(gap=0)
        for part in (self.head, self.empty, self.table, self._acts):
            self.body.addWidget(part)
        self.body.addLayout(self._place)
        self.body.addStretch()

    def load(self, progress: Progress) -> Shown:
        """Read ways to pay and all versions of their terms."""
        progress(0, 0, "reading")
        vault = self.context.vault
        ways = {str(one.document.get("product")): (one.id, one.name) for one in terms.instruments(vault)}
        versions: dict[str, list[dict[str, Any]]] = {}
        for product in terms.all_versions(vault):
            versions.setdefault(product["id"], []).append(product)
        programmes = {str(one["id"]): str(one.get("name", one["id"])) for one, _value in terms.programmes(vault)}
        return Shown(ways, versions, programmes)

    def fill(self, value: Shown) -> None:
        """Show the list; an open editor keeps what is typed."""
        self.shown = value
        count = len(value.versions)
        words = ngettext("You have the terms of {count} product.", "You have the terms of {count} products.", count)
        self.head.say(
            words.format(count=text.count(count)) if count else _("You have no terms yet."),
            sub=_("Each version holds from its day on, so that the past is judged by the terms of its time."),
        )
        self._rows.show([_row(key, held, value) for key, held in value.versions.items()])
        self.table.fit_rows()
        if self.held is not None and self.editor is not None:
            self._count(self.editor.product_id)
        self._show_parts()

    def edit(self, key: object) -> None:
        """Edit the newest version of a product."""
        held = self.shown.versions.get(str(key)) if self.shown else None
        if not held or self.shown is None:
            return
        self._leave()
        self.editor = TermsEditor(self.context, held[-1], self.shown.programmes, Acts(self._save, self._leave))
        home, day = self.context.settings().home_currency, self.context.today()
        changes = Changes(partial(self._remove_version, str(key)), self._correct, self._derive, self._parent)
        self.held = Held(held, home, day, changes)
        self._place.addWidget(self.editor)
        self._place.addWidget(self.held)
        self._show_parts()
        self._count(str(key))

    def _count(self, product: str) -> None:
        """Find out what is used of the product's caps."""
        vault, day, shown = self.context.vault, self.context.today(), self.held

        def told(found: list[Standing]) -> None:
            if shown is not None and self.held is shown:
                shown.show_standings([one for one in found if one.product == product])

        self.context.tasks.run(
            lambda _progress: counters.standings(vault, day), told, owner=self, key=f"caps {id(self)}",
            failed=self.show_problem,
        )  # fmt: skip

    def _correct(self, one: Opening) -> None:
        vault = self.context.vault
        words = _("Noted what is used of {cap}").format(cap=text.code(one.counter))
        undoing.do(self.context, lambda: usage.put_opening(vault, one), words, failed=self.show_problem)

    def _derive(self, one: Standing) -> None:
        vault = self.context.vault
        words = _("Derives {cap} from your payments").format(cap=text.code(one.cap))
        undoing.do(
            self.context, lambda: usage.remove_opening(vault, one.instrument, one.cap), words, failed=self.show_problem
        )

    def _remove_version(self, product: str, start: str) -> None:
        vault = self.context.vault
        words = _("Removed a version; the one before goes on")
        undoing.do(
            self.context, lambda: terms.remove_version(vault, product, start), words, lambda _done: self._leave(),
            self.show_problem,
        )  # fmt: skip

    def begin(self, code: str) -> None:
        """Add a way to pay from a template, to be edited."""
        vault, name = self.context.vault, wording.label("template", code)
        document = dict(templates.templates()[code])
        kind = document.pop("kind")

        def write() -> str:
            return terms.put_instrument(vault, name, kind, None, document, terms.free_id(vault, name))

        words = _("Added {way}").format(way=text.name(name))
        undoing.do(self.context, write, words, failed=self.show_problem)

    def bring(self) -> None:
        """Choose a file of product data."""
        parent = self.context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getOpenFileName(parent, _("Product data"), "", "*.json")
        if chosen:
            self.bring_file(Path(chosen))

    def bring_file(self, path: Path) -> None:
        """Show what a file of product data says; nothing is taken before the person says so."""
        self.context.tasks.run(lambda _progress: product_data.read(path), self._ask, failed=self.show_problem)

    def take(self) -> None:
        """Take in a pack from a file."""
        parent = self.context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getOpenFileName(parent, _("Import a pack"), "", "*.json")
        if chosen:
            vault, path = self.context.vault, Path(chosen)
            words = _("Took in the terms of {file}").format(file=text.code(path.name))
            undoing.do(self.context, lambda: terms.import_pack(vault, path), words, failed=self.show_problem)

    def share(self) -> None:
        """Write a signed pack without anything personal."""
        parent = self.context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Share as a signed pack"), "terms.json", "*.json")
        if chosen:
            self.preview_pack(Path(chosen))

    def preview_pack(self, path: Path) -> None:
        """Show the exact bytes of a pack before it is written."""
        vault = self.context.vault

        def show(made: Draft) -> None:
            self.preview = PackPreview(path, made, lambda: self._write_pack(path, made), self._parent())
            self.preview.finished.connect(self.preview.deleteLater)
            self.preview.open()

        self.context.tasks.run(lambda _progress: sharing.draft(vault, path.stem), show, failed=self.show_problem)

    def _write_pack(self, path: Path, made: Draft) -> None:
        vault, work = self.context.vault, self.context.tasks.run
        work(lambda _progress: sharing.write_pack(vault, path, made), self._shared, failed=self.show_problem)

    def _parent(self) -> QWidget:
        return self.context.frame.dialog_parent()

    def _shared(self, written: Exported) -> None:
        left = len(written.left_out)
        words = ngettext(
            "Wrote the pack; {count} product stayed here, because its conditions name something of yours.",
            "Wrote the pack; {count} products stayed here, because their conditions name something of yours.",
            left,
        )
        done = _("Wrote the pack; recorded under Privacy")
        self.context.frame.toast(words.format(count=text.count(left)) if left else done)

    def _ask(self, found: Found) -> None:
        vault = self.context.vault

        def done(chosen: list[int]) -> None:
            words = _("Added {way}").format(way=text.name(str(found.document["name"])))
            undoing.do(self.context, lambda: product_data.accept(vault, found, chosen), words, failed=self.show_problem)

        self.dialog = ProductDialog(found, done, self.context.frame.dialog_parent())
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _save(self, product: dict[str, Any]) -> None:
        vault, editor = self.context.vault, self.editor

        def refused(error: HubError) -> None:
            if editor is not None:
                editor.refuse(error)

        words = _("Kept the terms of {product}").format(product=text.name(str(product.get("name", ""))))
        undoing.do(self.context, lambda: terms.put_version(vault, product), words, lambda _done: self._leave(), refused)

    def _leave(self) -> None:
        if self.editor is not None:
            for part in (self.editor, self.held):
                if part is not None:
                    self._place.removeWidget(part)
                    part.hide()
                    part.deleteLater()
            self.editor = self.held = None
            self._show_parts()

    def _show_parts(self) -> None:
        """The list, or the editor alone."""
        count = len(self.shown.versions) if self.shown else 0
        self.empty.setVisible(not count)
        self.table.setVisible(count > 0 and self.editor is None)
        self._acts.setVisible(self.editor is None)


def _row(key: str, held: list[dict[str, Any]], shown: Shown) -> Row:
    newest = held[-1]
    name = shown.ways.get(key, ("", str(newest.get("name", key))))[1]
    since = str(newest.get("valid_from", ""))
    versions = ngettext("{count} version", "{count} versions", len(held)).format(count=text.count(len(held)))
    kind = str(newest.get("kind", ""))
    cells = (
        Payee(name, key=key, sub=wording.label("instrument_kind", kind), icon=icon_of(kind)),
        Words(text.day(date.fromisoformat(since)) if since else _("ever"), sub=versions),
        Words(str(newest.get("source", "")) or _("typed"), tone="text-2"),
    )
    return Row(key, cells)


SCREEN = Screen(
    name="terms",
    title=N_("Cards & terms"),
    group="decide",
    order=15,
    icon="credit-card",
    topics=("terms", "settings", "transactions"),
    build=Terms,
)
