"""All about one account: where it stands, its course over the year, its terms, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from hub.domain.account import Account, Position
from hub.domain.cycle import cycle
from hub.services.balances import DayEnd
from hub.services.whence import Source
from ui.accounts import kinds
from ui.accounts.listing import ICONS, freshness, said
from ui.accounts.reading import About, Shown
from ui.accounts.utilisation import utilisation
from ui.charts import ChartView, Line, Point
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic
from ui.parts.arithmetic import Line as Entry
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.inspector import Inspector
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label

_FILES = 4
"""Files and statements that are listed by name."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done from here. show(account, file): its rows, or only those of a file, "" for typed ones."""

    show: Callable[..., object]
    edit: Callable[[Account], object]
    archive: Callable[[Account], object]
    remove: Callable[[Account, int], object]
    close: Callable[[], object]
    do: Callable[[str, Account], object]


class AccountInspector(Inspector):
    """Blocks about one account."""

    def __init__(self, position: Position, about: About, shown: Shown, acts: Acts) -> None:
        account = position.account
        super().__init__(_("About {account}").format(account=text.name(account.name)), acts.close)
        self.position, self._shown, self._acts = position, shown, acts
        self.buttons: dict[str, QPushButton] = {}
        self._about = about
        self._title()
        self._standing()
        own = kinds.blocks(about, shown.today, acts.do)
        self.buttons |= own.buttons
        for block in own.blocks:
            self.block(*block)
        if len(about.course) > 1 and position.transactions:
            self._course(about.course)
        self._whence()
        self._reconciled()
        self._terms()
        if account.notes:
            self.block(heading(_("Notes")), Paragraph(account.notes))

    @property
    def account_id(self) -> int:
        """Which account it is about."""
        return self.position.account.id

    def _title(self) -> None:
        account = self.position.account
        lines = column(
            Paragraph(account.name, "title", "text"),
            Paragraph(wording.label("account_kind", account.kind), "small", "text-3"),
            gap=0,
        )
        line = row(gap=3)
        line.addWidget(Picture(ICONS.get(account.kind, "wallet"), "text-2", "large"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(lines, 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.block(line)

    def _standing(self) -> None:
        position, account, acts = self.position, self.position.account, self._acts
        fresh = freshness(position, self._shown.today)
        news = f"{fresh.words}, {fresh.sub}" if fresh.sub else fresh.words
        count = position.transactions
        words = ngettext("Show {count} transaction", "Show {count} transactions", count)
        show = self._button("show", words.format(count=text.count(count)), lambda: acts.show(account), icon="list")
        show.setEnabled(bool(count))
        away = _("Bring back") if account.is_archived else _("Archive")
        self.block(
            label(text.money(self._about.origin.balance, account.currency), "figure"),
            Paragraph(news, "small"),
            row(show, 0),
            *self._move(),
            row(
                self._button("edit", _("Edit"), lambda: acts.edit(account), icon="pencil", kind="quiet"),
                self._button("archive", away, lambda: acts.archive(account), kind="quiet"),
                self._button("remove", _("Remove"), lambda: acts.remove(account, count), kind="quiet"),
                0,
                gap=2,
            ),
        )

    def _move(self) -> list[QLayout]:
        account = self.position.account
        if account.is_archived or account.kind == "points":
            return []
        move = self._button("move", _("Move money"), lambda: self._acts.do("move", account), icon="arrow-left-right")
        return [row(move, 0)]

    def _course(self, course: Sequence[DayEnd]) -> None:
        account = self.position.account
        title = _("Balance of {account}").format(account=text.name(account.name))
        points = tuple(Point(one.on, one.balance) for one in course)
        plot = Line(title, account.currency, points, is_stepped=True)
        comment = _("since {day}").format(day=text.day_month_short(course[0].on))
        if course[0].on.year != self._shown.today.year:
            comment = _("since {day}").format(day=text.month(course[0].on))
        self.chart = ChartView(plot)
        self.block(heading(_("Balance"), comment), self.chart)

    def _whence(self) -> None:
        """What the balance is made of: the opening, each file, what was typed, securities, and the rate."""
        origin, code = self._about.origin, self._about.account.currency
        lines = [Entry(_("Opening balance"), text.amount(origin.opening, code))]
        for one in origin.sources[:_FILES]:
            name = text.code(one.file) if one.file else _("By hand")
            rows = ngettext("{count} row", "{count} rows", one.rows).format(count=text.count(one.rows))
            lines.append(Entry(name, text.amount(one.total, code), rows, explain=self._rows_of(one)))
        older = origin.sources[_FILES:]
        if older:
            files = ngettext("{count} older file", "{count} older files", len(older))
            total = sum(one.total for one in older)
            lines.append(Entry(files.format(count=text.count(len(older))), text.amount(total, code)))
        if origin.securities:
            lines.append(Entry(_("Holdings"), text.amount(origin.securities, code)))
        parts: list[QWidget] = [Arithmetic(lines, Entry(_("Balance"), text.amount(origin.balance, code)))]
        if origin.rate is not None and origin.worth is not None:
            words = _("{amount} at {rate}, the rate of {day} from {source}").format(
                amount=text.money(origin.worth, origin.home), rate=text.number(origin.rate.rate, 4),
                day=text.day(origin.rate.day), source=wording.rate_source(origin.rate.source),
            )  # fmt: skip
            parts.append(Paragraph(words, "small", "text-2"))
        self.block(heading(_("Where from?")), *parts)

    def _rows_of(self, source: Source) -> Callable[[], object]:
        account = self._about.account
        return lambda: self._acts.show(account, source.file)

    def _reconciled(self) -> None:
        about, code = self._about, self._about.account.currency
        if about.account.kind == "points":
            return
        lines = []
        for met in about.met[:_FILES]:
            is_broken = bool(met.changed) or met.now != met.then
            how = _("changed since") if is_broken else ""
            tone = "negative" if is_broken else "text"
            lines.append(Entry(text.day(met.closing_on), text.amount(met.closing, code), how, tone))
        begin = self._button(
            "reconcile", _("Reconcile"), lambda: self._acts.do("reconcile", about.account), icon="check"
        )
        parts: list[QWidget] = [Arithmetic(lines)] if lines else [Paragraph(_("No statement was compared yet."))]
        self.block(heading(_("Statements compared")), *parts, row(begin, 0))

    def _terms(self) -> None:
        lines = terms(self.position, self._shown, self._shown.today)
        if lines:
            self.block(heading(_("Terms")), Arithmetic(lines))

    def _button(
        self, name: str, words: str, act: Callable[[], object], *, icon: str = "", kind: str = ""
    ) -> QPushButton:
        made = button(words, act, kind=kind, grade="small", icon=icon)
        self.buttons[name] = made
        return made


def terms(position: Position, shown: Shown, today: date) -> list[Entry]:
    """What is known of an account beside its balance."""
    account = position.account
    found: list[Entry] = []
    used = utilisation(position)
    if account.limit:
        found.append(Entry(_("Limit"), text.amount(account.limit, account.currency)))
    if used is not None:
        found.append(Entry(_("Used"), text.percent(Decimal(used.percent) / 100)))
    statement = cycle(account, today)
    if statement is not None:
        first, second = said(statement, today)
        found.append(Entry(first, second))
    if account.apr is not None:
        found.append(Entry(_("Interest a year"), text.percent(account.apr, 2)))
    if account.funded_by is not None:
        found.append(Entry(_("Paid from"), text.name(shown.name_of(account.funded_by))))
    if account.institution:
        found.append(Entry(_("Bank or company"), text.name(account.institution)))
    if account.number:
        found.append(Entry(_("Number"), text.code(account.number)))
    if account.programme:
        found.append(Entry(_("Programme"), text.name(account.programme)))
    if account.term is not None:
        found.append(Entry(_("Months"), text.count(account.term)))
    return found
