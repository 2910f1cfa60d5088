"""The pay sheet: a code that a banking app scans, the fields of the transfer to copy, a reminder, and "paid"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hub.domain.bill import Bill
from hub.services import bills, paying
from hub.services.paying import PaySheet
from ui import undoing
from ui.ask import Dialog
from ui.locale import _, text, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button, icon_button
from ui.parts.texts import Paragraph, label
from ui.screen import Context
from ui.style import tokens

_QUIET = 4
"""Light squares around a code (ISO 18004)."""
_REMIND = 2
"""Days before its due day on which a bill is recalled."""


class Code(QWidget):
    """A QR code: always dark on white, because scanners expect it; whole pixels for each square."""

    def __init__(self, squares: tuple[tuple[bool, ...], ...], name: str) -> None:
        super().__init__()
        self._squares = squares
        self.setProperty("is_private", True)  # a picture of the screen that is shared covers it
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Five pixels for a square at 100 %."""
        side = (len(self._squares) + 2 * _QUIET) * max(4, tokens.px(5))
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the squares."""
        count = len(self._squares) + 2 * _QUIET
        side = self.width() // count
        ground, squares = tokens.SCANNED
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), ground)
            for down, line in enumerate(self._squares, _QUIET):
                for across, is_dark in enumerate(line, _QUIET):
                    if is_dark:
                        painter.fillRect(QRectF(across * side, down * side, side, side), squares)


class PaySheetDialog(Dialog):
    """What a transfer needs. on_paid: the person has paid."""

    def __init__(self, context: Context, sheet: PaySheet, on_paid: Callable[[], object], parent: QWidget) -> None:
        super().__init__(_("Pay {biller}").format(biller=text.name(sheet.bill.biller)), parent, width=520)
        self._context, self._sheet, self._on_paid = context, sheet, on_paid
        self.copies: dict[str, QWidget] = {}
        bill = sheet.bill
        due = text.on_day(bill.due_on, context.today())
        amount = text.money(-bill.amount, bill.currency)
        self.add(Paragraph(_("{amount}, due {day}.").format(amount=amount, day=due)))
        self.code: Code | None = None
        if sheet.squares:
            self.code = Code(sheet.squares, _("Code of the transfer, for the camera of a banking app"))
            holder = QWidget()
            row(0, self.code, 0, parent=holder)
            self.add(holder, Paragraph(_("Scan it in your banking app. Nothing is sent from here."), "small"))
        else:
            self.add(Paragraph(wording.label("pay_why_not", sheet.why_not), "small"))
        fields = QWidget()
        lines = column(gap=2, parent=fields)
        for code, words in sheet.fields:
            lines.addLayout(self._field(code, words))
        self.add(fields)
        self._add_answers(bill)

    def _field(self, code: str, words: str) -> QHBoxLayout:
        name = wording.label("pay_field", code)
        shown = label(words)
        if code in {"iban", "bic", "reference"}:
            shown.setFont(tokens.font("mono"))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = icon_button(
            "copy", _("Copy: {field}").format(field=name), lambda: self._copy(code, words), grade="small"
        )
        self.copies[code] = copy
        title = label(name, "small", "text-2")
        title.setFixedWidth(tokens.px(96))
        return row(title, shown, 0, copy, gap=4)

    def _add_answers(self, bill: Bill) -> None:
        day = max(bill.due_on - timedelta(_REMIND), self._context.today())
        self.remind = button(_("Remind me {day}").format(day=text.on_day(day, self._context.today())), self._remind)
        self.remind.setVisible(bill.remind_on is None)
        self.paid = button(_("Mark paid"), self._pay, icon="check")
        close = button(_("Close"), self.reject)
        self.add_answers(self.remind, self.paid, close, safe=close)

    def _copy(self, code: str, words: str) -> None:
        plain = "".join(words.split()) if code == "iban" else words
        vault = self._context.vault

        def put(_record: object) -> None:
            QGuiApplication.clipboard().setText(plain)
            name = wording.label("pay_field", code)
            self._context.frame.say(_("Copied: {field}; recorded under Privacy").format(field=name), "copy")

        self._context.tasks.run(lambda _progress: paying.note_copied(vault, code, plain), put, owner=self)

    def _remind(self) -> None:
        bill, vault = self._sheet.bill, self._context.vault
        day = max(bill.due_on - timedelta(_REMIND), self._context.today())
        words = _("{biller} will be recalled {day}").format(
            biller=text.name(bill.biller), day=text.on_day(day, self._context.today())
        )
        undoing.do(self._context, lambda: bills.detail(vault, bill, remind_on=day), words)
        self.remind.hide()

    def _pay(self) -> None:
        self._on_paid()
        self.accept()


def show(context: Context, bill: Bill, on_paid: Callable[[], object]) -> None:
    """Make the code off the window's thread and open the sheet."""

    def opened(sheet: PaySheet) -> None:
        dialog = PaySheetDialog(context, sheet, on_paid, context.frame.dialog_parent())
        dialog.finished.connect(dialog.deleteLater)
        dialog.fit()
        dialog.open()

    context.tasks.run(lambda _progress: paying.sheet(bill), opened)
