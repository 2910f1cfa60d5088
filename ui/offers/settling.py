"""What came of a use of an offer: the credit came another way, it did not come, or a letter asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.domain.offer_life import Use
from ui.ask import Dialog
from ui.fields import AmountField
from ui.locale import _, text
from ui.parts.buttons import button
from ui.parts.texts import Paragraph


class Settling(Dialog):
    """on_settle(minor units, 0 = it did not come); on_letter(): write to its source."""

    def __init__(
        self, use: Use, on_settle: Callable[[int], object], on_letter: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(_("Did the credit come?"), parent, width=520)
        self._on_settle, self._on_letter = on_settle, on_letter
        said = _("“{offer}”, used on {day}: {amount} was to come by {due}.").format(
            offer=text.name(use.title), day=text.day(use.used_on), due=text.day(use.due_on),
            amount=text.money(use.expected, use.currency),
        )  # fmt: skip
        self.amount = AmountField(_("What came"), use.currency, is_required=True, may_be_negative=False)
        self.amount.set_value(use.credited or use.expected)
        self.add(Paragraph(said), self.amount)
        self.add(Paragraph(_("Also when it came in points, in cash or on another account."), "small"))
        self.came = button(_("It came"), self._came, kind="primary", icon="check")
        self.missing = button(_("It did not come"), lambda: self._settle(0))
        self.letter = button(_("Letter"), self._letter, icon="mail")
        cancel = button(_("Cancel"), self.reject, kind="quiet")
        self.add_answers(cancel, self.letter, self.missing, self.came, safe=cancel)
        self.amount.setFocus()
        self.fit()

    def _came(self) -> None:
        if self.amount.check():
            self._settle(self.amount.value() or 0)

    def _settle(self, amount: int) -> None:
        self.accept()
        self._on_settle(amount)

    def _letter(self) -> None:
        self.accept()
        self._on_letter()
