"""`loyalty`: the wallet of programmes, their balances, values and noise."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text, to_minor
from ui.cli.session import Session, today
from ui.cli.shapes import day
from ui.cli.tables import paragraphs, table
from ui.cli.vouchers import day_of, number_of
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.services.loyalty import Standing

Programme = Annotated[str, typer.Argument(metavar="ID", help=N_("The programme."))]
On = Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The day; default: today."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("Every programme: balance, worth, expiry, score."))(list_)
    group.command("bring", help=N_("Take balances from an OFX file or a CSV."))(bring)
    group.command("balance", help=N_("Say how many units there are."))(balance)
    group.command("value", help=N_("Say what a unit is worth from a day on, and who says so."))(value)
    group.command("member", help=N_("Say tier, expiry, fee, data given and senders of a programme."))(member)
    group.command("noise", help=N_("Count the .eml messages of a folder, each once."))(noise)
    group.command("messages", help=N_("Count messages by hand."))(messages)
    group.command("prices", help=N_("What an hour of attention and a kind of data are worth to you."))(prices)
    app.add_typer(group, name="loyalty", help=N_("The loyalty wallet."))


def list_(context: typer.Context) -> None:
    """JSON: {"programmes": [{"id", "units", "value", "worth", "ladder", "year", "devaluations", "score", …}]}."""
    from hub.services import loyalty, settings

    session: Session = context.obj
    with session.vault() as vault:
        found = loyalty.wallet(vault, today())
        home = settings.load(vault).home_currency
    session.answer({"programmes": [_document(one, home) for one in found]}, lambda: _text(found, home))


def bring(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("OFX or CSV."))],
) -> None:
    """JSON: {"file", "balances", "values", "new", "problems"}."""
    from hub.services import loyalty_files

    session: Session = context.obj
    with session.vault() as vault:
        done = loyalty_files.bring(vault, file, today())
    problems = [{"line": one.line, "code": one.code, "text": one.text} for one in done.problems]
    document = {"file": str(file), "balances": done.balances, "values": done.values, "new": list(done.new)}
    words = ngettext("{count} balance taken in.", "{count} balances taken in.", done.balances)
    session.answer({**document, "problems": problems}, words.format(count=done.balances))


def balance(
    context: typer.Context,
    programme: Programme,
    units: Annotated[str, typer.Argument(metavar="UNITS", help=N_("As 12500."))],
    on: On = "",
) -> None:
    """JSON: {"programme", "units", "on"}."""
    from hub.services import loyalty

    session: Session = context.obj
    at, count = day_of(on) or today(), number_of(units)
    with session.vault() as vault:
        loyalty.set_balance(vault, programme, count, at)
    document = {"programme": programme, "units": format(count, "f"), "on": at.isoformat()}
    session.answer(document, f"{programme}: {count:f}")


def value(
    context: typer.Context,
    programme: Programme,
    worth: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("Home money per unit, as 0.004."))],
    source: Annotated[str, typer.Option(metavar="TEXT", help=N_("Who says so."))] = "you",
    on: On = "",
) -> None:
    """JSON: {"programme", "value", "source", "on"}."""
    from hub.services import loyalty

    session: Session = context.obj
    at, stated = day_of(on) or today(), number_of(worth)
    with session.vault() as vault:
        loyalty.state_value(vault, programme, stated, at, source)
    document = {"programme": programme, "value": format(stated, "f"), "source": source, "on": at.isoformat()}
    session.answer(document, f"{programme}: {stated:f}")


def member(
    context: typer.Context,
    programme: Programme,
    tier: Annotated[str | None, typer.Option(metavar="TEXT", help=N_("The tier."))] = None,
    tier_until: Annotated[str, typer.Option(metavar="DATE", help=N_("Last day of the tier."))] = "",
    expiry: Annotated[str | None, typer.Option(metavar="RULE", help="never, inactivity, earned")] = None,
    months: Annotated[int | None, typer.Option(metavar="N", help=N_("Months until units run out."))] = None,
    fee: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("Yearly fee, home money."))] = "",
    data: Annotated[str | None, typer.Option(metavar="CODES", help=N_("Data given, as name,email,birthday."))] = None,
    senders: Annotated[str | None, typer.Option(metavar="LIST", help=N_("Addresses or domains that write."))] = None,
) -> None:
    """JSON: {"programme", "said"}."""
    from hub.services import loyalty, settings

    session: Session = context.obj
    said: dict[str, Any] = {"tier": tier, "tier_until": day_of(tier_until), "expiry": expiry, "expiry_months": months}
    said |= {"data_given": None if data is None else _listed(data)}
    said |= {"senders": None if senders is None else _listed(senders)}
    with session.vault() as vault:
        if fee:
            said["fee"] = to_minor(number_of(fee), settings.load(vault).home_currency)
        said = {name: one for name, one in said.items() if one is not None}
        loyalty.put_membership(vault, programme, **said)
    session.answer({"programme": programme, "said": sorted(said)}, _("Kept."))


def noise(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(readable=False, metavar="FOLDER", help=N_("A folder of .eml files."))],
) -> None:
    """JSON: {"counted": {"ID": 3}, "known", "others", "unreadable"}."""
    from hub.services import loyalty_files

    session: Session = context.obj
    with session.vault() as vault, session.progress() as progress:
        done = loyalty_files.count_messages(vault, folder, progress)
    document = {"counted": dict(done.counted), "known": done.known, "others": done.others}
    count = sum(done.counted.values())
    words = ngettext("{count} message counted.", "{count} messages counted.", count).format(count=count)
    session.answer({**document, "unreadable": done.unreadable}, words)


def messages(
    context: typer.Context,
    programme: Programme,
    count: Annotated[int, typer.Argument(metavar="N", help=N_("How many."))],
    on: On = "",
) -> None:
    """JSON: {"programme", "count"}."""
    from hub.services import loyalty_files

    session: Session = context.obj
    with session.vault() as vault:
        loyalty_files.add_messages(vault, programme, day_of(on) or today(), count)
    session.answer({"programme": programme, "count": count}, _("Kept."))


def prices(
    context: typer.Context,
    hour: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("An hour of attention, home money."))] = "",
    kind: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("A kind of data held for a year, home money."))] = "",
    seconds: Annotated[int, typer.Option(metavar="N", help=N_("Seconds that a message takes."))] = 0,
) -> None:
    """JSON: {"hour", "kind", "seconds", "formula"}."""
    from hub.domain.scoring import Prices
    from hub.services import loyalty

    session: Session = context.obj
    with session.vault() as vault:
        held = loyalty.prices(vault)
        chosen = Prices(
            number_of(hour) if hour else held.hour, number_of(kind) if kind else held.kind, seconds or held.seconds
        )
        if chosen != held:
            loyalty.set_prices(vault, chosen)
    formula = "100 * got / (got + fee + messages * seconds / 3600 * hour + kinds * kind)"
    document = {"hour": f"{chosen.hour:f}", "kind": f"{chosen.kind:f}", "seconds": chosen.seconds, "formula": formula}
    session.answer(document, formula)


def _document(one: Standing, home: str) -> dict[str, Any]:
    def money(amount: Decimal) -> str:
        return decimal_text(to_minor(amount, home), home)

    score, year = one.score, one.year
    return {
        "id": one.id,
        "name": one.name,
        "units": format(one.units, "f"),
        "as_of": day(one.as_of),
        "value": None if one.value is None else format(one.value, "f"),
        "worth": money(one.worth),
        "currency": home,
        "break_even_value": None if one.break_even is None else format(one.break_even, "f"),
        "tier": one.membership.tier or None,
        "tier_until": day(one.membership.tier_until),
        "ladder": [{"until": day(rung.until), "units": format(rung.units, "f")} for rung in one.rungs],
        "year": {
            "change": money(_decimal(year.after - year.before)),
            "by_balance": money(_decimal(year.by_balance)),
            "by_value": money(_decimal(year.by_value)),
        },
        "devaluations": [
            {"on": day(fall.day), "before": f"{fall.before:f}", "after": f"{fall.after:f}", "loss": money(fall.loss),
             "source": fall.source}
            for fall in one.devaluations
        ],
        "values": [{"on": day(v.day), "value": f"{v.value:f}", "source": v.source} for v in one.values],
        "score": {
            "points": score.points, "got": money(score.got), "fee": money(score.money),
            "attention": money(score.attention), "data": money(score.data), "messages": score.messages,
        },
    }  # fmt: skip


def _text(found: list[Standing], home: str) -> str:
    from ui.locale import text

    if not found:
        return _("No programmes yet.")
    rows = [
        (
            one.id,
            one.name,
            text.number(one.units),
            text.money(to_minor(one.worth, home), home),
            "" if not one.rungs or one.rungs[0].until is None else text.day(one.rungs[0].until),
            "" if one.score.points is None else str(one.score.points),
        )
        for one in found
    ]
    heads = (_("Id"), _("Programme"), _("Units"), _("Worth"), _("First to run out"), _("Score"))
    return paragraphs(table(heads, rows, "<<>><>"))


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _listed(written: str) -> list[str]:
    return [one.strip() for one in written.split(",") if one.strip()]
