"""`accounts show | change | count | lend | settle | trade | price | prices`: what each kind of account has."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import LedgerError
from hub.domain.money import decimal_text, parse_decimal
from ui.cli.session import Session, today
from ui.cli.shapes import day, minor, parsed_day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.account import Account
    from hub.services.vaults import Vault

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The account's name or number."))]
On = Annotated[str, typer.Option("--on", metavar="DAY", help=N_("Day, default: today."))]
With = Annotated[
    str, typer.Option("--with", metavar="NAME", help=N_("The account that the money comes from or goes to."))
]


def register(group: typer.Typer) -> None:
    """Add the commands to `accounts`."""
    group.command("show", help=N_("All about one account: what its kind has, and where its balance comes from."))(show)
    group.command("change", help=N_("Change fields of an account: field=value."))(change)
    group.command("order", help=N_("Put accounts in this order."))(order)
    group.command("count", help=N_("Count cash: value=pieces; the difference is booked."))(count)
    group.command("lend", help=N_("Money lent to a person, or borrowed when negative."))(lend)
    group.command("settle", help=N_("Make it even with a person."))(settle)
    group.command("trade", help=N_("Buy a security, or sell with a negative quantity."))(trade)
    group.command("price", help=N_("Say what a security is worth."))(price)
    group.command("prices", help=N_("Take over prices of securities from a CSV file."))(prices)


def show(context: typer.Context, name: Name) -> None:
    """JSON: {"account": {...}, "from": [...], "chain": [names], and by kind "cycles", "loan", "holdings", "people"}."""
    from hub.domain.chains import chain_of
    from hub.services import accounts, whence

    session: Session = context.obj
    with session.vault() as vault:
        found = accounts.find(vault, name)
        origin = whence.balance(vault, found.id, today())
        known = {one.account.id: one.account for one in accounts.positions(vault)}
        chain = [known[at].name for at in chain_of(found.id, {at: one.funded_by for at, one in known.items()})]
        special = _special(vault, found)
    code = found.currency
    document = {
        "account": facts(found),
        "balance": decimal_text(origin.balance, code),
        "opening": decimal_text(origin.opening, code),
        "from": [
            {"file": one.file or None, "rows": one.rows, "total": decimal_text(one.total, code), "batch": one.batch}
            for one in origin.sources
        ],
        "rate": None
        if origin.rate is None
        else {"rate": str(origin.rate.rate), "day": day(origin.rate.day), "source": origin.rate.source},
        "chain": chain,
        **special,
    }
    session.answer(document, lambda: _text(document))


def _special(vault: Vault, account: Account) -> dict[str, Any]:
    from hub.services import cards, holdings, iou, loans

    code = account.currency
    if account.kind == "card":
        return {"cycles": [_cycle(one, code) for one in cards.cycles(vault, account.id, today())]}
    if account.kind == "loan":
        plan = loans.plan(vault, account.id, today())
        rows = [
            {"due_on": day(one.due_on), "interest": decimal_text(one.interest, code),
             "principal": decimal_text(one.principal, code), "left": decimal_text(one.left, code)}
            for one in plan.instalments
        ]  # fmt: skip
        payment = None if plan.payment is None else decimal_text(plan.payment, code)
        return {"loan": {"left": decimal_text(plan.left, code), "payment": payment, "schedule": rows}}
    if account.kind == "investment":
        found = holdings.portfolio(vault, account.id, today())
        return {"cash": decimal_text(found.cash, code), "value": decimal_text(found.value, code),
                "realised": decimal_text(found.realised, code),
                "holdings": [_holding(one) for one in found.holdings]}  # fmt: skip
    if account.kind == "iou":
        people = iou.people(vault, account.id)
        return {"people": [{"person": one.name, "balance": decimal_text(one.balance, code)} for one in people]}
    return {}


def _cycle(one: Any, code: str) -> dict[str, Any]:
    return {
        "opens_on": day(one.opens_on), "closes_on": day(one.closes_on), "due_on": day(one.due_on),
        "closed": one.is_closed, "owed": decimal_text(one.owed, code), "paid": decimal_text(one.paid, code),
        "minimum": None if one.minimum is None else decimal_text(one.minimum, code),
    }  # fmt: skip


def _holding(one: Any) -> dict[str, Any]:
    code = one.security.currency
    return {
        "name": one.security.name, "symbol": one.security.symbol or None, "quantity": format(one.quantity, "f"),
        "price": None if one.price is None else format(one.price.price, "f"),
        "price_day": None if one.price is None else day(one.price.day),
        "cost": decimal_text(one.cost, code), "realised": decimal_text(one.realised, code),
        "value": None if one.value is None else decimal_text(one.value, code),
        "gain": None if one.gain is None else decimal_text(one.gain, code),
    }  # fmt: skip


def facts(account: Account) -> dict[str, Any]:
    """The fields of an account as JSON."""
    from dataclasses import asdict

    from ui.cli.shapes import plain

    found = {key: str(value) if isinstance(value, Decimal) else plain(value) for key, value in asdict(account).items()}
    for key in ("opening", "limit", "minimum_floor", "payment"):
        minor = getattr(account, key)
        found[key] = None if minor is None else decimal_text(minor, account.currency)
    return found


def change(
    context: typer.Context,
    name: Name,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help=N_("As “show” names them."))],
) -> None:
    """JSON: {"account": {...}}."""
    from hub.services import accounts

    session: Session = context.obj
    with session.vault() as vault:
        found = accounts.find(vault, name)
        accounts.change(vault, found.id, **dict(field_of(vault, found.currency, one) for one in fields))
        changed = accounts.get(vault, found.id)
    session.answer({"account": facts(changed)}, _("Changed {name}.").format(name=changed.name))


def field_of(vault: Vault, currency: str, text: str) -> tuple[str, Any]:
    """A field of an account and its value, from "field=value"; an empty value clears it."""
    from hub.services import accounts

    field, _sep, value = text.partition("=")
    kinds: dict[str, Any] = {
        **dict.fromkeys(("opening", "limit", "minimum_floor", "payment"), lambda: minor(value, currency)),
        **dict.fromkeys(("statement_day", "due_day", "due_days", "term", "colour"), lambda: _whole(value)),
        **dict.fromkeys(("apr", "minimum_rate"), lambda: _decimal(value)),
        **dict.fromkeys(("opened_on", "first_due_on"), lambda: parsed_day(value, field)),
        **dict.fromkeys(("name", "kind", "currency", "institution", "number", "notes", "programme", "costing"),
                        lambda: value),
        "is_archived": lambda: value.casefold() in {"1", "yes", "true"},
        "funded_by": lambda: accounts.find(vault, value).id,
    }  # fmt: skip
    if field not in kinds:
        raise LedgerError("not_editable", where={"field": field})
    is_emptied = not value and field not in {"name", "kind", "currency", "institution", "number", "notes", "programme"}
    return field, None if is_emptied else kinds[field]()


def order(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help=N_("Names or numbers."))],
) -> None:
    """JSON: {"accounts": [names in order]}."""
    from hub.services import accounts

    session: Session = context.obj
    with session.vault() as vault:
        accounts.arrange(vault, [accounts.find(vault, one).id for one in names])
        found = [one.account.name for one in accounts.positions(vault)]
    session.answer({"accounts": found}, "\n".join(found))


def count(
    context: typer.Context,
    name: Name,
    pieces: Annotated[list[str], typer.Argument(metavar="VALUE=PIECES...", help=N_("As in 20=3 0.50=7."))],
) -> None:
    """JSON: {"expected", "counted", "difference", "transaction": id or null}."""
    from hub.services import accounts, cash
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        found = accounts.find(vault, name)
        pairs = [one.partition("=") for one in pieces]
        counted = {minor(value, found.currency): _whole(number) for value, _sep, number in pairs}
        made = cash.count(vault, found.id, counted, today(), _("Counted"))
    code = found.currency
    document = {
        "expected": decimal_text(made.expected, code), "counted": decimal_text(made.counted, code),
        "difference": decimal_text(made.difference, code), "transaction": made.transaction_id,
    }  # fmt: skip
    words = _("Counted {amount}; the difference is {difference}.")
    said = {"amount": text.money(made.counted, code), "difference": text.money(made.difference, code, sign=True)}
    session.answer(document, words.format(**said))


def lend(
    context: typer.Context,
    name: Name,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=N_("Who."))],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("Above zero lent, below borrowed."))],
    other: With,
    on: On = "",
) -> None:
    """JSON: {"transfer": number of the transfer}."""
    from hub.services import accounts, iou

    session: Session = context.obj
    with session.vault() as vault:
        found, away = accounts.find(vault, name), accounts.find(vault, other)
        when = parsed_day(on, "--on") if on else today()
        made = iou.lend(vault, found.id, away.id, person, minor(amount, found.currency), when)
    session.answer({"transfer": made}, _("Transfer {id}.").format(id=made))


def settle(
    context: typer.Context,
    name: Name,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=N_("Who."))],
    other: With,
    on: On = "",
) -> None:
    """JSON: {"transfer": number of the transfer}."""
    from hub.services import accounts, iou

    session: Session = context.obj
    with session.vault() as vault:
        found, away = accounts.find(vault, name), accounts.find(vault, other)
        made = iou.settle(vault, found.id, away.id, person, parsed_day(on, "--on") if on else today())
    session.answer({"transfer": made}, _("Transfer {id}.").format(id=made))


def trade(
    context: typer.Context,
    name: Name,
    security: Annotated[str, typer.Argument(metavar="SECURITY", help=N_("Name or symbol."))],
    quantity: Annotated[str, typer.Argument(metavar="QUANTITY", help=N_("Below zero sells."))],
    price: Annotated[str, typer.Argument(metavar="PRICE", help=N_("For one."))],
    fee: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("Fee."))] = "0",
    on: On = "",
    symbol: Annotated[str, typer.Option(help=N_("Symbol of a new security."))] = "",
    held_before: Annotated[bool, typer.Option("--held-before", help=N_("No money moves on the account."))] = False,
) -> None:
    """JSON: {"trade": id}."""
    from hub.services import accounts, holdings

    session: Session = context.obj
    with session.vault() as vault:
        found = accounts.find(vault, name)
        made = holdings.trade(
            vault, found.id, security, parsed_day(on, "--on") if on else today(), _decimal(quantity), _decimal(price),
            fee=minor(fee, found.currency), symbol=symbol, pays=not held_before,
        )  # fmt: skip
    session.answer({"trade": made}, _("Noted the trade {id}.").format(id=made))


def price(
    context: typer.Context,
    security: Annotated[str, typer.Argument(metavar="SECURITY", help=N_("Name or symbol."))],
    amount: Annotated[str, typer.Argument(metavar="PRICE", help=N_("For one."))],
    on: On = "",
) -> None:
    """JSON: {"prices": 1, "unknown": []}."""
    from hub.services import holdings

    session: Session = context.obj
    with session.vault() as vault:
        holdings.set_price(vault, security, parsed_day(on, "--on") if on else today(), _decimal(amount))
    session.answer({"prices": 1, "unknown": []}, _("Set the price of {security}.").format(security=security))


def prices(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("CSV: day, symbol or name, price."))],
) -> None:
    """JSON: {"prices": 12, "unknown": [names that nothing held is called]}."""
    from hub.services import holdings

    session: Session = context.obj
    with session.vault() as vault:
        found, unknown = holdings.read_price_file(vault, path)
    words = ngettext("{count} price from {source}.", "{count} prices from {source}.", found)
    session.answer({"prices": found, "unknown": unknown}, words.format(count=found, source=path.name))


def _text(document: dict[str, Any]) -> str:
    """Every part as a small table."""
    parts = [table((_("Field"), _("Value")), [(key, str(value)) for key, value in document["account"].items()
                                               if value not in (None, "")], "<<")]  # fmt: skip
    for key in ("from", "cycles", "holdings", "people"):
        rows = document.get(key)
        if rows:
            lines = [tuple("" if value is None else str(value) for value in row.values()) for row in rows]
            parts.append(table(tuple(rows[0]), lines, "<" + ">" * (len(rows[0]) - 1)))
    return paragraphs(*parts)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise LedgerError("amount_not_plain", where={"amount": text}, next_step="write_plain_amount")
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except ValueError as error:
        raise LedgerError("amount_not_plain", where={"amount": text}, next_step="write_plain_amount") from error
