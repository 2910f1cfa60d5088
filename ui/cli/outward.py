"""`bank`, `catalogue` and `summary`: what comes and goes through the gate."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.session import Session, outgoing_text, secret_from
from ui.cli.session import today as today_
from ui.cli.shapes import moment
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.services.banks import BankConnection
    from hub.services.regional import CatalogueFile


def register(app: typer.Typer) -> None:
    """Add the commands."""
    bank = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    bank.command("connect", help=N_("Claim a setup token; the key it gives stays in the vault."))(connect)
    bank.command("list", help=N_("The banks that are asked."))(banks)
    bank.command("fetch", help=N_("Ask for accounts and transactions and bring in what is new."))(fetch)
    bank.command("forget", help=N_("Remove a connection with its key."))(forget)
    app.add_typer(bank, name="bank", help=N_("Banks that are asked through SimpleFIN."))
    catalogue = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    catalogue.command("list", help=N_("The catalogues in the vault."))(catalogues)
    catalogue.command("fetch", help=N_("Fetch the whole signed file of a region; needs your consent."))(fetch_catalogue)
    catalogue.command("schedule", help=N_("Fetch a catalogue every week, or no longer with --off."))(schedule)
    catalogue.command("due", help=N_("Fetch what is due, where a lasting grant allows it; asks nobody."))(fetch_due)
    app.add_typer(catalogue, name="catalogue", help=N_("Catalogues of offers and terms, the same for everybody."))
    app.command("summary", help=N_("A file for somebody that says only as much as you let it."))(summary)


def connect(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("A file with the setup token; - for standard input."))
    ] = "-",
    name: Annotated[str, typer.Option(metavar="NAME", help=N_("As you call it."))] = "",
) -> None:
    """JSON: {"bank": {"id", "name", "host", "claimed", "fetched"}}."""
    from hub.services import banks as service

    session: Session = context.obj
    secret = secret_from(source)
    with session.vault() as vault:
        made = session.asking(vault, lambda: service.claim(vault, secret, name))
    session.answer({"bank": _bank(made)}, _("Connected {name}").format(name=made.name))


def banks(context: typer.Context) -> None:
    """JSON: {"banks": [{"id", "name", "host", "claimed", "fetched"}]}; keys are never printed."""
    from hub.services import banks as service

    session: Session = context.obj
    with session.vault() as vault:
        known = [_bank(one) for one in service.connections(vault)]
    rows = [(str(one["id"]), one["name"], one["host"], one["fetched"] or "") for one in known]
    heads = (_("No."), _("Name"), _("Server"), _("Asked"))
    session.answer({"banks": known}, lambda: table(heads, rows, "><<<") if rows else _("No bank is asked."))


def fetch(
    context: typer.Context,
    connection: Annotated[int, typer.Argument(metavar="ID", help=N_("Number of the connection."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would happen."))] = False,
) -> None:
    """JSON: {"new": 3, "batches": [ids], "messages": ["what the server says"]}."""
    from hub.services import banks as service
    from hub.services import imports

    session: Session = context.obj
    with session.vault() as vault, session.progress() as progress:
        fetched = session.asking(vault, lambda: service.fetch(vault, connection))
        with service.as_file(fetched) as path:
            shown = imports.preview(vault, [path], progress)
            accepted = [] if dry_run or not shown.to_add else imports.accept(vault, shown, progress)
    count = shown.to_add
    words = ngettext("{count} new transaction", "{count} new transactions", count).format(count=count)
    document = {"new": count, "batches": [one.id for one in accepted], "messages": list(fetched.messages)}
    said = [_("The server says: {message}").format(message=one) for one in fetched.messages]
    session.answer(document, lambda: paragraphs(words, *said))


def forget(
    context: typer.Context,
    connection: Annotated[int, typer.Argument(metavar="ID", help=N_("Number of the connection."))],
) -> None:
    """JSON: {"forgotten": id}."""
    from hub.services import banks as service

    session: Session = context.obj
    with session.vault() as vault:
        service.forget(vault, connection)
    session.answer({"forgotten": connection}, _("The key is removed. Disable its token there too."))


def catalogues(context: typer.Context) -> None:
    """JSON: {"catalogues": [{"kind", "region", "version", "issued", "expires", "checked", "scheduled", "host",
    "trouble", "tried", "size"}]}; trouble: the code of the newest try, null where it went well."""
    from hub.services import regional

    session: Session = context.obj
    with session.vault() as vault:
        known = [_catalogue(one) for one in regional.held(vault)]
    rows = [(one["kind"], one["region"], str(one["version"]), one["expires"]) for one in known]
    heads = (_("Kind"), _("Region"), _("Version"), _("Until"))
    session.answer({"catalogues": known}, lambda: table(heads, rows, "<<><") if rows else _("There is no catalogue."))


def fetch_catalogue(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("offers or terms."))],
    region: Annotated[str, typer.Argument(metavar="REGION", help=N_("A country, as in de."))],
    host: Annotated[str, typer.Argument(metavar="HOST", help=N_("Who publishes it: a host or a whole address."))],
) -> None:
    """JSON: {"catalogue": {…}}."""
    from hub.services import regional

    session: Session = context.obj
    with session.vault() as vault:
        file = session.asking(vault, lambda: regional.fetch(vault, kind, region, host))
    words = _("Version {version} of {kind} for {region}.").format(version=file.version, kind=kind, region=region)
    session.answer({"catalogue": _catalogue(file)}, words)


def schedule(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("offers or terms."))],
    region: Annotated[str, typer.Argument(metavar="REGION", help=N_("A country, as in de."))],
    off: Annotated[bool, typer.Option("--off", help=N_("No longer."))] = False,
) -> None:
    """JSON: {"catalogue": {…}}."""
    from hub.services import regional

    session: Session = context.obj
    with session.vault() as vault:
        file = regional.schedule(vault, kind, region, is_scheduled=not off)
    words = _("It is asked for once a week.") if file.is_scheduled else _("It is not asked for any more.")
    session.answer({"catalogue": _catalogue(file)}, words)


def fetch_due(context: typer.Context) -> None:
    """JSON: {"asked": [{"kind", "region", "version", "result", "code"}]}; result: newer, same, not_allowed, failed."""
    from hub.services import regional
    from ui.locale.wording.fetched import asked_words

    session: Session = context.obj
    with session.vault() as vault:
        made = regional.ask_due(vault)
    found = [
        {"kind": one.file.kind, "region": one.file.region, "version": one.file.version, "result": one.result,
         "code": one.code or None}
        for one in made
    ]  # fmt: skip
    session.answer({"asked": found}, lambda: "\n".join(map(asked_words, made)) or _("Nothing is due."))


def summary(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("The file to write."))],
    spending: Annotated[
        str, typer.Option(metavar="LEVEL", help=N_("nothing, total, band, category, amounts or full."))
    ] = "category",
    income: Annotated[
        str, typer.Option(metavar="LEVEL", help=N_("nothing, total, band, category, amounts or full."))
    ] = "total",
    balances: Annotated[
        str, typer.Option(metavar="LEVEL", help=N_("nothing, total, band, amounts or full."))
    ] = "nothing",
    since: Annotated[str, typer.Option(metavar="DAY", help=N_("First day; the year's first when left out."))] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help=N_("Last day; today when left out."))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show the bytes."))] = False,
) -> None:
    """JSON: {"file", "size", "sha256", "fields", "bytes", "disclosure": id or null}."""
    from hashlib import sha256

    from hub.services import summary as service

    session: Session = context.obj
    first, last = _day(since, today_().replace(month=1, day=1)), _day(until, today_())
    levels = {"spending": spending, "income": income, "balances": balances}
    end = last + timedelta(days=1)
    with session.vault() as vault:
        leaving = service.outgoing(service.items(vault, first, end), levels, first, end, out)
        record = None if dry_run else service.write(vault, leaving, out)
    document = {
        "file": str(out),
        "size": len(leaving.body),
        "sha256": sha256(leaving.body).hexdigest(),
        "fields": dict(leaving.fields),
        "bytes": leaving.body.decode(),
        "disclosure": None if record is None else record.id,
    }
    session.answer(document, lambda: outgoing_text(leaving))


def _day(words: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(words) if words else otherwise
    except ValueError as error:
        raise typer.BadParameter(_("a day looks like 2026-03-15")) from error


def _bank(one: BankConnection) -> dict[str, Any]:
    from hub.services import banks as service

    host, last = service.host_of(one), one.fetched_at
    fetched = None if last is None else moment(last)
    return {"id": one.id, "name": one.name, "host": host, "claimed": moment(one.claimed_at), "fetched": fetched}


def _catalogue(one: CatalogueFile) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "region": one.region,
        "version": one.version,
        "issued": moment(one.issued_at),
        "expires": moment(one.expires_at),
        "checked": moment(one.checked_at),
        "scheduled": one.is_scheduled,
        "host": one.host or None,
        "trouble": one.trouble or None,
        "tried": None if one.tried_at is None else moment(one.tried_at),
        "size": len(one.content),
    }
