"""`history`, `undo`, `redo`: what was done, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.session import Session
from ui.cli.shapes import operation
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.history import Operation, Plan


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("history", help=N_("What was done, newest first."))(history_)
    app.command("undo", help=N_("Take back the last operation, or a chosen one."))(undo)
    app.command("redo", help=N_("Do again what was taken back last."))(redo)


def history_(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help=N_("At most so many."))] = 50,
) -> None:
    """JSON: {"operations": [{"id", "at", "name", "text", "state", "batches"}]}."""
    from hub.services import history

    session: Session = context.obj
    with session.vault() as vault:
        known = history.operations(vault, limit)
    session.answer({"operations": [operation(one) for one in known]}, lambda: _operations_text(known))


def undo(
    context: typer.Context,
    listing: Annotated[bool, typer.Option("--list", help=N_("Show what was done, newest first."))] = False,
    operation_id: Annotated[int, typer.Option("--id", metavar="OP", help=N_("The operation to take back."))] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("With --id: only list what it would lose."))] = False,
    with_later: Annotated[
        bool, typer.Option("--with-later", help=N_("With --id: also what was done later and builds on it."))
    ] = False,
) -> None:
    """JSON: {"undone": {"id", "at", "name", "text", "state", "batches"} or null}; --list: {"operations": [...]}.

    --dry-run: {"operation": {...}, "also": [later ones that go with it], "lost": [later edits of its rows]}. With
    --id and later edits it would lose, nothing is done without --with-later or --yes.
    """
    from hub.services import history

    session: Session = context.obj
    if listing:
        history_(context)
        return
    with session.vault() as vault:
        if not operation_id:
            undone = history.undo_last(vault)
        else:
            planned = history.plan(vault, operation_id)
            if dry_run:
                session.answer(_plan(planned), lambda: _plan_text(planned))
                return
            if not (planned.is_alone or with_later or session.says_yes or _agreed(session, planned)):
                raise _refused(planned)
            undone = history.undo_with_later(vault, planned)
    _answer_step(session, "undone", undone, _("Taken back: {operation}"), _("There is nothing to take back."))


def redo(context: typer.Context) -> None:
    """JSON: {"redone": {...} or null}."""
    from hub.services import history

    session: Session = context.obj
    with session.vault() as vault:
        redone = history.redo(vault)
    _answer_step(session, "redone", redone, _("Done again: {operation}"), _("There is nothing to do again."))


def _agreed(session: Session, planned: Plan) -> bool:
    if not session.is_interactive:
        return False
    typer.echo(_plan_text(planned), err=True)
    return typer.confirm(_("Take all of this back?"), err=True)


def _refused(planned: Plan) -> Exception:
    from hub.domain.errors import LedgerError

    later = [(one.id, one.name) for one in (*planned.also, *planned.lost)]
    return LedgerError(
        "undo_conflict", next_step="undo_with_later", operation=planned.operation.id, count=len(later), later=later
    )


def _plan(planned: Plan) -> dict[str, object]:
    return {
        "operation": operation(planned.operation),
        "also": [operation(one) for one in planned.also],
        "lost": [operation(one) for one in planned.lost],
    }


def _plan_text(planned: Plan) -> str:
    parts = [operation(planned.operation)["text"]]
    if planned.also:
        parts += [_("Later ones that go with it:"), _operations_text(list(planned.also))]
    if planned.lost:
        parts += [_("Later edits of its rows that are lost:"), _operations_text(list(planned.lost))]
    return paragraphs(*parts)


def _answer_step(session: Session, key: str, done: Operation | None, sentence: str, nothing: str) -> None:
    if done is None:
        session.answer({key: None}, nothing)
        return
    document = operation(done)
    session.answer({key: document}, sentence.format(operation=document["text"]))


def _operations_text(known: list[Operation]) -> str:
    from ui.locale import text

    if not known:
        return _("Nothing was done yet.")
    words = {"done": "", "undone": _("taken back"), "dropped": _("taken back for good"), "kept": _("stays")}
    rows = [
        (
            str(one.id),
            f"{text.day(one.at)} {text.clock(one.at)}",
            operation(one)["text"],
            words.get(one.state, one.state),
        )
        for one in known
    ]
    return table((_("No."), _("When"), _("What"), _("State")), rows, "><<<", longest=60)
