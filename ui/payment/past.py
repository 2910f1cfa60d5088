"""Looking back: what was paid with what, what the best ways would have brought, and whether cards earn their fee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import looking_back
from hub.services.looking_back import Back, Keeping, Past, Sums
from ui.locale import _, ngettext, text
from ui.parts.bars import ProblemBar
from ui.parts.boxes import clear, column, heading, holding, row
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Head
from ui.parts.texts import Paragraph, Run, label
from ui.payment.ranking import chain, money, signed
from ui.payment.short import ShortTable
from ui.screen import Context
from ui.table import Amount, Column, Payee, Row, Rows, Words

_MOST = 8
"""Transactions that are shown of a month or card; the rest is asked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The past and what was found about cards with a fee."""

    back: Back
    keeping: Sequence[Keeping]


class PastPage(QWidget):
    """Sums by month or card, the transactions behind the current one, and the cards with a fee."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.seen: Seen | None = None
        self._shown = _MOST
        self.head = Head()
        self.problem = ProblemBar(self.reload)
        self.span = Segmented(
            _("How far back"),
            [Choice("92", _("Three months")), Choice("365", _("A year"))],
            "92",
        )
        self.span.chosen.connect(lambda _key: self.reload())
        self.part = Segmented(_("Sums by"), [Choice("card", _("By card")), Choice("month", _("By month"))], "card")
        self.part.chosen.connect(lambda _key: self._fill_sums())
        self._rows = Rows(5)
        columns = [
            Column(_("Card or month")), Column(_("Payments"), 90, is_trailing=True),
            Column(_("As it was"), 110, is_trailing=True), Column(_("Best you could know"), 160, is_trailing=True),
            Column(_("Missed"), 100, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("The past in sums"), columns, self._rows)
        self.table.picked.connect(lambda _key: self._fill_behind())
        self.behind = label("", "section")
        self._behind = Rows(4)
        parts = [
            Column(_("Payment")), Column(_("Paid with"), 210), Column(_("Better with"), 210),
            Column(_("Missed"), 100, is_trailing=True),
        ]  # fmt: skip
        self.list = ShortTable(_("The payments behind it"), parts, self._behind, height="two-line")
        self.list.opened.connect(lambda key: context.frame.navigate("transactions", transaction=key))
        self.more = button(_("Show more"), self._show_more, kind="link", grade="small")
        self.cards = column(gap=2)
        self.notes = Paragraph(role="small", tone="text-3")
        self._result = holding(
            column(self.table, column(self.behind, self.list, row(self.more, 0), gap=2), self.cards, self.notes, gap=6)
        )
        column(self.head, row(self.span, self.part, 0, gap=5), self.problem, self._result, gap=5, parent=self)
        self._result.hide()
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Work the past out anew."""
        vault, today, days = self._context.vault, self._context.today(), int(self.span.current)

        def work(progress: Progress) -> Seen:
            progress(0, 0, "looking_back")
            back = looking_back.look_back(vault, today - timedelta(days=days - 1), today)
            progress(0, 0, "looking_back")
            return Seen(back, looking_back.keeping(vault, today))

        words = _("Looking back")
        self._context.tasks.run(
            work, self.show_seen, owner=self, key=f"past {id(self)}", title=words, failed=self._refuse
        )

    def show_seen(self, seen: Seen) -> None:
        """Show the past."""
        self.seen = seen
        self.problem.hide()
        self._result.show()
        _say(self.head, seen.back)
        self._fill_sums()
        clear(self.cards)
        if seen.keeping:
            self.cards.addLayout(heading(_("Cards with a yearly fee"), _("the last year with and without each")))
        for one in seen.keeping:
            self.cards.addWidget(_verdict(one, seen.back))
        self.notes.say(_left_out(seen.back))

    def _fill_sums(self) -> None:
        if self.seen is None:
            return
        back = self.seen.back
        sums = back.cards if self.part.current == "card" else tuple(reversed(back.months))
        self._rows.show([_sum_row(one, back) for one in sums])
        self.table.fit_rows()
        if sums:
            self.table.go_to(0)
        self._fill_behind()

    def _fill_behind(self) -> None:
        self._shown = _MOST
        self._fill_list()

    def _fill_list(self) -> None:
        if self.seen is None:
            return
        back, key = self.seen.back, str(self.table.current() or "")
        missed = [one for one in back.rows if key in {one.card, f"{one.on:%Y-%m}"} and one.missed > 0]
        missed.sort(key=lambda one: (-one.missed, one.on, one.transaction_id))
        self._behind.show([_past_row(one, back) for one in missed[: self._shown]])
        self.list.fit_rows()
        count = len(missed)
        template = ngettext(
            "{count} payment that another way would have served better",
            "{count} payments that another way would have served better",
            count,
        )
        self.behind.setText(template.format(count=text.count(count)) if count else _("Nothing was missed here."))
        self.list.setVisible(bool(missed))
        self.more.setVisible(count > self._shown)

    def _show_more(self) -> None:
        self._shown += 50
        self._fill_list()

    def _refuse(self, error: HubError) -> None:
        self.seen = None
        self._result.hide()
        self.head.say(_("Looking back needs payments."))
        self.problem.show_error(error)


def _say(head: Head, back: Back) -> None:
    total, code = back.total, back.currency
    since = text.day(back.first)
    sub = _(
        "It was {actual}; the best you could know that day was {fair}. In hindsight {hindsight}, which nobody reaches."
    )
    below = sub.format(
        actual=money(total.actual, code), fair=money(total.fair, code), hindsight=money(total.hindsight, code)
    )
    if total.missed > 0:
        amount = Run(money(total.missed, code), is_strong=True)
        head.say(
            _("Your own ways to pay could have brought {amount} more since {day}."), sub=below, amount=amount, day=since
        )
    else:
        head.say(_("You paid as well as could be known since {day}."), sub=below, day=since)


def _sum_row(one: Sums, back: Back) -> Row:
    code = back.currency
    name = (
        back.names[one.key] if one.key in back.names else text.capital(text.month(date.fromisoformat(f"{one.key}-01")))
    )
    cells = (
        Words(text.name(name), role="strong"),
        Words(text.count(one.count), is_trailing=True),
        Amount(signed(one.actual, code)),
        Amount(signed(one.fair, code)),
        Amount(signed(one.missed, code), "sum"),
    )
    return Row(one.key, cells)


def _past_row(one: Past, back: Back) -> Row:
    paid = text.money(-one.amount, one.currency)
    about = _("{day}, {amount}").format(day=text.day(one.on), amount=paid)
    cells = (
        Payee(one.payee or _("Payment"), key=one.payee, sub=about),
        Words(chain(one.actual.option.split(">"), back.names), signed(one.actual.net, back.currency)),
        Words(chain(one.fair.option.split(">"), back.names), signed(one.fair.net, back.currency)),
        Amount(signed(one.missed, back.currency)),
    )
    return Row(one.transaction_id, cells)


def _verdict(one: Keeping, back: Back) -> Paragraph:
    """What a card brings against its fee, in one sentence."""
    code = back.currency
    made = Paragraph(role="body", tone="text")
    template = (
        _("{card} pays for itself: it brings {gain} a year at best, and costs {fee}.")
        if one.worth >= 0
        else _("{card} does not pay for itself: it brings {gain} a year at best, and costs {fee}.")
    )
    card = Run(text.name(back.names.get(one.instrument, one.instrument)), is_strong=True)
    made.show_words(template, card=card, gain=money(one.gain, code), fee=money(one.fee, code))
    return made


def _left_out(back: Back) -> str:
    offers = _("Offers are left out: what was active then is not known.")
    if not back.left_out:
        return offers
    words = ngettext(
        "{count} payment is left out, as rent and transfers: cards can rarely pay them.",
        "{count} payments are left out, as rent and transfers: cards can rarely pay them.",
        back.left_out,
    )
    return f"{words.format(count=text.count(back.left_out))} {offers}"
