"""What a person does to a preview on the screen: answers, accounts, ticks, categories, and what a line is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect

from hub.domain.progress import Progress
from hub.domain.transaction import Transaction
from hub.services import foreseeing
from hub.services.choosing import Choices
from hub.services.imports import Preview
from ui.bringing import changing
from ui.bringing.changing import Place
from ui.bringing.line_menu import LineMenu
from ui.bringing.line_table import LineTable
from ui.bringing.reading import Brought
from ui.bringing.reckoned import Reckoned
from ui.locale import _
from ui.screen import Context
from ui.transactions.choosing import choose_category


class Desk(Protocol):
    """The screen that shows the preview."""

    choices: Choices
    brought: Brought | None
    place: Place
    table: LineTable

    def reckoned(self) -> Reckoned:
        """What is derived from the lines that are shown."""


class Deeds(QObject):
    """on_change(preview, line) shows a changed preview, line: the one that changed, None for none; on_ticked(preview,
    derived) one of which many ticks changed; on_choose(choices) reads the files again with them."""

    def __init__(
        self,
        context: Context,
        desk: Desk,
        owner: QObject,
        *,
        on_change: Callable[[Preview, int | None], object],
        on_ticked: Callable[[Preview, Reckoned], object],
        on_choose: Callable[[Choices], object],
    ) -> None:
        super().__init__(owner)
        self.menu: LineMenu | None = None
        self._context, self._desk = context, desk
        self._on_change, self._on_ticked, self._on_choose = on_change, on_ticked, on_choose

    def answer(self, question: str, choice: str) -> None:
        """A question of the file that is shown."""
        if (file := self._file()) is not None:
            self._on_choose(changing.answer(self._desk.choices, file, question, choice))

    def choose_account(self, account_id: int | None) -> None:
        """Another account for the part that is shown; None = a new one."""
        if (file := self._file()) is not None:
            self._on_choose(changing.choose_account(self._desk.choices, file, self._desk.place[1], account_id))

    def name_account(self, name: str, kind: str) -> None:
        """Name and kind of the account that will be made."""
        self._changed(lambda preview, place: changing.name_account(preview, place, name, kind))

    def tick(self, key: object, is_on: bool) -> None:
        """A line that is added, or left out."""
        if isinstance(key, int):
            self._changed(lambda preview, place: changing.tick(preview, place, key, is_on=is_on), key)

    def tick_many(self, lines: Iterable[int], is_on: bool) -> None:
        """Many lines that are added, or left out: beside the window, as there may be a million."""
        desk = self._desk
        if desk.brought is None or self._is_too_early(desk.brought):
            return
        brought, place, known = desk.brought, desk.place, desk.reckoned()

        def work(progress: Progress) -> tuple[Preview, Reckoned]:
            progress(0, 0)
            changed = changing.tick_many(brought.preview, place, lines, is_on=is_on)
            return changed, known.ticked_anew(changing.part_at(changed, place))

        def done(made: tuple[Preview, Reckoned]) -> None:
            if desk.brought is brought and desk.place == place:
                self._on_ticked(*made)

        self._context.tasks.run(work, done, owner=self, key="tick many")

    def clicked(self, index: QModelIndex) -> None:
        """A click on the category of a line asks for another one."""
        desk = self._desk
        line, beside = desk.table.category_at(index)
        if desk.brought is None or line is None or not isinstance(beside, QRect):
            return
        known = list(desk.brought.names.categories.values())
        current = changing.part_at(desk.brought.preview, desk.place).sorted_as[line].category_id

        def chosen(category_id: int | None) -> None:
            self._changed(lambda preview, place: changing.categorise(preview, place, line, category_id), line)

        choose_category(known, current, beside, desk.table, chosen)

    def ask_about_line(self, at: QPoint) -> None:
        """The menu of the line at a point of the table, once it is known what the line may be."""
        desk = self._desk
        key = desk.table.key_at(at)
        if desk.brought is None or key is None:
            return
        vault, part = self._context.vault, changing.part_at(desk.brought.preview, desk.place)
        place = desk.table.viewport().mapToGlobal(at)

        def show(rows: list[Transaction]) -> None:
            self.menu = LineMenu(
                part, key, rows, lambda row: self._join(key, row), lambda on: self.tick(key, on), desk.table
            )
            self.menu.show_at(place)

        self._context.tasks.run(
            lambda _progress: foreseeing.may_be(vault, part, key), show, owner=self, key="line menu"
        )

    def _join(self, index: int, row: int | None) -> None:
        self._changed(lambda preview, place: changing.join(preview, place, index, row), index)

    def _changed(self, change: Callable[[Preview, Place], Preview], line: int | None = None) -> None:
        brought = self._desk.brought
        if brought is not None and not self._is_too_early(brought):
            self._on_change(change(brought.preview, self._desk.place), line)

    def _is_too_early(self, brought: Brought) -> bool:
        """Whether the file is still being read; says so."""
        if brought.preview.is_provisional:
            self._context.frame.say(_("Still reading the file: this can be changed in a moment."), "clock")
        return brought.preview.is_provisional

    def _file(self) -> str | None:
        desk = self._desk
        return None if desk.brought is None else str(desk.brought.preview.files[desk.place[0]].path)
