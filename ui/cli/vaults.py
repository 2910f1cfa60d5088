"""`vault`: make, look at and look after the encrypted store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import NotYet
from ui.cli.session import CAN_ACT, DONE, Session, secret_from
from ui.cli.tables import table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.vaults import Check, Facts, Slot

Bundle = Annotated[Path, typer.Argument(readable=False, metavar="FILE", help=N_("The backup."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("create", help=N_("Make a new, empty vault."))(create)
    group.command("info", help=N_("Where the vault is and how much is in it."))(info)
    group.command("check", help=N_("Check header, pages, references, journal and disclosures."))(check)
    group.command("passphrase", help=N_("Change the passphrase."))(passphrase)
    group.command("slots", help=N_("The ways to open the vault."))(slots)
    group.command("backup", help=N_("Not in this version yet."))(backup)
    group.command("restore", help=N_("Not in this version yet."))(restore)
    group.command("erase", help=N_("Not in this version yet."))(erase)
    app.add_typer(group, name="vault", help=N_("Make, look at and look after the encrypted store."))


def create(context: typer.Context) -> None:
    """JSON: {"vault": {"folder", "id", "slots"}}."""
    from hub.services import vaults

    session: Session = context.obj
    with vaults.create(session.folder, session.passphrase(new=True)) as made:
        document = {"folder": str(made.folder), "id": made.id, "slots": [_slot(one) for one in made.access.slots]}
    words = _("A new vault is in {folder}. Without its passphrase nobody can open it: keep it well.")
    session.answer({"vault": document}, words.format(folder=session.folder))


def info(context: typer.Context) -> None:
    """JSON: {"vault": {"folder", "id", "size", "accounts", "transactions", "operations", "slots"}}."""
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
        "slots": [_slot(one) for one in facts.slots],
    }
    session.answer({"vault": document}, lambda: _facts_text(facts))


def check(context: typer.Context) -> int:
    """JSON: {"whole": true, "checks": [{"name", "whole", "detail"}]}; 1 when something is not whole."""
    from hub.services import vaults

    session: Session = context.obj
    with session.vault() as vault:
        found = vaults.check(vault)
    is_whole = all(one.is_whole for one in found)
    checks = [{"name": one.name, "whole": one.is_whole, "detail": one.detail} for one in found]
    session.answer({"whole": is_whole, "checks": checks}, lambda: _checks_text(found))
    return DONE if is_whole else CAN_ACT


def passphrase(
    context: typer.Context,
    new_passphrase_file: Annotated[
        str, typer.Option(metavar="FILE", help=N_("Read the new passphrase from FILE, - for the next line of stdin."))
    ] = "",
) -> None:
    """JSON: {"changed": true, "slots": [...]}."""
    from hub.services import access, vaults

    session: Session = context.obj
    old = session.passphrase()
    with vaults.open_vault(session.folder, lambda: old, timings=session.timings) as vault:
        if new_passphrase_file:
            new = secret_from(new_passphrase_file)
        else:
            new = session.typed_passphrase(_("New passphrase: "), new=True)
        access.change_passphrase(vault, old, new)
        document = {"changed": True, "slots": [_slot(one) for one in vault.access.slots]}
    words = _("The passphrase is changed. Copies of the vault made before still open with the old one.")
    session.answer(document, words)


def slots(context: typer.Context) -> None:
    """JSON: {"slots": [{"id", "type", "created", "label", "kdf"}]}."""
    session: Session = context.obj
    with session.vault() as vault:
        known = vault.access.slots
    session.answer({"slots": [_slot(one) for one in known]}, lambda: _slots_text(known))


def backup(context: typer.Context, file: Bundle) -> None:
    """Not in this version."""
    raise NotYet("not_yet", where={"command": context.command_path}, feature=f"backup ({file.name})")


def restore(context: typer.Context, file: Bundle) -> None:
    """Not in this version."""
    raise NotYet("not_yet", where={"command": context.command_path}, feature=f"restore ({file.name})")


def erase(context: typer.Context) -> None:
    """Not in this version."""
    raise NotYet("not_yet", where={"command": context.command_path}, feature="erase")


def _slot(one: Slot) -> dict[str, Any]:
    kdf = (
        None
        if one.cost is None
        else {"alg": "argon2id", "m": one.cost.memory, "t": one.cost.passes, "p": one.cost.lanes}
    )
    return {"id": one.id, "type": one.type, "created": one.created, "label": one.label, "kdf": kdf}


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
    return table(("", ""), rows, longest=200) + "\n\n" + _slots_text(facts.slots)


def _slots_text(known: tuple[Slot, ...]) -> str:
    def cost(one: Slot) -> str:
        if one.cost is None:
            return _("a random secret")
        return _("Argon2id, {memory} MiB, {passes} passes").format(
            memory=one.cost.memory // 1024, passes=one.cost.passes
        )

    rows = [(one.id, one.type, one.created, one.label, cost(one)) for one in known]
    return table((_("Slot"), _("Kind"), _("Made"), _("Name"), _("Protected by")), rows, longest=60)


def _checks_text(found: list[Check]) -> str:
    rows = [(one.name, _("whole") if one.is_whole else _("damaged"), one.detail) for one in found]
    return table((_("Part"), _("State"), _("Where")), rows, longest=100)
