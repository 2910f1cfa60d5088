"""`privacy`: what may leave, and what has left."""

from __future__ import annotations

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
    purpose: Annotated[str, typer.Argument(metavar="PURPOSE", help=N_("What for: exchange_rates."))],
    once: Annotated[bool, typer.Option("--once", help=N_("For one time only."))] = False,
) -> None:
    """JSON: {"grant": {...}, "bytes": "the exact bytes it allows"}. This command is the consent: it does not ask."""
    from hub.services import outbound

    session: Session = context.obj
    with session.vault() as vault:
        leaving = _outgoing(vault, purpose)
        given = outbound.grant(vault, leaving, once=once)
    document = {"grant": _grant(given), "bytes": leaving.body.decode("utf-8", "backslashreplace")}
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


def disclosures(context: typer.Context) -> None:
    """JSON: {"disclosures": [{"id", "at", "purpose", "recipient", "fields", "bytes", "size", "sha256", …}]}.

    bytes is null where the record keeps only size and SHA-256.
    """
    from hub.services import outbound

    session: Session = context.obj
    with session.vault() as vault:
        log = outbound.disclosures(vault)
    session.answer({"disclosures": [disclosure(one) for one in log]}, lambda: disclosures_text(log))


def verify(context: typer.Context) -> int:
    """JSON: {"whole": true, "records": 3, "altered": []}; 1 when a record was altered."""
    from hub.services import outbound

    session: Session = context.obj
    with session.vault() as vault:
        altered = outbound.verify(vault)
        count = len(outbound.disclosures(vault))
    if altered:
        words = _("These records were changed after they were written: {ids}.").format(ids=", ".join(map(str, altered)))
    else:
        words = ngettext("{count} record, unchanged.", "{count} records, unchanged.", count).format(count=count)
    session.answer({"whole": not altered, "records": count, "altered": altered}, words)
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


def _outgoing(vault: Vault, purpose: str) -> Outgoing:
    """What a purpose would send now: only those that need a grant."""
    from hub.services import rates

    known = {"exchange_rates": rates.outgoing}
    if purpose not in known:
        raise HubError("unknown_purpose", where={"purpose": purpose}, known=sorted(known))
    return known[purpose](vault)


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
