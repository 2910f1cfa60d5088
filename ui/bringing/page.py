"""The page of a preview: the sentence, what the files leave open, the files, and the lines or what stands instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ui.bringing import changing, letters, saying
from ui.bringing.asking import QuestionBar, Questions
from ui.bringing.blank import nothing_chosen, unreadable
from ui.bringing.changing import Place
from ui.bringing.files import FileTable
from ui.bringing.line_table import LineTable
from ui.bringing.lines import Grouped, is_near
from ui.bringing.reading import Brought, places
from ui.bringing.reckoned import Reckoned
from ui.bringing.segments import LineSegments
from ui.locale import _, text
from ui.parts.boxes import clear, column, holding, row
from ui.parts.sentence import Head
from ui.style import tokens

_LEAST_LINES = 100
"""Pixels at 100 % that lines have at least."""


class Page:
    """Shows what it is told; keeps nothing of it.

    owner: the screen, whose width counts. choose(): asks for files. about, cancel, add: beside the segments.
    """

    def __init__(
        self,
        owner: QWidget,
        table: LineTable,
        choose: Callable[[], object],
        about: QToolButton,
        cancel: QPushButton,
        add: QPushButton,
    ) -> None:
        self._owner, self._table, self._choose, self._add = owner, table, choose, add
        self.head = Head()
        self.questions = Questions(owner)
        self.files = FileTable()
        self.segments = LineSegments((about, cancel, add))
        self.stack = QStackedWidget()
        self.stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # the rest of the height
        if not letters.are_large():
            self.stack.setMinimumHeight(tokens.px(_LEAST_LINES))
        self.tools = QFrame()
        gutter = tokens.frame("gutter")
        tools = row(self.segments, about, 0, cancel, add, gap=3, parent=self.tools)
        tools.setContentsMargins(gutter, 0, gutter, 0)
        self.stack.addWidget(table)
        self._instead = column()
        self._instead.setContentsMargins(gutter, 0, gutter, tokens.space(7))
        self.stack.addWidget(holding(self._instead))

    def lay_out(self, body: QVBoxLayout) -> None:
        """Put everything below each other."""
        gutter = tokens.frame("gutter")
        body.setContentsMargins(0, body.contentsMargins().top(), 0, 0)
        body.setSpacing(tokens.space(3 if letters.are_large() else 4))
        for part in (self.head, self.questions):
            around = column(part)
            around.setContentsMargins(gutter, 0, gutter, 0)
            body.addLayout(around)
        body.addWidget(self.files)
        body.addWidget(self.tools)
        body.addWidget(self.stack, 1)

    def show_empty(self, *, is_waiting: bool) -> None:
        """No file yet, or one that is being read."""
        self.files.hide()
        self.tools.hide()
        self._show_instead(None if is_waiting else nothing_chosen(self._choose))

    def show_files(self, brought: Brought, place: Place, reckoned: Sequence[Reckoned]) -> None:
        """The files, where they have several parts."""
        known = places(brought.preview)
        self.files.setVisible(len(known) > 1)
        if len(known) > 1:
            self.files.show_files(brought.preview, reckoned)
            self.files.go_to(known.index(place))

    def show_part(self, brought: Brought, place: Place, reckoned: Sequence[Reckoned]) -> bool:
        """What is said of a part and of all files, reckoned of all parts; whether it has lines to show."""
        preview, (at, number) = brought.preview, place
        file = preview.files[at]
        part = file.parts[number] if number >= 0 else None
        if part is None and len(preview.files) == 1:
            saying.unreadable(self.head, file)
        else:
            saying.say(self.head, preview, part, reckoned)
        to_add = sum(one.sums.added for one in reckoned)
        self._add.setText(f" {_('Add {count}').format(count=text.count(to_add))}")
        self._add.setEnabled(to_add > 0 and not preview.is_provisional)
        self.tools.setVisible(part is not None or len(preview.files) > 1)
        self.segments.setVisible(part is not None)
        if part is None:
            self._show_instead(unreadable(file, self._choose))
        return part is not None

    def ask(self, brought: Brought, place: Place, on_answer: Callable[[str, str], object]) -> None:
        """What the file of a part leaves open; on_answer(question's code, choice)."""
        bars, file = [], brought.preview.files[place[0]]
        for question in file.reading.questions if file.reading is not None else ():
            readings = brought.readings.get((str(file.path), question.code), {})
            bars.append(QuestionBar(question, readings, on_answer, is_remembered=question.code in file.remembered))
        has_files = self.files.isVisibleTo(self._owner)
        self.questions.show_bars(bars, is_above_files=has_files)
        self.files.give_way(to_questions=bool(bars))

    def show_lines(self, brought: Brought, place: Place, found: Reckoned) -> None:
        """The lines of a part, those of the segment that is chosen."""
        part = changing.part_at(brought.preview, place)
        self.segments.show_counts(found.counts, self._owner.width())
        shown = Grouped(found, self.segments.current)
        today, ends = brought.today, [one for one in (found.sums.first, found.sums.last) if one is not None]
        near = all(is_near(one, today) for one in ends)
        self._table.show_lines(shown, part, brought.names, today, found.moves, is_near=near)
        self.stack.setCurrentIndex(0)

    def _show_instead(self, widget: QFrame | None) -> None:
        """Show something in the place of the lines; None = nothing yet."""
        clear(self._instead)
        if widget is not None:
            self._instead.addWidget(widget)
        self.stack.setCurrentIndex(1)
