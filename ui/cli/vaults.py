"""`vault`: make, look at and look after the encrypted store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli import forget, keeping, ways_in
from ui.cli.session import Session, secret_from
from ui.cli.tables import table
from ui.cli.ways_in import slot, slots_text, warn_of_weak
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.vaults import Facts


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("create", help=N_("Make a new, empty vault."))(create)
    group.command("info", help=N_("Where the vault is and how much is in it."))(info)
    group.command("check", help=N_("Look at every part of the vault; repair what can be."))(keeping.check)
    group.command("passphrase", help=N_("Change the passphrase."))(ways_in.passphrase)
    group.command("slots", help=N_("The ways to open the vault."))(ways_in.slots)
    group.command("recovery", help=N_("Make a recovery code for a forgotten passphrase."))(ways_in.recovery)
    group.command("keyring", help=N_("Let the system's keyring open the vault, or not."))(ways_in.keyring)
    group.command("rotate", help=N_("Give the vault a new key, when the old may be known."))(ways_in.rotate)
    group.command("header", help=N_("Put the kept copy of a damaged header back."))(header)
    group.command("backup", help=N_("Make a backup, proved by another program."))(keeping.backup)
    group.command("restore", help=N_("Put a backup in the place of the vault, which is kept."))(keeping.restore)
    group.command("erase", help=N_("Destroy the vault and all its backups."))(keeping.erase)
    group.command("forget", help=N_("Erase transactions, a period or an account for good."))(forget.forget)
    app.add_typer(group, name="vault", help=N_("Make, look at and look after the encrypted store."))


def create(
    context: typer.Context,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="PLACE", help=N_("Fill it with what `leave` wrote."))
    ] = None,
    age_passphrase_file: Annotated[
        str, typer.Option(metavar="FILE", help=N_("The archive opens with the passphrase in FILE."))
    ] = "",
    identity_file: Annotated[
        str, typer.Option(metavar="FILE", help=N_("The archive opens with the age identity in FILE."))
    ] = "",
) -> None:
    """JSON: {"vault": {"folder", "id", "slots"}}; with --from also {"tables": {name: rows}}."""
    from hub.services import vaults

    session: Session = context.obj
    if source is not None:
        _create_from(session, source, age_passphrase_file, identity_file)
        return
    passphrase = session.passphrase(new=True)
    _warn_of_place(session)
    warn_of_weak(session, passphrase)
    with vaults.create(session.folder, passphrase) as made:
        document = {"folder": str(made.folder), "id": made.id, "slots": [slot(one) for one in made.access.slots]}
    words = _("A new vault is in {folder}. Without its passphrase nobody can open it: keep it well.")
    session.answer({"vault": document}, words.format(folder=session.folder))


def _create_from(session: Session, source: Path, passphrase_file: str, identity_file: str) -> None:
    from hub.services import leaving

    secret = secret_from(passphrase_file) if passphrase_file else ""
    identity = secret_from(identity_file) if identity_file else ""
    parcel = leaving.opened(source, secret, identity)
    passphrase = session.passphrase(new=True)
    _warn_of_place(session)
    warn_of_weak(session, passphrase)
    with session.progress() as progress:
        tables = leaving.make_vault(parcel, session.folder, passphrase, progress)
    words = _("The vault in {folder} holds everything of {source}.")
    document = {"vault": {"folder": str(session.folder)}, "tables": dict(tables)}
    session.answer(document, words.format(folder=session.folder, source=source))


def info(context: typer.Context) -> None:
    """JSON: {"vault": {"folder", "id", "size", "accounts", "transactions", "operations", "slots",
    "surroundings": "network|synced|"}}."""
    from hub.services import vaults

    session: Session = context.obj
    with session.vault() as vault:
        facts = vaults.facts(vault)
    document = {
        "folder": str(facts.folder),
        "id": facts.id,
        "size": facts.size,
        "accounts": facts.accounts,
        "transactions": facts.transactions,
        "operations": facts.operations,
        "slots": [slot(one) for one in facts.slots],
        "surroundings": vaults.surroundings(facts.folder),
    }
    _warn_of_place(session)
    session.answer({"vault": document}, lambda: _facts_text(facts))


def header(context: typer.Context) -> None:
    """JSON: {"header": "restored"}. The copy of a damaged or lost header comes back; what is damaged is kept."""
    from hub.services import vaults

    session: Session = context.obj
    session.confirm(_("Put the kept copy of the header in its place?"))
    vaults.restore_header(session.folder)
    words = _("The copy is in its place; a damaged header is kept beside it. Check the vault now.")
    session.answer({"header": "restored"}, words)


def _warn_of_place(session: Session) -> None:
    from hub.services import vaults
    from ui.safety.saying import WARNINGS

    kind = vaults.surroundings(session.folder)
    if kind:
        session.say(_(WARNINGS[kind]))


def _facts_text(facts: Facts) -> str:
    from ui.locale import text

    rows = [
        (_("Folder"), str(facts.folder)),
        (_("Id"), facts.id),
        (_("On disk"), text.size(facts.size)),
        (_("Accounts"), text.count(facts.accounts)),
        (_("Transactions"), text.count(facts.transactions)),
        (_("Operations"), text.count(facts.operations)),
    ]
    return table(("", ""), rows, longest=200) + "\n\n" + slots_text(facts.slots)
