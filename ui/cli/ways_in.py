"""`vault slots`, `passphrase`, `recovery`, `rotate`, `keyring`: who may open the encrypted store."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import HubError
from ui.cli.session import Session, secret_from
from ui.cli.tables import table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.vaults import Slot

NewPassphrase = Annotated[
    str, typer.Option(metavar="FILE", help=N_("Read the new passphrase from FILE, - for the next line of stdin."))
]


class Switch(StrEnum):
    """What `vault keyring` takes."""

    ON = "on"
    OFF = "off"
    STATE = "state"


def passphrase(context: typer.Context, new_passphrase_file: NewPassphrase = "") -> None:
    """JSON: {"changed": true, "slots": [...], "backups_left": [...]}."""
    from hub.services import access

    session: Session = context.obj
    old = session.passphrase()
    with session.opened(lambda: old) as vault:
        left = access.change_passphrase(vault, old, _new_passphrase(session, new_passphrase_file))
        document = {
            "changed": True,
            "slots": [slot(one) for one in vault.access.slots],
            "backups_left": [str(one.folder) for one in left],
        }
    words = _("The passphrase is changed, in the backups here too. Other copies still open with the old one.")
    session.answer(document, words)


def slots(
    context: typer.Context,
    remove: Annotated[str, typer.Option(metavar="ID", help=N_("Close this way in."))] = "",
) -> None:
    """JSON: {"slots": [{"id", "type", "created", "label", "kdf"}]}."""
    from hub.services import access

    session: Session = context.obj
    with session.vault() as vault:
        if remove:
            session.confirm(_("Close the way in with the number {slot}?").format(slot=remove))
            access.remove_slot(vault, remove)
        known = vault.access.slots
    session.answer({"slots": [slot(one) for one in known]}, lambda: slots_text(known))


def recovery(
    context: typer.Context,
    sheet: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("Write the recovery sheet as a PDF, to be printed."))
    ] = None,
) -> None:
    """The code goes to standard error and is read back from standard input. JSON: {"kept": true, "slots": [...]}."""
    from hub.services import access

    session: Session = context.obj
    with session.vault() as vault:
        code = access.new_recovery_code()
        if sheet is not None:
            from ui.cli.recovery_sheet import write

            write(vault, code, sheet)
            words = _("Saved as {file}. Remove it when it is printed: whoever reads it can open the vault.")
            session.say(words.format(file=sheet))
        try:
            access.keep_recovery_code(vault, code, _retyped(session, code))
        except HubError:
            if sheet is not None:
                sheet.unlink(missing_ok=True)  # of a code that opens nothing
            raise
        document = {"kept": True, "slots": [slot(one) for one in vault.access.slots]}
    session.answer(document, _("The recovery code opens the vault from now on; a former one does not."))


def rotate(
    context: typer.Context,
    new_passphrase_file: NewPassphrase = "",
    without_recovery_code: Annotated[
        bool, typer.Option("--without-recovery-code", help=N_("Make no new recovery code."))
    ] = False,
) -> None:
    """JSON: {"rotated": true, "backup": {"folder", "made_at"}}."""
    from hub.services import access

    session: Session = context.obj
    old = session.passphrase()
    new = _new_passphrase(session, new_passphrase_file)
    code = "" if without_recovery_code else access.new_recovery_code()
    retyped = _retyped(session, code) if code else ""
    with session.progress() as progress:
        made = access.rotate(
            session.folder, old, new_passphrase=new, recovery_code=code, retyped=retyped, progress=progress
        )
    document = {"rotated": True, "backup": {"folder": str(made.folder), "made_at": made.made_at.isoformat()}}
    words = _("The vault has a new key. Backups from before, as in {folder}, still open with the old passphrase.")
    session.answer(document, words.format(folder=made.folder))


def keyring(
    context: typer.Context, switch: Annotated[Switch, typer.Argument(help=N_("on, off or state."))] = Switch.STATE
) -> None:
    """JSON: {"on": true, "available": true, "state": "ready|absent|locked|hanging|failing"}."""
    from hub.services import access

    session: Session = context.obj
    with session.vault() as vault:
        if switch is Switch.ON:
            honest = _("While you are logged in, any program you run can ask the keyring for this key.")
            session.say(f"{honest} {typed_every()}")
            access.switch_keyring(vault, is_on=True)
        elif switch is Switch.OFF:
            access.switch_keyring(vault, is_on=False)
        is_on, state = access.is_keyring_on(vault), access.keyring_state(vault)
    words = _("The system's keyring opens the vault.") if is_on else _("The system's keyring does not open the vault.")
    document = {"on": is_on, "available": access.is_keyring_available(), "state": state}
    session.answer(document, lambda: f"{words} {keyring_state(state)}")


def slot(one: Slot) -> dict[str, Any]:
    """A way in, as JSON."""
    kdf = (
        None
        if one.cost is None
        else {"alg": "argon2id", "m": one.cost.memory, "t": one.cost.passes, "p": one.cost.lanes}
    )
    return {"id": one.id, "type": one.type, "created": one.created, "label": one.label, "kdf": kdf}


def slots_text(known: tuple[Slot, ...]) -> str:
    """The ways in, for people."""

    def cost(one: Slot) -> str:
        if one.cost is None:
            return _("a random secret")
        return _("Argon2id, {memory} MiB, {passes} passes").format(
            memory=one.cost.memory // 1024, passes=one.cost.passes
        )

    rows = [(one.id, one.type, one.created, one.label, cost(one)) for one in known]
    return table((_("Slot"), _("Kind"), _("Made"), _("Name"), _("Protected by")), rows, longest=60)


def warn_of_weak(session: Session, passphrase: str) -> None:
    """Say on standard error when a new passphrase is easily guessed; it is taken all the same."""
    from hub.services.strength import strength
    from ui.entrance.strength import words

    judged = strength(passphrase)
    if not judged.is_enough:
        session.say(words(judged))


def keyring_state(code: str) -> str:
    """How the keyring stands, in a sentence."""
    from ui.safety import saying

    return saying.state(code)


def typed_every() -> str:
    """How often the passphrase is asked for in spite of the keyring."""
    from hub.services import vaults

    return _("The passphrase is asked for every {days} days.").format(days=vaults.TYPED_EVERY.days)


def _new_passphrase(session: Session, place: str) -> str:
    new = secret_from(place) if place else session.typed_passphrase(_("New passphrase: "), new=True)
    warn_of_weak(session, new)
    return new


def _retyped(session: Session, code: str) -> str:
    session.say(_("The recovery code, to be written down or printed and kept apart from the computer:"))
    session.say(f"\n    {code}\n")
    session.say(_("Type it once from your paper:"))
    typed = sys.stdin.readline()
    if not typed:
        raise HubError("retyped_wrong", next_step="type_again")
    return typed.strip()
