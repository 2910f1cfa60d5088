"""The reveal dial: a summary for somebody, turned up only as far as it must be, with the very bytes beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget

from hub.domain.errors import HubError
from hub.domain.outgoing import Outgoing
from hub.domain.progress import Progress
from hub.domain.reveal import Item
from hub.services import summary
from ui.ask import verbatim
from ui.fields import ChoiceField
from ui.locale import _, text, wording
from ui.parts.boxes import column, holding, inset, row
from ui.parts.buttons import button
from ui.parts.dial import RevealDial
from ui.parts.pictures import Picture
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, label
from ui.screen import Context

SHOWN = 8000
"""Characters of the bytes that are shown; the size tells how many more there are."""
_NAME = "summary.json"


class Dialled(QFrame):
    """One dial for each part of the summary; turning it shows at once what would be in the file.

    on_shown: called when the words beside the dial changed, and with them their width.
    """

    def __init__(self, context: Context, failed: Callable[[HubError], None], on_shown: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Summary for somebody"))
        self._context, self._failed, self._on_shown = context, failed, on_shown
        self._items: dict[tuple[date, date], Mapping[str, list[Item]]] = {}
        self.leaving: Outgoing | None = None
        choices = summary.PURPOSE.choices
        self.parts = Segmented(
            _("Part of the summary"), [Choice(one, text.capital(wording.label("field", one))) for one in choices]
        )
        self.parts.chosen.connect(self._turn_to)
        self.dials = {name: RevealDial([wording.label("detail", one) for one in choices[name]]) for name in choices}
        self._stack = QStackedWidget()
        for name, dial in self.dials.items():
            dial.setValue(choices[name].index(summary.PURPOSE.fields[name]))
            dial.setAccessibleName(_("How much to reveal: {part}").format(part=wording.label("field", name)))
            dial.valueChanged.connect(lambda _place: self.show_bytes())
            self._stack.addWidget(dial)
        self._stack.setFixedSize(self._stack.sizeHint())
        self.period = ChoiceField(_("Time"), list(_periods().items()))
        self.period.committed.connect(self.show_bytes)
        self.weight = label("", "strong")
        self.body = verbatim("", lines=9)
        self.body.setFixedHeight(9 * self.body.fontMetrics().lineSpacing() + 22)
        self._learns, self._back = Paragraph(role="small"), Paragraph(role="small")
        self.save = button(_("Save the file…"), self._ask, icon="file-down")
        self._lay_out()

    def refresh(self) -> None:
        """What is in the vault changed."""
        self._items.clear()
        self.show_bytes()

    def levels(self) -> dict[str, str]:
        """The level that each part is turned to."""
        return {name: summary.PURPOSE.choices[name][dial.value()] for name, dial in self.dials.items()}

    def show_bytes(self) -> None:
        """Make the bytes anew, off the window's thread, and show them with what they give away."""
        vault, levels, span = self._context.vault, self.levels(), self._span()

        def work(_progress: Progress) -> tuple[Mapping[str, list[Item]], Outgoing]:
            items = self._items.get(span) or summary.items(vault, *span)
            return items, summary.outgoing(items, levels, *span, Path(_NAME))

        def show(made: tuple[Mapping[str, list[Item]], Outgoing]) -> None:
            self._items, self.leaving = {span: made[0]}, made[1]
            self._show(made[1])

        self._context.tasks.run(work, show, owner=self, key=f"reveal {id(self)}", failed=self._failed)

    def write(self, path: Path) -> None:
        """Write the bytes that are shown; they are on record."""
        if self.leaving is None:
            return
        vault, leaving = self._context.vault, replace(self.leaving, recipient=f"file:{path.name}")
        said = _("Saved {file}; it is on record").format(file=text.code(path.name))
        self._context.tasks.run(
            lambda _progress: summary.write(vault, leaving, path),
            lambda _done: self._context.frame.toast(said),
            failed=self._failed,
        )

    def _show(self, leaving: Outgoing) -> None:
        words = leaving.body.decode()
        self.weight.setText(_("Exactly these {size} are in the file").format(size=text.size(len(leaving.body))))
        self.body.setPlainText(words[:SHOWN] + ("…" if len(words) > SHOWN else ""))
        told = [
            wording.label("learns", f"{name}.{level}") for name, level in leaving.fields.items() if level != "nothing"
        ]
        learn = _("Who reads it learns: {what}.").format(what="; ".join(told))
        self._learns.say(learn if told else _("Who reads it learns nothing but the time it is about."))
        part = self._part()
        template = _("{part}: {shows}. Held back: {back}.")
        level = leaving.fields[part]
        self._back.say(
            template.format(
                part=text.capital(wording.label("field", part)),
                shows=wording.label("level_shows", level),
                back=wording.label("level_holds_back", level),
            )
        )
        self._on_shown()

    def _part(self) -> str:
        return self.parts.current or next(iter(self.dials))

    def _turn_to(self, name: str) -> None:
        self._stack.setCurrentWidget(self.dials[name])
        if self.leaving is not None:
            self._show(self.leaving)

    def _span(self) -> tuple[date, date]:
        today = self._context.today()
        first = today.replace(day=1)
        return {
            "last_month": ((first - timedelta(days=1)).replace(day=1), first),
            "year": (date(today.year, 1, 1), today + timedelta(days=1)),
            "last_year": (date(today.year - 1, 1, 1), date(today.year, 1, 1)),
        }[self.period.value()]

    def _ask(self) -> None:
        parent = self._context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save the summary"), _NAME, "*.json")
        if chosen:
            self.write(Path(chosen))

    def _lay_out(self) -> None:
        learn = row(Picture("users", "text-3", "small"), self._learns, gap=3)
        learn.setStretchFactor(self._learns, 1)
        back = row(Picture("eye-off", "text-3", "small"), self._back, gap=3)
        back.setStretchFactor(self._back, 1)
        why = Paragraph(
            _("For an adviser, a landlord, a bank: turn each part up only as far as they must know."), "small"
        )
        head = column(label(_("Summary for somebody"), "section"), why, gap=1)
        shown = holding(column(self.weight, self.body, gap=3))
        middle = row(self._stack, shown, gap=4)
        middle.setStretchFactor(shown, 1)
        foot = row(self.period, 0, self.save, gap=4)
        inset(column(head, row(self.parts, 0), middle, learn, back, foot, gap=4, parent=self), 5)


def _periods() -> dict[str, str]:
    return {"last_month": _("Last month"), "year": _("This year"), "last_year": _("Last year")}
