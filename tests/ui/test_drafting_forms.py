"""Whatever form something is typed in, it survives a lock: it waits, and stands there when the form is open again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from opened import TODAY, Opened, opened
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from hub.domain.bill import Series
from hub.domain.transaction import Rule
from hub.services import accounts, ledger
from ui import drafting
from ui.accounts.kind_deeds import KindDeeds
from ui.bills.agreeing import ContractDialog
from ui.fields import TextField
from ui.loyalty import dialogs
from ui.offers.own import OwnOffer, ReadOffers
from ui.plans.asking import Asking
from ui.preferences.rule_editor import RuleEditor
from ui.privacy import entering
from ui.safety.forget_dialog import ForgetDialog
from ui.terms.editor import Acts, TermsEditor
from ui.transactions.inspecting import TransactionInspector
from ui.transactions.many import ManyDialog
from ui.transactions.splitting import SplitEditor

ROOT = Path(__file__).parents[2]
NOTHING_TYPED = {"ui/ask.py", "ui/accounts/schedule.py", "ui/transactions/receipts.py"}
MADE_IN = {
    "ui/accounts/entering.py": "ui/screens/accounts.py", "ui/payment/way_dialog.py": "ui/payment/ways.py",
    "ui/transactions/entering.py": "ui/transactions/adding.py",
}  # fmt: skip
WORDS = "half a thought"
SERIES = Series(1, "Streamly", 1, "EUR", 1, "month", -1399, False, TODAY, TODAY, 5, 90)
RULE = Rule(0, 0, "payee:bakery", None, None, True, TODAY)
PRODUCT = {"id": "card", "name": "Card", "kind": "credit_card", "currency": "EUR"}


def _lend(app: Opened) -> QWidget:
    (current,) = (one.account for one in accounts.positions(app.vault))
    deeds = KindDeeds(app.frame.context, list)
    deeds.lend(current)
    assert deeds.dialog is not None
    return deeds.dialog


def _inspector(app: Opened) -> QWidget:
    view = app.show("transactions", transaction=ledger.find(app.vault, "", TODAY)[0])
    app.until(lambda: isinstance(view.beside.inspector, TransactionInspector))
    app.rest()
    made = view.beside.inspector
    assert isinstance(made, QWidget)
    return made


def _parts(app: Opened) -> QWidget:
    made = _inspector(app)
    found = made.findChildren(SplitEditor)
    if not found:
        made._edit_parts()  # type: ignore[attr-defined]  # what the button does
        found = made.findChildren(SplitEditor)
    return found[0]


def _rule(app: Opened) -> QWidget:
    return RuleEditor(app.frame.context, RULE, ledger.categories(app.vault), print)


def _many(app: Opened) -> QWidget:
    return ManyDialog(app.frame.context, [1], ledger.categories(app.vault), lambda _ids, _edit: None)


def _terms(app: Opened) -> QWidget:
    made = TermsEditor(app.frame.context, PRODUCT, {}, Acts(print, lambda: None))
    made.setParent(app.window)
    made.how.choose("text")
    made.how.chosen.emit("text")
    return made


FORMS: dict[str, tuple[Callable[[Opened], Any], Callable[[Any], Any]]] = {
    "an offer of one's own": (lambda app: OwnOffer(TODAY, lambda *_: None, app.window), lambda form: form.shop),
    "pasted offers": (lambda app: ReadOffers(print, app.window), lambda form: form.pasted),
    "a plan": (
        lambda app: Asking("Add a goal", [TextField("Goal")], "Add", lambda: None, app.window),
        lambda form: form.fields[0],
    ),
    "a contract": (
        lambda app: ContractDialog(SERIES, None, TODAY, lambda *_: None, app.window), lambda form: form.notes,
    ),
    "a programme": (lambda app: dialogs.programme_dialog(print, app.window), lambda form: form.fields["name"]),
    "money lent": (_lend, lambda form: form.fields["person"]),
    "what a company holds": (
        lambda app: entering.held(app.frame.context, None, lambda *_: None), lambda form: form.fields["notes"],
    ),
    "many transactions": (_many, lambda form: form.notes),
    "a rule": (_rule, lambda form: form.payee),
    "parts of a rule": (_rule, lambda form: form.parts.rows[0].share),
    "terms as text": (_terms, lambda form: form.text),
    "notes in the inspector": (_inspector, lambda form: form.notes),
    "parts of a transaction": (_parts, lambda form: form.parts[-1].note),
}  # fmt: skip


def _typing(part: Any) -> QLineEdit | QPlainTextEdit:
    found = part if isinstance(part, QPlainTextEdit) else part.entry
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def _words(part: Any) -> str:
    entry = _typing(part)
    return entry.text() if isinstance(entry, QLineEdit) else entry.toPlainText()


def _close(app: Opened, form: QWidget) -> None:
    if isinstance(form, TransactionInspector | SplitEditor):
        app.frame.views.view("transactions").beside.close()
    else:
        form.close()
        form.setParent(None)
        form.deleteLater()
    app.show("bills")
    drafting.collect(app.window)  # what closed forms hold is not typed any more


def _come_and_go(app: Opened, name: str) -> None:
    make, find = FORMS[name]
    form = make(app)
    form.show()
    entry = _typing(find(form))
    (entry.setText if isinstance(entry, QLineEdit) else entry.setPlainText)(WORDS)
    drafts = drafting.collect(app.window)
    assert [WORDS in str(one.content) for one in drafts] == [True], name
    _close(app, form)
    drafting.resume(app.frame.context, drafts)
    app.rest()
    assert drafting.collect(app.window) == drafts, f"{name}: locked again before the form was open"
    drafting.resume(app.frame.context, drafts)
    again = make(app)
    again.show()
    assert _words(find(again)) == WORDS, name
    assert drafting.collect(app.window) == drafts, f"{name}: what came back is still being typed"
    _close(app, again)


def test_every_form_gets_back_what_was_typed(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    with opened(qtbot) as app:
        account = accounts.add(app.vault, "Current", "current", "EUR")
        ledger.add(app.vault, account, date(2026, 11, 2), -500, "Bakery")
        app.rest()
        for name in FORMS:
            _come_and_go(app, name)


def test_ticks_and_closing_balance_of_a_statement_come_back(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    with opened(qtbot) as app:
        account = accounts.add(app.vault, "Current", "current", "EUR")
        first, second = (ledger.add(app.vault, account, date(2026, 11, day), -500, "Bakery") for day in (2, 3))
        view = app.show("reconcile", account=account)
        view.closing.entry.setText("12.50")
        view._tick(second, is_on=False)
        drafts = drafting.collect(app.window)
        view.leave()
        app.rest()
        assert drafting.resume(app.frame.context, drafts) == 1
        app.rest()
        view = app.frame.views.view("reconcile")
        assert (view.closing.entry.text(), view.ticked) == ("12.50", {first})


def test_what_gives_leave_to_destroy_is_not_kept(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    with opened(qtbot) as app:
        form = ForgetDialog(app.frame.context, print)
        form.show()
        form.backups.setChecked(not form.backups.isChecked())
        assert drafting.collect(app.window) == []
        form.close()


def test_every_dialog_of_its_own_keeps_what_is_typed() -> None:
    forgetful = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        source, name = path.read_text("utf-8"), path.relative_to(ROOT).as_posix()
        if "(QDialog)" in source and name not in NOTHING_TYPED:
            keeper = (ROOT / MADE_IN.get(name, name)).read_text("utf-8")
            forgetful += [name] if "Drafted(" not in keeper else []
    assert forgetful == []
