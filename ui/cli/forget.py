"""`vault forget`: erase transactions, a period or an account for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import HubError
from ui.cli.session import Session
from ui.cli.shapes import parsed_day
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.forgetting import Forgotten, Plan, Scope
    from hub.services.vaults import Vault


def forget(
    context: typer.Context,
    transaction: Annotated[list[int] | None, typer.Option(metavar="ID", help=N_("A transaction to erase."))] = None,
    account: Annotated[str, typer.Option(metavar="NAME", help=N_("Erase this account, or its period."))] = "",
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("First day of a period."))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("Last day of a period."))] = "",
    with_backups: Annotated[
        bool, typer.Option("--with-backups", help=N_("Destroy the known backups too, and make a new one."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would go."))] = False,
) -> None:
    """JSON: {"forgotten": {"transactions", "receipts", "operations", "disclosures", "backups", "tables", "mentioned"},
    "left": [{"path", "reason"}], "unreachable": [...], "backups": [...], "away": [...], "exports", "recipients"}."""
    from hub.services import forgetting

    session: Session = context.obj
    days = (parsed_day(first, "--from"), parsed_day(last, "--to")) if first or last else None
    with session.vault() as vault:
        planned = forgetting.plan(vault, _scope(vault, transaction or [], account, days))
        if dry_run:
            session.answer({"forgotten": None} | _where(planned), lambda: _plan_text(planned))
            return
        session.say(_plan_text(planned))
        session.confirm(_("Erase this for good? Nothing brings it back."))
        done = forgetting.forget(vault, planned, with_backups=with_backups)
    session.answer(_document(planned, done), lambda: _done_text(done))


def _scope(vault: Vault, ids: list[int], account: str, days: tuple[date, date] | None) -> Scope:
    from hub.services import accounts, forgetting

    if bool(ids) == bool(account or days):
        raise HubError("one_scope")
    account_id = accounts.find(vault, account).id if account else None
    if days is not None:
        return forgetting.period(*days, account_id)
    return forgetting.Scope(ids=tuple(ids), account_id=account_id)


def _where(planned: Plan) -> dict[str, Any]:
    return {
        "transactions": planned.transactions,
        "receipts": planned.receipts,
        "backups": [str(path) for path in planned.backups],
        "away": [str(path) for path in planned.away],
        "exports": planned.exports,
        "recipients": list(planned.recipients),
    }


def _document(planned: Plan, done: Forgotten) -> dict[str, Any]:
    counts = ("transactions", "receipts", "operations", "disclosures", "backups")
    return _where(planned) | {
        "forgotten": {name: getattr(done, name) for name in counts}
        | {"tables": dict(done.tables), "mentioned": dict(done.mentioned)},
        "left": [{"path": str(path), "reason": reason} for path, reason in done.left],
        "unreachable": list(done.unreachable),
    }


def _plan_text(planned: Plan) -> str:
    from ui.safety import forgetting

    return "\n".join(forgetting.there_is(planned))


def _done_text(done: Forgotten) -> str:
    from ui.safety import forgetting

    return "\n".join(forgetting.report(done))
