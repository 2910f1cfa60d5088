"""The editor of one product's terms: guided or as text, checked and tried while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from hub.domain.decide.model import Option
from hub.domain.errors import HubError, PackError
from hub.domain.money import to_minor
from hub.services import terms, trying
from ui.drafting import Content, Drafted, fill, typed
from ui.fields import ChoiceField, NumberField
from ui.locale import _, text, wording
from ui.locale.text import EntryError
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, label
from ui.payment.ranking import purchase_kind
from ui.screen import Context
from ui.terms.as_text import TermsText
from ui.terms.form import TermsForm
from ui.terms.guided import KINDS

GUIDED, TEXT = "guided", "text"
_REST_MS = 200


@dataclass(frozen=True, slots=True)
class Acts:
    """save(product): keep it. close: leave without."""

    save: Callable[[dict[str, Any]], object]
    close: Callable[[], object]


class TermsEditor(QWidget):
    """One product's terms; what is typed in one way is shown in the other."""

    def __init__(self, context: Context, product: Mapping[str, Any], programmes: Mapping[str, str], acts: Acts) -> None:
        super().__init__()
        self._context, self._programmes, self._acts = context, programmes, acts
        self._product = dict(product)
        home, today = context.settings().home_currency, context.today()
        self._currency = str(product.get("currency") or home)
        self.how = Segmented(_("How to edit"), [Choice(GUIDED, _("Guided")), Choice(TEXT, _("As text"))], GUIDED)
        self.how.chosen.connect(self._turn)
        self.form = TermsForm(product, programmes, home, today)
        self.text = TermsText()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.form)
        self.stack.addWidget(self.text)
        self.problem = ProblemBar()
        self.amount = NumberField(_("A purchase of"), least=Decimal("0.01"))
        self.amount.set_value(100)
        kinds = list(dict.fromkeys([*self.form.kinds, *KINDS]))
        self.kind = ChoiceField(_("for"), [("", _("anything")), *((one, purchase_kind(one)) for one in kinds)])
        self.result = Paragraph(role="body", tone="text")
        self.save = button(_("Save these terms"), self._save, kind="primary", icon="check")
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.rest.timeout.connect(self._try)
        for signal in (self.form.changed, self.text.textChanged, self.amount.changed, self.kind.committed):
            signal.connect(self.rest.start)
        name = label(str(product.get("name", product["id"])), "title")
        trial = row(self.amount, self.kind, gap=5)
        trial.setStretch(0, 1)
        trial.setStretch(1, 1)
        close = button(_("Close"), acts.close, kind="quiet")
        column(
            row(name, 0, self.how, gap=3), self.stack, self.problem,
            heading(_("What would it give?")), trial, self.result,
            row(self.save, close, 0, gap=3), gap=4, parent=self,
        )  # fmt: skip
        self._try()
        Drafted(self, "terms", product["id"], self._typed, put=self._put)

    @property
    def product_id(self) -> str:
        """Whose terms they are."""
        return str(self._product["id"])

    def typed(self) -> dict[str, Any]:
        """The terms as they are typed now; EntryError or PackError where they can't be read."""
        return self.form.product() if self.how.current == GUIDED else self.text.document_typed()

    def _typed(self) -> Content:
        if self.how.current == TEXT:
            return {"text": self.text.toPlainText()}
        return {"form": typed(self.form)}

    def _put(self, content: Content) -> None:
        if "text" not in content:
            fill(self.form, content["form"])
            return
        self.how.choose(TEXT)
        self.stack.setCurrentIndex(1)
        self.text.setPlainText(content["text"])

    def refuse(self, error: HubError) -> None:
        """Say what is wrong, and go to its place in the text."""
        self.problem.show_error(error)
        if self.how.current == TEXT and isinstance(error, PackError):
            self.text.go_to(error)

    def _turn(self, key: str) -> None:
        """Show what was typed the other way; a text that can't be read stays text."""
        if key == TEXT:
            product = self.form.read() or self._product
            self.text.show_document(product)
        else:
            try:
                product = self.text.document_typed()
                terms.check_product(product)
            except PackError as error:
                self.how.choose(TEXT)
                self.refuse(error)
                return
            self._product = product
            fresh = TermsForm(product, self._programmes, self._context.settings().home_currency, self._context.today())
            self.stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = fresh
            self.form.changed.connect(self.rest.start)
            self.stack.insertWidget(0, fresh)
        self.stack.setCurrentIndex(0 if key == GUIDED else 1)
        self.rest.start()

    def _try(self) -> None:
        """Check the terms and price the sample purchase, off the GUI thread."""
        vault, today = self._context.vault, self._context.today()
        try:
            product, amount = self.typed(), self.amount.value() or Decimal(100)
        except EntryError:
            return
        except PackError as error:
            self._failed(error)
            return
        kind = self.kind.value()
        day = max(today, date.fromisoformat(str(product.get("valid_from") or today.isoformat())[:10]))
        self._context.tasks.run(
            lambda _progress: trying.preview(vault, product, amount, day, kind),
            self._tried, owner=self, key=f"try {id(self)}", failed=self._failed,
        )  # fmt: skip

    def _tried(self, found: Option | None) -> None:
        self.problem.hide()
        self.save.setEnabled(True)
        if found is None:
            self.result.say(_("These terms can't pay for it."))
            return
        net = text.money(to_minor(found.net_expected, self._currency), self._currency)
        code = self._currency
        lines = [
            _("{what} {amount}").format(
                what=wording.label("line_kind", one.kind),
                amount=text.amount(to_minor(one.amount, code), code, sign=True),
            )
            for one in found.lines
            if one.amount
        ]
        lines += [_("{count} points").format(count=text.number(one.units)) for one in found.units]
        said = _("It gives {amount}: {parts}.").format(amount=net, parts=", ".join(lines))
        self.result.say(said if lines else _("It gives nothing and costs nothing."))

    def _failed(self, error: HubError) -> None:
        self.result.say("")
        self.save.setEnabled(False)
        self.problem.show_error(error)

    def _save(self) -> None:
        if self.how.current == GUIDED and not self.form.check():
            return
        try:
            self._acts.save(self.typed())
        except (EntryError, PackError) as error:
            self.refuse(error)
