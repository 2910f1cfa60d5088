"""`rates`: exchange rates, fetched through the gate or read from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.session import Session
from ui.locale import N_, ngettext


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("fetch", help=N_("Fetch today's reference rates; needs your consent."))(fetch)
    group.command("file", help=N_("Read reference rates from a file; nothing leaves."))(file)
    app.add_typer(group, name="rates", help=N_("Exchange rates."))


def fetch(context: typer.Context) -> None:
    """JSON: {"rates": 30, "source": "host name or file name"}."""
    from hub.services import rates

    session: Session = context.obj
    with session.vault() as vault:
        recipient = rates.outgoing(vault).recipient
        count = session.asking(vault, lambda: rates.fetch(vault))
    _answer_rates(session, count, recipient)


def file(
    context: typer.Context,
    path: Annotated[
        Path, typer.Argument(readable=False, metavar="FILE", help=N_("The reference rates file of the ECB (XML)."))
    ],
) -> None:
    """JSON: {"rates": 30, "source": "host name or file name"}."""
    from hub.services import rates

    session: Session = context.obj
    with session.vault() as vault:
        count = rates.read_file(vault, path)
    _answer_rates(session, count, path.name)


def _answer_rates(session: Session, count: int, source: str) -> None:
    words = ngettext("{count} rate from {source}.", "{count} rates from {source}.", count)
    session.answer({"rates": count, "source": source}, words.format(count=count, source=source))
