"""`decide`, `replay`, `plan`: every way to pay, from a case file or from the vault."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hub.domain.errors import CaseError, NotYet
from hub.domain.money import parse_decimal
from ui.cli.comparisons import comparison_text, plan_text, purchase_text, replay_text
from ui.cli.session import Session, today
from ui.cli.shapes import parsed_day
from ui.cli.tables import paragraphs
from ui.locale import N_, _

if TYPE_CHECKING:
    from datetime import date


CaseFile = Annotated[str, typer.Option("--case", metavar="FILE", help=N_("A case file, - for stdin; needs no vault."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("decide", help=N_("Every way to pay for a purchase, ranked and worked out."))(decide)
    app.command("replay", help=N_("A history of purchases against the best possible."))(replay)
    app.command("plan", help=N_("The best way to pay for planned purchases."))(plan)


def decide(
    context: typer.Context,
    case: CaseFile = "",
    amount: Annotated[str, typer.Option(help=N_("Price, as 49.90."))] = "",
    currency: Annotated[str, typer.Option(metavar="CODE", help=N_("Default: the home currency."))] = "",
    merchant: Annotated[str, typer.Option(help=N_("Who sells."))] = "",
    category: Annotated[str, typer.Option(help=N_("As in the terms: fuel, groceries …"))] = "",
    mcc: Annotated[str, typer.Option(help=N_("Merchant category code."))] = "",
    country: Annotated[str, typer.Option(metavar="CC", help=N_("Where, as DE."))] = "",
    channel: Annotated[str, typer.Option(help="in_store, online, in_app, phone, recurring")] = "",
    contactless: Annotated[bool | None, typer.Option(help=N_("Whether you can tap."))] = None,
    on: Annotated[str, typer.Option(metavar="DATE", help=N_("Day of the purchase; default: today."))] = "",
    print_case: Annotated[bool, typer.Option("--print-case", help=N_("Print the case made from the vault."))] = False,
) -> None:
    """JSON: the decide_result of DECIDE section 9; with --print-case a case document (`coffer-case/1`)."""
    session: Session = context.obj
    if bool(case) == bool(amount):
        raise typer.BadParameter(_("give either --case FILE or --amount"))
    if case:
        from hub.services import cases

        found = cases.compare(read_case(case))
        session.answer(cases.comparison_document(found), lambda: comparison_text(found, {}))
        return
    facts = (merchant, category, mcc, country, channel)
    _from_vault(
        session,
        _amount(amount),
        currency,
        facts,
        contactless,
        parsed_day(on, "--on") if on else today(),
        prints_case=print_case,
    )


def replay(context: typer.Context, case: CaseFile = "") -> None:
    """JSON: the replay_result of DECIDE section 7."""
    session, document = _case_of(context, case)
    from hub.services import cases

    found = cases.replay_document(document)
    session.answer(found, lambda: replay_text(found))


def plan(context: typer.Context, case: CaseFile = "") -> None:
    """JSON: the plan_result of DECIDE section 8."""
    session, document = _case_of(context, case)
    from hub.services import cases

    found = cases.plan_document(document)
    session.answer(found, lambda: plan_text(found))


def read_case(place: str) -> object:
    """The JSON of a case file; CaseError when it is none."""
    where = {"file": place}
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as error:
        raise CaseError(
            "cannot_read_file", where=where, next_step="check_permission", reason=error.strerror or ""
        ) from error
    except json.JSONDecodeError as error:
        raise CaseError("not_json", where={**where, "line": error.lineno}) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise CaseError("not_json", where=where) from error


def _from_vault(
    session: Session,
    amount: Decimal,
    currency: str,
    facts: tuple[str, str, str, str, str],
    contactless: bool | None,
    on: date,
    *,
    prints_case: bool,
) -> None:
    from hub.services import cases, decide, settings

    merchant, category, mcc, country, channel = facts
    if channel and channel not in decide.CHANNELS:
        raise typer.BadParameter(_("--channel is one of {known}").format(known=", ".join(decide.CHANNELS)))
    with session.vault() as vault:
        code = (currency or settings.load(vault).home_currency).upper()
        purchase = decide.Purchase(amount, code, on, merchant, category, mcc, country, channel, contactless)
        if prints_case:
            print(json.dumps(decide.case_of(vault, purchase), ensure_ascii=False, indent=1))  # noqa: T201 - the answer
            return
        with session.phase("decide"):
            compared = decide.compare(vault, purchase)
    session.answer(
        cases.comparison_document(compared.comparison),
        lambda: paragraphs(purchase_text(purchase), comparison_text(compared.comparison, compared.names)),
    )


def _case_of(context: typer.Context, case: str) -> tuple[Session, object]:
    """The session and the case; NotYet without a case, because the vault's own history has no such view yet."""
    if not case:
        name = context.command_path.split()[-1]
        raise NotYet("not_yet", where={"command": context.command_path}, feature=f"{name} without --case")
    return context.obj, read_case(case)


def _amount(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except ValueError as error:
        raise typer.BadParameter(_("--amount is a plain number such as 49.90")) from error
