"""What comes in: the history of imports, possible duplicates, remembered layouts, the watched folder, "open with"."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import LedgerError
from ui.cli.session import Session
from ui.cli.shapes import Names, transaction
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.transaction import Transaction

Known = Annotated[int, typer.Argument(metavar="KNOWN", help=N_("Number of the row that was there."))]
New = Annotated[int, typer.Argument(metavar="NEW", help=N_("Number of the row that came with an import."))]
Target = Annotated[Path, typer.Argument(metavar="FILE", help=N_("The file."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("imports", help=N_("Every import: file, hash, time, counts; `undo --id` takes one back."))(imports)
    app.command("downloads", help=N_("Files of known accounts in the watched folder; nothing is added."))(downloads)
    doubles = typer.Typer(rich_markup_mode=None)
    doubles.callback(invoke_without_command=True)(waiting)
    doubles.command("find", help=N_("Look through the whole vault for such rows."))(find)
    doubles.command("same", help=N_("They are one: the row that was there stays."))(same)
    doubles.command("different", help=N_("They are two: both stay, and are not asked about again."))(different)
    app.add_typer(doubles, name="duplicates", help=N_("Rows that may be there twice."))
    profiles = typer.Typer(rich_markup_mode=None)
    profiles.callback(invoke_without_command=True)(layouts)
    profiles.command("remove", help=N_("Forget a layout."))(forget)
    profiles.command("export", help=N_("Write the answers to a file that holds nothing personal."))(share)
    profiles.command("import", help=N_("Take over the answers of such a file."))(take_over)
    app.add_typer(profiles, name="profiles", help=N_("What is remembered of the layouts of files."))
    entry = typer.Typer(rich_markup_mode=None)
    entry.command("install", help=N_("Let the file manager open bank files with Coffer."))(install)
    entry.command("remove", help=N_("Take that back."))(uninstall)
    app.add_typer(entry, name="desktop-entry", help=N_("Open bank files with Coffer."))


def imports(context: typer.Context) -> None:
    """JSON: {"imports": [{"batch", "file", "sha256", "at", "account", "format", "read", "new", ...}]}."""
    from hub.services import accounts
    from hub.services import imports as service
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        found = service.history(vault)
        names = {one.account.id: one.account.name for one in accounts.positions(vault)}
    numbers = ("read", "new", "duplicate", "matched", "transfers", "rejected")
    rows = [
        {
            "batch": one.id,
            "file": one.file_name,
            "sha256": one.file_hash,
            "at": one.imported_at.isoformat(),
            "account": names.get(one.account_id),
            "format": one.format,
            **{name: getattr(one, name) for name in numbers},
        }
        for one in found
    ]
    now = datetime.now().astimezone()
    heads = (_("Batch"), _("File"), _("Account"), _("When"), _("New"), _("Known"), "SHA-256")
    cells = [
        (
            text.count(one.id),
            one.file_name,
            names.get(one.account_id, ""),
            text.moment(one.imported_at.astimezone(), now),
            text.count(one.new),
            text.count(one.duplicate + one.matched),
            one.file_hash[:12],
        )
        for one in found
    ]
    session.answer({"imports": rows}, table(heads, cells, "><<<>><") if cells else _("Nothing was imported yet."))


def downloads(
    context: typer.Context,
    watch: Annotated[
        str | None, typer.Option("--watch", metavar="FOLDER", help=N_("Watch this folder from now on; empty: none."))
    ] = None,
) -> None:
    """JSON: {"offered": [{"file", "account", "recognised_by", "sha256"}]}."""
    from hub.services import settings, watching

    session: Session = context.obj
    with session.vault() as vault, session.progress() as progress:
        if watch is not None:
            settings.change(vault, watch_folder=str(Path(watch).expanduser().resolve()) if watch else "")
        found = watching.offered(vault, datetime.now(UTC), progress)
    rows = [
        {"file": str(one.path), "account": one.account, "recognised_by": one.recognised_by, "sha256": one.sha256}
        for one in found
    ]
    words = table((_("File"), _("Account")), [(str(one.path), one.account) for one in found], "<<")
    session.answer({"offered": rows}, words if found else _("No file of a known account waits."))


def waiting(context: typer.Context) -> None:
    """JSON: {"duplicates": [{"known": {...}, "new": {...}, "why"}]}."""
    if context.invoked_subcommand is not None:
        return
    from hub.services import doubles

    session: Session = context.obj
    with session.vault() as vault:
        found = doubles.waiting(vault)
        names = Names(vault)
    document = {
        "duplicates": [
            {"known": transaction(one.known, names), "new": transaction(one.new, names), "why": one.why}
            for one in found
        ]
    }
    words = paragraphs(*(_pair(one.known, one.new) for one in found)) if found else _("No row waits for a decision.")
    session.answer(document, words)


def find(context: typer.Context) -> None:
    """JSON: {"found": how many new pairs wait for a decision}."""
    from hub.services import double_search

    session: Session = context.obj
    with session.vault() as vault, session.progress() as progress:
        count = double_search.look(vault, progress)
    template = ngettext("{count} new pair waits for a decision.", "{count} new pairs wait for a decision.", count)
    session.answer({"found": count}, template.format(count=count))


def same(context: typer.Context, known: Known, new: New) -> None:
    """JSON: {"kept": id, "removed": id}."""
    from hub.services import doubles

    session: Session = context.obj
    with session.vault() as vault:
        doubles.are_same(vault, known, new)
    session.answer({"kept": known, "removed": new}, _("Joined two rows that were one"))


def different(context: typer.Context, known: Known, new: New) -> None:
    """JSON: {"kept": [id, id]}."""
    from hub.services import doubles

    session: Session = context.obj
    with session.vault() as vault:
        doubles.are_different(vault, known, new)
    session.answer({"kept": [known, new]}, _("Both rows stay"))


def layouts(context: typer.Context) -> None:
    """JSON: {"profiles": [{"layout", "account", "answers", "about", "uses"}]}."""
    if context.invoked_subcommand is not None:
        return
    from hub.services import accounts, profiles
    from ui.locale import text, wording

    session: Session = context.obj
    with session.vault() as vault:
        found = profiles.all_profiles(vault)
        names = {one.account.id: one.account.name for one in accounts.positions(vault)}
    rows: list[dict[str, Any]] = [
        {
            "layout": one.layout,
            "account": None if one.account_id is None else names.get(one.account_id),
            "answers": dict(one.answers),
            "about": dict(one.about),
            "uses": one.uses,
        }
        for one in found
    ]
    cells = [
        (
            one["layout"][:12],
            str(one["about"].get("format", "")).upper(),
            one["account"] or "",
            ", ".join(wording.choice(choice) for choice in one["answers"].values() if choice),
            text.count(one["uses"]),
        )
        for one in rows
    ]
    heads = (_("Layout"), _("Format"), _("Account"), _("Answers"), _("Files"))
    session.answer({"profiles": rows}, table(heads, cells, "<<<<>") if cells else _("Nothing is remembered yet."))


def forget(
    context: typer.Context,
    layout: Annotated[str, typer.Argument(metavar="LAYOUT", help=N_("The layout, or how it begins."))],
) -> None:
    """JSON: {"removed": layout}."""
    from hub.services import profiles

    session: Session = context.obj
    with session.vault() as vault:
        found = [one.layout for one in profiles.all_profiles(vault) if layout and one.layout.startswith(layout)]
        chosen = found[0] if len(found) == 1 else layout
        profiles.remove(vault, chosen)
    session.answer({"removed": chosen}, _("Forgot a layout of files"))


def share(
    context: typer.Context,
    file: Target,
    layout: Annotated[
        str | None, typer.Argument(metavar="[LAYOUT]", help=N_("Only this layout, or how it begins."))
    ] = None,
) -> None:
    """JSON: {"file", "bytes"}."""
    from hub.services import profiles

    session: Session = context.obj
    with session.vault() as vault:
        chosen = None
        if layout is not None:
            found = [one for one in profiles.all_profiles(vault) if one.layout.startswith(layout)]
            chosen = [one.layout for one in found if profiles.is_shareable(one)]
            if not chosen:
                raise LedgerError("no_such_profile", where={"profile": layout})
        profiles.write_out(vault, file, chosen)
    session.answer({"file": str(file), "bytes": file.stat().st_size}, str(file))


def take_over(context: typer.Context, file: Target) -> None:
    """JSON: {"new": how many}."""
    from hub.services import profiles

    session: Session = context.obj
    with session.vault() as vault:
        count = profiles.take_in(vault, file)
    words = ngettext("Took over {count} layout of files", "Took over {count} layouts of files", count)
    session.answer({"new": count}, words.format(count=count))


def install(context: typer.Context) -> None:
    """JSON: {"file": the entry's place}."""
    from hub.services import desktop_entry

    session: Session = context.obj
    path = desktop_entry.install()
    session.answer({"file": str(path)}, str(path))


def uninstall(context: typer.Context) -> None:
    """JSON: {"removed": true or false}."""
    from hub.services import desktop_entry

    session: Session = context.obj
    was_there = desktop_entry.remove()
    words = _("Bank files are no longer opened with Coffer.") if was_there else _("There was no entry.")
    session.answer({"removed": was_there}, words)


def _pair(known: Transaction, new: Transaction) -> str:
    from ui.locale import text

    return table(
        ("", _("Day"), _("Payee"), _("Amount")),
        [
            (str(one.id), text.day(one.booked_on), one.payee or one.description, text.amount(one.amount, one.currency))
            for one in (known, new)
        ],
        "><<>",
    )
