"""What a file leaves open: the question, what was assumed and why, and the first rows under each reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from hub.domain.statement import Line, Question
from ui.bringing import letters
from ui.locale import _, pgettext, text, wording
from ui.parts.boxes import clear, column, holding, inset, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, Run, label, leading
from ui.style import tokens

_WIDE = 808
"""Pixels at 100 % from which the choices stand beside the question."""
_SHARE = 0.4
_SHARE_LARGE = 0.33
_SHARE_AMONG_FILES = 0.27
"""Of the height of the screen, that questions may take before they scroll; with large letters, and above files."""
_NAME, _CELL = 120, 196
"""Least widths at 100 % of the name of a choice and of a row under it, so that they stand below each other."""


class QuestionBar(QFrame):
    """One question of one file; on_answer(question's code, choice). One that was answered before is said quietly."""

    def __init__(
        self,
        question: Question,
        readings: Mapping[str, tuple[Line, ...]],
        on_answer: Callable[[str, str], object],
        *,
        is_remembered: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setProperty("state", "info" if question.is_answered else "warning")
        self.setAccessibleName(wording.question(question))
        self.told = _told(question, is_remembered=is_remembered)
        self.choices = Segmented(
            wording.question(question), [Choice(one, wording.choice(one)) for one in question.choices], question.assumed
        )
        self.choices.chosen.connect(lambda chosen: on_answer(question.code, chosen))
        self.change = button(pgettext("something else", "Change"), self._open, kind="link", grade="small")
        icon = Picture("check", "info") if question.is_answered else Picture("circle-help", "warning")
        self._head = row(icon, self.told, self.change, gap=4)
        self._head.setStretchFactor(self.told, 1)
        self._below = row(gap=0)
        self._below.setContentsMargins(tokens.px(28), 0, 0, 0)
        self._cells: list[list[QWidget]] = []
        self.examples = QWidget()
        examples = column(gap=1, parent=self.examples)
        day = text.day if _is_year_open(readings) else text.day_month_short
        for at, (one, lines) in enumerate(readings.items()):
            shown = [_first(line, day) for line in lines]
            example, cells = _example(one, shown, is_taken=one == question.assumed, at=at)
            examples.addLayout(example)
            self._cells.append(cells)
        self._is_quiet = question.is_answered
        for widget in (self.choices, self.examples):
            widget.setVisible(not self._is_quiet)
        self.change.setVisible(self._is_quiet)
        self._is_narrow = letters.are_large()
        self._place_choices()
        inset(column(self._head, self._below, self.examples, gap=2, parent=self), 4, 3)

    def fit(self, width: int) -> None:
        """Where there is little room, the choices stand below the question, and fewer rows show how each reads."""
        is_narrow = letters.are_large() or width < tokens.px(_WIDE)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._place_choices()
        gap = tokens.space(4)
        most = (width - tokens.px(28 + _NAME) - 2 * gap) // (tokens.px(_CELL) + gap)
        for cells in self._cells:
            for at, cell in enumerate(cells):
                cell.setVisible(at < max(1, most))

    def _place_choices(self) -> None:
        for layout in (self._head, self._below):
            layout.removeWidget(self.choices)
        (self._below if self._is_narrow else self._head).addWidget(self.choices, 0, leading())

    def _open(self) -> None:
        """Show the choices and the rows under each."""
        self.change.hide()
        self.choices.show()
        self.examples.show()
        self.choices.setFocus()


class Questions(QScrollArea):
    """The open questions of a file, below each other; they scroll where they would leave no room for the lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._screen = parent
        self._is_above_files = False
        self._shown: tuple[QuestionBar, ...] = ()
        self.bars = column(gap=3)
        content = holding(self.bars)
        content.setAutoFillBackground(False)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_bars(self, bars: Sequence[QuestionBar], *, is_above_files: bool) -> None:
        """Show these questions instead of those before. is_above_files: the files stand below and take room, too."""
        self._is_above_files = is_above_files
        clear(self.bars)
        self._shown = tuple(bars)
        for one in bars:
            self.bars.addWidget(one)
        self.setVisible(bool(bars))
        self.fit()

    def fit(self) -> None:
        """As high as the questions are at this width, within their share of the screen."""
        for bar in self._shown:
            bar.fit(self.viewport().width())
        wanted = max(self.bars.totalHeightForWidth(self.width()), self.bars.totalMinimumSize().height())
        share = _SHARE
        if letters.are_large():
            share = _SHARE_AMONG_FILES if self._is_above_files else _SHARE_LARGE
        self.setFixedHeight(max(min(wanted, round(self._screen.height() * share)), 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Questions grow and shrink as they are opened and dressed."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Questions wrap."""
        super().resizeEvent(event)
        self.fit()


def _told(question: Question, *, is_remembered: bool) -> Paragraph:
    """The question, with what was assumed and why."""
    made = Paragraph(tone="text")
    asked, choice = Run(wording.question(question), is_strong=True), wording.choice(question.assumed)
    if is_remembered:
        words = _("{question} Taken as {choice}, as you said for an earlier file like this.")
        made.show_words(words, question=asked, choice=choice)
    elif question.is_answered:
        made.show_words(_("{question} Taken as {choice}, as you said."), question=asked, choice=choice)
    else:
        reason = wording.because(question.because)
        words = _("{question} Taken as {choice}, because {reason}.")
        made.show_words(words, question=asked, choice=choice, reason=reason)
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # as high as it is here, not as where it is narrow
    made.setSizePolicy(policy)
    return made


def _is_year_open(readings: Mapping[str, tuple[Line, ...]]) -> bool:
    """Whether the readings put a row into different years; else the year says nothing, and takes room."""
    return any(len({line.booked_on.year for line in same}) > 1 for same in zip(*readings.values(), strict=False))


def _example(choice: str, words: Sequence[str], *, is_taken: bool, at: int) -> tuple[QHBoxLayout, list[QWidget]]:
    """The first rows under one choice, cell below cell with those of the other; the line and its cells."""
    cells: list[QWidget] = []
    name = label(wording.choice(choice), "small", "text" if is_taken else "text-2")
    name.setMinimumWidth(tokens.px(_NAME))
    shown = row(name, gap=4)
    shown.setContentsMargins(tokens.px(28), 0, 0, 0)
    for one in words:
        cell = label(one, "small", "text" if is_taken else "text-2", tabular=True)
        cell.setMinimumWidth(tokens.px(_CELL))
        shown.addWidget(cell)
        cells.append(cell)
    shown.addStretch()
    shown.setObjectName(f"example {at}")
    return shown, cells


def _first(line: Line, day: Callable[[date], str]) -> str:
    amount = text.number(line.amount, 2)
    code = f" {line.currency}" if line.currency else ""
    return f"{day(line.booked_on)} {text.name((line.payee or line.description)[:12].strip())} {amount}{code}"
