"""`replay` on the vault's own history, and `keep`: is a card with a fee worth it?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import typer

from hub.domain.decide.exact import money_text
from ui.cli.cases import print_document
from ui.cli.comparisons import replay_text
from ui.cli.session import Session, today
from ui.cli.shapes import parsed_day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.services.looking_back import Back, Keeping, Sums

_PARTS = ("month", "card")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("keep", help=N_("Whether cards with a yearly fee pay for themselves."))(keep)


def days(first: str, last: str) -> tuple[date, date]:
    """The days that the options name; by default a year up to today."""
    end = parsed_day(last, "--to") if last else today()
    return parsed_day(first, "--from") if first else end - timedelta(days=364), end


def replay(session: Session, span: tuple[date, date], by: str, *, prints_case: bool) -> None:
    """The vault's past between two days."""
    from hub.services import cases, looking_back

    if by and by not in _PARTS:
        raise typer.BadParameter(_("--by is one of {known}").format(known=", ".join(_PARTS)))
    with session.vault() as vault:
        if prints_case:
            print_document(looking_back.case_of(vault, *span))
            return
        with session.phase("replay"):
            found = looking_back.look_back(vault, *span)
    if by:
        rows = found.months if by == "month" else found.cards
        session.answer(sums_document(found, rows), lambda: sums_text(found, rows))
        return
    document = cases.replayed(found.replay)
    session.answer(document, lambda: paragraphs(replay_text(document), _left_out(found)))


def keep(context: typer.Context) -> None:
    """JSON: {"cards": [{"id", "name", "currency", "annual_fee", "gain", "worth", "used", "purchases", "verdict"}]}."""
    from hub.services import looking_back, terms

    session: Session = context.obj
    with session.vault() as vault:
        found = looking_back.keeping(vault, today())
        names = {one.id: one.name for one in terms.instruments(vault)}
        home = terms.home_currency(vault)
    session.answer({"cards": [_kept(one, names, home) for one in found]}, lambda: _keep_text(found, names, home))


def sums_document(found: Back, rows: tuple[Sums, ...]) -> dict[str, Any]:
    """Sums by month or card as JSON."""
    code = found.currency
    return {
        "currency": code,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "left_out": found.left_out,
        "rows": [
            {
                "key": one.key,
                "count": one.count,
                "actual": money_text(one.actual, code),
                "fair_best": money_text(one.fair, code),
                "hindsight": money_text(one.hindsight, code),
                "missed": money_text(one.missed, code),
            }
            for one in rows
        ],
    }


def sums_text(found: Back, rows: tuple[Sums, ...]) -> str:
    """Sums by month or card for people."""
    code = found.currency
    heads = ("", _("Purchases"), _("As it was"), _("Best you could know"), _("Missed"))
    lines = [
        (
            found.names.get(one.key, one.key) or _("Together"), str(one.count),
            *(money_text(amount, code) for amount in (one.actual, one.fair, one.missed)),
        )
        for one in (*rows, found.total)
    ]  # fmt: skip
    return paragraphs(table(heads, lines, "<>>>>"), _left_out(found))


def _left_out(found: Back) -> str:
    if not found.left_out:
        return ""
    words = ngettext(
        "{count} payment is left out: no way to pay of yours could have paid it, or nothing is known.",
        "{count} payments are left out: no way to pay of yours could have paid them, or nothing is known.",
        found.left_out,
    )
    return words.format(count=found.left_out)


def _kept(one: Keeping, names: dict[str, str], home: str) -> dict[str, Any]:
    return {
        "id": one.instrument,
        "name": names.get(one.instrument, one.instrument),
        "currency": home,
        "annual_fee": money_text(one.fee, home),
        "gain": money_text(one.gain, home),
        "worth": money_text(one.worth, home),
        "used": money_text(one.used, home),
        "purchases": one.count,
        "verdict": "keep" if one.worth >= 0 else "cancel",
    }


def _keep_text(found: list[Keeping], names: dict[str, str], home: str) -> str:
    if not found:
        return _("None of your cards has a yearly fee.")
    heads = (_("Card"), _("Fee"), _("Brings at best"), _("Left"), _("As you used it"))
    rows = [
        (
            names.get(one.instrument, one.instrument),
            *(money_text(amount, home) for amount in (one.fee, one.gain, one.worth, one.used)),
        )
        for one in found
    ]
    return table(heads, rows, "<>>>>")
