"""`decide`, `replay`, `plan`: every way to pay, from a case file or from the vault."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hub.domain.errors import CaseError, NotYet
from hub.domain.money import Money, parse_decimal
from ui.cli.schedule import parsed_day
from ui.cli.session import Session, today
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from hub.domain.decide.model import Comparison, Line, Option
    from hub.services.decide import Purchase

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
    _refuse_yet(context, case)


def plan(context: typer.Context, case: CaseFile = "") -> None:
    """JSON: the plan_result of DECIDE section 8."""
    _refuse_yet(context, case)


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


def comparison_text(found: Comparison, names: Mapping[str, str]) -> str:
    """A comparison for people: the ranking, then the arithmetic of the best."""
    ranked = [found.option(name) for group in found.ranking for name in group]
    places = {name: str(place) for place, group in enumerate(found.ranking, 1) for name in group}
    if not ranked:
        return _("Nothing can pay this purchase.")
    rows = [
        (
            places[one.id],
            way(one, names),
            _money(one.net_certain, found.currency),
            _money(one.net_expected, found.currency),
        )
        for one in ranked
    ]
    heads = (_("Place"), _("Way to pay"), _("Certain"), _("Expected"))
    rejected = len(found.rejected)
    left_out = ngettext("{count} way is not possible.", "{count} ways are not possible.", rejected) if rejected else ""
    return paragraphs(
        _("Against paying the list price without any reward or fee:"),
        table(heads, rows, "><>>", longest=60),
        arithmetic_text(ranked[0], found.currency, names),
        left_out.format(count=rejected),
    )


def arithmetic_text(option: Option, currency: str, names: Mapping[str, str]) -> str:
    """The lines of one way to pay, with their reasons and their sum."""
    rows = [(_kind(line), _money(line.amount, currency), _reason(line, names)) for line in option.lines]
    rows.append((_("Together"), _money(option.net_expected, currency), ""))
    notes = (
        [_("Not known: {facts}.").format(facts=", ".join(_unknown(one, names) for one in option.unknowns))]
        if option.unknowns
        else []
    )
    if option.low != option.high:
        low, high = _money(option.low, currency), _money(option.high, currency)
        notes.append(_("Between {low} and {high}, depending on what is not known.").format(low=low, high=high))
    if option.flags:
        notes.append(_("Notes: {flags}.").format(flags=", ".join(option.flags)))
    head = _("{way}:").format(way=way(option, names))
    return "\n".join(
        [head, table(("", "", ""), rows, "<><", longest=60, indent="  "), *(f"  {note}" for note in notes)]
    )


def way(option: Option, names: Mapping[str, str]) -> str:
    """The name of a way to pay: its path, coupons, portal, plan."""
    parts = [" › ".join(names.get(hop, hop) for hop in option.path)]
    parts += [names.get(coupon, coupon) for coupon in option.coupons]
    if option.portal is not None:
        parts.append(names.get(option.portal, option.portal))
    if option.plan is not None:
        parts.append(_("instalments {plan}").format(plan=option.plan))
    if option.dcc:
        parts.append(_("in your currency at the shop's rate"))
    return " + ".join(parts)


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


def purchase_text(purchase: Purchase) -> str:
    """The situation in one line."""
    from ui.locale import text

    facts = (
        text.money(Money.of(purchase.amount, purchase.currency)),
        purchase.merchant, purchase.category, purchase.country, text.day(purchase.on),
    )  # fmt: skip
    return ", ".join(fact for fact in facts if fact)


def _refuse_yet(context: typer.Context, case: str) -> None:
    if case:
        read_case(case)
    raise NotYet("not_yet", where={"command": context.command_path}, feature=context.command_path.split()[-1])


def _amount(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except ValueError as error:
        raise typer.BadParameter(_("--amount is a plain number such as 49.90")) from error


def _money(amount: Decimal, currency: str) -> str:
    from ui.locale import text

    return text.money(Money.of(amount, currency), sign=True)


def _unknown(fact: str, names: Mapping[str, str]) -> str:
    """A fact that nobody stated, in words: "activation:aurum:offer-1"."""
    from ui.locale import wording

    kind, *ids = fact.split(":")
    shown = [names.get(one, one) for one in ids]
    if kind == "activation" and len(shown) == 2:
        return _("whether “{offer}” is activated for {way}").format(offer=shown[1], way=shown[0])
    label = wording.label("unknown_fact", kind)
    return f"{label} ({', '.join(shown)})" if shown else label


def _kind(line: Line) -> str:
    from ui.locale import wording

    label = wording.label("line_kind", line.kind)
    return label if line.certain else _("{line} (not certain)").format(line=label)


def _reason(line: Line, names: Mapping[str, str]) -> str:
    """Where a line comes from, and how many points it is."""
    from ui.locale import text, wording

    source = names.get(line.why.source, line.why.source)
    reason = wording.why(line.why.code, {**line.why.facts, "source": source})
    if line.units is None:
        return reason
    units = _("{units} of {programme}").format(
        units=text.number(line.units), programme=names.get(line.programme or "", line.programme)
    )
    return f"{reason}, {units}"
