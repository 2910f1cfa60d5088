"""`decide`, `replay`, `plan`: every way to pay, from a case file or from the vault."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from hub.domain.money import parse_decimal
from ui.cli.cases import described, print_document, purchase_of, read_case
from ui.cli.comparisons import comparison_text, plan_text, purchase_text, replay_text
from ui.cli.session import Session, today
from ui.cli.shapes import parsed_day
from ui.cli.tables import paragraphs
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.decide import Purchase
    from hub.services.vaults import Vault


CaseFile = Annotated[str, typer.Option("--case", metavar="FILE", help=N_("A case file, - for stdin; needs no vault."))]
PrintCase = Annotated[bool, typer.Option("--print-case", help=N_("Print the case made from the vault."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("decide", help=N_("Every way to pay for a purchase, ranked and worked out."))(decide)
    app.command("replay", help=N_("A history of purchases against the best possible."))(replay)
    app.command("plan", help=N_("The best way to pay for planned purchases."))(plan)


def decide(
    context: typer.Context,
    line: Annotated[
        str, typer.Argument(metavar="[LINE]", help=N_("What to buy, as “84 fuel in France tomorrow”."))
    ] = "",
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
    use: Annotated[str, typer.Option(metavar="OPTION", help=N_("Expect the payment in this way, by its id."))] = "",
    accepts: Annotated[
        list[str] | None, typer.Option("--accepts", metavar="WAY=ANSWER", help=N_("yes or no; may be repeated."))
    ] = None,
    weigh: Annotated[bool, typer.Option("--weigh", help=N_("Also rank by what matters to you."))] = False,
    print_case: PrintCase = False,
) -> None:
    """JSON: the decide_result of DECIDE section 9; with --print-case a case document (`coffer-case/1`).

    With --weigh: {"ranking": [{"id", "net", "added": {...}, "total"}]}; with --use: {"transaction": id}.
    """
    session: Session = context.obj
    if bool(case) + bool(amount) + bool(line) != 1:
        raise typer.BadParameter(_("give one of --case FILE, --amount, or a line of words"))
    if case:
        from hub.services import cases

        found = cases.compare(read_case(case))
        session.answer(cases.comparison_document(found), lambda: comparison_text(found, {}))
        return
    day = parsed_day(on, "--on") if on else today()
    with session.vault() as vault:
        if line:
            purchase = purchase_of(vault, line)
        else:
            facts = (merchant, category, mcc, country, _channel(channel))
            purchase = described(vault, _amount(amount), currency, day, facts, contactless)
        purchase = replace(purchase, accepted=_accepted(accepts or []))
        _from_vault(session, vault, purchase, Wanted(use, weigh, print_case))


def replay(
    context: typer.Context,
    case: CaseFile = "",
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("First day; default: a year ago."))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("Last day; default: today."))] = "",
    by: Annotated[str, typer.Option(metavar="PART", help=N_("Sums by month or card."))] = "",
    print_case: PrintCase = False,
) -> None:
    """JSON: the replay_result of DECIDE section 7; with --by: {"currency", "from", "to", "left_out", "rows": [{"key",
    "count", "actual", "fair_best", "hindsight", "missed"}]}."""
    session: Session = context.obj
    from hub.services import cases

    if case:
        found = cases.replay_document(read_case(case))
        session.answer(found, lambda: replay_text(found))
        return
    from ui.cli import past

    past.replay(session, past.days(first, last), by, prints_case=print_case)


def plan(context: typer.Context, case: CaseFile = "", print_case: PrintCase = False) -> None:
    """JSON: the plan_result of DECIDE section 8. Without a case: what is on the list of `planned`."""
    session: Session = context.obj
    from hub.services import cases

    if case:
        found = cases.plan_document(read_case(case))
        session.answer(found, lambda: plan_text(found))
        return
    from ui.cli import planned

    planned.plan(session, prints_case=print_case)


class Wanted(NamedTuple):
    """What is wanted of a comparison besides itself."""

    use: str
    weigh: bool
    prints_case: bool


def _from_vault(session: Session, vault: Vault, purchase: Purchase, wanted: Wanted) -> None:
    from hub.services import cases, decide

    if wanted.prints_case:
        print_document(decide.case_of(vault, purchase))
        return
    with session.phase("decide"):
        compared = decide.compare(vault, purchase)
    if wanted.use or wanted.weigh:
        from ui.cli import paying

        (paying.use if wanted.use else paying.weigh)(session, vault, compared, wanted.use)
        return
    session.answer(
        cases.comparison_document(compared.comparison),
        lambda: paragraphs(purchase_text(purchase), comparison_text(compared.comparison, compared.names)),
    )


def _accepted(given: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = [one.partition("=")[::2] for one in given]
    if any(not way or answer not in ("yes", "no") for way, answer in pairs):
        raise typer.BadParameter(_("--accepts is WAY=yes or WAY=no"))
    return tuple(pairs)


def _channel(channel: str) -> str:
    from hub.services import decide

    if channel and channel not in decide.CHANNELS:
        raise typer.BadParameter(_("--channel is one of {known}").format(known=", ".join(decide.CHANNELS)))
    return channel


def _amount(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except ValueError as error:
        raise typer.BadParameter(_("--amount is a plain number such as 49.90")) from error
