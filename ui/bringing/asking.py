"""What a file leaves open: the question, what was assumed and why, and the first rows under each reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame

from hub.domain.statement import Line, Question
from ui.locale import _, text, wording
from ui.parts.boxes import column, inset, row
from ui.parts.pictures import Picture
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, Run
from ui.style import tokens


class QuestionBar(QFrame):
    """One question of one file; on_answer(question's code, choice)."""

    def __init__(
        self,
        question: Question,
        current: str,
        readings: Mapping[str, tuple[Line, ...]],
        on_answer: Callable[[str, str], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setProperty("state", "warning")
        self.setAccessibleName(wording.question(question))
        told = Paragraph(tone="text")
        told.show_words(
            _("{question} Taken as {choice}, because {reason}."),
            question=Run(wording.question(question), is_strong=True),
            choice=wording.choice(question.assumed),
            reason=wording.because(question.because),
        )
        self.choices = Segmented(
            wording.question(question), [Choice(one, wording.choice(one)) for one in question.choices], current
        )
        self.choices.chosen.connect(lambda choice: on_answer(question.code, choice))
        head = row(Picture("circle-help", "warning"), told, self.choices, gap=4)
        head.setStretchFactor(told, 1)
        layout = column(head, gap=2, parent=self)
        for choice, lines in readings.items():
            shown = Paragraph(role="small", tone="text")
            rows = " · ".join(_first(one) for one in lines)
            shown.show_words("{choice}: {rows}", choice=Run(wording.choice(choice), is_strong=True), rows=rows)
            shown.setContentsMargins(tokens.px(28), 0, 0, 0)
            layout.addWidget(shown)
        inset(layout, 4, 3)


def _first(line: Line) -> str:
    amount = text.number(line.amount, 2)
    return f"{text.day(line.booked_on)} {text.name(line.payee or line.description)[:24]} {amount}"
