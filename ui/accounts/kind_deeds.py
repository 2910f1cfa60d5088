"""What can be done with one kind of account: count cash, lend and settle, buy and sell, pay a loan off sooner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from hub.domain.account import SPENDABLE, Account
from hub.domain.cash import counted, denominations
from hub.domain.errors import HubError
from hub.services import cash, holdings, iou, loans
from hub.services.loans import Plan
from ui import undoing
from ui.accounts import moving
from ui.accounts.asking import FieldsDialog
from ui.accounts.schedule import ScheduleDialog
from ui.fields import AmountField, ChoiceField, DayField, Field, NumberField, SwitchField, TextField
from ui.locale import _, ngettext, text
from ui.parts.texts import Paragraph
from ui.screen import Context


class KindDeeds:
    """The acts by their names; `dialog` is the one that is open."""

    def __init__(self, context: Context, accounts: Callable[[], Sequence[Account]]) -> None:
        self._context, self._accounts = context, accounts
        self.dialog: FieldsDialog | ScheduleDialog | None = None

    def do(self, name: str, account: Account) -> None:
        """Do what a button of the inspector says."""
        acts = {
            "count": self.count, "lend": self.lend, "settle": self.settle, "trade": self.trade, "price": self.price,
            "prices": self.prices, "interest": self.interest, "schedule": self.schedule, "extra": self.extra,
            "reconcile": self.reconcile, "move": self.move,
        }  # fmt: skip
        acts[name](account)

    def reconcile(self, account: Account) -> None:
        """Go and compare with a statement."""
        self._context.frame.navigate("reconcile", account=account.id)

    def move(self, account: Account) -> None:
        """Move money to another account, or from it."""
        moving.move(self._context, account.id)

    def count(self, account: Account) -> None:
        """Count notes and coins; the difference is booked."""
        code, vault, today = account.currency, self._context.vault, self._context.today()
        fields: dict[str, Field] = {
            str(value): NumberField(text.money(value, code, hidden=False), places=0, least=Decimal(0))
            for value in denominations(code)
        }
        sum_line = Paragraph(_("Counted: {amount}").format(amount=text.money(0, code)), "strong", "text")

        def pieces() -> dict[int, int]:
            return {int(name): int(field.value() or 0) for name, field in fields.items()}

        def retell() -> None:
            if all(field.check() for field in fields.values()):
                sum_line.say(_("Counted: {amount}").format(amount=text.money(counted(pieces()), code)))

        for field in fields.values():
            field.changed.connect(retell)

        def done(_values: dict[str, Any]) -> None:
            found = pieces()
            words = _("Counted {amount}").format(amount=text.money(counted(found), code))
            self._write(lambda: cash.count(vault, account.id, found, today, _("Counted")), words)

        title = _("Count {account}").format(account=text.name(account.name))
        self._ask(
            title, fields, _("Book the difference"), done, comment=_("How many of each?"), extra=sum_line, columns=2
        )

    def lend(self, account: Account) -> None:
        """Money changed hands with a person."""
        vault = self._context.vault
        fields: dict[str, Field] = {
            "person": TextField(_("Person"), is_required=True),
            "way": ChoiceField(_("What happened"), [(1, _("I lent")), (-1, _("I borrowed"))]),
            "amount": AmountField(_("Amount"), account.currency, is_required=True, may_be_negative=False),
            "other": self._other(account),
            "on": self._today(),
        }

        def done(values: dict[str, Any]) -> None:
            minor, on = values["way"] * values["amount"], values["on"] or self._context.today()
            words = _("Noted {amount} with {person}")
            words = words.format(
                amount=text.money(values["amount"], account.currency), person=text.name(values["person"])
            )
            self._write(lambda: iou.lend(vault, account.id, values["other"], values["person"], minor, on), words)

        self._ask(_("Lent or borrowed"), fields, _("Note it"), done, subject=account.id)

    def settle(self, account: Account) -> None:
        """Make it even with a person."""
        vault, today = self._context.vault, self._context.today()

        def ask(people: list[iou.Person]) -> None:
            options = [
                (one.name, f"{text.name(one.name)}, {text.money(one.balance, account.currency)}")
                for one in people
                if one.balance
            ]
            fields: dict[str, Field] = {"person": ChoiceField(_("Person"), options), "other": self._other(account)}

            def done(values: dict[str, Any]) -> None:
                words = _("Even with {person}").format(person=text.name(values["person"]))
                self._write(lambda: iou.settle(vault, account.id, values["other"], values["person"], today), words)

            self._ask(_("Settle"), fields, _("Make it even"), done, subject=account.id)

        self._context.tasks.run(lambda _progress: iou.people(vault, account.id), ask)

    def trade(self, account: Account) -> None:
        """Buy or sell."""
        vault = self._context.vault
        fields: dict[str, Field] = {
            "name": TextField(_("Security"), is_required=True, placeholder=_("name or symbol")),
            "way": ChoiceField(_("What happened"), [(1, _("Bought")), (-1, _("Sold"))]),
            "quantity": NumberField(_("Quantity"), is_required=True, least=Decimal(0)),
            "price": NumberField(_("Price of one"), is_required=True, least=Decimal(0)),
            "fee": AmountField(_("Fee"), account.currency, may_be_negative=False),
            "on": self._today(),
            "pays": SwitchField(_("Book the money on this account")),
        }
        fields["pays"].set_value(True)

        def done(values: dict[str, Any]) -> None:
            quantity, on = values["way"] * values["quantity"], values["on"] or self._context.today()
            template = _("Bought {security}") if quantity > 0 else _("Sold {security}")
            self._write(
                lambda: holdings.trade(
                    vault, account.id, values["name"], on, quantity, values["price"], fee=values["fee"] or 0,
                    pays=values["pays"],
                ),
                template.format(security=text.name(values["name"])),
            )  # fmt: skip

        self._ask(_("Buy or sell"), fields, _("Note it"), done, subject=account.id)

    def price(self, account: Account) -> None:
        """Say what a security is worth."""
        vault = self._context.vault

        def ask(portfolio: holdings.Portfolio) -> None:
            options = [(one.security.name, text.name(one.security.name)) for one in portfolio.holdings]
            fields: dict[str, Field] = {
                "name": ChoiceField(_("Security"), options),
                "price": NumberField(_("Price of one"), is_required=True, least=Decimal(0)),
                "on": self._today(),
            }

            def done(values: dict[str, Any]) -> None:
                words = _("Set the price of {security}").format(security=text.name(values["name"]))
                on = values["on"] or self._context.today()
                self._write(lambda: holdings.set_price(vault, values["name"], on, values["price"]), words)

            self._ask(_("Price"), fields, _("Set"), done, subject=account.id)

        self._context.tasks.run(lambda _progress: holdings.portfolio(vault, account.id, self._context.today()), ask)

    def prices(self, account: Account) -> None:
        """Take over prices from a file."""
        parent = self._context.frame.dialog_parent()
        title = _("Prices for {account}").format(account=text.name(account.name))
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", "*.csv *.txt")
        if chosen:
            self.read_prices(Path(chosen))

    def read_prices(self, path: Path) -> None:
        """Take over the prices of this file and say what it has that is not held."""

        def said(found: tuple[int, list[str]]) -> None:
            count, unknown = found
            template = ngettext("Took over {count} price", "Took over {count} prices", count)
            words = template.format(count=text.count(count))
            if unknown:
                words += " · " + _("not held: {names}").format(names=", ".join(map(text.name, unknown)))
            self._context.frame.say(words)

        words = _("Took over prices from {file}").format(file=text.code(path.name))
        undoing.do(self._context, lambda: holdings.read_price_file(self._context.vault, path), words, said)

    def interest(self, account: Account) -> None:
        """Book the interest of a loan that no row says."""
        words = _("Booked the interest of {account}").format(account=text.name(account.name))
        vault, today = self._context.vault, self._context.today()
        undoing.do(self._context, lambda: loans.book_interest(vault, account.id, today, _("Interest")), words)

    def schedule(self, account: Account) -> None:
        """Every payment that is still to come."""
        self._plan(account, 0, None)

    def extra(self, account: Account) -> None:
        """What paying more would save."""
        fields: dict[str, Field] = {
            "monthly": AmountField(_("More every month"), account.currency, may_be_negative=False),
            "once": AmountField(_("Once, with the next payment"), account.currency, may_be_negative=False),
        }

        def done(values: dict[str, Any]) -> None:
            if isinstance(self.dialog, FieldsDialog):
                self.dialog.accept()
            once = (1, values["once"]) if values["once"] else None
            self._plan(account, values["monthly"] or 0, once)

        self._ask(_("What if you pay more?"), fields, _("Work it out"), done, subject=account.id)

    def _plan(self, account: Account, monthly: int, once: tuple[int, int] | None) -> None:
        vault, today = self._context.vault, self._context.today()

        def show(plan: Plan) -> None:
            self.dialog = ScheduleDialog(plan, self._context.frame.dialog_parent())
            self.dialog.open()

        self._context.tasks.run(
            lambda _progress: loans.plan(vault, account.id, today, monthly_extra=monthly, once=once), show
        )

    def _today(self) -> DayField:
        """A day, by default today."""
        made = DayField(_("Day"), self._context.today())
        made.set_value(self._context.today())
        return made

    def _other(self, account: Account) -> ChoiceField:
        kinds = {*SPENDABLE, "savings"}
        options = [
            (one.id, one.name)
            for one in self._accounts()
            if one.id != account.id and one.kind in kinds and not one.is_archived and one.currency == account.currency
        ]
        return ChoiceField(_("From or to the account"), options)

    def _ask(
        self, title: str, fields: dict[str, Field], yes: str, done: Callable[[dict[str, Any]], object], **more: Any
    ) -> None:
        self.dialog = FieldsDialog(title, fields, yes, done, self._context.frame.dialog_parent(), **more)
        self.dialog.open()

    def _write(self, write: Callable[[], object], words: str) -> None:
        dialog = self.dialog

        def failed(error: HubError) -> None:
            if isinstance(dialog, FieldsDialog):
                dialog.refuse(error)

        def written(_made: object) -> None:
            if dialog is not None:
                dialog.accept()

        undoing.do(self._context, write, words, written, failed)
