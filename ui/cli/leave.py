"""`export`: the data in other formats, journalled as a disclosure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.session import Session
from ui.locale import N_, ngettext


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export", help=N_("Write everything to a file, noted in the log of disclosures."))(export)


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(readable=False, metavar="PATH", help=N_("The file to write."))],
    file_format: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help=N_("csv, json, ofx, qif, beancount, hledger, xlsx or markdown.")
        ),
    ] = "csv",
) -> None:
    """JSON: {"file", "format", "rows", "size", "sha256", "disclosure": id of the record}."""
    from hub.services import export as service
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault, session.phase("write"):
        written = service.write(vault, file_format, out)
    document = {
        "file": str(out),
        "format": file_format,
        "rows": written.rows,
        "size": written.size,
        "sha256": written.disclosure.sha256,
        "disclosure": written.disclosure.id,
    }
    words = ngettext(
        "{count} transaction in {file}, {size}. It is not encrypted; the log of disclosures lists it.",
        "{count} transactions in {file}, {size}. It is not encrypted; the log of disclosures lists it.",
        written.rows,
    )
    session.answer(
        document, lambda: words.format(count=text.count(written.rows), file=out, size=text.size(written.size))
    )
