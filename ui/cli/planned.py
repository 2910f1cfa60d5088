"""`planned`: the list of planned purchases and the plan that serves them best; `plan` without a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.decide.exact import money_text, plain
from ui.cli.cases import print_document, purchase_of
from ui.cli.comparisons import plan_text
from ui.cli.session import Session, today
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.planned import Ahead, Planned


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("planned", help=N_("Planned purchases, and the way to pay for each that serves all best."))(planned)


def planned(
    context: typer.Context,
    add: Annotated[str, typer.Option(metavar="LINE", help=N_("Put a purchase on the list, in words."))] = "",
    done: Annotated[int, typer.Option(metavar="ID", help=N_("Tick a purchase off."))] = 0,
    reopen: Annotated[int, typer.Option(metavar="ID", help=N_("Take the tick away."))] = 0,
    remove: Annotated[int, typer.Option(metavar="ID", help=N_("Take a purchase off the list."))] = 0,
) -> None:
    """JSON: {"currency", "total", "alone", "gap", "purchases": [{"id", "name", "on", "amount", "currency", "path",
    "net", "done_on"}], "caps": [{"instrument", "cap", "basis", "worth"}]}; gap: share, 0 = proven best, null = open."""
    from hub.services import planned as service

    session: Session = context.obj
    with session.vault() as vault:
        if add:
            service.add(vault, add, purchase_of(vault, add))
        for one, on in ((done, today()), (reopen, None)):
            if one:
                service.tick(vault, one, on)
        if remove:
            service.remove(vault, remove)
        listed = service.listed(vault)
        found = service.ahead(vault, today()) if any(one.done_on is None for one in listed) else None
    session.answer(_document(found, listed), lambda: _text(found, listed))


def plan(session: Session, *, prints_case: bool) -> None:
    """The plan of the list as `plan --case` answers it."""
    from hub.services import cases
    from hub.services import planned as service

    with session.vault() as vault:
        if prints_case:
            print_document(service.case_of(vault, today()))
            return
        with session.phase("plan"):
            found = service.ahead(vault, today())
    document = cases.planned(found.plan)
    session.answer(document, lambda: paragraphs(plan_text(document), _caps_text(found)))


def _document(found: Ahead | None, listed: list[Planned]) -> dict[str, Any]:
    code = None if found is None else found.currency
    steps = {} if found is None else {step.planned.id: step for step in found.steps}
    return {
        "currency": code,
        "total": None if found is None else money_text(found.total, found.currency),
        "alone": None if found is None else money_text(found.alone, found.currency),
        "gap": None if found is None or found.gap is None else plain(found.gap),
        "purchases": [
            {
                "id": one.id,
                "name": one.name,
                "on": one.purchase.on.isoformat(),
                "amount": plain(one.purchase.amount),
                "currency": one.purchase.currency,
                "path": list(steps[one.id].path) if one.id in steps else None,
                "net": money_text(steps[one.id].net, str(code)) if one.id in steps else None,
                "done_on": None if one.done_on is None else one.done_on.isoformat(),
            }
            for one in listed
        ],
        "caps": []
        if found is None
        else [
            {"instrument": one.instrument, "cap": one.cap, "basis": one.basis, "worth": plain(one.worth)}
            for one in found.caps
        ],
    }


def _text(found: Ahead | None, listed: list[Planned]) -> str:
    if not listed:
        return _("Nothing is planned. Add a purchase with --add “84 fuel tomorrow”.")
    steps = {} if found is None else {step.planned.id: step for step in found.steps}
    rows = []
    for one in listed:
        step = steps.get(one.id)
        names = {} if found is None else found.names
        way = "" if step is None else " › ".join(names.get(hop, hop) for hop in step.path)
        net = "" if step is None or found is None else money_text(step.net, found.currency)
        state = "" if one.done_on is None else _("done")
        rows.append((str(one.id), one.name, one.purchase.on.isoformat(), way or state, net))
    heads = (_("Number"), _("Purchase"), _("Day"), _("Way to pay"), _("Net"))
    return paragraphs(table(heads, rows, ">><<>".replace(">><<", "><<<")), "" if found is None else _sums(found))


def _sums(found: Ahead) -> str:
    total = _("Together {total}; each purchase on its own would bring {alone}.").format(
        total=money_text(found.total, found.currency), alone=money_text(found.alone, found.currency)
    )
    return paragraphs(total, _gap(found), _caps_text(found))


def _gap(found: Ahead) -> str:
    if found.gap is None:
        return _("The best plan found; nothing is proven about better ones.")
    if not found.gap:
        return _("No plan is better: this is proven.")
    from ui.locale import text

    return _("No plan is more than {share} better: this is proven.").format(share=text.percent(found.gap, 2))


def _caps_text(found: Ahead) -> str:
    lines = []
    for one in found.caps:
        name = found.names.get(one.instrument, one.instrument)
        worth = f"{plain(one.worth)} {found.currency}"
        lines.append(
            _("Each unit left of the cap {cap} of {card} is worth {worth}.").format(cap=one.cap, card=name, worth=worth)
        )
    return "\n".join(lines)
