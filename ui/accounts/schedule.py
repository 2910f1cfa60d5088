"""A loan's payments that are still to come, and what paying more saves."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from hub.services.loans import Plan
from ui.locale import _, ngettext, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.style import tokens
from ui.table import Amount, Column, Row, Rows, Table, Words


class ScheduleDialog(QDialog):
    """The table of payments; with extra payments the sentence of what they save."""

    def __init__(self, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        account = plan.account
        title = _("Payments of {account}").format(account=text.name(account.name))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(tokens.px(720))
        shown = plan.faster or plan.instalments
        code = account.currency
        heads = [
            Column(_("Due")), Column(_("Payment"), 130, is_trailing=True), Column(_("Interest"), 120, is_trailing=True),
            Column(_("Taken off"), 130, is_trailing=True), Column(_("Left"), 140, is_trailing=True),
        ]  # fmt: skip
        rows = Rows(len(heads))
        rows.show([
            Row(one.number, (
                Words(text.day(one.due_on)), Amount(text.amount(one.payment + one.extra, code)),
                Amount(text.amount(one.interest, code)), Amount(text.amount(one.principal + one.extra, code)),
                Amount(text.amount(one.left, code)),
            ))
            for one in shown
        ])  # fmt: skip
        self.table = Table(title, heads, rows)
        self.said = Paragraph(_said(plan))
        close = button(_("Close"), self.accept)
        close.setDefault(True)
        outer = column(Paragraph(title, "title", "text"), self.said, self.table, row(0, close), gap=5, parent=self)
        outer.setContentsMargins(*[tokens.space(6)] * 4)
        self.table.setMinimumHeight(min(tokens.px(420), max(tokens.px(200), parent.height() - tokens.px(260))))
        self.finished.connect(self.deleteLater)


def _said(plan: Plan) -> str:
    code = plan.account.currency
    shown = plan.faster or plan.instalments
    if not shown:
        return _("Nothing is left to pay.")
    last = text.month(shown[-1].due_on)
    if plan.saved is None:
        count = ngettext("{count} payment until {month}.", "{count} payments until {month}.", len(shown))
        return count.format(count=text.count(len(shown)), month=last)
    months = ngettext(
        "Over in {month}: {count} month sooner, {amount} less interest.",
        "Over in {month}: {count} months sooner, {amount} less interest.",
        plan.saved.months,
    )
    return months.format(month=last, count=text.count(plan.saved.months), amount=text.money(plan.saved.interest, code))
