"""`companies`: what companies know, the letters to them, and the check-up of the privacy screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import HubError
from ui.cli.session import CAN_ACT, DONE, Session
from ui.cli.session import today as today_
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.domain.register import HeldFact
    from hub.services.privacy_checkup import Point

Number = Annotated[int, typer.Argument(metavar="ID", help=N_("Number of the entry."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("What companies hold, as you noted it."))(listed)
    group.command("add", help=N_("Note what a company holds."))(add)
    group.command("end", help=N_("Note that it ended."))(end)
    group.command("remove", help=N_("Take an entry off the register."))(remove)
    group.command("letter", help=N_("A letter to a company: erase, hand over, or withdraw a consent."))(letter)
    group.command("check", help=N_("Eight points that could be tighter, each with what mends it."))(check)
    app.add_typer(group, name="companies", help=N_("What companies know about you."))


def listed(context: typer.Context) -> None:
    """JSON: {"held": [{"id", "company", "kind", "what", "given", "expires", "ended", "contact", "state"}]}."""
    from hub.services import register as service
    from ui.locale import wording

    session: Session = context.obj
    with session.vault() as vault:
        facts = service.facts(vault)
    rows = [
        (str(one.id), one.company, one.what, wording.label("held_kind", one.kind),
         wording.label("held_state", one.state(today_())))
        for one in facts
    ]  # fmt: skip
    heads = (_("No."), _("Company"), _("What"), _("Kind"), _("State"))
    session.answer(
        {"held": [_fact(one) for one in facts]}, lambda: table(heads, rows, "><<<<") if rows else _("Nothing is noted.")
    )


def add(
    context: typer.Context,
    company: Annotated[str, typer.Argument(metavar="COMPANY", help=N_("Who holds it."))],
    what: Annotated[str, typer.Argument(metavar="WHAT", help=N_("What it holds."))],
    kind: Annotated[
        str, typer.Option(metavar="KIND", help=N_("account, paper, programme, marketing or other."))
    ] = "other",
    given: Annotated[str, typer.Option(metavar="DAY", help=N_("Since when."))] = "",
    expires: Annotated[str, typer.Option(metavar="DAY", help=N_("When the paper or the consent expires."))] = "",
    contact: Annotated[str, typer.Option(metavar="TEXT", help=N_("Where to write to."))] = "",
) -> None:
    """JSON: {"held": {…}}."""
    from hub.domain.register import HeldFact
    from hub.services import register as service

    session: Session = context.obj
    fact = HeldFact(0, company, kind, what, _day(given), _day(expires), None, contact)
    with session.vault() as vault:
        made = service.put(vault, fact)
    session.answer({"held": _fact(made)}, _("Noted what {company} holds").format(company=made.company))


def end(
    context: typer.Context,
    number: Number,
    on: Annotated[str, typer.Option(metavar="DAY", help=N_("The day; today when left out."))] = "",
) -> None:
    """JSON: {"held": {…}}."""
    from hub.services import register as service

    session: Session = context.obj
    day = _day(on) or today_()
    with session.vault() as vault:
        service.end(vault, number, day)
        fact = next(one for one in service.facts(vault) if one.id == number)
    session.answer({"held": _fact(fact)}, _("Noted that {company} no longer holds it").format(company=fact.company))


def remove(context: typer.Context, number: Number) -> None:
    """JSON: {"removed": id}."""
    from hub.services import register as service

    session: Session = context.obj
    with session.vault() as vault:
        service.remove(vault, number)
    session.answer({"removed": number}, _("Removed; coffer undo brings it back."))


def letter(
    context: typer.Context,
    company: Annotated[str, typer.Argument(metavar="COMPANY", help=N_("A company, or the recipient of a grant."))],
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("erasure, access or withdrawal."))] = "erasure",
) -> None:
    """JSON: {"company", "kind", "text"}. Nothing is sent: it is a text for you to check and send."""
    from hub.services import outbound, settings
    from hub.services import register as service
    from ui.privacy import letters

    session: Session = context.obj
    if kind not in letters.KINDS:
        raise HubError("bad_kind", where={"field": "kind"}, kind=kind, known=list(letters.KINDS))
    with session.vault() as vault:
        wanted, today = company.casefold(), today_()
        facts = [
            one for one in service.facts(vault) if one.company.casefold() == wanted and one.state(today) != "ended"
        ]
        sent = [one for one in outbound.disclosures(vault) if one.recipient.casefold() == wanted and one.size]
        household = settings.load(vault).household
    held = [*letters.of_facts(facts), *letters.of_records(sent)]
    words = letters.letter(kind, company, held, household, today)
    session.answer({"company": company, "kind": kind, "text": words}, words)


def check(
    context: typer.Context,
    fix: Annotated[str, typer.Option(metavar="CODE", help=N_("Mend this point: grants or lock."))] = "",
) -> int:
    """JSON: {"points": [{"code", "well", "fix", "count", "names"}], "fixed": number}; 1 when one wants something."""
    from hub.services import privacy_checkup
    from ui.locale import wording

    session: Session = context.obj
    with session.vault() as vault:
        fixed = privacy_checkup.fix(vault, fix) if fix else 0
        points = privacy_checkup.points(vault)
    lines = [
        f"{'+' if one.is_well else '!'} {wording.label('point', one.code)}: "
        + (wording.label("point_well", one.code) if one.is_well else wording.point(one.code, one.count, one.names))
        for one in points
    ]
    session.answer({"points": [_point(one) for one in points], "fixed": fixed}, lambda: paragraphs("\n".join(lines)))
    return DONE if all(one.is_well for one in points) else CAN_ACT


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise typer.BadParameter(_("a day looks like 2026-03-15")) from error


def _fact(one: HeldFact) -> dict[str, Any]:
    days = {"given": one.given_on, "expires": one.expires_on, "ended": one.ended_on}
    return {
        "id": one.id,
        "company": one.company,
        "kind": one.kind,
        "what": one.what,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "contact": one.contact,
        "state": one.state(today_()),
    }


def _point(one: Point) -> dict[str, Any]:
    return {"code": one.code, "well": one.is_well, "fix": one.fix, "count": one.count, "names": list(one.names)}
