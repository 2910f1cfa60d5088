"""`offers`: catalogues from files, matched on this device to what the person buys anyway."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli import catalogues, offer_lives
from ui.cli.session import Session, today
from ui.cli.shapes import day, plain
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.services.offers import OfferView

Pack = Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("A JSON file, or a folder of them."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("Offers that fit what you buy; --all shows the others and why not."))(list_)
    group.command("import", help=N_("Take in a catalogue of offers."))(import_)
    group.command("mark", help=N_("Say that an offer is tracked, active, used, or never to be shown."))(mark)
    catalogues.add_to(group)
    offer_lives.add_to(group)
    app.add_typer(group, name="offers", help=N_("Offers, matched on this computer."))


def list_(
    context: typer.Context,
    shows_all: Annotated[bool, typer.Option("--all", help=N_("Also those that don't fit."))] = False,
) -> None:
    """JSON: {"offers": [{"id", "merchant", "title", "fits", "reason", "worth", "currency", "per", "visits", …}]}.

    worth: what it is expected to bring until it ends, a year at most. The order knows nothing of commission.
    """
    from hub.services import offers, settings

    session: Session = context.obj
    with session.vault() as vault:
        found = [
            one for one in offers.matched(vault, today()) if shows_all or (one.match.fits and one.state != "never")
        ]
        currency = settings.load(vault).home_currency
    session.answer(offers_document(found, currency), lambda: offers_text(found, currency))


def import_(context: typer.Context, pack: Pack) -> None:
    """JSON: {"pack": "FILE", "offers": 12}."""
    from hub.services import offers

    session: Session = context.obj
    with session.vault() as vault:
        count = offers.import_catalogue(vault, pack, today())
    words = ngettext("{count} offer taken in.", "{count} offers taken in.", count).format(count=count)
    session.answer({"pack": str(pack), "offers": count}, words)


def mark(
    context: typer.Context,
    offer: Annotated[str, typer.Argument(metavar="ID", help=N_("The offer."))],
    state: Annotated[str, typer.Argument(metavar="STATE", help="seen, tracked, active, used, never")],
) -> None:
    """JSON: {"offer", "state"}."""
    from hub.services import offers

    session: Session = context.obj
    with session.vault() as vault:
        offers.mark(vault, offer, state)
    session.answer({"offer": offer, "state": state}, _("{offer} is marked: {state}.").format(offer=offer, state=state))


def offers_document(found: Sequence[OfferView], currency: str) -> dict[str, Any]:
    """Offers as JSON."""
    return {"offers": [_offer(one, currency) for one in found]}


def offers_text(found: Sequence[OfferView], currency: str) -> str:
    """Offers for people."""
    from ui.locale import text, wording

    if not found:
        return _("No offer fits what you buy.")
    rows = [
        (
            one.offer.merchant,
            one.offer.title,
            _("{amount} {per}").format(
                amount=text.money(one.match.worth, currency), per=wording.label("per", one.match.per)
            )
            if one.match.fits
            else wording.label("offer_reason", one.match.reason),
            text.count(one.match.visits),
            "" if one.offer.valid_to is None else text.day(one.offer.valid_to),
            one.offer.id,
        )
        for one in found
    ]
    heads = (_("Shop"), _("Offer"), _("Worth to you"), _("Visits a year"), _("Until"), _("Id"))
    return paragraphs(table(heads, rows, "<<<><<"))


def _offer(one: OfferView, currency: str) -> dict[str, Any]:
    match, offer = one.match, one.match.offer
    return {
        "id": offer.id,
        "merchant": offer.merchant,
        "title": offer.title,
        "fits": match.fits,
        "reason": match.reason,
        "worth": decimal_text(match.worth, currency),
        "currency": currency,
        "per": match.per,
        "visits": match.visits,
        "spent": decimal_text(match.spent, currency),
        "usual": decimal_text(match.usual, currency),
        "state": one.state,
        "source": offer.source,
        "commission": plain(one.commission),
        "effort": list(offer.effort),
        "valid_from": day(offer.valid_from),
        "valid_to": day(offer.valid_to),
    }
