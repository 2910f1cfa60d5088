"""`offers add | read | teach | moments | hints | follow | uses | settle | letter`: own offers, what becomes of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text, parse_decimal, to_minor
from ui.cli.session import Session, today
from ui.cli.shapes import day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.offer_life import Use
    from importers.offer_text import Draft

Merchant = Annotated[str, typer.Argument(metavar="SHOP", help=N_("The shop."))]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=N_("The number of the use."))]


def add_to(group: typer.Typer) -> None:
    """Add the commands to `offers`."""
    group.command("add", help=N_("Keep an offer by hand: offers add “Grünmarkt” “5 %”."))(add)
    group.command("read", help=N_("Read offers from a text, a saved page or an e-mail; --keep keeps them."))(read)
    group.command("teach", help=N_("Say: never of this shop; or that a name is, or is not, this shop."))(teach)
    group.command("moments", help=N_("Offers that lower a bill, end soon or have to be activated."))(moments)
    group.command("hints", help=N_("Minimums that a purchase just misses; never by buying more for their sake."))(hints)
    group.command("follow", help=N_("Look among the transactions for uses and credits of tracked offers."))(follow)
    group.command("uses", help=N_("What was used, credited, missing, taken back; and the money found."))(uses)
    group.command("settle", help=N_("Say that a credit came another way."))(settle)
    group.command("letter", help=N_("A letter about a credit that is missing."))(letter)


def add(
    context: typer.Context,
    merchant: Merchant,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("“5 %” or an amount."))],
    title: Annotated[str, typer.Option("--title")] = "",
    least: Annotated[str, typer.Option("--from", help=N_("The smallest purchase."))] = "",
    most: Annotated[str, typer.Option("--max", help=N_("What it brings at most."))] = "",
    until: Annotated[str, typer.Option("--until", help=N_("Last day, as 2026-12-31."))] = "",
    code: Annotated[str, typer.Option("--code", help=N_("What has to be typed."))] = "",
    card: Annotated[str, typer.Option("--card", help=N_("Id of the way to pay that it needs."))] = "",
    source: Annotated[str, typer.Option("--source", help=N_("Who offers it."))] = "",
    activate: Annotated[bool, typer.Option("--activate", help=N_("It must be activated first."))] = False,
) -> None:
    """JSON: {"id"}."""
    from hub.services.offering import ways_in

    session: Session = context.obj
    details: dict[str, Any] = {
        "title": title, "min_spend": least, "max_credit": most, "code": code, "card": card, "source": source,
        "needs_activation": activate, "valid_to": _day(until),
    }  # fmt: skip
    with session.vault() as vault:
        made = ways_in.add(vault, merchant, value, **{name: one for name, one in details.items() if one})
    session.answer({"id": made}, _("Kept as {offer}.").format(offer=made))


def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("Text, HTML or .eml."))],
    keeps: Annotated[bool, typer.Option("--keep", help=N_("Keep what was read."))] = False,
    source: Annotated[str, typer.Option("--source", help=N_("Who offers them."))] = "",
    card: Annotated[str, typer.Option("--card", help=N_("Id of the way to pay that they need."))] = "",
) -> None:
    """JSON: {"offers": [{"merchant", "title", "kind", "value", "valid_to", "code", "missing", …}], "kept"}."""
    from hub.services.offering import ways_in

    session: Session = context.obj
    found = ways_in.read_file(file)
    kept: tuple[str, ...] = ()
    if keeps:
        with session.vault() as vault:
            kept = ways_in.keep(vault, found, source, card).ids
    document = {"offers": [_draft(one) for one in found], "kept": list(kept)}
    rows = [(one.merchant or "?", one.title, "" if one.valid_to is None else str(one.valid_to)) for one in found]
    words = ngettext("{count} kept.", "{count} kept.", len(kept)).format(count=len(kept))
    shown = table((_("Shop"), _("Offer"), _("Until")), rows) if rows else _("No offers in this file.")
    session.answer(document, paragraphs(shown, words))


def teach(
    context: typer.Context,
    merchant: Merchant,
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="never, is, is_not, forget")],
    payee: Annotated[str, typer.Argument(metavar="NAME", help=N_("As your transactions name it."))] = "",
) -> None:
    """JSON: {"merchant", "verdict", "payee"}."""
    from hub.services import offers

    session: Session = context.obj
    with session.vault() as vault:
        offers.teach(vault, merchant, "" if verdict == "forget" else verdict, payee)
    session.answer({"merchant": merchant, "verdict": verdict, "payee": payee}, _("Remembered."))


def moments(context: typer.Context) -> None:
    """JSON: {"moments": [{"code", "offer", "title", "on", "worth", "currency", "biller"}]}."""
    from hub.services import settings
    from hub.services.offering import moments as found_in
    from ui.locale import text, wording

    session: Session = context.obj
    with session.vault() as vault:
        found = found_in.moments(vault, today())
        home = settings.load(vault).home_currency
    document = {
        "moments": [
            {"code": one.code, "offer": one.view.offer.id, "title": one.view.offer.title, "on": day(one.on),
             "worth": decimal_text(one.worth, home), "currency": home, "biller": one.what}
            for one in found
        ]
    }  # fmt: skip
    rows = [
        (text.day(one.on), wording.label("offer_moment", one.code), one.view.offer.title, text.money(one.worth, home))
        for one in found
    ]
    heads = (_("Day"), _("Why now"), _("Offer"), _("Worth"))
    session.answer(document, table(heads, rows, "<<<>") if rows else _("Nothing that would be worth a word now."))


def hints(
    context: typer.Context,
    merchant: Merchant,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("What you are about to pay."))],
) -> None:
    """JSON: {"hints": [{"offer", "short", "gain", "currency", "way", "what"}]}. way: planned or next_visit."""
    from hub.services import settings
    from hub.services.offering import moments as found_in
    from ui.locale import text

    session: Session = context.obj
    price = _amount(amount)
    with session.vault() as vault:
        found = found_in.hints(vault, merchant, price, today())
        home = settings.load(vault).home_currency
    document = {
        "hints": [
            {"offer": one.offer.id, "short": decimal_text(one.short, home), "gain": decimal_text(one.gain, home),
             "currency": home, "way": one.way, "what": one.what}
            for one in found
        ]
    }  # fmt: skip
    planned = _("{short} short of {gain} back: {what}, which you plan to buy there, reaches it.")
    waiting = _("{short} short of {gain} back: your usual purchase there reaches it; buy then.")
    lines = [
        (planned if one.way == "planned" else waiting).format(
            short=text.money(one.short, home), gain=text.money(one.gain, home), what=one.what
        )
        for one in found
    ]
    session.answer(document, "\n".join(lines) or _("No minimum that would be reached without buying for its sake."))


def follow(context: typer.Context) -> None:
    """JSON: {"used", "credited", "reversed"}: how many were found."""
    from hub.services.offering import lives

    session: Session = context.obj
    with session.vault() as vault:
        found = lives.follow(vault, today())
    document = {"used": found.used, "credited": found.credited, "reversed": found.reversed}
    words = _("Found: {used} used, {credited} credited, {reversed} taken back.").format(**document)
    session.answer(document, words)


def uses(context: typer.Context) -> None:
    """JSON: {"uses": [{"number", "offer", "state", "expected", "credited", …}], "found", "currency"}."""
    from hub.services import settings
    from hub.services.offering import lives
    from ui.locale import text, wording

    session: Session = context.obj
    with session.vault() as vault:
        known = lives.uses(vault)
        home = settings.load(vault).home_currency
    total = sum(one.found for one in known)
    document = {"uses": [_use(one) for one in known], "found": decimal_text(total, home), "currency": home}
    rows = [
        (str(one.id), text.day(one.used_on), one.title, wording.label("offer_use", one.state(today())),
         text.money(one.expected, one.currency), text.money(one.found, one.currency))
        for one in known
    ]  # fmt: skip
    heads = ("#", _("Used"), _("Offer"), _("State"), _("Expected"), _("Found"))
    words = _("Money found: {amount}.").format(amount=text.money(total, home))
    session.answer(document, paragraphs(table(heads, rows, "><<<>>"), words) if rows else _("Nothing used yet."))


def settle(
    context: typer.Context,
    number: Number,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("What came; 0 = it did not."))],
) -> None:
    """JSON: {"number", "credited"}."""
    from hub.services import settings
    from hub.services.offering import lives

    session: Session = context.obj
    with session.vault() as vault:
        home = settings.load(vault).home_currency
        minor = to_minor(_amount(amount), home)
        lives.settle(vault, number, minor, today())
    session.answer({"number": number, "credited": decimal_text(minor, home)}, _("Noted."))


def letter(
    context: typer.Context,
    number: Number,
    out: Annotated[Path | None, typer.Option("--out", help=N_("Write it to this file."))] = None,
) -> None:
    """JSON: {"number", "text", "file"}."""
    from hub.services.offering import lives
    from ui.offers.letter import letter as worded

    session: Session = context.obj
    with session.vault() as vault:
        words = worded(*lives.asking(vault, number))
        if out is not None:
            lives.write_letter(vault, number, words, out, today())
    session.answer({"number": number, "text": words, "file": None if out is None else str(out)}, words)


def _draft(one: Draft) -> dict[str, Any]:
    return {
        "merchant": one.merchant,
        "title": one.title,
        "kind": one.kind,
        "value": format(one.value, "f"),
        "min_spend": format(one.min_spend, "f"),
        "max_credit": None if one.max_credit is None else format(one.max_credit, "f"),
        "valid_to": day(one.valid_to),
        "code": one.code,
        "source": one.source,
        "missing": list(one.missing),
    }


def _use(one: Use) -> dict[str, Any]:
    money = {name: decimal_text(getattr(one, name), one.currency) for name in ("expected", "credited", "reversed")}
    return {
        "number": one.id, "offer": one.offer, "title": one.title, "merchant": one.merchant, "used_on": day(one.used_on),
        "due_on": day(one.due_on), "state": one.state(today()), **money, "currency": one.currency,
    }  # fmt: skip


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise typer.BadParameter(_("a day such as 2026-12-31")) from error


def _amount(told: str) -> Decimal:
    try:
        return parse_decimal(told)
    except ValueError as error:
        raise typer.BadParameter(_("a plain amount such as 84.00")) from error
