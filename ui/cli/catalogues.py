"""`offers validate | sign | publish | schema | catalogues | keys | unpin | remove`: catalogues made and held."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.session import Session, today
from ui.cli.shapes import day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.services.offering.publishing import Published

File = Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("The catalogue, a JSON file."))]


def add_to(group: typer.Typer) -> None:
    """Add the commands to `offers`."""
    group.command("validate", help=N_("Say all that is wrong with a catalogue; needs no vault."))(validate)
    group.command("schema", help=N_("Print the JSON Schema of catalogues; needs no vault."))(schema)
    group.command("sign", help=N_("Sign a catalogue with your own key."))(sign)
    group.command("publish", help=N_("Lay out a signed catalogue, and what changed, for a web server or a folder."))(
        publish
    )
    group.command("export", help=N_("Write the offers you typed as a signed catalogue."))(export)
    group.command("catalogues", help=N_("The catalogues you have, and who signed them."))(catalogues)
    group.command("keys", help=N_("Whose key each catalogue and pack is kept to."))(keys)
    group.command("unpin", help=N_("Forget a publisher's key, after you compared its fingerprint."))(unpin)
    group.command("remove", help=N_("Let a catalogue go, or an offer that was typed by hand."))(remove)


def validate(context: typer.Context, file: File) -> None:
    """JSON: {"file", "valid", "problems": [{"path", "reason"}]}. Exit code 1 when there are problems."""
    from hub.services.offering import publishing

    session: Session = context.obj
    problems = publishing.validate(file, today())
    document = {
        "file": str(file),
        "valid": not problems,
        "problems": [{"path": one.path, "reason": one.reason} for one in problems],
    }
    rows = [(one.path, one.reason) for one in problems]
    session.answer(document, table((_("Place"), _("Mistake")), rows) if rows else _("This catalogue is good."))
    if problems:
        raise typer.Exit(1)


def schema(context: typer.Context) -> None:
    """JSON: the schema itself."""
    from hub.services.offering import publishing

    session: Session = context.obj
    found = publishing.schema()
    session.answer(found, json.dumps(found, ensure_ascii=False, indent=1))


def sign(
    context: typer.Context,
    file: File,
    out: Annotated[Path, typer.Option("--out", help=N_("Where the signed catalogue goes."))],
) -> None:
    """JSON: {"files", "version", "key", "disclosures"}."""
    from hub.services.offering import publishing

    session: Session = context.obj
    with session.vault() as vault:
        made = publishing.sign(vault, file, out, today())
    _answer(session, made)


def publish(
    context: typer.Context,
    file: File,
    folder: Annotated[Path, typer.Option("--to", help=N_("The folder that the server shows."))],
    region: Annotated[str, typer.Option("--region", help=N_("Country code, eu or world."))] = "",
) -> None:
    """JSON: {"files", "version", "key", "disclosures"}."""
    from hub.services.offering import publishing

    session: Session = context.obj
    with session.vault() as vault:
        made = publishing.publish(vault, file, folder, today(), region)
    _answer(session, made)


def export(
    context: typer.Context,
    file: File,
    version: Annotated[int, typer.Option("--version", min=1, help=N_("Higher than the one before."))] = 1,
) -> None:
    """JSON: {"files", "version", "key", "disclosures"}."""
    from hub.services.offering import publishing

    session: Session = context.obj
    with session.vault() as vault:
        made = publishing.export_own(vault, file, version)
    _answer(session, made)


def catalogues(context: typer.Context) -> None:
    """JSON: {"catalogues": [{"name", "version", "taken_in_at", "key", "expires_on", "expired"}]}."""
    from hub.services import catalogues as held

    session: Session = context.obj
    with session.vault() as vault:
        found = held.held(vault)
        ends = {one.name: one.expires for one in held.listed(vault)}
    document = {
        "catalogues": [
            {
                "name": name, "version": version, "taken_in_at": at, "key": key or None,
                "expires_on": day(ends[name]), "expired": _is_over(ends[name]),
            }
            for name, version, at, key in found
        ]
    }  # fmt: skip
    rows = [
        (name, str(version), at[:10], _until(ends[name]), key or _("not signed")) for name, version, at, key in found
    ]
    heads = (_("Catalogue"), _("Version"), _("Taken in"), _("Valid until"), _("Signed by"))
    session.answer(document, table(heads, rows, "<><<<") if rows else _("No catalogues yet."))


def keys(context: typer.Context) -> None:
    """JSON: {"keys": [{"kind", "name", "key", "since"}]}. kind: offers, catalogue (fetched) or terms."""
    from hub.services import publishers
    from ui.locale import text, wording

    session: Session = context.obj
    with session.vault() as vault:
        found = publishers.listed(vault)
    document = {
        "keys": [{"kind": one.kind, "name": one.name, "key": one.key, "since": day(one.since)} for one in found]
    }
    rows = [(one.name, wording.label("pack_kind", one.kind), one.key, text.day(one.since)) for one in found]
    heads = (_("Publisher"), _("What it is"), _("Key"), _("Since"))
    session.answer(document, table(heads, rows) if rows else _("Nothing is kept to a key."))


def unpin(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The catalogue or pack."))],
    key: Annotated[str, typer.Option("--key", help=N_("The fingerprint of the key, as `keys` shows it."))],
) -> None:
    """JSON: {"unpinned": "NAME", "key"}. The next version is taken in by whomever it is signed."""
    from hub.services import publishers

    session: Session = context.obj
    with session.vault() as vault:
        gone = publishers.forget(vault, name, key)
    words = _("The key {key} of {name} is forgotten. The next version is taken in by whomever it is signed.")
    session.answer({"unpinned": name, "key": gone[0].key}, words.format(key=gone[0].key, name=name))


def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The catalogue, or the id of an own offer."))],
) -> None:
    """JSON: {"removed": "NAME"}."""
    from hub.services import catalogues as held
    from hub.services.offering import ways_in

    session: Session = context.obj
    with session.vault() as vault:
        if name in {one[0] for one in held.held(vault)}:
            held.remove(vault, name)
        else:
            ways_in.remove(vault, name)
    session.answer({"removed": name}, _("Removed {name}.").format(name=name))


def _is_over(end: date | None) -> bool:
    return end is not None and end < today()


def _until(end: date | None) -> str:
    from ui.locale import text

    if end is None:
        return _("not said")
    return _("over since {day}").format(day=text.day(end)) if _is_over(end) else text.day(end)


def _answer(session: Session, made: Published) -> None:
    document = {
        "files": [str(path) for path in made.files],
        "version": made.version,
        "key": made.key,
        "disclosures": [one.id for one in made.disclosures],
    }
    template = ngettext(
        "{count} file written, signed by {key}.", "{count} files written, signed by {key}.", len(made.files)
    )
    words = template.format(count=len(made.files), key=made.key)
    session.answer(document, paragraphs("\n".join(map(str, made.files)), words))
