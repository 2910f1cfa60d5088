"""`privacy`: what may leave, and what has left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import HubError
from ui.cli.session import CAN_ACT, DONE, Session, outgoing_text
from ui.cli.shapes import moment
from ui.cli.tables import table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.outgoing import Disclosure, Grant, Outgoing
    from hub.services.vaults import Vault


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("grants", help=N_("What you have allowed, until when."))(grants)
    group.command("grant", help=N_("Allow one kind of request: shows its exact bytes and stores your yes."))(grant)
    group.command("revoke", help=N_("End grants."))(revoke)
    group.command("disclosures", help=N_("Everything that has left, word for word."))(disclosures)
    group.command("verify", help=N_("Check that nobody changed the log of disclosures."))(verify)
    group.command("off", help=N_("One switch: nothing leaves this computer, whatever was allowed before."))(off)
    group.command("on", help=N_("Take the switch back: grants count again."))(on)
    app.add_typer(group, name="privacy", help=N_("What may leave this computer and what has left."))


def grants(context: typer.Context) -> None:
    """JSON: {"grants": [{"id", "purpose", "recipient", "fields", "since", "until", "once", "revoked"}]}."""
    from hub.services import outbound

    session: Session = context.obj
    with session.vault() as vault:
        known = outbound.grants(vault)
    session.answer({"grants": [_grant(one) for one in known]}, lambda: _grants_text(known))


def grant(
    context: typer.Context,
    purpose: Annotated[
        str, typer.Argument(metavar="PURPOSE", help=N_("What for: exchange_rates, bank_accounts or catalogue."))
    ],
    once: Annotated[bool, typer.Option("--once", help=N_("For one time only."))] = False,
    days: Annotated[int, typer.Option(min=1, max=365, help=N_("For how many days."))] = 90,
    bank: Annotated[int, typer.Option(metavar="ID", help=N_("The bank, for bank_accounts."))] = 0,
    catalogue: Annotated[
        tuple[str, str, str], typer.Option(metavar="KIND REGION HOST", help=N_("The catalogue, for catalogue."))
    ] = ("", "", ""),
) -> None:
    """JSON: {"grant": {...}, "bytes": "what it allows, keys as stars"}. This is the consent: it does not ask."""
    from hub.services import outbound

    session: Session = context.obj
    with session.vault() as vault:
        leaving = _outgoing(vault, purpose, bank, catalogue)
        given = outbound.grant(vault, leaving, once=once, days=days)
    document = {"grant": _grant(given), "bytes": leaving.kept.decode("utf-8", "backslashreplace")}
    session.answer(document, lambda: outgoing_text(leaving) + "\n\n" + _grants_text([given]))


def revoke(
    context: typer.Context,
    grant_ids: Annotated[list[int] | None, typer.Argument(metavar="ID...", help=N_("Numbers of grants."))] = None,
    all_: Annotated[bool, typer.Option("--all", help=N_("All of them."))] = False,
) -> None:
    """JSON: {"revoked": 1}: how many were in force."""
    from hub.services import outbound

    session: Session = context.obj
    if bool(grant_ids) == all_:
        raise typer.BadParameter(_("name the grants to revoke, or --all"))
    with session.vault() as vault:
        known = {one.id for one in outbound.grants(vault)}
        unknown = sorted(set(grant_ids or ()) - known)
        if unknown:
            raise HubError("no_such_grant", where={"grant": unknown[0]}, known=sorted(known))
        count = outbound.revoke(vault, grant_ids or None)
    words = ngettext("{count} grant ended.", "{count} grants ended.", count).format(count=count)
    session.answer({"revoked": count}, words)


def disclosures(
    context: typer.Context,
    search: Annotated[str, typer.Option(metavar="WORDS", help=N_("Only records that hold these words."))] = "",
    export: Annotated[
        Path | None, typer.Option(readable=False, metavar="FILE", help=N_("Save them as JSON Lines too; on record."))
    ] = None,
) -> None:
    """JSON: {"disclosures": [{"id", "at", "purpose", "recipient", "fields", "bytes", "size", "sha256", …}]}.

    bytes is null where the record keeps only size and SHA-256.
    """
    from hub.domain.outgoing import Outgoing
    from hub.services import disclosing, outbound

    session: Session = context.obj
    with session.vault() as vault:
        log = disclosing.found(outbound.disclosures(vault), search)
        if export is not None:
            body = disclosing.exported(vault, log)
            leaving = Outgoing("log", f"file:{export.name}", {"disclosures": "full"}, body)
            outbound.write_file(vault, leaving, export)
    session.answer({"disclosures": [disclosure(one) for one in log]}, lambda: disclosures_text(log))


def verify(context: typer.Context) -> int:
    """JSON: {"whole": true, "records": 3, "altered": [], "kinds": {"2": "edited"}}; 1 when a record was altered.

    kinds: edited, moved, removed (the one before), cut (off the end).
    """
    from hub.services import outbound
    from ui.locale import wording

    session: Session = context.obj
    with session.vault() as vault:
        troubles = outbound.altered(vault)
        count = len(outbound.disclosures(vault))
    altered = sorted({one.id for one in troubles})
    if troubles:
        named = (
            _("{number} ({what})").format(number=one.id, what=wording.label("altered", one.kind)) for one in troubles
        )
        words = _("These records are not as they were written: {numbers}.").format(numbers=", ".join(named))
    else:
        words = ngettext("{count} record, unchanged.", "{count} records, unchanged.", count).format(count=count)
    kinds = {str(one.id): one.kind for one in troubles}
    session.answer({"whole": not altered, "records": count, "altered": altered, "kinds": kinds}, words)
    return CAN_ACT if altered else DONE


def off(context: typer.Context) -> None:
    """JSON: {"everything_off": true}."""
    _switch(context.obj, is_off=True)


def on(context: typer.Context) -> None:
    """JSON: {"everything_off": false}."""
    _switch(context.obj, is_off=False)


def disclosure(one: Disclosure) -> dict[str, Any]:
    """A record of what left as JSON."""
    return {
        "id": one.id,
        "at": moment(one.at),
        "purpose": one.purpose,
        "recipient": one.recipient,
        "fields": dict(one.fields),
        "bytes": None if one.body is None else one.body.decode("utf-8", "backslashreplace"),
        "size": one.size,
        "sha256": one.sha256,
        "grant": one.grant_id,
        "channel": one.channel,
        "result": one.result,
        "hash": one.hash,
    }


def disclosures_text(log: list[Disclosure]) -> str:
    """The log for people."""
    from ui.locale import text, wording

    if not log:
        return _("Nothing has left this computer.")
    rows = [
        (
            str(one.id),
            f"{text.day(one.at)} {text.clock(one.at)}",
            wording.label("purpose", one.purpose),
            one.recipient,
            text.size(one.size),
            wording.label("result", one.result.partition(":")[0]),
        )
        for one in log
    ]
    heads = (_("No."), _("When"), _("Purpose"), _("Recipient"), _("Size"), _("Result"))
    return table(heads, rows, "><<<><")


def _switch(session: Session, *, is_off: bool) -> None:
    from hub.services import settings

    with session.vault() as vault:
        settings.change(vault, is_everything_off=is_off)
    words = _("Everything is off: nothing leaves this computer.") if is_off else _("What you allowed counts again.")
    session.answer({"everything_off": is_off}, words)


def _outgoing(vault: Vault, purpose: str, bank: int, catalogue: tuple[str, str, str]) -> Outgoing:
    """What a purpose would send now: only those that need a grant."""
    from hub.services import banks, rates, regional

    known = {
        "exchange_rates": lambda: rates.outgoing(vault),
        "bank_accounts": lambda: banks.outgoing(vault, bank),
        "catalogue": lambda: regional.outgoing(vault, *catalogue),
    }
    if purpose not in known:
        raise HubError("unknown_purpose", where={"purpose": purpose}, known=sorted(known))
    return known[purpose]()


def _grant(one: Grant) -> dict[str, Any]:
    return {
        "id": one.id,
        "purpose": one.purpose,
        "recipient": one.recipient,
        "fields": dict(one.fields),
        "since": moment(one.since),
        "until": moment(one.until),
        "once": one.once,
        "revoked": moment(one.revoked),
    }


def _grants_text(known: list[Grant]) -> str:
    from ui.locale import text, wording

    if not known:
        return _("Nothing is allowed to leave this computer.")
    rows = [
        (
            str(one.id),
            wording.label("purpose", one.purpose),
            one.recipient,
            _("revoked")
            if one.revoked
            else _("once")
            if one.once
            else ""
            if one.until is None
            else text.day(one.until),
        )
        for one in known
    ]
    return table((_("No."), _("Purpose"), _("Recipient"), _("Until")), rows, "><<<")
