"""All about one bill or one series: what can be done, why it costs what it costs, and what was paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from hub.domain.bill import DISPUTED, PAID, SKIPPED, Bill, PriceStep, Series
from hub.domain.transaction import Transaction
from hub.services.contracts import Analysis
from hub.services.offering.moments import Moment
from ui.bills import why
from ui.bills.listing import what_for
from ui.bills.naming import rhythm
from ui.bills.reading import Shown
from ui.charts import ChartView, Price, PriceSteps
from ui.locale import _, ngettext, text
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, hairline, heading, row
from ui.parts.buttons import button, yes_and_no
from ui.parts.monogram import monogram
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done from here."""

    pay: Callable[[Bill], object]
    skip: Callable[[Bill], object]
    reopen: Callable[[Bill], object]
    edit: Callable[[Bill], object]
    remove: Callable[[Bill], object]
    confirm: Callable[[Series], object]
    ignore: Callable[[Series], object]
    show_payment: Callable[[int], object]
    show_all: Callable[[str], object]
    pay_sheet: Callable[[Bill], object]
    dispute: Callable[[Bill], object]
    attach: Callable[[Bill], object]
    agree: Callable[[Analysis], object]
    join: Callable[[Series], object]
    separate: Callable[[Series], object]


class About(QWidget):
    """Blocks about one bill, below each other. bill or series may be None, not both."""

    def __init__(
        self,
        bill: Bill | None,
        series: Series | None,
        payments: Sequence[Transaction],
        shown: Shown,
        acts: Acts,
        found: Analysis | None = None,
        files: Sequence[str] = (),
        offers: Sequence[Moment] = (),
    ) -> None:
        super().__init__()
        self.found, self._files = found, files
        self.bill, self.series, self._shown, self._acts = bill, series, shown, acts
        self.buttons: dict[str, QPushButton] = {}
        name = bill.biller if bill is not None else series.payee if series is not None else ""
        self.setAccessibleName(_("About {biller}").format(biller=text.name(name)))
        self._layout = column(gap=5, parent=self)
        self._title(name)
        if bill is not None:
            self._what(bill)
            self._lowered(bill, offers)
        if series is not None:
            self._price(series)
            if found is not None and series.amount < 0:
                self._costs(found)
            self._found(series)
            self._lately(series, payments)
        self._layout.addStretch()

    def _title(self, name: str) -> None:
        bill, series = self.bill, self.series
        sub = what_for(bill, self._shown) if bill is not None else text.capital(rhythm(series)) if series else ""
        words = Paragraph(name, "title", "text")
        lines = column(words, Paragraph(sub, "small", "text-3"), gap=0)
        line = row(gap=4)
        line.addWidget(monogram(name, size=36), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(lines, 1)
        self._layout.addLayout(line)

    def _what(self, bill: Bill) -> None:
        figure = label(text.money(-bill.amount, bill.currency), "figure")
        figure.setSizePolicy(figure.sizePolicy().Policy.Fixed, figure.sizePolicy().Policy.Fixed)
        line = row(figure, gap=4)
        when = Paragraph(self._when(bill))
        when.setContentsMargins(0, 0, 0, tokens.space(2))
        line.addWidget(when, 1, Qt.AlignmentFlag.AlignBottom)
        parts = column(line, gap=3)
        change = self._change(bill)
        if change:
            parts.addWidget(Paragraph(change, "small"))
        for words in (self._to(bill), *self._files):
            if words:
                parts.addWidget(Paragraph(words, "small"))
        for buttons in self._buttons(bill):
            parts.addLayout(row(*buttons, 0))
        self._layout.addLayout(parts)

    def _lowered(self, bill: Bill, offers: Sequence[Moment]) -> None:
        """Offers that lower the bill, before it is paid."""
        for one in offers:
            offer = one.view.offer
            worth = text.money(one.worth, bill.currency)
            words = _("“{offer}” lowers this bill by {amount}.").format(offer=text.name(offer.title), amount=worth)
            if offer.needs_activation and one.view.state != "active":
                words = f"{words} {_('It has to be activated first.')}"
            said = Paragraph(words, "small", "text")
            line = row(Picture("tag", "accent", "small"), said, gap=2)
            line.setStretchFactor(said, 1)
            self._layout.addLayout(line)

    def _when(self, bill: Bill) -> str:
        day = text.on_day(bill.due_on, self._shown.today)
        if bill.state == PAID:
            return _("paid {day}").format(day=day)
        if bill.state == SKIPPED:
            return _("skipped, was due {day}").format(day=day)
        if bill.state == DISPUTED:
            return _("disputed, due {day}").format(day=day)
        return _("was due {day}").format(day=day) if bill.due_on < self._shown.today else _("due {day}").format(day=day)

    def _change(self, bill: Bill) -> str:
        if not bill.change:
            return "" if bill.change is None else _("The same as the time before.")
        template = (
            _("{amount} more than the time before.") if bill.change < 0 else _("{amount} less than the time before.")
        )
        return template.format(amount=text.money(abs(bill.change), bill.currency))

    def _to(self, bill: Bill) -> str:
        """Where a transfer goes, how it is paid, and how much it may become."""
        parts = []
        if bill.amount_most is not None:
            parts.append(_("at most {amount}").format(amount=text.money(-bill.amount_most, bill.currency)))
        if bill.is_autopay:
            parts.append(_("they take it themselves"))
        if bill.iban:
            parts.append(text.code(bill.iban))
        if bill.remind_on is not None and bill.state not in (PAID, SKIPPED):
            parts.append(_("recalled {day}").format(day=text.on_day(bill.remind_on, self._shown.today)))
        return " · ".join(parts)

    def _buttons(self, bill: Bill) -> list[list[QPushButton]]:
        acts = self._acts
        if bill.transaction_id is not None:
            paid_by = bill.transaction_id
            return [[self._button("payment", _("Show the payment"), lambda: acts.show_payment(paid_by))]]
        if bill.state in (PAID, SKIPPED, DISPUTED):
            first = [self._button("reopen", _("Open again"), lambda: acts.reopen(bill), icon="undo-2")]
            second = []
        else:
            first = [self._button("pay", _("Mark paid"), lambda: acts.pay(bill), icon="check")]
            if bill.amount < 0 and not bill.is_autopay and not bill.series_key:
                first.insert(0, self._button("sheet", _("Pay sheet"), lambda: acts.pay_sheet(bill), icon="qr-code"))
            second = [
                self._button("skip", _("Skip this one"), lambda: acts.skip(bill), kind="quiet"),
                self._button("dispute", _("Dispute"), lambda: acts.dispute(bill), kind="quiet"),
            ]
        if bill.series_key:
            return [first, second]
        own = [
            self._button("edit", _("Edit"), lambda: acts.edit(bill), icon="pencil", kind="quiet"),
            self._button("attach", _("Attach a file"), lambda: acts.attach(bill), icon="paperclip", kind="quiet"),
            self._button("remove", _("Remove"), lambda: acts.remove(bill), kind="quiet"),
        ]
        return [first, second, own]

    def _button(
        self, name: str, words: str, act: Callable[[], object], *, icon: str = "", kind: str = ""
    ) -> QPushButton:
        made = button(words, act, kind=kind, grade="small", icon=icon)
        self.buttons[name] = made
        return made

    def _price(self, series: Series) -> None:
        if len(series.steps) < 2 or series.amount > 0:
            return
        plot = price_steps(series, self._shown)
        comment = _("{rhythm}, {change} since {month}").format(
            rhythm=text.capital(rhythm(series)),
            change=text.percent(_rise(series.steps), sign=True),
            month=text.month_at(series.steps[0].since),
        )
        head = column(label(_("Price steps"), "section"), Paragraph(comment, "small"), gap=0)
        self._layout.addLayout(column(head, ChartView(plot), gap=2))

    def _found(self, series: Series) -> None:
        template = ngettext(
            "Found in {count} payment, {rhythm}; {percent} sure.",
            "Found in {count} payments, {rhythm}; {percent} sure.",
            series.count,
        )
        percent = text.percent(Decimal(series.confidence) / 100)
        words = template.format(count=text.count(series.count), rhythm=rhythm(series), percent=percent)
        if series.state == "confirmed":
            words = f"{words} {_('You confirmed it.')}"
        if self.found is not None:
            words = f"{words} {why.proof(self.found)}"
        self._layout.addWidget(hairline())
        parts = column(heading(_("How it was found")), Paragraph(words, "small"), gap=2)
        if series.state == "found":
            yes, no = yes_and_no(_("It is a bill"), _("It is not"), grade="small")
            yes.clicked.connect(lambda _checked: self._acts.confirm(series))
            no.clicked.connect(lambda _checked: self._acts.ignore(series))
            self.buttons |= {"confirm": yes, "ignore": no}
            parts.addLayout(row(yes, no, 0))
        self._layout.addLayout(parts)

    def _costs(self, found: Analysis) -> None:
        """Why it costs what it costs, and what ending it brings."""
        series, acts = found.series, self._acts
        self._layout.addWidget(hairline())
        parts = column(heading(_("Why this much"), series.currency), why.costs(found), gap=2)
        for words in why.leaving(found, self._shown):
            parts.addWidget(Paragraph(words, "small"))
        buttons = [
            self._button("contract", _("Contract"), lambda: acts.agree(found), icon="file-text", kind="quiet"),
            self._button("join", _("Same as …"), lambda: acts.join(series), icon="link", kind="quiet"),
        ]
        if found.parts:
            buttons.append(self._button("separate", _("Take apart"), lambda: acts.separate(series), kind="quiet"))
        parts.addLayout(row(*buttons, 0))
        self._layout.addLayout(parts)

    def _lately(self, series: Series, payments: Sequence[Transaction]) -> None:
        if not payments:
            return
        lines = [
            Line(text.day(one.booked_on), text.amount(-one.amount, one.currency), explain=self._showing(one))
            for one in payments
        ]
        every = button(_("Show all"), lambda: self._acts.show_all(series.payee), kind="link", grade="small")
        every.setAccessibleName(_("Show all payments to {payee}").format(payee=text.name(series.payee)))
        self._layout.addWidget(hairline())
        self._layout.addLayout(column(heading(_("Paid lately"), series.currency, every), Arithmetic(lines), gap=2))

    def _showing(self, payment: Transaction) -> Callable[[], object]:
        return lambda: self._acts.show_payment(payment.id)


def price_steps(series: Series, shown: Shown) -> PriceSteps:
    """The price history of a series."""
    steps = tuple(Price(step.since, -step.amount) for step in series.steps)
    until = max(shown.today, series.next_on) + timedelta(days=30)
    title = _("Prices of {payee}").format(payee=text.name(series.payee))
    return PriceSteps(title, series.currency, steps, shown.today, until)


def _rise(steps: Sequence[PriceStep]) -> Decimal:
    return Decimal(steps[-1].amount - steps[0].amount) / Decimal(steps[0].amount)
