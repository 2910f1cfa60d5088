"""Where the sums of rows come from: files with their lines, what was typed, rules, fees, and the rate of the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from hub.domain.transaction import BY_FILE, BY_HAND, BY_LEARNING, BY_RULE
from hub.services import whence
from hub.services.whence import FileRows, OfRows, Reason, Together
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, holding
from ui.parts.popover import Popover
from ui.parts.texts import Paragraph, label
from ui.screen import Context
from ui.transactions.filters import field_token

BY_HAND_ONLY = "-has:file"
"""What finds the rows that were typed."""
_FILES = 6
_CURRENCIES = 3
_REASONS = 4


class Asking:
    """Reads where sums come from and shows it beside what was asked. show(query): shows rows of a search."""

    def __init__(self, context: Context, show: Callable[[str], object], owner: QWidget) -> None:
        self._context, self._show, self._owner = context, show, owner

    def ask(self, beside: QRect, query: str, ids: Sequence[int] | None = None) -> None:
        """Of what a search finds, or of chosen rows; beside: a rectangle on the screen."""
        vault, today = self._context.vault, self._context.today()
        self._context.tasks.run(
            lambda _progress: whence.rows(vault, today, query, ids),
            lambda found: self._tell(found, beside, query if ids is None else ""),
            owner=self._owner,
            key=f"whence {id(self._owner)}",
            title=_("Looking where it comes from"),
        )

    def _tell(self, found: OfRows, beside: QRect, query: str) -> None:
        def go(more: str) -> None:
            popover.close()
            self._show(f"{query} {more}".strip())

        popover = Popover(told(found, go), self._owner.window())
        popover.show_at(beside)


def told(found: OfRows, go: Callable[[str], object]) -> QWidget:
    """All of it in words; go(query): shows the rows of one file."""
    parts: list[QWidget] = [label(_("Where from?"), "section")]
    for one in found.sums[:_CURRENCIES]:
        parts += _of_currency(one, [file for file in found.files if file.currency == one.currency], found.home, go)
    if len(found.sums) > _CURRENCIES:
        rest = len(found.sums) - _CURRENCIES
        words = ngettext("{count} more currency", "{count} more currencies", rest).format(count=text.count(rest))
        parts.append(Paragraph(words, "small"))
    if found.reasons:
        parts.append(Paragraph(_sorted_by(found.reasons), "small", "text-2"))
    if not found.sums:
        parts.append(Paragraph(_("No row has happened yet.")))
    made = holding(column(*parts, gap=4))
    made.setAccessibleName(". ".join(filter(None, (one.accessibleName() for one in parts))))
    return made


def _of_currency(one: Together, files: list[FileRows], home: str, go: Callable[[str], object]) -> list[QWidget]:
    code = one.currency
    lines = [_line(file, go) for file in files[:_FILES]]
    older = files[_FILES:]
    if older:
        words = ngettext("{count} older file", "{count} older files", len(older)).format(count=text.count(len(older)))
        lines.append(Line(words, text.amount(sum(file.total for file in older), code)))
    count = ngettext("{count} row in {currency}", "{count} rows in {currency}", one.rows)
    made: list[QWidget] = [
        Arithmetic(lines, Line(count.format(count=text.count(one.rows), currency=code), text.amount(one.total, code)))
    ]
    if one.left_out:
        template = ngettext(
            "{count} row ({amount}) is a transfer, or left out by you, and counts in no sum.",
            "{count} rows ({amount}) are transfers, or left out by you, and count in no sum.",
            one.left_out,
        )
        words = template.format(count=text.count(one.left_out), amount=text.money(one.moved, code))
        made.append(Paragraph(words, "small", "text-2"))
    if one.fees:
        words = _("{amount} of transfers are fees, and count.").format(amount=text.money(-one.fees, code))
        made.append(Paragraph(words, "small", "text-2"))
    if code != home:
        made.append(Paragraph(_rate(one, home), "small", "text-2"))
    return made


def _line(file: FileRows, go: Callable[[str], object]) -> Line:
    amount = text.amount(file.total, file.currency)
    count = ngettext("{count} row", "{count} rows", file.rows).format(count=text.count(file.rows))
    if file.batch is None:
        return Line(_("By hand"), amount, count, explain=lambda: go(BY_HAND_ONLY))
    if file.first is not None and file.last is not None:
        template = _("line {first}") if file.first == file.last else _("{rows}, lines {first}–{last}")
        count = template.format(rows=count, first=text.count(file.first), last=text.count(file.last))
    return Line(text.code(file.file), amount, count, explain=lambda: go(field_token("file", file.file)))


def _rate(one: Together, home: str) -> str:
    if one.rate is None or one.worth is None:
        return _("No rate of {currency} is known.").format(currency=one.currency)
    return _("{amount} at {rate}, the rate of {day} from {source}").format(
        amount=text.money(one.worth, home), rate=text.number(one.rate.rate, 4), day=text.day(one.rate.day),
        source=wording.rate_source(one.rate.source),
    )  # fmt: skip


def _sorted_by(reasons: Sequence[Reason]) -> str:
    """ "Categories: 12 by rule 4, 8 learned, 3 by hand, 2 without"."""
    shown = [_reason(one) for one in reasons[:_REASONS]]
    rest = sum(one.rows for one in reasons[_REASONS:])
    if rest:
        shown.append(_("{count} otherwise").format(count=text.count(rest)))
    return _("Categories: {reasons}").format(reasons=", ".join(shown))


def _reason(one: Reason) -> str:
    if one.by == BY_RULE and one.place is not None:
        return _("{count} by rule {place}").format(count=text.count(one.rows), place=text.count(one.place))
    words = {
        BY_HAND: _("{count} by hand"),
        BY_LEARNING: _("{count} learned"),
        BY_FILE: _("{count} from the file"),
        BY_RULE: _("{count} by a rule that is gone"),
    }.get(one.by or "", _("{count} without"))
    return words.format(count=text.count(one.rows))
