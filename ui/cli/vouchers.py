"""`vouchers`: stored value with its balance, expiry and code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text, parse_decimal, to_minor
from ui.cli.session import Session, today
from ui.cli.shapes import day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.codes import Picture
    from hub.services.vouchers import Voucher

Id = Annotated[int, typer.Argument(metavar="ID", help=N_("The voucher's number."))]
Value = Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("As 25.00."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("Vouchers and gift cards, soonest to run out first."))(list_)
    group.command("add", help=N_("Keep a voucher."))(add)
    group.command("use", help=N_("Note a payment with a voucher; a negative amount puts back."))(use)
    group.command("show", help=N_("Show a voucher's code as text, QR or bars."))(show)
    group.command("remove", help=N_("Remove a voucher."))(remove)
    app.add_typer(group, name="vouchers", help=N_("Vouchers and gift cards."))


def list_(context: typer.Context) -> None:
    """JSON: {"vouchers": [{"id", "name", "merchant", "balance", "face", "currency", "expires_on", "usable", …}]}."""
    from hub.services import vouchers

    session: Session = context.obj
    with session.vault() as vault:
        found = vouchers.all_vouchers(vault)
    session.answer({"vouchers": [_document(one) for one in found]}, lambda: _text(found))


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What it is called."))],
    value: Value,
    currency: Annotated[str, typer.Option(metavar="CCY", help=N_("Currency; default: the home currency."))] = "",
    merchant: Annotated[str, typer.Option(metavar="SHOP", help=N_("The shop that takes it; empty: any."))] = "",
    expires: Annotated[str, typer.Option(metavar="DATE", help=N_("Last day, as 2027-01-31."))] = "",
    code: Annotated[str, typer.Option(metavar="TEXT", help=N_("Its code."))] = "",
    symbology: Annotated[str, typer.Option(metavar="KIND", help="none, qr, code128")] = "none",
    worth: Annotated[str, typer.Option(metavar="SHARE", help=N_("What its balance is worth to you, 0 to 1."))] = "",
) -> None:
    """JSON: {"id"}."""
    from hub.services import settings, vouchers

    session: Session = context.obj
    fraction = number_of(worth) if worth else None
    with session.vault() as vault:
        chosen = currency.upper() or settings.load(vault).home_currency
        own_id = vouchers.add(
            vault, name, to_minor(number_of(value), chosen), chosen, merchant=merchant, expires_on=day_of(expires),
            code=code, symbology=symbology, value_fraction=fraction,
        )  # fmt: skip
    session.answer({"id": own_id}, _("Kept {name} as number {id}.").format(name=name, id=own_id))


def use(
    context: typer.Context,
    voucher: Id,
    value: Value,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The day; default: today."))] = "",
) -> None:
    """JSON: {"id", "balance", "currency"}."""
    from hub.services import vouchers

    session: Session = context.obj
    with session.vault() as vault:
        held = vouchers.get(vault, voucher)
        left = vouchers.use(vault, voucher, to_minor(number_of(value), held.currency), day_of(on) or today())
    balance = decimal_text(left, held.currency)
    document = {"id": voucher, "balance": balance, "currency": held.currency}
    session.answer(document, _("{balance} {currency} left.").format(balance=balance, currency=held.currency))


def show(context: typer.Context, voucher: Id) -> None:
    """JSON: {"id", "code", "symbology", "modules"}: rows of 0 and 1, without the quiet zone; null for plain text."""
    from hub.services import codes, vouchers

    session: Session = context.obj
    with session.vault() as vault:
        held = vouchers.get(vault, voucher)
    drawn = codes.picture(held.code, held.symbology)
    rows = None if drawn is None else ["".join("01"[module] for module in row) for row in drawn.rows]
    document = {"id": voucher, "code": held.code, "symbology": held.symbology, "modules": rows}
    session.answer(document, lambda: paragraphs(held.code, "" if drawn is None else _blocks(drawn)))


def remove(context: typer.Context, voucher: Id) -> None:
    """JSON: {"removed"}."""
    from hub.services import vouchers

    session: Session = context.obj
    with session.vault() as vault:
        vouchers.remove(vault, voucher)
    session.answer({"removed": voucher}, _("Removed; “coffer undo” brings it back."))


def _document(one: Voucher) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "merchant": one.merchant or None,
        "balance": decimal_text(one.balance, one.currency),
        "face": decimal_text(one.face, one.currency),
        "currency": one.currency,
        "expires_on": day(one.expires_on),
        "usable": one.is_usable(today()),
        "symbology": one.symbology,
        "option": one.option_id,
    }


def _text(found: list[Voucher]) -> str:
    from ui.locale import text

    if not found:
        return _("No vouchers yet.")
    rows = [
        (
            str(one.id),
            one.name,
            one.merchant or _("any shop"),
            text.money(one.balance, one.currency),
            "" if one.expires_on is None else text.day(one.expires_on),
        )
        for one in found
    ]
    return table((_("Id"), _("Voucher"), _("Shop"), _("Left"), _("Until")), rows, "><<><")


def _blocks(drawn: Picture) -> str:
    """A code in half blocks; bars are repeated, because one row can't be read."""
    blank = (False,) * drawn.width
    side = (False,) * drawn.quiet
    rows = [side + tuple(row) + side for row in (drawn.rows if len(drawn.rows) > 1 else drawn.rows * 8)]
    framed = [blank] * 2 + rows + [blank] * (2 + len(rows) % 2)
    signs = {(False, False): "█", (True, False): "▄", (False, True): "▀", (True, True): " "}
    pairs = zip(framed[::2], framed[1::2], strict=False)
    return "\n".join("".join(signs[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)


def number_of(written: str) -> Decimal:
    """A plain number of the command line."""
    try:
        return parse_decimal(written)
    except ValueError as error:
        raise typer.BadParameter(_("a plain number such as 25.00")) from error


def day_of(written: str) -> date | None:
    """A day of the command line, None for an empty one."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise typer.BadParameter(_("a day such as 2027-01-31")) from error
