"""`export` and `leave`: the data in other formats, or all of the vault; journalled as disclosures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.session import CAN_ACT, DONE, Session, secret_from
from ui.locale import N_, _, ngettext


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export", help=N_("Write everything to a file, noted in the log of disclosures."))(export)
    app.command("leave", help=N_("Write all of the vault, proved by reading it back."))(leave)


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
    from ui.locale.wording.reporting import report_words

    session: Session = context.obj
    with session.vault() as vault, session.phase("write"):
        written = service.write(vault, file_format, out, report_words())
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


def leave(
    context: typer.Context,
    place: Annotated[Path, typer.Argument(metavar="DIR", help=N_("The folder to make, or with age the file."))],
    age_passphrase_file: Annotated[
        str, typer.Option(metavar="FILE", help=N_("Write one file, encrypted for the passphrase in FILE."))
    ] = "",
    recipient: Annotated[
        list[str] | None, typer.Option(metavar="KEY", help=N_("Write one file, encrypted for this age key."))
    ] = None,
) -> int:
    """JSON: {"place", "encrypted", "proved", "differing", "tables": {name: rows}, "receipts", "lost", "size",
    "disclosure"}; 1 when what was read back is not what was written."""
    from hub.services import leaving as service
    from ui.locale import text

    session: Session = context.obj
    passphrase = secret_from(age_passphrase_file) if age_passphrase_file else ""
    is_encrypted = bool(passphrase or recipient)
    with session.vault() as vault, session.progress() as progress:
        if is_encrypted:
            left = service.to_archive(vault, place, passphrase, recipient or (), progress)
        else:
            left = service.to_folder(vault, place, progress)
    document = {
        "place": str(left.path),
        "encrypted": is_encrypted,
        "proved": left.is_proved,
        "differing": list(left.differing),
        "tables": dict(left.tables),
        "receipts": left.receipts,
        "lost": list(left.lost),
        "size": left.size,
        "disclosure": left.disclosure.id,
    }
    lines = [_("Everything is in {place}, {size}.").format(place=left.path, size=text.size(left.size))]
    lines += [_("Read back into a new vault: every table has the same hash.")] if left.is_proved else []
    lines += [_("Not the same when it was read back: {what}.").format(what=one) for one in left.differing]
    lines += [_("Missing, because its sealed file was gone: {name}.").format(name=one) for one in left.lost]
    if not is_encrypted:
        lines.append(_("It is not encrypted: whoever has it can read it."))
    session.answer(document, "\n".join(lines))
    return DONE if left.is_proved else CAN_ACT
